//! Reminders: which notifications a phone must have planned, decided ahead and offline.
//!
//! A plan is a value. The same wishes at the same moment give the same plan; a phone replaces what it had planned by
//! it. At night it is quiet, a lock screen says nothing that a neighbour may not read, and there is at most one
//! nudge a day.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::order;
use crate::phrase::Phrase;
use crate::time::{Date, Instant, LocalMoment, Zone};

mod candidates;
pub mod guarantee;
mod quiet;
mod wanted;
pub use quiet::QuietHours;
pub use wanted::{Appointment, AppointmentStatus, Delivered, DueTask, NextStep, PayDay, Preferences, Wanted};

/// The most entries of a plan: the smallest number that a phone keeps is 64, and some are left for the shell.
pub const MAX_ENTRIES: usize = 60;

/// Days ahead for which nudges are planned; a phone that stays silent longer hears no more of them.
pub const NUDGE_DAYS: i64 = 7;

/// One notification to plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Stable and unique in a plan, such as `appointment/<id>/day-before`.
    pub key: String,
    /// What it is about.
    pub kind: EntryKind,
    /// When it must appear, always after the plan's `now`.
    pub at: Instant,
    /// The same in the person's zone.
    pub local: LocalMoment,
    /// The first line.
    pub title: Phrase,
    /// The line below.
    pub body: Phrase,
    /// Instead of both on a lock screen: says nothing about money, debts or who it is from.
    pub discreet: Phrase,
    /// The screen to open, such as `appointment/<id>`.
    pub route: String,
    /// It must appear on the minute; the others may wait for the phone to wake up.
    pub exact: bool,
}

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// An appointment.
    Appointment,
    /// A task with a due date.
    Task,
    /// Money that is expected.
    PayDay,
    /// The next small step.
    Nudge,
}

/// All that a phone must have planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReminderPlan {
    /// By moment, then by key.
    pub entries: Vec<Entry>,
    /// A new plan is needed before this instant, even if nothing changes.
    pub refresh_before: Instant,
}

/// Plans the reminders.
///
/// Appointments that are proposed or confirmed are announced the day before, and hours before when wished. In quiet
/// hours an announcement moves to the last minute before them, or to their end when that has passed; it never comes
/// after the appointment starts. If neither is possible it appears in the quiet hours, because missing an appointment
/// is worse. Everything else moves to the end of the quiet hours.
///
/// Of more than `max` entries the nearest stay.
pub fn plan(wanted: &Wanted) -> ReminderPlan {
    let mut candidates = candidates::fixed(wanted);
    candidates.extend(candidates::nudges(wanted, &busy_days(wanted, &candidates)));
    let mut by_key: BTreeMap<&str, &Entry> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.at > wanted.now) {
        let kept = by_key.entry(&candidate.key).or_insert(candidate);
        if (candidate.at, &candidate.title) < (kept.at, &kept.title) {
            *kept = candidate;
        }
    }
    let mut entries: Vec<Entry> = by_key.into_values().cloned().collect();
    order::sort_by(&mut entries, |one, other| (one.at, &one.key).cmp(&(other.at, &other.key)));
    let dropped = entries.split_off(entries.len().min(wanted.max.min(MAX_ENTRIES)));
    let horizon = horizon(wanted);
    let refresh_before = dropped.first().map_or(horizon, |first| first.at.min(horizon));
    ReminderPlan { entries, refresh_before }
}

/// Days on which something else asks for attention: a reminder, also one that has gone by, or an appointment.
fn busy_days(wanted: &Wanted, candidates: &[Entry]) -> BTreeSet<Date> {
    let appointments = wanted.appointments.iter().filter(|appointment| appointment.status.is_expected());
    let appointments = appointments.map(|appointment| wanted.zone.date(appointment.starts_at));
    order::gather(candidates.iter().map(|candidate| candidate.local.date).chain(appointments))
}

/// The end of the days for which nudges are planned.
fn horizon(wanted: &Wanted) -> Instant {
    let end = wanted.zone.date(wanted.now).plus_days(NUDGE_DAYS + 1);
    wanted.zone.start_of_day(end).max(wanted.now.plus_millis(1))
}

fn local(zone: Zone, date: Date, time: crate::time::CivilTime) -> Instant {
    zone.instant(LocalMoment::new(date, time))
}

#[cfg(test)]
mod tests;
