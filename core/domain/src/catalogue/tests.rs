#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn names_of_kinds_and_units_are_unique() {
    let kinds: BTreeSet<_> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(kinds.len(), KINDS.len());
    for kind in KINDS {
        let units: BTreeSet<_> = kind.units.iter().map(|unit| unit.name).collect();
        assert_eq!(units.len(), kind.units.len(), "{}", kind.name);
    }
}

#[test]
fn every_unit_with_an_amount_keeps_both_values_or_is_written_once() {
    for kind in KINDS {
        for unit in kind.units {
            let money = match unit.shape {
                Shape::Cents => true,
                Shape::Group(members) => members.iter().any(|(_, shape, _)| *shape == Shape::Cents),
                _ => false,
            };
            let kept = matches!(unit.policy, Policy::KeepBoth | Policy::Once);
            assert!(!money || kept, "{}.{}", kind.name, unit.name);
        }
    }
}

#[test]
fn a_coach_sees_money_only_when_the_client_shares_the_budget() {
    let money = Compartment::Money;
    assert!(!may_see(Role::Coach, money, "budget_line", &[]));
    assert!(!may_see(Role::Coach, money, "budget_line", &[Part::Programme]));
    assert!(may_see(Role::Coach, money, "budget_line", &[Part::Budget]));
    assert!(!may_see(Role::Coach, Compartment::Together, "preference", &[Part::Programme, Part::Budget]));
}

#[test]
fn roles_without_a_place_in_a_case_see_nothing_of_it() {
    for role in [Role::ContentManager, Role::Administrator] {
        for kind in KINDS {
            for compartment in [Compartment::Own, Compartment::Together, Compartment::Money] {
                assert!(!may_see(role, compartment, kind.name, &[Part::Base, Part::Budget]), "{}", kind.name);
            }
        }
    }
}

#[test]
fn nobody_but_the_server_writes_content_or_conflicts() {
    for role in Role::ACCOUNTS {
        assert!(!may_do(role, "tip", Act::Create));
        assert!(!may_do(role, "conflict", Act::Create));
        assert!(!may_do(role, "a_kind_of_next_year", Act::Create));
    }
}

#[test]
fn values_that_do_not_fit_are_refused_with_the_member_that_is_wrong() {
    let line = kind("budget_line").unwrap();
    let amount = |value| check_unit(line, "amount", &value).map_err(|refusal| (refusal.unit, refusal.code));
    assert_eq!(amount(json!({"cents": 85_000, "frequency": "monthly", "direction": "out"})), Ok(()));
    assert_eq!(
        amount(json!({"cents": 850.5, "frequency": "monthly", "direction": "out"})),
        Err(("amount.cents".into(), RefusalCode::WrongType))
    );
    assert_eq!(
        amount(json!({"cents": 1, "frequency": "sometimes", "direction": "out"})),
        Err(("amount.frequency".into(), RefusalCode::NotAChoice))
    );
    assert_eq!(
        amount(json!({"cents": 1, "frequency": "monthly"})),
        Err(("amount.direction".into(), RefusalCode::Missing))
    );
    let message = kind("message").unwrap();
    let long = "x".repeat(4001);
    assert_eq!(check_unit(message, "body", &json!(long)).unwrap_err().code, RefusalCode::TooLong);
    let run = kind("run").unwrap();
    assert_eq!(check_unit(run, "started_on", &json!("2027-02-30")).unwrap_err().code, RefusalCode::BadDate);
}

