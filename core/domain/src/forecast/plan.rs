//! From a budget to what is paid when.
//!
//! A budget says how much and how often; the calendar needs days. Where nobody told a day, the careful reading counts: a cost is
//! put aside evenly, each week its part, and an income is not counted before somebody knows when it comes. Both are named.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use super::{Flow, has_days};
use crate::Cents;
use crate::budget::{BudgetLine, Category, Direction, Frequency, NibudGroup};
use crate::time::PayRule;

/// Weeks that a year has at least: a part of a year's cost in each of them is never too little.
const WEEKS: NonZeroU32 = NonZeroU32::MIN.saturating_add(51);

/// What is paid when, as far as the budget and the people in it know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What has days.
    pub flows: Vec<Flow>,
    /// Money for daily life, and the weekly part of costs without a day.
    pub per_week: Cents,
    /// The weekly part of costs without a day alone.
    pub bills_per_week: Cents,
    /// Costs without a day, by the id of their line: they count evenly.
    pub spread: BTreeSet<String>,
    /// Income without a day, by the id of its line: it does not count.
    pub left_out: BTreeSet<String>,
    /// Costs that have to be put aside for: they have days, and come less often than once a month.
    pub seldom: Vec<Flow>,
    /// False when somebody has to choose between two readings of an amount in it.
    pub certain: bool,
}

/// Lays the lines of a budget on the calendar. `rule` says of a line when it is paid, where somebody knows.
///
/// Only a rule that pays as often as the line says is followed: rent by the month on a day of the month. Amounts that
/// [`crate::budget::summarise`] refuses are not looked at here.
pub fn plan(
    lines: &[BudgetLine],
    categories: &[Category],
    rule: impl Fn(&BudgetLine) -> Option<PayRule>,
) -> Plan {
    let mut plan = Plan { certain: true, ..Plan::default() };
    let (mut weekly, mut bills) = (Cents::ZERO, Cents::ZERO);
    let daily = |line: &BudgetLine| {
        let category = categories.iter().find(|category| category.id == line.category);
        category.is_some_and(|category| category.nibud_group == NibudGroup::Household)
    };
    for line in lines.iter().filter(|line| !line.not_applicable) {
        plan.certain &= !line.contested;
        let goes_out = line.direction == Direction::Out;
        let known = rule(line).filter(|rule| has_days(rule) && fits(rule, line.frequency));
        match known {
            _ if goes_out && daily(line) => weekly = Cents(weekly.0.saturating_add(line.annual().0)),
            Some(rule) => {
                let flow = Flow { id: line.id.clone(), direction: line.direction, amount: line.amount, rule };
                if goes_out && line.frequency > Frequency::Monthly {
                    plan.seldom.push(flow.clone());
                }
                plan.flows.push(flow);
            }
            None if goes_out => {
                bills = Cents(bills.0.saturating_add(line.annual().0));
                weekly = Cents(weekly.0.saturating_add(line.annual().0));
                plan.spread.insert(line.id.clone());
            }
            None => {
                plan.left_out.insert(line.id.clone());
            }
        }
    }
    plan.per_week = weekly.div_ceil(WEEKS);
    plan.bills_per_week = bills.div_ceil(WEEKS);
    plan
}

/// Whether a rule pays as often as a frequency says.
#[must_use]
pub fn fits(rule: &PayRule, frequency: Frequency) -> bool {
    let monthly = frequency == Frequency::Monthly;
    match rule {
        PayRule::DayOfMonth { .. } | PayRule::LastWorkingDays { .. } => monthly,
        PayRule::Every { days, .. } => match frequency {
            Frequency::Weekly => *days == 7,
            Frequency::TwoWeekly => *days == 14,
            Frequency::FourWeekly => *days == 28,
            _ => false,
        },
        PayRule::FirstWorkingDayAfterQuarter => frequency == Frequency::Quarterly,
        PayRule::Months { months } => {
            let distinct: BTreeSet<&u32> = crate::order::gather(months.iter().filter(|month| **month <= 12));
            i64::try_from(distinct.len()) == Ok(frequency.times_a_year())
        }
        PayRule::AfterReport | PayRule::Custom | PayRule::Unknown => false,
    }
}

