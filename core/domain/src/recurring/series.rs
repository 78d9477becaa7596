//! Which interval days keep, if any: each is tried with each way of moving off weekends and holidays, and the one that
//! explains the days best is taken.

use std::collections::BTreeSet;

use crate::budget::Frequency;
use crate::order;
use crate::time::{Date, HolidayRules, PayRule, Shift, Weekday, holidays};

/// Days that keep an interval.
pub(super) struct Found {
    pub(super) frequency: Frequency,
    pub(super) rule: PayRule,
    /// The places of the days that belong to it.
    pub(super) members: Vec<usize>,
}

/// An interval and how well it has to be kept.
struct Step {
    frequency: Frequency,
    every: Every,
    /// At least so many payments.
    least: usize,
    /// At most so many days off, each; half of it on average.
    tolerance: i64,
}

#[derive(Clone, Copy)]
enum Every {
    Days(i64),
    Months(i64),
}

const STEPS: [Step; 8] = [
    step(Frequency::Monthly, Every::Months(1), 3, 4),
    step(Frequency::FourWeekly, Every::Days(28), 3, 3),
    step(Frequency::TwoWeekly, Every::Days(14), 4, 3),
    step(Frequency::Weekly, Every::Days(7), 5, 2),
    step(Frequency::TwoMonthly, Every::Months(2), 3, 6),
    step(Frequency::Quarterly, Every::Months(3), 3, 7),
    step(Frequency::HalfYearly, Every::Months(6), 3, 10),
    step(Frequency::Yearly, Every::Months(12), 2, 10),
];

const fn step(frequency: Frequency, every: Every, least: usize, tolerance: i64) -> Step {
    Step { frequency, every, least, tolerance }
}

/// What a day too many or a day that is missing counts for, in days off.
const WRONG: i64 = 5;

/// So many payments show a series even where one is missing.
const FEW: usize = 8;

/// A line of days that a payment may be on: the first one, and one for each step from there.
#[derive(Clone, Copy)]
enum Grid {
    Days { first: Date, step: i64 },
    Months { first: i64, step: i64, day: u32 },
}

impl Grid {
    /// The steps whose days can be nearest to this one.
    fn near(self, date: Date) -> [i64; 3] {
        let at = match self {
            Self::Days { first, step } => (first.days_until(date) + step / 2).div_euclid(step),
            Self::Months { first, step, .. } => (month_of(date) - first + step / 2).div_euclid(step),
        };
        [at - 1, at, at + 1]
    }

    fn day(self, at: i64) -> Date {
        match self {
            Self::Days { first, step } => first.plus_days(at * step),
            Self::Months { first, step, day } => {
                let month = first + at * step;
                let year = i32::try_from(month.div_euclid(12)).unwrap_or(i32::MAX);
                Date::in_month(year, u32::try_from(month.rem_euclid(12)).unwrap_or(0) + 1, day)
            }
        }
    }
}

/// Months since the year 0.
fn month_of(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

/// Holidays, each year worked out once.
pub(super) struct Days {
    rules: HolidayRules,
    years: Vec<(i32, BTreeSet<Date>)>,
}

impl Days {
    pub(super) fn new(rules: HolidayRules) -> Self {
        Self { rules, years: Vec::new() }
    }

    fn is_working(&mut self, date: Date) -> bool {
        if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return false;
        }
        let year = date.year();
        if !self.years.iter().any(|(known, _)| *known == year) {
            self.years.push((year, holidays(year, &self.rules)));
        }
        self.years.iter().any(|(known, days)| *known == year && !days.contains(&date))
    }

    fn moved(&mut self, date: Date, shift: Shift) -> Date {
        let step = match shift {
            Shift::None => return date,
            Shift::NextWorkingDay => 1,
            Shift::PreviousWorkingDay => -1,
        };
        let days = (0..14).map(|days| date.plus_days(days * step));
        days.into_iter().find(|day| self.is_working(*day)).unwrap_or(date)
    }
}

