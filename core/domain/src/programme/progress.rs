//! How far a step, a phase and a programme are, and what to say about it.

use serde::{Deserialize, Serialize};

use super::state::{ProgrammeState, StepState, StepView, TaskState, TaskView};
use crate::phrase::Phrase;
use crate::time::Instant;

/// The tasks that count, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) done: u32,
    /// Done or still to do; what was declined or skipped is neither.
    pub(super) of: u32,
}

impl Tally {
    /// Counts what the step needs; its optional tasks only when it has no others.
    pub(super) fn of_step(step: &StepView) -> Self {
        let needs = step.tasks.iter().any(|task| !task.optional);
        let counted = step.tasks.iter().filter(|task| !(needs && task.optional));
        counted.fold(Self::default(), |tally, task| match task.state {
            TaskState::Done => Self { done: tally.done + 1, of: tally.of + 1 },
            TaskState::Declined | TaskState::Skipped => tally,
            TaskState::Locked | TaskState::Open | TaskState::Postponed(_) => {
                Self { of: tally.of + 1, ..tally }
            }
        })
    }

    pub(super) fn is_settled(self) -> bool {
        self.done == self.of
    }

    pub(super) fn state(self) -> StepState {
        match (self.done, self.of) {
            (0, 0) => StepState::Skipped,
            (0, _) => StepState::Open,
            (done, of) if done == of => StepState::Done,
            (done, of) => StepState::Busy { done, of },
        }
    }

    /// Rounded down, so that 100 is said only when nothing is left; zero when nothing counts.
    pub(super) fn percent(self) -> u8 {
        let share = u64::from(self.done) * 100 / u64::from(self.of.max(1));
        u8::try_from(share).unwrap_or(100)
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies
            .fold(Self::default(), |sum, tally| Self { done: sum.done + tally.done, of: sum.of + tally.of })
    }
}

/// When the first and the last decision fell; the last only once all is settled.
pub(super) fn span<'a>(
    tasks: impl IntoIterator<Item = &'a TaskView>,
    settled: bool,
) -> (Option<Instant>, Option<Instant>) {
    let decided: Vec<Instant> = tasks.into_iter().filter_map(|task| task.at).collect();
    (decided.iter().min().copied(), decided.iter().max().copied().filter(|_| settled))
}

/// A compliment for one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Praise {
    /// The step's id.
    pub step: String,
    /// The template's words.
    pub text: String,
}

/// The compliments that are due after a change: exactly one for each step that became done.
///
/// A step that was skipped gets none. A step that was reopened and done again is praised again; who keeps the
/// compliments decides whether to show it.
pub fn praise_after(before: &ProgrammeState, after: &ProgrammeState) -> Vec<Praise> {
    let was_done = |id: &str| before.steps().any(|step| step.id == id && step.state == StepState::Done);
    let became = after.steps().filter(|step| step.state == StepState::Done && !was_done(&step.id));
    became.map(|step| Praise { step: step.id.clone(), text: step.praise.clone() }).collect()
}

/// What to celebrate of the whole after a change: finished, or half way.
pub fn milestone_after(before: &ProgrammeState, after: &ProgrammeState) -> Option<Phrase> {
    if after.percent == 100 && before.percent < 100 {
        Some(Phrase::new("programme-finished").with("title", after.title.as_str()))
    } else if after.percent >= 50 && before.percent < 50 {
        Some(Phrase::new("programme-half-way").with("title", after.title.as_str()))
    } else {
        None
    }
}
