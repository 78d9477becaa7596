//! Every reminder that the wishes ask for, before the plan chooses.

use std::collections::BTreeSet;

use super::wanted::{Appointment, AppointmentStatus, DueTask, PayDay, Wanted};
use super::{Entry, EntryKind, NUDGE_DAYS, local};
use crate::phrase::Phrase;
use crate::time::{Date, Instant};

/// All but the nudges.
pub(super) fn fixed(wanted: &Wanted) -> Vec<Entry> {
    let expected = wanted.appointments.iter().filter(|appointment| appointment.status.is_expected());
    let mut all: Vec<Entry> = expected.flat_map(|appointment| announcements(wanted, appointment)).collect();
    if wanted.preferences.tasks {
        all.extend(wanted.tasks.iter().flat_map(|task| task_reminders(wanted, task, "task")));
        all.extend(wanted.letters.iter().flat_map(|letter| task_reminders(wanted, letter, "letter")));
    }
    if wanted.preferences.pay_days {
        all.extend(wanted.pay_days.iter().map(|pay_day| pay_day_reminder(wanted, pay_day)));
    }
    all
}

fn announcements(wanted: &Wanted, appointment: &Appointment) -> Vec<Entry> {
    let start = appointment.starts_at;
    let wish = &wanted.preferences;
    let day_before = wish.day_before.then(|| {
        let eve = wanted.zone.date(start).plus_days(-1);
        (local(wanted.zone, eve, wish.day_before_at), format!("appointment/{}/day-before", appointment.id))
    });
    let hours_before = wish.hours_before.filter(|hours| *hours > 0).map(|hours| {
        (start.plus_minutes(-60 * i64::from(hours)), format!("appointment/{}/hours-before", appointment.id))
    });
    let mut placed: Vec<Entry> = vec![];
    for (base, key) in [day_before, hours_before].into_iter().flatten() {
        let at = announce_at(wanted, base, start, &key);
        if let Some(at) = at.filter(|at| placed.iter().all(|other| other.at != *at)) {
            placed.push(announcement(wanted, appointment, at, key));
        }
    }
    placed
}

/// Where an announcement goes when its moment may be quiet; `None` when there is no sense in it any more.
///
/// A moment that is not quiet is answered even when it has gone by, because that day was busy with it.
fn announce_at(wanted: &Wanted, base: Instant, start: Instant, key: &str) -> Option<Instant> {
    let (zone, quiet) = (wanted.zone, wanted.preferences.quiet);
    if base >= start {
        return None;
    }
    if !quiet.covers(zone, base) {
        return Some(base);
    }
    let wall = zone.local(base);
    let loud = |at: &Instant| !quiet.covers(zone, *at) && *at < start;
    let earlier = Some(zone.instant(quiet.before(wall))).filter(loud);
    if earlier.is_some_and(|earlier| earlier > wanted.now) {
        return earlier;
    }
    let shown = wanted
        .delivered
        .iter()
        .any(|delivered| delivered.key == key && earlier.is_some_and(|earlier| delivered.at >= earlier));
    if shown {
        return earlier;
    }
    Some(zone.instant(quiet.after(wall))).filter(loud).or(Some(base))
}

fn announcement(wanted: &Wanted, appointment: &Appointment, at: Instant, key: String) -> Entry {
    let title = appointment.title.as_str();
    let start_date = wanted.zone.date(appointment.starts_at);
    let title = match wanted.zone.date(at).days_until(start_date) {
        0 => Phrase::new("reminder-appointment-today").with("title", title),
        1 => Phrase::new("reminder-appointment-tomorrow").with("title", title),
        _ => Phrase::new("reminder-appointment-on").with("title", title).with("date", start_date),
    };
    let moment = appointment.starts();
    let body = match (&appointment.place, appointment.status) {
        (_, AppointmentStatus::Proposed) => {
            Phrase::new("reminder-appointment-confirm").with("moment", moment)
        }
        (Some(place), _) => {
            Phrase::new("reminder-appointment-at-place").with("moment", moment).with("place", place.as_str())
        }
        (None, _) => Phrase::new("reminder-appointment-at").with("moment", moment),
    };
    Entry {
        key,
        kind: EntryKind::Appointment,
        at,
        local: wanted.zone.local(at),
        title,
        body,
        discreet: Phrase::new("reminder-discreet-appointment"),
        route: format!("appointment/{}", appointment.id),
        exact: true,
    }
}

