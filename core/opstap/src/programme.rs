//! The programme: the whole way, and one small step at a time.

use opstap_domain::condition::Facts;
use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_domain::programme::{
    self, Action, Allowed, ProgrammeState, Progress, Run, StepState, StepView, TaskRecord, TaskState,
    TaskView, Who,
};
use opstap_domain::{Date, Phrase};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::Room;

/// A programme of a case, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProgrammeSummary {
    /// The run: this programme in this case.
    pub run: Uuid,
    /// What it is called.
    pub title: String,
    /// The version of its template that this case follows.
    pub version: String,
    /// A newer version is there; `renew_programme` moves to it.
    pub newer: bool,
    /// Done, in whole per cent; 100 only when all is.
    pub percent: u8,
    /// The first day.
    pub started_on: Date,
    /// The day on which most people are through.
    pub expected_end: Option<Date>,
    /// The phases in order.
    pub phases: Vec<PhaseRow>,
    /// The one next small step.
    pub next: Option<TaskRow>,
    /// Why there is no next step.
    pub no_next: Option<String>,
    /// At most three tasks to choose from.
    pub offered: Vec<TaskRow>,
    /// Other programmes that this case follows.
    pub others: Vec<String>,
}

/// A phase with its steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhaseRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is so at its end.
    pub aim: String,
    /// `locked`, `open`, `busy`, `done` or `skipped`.
    pub state: &'static str,
    /// Done, in whole per cent.
    pub percent: u8,
    /// Its steps in order.
    pub steps: Vec<StepRow>,
}

/// A step with its tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Why one does it.
    pub why: String,
    /// `locked`, `open`, `busy`, `done` or `skipped`.
    pub state: &'static str,
    /// For a locked step: what comes first.
    pub reason: Option<String>,
    /// Its tasks in order.
    pub tasks: Vec<TaskRow>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskRow {
    /// Its id: what `task done` takes.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How one does it.
    pub text: String,
    /// The work form that does it when it is shared: what `form` takes.
    pub form: Option<String>,
    /// Minutes that it takes; 0 when nobody said.
    pub minutes: u32,
    /// The same in words; empty when nobody said.
    pub minutes_text: String,
    /// Whose it is, in the words of whoever looks: "jij" for the client, "de cliënt" for who looks along.
    pub who: String,
    /// `locked`, `open`, `postponed`, `declined`, `skipped` or `done`.
    pub state: &'static str,
    /// For a postponed task: the first day on which it is back.
    pub until: Option<Date>,
    /// The day it is due.
    pub due_on: Option<Date>,
    /// Due before today.
    pub overdue: bool,
    /// What may be done with it: `complete`, `undo`, `postpone`, `decline`.
    pub actions: Vec<&'static str>,
    /// Days to offer for postponing.
    pub postpone_to: Vec<Date>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What somebody does with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskDeed {
    /// It is done.
    Done,
    /// Later.
    Postpone(Date),
    /// No, thank you.
    Decline,
    /// A helper says that it is not needed here.
    Skip,
    /// Take back what was said.
    Undo,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskOutcome {
    /// A compliment for each step that is finished now.
    pub praise: Vec<String>,
    /// Half way, or all the way.
    pub milestone: Option<String>,
    /// The programme as it is now.
    pub programme: ProgrammeSummary,
}

/// A run with everything that it follows from.
pub(crate) struct Followed {
    pub(crate) run: Uuid,
    pub(crate) state: ProgrammeState,
    /// The newest version of its template that is known here.
    pub(crate) newest: String,
    pub(crate) waiting: Vec<String>,
    pub(crate) others: Vec<String>,
}

impl Opstap {
    /// The programme of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case, or without a programme in it.
    pub fn programme(&self, case: Option<Uuid>) -> Result<ProgrammeSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let followed = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            Ok(summary(&room, &followed))
        })
    }

    /// Does something with a task, and says what came of it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] with the reason: a locked task, somebody else's, a day in the past.
    pub fn perform(
        &self,
        case: Option<Uuid>,
        task: &str,
        deed: TaskDeed,
    ) -> Result<TaskOutcome, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let before = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            let action = match deed {
                TaskDeed::Done => Action::Complete,
                TaskDeed::Postpone(until) => Action::Postpone(until),
                TaskDeed::Decline => Action::Decline,
                TaskDeed::Skip => Action::Skip,
                TaskDeed::Undo => Action::Undo,
            };
            let who = if room.role == Role::Client { Who::Client } else { Who::Helper };
            let progress = programme::act_as(who, &before.state, task, action, room.today, room.now)
                .map_err(|refused| OpstapError::refused("task", refused.phrase()))?;
            self.act(inner, &[progress_edit(&room, before.run, task, &progress)?])?;
            let after = follow(inner, &room)?.ok_or(OpstapError::Unknown { what: "programme" })?;
            let praise = programme::praise_after(&before.state, &after.state);
            let milestone = programme::milestone_after(&before.state, &after.state);
            Ok(TaskOutcome {
                praise: praise.into_iter().map(|praise| praise.text).collect(),
                milestone: milestone.map(|phrase| room.words.say_on(&phrase, room.today)),
                programme: summary(&room, &after),
            })
        })
    }
}

