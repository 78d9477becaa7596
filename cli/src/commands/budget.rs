//! The household's month.

use opstap::{BudgetForm, BudgetLineRow, BudgetSummary, Frequency, LineEntry, Uuid};

use crate::answer::Answer;
use crate::arguments::{BudgetCommand, LineArguments};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn budget(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&BudgetCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    match command {
        Some(BudgetCommand::Show) | None => {
            let budget = device.budget(case)?;
            Answer::new(&budget, page(session, &budget))
        }
        Some(BudgetCommand::Form) => {
            let form = device.budget_form(case)?;
            Answer::new(&form, questions(&form))
        }
        Some(BudgetCommand::Set(line)) => {
            let budget = device.set_budget_line(case, &entry(line))?;
            changed(session, &budget)
        }
        Some(BudgetCommand::None { category, income }) => {
            let budget = device.budget_line_not_for_me(case, category, income.then_some(true))?;
            changed(session, &budget)
        }
        Some(BudgetCommand::Remove { line }) => {
            let line = self::line(session, case, line)?;
            let budget = device.remove_budget_line(case, &line)?;
            changed(session, &budget)
        }
    }
}

/// A line by its category, where there is one line of it, or by the beginning of its id.
pub(crate) fn line(session: &Session, case: Option<Uuid>, typed: &str) -> Result<String, Failure> {
    let known = session.device.budget(case)?;
    if rows(&known).filter(|row| row.category == typed).count() == 1 {
        return Ok(typed.to_owned());
    }
    let mut names = rows(&known).map(|row| (row.id.to_string(), row.id.to_string()));
    typed::pick(typed, "error-unknown-line", &mut names)
}

fn questions(form: &BudgetForm) -> Page {
    let mut page = Page::titled(&form.left_text);
    for group in &form.groups {
        page.part(&group.title);
        for question in &group.questions {
            let answers: Vec<&str> = question.lines.iter().map(|line| line.entered.text.as_str()).collect();
            let needed = if question.needed && answers.is_empty() { " *" } else { "" };
            page.item(&format!("{} ({}){needed} {}", question.label, question.category, answers.join(", ")));
        }
    }
    page
}

fn entry(line: &LineArguments) -> LineEntry {
    LineEntry {
        category: line.category.clone(),
        label: line.label.clone(),
        typed: line.amount.clone(),
        frequency: line.every,
        income: (line.income || line.out).then_some(line.income),
    }
}

fn rows(budget: &BudgetSummary) -> impl Iterator<Item = &BudgetLineRow> {
    budget.income.iter().chain(&budget.expenses)
}

fn changed(session: &Session, budget: &BudgetSummary) -> Result<Answer, Failure> {
    let mut page = Page::of(&session.text("cli-saved"));
    page.say(&budget.explanation);
    Answer::new(budget, page)
}

fn page(session: &Session, budget: &BudgetSummary) -> Page {
    let mut page = Page::titled(&session.text("budget-title"));
    page.say(&budget.explanation);
    let ids: Vec<String> = rows(budget).map(|row| row.id.to_string()).collect();
    let parts = [
        ("budget-income", &budget.income, &budget.income_per_month.text),
        ("budget-expenses", &budget.expenses, &budget.expenses_per_month.text),
    ];
    for (title, lines, total) in parts.into_iter().filter(|(_, lines, _)| !lines.is_empty()) {
        page.part(&format!("{}: {total}", session.text(title)));
        for line in lines {
            page.item(&format!("{} · {}", line_text(session, line), typed::short(&line.id, &ids)));
        }
    }
    if !ids.is_empty() {
        page.part(&session.say("budget-weekly-money", &[("amount", &budget.free_per_week.text)]));
    }
    if rows(budget).any(|row| row.waiting) {
        page.say(&format!("* {}", session.text("cli-only-here")));
    }
    for warning in &budget.warnings {
        page.say(warning);
    }
    if budget.complete {
        page.say(&session.text("budget-complete"));
    } else if let Some(first) = budget.missing.first().filter(|_| !ids.is_empty()) {
        let count = opstap::WordValue::from(budget.missing.len());
        let values = [("count", count), ("first", first.clone().into())];
        page.say(&session.words.text_with("budget-gaps", &values));
    }
    page
}

fn line_text(session: &Session, line: &BudgetLineRow) -> String {
    let mut text = if line.not_applicable {
        format!("{}: {}", line.label, session.text("cli-not-for-you"))
    } else {
        let values = [
            ("label", line.label.as_str()),
            ("amount", &line.entered.text),
            ("frequency", &line.frequency_text),
            ("monthly", &line.per_month.text),
        ];
        let monthly = line.frequency == Frequency::Monthly;
        session.say(if monthly { "budget-line" } else { "budget-line-monthly" }, &values)
    };
    if line.contested {
        also(&mut text, &session.text("status-conflict"));
    }
    if line.waiting {
        text.push_str(" *");
    }
    text
}
