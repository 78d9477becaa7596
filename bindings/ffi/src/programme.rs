//! Today, the programme, and what one does with a task.

use opstap::{Calendar, Opstap, OpstapError};

use crate::error::CoreError;
use crate::service::service;
use crate::today::TodaySummary;
use crate::value::{CaseId, DateText, LocalDate, Uuid, asked};

/// How far a phase or a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Progress {
    /// Something comes first.
    Locked,
    /// It may begin.
    Open,
    /// It began.
    Busy,
    /// It is done.
    Done,
    /// It is not needed here.
    Skipped,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TaskState {
    /// Something comes first.
    Locked,
    /// To be done.
    Open,
    /// Later.
    Postponed,
    /// No, thank you.
    Declined,
    /// A helper said that it is not needed.
    Skipped,
    /// Done.
    Done,
}

/// What may be done with a task now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TaskAction {
    /// Say that it is done.
    Complete,
    /// Take back what was said.
    Undo,
    /// Later: on one of the offered days.
    Postpone,
    /// No, thank you.
    Decline,
}

/// What somebody does with a task.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TaskDeed {
    /// It is done.
    Done,
    /// Later.
    Postpone {
        /// The first day on which it is back.
        until: LocalDate,
    },
    /// No, thank you.
    Decline,
    /// A helper says that it is not needed here.
    Skip,
    /// Take back what was said.
    Undo,
}

/// A programme of a case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ProgrammeSummary {
    /// This programme in this case.
    pub run: Uuid,
    /// What it is called.
    pub title: String,
    /// The version of its template that this case follows.
    pub version: String,
    /// A newer version is there; [`Programme::renew`] moves to it.
    pub newer: bool,
    /// Done, in whole per cent; 100 only when all is.
    pub percent: u8,
    /// The first day.
    pub started_on: DateText,
    /// The day on which most people are through.
    pub expected_end: Option<DateText>,
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
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PhaseRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is so at its end.
    pub aim: String,
    /// How far it is.
    pub state: Progress,
    /// Done, in whole per cent.
    pub percent: u8,
    /// Its steps in order.
    pub steps: Vec<StepRow>,
}

/// A step with its tasks.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StepRow {
    /// Its id: what `ask` and `add_task` take.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Why one does it.
    pub why: String,
    /// How far it is.
    pub state: Progress,
    /// For a locked step: what comes first.
    pub reason: Option<String>,
    /// Its tasks in order.
    pub tasks: Vec<TaskRow>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TaskRow {
    /// Its id: what `perform` and `ask` take.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How one does it.
    pub text: String,
    /// Minutes that it takes; 0 when nobody said.
    pub minutes: u32,
    /// The same in words; empty when nobody said.
    pub minutes_text: String,
    /// Whose it is, in words.
    pub who: String,
    /// How far it is.
    pub state: TaskState,
    /// For a postponed task: the first day on which it is back.
    pub until: Option<DateText>,
    /// The day it is due.
    pub due_on: Option<DateText>,
    /// Due before today.
    pub overdue: bool,
    /// What may be done with it now.
    pub actions: Vec<TaskAction>,
    /// Days to offer for postponing.
    pub postpone_to: Vec<DateText>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TaskOutcome {
    /// A compliment for each step that is finished now.
    pub praise: Vec<String>,
    /// Half way, or all the way.
    pub milestone: Option<String>,
    /// The programme as it is now.
    pub programme: ProgrammeSummary,
}

/// What a helper changes about a task in one case. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct TaskEdit {
    /// A title of its own.
    #[uniffi(default)]
    pub title: Option<String>,
    /// An explanation of its own.
    #[uniffi(default)]
    pub text: Option<String>,
    /// The day by which it is to be done.
    #[uniffi(default)]
    pub due_on: Option<LocalDate>,
    /// Left out of this case, or back in.
    #[uniffi(default)]
    pub hidden: Option<bool>,
}

service!(
    /// Today and the programme.
    Programme
);

