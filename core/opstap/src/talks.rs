//! Notes of talks: a counsellor writes what was said, the client says whether it is right.

use std::collections::{BTreeMap, BTreeSet};

use opstap_content::{Value as Word, Words, format};
use opstap_domain::catalogue::REACTIONS;
use opstap_domain::ids::Role;
use opstap_domain::{Date, Instant, Phrase, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::debts::linked;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::{Room, names, open_conflicts};
use crate::text::keyed;

/// The notes of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TalksSummary {
    /// Every note, the newest talk first.
    pub notes: Vec<TalkRow>,
    /// This person may write one.
    pub may_write: bool,
    /// How many are not right, in the client's eyes, and wait for a correction.
    pub disputed: u32,
    /// How many wait for the client to say whether they are right.
    pub unread: u32,
}

/// A note of a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TalkRow {
    /// Its id: what `talks react` takes.
    pub id: Uuid,
    /// The day of the talk.
    pub held_on: Date,
    /// The day in words.
    pub held_text: String,
    /// What was said.
    pub body: String,
    /// What was agreed; empty when nothing was.
    pub agreed: String,
    /// Who wrote it.
    pub author: String,
    /// This person wrote it.
    pub mine: bool,
    /// The appointment that it was.
    pub appointment: Option<Uuid>,
    /// The note that it takes the place of.
    pub corrects: Option<Uuid>,
    /// The note that takes its place; the newest, where there are more.
    pub corrected_by: Option<Uuid>,
    /// What the client said: `right`, `not_right` or `unsure`; `None`: nothing yet.
    pub says: Option<String>,
    /// What the client said, in words; that nothing was said, where nothing was.
    pub reaction_text: String,
    /// When the client said it, in words; empty where nothing was said.
    pub reacted_text: String,
    /// This person may say whether it is right.
    pub may_react: bool,
    /// The client says that it is not right, and nobody corrected it.
    pub disputed: bool,
    /// Two readings of what the client said wait for a choice.
    pub contested: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What a counsellor writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TalkEntry {
    /// The day of the talk; `None`: today, or the day of the note that is corrected.
    pub held_on: Option<Date>,
    /// What was said, at most 8000 characters.
    pub body: String,
    /// What was agreed, at most 2000 characters.
    pub agreed: Option<String>,
    /// The appointment that it was; a correction without one keeps that of the note.
    pub appointment: Option<Uuid>,
}

impl Opstap {
    /// The notes of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotAllowed`] for a coach.
    pub fn talks(&self, case: Option<Uuid>) -> Result<TalksSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role == Role::Coach {
                return Err(OpstapError::NotAllowed);
            }
            let notes = rows(inner, &room)?;
            let open = |row: &&TalkRow| row.says.is_none() && row.corrected_by.is_none();
            Ok(TalksSummary {
                may_write: room.role == Role::Counsellor,
                disputed: notes.iter().filter(|row| row.disputed).count() as u32,
                unread: notes.iter().filter(open).count() as u32,
                notes,
            })
        })
    }

    /// Writes a note of a talk. It is never changed; [`Opstap::correct_talk`] puts another in its place.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for an empty or too long text or a day that has to come; [`OpstapError::Unknown`] for an
    /// appointment that is not here; [`OpstapError::NotAllowed`] for anybody but a counsellor.
    pub fn write_talk(&self, case: Option<Uuid>, entry: &TalkEntry) -> Result<TalkRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            known_appointment(inner, &room, entry.appointment)?;
            self.note_talk(inner, &room, entry, None)
        })
    }

    /// Puts another note in the place of one that is not right. Both stay; the client is asked again.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a note; otherwise as [`Opstap::write_talk`].
    pub fn correct_talk(
        &self,
        case: Option<Uuid>,
        note: Uuid,
        entry: &TalkEntry,
    ) -> Result<TalkRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let known = one(inner, &room, note)?;
            known_appointment(inner, &room, entry.appointment)?;
            let entry = TalkEntry {
                held_on: entry.held_on.or(Some(known.held_on)),
                appointment: entry.appointment.or(known.appointment),
                ..entry.clone()
            };
            self.note_talk(inner, &room, &entry, Some(note))
        })
    }

    /// The client says whether a note is right: `right`, `not_right` or `unsure`, with words of their own if they like.
    /// Can be said again; the last one holds.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a note; [`OpstapError::Refused`] for another answer or a text over 1000
    /// characters; [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn react_to_talk(
        &self,
        case: Option<Uuid>,
        note: Uuid,
        says: &str,
        text: Option<&str>,
    ) -> Result<TalkRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, note)?;
            if !REACTIONS.contains(&says) {
                return Err(OpstapError::refused("says", Phrase::new("talks-no-reaction")));
            }
            let mut reaction = json!({ "says": says, "at": room.now.0 });
            if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
                reaction["text"] = json!(text);
            }
            self.act(inner, &[Edit::put(room.together, "talk_note", note, [("reaction", reaction)])])?;
            one(inner, &room, note)
        })
    }

    /// Erases a note of this person for good, as [`Opstap::erase_message`] does.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a note; [`OpstapError::NotAllowed`] for somebody else's.
    pub fn erase_talk(&self, case: Option<Uuid>, note: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            self.act(inner, &[Edit::Erase { scope: room.together, kind: "talk_note", id: note }]).map(|_| ())
        })
    }

    fn note_talk(
        &self,
        inner: &mut Inner,
        room: &Room,
        entry: &TalkEntry,
        corrects: Option<Uuid>,
    ) -> Result<TalkRow, OpstapError> {
        let body = entry.body.trim();
        if body.is_empty() {
            return Err(OpstapError::refused("body", Phrase::new("refused-missing")));
        }
        let held_on = entry.held_on.unwrap_or(room.today);
        if held_on > room.today {
            return Err(OpstapError::refused("held_on", Phrase::new("refused-day-to-come")));
        }
        let id = inner.fresh_id(room.now);
        let mut units = vec![
            ("held_on", json!(held_on)),
            ("body", json!(body)),
            ("author", json!(inner.account()?)),
            ("written_at", json!(room.now.0)),
        ];
        let agreed = entry.agreed.as_deref().map(str::trim).filter(|agreed| !agreed.is_empty());
        units.extend(agreed.map(|agreed| ("agreed", json!(agreed))));
        units.extend(entry.appointment.map(|appointment| ("appointment", json!(appointment))));
        units.extend(corrects.map(|note| ("corrects", json!(note))));
        self.act(inner, &[Edit::put(room.together, "talk_note", id, units)])?;
        one(inner, room, id)
    }
}

