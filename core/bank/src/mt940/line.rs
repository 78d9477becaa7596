//! `:61:`, the line with the amount.

use opstap_domain::{Cents, Date};

use super::amount;
use crate::{Kind, Reason};

/// What the line says.
#[derive(Clone)]
pub(super) struct Line {
    /// The day on which it was booked.
    pub(super) date: Date,
    /// With its sign.
    pub(super) amount: Cents,
    /// It turns another one back.
    pub(super) reversal: bool,
    /// Three signs that say what sort it is.
    pub(super) code: String,
    /// The reference for the owner of the account.
    pub(super) reference: String,
    /// The bank's own number.
    pub(super) bank_reference: String,
}

impl Line {
    /// `2609210921C128,0NTRFZT2610//26000000000001`: day of value, day of booking, direction, amount, sort, references.
    pub(super) fn read(text: &str) -> Result<Self, Reason> {
        let value = day(text.get(..6).ok_or(Reason::Date)?)?;
        let rest = &text[6..];
        let (date, rest) = match rest.get(..4) {
            Some(digits) if digits.bytes().all(|sign| sign.is_ascii_digit()) => {
                (booked(value, digits)?, &rest[4..])
            }
            _ => (value, rest),
        };
        let (sign, reversal, rest) = direction(rest).ok_or(Reason::Direction)?;
        // The third letter of the currency may follow, which is R for EUR.
        let rest = rest.strip_prefix('R').unwrap_or(rest);
        if rest.starts_with(|sign: char| sign.is_ascii_uppercase()) {
            return Err(Reason::Currency);
        }
        let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != ',').ok_or(Reason::Amount)?;
        let size = amount(&rest[..end]).ok_or(Reason::Amount)?;
        let rest = &rest[end..];
        let code = rest.get(1..4).filter(|code| code.bytes().all(|sign| sign.is_ascii_alphanumeric()));
        let code = code.filter(|_| rest.starts_with(['N', 'F', 'S'])).ok_or(Reason::Columns)?;
        let (reference, bank_reference) = rest[4..].split_once("//").unwrap_or((&rest[4..], ""));
        Ok(Self {
            date,
            amount: Cents(size.0 * sign),
            reversal,
            code: code.to_owned(),
            reference: reference.to_owned(),
            bank_reference: bank_reference.to_owned(),
        })
    }

    /// What the code says, where it says something: banks write `TRF` before anything.
    pub(super) fn kind(&self, bank: &str) -> Option<Kind> {
        if self.reversal {
            return Some(Kind::Reversal);
        }
        match (self.code.as_str(), bank) {
            ("DDT", _) | ("INC", "ASNB" | "SNSB") => Some(Kind::DirectDebit),
            ("CHG", _) => Some(Kind::Charge),
            ("RTI", _) => Some(Kind::Reversal),
            ("OVB" | "IOB", "ASNB" | "SNSB") => Some(Kind::Transfer),
            ("BEA", "ASNB" | "SNSB") => Some(Kind::Card),
            ("GEA", "ASNB" | "SNSB") => Some(Kind::Cash),
            _ => None,
        }
    }
}

/// The sign, whether it turns another one back, and what follows: a credit that is turned back is money out.
fn direction(text: &str) -> Option<(i64, bool, &str)> {
    let marks = [("RC", -1, true), ("RD", 1, true), ("C", 1, false), ("D", -1, false)];
    marks
        .into_iter()
        .find_map(|(mark, sign, reversal)| text.strip_prefix(mark).map(|rest| (sign, reversal, rest)))
}

/// `260921`
pub(super) fn day(text: &str) -> Result<Date, Reason> {
    let plain = text.len() == 6 && text.bytes().all(|sign| sign.is_ascii_digit());
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| plain).ok_or(Reason::Date);
    let parts = (text.get(..2), text.get(2..4), text.get(4..));
    let (Some(year), Some(month), Some(day)) = parts else { return Err(Reason::Date) };
    let year = 2000 + i32::try_from(number(year)?).map_err(|_| Reason::Date)?;
    Date::from_ymd(year, number(month)?, number(day)?).ok_or(Reason::Date)
}

/// `0921`, in the year that brings it closest to the day of value: the last of December is booked in January.
fn booked(value: Date, text: &str) -> Result<Date, Reason> {
    let number = |part: &str| part.parse::<u32>().map_err(|_| Reason::Date);
    let (month, day) = (number(&text[..2])?, number(&text[2..])?);
    let years = (value.year() - 1)..=(value.year() + 1);
    let near = years.filter_map(|year| Date::from_ymd(year, month, day));
    near.min_by_key(|date| value.days_until(*date).abs()).ok_or(Reason::Date)
}
