//! What a client shared of a form, and what helpers said of it.

use std::collections::BTreeMap;

use opstap_content::format;
use opstap_domain::forms::{Answer, AnswerKind, Filled, WorkForm};
use opstap_domain::ids::Role;
use opstap_domain::{Instant, Phrase, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::seen::{Seen, see};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

/// Answers that were shared once, as they were then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedFormRow {
    /// Its id: what feedback and erasing take.
    pub id: Uuid,
    /// The form's id in the content.
    pub form: String,
    /// What the form was called.
    pub title: String,
    /// When it was shared, by the author's clock.
    pub shared_at: Instant,
    /// When, in words.
    pub when_text: String,
    /// The questions as they were asked, with the answers.
    pub answers: Vec<SharedAnswerRow>,
    /// What helpers said of it, oldest first.
    pub feedback: Vec<FormFeedbackRow>,
    /// This person shared it, and may erase it.
    pub mine: bool,
    /// This person may say something of it.
    pub may_feedback: bool,
    /// On this device only, until the next round.
    pub waiting: bool,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedAnswerRow {
    /// The question's id within the form.
    pub question: String,
    /// The question as it was asked.
    pub label: String,
    /// The answer in words.
    pub text: String,
}

/// What a helper said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormFeedbackRow {
    /// Its id: what erasing takes.
    pub id: Uuid,
    /// This person wrote it.
    pub mine: bool,
    /// Who wrote it.
    pub sender: String,
    /// The words.
    pub text: String,
    /// When, by the author's clock.
    pub said_at: Instant,
    /// The same in words.
    pub when_text: String,
    /// On this device only, until the next round.
    pub waiting: bool,
}

impl Opstap {
    /// What was shared, the newest first, with what helpers said of it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotAllowed`] for a coach with whom this is not shared.
    pub fn shared_forms(&self, case: Option<Uuid>) -> Result<Vec<SharedFormRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            all(inner, &room)
        })
    }

    /// A helper says something of shared answers.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such answers; [`OpstapError::NotAllowed`] for a client; [`OpstapError::Refused`] for no
    /// words or more than 4,000 characters.
    pub fn give_form_feedback(
        &self,
        case: Option<Uuid>,
        answers: Uuid,
        text: &str,
    ) -> Result<SharedFormRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, answers)?;
            if text.trim().is_empty() {
                return Err(OpstapError::refused("text", Phrase::new("form-no-feedback-text")));
            }
            let id = inner.fresh_id(room.now);
            let units = [
                ("answers", json!(answers)),
                ("body", json!(text.trim())),
                ("at", json!(room.now.0)),
                ("author", json!(inner.account()?)),
            ];
            self.act(inner, &[Edit::put(room.together, "form_feedback", id, units)])?;
            one(inner, &room, answers)
        })
    }

    /// Erases answers or feedback of this person for good: here now, and at the server and on everybody's device with their
    /// next round. Cannot be undone.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a record; [`OpstapError::NotAllowed`] for somebody else's.
    pub fn erase_form_words(&self, case: Option<Uuid>, id: Uuid) -> Result<Vec<SharedFormRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut kind = None;
            for known in ["form_answers", "form_feedback"] {
                if inner.store.record(room.together, known, id)?.is_some() {
                    kind = Some(known);
                }
            }
            let kind = kind.ok_or(OpstapError::Unknown { what: "answers" })?;
            self.act(inner, &[Edit::Erase { scope: room.together, kind, id }])?;
            all(inner, &room)
        })
    }
}

/// The answers as a record keeps them: with the words of the form and of its questions.
pub(super) fn answers(form: &WorkForm, filled: &Filled<'_>) -> Value {
    let questions = filled.to_share().into_iter().map(|answered| {
        json!({
            "id": answered.id, "label": answered.label,
            "kind": answered.answer.kind().name(), "value": answered.answer.value(),
        })
    });
    json!({ "title": form.title, "questions": questions.collect::<Vec<_>>() })
}

