#![allow(clippy::unwrap_used)]

use opstap_domain::ids::Compartment;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::hlc::Hlc;

const RENT: Uuid = Uuid::from_u128(7);

fn from() -> ScopeId {
    ScopeId::new(Uuid::from_u128(1), Compartment::Money)
}

fn to() -> ScopeId {
    ScopeId::new(Uuid::from_u128(2), Compartment::Money)
}

fn record<const N: usize>(kind: &str, device: u64, t: u64, units: [(&str, Value); N]) -> RecordState {
    let d = Dot::new(DeviceId::new(device), 3);
    let by = Some(Uuid::from_u128(u128::from(device)));
    let units = units.map(|(name, v)| (name.to_owned(), UnitState { v, d, t: Hlc(t), by, s: 1 }));
    RecordState { units: BTreeMap::from(units), s: 1, ..RecordState::empty(kind) }
}

/// Meets, and what is there afterwards.
fn met(there: &BTreeMap<Uuid, RecordState>, coming: &RecordState) -> BTreeMap<Uuid, RecordState> {
    let known = there.iter().filter(|(_, record)| record.kind == conflict::KIND).map(|(id, _)| *id).collect();
    let mut head = 10;
    let written = meet(to(), RENT, there.get(&RENT), coming, &known, || {
        head += 1;
        head
    });
    let numbers: Vec<u64> = written.iter().map(|(_, record)| record.s).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    let mut now = there.clone();
    now.extend(written);
    now
}

#[test]
fn two_amounts_of_one_line_are_kept_in_both_readings() {
    let there =
        BTreeMap::from([(RENT, record("budget_line", 1, 1, [("amount", json!({ "cents": 65_000 }))]))]);
    let coming =
        record("budget_line", 2, 9, [("amount", json!({ "cents": 70_000 })), ("note", json!("per maand"))]);
    let now = met(&there, &coming);
    assert_eq!(now[&RENT].units["amount"].v["cents"], 65_000);
    assert_eq!(now[&RENT].units["note"].v, "per maand");
    let found = now.values().find_map(Conflict::from_record).unwrap();
    assert_eq!((&found.other.v["cents"], found.status.state), (&json!(70_000), State::Open));
    assert_eq!(found.other.by, Some(Uuid::from_u128(2)));
    assert_eq!(met(&now, &coming), now);
}

#[test]
fn what_was_settled_is_not_opened_again() {
    let there = BTreeMap::from([(RENT, record("budget_line", 1, 1, [("amount", json!(1))]))]);
    let coming = record("budget_line", 2, 9, [("amount", json!(2))]);
    let mut now = met(&there, &coming);
    let settled = json!(Status { state: State::Resolved, chosen: Some(crate::conflict::Side::Shown) });
    let conflict = now.values_mut().find(|record| record.kind == conflict::KIND).unwrap();
    conflict.units.get_mut("status").unwrap().v = settled;
    assert_eq!(met(&now, &coming), now);
}

#[test]
fn what_was_deleted_there_comes_back_with_what_comes_alone() {
    let mut old = record("fact", 1, 1, [("field", json!("children")), ("value", json!(1))]);
    old.deleted = true;
    old.erased = Some(5);
    let coming = record("fact", 2, 2, [("field", json!("children"))]);
    let now = met(&BTreeMap::from([(RENT, old)]), &coming);
    let now = &now[&RENT];
    assert!(!now.deleted);
    assert_eq!((now.erased, now.units.len()), (Some(5), 1));
}

#[test]
fn a_record_gets_the_names_of_its_new_case() {
    let [debt, debt_there, me, me_there] = [31, 32, 33, 34].map(Uuid::from_u128);
    let names = Names::from([(debt, debt_there), (me, me_there)]);
    let mut letter = record("letter", 33, 1, [("debt", json!(debt)), ("note", json!(format!("not {debt}")))]);
    letter.units.insert(
        "of".to_owned(),
        UnitState {
            v: json!({ "all": [debt, "x"] }),
            d: Dot::new(DeviceId::SERVER, 4),
            t: Hlc(1),
            by: None,
            s: 1,
        },
    );
    let there = renamed(&letter, &names, from());
    assert_eq!(there.units["debt"].v, json!(debt_there));
    assert_eq!(there.units["of"].v, json!({ "all": [debt_there, "x"] }));
    assert_eq!(there.units["note"].v, json!(format!("not {debt}")));
    assert_eq!(there.units["debt"].by, Some(me_there));
    assert_eq!(there.units["debt"].d, letter.units["debt"].d);
    // The fourth write of the server in one scope is not that in another.
    let others = renamed(&letter, &names, to()).units["of"].d;
    assert!(there.units["of"].d != others && others.device != DeviceId::SERVER && others.n == 4);
}

fn some_record(device: u64) -> impl Strategy<Value = RecordState> {
    let value =
        proptest::sample::select(vec![json!(1), json!(2), json!("a"), json!(["x"]), json!(["y", "z"])]);
    let kind = "budget_line";
    let names =
        proptest::sample::subsequence(vec!["amount", "label", "category", "note", "new_next_year"], 1..=5);
    (names, proptest::collection::vec(value, 5), 1..4_u64).prop_map(move |(names, values, t)| {
        let mut made = record(kind, device, t, []);
        for (name, v) in names.into_iter().zip(values) {
            let whole = record(kind, device, t, [(name, v)]);
            made.units.extend(whole.units);
        }
        made
    })
}

proptest! {
    #[test]
    fn no_word_is_lost_and_a_second_time_says_nothing_new(
        there in proptest::option::of(some_record(1)), coming in some_record(2),
    ) {
        let before: BTreeMap<Uuid, RecordState> = there.clone().map(|record| (RENT, record)).into_iter().collect();
        let now = met(&before, &coming);
        for (name, unit) in coming.units.iter().chain(there.iter().flat_map(|record| &record.units)) {
            let shown = now[&RENT].units.get(name).is_some_and(|known| known.v == unit.v);
            let kept = now.values().filter_map(Conflict::from_record).any(|found| {
                found.about.unit == *name && (found.other.v == unit.v || found.shown.v == unit.v)
            });
            prop_assert!(shown || kept, "{name}");
        }
        prop_assert_eq!(met(&now, &coming), now);
    }
}
