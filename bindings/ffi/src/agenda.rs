//! Appointments, and the plan of reminders.

use opstap::Opstap;

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, DateText, Instant, Uuid, WallMoment, WallTime, all, asked};

/// A reminder that the platform has taken as planned.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TakenReminder {
    /// Which, as the plan calls it.
    pub key: String,
    /// For when.
    pub at: Instant,
}

/// The agenda of a case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AgendaSummary {
    /// What is still to come, nearest first.
    pub upcoming: Vec<AppointmentRow>,
    /// What was, or was cancelled, latest first; at most fifty.
    pub past: Vec<AppointmentRow>,
}

/// How it is with an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AppointmentStatus {
    /// Somebody proposed it.
    Proposed,
    /// Both agree.
    Confirmed,
    /// It does not take place.
    Cancelled,
    /// It passed without the client.
    Missed,
    /// It took place.
    Kept,
}

/// One appointment.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AppointmentRow {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub title: String,
    /// When it begins.
    pub starts_at: Instant,
    /// When, in words.
    pub when_text: String,
    /// How long, in minutes; 0 when nobody said.
    pub minutes: u32,
    /// Where; empty when nobody said.
    pub place: String,
    /// What to take along; empty when nothing.
    pub bring: String,
    /// How it is with it.
    pub status: AppointmentStatus,
    /// The same in words.
    pub status_text: String,
    /// Two readings wait for a choice.
    pub contested: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What somebody plans.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AppointmentDraft {
    /// What it is about.
    pub title: String,
    /// Begin, by the clock on the wall of the client.
    pub starts: WallMoment,
    /// How long, in minutes.
    #[uniffi(default)]
    pub minutes: Option<u32>,
    /// Where.
    #[uniffi(default)]
    pub place: Option<String>,
    /// What to take along.
    #[uniffi(default)]
    pub bring: Option<String>,
}

/// What a reminder reminds of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ReminderKind {
    /// An appointment.
    Appointment,
    /// A task.
    Task,
    /// Money comes in.
    PayDay,
    /// A friendly word.
    Nudge,
}

/// Everything that the platform must have planned, nearest first: make it equal to this, by key.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ReminderPlan {
    /// The reminders.
    pub entries: Vec<Reminder>,
    /// Plan again before this, even if nothing changes.
    pub refresh_before: Instant,
}

/// One reminder.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Reminder {
    /// Stable: the same reminder keeps it.
    pub key: String,
    /// When.
    pub at: Instant,
    /// The heading, for an unlocked screen.
    pub title: String,
    /// The text, for an unlocked screen.
    pub body: String,
    /// What a locked screen may show: it tells nobody what the app is about.
    pub discreet: String,
    /// Where a tap leads.
    pub route: String,
    /// The platform must be exact, as for an appointment.
    pub exact: bool,
    /// What it reminds of.
    pub kind: ReminderKind,
}

/// Days and times to choose from, so that nobody has to type one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Choices {
    /// The fourteen coming days: for an appointment.
    pub days: Vec<DateText>,
    /// In one, two and four weeks, and in three months: for a break, or until when to share.
    pub later: Vec<DateText>,
    /// Every half hour from eight to six: for an appointment.
    pub times: Vec<WallTime>,
    /// From six to eleven in the evening: when the quiet hours begin.
    pub evenings: Vec<WallTime>,
    /// From six to eleven in the morning: when they end.
    pub mornings: Vec<WallTime>,
    /// Hours before an appointment: when to remind again.
    pub before: Vec<HoursRow>,
}

/// So many hours, as a choice.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HoursRow {
    /// The value.
    pub hours: u32,
    /// In words.
    pub text: String,
}

service!(
    /// Appointments and reminders.
    Agenda
);

