//! Free moments of a helper: offered to a client, who chooses one. The server gives it, and it becomes an appointment (ADR-0050).

use opstap_content::format;
use opstap_domain::ids::Role;
use opstap_domain::moments::{LENGTH, Span, Standing, TOGETHER, appointment_id};
use opstap_domain::{Instant, LocalMoment, Phrase, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::conversation::written;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::{Room, cases};
use crate::text::keyed;
use crate::zones::zone_named;

/// A moment that a client was offered and that is still to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MomentRow {
    /// Its id: what `moments choose` takes.
    pub id: Uuid,
    /// What it was offered together with: one of them is chosen.
    pub choice: Uuid,
    /// What it is for.
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
    /// `open`, `asked`, `given`, `taken` or `closed`.
    pub status: &'static str,
    /// The status in words.
    pub status_text: String,
    /// This person may choose it now.
    pub may_choose: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What a helper offers to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MomentsEntry {
    /// What it is for.
    pub title: String,
    /// The moments, by the wall clock of the case's zone.
    pub starts: Vec<LocalMoment>,
    /// How long each is, in minutes.
    pub minutes: Option<u32>,
    /// Where.
    pub place: Option<String>,
    /// What to take along.
    pub bring: Option<String>,
    /// The message with which the client is told.
    pub text: String,
}

/// A moment of this helper that somebody else can still choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FreeMoment {
    /// When it begins, by the wall clock there.
    pub starts: LocalMoment,
    /// When, in words.
    pub when_text: String,
    /// What it was last offered for.
    pub title: String,
}

