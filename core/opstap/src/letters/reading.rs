//! What the text of a letter says, to be looked at and taken over by a person.

use opstap_content::format;
use opstap_domain::Date;
use opstap_domain::letters::{self, Found, LetterKind, Sureness};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::room::Room;
use crate::text::keyed;

/// One thing that was read in a letter. A proposal: nothing is kept before a person says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingRow {
    /// `sender`, `amount`, `deadline`, `reference`, `iban`, `kind` or `subject`.
    pub what: &'static str,
    /// The same in words.
    pub label: String,
    /// What it is, as it can be typed into a [`crate::LetterEntry`]: `1234,50`, `2026-12-14`, or a text.
    pub value: String,
    /// The day that it is; `None` for anything else.
    pub day: Option<Date>,
    /// What it is, as a person reads it.
    pub text: String,
    /// The words of the letter that it was read from.
    pub quote: String,
    /// Words around it say so; else it only looks like one.
    pub likely: bool,
}

impl Opstap {
    /// Reads the recognised text of a letter: who wrote it, what is to be paid, by when, under which number. Of each sort the
    /// surest first. Keeps nothing.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn read_letter(&self, case: Option<Uuid>, text: &str) -> Result<Vec<ReadingRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            Ok(rows(&room, text))
        })
    }
}

fn rows(room: &Room, letter: &str) -> Vec<ReadingRow> {
    let found = letters::propose(letter, room.today);
    let mut rows = Vec::new();
    let mut add = |what: &'static str, at: (usize, usize, Sureness), value: String, text: String| {
        rows.push(ReadingRow {
            what,
            label: room.words.say(&keyed("letters-read", what)),
            day: if what == "deadline" { value.parse().ok() } else { None },
            value,
            text,
            quote: letter.get(at.0..at.1).unwrap_or_default().to_owned(),
            likely: at.2 == Sureness::Likely,
        });
    };
    for (what, all) in [("sender", &found.sender), ("reference", &found.reference), ("iban", &found.iban)] {
        for one in all {
            add(what, place(one), one.value.clone(), one.value.clone());
        }
    }
    for one in &found.amount {
        add("amount", place(one), one.value.to_dutch(), format::money(room.language, one.value));
    }
    for one in &found.deadline {
        let said = format::date(room.language, one.value, room.today);
        add("deadline", place(one), one.value.to_string(), said);
    }
    for one in &found.kind {
        let word = kind_word(one.value);
        add("kind", place(one), word.to_owned(), room.words.text(&format!("letters-kind-{word}")));
    }
    for one in &found.subject {
        let word = json!(one.value).as_str().unwrap_or_default().to_owned();
        let said = room.words.say(&keyed("status", &word));
        add("subject", place(one), word, said);
    }
    rows
}

fn place<T>(found: &Found<T>) -> (usize, usize, Sureness) {
    (found.from, found.to, found.sure)
}

fn kind_word(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Summons => "summons",
        LetterKind::Reminder => "reminder",
        LetterKind::Decision => "decision",
        LetterKind::Bill => "bill",
    }
}
