//! Work forms: a few questions to think with. A client fills one in at their own pace, and shares it or does not.
//!
//! What is being filled in stays on the client's device (ADR-0022); what is shared is a record, and is never changed.

use opstap_domain::forms::{Filled, Typed, WorkForm};
use opstap_domain::ids::Role;
use opstap_domain::quiet::FormSign;
use opstap_domain::{Instant, Phrase, order};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

mod seen;
mod shared;
#[cfg(feature = "editors")]
mod tried;
use seen::{BEGUN, Seen, is_begun, see};
pub(crate) use shared::waiting;
pub use shared::{FormFeedbackRow, SharedAnswerRow, SharedFormRow};

/// A form in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormRow {
    /// Its id in the content.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub goal: String,
    /// The method that it comes from.
    pub method: String,
    /// Minutes that it takes most people.
    pub minutes: u32,
    /// The same in words.
    pub minutes_text: String,
    /// `begun`, `asked`, `shared` or `new`; a helper never sees `begun`.
    pub state: &'static str,
    /// The same in words.
    pub state_text: String,
    /// The `form_task` that waits for an answer.
    pub task: Option<Uuid>,
    /// Who asked, in words; empty where nobody did.
    pub asked_text: String,
    /// Why, in the words of who asked; may be empty.
    pub why: String,
    /// For who fills it in: questions with an answer.
    pub done: usize,
    /// For who fills it in: questions that are asked now.
    pub of: usize,
    /// The same in words; empty before anything was typed.
    pub progress_text: String,
    /// How often it was shared.
    pub shared: usize,
    /// Something of it is not yet at the server.
    pub waiting: bool,
}

/// A form to fill in, as it is asked now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormPage {
    /// What the list says of it.
    pub form: FormRow,
    /// What is said before it.
    pub intro: String,
    /// What to do first, in order.
    pub steps: Vec<String>,
    /// The questions that are asked now.
    pub questions: Vec<QuestionRow>,
    /// The question to show next; `None`: all that has to be answered is.
    pub next: Option<String>,
    /// Questions that the last answer added.
    pub added: Vec<String>,
    /// Questions that the last answer took away. What was typed there is kept.
    pub removed: Vec<String>,
    /// It can be shared as it is.
    pub may_share: bool,
    /// What is said at the end.
    pub closing: String,
}

/// A question with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionRow {
    /// Its id within the form.
    pub id: String,
    /// The question.
    pub label: String,
    /// `text`, `number`, `money`, `date`, `scale10`, `choice` or `multichoice`.
    pub kind: &'static str,
    /// It may be left open.
    pub optional: bool,
    /// What to choose from.
    pub options: Vec<OptionRow>,
    /// What was typed, as it was typed.
    pub typed: String,
    /// There is an answer that can be read.
    pub answered: bool,
    /// Why what was typed cannot be read.
    pub trouble: Option<String>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OptionRow {
    /// Its words.
    pub text: String,
    /// It is chosen.
    pub chosen: bool,
}

