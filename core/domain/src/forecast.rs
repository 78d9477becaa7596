//! What the coming weeks look like: the balance of each day, when it pinches, and what can be spent until the next pay day.
//!
//! A budget is an average year; rent is due on the first. So this walks over real days: pay days with their shifts, every
//! so many weeks from a known day, thirteen payments of a four-weekly earner in the calendar's own weeks. Money for daily
//! life is spent evenly, to the cent in each week. What nobody told stays unknown: it is named, and not guessed.
//!
//! # Source
//!
//! Domain sheet 2.1 (months that are dear) and 2.3 (the calendar and not 52 weeks for what is to come).

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::budget::Direction;
use crate::order;
use crate::time::{HolidayRules, PayRule, pay_days};
use crate::{Cents, Date};

mod plan;
pub use plan::{PayQuestion, Plan, fits, pay_question, plan};

/// So many days are looked ahead: a quarter of a year, at its longest.
pub const DAYS: u32 = 92;

/// Something that is paid now and then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// The line it comes from.
    pub id: String,
    /// In or out.
    pub direction: Direction,
    /// How much each time; not below zero.
    pub amount: Cents,
    /// When.
    pub rule: PayRule,
}

/// What is known on the first day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// On the account at the beginning of the first day; `None`: nobody said.
    pub balance: Option<Cents>,
    /// The balance was seen on the first day: what is paid on that day is in it already.
    pub settled: bool,
    /// For daily life and for bills of which nobody knows the day, a week; not below zero.
    pub daily_life_per_week: Cents,
    /// Those bills alone, a week: what can be spent leaves them alone.
    pub bills_per_week: Cents,
}

/// One day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Which.
    pub date: Date,
    /// What comes in.
    pub comes_in: Cents,
    /// What goes out, daily life included.
    pub goes_out: Cents,
    /// How much more, or less, there is at its end than at the beginning of the first day.
    pub change: Cents,
    /// What there is at its end; `None` while the beginning is unknown.
    pub balance: Option<Cents>,
}

/// What can be spent on daily life before money comes in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spendable {
    /// The last day before the next pay day.
    pub until: Date,
    /// How many days that are, the first included.
    pub days: u32,
    /// In all: what is there less what is due until then; below zero when it does not suffice.
    pub amount: Cents,
}

/// What the coming days look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Each day, in order.
    pub days: Vec<Day>,
    /// What is paid on them, by the id of its line: by day, and within a day in the order of the ids.
    pub paid: BTreeSet<(Date, String)>,
    /// The end of the day on which there is least; the first of them. `None` without days.
    pub lowest: Option<Day>,
    /// Lines whose days nobody knows, by id: they are in no figure.
    pub unknown: BTreeSet<String>,
    /// Months in which somebody who is paid every four weeks is paid twice, by their first day and the line.
    pub double_pay: BTreeSet<(Date, String)>,
    /// Until the next pay day; `None` when no pay day is known or the beginning is not.
    pub spendable: Option<Spendable>,
}

/// Why there is no forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForecastError {
    /// An amount below zero.
    #[error("an amount of a forecast is below zero")]
    Negative,
    /// The amounts do not fit.
    #[error("the amounts of a forecast are too large")]
    TooLarge,
}

/// Looks ahead from the beginning of `from`, over so many days.
///
/// The order of the flows does not matter. Where money comes in and goes out on one day, the day's end counts.
///
/// # Errors
///
/// [`ForecastError`] for amounts below zero and sums that do not fit.
pub fn look_ahead(
    from: Date,
    days: u32,
    start: &Start,
    flows: &[Flow],
    holidays: &HolidayRules,
) -> Result<Forecast, ForecastError> {
    if start.daily_life_per_week.is_negative() || flows.iter().any(|flow| flow.amount.is_negative()) {
        return Err(ForecastError::Negative);
    }
    let to = from.plus_days(i64::from(days) - 1);
    // What was seen at the end of the first day has its payments in it.
    let first = if start.settled { from.plus_days(1) } else { from };
    let due = due(first, to, flows, *holidays);
    let paid = sums(&due)?;
    let mut change = Cents::ZERO;
    let mut all = Vec::new();
    for at in 0..days {
        let date = from.plus_days(i64::from(at));
        let (comes_in, bills) = paid.get(&date).copied().unwrap_or_default();
        let lived = start.settled && at == 0;
        let life = if lived { Cents::ZERO } else { of_day(start.daily_life_per_week, at)? };
        let goes_out = add(bills, life)?;
        change = sub(add(change, comes_in)?, goes_out)?;
        let balance = start.balance.map(|balance| add(balance, change)).transpose()?;
        all.push(Day { date, comes_in, goes_out, change, balance });
    }
    let lowest = all.iter().copied().min_by_key(|day| (day.change, day.date));
    Ok(Forecast {
        paid: order::gather(due.iter().map(|(date, flow)| (*date, flow.id.clone()))),
        spendable: spendable(from, start, flows, *holidays)?,
        lowest,
        days: all,
        unknown: order::gather(flows.iter().filter(|flow| !has_days(&flow.rule)).map(|flow| flow.id.clone())),
        double_pay: double_pay(from, to, flows, *holidays),
    })
}

