//! What creditors are offered: how much there is to share, and who gets what of it.
//!
//! The amount that stays with the household (vtlb) is *entered*, with its source and date, and never computed here:
//! that is for the national calculator. What is computed is what follows from it.
//!
//! # Source
//!
//! Domain sheet 1.4: the capacity by the NVVK (2021), the double percentage of preferent creditors by article 349,
//! paragraph 2, of the Faillissementswet (from memory, to be verified) and out of court by custom; so the factor is an argument.

mod course;

pub use course::{Answer, Course, CourseError, Dated, Event, Outcome, Progress, Standing, progress};

use std::num::NonZeroU8;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Cents;
use crate::order;

/// The months of an arrangement since 1 July 2023.
pub const TERM_MONTHS: u32 = 18;

/// How many times the percentage of others preferent creditors get.
pub const PREFERENCE: NonZeroU8 = NonZeroU8::MIN.saturating_add(1);

/// The largest sum of claims that is shared out: a hundred million euro.
pub const CLAIMS_MAX: Cents = Cents(10_000_000_000);

/// Why nothing can be shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// A claim below zero, or an amount to share that is.
    #[error("an amount of an offer is below zero")]
    Negative,
    /// More than [`CLAIMS_MAX`], or an amount that does not fit.
    #[error("the amounts of an offer are too large")]
    TooLarge,
    /// Two claims with the same id.
    #[error("a claim of an offer is named twice")]
    Twice,
}

/// What one creditor says is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Which claim. Decides who gets a cent that cannot be divided.
    pub id: Uuid,
    /// How much; not below zero.
    pub amount: Cents,
    /// Goes before others by law, as the tax office does.
    pub preferent: bool,
}

/// An exact share of a claim: `part / whole`, between 0 and 1, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    part: i128,
    whole: i128,
}

impl Rate {
    const NONE: Self = Self { part: 0, whole: 1 };
    const ALL: Self = Self { part: 1, whole: 1 };

    /// `whole` is above zero, and `part` between zero and it.
    fn of(part: i128, whole: i128) -> Self {
        let (mut a, mut b) = (part, whole);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self { part: part / a, whole: whole / a }
    }

    /// In hundredths of a per cent, rounded down: 9.39 % is 939.
    #[must_use]
    pub fn basis_points(self) -> u32 {
        // At most 10,000: the part is not above the whole.
        u32::try_from(self.part * 10_000 / self.whole).unwrap_or(10_000)
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Both at most CLAIMS_MAX times a factor of 8 bits: the products are far below 2^127.
        (self.part * other.whole).cmp(&(other.part * self.whole))
    }
}

/// What one creditor is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which claim.
    pub id: Uuid,
    /// How much of it, in whole cents.
    pub offered: Cents,
}

/// An offer to all creditors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The shares, by the id of their claim.
    pub shares: Vec<Share>,
    /// The part of a concurrent claim that is paid, before rounding to cents.
    pub concurrent: Rate,
    /// The part of a preferent claim.
    pub preferent: Rate,
    /// All of it together: what there is to share, or all that is owed.
    pub total: Cents,
}

impl Distribution {
    /// There is nothing to share: an offer without capacity to pay (`0%-aanbod`).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == Cents::ZERO
    }
}

/// What can be put aside a month: income less what stays with the household, both with holiday pay; not below zero.
///
/// # Errors
///
/// [`OfferError::TooLarge`] when the difference does not fit.
pub fn capacity(income: Cents, vtlb: Cents) -> Result<Cents, OfferError> {
    Ok(income.checked_sub(vtlb).ok_or(OfferError::TooLarge)?.max(Cents::ZERO))
}

/// What there is to share over a term: the months' capacity and the assets that are used, less costs that are allowed;
/// not below zero.
///
/// # Errors
///
/// [`OfferError::TooLarge`] when it does not fit.
pub fn to_share(monthly: Cents, months: u32, assets: Cents, costs: Cents) -> Result<Cents, OfferError> {
    let saved = monthly.checked_mul(i64::from(months));
    let all = saved.and_then(|saved| saved.checked_add(assets)).and_then(|all| all.checked_sub(costs));
    Ok(all.ok_or(OfferError::TooLarge)?.max(Cents::ZERO))
}

/// Shares `available` out over claims: everybody the same percentage, preferent creditors `factor` times that, and nobody
/// more than all.
///
/// Cents that cannot be divided go by largest remainder, then by id. So the order of the claims does not matter, and the
/// shares add up exactly. The percentages never fall when there is more to share; a share in cents may be one cent
/// less then, as is known of this way of rounding.
///
/// # Errors
///
/// [`OfferError`] for amounts below zero or too large, and for an id that comes twice.
pub fn distribute(available: Cents, claims: &[Claim], factor: NonZeroU8) -> Result<Distribution, OfferError> {
    let mut claims = claims.to_vec();
    order::sort_by_key(&mut claims, |claim| claim.id);
    if available.is_negative() || claims.iter().any(|claim| claim.amount.is_negative()) {
        return Err(OfferError::Negative);
    }
    if claims.windows(2).any(|two| two[0].id == two[1].id) {
        return Err(OfferError::Twice);
    }
    let sum = |preferent: bool| {
        let of = claims.iter().filter(|claim| claim.preferent == preferent).map(|claim| claim.amount);
        Cents::sum(of).filter(|sum| *sum <= CLAIMS_MAX).ok_or(OfferError::TooLarge)
    };
    let (first, others) = (i128::from(sum(true)?.0), i128::from(sum(false)?.0));
    let there = i128::from(available.0);
    let (preferent, concurrent) = rates(there, first, others, i128::from(factor.get()));
    let exact = |claim: &Claim| {
        let rate = if claim.preferent { preferent } else { concurrent };
        let part = i128::from(claim.amount.0) * rate.part;
        (part / rate.whole, Rate::of(part % rate.whole, rate.whole))
    };
    let mut shares: Vec<(usize, i128, Rate)> = claims
        .iter()
        .enumerate()
        .map(|(at, claim)| {
            let (cents, rest) = exact(claim);
            (at, cents, rest)
        })
        .collect();
    let total = there.min(first + others);
    let mut left = total - shares.iter().map(|(_, cents, _)| cents).sum::<i128>();
    order::sort_by(&mut shares, |a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    for (_, cents, _) in &mut shares {
        if left == 0 {
            break;
        }
        *cents += 1;
        left -= 1;
    }
    order::sort_by_key(&mut shares, |(at, ..)| *at);
    let cents = |cents: i128| i64::try_from(cents).map(Cents).map_err(|_| OfferError::TooLarge);
    let shares = shares
        .into_iter()
        .zip(&claims)
        .map(|((_, offered, _), claim)| Ok(Share { id: claim.id, offered: cents(offered)? }));
    Ok(Distribution {
        shares: shares.collect::<Result<_, _>>()?,
        concurrent,
        preferent,
        total: cents(total)?,
    })
}

/// The parts of preferent and of concurrent claims that are paid.
fn rates(there: i128, first: i128, others: i128, factor: i128) -> (Rate, Rate) {
    let weight = factor * first + others;
    if there >= first + others {
        (Rate::ALL, Rate::ALL)
    } else if there == 0 {
        (Rate::NONE, Rate::NONE)
    } else if factor * there >= weight {
        // The multiple percentage would be more than all.
        (Rate::ALL, Rate::of(there - first, others))
    } else {
        (Rate::of(factor * there, weight), Rate::of(there, weight))
    }
}

#[cfg(test)]
mod tests;
