//! Work forms: their questions, what an answer to each is, and when it is asked.

use std::collections::BTreeSet;

use opstap_domain::condition::{Condition, FactValue, Leaf, Operand};
use opstap_domain::forms::{AnswerKind, FormFault, QUESTIONS_MAX, WorkForm, check_form};
use opstap_domain::order;
use serde::Deserialize as _;
use serde_json::Value;

use super::items::{Form, Question};
use super::problem::{Fault, Problems};
use super::reader::{Reader, TEXT, TITLE};
use super::{Package, read_id, read_items};

/// The most options of one question, and the most steps before the first one.
const PARTS_MAX: usize = 12;

pub(super) fn read_forms(package: &mut Package, reader: &mut Reader<'_>) {
    let known = AnswerKind::ALL.map(AnswerKind::name);
    let answers = reader.texts("answerTypes", TITLE);
    for answer in answers.iter().filter(|answer| !known.contains(&answer.as_str())) {
        reader.refuse("answerTypes", &format!("has {answer}, which is unknown"));
    }
    for (form, body) in read_items(reader, "workforms", "work form", form) {
        package.keep("work_form", &form.id, body);
        package.forms.push(form);
    }
}

pub(super) fn form(reader: &mut Reader<'_>) -> Form {
    let mut form = Form {
        id: read_id(reader),
        title: reader.text("title", TITLE),
        goal: reader.text("goal", TEXT),
        minutes: reader.number("minutes", 1, 60),
        method: reader.text("method", TITLE),
        intro: reader.text("intro", TEXT),
        steps: reader.texts("steps", TEXT),
        questions: Vec::new(),
        closing: reader.text("closing", TEXT),
    };
    few(reader, "steps", &form.steps);
    let mut ids = BTreeSet::new();
    for (index, value) in reader.list_of("questions", QUESTIONS_MAX).iter().enumerate() {
        let mut inner = reader.inner(&format!("questions[{index}]"), value);
        let question = question(&mut inner);
        if !ids.insert(question.id.clone()) {
            inner.refuse("id", "is used twice");
        }
        inner.finish();
        form.questions.push(question);
    }
    form
}

fn few(reader: &mut Reader<'_>, field: &str, all: &[String]) {
    if all.len() > PARTS_MAX {
        let why = format!("has {}, at most {PARTS_MAX}", all.len());
        reader.refuse_as(field, &why, Fault::TooMany(PARTS_MAX));
    }
}

fn question(reader: &mut Reader<'_>) -> Question {
    let answer = reader.one_of("type", &AnswerKind::ALL.map(AnswerKind::name));
    let chosen = AnswerKind::from_name(&answer).is_some_and(AnswerKind::has_options);
    let question = Question {
        id: read_id(reader),
        label: reader.text("label", TEXT),
        optional: reader.flag("optional"),
        options: if chosen || reader.has("options") { reader.texts("options", TITLE) } else { Vec::new() },
        when: if reader.has("when") { reader.any("when").cloned() } else { None },
        answer,
    };
    let when = question.when.as_ref().map(Condition::deserialize);
    if let Some(Err(why)) = when {
        reader.refuse("when", &format!("cannot be read: {why}"));
    }
    few(reader, "options", &question.options);
    let distinct: BTreeSet<&String> = order::gather(&question.options);
    if chosen && question.options.len() < 2 {
        reader.refuse_as("options", "needs two or more different answers", Fault::TooFew(2));
    } else if chosen && distinct.len() != question.options.len() {
        reader.refuse_as("options", "needs two or more different answers", Fault::Same);
    }
    if !chosen && !question.options.is_empty() {
        let why = format!("does not belong to a question of type {}", question.answer);
        reader.refuse_as("options", &why, Fault::NotHere);
    }
    question
}

/// What the domain finds wrong with a form as a whole: questions that hang on nothing, or that nobody is ever asked. The path
/// of each field, what is wrong, and what sort of thing it is.
pub(super) fn wrong_in(form: &WorkForm) -> Vec<(String, String, Fault)> {
    let wrong = |found: FormFault| {
        let (id, field, fault) = match &found {
            // The reader counts them.
            FormFault::Length => return None,
            FormFault::Id(id) => (id, "id", Fault::Other),
            FormFault::Options(id) => (id, "options", options_fault(form, id)),
            FormFault::Parting(id) => (id, "options", Fault::Parting),
            FormFault::NotEarlier(id, _) => (id, "when", Fault::NotEarlier),
            FormFault::Comparison(id, _) | FormFault::NeverAsked(id) if is_open(form, id) => {
                (id, "when", Fault::Empty)
            }
            FormFault::Comparison(id, _) => (id, "when", Fault::Comparison),
            FormFault::NeverAsked(id) => (id, "when", Fault::NeverAsked),
        };
        let at = form.questions.iter().position(|question| question.id == *id)?;
        Some((format!("questions[{at}].{field}"), found.to_string(), fault))
    };
    check_form(form).into_iter().filter_map(wrong).collect()
}

fn options_fault(form: &WorkForm, id: &str) -> Fault {
    match form.questions.iter().find(|question| question.id == id) {
        Some(question) if !question.kind.has_options() => Fault::NotHere,
        Some(question) if question.options.len() < 2 => Fault::TooFew(2),
        _ => Fault::Same,
    }
}

/// Whether nobody said yet with what it compares.
fn is_open(form: &WorkForm, id: &str) -> bool {
    let question = form.questions.iter().find(|question| question.id == id);
    let when = question.and_then(|question| question.when.as_ref());
    let nothing = Operand::Value(FactValue::Text(String::new()));
    let open = |leaf: &Leaf| leaf.value.as_ref() == Some(&nothing);
    when.map(Condition::leaves).unwrap_or_default().into_iter().any(open)
}

/// The same for every form of a package that an editor hands in.
pub(super) fn check_forms(package: &Package, problems: &mut Problems) {
    for form in package.work_forms() {
        for (field, what, fault) in wrong_in(&form) {
            problems.note("workforms.json", &format!("work form {}", form.id), what, field, fault);
        }
    }
}

/// Questions of `form` that ask for another kind of answer than the question of the same id did: the path of each field.
#[cfg(feature = "editors")]
pub(super) fn other_kinds(form: &Form, before: &Value) -> Vec<String> {
    let kind = |id: &str| {
        let mut known = before["questions"].as_array().into_iter().flatten();
        known.find(|known| known["id"] == id).and_then(|known| known["type"].as_str())
    };
    let other = |(at, question): (usize, &Question)| {
        kind(&question.id)
            .is_some_and(|kind| kind != question.answer)
            .then(|| format!("questions[{at}].type"))
    };
    form.questions.iter().enumerate().filter_map(other).collect()
}
