//! The budget: lines by category, at any frequency, totalled exactly.

use std::collections::BTreeSet;

use opstap_content::Value as Word;
use opstap_domain::budget::{self, Budget, BudgetError, BudgetLine, Direction, Frequency};
use opstap_domain::ids::ScopeId;
use opstap_domain::money::parse_amount;
use opstap_domain::order;
use opstap_domain::time::{HolidayRules, PayRule, pay_days};
use opstap_domain::{Cents, Date, Phrase};
use opstap_store::{Edit, Record, Store, StoreError};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::content::ContentCache;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::{Room, open_conflicts_in};
use crate::text::MoneyText;

/// A household's month, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetSummary {
    /// What comes in.
    pub income: Vec<BudgetLineRow>,
    /// What goes out.
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
    /// Exact totals per year, in cents: income, expenses, balance.
    pub annual_cents: (i64, i64, i64),
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetLineRow {
    /// Its id: what `budget remove` takes.
    pub id: Uuid,
    /// Its category or source of income.
    pub category: String,
    /// What it is called.
    pub label: String,
    /// The amount as it was entered.
    pub entered: MoneyText,
    /// How often, as a stable word: `weekly` … `yearly`.
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

/// What somebody types to set a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEntry {
    /// A category or source of income of the content.
    pub category: String,
    /// A name of its own; lines of one category with different names are different lines.
    pub label: Option<String>,
    /// The amount as typed: `1.234,50`, `€ 12`, `12,5`.
    pub typed: String,
    /// How often; `None`: what is usual for the category.
    pub frequency: Option<Frequency>,
    /// In or out; `None`: what the category says.
    pub income: Option<bool>,
}

impl Opstap {
    /// The budget of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn budget(&self, case: Option<Uuid>) -> Result<BudgetSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            summary(inner, &room)
        })
    }

    /// Sets a line: makes it, or changes its amount.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for an amount that cannot be read or is below zero, and for an unknown category.
    pub fn set_budget_line(
        &self,
        case: Option<Uuid>,
        entry: &LineEntry,
    ) -> Result<BudgetSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            self.put_line(inner, &room, entry, None)?;
            summary(inner, &room)
        })
    }

    /// Writes a line, and on which days it is paid where that is known; gives its id.
    pub(crate) fn put_line(
        &self,
        inner: &mut Inner,
        room: &Room,
        entry: &LineEntry,
        pay_day: Option<&PayRule>,
    ) -> Result<Uuid, OpstapError> {
        let content = inner.content()?;
        let (income, frequency) = usual(&content, &entry.category, entry.income)?;
        let amount =
            parse_amount(&entry.typed).map_err(|error| OpstapError::refused("amount", error.phrase()))?;
        if amount.is_negative() {
            return Err(OpstapError::refused("amount", Phrase::new("budget-line-negative")));
        }
        let frequency = entry.frequency.unwrap_or(frequency);
        let amount = json!({
            "cents": amount.0,
            "frequency": frequency,
            "direction": if income { "in" } else { "out" },
        });
        let id = line_id(room, &content, &entry.category, income, entry.label.as_deref());
        let mut edit = vec![("category", json!(entry.category)), ("amount", amount)];
        if let Some(label) = &entry.label {
            edit.push(("label", json!(label)));
        }
        let before = inner.store.record(room.money, "budget_line", id)?;
        if before.is_some_and(|before| before.value("not_applicable") == &json!(true)) {
            // What has an amount occurs after all, and counts.
            edit.push(("not_applicable", json!(false)));
        }
        if let Some(rule) = pay_day {
            edit.push(("pay_day", json!(rule)));
        }
        self.act(inner, &[Edit::put(room.money, "budget_line", id, edit)])?;
        Ok(id)
    }

    /// Says that a category does not occur in this household, which is an answer too. `income` tells apart what may
    /// both come in and go out, such as alimony; `None`: what the category says.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for an unknown category.
    pub fn budget_line_not_for_me(
        &self,
        case: Option<Uuid>,
        category: &str,
        income: Option<bool>,
    ) -> Result<BudgetSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let (income, frequency) = usual(&content, category, income)?;
            let id = line_id(&room, &content, category, income, None);
            let mut units = vec![("category", json!(category)), ("not_applicable", json!(true))];
            if income && inner.store.record(room.money, "budget_line", id)?.is_none() {
                // Without an amount nothing else would say that it is about income.
                units.push(("amount", json!({ "cents": 0, "frequency": frequency, "direction": "in" })));
            }
            self.act(inner, &[Edit::put(room.money, "budget_line", id, units)])?;
            summary(inner, &room)
        })
    }

    /// Removes a line, by its id or, where there is one line of it, by its category.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a line.
    pub fn remove_budget_line(&self, case: Option<Uuid>, line: &str) -> Result<BudgetSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let lines = inner.store.records(room.money, "budget_line")?;
            let found: Vec<&Record> = lines
                .iter()
                .filter(|record| record.id.to_string() == line || record.text("category") == line)
                .collect();
            let [found] = found[..] else { return Err(OpstapError::Unknown { what: "line" }) };
            self.act(inner, &[Edit::Delete { scope: room.money, kind: "budget_line", id: found.id }])?;
            summary(inner, &room)
        })
    }
}

