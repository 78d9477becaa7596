//! Days and times to choose from, so that nobody has to type one and no shell has to work one out.

use opstap_domain::{CivilTime, Date};
use serde::Serialize;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::text::Calendar;

/// What to offer where a day or a time is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// How they are said.
    #[serde(skip)]
    pub calendar: Calendar,
    /// The fourteen coming days, from tomorrow: for an appointment.
    pub days: Vec<Date>,
    /// In one, two and four weeks, and in three months: for a break, or until when to share.
    pub later: Vec<Date>,
    /// Every half hour from eight to six: for an appointment.
    pub times: Vec<CivilTime>,
    /// From six to eleven in the evening: when the quiet hours begin.
    pub evenings: Vec<CivilTime>,
    /// From six to eleven in the morning: when they end.
    pub mornings: Vec<CivilTime>,
    /// Hours before an appointment: when to remind again. With the words.
    pub hours_before: Vec<(u32, String)>,
}

impl Opstap {
    /// Days and times to choose from in a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a case that is not here.
    pub fn choices(&self, case: Option<Uuid>) -> Result<Choices, OpstapError> {
        let calendar = self.calendar(case)?;
        let words = self.words();
        let ahead = |days: &[i64]| days.iter().map(|days| calendar.today.plus_days(*days)).collect();
        let hours = |from: u16, to: u16| (from..=to).map(CivilTime::hour_of_day).collect();
        let halves = (8 * 2..=18 * 2).filter_map(|half| CivilTime::at_minute_of_day(half * 30)).collect();
        let count = |hours: u32| words.text_with("count-hours", &[("count", i64::from(hours).into())]);
        Ok(Choices {
            calendar,
            days: ahead(&(1..=14).collect::<Vec<_>>()),
            later: ahead(&[7, 14, 28, 91]),
            times: halves,
            evenings: hours(18, 23),
            mornings: hours(6, 11),
            hours_before: [1, 2, 3, 4].map(|hours| (hours, count(hours))).to_vec(),
        })
    }
}
