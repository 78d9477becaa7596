#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::triage::{Colleague, propose};
use super::*;

fn typed<'t>(answers: &'t [(&'t str, &'t str)]) -> impl Fn(&str) -> String + 't {
    move |key| {
        answers.iter().find(|(known, _)| *known == key).map_or(String::new(), |(_, text)| (*text).to_owned())
    }
}

fn org(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[test]
fn four_digits_are_enough_to_sign_up() {
    let signed = SignUp::read(typed(&[("postcode", " 3811 ab")])).unwrap();
    assert_eq!(signed, SignUp { postcode: 3811, ..SignUp::default() });
    for text in ["", "381", "0381", "38111", "3811 a", "3811 abc", "38é1", "3811 12", "１２３４"] {
        let refused = SignUp::read(typed(&[("postcode", text)])).unwrap_err();
        assert_eq!(refused.question, "postcode", "{text}");
    }
}

#[test]
fn only_answers_that_were_offered_are_taken() {
    let good = [
        ("postcode", "1011"),
        ("topics", "rent; energy"),
        ("threats", "eviction"),
        ("since", "first"),
        ("way", "call"),
    ];
    let signed = SignUp::read(typed(&good)).unwrap();
    assert_eq!((signed.topics.len(), signed.one("since"), signed.one("way")), (2, "first", "call"));
    for (question, text) in
        [("topics", "rent; gold"), ("threats", "x"), ("since", "ever"), ("age", "12"), ("way", "pigeon")]
    {
        let refused = SignUp::read(typed(&[("postcode", "1011"), (question, text)])).unwrap_err();
        assert_eq!(refused.question, question);
    }
    let long = "é".repeat(WORDS_MAX + 1);
    let refused = SignUp::read(typed(&[("postcode", "1011"), ("words", &long)])).unwrap_err();
    assert_eq!(refused.question, "words");
}

#[test]
fn every_question_is_read_and_kept() {
    let record = serde_json::to_value(SignUp::default()).unwrap();
    for (key, _) in QUESTIONS {
        assert!(record.get(key).is_some(), "{key}");
    }
}

#[test]
fn the_smallest_area_answers_and_the_country_for_whom_nobody_does() {
    let areas = [
        Area { org: org(9), first: 1000, last: 9999 },
        Area { org: org(2), first: 3800, last: 3829 },
        Area { org: org(1), first: 3811, last: 3811 },
        Area { org: org(2), first: 3811, last: 3812 },
    ];
    assert_eq!(route(&areas, 3811), [org(1), org(2), org(9)]);
    assert_eq!(route(&areas, 3829), [org(2), org(9)]);
    assert_eq!(route(&areas, 3830), [org(9)]);
    assert!(route(&areas[1..], 3830).is_empty());
}

#[test]
fn the_promise_of_48_hours_runs_through_both_changes_of_the_clock() {
    // Saturday 28 March and 24 October 2026, 20:00 in Amsterdam: the night after, the clock changes.
    for begun in [1_774_724_400_000, 1_792_864_800_000] {
        let by = Instant(begun + ANSWER_WITHIN_MS);
        let at = |hours: i64| Instant(begun + hours * HOUR_MS);
        assert_eq!(promise(by, None, at(0)), Promise::Waits(48));
        assert_eq!(promise(by, None, at(36)), Promise::Waits(12));
        assert_eq!(promise(by, None, at(37)), Promise::Soon(11));
        assert_eq!(promise(by, None, at(48)), Promise::Soon(0));
        assert_eq!(promise(by, None, at(50)), Promise::Broken(2));
        assert_eq!(promise(by, Some(at(48)), at(99)), Promise::Kept);
        assert_eq!(promise(by, Some(at(49)), at(99)), Promise::KeptLate);
    }
}

fn signed(topics: &[&str], threats: &[&str], since: &str) -> SignUp {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    SignUp {
        postcode: 3811,
        topics: own(topics),
        threats: own(threats),
        since: since.to_owned(),
        ..SignUp::default()
    }
}

fn keys(sign_up: &SignUp) -> (&'static str, &'static str, bool) {
    let proposal = propose(sign_up, &[], "");
    (proposal.kind, proposal.programme, proposal.urgent)
}

#[test]
fn help_is_short_for_one_first_bill_and_long_otherwise() {
    assert_eq!(keys(&signed(&["rent"], &[], "first")), ("short", "snel-weer-bij", false));
    assert_eq!(keys(&signed(&["rent"], &[], "years")), ("long", "goed-begonnen", false));
    assert_eq!(keys(&signed(&["rent", "energy"], &[], "first")), ("long", "goed-begonnen", false));
    let young = SignUp { age: "young".to_owned(), ..signed(&["many"], &[], "months") };
    assert_eq!(keys(&young), ("long", "start-je-geld", false));
}

#[test]
fn who_only_looks_may_go_on_looking_and_a_threat_never_waits() {
    assert_eq!(keys(&signed(&["look"], &[], "")), ("look", "eerst-kijken", false));
    assert_eq!(keys(&signed(&["look"], &["eviction"], "")), ("long", "goed-begonnen", true));
    assert_eq!(keys(&signed(&["energy"], &["disconnection"], "first")), ("long", "goed-begonnen", true));
    let threatened = propose(&signed(&["energy"], &["disconnection"], "first"), &[], "");
    assert_eq!(threatened.reasons[0].key, "triage-urgent");
}

#[test]
fn who_has_room_is_proposed_with_somebody_for_when_they_are_away() {
    let colleague = |number, name: &str, cases| Colleague {
        account: org(number),
        name: name.to_owned(),
        cases,
        of_team: false,
    };
    let all = [colleague(1, "Zoë", 3), colleague(2, "Bram", 8), colleague(3, "Anna", 3)];
    let proposal = propose(&signed(&["many"], &[], ""), &all, "");
    assert_eq!((proposal.helper, proposal.stand_in), (Some(org(3)), Some(org(1))));
    assert_eq!(propose(&signed(&["many"], &[], ""), &all[..1], "").stand_in, None);
    assert_eq!(propose(&signed(&["many"], &[], ""), &[], "").helper, None);
}

#[test]
fn colleagues_of_the_team_come_before_others_and_it_is_said_why() {
    let colleague = |number, name: &str, cases, of_team| Colleague {
        account: org(number),
        name: name.to_owned(),
        cases,
        of_team,
    };
    let all = [colleague(1, "Zoë", 1, false), colleague(2, "Bram", 8, true), colleague(3, "Anna", 9, true)];
    let asked = signed(&["many"], &[], "");
    let proposal = propose(&asked, &all, "Noord");
    assert_eq!((proposal.helper, proposal.stand_in), (Some(org(2)), Some(org(3))));
    let said: Vec<&str> = proposal.reasons.iter().map(|reason| reason.key.as_str()).collect();
    assert_eq!(said, ["triage-long", "triage-team", "triage-room"]);
    // A team of which nobody helps is no reason to propose anybody.
    let proposal = propose(&asked, &all[..1], "Noord");
    assert_eq!(proposal.helper, Some(org(1)));
    assert!(proposal.reasons.iter().all(|reason| reason.key != "triage-team"));
}

proptest! {
    #[test]
    fn whatever_team_there_is_its_people_are_proposed_first(
        people in proptest::collection::vec((0..200_u32, any::<bool>()), 0..6)
    ) {
        let all: Vec<Colleague> = people.iter().enumerate()
            .map(|(at, (cases, of_team))| Colleague {
                account: org(at as u128), name: format!("{at}"), cases: *cases, of_team: *of_team
            })
            .collect();
        let proposal = propose(&signed(&["rent"], &[], "first"), &all, "Noord");
        let of = |id: Uuid| all.iter().find(|one| one.account == id).is_some_and(|one| one.of_team);
        let own = all.iter().filter(|one| one.of_team).count();
        prop_assert_eq!(proposal.helper.is_some_and(of), own > 0);
        prop_assert_eq!(proposal.stand_in.is_some_and(of), own > 1);
        let said = proposal.reasons.iter().any(|reason| reason.key == "triage-team");
        prop_assert_eq!(said, own > 0);
    }

    #[test]
    fn anything_typed_is_read_or_refused(postcode in ".{0,12}", topics in ".{0,40}", words in ".{0,60}") {
        let text = [("postcode", postcode.as_str()), ("topics", topics.as_str()), ("words", words.as_str())];
        if let Ok(signed) = SignUp::read(typed(&text)) {
            prop_assert!((1000..=9999).contains(&signed.postcode));
            prop_assert_eq!(signed.check(), Ok(()));
        }
    }

    #[test]
    fn whatever_is_answered_a_proposal_has_a_reason_and_two_different_people(
        topics in proptest::sample::subsequence(TOPICS, 0..TOPICS.len()),
        threats in proptest::sample::subsequence(THREATS, 0..THREATS.len()),
        cases in proptest::collection::vec(0..200_u32, 0..6),
    ) {
        let all: Vec<Colleague> = cases.iter().enumerate()
            .map(|(at, cases)| Colleague { account: org(at as u128), name: format!("{at}"), cases: *cases, of_team: false }).collect();
        let proposal = propose(&signed(&topics, &threats, "first"), &all, "");
        prop_assert!(!proposal.reasons.is_empty());
        prop_assert_eq!(proposal.urgent, !threats.is_empty());
        prop_assert!(proposal.helper.is_none() || proposal.helper != proposal.stand_in);
        prop_assert_eq!(proposal.helper.is_some(), !all.is_empty());
        let least = cases.iter().min();
        prop_assert_eq!(proposal.helper.and_then(|id| all.iter().find(|one| one.account == id)).map(|one| &one.cases), least);
    }
}
