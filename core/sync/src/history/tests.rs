#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::record::UnitState;

fn entry(s: u64, unit: &str, v: Value) -> Entry {
    Entry { s, unit: unit.into(), v, d: Dot::new(DeviceId::new(1), s), by: None, at: 0 }
}

fn record(kind: &str, values: &[(&str, Value)]) -> RecordState {
    let unit = |v: &Value| UnitState {
        v: v.clone(),
        d: Dot::new(DeviceId::new(1), 1),
        t: crate::hlc::Hlc::default(),
        by: None,
        s: 1,
    };
    let units = values.iter().map(|(name, v)| ((*name).to_owned(), unit(v))).collect();
    RecordState { units, ..RecordState::empty(kind) }
}

fn amount(cents: i64) -> Value {
    json!({ "cents": cents, "frequency": "monthly", "direction": "out" })
}

#[test]
fn an_amount_goes_back_to_what_it_was_before_the_change() {
    let rows =
        [entry(1, "amount", amount(100)), entry(2, "amount", amount(200)), entry(3, "amount", amount(300))];
    let changes = changes(&rows, &BTreeMap::new());
    let now = record("budget_line", &[("amount", amount(300))]);
    assert_eq!(changes[0].before, None);
    assert_eq!(undo("budget_line", &changes[0], Some(&now)), None);
    assert_eq!(undo("budget_line", &changes[1], Some(&now)).unwrap()["amount"], amount(100));
    assert_eq!(undo("budget_line", &changes[2], Some(&now)).unwrap()["amount"], amount(200));
    let back = record("budget_line", &[("amount", amount(200))]);
    assert_eq!(undo("budget_line", &changes[2], Some(&back)), None, "nothing would change");
}

#[test]
fn a_deletion_gives_back_all_that_it_took() {
    let rows = [
        entry(1, "category", json!("huur")),
        entry(1, "amount", amount(100)),
        entry(2, "amount", amount(200)),
        entry(3, "", Value::Null),
    ];
    let changes = changes(&rows, &BTreeMap::new());
    let back = undo("budget_line", &changes[3], None).unwrap();
    assert_eq!((back.len(), &back["amount"]), (2, &amount(200)));
    let there = record("budget_line", &[("amount", amount(5))]);
    assert_eq!(undo("budget_line", &changes[3], Some(&there)), None, "it is there again already");
}

#[test]
fn what_is_written_once_is_not_undone() {
    let rows = [entry(1, "category", json!("a")), entry(2, "category", json!("b"))];
    let now = record("budget_line", &[("category", json!("b"))]);
    assert_eq!(undo("budget_line", &changes(&rows, &BTreeMap::new())[1], Some(&now)), None);
}

#[test]
fn a_coach_reads_no_history() {
    use opstap_domain::ids::{Compartment, ScopeId};
    let scope = ScopeId::new(Uuid::nil(), Compartment::Money);
    let grant = |role| Grant { h: 1, scope, write: true, role, parts: vec!["budget".into()] };
    let line = record("budget_line", &[]);
    assert!(may_read(&grant(Role::Client), &line) && may_read(&grant(Role::Counsellor), &line));
    assert!(!may_read(&grant(Role::Coach), &line));
    assert!(!may_read(&grant(Role::Client), &record("conflict", &[])));
}

fn keys() -> impl Strategy<Value = BTreeSet<u8>> {
    prop::collection::btree_set(0..6_u8, 0..6)
}

fn set(keys: &BTreeSet<u8>) -> Value {
    json!(keys.iter().map(|key| format!("k{key}")).collect::<Vec<_>>())
}

proptest! {
    /// Undoing turns back this change and nothing that others did to the set.
    #[test]
    fn only_the_change_itself_is_turned_back(before in keys(), after in keys(), now in keys()) {
        let back = turn_back(&set(&before), &set(&after), &set(&now));
        for key in 0..6_u8 {
            let has = |set: &BTreeSet<u8>| set.contains(&key);
            let there = back.as_array().unwrap().contains(&json!(format!("k{key}")));
            let touched = has(&before) != has(&after);
            prop_assert_eq!(there, if touched { has(&before) } else { has(&now) });
        }
    }

    /// An undo is a change itself; undoing it gives the value back.
    #[test]
    fn undoing_the_undo_is_nothing_at_all(cents in prop::collection::vec(0..9_i64, 2..8), at in 1..7_usize) {
        let mut rows: Vec<Entry> =
            cents.iter().enumerate().map(|(s, cents)| entry(s as u64 + 1, "amount", amount(*cents))).collect();
        let last = rows.last().unwrap().v.clone();
        let all = changes(&rows, &BTreeMap::new());
        let Some(change) = all.get(at) else { return Ok(()) };
        let now = record("budget_line", &[("amount", last.clone())]);
        if let Some(units) = undo("budget_line", change, Some(&now)) {
            rows.push(entry(99, "amount", units["amount"].clone()));
            let now = record("budget_line", &[("amount", units["amount"].clone())]);
            let undone = changes(&rows, &BTreeMap::new()).pop().unwrap();
            prop_assert_eq!(&undo("budget_line", &undone, Some(&now)).unwrap()["amount"], &last);
        }
    }
}
