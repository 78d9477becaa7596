#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::hlc::Hlc;
use crate::ident::{DeviceId, Dot};
use opstap_domain::catalogue::TASK_STATES;

fn unit(v: Value, device: u64, n: u64, t: u64) -> UnitState {
    UnitState { v, d: Dot::new(DeviceId::new(device), n), t: Hlc(t), by: None, s: 0 }
}

fn concurrent(unit: UnitState) -> Incoming<'static> {
    Incoming { unit, saw: None, was: None }
}

#[test]
fn an_amount_that_two_people_wrote_is_kept_in_both_readings() {
    let rent = unit(json!({"cents": 65_000}), 1, 1, 1);
    let other = unit(json!({"cents": 70_000}), 2, 1, 999);
    let merged = merge_unit(Policy::KeepBoth, Some(&rent), concurrent(other));
    let Merged::Kept { other, open: true, .. } = merged else { panic!("{merged:?}") };
    assert_eq!(other.v, json!({"cents": 70_000}));
}

#[test]
fn who_saw_the_current_value_may_replace_it() {
    let rent = unit(json!(1), 1, 7, 50);
    let incoming = Incoming { unit: unit(json!(2), 2, 1, 1), saw: Some(rent.d), was: None };
    assert!(matches!(merge_unit(Policy::KeepBoth, Some(&rent), incoming), Merged::Set(_)));
}

#[test]
fn done_wins_over_postponed_whoever_was_later() {
    let postponed = unit(json!({"state": "postponed"}), 1, 1, 100);
    let done = unit(json!({"state": "done"}), 2, 1, 1);
    let policy = Policy::Ranked(TASK_STATES);
    let one = merge_unit(policy, Some(&postponed), concurrent(done.clone()));
    assert!(matches!(one, Merged::Replaced { .. }));
    let other = merge_unit(policy, Some(&done), concurrent(postponed));
    assert!(matches!(other, Merged::Kept { open: false, .. }));
}

#[test]
fn a_set_keeps_what_either_added_and_drops_only_what_was_seen() {
    let now = unit(json!(["garden", "music", "sport"]), 1, 2, 2);
    let was = json!(["garden", "music"]);
    let incoming = Incoming { unit: unit(json!(["cooking", "music"]), 2, 1, 1), saw: None, was: Some(&was) };
    let Merged::Joined(joined) = merge_unit(Policy::Set, Some(&now), incoming) else { panic!() };
    assert_eq!(joined.v, json!(["cooking", "music", "sport"]));
}

/// The second author did not see the first one's element, and must not seem to.
#[test]
fn a_joined_set_carries_the_dot_of_neither_author() {
    let (first, second) = (unit(json!(["music"]), 1, 1, 1), unit(json!(["sport"]), 2, 1, 2));
    let Merged::Joined(joined) = merge_unit(Policy::Set, Some(&first), concurrent(second.clone())) else {
        panic!()
    };
    assert_eq!(joined.v, json!(["music", "sport"]));
    assert!(joined.d != first.d && joined.d != second.d);
}

/// The values that survive: the one shown and the one kept beside it.
fn survivors(policy: Policy, first: &UnitState, second: &UnitState) -> Vec<String> {
    let mut all = match merge_unit(policy, Some(first), concurrent(second.clone())) {
        Merged::Set(now) | Merged::Joined(now) => vec![now.v],
        Merged::Kept { other, .. } => vec![first.v.clone(), other.v],
        Merged::Replaced { now, other, .. } => vec![now.v, other.v],
        Merged::Ignored => vec![first.v.clone()],
    };
    all.sort_by_key(ToString::to_string);
    all.iter().map(ToString::to_string).collect()
}

proptest! {
    /// Whoever arrives first, the same values survive.
    #[test]
    fn order_of_arrival_changes_only_what_is_shown(a in 0..5_i64, b in 0..5_i64, ta in 0..9_u64, tb in 0..9_u64) {
        let (one, two) = (unit(json!(a), 1, 1, ta), unit(json!(b), 2, 1, tb));
        for policy in [Policy::KeepBoth, Policy::Latest, Policy::Once, Policy::Greatest] {
            prop_assert_eq!(survivors(policy, &one, &two), survivors(policy, &two, &one));
        }
    }

    /// What is shown under `latest` does not depend on the order either.
    #[test]
    fn latest_shows_the_same_value_everywhere(a in 0..5_i64, b in 0..5_i64, ta in 0..9_u64, tb in 0..9_u64) {
        let shown = |first: &UnitState, second: &UnitState| match merge_unit(Policy::Latest, Some(first), concurrent(second.clone())) {
            Merged::Set(now) | Merged::Joined(now) | Merged::Replaced { now, .. } => now.v,
            Merged::Kept { .. } | Merged::Ignored => first.v.clone(),
        };
        let (one, two) = (unit(json!(a), 1, 1, ta), unit(json!(b), 2, 1, tb));
        prop_assert_eq!(shown(&one, &two), shown(&two, &one));
    }

    /// No clock changes what money survives.
    #[test]
    fn clocks_do_not_matter_for_money(a in 0..5_i64, b in 0..5_i64, clocks in any::<[u64; 4]>()) {
        let one = survivors(Policy::KeepBoth, &unit(json!(a), 1, 1, clocks[0]), &unit(json!(b), 2, 1, clocks[1]));
        let two = survivors(Policy::KeepBoth, &unit(json!(a), 1, 1, clocks[2]), &unit(json!(b), 2, 1, clocks[3]));
        prop_assert_eq!(one, two);
    }
}