#[uniffi::export]
impl Agenda {
    /// What is to come and what was.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<AgendaSummary, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(device.agenda(case)?.into())).await
    }

    /// Days and times to choose from.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for a case that is not here.
    #[uniffi::method(default(case = None))]
    pub async fn choices(&self, case: Option<CaseId>) -> Result<Choices, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(device.choices(case)?.into())).await
    }

    /// Plans an appointment; it is a proposal until the other side confirms it.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] for a moment that has passed or a text that is too long.
    #[uniffi::method(default(case = None))]
    pub async fn plan(
        &self,
        draft: AppointmentDraft,
        case: Option<CaseId>,
    ) -> Result<AppointmentRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| Ok(device.plan_appointment(case, &draft.into())?.into());
        self.engine.write(write).await
    }

    /// Moves an appointment; it is a proposal again. (`move` is a word of Rust and of C++.)
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such an appointment; [`CoreError::Refused`] for a moment that has passed.
    #[uniffi::method(default(case = None))]
    pub async fn reschedule(
        &self,
        appointment: Uuid,
        starts: WallMoment,
        case: Option<CaseId>,
    ) -> Result<AppointmentRow, CoreError> {
        let case = asked(case);
        let write =
            move |device: &Opstap| Ok(device.move_appointment(case, appointment, starts.local())?.into());
        self.engine.write(write).await
    }

    /// Says yes to an appointment.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such an appointment.
    #[uniffi::method(default(case = None))]
    pub async fn confirm(
        &self,
        appointment: Uuid,
        case: Option<CaseId>,
    ) -> Result<AppointmentRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(device.confirm_appointment(case, appointment)?.into())).await
    }

    /// Cancels an appointment.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such an appointment.
    #[uniffi::method(default(case = None))]
    pub async fn cancel(&self, appointment: Uuid, case: Option<CaseId>) -> Result<AppointmentRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(device.cancel_appointment(case, appointment)?.into())).await
    }

    /// Notes whether an appointment took place.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such an appointment.
    #[uniffi::method(default(case = None))]
    pub async fn note_outcome(
        &self,
        appointment: Uuid,
        kept: bool,
        case: Option<CaseId>,
    ) -> Result<AppointmentRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(device.close_appointment(case, appointment, kept)?.into())).await
    }

    /// The plan of reminders: at most `max`, never more than sixty.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(max = 60, case = None))]
    pub async fn reminder_plan(&self, max: u32, case: Option<CaseId>) -> Result<ReminderPlan, CoreError> {
        let case = asked(case);
        self.engine.read(move |device| Ok(device.reminder_plan(case, max as usize)?.into())).await
    }

    /// Says which reminders the platform has taken as planned: all of them, each time that they were planned again. What the
    /// day before an appointment is planned on no device, the server sends by text message or mail, where the client wants
    /// that. A platform that may show nothing has taken none.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case; [`CoreError::NotAllowed`] for anybody but the client.
    #[uniffi::method(default(case = None))]
    pub async fn confirm_reminders(
        &self,
        taken: Vec<TakenReminder>,
        case: Option<CaseId>,
    ) -> Result<(), CoreError> {
        let case = asked(case);
        self.engine
            .write(move |device| {
                let taken: Vec<_> = taken.iter().map(|one| (one.key.as_str(), one.at)).collect();
                device.confirm_reminders(case, &taken)
            })
            .await
    }
}

impl From<opstap::AgendaSummary> for AgendaSummary {
    fn from(from: opstap::AgendaSummary) -> Self {
        Self { upcoming: all(from.upcoming), past: all(from.past) }
    }
}

impl From<opstap::AppointmentRow> for AppointmentRow {
    fn from(from: opstap::AppointmentRow) -> Self {
        let status = match from.status.as_str() {
            "confirmed" => AppointmentStatus::Confirmed,
            "cancelled" => AppointmentStatus::Cancelled,
            "missed" => AppointmentStatus::Missed,
            "kept" => AppointmentStatus::Kept,
            _ => AppointmentStatus::Proposed,
        };
        Self {
            id: from.id,
            title: from.title,
            starts_at: from.starts_at,
            when_text: from.when_text,
            minutes: u32::try_from(from.minutes).unwrap_or(0),
            place: from.place,
            bring: from.bring,
            status,
            status_text: from.status_text,
            contested: from.contested,
            waiting: from.waiting,
        }
    }
}

impl From<opstap::Choices> for Choices {
    fn from(from: opstap::Choices) -> Self {
        let calendar = from.calendar;
        let days = |days: Vec<_>| days.into_iter().map(|day| DateText::new(calendar, day)).collect();
        let times = |times: Vec<_>| times.into_iter().map(|time| WallTime::new(calendar, time)).collect();
        Self {
            days: days(from.days),
            later: days(from.later),
            times: times(from.times),
            evenings: times(from.evenings),
            mornings: times(from.mornings),
            before: from.hours_before.into_iter().map(|(hours, text)| HoursRow { hours, text }).collect(),
        }
    }
}

impl From<AppointmentDraft> for opstap::AppointmentEntry {
    fn from(from: AppointmentDraft) -> Self {
        Self {
            title: from.title,
            starts: from.starts.local(),
            minutes: from.minutes,
            place: from.place,
            bring: from.bring,
        }
    }
}

impl From<opstap::ReminderPlan> for ReminderPlan {
    fn from(from: opstap::ReminderPlan) -> Self {
        Self { entries: all(from.entries), refresh_before: from.refresh_before }
    }
}

impl From<opstap::ReminderRow> for Reminder {
    fn from(from: opstap::ReminderRow) -> Self {
        let kind = match from.kind {
            "appointment" => ReminderKind::Appointment,
            "task" => ReminderKind::Task,
            "pay_day" => ReminderKind::PayDay,
            _ => ReminderKind::Nudge,
        };
        Self {
            key: from.key,
            at: from.at,
            title: from.title,
            body: from.body,
            discreet: from.discreet,
            route: from.route,
            exact: from.exact,
            kind,
        }
    }
}
