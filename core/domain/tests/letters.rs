//! Invented letters, and what is proposed from each; nobody in them exists.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;

use opstap_domain::Date;
use opstap_domain::letters::{Found, Proposal, Sureness, TEXT_MAX, propose};
use proptest::prelude::*;
use serde::Serialize;

const LETTERS: &str = include_str!("letters/letters.txt");

fn today() -> Date {
    "2026-11-26".parse().unwrap()
}

fn first<T: Serialize>(found: &[Found<T>]) -> Option<String> {
    let value = serde_json::to_value(&found.first()?.value).unwrap();
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// What stands first of each sort.
fn firsts(proposal: &Proposal) -> BTreeMap<&'static str, String> {
    let all = [
        ("sender", first(&proposal.sender)),
        ("amount", first(&proposal.amount)),
        ("deadline", first(&proposal.deadline)),
        ("reference", first(&proposal.reference)),
        ("iban", first(&proposal.iban)),
        ("kind", first(&proposal.kind)),
        ("subject", first(&proposal.subject)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

#[test]
fn every_letter_is_read_as_a_person_would() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for letter in LETTERS.split("=== ").skip(1) {
        count += 1;
        let (head, text) = letter.split_once('\n').unwrap();
        let mut parts = head.split(" | ");
        let name = parts.next().unwrap();
        let found = firsts(&propose(text, today()));
        for expected in parts {
            let right = match expected.split_once('=') {
                None => {
                    !["amount", "deadline", "reference", "iban"].iter().any(|sort| found.contains_key(sort))
                }
                Some(("none-amount", _)) => !found.contains_key("amount"),
                Some((sort, value)) => found.get(sort).is_some_and(|seen| seen == value),
            };
            if !right {
                wrong.push(format!("{name}: {expected}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(count, 60);
}

#[test]
fn a_term_without_a_date_of_the_letter_is_no_more_than_a_maybe() {
    let proposal = propose("Reageer binnen 14 dagen.", today());
    assert_eq!(proposal.deadline[0].sure, Sureness::Maybe);
}

#[test]
fn an_amount_that_somebody_must_pay_is_likely_and_one_that_only_stands_there_is_not() {
    for (text, sure) in [
        ("U moet € 312,00 betalen.", Sureness::Likely),
        ("U betaalt ons € 312,00 voor 1 december.", Sureness::Likely),
        ("Uw pakket kostte € 312,00.", Sureness::Maybe),
    ] {
        let found = propose(text, today()).amount;
        assert_eq!((found[0].value.0, found[0].sure), (31_200, sure), "{text}");
    }
    assert!(propose("U betaalt € 50,00 per maand.", today()).amount.is_empty());
}

fn within<T>(text: &str, found: &[Found<T>]) -> bool {
    found.iter().all(|one| one.from < one.to && text.get(one.from..one.to).is_some())
}

fn all_within(text: &str, proposal: &Proposal) -> bool {
    let digits = |found: &Found<_>| {
        text[found.from..found.to].chars().any(|c| c.is_ascii_digit() || "OolI|".contains(c))
    };
    within(text, &proposal.sender)
        && within(text, &proposal.amount)
        && within(text, &proposal.deadline)
        && within(text, &proposal.reference)
        && within(text, &proposal.iban)
        && within(text, &proposal.kind)
        && within(text, &proposal.subject)
        && proposal.amount.iter().all(digits)
        && proposal.sender.iter().all(|one| one.value == text[one.from..one.to])
        && proposal.reference.iter().all(|one| one.value == text[one.from..one.to])
        && proposal.iban.iter().all(|one| one.value == text[one.from..one.to])
}

proptest! {
    #[test]
    fn any_text_is_answered_and_nothing_is_proposed_that_is_not_in_it(text in "\\PC{0,400}") {
        prop_assert!(all_within(&text, &propose(&text, today())));
    }

    /// Letters with bytes cut out, doubled and exchanged.
    #[test]
    fn a_spoilt_letter_is_answered(at in 0usize..60, cuts in prop::collection::vec((0usize..400, "[€0-9Ol.,\\-/ \nNLéA-Z]{0,6}"), 1..8)) {
        let letter = LETTERS.split("=== ").nth(at + 1).unwrap();
        let mut letters: Vec<char> = letter.chars().collect();
        for (place, put) in cuts {
            let place = place % (letters.len() + 1);
            let end = (place + 2).min(letters.len());
            letters.splice(place..end, put.chars());
        }
        let text: String = letters.into_iter().collect();
        prop_assert!(all_within(&text, &propose(&text, today())));
    }
}

#[test]
fn a_text_without_end_is_read_to_its_limit() {
    let text = format!("{}é € 12,50", "x".repeat(TEXT_MAX - 1));
    assert!(propose(&text, today()).amount.is_empty());
}

/// A citizen service number that means nobody: it passes the check of these numbers, and is kept for tests.
const NOBODY: [&str; 5] = ["999990019", "999990020", "999993653", "111222333", "123456782"];

#[test]
fn a_citizen_number_is_never_proposed_however_it_is_written() {
    for number in NOBODY {
        let (one, two, three) = (&number[..4], &number[4..6], &number[6..]);
        for written in [
            number.to_owned(),
            format!("{one}.{two}.{three}"),
            format!("{one}-{two}-{three}"),
            // The number of a tax assessment begins with it.
            format!("{one}.{two}.{three}.H.66.01"),
            format!("{one}{two}{three}H6601"),
        ] {
            let text = format!("Belastingdienst {written}\nKenmerk: {written}\nZaaknummer {written}\n");
            let proposal = propose(&text, today());
            assert!(proposal.reference.is_empty() && proposal.sender.is_empty(), "{proposal:?}");
        }
    }
    // Nine digits that fail the check are somebody's customer number, and so are ten.
    for other in ["123456789", "1234567820", "2026-12-0012"] {
        let proposal = propose(&format!("Klantnummer: {other}\n"), today());
        assert_eq!(first(&proposal.reference).as_deref(), Some(other));
    }
}