/// The natural identity of a line, so that two offline devices make the same record. What may both come in and go
/// out is two lines: alimony that one gets does not overwrite alimony that one pays.
fn line_id(room: &Room, content: &ContentCache, category: &str, income: bool, label: Option<&str>) -> Uuid {
    let label: String =
        label.unwrap_or_default().to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    let both = income && content.budget.categories.iter().any(|known| known.id == category);
    let category = if both { format!("in/{category}") } else { category.to_owned() };
    room.money.derived_id(&format!("line/{category}/{label}"))
}

/// Whether a category is income, and its usual frequency. `said` decides where it is known as both, or where
/// somebody means it the other way round.
fn usual(
    content: &ContentCache,
    category: &str,
    said: Option<bool>,
) -> Result<(bool, Frequency), OpstapError> {
    let spending = content.budget.categories.iter().find(|known| known.id == category);
    let spending = spending.map(|known| (false, known.default_frequency));
    let income = content.budget.income_sources.iter().find(|known| known.id == category);
    let income = income.map(|known| (true, known.frequency));
    let found = if said == Some(true) { income.or(spending) } else { spending.or(income) };
    let (usual, frequency) =
        found.ok_or_else(|| OpstapError::refused("category", Phrase::new("budget-unknown-category")))?;
    Ok((said.unwrap_or(usual), frequency))
}

/// The lines as the domain counts them.
pub(crate) fn lines(inner: &mut Inner, room: &Room) -> Result<Vec<(BudgetLine, Record)>, OpstapError> {
    Ok(budget_lines_in(&mut inner.store, room.money)?)
}

/// The lines of a budget as the domain counts them, read from a store: what every answer about money begins with. An
/// amount of which two readings wait for a choice is contested, and no total with it is certain.
///
/// # Errors
///
/// When the mirror cannot be read.
pub fn budget_lines_in(store: &mut Store, money: ScopeId) -> Result<Vec<(BudgetLine, Record)>, StoreError> {
    let contested: BTreeSet<Uuid> = order::gather(open_conflicts_in(store, money)?.into_keys());
    let mut lines = Vec::new();
    for record in store.records(money, "budget_line")? {
        let amount = record.value("amount");
        let direction = if amount["direction"] == "in" { Direction::In } else { Direction::Out };
        let frequency = read(&amount["frequency"]).unwrap_or(Frequency::Monthly);
        let label = Some(record.text("label")).filter(|label| !label.is_empty()).map(str::to_owned);
        let not_applicable = record.value("not_applicable").as_bool().unwrap_or(false) || amount.is_null();
        let line = BudgetLine {
            id: record.id.to_string(),
            direction,
            category: record.text("category").to_owned(),
            label,
            amount: Cents(amount["cents"].as_i64().unwrap_or(0)),
            frequency,
            contested: contested.contains(&record.id),
            not_applicable,
        };
        lines.push((line, record));
    }
    Ok(lines)
}