#[test]
fn every_shape_refuses_what_is_not_of_it() {
    use RefusalCode::{BadCharacter, NotAChoice, OutOfRange, TooLong, WrongType};
    let long = "x".repeat(20_000);
    for (name, unit, value, code) in [
        ("debt", "creditor", json!("not an id"), WrongType),
        ("debt", "creditor", json!(1), WrongType),
        ("debt", "kind", json!(1), WrongType),
        ("debt", "kind", json!("Overheid"), NotAChoice),
        ("debt", "title", json!("a\u{7}b"), BadCharacter),
        ("debt", "title", json!(["a"]), WrongType),
        ("debt", "holder", json!("bailiff"), WrongType),
        ("debt", "holder", json!({ "state": "bailiff", "of_next_year": long }), TooLong),
        ("creditor", "distinct", json!("one"), WrongType),
        ("creditor", "distinct", json!(vec!["one"; 51]), TooLong),
        ("creditor", "distinct", json!(["one", "two words"]), BadCharacter),
        ("budget_line", "not_applicable", json!("yes"), WrongType),
        ("budget_line", "a_unit_of_next_year", json!(long), TooLong),
    ] {
        let found = check_unit(kind_of(name), unit, &value).map_err(|refusal| refusal.code);
        assert_eq!(found, Err(code), "{name}.{unit}");
        assert_eq!(check_unit(kind_of(name), unit, &json!(null)), Ok(()), "nothing clears a unit");
    }
    let far = check_unit(kind_of("mark"), "value", &json!(i64::MAX)).map_err(|refusal| refusal.code);
    assert!(matches!(far, Err(OutOfRange | WrongType)), "{far:?}");
    assert_eq!(check_unit(kind_of("creditor"), "distinct", &json!(["one", "other"])), Ok(()));
    let newer = json!({ "state": "bailiff", "of_next_year": "small" });
    assert_eq!(check_unit(kind_of("debt"), "holder", &newer), Ok(()), "a member of next year travels along");
}

#[test]
fn a_value_that_no_reader_could_read_again_is_refused() {
    let line = kind("budget_line").unwrap();
    let deep = (0..60).fold(json!(1), |inner, _| json!([inner]));
    assert_eq!(check_unit(line, "pay_day", &deep).unwrap_err().code, RefusalCode::TooDeep);
}

/// A figure of a debt must not change under the one who wrote it down.
#[test]
fn nobody_changes_or_deletes_an_entry_of_a_debt() {
    for role in Role::ACCOUNTS {
        for unit in kind("debt_entry").unwrap().units {
            assert!(!may_do(role, "debt_entry", Act::Change(unit.name)));
        }
        assert!(!may_do(role, "debt_entry", Act::Delete));
        let makes = matches!(role, Role::Client | Role::Counsellor);
        assert_eq!(may_do(role, "debt_entry", Act::Create), makes);
    }
}

/// The client decides what a goal is worth, and nobody puts words in the client's mouth.
#[test]
fn only_the_client_reacts_marks_and_closes_a_goal() {
    for role in Role::ACCOUNTS {
        let client = role == Role::Client;
        assert_eq!(may_do(role, "talk_note", Act::Change("reaction")), client);
        assert_eq!(may_do(role, "talk_note", Act::Create), role == Role::Counsellor);
        assert_eq!(may_do(role, "goal", Act::Change("status")), client);
        assert_eq!(may_do(role, "goal", Act::Delete), client);
        assert_eq!(may_do(role, "mark", Act::Create), client);
        let looks = matches!(role, Role::Counsellor | Role::Coach | Role::Triage);
        assert_eq!(may_do(role, "look", Act::Create), looks);
        assert!(!may_do(role, "look", Act::Delete) && !may_do(role, "mark", Act::Delete));
    }
}

#[test]
fn a_coach_never_reads_a_note_of_a_talk_and_goals_only_with_their_part() {
    let all: Vec<Part> = Part::SHAREABLE.iter().map(|(_, part)| *part).collect();
    assert!(!may_see(Role::Coach, Compartment::Together, "talk_note", &all));
    for kind in ["goal", "mark"] {
        assert!(may_see(Role::Coach, Compartment::Together, kind, &[Part::Goals]));
        assert!(!may_see(Role::Coach, Compartment::Together, kind, &[Part::Programme]));
    }
    assert!(may_see(Role::Coach, Compartment::Together, "look", &[]));
}

#[test]
fn what_names_a_person_is_checked() {
    for (kind, unit) in [("talk_note", "author"), ("mark", "author"), ("look", "account")] {
        assert!(names_author(kind, unit), "{kind}");
    }
    assert!(!names_author("share", "account"));
}

