//! A point in time.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::{Date, TimeError};

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The first instant with a calendar date: the year 1 begins.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// The last instant with a calendar date: the year 9999 ends.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// Reads an RFC 3339 timestamp with any offset; finer than a millisecond is cut off.
    ///
    /// # Errors
    ///
    /// [`TimeError::NotAnInstant`] when it is not one, or lies outside the years 1 to 9999.
    pub fn parse_rfc3339(text: &str) -> Result<Self, TimeError> {
        let moment = DateTime::parse_from_rfc3339(text).map_err(|_| TimeError::NotAnInstant)?;
        let instant = Self(moment.timestamp_millis());
        if instant == instant.in_calendar() { Ok(instant) } else { Err(TimeError::NotAnInstant) }
    }

    /// Writes the instant in UTC with milliseconds: `2027-03-28T01:00:00.000Z`.
    ///
    /// An instant outside the years 1 to 9999 is written as the nearest inside.
    pub fn to_rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    /// So many milliseconds later, or earlier when negative; stops at the ends of 64 bits.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// So many minutes later, or earlier when negative.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_millis(minutes.saturating_mul(60_000))
    }

    /// So many times 24 hours later, or earlier when negative; a calendar day may be longer or shorter.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_millis(days.saturating_mul(86_400_000))
    }

    /// The date in UTC. A rule about days asks [`Zone::date`](super::Zone::date) instead.
    pub fn utc_date(self) -> Date {
        Date::from_naive(self.utc().date_naive()).unwrap_or(Date::MAX)
    }

    /// The nearest instant that has a calendar date.
    pub(super) fn in_calendar(self) -> Self {
        self.clamp(Self::MIN, Self::MAX)
    }

    /// The instant for `chrono`, kept inside the calendar.
    pub(super) fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.in_calendar().0).unwrap_or(DateTime::UNIX_EPOCH)
    }
}