impl Opstap {
    /// All forms: what is being filled in first, then what was asked, then the rest in the order of the content.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotAllowed`] for a coach with whom this is not shared.
    pub fn forms(&self, case: Option<Uuid>) -> Result<Vec<FormRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let seen = see(inner, &room)?;
            let mut rows: Vec<FormRow> =
                seen.forms().into_iter().map(|form| row(&room, &seen, form)).collect();
            order::sort_by_key(&mut rows, |row| match row.state {
                "begun" => 0,
                "asked" => 1,
                _ => 2,
            });
            Ok(rows)
        })
    }

    /// One form with its questions as they are asked now.
    ///
    /// # Errors
    ///
    /// As [`Opstap::forms`]; [`OpstapError::Unknown`] without such a form.
    pub fn form(&self, case: Option<Uuid>, form: &str) -> Result<FormPage, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            page(inner, &room, form)
        })
    }

    /// Keeps what a client typed for one question, at each keystroke: on this device only, whether it can be read or not.
    /// The page that comes back says what is asked now, and what that changed.
    ///
    /// # Errors
    ///
    /// As [`Opstap::form`]; [`OpstapError::Unknown`] without such a question; [`OpstapError::NotAllowed`] for a helper.
    pub fn answer_form(
        &self,
        case: Option<Uuid>,
        form: &str,
        question: &str,
        typed: &str,
    ) -> Result<FormPage, OpstapError> {
        self.with(|inner| {
            let room = own(self.room(inner, case)?)?;
            let seen = see(inner, &room)?;
            let before = drawn(&room, &seen, form)?;
            if !seen.form(form)?.questions.iter().any(|known| known.id == question) {
                return Err(OpstapError::Unknown { what: "question" });
            }
            if !seen.begun.iter().any(|begun| begun.id == form)
                && let Some(body) = seen.content.form_body(form)
            {
                inner.store.keep_draft(room.together, form, BEGUN, body, room.now.0)?;
            }
            inner.store.keep_draft(room.together, form, question, typed, room.now.0)?;
            let seen = see(inner, &room)?;
            let mut after = drawn(&room, &seen, form)?;
            let without = |one: &FormPage, other: &FormPage| {
                let ids = one.questions.iter().map(|row| &row.id);
                ids.filter(|id| !other.questions.iter().any(|row| row.id == **id)).cloned().collect()
            };
            after.added = without(&after, &before);
            after.removed = without(&before, &after);
            let next =
                seen.filled(seen.form(form)?).next(Some(question)).map(|asked| asked.question.id.clone());
            after.next = next;
            Ok(after)
        })
    }

    /// Throws away what a client typed for a form.
    ///
    /// # Errors
    ///
    /// As [`Opstap::answer_form`].
    pub fn clear_form(&self, case: Option<Uuid>, form: &str) -> Result<FormPage, OpstapError> {
        self.with(|inner| {
            let room = own(self.room(inner, case)?)?;
            inner.store.forget_draft(room.together, form)?;
            page(inner, &room, form)
        })
    }

    /// Asks the client to do a form, or chooses one for oneself.
    ///
    /// # Errors
    ///
    /// As [`Opstap::form`]; [`OpstapError::Refused`] when `why` is longer than 500 characters.
    pub fn ask_form(
        &self,
        case: Option<Uuid>,
        form: &str,
        why: Option<&str>,
    ) -> Result<FormRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            page(inner, &room, form)?;
            let id = inner.fresh_id(room.now);
            let mut units = vec![
                ("form", json!(form)),
                ("asked_on", json!(room.today)),
                ("author", json!(inner.account()?)),
            ];
            units.extend(why.map(str::trim).filter(|why| !why.is_empty()).map(|why| ("why", json!(why))));
            self.act(inner, &[Edit::put(room.together, "form_task", id, units)])?;
            page(inner, &room, form).map(|page| page.form)
        })
    }

    /// Takes back that a form was asked: each time that waits for an answer.
    ///
    /// # Errors
    ///
    /// As [`Opstap::form`]; [`OpstapError::Unknown`] when nothing waits; [`OpstapError::NotAllowed`] for a coach.
    pub fn withdraw_form(&self, case: Option<Uuid>, form: &str) -> Result<FormRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let seen = see(inner, &room)?;
            let open: Vec<Edit> = seen
                .open_tasks(form)
                .map(|task| Edit::Delete { scope: room.together, kind: "form_task", id: task.id })
                .collect();
            if open.is_empty() {
                return Err(OpstapError::Unknown { what: "form" });
            }
            self.act(inner, &open)?;
            page(inner, &room, form).map(|page| page.form)
        })
    }

    /// Shares what is asked and answered with the helpers who may see it; what was typed is no draft after that. Sharing again
    /// is another one. A task of the programme that names this form is done by it, as if the client ticked it.
    ///
    /// # Errors
    ///
    /// As [`Opstap::answer_form`]; [`OpstapError::Refused`] with the question that needs an answer, or another one.
    pub fn share_form(&self, case: Option<Uuid>, form: &str) -> Result<SharedFormRow, OpstapError> {
        self.with(|inner| {
            let room = own(self.room(inner, case)?)?;
            let seen = see(inner, &room)?;
            let known = seen.form(form)?;
            let filled = seen.filled(known);
            ready(&filled)?;
            let mut units = vec![
                ("form", json!(form)),
                ("version", json!(known.version)),
                ("shared_at", json!(room.now.0)),
                ("answers", shared::answers(known, &filled)),
                ("author", json!(inner.account()?)),
            ];
            units.extend(seen.open_tasks(form).next().map(|task| ("task", json!(task.id))));
            let id = inner.fresh_id(room.now);
            let mut edits = vec![Edit::put(room.together, "form_answers", id, units)];
            edits.extend(crate::programme::done_by_form(inner, &room, form)?);
            self.act(inner, &edits)?;
            shared::one(inner, &room, id)
        })
    }
}

/// Only a client fills in.
fn own(room: Room) -> Result<Room, OpstapError> {
    if room.role == Role::Client { Ok(room) } else { Err(OpstapError::NotAllowed) }
}

