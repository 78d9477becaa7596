//! The household's month: what comes in, what goes out, what is left.

use opstap::Opstap;

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, MoneyText, Uuid, all, asked};

/// How often an amount comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Frequency {
    /// Every week.
    Weekly,
    /// Every two weeks.
    TwoWeekly,
    /// Every four weeks.
    FourWeekly,
    /// Every month.
    Monthly,
    /// Every two months.
    TwoMonthly,
    /// Every three months.
    Quarterly,
    /// Every six months.
    HalfYearly,
    /// Every year.
    Yearly,
}

/// A household's month.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BudgetSummary {
    /// What comes in, the largest first.
    pub income: Vec<BudgetLineRow>,
    /// What goes out, the largest first.
    pub expenses: Vec<BudgetLineRow>,
    /// All income per average month.
    pub income_per_month: MoneyText,
    /// All expenses per average month.
    pub expenses_per_month: MoneyText,
    /// What is left per average month; negative: it falls short.
    pub left_per_month: MoneyText,
    /// All income per average week.
    pub income_per_week: MoneyText,
    /// All expenses per average week.
    pub expenses_per_week: MoneyText,
    /// What is left per average week; negative: it falls short.
    pub left_per_week: MoneyText,
    /// What is there for daily life per week.
    pub free_per_week: MoneyText,
    /// False when two readings of an amount wait for a choice.
    pub certain: bool,
    /// Every question has an answer.
    pub complete: bool,
    /// Labels of what is still missing.
    pub missing: Vec<String>,
    /// What somebody should look at.
    pub warnings: Vec<String>,
    /// The balance in one sentence.
    pub explanation: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BudgetLineRow {
    /// Its id: what `remove` takes.
    pub id: Uuid,
    /// Its category or source of income.
    pub category: String,
    /// What it is called.
    pub label: String,
    /// The amount as it was entered.
    pub entered: MoneyText,
    /// How often.
    pub frequency: Frequency,
    /// How often, in words.
    pub frequency_text: String,
    /// Per average month.
    pub per_month: MoneyText,
    /// Per average week.
    pub per_week: MoneyText,
    /// Two readings wait for a choice.
    pub contested: bool,
    /// Does not occur in this household.
    pub not_applicable: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// All questions of the budget.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
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
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BudgetGroupRow {
    /// The heading.
    pub title: String,
    /// The questions.
    pub questions: Vec<BudgetQuestionRow>,
}

/// One question: how much is it, and how often?
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BudgetQuestionRow {
    /// What a [`LineDraft`] takes.
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
    /// Answers so far.
    pub lines: Vec<BudgetLineRow>,
}

/// How often, as a choice.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FrequencyRow {
    /// The value.
    pub frequency: Frequency,
    /// In words.
    pub text: String,
}

/// What somebody types to set a line.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LineDraft {
    /// A category or source of income of the form.
    pub category: String,
    /// The amount as typed: `1.234,50`, `€ 12`, `12,5`.
    pub typed: String,
    /// How often; without it: what is usual for the category.
    #[uniffi(default)]
    pub frequency: Option<Frequency>,
    /// A name of its own; lines of one category with different names are different lines.
    #[uniffi(default)]
    pub label: Option<String>,
    /// In or out; without it: what the category says.
    #[uniffi(default)]
    pub income: Option<bool>,
}

service!(
    /// The budget.
    Budget
);

