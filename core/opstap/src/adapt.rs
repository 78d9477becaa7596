//! How a case differs from its template: what helpers add, change and hide, and which version it follows.

use opstap_domain::Date;
use opstap_domain::ids::Role;
use opstap_store::Edit;
use serde_json::json;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::programme::{ProgrammeSummary, follow, summary, task_edit};

/// What a helper changes about a task in one case. What is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskChange {
    /// A title of its own.
    pub title: Option<String>,
    /// An explanation of its own.
    pub text: Option<String>,
    /// The day by which it is to be done.
    pub due_on: Option<Date>,
    /// Left out of this case, or back in.
    pub hidden: Option<bool>,
}

impl Opstap {
    /// A helper adds a task to a step of this case only; the template stays as it is.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a step; [`OpstapError::NotAllowed`] for a client.
    pub fn add_task(
        &self,
        case: Option<Uuid>,
        step: &str,
        title: &str,
        text: &str,
        due_on: Option<Date>,
    ) -> Result<ProgrammeSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role == Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let followed = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            if !followed.state.steps().any(|known| known.id == step) {
                return Err(OpstapError::Unknown { what: "task" });
            }
            let key = format!("added.{}", inner.fresh_id(room.now).simple());
            let mut units = vec![("step", json!(step)), ("title", json!(title)), ("text", json!(text))];
            if let Some(due_on) = due_on {
                units.push(("due_on", json!(due_on)));
            }
            self.act(inner, &[task_edit(&room, followed.run, &key, units)])?;
            let after = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            Ok(summary(&room, &after))
        })
    }

    /// Starts a programme, in the newest version that this device knows.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a programme that the content does not have.
    pub fn start_programme(
        &self,
        case: Option<Uuid>,
        template: &str,
    ) -> Result<ProgrammeSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let found = content.templates.iter().rev().find(|((id, _), _)| id == template);
            let ((id, version), _) = found.ok_or(OpstapError::Unknown { what: "programme" })?;
            let run = room.together.derived_id(&format!("run/{id}"));
            let known = inner.store.record(room.together, "run", run)?;
            if known.is_some_and(|known| known.text("ended_on").is_empty()) {
                // It runs already, and keeps its version and its first day.
                let running = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
                return Ok(summary(&room, &running));
            }
            let order = inner.store.records(room.together, "run")?.len();
            let template = json!({ "id": id, "version": version });
            let units = [("template", template), ("started_on", json!(room.today)), ("order", json!(order))];
            self.act(inner, &[Edit::put(room.together, "run", run, units)])?;
            let after = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            Ok(summary(&room, &after))
        })
    }

    /// A helper changes a task in this case only; the template stays as it is.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a task; [`OpstapError::NotAllowed`] for a client;
    /// [`OpstapError::Refused`] for a text that is too long.
    pub fn change_task(
        &self,
        case: Option<Uuid>,
        task: &str,
        change: &TaskChange,
    ) -> Result<ProgrammeSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role == Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let followed = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            // A hidden task is not shown, and can be shown again.
            let known = followed.state.task(task).is_some() || change.hidden == Some(false);
            if !known {
                return Err(OpstapError::Unknown { what: "task" });
            }
            let mut units = Vec::new();
            units.extend(change.title.as_ref().map(|title| ("title", json!(title))));
            units.extend(change.text.as_ref().map(|text| ("text", json!(text))));
            units.extend(change.due_on.map(|due_on| ("due_on", json!(due_on))));
            units.extend(change.hidden.map(|hidden| ("hidden", json!(hidden))));
            self.act(inner, &[task_edit(&room, followed.run, task, units)])?;
            let after = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            Ok(summary(&room, &after))
        })
    }

    /// Moves the case's programme to the newest version of its template that this device knows. What was done
    /// to tasks of the same id stays; a running case never moves by itself.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without a programme, or without its template.
    pub fn renew_programme(&self, case: Option<Uuid>) -> Result<ProgrammeSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let followed = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            let content = inner.content()?;
            let id = &followed.state.template;
            let newest = content.templates.keys().rev().find(|(known, _)| known == id);
            let (id, version) = newest.ok_or(OpstapError::Unknown { what: "programme" })?;
            // Tasks are known by their id in every version; those that the new one lacks stay remembered.
            let template = json!({ "id": id, "version": version });
            let edit = Edit::put(room.together, "run", followed.run, [("template", template)]);
            self.act(inner, &[edit])?;
            let after = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            Ok(summary(&room, &after))
        })
    }
}
