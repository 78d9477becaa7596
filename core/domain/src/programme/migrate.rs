//! Moving a running case to another version of its programme.

use crate::order;
use std::collections::BTreeSet;

use super::{Run, TaskRecord, Template};

/// What moving to another template keeps, loses and brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The run on the new template, started on the same day.
    pub run: Run,
    /// The records that go along, sorted by key.
    pub kept: Vec<TaskRecord>,
    /// Records without a place in the new template, by key. Show them before anybody agrees, and do not erase them.
    pub lost: Vec<String>,
    /// Tasks of the new template that the old one did not have, in its order.
    pub new: Vec<String>,
}

/// Works out what a move to `to` means; nothing has moved until the caller stores it.
///
/// Progress stays with tasks whose ids are equal. A task that a helper added stays when its step is still there.
pub fn move_to(from: &Template, to: &Template, run: &Run, records: &[TaskRecord]) -> Migration {
    let (old, new) = (task_ids(from), task_ids(to));
    let (before, after): (BTreeSet<&str>, BTreeSet<&str>) =
        (order::gather(old.iter().copied()), order::gather(new.iter().copied()));
    let steps: BTreeSet<&str> =
        order::gather(to.phases.iter().flat_map(|phase| &phase.steps).map(|step| step.id.as_str()));
    let mut sorted: Vec<&TaskRecord> = records.iter().collect();
    order::sort(&mut sorted);
    let (kept, lost): (Vec<&TaskRecord>, Vec<&TaskRecord>) = sorted.into_iter().partition(|record| {
        after.contains(record.key.as_str()) || record.step.as_deref().is_some_and(|step| steps.contains(step))
    });
    let lost: BTreeSet<String> = order::gather(lost.into_iter().map(|record| record.key.clone()));
    Migration {
        run: Run { template: to.id.clone(), version: to.version.clone(), started_on: run.started_on },
        kept: kept.into_iter().cloned().collect(),
        lost: lost.into_iter().collect(),
        new: new.iter().filter(|id| !before.contains(*id)).map(|id| (*id).to_owned()).collect(),
    }
}

fn task_ids(template: &Template) -> Vec<&str> {
    let steps = template.phases.iter().flat_map(|phase| &phase.steps);
    steps.flat_map(|step| &step.tasks).map(|task| task.id.as_str()).collect()
}
