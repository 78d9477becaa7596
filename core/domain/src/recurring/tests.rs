#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use proptest::prelude::*;

use super::*;
use crate::time::Shift;

const NO_EXTRA: HolidayRules = HolidayRules { good_friday: false, liberation_day: false };

/// Each way of paying, with the name of its rule.
const WAYS: [(Frequency, i64, i64); 8] = [
    (Frequency::Weekly, 7, 0),
    (Frequency::TwoWeekly, 14, 0),
    (Frequency::FourWeekly, 28, 0),
    (Frequency::Monthly, 0, 1),
    (Frequency::TwoMonthly, 0, 2),
    (Frequency::Quarterly, 0, 3),
    (Frequency::HalfYearly, 0, 6),
    (Frequency::Yearly, 0, 12),
];

/// Who pays what, and what is to be found: category, cents, how often, pay day.
#[test]
fn ordinary_incomes_and_costs_are_found() {
    let toeslagen = ["2026-08-20", "2026-09-21", "2026-10-20", "2026-11-20"];
    let mut all = Vec::new();
    for date in toeslagen {
        all.push(paid(date, 12_800, "T", "DIENST TOESLAGEN", "Voorschot zorgtoeslag"));
        all.push(paid(date, 41_000, "T", "DIENST TOESLAGEN", "Voorschot huurtoeslag"));
    }
    for (date, cents) in
        [("2026-08-25", 184_533), ("2026-09-25", 184_533), ("2026-10-23", 190_101), ("2026-11-25", 184_533)]
    {
        all.push(paid(date, cents, "W", "Bakkerij De Korenaar", "Salaris"));
    }
    for (date, cents) in [
        ("2026-06-29", -59_000),
        ("2026-07-28", -61_250),
        ("2026-08-28", -61_250),
        ("2026-09-28", -61_250),
        ("2026-10-28", -61_250),
    ] {
        all.push(paid(date, cents, "H", "Woonstichting 't Dorp", "Huur oktober 2026"));
    }
    for date in ["2026-01-02", "2026-04-01", "2026-07-01", "2026-10-01"] {
        all.push(paid(date, 29_566, "S", "SVB", "Kinderbijslag"));
    }
    for date in ["2026-09-04", "2026-10-02", "2026-10-30", "2026-11-27"] {
        all.push(paid(date, 98_000, "U", "Uitzendbureau", "Loon"));
    }
    let found = recognise(&all, day("2026-11-28"), &NO_EXTRA);
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.category.unwrap_or("-"), one.amount.0, one.frequency, one.seen))
        .collect();
    assert_eq!(
        told,
        [
            ("kinderbijslag", 29_566, Frequency::Quarterly, 4),
            ("huurtoeslag", 41_000, Frequency::Monthly, 4),
            ("zorgtoeslag", 12_800, Frequency::Monthly, 4),
            ("loon-4w", 98_000, Frequency::FourWeekly, 4),
            ("loon-maand", 184_533, Frequency::Monthly, 4),
            ("huur", 61_250, Frequency::Monthly, 5),
        ]
    );
    assert_eq!(found[0].pay_day, PayRule::FirstWorkingDayAfterQuarter);
    assert_eq!(found[1].pay_day, PayRule::DayOfMonth { day: 20, shift: Shift::NextWorkingDay });
    assert_eq!((found[4].least.0, found[4].most.0), (184_533, 190_101));
    assert_eq!(found[5].least.0, 59_000, "the rent went up; what it is now counts");
}

