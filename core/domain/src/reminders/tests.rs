#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::phrase::PHRASES;
use crate::time::CivilTime;

#[test]
fn an_appointment_is_announced_at_six_the_evening_before() {
    let plan = plan(&with_appointment("2026-11-20T12:00", "2026-11-25T10:30"));
    let [entry] = &plan.entries[..] else { panic!("one entry") };
    assert_eq!(entry.key, "appointment/a/day-before");
    assert_eq!(entry.local.to_string(), "2026-11-24T18:00");
    assert_eq!(entry.title.key, "reminder-appointment-tomorrow");
    assert_eq!(entry.body.key, "reminder-appointment-at-place");
    assert_eq!(entry.route, "appointment/a");
    assert!(entry.exact);
}

#[test]
fn the_evening_before_is_right_over_both_changes_of_the_clock() {
    // The night in which the clock skips an hour, and the one in which an hour comes twice.
    for (starts, at) in [
        ("2027-03-28T10:00", "2027-03-27T17:00:00.000Z"),
        ("2027-03-29T10:00", "2027-03-28T16:00:00.000Z"),
        ("2027-10-31T10:00", "2027-10-30T16:00:00.000Z"),
        ("2027-11-01T10:00", "2027-10-31T17:00:00.000Z"),
    ] {
        let plan = plan(&with_appointment("2027-03-01T12:00", starts));
        assert_eq!(plan.entries[0].at.to_rfc3339(), at, "{starts}");
        assert_eq!(plan.entries[0].local.time, CivilTime::hour_of_day(18));
    }
}

#[test]
fn hours_before_are_real_hours() {
    let mut wanted = with_appointment("2027-03-20T12:00", "2027-03-28T10:00");
    wanted.preferences.day_before = false;
    wanted.preferences.hours_before = Some(8);
    wanted.preferences.quiet.to = wanted.preferences.quiet.from;
    assert_eq!(locals(&wanted), ["2027-03-28T01:00"], "the clock skipped one of the eight");
}

#[test]
fn a_cancelled_moved_or_past_appointment_is_not_announced_where_it_was() {
    let mut wanted = with_appointment("2026-11-20T12:00", "2026-11-25T10:30");
    for status in [AppointmentStatus::Cancelled, AppointmentStatus::Missed, AppointmentStatus::Kept] {
        wanted.appointments[0].status = status;
        assert!(plan(&wanted).entries.is_empty());
    }
    wanted.appointments[0].status = AppointmentStatus::Proposed;
    wanted.appointments[0].starts_at = instant("2026-12-01T10:30");
    let moved = plan(&wanted);
    assert_eq!(moved.entries[0].key, "appointment/a/day-before", "the key stays, so the phone replaces it");
    assert_eq!(moved.entries[0].local.to_string(), "2026-11-30T18:00");
    assert_eq!(moved.entries[0].body.key, "reminder-appointment-confirm");
}

#[test]
fn an_announcement_at_night_moves_to_the_evening_before_it() {
    let mut wanted = with_appointment("2026-11-20T12:00", "2026-11-25T09:00");
    wanted.preferences.day_before = false;
    wanted.preferences.hours_before = Some(2);
    assert_eq!(locals(&wanted), ["2026-11-24T20:59"]);
    assert_eq!(plan(&wanted).entries[0].title.key, "reminder-appointment-tomorrow");

    wanted.now = instant("2026-11-25T06:00");
    assert_eq!(locals(&wanted), ["2026-11-25T08:00"], "the evening has passed");
    wanted.delivered =
        vec![Delivered { key: "appointment/a/hours-before".into(), at: instant("2026-11-24T20:59") }];
    assert!(locals(&wanted).is_empty(), "it was shown in the evening");

    wanted.delivered.clear();
    wanted.appointments[0].starts_at = instant("2026-11-25T08:00");
    wanted.now = instant("2026-11-25T05:00");
    assert_eq!(locals(&wanted), ["2026-11-25T06:00"], "rather at night than after the start");
}

