//! Reading an amount as people in the Netherlands type it.
//!
//! The comma parts cents, dots and spaces part thousands. A dot parts cents where no other reading is left:
//! one dot, no comma, one or two digits behind it. What can be read in two ways is refused, because a guess
//! that is wrong by a factor of a thousand ends up in somebody's budget.

use super::{AMOUNT_MAX, Cents};
use crate::phrase::Phrase;

/// Why a typed amount was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing was typed, or only a currency sign.
    #[error("no amount was given")]
    Empty,
    /// Something else than digits, separators, one sign and one currency.
    #[error("the amount is not a number")]
    NotANumber,
    /// More than two digits for cents.
    #[error("the amount has more than two decimals")]
    TooManyDecimals,
    /// Dots, commas and spaces that can be read in two ways, such as `1,234.50` or `1.23.456`.
    #[error("the separators of the amount can be read in two ways")]
    AmbiguousSeparators,
    /// Further from zero than [`AMOUNT_MAX`].
    #[error("the amount is too large")]
    TooLarge,
}

impl AmountError {
    /// What to tell the person who typed it.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Empty => Phrase::new("money-empty"),
            Self::NotANumber => Phrase::new("money-not-a-number"),
            Self::TooManyDecimals => Phrase::new("money-too-many-decimals"),
            Self::AmbiguousSeparators => Phrase::new("money-ambiguous-separators"),
            Self::TooLarge => Phrase::new("money-too-large").with("max", AMOUNT_MAX),
        }
    }
}

/// Reads an amount as typed: `1.234,50`, `€ 12`, `12,5`, `-3`, `EUR 12,-`, `1 234,50`, `€12.50`.
///
/// # Errors
///
/// [`AmountError`] says why the text is not one amount between minus and plus [`AMOUNT_MAX`].
///
/// # Examples
///
/// ```
/// # use opstap_domain::{Cents, money::parse_amount};
/// assert_eq!(parse_amount("€ 1.234,5"), Ok(Cents(123_450)));
/// assert_eq!(parse_amount("1.234"), Ok(Cents(123_400)));
/// assert_eq!(parse_amount("1.23"), Ok(Cents(123)));
/// ```
pub fn parse_amount(text: &str) -> Result<Cents, AmountError> {
    let (negative, body) = strip_sign_and_currency(text)?;
    let (whole, decimals) = split_decimals(body)?;
    let cents = in_cents(&ungrouped(whole)?, decimals)?;
    Ok(if negative { Cents(-cents) } else { Cents(cents) })
}

/// Takes one currency and one sign off, in either order; what remains starts with a digit or a separator.
fn strip_sign_and_currency(text: &str) -> Result<(bool, &str), AmountError> {
    let mut rest = text.trim();
    let (mut negative, mut signed, mut currency) = (false, false, false);
    loop {
        if let Some(after) = strip_currency(rest).filter(|_| !currency) {
            currency = true;
            rest = after.trim();
        } else if let Some(after) = rest.strip_prefix(is_minus).filter(|_| !signed) {
            (negative, signed) = (true, true);
            rest = after.trim();
        } else if let Some(after) = rest.strip_prefix('+').filter(|_| !signed) {
            signed = true;
            rest = after.trim();
        } else {
            break;
        }
    }
    match rest {
        "" if signed => Err(AmountError::NotANumber),
        "" => Err(AmountError::Empty),
        body => Ok((negative, body)),
    }
}

fn strip_currency(text: &str) -> Option<&str> {
    ["€", "euro", "eur"].iter().find_map(|sign| {
        let start = text.get(..sign.len()).filter(|head| head.to_lowercase() == *sign);
        let end = text.len().checked_sub(sign.len()).and_then(|at| text.get(at..));
        match (start, end.filter(|tail| tail.to_lowercase() == *sign)) {
            (Some(_), _) => text.get(sign.len()..),
            (None, Some(_)) => text.get(..text.len() - sign.len()),
            (None, None) => None,
        }
    })
}

/// Hyphen, minus sign and the en dash that keyboards make of a hyphen.
fn is_minus(character: char) -> bool {
    matches!(character, '-' | '\u{2212}' | '\u{2013}')
}

/// Parts the whole euros, still grouped, from the digits for cents.
fn split_decimals(body: &str) -> Result<(&str, &str), AmountError> {
    if let Some(whole) = without_dashes_for_cents(body) {
        return if whole.contains(',') { Err(AmountError::AmbiguousSeparators) } else { Ok((whole, "")) };
    }
    if !body.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',' || c.is_whitespace()) {
        return Err(AmountError::NotANumber);
    }
    match (body.split_once(','), body.split_once('.')) {
        (Some((whole, decimals)), _) => {
            if decimals.contains(['.', ',']) {
                return Err(AmountError::AmbiguousSeparators);
            }
            decimals_of(whole, decimals)
        }
        (None, Some(_)) if body.contains(char::is_whitespace) => Err(AmountError::AmbiguousSeparators),
        (None, Some((whole, decimals))) if !decimals.contains('.') => match decimals.len() {
            3 => Ok((body, "")),
            _ => decimals_of(whole, decimals),
        },
        (None, _) => Ok((body, "")),
    }
}

/// `12,-`, `12,--` and `12.-` are whole euros.
fn without_dashes_for_cents(body: &str) -> Option<&str> {
    let without = body.trim_end_matches(|c| is_minus(c) || c == '\u{2014}');
    let dashes = body.chars().count() - without.chars().count();
    let whole = without.strip_suffix([',', '.'])?;
    ((1..=2).contains(&dashes) && !whole.is_empty()).then_some(whole)
}

fn decimals_of<'a>(whole: &'a str, decimals: &'a str) -> Result<(&'a str, &'a str), AmountError> {
    if !decimals.chars().all(|c| c.is_ascii_digit()) || (whole.is_empty() && decimals.is_empty()) {
        return Err(AmountError::NotANumber);
    }
    if decimals.len() > 2 {
        return Err(AmountError::TooManyDecimals);
    }
    Ok((whole, decimals))
}

/// Takes the separators of thousands out, if they stand where thousands part.
fn ungrouped(whole: &str) -> Result<String, AmountError> {
    if !whole.chars().all(|c| c.is_ascii_digit() || c == '.' || c.is_whitespace()) {
        return Err(AmountError::NotANumber);
    }
    let spaced = whole.contains(char::is_whitespace);
    if spaced && whole.contains('.') {
        return Err(AmountError::AmbiguousSeparators);
    }
    let groups: Vec<&str> = whole.split(|c: char| c == '.' || c.is_whitespace()).collect();
    if let [first, others @ ..] = groups.as_slice() {
        let placed = (1..=3).contains(&first.len()) && !first.starts_with('0');
        if !(others.is_empty() || placed && others.iter().all(|group| group.len() == 3)) {
            return Err(AmountError::AmbiguousSeparators);
        }
    }
    Ok(groups.concat())
}

fn in_cents(euros: &str, decimals: &str) -> Result<i64, AmountError> {
    let euros = euros.trim_start_matches('0');
    if euros.len() > 9 {
        return Err(AmountError::TooLarge);
    }
    // At most eleven digits: fits in 64 bits, and holds nothing but ASCII digits.
    let cents = format!("0{euros}{decimals:0<2}").parse().map_err(|_| AmountError::NotANumber)?;
    if cents > AMOUNT_MAX.0 { Err(AmountError::TooLarge) } else { Ok(cents) }
}
