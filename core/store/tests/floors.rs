//! A scope that the server tells to take anew: what does not come again goes, with its words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod counting;

use counting::Counting;
use std::path::Path;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Edit, Identity, Store, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::{SyncRequest, SyncResponse};
use serde_json::{Value, json};
use uuid::Uuid;

const TOGETHER: ScopeId = ScopeId::new(Uuid::from_u128(1), Compartment::Together);
const NOW: i64 = 1_795_000_000_000;

fn paired(folder: &Path) -> Store {
    let mut store = Store::open(folder, &StoreKey::new([7; 32])).unwrap().0;
    let identity = Identity {
        device: DeviceId::new(5),
        token: "secret-token".into(),
        account: Uuid::from_u128(9),
        name: "Sam".into(),
        role: Role::Client,
        organisation: "Voorbeeldstad".into(),
        server: "http://127.0.0.1:1".into(),
        keys: Vec::new(),
    };
    store.take_identity(identity).unwrap();
    hear(&mut store, json!({ "grants": [{ "h": 2, "scope": TOGETHER, "write": true, "role": "client" }] }));
    store
}

fn ask(store: &mut Store) -> SyncRequest {
    store.ask(Wish::default(), 200).unwrap().unwrap()
}

/// A round with this answer. Gives what the device asked.
fn hear(store: &mut Store, said: Value) -> SyncRequest {
    let sent = ask(store);
    let mut whole = json!({ "epoch": "e1", "now": NOW, "ge": 1, "last_n": 0 });
    whole.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
    let answer: SyncResponse = serde_json::from_value(whole).unwrap();
    let steps = digest(store.memory(), &sent, answer);
    store.carry_out(&sent, None, steps).unwrap();
    sent
}

fn message(id: u128, s: u64, body: &str) -> Value {
    let said = json!({ "body": body, "author": Uuid::from_u128(3), "sent_at": NOW });
    json!({ "id": Uuid::from_u128(id), "k": "message", "s": s, "d": "8.1", "u": said })
}

fn there(store: &mut Store) -> Vec<u128> {
    let mut ids: Vec<u128> =
        store.records(TOGETHER, "message").unwrap().into_iter().map(|record| record.id.as_u128()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn what_does_not_come_again_goes_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let two = [message(1, 1, "appel"), message(2, 2, "peer")];
    hear(&mut store, json!({ "chg": [{ "h": 2, "recs": two, "upto": 2 }] }));
    let anew = json!({ "h": 2, "recs": [message(1, 1, "appel")], "upto": 9, "reset": true, "floor": 5 });
    hear(&mut store, json!({ "chg": [anew] }));
    assert_eq!(there(&mut store), [1]);
    assert!(store.search("peer", 5).unwrap().is_empty());
    assert_eq!(store.search("appel", 5).unwrap().len(), 1);
    assert!(ask(&mut store).floors.is_empty(), "it is above the floor");
}

#[test]
fn in_several_pages_what_was_there_stays_until_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let two = [message(1, 1, "appel"), message(2, 2, "peer")];
    hear(&mut store, json!({ "chg": [{ "h": 2, "recs": two, "upto": 2 }] }));
    let first = json!({ "h": 2, "recs": [message(3, 3, "pruim")], "upto": 3, "more": true, "reset": true, "floor": 5 });
    hear(&mut store, json!({ "chg": [first] }));
    assert_eq!(there(&mut store), [1, 2, 3]);
    // Also for a process that died in between.
    drop(store);
    let mut store = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap().0;
    let last = json!({ "h": 2, "recs": [message(1, 7, "appel")], "upto": 9 });
    let asked = hear(&mut store, json!({ "chg": [last] }));
    assert_eq!((asked.cur, asked.floors), (vec![(2, 3)], vec![(2, 5)]));
    assert_eq!(there(&mut store), [1, 3]);
    assert!(ask(&mut store).floors.is_empty());
}

#[test]
fn what_a_newer_app_wrote_stays_word_for_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let later = json!({ "per": "moon", "n": 1.25, "ü": [null, { "b": 1, "a": 2 }] });
    let mut known = message(1, 1, "appel");
    known["u"]["mood"] = later.clone();
    let unknown =
        json!({ "id": Uuid::from_u128(2), "k": "weather", "s": 2, "d": "8.2", "u": { "sky": later } });
    hear(&mut store, json!({ "chg": [{ "h": 2, "recs": [known, unknown], "upto": 2 }] }));
    drop(store);
    let mut store = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap().0;
    let message = store.records(TOGETHER, "message").unwrap().remove(0);
    assert_eq!(message.state.units["mood"].v, later);
    let weather = store.records(TOGETHER, "weather").unwrap().remove(0);
    assert_eq!(weather.state.units["sky"].v, later);
}

#[test]
fn a_waiting_edit_of_what_went_is_shown_until_it_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    hear(&mut store, json!({ "chg": [{ "h": 2, "recs": [message(1, 1, "appel")], "upto": 1 }] }));
    let mine = Edit::put(
        TOGETHER,
        "message",
        Uuid::from_u128(4),
        [("body", json!("kers")), ("author", json!(Uuid::from_u128(9))), ("sent_at", json!(NOW))],
    );
    store.commit(&[mine], NOW, &mut Counting(0)).unwrap();
    hear(&mut store, json!({ "chg": [{ "h": 2, "upto": 9, "reset": true, "floor": 5 }] }));
    assert_eq!(there(&mut store), [4]);
    assert_eq!(ask(&mut store).ops.len(), 1);
}