/// How many forms wait for what a helper says of them, and when the client last shared one. Of a form that was shared more than
/// once the newest counts. A coach with whom none is shared has none here.
pub(crate) fn waiting(inner: &mut Inner, room: &Room) -> Result<(u32, Option<Instant>), OpstapError> {
    let feedback = inner.store.records(room.together, "form_feedback")?;
    let mut newest: BTreeMap<String, (Instant, Uuid)> = BTreeMap::new();
    for answers in inner.store.records(room.together, "form_answers")? {
        let shared = (instant(&answers, "shared_at"), answers.id);
        let known = newest.entry(answers.text("form").to_owned()).or_insert(shared);
        *known = shared.max(*known);
    }
    let said = |id: &Uuid| feedback.iter().any(|said| said.text("answers") == id.to_string());
    let open = newest.values().filter(|(_, id)| !said(id)).count() as u32;
    Ok((open, newest.values().map(|(at, _)| *at).max()))
}

/// One of them.
pub(super) fn one(inner: &mut Inner, room: &Room, id: Uuid) -> Result<SharedFormRow, OpstapError> {
    let found = all(inner, room)?.into_iter().find(|row| row.id == id);
    found.ok_or(OpstapError::Unknown { what: "answers" })
}

fn all(inner: &mut Inner, room: &Room) -> Result<Vec<SharedFormRow>, OpstapError> {
    let seen = see(inner, room)?;
    let mut feedback = inner.store.records(room.together, "form_feedback")?;
    order::sort_by_key(&mut feedback, |record| (instant(record, "at"), record.id));
    let rows = seen.answers.iter().map(|record| row(room, &seen, record, &feedback));
    let mut rows: Vec<SharedFormRow> = rows.collect();
    order::sort_by_key(&mut rows, |row| std::cmp::Reverse((row.shared_at, row.id)));
    Ok(rows)
}

fn row(room: &Room, seen: &Seen, record: &Record, feedback: &[Record]) -> SharedFormRow {
    let about = json!(record.id);
    let said = feedback.iter().filter(|said| *said.value("answers") == about);
    let kept = record.value("answers");
    let questions = kept["questions"].as_array().map(Vec::as_slice).unwrap_or_default();
    SharedFormRow {
        id: record.id,
        form: record.text("form").to_owned(),
        title: kept["title"].as_str().unwrap_or(record.text("form")).to_owned(),
        shared_at: instant(record, "shared_at"),
        when_text: when(room, instant(record, "shared_at")),
        answers: questions.iter().map(|kept| answer(room, kept)).collect(),
        feedback: said.map(|said| feedback_row(room, seen, said)).collect(),
        mine: record.text("author") == seen.account,
        may_feedback: room.role != Role::Client,
        waiting: record.waiting,
    }
}

fn answer(room: &Room, kept: &Value) -> SharedAnswerRow {
    let text = |name: &str| kept[name].as_str().unwrap_or_default().to_owned();
    let kind = AnswerKind::from_name(kept["kind"].as_str().unwrap_or_default());
    let read = kind.and_then(|kind| Answer::from_value(kind, &kept["value"]));
    SharedAnswerRow {
        question: text("id"),
        label: text("label"),
        text: match read {
            Some(Answer::Money(amount)) => format::money(room.language, amount),
            Some(Answer::Date(date)) => format::full_date(room.language, date),
            Some(other) => other.to_string(),
            None => room.words.text("word-unknown"),
        },
    }
}

fn feedback_row(room: &Room, seen: &Seen, record: &Record) -> FormFeedbackRow {
    let mine = record.text("author") == seen.account;
    let known = Uuid::parse_str(record.text("author")).ok().and_then(|id| seen.names.get(&id).cloned());
    FormFeedbackRow {
        id: record.id,
        mine,
        sender: if mine {
            room.words.text("word-you")
        } else {
            known.unwrap_or_else(|| room.words.text("word-somebody"))
        },
        text: record.text("body").to_owned(),
        said_at: instant(record, "at"),
        when_text: when(room, instant(record, "at")),
        waiting: record.waiting,
    }
}

fn instant(record: &Record, unit: &str) -> Instant {
    Instant(record.value(unit).as_i64().unwrap_or_default())
}

fn when(room: &Room, at: Instant) -> String {
    format::moment(room.language, room.zone.local(at), room.today)
}
