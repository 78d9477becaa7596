//! What is owed: all of it, one debt, and one that is added.

use maud::{Markup, html};
use opstap::{DebtChoices, DebtRow, DebtsSummary, EntryRow, Level};

use crate::Frame;

/// The list, with its total in words and what presses first.
#[must_use]
pub fn debts(frame: &Frame<'_>, summary: &DebtsSummary) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        @if summary.debts.is_empty() { p { (word("ui-debts-empty")) } } @else { p.large { (summary.total.text) } }
        @for debt in &summary.debts {
            section.card {
                h2 {
                    a href=(frame.to(&format!("debt/{}", debt.id))) { (debt.title) }
                    " " span.state { (level(frame, debt)) }
                    (frame.contested(debt.contested))
                }
                p { (debt.owed_text) }
                @if let Some(reason) = debt.reasons.first() { p.quiet { (reason) } }
            }
        }
        @for twins in &summary.duplicates {
            form.card method="post" {
                p { (twins.question) }
                input type="hidden" name="one" value=(twins.one);
                input type="hidden" name="other" value=(twins.other);
                button type="submit" name="act" value="same" { (word("ui-debts-same")) }
                button type="submit" name="act" value="different" { (word("ui-debts-different")) }
            }
        }
        p { a.main href=(frame.to("newdebt")) { (word("ui-debts-add")) } }
        p { a href=(frame.to("letters")) { (word("ui-debts-letters")) } }
        p { a href=(frame.to("page/offer")) { (word("ui-debts-offer")) } }
        (frame.back("money"))
    };
    frame.page(&word("ui-debts-title"), &body)
}

fn level(frame: &Frame<'_>, debt: &DebtRow) -> String {
    frame.word(match debt.level {
        Level::Now => "ui-debts-level-now",
        Level::First => "ui-debts-level-first",
        Level::Soon => "ui-debts-level-soon",
        Level::Later => "ui-debts-level-later",
        Level::Settled => "ui-debts-level-settled",
    })
}

/// One debt: what is owed, why it presses, and its amounts.
#[must_use]
pub fn debt(frame: &Frame<'_>, debt: &DebtRow) -> String {
    let word = |key: &str| frame.word(key);
    let (agrees, change) =
        if debt.disputed { ("accept", "ui-debt-accept") } else { ("dispute", "ui-debt-dispute") };
    let said = [
        ("ui-debt-to", &debt.creditor_name),
        ("ui-debt-reference", &debt.reference),
        ("ui-debt-subject", &debt.subject_text),
        ("ui-debt-owner", &debt.owner_text),
        ("ui-debt-holder", &debt.holder_text),
    ];
    let body = html! {
        section.card {
            h2 { (word("ui-debt-owed")) (frame.contested(debt.contested)) }
            p.large { (debt.owed_text) }
            @if !debt.stated_text.is_empty() { p.quiet { (debt.stated_text) } }
            @if debt.paid.cents > 0 { p { (word("ui-debt-paid")) ": " (debt.paid.text) } }
            p { (level(frame, debt)) }
            @if debt.disputed { p { (word("ui-debt-disputed")) } }
        }
        @if !debt.reasons.is_empty() {
            section.card { h2 { (word("ui-debt-why")) } ul { @for reason in &debt.reasons { li { (reason) } } } }
        }
        section.card {
            @for (key, text) in said { @if !text.is_empty() { p.quiet { (word(key)) } p { (text) } } }
        }
        section.card {
            h2 { (word("ui-debt-entries")) }
            @for entry in &debt.entries { (one_amount(frame, entry)) }
            (new_amount(frame))
        }
        form method="post" { button type="submit" name="act" value=(agrees) { (word(change)) } }
        (frame.before(&debt.id))
        (frame.danger("remove", &word("ui-debt-remove")))
        (frame.back("debts"))
    };
    frame.page(&debt.title, &body)
}

fn one_amount(frame: &Frame<'_>, entry: &EntryRow) -> Markup {
    let counts = entry.amount.is_some() && !entry.corrected;
    html! {
        form method="post" {
            p {
                (entry.text)
                @if entry.corrected { " " span.state { (frame.word("ui-debt-corrected")) } }
                @if entry.twice { " " span.state { (frame.word("ui-debt-twice")) } }
            }
            @if !entry.note.is_empty() { p.written.quiet { (entry.note) } }
            @if counts {
                input type="hidden" name="entry" value=(entry.id);
                button.quiet type="submit" name="act" value="correct" { (frame.word("ui-debt-correct")) }
            }
        }
    }
}

fn new_amount(frame: &Frame<'_>) -> Markup {
    let kinds =
        ["statement", "cost", "payment"].map(|kind| (kind, frame.word(&format!("ui-debt-kind-{kind}"))));
    let kinds: Vec<(&str, &str)> = kinds.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    html! {
        form method="post" {
            (frame.choice("kind", &frame.word("ui-debt-kind"), "statement", &kinds))
            (frame.field("amount", &frame.word("ui-line-amount"), &frame.word("ui-line-hint"), ""))
            (about(frame))
            button.main type="submit" name="act" value="amount" { (frame.word("ui-debt-add-amount")) }
        }
    }
}

/// From memory, and not from a letter.
fn about(frame: &Frame<'_>) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name="about" value="yes" checked[frame.shown("about", "") == "yes"];
            (frame.word("ui-debt-about"))
        }
    }
}

/// A debt to add. `creditors` are proposed while a name is typed.
#[must_use]
pub fn new_debt(frame: &Frame<'_>, choices: &DebtChoices, creditors: &[String]) -> String {
    let word = |key: &str| frame.word(key);
    let subjects: Vec<(&str, &str)> =
        choices.subjects.iter().map(|row| (row.word.as_str(), row.text.as_str())).collect();
    let body = html! {
        form method="post" {
            (frame.input("text", Some("creditors"), "creditor", [&word("ui-debt-to"), "", ""]))
            datalist id="creditors" { @for name in creditors { option value=(name) {} } }
            (frame.choice("subject", &word("ui-debt-subject"), "unsure", &subjects))
            (frame.field("amount", &word("ui-debt-amount"), &word("ui-debt-amount-hint"), ""))
            (about(frame))
            (frame.field("reference", &word("ui-debt-reference"), "", ""))
            button.main type="submit" name="act" value="save" { (word("ui-all-save")) }
        }
        (frame.back("debts"))
    };
    frame.page(&word("ui-debts-add"), &body)
}