#[test]
fn somebody_who_travels_is_told_in_their_own_evening() {
    let mut wanted = with_appointment("2026-11-20T12:00", "2026-11-25T10:30");
    wanted.zone = "America/New_York".parse().unwrap();
    let entry = &plan(&wanted).entries[0];
    assert_eq!(entry.local.to_string(), "2026-11-24T18:00");
    assert_eq!(entry.at.to_rfc3339(), "2026-11-24T23:00:00.000Z");
    assert_eq!(entry.body.args[0].1, moment("2026-11-25T10:30").into(), "the time where the appointment is");
}

#[test]
fn a_task_is_due_tomorrow_and_then_today_also_over_a_months_end() {
    let mut wanted = empty("2026-02-25T12:00");
    wanted.tasks = vec![task("t", "2026-03-01")];
    let plan = plan(&wanted);
    assert_eq!(locals(&wanted), ["2026-02-28T10:00", "2026-03-01T10:00"]);
    let titles: Vec<&str> = plan.entries.iter().map(|entry| entry.title.key.as_str()).collect();
    assert_eq!(titles, ["reminder-task-tomorrow", "reminder-task-today"]);
    assert!(plan.entries.iter().all(|entry| !entry.exact));
}

#[test]
fn there_is_one_nudge_on_each_day_that_is_free() {
    let mut wanted = with_appointment("2026-11-20T12:00", "2026-11-23T10:30");
    wanted.next_step = Some(NextStep { task: "t".into(), title: "Open een brief".into() });
    assert_eq!(
        keys(&wanted),
        [
            "nudge/2026-11-21",
            "appointment/a/day-before",
            "nudge/2026-11-24",
            "nudge/2026-11-25",
            "nudge/2026-11-26",
            "nudge/2026-11-27"
        ]
    );
    wanted.now = instant("2026-11-22T19:00");
    wanted.preferences.nudges_at = CivilTime::hour_of_day(20);
    assert!(!keys(&wanted).contains(&"nudge/2026-11-22".to_owned()), "that evening had its reminder");
}

#[test]
fn a_pause_stops_nudges_and_tasks_but_no_appointment() {
    let mut wanted = with_appointment("2026-11-20T12:00", "2026-11-23T10:30");
    wanted.tasks = vec![task("t", "2026-11-25")];
    wanted.next_step = Some(NextStep { task: "t".into(), title: "Open een brief".into() });
    wanted.preferences.paused_until = Some("2026-11-25".parse().unwrap());
    assert_eq!(
        keys(&wanted),
        ["appointment/a/day-before", "task/t/today", "nudge/2026-11-26", "nudge/2026-11-27"]
    );
}

#[test]
fn pay_days_are_told_only_to_who_wants_them() {
    let mut wanted = empty("2026-11-18T12:00");
    wanted.pay_days =
        vec![PayDay { id: "z".into(), label: "Zorgtoeslag".into(), on: "2026-11-20".parse().unwrap() }];
    assert!(keys(&wanted).is_empty());
    wanted.preferences.pay_days = true;
    assert_eq!(keys(&wanted), ["pay-day/z/2026-11-20"]);
}

#[test]
fn of_too_many_the_nearest_stay_and_a_new_plan_is_due_before_the_first_that_fell_off() {
    let mut wanted = empty("2026-11-20T12:00");
    let days = (0..200).map(|n| Appointment { id: n.to_string(), ..appointment("2026-11-23T10:00") });
    wanted.appointments = days.collect();
    for (days, appointment) in (0..).zip(&mut wanted.appointments) {
        appointment.starts_at = appointment.starts_at.plus_days(days);
    }
    wanted.max = 1_000;
    let plan = plan(&wanted);
    assert_eq!(plan.entries.len(), MAX_ENTRIES);
    assert!(plan.refresh_before > wanted.now);
    wanted.max = 2;
    assert_eq!(super::plan(&wanted).refresh_before, instant("2026-11-24T18:00"));
}

