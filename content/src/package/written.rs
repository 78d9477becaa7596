//! What somebody of an organisation writes, read by the readers of a package: there is no second rule (ADR-0053).

use opstap_domain::editing::outline::{Outline, bare};
use opstap_domain::editing::questions::form_of;
use serde_json::Value;

use super::forms;
use super::people;
use super::problem::{Fault, Problem, Problems};
use super::programmes;
use super::reader::Reader;
use super::references::{missing_forms, wrong_in};

/// What stands around a text in the content of its organisation.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Ids of work forms.
    pub forms: Vec<String>,
    /// Ids of example messages, and how each goes: `auto`, `approve`, `human` or `segment`; empty: in any way.
    pub messages: Vec<(String, String)>,
    /// Facts that a condition may ask about.
    pub facts: Vec<String>,
}

/// Whether a programme can be kept; `finished`: whether it can be taken into use. What is still to be written is not wrong
/// in a draft. What content adds by itself may stand in it.
///
/// # Errors
///
/// Everything that is wrong, with the path of each field.
pub fn check_programme(outline: &Outline, around: &Around, finished: bool) -> Result<(), Vec<Problem>> {
    let value = Value::Object(bare(outline));
    let mut problems = Problems::default();
    let mut reader = Reader::new("programme", "", &value, &mut problems);
    let programme = programmes::programme(&mut reader);
    reader.finish();
    let is_form = |form: &str| around.forms.iter().any(|known| known == form);
    for (field, what) in missing_forms(&programme, is_form) {
        problems.note("programme", "", what, field, Fault::Choice);
    }
    answer(problems, finished)
}

/// The same for an automation.
///
/// # Errors
///
/// As [`check_programme`].
pub fn check_automation(body: &Outline, around: &Around, finished: bool) -> Result<(), Vec<Problem>> {
    let value = Value::Object(bare(body));
    let mut problems = Problems::default();
    let mut reader = Reader::new("automation", "", &value, &mut problems);
    let automation = people::automation(&mut reader);
    reader.finish();
    let mode =
        |id: &str| around.messages.iter().find(|(known, _)| known == id).map(|(_, mode)| mode.as_str());
    // A message that nobody chose yet is missing, and nothing else.
    let chosen = !automation.message.trim().is_empty();
    let is_fact = |field: &str| around.facts.iter().any(|known| known == field);
    for (field, what) in wrong_in(&automation, mode, is_fact) {
        if field != "message" || chosen {
            problems.note("automation", "", what, field.to_owned(), Fault::Choice);
        }
    }
    answer(problems, finished)
}

/// The same for a work form. `before`: what is in use of it; a question that people answered keeps the kind of its answers.
///
/// # Errors
///
/// As [`check_programme`].
pub fn check_work_form(form: &Outline, before: Option<&Outline>, finished: bool) -> Result<(), Vec<Problem>> {
    let value = Value::Object(bare(form));
    let mut problems = Problems::default();
    let mut reader = Reader::new("work_form", "", &value, &mut problems);
    let read = forms::form(&mut reader);
    reader.finish();
    for field in
        before.map(|before| forms::other_kinds(&read, &Value::Object(bare(before)))).unwrap_or_default()
    {
        let what = format!("field {field} is another than it was");
        problems.note("work_form", "", what, field, Fault::OtherKind);
    }
    // Whatever the reader said of a field is said once.
    let asked = form_of(form);
    for (field, what, fault) in asked.as_ref().map(forms::wrong_in).unwrap_or_default() {
        if !problems.has(&field) {
            problems.note("work_form", "", what, field, fault);
        }
    }
    answer(problems, finished)
}

fn answer(problems: Problems, finished: bool) -> Result<(), Vec<Problem>> {
    let mut problems = problems.into_vec();
    problems.retain(|problem| finished || !problem.fault.is_gap());
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod tests;
