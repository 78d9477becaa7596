//! Conditions on what is known of a household, in three values.
//!
//! A condition is true, false or unknown; unknown is what a person has not told, and no rule may pretend
//! otherwise. The language is small on purpose, because people who write content write it: `all`, `any`, `not`
//! and a comparison of one field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod decimal;
mod json;
pub use decimal::Decimal;

/// What is known, by field name such as `person.age`. A field that is absent is unknown.
pub type Facts = BTreeMap<String, FactValue>;

/// Figures that a municipality may set, by name such as `tip.mail_pile`.
pub type Parameters = BTreeMap<String, Decimal>;

/// One known thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A count, an amount in cents or a share, exact.
    Number(Decimal),
    /// A word from a list, or free text.
    Text(String),
}

/// The three values of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// Certainly not so.
    False,
    /// Something that is not known could decide it.
    Unknown,
    /// Certainly so.
    True,
}

/// A question about facts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// True when each is; an empty list is true.
    All(Vec<Condition>),
    /// True when at least one is; an empty list is false.
    Any(Vec<Condition>),
    /// The opposite; unknown stays unknown.
    Not(Box<Condition>),
    /// A comparison of one field.
    Leaf(Leaf),
}

/// A comparison of one field with a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf {
    /// The name of a fact.
    pub field: String,
    /// How to compare.
    pub op: Op,
    /// What to compare with; none for `isTrue` and `isFalse`.
    pub value: Option<Operand>,
}

/// A way to compare.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Op {
    Eq,
    Ne,
    Gt,
    Gte,
    Lt,
    Lte,
    In,
    IsTrue,
    IsFalse,
    /// A word this code does not know; comparing with it is always unknown.
    Other(String),
}

/// The right-hand side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operand {
    /// One value.
    Value(FactValue),
    /// The values that `in` allows.
    List(Vec<FactValue>),
    /// The name of a parameter, written `{"param": "tip.mail_pile"}`.
    Param(String),
}

impl Truth {
    /// True or false as told.
    pub fn known(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::Unknown => Self::Unknown,
            Self::False => Self::True,
        }
    }
}

impl Condition {
    /// Answers the question with Kleene's three-valued logic.
    pub fn evaluate(&self, facts: &Facts, parameters: &Parameters) -> Truth {
        match self {
            Self::All(parts) => {
                parts.iter().map(|part| part.evaluate(facts, parameters)).min().unwrap_or(Truth::True)
            }
            Self::Any(parts) => {
                parts.iter().map(|part| part.evaluate(facts, parameters)).max().unwrap_or(Truth::False)
            }
            Self::Not(part) => !part.evaluate(facts, parameters),
            Self::Leaf(leaf) => leaf.evaluate(facts, parameters),
        }
    }

    /// Every comparison in it, in the order in which it is written.
    pub fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Not(part) => part.leaves(),
            Self::Leaf(leaf) => vec![leaf],
        }
    }
}

impl Leaf {
    /// Compares; unknown when the field, the parameter or the operator is, or when the types differ.
    pub fn evaluate(&self, facts: &Facts, parameters: &Parameters) -> Truth {
        let Some(actual) = facts.get(&self.field) else { return Truth::Unknown };
        match (&self.op, actual, &self.value) {
            (Op::IsTrue, FactValue::Bool(actual), None) => Truth::known(*actual),
            (Op::IsFalse, FactValue::Bool(actual), None) => Truth::known(!actual),
            (Op::In, _, Some(Operand::List(allowed))) => {
                allowed.iter().map(|value| compare(&Op::Eq, actual, value)).max().unwrap_or(Truth::False)
            }
            (op, _, Some(Operand::Value(value))) => compare(op, actual, value),
            (op, _, Some(Operand::Param(name))) => match parameters.get(name) {
                Some(value) => compare(op, actual, &FactValue::Number(*value)),
                None => Truth::Unknown,
            },
            _ => Truth::Unknown,
        }
    }
}

fn compare(op: &Op, actual: &FactValue, value: &FactValue) -> Truth {
    let ordered = match (actual, value) {
        (FactValue::Number(actual), FactValue::Number(value)) => Some(actual.cmp(value)),
        _ => None,
    };
    match (op, ordered) {
        (Op::Eq, _) if same_type(actual, value) => Truth::known(actual == value),
        (Op::Ne, _) if same_type(actual, value) => Truth::known(actual != value),
        (Op::Gt, Some(order)) => Truth::known(order.is_gt()),
        (Op::Gte, Some(order)) => Truth::known(order.is_ge()),
        (Op::Lt, Some(order)) => Truth::known(order.is_lt()),
        (Op::Lte, Some(order)) => Truth::known(order.is_le()),
        _ => Truth::Unknown,
    }
}

fn same_type(one: &FactValue, other: &FactValue) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

impl From<bool> for FactValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for FactValue {
    fn from(value: i64) -> Self {
        Self::Number(Decimal::from(value))
    }
}

impl From<&str> for FactValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl Op {
    /// The word in content.
    pub fn word(&self) -> &str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::In => "in",
            Self::IsTrue => "isTrue",
            Self::IsFalse => "isFalse",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for Op {
    fn from(word: &str) -> Self {
        let known = [
            Self::Eq,
            Self::Ne,
            Self::Gt,
            Self::Gte,
            Self::Lt,
            Self::Lte,
            Self::In,
            Self::IsTrue,
            Self::IsFalse,
        ];
        known.into_iter().find(|op| op.word() == word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

#[cfg(test)]
mod tests;
