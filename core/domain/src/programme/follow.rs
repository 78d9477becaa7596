//! Laying the progress of a case over a programme.

use std::collections::{BTreeMap, BTreeSet};

use super::progress::{Tally, span};
use super::state::{
    NoNext, PhaseView, ProgrammeState, StepState, StepView, TaskState, TaskView, WhoDoesWhat,
};
use super::{ProgressState, Run, Step, Task, TaskRecord, Template, Who, act};
use crate::condition::{Facts, Parameters, Truth};
use crate::order;
use crate::phrase::Phrase;
use crate::time::Date;

/// The most tasks that a client is shown as open at once.
///
/// # Source
///
/// Domain sheet 7, row 95: small steps that do not ask too much.
pub const MAX_OFFERED: usize = 3;

/// Says where a case stands in a programme.
///
/// Steps open in order, across phases too: the first that is not settled is open, and so is a later one in which
/// something was done already, so that reopening an early step takes nothing away. A step is settled when each
/// task that counts is done, declined or skipped. Optional tasks do not count, unless a step has no others.
///
/// A task whose condition is certainly false is left out, unless it was done. An unknown condition leaves a task in,
/// and it counts like any other: nothing that somebody must do is hidden by what nobody told, and the client can
/// decline it.
///
/// The order of `records` does not matter. Of two with one key the later decided counts. Records that fit no step
/// are named in `unplaced`.
pub fn follow(
    template: &Template,
    run: &Run,
    records: &[TaskRecord],
    facts: &Facts,
    today: Date,
) -> ProgrammeState {
    let case = Case::new(template, run, records, facts, today);
    let mut phases = case.phases();
    unlock(&mut phases, today);
    let tally = phases.iter().flat_map(|phase| &phase.steps).map(Tally::of_step).sum::<Tally>();
    let (offered, later, no_next) = offer(&phases);
    ProgrammeState {
        template: template.id.clone(),
        version: run.version.clone(),
        other_version: run.template != template.id || run.version != template.version,
        title: template.title.clone(),
        started_on: run.started_on,
        expected_end: template.typical_weeks.map(|weeks| run.started_on.plus_days(i64::from(weeks) * 7)),
        state: tally.state(),
        percent: tally.percent(),
        next: offered.first().cloned(),
        no_next,
        offered,
        later,
        who_does_what: who_does_what(&phases),
        unplaced: case.unplaced(&phases),
        phases,
    }
}

struct Case<'a> {
    template: &'a Template,
    run: &'a Run,
    records: BTreeMap<&'a str, &'a TaskRecord>,
    facts: &'a Facts,
    today: Date,
}

impl<'a> Case<'a> {
    fn new(
        template: &'a Template,
        run: &'a Run,
        records: &'a [TaskRecord],
        facts: &'a Facts,
        today: Date,
    ) -> Self {
        let mut sorted: Vec<&TaskRecord> = records.iter().collect();
        order::sort(&mut sorted); // By key, then by when it was decided: the last of a key stays.
        let records = order::gather(sorted.into_iter().map(|record| (record.key.as_str(), record)));
        Self { template, run, records, facts, today }
    }

    fn phases(&self) -> Vec<PhaseView> {
        let phases = self.template.phases.iter().map(|phase| {
            let steps = phase.steps.iter().map(|step| self.step(step)).collect();
            PhaseView {
                id: phase.id.clone(),
                title: phase.title.clone(),
                aim: phase.aim.clone(),
                state: StepState::Open,
                percent: 0,
                began_at: None,
                ended_at: None,
                steps,
            }
        });
        phases.collect()
    }

    /// The step with its tasks; `unlock` says afterwards where it is.
    fn step(&self, step: &Step) -> StepView {
        let template_ids = self.template_ids();
        let own = step.tasks.iter().filter_map(|task| self.task(task));
        let added = self.records.values().filter(|record| {
            record.step.as_deref() == Some(step.id.as_str()) && !template_ids.contains(record.key.as_str())
        });
        StepView {
            id: step.id.clone(),
            title: step.title.clone(),
            why: step.why.clone(),
            praise: step.praise.clone(),
            state: StepState::Open,
            began_at: None,
            ended_at: None,
            tasks: own.chain(added.filter_map(|record| self.added(record))).collect(),
        }
    }

