//! Debts: who is owed what, what of it is certain, and which one cannot wait.
//!
//! A balance is never kept: it follows from entries that are only ever added. What a person does not know, and what two
//! people say differently, stays visible in every figure: a total is a range, and its certain part stands apart.
//!
//! # Source
//!
//! Kinds of debt: DDAS 1.0 (domain sheet 1.2). Threatening situations: domain sheet 1.1. How a balance follows from entries
//! is a choice of this project (ADR-0019).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Cents, Date, order};

mod creditors;
mod directory;
mod totals;
mod urgency;
pub use creditors::{Alike, Creditor, Duplicate, duplicates, folded, same_creditor};
pub use directory::{Directory, Listed};
pub use totals::{Total, Totals, totals};
pub use urgency::{Level, Urgency, Waiting, urgency};

/// The kind of debt as national data has it (DDAS `schuldsoort`), and the answer "I am not sure".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DebtKind {
    /// Health care.
    Zorg,
    /// Government.
    Publiek,
    /// Energy, water and other supplies.
    Nuts,
    /// Everything else.
    Overig,
    /// Nobody knows yet.
    #[default]
    #[serde(rename = "unsure")]
    Unsure,
}

/// What the money is owed for. It decides how urgent a debt is, which its [`DebtKind`] does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Subject {
    Rent,
    Mortgage,
    Energy,
    Water,
    HealthInsurance,
    Tax,
    Benefit,
    Fine,
    Study,
    Loan,
    Purchase,
    Phone,
    Family,
    Other,
    #[default]
    Unsure,
}

impl Subject {
    /// The kind that a debt for this is in national data, where its definition decides; the answer that somebody gave goes before.
    #[must_use]
    pub const fn usual_kind(self) -> DebtKind {
        match self {
            Self::HealthInsurance => DebtKind::Zorg,
            Self::Tax | Self::Benefit | Self::Fine | Self::Study => DebtKind::Publiek,
            Self::Energy | Self::Water => DebtKind::Nuts,
            Self::Rent | Self::Mortgage | Self::Loan | Self::Purchase | Self::Phone | Self::Family => {
                DebtKind::Overig
            }
            Self::Other | Self::Unsure => DebtKind::Unsure,
        }
    }
}

/// Whose debt it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Owner {
    Client,
    Partner,
    Joint,
    #[default]
    Unsure,
}

/// With whom the claim is now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Still with the creditor.
    Creditor,
    /// With a bailiff (*deurwaarder*).
    Bailiff,
    /// With a collection agency (*incassobureau*).
    Agency,
    /// Nobody knows yet.
    #[default]
    Unsure,
}

/// What somebody threatens to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreatKind {
    /// Forced eviction from the home.
    Eviction,
    /// End of gas, electricity, heating or water.
    Disconnection,
    /// End of the health insurance.
    InsuranceEnd,
    /// Seizure of income or goods (*beslag*).
    Seizure,
}

/// A threat, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threat {
    /// Which one.
    pub kind: ThreatKind,
    /// The day on which it would happen, where that is known.
    pub on: Option<Date>,
    /// The day on which somebody told of it.
    pub told_on: Date,
}

/// A debt without its amounts, which stand in its entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    /// Its record.
    pub id: Uuid,
    /// What kind it is.
    pub kind: DebtKind,
    /// What it is for.
    pub subject: Subject,
    /// Whose it is.
    pub owner: Owner,
    /// With whom it is.
    pub holder: Holder,
    /// The person says that it is not owed, or not so much.
    pub disputed: bool,
    /// What the creditor threatens to do.
    pub threat: Option<Threat>,
}

/// What an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// On this day so much was owed in total, costs included: a letter, or what somebody remembers.
    Statement {
        /// The whole amount; not below zero.
        amount: Cents,
        /// From memory, and not from a letter.
        estimated: bool,
    },
    /// Costs that were added on this day; not below zero.
    Cost(Cents),
    /// What was paid on this day; not below zero.
    Payment(Cents),
    /// The entry named here was a mistake, and counts no more. A correction itself is not corrected: who was right after
    /// all enters the amount again.
    Correction(Uuid),
}

/// One entry of a debt. It is added and never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its record.
    pub id: Uuid,
    /// The day that it is about, not the day on which it was typed.
    pub on: Date,
    /// What it says.
    pub kind: EntryKind,
}

/// How sure a balance is; the later, the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// By a dated statement that nobody disputes.
    Certain,
    /// By what somebody remembers.
    Estimated,
    /// Disputed, or two statements of one day that differ.
    Contested,
    /// Without any statement.
    Unknown,
}

