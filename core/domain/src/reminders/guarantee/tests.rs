#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::reminders::{AppointmentStatus, MAX_ENTRIES, plan};
use crate::time::CivilTime;

const MINUTE: i64 = 60_000;

fn at(text: &str) -> Instant {
    Zone::AMSTERDAM.instant(text.parse().unwrap())
}

fn appointment(starts: Instant) -> Appointment {
    Appointment {
        id: "a".into(),
        title: "Gesprek".into(),
        place: None,
        starts_at: starts,
        zone: Zone::AMSTERDAM,
        status: AppointmentStatus::Confirmed,
    }
}

fn looking(now: &str, starts: &str) -> Guarantee {
    Guarantee {
        now: at(now),
        zone: Zone::AMSTERDAM,
        quiet: QuietHours::default(),
        appointments: vec![appointment(at(starts))],
        planned: Vec::new(),
        told: Vec::new(),
    }
}

fn goes(now: &str, starts: &str) -> bool {
    !looking(now, starts).due().now.is_empty()
}

fn hours(from: u16, to: u16) -> QuietHours {
    QuietHours { from: CivilTime::hour_of_day(from), to: CivilTime::hour_of_day(to) }
}

#[test]
fn it_goes_at_six_the_evening_before_and_not_at_night() {
    let starts = "2026-12-01T10:30";
    assert_eq!(looking("2026-11-20T12:00", starts).due().next, Some(at("2026-11-30T18:00")));
    assert!(!goes("2026-11-30T17:59", starts) && goes("2026-11-30T18:00", starts));
    assert!(goes("2026-11-30T20:59", starts) && !goes("2026-11-30T21:00", starts));
    assert_eq!(looking("2026-11-30T23:00", starts).due().next, Some(at("2026-12-01T08:00")));
    assert!(
        goes("2026-12-01T08:00", starts),
        "a server that stood still in the evening tells in the morning"
    );
    assert!(goes("2026-12-01T09:30", starts) && !goes("2026-12-01T09:31", starts));
    assert_eq!(looking("2026-12-01T09:31", starts).due(), Due::default());
}

#[test]
fn the_evening_before_is_right_over_both_changes_of_the_clock_and_the_end_of_a_month() {
    for (starts, from) in [
        ("2027-03-28T10:00", "2027-03-27T17:00:00.000Z"),
        ("2027-03-29T10:00", "2027-03-28T16:00:00.000Z"),
        ("2027-10-31T10:00", "2027-10-30T16:00:00.000Z"),
        ("2027-11-01T10:00", "2027-10-31T17:00:00.000Z"),
        ("2028-03-01T10:00", "2028-02-29T17:00:00.000Z"),
        ("2027-01-01T10:00", "2026-12-31T17:00:00.000Z"),
    ] {
        assert_eq!(looking("2026-11-20T12:00", starts).due().next.unwrap().to_rfc3339(), from, "{starts}");
    }
}

#[test]
fn who_wants_to_be_left_alone_in_the_evening_hears_it_before() {
    let mut looking = looking("2026-11-20T12:00", "2026-12-01T10:30");
    for (quiet, from) in [
        (hours(17, 9), "2026-11-30T16:00"),
        (hours(0, 0), "2026-11-30T18:00"),
        (hours(12, 19), "2026-11-30T11:00"),
        // Their own hours leave nothing of that day: those of the house count alone.
        (hours(19, 18), "2026-11-30T18:00"),
        (hours(8, 21), "2026-11-30T18:00"),
    ] {
        looking.quiet = quiet;
        assert_eq!(looking.due().next, Some(at(from)), "{quiet:?}");
    }
}

#[test]
fn a_phone_that_has_it_planned_is_enough_and_one_in_a_drawer_is_not() {
    let mut looking = looking("2026-11-30T18:00", "2026-12-01T10:30");
    let mark = mark("a", at("2026-12-01T10:30"));
    looking.planned = vec![Planned { marks: vec![mark.clone()], seen_at: at("2026-11-25T12:00") }];
    let due = looking.due();
    assert_eq!((due.now.len(), due.next), (0, Some(at("2026-11-30T19:00"))), "it may be revoked by then");
    looking.planned[0].seen_at = at("2026-11-16T17:59");
    assert_eq!(looking.due().now.len(), 1, "not heard of for more than fourteen days");
    looking.planned = vec![Planned { marks: vec![mark], seen_at: at("2026-11-25T12:00") }];
    looking.appointments[0].starts_at = at("2026-12-01T11:30");
    assert_eq!(looking.due().now.len(), 1, "it was moved, and the phone does not know yet");
}

#[test]
fn what_was_told_is_not_told_again_unless_it_is_moved_also_back() {
    let mut looking = looking("2026-11-30T18:00", "2026-12-01T10:30");
    for starts in ["2026-12-01T10:30", "2026-12-01T12:00", "2026-12-01T10:30"] {
        looking.appointments[0].starts_at = at(starts);
        let due = looking.due().now;
        assert_eq!(due.len(), 1);
        assert_eq!(looking.standing(&due[0]), Standing::Now);
        looking.told.extend(due.clone());
        assert!(looking.due().now.is_empty());
        assert_eq!(looking.standing(&due[0]), Standing::Now, "what waits is not in its own way");
    }
    let waits = looking.told.pop().unwrap();
    looking.now = at("2026-11-30T21:00");
    assert_eq!(looking.standing(&waits), Standing::Later(at("2026-12-01T08:00")), "not at night");
    assert_eq!(looking.standing(&looking.told[1]), Standing::Never, "it begins at another time");
    looking.appointments[0].status = AppointmentStatus::Cancelled;
    assert_eq!((looking.due(), looking.standing(&waits)), (Due::default(), Standing::Never));
}