#[uniffi::export]
impl Programme {
    /// The first screen.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case; [`CoreError::NotPaired`].
    #[uniffi::method(default(case = None))]
    pub async fn today(&self, case: Option<CaseId>) -> Result<TodaySummary, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| Ok(TodaySummary::draw(device.today(case)?, device.calendar(case)?));
        self.engine.read_in(case, read).await
    }

    /// The whole way.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case, or without a programme in it.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<ProgrammeSummary, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| draw(device, case, device.programme(case)?)).await
    }

    /// Does something with a task, and says what came of it.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] with the reason: a locked task, somebody else's, a day in the past.
    #[uniffi::method(default(case = None))]
    pub async fn perform(
        &self,
        task: String,
        deed: TaskDeed,
        case: Option<CaseId>,
    ) -> Result<TaskOutcome, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            let done = device.perform(case, &task, deed.into())?;
            let programme = draw(device, case, done.programme)?;
            Ok(TaskOutcome { praise: done.praise, milestone: done.milestone, programme })
        };
        self.engine.write(write).await
    }

    /// A helper adds a task to a step of this case only.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a step; [`CoreError::NotAllowed`] for a client.
    #[uniffi::method(default(text = "", due_on = None, case = None))]
    pub async fn add_task(
        &self,
        step: String,
        title: String,
        text: String,
        due_on: Option<LocalDate>,
        case: Option<CaseId>,
    ) -> Result<ProgrammeSummary, CoreError> {
        let case = asked(case);
        let write =
            move |device: &Opstap| draw(device, case, device.add_task(case, &step, &title, &text, due_on)?);
        self.engine.write(write).await
    }

    /// A helper changes a task in this case only.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a task; [`CoreError::NotAllowed`] for a client; [`CoreError::Refused`].
    #[uniffi::method(default(case = None))]
    pub async fn change_task(
        &self,
        task: String,
        edit: TaskEdit,
        case: Option<CaseId>,
    ) -> Result<ProgrammeSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| draw(device, case, device.change_task(case, &task, &edit.into())?);
        self.engine.write(write).await
    }

    /// Starts a programme, in the newest version that this device knows.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for a programme that the content does not have.
    #[uniffi::method(default(case = None))]
    pub async fn start(
        &self,
        programme: String,
        case: Option<CaseId>,
    ) -> Result<ProgrammeSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| draw(device, case, device.start_programme(case, &programme)?);
        self.engine.write(write).await
    }

    /// Moves to the newest version of the programme. What was done stays.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without a programme, or without its template.
    #[uniffi::method(default(case = None))]
    pub async fn renew(&self, case: Option<CaseId>) -> Result<ProgrammeSummary, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| draw(device, case, device.renew_programme(case)?)).await
    }
}

fn draw(
    device: &Opstap,
    case: Option<Uuid>,
    from: opstap::ProgrammeSummary,
) -> Result<ProgrammeSummary, OpstapError> {
    let calendar = device.calendar(case)?;
    let task = |task| TaskRow::draw(task, calendar);
    Ok(ProgrammeSummary {
        run: from.run,
        title: from.title,
        version: from.version,
        newer: from.newer,
        percent: from.percent,
        started_on: DateText::new(calendar, from.started_on),
        expected_end: from.expected_end.map(|day| DateText::new(calendar, day)),
        phases: from.phases.into_iter().map(|phase| PhaseRow::draw(phase, calendar)).collect(),
        next: from.next.map(task),
        no_next: from.no_next,
        offered: from.offered.into_iter().map(task).collect(),
        others: from.others,
    })
}

impl PhaseRow {
    fn draw(from: opstap::PhaseRow, calendar: Calendar) -> Self {
        let step = |step: opstap::StepRow| StepRow {
            id: step.id,
            title: step.title,
            why: step.why,
            state: Progress::of(step.state),
            reason: step.reason,
            tasks: step.tasks.into_iter().map(|task| TaskRow::draw(task, calendar)).collect(),
        };
        Self {
            id: from.id,
            title: from.title,
            aim: from.aim,
            state: Progress::of(from.state),
            percent: from.percent,
            steps: from.steps.into_iter().map(step).collect(),
        }
    }
}

impl TaskRow {
    pub(crate) fn draw(from: opstap::TaskRow, calendar: Calendar) -> Self {
        let day = |day| DateText::new(calendar, day);
        Self {
            id: from.id,
            title: from.title,
            text: from.text,
            minutes: from.minutes,
            minutes_text: from.minutes_text,
            who: from.who,
            state: TaskState::of(from.state),
            until: from.until.map(day),
            due_on: from.due_on.map(day),
            overdue: from.overdue,
            actions: from.actions.into_iter().filter_map(TaskAction::of).collect(),
            postpone_to: from.postpone_to.into_iter().map(day).collect(),
            waiting: from.waiting,
        }
    }
}

impl Progress {
    fn of(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "busy" => Self::Busy,
            "done" => Self::Done,
            "skipped" => Self::Skipped,
            _ => Self::Locked,
        }
    }
}

impl TaskState {
    fn of(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "postponed" => Self::Postponed,
            "declined" => Self::Declined,
            "skipped" => Self::Skipped,
            "done" => Self::Done,
            _ => Self::Locked,
        }
    }
}

impl TaskAction {
    fn of(word: &str) -> Option<Self> {
        match word {
            "complete" => Some(Self::Complete),
            "undo" => Some(Self::Undo),
            "postpone" => Some(Self::Postpone),
            "decline" => Some(Self::Decline),
            _ => None,
        }
    }
}

impl From<TaskDeed> for opstap::TaskDeed {
    fn from(from: TaskDeed) -> Self {
        match from {
            TaskDeed::Done => Self::Done,
            TaskDeed::Postpone { until } => Self::Postpone(until),
            TaskDeed::Decline => Self::Decline,
            TaskDeed::Skip => Self::Skip,
            TaskDeed::Undo => Self::Undo,
        }
    }
}

impl From<TaskEdit> for opstap::TaskChange {
    fn from(from: TaskEdit) -> Self {
        Self { title: from.title, text: from.text, due_on: from.due_on, hidden: from.hidden }
    }
}
