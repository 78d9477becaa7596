#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;
use crate::time::Shift;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn flow(id: &str, direction: Direction, euros: i64, rule: PayRule) -> Flow {
    Flow { id: id.into(), direction, amount: Cents(euros * 100), rule }
}

fn on(day: u32, shift: Shift) -> PayRule {
    PayRule::DayOfMonth { day, shift }
}

fn known(euros: i64, week: i64) -> Start {
    Start { balance: Some(Cents(euros * 100)), daily_life_per_week: Cents(week * 100), ..Start::default() }
}

fn ahead(from: &str, start: &Start, flows: &[Flow]) -> Forecast {
    look_ahead(day(from), DAYS, start, flows, &HolidayRules::default()).unwrap()
}

/// Assistance on the 23rd, allowances on the 20th or the working day after, rent on the first.
fn household() -> Vec<Flow> {
    vec![
        flow("uitkering", Direction::In, 1_300, on(23, Shift::PreviousWorkingDay)),
        flow("huurtoeslag", Direction::In, 250, on(20, Shift::NextWorkingDay)),
        flow("huur", Direction::Out, 700, on(1, Shift::None)),
        flow("energie", Direction::Out, 180, on(28, Shift::None)),
    ]
}

#[test]
fn the_day_on_which_it_pinches_is_named() {
    let found = ahead("2026-11-02", &known(300, 90), &household());
    // 300 less 18 days of daily life: 231.43; on the 20th (a Friday) the allowance is there.
    let before = found.days.iter().find(|one| one.date == day("2026-11-19")).unwrap();
    assert_eq!(before.balance, Some(Cents(30_000 - 23_142)));
    let allowance = found.days.iter().find(|one| one.date == day("2026-11-20")).unwrap();
    assert_eq!(allowance.comes_in, Cents(25_000));
    // December: the 20th is a Sunday, and the Monday counts.
    assert!(found.days.iter().any(|one| one.date == day("2026-12-21") && one.comes_in == Cents(25_000)));
    let lowest = found.lowest.unwrap();
    assert_eq!(lowest.date, day("2026-11-19"));
    assert_eq!(found.days.len(), 92);
    assert!(found.unknown.is_empty() && found.double_pay.is_empty());
}

#[test]
fn what_can_be_spent_until_the_next_pay_day_leaves_room_for_bills() {
    let found = ahead("2026-11-24", &known(1_000, 90), &household());
    // Until the allowance of 21 December: energy on the 28th, rent on the first.
    let spendable = found.spendable.unwrap();
    assert_eq!((spendable.until, spendable.amount), (day("2026-12-20"), Cents(100_000 - 18_000 - 70_000)));
    assert_eq!(spendable.days, 27);
    // On a pay day itself, what comes in today is there.
    let found = ahead("2026-11-20", &known(0, 0), &household());
    assert_eq!(
        found.spendable.unwrap(),
        Spendable { until: day("2026-11-22"), days: 3, amount: Cents(25_000) }
    );
}

/// Rent of which nobody told the day is not there to be spent.
#[test]
fn bills_without_a_day_are_not_there_to_be_spent() {
    let start = Start { bills_per_week: Cents(14_000), ..known(1_000, 230) };
    let with = ahead("2026-11-24", &start, &household()).spendable.unwrap();
    let without = ahead("2026-11-24", &known(1_000, 230), &household()).spendable.unwrap();
    // Twenty-seven days: three weeks and six sevenths of one.
    assert_eq!(without.amount.0 - with.amount.0, 3 * 14_000 + 12_000);
    let settled = ahead("2026-11-24", &Start { settled: true, ..start }, &household()).spendable.unwrap();
    assert_eq!(settled.amount.0 - with.amount.0, 2_000, "this day's part was in what was seen");
}