#[test]
fn a_payment_that_was_turned_back_does_not_count_and_neither_does_what_turned_it() {
    let mut all: Vec<Payment> = ["2026-05-01", "2026-06-01", "2026-07-01", "2026-08-03", "2026-10-01"]
        .map(|date| paid(date, -11_800, "E", "Energie", "Termijn"))
        .to_vec();
    assert_eq!(recognise(&all, day("2026-10-05"), &NO_EXTRA)[0].seen, 5);
    all.push(Payment { means: Means::Reversal, ..paid("2026-10-03", 11_800, "E", "Energie", "Storno") });
    let found = recognise(&all, day("2026-10-05"), &NO_EXTRA);
    assert_eq!(
        found,
        [],
        "three of four months are not enough of a series, and August was the last: {found:?}"
    );
    all.push(paid("2026-09-01", -11_800, "E", "Energie", "Termijn"));
    let found = recognise(&all, day("2026-10-05"), &NO_EXTRA);
    assert_eq!((found.len(), found[0].seen, found[0].last), (1, 5, day("2026-09-01")));
}

/// Wages of each week are another source of income than wages of a month, and everything else stays what it is.
#[test]
fn wages_are_told_apart_by_how_often_they_come() {
    let of = |frequency| words::by_frequency("loon-maand", frequency);
    assert_eq!([of(Frequency::Weekly), of(Frequency::TwoWeekly)], ["loon-week"; 2]);
    assert_eq!([of(Frequency::FourWeekly), of(Frequency::Monthly)], ["loon-4w", "loon-maand"]);
    assert_eq!(words::by_frequency("huur", Frequency::Weekly), "huur");
}

#[test]
fn what_has_ended_is_left_out() {
    let all = ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-06"]
        .map(|date| paid(date, -999, "A", "Tijdschrift", ""));
    assert_eq!(recognise(&all, day("2026-05-20"), &NO_EXTRA).len(), 1);
    assert_eq!(recognise(&all, day("2026-08-01"), &NO_EXTRA), []);
}

#[test]
fn daily_life_and_own_accounts_are_neither() {
    for means in [Means::Daily, Means::Own, Means::Reversal] {
        let all = ["2026-01-05", "2026-02-05", "2026-03-05"]
            .map(|date| Payment { means, ..paid(date, -5_000, "A", "Winkel", "") });
        assert_eq!(recognise(&all, day("2026-03-06"), &NO_EXTRA), []);
    }
}

#[test]
fn one_payee_may_be_paid_several_things() {
    let mut all = Vec::new();
    for month in 1..=8 {
        all.push(paid(&format!("2026-{month:02}-03"), -1_250, "V", "Polis", "a"));
        all.push(paid(&format!("2026-{month:02}-17"), -9_900, "V", "Polis", "b"));
    }
    let found = recognise(&all, day("2026-08-20"), &NO_EXTRA);
    assert_eq!(found.iter().map(|one| one.amount.0).collect::<Vec<_>>(), [1_250, 9_900]);
    assert_ne!(found[0].key, found[1].key);
}

#[test]
fn a_file_without_accounts_is_of_the_same_payer() {
    let mut all =
        ["2026-01-05", "2026-02-05", "2026-03-05"].map(|date| paid(date, -999, "A", "Krant 12", "")).to_vec();
    all.push(paid("2026-04-07", -999, "", "KRANT 13", ""));
    assert_eq!(recognise(&all, day("2026-04-08"), &NO_EXTRA)[0].seen, 4);
}

#[test]
fn half_a_cent_goes_to_the_careful_side() {
    let of = |sign: i64| {
        let days = ["2026-01-05", "2026-01-19", "2026-02-02", "2026-02-16"];
        let all: Vec<Payment> = days
            .iter()
            .zip([1_000, 1_000, 1_001, 1_001])
            .map(|(date, cents)| paid(date, sign * cents, "A", "x", ""))
            .collect();
        recognise(&all, day("2026-02-17"), &NO_EXTRA)[0].amount.0
    };
    assert_eq!((of(1), of(-1)), (1_000, 1_001));
}

#[test]
fn short_words_stand_by_themselves() {
    assert_eq!(subject_of(Direction::Out, "Autohuurder", ""), None);
    assert_eq!(subject_of(Direction::Out, "x", "Huur: mei"), Some("huur"));
    assert_eq!(subject_of(Direction::In, "x", "Huurtoeslag"), Some("huurtoeslag"));
    assert_eq!(subject_of(Direction::Out, "x", "Huurtoeslag"), None, "that comes in");
}

