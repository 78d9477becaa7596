//! Values that cross the boundary: records, so that each stays a type of its own in every language.

use opstap::{Calendar, CivilTime, LocalMoment};

/// The identity of a record, as text.
pub type Uuid = opstap::Uuid;
uniffi::custom_type!(Uuid, String, {
    remote,
    lower: |id| id.to_string(),
    try_lift: |text| Ok(opstap::Uuid::parse_str(&text)?),
});

/// A moment in time, in whole milliseconds; the years 1 to 9999.
pub type Instant = opstap::Instant;
uniffi::custom_type!(Instant, i64, {
    remote,
    lower: |at| at.0,
    try_lift: |ms| {
        let known = opstap::Instant::MIN.0..=opstap::Instant::MAX.0;
        if known.contains(&ms) { Ok(opstap::Instant(ms)) } else { Err(uniffi::deps::anyhow::anyhow!("instant out of range")) }
    },
});

/// A date of the calendar, without a time: `YYYY-MM-DD`.
pub type LocalDate = opstap::Date;
uniffi::custom_type!(LocalDate, String, {
    remote,
    lower: |date| date.to_string(),
    try_lift: |text| text.parse().map_err(|_| uniffi::deps::anyhow::anyhow!("not a date")),
});

/// A case: one client's way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CaseId {
    /// The id.
    pub value: Uuid,
}

/// An amount, ready to show and to speak.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MoneyText {
    /// Whole euro cents, for telling amounts apart; a shell never calculates with it.
    pub cents: i64,
    /// As it is written.
    pub text: String,
    /// As a screen reader says it.
    pub spoken: String,
}

/// A day, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DateText {
    /// The day.
    pub date: LocalDate,
    /// The day in words.
    pub text: String,
}

/// A time on the wall.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WallTime {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// In words. Leave it empty when handing it in.
    #[uniffi(default)]
    pub text: String,
}

/// A day with a time on the wall, in the zone of the case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WallMoment {
    /// The day.
    pub date: LocalDate,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl From<opstap::MoneyText> for MoneyText {
    fn from(from: opstap::MoneyText) -> Self {
        Self { cents: from.cents, text: from.text, spoken: from.spoken }
    }
}

impl DateText {
    pub(crate) fn new(calendar: Calendar, date: LocalDate) -> Self {
        Self { date, text: calendar.date_text(date) }
    }
}

impl WallTime {
    pub(crate) fn new(calendar: Calendar, time: CivilTime) -> Self {
        Self { hour: time.hour() as u8, minute: time.minute() as u8, text: calendar.time_text(time) }
    }

    /// The time that is meant; eleven in the evening for one that no clock shows.
    pub(crate) fn civil(&self) -> CivilTime {
        civil(self.hour, self.minute)
    }
}

impl WallMoment {
    pub(crate) fn local(&self) -> LocalMoment {
        LocalMoment::new(self.date, civil(self.hour, self.minute))
    }
}

fn civil(hour: u8, minute: u8) -> CivilTime {
    let last = CivilTime::hour_of_day(23);
    CivilTime::new(hour.into(), minute.into()).unwrap_or(last)
}

/// Translates a list.
pub(crate) fn all<A, B: From<A>>(from: Vec<A>) -> Vec<B> {
    from.into_iter().map(Into::into).collect()
}

/// The case that a method was asked about.
pub(crate) fn asked(case: Option<CaseId>) -> Option<Uuid> {
    case.map(|case| case.value)
}