/// The task that sharing this form does, as a person would tick it; `None` where there is none to do.
pub(crate) fn done_by_form(inner: &mut Inner, room: &Room, form: &str) -> Result<Option<Edit>, OpstapError> {
    let Some(followed) = follow(inner, room)? else { return Ok(None) };
    let done = programme::act_by_form(&followed.state, form, room.today, room.now);
    done.map(|(task, progress)| progress_edit(room, followed.run, task, &progress)).transpose()
}

fn progress_edit(room: &Room, run: Uuid, task: &str, progress: &Progress) -> Result<Edit, OpstapError> {
    let value =
        serde_json::to_value(progress).map_err(|_| OpstapError::Unexpected { reference: "progress" })?;
    Ok(task_edit(room, run, task, [("progress", without_nulls(value))]))
}

pub(crate) fn task_edit(
    room: &Room,
    run: Uuid,
    key: &str,
    units: impl IntoIterator<Item = (&'static str, Value)>,
) -> Edit {
    let id = room.together.derived_id(&format!("task/{run}/{key}"));
    let own = [("run", json!(run)), ("key", json!(key))];
    Edit::put(room.together, "task", id, own.into_iter().chain(units))
}

/// Members that say nothing are left out, as the catalogue wants them.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(order::gather(members.into_iter().filter(|(_, v)| !v.is_null())))
        }
        other => other,
    }
}

/// The first run that is not over, with everything that follows from it.
pub(crate) fn follow(inner: &mut Inner, room: &Room) -> Result<Option<Followed>, OpstapError> {
    let seen = crate::tips::see(inner, room)?;
    follow_with(inner, room, &seen.facts)
}

/// The same for facts that were looked up already.
pub(crate) fn follow_with(
    inner: &mut Inner,
    room: &Room,
    facts: &Facts,
) -> Result<Option<Followed>, OpstapError> {
    let content = inner.content()?;
    let mut runs: Vec<Record> = inner.store.records(room.together, "run")?;
    runs.retain(|run| run.text("ended_on").is_empty() && !run.value("template").is_null());
    order::sort_by_key(&mut runs, |run| (run.value("order").as_i64().unwrap_or(0), run.id));
    let known = |run: &Record| {
        let id = run.value("template")["id"].as_str().unwrap_or_default().to_owned();
        let version = run.value("template")["version"].as_str().unwrap_or_default().to_owned();
        (id, version)
    };
    let Some((first, rest)) = runs.split_first() else { return Ok(None) };
    let (id, version) = known(first);
    let Some(template) = content.template(&id, &version).cloned() else { return Ok(None) };
    let others = rest.iter().map(known);
    let others =
        others.map(|(id, version)| content.template(&id, &version).map_or(id, |found| found.title.clone()));
    let others = others.collect();
    let mut waiting = Vec::new();
    let mut records = Vec::new();
    let mine = json!(first.id);
    for task in inner.store.records(room.together, "task")? {
        if *task.value("run") != mine {
            continue;
        }
        if task.waiting {
            waiting.push(task.text("key").to_owned());
        }
        records.extend(task_record(&task));
    }
    let newest = content.templates.keys().rev().find(|(known, _)| *known == id);
    let newest = newest.map_or_else(String::new, |(_, version)| version.clone());
    let started_on = first.text("started_on").parse().unwrap_or(room.today);
    let run = Run { template: id, version, started_on };
    let state = programme::follow(&template, &run, &records, facts, room.today);
    Ok(Some(Followed { run: first.id, state, newest, waiting, others }))
}