/// What to ask a person about the days on which something is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayQuestion {
    /// The day of the month.
    DayOfMonth,
    /// One day on which it comes or goes: the others follow.
    NextDay,
    /// The months.
    Months,
}

/// What to ask where something is paid this often; an answer to it fits ([`fits`]).
#[must_use]
pub const fn pay_question(frequency: Frequency) -> PayQuestion {
    match frequency {
        Frequency::Monthly => PayQuestion::DayOfMonth,
        Frequency::Weekly | Frequency::TwoWeekly | Frequency::FourWeekly => PayQuestion::NextDay,
        _ => PayQuestion::Months,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::budget::tests::line;
    use crate::time::{HolidayRules, Shift, pay_days};
    use crate::{Date, Instant, Zone};

    fn food() -> Category {
        serde_json::from_str(
            r#"{"id":"eten","label":"Eten","group":"huishouden","defaultFrequency":"weekly","nibudGroup":"huishoudgeld"}"#,
        )
        .unwrap()
    }

    #[test]
    fn what_has_a_day_is_paid_on_it_and_the_rest_is_careful() {
        let lines = [
            line("pay", Direction::In, "loon", 184_533, Frequency::Monthly),
            line("gift", Direction::In, "overig", 5_000, Frequency::Yearly),
            line("rent", Direction::Out, "huur", 61_250, Frequency::Monthly),
            line("tax", Direction::Out, "gem", 52_000, Frequency::Yearly),
            line("food", Direction::Out, "eten", 8_000, Frequency::Weekly),
            line("bike", Direction::Out, "fiets", 5_200, Frequency::Yearly),
        ];
        let plan = plan(&lines, &[food()], |line| match line.id.as_str() {
            "pay" => Some(PayRule::DayOfMonth { day: 25, shift: Shift::PreviousWorkingDay }),
            "rent" => Some(PayRule::DayOfMonth { day: 1, shift: Shift::None }),
            "tax" => Some(PayRule::Months { months: vec![2] }),
            // Each month does not fit what comes once a year.
            "gift" => Some(PayRule::DayOfMonth { day: 3, shift: Shift::None }),
            _ => None,
        });
        let ids = |flows: &[Flow]| flows.iter().map(|flow| flow.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&plan.flows), ["pay", "rent", "tax"]);
        assert_eq!(ids(&plan.seldom), ["tax"]);
        assert_eq!(plan.spread, BTreeSet::from(["bike".to_owned()]));
        assert_eq!(plan.left_out, BTreeSet::from(["gift".to_owned()]));
        assert_eq!(plan.per_week, Cents(8_100));
        assert!(plan.certain);
    }

    /// What a person is asked about pay days, and what an answer to it may be.
    #[test]
    fn each_frequency_has_its_question_and_no_rule_fits_that_says_no_day() {
        let anchor = Date::from_ymd(2026, 11, 27);
        let months = |step: u32| PayRule::Months { months: (1..=12).step_by(step as usize).collect() };
        for frequency in Frequency::ALL {
            let (question, answer) = match frequency {
                Frequency::Weekly => (PayQuestion::NextDay, PayRule::Every { days: 7, anchor }),
                Frequency::TwoWeekly => (PayQuestion::NextDay, PayRule::Every { days: 14, anchor }),
                Frequency::FourWeekly => (PayQuestion::NextDay, PayRule::Every { days: 28, anchor }),
                Frequency::Monthly => (PayQuestion::DayOfMonth, PayRule::LastWorkingDays { n: 1 }),
                Frequency::TwoMonthly => (PayQuestion::Months, months(2)),
                Frequency::Quarterly => (PayQuestion::Months, months(3)),
                Frequency::HalfYearly => (PayQuestion::Months, months(6)),
                Frequency::Yearly => (PayQuestion::Months, months(12)),
            };
            assert_eq!(pay_question(frequency), question, "{frequency:?}");
            assert!(fits(&answer, frequency), "{frequency:?}");
            let others = Frequency::ALL.iter().filter(|other| **other != frequency);
            assert!(others.into_iter().all(|other| !fits(&answer, *other)), "{frequency:?}");
            for unknown in [PayRule::AfterReport, PayRule::Custom, PayRule::Unknown] {
                assert!(!fits(&unknown, frequency));
            }
            assert_eq!(
                fits(&PayRule::FirstWorkingDayAfterQuarter, frequency),
                frequency == Frequency::Quarterly
            );
        }
        // A month that is named twice is one, and a thirteenth is none.
        assert!(fits(&PayRule::Months { months: vec![5, 5, 13] }, Frequency::Yearly));
    }

    proptest! {
        /// Any rule that fits, over any ten years, pays as often as the frequency says.
        #[test]
        fn a_rule_that_fits_pays_as_often_as_it_says(
            year in 2020i32..2040,
            day in 1u32..=31,
            month in 1u32..=12,
            at in 0usize..8,
        ) {
            let frequency = Frequency::ALL[at];
            let anchor = Zone::AMSTERDAM.date(Instant(1_760_000_000_000));
            let every = |step: u32| PayRule::Months { months: (0..12 / step).map(|n| (month + n * step - 1) % 12 + 1).collect() };
            let rule = match frequency {
                Frequency::Weekly => PayRule::Every { days: 7, anchor: Some(anchor) },
                Frequency::TwoWeekly => PayRule::Every { days: 14, anchor: Some(anchor) },
                Frequency::FourWeekly => PayRule::Every { days: 28, anchor: Some(anchor) },
                Frequency::Monthly => PayRule::DayOfMonth { day, shift: Shift::None },
                Frequency::TwoMonthly => every(2),
                Frequency::Quarterly => every(3),
                Frequency::HalfYearly => every(6),
                Frequency::Yearly => every(12),
            };
            prop_assert!(fits(&rule, frequency));
            let (from, to) = (Date::from_ymd(year, 1, 1).unwrap(), Date::from_ymd(year + 9, 12, 31).unwrap());
            let paid = pay_days(&rule, from, to, &HolidayRules::default()).len();
            let expected = usize::try_from(frequency.times_a_year()).unwrap() * 10;
            // The calendar has a little more than 52 weeks.
            let more = if frequency < Frequency::Monthly { expected / 200 + 2 } else { 0 };
            prop_assert!((expected..=expected + more).contains(&paid), "{paid} of {expected}");
        }

        /// No cost is forgotten, wherever it goes.
        #[test]
        fn every_line_has_one_place(
            rows in prop::collection::vec((any::<bool>(), 0i64..500_000, 0usize..8, any::<bool>(), any::<bool>()), 0..30),
        ) {
            let lines: Vec<BudgetLine> = rows.iter().enumerate().map(|(at, (out, cents, often, food, _))| {
                let direction = if *out { Direction::Out } else { Direction::In };
                line(&at.to_string(), direction, if *food { "eten" } else { "huur" }, *cents, Frequency::ALL[*often])
            }).collect();
            let plan = plan(&lines, &[food()], |line| {
                let known = rows[line.id.parse::<usize>().unwrap()].4;
                known.then_some(PayRule::DayOfMonth { day: 1, shift: Shift::None })
            });
            let mut weekly = 0;
            for line in &lines {
                let at = [
                    plan.flows.iter().any(|flow| flow.id == line.id),
                    plan.spread.contains(&line.id),
                    plan.left_out.contains(&line.id),
                    line.direction == Direction::Out && line.category == "eten",
                ];
                prop_assert_eq!(at.iter().filter(|there| **there).count(), 1);
                if at[1] || at[3] {
                    weekly += line.annual().0;
                }
            }
            prop_assert!(plan.per_week.0 * 52 >= weekly && plan.per_week.0 * 52 < weekly + 52);
        }
    }
}
