//! The typed items of a package. The JSON that each came from travels in the sync records.

use serde_json::Value;

/// A stepwise programme: phases with a begin and an end, made of small steps.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Programme {
    pub id: String,
    pub title: String,
    pub audience: String,
    pub process_phase: String,
    pub typical_weeks: i64,
    pub intro: String,
    pub closing: String,
    pub phases: Vec<Phase>,
}

/// A part of a programme with one aim.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Phase {
    pub id: String,
    pub title: String,
    pub aim: String,
    pub steps: Vec<Step>,
}

/// A small step: why it helps, its tasks, and the praise at its end.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Step {
    pub id: String,
    pub title: String,
    pub why: String,
    pub praise: String,
    pub animation: Option<Animation>,
    pub tasks: Vec<Task>,
}

/// A short film that explains a step, with words for who cannot see it.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Animation {
    pub id: String,
    pub alt: String,
    pub still: String,
}

/// One thing to do, in minutes.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Task {
    pub id: String,
    pub title: String,
    pub text: String,
    pub minutes: i64,
    /// `client`, `helper` or `together`.
    pub who: String,
    /// What shows that it is done, such as `check` or `photo`.
    pub proof: String,
    /// The work form that belongs to it.
    pub form: Option<String>,
}

/// A tip and when it is shown. `when` is checked here and evaluated by the domain.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct TipRule {
    pub id: String,
    pub category: String,
    /// 0 to 100; the highest is shown first.
    pub priority: i64,
    pub when: Value,
    pub title: String,
    pub text: String,
    pub action: String,
    pub cooldown_days: i64,
    pub editor_note: Option<String>,
}

/// A threshold that a municipality may set.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct TipParameter {
    pub id: String,
    pub default: Value,
    pub unit: String,
    pub basis: String,
}

/// An example message, for the app and for SMS.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Message {
    pub id: String,
    pub moment: String,
    pub technique: String,
    pub app: String,
    /// The text for the app in English, where there is one.
    pub app_en: Option<String>,
    pub sms: String,
    pub send_mode: String,
    pub fallback_channel: String,
    /// Names between braces that the texts use.
    pub variables: Vec<String>,
}

/// A work form: an assignment with a few questions.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Form {
    pub id: String,
    pub title: String,
    pub goal: String,
    pub minutes: i64,
    pub method: String,
    pub intro: String,
    pub steps: Vec<String>,
    pub questions: Vec<Question>,
    pub closing: String,
}

/// One question of a form.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Question {
    pub id: String,
    pub label: String,
    /// One of the seven answer types.
    pub answer: String,
    pub optional: bool,
    /// Only for `choice` and `multichoice`.
    pub options: Vec<String>,
    /// Asked only while this holds. Read here as a condition; what it may ask about is checked by the domain.
    pub when: Option<Value>,
}

/// A kind of expense.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct BudgetCategory {
    pub id: String,
    pub label: String,
    pub group: String,
    pub default_frequency: String,
    pub nibud_group: String,
    pub examples: String,
    pub mandatory: bool,
}

/// A kind of income and when it usually arrives.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct IncomeSource {
    pub id: String,
    pub label: String,
    pub frequency: String,
    pub payday_rule: Value,
    pub payer: String,
    /// How sure we are of the pay day.
    pub status: String,
}

/// A difficult word in plain words.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Term {
    pub id: String,
    pub term: String,
    pub plain: String,
}

/// An invented household for demonstrations.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Household {
    pub id: String,
    pub title: String,
    pub adults: i64,
    pub children: i64,
    pub lines: Vec<BudgetLine>,
}

/// One line of an invented budget.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct BudgetLine {
    pub id: String,
    /// `in` or `out`.
    pub direction: String,
    /// An income source for `in`, a budget category for `out`.
    pub category: String,
    pub label: String,
    pub amount_cents: i64,
    pub frequency: String,
    /// Day of the month, when it is fixed.
    pub day: Option<i64>,
}

/// Invented first and last names.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Names {
    pub first: Vec<String>,
    pub last: Vec<String>,
}
