#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, ScopeId};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::hlc::Hlc;
use crate::ident::OpUid;
use crate::op::Write;

fn set(n: u64, saw: Option<Dot>, v: i64) -> Op {
    let write = Write { v: json!(v), saw, was: None };
    Op {
        knew: None,
        n,
        uid: OpUid([n as u8; 12]),
        tx: n,
        scope: ScopeId::new(Uuid::nil(), Compartment::Money),
        id: Uuid::nil(),
        kind: "budget_line".into(),
        t: Hlc::at(n as i64),
        change: Change::Set(BTreeMap::from([("amount".to_owned(), write)])),
    }
}

#[test]
fn a_twin_keeps_its_uids_and_its_own_line_of_sight() {
    let (old, new) = (DeviceId::new(1), DeviceId::new(2));
    let elsewhere = Dot::new(DeviceId::new(9), 4);
    let waiting = [set(11, Some(elsewhere), 1), set(12, Some(Dot::new(old, 11)), 2)];
    let renumbered = renumber(old, new, &waiting);
    assert_eq!(renumbered.iter().map(|op| op.n).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(renumbered[1].uid, waiting[1].uid);
    let Change::Set(writes) = &renumbered[1].change else { panic!() };
    assert_eq!(writes["amount"].saw, Some(Dot::new(new, 1)));
    let Change::Set(writes) = &renumbered[0].change else { panic!() };
    assert_eq!(writes["amount"].saw, Some(elsewhere));
}

#[test]
fn a_local_edit_is_seen_at_once_even_where_it_will_conflict() {
    let mut base = RecordState::empty("budget_line");
    let there =
        UnitState { v: json!(5), d: Dot::new(DeviceId::new(7), 1), t: Hlc::default(), by: None, s: 3 };
    base.units.insert("amount".into(), there);
    let op = set(1, None, 9);
    let view = overlay(Some(&base), [(DeviceId::new(1), &op)].into_iter()).unwrap();
    assert_eq!(view.units["amount"].v, json!(9));
}

#[test]
fn requests_read_back_as_they_were_sent_and_stay_small() {
    let memory =
        Memory { device: Some(DeviceId::new(0xabc_def)), n: 1, epoch: "e3XyZ".into(), ..Memory::default() };
    let cursors = [Cursor { h: 1, scope: ScopeId::new(Uuid::nil(), Compartment::Money), seq: 9 }];
    let request = ask(&memory, &[set(1, None, 70_000)], &cursors, |_| Some(1), &Wish::default()).unwrap();
    let text = serde_json::to_string(&request).unwrap();
    assert!(text.len() < 420, "{} {text}", text.len());
    assert_eq!(serde_json::from_str::<SyncRequest>(&text).unwrap(), request);
}