    fn template_ids(&self) -> BTreeSet<&str> {
        let steps = self.template.phases.iter().flat_map(|phase| &phase.steps);
        order::gather(steps.flat_map(|step| &step.tasks).map(|task| task.id.as_str()))
    }

    fn task(&self, task: &Task) -> Option<TaskView> {
        let fresh = TaskRecord::new(task.id.clone());
        let record = self.records.get(task.id.as_str()).copied().unwrap_or(&fresh);
        let done = record.progress.state == ProgressState::Done;
        let fits = task.when.as_ref().map(|when| when.evaluate(self.facts, &Parameters::new()));
        if record.hidden || (fits == Some(Truth::False) && !done) {
            return None;
        }
        let due = task.due_in_days.map(|days| self.run.started_on.plus_days(days.into()));
        Some(TaskView {
            title: record.title.clone().unwrap_or_else(|| task.title.clone()),
            text: record.text.clone().unwrap_or_else(|| task.text.clone()),
            minutes: task.minutes,
            who: record.who.unwrap_or(task.who),
            proof: task.proof.clone(),
            form: task.form.clone(),
            due_on: record.due_on.or(due),
            optional: task.optional,
            ..self.view(record, false)
        })
    }

    /// A task that the helper added; without a title there is nothing to show.
    fn added(&self, record: &TaskRecord) -> Option<TaskView> {
        let titled = record.title.as_deref().is_some_and(|title| !title.trim().is_empty());
        (titled && !record.hidden).then(|| self.view(record, true))
    }

    fn view(&self, record: &TaskRecord, added: bool) -> TaskView {
        let state = match (record.progress.state, record.progress.until) {
            (ProgressState::Postponed, Some(until)) if until > self.today => TaskState::Postponed(until),
            (ProgressState::Open | ProgressState::Postponed, _) => TaskState::Open,
            (ProgressState::Declined, _) => TaskState::Declined,
            (ProgressState::Skipped, _) => TaskState::Skipped,
            (ProgressState::Done, _) => TaskState::Done,
        };
        TaskView {
            id: record.key.clone(),
            title: record.title.clone().unwrap_or_default(),
            text: record.text.clone().unwrap_or_default(),
            minutes: 0,
            who: record.who.unwrap_or(Who::Client),
            proof: if added { "check".to_owned() } else { String::new() },
            form: None,
            state,
            at: record.progress.at,
            due_on: record.due_on,
            overdue: false,
            optional: false,
            added,
            actions: vec![],
        }
    }

    /// Records that stand nowhere; one that is hidden or does not apply here has its place, out of sight.
    fn unplaced(&self, phases: &[PhaseView]) -> Vec<String> {
        let (ids, steps) = (self.template_ids(), phases.iter().flat_map(|phase| &phase.steps));
        let mut placed: BTreeSet<&str> = ids;
        placed.extend(steps.clone().flat_map(|step| &step.tasks).map(|task| task.id.as_str()));
        let steps: BTreeSet<&str> = order::gather(steps.map(|step| step.id.as_str()));
        let stray = self.records.values().filter(|record| {
            let taken_out = record.hidden && record.step.as_deref().is_some_and(|step| steps.contains(step));
            !placed.contains(record.key.as_str()) && !taken_out
        });
        stray.map(|record| record.key.clone()).collect()
    }
}

