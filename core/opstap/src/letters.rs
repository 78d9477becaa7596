//! Letters: what has to be answered or paid, and by when.

use std::collections::BTreeMap;

use opstap_content::{Value as Word, format};
use opstap_domain::{Cents, Date, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::debts::{amount_typed, linked};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::files::FileRow;
use crate::room::{Room, open_conflicts};
use crate::text::{MoneyText, keyed};

mod photos;
mod reading;
pub use reading::ReadingRow;

/// The letters of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LettersSummary {
    /// What is still to be dealt with: the first deadline first, those without one last.
    pub open: Vec<LetterRow>,
    /// What was dealt with, latest first; at most fifty.
    pub done: Vec<LetterRow>,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LetterRow {
    /// Its id: what `letters done` takes.
    pub id: Uuid,
    /// From whom; "brief" where nobody said.
    pub sender: String,
    /// What it asks to pay; `None` where it asks nothing, or nobody knows.
    pub amount: Option<MoneyText>,
    /// The last day; `None` where it has none, or nobody knows.
    pub due_on: Option<Date>,
    /// The last day in words, with how it stands; empty without one.
    pub due_text: String,
    /// The last day has gone by, and it is open.
    pub late: bool,
    /// The day on which it came, in words; empty where nobody said.
    pub received_text: String,
    /// The number to name in an answer.
    pub reference: String,
    /// The debt that it is about.
    pub debt: Option<Uuid>,
    /// `open` or `done`.
    pub state: String,
    /// The same in words.
    pub state_text: String,
    /// What has to be done, or a remark.
    pub note: String,
    /// Photos and scans of it, oldest first.
    pub files: Vec<FileRow>,
    /// Two readings wait for a choice.
    pub contested: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What somebody says about a letter. `None` is not said, and stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterEntry {
    /// From whom.
    pub sender: Option<String>,
    /// What it asks to pay, as typed.
    pub typed: Option<String>,
    /// The last day on which an answer or a payment is in time.
    pub due_on: Option<Date>,
    /// The day that stands on it.
    pub dated_on: Option<Date>,
    /// The day on which it came; a new letter without one came today.
    pub received_on: Option<Date>,
    /// The number to name in an answer.
    pub reference: Option<String>,
    /// The debt that it is about.
    pub debt: Option<Uuid>,
    /// What has to be done, or a remark.
    pub note: Option<String>,
}

impl Opstap {
    /// The letters of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn letters(&self, case: Option<Uuid>) -> Result<LettersSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let (mut open, mut done): (Vec<_>, Vec<_>) =
                rows(inner, &room)?.into_iter().partition(|row| row.state == "open");
            order::sort_by_key(&mut open, |row| (row.due_on.unwrap_or(Date::MAX), row.id));
            order::sort_by_key(&mut done, |row| std::cmp::Reverse(row.id));
            done.truncate(50);
            Ok(LettersSummary { open, done })
        })
    }

    /// Files a letter. Its deadline is reminded of until somebody says that it is done.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a debt that is not here; [`OpstapError::Refused`] for an amount that cannot be read.
    pub fn file_letter(&self, case: Option<Uuid>, entry: &LetterEntry) -> Result<LetterRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let (id, filed) = filed(inner, &room, entry)?;
            self.act(inner, &[filed])?;
            one(inner, &room, id)
        })
    }

    /// Changes what is said about a letter: also links it to a debt.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a letter or debt; [`OpstapError::Refused`] as [`Opstap::file_letter`].
    pub fn change_letter(
        &self,
        case: Option<Uuid>,
        letter: Uuid,
        entry: &LetterEntry,
    ) -> Result<LetterRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, letter)?;
            let units = units(inner, &room, entry)?;
            if !units.is_empty() {
                self.act(inner, &[Edit::put(room.money, "letter", letter, units)])?;
            }
            one(inner, &room, letter)
        })
    }

    /// Says that a letter was dealt with, or that it was not after all.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a letter.
    pub fn finish_letter(
        &self,
        case: Option<Uuid>,
        letter: Uuid,
        done: bool,
    ) -> Result<LetterRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, letter)?;
            let state = if done { "done" } else { "open" };
            let progress = json!({ "state": state, "at": room.now.0 });
            self.act(inner, &[Edit::put(room.money, "letter", letter, vec![("progress", progress)])])?;
            one(inner, &room, letter)
        })
    }

    /// Removes a letter, and its photos with it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a letter.
    pub fn remove_letter(&self, case: Option<Uuid>, letter: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, letter)?;
            let mut gone = photos::gone(inner, &room, letter)?;
            gone.push(Edit::Delete { scope: room.money, kind: "letter", id: letter });
            self.act(inner, &gone).map(|_| ())
        })
    }
}