/// Writes of people who all saw the same, taken in this order: what is shown in the end, and every value that is
/// shown or kept.
fn taken(
    policy: Policy,
    base: &UnitState,
    writes: &[UnitState],
) -> (Value, std::collections::BTreeSet<String>) {
    let was = base.v.clone();
    let mut now = base.clone();
    let mut all = std::collections::BTreeSet::new();
    for unit in writes {
        let incoming = Incoming { unit: unit.clone(), saw: Some(base.d), was: Some(&was) };
        match merge_unit(policy, Some(&now), incoming) {
            Merged::Set(unit) | Merged::Joined(unit) => now = unit,
            Merged::Kept { other, .. } => drop(all.insert(other.v.to_string())),
            Merged::Replaced { now: unit, other, .. } => {
                now = unit;
                all.insert(other.v.to_string());
            }
            Merged::Ignored => {}
        }
    }
    all.insert(now.v.to_string());
    (now.v, all)
}

/// Numbers, each with a clock, by as many devices; and two orders in which they arrive.
fn orders() -> impl Strategy<Value = (Vec<UnitState>, Vec<UnitState>)> {
    let writes = proptest::collection::vec((0..6_i64, 0..9_u64), 2..7).prop_map(|drawn| {
        // No two clocks say the same: then the devices' names decide, and those change with equal values.
        let unit = |(at, (v, t)): (usize, (i64, u64))| unit(json!(v), at as u64 + 2, 1, t * 8 + at as u64);
        drawn.into_iter().enumerate().map(unit).collect::<Vec<_>>()
    });
    writes.prop_flat_map(|writes| (Just(writes.clone()), Just(writes).prop_shuffle()))
}

/// Which of eight elements.
fn elements(bits: u8) -> Value {
    Value::from((0..8).filter(|at| bits >> at & 1 == 1).map(|at| format!("e{at}")).collect::<Vec<_>>())
}

proptest! {
    /// However many write at once and in whatever order it arrives, the same values survive: commutative and
    /// associative up to which of them is shown.
    #[test]
    fn any_number_of_writes_in_any_order_leave_the_same_values((one, two) in orders()) {
        let base = unit(json!(-1), 1, 1, 0);
        for policy in [Policy::KeepBoth, Policy::Latest, Policy::Once] {
            prop_assert_eq!(taken(policy, &base, &one).1, taken(policy, &base, &two).1, "{:?}", policy);
        }
    }

    /// Where a rule shows one of them, it is the same one for everybody.
    #[test]
    fn a_rule_shows_the_same_value_in_any_order((one, two) in orders()) {
        let base = unit(json!(-1), 1, 1, 0);
        for policy in [Policy::Latest, Policy::Greatest] {
            prop_assert_eq!(taken(policy, &base, &one).0, taken(policy, &base, &two).0, "{:?}", policy);
        }
    }

    /// Of a task's states the furthest is shown, in any order.
    #[test]
    fn the_furthest_state_is_shown_in_any_order((one, two) in orders()) {
        let states = |units: &[UnitState]| -> Vec<UnitState> {
            let named = |unit: &UnitState| TASK_STATES[unit.v.as_u64().unwrap() as usize % TASK_STATES.len()];
            units.iter().map(|unit| UnitState { v: json!({ "state": named(unit) }), ..unit.clone() }).collect()
        };
        let base = unit(json!({ "state": "unknown" }), 1, 1, 0);
        let policy = Policy::Ranked(TASK_STATES);
        prop_assert_eq!(taken(policy, &base, &states(&one)), taken(policy, &base, &states(&two)));
    }

    /// Sets: what anybody added is there, what anybody took out is gone, in any order.
    #[test]
    fn a_set_is_the_same_in_any_order(base in any::<u8>(), drawn in proptest::collection::vec(any::<u8>(), 2..6)) {
        let was = unit(elements(base), 1, 1, 0);
        let writes: Vec<UnitState> =
            drawn.iter().enumerate().map(|(at, bits)| unit(elements(*bits), at as u64 + 2, 1, at as u64)).collect();
        let backwards: Vec<UnitState> = writes.iter().rev().cloned().collect();
        let added = drawn.iter().fold(0, |all, bits| all | (bits & !base));
        let removed = drawn.iter().fold(0, |all, bits| all | (base & !bits));
        let expected = elements((base | added) & !removed);
        prop_assert_eq!(&taken(Policy::Set, &was, &writes).0, &expected);
        prop_assert_eq!(&taken(Policy::Set, &was, &backwards).0, &expected);
    }

    /// The same write twice is the same as once.
    #[test]
    fn a_write_that_comes_twice_changes_nothing(v in 0..6_i64, t in 0..9_u64) {
        let base = unit(json!(9), 1, 1, 5);
        let write = unit(json!(v), 2, 1, t);
        for policy in [Policy::KeepBoth, Policy::Latest, Policy::Once, Policy::Greatest, Policy::Set] {
            let once = taken(policy, &base, std::slice::from_ref(&write));
            prop_assert_eq!(&once, &taken(policy, &base, &[write.clone(), write.clone()]), "{:?}", policy);
        }
    }
}
