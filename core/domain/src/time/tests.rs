#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

const NO_EXTRA: HolidayRules = HolidayRules { good_friday: false, liberation_day: false };

#[test]
fn allowances_arrive_on_the_twentieth_or_the_working_day_after() {
    let rule: PayRule =
        serde_json::from_str(r#"{"kind":"dayOfMonth","day":20,"shift":"nextWorkingDay","note":"x"}"#)
            .unwrap();
    assert_eq!(
        texts(&pay_days(&rule, day("2026-11-01"), day("2027-03-31"), &NO_EXTRA)),
        ["2026-11-20", "2026-12-21", "2027-01-20", "2027-02-22", "2027-03-22"]
    );
}

#[test]
fn a_shift_may_cross_the_end_of_a_month() {
    let first = PayRule::DayOfMonth { day: 1, shift: Shift::PreviousWorkingDay };
    assert_eq!(texts(&pay_days(&first, day("2027-07-30"), day("2027-07-31"), &NO_EXTRA)), ["2027-07-30"]);
    let last = PayRule::DayOfMonth { day: 31, shift: Shift::NextWorkingDay };
    assert_eq!(texts(&pay_days(&last, day("2027-03-01"), day("2027-03-02"), &NO_EXTRA)), ["2027-03-01"]);
    let plain = PayRule::DayOfMonth { day: 31, shift: Shift::None };
    assert_eq!(texts(&pay_days(&plain, day("2028-02-01"), day("2028-02-29"), &NO_EXTRA)), ["2028-02-29"]);
}

#[test]
fn child_benefit_arrives_on_the_first_working_day_of_a_quarter() {
    let rule = PayRule::FirstWorkingDayAfterQuarter;
    assert_eq!(
        texts(&pay_days(&rule, day("2026-10-01"), day("2027-12-31"), &NO_EXTRA)),
        ["2026-10-01", "2027-01-04", "2027-04-01", "2027-07-01", "2027-10-01"]
    );
    assert_eq!(day("2026-11-05").first_working_day_after_quarter(&NO_EXTRA), day("2027-01-04"));
}

#[test]
fn four_weekly_pay_comes_thirteen_times_in_fifty_two_weeks() {
    let rule = PayRule::Every { days: 28, anchor: Some(day("2026-11-13")) };
    let days = pay_days(&rule, day("2026-11-13"), day("2026-11-13").plus_days(52 * 7 - 1), &NO_EXTRA);
    assert_eq!(days.len(), 13);
    let before = pay_days(&rule, day("2026-10-01"), day("2026-10-31"), &NO_EXTRA);
    assert_eq!(texts(&before), ["2026-10-16"]);
}

#[test]
fn rules_of_content_are_read_and_unknown_ones_pay_nothing() {
    for text in [
        r#"{"kind":"afterReport","note":"x"}"#,
        r#"{"kind":"custom"}"#,
        r#"{"kind":"fullMoon"}"#,
        r#"{"kind":"every","days":28}"#,
    ] {
        let rule: PayRule = serde_json::from_str(text).unwrap();
        assert!(pay_days(&rule, day("2026-01-01"), day("2027-01-01"), &NO_EXTRA).is_empty(), "{text}");
    }
    let verify: PayRule = serde_json::from_str(r#"{"kind":"dayOfMonth","day":23,"shift":"verify"}"#).unwrap();
    assert_eq!(verify, PayRule::DayOfMonth { day: 23, shift: Shift::None });
    let last: PayRule = serde_json::from_str(r#"{"kind":"lastWorkingDays","note":"x"}"#).unwrap();
    assert_eq!(texts(&pay_days(&last, day("2027-01-01"), day("2027-01-31"), &NO_EXTRA)), ["2027-01-29"]);
    let months: PayRule = serde_json::from_str(r#"{"kind":"months","months":[5,6]}"#).unwrap();
    assert_eq!(
        texts(&pay_days(&months, day("2027-01-01"), day("2027-12-31"), &NO_EXTRA)),
        ["2027-05-01", "2027-06-01"]
    );
}

#[test]
fn easter_falls_where_the_church_says() {
    for date in
        ["1961-04-02", "2000-04-23", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"]
    {
        assert_eq!(easter(day(date).year()), Some(day(date)));
    }
}

#[test]
fn the_holidays_of_a_year_follow_the_rules() {
    assert_eq!(
        texts(&holidays(2025, &NO_EXTRA).into_iter().collect::<Vec<_>>()),
        [
            "2025-01-01",
            "2025-04-20",
            "2025-04-21",
            "2025-04-26",
            "2025-05-29",
            "2025-06-08",
            "2025-06-09",
            "2025-12-25",
            "2025-12-26"
        ]
    );
    let all = HolidayRules { good_friday: true, liberation_day: true };
    assert!(holidays(2027, &all).contains(&day("2027-03-26")));
    assert!(holidays(2027, &all).contains(&day("2027-05-05")));
    assert!(holidays(2027, &all).contains(&day("2027-04-27")));
}

#[test]
fn working_days_skip_weekends_and_holidays() {
    assert_eq!(day("2026-12-24").next_working_day(&NO_EXTRA), day("2026-12-28"));
    assert_eq!(day("2027-03-30").previous_working_day(&NO_EXTRA), day("2027-03-26"));
    assert_eq!(day("2026-12-24").add_working_days(3, &NO_EXTRA), day("2026-12-30"));
    assert_eq!(day("2026-12-30").add_working_days(-3, &NO_EXTRA), day("2026-12-24"));
    assert_eq!(
        texts(&day("2026-12-05").last_working_days_of_month(3, &NO_EXTRA)),
        ["2026-12-29", "2026-12-30", "2026-12-31"]
    );
}

#[test]
fn a_wall_time_that_spring_skips_moves_to_the_first_instant_after() {
    let zone = Zone::AMSTERDAM;
    let skipped = zone.instant("2027-03-28T02:30".parse().unwrap());
    assert_eq!(skipped.to_rfc3339(), "2027-03-28T01:00:00.000Z");
    assert_eq!(zone.local(skipped).to_string(), "2027-03-28T03:00");
}

#[test]
fn a_wall_time_that_autumn_repeats_is_the_first_of_the_two() {
    let first = Zone::AMSTERDAM.instant("2027-10-31T02:30".parse().unwrap());
    assert_eq!(first.to_rfc3339(), "2027-10-31T00:30:00.000Z");
    assert_eq!(Zone::AMSTERDAM.local(first.plus_minutes(60)).to_string(), "2027-10-31T02:30");
}

#[test]
fn a_day_that_a_zone_skips_whole_is_survived() {
    let apia: Zone = "Pacific/Apia".parse().unwrap();
    assert_eq!(apia.local(apia.instant("2011-12-30T12:00".parse().unwrap())).to_string(), "2011-12-31T00:00");
}

#[test]
fn timestamps_are_read_with_their_offset_and_refused_when_they_are_none() {
    let same = ["2027-03-28T03:00:00+02:00", "2027-03-28T01:00:00Z", "2027-03-28T01:00:00.0009Z"];
    for text in same {
        assert_eq!(Instant::parse_rfc3339(text).unwrap().to_rfc3339(), "2027-03-28T01:00:00.000Z");
    }
    for text in ["", "2027-03-28", "2027-03-28T01:00:00", "2027-02-30T01:00:00Z"] {
        assert_eq!(Instant::parse_rfc3339(text), Err(TimeError::NotAnInstant));
    }
    assert_eq!(Instant(i64::MAX).to_rfc3339(), "9999-12-31T23:59:59.999Z");
    assert_eq!(Instant::MIN.to_rfc3339(), "0001-01-01T00:00:00.000Z");
}

#[test]
fn dates_are_refused_unless_they_exist_and_are_written_in_full() {
    for text in ["2027-2-1", "2027-02-30", "27-02-01", "2027/02/01", "", "0000-01-01", "+027-01-01"] {
        assert_eq!(text.parse::<Date>(), Err(TimeError::NotADate), "{text:?}");
    }
    assert_eq!("24:00".parse::<CivilTime>(), Err(TimeError::NotATime));
    assert!(serde_json::from_str::<Zone>("\"Europe/Nowhere\"").is_err());
}

#[test]
fn the_first_days_of_january_may_belong_to_last_years_week() {
    assert_eq!(day("2027-01-01").iso_week(), IsoWeek { year: 2026, week: 53 });
    assert_eq!(day("2027-01-04").iso_week(), IsoWeek { year: 2027, week: 1 });
}

#[test]
fn the_ends_of_the_calendar_hold() {
    assert_eq!(Date::MAX.plus_days(1), Date::MAX);
    assert_eq!(Date::MIN.plus_days(i64::MIN), Date::MIN);
    assert!(pay_days(&PayRule::FirstWorkingDayAfterQuarter, Date::MAX, Date::MAX, &NO_EXTRA).is_empty());
    assert!(Date::MIN.previous_working_day(&NO_EXTRA) <= Date::MIN.plus_days(13));
    assert_eq!(Zone::AMSTERDAM.local(Instant(i64::MAX)).date, Date::MAX);
}

#[test]
fn a_time_on_the_wall_is_read_as_it_is_written_and_refused_otherwise() {
    assert_eq!("09:05".parse::<CivilTime>().unwrap().to_string(), "09:05");
    for text in ["9:05", "09:5", "09.05", "09:60", "+9:05", "09:05:00", ""] {
        assert_eq!(text.parse::<CivilTime>(), Err(TimeError::NotATime), "{text}");
    }
    assert_eq!(CivilTime::at_minute_of_day(1439), Some("23:59".parse().unwrap()));
    assert_eq!(CivilTime::at_minute_of_day(1440), None);
    assert_eq!(CivilTime::hour_of_day(25), "01:00".parse().unwrap());
    let moment = LocalMoment::new(day("2027-03-28"), "14:30".parse().unwrap());
    assert_eq!("2027-03-28T14:30".parse(), Ok(moment));
    assert_eq!("2027-03-28 14:30".parse::<LocalMoment>(), Err(TimeError::NotAMoment));
    assert_eq!("2027-03-32T14:30".parse::<LocalMoment>(), Err(TimeError::NotADate));
    assert_eq!("2027-03-28T24:30".parse::<LocalMoment>(), Err(TimeError::NotATime));
    for json in ["\"2027-03-28T14:30\"", "\"14:30\""] {
        let again = match serde_json::from_str::<LocalMoment>(json) {
            Ok(moment) => serde_json::to_string(&moment),
            Err(_) => serde_json::to_string(&serde_json::from_str::<CivilTime>(json).unwrap()),
        };
        assert_eq!(again.unwrap(), json);
    }
}

#[test]
fn a_zone_goes_by_its_name_and_is_amsterdam_where_nobody_says() {
    assert_eq!(Zone::default(), Zone::AMSTERDAM);
    assert_eq!(
        (Zone::default().name(), Zone::default().to_string().as_str()),
        ("Europe/Amsterdam", "Europe/Amsterdam")
    );
    assert_eq!(serde_json::to_string(&Zone::AMSTERDAM).unwrap(), "\"Europe/Amsterdam\"");
    assert_eq!("Amsterdam".parse::<Zone>(), Err(TimeError::NotAZone));
    // Half past eleven in the evening in London is tomorrow here.
    let late = Instant::parse_rfc3339("2027-01-31T23:30:00Z").unwrap();
    assert_eq!((Zone::AMSTERDAM.date(late), late.utc_date()), (day("2027-02-01"), day("2027-01-31")));
    assert_eq!(Zone::AMSTERDAM.start_of_day(day("2027-02-01")).to_rfc3339(), "2027-01-31T23:00:00.000Z");
}

#[test]
fn good_friday_and_liberation_day_are_for_the_organisation_to_say() {
    let free = HolidayRules { good_friday: true, liberation_day: true };
    for text in ["2027-03-26", "2027-05-05"] {
        assert!(day(text).is_working_day(&NO_EXTRA) && !day(text).is_working_day(&free), "{text}");
    }
}

proptest! {
    #[test]
    fn a_minute_survives_the_way_through_a_zone_and_back(minutes in 0_i64..100 * 366 * 1440, zone in zones()) {
        let instant = Instant(minutes * 60_000);
        let back = zone.instant(zone.local(instant));
        // Only the second of two equal wall times comes back earlier.
        prop_assert!(back <= instant && instant.0 - back.0 <= 24 * 3_600_000);
        prop_assert_eq!(zone.local(back), zone.local(instant));
    }

    #[test]
    fn dates_and_instants_survive_json(days in -700_000_i64..2_900_000, millis in Instant::MIN.0..Instant::MAX.0) {
        let date = day("1970-01-01").plus_days(days);
        prop_assert_eq!(serde_json::from_str::<Date>(&serde_json::to_string(&date).unwrap()).unwrap(), date);
        prop_assert_eq!(Instant::parse_rfc3339(&Instant(millis).to_rfc3339()), Ok(Instant(millis)));
    }

    #[test]
    fn working_days_forth_and_back_return(days in 0_i64..20_000, count in 0_i32..60) {
        let start = day("2000-01-01").plus_days(days).working_day_or_next(&NO_EXTRA);
        let there = start.add_working_days(count, &NO_EXTRA);
        prop_assert!(there.is_working_day(&NO_EXTRA));
        prop_assert_eq!(there.add_working_days(-count, &NO_EXTRA), start);
    }

    /// A day is asked about by itself, and a year has a list: they say the same.
    #[test]
    fn a_day_off_is_one_of_the_list_of_its_year(
        year in 1..=9999, on in 0_i64..366, good_friday in any::<bool>(), liberation_day in any::<bool>(),
    ) {
        let rules = HolidayRules { good_friday, liberation_day };
        let list = holidays(year, &rules);
        let day = Date::from_ymd(year, 1, 1).unwrap().plus_days(on);
        for day in list.iter().copied().chain([day].into_iter().filter(|day| day.year() == year)) {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            prop_assert_eq!(day.is_working_day(&rules), !weekend && !list.contains(&day), "{}", day);
        }
    }

    #[test]
    fn a_monthly_rule_pays_twelve_times_a_year(year in 1990..2090, on in 1_u32..=31, next in any::<bool>()) {
        let shift = if next { Shift::NextWorkingDay } else { Shift::PreviousWorkingDay };
        let rule = PayRule::DayOfMonth { day: on, shift };
        let from = Date::from_ymd(year, 1, 1).unwrap().plus_days(-10);
        let days = pay_days(&rule, from, from.plus_days(385), &NO_EXTRA);
        prop_assert!((12..=14).contains(&days.len()));
        prop_assert!(days.iter().all(|day| day.is_working_day(&NO_EXTRA)));
        prop_assert!(days.is_sorted());
    }
}

fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec![
        "Europe/Amsterdam",
        "America/New_York",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
    ])
    .prop_map(|name| name.parse().unwrap())
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn texts(days: &[Date]) -> Vec<String> {
    days.iter().map(ToString::to_string).collect()
}
