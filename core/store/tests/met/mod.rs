//! A device that met its server: what the tests of a store's files begin with.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use opstap_domain::ids::Role;
use opstap_store::{Identity, Store, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::ident::{Chain, DeviceId};
use opstap_sync::wire::SyncResponse;
use serde_json::json;
use uuid::Uuid;

/// When the server answers.
pub(crate) const NOW: i64 = 1_795_000_000_000;

pub(crate) fn open(folder: &Path) -> Store {
    Store::open(folder, &StoreKey::new([7; 32])).unwrap().0
}

/// An answer that says nothing, with this number of the grants.
pub(crate) fn answer(ge: u64) -> SyncResponse {
    let said = json!({ "epoch": "e1", "now": NOW, "ge": ge, "last_n": 0 });
    SyncResponse { chain: Chain::default(), ..serde_json::from_value(said).unwrap() }
}

pub(crate) fn round(store: &mut Store, answer: SyncResponse) {
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    let steps = digest(store.memory(), &sent, answer);
    store.carry_out(&sent, None, steps).unwrap();
}

/// A client's device after this first answer.
pub(crate) fn paired(folder: &Path, first: SyncResponse) -> Store {
    let mut store = open(folder);
    let identity = Identity {
        device: DeviceId::new(5),
        token: "secret-token".into(),
        account: Uuid::from_u128(9),
        name: "Noor".into(),
        role: Role::Client,
        organisation: "Voorbeeldstad".into(),
        server: "http://127.0.0.1:1".into(),
        keys: Vec::new(),
    };
    store.take_identity(identity).unwrap();
    round(&mut store, first);
    store
}