impl Opstap {
    /// The moments that a client can choose from, or chose, and that are still to come: what was offered together stands together.
    /// Works offline, from what this device knows.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn moments(&self, case: Option<Uuid>) -> Result<Vec<MomentRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            rows(inner, &room)
        })
    }

    /// Chooses a moment, instead of what was chosen before of those that were offered with it. Whether it is still free is said by the
    /// server, once there is a network; until then the client keeps what they have.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a moment that is not there or is gone; [`OpstapError::NotAllowed`] for who is neither the client
    /// nor their counsellor.
    pub fn choose_moment(&self, case: Option<Uuid>, id: Uuid) -> Result<MomentRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if !may(&room) {
                return Err(OpstapError::NotAllowed);
            }
            let found = |inner: &mut Inner| {
                let row = rows(inner, &room)?.into_iter().find(|row| row.id == id);
                row.ok_or(OpstapError::Unknown { what: "moment" })
            };
            let row = found(inner)?;
            if matches!(row.status, "asked" | "given") {
                return Ok(row);
            }
            if !row.may_choose {
                return Err(OpstapError::Unknown { what: "moment" });
            }
            let mut edits = vec![wish(&room, id, true)];
            edits.extend(wanted(inner, &room, row.choice)?.map(|other| wish(&room, other, false)));
            self.act(inner, &edits)?;
            found(inner)
        })
    }

    /// Offers moments to choose from, and tells the client with a message: in one action, so that neither comes without the other.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] of the field that cannot be, such as a moment at which they have an appointment: `starts/0` is the first. [`OpstapError::NotAllowed`] for who is not
    /// a counsellor.
    pub fn offer_moments(
        &self,
        case: Option<Uuid>,
        entry: &MomentsEntry,
    ) -> Result<Vec<MomentRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role != Role::Counsellor {
                return Err(OpstapError::NotAllowed);
            }
            let starts = checked(&room, entry)?;
            let asked: Vec<Instant> = entry.starts.iter().map(|local| room.zone.instant(*local)).collect();
            self.not_busy(inner, &asked, entry.minutes)?;
            let (choice, helper) = (inner.fresh_id(room.now), inner.account()?);
            let mut edits = Vec::new();
            for at in starts {
                let mut when = json!({ "starts_at": at.0, "zone": room.zone.name() });
                if let Some(minutes) = entry.minutes {
                    when["minutes"] = json!(minutes);
                }
                let mut units = vec![
                    ("choice", json!(choice)),
                    ("helper", json!(helper)),
                    ("title", json!(entry.title.trim())),
                    ("when", when),
                ];
                units.extend(entry.place.as_ref().map(|place| ("place", json!(place))));
                units.extend(entry.bring.as_ref().map(|bring| ("bring", json!(bring))));
                edits.push(Edit::put(room.together, "moment", inner.fresh_id(room.now), units));
            }
            edits.push(written(inner, &room, &entry.text, None)?.1);
            self.act(inner, &edits)?;
            let mut all = rows(inner, &room)?;
            all.retain(|row| row.choice == choice);
            Ok(all)
        })
    }

    /// Refuses a moment at which this helper has an appointment, as far as this device knows.
    fn not_busy(
        &self,
        inner: &mut Inner,
        starts: &[Instant],
        minutes: Option<u32>,
    ) -> Result<(), OpstapError> {
        let span = |at: Instant| Span::of(at, minutes.map(i64::from));
        for case in cases(inner) {
            let room = self.room(inner, Some(case))?;
            for other in crate::agenda::expected(inner, &room)? {
                let taken = Span::of(other.starts_at, Some(other.minutes));
                if let Some(at) = starts.iter().position(|at| span(*at).meets(taken)) {
                    let why = Phrase::new("moments-busy").with("when", other.when_text);
                    return Err(OpstapError::refused(&format!("starts/{at}"), why));
                }
            }
        }
        Ok(())
    }

    /// Takes a moment back that nobody has: it is not to be chosen any more.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a moment that is not there; [`OpstapError::NotAllowed`] for who is not a counsellor, and for a
    /// moment that the client has: that is an appointment, to be cancelled as one.
    pub fn withdraw_moment(&self, case: Option<Uuid>, id: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let row = rows(inner, &room)?.into_iter().find(|row| row.id == id);
            let row = row.ok_or(OpstapError::Unknown { what: "moment" })?;
            if room.role != Role::Counsellor || row.status == "given" {
                return Err(OpstapError::NotAllowed);
            }
            self.act(inner, &[Edit::Delete { scope: room.together, kind: "moment", id }]).map(drop)
        })
    }

    /// The moments that this counsellor offered somebody, and that are still free as far as this device knows: to offer to
    /// somebody else, too. Nearest first.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`].
    pub fn free_moments(&self) -> Result<Vec<FreeMoment>, OpstapError> {
        self.with(|inner| {
            let own = inner.account()?.to_string();
            let (mut free, mut busy) = (Vec::new(), Vec::new());
            for case in cases(inner) {
                let room = self.room(inner, Some(case))?;
                let expected = crate::agenda::expected(inner, &room)?;
                busy.extend(expected.iter().map(|row| Span::of(row.starts_at, Some(row.minutes))));
                for record in inner.store.records(room.together, "moment")? {
                    let row = row(&room, &record);
                    free.extend(row.filter(|row| record.text("helper") == own && row.may_choose));
                }
            }
            free.retain(|row| {
                let span = Span::of(row.starts_at, Some(row.minutes));
                !busy.iter().any(|other| other.meets(span))
            });
            order::sort_by_key(&mut free, |row| (row.starts_at, row.id));
            free.dedup_by_key(|row| row.starts_at);
            let starts = |row: &MomentRow| self.zone.local(row.starts_at);
            let told = |row: MomentRow| FreeMoment {
                starts: starts(&row),
                when_text: row.when_text,
                title: row.title,
            };
            Ok(free.into_iter().map(told).collect())
        })
    }
}

/// The moments that are meant, as instants in their order.
fn checked(room: &Room, entry: &MomentsEntry) -> Result<Vec<Instant>, OpstapError> {
    if entry.title.trim().is_empty() {
        return Err(OpstapError::refused("title", Phrase::new("refused-missing")));
    }
    if entry.minutes.is_some_and(|minutes| !LENGTH.contains(&minutes)) {
        return Err(OpstapError::refused("minutes", Phrase::new("refused-out-of-range")));
    }
    let mut starts = Vec::new();
    for (at, local) in entry.starts.iter().enumerate() {
        let instant = room.zone.instant(*local);
        if instant <= room.now {
            return Err(OpstapError::refused(&format!("starts/{at}"), Phrase::new("error-date-past")));
        }
        if !starts.contains(&instant) {
            starts.push(instant);
        }
    }
    if !TOGETHER.contains(&starts.len()) {
        let (least, most) = (*TOGETHER.start(), *TOGETHER.end());
        let why = Phrase::new("moments-count").with("least", least as i64).with("most", most as i64);
        return Err(OpstapError::refused("starts/0", why));
    }
    Ok(starts)
}