#[test]
fn what_nobody_told_is_named_and_not_guessed() {
    let mut flows = household();
    flows.push(flow("alimentatie", Direction::In, 400, PayRule::Custom));
    flows.push(flow("loon", Direction::In, 400, PayRule::Every { days: 28, anchor: None }));
    let found = ahead("2026-11-02", &Start::default(), &flows);
    assert_eq!(found.unknown, BTreeSet::from(["alimentatie".to_owned(), "loon".to_owned()]));
    assert!(found.days.iter().all(|one| one.balance.is_none()));
    assert_eq!(found.spendable, None);
    // How it moves can still be said.
    assert_eq!(found.lowest.unwrap().change, found.days.iter().map(|one| one.change).min().unwrap());
    assert_eq!(ahead("2026-11-02", &known(10, 0), &[]).spendable, None);
}

#[test]
fn a_month_with_two_pay_days_is_named() {
    let every = PayRule::Every { days: 28, anchor: Some(day("2026-10-01")) };
    let found = ahead("2026-10-10", &known(0, 0), &[flow("loon", Direction::In, 1_600, every)]);
    // 1 October and 29 October; then one a month until the 24th of December and the 21st of January.
    assert_eq!(found.double_pay, BTreeSet::from([(day("2026-10-01"), "loon".to_owned())]));
}

#[test]
fn what_has_to_be_put_aside_is_there_on_the_day() {
    let water =
        flow("water", Direction::Out, 90, PayRule::Every { days: 90, anchor: Some(day("2026-11-23")) });
    let from = day("2026-11-02");
    let none = HolidayRules::default();
    // Three whole weeks later: the fourth amount is put aside on that day.
    assert_eq!(to_put_aside(from, DAYS, std::slice::from_ref(&water), &none), Ok(Cents(2_250)));
    let today = flow("boete", Direction::Out, 50, on(2, Shift::None));
    assert_eq!(to_put_aside(from, 1, &[today], &none), Ok(Cents(5_000)));
    assert_eq!(to_put_aside(from, DAYS, &[], &none), Ok(Cents::ZERO));
}

#[test]
fn what_is_no_amount_is_refused() {
    let none = HolidayRules::default();
    let bad = [flow("huur", Direction::Out, -1, on(1, Shift::None))];
    assert_eq!(look_ahead(day("2026-11-02"), 5, &known(0, 0), &bad, &none), Err(ForecastError::Negative));
    assert_eq!(look_ahead(day("2026-11-02"), 5, &known(0, -1), &[], &none), Err(ForecastError::Negative));
    let mut large = flow("huur", Direction::In, 0, on(3, Shift::None));
    large.amount = Cents(i64::MAX);
    assert_eq!(look_ahead(day("2026-11-02"), 5, &known(1, 0), &[large], &none), Err(ForecastError::TooLarge));
    assert!(look_ahead(day("2026-11-02"), 0, &known(0, 0), &[], &none).unwrap().lowest.is_none());
}

fn rule() -> impl Strategy<Value = PayRule> {
    let shift = prop_oneof![Just(Shift::None), Just(Shift::NextWorkingDay), Just(Shift::PreviousWorkingDay)];
    prop_oneof![
        (1_u32..=31, shift).prop_map(|(day, shift)| PayRule::DayOfMonth { day, shift }),
        (1_u32..120, 0_i64..4_000).prop_map(|(days, after)| {
            PayRule::Every { days, anchor: Some(day("2024-01-31").plus_days(after)) }
        }),
        Just(PayRule::FirstWorkingDayAfterQuarter),
        (1_u32..4).prop_map(|n| PayRule::LastWorkingDays { n }),
        Just(PayRule::Months { months: vec![5, 12] }),
        Just(PayRule::Custom),
    ]
}

fn flows() -> impl Strategy<Value = Vec<Flow>> {
    let direction = prop_oneof![Just(Direction::In), Just(Direction::Out)];
    prop::collection::vec((direction, 0_i64..300_000, rule()), 0..10).prop_map(|all| {
        let named = all.into_iter().enumerate();
        named
            .map(|(at, (direction, cents, rule))| Flow {
                id: at.to_string(),
                direction,
                amount: Cents(cents),
                rule,
            })
            .collect()
    })
}

