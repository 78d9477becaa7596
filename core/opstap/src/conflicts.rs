//! Two readings of one value: shown kindly, chosen, undone.

use std::collections::BTreeMap;

use opstap_content::{Value as Word, format};
use opstap_domain::ids::ScopeId;
use opstap_domain::order;
use opstap_domain::{Cents, Instant};
use opstap_store::{Edit, Record};
pub use opstap_sync::conflict::Side;
use opstap_sync::conflict::{Conflict, Reading, State, Status};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::{Room, names};
use crate::zones::zone_named;

/// One conflict, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictRow {
    /// Its id: what `conflicts choose` takes.
    pub id: Uuid,
    /// What it is about, such as "Huur: het bedrag".
    pub about: String,
    /// The reading that is shown now.
    pub shown: String,
    /// Who wrote it.
    pub shown_by: String,
    /// The reading kept beside it.
    pub other: String,
    /// Who wrote it.
    pub other_by: String,
    /// `open`: someone must choose; `auto`, `resolved`, `undone`.
    pub state: &'static str,
    /// The question, in one sentence.
    pub question: String,
    /// When the second reading came, in words.
    pub when_text: String,
}

impl Opstap {
    /// The conflicts of a case: those that wait for a choice first, then settled ones, latest first.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn conflicts(&self, case: Option<Uuid>) -> Result<Vec<ConflictRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let names = names(inner, &room)?;
            let mut rows = Vec::new();
            for (scope, record, found) in all(inner, &room)? {
                rows.push((found.other.at, row(inner, &room, &names, scope, &record, &found)?));
            }
            order::sort_by_key(&mut rows, |(at, row)| (row.state != "open", std::cmp::Reverse(*at), row.id));
            Ok(rows.into_iter().map(|(_, row)| row).collect())
        })
    }

    /// Chooses one of the two readings. Works offline, and can be undone.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a conflict; [`OpstapError::NotAllowed`] where this person may not
    /// write the value.
    pub fn choose(&self, case: Option<Uuid>, conflict: Uuid, side: Side) -> Result<ConflictRow, OpstapError> {
        self.settle(case, conflict, |found| found.choose(side))
    }

    /// Takes the last choice back: the other reading holds again.
    ///
    /// # Errors
    ///
    /// As [`Opstap::choose`].
    pub fn undo_choice(&self, case: Option<Uuid>, conflict: Uuid) -> Result<ConflictRow, OpstapError> {
        self.settle(case, conflict, Conflict::undo)
    }

    fn settle(
        &self,
        case: Option<Uuid>,
        conflict: Uuid,
        decide: impl Fn(&Conflict) -> (Value, Status),
    ) -> Result<ConflictRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let found = all(inner, &room)?.into_iter().find(|(_, record, _)| record.id == conflict);
            let (scope, _, found) = found.ok_or(OpstapError::Unknown { what: "conflict" })?;
            let (value, status) = decide(&found);
            let mut edits = Vec::new();
            if !found.about.unit.is_empty() {
                edits.push(Edit::Insist {
                    scope,
                    kind: found.about.kind.clone(),
                    id: found.about.rec,
                    units: order::gather([(found.about.unit.clone(), value)]),
                });
            }
            edits.push(Edit::Insist {
                scope,
                kind: "conflict".to_owned(),
                id: conflict,
                units: order::gather([("status".to_owned(), json!(status))]),
            });
            self.act(inner, &edits)?;
            let names = names(inner, &room)?;
            let now = all(inner, &room)?.into_iter().find(|(_, record, _)| record.id == conflict);
            let (scope, record, found) = now.ok_or(OpstapError::Unknown { what: "conflict" })?;
            row(inner, &room, &names, scope, &record, &found)
        })
    }
}

fn all(inner: &mut Inner, room: &Room) -> Result<Vec<(ScopeId, Record, Conflict)>, OpstapError> {
    let mut all = Vec::new();
    for scope in [room.together, room.money] {
        for record in inner.store.records(scope, "conflict")? {
            if let Some(found) = Conflict::from_record(&record.state) {
                all.push((scope, record, found));
            }
        }
    }
    Ok(all)
}

/// How many conflicts of a case wait for a choice.
pub(crate) fn open_count(inner: &mut Inner, room: &Room) -> Result<usize, OpstapError> {
    Ok(all(inner, room)?.iter().filter(|(_, _, found)| found.status.state == State::Open).count())
}

