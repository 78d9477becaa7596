#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::time::Zone;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A mark at a moment, on the day that it is in Amsterdam then.
fn mark(id: u128, moment: &str, value: u8) -> Mark {
    let at = Instant::parse_rfc3339(moment).unwrap();
    Mark { id: Uuid::from_u128(id), on: Zone::AMSTERDAM.date(at), at, value }
}

fn points(series: &Series) -> Vec<(String, u8)> {
    series.points.iter().map(|point| (point.on.to_string(), point.value)).collect()
}

#[test]
fn the_latest_mark_of_each_day_counts() {
    let series = Series::of([
        mark(1, "2026-11-17T20:00:00+01:00", 6),
        mark(2, "2026-11-03T09:00:00+01:00", 2),
        mark(3, "2026-11-03T21:00:00+01:00", 4),
    ]);
    assert_eq!(points(&series), [("2026-11-03".to_owned(), 4), ("2026-11-17".to_owned(), 6)]);
    assert_eq!((series.first().unwrap().value, series.latest().unwrap().value), (4, 6));
    assert_eq!((series.change(), series.trend()), (Some(2), Some(Trend::Up)));
    assert_eq!((series.highest(), series.lowest()), (Some(6), Some(4)));
}

#[test]
fn of_two_marks_of_one_moment_every_device_takes_the_same() {
    let (one, other) = (mark(1, "2026-11-03T09:00:00Z", 3), mark(2, "2026-11-03T09:00:00Z", 8));
    assert_eq!(Series::of([one, other]), Series::of([other, one]));
    assert_eq!(Series::of([other, one]).latest().unwrap().value, 8);
}

#[test]
fn one_day_has_no_trend_and_no_day_has_nothing() {
    let none = Series::default();
    assert_eq!((none.first(), none.highest(), none.change(), none.ask_again_on()), (None, None, None, None));
    assert!(none.is_asked(day("2026-11-03")));
    let one = Series::of([mark(1, "2026-11-03T09:00:00Z", 3), mark(2, "2026-11-03T19:00:00Z", 9)]);
    assert_eq!((one.change(), one.trend(), one.points.len()), (None, None, 1));
}

#[test]
fn a_trend_is_what_changed_since_the_first_day_and_nothing_more() {
    let at = |value| [mark(1, "2026-11-03T09:00:00Z", 5), mark(2, "2026-12-03T09:00:00Z", value)];
    for (value, trend) in [(6, Trend::Up), (5, Trend::Same), (4, Trend::Down)] {
        assert_eq!(Series::of(at(value)).trend(), Some(trend));
    }
    let names = [Trend::Up, Trend::Same, Trend::Down].map(Trend::name);
    assert_eq!(names, ["up", "same", "down"]);
}

#[test]
fn a_scale_is_asked_again_after_fourteen_days() {
    let series = Series::of([mark(1, "2026-11-03T09:00:00+01:00", 4)]);
    assert_eq!(series.ask_again_on(), Some(day("2026-11-17")));
    assert!(!series.is_asked(day("2026-11-16")) && series.is_asked(day("2026-11-17")));
}

#[test]
fn fourteen_days_go_over_the_end_of_a_month_and_a_leap_day() {
    for (given, asked) in [
        ("2027-01-31T12:00:00+01:00", "2027-02-14"),
        ("2027-02-28T12:00:00+01:00", "2027-03-14"),
        ("2028-02-15T12:00:00+01:00", "2028-02-29"),
        ("2028-02-29T12:00:00+01:00", "2028-03-14"),
        ("2026-12-31T12:00:00+01:00", "2027-01-14"),
    ] {
        assert_eq!(Series::of([mark(1, given, 4)]).ask_again_on(), Some(day(asked)), "{given}");
    }
}

#[test]
fn days_are_days_on_the_calendar_when_the_clock_changes() {
    // Summer time began at 2:00 on 28 March 2027; that day has 23 hours.
    let spring = Series::of([
        mark(1, "2027-03-28T00:30:00+01:00", 3),
        mark(2, "2027-03-28T03:30:00+02:00", 5),
        mark(3, "2027-03-29T00:15:00+02:00", 6),
    ]);
    assert_eq!(points(&spring), [("2027-03-28".to_owned(), 5), ("2027-03-29".to_owned(), 6)]);
    // It ended at 3:00 on 31 October 2027: half past two comes twice, and the second one is later.
    let autumn = Series::of([
        mark(1, "2027-10-31T02:30:00+01:00", 7),
        mark(2, "2027-10-31T02:30:00+02:00", 2),
        mark(3, "2027-10-30T23:59:00+02:00", 1),
    ]);
    assert_eq!(points(&autumn), [("2027-10-30".to_owned(), 1), ("2027-10-31".to_owned(), 7)]);
    let before = |moment| Series::of([mark(1, moment, 4)]).ask_again_on().unwrap().to_string();
    assert_eq!(before("2027-03-20T23:30:00+01:00"), "2027-04-03");
    assert_eq!(before("2027-10-24T00:30:00+02:00"), "2027-11-07");
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let one = (0..40_i64, 0..4_i64, any::<u64>(), 0..=10_u8);
    prop::collection::vec(one, 0..40).prop_map(|all| {
        let made = all.into_iter().map(|(days, hour, id, value)| {
            let on = day("2026-10-20").plus_days(days);
            let at = Zone::AMSTERDAM.start_of_day(on).plus_minutes(hour * 60);
            Mark { id: Uuid::from_u128(u128::from(id)), on, at, value }
        });
        made.collect()
    })
}

proptest! {
    #[test]
    fn the_order_in_which_marks_arrive_does_not_matter(
        (all, other) in marks().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        prop_assert_eq!(Series::of(all), Series::of(other));
    }

    #[test]
    fn a_series_has_one_point_a_day_and_says_nothing_that_nobody_gave(all in marks()) {
        let series = Series::of(all.iter().copied());
        prop_assert!(series.points.windows(2).all(|two| two[0].on < two[1].on));
        for point in &series.points {
            let of_day = all.iter().filter(|mark| mark.on == point.on);
            let latest = of_day.max_by_key(|mark| (mark.at, mark.id)).unwrap();
            prop_assert_eq!(latest.value, point.value);
        }
        let days: std::collections::BTreeSet<Date> = all.iter().map(|mark| mark.on).collect();
        prop_assert_eq!(series.points.len(), days.len());
        prop_assert_eq!(series.trend().is_some(), days.len() > 1);
        prop_assert!(series.change().is_none_or(|change| (-10..=10).contains(&change)));
    }

    #[test]
    fn nobody_is_asked_twice_in_two_weeks(all in marks(), days in 0..200_i64) {
        let today = day("2026-10-20").plus_days(days);
        let series = Series::of(all.iter().copied());
        let recent = all.iter().any(|mark| mark.on.days_until(today) < ASK_AGAIN_DAYS);
        prop_assert_eq!(series.is_asked(today), !recent);
    }
}