/// A letter that is about to be kept, and its id.
fn filed(inner: &mut Inner, room: &Room, entry: &LetterEntry) -> Result<(Uuid, Edit), OpstapError> {
    let id = inner.fresh_id(room.now);
    let mut units = units(inner, room, entry)?;
    if entry.received_on.is_none() {
        units.push(("received_on", json!(room.today)));
    }
    units.push(("progress", json!({ "state": "open", "at": room.now.0 })));
    Ok((id, Edit::put(room.money, "letter", id, units)))
}

fn units(
    inner: &mut Inner,
    room: &Room,
    entry: &LetterEntry,
) -> Result<Vec<(&'static str, Value)>, OpstapError> {
    let mut units = Vec::new();
    if let Some(debt) = entry.debt {
        crate::debts::known(inner, room, debt)?;
        units.push(("debt", json!(debt)));
    }
    if let Some(typed) = &entry.typed {
        units.push(("amount", json!({ "cents": amount_typed(typed)?.0 })));
    }
    let days = [("due_on", entry.due_on), ("dated_on", entry.dated_on), ("received_on", entry.received_on)];
    units.extend(days.into_iter().filter_map(|(unit, day)| Some((unit, json!(day?)))));
    let texts = [("sender", &entry.sender), ("reference", &entry.reference), ("note", &entry.note)];
    units.extend(texts.into_iter().filter_map(|(unit, text)| Some((unit, json!(text.as_ref()?)))));
    Ok(units)
}

fn one(inner: &mut Inner, room: &Room, letter: Uuid) -> Result<LetterRow, OpstapError> {
    let all = rows(inner, room)?;
    all.into_iter().find(|row| row.id == letter).ok_or(OpstapError::Unknown { what: "letter" })
}

fn due_on(record: &Record) -> Option<Date> {
    record.text("due_on").parse().ok()
}

fn is_open(record: &Record) -> bool {
    record.value("progress")["state"] != "done"
}

/// Letters with a deadline that still wait: which, from whom, until when.
pub(crate) fn deadlines(inner: &mut Inner, room: &Room) -> Result<Vec<(Uuid, String, Date)>, OpstapError> {
    let mut all = Vec::new();
    for record in inner.store.records(room.money, "letter")? {
        if let Some(due) = due_on(&record).filter(|_| is_open(&record)) {
            all.push((record.id, sender(room, &record), due));
        }
    }
    order::sort_by_key(&mut all, |(id, _, due)| (*due, *id));
    Ok(all)
}

/// By debt, the first deadline of a letter that still waits.
pub(crate) fn first_deadlines(inner: &mut Inner, room: &Room) -> Result<BTreeMap<Uuid, Date>, OpstapError> {
    let mut first: BTreeMap<Uuid, Date> = BTreeMap::new();
    for record in inner.store.records(room.money, "letter")? {
        let (debt, due) = (linked(&record, "debt"), due_on(&record));
        if let Some((debt, due)) = debt.zip(due).filter(|_| is_open(&record)) {
            let known = first.entry(debt).or_insert(due);
            *known = due.min(*known);
        }
    }
    Ok(first)
}

fn sender(room: &Room, record: &Record) -> String {
    match record.text("sender") {
        "" => room.words.text("kind-letter"),
        sender => sender.to_owned(),
    }
}

fn rows(inner: &mut Inner, room: &Room) -> Result<Vec<LetterRow>, OpstapError> {
    let contested = open_conflicts(inner, room.money)?;
    let date = |date| format::date(room.language, date, room.today);
    let mut rows = Vec::new();
    let mut photos = photos::by_letter(inner, room)?;
    for record in inner.store.records(room.money, "letter")? {
        let due = due_on(&record);
        let open = is_open(&record);
        let late = open && due.is_some_and(|due| due < room.today);
        let due_text = due.map(|due| {
            let key = if late { "letters-late" } else { "letters-due" };
            room.words.text_with(key, &[("date", Word::from(date(due)))])
        });
        let received: Option<Date> = record.text("received_on").parse().ok();
        let state = if open { "open" } else { "done" };
        rows.push(LetterRow {
            id: record.id,
            sender: sender(room, &record),
            amount: record.value("amount")["cents"]
                .as_i64()
                .map(|cents| MoneyText::new(room.language, Cents(cents))),
            due_on: due,
            due_text: due_text.unwrap_or_default(),
            late,
            received_text: received.map(date).unwrap_or_default(),
            reference: record.text("reference").to_owned(),
            debt: linked(&record, "debt"),
            state: state.to_owned(),
            state_text: room.words.say(&keyed("status", state)),
            note: record.text("note").to_owned(),
            files: order::take(&mut photos, &record.id),
            contested: contested.contains_key(&record.id),
            waiting: record.waiting,
        });
    }
    Ok(rows)
}
