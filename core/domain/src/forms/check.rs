//! Checking forms before anybody fills one in: for editors and tests, not for phones.

use std::collections::BTreeSet;

use super::answer::PARTING;
use super::{AnswerKind, Question, WorkForm, is_asked, learn, read_answer};
use crate::condition::{Condition, FactValue, Facts, Leaf, Op, Operand};
use crate::order;

/// The most questions of one form, so that what is shared fits in a record.
pub const QUESTIONS_MAX: usize = 16;

/// So many combinations of answers are tried to find one with which a question is asked.
const TRIED_MAX: usize = 20_000;

/// What can be wrong with a form. Each names the question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum FormFault {
    /// No question, or more than [`QUESTIONS_MAX`].
    #[error("a form has 1 to {QUESTIONS_MAX} questions")]
    Length,
    /// The id is empty, there twice, or has a colon.
    #[error("{0}: the id is empty, there twice, or has a colon")]
    Id(String),
    /// A choice needs two or more options that differ; nothing else has options.
    #[error("{0}: a choice has two or more options that differ, and nothing else has any")]
    Options(String),
    /// An option of a `multichoice` has a comma, a semicolon or a line break, which part options.
    #[error("{0}: an option has a character that parts options")]
    Parting(String),
    /// It hangs on something that is no earlier question of the form.
    #[error("{0}: {1} is no earlier question, or no option of one")]
    NotEarlier(String, String),
    /// Its condition compares in a way that never holds for such an answer.
    #[error("{0}: {1} cannot be compared like this")]
    Comparison(String, String),
    /// With no answers at all is it asked.
    #[error("{0}: it is never asked")]
    NeverAsked(String),
}

/// Everything that is wrong with a form; nothing when it can be used.
#[must_use]
pub fn check_form(form: &WorkForm) -> Vec<FormFault> {
    let mut faults = Vec::new();
    if form.questions.is_empty() || form.questions.len() > QUESTIONS_MAX {
        faults.push(FormFault::Length);
    }
    for (at, question) in form.questions.iter().enumerate() {
        let earlier = &form.questions[..at];
        let id = || question.id.clone();
        if question.id.is_empty()
            || question.id.contains(':')
            || earlier.iter().any(|known| known.id == question.id)
        {
            faults.push(FormFault::Id(id()));
        }
        let distinct: BTreeSet<String> =
            order::gather(question.options.iter().map(|option| option.trim().to_lowercase()));
        let enough = distinct.len() > 1 && distinct.len() == question.options.len() && !distinct.contains("");
        if (question.kind.has_options() && !enough)
            || (!question.kind.has_options() && !question.options.is_empty())
        {
            faults.push(FormFault::Options(id()));
        }
        if question.kind == AnswerKind::Multichoice
            && question.options.iter().any(|option| option.contains(PARTING))
        {
            faults.push(FormFault::Parting(id()));
        }
        let leaves = question.when.as_ref().map(Condition::leaves).unwrap_or_default();
        let wrong: Vec<FormFault> =
            leaves.into_iter().filter_map(|leaf| fault_of(question, leaf, earlier)).collect();
        if wrong.is_empty() && !can_be_asked(form, at) {
            faults.push(FormFault::NeverAsked(id()));
        }
        faults.extend(wrong);
    }
    faults
}

fn fault_of(question: &Question, leaf: &Leaf, earlier: &[Question]) -> Option<FormFault> {
    let (name, option) = leaf.field.split_once(':').unwrap_or((&leaf.field, ""));
    let about = earlier.iter().find(|known| known.id == name);
    let there = about.filter(|about| match about.kind {
        AnswerKind::Multichoice => about.options.iter().any(|known| known == option),
        _ => option.is_empty(),
    });
    let Some(about) = there else {
        return Some(FormFault::NotEarlier(question.id.clone(), leaf.field.clone()));
    };
    let fits = match (&leaf.op, &leaf.value) {
        (Op::IsTrue | Op::IsFalse, None) => about.kind == AnswerKind::Multichoice,
        (Op::Eq | Op::Ne, Some(Operand::Value(value))) => is_value(about, value),
        (Op::Gt | Op::Gte | Op::Lt | Op::Lte, Some(Operand::Value(value @ FactValue::Number(_)))) => {
            is_value(about, value)
        }
        (Op::In, Some(Operand::List(values))) => {
            !values.is_empty() && values.iter().all(|value| is_value(about, value))
        }
        _ => false,
    };
    (!fits).then(|| FormFault::Comparison(question.id.clone(), leaf.field.clone()))
}