/// The least that has to be put aside each week, from now on, so that each of these costs can be paid on its day;
/// rounded up to a cent. Money that comes in is not looked at.
///
/// # Errors
///
/// [`ForecastError`], as [`look_ahead`].
pub fn to_put_aside(
    from: Date,
    days: u32,
    costs: &[Flow],
    holidays: &HolidayRules,
) -> Result<Cents, ForecastError> {
    let to = from.plus_days(i64::from(days) - 1);
    let (mut sum, mut most) = (Cents::ZERO, Cents::ZERO);
    for (date, (_, bills)) in sums(&due(from, to, costs, *holidays))? {
        sum = add(sum, bills)?;
        // Weeks that have begun by then: the first is put aside today.
        let weeks = u32::try_from(from.days_until(date) / 7 + 1).unwrap_or(1);
        most = most.max(sum.div_ceil(NonZeroU32::new(weeks).unwrap_or(NonZeroU32::MIN)));
    }
    Ok(most)
}

/// The days on which each flow is paid.
fn due(from: Date, to: Date, flows: &[Flow], holidays: HolidayRules) -> Vec<(Date, &Flow)> {
    let days = |flow: &Flow| pay_days(&flow.rule, from, to, &holidays);
    flows.iter().flat_map(|flow| days(flow).into_iter().map(move |date| (date, flow))).collect()
}

/// What comes in and what goes out, by day; daily life not included.
fn sums(due: &[(Date, &Flow)]) -> Result<BTreeMap<Date, (Cents, Cents)>, ForecastError> {
    let mut paid: BTreeMap<Date, (Cents, Cents)> = BTreeMap::new();
    for (date, flow) in due {
        let (comes_in, goes_out) = paid.entry(*date).or_default();
        let sum = if flow.direction == Direction::In { comes_in } else { goes_out };
        *sum = add(*sum, flow.amount)?;
    }
    Ok(paid)
}

/// What a day takes of a week's money: sevenths that add up exactly in every seven days in a row from the first.
fn of_day(per_week: Cents, at: u32) -> Result<Cents, ForecastError> {
    let upto = |days: i64| {
        let part = per_week.checked_mul(days).ok_or(ForecastError::TooLarge)?;
        Ok::<_, ForecastError>(part.div_floor(NonZeroU32::MIN.saturating_add(6)))
    };
    let day = i64::from(at % 7);
    sub(upto(day + 1)?, upto(day)?)
}

/// Whether it can be said when it is paid.
fn has_days(rule: &PayRule) -> bool {
    match rule {
        PayRule::DayOfMonth { .. }
        | PayRule::FirstWorkingDayAfterQuarter
        | PayRule::LastWorkingDays { .. }
        | PayRule::Months { .. } => true,
        PayRule::Every { anchor, .. } => anchor.is_some(),
        PayRule::AfterReport | PayRule::Custom | PayRule::Unknown => false,
    }
}

fn spendable(
    from: Date,
    start: &Start,
    flows: &[Flow],
    holidays: HolidayRules,
) -> Result<Option<Spendable>, ForecastError> {
    let Some(balance) = start.balance else { return Ok(None) };
    let ahead = from.plus_days(i64::from(DAYS));
    let incomes = flows.iter().filter(|flow| flow.direction == Direction::In && flow.amount > Cents::ZERO);
    let tomorrow = from.plus_days(1);
    let next =
        incomes.filter_map(|flow| pay_days(&flow.rule, tomorrow, ahead, &holidays).first().copied()).min();
    let Some(next) = next else { return Ok(None) };
    let until = next.plus_days(-1);
    let mut amount = balance;
    let first = if start.settled { tomorrow } else { from };
    for (comes_in, goes_out) in sums(&due(first, until, flows, holidays))?.into_values() {
        amount = sub(add(amount, comes_in)?, goes_out)?;
    }
    let days = u32::try_from(from.days_until(next)).unwrap_or(1);
    // Of some bills nobody knows the day: each day keeps its part of them.
    for at in u32::from(start.settled)..days {
        amount = sub(amount, of_day(start.bills_per_week, at)?)?;
    }
    Ok(Some(Spendable { until, days, amount }))
}

/// Whole months within the days that are looked at.
fn double_pay(from: Date, to: Date, flows: &[Flow], holidays: HolidayRules) -> BTreeSet<(Date, String)> {
    let mut found = BTreeSet::new();
    for flow in flows {
        let PayRule::Every { days: 22..=31, anchor: Some(_) } = flow.rule else { continue };
        if flow.direction != Direction::In {
            continue;
        }
        let mut month = from.first_of_month();
        while month <= to {
            if pay_days(&flow.rule, month, month.last_of_month(), &holidays).len() > 1 {
                found.insert((month, flow.id.clone()));
            }
            let next = month.last_of_month().plus_days(1);
            if next <= month {
                break;
            }
            month = next;
        }
    }
    found
}

fn add(a: Cents, b: Cents) -> Result<Cents, ForecastError> {
    a.checked_add(b).ok_or(ForecastError::TooLarge)
}

fn sub(a: Cents, b: Cents) -> Result<Cents, ForecastError> {
    a.checked_sub(b).ok_or(ForecastError::TooLarge)
}

#[cfg(test)]
mod tests;
