//! Money: whole euro cents, exact or refused.
//!
//! Adding and multiplying say when they do not fit; dividing says how it rounds. A float never comes near.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

mod parse;
pub use parse::{AmountError, parse_amount};

/// An amount in euro cents; negative is owed or spent, as the place that holds it says.
///
/// # Examples
///
/// ```
/// # use opstap_domain::Cents;
/// assert_eq!(Cents(123_450).to_dutch(), "1.234,50");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// The largest amount that somebody may type, in either direction: ten million euro.
pub const AMOUNT_MAX: Cents = Cents(1_000_000_000);

/// Months in a year, to divide an annual amount by.
pub const MONTHS_A_YEAR: NonZeroU32 = NonZeroU32::MIN.saturating_add(11);

/// Weeks in the average year of a budget; the calendar has a day or two more.
pub const WEEKS_A_YEAR: NonZeroU32 = NonZeroU32::MIN.saturating_add(51);

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The sum, or `None` when it does not fit in 64 bits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` when it does not fit in 64 bits.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The amount so many times, or `None` when it does not fit in 64 bits.
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }

    /// All amounts together, or `None` when the total does not fit in 64 bits.
    ///
    /// The order of the amounts does not matter, not even for whether it fits.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let total: i128 = amounts.into_iter().map(|amount| i128::from(amount.0)).sum();
        i64::try_from(total).ok().map(Self)
    }

    /// Divides and rounds to the nearest cent, a half to the even one.
    #[must_use]
    pub fn div_half_even(self, parts: NonZeroU32) -> Self {
        let (below, rest) = self.split(parts);
        let up = match (rest * 2).cmp(&i64::from(parts.get())) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => below.rem_euclid(2),
            std::cmp::Ordering::Greater => 1,
        };
        Self(below + up)
    }

    /// Divides and rounds towards minus infinity.
    #[must_use]
    pub fn div_floor(self, parts: NonZeroU32) -> Self {
        Self(self.split(parts).0)
    }

    /// Divides and rounds towards plus infinity.
    #[must_use]
    pub fn div_ceil(self, parts: NonZeroU32) -> Self {
        let (below, rest) = self.split(parts);
        Self(below + i64::from(rest > 0))
    }

    /// The quotient rounded down and what remains, which is at least zero.
    fn split(self, parts: NonZeroU32) -> (i64, i64) {
        let parts = i64::from(parts.get());
        (self.0.div_euclid(parts), self.0.rem_euclid(parts))
    }

    /// Whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount as data in Dutch notation, without a currency sign: `-1.234,50`.
    ///
    /// [`parse_amount`] reads it back. Words and signs for a screen come from the renderer.
    pub fn to_dutch(self) -> String {
        let all = self.0.unsigned_abs();
        let euros = (all / 100).to_string();
        let mut text = String::from(if self.is_negative() { "-" } else { "" });
        for (index, digit) in euros.chars().enumerate() {
            if index > 0 && (euros.len() - index).is_multiple_of(3) {
                text.push('.');
            }
            text.push(digit);
        }
        text + &format!(",{:02}", all % 100)
    }
}

#[cfg(test)]
mod tests;
