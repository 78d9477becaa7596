//! Programmes: phases, steps and tasks, each with an id below that of its parent.

use std::collections::BTreeSet;

use super::items::{Animation, Phase, Programme, Step, Task};
use super::problem::Fault;
use super::reader::{Reader, TEXT, TITLE};
use super::{Package, read_id, read_items};

/// Where in the process of debt help a programme can belong.
pub const PROCESS_PHASES: [&str; 9] = [
    "voor-aanmelding",
    "aanmelding",
    "intake",
    "stabilisatie",
    "schuldregeling",
    "begeleiding",
    "wsnp",
    "nazorg",
    "vroegsignalering",
];
/// Whose a task can be.
pub const WHO: [&str; 3] = ["client", "helper", "together"];
/// How it can show that a task is done.
pub const PROOF: [&str; 9] =
    ["read", "check", "form", "message", "photo", "appointment", "budget", "debts", "sign"];
const MINUTES_MOST: i64 = 60;
/// The most phases of a programme, steps of a phase, tasks of a step.
const PARTS_MOST: usize = 24;
/// The most of all of these together: a programme is one record, and a record has room for so much.
const PARTS_IN_ALL: usize = 200;

pub(super) fn read(package: &mut Package, reader: &mut Reader<'_>) {
    for (programme, body) in read_items(reader, "programmes", "programme", programme) {
        package.keep("programme", &programme.id, body);
        package.programmes.push(programme);
    }
}

pub(super) fn programme(reader: &mut Reader<'_>) -> Programme {
    let mut programme = Programme {
        id: read_id(reader),
        title: reader.text("title", TITLE),
        audience: reader.text("audience", TITLE),
        process_phase: reader.one_of("processPhase", &PROCESS_PHASES),
        typical_weeks: reader.number("typicalWeeks", 1, 260),
        intro: reader.text("intro", TEXT),
        closing: reader.text("closing", TEXT),
        phases: Vec::new(),
    };
    for (index, value) in reader.list_of("phases", PARTS_MOST).iter().enumerate() {
        let mut inner = reader.inner(&format!("phases[{index}]"), value);
        programme.phases.push(phase(&mut inner));
        inner.finish();
    }
    check_ids(&programme, reader);
    programme
}

fn phase(reader: &mut Reader<'_>) -> Phase {
    let mut phase = Phase {
        id: read_id(reader),
        title: reader.text("title", TITLE),
        aim: reader.text("aim", TEXT),
        steps: Vec::new(),
    };
    for (index, value) in reader.list_of("steps", PARTS_MOST).iter().enumerate() {
        let mut inner = reader.inner(&format!("steps[{index}]"), value);
        phase.steps.push(step(&mut inner));
        inner.finish();
    }
    phase
}

fn step(reader: &mut Reader<'_>) -> Step {
    let mut step = Step {
        id: read_id(reader),
        title: reader.text("title", TITLE),
        why: reader.text("why", TEXT),
        praise: reader.text("praise", TEXT),
        animation: None,
        tasks: Vec::new(),
    };
    if reader.has("animation")
        && let Some(value) = reader.any("animation")
    {
        let mut inner = reader.inner("animation", value);
        step.animation = Some(animation(&mut inner));
        inner.finish();
    }
    for (index, value) in reader.list_of("tasks", PARTS_MOST).iter().enumerate() {
        let mut inner = reader.inner(&format!("tasks[{index}]"), value);
        step.tasks.push(task(&mut inner));
        inner.finish();
    }
    step
}

fn animation(reader: &mut Reader<'_>) -> Animation {
    Animation { id: read_id(reader), alt: reader.text("alt", TEXT), still: reader.text("still", TITLE) }
}

fn task(reader: &mut Reader<'_>) -> Task {
    Task {
        id: read_id(reader),
        title: reader.text("title", TITLE),
        text: reader.text("text", TEXT),
        minutes: reader.number("minutes", 1, MINUTES_MOST),
        who: reader.one_of("who", &WHO),
        proof: reader.one_of("proof", &PROOF),
        form: reader.text_if_there("form", TITLE),
    }
}

/// A child's id begins with that of its parent, and no id is used twice.
fn check_ids(programme: &Programme, reader: &mut Reader<'_>) {
    let mut seen = BTreeSet::new();
    let mut check = |parent: &str, id: &str| {
        if !id.starts_with(&format!("{parent}.")) {
            reader.problem(&format!("field id of {id} does not begin with {parent}."));
        }
        if !seen.insert(id.to_owned()) {
            reader.problem(&format!("field id of {id} is used twice"));
        }
    };
    for phase in &programme.phases {
        check(&programme.id, &phase.id);
        for step in &phase.steps {
            check(&phase.id, &step.id);
            for task in &step.tasks {
                check(&step.id, &task.id);
            }
        }
    }
    let all = seen.len();
    if all > PARTS_IN_ALL {
        let why = format!("has {all} phases, steps and tasks in all, at most {PARTS_IN_ALL}");
        reader.refuse_as("phases", &why, Fault::TooMany(PARTS_IN_ALL));
    }
}
