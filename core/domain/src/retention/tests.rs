use proptest::prelude::*;

use super::*;
use crate::time::{CivilTime, LocalMoment};

fn date(text: &str) -> Date {
    text.parse().unwrap_or(Date::MIN)
}

fn rule(span: u16, unit: Unit) -> Rule {
    Rule { result: "completed".to_owned(), span, unit, source: "a law".to_owned(), confirmed: true }
}

fn on(ended: &str, span: u16, unit: Unit) -> String {
    destroy_on("completed", date(ended), &rule(span, unit)).map_or_else(String::new, |on| on.to_string())
}

#[test]
fn a_term_ends_on_the_same_day_and_in_doubt_a_day_later() {
    assert_eq!(on("2026-11-27", 6, Unit::Weeks), "2027-01-08");
    assert_eq!(on("2026-11-27", 1, Unit::Months), "2026-12-27");
    assert_eq!(on("2026-11-27", 10, Unit::Years), "2036-11-27");
    // The end of a month.
    assert_eq!(on("2027-01-31", 1, Unit::Months), "2027-03-01");
    assert_eq!(on("2028-01-31", 1, Unit::Months), "2028-03-01");
    assert_eq!(on("2028-01-29", 1, Unit::Months), "2028-02-29");
    assert_eq!(on("2027-08-31", 1, Unit::Months), "2027-10-01");
    assert_eq!(on("2026-12-31", 2, Unit::Months), "2027-03-01");
    // Leap years.
    assert_eq!(on("2028-02-29", 1, Unit::Years), "2029-03-01");
    assert_eq!(on("2028-02-29", 4, Unit::Years), "2032-02-29");
    assert_eq!(on("2027-02-28", 1, Unit::Years), "2028-02-28");
    assert_eq!(on("2096-02-29", 4, Unit::Years), "2100-03-01");
    assert_eq!(on("2028-02-27", 1, Unit::Weeks), "2028-03-05");
    assert_eq!(on("2026-11-27", 0, Unit::Weeks), "2026-11-27");
}

#[test]
fn another_result_has_another_rule_and_none_destroys_nothing() {
    assert_eq!(destroy_on("withdrawn", date("2026-11-27"), &rule(1, Unit::Weeks)), None);
    let (long_ago, now) = (Instant(0), (Instant(4_000_000_000_000), Zone::AMSTERDAM));
    let rules = [rule(1, Unit::Weeks)];
    assert_eq!(standing(None, long_ago, &rules, false, now), Standing::Unknown);
    assert_eq!(standing(Some("withdrawn"), long_ago, &rules, false, now), Standing::Unknown);
    assert!(matches!(standing(Some("completed"), long_ago, &rules, false, now), Standing::Due(_)));
    assert!(matches!(standing(Some("completed"), long_ago, &rules, true, now), Standing::Held(_)));
}

#[test]
fn nothing_goes_by_a_rule_that_nobody_confirmed() {
    let now = (Instant(9_000_000_000_000), Zone::AMSTERDAM);
    for result in RESULTS {
        let found = standing(Some(result), Instant(0), &starter(), false, now);
        assert!(matches!(found, Standing::Unconfirmed(_)), "{result}: {found:?}");
    }
    assert_eq!(starter().len(), RESULTS.len());
    let withdrawn = destroy_on("withdrawn", date("2026-11-27"), &starter()[0]);
    assert_eq!(withdrawn, Some(date("2027-01-08")), "six weeks");
}

/// The day changes at midnight on the wall, in summer and in winter and on the days on which the clock changes.
#[test]
fn a_day_is_one_where_the_organisation_is() {
    let zone = Zone::AMSTERDAM;
    let at = |day: &str, hour: u16, minute: u16| {
        zone.instant(LocalMoment::new(date(day), CivilTime::new(hour, minute).unwrap_or_default()))
    };
    for (ended, due) in [
        ("2027-02-14", "2027-03-28"), // Its last day is followed by a night that lacks an hour.
        ("2027-09-19", "2027-10-31"), // This one has an hour more.
        ("2026-11-27", "2027-01-08"),
        ("2027-06-01", "2027-07-13"),
    ] {
        let rules = [rule(6, Unit::Weeks)];
        // A minute after midnight is the day before in UTC, and a minute before the next one as well.
        for (hour, minute) in [(0, 1), (12, 0), (23, 59)] {
            let stands =
                |now| standing(Some("completed"), at(ended, hour, minute), &rules, false, (now, zone));
            let first = at(due, 0, 0);
            assert_eq!(
                stands(Instant(first.0 - 1)),
                Standing::Announced(date(due)),
                "{ended} {hour}:{minute}"
            );
            assert_eq!(stands(first), Standing::Due(date(due)), "{ended} {hour}:{minute}");
        }
    }
}

#[test]
fn a_case_is_announced_thirty_days_before() {
    let (zone, rules) = (Zone::AMSTERDAM, [rule(1, Unit::Years)]);
    let ended = zone.start_of_day(date("2026-03-01"));
    let stands =
        |day: &str| standing(Some("completed"), ended, &rules, false, (zone.start_of_day(date(day)), zone));
    assert_eq!(stands("2027-01-29"), Standing::Kept(date("2027-03-01")));
    assert_eq!(stands("2027-01-30"), Standing::Announced(date("2027-03-01")));
    assert_eq!(stands("2027-02-28"), Standing::Announced(date("2027-03-01")));
    assert_eq!(stands("2027-03-01"), Standing::Due(date("2027-03-01")));
}

proptest! {
    /// Never earlier than a whole term by the calendar, and at most a day later.
    #[test]
    fn nothing_goes_a_day_early(day in 0_i64..60_000, span in 0_u16..120, unit in 0..3_usize) {
        let ended = date("1990-01-01").plus_days(day);
        let unit = [Unit::Weeks, Unit::Months, Unit::Years][unit];
        let on = destroy_on("completed", ended, &rule(span, unit)).unwrap_or(Date::MIN);
        let exact = match unit {
            Unit::Weeks => ended.plus_days(i64::from(span) * 7),
            Unit::Months => ended.plus_months(u32::from(span)),
            Unit::Years => ended.plus_months(u32::from(span) * 12),
        };
        prop_assert!((0..=1).contains(&exact.days_until(on)), "{ended} {span} {unit:?}: {on}");
        prop_assert!(on.day() == ended.day() || unit == Unit::Weeks || (on.day() == 1 && ended.day() > 28));
        prop_assert!(on >= ended);
        let longer = destroy_on("completed", ended, &rule(span + 1, unit)).unwrap_or(Date::MIN);
        prop_assert!(longer > on);
    }
}
