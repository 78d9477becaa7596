//! Places at events of an organisation: what somebody asked, who gets one, and what they are told of it (ADR-0047).

use opstap::{Phrase, format};
use opstap_domain::events::{Ask, Course, Event, Standing, allot, appointment_id, attendance_id};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::{Instant, Zone};
use opstap_sync::ident::DeviceId;
use opstap_sync::record::RecordState;
use opstap_sync::server::{Decision, Loaded};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use super::editing::{text, unit};
use crate::audit::{Act, Actor};
use crate::register::DEBT_HELP;
use crate::store::{AttendanceRow, ScopeStore, Stored};
use crate::webhooks::Happening;

/// Events happen where the organisation is.
const ZONE: Zone = Zone::AMSTERDAM;

/// How full an event is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// People with a place.
    pub placed: usize,
    /// People who wait for one.
    pub waiting: usize,
}

/// An event with what the content says of it.
struct Told {
    key: String,
    version: String,
    event: Option<Event>,
    /// It was not taken back.
    stands: bool,
}

/// What became of the appointment that a place is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Agenda {
    /// Nothing.
    AsItWas,
    /// It is new, stands again, or is cancelled.
    Changed,
    /// It is called otherwise, or is at another moment or place.
    Moved,
}

impl Told {
    fn course(&self, now_ms: i64) -> Course {
        // What nobody can read takes place for nobody.
        let of = |event| Course::of(event, self.stands, Instant(now_ms));
        self.event.as_ref().map_or(Course::Cancelled, of)
    }

