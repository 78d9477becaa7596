//! Who is refused hears why, in words that every language has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;

use opstap_domain::Phrase;
use opstap_domain::budget::BudgetError;
use opstap_domain::forms::AnswerError;
use opstap_domain::money::AmountError;
use opstap_domain::phrase::PHRASES;
use opstap_domain::programme::ActError;

const AMOUNTS: [AmountError; 5] = [
    AmountError::Empty,
    AmountError::NotANumber,
    AmountError::TooManyDecimals,
    AmountError::AmbiguousSeparators,
    AmountError::TooLarge,
];

/// Each with the figures that its sentence needs, and no two mistakes with one sentence.
fn told(what: &str, phrases: Vec<Phrase>) {
    let keys: BTreeSet<&str> = phrases.iter().map(|phrase| phrase.key.as_str()).collect();
    assert_eq!(keys.len(), phrases.len(), "{what}: two mistakes with one sentence");
    for phrase in &phrases {
        let names: Vec<&str> = phrase.args.iter().map(|(name, _)| name.as_str()).collect();
        let known = PHRASES.iter().find(|(key, _)| *key == phrase.key);
        let (_, wanted) = known.unwrap_or_else(|| panic!("{what}: nobody can say {}", phrase.key));
        assert_eq!(names, *wanted, "{}", phrase.key);
    }
}

#[test]
fn an_amount_that_cannot_be_read() {
    told("amount", AMOUNTS.map(AmountError::phrase).into());
}

#[test]
fn a_line_that_a_budget_cannot_have() {
    let line = || "1".to_owned();
    let all = [
        BudgetError::Negative { line: line() },
        BudgetError::TooLarge { line: line() },
        BudgetError::TwiceTheSame { line: line() },
        BudgetError::TooManyLines,
    ];
    told("budget", all.iter().map(BudgetError::phrase).collect());
}

#[test]
fn something_that_cannot_be_done_with_a_task() {
    use ActError::{
        AlreadyDone, AlreadySettled, InThePast, Locked, NotYours, NothingToUndo, TooFar, UnknownTask,
    };
    let all = [UnknownTask, Locked, AlreadyDone, AlreadySettled, NothingToUndo, InThePast, TooFar, NotYours];
    told("task", all.iter().map(ActError::phrase).collect());
}

#[test]
fn an_answer_that_is_none() {
    use AnswerError::{BadCharacter, NotADay, NotAMark, NotANumber, NotAllOptions, NotAnOption, TooLong};
    let all = [TooLong, BadCharacter, NotANumber, NotADay, NotAMark, NotAnOption, NotAllOptions];
    let amounts = AMOUNTS.map(AnswerError::Amount);
    told("answer", all.into_iter().chain(amounts).map(AnswerError::phrase).collect());
}
