//! Which transactions were imported before, perhaps from another format, language or period.
//!
//! # Source
//!
//! The domain sheet 2.4: the bank's number where two files of one format have one, else account, day, cents, the
//! other side and text. Two formats of one bank number differently, so that a number never tells them apart.
//! In place of an index of occurrence each known transaction answers for one new one only: two equal payments on
//! one day stay two.

use opstap_domain::{Cents, Date, order};

use crate::Transaction;

/// What is known of a transaction in a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not seen before.
    New,
    /// The same as the known transaction at this place.
    Same(usize),
    /// Likely the same as the known transaction at this place, told differently: a person decides.
    Perhaps(usize),
}

/// Compares a new file with what is known already; one verdict for each incoming transaction, in their order.
///
/// A known transaction is named at most once. The order of the known ones only decides between equals.
pub fn compare(known: &[Transaction], incoming: &[Transaction]) -> Vec<Verdict> {
    // Places of known ones by account, day and amount; within one of these in their own order.
    let mut places: Vec<usize> = (0..known.len()).collect();
    order::sort_by(&mut places, |one, other| key(&known[*one]).cmp(&key(&known[*other])));
    let mut free = vec![true; known.len()];
    let mut verdicts = vec![Verdict::New; incoming.len()];
    // The surest first, so that a loose likeness never takes what an exact one needs.
    for (wanted, verdict) in [
        (Likeness::Numbered, Verdict::Same as fn(usize) -> Verdict),
        (Likeness::Exact, Verdict::Same),
        (Likeness::OtherSide, Verdict::Same),
        (Likeness::Told, Verdict::Same),
        (Likeness::Words, Verdict::Perhaps),
    ] {
        for (one, found) in incoming.iter().zip(&mut verdicts).filter(|(_, found)| **found == Verdict::New) {
            let from = places.partition_point(|place| key(&known[*place]) < key(one));
            let mut near = places[from..].iter().take_while(|place| key(&known[**place]) == key(one));
            if let Some(place) = near.find(|place| free[**place] && wanted.holds(&known[**place], one)) {
                free[*place] = false;
                *found = verdict(*place);
            }
        }
    }
    verdicts
}

fn key(one: &Transaction) -> (&str, Date, Cents) {
    (&one.own_iban, one.date, one.amount)
}

/// How alike two transactions are on one account, day and amount.
#[derive(Clone, Copy)]
enum Likeness {
    /// The bank gave both the same number, in one format.
    Numbered,
    /// The same other side and the same text.
    Exact,
    /// The same account on the other side; formats cut texts differently.
    OtherSide,
    /// The same text, where one tells less of the other side and nothing speaks against it.
    Told,
    /// One has no account on the other side; names or texts agree.
    Words,
}

impl Likeness {
    fn holds(self, one: &Transaction, other: &Transaction) -> bool {
        let numbers = one.bank_reference.as_ref().zip(other.bank_reference.as_ref());
        if let Some((one, other)) = numbers.filter(|_| one.format == other.format) {
            return one == other; // Two numbers of one bank are two payments, however alike.
        }
        let sides = one.counter_iban.as_ref().zip(other.counter_iban.as_ref());
        match self {
            Self::Numbered => false,
            Self::Exact => {
                one.counter_iban == other.counter_iban
                    && bare(one.text.as_ref()) == bare(other.text.as_ref())
                    && (sides.is_some()
                        || bare(one.counter_name.as_ref()) == bare(other.counter_name.as_ref()))
            }
            Self::OtherSide => sides.is_some_and(|(one, other)| one == other),
            Self::Told => {
                let [text, name] = [bare(one.text.as_ref()), bare(one.counter_name.as_ref())];
                let [other_text, other_name] = [bare(other.text.as_ref()), bare(other.counter_name.as_ref())];
                let named = name == other_name && !name.is_empty();
                let nameless = name.is_empty() || other_name.is_empty();
                // Who has an account in one file is the same only by a name in the other.
                let nowhere = one.counter_iban.is_none() && other.counter_iban.is_none();
                sides.is_none() && text == other_text && !text.is_empty() && (named || nowhere && nameless)
            }
            Self::Words => {
                sides.is_none()
                    && (within(one.counter_name.as_ref(), other.counter_name.as_ref())
                        || within(one.text.as_ref(), other.text.as_ref()))
            }
        }
    }
}

/// Letters and digits in lower case, which no format loses.
fn bare(text: Option<&String>) -> String {
    let signs = text.into_iter().flat_map(|text| text.chars());
    signs.filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn within(one: Option<&String>, other: Option<&String>) -> bool {
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && long.starts_with(&short)
}
