//! What a budget is made of.

use serde::{Deserialize, Serialize};

use crate::money::{AMOUNT_MAX, Cents};
use crate::time::PayRule;

/// The largest amount of one line per period.
pub const LINE_MAX: Cents = AMOUNT_MAX;

/// The most lines that one budget may have; with [`LINE_MAX`] it keeps every total within 64 bits.
pub const LINES_MAX: usize = 10_000;

/// How often an amount comes in or goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Frequency {
    Weekly,
    TwoWeekly,
    FourWeekly,
    Monthly,
    TwoMonthly,
    Quarterly,
    HalfYearly,
    Yearly,
}

impl Frequency {
    /// Every frequency, the most frequent first.
    pub const ALL: [Self; 8] = [
        Self::Weekly,
        Self::TwoWeekly,
        Self::FourWeekly,
        Self::Monthly,
        Self::TwoMonthly,
        Self::Quarterly,
        Self::HalfYearly,
        Self::Yearly,
    ];

    /// Periods in the average year of a budget. The calendar has 52.18 weeks; a forecast uses the calendar.
    ///
    /// # Source
    ///
    /// Domain sheet 2.3.
    pub fn times_a_year(self) -> i64 {
        match self {
            Self::Weekly => 52,
            Self::TwoWeekly => 26,
            Self::FourWeekly => 13,
            Self::Monthly => 12,
            Self::TwoMonthly => 6,
            Self::Quarterly => 4,
            Self::HalfYearly => 2,
            Self::Yearly => 1,
        }
    }
}

/// Whether money comes in or goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Income.
    In,
    /// Spending.
    Out,
}

/// One line as somebody filled it in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BudgetLine {
    /// Unique within the budget.
    pub id: String,
    /// In or out.
    pub direction: Direction,
    /// The id of a [`Category`] for what goes out, of an [`IncomeSource`] for what comes in.
    pub category: String,
    /// What somebody calls it.
    #[serde(default)]
    pub label: Option<String>,
    /// Per period, zero or more.
    pub amount: Cents,
    /// How often.
    pub frequency: Frequency,
    /// Two people gave two readings and nobody chose yet.
    #[serde(default)]
    pub contested: bool,
    /// "Not for me": answers the question and counts for nothing.
    #[serde(default)]
    pub not_applicable: bool,
}

impl BudgetLine {
    /// Cents per year: exact. An amount above [`LINE_MAX`] stops at the ends of 64 bits.
    pub fn annual(&self) -> Cents {
        Cents(self.amount.0.saturating_mul(self.frequency.times_a_year()))
    }
}

/// Nibud's three groups of spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NibudGroup {
    /// *Vaste lasten.*
    #[serde(rename = "vaste lasten")]
    Fixed,
    /// *Reserveringen.*
    #[serde(rename = "reserveringen")]
    Reservations,
    /// *Huishoudgeld.*
    #[serde(rename = "huishoudgeld")]
    Household,
}

/// A kind of spending, from `content/budget-categories.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// The heading it stands under.
    pub group: String,
    /// What to offer first.
    pub default_frequency: Frequency,
    /// Where Nibud counts it.
    pub nibud_group: NibudGroup,
    /// Examples in words.
    #[serde(default)]
    pub examples: String,
    /// A budget is complete only when this has a line.
    #[serde(default)]
    pub mandatory: bool,
}

/// A kind of income, from `content/budget-categories.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IncomeSource {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// What to offer first.
    pub frequency: Frequency,
    /// When it usually arrives.
    pub payday_rule: PayRule,
    /// Who pays.
    #[serde(default)]
    pub payer: String,
    /// How sure the editors are of the pay day.
    #[serde(default)]
    pub status: String,
}

/// The file `content/budget-categories.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BudgetContent {
    /// Of the content.
    pub version: String,
    /// Kinds of spending.
    pub categories: Vec<Category>,
    /// Kinds of income.
    pub income_sources: Vec<IncomeSource>,
}

/// Which ids and words of the content have a meaning in the sums.
///
/// The default fits the content this crate came with; a municipality with other ids sets its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BudgetRules {
    /// The heading whose fixed costs are the cost of housing.
    pub housing_group: String,
    /// The category of the rent.
    pub rent: String,
    /// The income that is the rent allowance (*huurtoeslag*).
    pub rent_allowance: String,
    /// Words in the label of a rent line that say the allowance has been taken off already; lower case.
    pub net_rent_words: Vec<String>,
    /// Mandatory categories of which one answer is enough: nobody pays both rent and mortgage.
    pub one_of: Vec<Vec<String>>,
    /// The category that is a buffer.
    pub savings: String,
    /// The category of which each line is a subscription.
    pub subscriptions: String,
    /// The categories that are energy.
    pub energy: Vec<String>,
    /// The heading of payments on debts, which never count twice for having the same name.
    pub debts_group: String,
}

impl Default for BudgetRules {
    fn default() -> Self {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            housing_group: "wonen".into(),
            rent: "huur".into(),
            rent_allowance: "huurtoeslag".into(),
            net_rent_words: texts(&[
                "netto",
                "toeslag eraf",
                "na toeslag",
                "na huurtoeslag",
                "min huurtoeslag",
            ]),
            one_of: vec![texts(&["huur", "hypotheek"])],
            savings: "spaar".into(),
            subscriptions: "abonnementen".into(),
            energy: texts(&["gas", "stroom"]),
            debts_group: "schulden".into(),
        }
    }
}

/// Why a budget cannot be totalled; each variant names a line by its id, never by what it holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// An amount below zero; the direction says in or out, not the sign.
    #[error("line {line} is negative")]
    Negative {
        /// Its id.
        line: String,
    },
    /// An amount above [`LINE_MAX`].
    #[error("line {line} is too large")]
    TooLarge {
        /// Its id.
        line: String,
    },
    /// Two lines with one id.
    #[error("line {line} is there twice")]
    TwiceTheSame {
        /// Their id.
        line: String,
    },
    /// More lines than [`LINES_MAX`].
    #[error("the budget has too many lines")]
    TooManyLines,
}
