//! A day on the calendar.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::TimeError;

/// A calendar date in the years 1 to 9999, without a zone; written `YYYY-MM-DD`.
///
/// A due date is one of these: the rent is due on the first wherever the phone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(NaiveDate);

/// A day of the week, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A week as people number it in the Netherlands (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IsoWeek {
    /// The year the week belongs to, which differs from the date's around New Year.
    pub year: i32,
    /// 1 to 53.
    pub week: u32,
}

impl Date {
    /// The first date there is: 1 January of the year 1.
    pub const MIN: Self = Self(match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    });
    /// The last date there is: 31 December 9999.
    pub const MAX: Self = Self(match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    });

    /// The date, or `None` when there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::from_naive)
    }

    /// Takes over a date of `chrono`; `None` outside the years 1 to 9999.
    pub fn from_naive(date: NaiveDate) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&date).then_some(Self(date))
    }

    /// The date as `chrono` knows it.
    pub fn naive(self) -> NaiveDate {
        self.0
    }

    /// 1 to 9999.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }

    /// The ISO 8601 week.
    pub fn iso_week(self) -> IsoWeek {
        let week = self.0.iso_week();
        IsoWeek { year: week.year(), week: week.week() }
    }

    /// So many days later, or earlier when negative; stops at [`Date::MIN`] and [`Date::MAX`].
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let moved = chrono::TimeDelta::try_days(days)
            .and_then(|delta| self.0.checked_add_signed(delta))
            .and_then(Self::from_naive);
        moved.unwrap_or(if days < 0 { Self::MIN } else { Self::MAX })
    }

    /// The same day so many months later, or the last day of a month that is shorter; stops at [`Date::MAX`].
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let since = i64::from(self.month()) - 1 + i64::from(months);
        let year = i32::try_from(i64::from(self.year()) + since.div_euclid(12)).unwrap_or(i32::MAX);
        Self::in_month(year, (since.rem_euclid(12) + 1) as u32, self.day())
    }

    /// Days from this date to the other; negative when the other is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// The first day of this date's month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        self.plus_days(1 - i64::from(self.day()))
    }

    /// The last day of this date's month.
    #[must_use]
    pub fn last_of_month(self) -> Self {
        Self::in_month(self.year(), self.month(), 31)
    }

    /// The day of that month, or the month's last day when it is shorter; outside the calendar its nearest end.
    pub(crate) fn in_month(year: i32, month: u32, day: u32) -> Self {
        let end = if year < 1 { Self::MIN } else { Self::MAX };
        (1..=day).rev().find_map(|day| Self::from_ymd(year, month, day)).unwrap_or(end)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let [year, month, day] = parts(text, [4, 2, 2], ['-', '-']).ok_or(TimeError::NotADate)?;
        let year = i32::try_from(year).map_err(|_| TimeError::NotADate)?;
        Self::from_ymd(year, month, day).ok_or(TimeError::NotADate)
    }
}

/// Three numbers of exactly these widths with these separators between them.
fn parts(text: &str, widths: [usize; 3], separators: [char; 2]) -> Option<[u32; 3]> {
    let (first, rest) = text.split_once(separators[0])?;
    let (second, third) = rest.split_once(separators[1])?;
    let number = |digits: &str, width: usize| {
        let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse().ok() } else { None }
    };
    Some([number(first, widths[0])?, number(second, widths[1])?, number(third, widths[2])?])
}

impl TryFrom<String> for Date {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}
