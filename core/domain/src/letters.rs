//! What a letter says, proposed from its recognised text: sender, amount, last day, reference, kind.
//!
//! Every proposal says where it stands and how sure it is. Nothing is proposed that is not in the text, and nothing is a fact
//! before a person agrees. What holds a citizen service number is not proposed at all. Recognition of a photo stays with the
//! phone; this reads what came out of it, with its mistakes.

use serde::{Deserialize, Serialize};

use crate::debts::Subject;
use crate::{Cents, Date, order};

mod amounts;
mod citizen;
mod days;
mod marks;

pub use days::{MONTHS, read_day};

/// The longest text that is read, in bytes: some twenty pages. What comes after it is not looked at.
pub const TEXT_MAX: usize = 64 * 1024;

/// The most proposals of one sort.
pub const FOUND_MAX: usize = 5;

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// It looks like one; nothing around it says so.
    Maybe,
    /// Words around it say so.
    Likely,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// What it is.
    pub value: T,
    /// Where it stands: bytes from here in the text.
    pub from: usize,
    /// To here.
    pub to: usize,
    /// How sure it is.
    pub sure: Sureness,
}

/// What a letter is, by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// From a bailiff: a summons, a writ.
    Summons,
    /// A reminder or a last notice.
    Reminder,
    /// A decision of an authority.
    Decision,
    /// A bill.
    Bill,
}

/// What is proposed, the surest first, of equals in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Who wrote it.
    pub sender: Vec<Found<String>>,
    /// What is to be paid.
    pub amount: Vec<Found<Cents>>,
    /// The last day to answer or to pay.
    pub deadline: Vec<Found<Date>>,
    /// The number to name.
    pub reference: Vec<Found<String>>,
    /// The account to pay to.
    pub iban: Vec<Found<String>>,
    /// What sort of letter it is.
    pub kind: Vec<Found<LetterKind>>,
    /// What it is about.
    pub subject: Vec<Found<Subject>>,
}

/// Reads a letter. A term such as "within 14 days" counts from the date of the letter where that is in the text; else from
/// `today`, and then it is no more than a maybe.
#[must_use]
pub fn propose(text: &str, today: Date) -> Proposal {
    let end = (0..=text.len().min(TEXT_MAX)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = text.get(..end).unwrap_or_default();
    // Letters are compared without capitals; places stay the same, because only ASCII changes.
    let lower = text.to_ascii_lowercase();
    Proposal {
        sender: best(nobodys(marks::senders(text, &lower))),
        amount: best(amounts::amounts(text, &lower)),
        deadline: best(days::deadlines(&lower, today)),
        reference: best(nobodys(marks::references(text, &lower))),
        iban: best(marks::ibans(text)),
        kind: best(marks::kinds(&lower)),
        subject: best(marks::subjects(&lower)),
    }
}

/// Without what holds a citizen service number.
fn nobodys(mut found: Vec<Found<String>>) -> Vec<Found<String>> {
    found.retain(|one| !citizen::stands_in(&one.value));
    found
}

/// The surest first, each value once, at most [`FOUND_MAX`].
fn best<T: PartialEq>(mut found: Vec<Found<T>>) -> Vec<Found<T>> {
    order::sort_by_key(&mut found, |one| std::cmp::Reverse(one.sure));
    let mut kept: Vec<Found<T>> = Vec::new();
    for one in found {
        if kept.len() < FOUND_MAX && !kept.iter().any(|known| known.value == one.value) {
            kept.push(one);
        }
    }
    kept
}

/// Where each of these words begins, with its length, in the order of the text. A word stands alone: no letter before it.
fn places(lower: &str, words: &[&str]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for word in words {
        let alone = |at: &usize| !lower.get(..*at).is_some_and(|head| head.ends_with(char::is_alphanumeric));
        all.extend(lower.match_indices(word).map(|(at, _)| at).filter(alone).map(|at| (at, word.len())));
    }
    order::sort(&mut all);
    all
}

/// The text from at most so many bytes before a place.
fn before(lower: &str, at: usize, bytes: usize) -> &str {
    let start = (at.saturating_sub(bytes)..=at).find(|start| lower.is_char_boundary(*start)).unwrap_or(at);
    lower.get(start..at).unwrap_or_default()
}

/// The text up to at most so many bytes after a place.
fn after(lower: &str, at: usize, bytes: usize) -> &str {
    let most = lower.len().min(at.saturating_add(bytes));
    let end = (at..=most).rev().find(|end| lower.is_char_boundary(*end)).unwrap_or(at);
    lower.get(at..end).unwrap_or_default()
}

/// A digit, or a letter that recognition makes of one.
fn digit(c: char) -> Option<u32> {
    match c {
        'O' | 'o' => Some(0),
        'l' | 'I' | '|' => Some(1),
        other => other.to_digit(10),
    }
}