#[test]
fn what_a_device_planned_stays_said_after_it_appeared_and_goes_when_it_is_moved() {
    let wanted = |now: &str, starts: &str| Wanted {
        now: at(now),
        zone: Zone::AMSTERDAM,
        appointments: vec![appointment(at(starts))],
        tasks: vec![],
        letters: vec![],
        pay_days: vec![],
        next_step: None,
        delivered: vec![],
        preferences: Preferences::default(),
        max: MAX_ENTRIES,
    };
    let confirm = |wanted: &Wanted, planned: &[(&str, Instant)], said: &[&str]| {
        confirmed(wanted, &plan(wanted), planned, said)
    };
    let key = "appointment/a/day-before";
    let before = wanted("2026-11-20T12:00", "2026-12-01T10:30");
    let mark = mark("a", at("2026-12-01T10:30"));
    assert_eq!(confirm(&before, &[(key, at("2026-11-30T18:00"))], &[]), std::slice::from_ref(&mark));
    assert!(
        confirm(&before, &[(key, at("2026-11-29T18:00"))], &[&mark]).is_empty(),
        "planned at another moment"
    );
    assert!(confirm(&before, &[], &[&mark]).is_empty(), "not planned any more");
    let evening = wanted("2026-11-30T18:05", "2026-12-01T10:30");
    assert_eq!(confirm(&evening, &[], &[&mark]), std::slice::from_ref(&mark), "it appeared");
    assert!(confirm(&evening, &[], &[]).is_empty(), "it never did");
    let moved = wanted("2026-11-30T18:05", "2026-12-01T12:30");
    assert!(confirm(&moved, &[], &[&mark]).is_empty());
    assert!(confirm(&wanted("2026-12-01T10:30", "2026-12-01T10:30"), &[], &[&mark]).is_empty());
}

/// Days around both changes of the clock and the ends of months.
fn starts() -> impl Strategy<Value = Instant> {
    let days = [
        "2027-03-27",
        "2027-03-28",
        "2027-03-29",
        "2027-10-30",
        "2027-10-31",
        "2027-11-01",
        "2028-03-01",
        "2027-01-01",
    ];
    (prop::sample::select(days.to_vec()), 0..24 * 60_u16).prop_map(|(day, minute)| {
        local(Zone::AMSTERDAM, day.parse().unwrap(), CivilTime::new(minute / 60, minute % 60).unwrap())
    })
}

proptest! {
    /// However often is looked, each beginning is told once, not at night, the day before or the same morning.
    #[test]
    fn each_is_told_once_and_never_at_night(
        starts in starts(),
        moved in prop::option::of((0..2_000_i64, -120..120_i64)),
        steps in prop::collection::vec(1..11_i64, 400..500),
        own in (0..24_u16, 0..24_u16),
    ) {
        let mut looking = looking("2026-01-01T00:00", "2026-01-01T00:00");
        looking.quiet = hours(own.0, own.1);
        looking.appointments[0].starts_at = starts;
        looking.now = starts.plus_minutes(-33 * 60);
        let mut told: Vec<Told> = Vec::new();
        for step in steps {
            looking.now = looking.now.plus_minutes(step);
            if let Some((after, by)) = moved
                && looking.now.0 - starts.plus_minutes(-33 * 60).0 > after * MINUTE
            {
                looking.appointments[0].starts_at = starts.plus_minutes(by);
            }
            let due = looking.due();
            prop_assert!(due.next.is_none_or(|next| next > looking.now));
            for one in due.now {
                let (wall, begin) = (looking.zone.local(looking.now), looking.zone.date(one.starts_at));
                prop_assert!(!QuietHours::default().contains(wall.time), "told at {wall}");
                prop_assert!((0..=1).contains(&wall.date.days_until(begin)));
                prop_assert!(looking.now <= one.starts_at.plus_minutes(-LAST_MINUTES));
                prop_assert!(told.last() != Some(&one), "told twice");
                told.push(one.clone());
                looking.told.push(one);
            }
        }
        let beginnings = 1 + usize::from(moved.is_some());
        prop_assert!(told.len() <= beginnings);
        if moved.is_none() && looking.now >= starts {
            prop_assert_eq!(told.len(), 1, "whoever has no phone is told");
        }
    }

    /// What `next` says is when something comes, and nothing comes before it.
    #[test]
    fn nothing_comes_before_the_moment_that_was_named(starts in starts(), ahead in 0..3_000_i64, own in (0..24_u16, 0..24_u16)) {
        let mut looking = looking("2026-01-01T00:00", "2026-01-01T00:00");
        looking.quiet = hours(own.0, own.1);
        looking.appointments[0].starts_at = starts;
        looking.now = starts.plus_minutes(-ahead);
        let due = looking.due();
        let Some(next) = due.next.filter(|_| due.now.is_empty()) else { return Ok(()) };
        let between = i64::midpoint(looking.now.0, next.0);
        looking.now = Instant(between);
        prop_assert!(between == next.0 || looking.due().now.is_empty());
        looking.now = next;
        prop_assert_eq!(looking.due().now.len(), 1);
    }
}
