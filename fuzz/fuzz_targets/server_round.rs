//! Whatever a device sends: a round is answered or refused, never with a fault of the server's own. A refusal
//! changes nothing, and the same round again changes nothing either.
#![no_main]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::cell::RefCell;

use libfuzzer_sys::{Corpus, fuzz_target};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::engine::{Engine, NewCase, Noticed};
use opstap_server::store::ScopeStore as _;
use opstap_sync::ident::DeviceId;
use opstap_sync::op::Change;
use opstap_sync::wire::{PairRequest, ProblemCode, SyncRequest, Verdict};
use uuid::Uuid;

const NOW: i64 = 1_795_000_000_000;

struct Town {
    engine: Engine,
    fresh: Vec<u8>,
    device: DeviceId,
    case: Uuid,
}

impl Town {
    fn new() -> Self {
        let mut engine = Engine::open_in_memory(1).unwrap();
        let org = engine.add_org("Town", [], NOW).unwrap();
        let counsellor = engine.add_staff(org, Role::Counsellor, "Sam", NOW).unwrap();
        let new = NewCase { org, client: "Noor", counsellor, coaches: &[], programme: None };
        let opened = engine.open_case(new, NOW).unwrap();
        let code = engine.pairing_code(opened.client, NOW).unwrap().code;
        let paired = engine.pair(&PairRequest { code, label: String::new(), once: String::new() }, NOW).unwrap();
        let fresh = engine.backup_bytes().unwrap();
        Self { engine, fresh, device: paired.device.id, case: opened.case }
    }

    fn heads(&mut self) -> Vec<u64> {
        let scopes = [Compartment::Own, Compartment::Together, Compartment::Money, Compartment::Office];
        let scopes = scopes.map(|compartment| ScopeId::new(self.case, compartment));
        scopes.iter().map(|scope| self.engine.store().head(*scope).unwrap()).collect()
    }
}

thread_local! {
    static TOWN: RefCell<Town> = RefCell::new(Town::new());
}

fuzz_target!(|body: &[u8]| -> Corpus {
    let Ok(mut request) = serde_json::from_slice::<SyncRequest>(body) else { return Corpus::Reject };
    TOWN.with_borrow_mut(|town| {
        let fresh = town.fresh.clone();
        town.engine.restore_bytes(&fresh, Noticed::ByDevices).unwrap();
        request.dev = town.device;
        let before = town.heads();
        let first = town.engine.round(town.device, &request, NOW);
        let after = town.heads();
        match first {
            Err(problem) => {
                assert!(problem.status < 500, "{problem:?}");
                assert!(before == after || problem.code == Some(ProblemCode::UpdateNeeded));
            }
            Ok(answer) => {
                assert_eq!(answer.res.len(), request.ops.len());
                let text = serde_json::to_vec(&answer).unwrap();
                let read: opstap_sync::wire::SyncResponse = serde_json::from_slice(&text).unwrap();
                assert_eq!(read.res.len(), answer.res.len());
                let applied = answer.res.iter().any(|one| one.r != Verdict::Held);
                assert!(applied || before == after);
                if let Ok(again) = town.engine.round(town.device, &request, NOW) {
                    assert!(again.res.iter().all(|one| matches!(one.r, Verdict::Dup | Verdict::Held)));
                }
                assert_eq!(after, town.heads(), "the same round twice");
            }
        }
        if request.ops.iter().any(|op| op.change == Change::Erase {}) {
            // The server remembers it beside its store, and the next input is to start as this one did.
            *town = Town::new();
        }
    });
    Corpus::Keep
});
