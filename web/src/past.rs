//! What was before: how one thing came to be, and values that two people wrote.

use maud::{Markup, html};
use opstap::{ChangeRow, ConflictRow, HistoryPage};

use crate::Frame;

/// How one thing came to be, newest first; what can be undone has a button.
#[must_use]
pub fn history(frame: &Frame<'_>, page: &HistoryPage) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p.large { (page.name) }
        @if !page.complete { p { (word("ui-history-partly")) } }
        @if page.changes.is_empty() { p { (word("ui-history-empty")) } }
        @for row in &page.changes { (change(frame, row)) }
        (frame.back("more"))
    };
    frame.page(&word("ui-history-title"), &body)
}

fn change(frame: &Frame<'_>, row: &ChangeRow) -> Markup {
    let word = |key: &str| frame.word(key);
    html! {
        form.card method="post" {
            p.quiet { (row.when_text) @if !row.when_text.is_empty() { " · " } (row.who) }
            @if row.removed {
                p.large { (word("ui-history-removed")) }
            } @else {
                p.quiet { (row.field) }
                p.large.written { (row.after) }
            }
            @if let Some(before) = &row.before { p.written { (word("ui-history-was")) ": " (before) } }
            @if row.can_undo {
                input type="hidden" name="change" value=(row.id);
                button type="submit" name="act" value="undo" { (word("ui-history-undo")) }
            }
        }
    }
}

/// Values that two people wrote: to choose from, and chosen.
#[must_use]
pub fn conflicts(frame: &Frame<'_>, rows: &[ConflictRow]) -> String {
    let word = |key: &str| frame.word(key);
    let (open, settled): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.state == "open");
    let body = html! {
        @if rows.is_empty() { p { (word("ui-conflict-none")) } }
        @if !open.is_empty() { p { (word("ui-conflict-text")) } }
        @for row in open {
            form.card method="post" {
                h2 { (row.about) }
                p.quiet { (row.when_text) }
                input type="hidden" name="conflict" value=(row.id);
                (reading(frame, "shown", &row.shown, &row.shown_by))
                (reading(frame, "other", &row.other, &row.other_by))
                p { a href=(frame.to("messages")) { (word("ui-conflict-ask")) } }
            }
        }
        @if !settled.is_empty() { h2 { (word("ui-conflict-settled")) } }
        @for row in settled {
            form.card method="post" {
                p { (row.question) }
                p.quiet { (row.when_text) }
                input type="hidden" name="conflict" value=(row.id);
                button.quiet type="submit" name="act" value="undo" { (word("ui-conflict-undo")) }
            }
        }
        (frame.back("more"))
    };
    frame.page(&word("ui-me-conflicts"), &body)
}

/// What one of them wrote, with a button that says it: two that are called the same could not be told apart.
fn reading(frame: &Frame<'_>, act: &str, text: &str, by: &str) -> Markup {
    html! {
        p { (frame.word("ui-conflict-by")) ": " (by) }
        button type="submit" name="act" value=(act) { (frame.word("ui-conflict-this")) ": " (text) }
    }
}
