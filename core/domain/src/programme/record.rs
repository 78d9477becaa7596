//! What a case remembers of a programme.

use serde::{Deserialize, Serialize};

use super::Who;
use crate::time::{Date, Instant};

/// A programme that somebody started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// The template's id.
    pub template: String,
    /// The template's version at the start; only [`move_to`](super::move_to) changes it.
    pub version: String,
    /// The first day, from which due dates count.
    pub started_on: Date,
}

/// What happened to one task of a run, or a task that a helper added.
///
/// What a helper changes for one client stands here and leaves the template alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRecord {
    /// The task's id; for an added task an id of its own.
    pub key: String,
    /// How far it is.
    #[serde(default)]
    pub progress: Progress,
    /// The step that a helper added it to; none for a task of the template.
    #[serde(default)]
    pub step: Option<String>,
    /// Instead of the template's title; an added task needs one.
    #[serde(default)]
    pub title: Option<String>,
    /// Instead of the template's text.
    #[serde(default)]
    pub text: Option<String>,
    /// Instead of the template's; an added task without one is the client's.
    #[serde(default)]
    pub who: Option<Who>,
    /// Instead of the template's.
    #[serde(default)]
    pub due_on: Option<Date>,
    /// The helper took it out of this run; what was done stays remembered.
    #[serde(default)]
    pub hidden: bool,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// When that was decided; none for what never was.
    #[serde(default)]
    pub at: Option<Instant>,
    /// What was decided.
    pub state: ProgressState,
    /// The first day on which a postponed task is back.
    #[serde(default)]
    pub until: Option<Date>,
}

/// What was decided about a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgressState {
    /// Nothing yet.
    #[default]
    Open,
    /// Later.
    Postponed,
    /// The client does not want it.
    Declined,
    /// The helper says that it is not needed.
    Skipped,
    /// Done.
    Done,
}

impl TaskRecord {
    /// A record in which nothing happened yet.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            progress: Progress::default(),
            step: None,
            title: None,
            text: None,
            who: None,
            due_on: None,
            hidden: false,
        }
    }
}
