//! When something is paid: what to ask, and what to choose from.

use opstap_content::format;
use opstap_domain::Date;
use opstap_domain::forecast::{PayQuestion, pay_question};
use serde::Serialize;
use uuid::Uuid;

use crate::budget::lines;
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::text::Calendar;

/// The question about the days of one line of the budget. [`Opstap::set_pay_day`] takes the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PayDayForm {
    /// How days are said.
    #[serde(skip)]
    pub calendar: Calendar,
    /// The line.
    pub line: String,
    /// What it is called.
    pub label: String,
    /// It comes in.
    pub income: bool,
    /// What to ask.
    pub asks: PayDayAsks,
    /// For [`PayDayAsks::NextDay`]: the days until it has been paid once, from today.
    pub days: Vec<Date>,
    /// For [`PayDayAsks::Months`]: all months, by number and in words.
    pub months: Vec<MonthRow>,
    /// How many months to choose.
    pub months_count: u32,
}

/// A month of every year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MonthRow {
    /// 1 to 12.
    pub number: u32,
    /// In words.
    pub text: String,
}

/// What to ask about pay days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PayDayAsks {
    /// The day of the month, 1 to 31.
    DayOfMonth,
    /// The next day on which it is paid.
    NextDay,
    /// The months in which it is paid.
    Months,
}

impl Opstap {
    /// What to ask about when a line of the budget is paid.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a line.
    pub fn pay_day(&self, case: Option<Uuid>, line: &str) -> Result<PayDayForm, OpstapError> {
        let calendar = self.calendar(case)?;
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let all = lines(inner, &room)?;
            let found = all.iter().map(|(known, _)| known).find(|known| known.id == line);
            let found = found.ok_or(OpstapError::Unknown { what: "line" })?;
            let language = self.language_of(inner);
            let a_year = found.frequency.times_a_year();
            let question = pay_question(found.frequency);
            let span = if question == PayQuestion::NextDay { 364 / a_year.max(1) } else { 0 };
            let months = if question == PayQuestion::Months { 12 } else { 0 };
            Ok(PayDayForm {
                calendar,
                line: found.id.clone(),
                label: found.label.clone().unwrap_or_else(|| content.label(&found.category).to_owned()),
                income: found.direction == opstap_domain::budget::Direction::In,
                asks: match question {
                    PayQuestion::DayOfMonth => PayDayAsks::DayOfMonth,
                    PayQuestion::NextDay => PayDayAsks::NextDay,
                    PayQuestion::Months => PayDayAsks::Months,
                },
                days: (0..span).map(|days| room.today.plus_days(days)).collect(),
                months: (1..=months)
                    .map(|number| MonthRow { number, text: format::month_of_year(language, number) })
                    .collect(),
                months_count: u32::try_from(a_year).unwrap_or(0),
            })
        })
    }
}
