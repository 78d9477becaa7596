//! The questions of the budget: every category, answered or not, in the groups in which people think.

use opstap_domain::budget::Frequency;
use serde::Serialize;
use uuid::Uuid;

use crate::budget::{BudgetLineRow, frequency_key, summary};
use crate::device::Opstap;
use crate::error::OpstapError;

/// All questions of the budget, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetForm {
    /// Questions that need an answer and have none, in the order in which to ask them.
    pub open: Vec<BudgetQuestionRow>,
    /// How many those are, in words.
    pub left_text: String,
    /// Income first, then expenses by group.
    pub groups: Vec<BudgetGroupRow>,
    /// What may be said for how often, in order.
    pub frequencies: Vec<FrequencyRow>,
}

/// Questions under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetGroupRow {
    /// The heading.
    pub title: String,
    /// The questions.
    pub questions: Vec<BudgetQuestionRow>,
}

/// One question: how much is it, and how often?
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetQuestionRow {
    /// What `set_budget_line` takes.
    pub category: String,
    /// What it is called.
    pub label: String,
    /// Examples in words; empty when there are none.
    pub examples: String,
    /// It comes in.
    pub income: bool,
    /// What is usual.
    pub frequency: Frequency,
    /// The budget is complete only when this has an answer.
    pub needed: bool,
    /// Answers so far: lines of this category.
    pub lines: Vec<BudgetLineRow>,
}

/// How often, as a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FrequencyRow {
    /// The value.
    pub frequency: Frequency,
    /// In words.
    pub text: String,
}

impl Opstap {
    /// The questions of a case's budget, with the answers so far.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn budget_form(&self, case: Option<Uuid>) -> Result<BudgetForm, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let known = summary(inner, &room)?;
            let lines = |income: bool, category: &str| {
                let all = if income { &known.income } else { &known.expenses };
                all.iter().filter(|line| line.category == category).cloned().collect()
            };
            let sources = content.budget.income_sources.iter().map(|source| BudgetQuestionRow {
                category: source.id.clone(),
                label: source.label.clone(),
                examples: source.payer.clone(),
                income: true,
                frequency: source.frequency,
                needed: false,
                lines: lines(true, &source.id),
            });
            let mut groups = vec![BudgetGroupRow {
                title: room.words.text("budget-income"),
                questions: sources.collect(),
            }];
            for category in &content.budget.categories {
                let question = BudgetQuestionRow {
                    category: category.id.clone(),
                    label: category.label.clone(),
                    examples: category.examples.clone(),
                    income: false,
                    frequency: category.default_frequency,
                    needed: category.mandatory,
                    lines: lines(false, &category.id),
                };
                let title = capitalised(&category.group);
                match groups.iter_mut().find(|group| group.title == title) {
                    Some(group) => group.questions.push(question),
                    None => groups.push(BudgetGroupRow { title, questions: vec![question] }),
                }
            }
            let frequencies = Frequency::ALL
                .iter()
                .map(|frequency| FrequencyRow {
                    frequency: *frequency,
                    text: room.words.text(&frequency_key(*frequency)),
                })
                .collect();
            let questions = groups.iter().flat_map(|group| &group.questions);
            let income = known.income.is_empty();
            let open: Vec<BudgetQuestionRow> = questions
                .filter(|question| {
                    question.lines.is_empty() && (question.needed || question.income && income)
                })
                .cloned()
                .collect();
            let left = open.iter().filter(|question| !question.income).count() + usize::from(income);
            let left_text = room.words.text_with("budget-form-left", &[("count", (left as i64).into())]);
            Ok(BudgetForm { open, left_text, groups, frequencies })
        })
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