fn may(room: &Room) -> bool {
    matches!(room.role, Role::Client | Role::Counsellor)
}

fn wish(room: &Room, moment: Uuid, wants: bool) -> Edit {
    Edit::put(room.together, "moment", moment, vec![("wants", json!(wants))])
}

/// What is wanted now of the moments that were offered together.
fn wanted(inner: &mut Inner, room: &Room, choice: Uuid) -> Result<Option<Uuid>, OpstapError> {
    let choice = choice.to_string();
    let all = inner.store.records(room.together, "moment")?;
    let wants = |record: &&Record| record.text("choice") == choice && record.value("wants") == true;
    Ok(all.iter().find(wants).map(|record| record.id))
}

/// Who cancels or moves the appointment that a moment became gives the moment back: that, too.
pub(crate) fn given_back(
    inner: &mut Inner,
    room: &Room,
    appointment: Uuid,
) -> Result<Option<Edit>, OpstapError> {
    let all = inner.store.records(room.together, "moment")?;
    let is = |record: &&Record| {
        let choice = Uuid::parse_str(record.text("choice")).unwrap_or_default();
        record.value("wants") == true && appointment_id(room.together, choice) == appointment
    };
    Ok(all.iter().find(is).map(|record| wish(room, record.id, false)))
}

/// Whether a client was offered moments of which none is left.
pub(crate) fn all_gone(inner: &mut Inner, room: &Room) -> Result<bool, OpstapError> {
    let rows = rows(inner, room)?;
    Ok(!rows.is_empty() && rows.iter().all(|row| matches!(row.status, "taken" | "closed")))
}

/// Whether a client has something to choose from, and did not choose.
pub(crate) fn can_choose(inner: &mut Inner, room: &Room) -> Result<bool, OpstapError> {
    let rows = rows(inner, room)?;
    let chosen =
        |choice| rows.iter().any(|row| row.choice == choice && matches!(row.status, "asked" | "given"));
    Ok(rows.iter().any(|row| row.may_choose && !chosen(row.choice)))
}

fn rows(inner: &mut Inner, room: &Room) -> Result<Vec<MomentRow>, OpstapError> {
    let records = inner.store.records(room.together, "moment")?;
    let mut rows: Vec<MomentRow> = records.iter().filter_map(|record| row(room, record)).collect();
    order::sort_by_key(&mut rows, |row| (row.choice, row.starts_at, row.id));
    Ok(rows)
}

fn row(room: &Room, record: &Record) -> Option<MomentRow> {
    let when: &Value = record.value("when");
    let starts_at = when["starts_at"].as_i64().map(Instant).filter(|at| *at > room.now)?;
    let choice = Uuid::parse_str(record.text("choice")).ok()?;
    let zone = when["zone"].as_str().map_or(room.zone, zone_named);
    let standing = Standing::from_name(record.text("standing")).unwrap_or(Standing::Open);
    let status = match (record.value("wants") == true, standing) {
        (true, Standing::Given) | (false, Standing::Taken | Standing::Closed) => standing.name(),
        (true, _) => "asked",
        // What is given back is free for this client, until the server says otherwise.
        (false, _) => Standing::Open.name(),
    };
    Some(MomentRow {
        id: record.id,
        choice,
        title: record.text("title").to_owned(),
        starts_at,
        when_text: format::moment(room.language, zone.local(starts_at), room.today),
        minutes: when["minutes"].as_i64().unwrap_or(0),
        place: record.text("place").to_owned(),
        bring: record.text("bring").to_owned(),
        status,
        status_text: room.words.say(&keyed("moment", status)),
        may_choose: may(room) && status == "open",
        waiting: record.waiting,
    })
}
