//! Tips: which piece of advice fits a household today, and why it is shown.
//!
//! Rules are content. A tip appears only when its condition is certainly true; what is not known never shows one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Condition, Decimal, FactValue, Facts, Leaf, Op, Operand, Parameters, Truth};
use crate::order;
use crate::phrase::{Arg, Phrase};
use crate::time::Date;

mod check;
pub use check::{FieldKind, RuleProblem, RuleProblemKind, check_rules};

/// The file `content/package/tips.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TipBook {
    /// Of the content.
    pub version: String,
    /// Figures that rules name, with their defaults.
    pub parameters: BTreeMap<String, Parameter>,
    /// Fields that rules may ask for, with their types.
    pub fields: BTreeMap<String, FieldKind>,
    /// The rules, in any order.
    pub rules: Vec<Rule>,
}

/// A figure that a municipality may set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// What holds until somebody sets another.
    pub default: Decimal,
    /// In words.
    #[serde(default)]
    pub unit: String,
    /// Where the figure comes from; a heuristic says so.
    #[serde(default)]
    pub basis: String,
}

/// One tip and when to show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Stable id.
    pub id: String,
    /// The heading it belongs to.
    #[serde(default)]
    pub category: String,
    /// Higher comes first.
    pub priority: i32,
    /// For whom it is.
    pub when: Condition,
    /// What people read.
    pub title: String,
    /// What people read below that.
    #[serde(default)]
    pub text: String,
    /// What the button does, such as `open:budget`; `none` has no button.
    #[serde(default)]
    pub action: String,
    /// Days before it may be shown anew; zero is always.
    #[serde(default)]
    pub cooldown_days: u32,
}

/// A tip that somebody saw.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shown {
    /// The rule's id.
    pub rule: String,
    /// On that day.
    pub on: Date,
}

/// A tip to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip<'a> {
    /// The rule with its words.
    pub rule: &'a Rule,
    /// What made it fit, in the order of the condition: only comparisons that are true.
    pub because: Vec<Because>,
}

/// One comparison that held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The fact's name.
    pub field: String,
    /// The operator's word in content.
    pub op: String,
    /// What it was compared with, parameters filled in; `None` for yes or no.
    pub value: Option<String>,
    /// What is known.
    pub actual: FactValue,
    /// How to say it to the person: arguments `field` and `operator` are keys of the word list.
    pub phrase: Phrase,
}

impl TipBook {
    /// The figures that rules name: the defaults, with what a municipality set over them.
    ///
    /// A name that the book does not have is left out.
    pub fn parameters_with(&self, set: &Parameters) -> Parameters {
        let known = self.parameters.iter();
        order::gather(known.map(|(name, own)| (name.clone(), set.get(name).copied().unwrap_or(own.default))))
    }
}

/// The tips that fit, highest priority first, then by id.
///
/// A rule that was shown rests for its cooldown: shown on the first with seven days, it may return on the eighth.
/// A date in the future, from a device whose clock was wrong, makes it rest until its cooldown after that date.
pub fn suggest<'a>(
    rules: &'a [Rule],
    parameters: &Parameters,
    facts: &Facts,
    shown: &[Shown],
    today: Date,
) -> Vec<Tip<'a>> {
    let rests = |rule: &Rule| {
        let seen = shown.iter().filter(|shown| shown.rule == rule.id);
        seen.into_iter().any(|shown| shown.on.plus_days(rule.cooldown_days.into()) > today)
    };
    let mut fitting: Vec<&Rule> = rules
        .iter()
        .filter(|rule| rule.when.evaluate(facts, parameters) == Truth::True && !rests(rule))
        .collect();
    order::sort_by(&mut fitting, |one, other| {
        other.priority.cmp(&one.priority).then_with(|| one.id.cmp(&other.id))
    });
    fitting.into_iter().map(|rule| Tip { rule, because: because(&rule.when, facts, parameters) }).collect()
}

fn because(condition: &Condition, facts: &Facts, parameters: &Parameters) -> Vec<Because> {
    let held = condition.leaves().into_iter();
    let held = held.filter(|leaf| leaf.evaluate(facts, parameters) == Truth::True);
    held.filter_map(|leaf| facts.get(&leaf.field).map(|actual| explain(leaf, actual, parameters))).collect()
}

fn explain(leaf: &Leaf, actual: &FactValue, parameters: &Parameters) -> Because {
    let value = leaf.value.as_ref().map(|operand| match operand {
        Operand::Value(value) => text(value),
        Operand::List(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        Operand::Param(name) => parameters.get(name).map(ToString::to_string).unwrap_or_default(),
    });
    let field = Arg::Key(field_key(&leaf.field));
    let phrase = match (&leaf.op, &value) {
        (Op::IsTrue, _) => Phrase::new("tip-because-yes").with("field", field),
        (Op::IsFalse, _) => Phrase::new("tip-because-no").with("field", field),
        (op, value) => Phrase::new("tip-because")
            .with("field", field)
            .with("operator", Arg::Key(format!("operator-{}", op.word())))
            .with("value", value.clone().unwrap_or_default())
            .with("actual", text(actual)),
    };
    Because {
        field: leaf.field.clone(),
        op: leaf.op.word().to_owned(),
        value,
        actual: actual.clone(),
        phrase,
    }
}

fn text(value: &FactValue) -> String {
    match value {
        FactValue::Bool(value) => value.to_string(),
        FactValue::Number(value) => value.to_string(),
        FactValue::Text(value) => value.clone(),
    }
}

/// The key under which the word list names a field: `income.hasZorgtoeslag` is `fact-income-has-zorgtoeslag`.
pub fn field_key(field: &str) -> String {
    let mut key = String::from("fact-");
    let mut after_small = false;
    for character in field.chars() {
        match character {
            '.' | '_' => key.push('-'),
            _ if character.is_ascii_uppercase() && after_small => {
                key.push('-');
                key.push(character.to_ascii_lowercase());
            }
            _ => key.push(character.to_ascii_lowercase()),
        }
        after_small = character.is_ascii_lowercase();
    }
    key
}

#[cfg(test)]
mod tests;
