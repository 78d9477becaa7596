//! A work form that somebody writes: its questions, each by its id; adding, taking out and moving one, and what hangs on what.
//!
//! It is worked on as the JSON that content carries, as programmes are. Whether it can be published is for the reader of
//! packages to say.

use serde::Deserialize as _;
use serde_json::{Map, Value, json};

use super::outline::{Change, Outline, bare, id_of, shift, unchosen};
use crate::Cents;
use crate::condition::{Condition, FactValue, Leaf, Operand};
use crate::forms::{Answer, AnswerKind, Question, WorkForm, fact_of, read_answer};

/// The list of questions in a form.
const LIST: &str = "questions";
/// What the id of a new question begins with.
const LETTER: &str = "v";
/// Texts of a form that a client reads before the questions.
const BEFORE: [&str; 2] = ["title", "intro"];

/// A condition that hangs on what is not there, or not before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// The question that has the condition.
    pub question: String,
    /// The question that it hangs on.
    pub on: String,
    /// The option that is gone, where that question is there and before it.
    pub option: Option<String>,
}

/// An empty form with one question.
#[must_use]
pub fn blank(id: &str) -> Outline {
    let mut form = Map::new();
    for (name, value) in
        [("id", id), ("title", ""), ("goal", ""), ("method", ""), ("intro", ""), ("closing", "")]
    {
        form.insert(name.to_owned(), Value::from(value));
    }
    form.insert("steps".to_owned(), json!([]));
    form.insert(LIST.to_owned(), json!([new_question(&format!("{LETTER}1"))]));
    form
}

fn new_question(id: &str) -> Value {
    json!({ "id": id, "label": "", "type": AnswerKind::Text.name(), "optional": false })
}

/// The questions of a form, in their order.
#[must_use]
pub fn questions(form: &Outline) -> Vec<&Outline> {
    let list = form.get(LIST).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object).collect()
}

/// The question with this id.
#[must_use]
pub fn question<'o>(form: &'o Outline, id: &str) -> Option<&'o Outline> {
    questions(form).into_iter().find(|question| id_of(question) == id)
}

/// What an answer to it is.
#[must_use]
pub fn kind_of(question: &Outline) -> Option<AnswerKind> {
    AnswerKind::from_name(question.get("type")?.as_str()?)
}

/// What one chooses from; nothing for other kinds.
#[must_use]
pub fn options_of(question: &Outline) -> Vec<&str> {
    let list = question.get("options").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// An id for a new question: one that no question of the form has, and none that `taken` knows. `random` is any number.
#[must_use]
pub fn fresh(form: &Outline, random: u64, taken: impl Fn(&str) -> bool) -> Option<String> {
    unchosen(LETTER, random).find(|id| question(form, id).is_none() && !taken(id))
}

fn place_mut<'o>(form: &'o mut Outline, id: &str) -> Option<(&'o mut Vec<Value>, usize)> {
    let list = form.get_mut(LIST)?.as_array_mut()?;
    let at = list.iter().position(|one| one.as_object().is_some_and(|one| id_of(one) == id))?;
    Some((list, at))
}

/// Sets a field of the question with this id; `None` takes it out. `false`: there is no such question.
pub fn set(form: &mut Outline, id: &str, field: &str, value: Option<Value>) -> bool {
    let place = place_mut(form, id).and_then(|(list, at)| list[at].as_object_mut());
    let Some(question) = place else { return false };
    match value {
        Some(value) => question.insert(field.to_owned(), value),
        None => question.remove(field),
    };
    true
}

/// Does it. What stays keeps its id. `false`: there is no such question, or no room for it there; nothing has changed then.
pub fn change(form: &mut Outline, change: &Change) -> bool {
    match change {
        Change::Add { id, .. } => {
            if question(form, id).is_some() {
                return false;
            }
            let list = form.entry(LIST).or_insert_with(|| Value::Array(Vec::new()));
            let Some(list) = list.as_array_mut() else { return false };
            list.push(new_question(id));
            true
        }
        Change::Remove(id) | Change::Up(id) | Change::Down(id) => {
            place_mut(form, id).is_some_and(|(list, at)| shift(list, at, change))
        }
    }
}

/// Gives a question these options. An option that has other words now, at the place where it stood, takes the conditions along
/// that hang on it.
pub fn set_options(form: &mut Outline, id: &str, options: &[String]) -> bool {
    let Some(known) = question(form, id) else { return false };
    let old: Vec<String> = options_of(known).into_iter().map(str::to_owned).collect();
    if old.len() == options.len() {
        let other = old.iter().zip(options).filter(|(was, is)| !options.contains(was) && !old.contains(is));
        for (was, is) in other {
            carry(form, id, was, is);
        }
    }
    set(form, id, "options", Some(json!(options)))
}

