//! The whole set of reminders that a phone must have planned.

use opstap_domain::programme::TaskState;
use opstap_domain::reminders::{
    self, Appointment, AppointmentStatus, DueTask, EntryKind, NextStep, PayDay, Preferences, QuietHours,
    Wanted, guarantee,
};
use opstap_domain::{CivilTime, Instant, LocalMoment};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::Room;
use crate::zones::zone_named;

/// Everything that the phone must have planned, nearest first. Make the platform equal to it, by key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReminderPlan {
    /// The reminders.
    pub entries: Vec<ReminderRow>,
    /// Plan again before this instant, even if nothing changes.
    pub refresh_before: Instant,
}

/// One reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReminderRow {
    /// Stable identity.
    pub key: String,
    /// When.
    pub at: Instant,
    /// When, on the wall.
    pub local: LocalMoment,
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
    /// What it reminds of: `appointment`, `task`, `pay_day` or `nudge`.
    pub kind: &'static str,
}

impl Opstap {
    /// The plan for a case: at most `max` reminders, never more than sixty.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn reminder_plan(&self, case: Option<Uuid>, max: usize) -> Result<ReminderPlan, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let wanted = wanted(inner, &room, max)?;
            let plan = reminders::plan(&wanted);
            let say = |phrase| room.words.say_on(phrase, room.today);
            let entries = plan.entries.iter().map(|entry| ReminderRow {
                key: entry.key.clone(),
                at: entry.at,
                local: entry.local,
                title: say(&entry.title),
                body: say(&entry.body),
                discreet: say(&entry.discreet),
                route: entry.route.clone(),
                exact: entry.exact,
                kind: match entry.kind {
                    EntryKind::Appointment => "appointment",
                    EntryKind::Task => "task",
                    EntryKind::PayDay => "pay_day",
                    EntryKind::Nudge => "nudge",
                },
            });
            Ok(ReminderPlan { entries: entries.collect(), refresh_before: plan.refresh_before })
        })
    }
}

impl Opstap {
    /// Says which reminders the platform of this device has taken as planned, by key and moment. What the day before an
    /// appointment is not planned anywhere, the server sends by text message or mail, where the client wants that.
    ///
    /// Call it with all of them, each time that they were planned again. What changes nothing is not sent.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn confirm_reminders(
        &self,
        case: Option<Uuid>,
        planned: &[(&str, Instant)],
    ) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let device = inner.store.identity().ok_or(OpstapError::NotPaired)?.device;
            let wanted = wanted(inner, &room, reminders::MAX_ENTRIES)?;
            let plan = reminders::plan(&wanted);
            let id = room.together.derived_id(&guarantee::plan_of(device.bits()));
            let record = inner.store.record(room.together, "reminder_plan", id)?;
            let said = record.map(|record| record.value("planned").clone()).unwrap_or_default();
            let said: Vec<&str> = said.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let now = guarantee::confirmed(&wanted, &plan, planned, &said);
            if now != said {
                self.act(inner, &[Edit::put(room.together, "reminder_plan", id, [("planned", json!(now))])])?;
            }
            Ok(())
        })
    }
}

fn wanted(inner: &mut Inner, room: &Room, max: usize) -> Result<Wanted, OpstapError> {
    let content = inner.content()?;
    let mut appointments = Vec::new();
    for record in inner.store.records(room.together, "appointment")? {
        let when = record.value("when");
        let Some(starts_at) = when["starts_at"].as_i64().map(Instant) else { continue };
        let status = read(record.value("status")).unwrap_or(AppointmentStatus::Proposed);
        appointments.push(Appointment {
            id: record.id.to_string(),
            title: record.text("title").to_owned(),
            place: Some(record.text("place").to_owned()).filter(|place| !place.is_empty()),
            starts_at,
            zone: when["zone"].as_str().map_or(room.zone, zone_named),
            status,
        });
    }
    let seen = crate::tips::see(inner, room)?;
    let followed = crate::programme::follow_with(inner, room, &seen.facts)?;
    let mut tasks = Vec::new();
    let mut next_step = None;
    if let Some(followed) = &followed {
        for task in followed.state.tasks() {
            let waits = matches!(task.state, TaskState::Open | TaskState::Postponed(_));
            if let Some(due_on) = task.due_on.filter(|_| waits) {
                tasks.push(DueTask { id: task.id.clone(), title: task.title.clone(), due_on });
            }
        }
        let next = followed.state.next_task();
        next_step = next.map(|task| NextStep { task: task.id.clone(), title: task.title.clone() });
    }
    let pay_days = crate::budget::pay_days_ahead(&content, &seen.lines, room.today, 35)
        .into_iter()
        .map(|(id, label, on)| PayDay { id, label, on })
        .collect();
    let letters = crate::letters::deadlines(inner, room)?
        .into_iter()
        .map(|(id, title, due_on)| DueTask { id: id.to_string(), title, due_on })
        .collect();
    Ok(Wanted {
        now: room.now,
        zone: room.zone,
        appointments,
        tasks,
        letters,
        pay_days,
        next_step,
        delivered: Vec::new(),
        preferences: preferences(inner, room)?,
        max,
    })
}

/// How the client wants it, from the record; the default where nothing was said.
pub(crate) fn preferences(inner: &mut Inner, room: &Room) -> Result<Preferences, OpstapError> {
    let mut wanted = Preferences::default();
    let id = room.together.derived_id("preference");
    let Some(record) = inner.store.record(room.together, "preference", id)? else { return Ok(wanted) };
    let quiet = record.value("quiet");
    let time = |name: &str| {
        let minute = quiet[name].as_i64()?;
        CivilTime::new(u16::try_from(minute / 60).ok()?, u16::try_from(minute % 60).ok()?)
    };
    if let (Some(from), Some(to)) = (time("from"), time("to")) {
        wanted.quiet = QuietHours { from, to };
    }
    let hours = record.value("hours_before").as_u64().and_then(|hours| u32::try_from(hours).ok());
    wanted.hours_before = hours.filter(|hours| *hours > 0);
    wanted.paused_until = record.text("pause_until").parse().ok();
    wanted.nudges = record.value("nudges").as_bool().unwrap_or(wanted.nudges);
    Ok(wanted)
}
