//! Work forms: a few questions that help somebody think, asked one after the other.
//!
//! Forms are content. A question may hang on earlier answers; it is asked only while that is certainly so, and an answer that
//! nobody asks for any more is kept where it was typed and is not shared. Nothing here is a test: every answer that can be
//! read is a good one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Condition, FactValue, Facts, Parameters, Truth};
use crate::order;

mod answer;
mod check;
pub use answer::{Answer, AnswerError, TEXT_MAX, read_answer};
pub use check::{FormFault, QUESTIONS_MAX, check_form};

/// A form as the content has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkForm {
    /// Stable id.
    pub id: String,
    /// The version of the content that it came with; empty where the content does not say.
    #[serde(default)]
    pub version: String,
    /// What it is called.
    pub title: String,
    /// What it is for, in words for helpers.
    #[serde(default)]
    pub goal: String,
    /// How long it takes most people.
    pub minutes: u32,
    /// The method that it comes from, in words.
    #[serde(default)]
    pub method: String,
    /// What is said before it.
    #[serde(default)]
    pub intro: String,
    /// What to do before answering, in order.
    #[serde(default)]
    pub steps: Vec<String>,
    /// The questions in the order in which they are asked.
    pub questions: Vec<Question>,
    /// What is said at the end.
    #[serde(default)]
    pub closing: String,
}

/// One question of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Unique within its form.
    pub id: String,
    /// The question.
    pub label: String,
    /// What an answer is.
    #[serde(rename = "type")]
    pub kind: AnswerKind,
    /// Need not be answered.
    #[serde(default)]
    pub optional: bool,
    /// What to choose from; only for the two kinds of choices.
    #[serde(default)]
    pub options: Vec<String>,
    /// Asked only while this is certainly so. Its fields are ids of earlier questions; an option of a `multichoice` is a yes
    /// or no by itself, written `question:Option`. Amounts are in cents, days are texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Words of one's own.
    Text,
    /// A number, with at most two digits behind the comma.
    Number,
    /// An amount of euros.
    Money,
    /// A day.
    Date,
    /// A whole mark from 0 to 10.
    Scale10,
    /// One of the options.
    Choice,
    /// One or more of the options.
    Multichoice,
}

impl AnswerKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Number, Self::Money, Self::Date, Self::Scale10, Self::Choice, Self::Multichoice];

    /// The word in content and in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::Scale10 => "scale10",
            Self::Choice => "choice",
            Self::Multichoice => "multichoice",
        }
    }

    /// The kind with this name; `None` for one of a newer version.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether one chooses from options.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Multichoice)
    }
}

/// What was typed so far, by the id of the question. It is kept as it was typed.
pub type Typed = BTreeMap<String, String>;

/// A question that is asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<'f> {
    /// The question.
    pub question: &'f Question,
    /// The answer, `None` where nothing was typed, or why it cannot be read.
    pub answer: Result<Option<Answer>, AnswerError>,
}

impl Asked<'_> {
    /// There is an answer that can be read.
    #[must_use]
    pub const fn is_answered(&self) -> bool {
        matches!(self.answer, Ok(Some(_)))
    }

    /// Nothing can be shared before this has another answer.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        match self.answer {
            Ok(Some(_)) => false,
            Ok(None) => !self.question.optional,
            Err(_) => true,
        }
    }
}

/// A form as far as somebody filled it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled<'f> {
    /// The questions that are asked now, in order.
    pub asked: Vec<Asked<'f>>,
}

/// Which questions are asked, given what was typed. The order of typing does not matter.
#[must_use]
pub fn fill<'f>(form: &'f WorkForm, typed: &Typed) -> Filled<'f> {
    let mut facts = Facts::new();
    let mut asked = Vec::new();
    for question in &form.questions {
        if !is_asked(question, &facts) {
            continue;
        }
        let answer = read_answer(question, typed.get(&question.id).map_or("", String::as_str));
        if let Ok(Some(answer)) = &answer {
            learn(question, answer, &mut facts);
        }
        asked.push(Asked { question, answer });
    }
    Filled { asked }
}

fn is_asked(question: &Question, facts: &Facts) -> bool {
    question.when.as_ref().is_none_or(|when| when.evaluate(facts, &Parameters::new()) == Truth::True)
}

/// What later questions may ask about.
fn learn(question: &Question, answer: &Answer, facts: &mut Facts) {
    if let Answer::Multichoice(chosen) = answer {
        let each = question
            .options
            .iter()
            .map(|option| (format!("{}:{option}", question.id), FactValue::Bool(chosen.contains(option))));
        facts.extend(each);
    }
    facts.extend(fact_of(answer).map(|fact| (question.id.clone(), fact)));
}

/// An answer as conditions compare it; `None` for several options, which are a yes or no each.
pub(crate) fn fact_of(answer: &Answer) -> Option<FactValue> {
    Some(match answer {
        Answer::Text(text) | Answer::Choice(text) => FactValue::Text(text.clone()),
        Answer::Number(number) => FactValue::Number(*number),
        Answer::Money(amount) => FactValue::from(amount.0),
        Answer::Date(date) => FactValue::Text(date.to_string()),
        Answer::Scale10(mark) => FactValue::from(i64::from(*mark)),
        Answer::Multichoice(_) => return None,
    })
}

impl<'f> Filled<'f> {
    /// The question to show after `after`, or from the beginning: the first one behind it without an answer, and when there is
    /// none behind it, the first that has to be answered before sharing.
    #[must_use]
    pub fn next(&self, after: Option<&str>) -> Option<&Asked<'f>> {
        let passed = after.and_then(|after| self.asked.iter().position(|asked| asked.question.id == after));
        let behind = self.asked.get(passed.map_or(0, |at| at + 1)..).unwrap_or_default();
        behind.iter().find(|asked| !asked.is_answered()).or_else(|| self.missing().next())
    }

    /// What has to be answered, or answered otherwise, before sharing.
    pub fn missing(&self) -> impl Iterator<Item = &Asked<'f>> {
        self.asked.iter().filter(|asked| asked.is_missing())
    }

    /// How many questions have an answer, and how many are asked now.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.asked.iter().filter(|asked| asked.is_answered()).count(), self.asked.len())
    }

    /// What is shared: each question that is asked and answered, with its words.
    #[must_use]
    pub fn to_share(&self) -> Vec<Answered> {
        let answered = self.asked.iter().filter_map(|asked| {
            let Ok(Some(answer)) = &asked.answer else { return None };
            let Question { id, label, .. } = asked.question;
            Some(Answered { id: id.clone(), label: label.clone(), answer: answer.clone() })
        });
        order::gather(answered)
    }
}

/// A question as it was asked, with its answer: it can be read when the form has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The question's id.
    pub id: String,
    /// The question's words.
    pub label: String,
    /// The answer.
    pub answer: Answer,
}

#[cfg(test)]
mod tests;