/// What the first screen of a client looks at: which forms helpers asked for, and which were begun.
pub(crate) fn signs(inner: &mut Inner, room: &Room) -> Result<Vec<FormSign>, OpstapError> {
    let seen = see(inner, room)?;
    let begun = inner.store.drafts_begun(room.together)?;
    let sign = |form: &WorkForm| FormSign {
        id: form.id.clone(),
        title: form.title.clone(),
        // The newest first: the last of those is asked longest.
        asked_on: seen
            .open_tasks(&form.id)
            .filter(|task| task.text("author") != seen.account)
            .last()
            .and_then(|task| task.text("asked_on").parse().ok()),
        begun_on: begun.get(&form.id).map(|at| room.zone.date(Instant(*at))),
    };
    Ok(seen.forms().into_iter().map(sign).collect())
}

/// Says which question stands in the way of sharing.
fn ready(filled: &Filled<'_>) -> Result<(), OpstapError> {
    if let Some(missing) = filled.missing().next() {
        let why = match &missing.answer {
            Err(error) => error.phrase(),
            Ok(_) => Phrase::new("form-required").with("label", missing.question.label.as_str()),
        };
        return Err(OpstapError::refused(&missing.question.id, why));
    }
    if filled.progress().0 == 0 {
        return Err(OpstapError::refused("form", Phrase::new("form-nothing-to-share")));
    }
    Ok(())
}

fn row(room: &Room, seen: &Seen, form: &WorkForm) -> FormRow {
    let (done, of) = seen.filled(form).progress();
    let begun = seen.typed(&form.id).is_some_and(is_begun);
    let task = seen.open_tasks(&form.id).next();
    let mine = seen.answers.iter().filter(|answers| answers.text("form") == form.id);
    let waiting = task.is_some_and(|task| task.waiting) || mine.clone().any(|answers| answers.waiting);
    let shared = mine.count();
    let state = match (begun, task, shared) {
        (true, ..) => "begun",
        (_, Some(_), _) => "asked",
        (.., 0) => "new",
        _ => "shared",
    };
    let looks_on = room.role != Role::Client;
    let said = |key: &str| if looks_on { format!("{key}-seen") } else { key.to_owned() };
    let state_key = format!("form-state-{state}");
    let state_key = if state == "asked" { said(&state_key) } else { state_key };
    let asked_text = task.map_or_else(String::new, |task| {
        let author = task.text("author");
        if author == seen.account {
            return room.words.text(&said("form-asked-by-you"));
        }
        let known = Uuid::parse_str(author).ok().and_then(|author| seen.names.get(&author).cloned());
        let name = known.unwrap_or_else(|| room.words.text("word-somebody"));
        room.words.text_with(&said("form-asked-by"), &[("name", name.into())])
    });
    FormRow {
        id: form.id.clone(),
        title: form.title.clone(),
        goal: form.goal.clone(),
        method: form.method.clone(),
        minutes: form.minutes,
        minutes_text: room.words.text_with("count-minutes", &[("count", i64::from(form.minutes).into())]),
        state,
        state_text: room.words.text(&state_key),
        task: task.map(|task| task.id),
        asked_text,
        why: task.map_or_else(String::new, |task| task.text("why").to_owned()),
        done,
        of,
        progress_text: if begun {
            room.words.text_with("form-progress", &[("done", done.into()), ("of", of.into())])
        } else {
            String::new()
        },
        shared,
        waiting,
    }
}

fn page(inner: &mut Inner, room: &Room, id: &str) -> Result<FormPage, OpstapError> {
    let seen = see(inner, room)?;
    drawn(room, &seen, id)
}

fn drawn(room: &Room, seen: &Seen, id: &str) -> Result<FormPage, OpstapError> {
    let form = seen.form(id)?;
    let nothing = Typed::new();
    let typed = seen.typed(id).unwrap_or(&nothing);
    let filled = seen.filled(form);
    let questions = filled.asked.iter().map(|asked| {
        let chosen = match &asked.answer {
            Ok(Some(answer)) => answer.value(),
            _ => Value::Null,
        };
        let is_chosen = |option: &String| match &chosen {
            Value::Array(all) => all.iter().any(|one| one == option),
            one => one == option,
        };
        let options = asked.question.options.iter();
        QuestionRow {
            id: asked.question.id.clone(),
            label: asked.question.label.clone(),
            kind: asked.question.kind.name(),
            optional: asked.question.optional,
            options: options.map(|text| OptionRow { text: text.clone(), chosen: is_chosen(text) }).collect(),
            typed: typed.get(&asked.question.id).cloned().unwrap_or_default(),
            answered: asked.is_answered(),
            trouble: asked.answer.as_ref().err().map(|error| room.words.say(&error.phrase())),
        }
    });
    Ok(FormPage {
        form: row(room, seen, form),
        intro: form.intro.clone(),
        steps: form.steps.clone(),
        questions: questions.collect(),
        next: filled.next(None).map(|asked| asked.question.id.clone()),
        added: Vec::new(),
        removed: Vec::new(),
        may_share: room.role == Role::Client && ready(&filled).is_ok(),
        closing: form.closing.clone(),
    })
}
