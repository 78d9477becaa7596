//! Checks what one file says of another.

use std::collections::BTreeSet;

use opstap_domain::condition::Condition;
use opstap_domain::order;
use opstap_domain::prompts::{Automation, Mode};

use super::Package;
use super::problem::Problems;

pub(super) fn check(package: &Package, problems: &mut Problems) {
    forms_of_tasks(package, problems);
    messages_of_automations(package, problems);
    actions_of_tips(package, problems);
    lines_of_households(package, problems);
}

fn forms_of_tasks(package: &Package, problems: &mut Problems) {
    for programme in &package.programmes {
        let steps = programme.phases.iter().flat_map(|phase| &phase.steps);
        for task in steps.flat_map(|step| &step.tasks) {
            if let Some(form) = &task.form
                && !package.forms.iter().any(|known| known.id == *form)
            {
                let item = format!("programme {}", programme.id);
                let what = format!("field form of {}: there is no work form {form}", task.id);
                problems.add("programmes.json", &item, what);
            }
        }
    }
}

fn messages_of_automations(package: &Package, problems: &mut Problems) {
    let mut add = |id: &str, what| problems.add("messages.json", &format!("automation {id}"), what);
    for Automation { id, message, mode, when, .. } in &package.automations {
        match package.messages.iter().find(|known| known.id == *message) {
            None => add(id, format!("field message: there is no message {message}")),
            Some(known) if known.send_mode == "human" && *mode != Mode::Human => {
                add(id, format!("field mode: a helper says {message} themselves"));
            }
            Some(known) if known.send_mode == "segment" => {
                add(id, format!("field message: {message} is for a group"));
            }
            Some(_) => {}
        }
        for leaf in when.iter().flat_map(Condition::leaves) {
            if !package.tip_fields.contains_key(&leaf.field) {
                add(id, format!("field when: there is no fact {}", leaf.field));
            }
        }
    }
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