/// Conditions on an option go by its new words.
fn carry(form: &mut Outline, question: &str, was: &str, is: &str) {
    let list = form.get_mut(LIST).and_then(Value::as_array_mut).into_iter().flatten();
    for when in list.filter_map(|one| one.get_mut("when")) {
        carry_in(when, question, was, is);
    }
}

fn carry_in(when: &mut Value, question: &str, was: &str, is: &str) {
    let Some(members) = when.as_object_mut() else { return };
    for name in ["all", "any"] {
        let parts = members.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten();
        parts.for_each(|part| carry_in(part, question, was, is));
    }
    members.get_mut("not").into_iter().for_each(|part| carry_in(part, question, was, is));
    let field = members.get("field").and_then(Value::as_str).unwrap_or_default();
    if field == format!("{question}:{was}") {
        members.insert("field".to_owned(), Value::from(format!("{question}:{is}")));
    } else if field == question {
        match members.get_mut("value") {
            Some(Value::Array(all)) => {
                all.iter_mut().filter(|one| **one == was).for_each(|one| *one = Value::from(is));
            }
            Some(value) if *value == was => *value = Value::from(is),
            _ => {}
        }
    }
}

/// Every condition of a form that hangs on what is no earlier question, or on an option that its question does not have.
#[must_use]
pub fn loose(form: &Outline) -> Vec<Loose> {
    let all = questions(form);
    let mut found = Vec::new();
    for (at, own) in all.iter().enumerate() {
        let Some(when) = own.get("when").and_then(|when| Condition::deserialize(when).ok()) else { continue };
        for leaf in when.leaves() {
            let (on, option) = leaf.field.split_once(':').unwrap_or((&leaf.field, ""));
            let about = all[..at].iter().find(|known| id_of(known) == on);
            let gone = match about {
                Some(about) => match gone_option(about, leaf, option) {
                    Some(option) => Some(option),
                    None => continue,
                },
                None => None,
            };
            found.push(Loose { question: id_of(own).to_owned(), on: on.to_owned(), option: gone });
        }
    }
    found
}

/// The option that a comparison asks about and that its question does not have.
fn gone_option(about: &Outline, leaf: &Leaf, option: &str) -> Option<String> {
    let options = options_of(about);
    let gone = |text: &str| (!options.contains(&text)).then(|| text.to_owned());
    match (kind_of(about)?, &leaf.value) {
        (AnswerKind::Multichoice, _) => gone(option),
        (AnswerKind::Choice, Some(Operand::Value(FactValue::Text(text)))) => gone(text),
        (AnswerKind::Choice, Some(Operand::List(all))) => {
            let texts =
                all.iter().filter_map(|one| if let FactValue::Text(text) = one { Some(text) } else { None });
            texts.into_iter().find_map(|text| gone(text))
        }
        _ => None,
    }
}

/// What somebody typed to compare an answer of this kind with, as content says it. What cannot be read stays what it is.
#[must_use]
pub fn compared(kind: AnswerKind, typed: &str) -> Value {
    let asked = Question {
        id: String::new(),
        label: String::new(),
        kind,
        optional: true,
        options: Vec::new(),
        when: None,
    };
    let read = read_answer(&asked, typed).ok().flatten();
    let read = read.as_ref().and_then(fact_of).and_then(|fact| serde_json::to_value(fact).ok());
    read.unwrap_or_else(|| Value::from(typed.trim()))
}

/// What somebody would type for a value that an answer of this kind is compared with.
#[must_use]
pub fn as_typed(kind: AnswerKind, value: &Value) -> String {
    let number = match FactValue::deserialize(value) {
        Ok(FactValue::Text(text)) => return text,
        Ok(FactValue::Number(number)) => number,
        _ => return String::new(),
    };
    match (kind, number.whole()) {
        (AnswerKind::Money, Some(cents)) => Answer::Money(Cents(cents)).to_string(),
        _ => Answer::Number(number).to_string(),
    }
}

/// The form as it is asked, also while it has gaps; `None` where it is none.
#[must_use]
pub fn form_of(form: &Outline) -> Option<WorkForm> {
    let mut form = bare(form);
    if !form.get("minutes").is_some_and(Value::is_u64) {
        form.insert("minutes".to_owned(), Value::from(1));
    }
    WorkForm::deserialize(&Value::Object(form)).ok()
}

/// Everything that a client reads, in order.
#[must_use]
pub fn words(form: &Outline) -> Vec<&str> {
    let said = |name: &str| form.get(name).and_then(Value::as_str);
    let mut all: Vec<&str> = BEFORE.iter().filter_map(|name| said(name)).collect();
    let steps = form.get("steps").and_then(Value::as_array);
    all.extend(steps.into_iter().flatten().filter_map(Value::as_str));
    for question in questions(form) {
        all.extend(question.get("label").and_then(Value::as_str));
        all.extend(options_of(question));
    }
    all.extend(said("closing"));
    all.retain(|text| !text.trim().is_empty());
    all
}

#[cfg(test)]
mod tests;
