//! The programme: phases, steps and small tasks, and the one thing to do now.
//!
//! A template is content. A case has a [`Run`] of it and a [`TaskRecord`] for each task that something happened
//! to; [`follow`] lays one over the other and says where somebody stands. Nothing here knows what the programme
//! is about: debts, work or a move, the engine is the same.

mod act;
mod follow;
mod migrate;
mod progress;
mod record;
mod state;
mod template;

pub use act::{ActError, Action, MAX_POSTPONE_DAYS, act, act_as, act_by_form};
pub use follow::{MAX_OFFERED, follow};
pub use migrate::{Migration, move_to};
pub use progress::{Praise, milestone_after, praise_after};
pub use record::{Progress, ProgressState, Run, TaskRecord};
pub use state::{
    Allowed, NoNext, PhaseView, ProgrammeState, StepState, StepView, TaskState, TaskView, WhoDoesWhat,
};
pub use template::{
    Phase, Step, Task, Template, TemplateError, TemplateProblem, Who, check_template, parse_programmes,
};

#[cfg(test)]
mod tests;
