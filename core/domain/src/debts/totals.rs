//! What is owed together, by kind and by owner.

use serde::{Deserialize, Serialize};

use super::{Balance, Certainty, Debt, DebtKind, Owner, fitting};
use crate::Cents;

/// Several debts together. What is contested or unknown is never in `certain`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Total {
    /// How many debts.
    pub count: u32,
    /// The sum of those that are certain.
    pub certain: Cents,
    /// At least so much, estimates included.
    pub low: Cents,
    /// At most so much, as far as is known: more where something is unknown.
    pub high: Cents,
    /// How many are from memory.
    pub estimated: u32,
    /// How many are disputed or have two readings.
    pub contested: u32,
    /// Of how many nobody knows the amount.
    pub unknown: u32,
}

impl Total {
    /// Whether the total is one figure that nobody doubts.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.estimated == 0 && self.contested == 0 && self.unknown == 0
    }
}

/// The totals of a household. Only kinds and owners that occur are in the lists, in the order of their type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Everything.
    pub all: Total,
    /// By kind.
    pub by_kind: Vec<(DebtKind, Total)>,
    /// By owner.
    pub by_owner: Vec<(Owner, Total)>,
}

/// Adds debts up. Their order does not matter. A debt on which too much was paid counts as nothing and lowers no other.
#[must_use]
pub fn totals(debts: &[(Debt, Balance)]) -> Totals {
    const KINDS: [DebtKind; 5] =
        [DebtKind::Zorg, DebtKind::Publiek, DebtKind::Nuts, DebtKind::Overig, DebtKind::Unsure];
    const OWNERS: [Owner; 4] = [Owner::Client, Owner::Partner, Owner::Joint, Owner::Unsure];
    let of_kind = |kind| (kind, total(debts, &|debt| debt.kind == kind));
    let of_owner = |owner| (owner, total(debts, &|debt| debt.owner == owner));
    Totals {
        all: total(debts, &|_| true),
        by_kind: KINDS.into_iter().map(of_kind).filter(|(_, total)| total.count > 0).collect(),
        by_owner: OWNERS.into_iter().map(of_owner).filter(|(_, total)| total.count > 0).collect(),
    }
}

fn total(debts: &[(Debt, Balance)], wanted: &dyn Fn(&Debt) -> bool) -> Total {
    let mut total = Total::default();
    let (mut certain, mut low, mut high) = (0i128, 0i128, 0i128);
    for (_, balance) in debts.iter().filter(|(debt, _)| wanted(debt)) {
        let owed = |amount: Cents| i128::from(amount.0.max(0));
        total.count += 1;
        low += owed(balance.low);
        high += owed(balance.high);
        match balance.certainty {
            Certainty::Certain => certain += owed(balance.high),
            Certainty::Estimated => total.estimated += 1,
            Certainty::Contested => total.contested += 1,
            Certainty::Unknown => total.unknown += 1,
        }
    }
    (total.certain, total.low, total.high) = (fitting(certain), fitting(low), fitting(high));
    total
}
