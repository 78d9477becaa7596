//! What has to happen by when: terms of law and of agreements, as data with dates, and what became of each.
//!
//! A term is never in code. It comes as a [`Term`] that says from which day it holds and where it stands, so that a council
//! or a new law changes it without changing what is running. A [`Deadline`] is never overwritten: an extension is added
//! with its reason, and a stop or an end is a day.
//!
//! # Source
//!
//! Domain sheet 1.1. That a term which ends on a day off moves to the next working day: Algemene termijnenwet (from memory, to
//! be verified); a term says itself whether it does.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Date;
use crate::order;
use crate::time::{HolidayRules, Weekday, holidays};

/// How long a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", content = "count", rename_all = "camelCase")]
pub enum Span {
    /// Days on the calendar: four weeks are 28.
    Days(u16),
    /// Monday to Friday, holidays left out.
    WorkingDays(u16),
    /// Months; a day that the last month does not have is its last day.
    Months(u16),
}

/// A term as it holds from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// What it is about, such as `first-talk`.
    pub id: String,
    /// How long.
    pub span: Span,
    /// Whether an end on a day off moves to the next working day.
    pub moves: bool,
    /// The first day on which a new deadline gets this term.
    pub valid_from: Date,
    /// The organisation that decided otherwise than the country; `None`: everybody.
    #[serde(default)]
    pub decided_by: Option<String>,
    /// Where it stands: a law, a guideline, a decision of a council.
    pub source: String,
    /// Somebody looked it up there; else it is from memory, and to be verified.
    #[serde(default)]
    pub verified: bool,
}

/// A term that was made longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// Its new last day.
    pub to: Date,
    /// The day on which that was decided.
    pub on: Date,
    /// Why: a code, or what a professional wrote.
    pub reason: String,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum End {
    /// What had to happen has happened.
    Done,
    /// It does not matter any more.
    Stopped,
}

/// Something that has to happen by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deadline {
    /// Which term.
    pub term: String,
    /// The day on which its clock began.
    pub started_on: Date,
    /// Its last day, as it was at the beginning.
    pub due_on: Date,
    /// What was added to it, in order.
    #[serde(default)]
    pub extensions: Vec<Extension>,
    /// How and when it ended.
    #[serde(default)]
    pub ended: Option<(End, Date)>,
}

/// How it stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So many days are left; none: today is the last.
    Running {
        /// Days on the calendar.
        days: u32,
        /// Of those, working days.
        working_days: u32,
    },
    /// Done within its term.
    Met,
    /// The last day is so many days ago; what had to happen has happened since, or has not.
    Missed {
        /// Days on the calendar, from the last day until it was done, or until today.
        days: u32,
        /// It was done, too late.
        done: bool,
    },
    /// It was stopped.
    Stopped,
}

/// Why a change of a deadline is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// It ended before.
    #[error("the deadline has ended")]
    Ended,
    /// An extension to a day that is not later.
    #[error("the new last day is not later")]
    NotLater,
    /// An extension without a reason.
    #[error("an extension needs a reason")]
    NoReason,
    /// A day before it began.
    #[error("the day is before the beginning")]
    BeforeStart,
}

/// The term that a deadline of this kind gets when its clock begins on this day: the organisation's own where it has one,
/// else the country's; of several, the one that holds latest. `None`: not known, and then nobody guesses.
#[must_use]
pub fn term_on<'t>(terms: &'t [Term], id: &str, organisation: &str, day: Date) -> Option<&'t Term> {
    let holds = |term: &&Term| {
        let theirs = term.decided_by.as_deref().is_none_or(|decided| decided == organisation);
        term.id == id && term.valid_from <= day && theirs
    };
    terms.iter().filter(holds).max_by_key(|term| (term.decided_by.is_some(), term.valid_from))
}

