//! A durable local edit against one raw durable update of a row.

use std::time::Instant;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Edit, Identity, Randomness, Store, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::{Grant, SyncResponse};
use serde_json::json;
use uuid::Uuid;

use crate::{device, floor, machine, report::Report, seed};

const ROUNDS: u64 = 1_500;

struct Counting(u64);
impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        let spread = seed::spread(self.0);
        for (byte, from) in bytes.iter_mut().zip(spread.iter().cycle()) {
            *byte = *from;
        }
    }
}

/// Both in turn, so that the machine's mood is the same for both.
pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let raw = floor::Row::open(&folder.path().join("raw.db"));
    let (mut store, money) = store(&folder.path().join("ours"));
    let mut random = Counting(0);
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for at in 0..ROUNDS {
        let begun = Instant::now();
        raw.update(at);
        floors.push(begun.elapsed().as_nanos() as u64);
        let amount = json!({ "cents": at, "frequency": "monthly", "direction": "out" });
        let id = money.derived_id(&format!("line/{}", at % 40));
        let edit = Edit::put(money, "budget_line", id, [("category", json!("huur")), ("amount", amount)]);
        let begun = Instant::now();
        store.commit(&[edit], 1_795_000_000_000 + at as i64, &mut random).expect("an edit is stored");
        ours.push(begun.elapsed().as_nanos() as u64);
    }
    let ((ours, ours99), (floor, floor99)) = (machine::p50_p99(ours), machine::p50_p99(floors));
    let us = |ns: u64| ns as f64 / 1_000.0;
    let detail = format!(
        "ours p50 {:.0} µs, p99 {:.0} µs; raw p50 {:.0} µs, p99 {:.0} µs; {ROUNDS} of each in turn",
        us(ours),
        us(ours99),
        us(floor),
        us(floor99)
    );
    report.at_most("durable local edit", ours as f64 / floor as f64, 2.5, "× a raw durable update", &detail);
}

fn store(folder: &std::path::Path) -> (Store, ScopeId) {
    let (mut store, _) = Store::open(folder, &StoreKey::new(device::KEY)).expect("a store");
    let money = ScopeId::new(Uuid::from_u128(1), Compartment::Money);
    let identity = Identity {
        device: DeviceId::new(7),
        token: "t".into(),
        account: Uuid::from_u128(2),
        name: "Sam".into(),
        role: Role::Client,
        organisation: "Voorbeeldstad".into(),
        server: "http://127.0.0.1:1".into(),
        keys: Vec::new(),
    };
    store.take_identity(identity).expect("an identity");
    let grant = Grant { h: 1, scope: money, write: true, role: Role::Client, parts: vec![] };
    let answer: SyncResponse =
        serde_json::from_value(json!({ "epoch": "e", "now": 0, "ge": 1, "last_n": 0, "grants": [grant] }))
            .expect("an answer");
    let sent = store.ask(Wish::default(), 1).expect("a request").expect("paired");
    let steps = digest(store.memory(), &sent, answer);
    store.carry_out(&sent, None, steps).expect("a grant");
    (store, money)
}