fn task_record(record: &Record) -> Option<TaskRecord> {
    let text = |unit: &str| Some(record.text(unit)).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut task = TaskRecord::new(text("key")?);
    task.progress = read(record.value("progress")).unwrap_or_default();
    task.step = text("step");
    task.title = text("title");
    task.text = text("text");
    task.who = read(record.value("who"));
    task.due_on = record.text("due_on").parse().ok();
    task.hidden = record.value("hidden").as_bool().unwrap_or(false);
    Some(task)
}

pub(crate) fn summary(room: &Room, followed: &Followed) -> ProgrammeSummary {
    let state = &followed.state;
    let row = |task: &TaskView| task_row(room, task, &followed.waiting);
    ProgrammeSummary {
        run: followed.run,
        title: state.title.clone(),
        version: state.version.clone(),
        newer: followed.newest > state.version,
        percent: state.percent,
        started_on: state.started_on,
        expected_end: state.expected_end,
        phases: state
            .phases
            .iter()
            .map(|phase| PhaseRow {
                id: phase.id.clone(),
                title: phase.title.clone(),
                aim: phase.aim.clone(),
                state: state_name(&phase.state),
                percent: phase.percent,
                steps: phase.steps.iter().map(|step| step_row(room, step, &followed.waiting)).collect(),
            })
            .collect(),
        next: state.next_task().map(row),
        no_next: state.no_next.as_ref().map(|why| room.words.say_on(why.phrase(), room.today)),
        offered: state.offered.iter().filter_map(|id| state.task(id)).map(row).collect(),
        others: followed.others.clone(),
    }
}

fn step_row(room: &Room, step: &StepView, waiting: &[String]) -> StepRow {
    let reason = match &step.state {
        StepState::Locked(reason) => Some(room.words.say_on(reason, room.today)),
        _ => None,
    };
    StepRow {
        id: step.id.clone(),
        title: step.title.clone(),
        why: step.why.clone(),
        state: state_name(&step.state),
        reason,
        tasks: step.tasks.iter().map(|task| task_row(room, task, waiting)).collect(),
    }
}

const fn state_name(state: &StepState) -> &'static str {
    match state {
        StepState::Locked(_) => "locked",
        StepState::Open => "open",
        StepState::Busy { .. } => "busy",
        StepState::Done => "done",
        StepState::Skipped => "skipped",
    }
}

fn task_row(room: &Room, task: &TaskView, waiting: &[String]) -> TaskRow {
    let (state, until) = match task.state {
        TaskState::Locked => ("locked", None),
        TaskState::Open => ("open", None),
        TaskState::Postponed(until) => ("postponed", Some(until)),
        TaskState::Declined => ("declined", None),
        TaskState::Skipped => ("skipped", None),
        TaskState::Done => ("done", None),
    };
    let mut postpone_to = Vec::new();
    let mut actions = Vec::new();
    for allowed in &task.actions {
        actions.push(match allowed {
            Allowed::Complete => "complete",
            Allowed::Undo => "undo",
            Allowed::Decline => "decline",
            Allowed::Postpone { until } => {
                postpone_to.clone_from(until);
                "postpone"
            }
        });
    }
    let who = match (task.who, room.role) {
        (Who::Client, Role::Client) => "who-client",
        (Who::Client, _) => "who-client-seen",
        (Who::Helper, Role::Client) => "who-helper",
        (Who::Helper, _) => "who-helper-seen",
        (Who::Together, _) => "who-together",
    };
    TaskRow {
        id: task.id.clone(),
        title: task.title.clone(),
        text: task.text.clone(),
        form: task.form.clone(),
        minutes: task.minutes,
        minutes_text: if task.minutes == 0 {
            String::new()
        } else {
            room.words.text_with("today-takes", &[("count", i64::from(task.minutes).into())])
        },
        who: room.words.say(&Phrase::new(who)),
        state,
        until,
        due_on: task.due_on,
        overdue: task.overdue,
        actions,
        postpone_to,
        waiting: waiting.contains(&task.id),
    }
}