impl Term {
    /// The last day of this term when its clock begins on a day.
    #[must_use]
    pub fn last_day(&self, started_on: Date, holidays: &HolidayRules) -> Date {
        let end = match self.span {
            Span::Days(days) => started_on.plus_days(i64::from(days)),
            Span::WorkingDays(days) => started_on.add_working_days(i32::from(days), holidays),
            Span::Months(months) => started_on.plus_months(u32::from(months)),
        };
        if self.moves { end.working_day_or_next(holidays) } else { end }
    }

    /// A deadline that begins.
    #[must_use]
    pub fn begin(&self, started_on: Date, holidays: &HolidayRules) -> Deadline {
        Deadline {
            term: self.id.clone(),
            started_on,
            due_on: self.last_day(started_on, holidays),
            extensions: Vec::new(),
            ended: None,
        }
    }
}

impl Deadline {
    /// Its last day now: the latest extension's, or the first one.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.extensions.last().map_or(self.due_on, |extension| extension.to)
    }

    /// Makes it longer.
    ///
    /// # Errors
    ///
    /// [`DeadlineError`] when it ended, when the day is not later than its last one, or without a reason; it stays as it
    /// was.
    pub fn extend(&mut self, to: Date, on: Date, reason: &str) -> Result<(), DeadlineError> {
        if self.ended.is_some() {
            return Err(DeadlineError::Ended);
        }
        if to <= self.last_day() {
            return Err(DeadlineError::NotLater);
        }
        if on < self.started_on {
            return Err(DeadlineError::BeforeStart);
        }
        if reason.trim().is_empty() {
            return Err(DeadlineError::NoReason);
        }
        self.extensions.push(Extension { to, on, reason: reason.trim().to_owned() });
        Ok(())
    }

    /// Ends it on a day.
    ///
    /// # Errors
    ///
    /// [`DeadlineError`] when it ended before, or for a day before it began; it stays as it was.
    pub fn end(&mut self, end: End, on: Date) -> Result<(), DeadlineError> {
        if self.ended.is_some() {
            return Err(DeadlineError::Ended);
        }
        if on < self.started_on {
            return Err(DeadlineError::BeforeStart);
        }
        self.ended = Some((end, on));
        Ok(())
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self, today: Date, holidays: &HolidayRules) -> Standing {
        let last = self.last_day();
        let late = |day: Date| u32::try_from(last.days_until(day)).unwrap_or(0);
        match self.ended {
            Some((End::Stopped, _)) => Standing::Stopped,
            Some((End::Done, on)) if on <= last => Standing::Met,
            Some((End::Done, on)) => Standing::Missed { days: late(on), done: true },
            None if today > last => Standing::Missed { days: late(today), done: false },
            None => {
                let days = u32::try_from(today.days_until(last)).unwrap_or(0);
                Standing::Running { days, working_days: working_days(today, last, *holidays) }
            }
        }
    }
}

/// Working days after `from`, up to and with `to`.
fn working_days(from: Date, to: Date, rules: HolidayRules) -> u32 {
    let off: BTreeSet<Date> =
        order::gather((from.year()..=to.year()).flat_map(|year| holidays(year, &rules)));
    let ahead = (1..=from.days_until(to)).map(|after| from.plus_days(after));
    let works =
        |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !off.contains(day);
    u32::try_from(ahead.filter(works).count()).unwrap_or(u32::MAX)
}

/// What somebody has to look at, most urgent first: what is missed, longest ago first, then what runs, by last day; of the
/// same day in the order given. What is done, even too late, and what was stopped is left out.
#[must_use]
pub fn work_list<'d, T>(
    deadlines: &'d [(T, Deadline)],
    today: Date,
    holidays: &HolidayRules,
) -> Vec<&'d (T, Deadline)> {
    let open = |standing| matches!(standing, Standing::Running { .. } | Standing::Missed { done: false, .. });
    let mut list: Vec<_> =
        deadlines.iter().filter(|(_, deadline)| open(deadline.standing(today, holidays))).collect();
    order::sort_by_key(&mut list, |(_, deadline)| deadline.last_day());
    list
}

#[cfg(test)]
mod tests;
