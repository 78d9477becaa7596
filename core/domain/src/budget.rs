//! The budget: what comes in, what goes out, and what a week may cost.
//!
//! Every line becomes cents per year, which is exact because it only multiplies. Totals add those and nothing
//! else; a month and a week are shown from the total of the year, rounded once, and never added up again.
//!
//! # Source
//!
//! Nibud's method of budgeting, as in the domain sheet 2.1 and 2.3.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::money::{Cents, MONTHS_A_YEAR, WEEKS_A_YEAR};
use crate::order;
use crate::phrase::Phrase;

mod facts;
mod model;
mod warnings;
pub use model::{
    BudgetContent, BudgetError, BudgetLine, BudgetRules, Category, Direction, Frequency, IncomeSource,
    LINE_MAX, LINES_MAX, NibudGroup,
};
pub use warnings::{Warning, WarningKind};

/// A figure per year with what is shown of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Amounts {
    /// Cents per year: exact, and the only figure to calculate with.
    pub annual: Cents,
    /// Cents per average month, a twelfth of the year, rounded half to even.
    pub month: Cents,
    /// Cents per week, a fifty-second of the year, rounded half to even.
    pub week: Cents,
    /// False when a line in it is contested: two people gave two readings and nobody chose yet.
    pub certain: bool,
}

/// What one line comes down to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineAmounts {
    /// The line's id.
    pub id: String,
    /// Zero when the line does not apply.
    pub amounts: Amounts,
}

/// How much of the budget has been answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Completeness {
    /// Mandatory categories without a line, in the order of the content; those that stand for each other count once.
    pub missing: Vec<String>,
    /// How many questions there are, one of them being whether anything comes in.
    pub of: u32,
    /// How many of them have a line, one that says "not for me" included.
    pub answered: u32,
    /// Whether at least one income is known.
    pub has_income: bool,
}

/// A household's budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Budget {
    /// All that comes in.
    pub income: Amounts,
    /// All that goes out.
    pub expenses: Amounts,
    /// Fixed costs (*vaste lasten*).
    pub fixed: Amounts,
    /// Put aside for later bills (*reserveringen*).
    pub reservations: Amounts,
    /// Planned for daily life (*huishoudgeld*).
    pub household: Amounts,
    /// Income minus expenses; negative when the household falls short.
    pub balance: Amounts,
    /// How much is lacking; zero when nothing is.
    pub shortfall: Amounts,
    /// What is there for daily life per week: income minus fixed costs and reservations, a fifty-second of it.
    /// Negative when those alone take more than comes in.
    pub free_per_week: Cents,
    /// Per mille of income that goes to housing, rounded down; `None` without income.
    pub housing_share: Option<i64>,
    /// Per mille of income that goes to fixed costs, rounded down; `None` without income.
    pub fixed_share: Option<i64>,
    /// What is still to be filled in.
    pub completeness: Completeness,
    /// Every line by id.
    pub lines: Vec<LineAmounts>,
    /// What somebody should look at; none of it blocks.
    pub warnings: Vec<Warning>,
}

impl Completeness {
    /// Whether each question has an answer.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.has_income
    }
}

/// Totals a budget.
///
/// The order of the lines does not matter. A line that does not apply counts as an answer and for nothing else. A
/// category that the content does not know counts as a fixed cost, which is the careful reading, and is warned of.
///
/// # Errors
///
/// [`BudgetError`] names the first line by id that is negative, above [`LINE_MAX`] or there twice.
///
/// # Examples
///
/// ```
/// # use opstap_domain::budget::*;
/// # use opstap_domain::Cents;
/// let food = BudgetLine {
///     id: "1".into(), direction: Direction::Out, category: "eten".into(), label: None,
///     amount: Cents(8_000), frequency: Frequency::Weekly, contested: false, not_applicable: false,
/// };
/// let budget = summarise(&[food], &[], &BudgetRules::default())?;
/// assert_eq!(budget.expenses.annual, Cents(416_000));
/// assert_eq!(budget.expenses.month, Cents(34_667));
/// # Ok::<(), BudgetError>(())
/// ```
pub fn summarise(
    lines: &[BudgetLine],
    categories: &[Category],
    rules: &BudgetRules,
) -> Result<Budget, BudgetError> {
    let lines = checked(lines)?;
    let group = |line: &BudgetLine| match categories.iter().find(|category| category.id == line.category) {
        Some(category) => category.nibud_group,
        None => NibudGroup::Fixed,
    };
    let out = |line: &&BudgetLine| line.direction == Direction::Out;
    let of_group =
        |wanted| total(lines.iter().copied().filter(out).filter(move |line| group(line) == wanted));
    let housing = |line: &&BudgetLine| {
        group(line) == NibudGroup::Fixed
            && categories.iter().any(|found| found.id == line.category && found.group == rules.housing_group)
    };
    let income = total(lines.iter().copied().filter(|line| line.direction == Direction::In));
    let expenses = total(lines.iter().copied().filter(out));
    let (fixed, reservations) = (of_group(NibudGroup::Fixed), of_group(NibudGroup::Reservations));
    let balance = minus(income, expenses);
    Ok(Budget {
        income,
        expenses,
        fixed,
        reservations,
        household: of_group(NibudGroup::Household),
        balance,
        shortfall: amounts(Cents((-balance.annual.0).max(0)), balance.certain),
        free_per_week: minus(minus(income, fixed), reservations).week,
        housing_share: share(total(lines.iter().copied().filter(out).filter(housing)), income),
        fixed_share: share(fixed, income),
        completeness: completeness(&lines, categories, rules),
        lines: lines.iter().map(|line| line_amounts(line)).collect(),
        warnings: warnings::find(&lines, categories, rules),
    })
}

