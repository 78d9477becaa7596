//! Checking rules before anybody sees a tip.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::TipBook;
use crate::condition::{Condition, FactValue, Leaf, Op, Operand};

/// The type of a field that rules may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A whole number.
    Int,
    /// Yes or no.
    Bool,
    /// Free text.
    String,
    /// A word from a list.
    Enum,
    /// Euro cents.
    Cents,
    /// A share, such as 0.4.
    Ratio,
    /// A type that this code does not know.
    #[serde(other)]
    Unknown,
}

/// Something wrong in a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleProblem {
    /// The rule's id.
    pub rule: String,
    /// The field it is about; `None` when it is about the rule as a whole.
    pub field: Option<String>,
    /// What is wrong.
    pub kind: RuleProblemKind,
}

/// What can be wrong in a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum RuleProblemKind {
    /// The book does not list the field.
    #[error("the field is not known")]
    UnknownField,
    /// No such operator.
    #[error("the operator {0:?} is not known")]
    UnknownOperator(String),
    /// The operator does not fit the field's type, or the value does not fit either.
    #[error("the types do not fit")]
    TypeMismatch,
    /// The book has no such parameter.
    #[error("the parameter {0:?} is not known")]
    UnknownParameter(String),
    /// Another rule has the id, or it is empty.
    #[error("the id is empty or there twice")]
    Id,
    /// `all` or `any` without a part: always or never true.
    #[error("a part of the condition is empty")]
    EmptyCondition,
    /// No title, so nothing to show.
    #[error("there is no title")]
    NoTitle,
}

/// Everything wrong in the rules of a book, in their order.
pub fn check_rules(book: &TipBook) -> Vec<RuleProblem> {
    let mut ids = BTreeSet::new();
    let mut problems = vec![];
    for rule in &book.rules {
        let mut found = |field: Option<&str>, kind| {
            problems.push(RuleProblem { rule: rule.id.clone(), field: field.map(ToOwned::to_owned), kind });
        };
        if rule.id.is_empty() || !ids.insert(&rule.id) {
            found(None, RuleProblemKind::Id);
        }
        if rule.title.trim().is_empty() {
            found(None, RuleProblemKind::NoTitle);
        }
        if has_empty_part(&rule.when) {
            found(None, RuleProblemKind::EmptyCondition);
        }
        for leaf in rule.when.leaves() {
            if let Some(kind) = leaf_problem(leaf, book) {
                found(Some(&leaf.field), kind);
            }
        }
    }
    problems
}

fn has_empty_part(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.is_empty() || parts.iter().any(has_empty_part),
        Condition::Not(part) => has_empty_part(part),
        Condition::Leaf(_) => false,
    }
}

fn leaf_problem(leaf: &Leaf, book: &TipBook) -> Option<RuleProblemKind> {
    let Some(kind) = book.fields.get(&leaf.field).copied() else {
        return Some(RuleProblemKind::UnknownField);
    };
    if let Op::Other(word) = &leaf.op {
        return Some(RuleProblemKind::UnknownOperator(word.clone()));
    }
    if let Some(Operand::Param(name)) = &leaf.value
        && !book.parameters.contains_key(name)
    {
        return Some(RuleProblemKind::UnknownParameter(name.clone()));
    }
    (!types_fit(leaf, kind)).then_some(RuleProblemKind::TypeMismatch)
}

fn types_fit(leaf: &Leaf, kind: FieldKind) -> bool {
    let is_number = matches!(kind, FieldKind::Int | FieldKind::Cents | FieldKind::Ratio);
    match (&leaf.op, &leaf.value) {
        (Op::IsTrue | Op::IsFalse, None) => kind == FieldKind::Bool,
        (Op::In, Some(Operand::List(values))) => {
            !values.is_empty() && values.iter().all(|value| value_fits(value, kind))
        }
        (Op::Eq | Op::Ne, Some(Operand::Value(value))) => value_fits(value, kind),
        (Op::Gt | Op::Gte | Op::Lt | Op::Lte, Some(Operand::Value(value))) => {
            is_number && value_fits(value, kind)
        }
        (Op::Eq | Op::Ne | Op::Gt | Op::Gte | Op::Lt | Op::Lte, Some(Operand::Param(_))) => is_number,
        _ => false,
    }
}

fn value_fits(value: &FactValue, kind: FieldKind) -> bool {
    match (value, kind) {
        (FactValue::Bool(_), FieldKind::Bool)
        | (FactValue::Number(_), FieldKind::Ratio)
        | (FactValue::Text(_), FieldKind::String | FieldKind::Enum) => true,
        (FactValue::Number(number), FieldKind::Int | FieldKind::Cents) => number.whole().is_some(),
        _ => false,
    }
}