    /// The appointment that a place at it is.
    fn units(&self) -> Option<[(&'static str, Value); 4]> {
        let event = self.event.as_ref()?;
        let when = json!({ "starts_at": event.starts_at.0, "zone": ZONE.name(), "minutes": event.minutes });
        Some([
            ("title", json!(event.title)),
            ("when", when),
            ("place", json!(event.place)),
            ("status", json!("confirmed")),
        ])
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Takes note of what people asked of events in a round.
    pub(super) fn asked_of_events(
        &mut self,
        decision: &Decision,
        loaded: &Loaded,
        now_ms: i64,
    ) -> Stored<()> {
        for (scope, id) in &decision.records {
            let Some(record) = loaded.records.get(&(*scope, *id)) else { continue };
            if record.kind == "attendance" && scope.compartment == Compartment::Together {
                self.asked_of_event(scope.owner, record, now_ms)?;
            }
        }
        Ok(())
    }

    fn asked_of_event(&mut self, case: Uuid, record: &RecordState, now_ms: i64) -> Stored<()> {
        let Some(file) = self.store.case(case)? else { return Ok(()) };
        let (event, wants) = (text(record, "event"), unit(record, "wants") == Some(&Value::Bool(true)));
        let content = ScopeId::new(file.org, Compartment::Content);
        let known = self.store.attendance(file.org, event, case)?;
        let row = match known {
            Some(row) if row.wants == wants => return Ok(()),
            // Who comes back stands at the end of the line.
            Some(row) => AttendanceRow { wants, due: true, since: now_ms, ..row },
            None if self.store.record(content, event_id(content, event))?.is_none() => return Ok(()),
            None => AttendanceRow {
                org: file.org,
                event: event.to_owned(),
                case,
                since: now_ms,
                wants,
                told: String::new(),
                version: String::new(),
                due: true,
            },
        };
        self.store.put_attendance(&row)
    }

    /// The events of an organisation at which places are to be given.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) when the store cannot be read.
    pub fn events_due(&mut self, org: Uuid) -> Stored<Vec<String>> {
        self.store.events_due(org)
    }

    /// Gives places at an event of an organisation, and tells everybody for whom something changed, within the caller's
    /// transaction. Of several servers, one at a time. `false`: there was nothing to do.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store: take everything back.
    pub fn give_places(&mut self, org: Uuid, event: &str, now_ms: i64) -> Stored<bool> {
        let content = ScopeId::new(org, Compartment::Content);
        self.store.lock_head(content)?;
        let rows = self.store.attendances(org, event)?;
        if rows.iter().all(|row| !row.due) {
            return Ok(false);
        }
        let record = self.store.record(content, event_id(content, event))?;
        let told = Told {
            key: event.to_owned(),
            version: record.as_ref().map(|record| text(record, "version")).unwrap_or_default().to_owned(),
            stands: record.as_ref().is_some_and(|record| !record.deleted),
            event: record.and_then(|record| Event::of(unit(&record, "body")?)),
        };
        let asks: Vec<Ask> = rows
            .iter()
            .map(|row| Ask {
                case: row.case,
                since: Instant(row.since),
                wants: row.wants,
                has: row.told == Standing::Placed.name(),
            })
            .collect();
        for (row, standing) in rows.iter().zip(allot(told.course(now_ms), &asks)) {
            if row.due || row.told != standing.name() || row.version != told.version {
                self.tell_place(row, standing, &told, now_ms)?;
            }
        }
        Ok(true)
    }

    /// Tells one case how things are with its place.
    fn tell_place(&mut self, row: &AttendanceRow, now: Standing, told: &Told, now_ms: i64) -> Stored<()> {
        let scope = ScopeId::new(row.case, Compartment::Together);
        self.store.lock_head(scope)?;
        // A round of theirs may have changed it meanwhile: the next turn sees to it.
        if self.store.attendance(row.org, &row.event, row.case)?.as_ref() != Some(row) {
            return Ok(());
        }
        if self.store.case(row.case)?.is_none_or(|file| file.closed_at.is_some()) {
            return self.store.forget_attendance(row);
        }
        if row.told != now.name() {
            let units = [("place", json!(now.name()))];
            self.say(scope, attendance_id(scope, &told.key), "attendance", units, now_ms)?;
        }
        let agenda = self.put_in_agenda(scope, now, told, now_ms)?;
        let before = Standing::from_name(&row.told);
        let says = match (before, now) {
            (Some(Standing::Waiting | Standing::Cancelled), Standing::Placed) => Some("event-told-placed"),
            (Some(Standing::Placed), Standing::Placed) if agenda == Agenda::Moved => Some("event-told-moved"),
            (Some(Standing::Placed | Standing::Waiting) | None, Standing::Cancelled) => {
                Some("event-told-cancelled")
            }
            _ => None,
        };
        if let Some((key, event)) = says.zip(told.event.as_ref()) {
            self.write_of(row, scope, (key, event, &told.version), now_ms)?;
        }
        if agenda != Agenda::AsItWas {
            self.happened(row.org, Happening::AppointmentChanged, row.case, now_ms)?;
        }
        let note = Note::arranged(row.org, Actor::SERVER, "event", now_ms);
        self.note_act(note.act(Act::Written, DEBT_HELP).within(scope));
        let version = told.version.clone();
        let row = AttendanceRow { told: now.name().to_owned(), version, due: false, ..row.clone() };
        self.store.put_attendance(&row)
    }

    /// A place is an appointment, and one that was given back or is not there any more is cancelled.
    fn put_in_agenda(&mut self, scope: ScopeId, now: Standing, told: &Told, now_ms: i64) -> Stored<Agenda> {
        let id = appointment_id(scope, &told.key);
        let known = self.store.record(scope, id)?.filter(|record| !record.deleted);
        let starts = known.as_ref().and_then(|record| unit(record, "when")?["starts_at"].as_i64());
        if starts.is_some_and(|starts| starts <= now_ms) {
            return Ok(Agenda::AsItWas);
        }
        if now == Standing::Placed {
            let Some(units) = told.units() else { return Ok(Agenda::AsItWas) };
            let differs = |(name, value): &&(&str, Value)| {
                known.as_ref().is_none_or(|record| unit(record, name) != Some(value))
            };
            let differing: Vec<&str> = units.iter().filter(differs).map(|(name, _)| *name).collect();
            if differing.is_empty() {
                return Ok(Agenda::AsItWas);
            }
            let only_back = known.is_none() || differing == ["status"];
            let agenda = if only_back { Agenda::Changed } else { Agenda::Moved };
            self.say(scope, id, "appointment", units, now_ms)?;
            return Ok(agenda);
        }
        if known.is_some_and(|record| text(&record, "status") != "cancelled") {
            self.say(scope, id, "appointment", [("status", json!("cancelled"))], now_ms)?;
            return Ok(Agenda::Changed);
        }
        Ok(Agenda::AsItWas)
    }

    /// A message of the organisation in the client's language, once for each time that it is so.
    fn write_of(
        &mut self,
        row: &AttendanceRow,
        scope: ScopeId,
        (key, event, version): (&str, &Event, &str),
        now_ms: i64,
    ) -> Stored<()> {
        let words = self.words_of(scope)?;
        let when = format::moment(words.language(), ZONE.local(event.starts_at), ZONE.date(Instant(now_ms)));
        let said = Phrase::new(key)
            .with("title", event.title.as_str())
            .with("when", when)
            .with("place", event.place.as_str());
        let id = scope.derived_id(&format!("{key}/{}/{version}/{}", row.event, row.since));
        self.write_as_organisation(row.org, scope, id, &words.say(&said), now_ms)
    }

    /// How full an event is, for a content manager by one of their devices; `None` for anybody else. Who comes is not said.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) when the store cannot be read.
    pub fn filled(&mut self, device: DeviceId, event: &str) -> Stored<Option<Filled>> {
        let Some(by) = self.arranger(device, Role::ContentManager)? else { return Ok(None) };
        let rows = self.store.attendances(by.org, event)?;
        let count =
            |standing: Standing| rows.iter().filter(|row| row.wants && row.told == standing.name()).count();
        Ok(Some(Filled { placed: count(Standing::Placed), waiting: count(Standing::Waiting) }))
    }
}

fn event_id(content: ScopeId, event: &str) -> Uuid {
    content.derived_id(&format!("content/event/{event}"))
}
