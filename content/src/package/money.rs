//! What budgets are made of: categories, sources of income, and invented households.

use serde_json::Value;

use super::items::{BudgetCategory, BudgetLine, Household, IncomeSource};
use super::reader::{Reader, TEXT, TITLE};
use super::{Package, read_id, read_items};

/// Every frequency and how often it comes in a year; the domain counts with the same.
const FREQUENCIES: [(&str, i64); 8] = [
    ("weekly", 52),
    ("two_weekly", 26),
    ("four_weekly", 13),
    ("monthly", 12),
    ("two_monthly", 6),
    ("quarterly", 4),
    ("half_yearly", 2),
    ("yearly", 1),
];
const GROUPS: [&str; 14] = [
    "wonen",
    "energie",
    "belasting",
    "zorg",
    "verzekering",
    "communicatie",
    "kinderen",
    "vrije tijd",
    "vervoer",
    "persoonlijk",
    "huishouden",
    "schulden",
    "sparen",
    "overig",
];
const NIBUD_GROUPS: [&str; 3] = ["vaste lasten", "reserveringen", "huishoudgeld"];
const PAYDAYS: [&str; 7] = [
    "dayOfMonth",
    "every",
    "lastWorkingDays",
    "firstWorkingDayAfterQuarter",
    "afterReport",
    "months",
    "custom",
];
/// Highest amount of an invented line: a slip of the finger stands out.
const LINE_CENTS_MOST: i64 = 1_000_000;

pub(super) fn read(package: &mut Package, reader: &mut Reader<'_>) {
    for (name, times) in reader.any("frequencies").and_then(Value::as_object).into_iter().flatten() {
        let times = times.as_i64().unwrap_or_default();
        if !FREQUENCIES.contains(&(name.as_str(), times)) {
            reader.refuse(&format!("frequencies.{name}"), "is unknown or has another number a year");
        }
        package.frequencies.insert(name.clone(), times);
    }
    for (category, body) in read_items(reader, "categories", "category", category) {
        package.keep("budget_category", &category.id, body);
        package.categories.push(category);
    }
    for (source, body) in read_items(reader, "incomeSources", "income source", income_source) {
        package.keep("income_source", &source.id, body);
        package.income_sources.push(source);
    }
}

fn frequency<'a>(reader: &mut Reader<'a>, field: &'a str) -> String {
    reader.one_of(field, &FREQUENCIES.map(|(name, _)| name))
}

pub(super) fn category(reader: &mut Reader<'_>) -> BudgetCategory {
    BudgetCategory {
        id: read_id(reader),
        label: reader.text("label", TITLE),
        group: reader.one_of("group", &GROUPS),
        default_frequency: frequency(reader, "defaultFrequency"),
        nibud_group: reader.one_of("nibudGroup", &NIBUD_GROUPS),
        examples: reader.text("examples", TEXT),
        mandatory: reader.flag("mandatory"),
    }
}

pub(super) fn income_source(reader: &mut Reader<'_>) -> IncomeSource {
    let source = IncomeSource {
        id: read_id(reader),
        label: reader.text("label", TITLE),
        frequency: frequency(reader, "frequency"),
        payday_rule: reader.any("paydayRule").cloned().unwrap_or_default(),
        payer: reader.free_text("payer"),
        status: reader.text("status", TEXT),
    };
    let kind = source.payday_rule.get("kind").and_then(Value::as_str).unwrap_or_default();
    if !PAYDAYS.contains(&kind) {
        reader.refuse("paydayRule.kind", &format!("is {kind}, which is unknown"));
    }
    if kind == "dayOfMonth" && !source.payday_rule["day"].as_i64().is_some_and(|day| (1..=31).contains(&day))
    {
        reader.refuse("paydayRule.day", "is no day of a month");
    }
    source
}

pub(super) fn read_households(package: &mut Package, reader: &mut Reader<'_>) {
    reader.text("note", TEXT);
    package.households = read_items(reader, "households", "household", household)
        .into_iter()
        .map(|(household, _)| household)
        .collect();
}

fn household(reader: &mut Reader<'_>) -> Household {
    let mut household = Household {
        id: read_id(reader),
        title: reader.text("title", TITLE),
        adults: reader.number("adults", 1, 10),
        children: reader.number("children", 0, 20),
        lines: Vec::new(),
    };
    for (index, value) in reader.list("lines").iter().enumerate() {
        let mut inner = reader.inner(&format!("lines[{index}]"), value);
        household.lines.push(line(&mut inner));
        inner.finish();
    }
    household
}

fn line(reader: &mut Reader<'_>) -> BudgetLine {
    let direction = reader.one_of("direction", &["in", "out"]);
    BudgetLine {
        id: read_id(reader),
        category: reader.text(if direction == "in" { "source" } else { "category" }, TITLE),
        label: reader.text("label", TITLE),
        amount_cents: reader.number("amountCents", 1, LINE_CENTS_MOST),
        frequency: frequency(reader, "frequency"),
        day: reader.number_if_there("day", 1, 31),
        direction,
    }
}
