//! Appointments: planned, confirmed, moved, cancelled.

use opstap_content::format;
use opstap_domain::order;
use opstap_domain::{Instant, LocalMoment, Phrase};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::events::{event_of, given_back};
use crate::moments;
use crate::room::{Room, open_conflicts};
use crate::text::keyed;
use crate::zones::zone_named;

/// The agenda of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgendaSummary {
    /// What is still to come, nearest first.
    pub upcoming: Vec<AppointmentRow>,
    /// What was, or was cancelled, latest first; at most fifty.
    pub past: Vec<AppointmentRow>,
}

/// One appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AppointmentRow {
    /// Its id: what `agenda move` takes.
    pub id: Uuid,
    /// What it is about.
    pub title: String,
    /// When it begins.
    pub starts_at: Instant,
    /// When, in words.
    pub when_text: String,
    /// How long, in minutes; 0 when nobody said.
    pub minutes: i64,
    /// Where; empty when nobody said.
    pub place: String,
    /// What to take along; empty when nothing.
    pub bring: String,
    /// `proposed`, `confirmed`, `cancelled`, `missed` or `kept`.
    pub status: String,
    /// The status in words.
    pub status_text: String,
    /// Two readings wait for a choice.
    pub contested: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What somebody plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentEntry {
    /// What it is about.
    pub title: String,
    /// Begin, by the wall clock of the case's zone.
    pub starts: LocalMoment,
    /// How long, in minutes.
    pub minutes: Option<u32>,
    /// Where.
    pub place: Option<String>,
    /// What to take along.
    pub bring: Option<String>,
}

impl Opstap {
    /// The agenda of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn agenda(&self, case: Option<Uuid>) -> Result<AgendaSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let (mut upcoming, mut past): (Vec<_>, Vec<_>) =
                rows(inner, &room)?.into_iter().partition(|row| {
                    row.starts_at >= room.now && matches!(row.status.as_str(), "proposed" | "confirmed")
                });
            order::sort_by_key(&mut upcoming, |row| (row.starts_at, row.id));
            order::sort_by_key(&mut past, |row| std::cmp::Reverse((row.starts_at, row.id)));
            past.truncate(50);
            Ok(AgendaSummary { upcoming, past })
        })
    }

    /// Plans an appointment. A helper's is a proposal until the client confirms it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for a moment that has passed or a text that is too long.
    pub fn plan_appointment(
        &self,
        case: Option<Uuid>,
        entry: &AppointmentEntry,
    ) -> Result<AppointmentRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let id = inner.fresh_id(room.now);
            let mut units = vec![
                ("title", json!(entry.title)),
                ("when", when(&room, entry.starts, entry.minutes.map(i64::from))?),
                ("status", json!("proposed")),
            ];
            units.extend(entry.place.as_ref().map(|place| ("place", json!(place))));
            units.extend(entry.bring.as_ref().map(|bring| ("bring", json!(bring))));
            self.write_appointment(inner, &room, id, units, None)
        })
    }

    /// Moves an appointment; it is a proposal again.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an appointment; [`OpstapError::Refused`] for a moment that has passed, and for an
    /// event, which is moved by nobody but the organisation.
    pub fn move_appointment(
        &self,
        case: Option<Uuid>,
        id: Uuid,
        starts: LocalMoment,
    ) -> Result<AppointmentRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let known = appointment(inner, &room, id)?;
            if event_of(inner, &room, id)?.is_some() {
                return Err(OpstapError::refused("when", Phrase::new("event-no-move")));
            }
            let minutes = known.value("when")["minutes"].as_i64();
            let units = vec![("when", when(&room, starts, minutes)?), ("status", json!("proposed"))];
            let given_back = moments::given_back(inner, &room, id)?;
            self.write_appointment(inner, &room, id, units, given_back)
        })
    }

    /// Says yes to an appointment.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an appointment.
    pub fn confirm_appointment(&self, case: Option<Uuid>, id: Uuid) -> Result<AppointmentRow, OpstapError> {
        self.set_status(case, id, "confirmed")
    }

    /// Cancels an appointment. A place at an event, and a moment that was chosen, is given back by it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an appointment.
    pub fn cancel_appointment(&self, case: Option<Uuid>, id: Uuid) -> Result<AppointmentRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            appointment(inner, &room, id)?;
            let place = given_back(inner, &room, id)?;
            let given_back = if place.is_some() { place } else { moments::given_back(inner, &room, id)? };
            let units = vec![("status", json!("cancelled"))];
            self.write_appointment(inner, &room, id, units, given_back)
        })
    }

    /// Notes whether an appointment took place.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an appointment.
    pub fn close_appointment(
        &self,
        case: Option<Uuid>,
        id: Uuid,
        kept: bool,
    ) -> Result<AppointmentRow, OpstapError> {
        self.set_status(case, id, if kept { "kept" } else { "missed" })
    }

    fn set_status(&self, case: Option<Uuid>, id: Uuid, status: &str) -> Result<AppointmentRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            appointment(inner, &room, id)?;
            self.write_appointment(inner, &room, id, vec![("status", json!(status))], None)
        })
    }

    fn write_appointment(
        &self,
        inner: &mut Inner,
        room: &Room,
        id: Uuid,
        units: Vec<(&str, Value)>,
        more: Option<Edit>,
    ) -> Result<AppointmentRow, OpstapError> {
        let edits: Vec<Edit> =
            [Edit::put(room.together, "appointment", id, units)].into_iter().chain(more).collect();
        self.act(inner, &edits)?;
        let all = rows(inner, room)?;
        all.into_iter().find(|row| row.id == id).ok_or(OpstapError::Unknown { what: "appointment" })
    }
}

