use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::catalogue::KINDS;
use crate::ids::Compartment;

fn scopes(compartment: Compartment) -> (ScopeId, ScopeId) {
    (ScopeId::new(Uuid::from_u128(1), compartment), ScopeId::new(Uuid::from_u128(2), compartment))
}

#[test]
fn every_kind_of_a_case_has_its_fate() {
    // A new kind has to be thought about: until then it keeps two cases from being put together.
    let of_a_case = [Compartment::Own, Compartment::Together, Compartment::Money, Compartment::Office];
    let binding: Vec<&str> = KINDS
        .iter()
        .filter(|kind| kind.compartment.is_none_or(|home| of_a_case.contains(&home)))
        .map(|kind| kind.name)
        .filter(|kind| fate(kind) == Fate::Binds)
        .collect();
    assert_eq!(binding, ["office_note", "deadline", "deadline_step", "offer", "offer_step"]);
    assert_eq!(fate("a_kind_of_next_year"), Fate::Binds);
}

#[test]
fn what_goes_is_of_one_sort_and_of_a_kind_that_is_there() {
    let mut seen = Vec::new();
    for (sort, kinds) in SORTS {
        for kind in kinds {
            assert!(KINDS.iter().any(|known| known.name == *kind), "{kind}");
            assert_eq!(fate(kind), Fate::Goes(sort));
            assert!(!OWN.contains(kind) && !seen.contains(kind), "{kind}");
            seen.push(kind);
        }
    }
    assert!(OWN.iter().all(|kind| KINDS.iter().any(|known| known.name == *kind)));
}

#[test]
fn the_rent_meets_the_rent_and_a_line_that_got_another_name_stays_a_line_of_its_own() {
    let (from, to) = scopes(Compartment::Money);
    let rent = json!({ "category": "huur", "label": "" });
    let none = |_| None;
    let id = from.derived_id("line/huur/");
    assert_eq!(id_there("budget_line", id, &rent, (from, to), none), to.derived_id("line/huur/"));
    let named = json!({ "category": "huur", "label": " De  Garage" });
    let id = from.derived_id("line/huur/de-garage");
    assert_eq!(id_there("budget_line", id, &named, (from, to), none), to.derived_id("line/huur/de-garage"));
    let paid = json!({ "category": "alimentatie", "label": "" });
    let id = from.derived_id("line/in/alimentatie/");
    let there = to.derived_id("line/in/alimentatie/");
    assert_eq!(id_there("budget_line", id, &paid, (from, to), none), there);
    // Its name was changed since: nothing says any more which line of the other case it would be.
    let id = from.derived_id("line/huur/schuur");
    let there = to.derived_id(&format!("earlier/{id}"));
    assert_eq!(id_there("budget_line", id, &named, (from, to), none), there);
}

#[test]
fn a_task_follows_its_run() {
    let (from, to) = scopes(Compartment::Together);
    let run = from.derived_id("run/eerst-kijken");
    let template = json!({ "template": { "id": "eerst-kijken", "version": "1" } });
    let there = id_there("run", run, &template, (from, to), |_| None);
    assert_eq!(there, to.derived_id("run/eerst-kijken"));
    let task = from.derived_id(&format!("task/{run}/kijk"));
    let values = json!({ "run": run, "key": "kijk" });
    let of = |asked| (asked == run).then_some(there);
    let found = id_there("task", task, &values, (from, to), of);
    assert_eq!(found, to.derived_id(&format!("task/{there}/kijk")));
    // Without its run it is a task of its own.
    let alone = id_there("task", task, &values, (from, to), |_| None);
    assert_eq!(alone, to.derived_id(&format!("earlier/{task}")));
}

#[test]
fn the_desks_choice_stays_and_what_was_asked_goes() {
    assert!(["decision", "team", "passed"].iter().all(|unit| leaves("sign_up", unit)));
    assert!(!leaves("sign_up", "answers") && !leaves("message", "decision"));
}

proptest! {
    #[test]
    fn whatever_is_in_a_record_it_has_one_id_there_and_no_other_record_has_it(
        kinds in proptest::collection::vec(proptest::sample::select(vec![
            "message", "run", "task", "fact", "budget_line", "account_balance", "debt", "sign_up",
        ]), 2),
        ids in proptest::collection::vec(any::<u128>(), 2),
        text in ".{0,12}",
    ) {
        let (from, to) = scopes(Compartment::Together);
        let values = json!({ "category": text, "label": text, "field": text, "on": text, "key": text, "run": text });
        let [one, other] = [0, 1].map(|at| {
            let id = Uuid::from_u128(ids[at]);
            id_there(kinds[at], id, &values, (from, to), |_| None)
        });
        prop_assert_eq!(one == other, ids[0] == ids[1]);
        prop_assert!(one != Uuid::from_u128(ids[0]));
    }
}