/// The interval that explains the days best; they are in order. Days that were picked from others by their amount may
/// look like a series by chance: of them more are needed, and a few have to keep it without a gap.
pub(super) fn best(dates: &[Date], picked: bool, days: &mut Days) -> Option<Found> {
    let gap = usual_gap(dates)?;
    let mut found: Option<(i64, Found)> = None;
    for step in &STEPS {
        let usual = match step.every {
            Every::Days(days) => days,
            Every::Months(months) => months * 30,
        };
        // A long interval is kept by chance more easily.
        let more = usize::from(picked) + usize::from(picked && usual > 31);
        if dates.len() < step.least + more || gap * 3 < usual * 2 || gap * 2 > usual * 3 {
            continue;
        }
        for shift in [Shift::None, Shift::NextWorkingDay, Shift::PreviousWorkingDay] {
            for grid in grids(dates, step.every) {
                let Some((cost, members)) = fit(dates, step, grid, shift, days) else { continue };
                if picked && members.len() < FEW && cost * 4 > step.tolerance * members.len() as i64 {
                    continue;
                }
                let better = found.as_ref().is_none_or(|(before, _)| cost < *before);
                if better && members.len() >= step.least + more {
                    let rule = rule(grid, shift);
                    found = Some((cost, Found { frequency: step.frequency, rule, members }));
                }
            }
        }
    }
    found.map(|(_, found)| found)
}

/// The middle one of the gaps between different days.
fn usual_gap(dates: &[Date]) -> Option<i64> {
    let pairs = dates.iter().zip(dates.iter().skip(1));
    let mut gaps: Vec<i64> = pairs.map(|(one, next)| one.days_until(*next)).filter(|gap| *gap > 0).collect();
    order::sort(&mut gaps);
    gaps.get(gaps.len() / 2).copied()
}

/// Every line of days that one of the payments is exactly on.
fn grids(dates: &[Date], every: Every) -> Vec<Grid> {
    let Some(first) = dates.first().copied() else { return Vec::new() };
    match every {
        Every::Days(step) => {
            let after: BTreeSet<i64> =
                order::gather(dates.iter().map(|date| first.days_until(*date).rem_euclid(step)));
            after.into_iter().map(|after| Grid::Days { first: first.plus_days(after), step }).collect()
        }
        Every::Months(step) => {
            let mut on: BTreeSet<u32> = order::gather(dates.iter().map(|date| date.day()));
            // The last day of a short month may stand for a later one.
            if on.iter().any(|day| *day >= 28) {
                on.extend(29..=31);
            }
            // A day that moves may move over the end of a month.
            let months: Vec<i64> = if step == 1 { vec![0] } else { vec![-1, 0, 1] };
            let month = month_of(first);
            let all = on.into_iter().flat_map(|day| months.iter().map(move |more| (day, *more)));
            all.map(|(day, more)| Grid::Months { first: month + more, step, day }).collect()
        }
    }
}

/// How far the days are off in all, and which belong to the line; `None` where they do not keep to it.
fn fit(dates: &[Date], step: &Step, grid: Grid, shift: Shift, days: &mut Days) -> Option<(i64, Vec<usize>)> {
    let (mut off, mut wrong) = (0, 0);
    let mut members = Vec::new();
    let mut taken = BTreeSet::new();
    for (place, date) in dates.iter().enumerate() {
        let near = grid.near(*date).map(|at| (days.moved(grid.day(at), shift).days_until(*date).abs(), at));
        let (away, at) = near.into_iter().min()?;
        if away <= step.tolerance && taken.insert(at) {
            off += away;
            members.push(place);
        } else {
            wrong += 1;
            if wrong * 6 > dates.len() {
                return None;
            }
        }
    }
    let span = taken.last()? - taken.first()? + 1;
    let count = i64::try_from(taken.len()).ok()?;
    let kept = count * 4 >= span * 3 && off * 2 <= count * step.tolerance;
    let missing = span - count;
    kept.then_some((off + WRONG * (missing + i64::try_from(wrong).ok()?), members))
}

fn rule(grid: Grid, shift: Shift) -> PayRule {
    match grid {
        Grid::Days { first, step } => {
            PayRule::Every { days: u32::try_from(step).unwrap_or(1), anchor: Some(first) }
        }
        Grid::Months { step: 1, day, .. } => PayRule::DayOfMonth { day, shift },
        Grid::Months { first, step: 3, day: 1 }
            if first.rem_euclid(3) == 0 && shift == Shift::NextWorkingDay =>
        {
            PayRule::FirstWorkingDayAfterQuarter
        }
        Grid::Months { first, step, .. } => {
            let mut months: Vec<u32> = (0..12 / step)
                .filter_map(|at| u32::try_from((first + at * step).rem_euclid(12) + 1).ok())
                .collect();
            order::sort(&mut months);
            PayRule::Months { months }
        }
    }
}