/// The lines by id, each within its limits.
fn checked(lines: &[BudgetLine]) -> Result<Vec<&BudgetLine>, BudgetError> {
    if lines.len() > LINES_MAX {
        return Err(BudgetError::TooManyLines);
    }
    let mut sorted: Vec<&BudgetLine> = lines.iter().collect();
    order::sort_by(&mut sorted, |one, other| one.id.cmp(&other.id));
    let mut seen = BTreeSet::new();
    for line in &sorted {
        let id = || line.id.clone();
        if !seen.insert(&line.id) {
            return Err(BudgetError::TwiceTheSame { line: id() });
        }
        if line.amount.is_negative() {
            return Err(BudgetError::Negative { line: id() });
        }
        if line.amount > LINE_MAX {
            return Err(BudgetError::TooLarge { line: id() });
        }
    }
    Ok(sorted)
}

/// Adds lines. Cannot overflow: `checked` bounds their number and each amount.
fn total<'a>(lines: impl Iterator<Item = &'a BudgetLine>) -> Amounts {
    let (annual, certain) = lines
        .filter(|line| !line.not_applicable)
        .fold((0, true), |(sum, certain), line| (sum + line.annual().0, certain && !line.contested));
    amounts(Cents(annual), certain)
}

fn minus(one: Amounts, other: Amounts) -> Amounts {
    amounts(Cents(one.annual.0 - other.annual.0), one.certain && other.certain)
}

fn amounts(annual: Cents, certain: bool) -> Amounts {
    Amounts {
        annual,
        month: annual.div_half_even(MONTHS_A_YEAR),
        week: annual.div_half_even(WEEKS_A_YEAR),
        certain,
    }
}

fn line_amounts(line: &BudgetLine) -> LineAmounts {
    LineAmounts { id: line.id.clone(), amounts: total(std::iter::once(line)) }
}

fn share(part: Amounts, income: Amounts) -> Option<i64> {
    let whole = i128::from(income.annual.0);
    if whole <= 0 { None } else { i64::try_from(i128::from(part.annual.0) * 1_000 / whole).ok() }
}

fn completeness(lines: &[&BudgetLine], categories: &[Category], rules: &BudgetRules) -> Completeness {
    let has_line = |category: &str| {
        lines.iter().any(|line| line.direction == Direction::Out && line.category == category)
    };
    let mandatory: Vec<&Category> = categories.iter().filter(|category| category.mandatory).collect();
    let has_income = lines.iter().any(|line| line.direction == Direction::In && !line.not_applicable);
    let mut found =
        Completeness { of: 1, answered: u32::from(has_income), has_income, ..Completeness::default() };
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    for category in mandatory {
        let alike = rules.one_of.iter().find(|alike| alike.contains(&category.id));
        if !asked.insert(category.id.as_str()) {
            continue;
        }
        asked.extend(alike.into_iter().flatten().map(String::as_str));
        found.of += 1;
        if has_line(&category.id) || alike.into_iter().flatten().any(|other| has_line(other)) {
            found.answered += 1;
        } else {
            found.missing.push(category.id.clone());
        }
    }
    found
}

impl BudgetError {
    /// What to tell the person who filled in the line.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Negative { .. } => Phrase::new("budget-line-negative"),
            Self::TooLarge { .. } => Phrase::new("budget-line-too-large").with("max", LINE_MAX),
            Self::TwiceTheSame { .. } => Phrase::new("budget-line-twice"),
            Self::TooManyLines => Phrase::new("budget-too-many-lines"),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
