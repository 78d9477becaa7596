//! Where somebody stands in a programme.

use serde::{Deserialize, Serialize};

use super::Who;
use crate::phrase::Phrase;
use crate::time::{Date, Instant};

/// A programme with the progress of one case laid over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeState {
    /// The template's id.
    pub template: String,
    /// The version that the run keeps.
    pub version: String,
    /// True when the template at hand is not the one that the run started with.
    pub other_version: bool,
    /// What people read.
    pub title: String,
    /// The first day.
    pub started_on: Date,
    /// The day on which most people are through.
    pub expected_end: Option<Date>,
    /// Of the whole; done when every phase is settled.
    pub state: StepState,
    /// Tasks done of those that count, in per cent rounded down; 100 when and only when done.
    pub percent: u8,
    /// In order.
    pub phases: Vec<PhaseView>,
    /// The one small step to take now: always the first of `offered`.
    pub next: Option<String>,
    /// Why there is no next step; `Some` exactly when `next` is `None`.
    pub no_next: Option<NoNext>,
    /// The tasks to show as open now, at most [`MAX_OFFERED`](super::MAX_OFFERED).
    pub offered: Vec<String>,
    /// What else the client can do in the steps that are open, in order.
    pub later: Vec<String>,
    /// Every task that waits, by whose it is.
    pub who_does_what: WhoDoesWhat,
    /// Records that belong to no step of this template, by key. They are kept, and not shown.
    pub unplaced: Vec<String>,
}

/// A phase with its steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhaseView {
    /// Its id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// What is so at its end.
    pub aim: String,
    /// As of its steps.
    pub state: StepState,
    /// As of the whole, for this phase.
    pub percent: u8,
    /// When the first thing in it was decided.
    pub began_at: Option<Instant>,
    /// When the last thing in it was decided; none until it is settled.
    pub ended_at: Option<Instant>,
    /// In order.
    pub steps: Vec<StepView>,
}

/// A step with its tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Its id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// Why it helps.
    pub why: String,
    /// What to say when it is done.
    pub praise: String,
    /// Where it is.
    pub state: StepState,
    /// When the first thing in it was decided.
    pub began_at: Option<Instant>,
    /// When the last thing in it was decided; none until it is settled.
    pub ended_at: Option<Instant>,
    /// In order: those of the template, then what a helper added by key.
    pub tasks: Vec<TaskView>,
}

/// Where a step or phase is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// Something comes first, and the phrase says what.
    Locked(Phrase),
    /// It can be begun.
    Open,
    /// It is under way.
    #[serde(rename_all = "camelCase")]
    Busy {
        /// Tasks done.
        done: u32,
        /// Tasks that count; what was declined or skipped does not.
        of: u32,
    },
    /// Nothing is left to do and something was done.
    Done,
    /// Nothing is left to do and nothing was done.
    Skipped,
}

/// One task as to show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskView {
    /// Its id.
    pub id: String,
    /// What people read, as the helper changed it.
    pub title: String,
    /// How to do it, as the helper changed it.
    pub text: String,
    /// Minutes that it takes; zero when nobody said.
    pub minutes: u32,
    /// Whose it is.
    pub who: Who,
    /// How it shows that it is done.
    pub proof: String,
    /// The work form that does it when the client shares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Where it is.
    pub state: TaskState,
    /// When that was decided.
    pub at: Option<Instant>,
    /// The day it is due.
    pub due_on: Option<Date>,
    /// Due before today, and open to be done.
    pub overdue: bool,
    /// Its step ends without it.
    pub optional: bool,
    /// The helper added it for this client.
    pub added: bool,
    /// What the client may do with it now.
    pub actions: Vec<Allowed>,
}

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TaskState {
    /// Its step is not open yet.
    Locked,
    /// It can be done.
    Open,
    /// It can be done, and is not offered before that day.
    Postponed(Date),
    /// The client does not want it.
    Declined,
    /// The helper says that it is not needed.
    Skipped,
    /// Done.
    Done,
}

/// Something that may be done with a task now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Allowed {
    /// Say that it is done.
    Complete,
    /// Take back what was said.
    Undo,
    /// Do it later.
    Postpone {
        /// Days to choose from; others are allowed too.
        until: Vec<Date>,
    },
    /// Say no.
    Decline,
}

/// Why there is no next step for the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NoNext {
    /// The programme is finished.
    AllDone(Phrase),
    /// Only the helper has something to do first.
    WaitingForHelper(Phrase),
    /// Everything that the client can do was postponed.
    AllPostponed {
        /// The first day on which something is back.
        until: Date,
        /// How to say it.
        phrase: Phrase,
    },
}

/// The ids of all tasks that wait, locked ones included, by whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WhoDoesWhat {
    /// What do I do?
    pub client: Vec<String>,
    /// What does my helper do?
    pub helper: Vec<String>,
    /// What do we do together?
    pub together: Vec<String>,
}

impl ProgrammeState {
    /// Every step, in order.
    pub fn steps(&self) -> impl Iterator<Item = &StepView> {
        self.phases.iter().flat_map(|phase| &phase.steps)
    }

    /// Every task, in order.
    pub fn tasks(&self) -> impl Iterator<Item = &TaskView> {
        self.steps().flat_map(|step| &step.tasks)
    }

    /// The task with this id.
    pub fn task(&self, id: &str) -> Option<&TaskView> {
        self.tasks().find(|task| task.id == id)
    }

    /// The next small step as to show it.
    pub fn next_task(&self) -> Option<&TaskView> {
        self.next.as_deref().and_then(|id| self.task(id))
    }
}

impl StepState {
    /// Whether nothing is left to do.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Done | Self::Skipped)
    }

    /// Whether something comes first.
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Locked(_))
    }
}

impl TaskState {
    /// Whether nothing is left to do.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::Declined | Self::Skipped)
    }
}

impl NoNext {
    /// How to say it.
    pub fn phrase(&self) -> &Phrase {
        match self {
            Self::AllDone(phrase) | Self::WaitingForHelper(phrase) | Self::AllPostponed { phrase, .. } => {
                phrase
            }
        }
    }
}
