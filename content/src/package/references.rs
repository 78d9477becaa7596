//! Checks what one file says of another.

use std::collections::BTreeSet;

use opstap_domain::condition::Condition;
use opstap_domain::order;
use opstap_domain::prompts::{Automation, Mode};

use super::Package;
use super::items::Programme;
use super::problem::{Fault, Problems};

pub(super) fn check(package: &Package, problems: &mut Problems) {
    forms_of_tasks(package, problems);
    messages_of_automations(package, problems);
    actions_of_tips(package, problems);
    lines_of_households(package, problems);
}

fn forms_of_tasks(package: &Package, problems: &mut Problems) {
    let is_form = |form: &str| package.forms.iter().any(|known| known.id == form);
    for programme in &package.programmes {
        let item = format!("programme {}", programme.id);
        for (field, what) in missing_forms(programme, is_form) {
            problems.note("programmes.json", &item, what, field, Fault::Choice);
        }
    }
}

/// Tasks of which there is no work form: the path of the field, and what is wrong.
pub(super) fn missing_forms(programme: &Programme, is_form: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut missing = Vec::new();
    for (p, phase) in programme.phases.iter().enumerate() {
        for (s, step) in phase.steps.iter().enumerate() {
            for (t, task) in step.tasks.iter().enumerate() {
                if let Some(form) = task.form.as_deref().filter(|form| !is_form(form)) {
                    let field = format!("phases[{p}].steps[{s}].tasks[{t}].form");
                    missing.push((field, format!("field form of {}: there is no work form {form}", task.id)));
                }
            }
        }
    }
    missing
}

fn messages_of_automations(package: &Package, problems: &mut Problems) {
    for automation in &package.automations {
        let mode = |id: &str| {
            package.messages.iter().find(|known| known.id == id).map(|known| known.send_mode.as_str())
        };
        let is_fact = |field: &str| package.tip_fields.contains_key(field);
        for (field, what) in wrong_in(automation, mode, is_fact) {
            let item = format!("automation {}", automation.id);
            problems.note("messages.json", &item, what, field.to_owned(), Fault::Choice);
        }
    }
}

/// What an automation says of what is not there, or is not for it: the field, and what is wrong. `mode` is how a message
/// goes, for one that is there; an organisation's own message goes in any way.
pub(super) fn wrong_in<'m>(
    automation: &Automation,
    mode: impl Fn(&str) -> Option<&'m str>,
    is_fact: impl Fn(&str) -> bool,
) -> Vec<(&'static str, String)> {
    let Automation { message, when, .. } = automation;
    let mut wrong = Vec::new();
    match mode(message) {
        None => wrong.push(("message", format!("field message: there is no message {message}"))),
        Some("human") if automation.mode != Mode::Human => {
            wrong.push(("mode", format!("field mode: a helper says {message} themselves")));
        }
        Some("approve") if automation.mode == Mode::Auto => {
            wrong.push(("mode", format!("field mode: a helper reads {message} first")));
        }
        Some("segment") => wrong.push(("message", format!("field message: {message} is for a group"))),
        Some(_) => {}
    }
    for leaf in when.iter().flat_map(Condition::leaves).filter(|leaf| !is_fact(&leaf.field)) {
        wrong.push(("when", format!("field when: there is no fact {}", leaf.field)));
    }
    wrong
}

fn actions_of_tips(package: &Package, problems: &mut Problems) {
    let forms: BTreeSet<&str> = order::gather(package.forms.iter().map(|form| form.id.as_str()));
    let programmes: BTreeSet<&str> =
        package.programmes.iter().map(|programme| programme.id.as_str()).collect();
    for tip in &package.tips {
        for (prefix, known, noun) in
            [("open:workform/", &forms, "work form"), ("open:programme/", &programmes, "programme")]
        {
            if let Some(id) = tip.action.strip_prefix(prefix)
                && !known.contains(id)
            {
                let what = format!("field action: there is no {noun} {id}");
                problems.add("tips.json", &format!("rule {}", tip.id), what);
            }
        }
    }
}

fn lines_of_households(package: &Package, problems: &mut Problems) {
    for household in &package.households {
        for line in &household.lines {
            let known = if line.direction == "in" {
                package.income_sources.iter().any(|source| source.id == line.category)
            } else {
                package.categories.iter().any(|category| category.id == line.category)
            };
            if !known {
                let what = format!("field category of line {}: there is no {}", line.id, line.category);
                problems.add("households.json", &format!("household {}", household.id), what);
            }
        }
    }
}
