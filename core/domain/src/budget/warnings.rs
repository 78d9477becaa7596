//! Mistakes that many budgets have, so that somebody looks again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{BudgetLine, BudgetRules, Category, Direction};
use crate::order;
use crate::phrase::Phrase;

/// What kind of mistake it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// The rent allowance is income, and the rent has it taken off as well; or it is income twice.
    RentAllowanceTwice,
    /// Two lines with the same direction, category and label.
    DuplicateLine,
    /// A category that the content does not know; counted as a fixed cost.
    UnknownCategory,
    /// Two readings of a figure wait for a choice.
    Contested,
}

/// Something to look at; the budget is totalled all the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// Which mistake it may be.
    pub kind: WarningKind,
    /// The lines it is about, by id.
    pub lines: Vec<String>,
    /// How to say it.
    pub phrase: Phrase,
}

/// Looks for every kind; the lines come sorted by id, the warnings leave sorted by kind.
pub(super) fn find(lines: &[&BudgetLine], categories: &[Category], rules: &BudgetRules) -> Vec<Warning> {
    let live: Vec<&BudgetLine> = lines.iter().copied().filter(|line| !line.not_applicable).collect();
    let mut found = Vec::from_iter(rent_allowance_twice(&live, rules));
    found.extend(duplicates(&live, categories, rules));
    found.extend(unknown_categories(&live, categories));
    found.extend(contested(&live));
    order::sort(&mut found);
    found
}

/// The typical error of budgets: counting the allowance as income and as a lower rent (domain sheet 2.1).
fn rent_allowance_twice(lines: &[&BudgetLine], rules: &BudgetRules) -> Option<Warning> {
    let allowances = lines.iter().filter(|line| {
        line.direction == Direction::In && line.category == rules.rent_allowance && line.amount.0 > 0
    });
    let net_rents = lines.iter().filter(|line| {
        line.direction == Direction::Out && line.category == rules.rent && is_net(line, rules)
    });
    let (allowances, net_rents) = (ids(allowances), ids(net_rents));
    let twice = allowances.len() > 1 || (!allowances.is_empty() && !net_rents.is_empty());
    twice.then(|| Warning {
        kind: WarningKind::RentAllowanceTwice,
        lines: sorted(allowances.into_iter().chain(net_rents)),
        phrase: Phrase::new("budget-rent-allowance-twice"),
    })
}

fn is_net(line: &BudgetLine, rules: &BudgetRules) -> bool {
    let label = normal(line.label.as_deref());
    rules.net_rent_words.iter().any(|word| !word.is_empty() && label.contains(word.as_str()))
}

fn duplicates(lines: &[&BudgetLine], categories: &[Category], rules: &BudgetRules) -> Vec<Warning> {
    let owing = categories.iter().filter(|category| category.group == rules.debts_group);
    let debts: BTreeSet<&str> = order::gather(owing.map(|category| category.id.as_str()));
    let mut alike: BTreeMap<(Direction, &str, String), Vec<String>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !debts.contains(line.category.as_str())) {
        let key = (line.direction, line.category.as_str(), normal(line.label.as_deref()));
        alike.entry(key).or_default().push(line.id.clone());
    }
    let several = alike.into_values().filter(|ids| ids.len() > 1);
    several
        .map(|ids| Warning {
            kind: WarningKind::DuplicateLine,
            phrase: Phrase::new("budget-duplicate-line").with("count", ids.len() as i64),
            lines: ids,
        })
        .collect()
}

fn unknown_categories(lines: &[&BudgetLine], categories: &[Category]) -> Option<Warning> {
    let known = |line: &&&BudgetLine| categories.iter().any(|category| category.id == line.category);
    let unknown =
        ids(lines.iter().filter(|line| line.direction == Direction::Out).filter(|line| !known(line)));
    (!unknown.is_empty() && !categories.is_empty()).then(|| Warning {
        kind: WarningKind::UnknownCategory,
        lines: unknown,
        phrase: Phrase::new("budget-unknown-category"),
    })
}

fn contested(lines: &[&BudgetLine]) -> Option<Warning> {
    let contested = ids(lines.iter().filter(|line| line.contested));
    (!contested.is_empty()).then(|| Warning {
        kind: WarningKind::Contested,
        phrase: Phrase::new("budget-contested").with("count", contested.len() as i64),
        lines: contested,
    })
}

fn normal(label: Option<&str>) -> String {
    label.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn ids<'a>(lines: impl Iterator<Item = &'a &'a BudgetLine>) -> Vec<String> {
    lines.map(|line| line.id.clone()).collect()
}

fn sorted(ids: impl Iterator<Item = String>) -> Vec<String> {
    order::gather::<BTreeSet<_>, _>(ids).into_iter().collect()
}