/// Says for each step whether it is open, and what may be done in it.
fn unlock(phases: &mut [PhaseView], today: Date) {
    let mut waits_for: Option<String> = None;
    for phase in phases {
        let locked_by = waits_for.clone();
        for step in &mut phase.steps {
            let tally = Tally::of_step(step);
            step.state = match &waits_for {
                Some(title) if !tally.is_settled() && tally.done == 0 => {
                    StepState::Locked(Phrase::new("step-locked-after").with("step", title.as_str()))
                }
                _ => tally.state(),
            };
            (step.began_at, step.ended_at) = span(&step.tasks, tally.is_settled());
            finish_tasks(step, today);
            if !tally.is_settled() {
                waits_for.get_or_insert_with(|| step.title.clone());
            }
        }
        finish_phase(phase, locked_by);
    }
}

fn finish_tasks(step: &mut StepView, today: Date) {
    let locked = step.state.is_locked();
    for task in &mut step.tasks {
        if locked && !task.state.is_settled() {
            task.state = TaskState::Locked;
        }
        let waits = matches!(task.state, TaskState::Open | TaskState::Postponed(_));
        task.overdue = waits && task.due_on.is_some_and(|due| due < today);
        task.actions = act::allowed(task, today);
    }
}

fn finish_phase(phase: &mut PhaseView, locked_by: Option<String>) {
    let tally = phase.steps.iter().map(Tally::of_step).sum::<Tally>();
    phase.state = match locked_by {
        Some(title) if !tally.is_settled() && tally.done == 0 => {
            StepState::Locked(Phrase::new("phase-locked-after").with("step", title))
        }
        _ => tally.state(),
    };
    phase.percent = tally.percent();
    (phase.began_at, phase.ended_at) =
        span(phase.steps.iter().flat_map(|step| &step.tasks), tally.is_settled());
}

/// The few tasks to offer the client, the others that are open, and why there are none.
fn offer(phases: &[PhaseView]) -> (Vec<String>, Vec<String>, Option<NoNext>) {
    let live = phases.iter().flat_map(|phase| &phase.steps);
    let live = live.filter(|step| !step.state.is_settled() && !step.state.is_locked());
    // What the step needs comes before what is extra; the sort keeps the order otherwise.
    let waiting: Vec<&TaskView> = live
        .flat_map(|step| {
            let mut tasks: Vec<&TaskView> = step.tasks.iter().collect();
            order::sort_by_key(&mut tasks, |task| task.optional);
            tasks
        })
        .filter(|task| !task.state.is_settled())
        .collect();
    let clients = waiting.iter().filter(|task| task.who != Who::Helper);
    let (open, postponed): (Vec<&TaskView>, Vec<&TaskView>) =
        clients.partition(|task| task.state == TaskState::Open);
    let mut offered: Vec<String> = open.iter().map(|task| task.id.clone()).collect();
    let mut later = offered.split_off(offered.len().min(MAX_OFFERED));
    later.extend(postponed.iter().map(|task| task.id.clone()));
    let until = postponed.iter().filter_map(|task| match task.state {
        TaskState::Postponed(until) => Some(until),
        _ => None,
    });
    let no_next = match (offered.is_empty(), until.min(), waiting.is_empty()) {
        (false, _, _) => None,
        (true, Some(until), _) => {
            let phrase = Phrase::new("programme-all-postponed").with("until", until);
            Some(NoNext::AllPostponed { until, phrase })
        }
        (true, None, false) => Some(NoNext::WaitingForHelper(Phrase::new("programme-waiting-for-helper"))),
        (true, None, true) => Some(NoNext::AllDone(Phrase::new("programme-all-done"))),
    };
    (offered, later, no_next)
}

fn who_does_what(phases: &[PhaseView]) -> WhoDoesWhat {
    let steps = phases.iter().flat_map(|phase| &phase.steps).filter(|step| !step.state.is_settled());
    let mut lists = WhoDoesWhat::default();
    for task in steps.flat_map(|step| &step.tasks).filter(|task| !task.state.is_settled()) {
        let list = match task.who {
            Who::Client => &mut lists.client,
            Who::Helper => &mut lists.helper,
            Who::Together => &mut lists.together,
        };
        list.push(task.id.clone());
    }
    lists
}
