//! What is known of the forms of a case: what was asked, shared and begun, and each form as somebody fills it in.

use std::collections::BTreeMap;
use std::sync::Arc;

use opstap_domain::forms::{Filled, Typed, WorkForm, fill};
use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_store::{Drafts, Record};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::content::{ContentCache, work_form};
use crate::device::Inner;
use crate::error::OpstapError;
use crate::room::{Room, names};

/// In place of a question of a draft: the form as it was when it was begun (ADR-0058). No question has an empty id.
pub(super) const BEGUN: &str = "";

/// What is known of the forms of a case.
pub(super) struct Seen {
    pub(super) tasks: Vec<Record>,
    pub(super) answers: Vec<Record>,
    pub(super) drafts: Drafts,
    /// Forms that are being filled in, each as it was when that began.
    pub(super) begun: Vec<WorkForm>,
    pub(super) content: Arc<ContentCache>,
    pub(super) names: BTreeMap<Uuid, String>,
    pub(super) account: String,
}

impl Seen {
    /// Each form once: as it was begun, and otherwise as the content has it now. One that was begun stays, also when the
    /// content has it no more.
    pub(super) fn forms(&self) -> Vec<&WorkForm> {
        let mut all: Vec<&WorkForm> = self.content.forms.iter().collect();
        for begun in &self.begun {
            match all.iter_mut().find(|form| form.id == begun.id) {
                Some(form) => *form = begun,
                None => all.push(begun),
            }
        }
        all
    }

    pub(super) fn form(&self, id: &str) -> Result<&WorkForm, OpstapError> {
        let found = self.forms().into_iter().find(|form| form.id == id);
        found.ok_or(OpstapError::Unknown { what: "form" })
    }

    pub(super) fn filled<'f>(&self, form: &'f WorkForm) -> Filled<'f> {
        let nothing = Typed::new();
        fill(form, self.typed(&form.id).unwrap_or(&nothing))
    }

    /// What stands at the questions of a form; `None`: nobody touched it.
    pub(super) fn typed(&self, form: &str) -> Option<&Typed> {
        self.drafts.iter().find(|(known, _)| known == form).map(|(_, typed)| typed)
    }

    /// What was asked since it was last answered, the newest first.
    pub(super) fn open_tasks<'s>(&'s self, form: &'s str) -> impl Iterator<Item = &'s Record> {
        let answered = |task: &Record| {
            let id = json!(task.id);
            self.answers.iter().any(|answers| *answers.value("task") == id)
        };
        self.tasks
            .iter()
            .rev()
            .filter(move |task| task.text("form") == form)
            .take_while(move |task| !answered(task))
    }
}

/// Whether somebody typed something for a form.
pub(super) fn is_begun(typed: &Typed) -> bool {
    typed.iter().any(|(question, text)| question != BEGUN && !text.trim().is_empty())
}

/// A coach sees what the client shares.
fn may_see(inner: &Inner, room: &Room) -> Result<(), OpstapError> {
    let shared = |row: &opstap_store::ScopeRow| {
        row.scope == room.together && row.parts.iter().any(|part| part == "goals")
    };
    if room.role == Role::Coach && !inner.store.scopes().iter().any(shared) {
        return Err(OpstapError::NotAllowed);
    }
    Ok(())
}

pub(super) fn see(inner: &mut Inner, room: &Room) -> Result<Seen, OpstapError> {
    may_see(inner, room)?;
    let mut tasks = inner.store.records(room.together, "form_task")?;
    order::sort_by(&mut tasks, |one, other| {
        (one.text("asked_on"), one.id).cmp(&(other.text("asked_on"), other.id))
    });
    let drafts = if room.role == Role::Client { inner.store.drafts(room.together)? } else { Drafts::new() };
    let mut begun = Vec::new();
    // Where nothing stands any more, the form of today is begun.
    for (_, typed) in drafts.iter().filter(|(_, typed)| is_begun(typed)) {
        let body: Option<Value> = typed.get(BEGUN).and_then(|body| serde_json::from_str(body).ok());
        if let Some(form) = body.as_ref().and_then(work_form) {
            begun.push(form);
        }
    }
    Ok(Seen {
        tasks,
        answers: inner.store.records(room.together, "form_answers")?,
        drafts,
        begun,
        content: inner.content()?,
        names: names(inner, room)?,
        account: inner.account()?.to_string(),
    })
}