#[test]
fn a_lock_screen_says_nothing_of_anybody() {
    for (key, args) in PHRASES.iter().filter(|(key, _)| key.starts_with("reminder-discreet")) {
        assert!(args.is_empty(), "{key} would show what it is about");
    }
}

#[test]
fn a_letter_is_reminded_of_and_leads_to_the_first_screen() {
    let wanted = Wanted { letters: vec![task("b", "2026-11-25")], ..empty("2026-11-20T09:00") };
    assert_eq!(keys(&wanted), ["letter/b/day-before", "letter/b/today"]);
    assert!(plan(&wanted).entries.iter().all(|entry| entry.route == "today" && !entry.exact));
    let both = Wanted { tasks: vec![task("b", "2026-11-25")], ..wanted };
    assert_eq!(plan(&both).entries.len(), 4, "a task and a letter of one id are two things");
}

#[test]
fn free_minutes_that_the_clock_skips_are_those_of_the_next_day() {
    let mut wanted = Wanted { tasks: vec![task("t", "2027-03-28")], ..empty("2027-03-26T12:00") };
    wanted.preferences.quiet = QuietHours { from: "02:07".parse().unwrap(), to: "02:00".parse().unwrap() };
    let days: Vec<String> = plan(&wanted).entries.iter().map(|entry| entry.local.to_string()).collect();
    // Between two and three there is nothing on the 28th.
    assert_eq!(days, ["2027-03-29T02:00", "2027-03-29T02:00"]);
}

proptest! {
    #[test]
    fn any_wishes_give_a_plan_that_keeps_its_promises(wanted in wishes()) {
        let plan = plan(&wanted);
        let keys: BTreeSet<&str> = plan.entries.iter().map(|entry| entry.key.as_str()).collect();
        prop_assert_eq!(keys.len(), plan.entries.len());
        prop_assert!(plan.entries.len() <= wanted.max.min(MAX_ENTRIES));
        prop_assert!(plan.entries.is_sorted_by_key(|entry| (entry.at, entry.key.clone())));
        prop_assert!(plan.refresh_before > wanted.now);
        let mut nudged = BTreeSet::new();
        for entry in &plan.entries {
            prop_assert!(entry.at > wanted.now);
            let quiet = wanted.preferences.quiet.contains(entry.local.time);
            prop_assert!(!quiet || (entry.exact && entry.kind == EntryKind::Appointment));
            if entry.kind == EntryKind::Nudge {
                prop_assert!(nudged.insert(entry.local.date), "one a day");
                let mut others = plan.entries.iter().filter(|other| other.kind != EntryKind::Nudge);
                prop_assert!(others.all(|other| other.local.date != entry.local.date));
            }
            for appointment in &wanted.appointments {
                if entry.route == format!("appointment/{}", appointment.id) {
                    prop_assert!(entry.at < appointment.starts_at);
                }
            }
        }
        prop_assert_eq!(&super::plan(&wanted), &plan);
    }

    /// Opening the app more often changes nothing about what comes.
    #[test]
    fn planning_again_before_the_next_entry_gives_the_same_entries(wanted in wishes()) {
        let wanted = Wanted { next_step: None, ..wanted };
        let first = plan(&wanted);
        if let Some(next) = first.entries.first() {
            let again = Wanted { now: next.at.plus_millis(-1).max(wanted.now), ..wanted.clone() };
            prop_assert_eq!(plan(&again).entries, first.entries);
        }
    }

    #[test]
    fn quiet_hours_end_and_begin_where_they_say(from in 0_u16..1440, to in 0_u16..1440, at in 0_i64..1440) {
        let time = |minute: u16| CivilTime::from_minute(minute.into());
        let quiet = QuietHours { from: time(from), to: time(to) };
        let moment = LocalMoment::new("2026-11-20".parse().unwrap(), CivilTime::from_minute(at));
        if quiet.contains(moment.time) {
            prop_assert!(!quiet.contains(quiet.before(moment).time) && !quiet.contains(quiet.after(moment).time));
            prop_assert!(quiet.before(moment) < moment && moment < quiet.after(moment));
        }
    }
}

