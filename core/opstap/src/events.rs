//! Events of the organisation: what there is, and coming along. A place is given by the server, and becomes an appointment
//! (ADR-0047).

use opstap_content::{Value as Word, format};
use opstap_domain::events::{Event, Standing, appointment_id, attendance_id};
use opstap_domain::ids::Role;
use opstap_domain::{Instant, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;
use crate::text::keyed;

/// An event that is still to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventRow {
    /// Its key: what `events attend` takes.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happens there.
    pub text: String,
    /// Where.
    pub place: String,
    /// When it begins.
    pub starts_at: Instant,
    /// When, in words.
    pub when_text: String,
    /// How long, in minutes.
    pub minutes: u32,
    /// How many people can come, in words.
    pub seats_text: String,
    /// `open`, `asked`, `placed`, `waiting`, `closed` or `cancelled`.
    pub status: &'static str,
    /// The status in words.
    pub status_text: String,
    /// This person may say that the client comes, or does not.
    pub may_attend: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

impl Opstap {
    /// The events that are still to come, nearest first. Works offline, from what this device knows.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn events(&self, case: Option<Uuid>) -> Result<Vec<EventRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            rows(inner, &room)
        })
    }

    /// Says that the client wants to come. Whether there is a place is said by the server, once there is a network.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for an event that is not there or has begun; [`OpstapError::NotAllowed`] for who is neither the client nor
    /// their counsellor.
    pub fn attend_event(&self, case: Option<Uuid>, id: &str) -> Result<EventRow, OpstapError> {
        self.wants(case, id, true)
    }

    /// Says that the client does not come any more: their place is for somebody else.
    ///
    /// # Errors
    ///
    /// As [`Opstap::attend_event`].
    pub fn leave_event(&self, case: Option<Uuid>, id: &str) -> Result<EventRow, OpstapError> {
        self.wants(case, id, false)
    }

    fn wants(&self, case: Option<Uuid>, id: &str, wants: bool) -> Result<EventRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let found = |inner: &mut Inner| {
                let row = rows(inner, &room)?.into_iter().find(|row| row.id == id);
                row.ok_or(OpstapError::Unknown { what: "event" })
            };
            let row = found(inner)?;
            if !row.may_attend {
                return Err(OpstapError::NotAllowed);
            }
            if wants == matches!(row.status, "asked" | "placed" | "waiting") {
                return Ok(row);
            }
            let mut edits = vec![wish(&room, id, wants)];
            if !wants {
                let appointment = appointment_id(room.together, id);
                let known = inner.store.record(room.together, "appointment", appointment)?;
                if known.is_some_and(|known| known.text("status") == "confirmed") {
                    let units = vec![("status", json!("cancelled"))];
                    edits.push(Edit::put(room.together, "appointment", appointment, units));
                }
            }
            self.act(inner, &edits)?;
            found(inner)
        })
    }
}

fn wish(room: &Room, event: &str, wants: bool) -> Edit {
    let units = vec![("event", json!(event)), ("wants", json!(wants))];
    Edit::put(room.together, "attendance", attendance_id(room.together, event), units)
}

/// Who cancels the appointment gives the place back: that, too.
pub(crate) fn given_back(
    inner: &mut Inner,
    room: &Room,
    appointment: Uuid,
) -> Result<Option<Edit>, OpstapError> {
    Ok(event_of(inner, room, appointment)?.map(|event| wish(room, &event, false)))
}

/// The event that an appointment is a place at.
pub(crate) fn event_of(
    inner: &mut Inner,
    room: &Room,
    appointment: Uuid,
) -> Result<Option<String>, OpstapError> {
    let all = inner.store.records(room.together, "attendance")?;
    let mut events = all.iter().map(|record| record.text("event"));
    Ok(events.find(|event| appointment_id(room.together, event) == appointment).map(str::to_owned))
}

fn rows(inner: &mut Inner, room: &Room) -> Result<Vec<EventRow>, OpstapError> {
    let Some(content) = inner.content_scope() else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for record in inner.store.records(content, "event")? {
        // What this version cannot read is left out.
        let Some(event) = Event::of(record.value("body")) else { continue };
        if event.starts_at <= room.now {
            continue;
        }
        let id = attendance_id(room.together, &event.id);
        let said = inner.store.record(room.together, "attendance", id)?;
        rows.push(row(room, event, said.as_ref()));
    }
    order::sort_by_key(&mut rows, |row| (row.starts_at, row.id.clone()));
    Ok(rows)
}

fn row(room: &Room, event: Event, said: Option<&Record>) -> EventRow {
    let wants = said.filter(|said| said.value("wants") == true);
    let status = match wants.map(|said| Standing::from_name(said.text("place"))) {
        None => "open",
        Some(None | Some(Standing::Left)) => "asked",
        Some(Some(standing)) => standing.name(),
    };
    EventRow {
        when_text: format::moment(room.language, room.zone.local(event.starts_at), room.today),
        seats_text: room.words.text_with("event-seats", &[("count", Word::from(event.seats as usize))]),
        status_text: room.words.say(&keyed("event", status)),
        status,
        may_attend: matches!(room.role, Role::Client | Role::Counsellor),
        waiting: said.is_some_and(|said| said.waiting),
        id: event.id,
        title: event.title,
        text: event.text,
        place: event.place,
        starts_at: event.starts_at,
        minutes: event.minutes,
    }
}