/// What a client shared is read as it was shared, and who reads it knows who wrote what.
#[test]
fn shared_answers_and_what_is_said_of_them_are_never_changed() {
    let makers =
        |name: &str| Role::ACCOUNTS.into_iter().filter(|role| may_do(*role, name, Act::Create)).collect();
    let (answers, feedback): (Vec<Role>, Vec<Role>) = (makers("form_answers"), makers("form_feedback"));
    assert_eq!(answers, [Role::Client]);
    assert_eq!(feedback, [Role::Counsellor, Role::Coach]);
    for role in Role::ACCOUNTS {
        for kind in ["form_answers", "form_feedback"] {
            for unit in kind_of(kind).units {
                assert!(!may_do(role, kind, Act::Change(unit.name)));
            }
            assert!(!may_do(role, kind, Act::Delete));
        }
    }
    let together = Compartment::Together;
    for kind in ["form_task", "form_answers", "form_feedback"] {
        assert!(may_see(Role::Coach, together, kind, &[Part::Goals]));
        assert!(!may_see(Role::Coach, together, kind, &[Part::Programme, Part::Conversation, Part::Budget]));
    }
}

/// Erasing asks who the author is, and whoever says so is checked.
#[test]
fn what_can_be_erased_names_its_author_and_the_server_checks_it() {
    for kind in KINDS {
        let authored = kind.unit("author").is_some();
        assert!(kind.erase.is_empty() || authored, "{}", kind.name);
        assert_eq!(names_author(kind.name, "author"), authored, "{}", kind.name);
    }
}

#[test]
fn parts_and_kinds_are_found_by_their_names_and_numbers() {
    for (name, part) in Part::SHAREABLE {
        assert_eq!(Part::from_name(name), Some(part));
    }
    // Nobody shares what everybody in a case reads, or a part of next year.
    assert_eq!((Part::from_name("base"), Part::from_name("a_part_of_next_year")), (None, None));
    for (at, found) in KINDS.iter().enumerate() {
        assert_eq!((usize::from(found.number()), kind_of(found.name).name), (at + 1, found.name));
    }
    let newer = Kind { name: "a_kind_of_next_year", ..*kind_of("tip") };
    assert_eq!(newer.number(), 0, "a kind that is not in the list has no number");
}

#[test]
fn what_this_version_does_not_know_is_kept_with_both_values() {
    assert_eq!(policy("budget_line", "amount"), Policy::KeepBoth);
    assert_eq!(policy("debt_entry", "what"), Policy::Once);
    assert_eq!(policy("budget_line", "a_unit_of_next_year"), Policy::KeepBoth);
    assert_eq!(policy("a_kind_of_next_year", "amount"), Policy::KeepBoth);
}

/// A kind of a newer version goes to who reads all of a compartment, and never to a coach.
#[test]
fn a_kind_of_next_year_is_read_by_client_and_counsellor_where_they_may_be() {
    let parts: Vec<Part> = Part::SHAREABLE.iter().map(|(_, part)| *part).collect();
    for role in Role::ACCOUNTS {
        for compartment in Compartment::ALL {
            let whole = matches!(role, Role::Client | Role::Counsellor) && may_enter(role, compartment);
            assert_eq!(
                may_see(role, compartment, "a_kind_of_next_year", &parts),
                whole,
                "{role:?} {compartment:?}"
            );
        }
    }
}

/// The circles of the architecture, one line for each compartment.
#[test]
fn each_compartment_has_its_circle() {
    use Role::{Administrator, Client, Coach, ContentManager, Counsellor, Triage};
    let everybody = [Client, Counsellor, Coach, Triage, ContentManager, Administrator];
    let circles: [(Compartment, &[Role]); 7] = [
        (Compartment::Own, &[Client]),
        (Compartment::Together, &[Client, Counsellor, Coach, Triage]),
        (Compartment::Money, &[Client, Counsellor, Coach]),
        (Compartment::Office, &[Counsellor, Triage]),
        (Compartment::Org, &[Counsellor, Triage, Administrator]),
        (Compartment::Content, &everybody),
        (Compartment::Library, &everybody),
    ];
    for (compartment, circle) in circles {
        let found: Vec<Role> =
            Role::ACCOUNTS.into_iter().filter(|role| may_enter(*role, compartment)).collect();
        assert_eq!(found, circle, "{compartment:?}");
    }
    // A record is seen in its own compartment only, and content by a coach without any share.
    assert!(!may_see(Role::Client, Compartment::Together, "budget_line", &[]));
    assert!(may_see(Role::Coach, Compartment::Content, "tip", &[]));
}