/// Of a task, or of a letter, which has no screen of its own yet and leads to the first one.
fn task_reminders(wanted: &Wanted, task: &DueTask, of: &str) -> Vec<Entry> {
    let days = [(task.due_on.plus_days(-1), "day-before"), (task.due_on, "today")];
    let made = days.into_iter().map(|(day, name)| {
        let at = after_quiet(wanted, local(wanted.zone, day, wanted.preferences.tasks_at));
        let title = task.title.as_str();
        let title = match wanted.zone.date(at).days_until(task.due_on) {
            0 => Phrase::new("reminder-task-today").with("title", title),
            1 => Phrase::new("reminder-task-tomorrow").with("title", title),
            _ => Phrase::new("reminder-task-on").with("title", title).with("date", task.due_on),
        };
        Entry {
            key: format!("{of}/{}/{name}", task.id),
            kind: EntryKind::Task,
            at,
            local: wanted.zone.local(at),
            title,
            body: Phrase::new("reminder-task-body"),
            discreet: Phrase::new("reminder-discreet-task"),
            route: if of == "task" { format!("task/{}", task.id) } else { "today".to_owned() },
            exact: false,
        }
    });
    made.filter(|reminder| !is_paused(wanted, reminder)).collect()
}

fn pay_day_reminder(wanted: &Wanted, pay_day: &PayDay) -> Entry {
    let at = after_quiet(wanted, local(wanted.zone, pay_day.on, wanted.preferences.pay_days_at));
    Entry {
        key: format!("pay-day/{}/{}", pay_day.id, pay_day.on),
        kind: EntryKind::PayDay,
        at,
        local: wanted.zone.local(at),
        title: Phrase::new("reminder-pay-day").with("label", pay_day.label.as_str()),
        body: Phrase::new("reminder-pay-day-body").with("date", pay_day.on),
        discreet: Phrase::new("reminder-discreet-pay-day"),
        route: "budget".to_owned(),
        exact: false,
    }
}

/// One offer of the next small step for each day that is free.
pub(super) fn nudges(wanted: &Wanted, busy: &BTreeSet<Date>) -> Vec<Entry> {
    let Some(step) = wanted.next_step.as_ref().filter(|_| wanted.preferences.nudges) else { return vec![] };
    let today = wanted.zone.date(wanted.now);
    let made = (0..=NUDGE_DAYS).map(|days| {
        let day = today.plus_days(days);
        let at = after_quiet(wanted, local(wanted.zone, day, wanted.preferences.nudges_at));
        Entry {
            key: format!("nudge/{}", wanted.zone.date(at)),
            kind: EntryKind::Nudge,
            at,
            local: wanted.zone.local(at),
            title: Phrase::new("reminder-nudge").with("title", step.title.as_str()),
            body: Phrase::new("reminder-nudge-body"),
            discreet: Phrase::new("reminder-discreet-nudge"),
            route: format!("task/{}", step.task),
            exact: false,
        }
    });
    made.filter(|nudge| !is_paused(wanted, nudge) && !busy.contains(&nudge.local.date)).collect()
}

/// The end of the quiet hours, where it is quiet. A clock that is put forward may skip the few minutes that are not: then those
/// of the next day.
fn after_quiet(wanted: &Wanted, at: Instant) -> Instant {
    let (zone, quiet) = (wanted.zone, wanted.preferences.quiet);
    let mut at = at;
    while quiet.covers(zone, at) {
        at = zone.instant(quiet.after(zone.local(at)));
    }
    at
}

fn is_paused(wanted: &Wanted, entry: &Entry) -> bool {
    wanted.preferences.paused_until.is_some_and(|until| entry.local.date < until)
}
