//! The budget, and one line of it.

use maud::{Markup, html};
use opstap::{BudgetForm, BudgetLineRow, BudgetSummary, Frequency};

use crate::Frame;

/// What comes in, what goes out, and what is left.
#[must_use]
pub fn money(frame: &Frame<'_>, budget: &BudgetSummary) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        section.card {
            h2 { (word("ui-budget-week")) }
            // A shortfall is a sentence, not an amount with a minus.
            @if budget.free_per_week.cents >= 0 { p.large { (budget.free_per_week.text) } }
            p { (budget.explanation) }
            @if !budget.certain { p.quiet { (word("ui-budget-uncertain")) } }
        }
        (table(frame, "ui-budget-income", "in", &budget.income, &budget.income_per_month.text))
        (table(frame, "ui-budget-expenses", "out", &budget.expenses, &budget.expenses_per_month.text))
        @if budget.left_per_month.cents >= 0 {
            section.card { h2 { (word("ui-budget-left")) } p.large { (budget.left_per_month.text) } }
        }
        (sentences(&word("ui-budget-missing"), &budget.missing))
        (sentences(&word("ui-budget-watch"), &budget.warnings))
        p { a href=(frame.to("forecast")) { (word("ui-forecast-way")) } }
        p { a href=(frame.to("debts")) { (word("ui-debts-way")) } }
        // What a bank says is for the client alone.
        @if !frame.helps { p { a href=(frame.to("bank")) { (word("bank-way")) } } }
    };
    frame.page(&word("ui-budget-title"), &body)
}

fn table(frame: &Frame<'_>, key: &str, direction: &str, lines: &[BudgetLineRow], total: &str) -> Markup {
    html! {
        section.card {
            table {
                caption { (frame.word(key)) }
                tbody {
                    @for line in lines {
                        tr {
                            th scope="row" {
                                a href=(frame.to(&format!("line/{}/{}", line.category, line.id))) { (line.label) }
                                (frame.contested(line.contested))
                            }
                            @if line.not_applicable {
                                td.amount { (frame.word("ui-budget-not-mine-short")) }
                            } @else {
                                td.amount { (line.per_month.text) }
                            }
                        }
                    }
                }
                tfoot {
                    tr { th scope="row" { (frame.word("ui-all-per-month")) } td.amount { (total) } }
                }
            }
            a href=(frame.to(&format!("line/{direction}"))) { (frame.word("ui-budget-add")) }
        }
    }
}

fn sentences(title: &str, all: &[String]) -> Markup {
    html! {
        @if !all.is_empty() { section.card { h2 { (title) } ul { @for one in all { li { (one) } } } } }
    }
}

/// A line to fill in; how often is sent as its place in the form's frequencies. `known` is the one that is there; without a category, one is chosen from `form`.
#[must_use]
pub fn line(
    frame: &Frame<'_>,
    form: &BudgetForm,
    income: bool,
    category: &str,
    known: Option<&BudgetLineRow>,
) -> String {
    let questions = form.groups.iter().flat_map(|group| &group.questions);
    let mut fitting = questions.clone().filter(|question| question.income == income);
    let question = questions.clone().find(|question| question.category == category);
    let usual = question.map_or(Frequency::Monthly, |question| question.frequency);
    let chosen = frame.shown("frequency", "");
    let is_chosen = |at: usize, frequency: Frequency| {
        if chosen.is_empty() {
            frequency == known.map_or(usual, |line| line.frequency)
        } else {
            at.to_string() == chosen
        }
    };
    let title = match (known, question) {
        (Some(line), _) => line.label.clone(),
        (None, Some(question)) => question.label.clone(),
        (None, None) => frame.word("ui-line-choose"),
    };
    let typed = known.filter(|line| !line.not_applicable).map_or("", |line| line.entered.text.as_str());
    let body = html! {
        @if question.is_none() {
            ul {
                @for question in &mut fitting {
                    li {
                        a href=(frame.to(&format!("line/{}", question.category))) { (question.label) }
                        @if !question.examples.is_empty() { " " span.quiet { (question.examples) } }
                    }
                }
            }
        } @else {
            form method="post" {
                (frame.field("amount", &frame.word("ui-line-amount"), &frame.word("ui-line-hint"), typed))
                label for="frequency" { (frame.word("ui-line-how-often")) }
                select id="frequency" name="frequency" {
                    @for (at, row) in form.frequencies.iter().enumerate() {
                        option value=(at) selected[is_chosen(at, row.frequency)] { (row.text) }
                    }
                }
                (frame.field("label", &frame.word("ui-line-name"), "", ""))
                button.main type="submit" name="act" value="save" { (frame.word("ui-all-save")) }
                button.quiet type="submit" name="act" value="none" { (frame.word("ui-budget-not-mine")) }
                @if known.is_some() {
                    button.quiet type="submit" name="act" value="remove" { (frame.word("ui-line-remove")) }
                }
            }
        }
        @if let Some(line) = known { (frame.before(&line.id)) }
        p { a href=(frame.to("money")) { (frame.word("ui-all-back")) } }
    };
    frame.page(&title, &body)
}