/// How many notes the client says are not right, and nobody corrected.
pub(crate) fn disputed(inner: &mut Inner, room: &Room) -> Result<u32, OpstapError> {
    let open = uncorrected(inner, room)?;
    Ok(open.iter().filter(|record| record.value("reaction")["says"] == "not_right").count() as u32)
}

/// Notes that wait for the client to say whether they are right, with the day of the talk.
pub(crate) fn unanswered(inner: &mut Inner, room: &Room) -> Result<Vec<(Date, Uuid)>, OpstapError> {
    let open = uncorrected(inner, room)?.into_iter();
    let open = open.filter(|record| record.value("reaction")["says"].is_null());
    Ok(open.filter_map(|record| Some((record.text("held_on").parse().ok()?, record.id))).collect())
}

fn uncorrected(inner: &mut Inner, room: &Room) -> Result<Vec<Record>, OpstapError> {
    let mut records = inner.store.records(room.together, "talk_note")?;
    let corrected: BTreeSet<String> =
        order::gather(records.iter().map(|record| record.text("corrects").to_owned()));
    records.retain(|record| !corrected.contains(&record.id.to_string()));
    Ok(records)
}

/// What a client said of a note, in words.
pub(crate) fn reaction_text(words: &Words, says: &str, text: Option<&str>) -> String {
    let said = words.say(&keyed("talks-says", says));
    match text {
        Some(text) => words.text_with(
            "talks-says-more",
            &[("says", Word::from(said)), ("text", Word::from(text.to_owned()))],
        ),
        None => said,
    }
}

fn one(inner: &mut Inner, room: &Room, note: Uuid) -> Result<TalkRow, OpstapError> {
    let all = rows(inner, room)?;
    all.into_iter().find(|row| row.id == note).ok_or(OpstapError::Unknown { what: "note" })
}

/// Every note, the newest talk first.
fn rows(inner: &mut Inner, room: &Room) -> Result<Vec<TalkRow>, OpstapError> {
    let account = inner.account()?;
    let names = names(inner, room)?;
    let contested = open_conflicts(inner, room.together)?;
    let mut records = inner.store.records(room.together, "talk_note")?;
    order::sort_by_key(&mut records, |record| {
        let written = record.value("written_at").as_i64();
        std::cmp::Reverse((record.text("held_on").to_owned(), written, record.id))
    });
    let mut corrections: BTreeMap<Uuid, (i64, Uuid)> = BTreeMap::new();
    for record in &records {
        if let Some(note) = linked(record, "corrects") {
            let newer = (record.value("written_at").as_i64().unwrap_or(0), record.id);
            let known = corrections.entry(note).or_insert(newer);
            *known = newer.max(*known);
        }
    }
    let row = |record: &Record| row(room, record, account, &names);
    let mut rows: Vec<TalkRow> = records.iter().filter_map(row).collect();
    for row in &mut rows {
        row.corrected_by = corrections.get(&row.id).map(|(_, note)| *note);
        row.disputed = row.says.as_deref() == Some("not_right") && row.corrected_by.is_none();
        row.contested = contested.contains_key(&row.id);
    }
    Ok(rows)
}

fn row(room: &Room, record: &Record, account: Uuid, names: &BTreeMap<Uuid, String>) -> Option<TalkRow> {
    let held_on: Date = record.text("held_on").parse().ok()?;
    let author = linked(record, "author");
    let reaction = record.value("reaction");
    let says = reaction["says"].as_str();
    let reacted = reaction["at"].as_i64().map(|at| room.zone.local(Instant(at)));
    let reacted = reacted.map(|at| format::moment(room.language, at, room.today));
    let name = author.and_then(|author| names.get(&author).cloned());
    Some(TalkRow {
        id: record.id,
        held_on,
        held_text: format::date(room.language, held_on, room.today),
        body: record.text("body").to_owned(),
        agreed: record.text("agreed").to_owned(),
        author: name.unwrap_or_else(|| room.words.text("word-somebody")),
        mine: author == Some(account),
        appointment: linked(record, "appointment"),
        corrects: linked(record, "corrects"),
        corrected_by: None,
        reaction_text: match says {
            Some(says) => reaction_text(&room.words, says, reaction["text"].as_str()),
            None => room.words.text("talks-says-nothing"),
        },
        says: says.map(str::to_owned),
        reacted_text: reacted.unwrap_or_default(),
        may_react: room.role == Role::Client,
        disputed: false,
        contested: false,
        waiting: record.waiting,
    })
}

fn known_appointment(inner: &mut Inner, room: &Room, id: Option<Uuid>) -> Result<(), OpstapError> {
    let Some(id) = id else { return Ok(()) };
    let known = inner.store.record(room.together, "appointment", id)?;
    known.map(|_| ()).ok_or(OpstapError::Unknown { what: "appointment" })
}
