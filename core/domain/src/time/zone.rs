//! Time on the wall, and the zones that tie it to instants.

use std::fmt;
use std::str::FromStr;

use chrono::offset::LocalResult;
use chrono::{NaiveDateTime, NaiveTime, TimeZone, Timelike};
use serde::{Deserialize, Serialize};

use super::{Date, Instant, TimeError};

/// A time of day to the minute, written `HH:MM`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CivilTime(u16);

/// A date and a time on the wall, without a zone; written `YYYY-MM-DDTHH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalMoment {
    /// The day.
    pub date: Date,
    /// The minute of that day.
    pub time: CivilTime,
}

/// A time zone by its name in the tz database, such as `Europe/Amsterdam`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(chrono_tz::Tz);

/// Minutes that a gap in local time may last: the longest ever skipped a whole day.
const LONGEST_GAP_MINUTES: i64 = 26 * 60;

impl CivilTime {
    /// The time, or `None` past 23:59.
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if hour < 24 && minute < 60 { Some(Self(hour * 60 + minute)) } else { None }
    }

    /// The full hour; hours past 23 wrap round.
    pub const fn hour_of_day(hour: u16) -> Self {
        Self(hour % 24 * 60)
    }

    /// The time so many minutes after midnight, or `None` past 1439.
    pub const fn at_minute_of_day(minute: u16) -> Option<Self> {
        if minute < 24 * 60 { Some(Self(minute)) } else { None }
    }

    /// The minute of the day, wrapping round at midnight.
    pub(crate) fn from_minute(minute: i64) -> Self {
        Self(u16::try_from(minute.rem_euclid(24 * 60)).unwrap_or(0))
    }

    /// 0 to 23.
    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    /// 0 to 59.
    pub fn minute(self) -> u16 {
        self.0 % 60
    }

    /// Minutes since midnight on the wall, 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        self.0
    }
}

impl LocalMoment {
    /// A moment from a date and a time.
    pub fn new(date: Date, time: CivilTime) -> Self {
        Self { date, time }
    }

    /// So many minutes later on the wall, as if no clock ever changed; earlier when negative.
    #[must_use]
    pub fn plus_wall_minutes(self, minutes: i64) -> Self {
        let total = i64::from(self.time.0).saturating_add(minutes);
        let date = self.date.plus_days(total.div_euclid(24 * 60));
        Self { date, time: CivilTime::from_minute(total) }
    }

    fn naive(self) -> NaiveDateTime {
        let time = NaiveTime::from_hms_opt(self.time.hour().into(), self.time.minute().into(), 0);
        self.date.naive().and_time(time.unwrap_or(NaiveTime::MIN))
    }
}

impl Zone {
    /// The zone of the European Netherlands.
    pub const AMSTERDAM: Self = Self(chrono_tz::Europe::Amsterdam);

    /// The name in the tz database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The instant at which the wall shows this moment.
    ///
    /// In the hour that the clock skips in spring it is the first instant after the skip; in the hour that comes
    /// twice in autumn it is the first of the two.
    pub fn instant(self, moment: LocalMoment) -> Instant {
        let mut wall = moment.naive();
        for _ in 0..LONGEST_GAP_MINUTES {
            match self.0.from_local_datetime(&wall) {
                LocalResult::Single(found) | LocalResult::Ambiguous(found, _) => {
                    return Instant(found.timestamp_millis());
                }
                LocalResult::None => match wall.checked_add_signed(chrono::TimeDelta::minutes(1)) {
                    Some(later) => wall = later,
                    None => break,
                },
            }
        }
        Instant(moment.naive().and_utc().timestamp_millis()) // No zone has such a gap; UTC is the nearest truth.
    }

    /// What the wall shows at this instant, seconds cut off.
    pub fn local(self, instant: Instant) -> LocalMoment {
        let wall = self.0.from_utc_datetime(&instant.utc().naive_utc()).naive_local();
        let end = if instant.0 < 0 { Date::MIN } else { Date::MAX };
        LocalMoment {
            date: Date::from_naive(wall.date()).unwrap_or(end),
            time: CivilTime::from_minute(i64::from(wall.time().num_seconds_from_midnight() / 60)),
        }
    }

    /// The calendar date at this instant.
    pub fn date(self, instant: Instant) -> Date {
        self.local(instant).date
    }

    /// The instant at which a date begins here.
    pub fn start_of_day(self, date: Date) -> Instant {
        self.instant(LocalMoment::new(date, CivilTime(0)))
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::AMSTERDAM
    }
}

impl fmt::Display for CivilTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl FromStr for CivilTime {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let digits = |text: &str| {
            let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| plain)
        };
        let (hour, minute) = text.split_once(':').ok_or(TimeError::NotATime)?;
        match (digits(hour), digits(minute)) {
            (Some(hour), Some(minute)) => Self::new(hour, minute).ok_or(TimeError::NotATime),
            _ => Err(TimeError::NotATime),
        }
    }
}

impl fmt::Display for LocalMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl FromStr for LocalMoment {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (date, time) = text.split_once('T').ok_or(TimeError::NotAMoment)?;
        Ok(Self { date: date.parse()?, time: time.parse()? })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        text.parse().map(Self).map_err(|_| TimeError::NotAZone)
    }
}

macro_rules! as_text {
    ($($kind:ty),*) => {$(
        impl TryFrom<String> for $kind {
            type Error = TimeError;

            fn try_from(text: String) -> Result<Self, TimeError> {
                text.parse()
            }
        }

        impl From<$kind> for String {
            fn from(value: $kind) -> Self {
                value.to_string()
            }
        }
    )*};
}

as_text!(CivilTime, LocalMoment, Zone);
