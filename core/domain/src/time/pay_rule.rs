//! On which days money usually arrives.

use crate::order;
use serde::{Deserialize, Serialize};

use super::{Date, HolidayRules};

/// When a kind of income is paid.
///
/// What a rule cannot say is left unsaid: a kind from newer content, an interval whose start nobody told, or a date
/// that differs per payer has no pay days here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum PayRule {
    /// Each month on a day; the month's last day when it is shorter.
    DayOfMonth {
        /// 1 to 31.
        day: u32,
        /// What happens on a day off.
        #[serde(default)]
        shift: Shift,
    },
    /// At a fixed interval.
    Every {
        /// Days between two payments, at least 1.
        days: u32,
        /// A day on which it was or will be paid; unknown until somebody says.
        #[serde(default)]
        anchor: Option<Date>,
    },
    /// The first working day of January, April, July and October, for the quarter before.
    FirstWorkingDayAfterQuarter,
    /// Somewhere in the last working days of a month; the first of them is when to start looking.
    LastWorkingDays {
        /// How many days before the month's end, counted in working days; 1 when content does not say.
        #[serde(default = "one")]
        n: u32,
    },
    /// Once in each of these months, day unknown; the first of the month stands for it.
    Months {
        /// 1 to 12.
        months: Vec<u32>,
    },
    /// Some days after somebody reports their income.
    AfterReport,
    /// As the person knows; nobody else does.
    Custom,
    /// A kind from content newer than this code.
    #[serde(other)]
    Unknown,
}

/// What a pay day does when it falls on a weekend or holiday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Shift {
    /// It moves to the working day before.
    PreviousWorkingDay,
    /// It moves to the working day after.
    NextWorkingDay,
    /// It stays, also for words this code does not know: an unverified shift is not guessed.
    #[default]
    #[serde(other)]
    None,
}

fn one() -> u32 {
    1
}

/// The days within `from..=to` on which the rule pays, in order and each once.
///
/// # Source
///
/// Domain sheet 2.2. The allowances' rule (20th, next working day) is to be verified with Dienst Toeslagen per year.
pub fn pay_days(rule: &PayRule, from: Date, to: Date, holidays: &HolidayRules) -> Vec<Date> {
    let mut days: Vec<Date> = match rule {
        PayRule::DayOfMonth { day, shift } => months_around(from, to)
            .map(|month| {
                shifted(Date::in_month(month.year(), month.month(), (*day).max(1)), *shift, *holidays)
            })
            .collect(),
        PayRule::Every { days, anchor: Some(anchor) } => every(*days, *anchor, from, to),
        PayRule::FirstWorkingDayAfterQuarter => months_around(from, to)
            .filter(|month| month.month() % 3 == 1)
            .map(|month| month.working_day_or_next(holidays))
            .collect(),
        PayRule::LastWorkingDays { n } => months_around(from, to)
            .filter_map(|month| month.last_working_days_of_month(*n, holidays).first().copied())
            .collect(),
        PayRule::Months { months } => {
            months_around(from, to).filter(|month| months.contains(&month.month())).collect()
        }
        PayRule::Every { anchor: None, .. } | PayRule::AfterReport | PayRule::Custom | PayRule::Unknown => {
            vec![]
        }
    };
    days.retain(|day| (from..=to).contains(day));
    order::sort(&mut days);
    days.dedup();
    days
}

/// The first of each month that can have a pay day in the span: a shift crosses a month's end at most once.
fn months_around(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let start = from.first_of_month().plus_days(-1).first_of_month();
    let months = std::iter::successors(Some(start), |month| {
        let next = month.last_of_month().plus_days(1);
        (next > *month && next.day() == 1).then_some(next)
    });
    months.take_while(move |month| month.plus_days(-7) <= to)
}

fn shifted(day: Date, shift: Shift, holidays: HolidayRules) -> Date {
    match shift {
        Shift::None => day,
        Shift::PreviousWorkingDay => day.working_day_or_previous(&holidays),
        Shift::NextWorkingDay => day.working_day_or_next(&holidays),
    }
}

fn every(days: u32, anchor: Date, from: Date, to: Date) -> Vec<Date> {
    let step = i64::from(days.max(1));
    let first = anchor.days_until(from).div_euclid(step) * step;
    let last = anchor.days_until(to);
    (first..=last).step_by(days.max(1) as usize).map(|after| anchor.plus_days(after)).collect()
}