pub(crate) fn total(content: &ContentCache, lines: &[BudgetLine]) -> Result<Budget, OpstapError> {
    budget::summarise(lines, &content.budget.categories, &content.rules).map_err(|error| {
        let why = match error {
            BudgetError::Negative { .. } => Phrase::new("budget-line-negative"),
            BudgetError::TooLarge { .. } => {
                Phrase::new("budget-line-too-large").with("max", budget::LINE_MAX)
            }
            BudgetError::TwiceTheSame { .. } => Phrase::new("budget-line-twice"),
            BudgetError::TooManyLines => Phrase::new("budget-too-many-lines"),
        };
        OpstapError::refused("line", why)
    })
}

pub(crate) fn summary(inner: &mut Inner, room: &Room) -> Result<BudgetSummary, OpstapError> {
    let content = inner.content()?;
    let found = lines(inner, room)?;
    let plain: Vec<BudgetLine> = found.iter().map(|(line, _)| line.clone()).collect();
    let total = total(&content, &plain)?;
    let money = |amount| MoneyText::new(room.language, amount);
    let mut income = Vec::new();
    let mut expenses = Vec::new();
    for (line, record) in &found {
        let amounts = total.lines.iter().find(|amounts| amounts.id == line.id).map(|found| found.amounts);
        let row = BudgetLineRow {
            id: record.id,
            category: line.category.clone(),
            label: line.label.clone().unwrap_or_else(|| content.label(&line.category).to_owned()),
            entered: money(line.amount),
            frequency: line.frequency,
            frequency_text: room.words.text(&frequency_key(line.frequency)),
            per_month: money(amounts.unwrap_or_default().month),
            per_week: money(amounts.unwrap_or_default().week),
            contested: line.contested,
            not_applicable: line.not_applicable,
            waiting: record.waiting,
        };
        if line.direction == Direction::In { income.push(row) } else { expenses.push(row) }
    }
    // The largest first, so that rent does not hide behind the pets; what does not occur comes last.
    let size = |row: &BudgetLineRow| {
        (row.not_applicable, std::cmp::Reverse(row.per_month.cents), row.label.clone(), row.id)
    };
    order::sort_by_cached_key(&mut income, size);
    order::sort_by_cached_key(&mut expenses, size);
    let balance = total.balance;
    let (key, amount) = match balance.annual.0 {
        0 => ("budget-balance-zero", Cents(0)),
        short if short < 0 => ("budget-balance-negative", Cents(-balance.month.0)),
        _ => ("budget-balance-positive", balance.month),
    };
    let explanation = if found.is_empty() {
        room.words.text("budget-empty")
    } else {
        room.words.text_with(key, &[("amount", Word::from(money(amount).text))])
    };
    Ok(BudgetSummary {
        income,
        expenses,
        income_per_month: money(total.income.month),
        expenses_per_month: money(total.expenses.month),
        left_per_month: money(balance.month),
        income_per_week: money(total.income.week),
        expenses_per_week: money(total.expenses.week),
        left_per_week: money(balance.week),
        free_per_week: money(total.free_per_week),
        annual_cents: (total.income.annual.0, total.expenses.annual.0, balance.annual.0),
        certain: balance.certain,
        complete: total.completeness.is_complete(),
        missing: total.completeness.missing.iter().map(|id| content.label(id).to_owned()).collect(),
        warnings: total.warnings.iter().map(|warning| room.words.say(&warning.phrase)).collect(),
        explanation,
    })
}

pub(crate) fn frequency_key(frequency: Frequency) -> String {
    let word = serde_json::to_value(frequency).ok().and_then(|word| word.as_str().map(str::to_owned));
    format!("frequency-{}", word.unwrap_or_default().replace('_', "-"))
}

/// The next days on which income is expected, with what it is called.
pub(crate) fn pay_days_ahead(
    content: &ContentCache,
    lines: &[(BudgetLine, Record)],
    from: Date,
    days: i64,
) -> Vec<(String, String, Date)> {
    let mut all = Vec::new();
    for (line, record) in
        lines.iter().filter(|(line, _)| line.direction == Direction::In && !line.not_applicable)
    {
        let Some(rule) = crate::forecast::rule_of(content, line, record) else { continue };
        let label = line.label.clone().unwrap_or_else(|| content.label(&line.category).to_owned());
        for day in pay_days(&rule, from, from.plus_days(days), &HolidayRules::default()) {
            all.push((line.id.clone(), label.clone(), day));
        }
    }
    order::sort_by_key(&mut all, |(id, _, day)| (*day, id.clone()));
    all
}