fn row(
    inner: &mut Inner,
    room: &Room,
    names: &BTreeMap<Uuid, String>,
    scope: ScopeId,
    record: &Record,
    found: &Conflict,
) -> Result<ConflictRow, OpstapError> {
    let account = inner.account()?;
    let about = inner.store.record(scope, &found.about.kind, found.about.rec)?;
    let thing = thing_name(inner, room, &found.about.kind, about.as_ref())?;
    let field = if found.about.unit.is_empty() {
        room.words.text("field-removed")
    } else {
        room.words.text(&format!("field-{}", found.about.unit.replace('_', "-")))
    };
    let who = |reading: &Reading| match reading.by {
        Some(by) if by == account => room.words.text("word-you"),
        Some(by) => names.get(&by).cloned().unwrap_or_else(|| room.words.text("word-somebody")),
        None => room.words.text("word-somebody"),
    };
    // What is shown may have been changed since by somebody who saw it.
    let shown_now = about.as_ref().map(|about| about.value(&found.about.unit).clone());
    let shown = match found.status.state {
        State::Open => shown_now.filter(|v| !v.is_null()).unwrap_or_else(|| found.shown.v.clone()),
        _ => found.shown.v.clone(),
    };
    let (shown, other) = (value_text(room, &shown), value_text(room, &found.other.v));
    let about = format!("{thing}: {field}");
    let question = question(room, found, &about, &shown, &other);
    let at = room.zone.local(Instant(found.other.at));
    Ok(ConflictRow {
        id: record.id,
        about,
        shown_by: who(&found.shown),
        shown,
        other_by: who(&found.other),
        other,
        state: match found.status.state {
            State::Open => "open",
            State::Auto => "auto",
            State::Resolved => "resolved",
            State::Undone => "undone",
        },
        question,
        when_text: format::moment(room.language, at, room.today),
    })
}

/// What a record is called, or its kind where it has no name of its own.
pub(crate) fn thing_name(
    inner: &mut Inner,
    room: &Room,
    kind: &str,
    record: Option<&Record>,
) -> Result<String, OpstapError> {
    Ok(match record {
        Some(line) if kind == "budget_line" && line.text("label").is_empty() => {
            inner.content()?.label(line.text("category")).to_owned()
        }
        Some(line) if kind == "budget_line" => line.text("label").to_owned(),
        Some(creditor) if kind == "creditor" => creditor.text("name").to_owned(),
        Some(letter) if kind == "letter" && !letter.text("sender").is_empty() => {
            letter.text("sender").to_owned()
        }
        Some(goal) if kind == "goal" && !goal.text("text").is_empty() => goal.text("text").to_owned(),
        Some(other) if !other.text("title").is_empty() => other.text("title").to_owned(),
        Some(task) if kind == "task" => task_title(inner, room, task.text("key"))?,
        _ => room.words.text(&format!("kind-{}", kind.replace('_', "-"))),
    })
}

/// What to ask, or what was chosen, in one sentence.
fn question(room: &Room, found: &Conflict, about: &str, shown: &str, other: &str) -> String {
    let word = |text: &str| Word::from(text.to_owned());
    let values = [("about", word(about)), ("shown", word(shown)), ("other", word(other))];
    match found.status.state {
        State::Open => room.words.text_with("conflict-which", &values),
        State::Auto => room.words.text_with("conflict-settled-itself", &values),
        State::Resolved | State::Undone => {
            let now = if found.status.chosen == Some(Side::Other) { other } else { shown };
            let values = [("value", word(now)), ("about", word(about))];
            room.words.text_with("conflict-chosen-now", &values)
        }
    }
}

fn task_title(inner: &mut Inner, room: &Room, key: &str) -> Result<String, OpstapError> {
    let followed = crate::programme::follow(inner, room)?;
    let title = followed.and_then(|followed| followed.state.task(key).map(|task| task.title.clone()));
    Ok(title.unwrap_or_else(|| room.words.text("kind-task")))
}

/// A value as a person reads it.
pub(crate) fn value_text(room: &Room, value: &Value) -> String {
    if let Some(cents) = value["cents"].as_i64() {
        let amount = format::money(room.language, Cents(cents));
        let Some(every) = value["frequency"].as_str() else { return amount };
        let every = every.replace('_', "-");
        return format!("{amount} {}", room.words.text(&format!("frequency-{every}")));
    }
    if let Some(at) = value["starts_at"].as_i64() {
        let zone = value["zone"].as_str().map_or(room.zone, zone_named);
        return format::moment(room.language, zone.local(Instant(at)), room.today);
    }
    if let Some(parts) = value["parts"].as_array() {
        let parts: Vec<String> = parts
            .iter()
            .filter_map(Value::as_str)
            .map(|part| room.words.text(&format!("part-{part}")))
            .collect();
        return if parts.is_empty() {
            room.words.text("word-nothing")
        } else {
            format::list(room.language, &parts)
        };
    }
    if let Some(says) = value["says"].as_str() {
        return crate::talks::reaction_text(&room.words, says, value["text"].as_str());
    }
    let state = value["state"].as_str().or_else(|| value.as_str());
    let status = |word: &str| format!("status-{}", word.replace('_', "-"));
    match (state, value) {
        (Some(word), _) if room.words.has(&status(word)) => room.words.text(&status(word)),
        (Some(text), _) => text
            .parse()
            .map_or_else(|_| text.to_owned(), |date| format::date(room.language, date, room.today)),
        (None, Value::Null) => room.words.text("word-nothing"),
        (None, Value::Bool(true)) => room.words.text("word-yes"),
        (None, Value::Bool(false)) => room.words.text("word-no"),
        (None, other) => other.to_string(),
    }
}
