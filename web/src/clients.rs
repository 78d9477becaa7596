//! A helper's clients, who needs attention first.

use maud::html;
use opstap::{CaseloadPage, Phrase, Uuid};

use crate::Frame;
use crate::live::{Asks, Pause};

/// The list of a helper's clients.
#[derive(Clone, Copy, Debug)]
pub struct ClientsPage<'p> {
    /// Who they are.
    pub page: &'p CaseloadPage,
    /// By which part of a name they were searched.
    pub search: &'p str,
    /// The reader counsels: they have a way to messages that fit now, and one to a case that is not theirs.
    pub counsels: bool,
    /// How many wait at the desk where the reader sits beside their own clients; `None`: they sit at none.
    pub waiting: Option<usize>,
    /// At which desk somebody waits, in words, where there is more than one.
    pub desks: &'p [(Uuid, String)],
}

/// The list, with a search by name.
#[must_use]
pub fn clients(frame: &Frame<'_>, shown: &ClientsPage<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let ClientsPage { page, search, counsels, waiting, desks } = *shown;
    let waiting = waiting.map(|count| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        frame.words.say(&Phrase::new("desk-count").with("count", count))
    });
    let desk_of = |case: Uuid| desks.iter().find(|(of, _)| *of == case).map(|(_, text)| text.as_str());
    let asks = Asks { to: "/web/clients", act: "search", part: "found", pause: Pause::Word };
    let body = html! {
        @if let Some(waiting) = &waiting {
            section.card {
                p { (waiting) }
                p { a.large href="/web/desk" { (word("desk-way")) } }
            }
        }
        form method="post" action="/web/clients" {
            (asks.around(&html! {
                label for="search" { (word("ui-caseload-search")) }
                input type="search" id="search" name="search" value=(search) autocomplete="off";
            }))
            button type="submit" name="act" value="search" { (word("ui-caseload-search")) }
        }
        @if counsels {
            p { a href="/web/prompts" { (word("prompts-title")) } }
            p { a href="/web/many" { (word("many-title")) } }
        }
        div id="found" {
            @if page.rows.is_empty() { p role="status" { (word("ui-caseload-empty")) } }
            @for row in &page.rows {
                section.card {
                    h2 { a href={ "/web/of/" (row.case) "/today" } { (row.name) } }
                    @if let Some(desk) = desk_of(row.case) { p.quiet { (desk) } }
                    @if row.reasons.is_empty() { p.quiet { (word("ui-caseload-calm")) } }
                    ul { @for reason in &row.reasons { li { (reason) } } }
                    p.quiet { (row.phase) " · " (row.percent) " %" }
                    @if let Some(next) = &row.next_appointment { p.quiet { (next) } }
                    @if let Some(last) = &row.last_activity { p.quiet { (last) } }
                }
            }
        }
        @if counsels { p { a href="/web/glass" { (word("glass-way")) } } }
        p { a href="/web/devices" { (word("web-devices-way")) } }
    };
    frame.live_page(&word("ui-caseload-title"), &body)
}

/// Opening a case that is not one's own. `pressing`: why it cannot wait, as forms call it.
#[must_use]
pub fn glass(frame: &Frame<'_>, pressing: &[&str]) -> String {
    let word = |key: &str| frame.word(key);
    let none = word("glass-choose");
    let texts: Vec<String> = pressing.iter().map(|why| word(&why.replace('_', "-"))).collect();
    let answers = pressing.iter().zip(&texts).map(|(why, text)| (*why, text.as_str()));
    let answers: Vec<(&str, &str)> = [("", none.as_str())].into_iter().chain(answers).collect();
    let body = html! {
        p { (word("glass-text")) }
        p { strong { (word("glass-seen")) } }
        form method="post" action="/web/glass" {
            (frame.field("sought", &word("glass-sought"), &word("glass-sought-hint"), ""))
            (frame.choice("why", &word("glass-why"), "", &answers))
            button.danger type="submit" name="act" value="open" { (word("glass-do")) }
        }
        p { a href="/web/clients" { (word("ui-all-back")) } }
    };
    frame.page(&word("glass-title"), &body)
}
