//! The diary: for the client alone. Sealed before it is written down; the server keeps it and cannot read it (ADR-0024).

use std::collections::BTreeMap;

use opstap_content::format;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::{Date, Phrase, order};
use opstap_store::Edit;
use opstap_sync::conflict::{Conflict, State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::conversation::MessageRow;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::own::{self, Closed, OwnKey};
use crate::reading::said;
use crate::room::Room;

/// The most characters of an entry: they fit when each takes four bytes and is escaped.
const TEXT_MAX: usize = 4000;

/// The diary as it is on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiarySummary {
    /// The latest day first.
    pub entries: Vec<DiaryRow>,
    /// Entries that were sealed on another device, whose key is not here.
    pub closed: usize,
    /// The same in words, with what can be done; empty when all can be read.
    pub closed_text: String,
}

/// An entry of the diary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiaryRow {
    /// Its id: what `diary change` takes.
    pub id: Uuid,
    /// The day that it is about.
    pub on: Date,
    /// The same in words.
    pub on_text: String,
    /// The words.
    pub text: String,
    /// Other words that were written at the same time on another device; `None`: there are none.
    pub other: Option<String>,
    /// Written on this device and not yet at the server.
    pub waiting: bool,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Words {
    on: Date,
    text: String,
}

impl Opstap {
    /// The diary of the person to whom this device belongs.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but a client.
    pub fn diary(&self) -> Result<DiarySummary, OpstapError> {
        self.with(|inner| {
            let mut desk = self.desk(inner)?;
            desk.fetch_keys(inner)?;
            summary(inner, &desk)
        })
    }

    /// Writes an entry. `on`: the day that it is about; `None`: today.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but a client; [`OpstapError::Refused`] for nothing, for more than 4,000
    /// characters, for a day that is still to come, and while what another device wrote cannot be read here.
    pub fn write_diary(&self, text: &str, on: Option<Date>) -> Result<DiaryRow, OpstapError> {
        self.with(|inner| {
            let mut desk = self.desk(inner)?;
            let id = inner.fresh_id(desk.room.now);
            let on = on.unwrap_or(desk.room.today);
            self.seal(inner, &mut desk, id, on, text)
        })
    }

    /// Changes the words of an entry. Its day stays.
    ///
    /// # Errors
    ///
    /// As [`Opstap::write_diary`]; [`OpstapError::Unknown`] without such an entry.
    pub fn change_diary(&self, entry: Uuid, text: &str) -> Result<DiaryRow, OpstapError> {
        self.with(|inner| {
            let mut desk = self.desk(inner)?;
            let known = one(inner, &desk, entry)?;
            self.seal(inner, &mut desk, entry, known.on, text)
        })
    }

    /// Removes an entry from all devices.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an entry.
    pub fn remove_diary(&self, entry: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let desk = self.desk(inner)?;
            let known = inner.store.record(desk.own, "diary_entry", entry)?;
            known.ok_or(OpstapError::Unknown { what: "entry" })?;
            let gone = Edit::Delete { scope: desk.own, kind: "diary_entry", id: entry };
            self.act(inner, &[gone]).map(|_| ())
        })
    }

    /// Shares the words of one entry: they become a message to the helper. The entry stays as it is.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an entry; as [`Opstap::send_message`].
    pub fn share_diary(&self, entry: Uuid) -> Result<MessageRow, OpstapError> {
        let text = self.with(|inner| {
            let desk = self.desk(inner)?;
            Ok(one(inner, &desk, entry)?.text)
        })?;
        self.send_message(None, &text)
    }

    /// The key of the diary in letters, to write down or to bring to another device; made now where there is none.
    /// Whoever has it and the person's device reads the diary; nobody can replace it when it is lost.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but a client; [`OpstapError::Refused`] while only another device has it.
    pub fn diary_key(&self) -> Result<String, OpstapError> {
        self.with(|inner| {
            let mut desk = self.desk(inner)?;
            desk.fetch_keys(inner)?;
            Ok(desk.key(inner)?.letters())
        })
    }

    /// Brings the key of another device here, as it was shown there.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for what is no key.
    pub fn enter_diary_key(&self, typed: &str) -> Result<DiarySummary, OpstapError> {
        let key = OwnKey::read(typed);
        let key = key.ok_or_else(|| OpstapError::refused("key", Phrase::new("refused-diary-key")))?;
        self.with(|inner| {
            let mut desk = self.desk(inner)?;
            desk.keep(inner, key)?;
            desk.fetch_keys(inner)?;
            self.exchange(inner, &desk)?;
            summary(inner, &desk)
        })
    }

    fn desk(&self, inner: &mut Inner) -> Result<Desk, OpstapError> {
        if inner.role()? != Role::Client {
            return Err(OpstapError::NotAllowed);
        }
        let room = self.room(inner, None)?;
        let own = ScopeId::new(room.case, Compartment::Own);
        let known = inner.store.identity().map(|identity| identity.keys.clone()).unwrap_or_default();
        let keys = known.iter().filter_map(|letters| OwnKey::read(letters)).collect();
        Ok(Desk { room, own, keys })
    }

    fn seal(
        &self,
        inner: &mut Inner,
        desk: &mut Desk,
        id: Uuid,
        on: Date,
        text: &str,
    ) -> Result<DiaryRow, OpstapError> {
        let text = text.trim();
        let refused = |field, key| Err(OpstapError::refused(field, Phrase::new(key)));
        if text.is_empty() {
            return refused("text", "refused-missing");
        }
        if text.chars().count() > TEXT_MAX {
            return refused("text", "refused-too-long");
        }
        if on > desk.room.today {
            return refused("on", "refused-day-to-come");
        }
        desk.fetch_keys(inner)?;
        let key = desk.key(inner)?;
        let words = Words { on, text: text.to_owned() };
        let sealed = serde_json::to_vec(&words)
            .ok()
            .and_then(|words| key.seal(id, &words, inner.random.as_mut()))
            .ok_or(OpstapError::Unexpected { reference: "diary" })?;
        self.act(inner, &[Edit::put(desk.own, "diary_entry", id, vec![("sealed", json!(sealed))])])?;
        one(inner, desk, id)
    }

    /// Seals each key under each other one, for the devices that have only one of them.
    fn exchange(&self, inner: &mut Inner, desk: &Desk) -> Result<(), OpstapError> {
        let mut edits = Vec::new();
        for key in &desk.keys {
            for under in desk.keys.iter().filter(|under| *under != key) {
                let name = format!("own_key/{:x?}/{:x?}", key.id(), under.id());
                let id = desk.own.derived_id(&name);
                if inner.store.record(desk.own, "own_key", id)?.is_none() {
                    let sealed = under.seal(id, key.letters().as_bytes(), inner.random.as_mut());
                    edits.push(Edit::put(desk.own, "own_key", id, vec![("sealed", json!(sealed))]));
                }
            }
        }
        if edits.is_empty() { Ok(()) } else { self.act(inner, &edits).map(|_| ()) }
    }
}