/// What is owed, as a range. Both ends are the same where it is certain or estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// At least so much; below zero where too much was paid.
    pub low: Cents,
    /// At most so much, as far as is known. Zero where nothing is known, which `certainty` tells apart from nothing owed.
    pub high: Cents,
    /// How sure it is.
    pub certainty: Certainty,
    /// The day of the statement that it follows from.
    pub stated_on: Option<Date>,
    /// All payments that stand, whatever their day.
    pub paid: Cents,
}

impl Balance {
    /// Whether it is certain that nothing is owed any more.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.certainty == Certainty::Certain && self.high <= Cents::ZERO
    }
}

/// What is owed after these entries.
///
/// 1. An entry that a correction names, and every correction, is left out.
/// 2. The statement of the latest day counts. Of several on that day the lowest and the highest make a range.
/// 3. Costs of later days are added. Costs of the same day are in the statement.
/// 4. Payments of that day and later are taken off: a letter does not know what is paid on the day it was written.
/// 5. What is disputed is owed for between nothing and all of it.
///
/// The order of the entries does not matter. An amount below zero cannot be entered; if one comes from elsewhere it is left out
/// and makes the balance contested.
#[must_use]
pub fn balance(debt: &Debt, entries: &[Entry]) -> Balance {
    let reversed: BTreeSet<Uuid> = order::gather(entries.iter().filter_map(|entry| match entry.kind {
        EntryKind::Correction(of) => Some(of),
        _ => None,
    }));
    let standing = || entries.iter().filter(|entry| !reversed.contains(&entry.id));
    let stated = |entry: &Entry| match entry.kind {
        EntryKind::Statement { amount, estimated } if !amount.is_negative() => Some((amount, estimated)),
        _ => None,
    };
    let stated_on = standing().filter(|entry| stated(entry).is_some()).map(|entry| entry.on).max();
    let (mut readings, mut estimated, mut odd) = (None::<(Cents, Cents)>, false, false);
    let (mut after, mut paid) = (0i128, 0i128);
    for entry in standing() {
        match entry.kind {
            EntryKind::Statement { amount: Cents(..0), .. }
            | EntryKind::Cost(Cents(..0))
            | EntryKind::Payment(Cents(..0)) => odd = true,
            EntryKind::Statement { amount, estimated: remembered } if Some(entry.on) == stated_on => {
                let (low, high) = readings.unwrap_or((amount, amount));
                readings = Some((low.min(amount), high.max(amount)));
                estimated |= remembered;
            }
            EntryKind::Cost(amount) if Some(entry.on) > stated_on => after += i128::from(amount.0),
            EntryKind::Payment(amount) => {
                paid += i128::from(amount.0);
                if Some(entry.on) >= stated_on {
                    after -= i128::from(amount.0);
                }
            }
            EntryKind::Statement { .. } | EntryKind::Cost(_) | EntryKind::Correction(_) => {}
        }
    }
    let Some((low, high)) = readings else {
        let (certainty, paid) = (Certainty::Unknown, fitting(paid));
        return Balance { low: Cents::ZERO, high: Cents::ZERO, certainty, stated_on, paid };
    };
    let moved = |amount: Cents| fitting(i128::from(amount.0) + after);
    let certainty = match () {
        () if debt.disputed || odd || low != high => Certainty::Contested,
        () if estimated => Certainty::Estimated,
        () => Certainty::Certain,
    };
    let low = if debt.disputed { moved(low).min(Cents::ZERO) } else { moved(low) };
    Balance { low, high: moved(high), certainty, stated_on, paid: fitting(paid) }
}

/// The nearest amount that fits. Entries that people typed are far below it.
fn fitting(amount: i128) -> Cents {
    Cents(amount.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
}

/// Payments or costs that were probably entered twice: the same day and amount, and neither reversed. The later id of
/// two comes second. A proposal only: who paid twice on one day did so.
#[must_use]
pub fn entered_twice(entries: &[Entry]) -> Vec<(Uuid, Uuid)> {
    let reversed = |id| entries.iter().any(|entry| entry.kind == EntryKind::Correction(id));
    let mut moved: Vec<&Entry> = entries
        .iter()
        .filter(|entry| {
            matches!(entry.kind, EntryKind::Payment(_) | EntryKind::Cost(_)) && !reversed(entry.id)
        })
        .collect();
    let key = |entry: &Entry| match entry.kind {
        EntryKind::Payment(amount) => (entry.on, amount, true),
        EntryKind::Cost(amount) => (entry.on, amount, false),
        _ => (entry.on, Cents::ZERO, false),
    };
    order::sort_by_key(&mut moved, |entry| (key(entry), entry.id));
    let twins = moved.windows(2).filter_map(|two| match two {
        [one, other] if key(one) == key(other) => Some((one.id, other.id)),
        _ => None,
    });
    twins.collect()
}

#[cfg(test)]
mod tests;