/// Any days, any amounts, by a seed: chance can make a series, and no rule could tell it from one that is meant.
#[test]
fn chance_gives_no_proposal() {
    let mut seed = 7_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % below) as i64
    };
    for _ in 0..2_000 {
        let count = 8 + next(22);
        let payments: Vec<Payment> = (0..count)
            .map(|_| of(day("2025-01-01").plus_days(next(730)), -100 - next(100_000), "A"))
            .collect();
        assert_eq!(recognise(&payments, day("2026-12-31"), &NO_EXTRA), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Ten years of it, over leap years, weekends and holidays, whichever way a payer moves off them.
    #[test]
    fn a_perfect_series_is_always_found(way in 0..WAYS.len(), start in 0_i64..6_000, shift in 0..3_usize, on in 1_u32..=31) {
        let (frequency, days, months) = WAYS[way];
        let shift = [Shift::None, Shift::NextWorkingDay, Shift::PreviousWorkingDay][shift];
        let start = day("2010-01-01").plus_days(start);
        let dates = series_of(start, days, months, shift, on);
        let all: Vec<Payment> = dates.iter().map(|date| of(*date, -4_200, "A")).collect();
        let found = recognise(&all, dates[dates.len() - 1], &NO_EXTRA);
        prop_assert_eq!(found.len(), 1, "{:?} {:?}", frequency, dates);
        prop_assert_eq!(found[0].frequency, frequency);
        prop_assert_eq!((found[0].amount.0, found[0].seen), (4_200, dates.len()));
    }

    #[test]
    fn the_order_of_payments_does_not_matter(
        all in proptest::collection::vec((0_i64..300, 1_i64..4, 0..3_usize), 0..40).prop_shuffle(), by in 0..40_usize,
    ) {
        let all: Vec<Payment> = all
            .iter()
            .map(|(days, cents, who)| of(day("2026-01-01").plus_days(*days), -cents * 1_000, ["A", "B", "C"][*who]))
            .collect();
        let mut other: Vec<Payment> = all.iter().rev().cloned().collect();
        let by = by.min(other.len());
        other.rotate_left(by);
        let until = day("2026-11-01");
        prop_assert_eq!(recognise(&all, until, &NO_EXTRA), recognise(&other, until, &NO_EXTRA));
    }

    #[test]
    fn nothing_is_too_large_or_too_far(
        all in proptest::collection::vec((any::<i64>(), any::<i64>(), ".{0,8}"), 0..12),
    ) {
        let payments: Vec<Payment> =
            all.iter().map(|(days, cents, who)| of(Date::MIN.plus_days(*days), *cents, who)).collect();
        let _ = recognise(&payments, Date::MAX, &NO_EXTRA);
    }
}

/// Ten years of days from the start, every so many days or months.
fn series_of(start: Date, days: i64, months: i64, shift: Shift, on: u32) -> Vec<Date> {
    let moved = |date: Date| match shift {
        Shift::None => date,
        Shift::NextWorkingDay => date.working_day_or_next(&NO_EXTRA),
        Shift::PreviousWorkingDay => date.working_day_or_previous(&NO_EXTRA),
    };
    if days > 0 {
        return (0..3_652 / days).map(|at| moved(start.plus_days(at * days))).collect();
    }
    let all = (0..120 / months).map(|at| {
        let month = i64::from(start.year()) * 12 + i64::from(start.month()) - 1 + at * months;
        moved(Date::in_month((month / 12) as i32, (month % 12) as u32 + 1, on))
    });
    all.collect()
}

fn of(date: Date, cents: i64, who: &str) -> Payment {
    Payment {
        date,
        amount: Cents(cents),
        account: who.into(),
        name: "Iemand".into(),
        text: String::new(),
        means: Means::Ordinary,
    }
}

fn paid(date: &str, cents: i64, account: &str, name: &str, text: &str) -> Payment {
    Payment { name: name.into(), text: text.into(), ..of(day(date), cents, account) }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}