fn wishes() -> impl Strategy<Value = Wanted> {
    let zone = prop::sample::select(vec!["Europe/Amsterdam", "America/New_York", "Pacific/Apia"]);
    // Around both changes of the clock, and across a year's end.
    let now = prop::sample::select(vec!["2027-03-26T12:00", "2027-10-29T12:00", "2026-12-30T23:30"]);
    let minutes = || prop::collection::vec(-2_000_i64..8_000, 0..6);
    let preferences = (
        any::<[bool; 4]>(),
        prop::option::of(0_u32..30),
        prop::collection::vec(0_i64..1440, 6),
        prop::option::of(0_i64..5),
    );
    (zone, now, 0_i64..3_000, minutes(), minutes(), preferences, 0_usize..80).prop_map(
        |(zone, now, later, appointments, tasks, (on, hours_before, at, pause), max)| {
            let mut wanted = empty(now);
            wanted.zone = zone.parse().unwrap();
            wanted.now = wanted.now.plus_minutes(later);
            let today = Zone::AMSTERDAM.local(wanted.now);
            let starts = appointments.into_iter().map(|minutes| wanted.now.plus_minutes(minutes));
            wanted.appointments = (0..)
                .zip(starts)
                .map(|(n, starts_at): (i32, _)| Appointment {
                    id: n.to_string(),
                    starts_at,
                    ..appointment("2026-11-23T10:00")
                })
                .collect();
            let due = tasks.into_iter().map(|minutes| today.plus_wall_minutes(minutes).date.to_string());
            wanted.tasks = (0..).zip(due).map(|(n, due): (i32, _)| task(&n.to_string(), &due)).collect();
            wanted.next_step = on[0].then(|| NextStep { task: "t".into(), title: "Stap".into() });
            let time = |index: usize| CivilTime::from_minute(at[index]);
            wanted.preferences = Preferences {
                day_before: on[1],
                day_before_at: time(0),
                hours_before,
                tasks: on[2],
                tasks_at: time(1),
                pay_days: on[3],
                pay_days_at: time(2),
                nudges: true,
                nudges_at: time(3),
                quiet: QuietHours { from: time(4), to: time(5) },
                paused_until: pause.map(|days| today.date.plus_days(days)),
            };
            wanted.max = max;
            wanted
        },
    )
}

fn empty(now: &str) -> Wanted {
    Wanted {
        now: instant(now),
        zone: Zone::AMSTERDAM,
        appointments: vec![],
        tasks: vec![],
        letters: vec![],
        pay_days: vec![],
        next_step: None,
        delivered: vec![],
        preferences: Preferences::default(),
        max: MAX_ENTRIES,
    }
}

fn with_appointment(now: &str, starts: &str) -> Wanted {
    Wanted { appointments: vec![appointment(starts)], ..empty(now) }
}

fn appointment(starts: &str) -> Appointment {
    Appointment {
        id: "a".into(),
        title: "Gesprek".into(),
        place: Some("Stadhuis".into()),
        starts_at: instant(starts),
        zone: Zone::AMSTERDAM,
        status: AppointmentStatus::Confirmed,
    }
}

fn task(id: &str, due_on: &str) -> DueTask {
    DueTask { id: id.into(), title: "Taak".into(), due_on: due_on.parse().unwrap() }
}

fn keys(wanted: &Wanted) -> Vec<String> {
    plan(wanted).entries.into_iter().map(|entry| entry.key).collect()
}

fn locals(wanted: &Wanted) -> Vec<String> {
    plan(wanted).entries.into_iter().map(|entry| entry.local.to_string()).collect()
}

fn moment(text: &str) -> LocalMoment {
    text.parse().unwrap()
}

fn instant(text: &str) -> Instant {
    Zone::AMSTERDAM.instant(moment(text))
}