proptest! {
    /// Over ten years of leap days, holidays and month ends.
    #[test]
    fn every_cent_is_on_some_day(after in 0_i64..3_653, balance in -500_000_i64..500_000, week in 0_i64..50_000, flows in flows()) {
        let from = day("2026-01-01").plus_days(after);
        let start = Start { balance: Some(Cents(balance)), daily_life_per_week: Cents(week), ..Start::default() };
        let found = look_ahead(from, 91, &start, &flows, &HolidayRules::default()).unwrap();
        let to = from.plus_days(90);
        let of = |direction: Direction| -> i64 {
            let flows = flows.iter().filter(|flow| flow.direction == direction);
            flows.map(|flow| flow.amount.0 * pay_days(&flow.rule, from, to, &HolidayRules::default()).len() as i64).sum()
        };
        let last = found.days.last().unwrap();
        prop_assert_eq!(last.change.0, of(Direction::In) - of(Direction::Out) - 13 * week);
        prop_assert_eq!(last.balance, Some(Cents(balance + last.change.0)));
        let lowest = found.lowest.unwrap();
        prop_assert!(found.days.iter().all(|one| one.change >= lowest.change));
        for (at, one) in found.days.iter().enumerate() {
            prop_assert_eq!(one.date, from.plus_days(at as i64));
        }
        let mut other = flows.clone();
        other.reverse();
        prop_assert_eq!(&look_ahead(from, 91, &start, &other, &HolidayRules::default()).unwrap(), &found);
    }

    /// Who puts that aside each week can pay each cost on its day, and one cent less would not do.
    #[test]
    fn what_is_put_aside_suffices_and_is_the_least(after in 0_i64..3_653, flows in flows()) {
        let from = day("2026-01-01").plus_days(after);
        let costs: Vec<Flow> = flows.into_iter().map(|flow| Flow { direction: Direction::Out, ..flow }).collect();
        let week = to_put_aside(from, DAYS, &costs, &HolidayRules::default()).unwrap();
        let suffices = |week: i64| {
            let mut paid = 0;
            let found = look_ahead(from, DAYS, &Start::default(), &costs, &HolidayRules::default()).unwrap();
            found.days.iter().enumerate().all(|(at, one)| {
                paid += one.goes_out.0;
                week * (at as i64 / 7 + 1) >= paid
            })
        };
        prop_assert!(suffices(week.0));
        prop_assert!(week.0 == 0 || !suffices(week.0 - 1));
    }
}

#[test]
fn a_balance_that_was_seen_today_has_todays_payments_in_it() {
    let seen = Start { settled: true, ..known(1_000, 90) };
    // The 20th: the allowance has come already.
    let found = ahead("2026-11-20", &seen, &household());
    assert_eq!(found.days[0].balance, Some(Cents(100_000)));
    assert_eq!((found.days[0].comes_in, found.days[0].goes_out), (Cents::ZERO, Cents::ZERO));
    assert_eq!(found.days[1].balance, Some(Cents(100_000 - 1_286)));
    // Until Monday the 23rd, nothing is due; of the next day it would be the same.
    assert_eq!(found.spendable.unwrap().amount, Cents(100_000));
}

proptest! {
    /// Looking again the next morning with what was foreseen for it tells the same story.
    #[test]
    fn a_day_later_the_story_is_the_same(
        start in 0i64..2_000, week in 0i64..200, from in 0i64..3_650, settled in any::<bool>(), after in 1u32..60,
    ) {
        let today = day("2026-01-01").plus_days(from);
        let start = Start { settled, ..known(start, week) };
        let rules = HolidayRules::default();
        let whole = look_ahead(today, DAYS, &start, &household(), &rules).unwrap();
        let at = usize::try_from(after).unwrap();
        let seen = Start { balance: whole.days[at].balance, settled: true, ..start };
        let later = look_ahead(today.plus_days(i64::from(after)), DAYS - after, &seen, &household(), &rules).unwrap();
        for (one, other) in whole.days[at..].iter().zip(&later.days) {
            let apart = (one.balance.unwrap().0 - other.balance.unwrap().0).abs();
            // Money for daily life is dealt out by weeks that begin on another day.
            prop_assert!(one.date == other.date && apart <= 6, "{} cents apart", apart);
        }
    }
}
