//! A decimal number without a float.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal with at most six digits behind the point: a count, cents or a share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

/// Millionths in one.
const ONE: i128 = 1_000_000;

/// The text is not a decimal with at most six digits behind the point that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal of at most six digits behind the point")]
pub struct NotADecimal;

impl Decimal {
    /// A share in thousandths: 420 is 0.42.
    pub fn per_mille(thousandths: i64) -> Self {
        Self(i128::from(thousandths) * 1_000)
    }

    /// The whole number, or `None` when there is something behind the point or it does not fit.
    pub fn whole(self) -> Option<i64> {
        if self.0 % ONE == 0 { i64::try_from(self.0 / ONE).ok() } else { None }
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self(i128::from(whole) * ONE)
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    /// Reads `-12`, `0.42`, and `4e-1` or `1.5E3` as JSON may write them.
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.parse().map_err(|_| NotADecimal)?;
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, mantissa),
        };
        let (whole, behind) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(behind) || digits.len() > 30 {
            return Err(NotADecimal);
        }
        let places = i32::try_from(behind.len()).map_err(|_| NotADecimal)?;
        let units: i128 = format!("{whole}{behind}").parse().map_err(|_| NotADecimal)?;
        let value = scaled(units, exponent.saturating_sub(places).saturating_add(6))?;
        // Within 64 bits before the point, so that no sum or comparison of two can overflow.
        if value > i128::from(i64::MAX) * ONE {
            return Err(NotADecimal);
        }
        Ok(Self(if negative { -value } else { value }))
    }
}

/// The number times ten to the power, or an error when digits would be lost.
fn scaled(units: i128, power: i32) -> Result<i128, NotADecimal> {
    if units == 0 {
        return Ok(0);
    }
    let factor = 10_i128.checked_pow(power.unsigned_abs()).ok_or(NotADecimal)?;
    if power >= 0 {
        units.checked_mul(factor).ok_or(NotADecimal)
    } else if units % factor == 0 {
        Ok(units / factor)
    } else {
        Err(NotADecimal)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let all = self.0.unsigned_abs();
        let one = ONE.unsigned_abs();
        let behind = format!("{:06}", all % one);
        match behind.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", all / one),
            behind => write!(f, "{sign}{}.{behind}", all / one),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: serde_json::Number = self.to_string().parse().map_err(serde::ser::Error::custom)?;
        number.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The text of a JSON number is its shortest decimal: 0.4 stays 0.4.
        let number = serde_json::Number::deserialize(deserializer)?;
        number.to_string().parse().map_err(serde::de::Error::custom)
    }
}
