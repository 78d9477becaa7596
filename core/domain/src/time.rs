//! Three kinds of time that never mix, and the Dutch calendar.
//!
//! An [`Instant`] is a point in time, a [`Date`] a day on the calendar, a [`LocalMoment`] a date with a time
//! on the wall. Only a [`Zone`] turns one into another. Nothing here knows what time it is now.

mod date;
mod holidays;
mod instant;
mod pay_rule;
mod zone;

pub use date::{Date, IsoWeek, Weekday};
pub use holidays::{HolidayRules, easter, holidays};
pub use instant::Instant;
pub use pay_rule::{PayRule, Shift, pay_days};
pub use zone::{CivilTime, LocalMoment, Zone};

/// Why a text is not a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not `YYYY-MM-DD`, or no such day in the years 1 to 9999.
    #[error("not a calendar date")]
    NotADate,
    /// Not `HH:MM` between 00:00 and 23:59.
    #[error("not a time of day")]
    NotATime,
    /// Not `YYYY-MM-DDTHH:MM`.
    #[error("not a date with a time")]
    NotAMoment,
    /// Not an RFC 3339 timestamp in the years 1 to 9999.
    #[error("not a timestamp")]
    NotAnInstant,
    /// No zone of that name in the tz database.
    #[error("not a time zone")]
    NotAZone,
}

#[cfg(test)]
mod tests;
