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
