//! A helper's clients, who needs attention first.

use maud::html;
use opstap::CaseloadPage;

use crate::Frame;

/// The list, with a search by name.
#[must_use]
pub fn clients(frame: &Frame<'_>, page: &CaseloadPage, search: &str) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        form method="post" action="/web/clients" {
            label for="search" { (word("ui-caseload-search")) }
            input type="search" id="search" name="search" value=(search) autocomplete="off";
            button type="submit" name="act" value="search" { (word("ui-caseload-search")) }
        }
        @if page.rows.is_empty() { p { (word("ui-caseload-empty")) } }
        @for row in &page.rows {
            section.card {
                h2 { a href={ "/web/of/" (row.case) "/today" } { (row.name) } }
                @if row.reasons.is_empty() { p.quiet { (word("ui-caseload-calm")) } }
                ul { @for reason in &row.reasons { li { (reason) } } }
                p.quiet { (row.phase) " · " (row.percent) " %" }
                @if let Some(next) = &row.next_appointment { p.quiet { (next) } }
                @if let Some(last) = &row.last_activity { p.quiet { (last) } }
            }
        }
        p { a href="/web/devices" { (word("web-devices-way")) } }
    };
    frame.page(&word("ui-caseload-title"), &body)
}
