//! Pages of people who work here, before they are in: whose provider, and who a provider vouched for and nobody knows.

use maud::html;

use crate::Frame;

/// Organisations with a provider of their own, by what addresses call them and what people do; or why nobody was let in.
#[must_use]
pub fn staff(frame: &Frame<'_>, all: &[(String, &str)]) -> String {
    let body = html! {
        @if !all.is_empty() {
            p { (frame.word("web-staff-choose")) }
            @for (way, name) in all { div.row { p.large { a href={ "/web/in/staff/" (way) } { (name) } } } }
        } @else {
            p { a.main href="/web/in/staff" { (frame.word("web-staff-try")) } }
        }
        p { a href="/web/in" { (frame.word("web-staff-code")) } }
    };
    frame.page(&frame.word("web-staff-title"), &body)
}

/// Somebody whom nobody knows here yet: with a code of their own they are known from then on.
#[must_use]
pub fn stranger(frame: &Frame<'_>) -> String {
    let body = html! {
        p { (frame.word("web-staff-unknown-text")) }
        form method="post" action="/web/in/known" {
            (frame.field("code", &frame.word("ui-pair-code"), &frame.word("ui-pair-example"), ""))
            p.hint { (frame.word("web-staff-unknown-hint")) }
            button.main type="submit" { (frame.word("ui-pair-go")) }
        }
        p { a href="/web/in" { (frame.word("ui-all-back")) } }
    };
    frame.page(&frame.word("web-staff-unknown-title"), &body)
}