#[uniffi::export]
impl Budget {
    /// The budget as it is.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<BudgetSummary, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| Ok(device.budget(case)?.into());
        self.engine.read_in(case, read).await
    }

    /// Every question, answered or not.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn form(&self, case: Option<CaseId>) -> Result<BudgetForm, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(device.budget_form(case)?.into())).await
    }

    /// Sets a line: reads what was typed, makes the line or changes its amount.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] with the field `amount` or `category` and a sentence; nothing changed.
    #[uniffi::method(default(case = None))]
    pub async fn set_line(&self, line: LineDraft, case: Option<CaseId>) -> Result<BudgetSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| Ok(device.set_budget_line(case, &line.into())?.into());
        self.engine.write(write).await
    }

    /// Says that a category does not occur in this household, which is an answer too. `income` tells apart what may
    /// both come in and go out; without it: what the category says.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] for an unknown category.
    #[uniffi::method(default(income = None, case = None))]
    pub async fn not_for_me(
        &self,
        category: String,
        income: Option<bool>,
        case: Option<CaseId>,
    ) -> Result<BudgetSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| Ok(device.budget_line_not_for_me(case, &category, income)?.into());
        self.engine.write(write).await
    }

    /// Removes a line.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a line.
    #[uniffi::method(default(case = None))]
    pub async fn remove(&self, line: Uuid, case: Option<CaseId>) -> Result<BudgetSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| Ok(device.remove_budget_line(case, &line.to_string())?.into());
        self.engine.write(write).await
    }
}

impl From<opstap::BudgetSummary> for BudgetSummary {
    fn from(from: opstap::BudgetSummary) -> Self {
        Self {
            income: all(from.income),
            expenses: all(from.expenses),
            income_per_month: from.income_per_month.into(),
            expenses_per_month: from.expenses_per_month.into(),
            left_per_month: from.left_per_month.into(),
            income_per_week: from.income_per_week.into(),
            expenses_per_week: from.expenses_per_week.into(),
            left_per_week: from.left_per_week.into(),
            free_per_week: from.free_per_week.into(),
            certain: from.certain,
            complete: from.complete,
            missing: from.missing,
            warnings: from.warnings,
            explanation: from.explanation,
        }
    }
}

impl From<opstap::BudgetLineRow> for BudgetLineRow {
    fn from(from: opstap::BudgetLineRow) -> Self {
        Self {
            id: from.id,
            category: from.category,
            label: from.label,
            entered: from.entered.into(),
            frequency: from.frequency.into(),
            frequency_text: from.frequency_text,
            per_month: from.per_month.into(),
            per_week: from.per_week.into(),
            contested: from.contested,
            not_applicable: from.not_applicable,
            waiting: from.waiting,
        }
    }
}

impl From<opstap::BudgetForm> for BudgetForm {
    fn from(from: opstap::BudgetForm) -> Self {
        Self {
            open: all(from.open),
            left_text: from.left_text,
            groups: all(from.groups),
            frequencies: all(from.frequencies),
        }
    }
}

impl From<opstap::BudgetGroupRow> for BudgetGroupRow {
    fn from(from: opstap::BudgetGroupRow) -> Self {
        Self { title: from.title, questions: all(from.questions) }
    }
}

impl From<opstap::BudgetQuestionRow> for BudgetQuestionRow {
    fn from(from: opstap::BudgetQuestionRow) -> Self {
        Self {
            category: from.category,
            label: from.label,
            examples: from.examples,
            income: from.income,
            frequency: from.frequency.into(),
            needed: from.needed,
            lines: all(from.lines),
        }
    }
}

impl From<opstap::FrequencyRow> for FrequencyRow {
    fn from(from: opstap::FrequencyRow) -> Self {
        Self { frequency: from.frequency.into(), text: from.text }
    }
}

impl From<LineDraft> for opstap::LineEntry {
    fn from(from: LineDraft) -> Self {
        Self {
            category: from.category,
            label: from.label.filter(|label| !label.trim().is_empty()),
            typed: from.typed,
            frequency: from.frequency.map(Into::into),
            income: from.income,
        }
    }
}

macro_rules! same_frequencies {
    ($($name:ident),*) => {
        impl From<opstap::Frequency> for Frequency {
            fn from(from: opstap::Frequency) -> Self {
                match from { $(opstap::Frequency::$name => Self::$name),* }
            }
        }
        impl From<Frequency> for opstap::Frequency {
            fn from(from: Frequency) -> Self {
                match from { $(Frequency::$name => Self::$name),* }
            }
        }
    };
}

same_frequencies!(Weekly, TwoWeekly, FourWeekly, Monthly, TwoMonthly, Quarterly, HalfYearly, Yearly);
