//! Whatever a server answers: a device takes it in or says why not, opens again afterwards, and what its owner
//! wrote is still there.
#![no_main]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use libfuzzer_sys::{Corpus, fuzz_target};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Edit, Identity, Randomness, Store};
use opstap_sync::client::{Reaction, Wish, digest, react};
use opstap_sync::ident::{Chain, DeviceId};
use opstap_sync::wire::{Grant, Problem, SyncResponse};
use serde_json::json;
use uuid::Uuid;

const NOW: i64 = 1_795_000_000_000;
const CASE: Uuid = Uuid::from_u128(1);

struct Counting(u8);
impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        bytes.fill(self.0);
    }
}

fn written() -> Store {
    let mut store = Store::open_in_memory().unwrap();
    let identity = Identity {
        device: DeviceId::new(5),
        token: "token".into(),
        account: Uuid::from_u128(9),
        name: "Noor".into(),
        role: Role::Client,
        organisation: "Town".into(),
        server: "http://127.0.0.1:1".into(),
        keys: Vec::new(),
    };
    store.take_identity(identity).unwrap();
    let scope = ScopeId::new(CASE, Compartment::Money);
    let grants = vec![Grant { h: 1, scope, write: true, role: Role::Client, parts: vec![] }];
    let answer = SyncResponse { grants: Some(grants), ..said() };
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    let steps = digest(store.memory(), &sent, answer);
    store.carry_out(&sent, None, steps).unwrap();
    for at in 1..4_u8 {
        let amount = json!({ "cents": at, "frequency": "monthly", "direction": "out" });
        let id = scope.derived_id(&format!("line/{at}"));
        let edit = Edit::put(scope, "budget_line", id, [("category", json!("huur")), ("amount", amount)]);
        store.commit(&[edit], NOW, &mut Counting(at)).unwrap();
    }
    store
}

fn said() -> SyncResponse {
    SyncResponse {
        epoch: "e1".into(),
        now: NOW,
        ge: 1,
        grants: None,
        revoked: vec![],
        res: vec![],
        last_n: 0,
        chain: Chain::default(),
        backed_n: 0,
        chg: vec![],
        keys: vec![],
        agrees: None,
        fix: None,
        ck: None,
        next_ms: 0,
        rcpt: None,
    }
}

thread_local! {
    static WRITTEN: Store = written();
}

fuzz_target!(|body: &[u8]| -> Corpus {
    let answer =
        serde_json::from_slice::<SyncResponse>(body).map_err(|_| serde_json::from_slice::<Problem>(body));
    if let Err(Err(_)) = &answer {
        return Corpus::Reject;
    }
    let (journal, mirror) = WRITTEN.with(|store| store.copy_in_memory().unwrap());
    let mut store = Store::over(journal, mirror).unwrap();
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    // Taken away by the server's word: then it goes. Pruned: never while it is younger than its backup.
    let mut revoked = false;
    match answer {
        Ok(answer) => {
            revoked = answer.grants.is_some() || !answer.revoked.is_empty();
            let steps = digest(store.memory(), &sent, answer);
            let _ = store.carry_out(&sent, None, steps);
        }
        Err(Ok(problem)) => match react(&problem) {
            Reaction::NewIdentity(new) => drop(store.take_new_device(new)),
            Reaction::Reoffer { epoch } => drop(store.reoffer(&epoch)),
            _ => {}
        },
        Err(Err(_)) => {}
    }
    let (journal, mirror) = store.into_connections();
    let mut store = Store::over(journal, mirror).unwrap();
    for row in store.scopes() {
        for kind in ["budget_line", "conflict", "share", "task"] {
            let _ = store.records(row.scope, kind);
        }
    }
    assert!(revoked || store.journalled().unwrap().len() == 3);
    Corpus::Keep
});