/// Whether an answer to this question could be this.
fn is_value(question: &Question, value: &FactValue) -> bool {
    match (question.kind, value) {
        (AnswerKind::Choice, FactValue::Text(text)) => question.options.contains(text),
        (AnswerKind::Date, FactValue::Text(text)) => text.parse::<crate::Date>().is_ok(),
        (AnswerKind::Scale10, FactValue::Number(number)) => {
            number.whole().is_some_and(|mark| (0..=10).contains(&mark))
        }
        (AnswerKind::Text, FactValue::Text(_))
        | (AnswerKind::Number | AnswerKind::Money, FactValue::Number(_))
        | (AnswerKind::Multichoice, FactValue::Bool(_)) => true,
        _ => false,
    }
}

/// Whether some answers exist with which question `at` is asked. Tries, for each question that it hangs on, no answer and the
/// answers around what is compared with; beyond [`TRIED_MAX`] combinations it is taken to be so.
fn can_be_asked(form: &WorkForm, at: usize) -> bool {
    let before = involved(form, at);
    let candidates: Vec<Vec<String>> =
        before.iter().map(|one| candidates(form, &form.questions[*one])).collect();
    let all = candidates.iter().map(Vec::len).try_fold(1_usize, usize::checked_mul);
    let Some(all) = all.filter(|all| *all <= TRIED_MAX) else { return true };
    (0..all).any(|mut turn| {
        let mut facts = Facts::new();
        for (one, typed) in before.iter().zip(&candidates) {
            let question = &form.questions[*one];
            let typed_now = &typed[turn % typed.len()];
            turn /= typed.len();
            if is_asked(question, &facts)
                && let Ok(Some(answer)) = read_answer(question, typed_now)
            {
                learn(question, &answer, &mut facts);
            }
        }
        is_asked(&form.questions[at], &facts)
    })
}

/// The questions that this one hangs on, and those that they hang on, in their order.
fn involved(form: &WorkForm, at: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![at];
    while let Some(one) = open.pop() {
        let when = form.questions.get(one).and_then(|question| question.when.as_ref());
        for leaf in when.map(Condition::leaves).unwrap_or_default() {
            let name = leaf.field.split(':').next().unwrap_or_default();
            let place = form.questions[..one].iter().position(|known| known.id == name);
            if let Some(place) = place.filter(|place| found.insert(*place)) {
                open.push(place);
            }
        }
    }
    found
}

/// Answers to try, as typed: none, and those that conditions of this form tell apart.
fn candidates(form: &WorkForm, question: &Question) -> Vec<String> {
    let mut typed = vec![String::new()];
    match question.kind {
        AnswerKind::Choice => typed.extend(question.options.iter().cloned()),
        AnswerKind::Scale10 => typed.extend((0..=10).map(|mark: u8| mark.to_string())),
        AnswerKind::Multichoice => {
            // Of many options only: each alone, none of the others, and all.
            let few = question.options.len() <= 6;
            let sets = if few { 1..1_u32 << question.options.len() } else { 0..0 };
            typed.extend(sets.map(|set| {
                let chosen = question.options.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                chosen.map(|(_, option)| option.as_str()).collect::<Vec<_>>().join(",")
            }));
            if !few {
                typed.extend(question.options.iter().cloned());
                typed.push(question.options.join(","));
            }
        }
        AnswerKind::Text | AnswerKind::Number | AnswerKind::Money | AnswerKind::Date => {
            let leaves =
                form.questions.iter().filter_map(|known| known.when.as_ref()).flat_map(Condition::leaves);
            for leaf in leaves.filter(|leaf| leaf.field == question.id) {
                let values: &[FactValue] = match &leaf.value {
                    Some(Operand::Value(value)) => std::slice::from_ref(value),
                    Some(Operand::List(values)) => values,
                    _ => &[],
                };
                typed.extend(values.iter().flat_map(|value| around(question.kind, value)));
            }
            typed.push(match question.kind {
                AnswerKind::Date => "2000-02-29".to_owned(),
                AnswerKind::Text => "…".to_owned(),
                _ => "0".to_owned(),
            });
        }
    }
    typed
}

/// The value and its neighbours, as typed.
fn around(kind: AnswerKind, value: &FactValue) -> Vec<String> {
    let FactValue::Number(number) = value else {
        return if let FactValue::Text(text) = value { vec![text.clone()] } else { Vec::new() };
    };
    let near = number.whole().map_or_else(Vec::new, |whole| vec![whole - 1, whole, whole + 1]);
    if kind == AnswerKind::Money {
        return near.into_iter().map(|cents| super::Answer::Money(crate::Cents(cents)).to_string()).collect();
    }
    let exact = number.to_string().replace('.', ",");
    near.iter().map(i64::to_string).chain([exact]).collect()
}