#[test]
fn a_person_erases_their_own_words_and_nobody_elses() {
    let (own, other) = (json!("one"), json!("other"));
    let written = json!({ "author": "one", "body": "Dag" });
    assert!(may_erase(Role::Client, "message", Some(&written), &own));
    assert!(!may_erase(Role::Client, "message", Some(&written), &other));
    assert!(may_erase(Role::Client, "message", None, &own), "the server looks once it knows the record");
    assert!(!may_erase(Role::Client, "message", Some(&json!({ "body": "Dag" })), &own));
    assert!(!may_erase(Role::Client, "budget_line", None, &own));
    assert!(!may_erase(Role::Client, "a_kind_of_next_year", None, &own));
    assert!(may_do(Role::Server, "a_kind_of_next_year", Act::Delete));
}

fn kind_of(name: &str) -> &'static Kind {
    kind(name).unwrap()
}

#[test]
fn the_words_of_the_catalogue_are_those_of_the_model() {
    use crate::debts::{DebtKind, Holder, Owner, Subject, ThreatKind};
    fn reads<T: serde::de::DeserializeOwned>(words: &[&str]) -> bool {
        words.iter().all(|word| serde_json::from_value::<T>(json!(word)).is_ok())
    }
    assert!(reads::<DebtKind>(DEBT_KINDS) && reads::<Subject>(SUBJECTS));
    assert!(reads::<Owner>(OWNERS) && reads::<Holder>(HOLDERS));
    assert!(reads::<ThreatKind>(&THREATS[..THREATS.len() - 1]));
}

#[test]
fn docs_records_md_is_the_catalogue() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/records.md");
    if std::env::var_os("OPSTAP_WRITE_DOCS").is_some() {
        std::fs::write(path, records_markdown()).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, records_markdown(), "run `cargo xtask check --write`");
}

proptest! {
    /// Whatever bytes arrive, the check answers and never panics.
    #[test]
    fn any_text_is_answered(text in ".{0,200}", number in any::<i64>()) {
        for kind in KINDS {
            for unit in kind.units {
                let _ = check_unit(kind, unit.name, &json!(text));
                let _ = check_unit(kind, unit.name, &json!(number));
                let _ = check_unit(kind, unit.name, &json!({ "state": text, "cents": number, "parts": [text] }));
            }
        }
    }
}

#[test]
fn the_desk_talks_and_decides_and_sees_no_money() {
    for kind in KINDS {
        assert!(!may_see(Role::Triage, Compartment::Money, kind.name, &[]), "{}", kind.name);
        assert!(!may_see(Role::Triage, Compartment::Own, kind.name, &[]), "{}", kind.name);
        let makes = matches!(kind.name, "message" | "read_mark" | "look");
        assert_eq!(may_do(Role::Triage, kind.name, Act::Create), makes, "{}", kind.name);
    }
    for role in Role::ACCOUNTS {
        for unit in ["decision", "passed"] {
            assert_eq!(may_do(role, "sign_up", Act::Change(unit)), role == Role::Triage);
        }
        assert!(!may_do(role, "sign_up", Act::Change("team")), "the server says it");
        assert!(!may_do(role, "sign_up", Act::Change("answers")) && !may_do(role, "sign_up", Act::Create));
    }
    let parts = [Part::Base, Part::Programme, Part::Conversation];
    assert!(!may_see(Role::Coach, Compartment::Together, "sign_up", &parts), "a coach never reads it");
}

#[test]
fn a_photo_of_a_letter_is_for_who_sees_the_letter() {
    use Part::{Agenda, Budget, Conversation, Goals, Programme};
    for role in [Role::Client, Role::Counsellor, Role::Coach, Role::Triage, Role::Administrator] {
        for part in [Programme, Agenda, Conversation, Budget, Goals] {
            for compartment in [Compartment::Together, Compartment::Money, Compartment::Office] {
                let sees = |kind| may_see(role, compartment, kind, &[part]);
                assert_eq!(sees("letter_file"), sees("letter"), "{role:?} {part:?} {compartment:?}");
            }
        }
    }
    assert!(may_see(Role::Coach, Compartment::Money, "letter_file", &[Part::Budget]));
    assert!(!may_do(Role::Coach, "letter_file", Act::Create), "a coach adds none");
}
