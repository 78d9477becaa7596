//! Doing something with a task.

use serde::{Deserialize, Serialize};

use super::state::{Allowed, ProgrammeState, TaskState, TaskView};
use super::{Progress, ProgressState, Who};
use crate::phrase::Phrase;
use crate::time::{Date, Instant};

/// The furthest that a task can be postponed, in days from today.
pub const MAX_POSTPONE_DAYS: i64 = 60;

/// The days ahead that are offered when somebody postpones.
const POSTPONE_CHOICES: [i64; 4] = [1, 3, 7, 14];

/// What somebody does with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// It is done.
    Complete,
    /// It is open again, whatever was said.
    Undo,
    /// It comes back on that day.
    Postpone(Date),
    /// The client does not want it.
    Decline,
    /// The helper says that it is not needed.
    Skip,
}

/// Why an action was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// No such task in this programme.
    #[error("the task is not known")]
    UnknownTask,
    /// Its step is not open yet.
    #[error("the task is locked")]
    Locked,
    /// It was done already.
    #[error("the task is done already")]
    AlreadyDone,
    /// It was declined or skipped already.
    #[error("the task is settled already")]
    AlreadySettled,
    /// Nothing was said that could be taken back.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Postponing to today or before.
    #[error("the day to postpone to has passed")]
    InThePast,
    /// Postponing further than [`MAX_POSTPONE_DAYS`].
    #[error("the day to postpone to is too far")]
    TooFar,
    /// It is somebody else's to do this.
    #[error("the task is somebody else's")]
    NotYours,
}

impl ActError {
    /// What to tell the person who tried.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::UnknownTask => Phrase::new("task-unknown"),
            Self::Locked => Phrase::new("task-locked"),
            Self::AlreadyDone => Phrase::new("task-already-done"),
            Self::AlreadySettled => Phrase::new("task-already-settled"),
            Self::NothingToUndo => Phrase::new("task-nothing-to-undo"),
            Self::InThePast => Phrase::new("task-postpone-past"),
            Self::TooFar => Phrase::new("task-postpone-too-far").with("days", MAX_POSTPONE_DAYS),
            Self::NotYours => Phrase::new("task-not-yours"),
        }
    }
}

/// What the client's action makes of a task's progress, to be stored.
///
/// # Errors
///
/// [`ActError`] says why nothing changes.
pub fn act(
    state: &ProgrammeState,
    task: &str,
    action: Action,
    today: Date,
    now: Instant,
) -> Result<Progress, ActError> {
    act_as(Who::Client, state, task, action, today, now)
}

/// The same for whoever acts: the client, the helper, or both at one table (who may do what either may).
///
/// A client decides about their own and shared tasks. A helper may do anything but decline in the client's name.
///
/// # Errors
///
/// [`ActError`] says why nothing changes.
pub fn act_as(
    who: Who,
    state: &ProgrammeState,
    task: &str,
    action: Action,
    today: Date,
    now: Instant,
) -> Result<Progress, ActError> {
    let task = state.task(task).ok_or(ActError::UnknownTask)?;
    if !may(who, task, action) {
        return Err(ActError::NotYours);
    }
    check(task.state, action, today)?;
    let (state, until) = match action {
        Action::Complete => (ProgressState::Done, None),
        Action::Undo => (ProgressState::Open, None),
        Action::Postpone(until) => (ProgressState::Postponed, Some(until)),
        Action::Decline => (ProgressState::Declined, None),
        Action::Skip => (ProgressState::Skipped, None),
    };
    Ok(Progress { state, until, at: Some(now) })
}

/// The task that is done when the client shares a work form, and what that makes of its progress: as if they ticked it.
/// What waits goes before what was declined; one sharing does one task. `None` where none can be done now.
#[must_use]
pub fn act_by_form<'s>(
    state: &'s ProgrammeState,
    form: &str,
    today: Date,
    now: Instant,
) -> Option<(&'s str, Progress)> {
    let of_form = |settled| {
        let tasks = state.tasks().filter(move |task| task.state.is_settled() == settled);
        tasks.filter(|task| task.form.as_deref() == Some(form))
    };
    of_form(false).chain(of_form(true)).find_map(|task| {
        let progress = act(state, &task.id, Action::Complete, today, now).ok()?;
        Some((task.id.as_str(), progress))
    })
}

fn may(who: Who, task: &TaskView, action: Action) -> bool {
    let client = task.who != Who::Helper && action != Action::Skip && task.state != TaskState::Skipped;
    let helper = action != Action::Decline;
    match who {
        Who::Client => client,
        Who::Helper => helper,
        Who::Together => client || helper,
    }
}

fn check(state: TaskState, action: Action, today: Date) -> Result<(), ActError> {
    match (state, action) {
        (TaskState::Locked, _) => Err(ActError::Locked),
        (TaskState::Open, Action::Undo) => Err(ActError::NothingToUndo),
        (_, Action::Undo) => Ok(()),
        (TaskState::Done, _) => Err(ActError::AlreadyDone),
        (_, Action::Complete) => Ok(()),
        (TaskState::Declined | TaskState::Skipped, _) => Err(ActError::AlreadySettled),
        (_, Action::Postpone(until)) if until <= today => Err(ActError::InThePast),
        (_, Action::Postpone(until)) if today.days_until(until) > MAX_POSTPONE_DAYS => Err(ActError::TooFar),
        (_, Action::Postpone(_) | Action::Decline | Action::Skip) => Ok(()),
    }
}

/// What a client may do with a task now; [`act`] accepts each of these.
pub(super) fn allowed(task: &TaskView, today: Date) -> Vec<Allowed> {
    let choices: Vec<Date> = POSTPONE_CHOICES.iter().map(|days| today.plus_days(*days)).collect();
    let tries = [
        (Action::Complete, Allowed::Complete),
        (Action::Undo, Allowed::Undo),
        (Action::Postpone(today.plus_days(1)), Allowed::Postpone { until: choices }),
        (Action::Decline, Allowed::Decline),
    ];
    let fine = tries
        .into_iter()
        .filter(|(action, _)| may(Who::Client, task, *action) && check(task.state, *action, today).is_ok());
    fine.map(|(_, allowed)| allowed).collect()
}