/// Where the client writes.
struct Desk {
    room: Room,
    own: ScopeId,
    keys: Vec<OwnKey>,
}

impl Desk {
    fn keep(&mut self, inner: &mut Inner, key: OwnKey) -> Result<(), OpstapError> {
        if !self.keys.contains(&key) {
            inner.store.keep_key(key.letters())?;
            self.keys.push(key);
        }
        Ok(())
    }

    /// The key that seals. A second one is not made beside what cannot be read: the first one opens both.
    fn key(&mut self, inner: &mut Inner) -> Result<OwnKey, OpstapError> {
        if let Some(key) = self.keys.first() {
            return Ok(*key);
        }
        if summary(inner, self)?.closed > 0 {
            return Err(OpstapError::refused("key", Phrase::new("refused-diary-no-key")));
        }
        let key = OwnKey::fresh(inner.random.as_mut());
        self.keep(inner, key)?;
        Ok(key)
    }

    /// Takes the keys that another device of this person sealed under one that is here.
    fn fetch_keys(&mut self, inner: &mut Inner) -> Result<(), OpstapError> {
        let copies = inner.store.records(self.own, "own_key")?;
        // Each that opens may open another one.
        for _ in 0..copies.len() {
            let had = self.keys.len();
            for copy in &copies {
                let opened = own::open(&self.keys, copy.id, copy.text("sealed")).ok();
                let key = opened.and_then(|words| OwnKey::read(std::str::from_utf8(&words).ok()?));
                if let Some(key) = key {
                    self.keep(inner, key)?;
                }
            }
            if self.keys.len() == had {
                break;
            }
        }
        Ok(())
    }

    fn read(&self, record: Uuid, sealed: &str) -> Result<Words, Closed> {
        let words = own::open(&self.keys, record, sealed)?;
        said(&words).ok_or(Closed::Damaged)
    }
}

fn one(inner: &mut Inner, desk: &Desk, entry: Uuid) -> Result<DiaryRow, OpstapError> {
    let all = summary(inner, desk)?.entries;
    all.into_iter().find(|row| row.id == entry).ok_or(OpstapError::Unknown { what: "entry" })
}

fn summary(inner: &mut Inner, desk: &Desk) -> Result<DiarySummary, OpstapError> {
    let room = &desk.room;
    let others = kept_beside(inner, desk)?;
    let mut entries = Vec::new();
    let mut closed = 0;
    for record in inner.store.records(desk.own, "diary_entry")? {
        let Ok(Words { on, text }) = desk.read(record.id, record.text("sealed")) else {
            closed += 1;
            continue;
        };
        entries.push(DiaryRow {
            id: record.id,
            on,
            on_text: format::date(room.language, on, room.today),
            other: others.get(&record.id).filter(|other| **other != text).cloned(),
            text,
            waiting: record.waiting,
        });
    }
    order::sort_by_key(&mut entries, |row| std::cmp::Reverse((row.on, row.id)));
    let closed_text = if closed > 0 { room.words.text("diary-closed") } else { String::new() };
    Ok(DiarySummary { entries, closed, closed_text })
}

/// By entry, the words that lost against those of another device.
fn kept_beside(inner: &mut Inner, desk: &Desk) -> Result<BTreeMap<Uuid, String>, OpstapError> {
    let mut beside = BTreeMap::new();
    for record in inner.store.records(desk.own, "conflict")? {
        let found = Conflict::from_record(&record.state);
        if let Some(found) = found.filter(|found| found.status.state == State::Auto)
            && let Some(sealed) = found.other.v.as_str()
            && let Ok(words) = desk.read(found.about.rec, sealed)
        {
            beside.insert(found.about.rec, words.text);
        }
    }
    Ok(beside)
}
