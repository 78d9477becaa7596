//! A file of a bank: what was read, and what recurs on the accounts.

use maud::{Markup, html};
use opstap::{BankFault, BankTransaction, Calendar, ProposalRow, WordValue};

use crate::Frame;

/// What this session knows of accounts.
#[derive(Clone, Debug)]
pub struct Statement {
    /// How days are said.
    pub calendar: Calendar,
    /// What was read, the oldest first.
    pub transactions: Vec<BankTransaction>,
    /// What recurs and is not in the budget.
    pub proposals: Vec<ProposalRow>,
    /// What is wrong with the file that was just sent; empty when nothing is.
    pub faults: Vec<BankFault>,
    /// How many more faults there are.
    pub more_faults: u64,
}

/// A file to choose, what stands here, what recurs, and a way to be rid of it.
#[must_use]
pub fn bank(frame: &Frame<'_>, statement: &Statement) -> String {
    let word = |key: &str| frame.word(key);
    let some = !statement.transactions.is_empty();
    let body = html! {
        p { (word("web-bank-only-here")) }
        form.card method="post" enctype="multipart/form-data" {
            label for="file" { (word("bank-file")) }
            p.hint id="file-hint" { (word("web-bank-hint")) }
            (frame.beside("file"))
            @if !statement.faults.is_empty() {
                ul { @for fault in &statement.faults { li { (fault.text) } } }
            }
            @if statement.more_faults > 0 {
                p { (counted(frame, "bank-more-faults", statement.more_faults)) }
            }
            input type="file" id="file" name="file" aria-describedby="file-hint file-refused";
            button.main type="submit" { (word("web-bank-send")) }
        }
        @if some { (kept(frame, statement)) } @else { p.quiet { (word("bank-empty")) } }
        @if some { (proposals(frame, statement)) (unsure(frame, statement))
            (frame.danger("forget", &word("bank-forget"))) }
        (frame.back("money"))
    };
    frame.page(&word("bank-title"), &body)
}

fn counted(frame: &Frame<'_>, key: &str, count: u64) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    frame.words.text_with(key, &[("count", WordValue::from(count))])
}

/// How much is kept, and of which days.
fn kept(frame: &Frame<'_>, statement: &Statement) -> Markup {
    let all = &statement.transactions;
    let day = |one: Option<&BankTransaction>| {
        one.map_or_else(String::new, |one| statement.calendar.date_text(one.date))
    };
    let values = [("first", WordValue::from(day(all.first()))), ("last", WordValue::from(day(all.last())))];
    html! {
        section.card {
            p { (counted(frame, "bank-kept", all.len() as u64)) }
            p.quiet { (frame.words.text_with("bank-period", &values)) }
        }
    }
}

fn proposals(frame: &Frame<'_>, statement: &Statement) -> Markup {
    html! {
        h2 { (frame.word("bank-proposals")) }
        @if statement.proposals.is_empty() { p { (frame.word("bank-proposals-none")) } }
        @for row in &statement.proposals { (proposal(frame, statement, row)) }
    }
}

fn proposal(frame: &Frame<'_>, statement: &Statement, row: &ProposalRow) -> Markup {
    let say = |key: &str, values: &[(&str, String)]| {
        let values: Vec<_> =
            values.iter().map(|(name, text)| (*name, WordValue::from(text.as_str()))).collect();
        frame.words.text_with(key, &values)
    };
    let seen = [("seen", row.seen.to_string()), ("date", statement.calendar.date_text(row.last))];
    html! {
        form.card method="post" {
            h3 { (row.name) }
            p.large { (row.amount.text) " " (row.frequency_text) }
            p {
                (frame.word(if row.income { "ui-budget-income" } else { "ui-budget-expenses" }))
                ": " (row.category_label)
            }
            p.quiet { (say("bank-proposal-seen", &seen)) }
            @if row.least != row.most {
                p.quiet {
                    (say("bank-proposal-spread", &[
                        ("least", row.least.text.clone()),
                        ("most", row.most.text.clone()),
                    ]))
                }
            }
            @if let Some(from) = &row.changes_from {
                p.quiet { (say("bank-proposal-changes", &[("amount", from.text.clone())])) }
            }
            input type="hidden" name="proposal" value=(row.id);
            button.main type="submit" name="act" value="take" { (frame.word("bank-take")) }
            button type="submit" name="act" value="no" { (frame.word("ui-all-no")) }
        }
    }
}

/// What is likely known already, until the person tells it apart.
fn unsure(frame: &Frame<'_>, statement: &Statement) -> Markup {
    let unsure: Vec<_> = statement.transactions.iter().filter(|one| one.likely.is_some()).collect();
    html! {
        @if !unsure.is_empty() { h2 { (counted(frame, "bank-unsure", unsure.len() as u64)) } }
        @for one in unsure {
            form.card method="post" {
                p {
                    (statement.calendar.date_text(one.date)) ": "
                    (one.name.as_deref().or(one.text.as_deref()).unwrap_or_default()) " " (one.amount.text)
                }
                @if let Some(id) = one.id {
                    input type="hidden" name="payment" value=(id);
                    button type="submit" name="act" value="apart" { (frame.word("bank-apart")) }
                }
            }
        }
    }
}
