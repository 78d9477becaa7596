//! Letters: all of them, one, and one that is added.

use maud::{Markup, html};
use opstap::{DebtRow, LetterRow, LettersSummary};

use crate::Frame;
use crate::files::{adding, files};

/// What has to be answered, the first last day first; then what was dealt with.
#[must_use]
pub fn letters(frame: &Frame<'_>, summary: &LettersSummary) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p.quiet { (word("ui-letters-text")) }
        @if summary.open.is_empty() && summary.done.is_empty() { p { (word("ui-letters-empty")) } }
        (some(frame, "ui-letters-open", &summary.open))
        (some(frame, "ui-letters-done", &summary.done))
        p { a.main href=(frame.to("newletter")) { (word("ui-letters-add")) } }
        (frame.back("debts"))
    };
    frame.page(&word("ui-letters-title"), &body)
}

fn some(frame: &Frame<'_>, key: &str, letters: &[LetterRow]) -> Markup {
    html! {
        @if !letters.is_empty() {
            section.card {
                h2 { (frame.word(key)) }
                @for letter in letters {
                    h3 {
                        a href=(frame.to(&format!("letter/{}", letter.id))) { (letter.sender) }
                        (frame.contested(letter.contested))
                    }
                    @if !letter.due_text.is_empty() { p { (letter.due_text) } }
                    @if let Some(amount) = &letter.amount { p.quiet { (amount.text) } }
                }
            }
        }
    }
}

/// One letter: its last day, what it asks, and whether it was dealt with.
#[must_use]
pub fn letter(frame: &Frame<'_>, letter: &LetterRow) -> String {
    let word = |key: &str| frame.word(key);
    let (act, key) =
        if letter.state == "open" { ("done", "ui-letter-finish") } else { ("open", "ui-letter-again") };
    let amount = letter.amount.as_ref().map_or("", |amount| amount.text.as_str());
    let said = [
        ("ui-letter-amount", amount),
        ("ui-letter-reference", &letter.reference),
        ("ui-letter-received", &letter.received_text),
        ("ui-letter-note", &letter.note),
    ];
    let body = html! {
        section.card {
            p { (letter.state_text) (frame.contested(letter.contested)) }
            @if !letter.due_text.is_empty() { p.large { (letter.due_text) } }
            @for (key, text) in said {
                @if !text.is_empty() { p.quiet { (word(key)) } p.written { (text) } }
            }
            (files(frame, &letter.files))
            @if let Some(debt) = letter.debt {
                p { a href=(frame.to(&format!("debt/{debt}"))) { (word("ui-letter-to-debt")) } }
            }
        }
        form method="post" { button.main type="submit" name="act" value=(act) { (word(key)) } }
        (adding(frame, &format!("letter/{}", letter.id), false))
        (frame.before(&letter.id))
        (frame.danger("remove", &word("ui-letter-remove")))
        (frame.back("letters"))
    };
    frame.page(&letter.sender, &body)
}

/// A letter to add: it came `today` unless something else is said, and may be about one of `debts`.
#[must_use]
pub fn new_letter(frame: &Frame<'_>, today: &str, debts: &[DebtRow]) -> String {
    let word = |key: &str| frame.word(key);
    let (none, ids) = (word("ui-letter-no-debt"), debts.iter().map(|debt| debt.id.to_string()));
    let ids: Vec<String> = ids.collect();
    let known = ids.iter().zip(debts).map(|(id, debt)| (id.as_str(), debt.title.as_str()));
    let about: Vec<(&str, &str)> = std::iter::once(("", none.as_str())).chain(known).collect();
    let body = html! {
        form method="post" {
            (frame.field("sender", &word("ui-letter-sender"), "", ""))
            (frame.day("received_on", &word("ui-letter-received"), today))
            (frame.day("due_on", &word("ui-letter-due"), ""))
            (frame.field("amount", &word("ui-letter-amount"), &word("ui-debt-amount-hint"), ""))
            (frame.field("reference", &word("ui-letter-reference"), "", ""))
            @if !debts.is_empty() { (frame.choice("debt", &word("ui-letter-debt"), "", &about)) }
            label for="note" { (word("ui-letter-note")) }
            (frame.beside("note"))
            textarea id="note" name="note" rows="3" { (frame.shown("note", "")) }
            button.main type="submit" name="act" value="save" { (word("ui-all-save")) }
        }
        (frame.back("letters"))
    };
    frame.page(&word("ui-letters-add"), &body)
}
