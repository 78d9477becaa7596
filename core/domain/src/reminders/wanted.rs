//! What a person wants to be reminded of, and how.

use serde::{Deserialize, Serialize};

use super::QuietHours;
use crate::time::{CivilTime, Date, Instant, LocalMoment, Zone};

/// Everything that a plan of reminders follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    /// The moment of planning.
    pub now: Instant,
    /// Where the person is, so when it is night for them.
    pub zone: Zone,
    /// All appointments; those that are over or cancelled give no reminder.
    pub appointments: Vec<Appointment>,
    /// Tasks that wait and have a due date.
    pub tasks: Vec<DueTask>,
    /// Letters that wait for an answer and have a last day.
    #[serde(default)]
    pub letters: Vec<DueTask>,
    /// Days on which money is expected.
    pub pay_days: Vec<PayDay>,
    /// The next small step of the programme.
    pub next_step: Option<NextStep>,
    /// What was shown already, so that nothing moves behind quiet hours and appears again.
    #[serde(default)]
    pub delivered: Vec<Delivered>,
    /// How the person wants it.
    pub preferences: Preferences,
    /// The most entries wanted; never more than [`MAX_ENTRIES`](super::MAX_ENTRIES).
    pub max: usize,
}

/// An appointment with the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Appointment {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// Where it is, in words.
    #[serde(default)]
    pub place: Option<String>,
    /// When it starts.
    pub starts_at: Instant,
    /// The zone where the appointment is; its wall shows the time that people read.
    #[serde(default)]
    pub zone: Zone,
    /// Whether it goes on.
    pub status: AppointmentStatus,
}

/// Whether an appointment goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppointmentStatus {
    /// One side proposed it; the client has not said yes.
    Proposed,
    /// Both said yes.
    Confirmed,
    /// It does not go on.
    Cancelled,
    /// The client was not there.
    Missed,
    /// It took place.
    Kept,
}

/// A task with a due date that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DueTask {
    /// The task's id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// The day it is due.
    pub due_on: Date,
}

/// A day on which money is expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayDay {
    /// The income's id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// The day.
    pub on: Date,
}

/// The next small step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NextStep {
    /// The task's id.
    pub task: String,
    /// What people read.
    pub title: String,
}

/// A reminder that appeared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivered {
    /// The entry's key.
    pub key: String,
    /// When it appeared.
    pub at: Instant,
}

/// How somebody wants to be reminded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// Announce an appointment the day before.
    pub day_before: bool,
    /// At what time.
    pub day_before_at: CivilTime,
    /// Announce it so many hours ahead as well; zero is the same as none.
    pub hours_before: Option<u32>,
    /// Remind of tasks that are due.
    pub tasks: bool,
    /// At what time, the day before and on the day.
    pub tasks_at: CivilTime,
    /// Tell when money is expected.
    pub pay_days: bool,
    /// At what time.
    pub pay_days_at: CivilTime,
    /// Offer the next small step on days on which nothing else is.
    pub nudges: bool,
    /// At what time.
    pub nudges_at: CivilTime,
    /// When it must be quiet.
    pub quiet: QuietHours,
    /// No nudges and no reminders of tasks before this date; appointments stay.
    pub paused_until: Option<Date>,
}

impl Default for Preferences {
    /// On by default what lowers no-shows; off what not everybody wants to know.
    ///
    /// # Source
    ///
    /// Domain sheet 3: reminders reduce non-attendance; one nudge a day at most, quiet from 21:00 to 08:00.
    fn default() -> Self {
        Self {
            day_before: true,
            day_before_at: CivilTime::hour_of_day(18),
            hours_before: None,
            tasks: true,
            tasks_at: CivilTime::hour_of_day(10),
            pay_days: false,
            pay_days_at: CivilTime::hour_of_day(9),
            nudges: true,
            nudges_at: CivilTime::hour_of_day(10),
            quiet: QuietHours::default(),
            paused_until: None,
        }
    }
}

impl AppointmentStatus {
    /// Whether somebody is expected to be there.
    pub fn is_expected(self) -> bool {
        matches!(self, Self::Proposed | Self::Confirmed)
    }
}

impl Appointment {
    /// The date and time on the wall where the appointment is.
    pub fn starts(&self) -> LocalMoment {
        self.zone.local(self.starts_at)
    }
}