fn when(room: &Room, starts: LocalMoment, minutes: Option<i64>) -> Result<Value, OpstapError> {
    let at = room.zone.instant(starts);
    if at < room.now {
        return Err(OpstapError::refused("when", Phrase::new("error-date-past")));
    }
    let mut value = json!({ "starts_at": at.0, "zone": room.zone.name() });
    if let Some(minutes) = minutes {
        value["minutes"] = json!(minutes);
    }
    Ok(value)
}

fn appointment(inner: &mut Inner, room: &Room, id: Uuid) -> Result<Record, OpstapError> {
    let found = inner.store.record(room.together, "appointment", id)?;
    found.ok_or(OpstapError::Unknown { what: "appointment" })
}

/// Appointments that somebody is expected at, nearest first.
pub(crate) fn expected(inner: &mut Inner, room: &Room) -> Result<Vec<AppointmentRow>, OpstapError> {
    let mut all = rows(inner, room)?;
    all.retain(|row| row.starts_at >= room.now && matches!(row.status.as_str(), "proposed" | "confirmed"));
    order::sort_by_key(&mut all, |row| (row.starts_at, row.id));
    Ok(all)
}

pub(crate) fn rows(inner: &mut Inner, room: &Room) -> Result<Vec<AppointmentRow>, OpstapError> {
    let contested = open_conflicts(inner, room.together)?;
    let mut rows = Vec::new();
    for record in inner.store.records(room.together, "appointment")? {
        let when = record.value("when");
        let Some(starts_at) = when["starts_at"].as_i64().map(Instant) else { continue };
        let zone = when["zone"].as_str().map_or(room.zone, zone_named);
        let status = match record.text("status") {
            "" => "proposed",
            known => known,
        };
        rows.push(AppointmentRow {
            id: record.id,
            title: record.text("title").to_owned(),
            starts_at,
            when_text: format::moment(room.language, zone.local(starts_at), room.today),
            minutes: when["minutes"].as_i64().unwrap_or(0),
            place: record.text("place").to_owned(),
            bring: record.text("bring").to_owned(),
            status: status.to_owned(),
            status_text: room.words.say(&keyed("status", status)),
            contested: contested.contains_key(&record.id),
            waiting: record.waiting,
        });
    }
    Ok(rows)
}
