//! The page before there is a person.

use maud::html;

use crate::Frame;

/// Asks for the code of a letter or a helper. `staff`: there is a way for people who work here, by
/// their organisation's provider; `own`: by a passphrase and a code of an app.
#[must_use]
pub fn sign_in(frame: &Frame<'_>, staff: bool, own: bool) -> String {
    let body = html! {
        p { (frame.word("ui-welcome-text")) }
        form method="post" action="/web/in" {
            (frame.field("code", &frame.word("ui-pair-code"), &frame.word("ui-pair-example"), ""))
            p.hint { (frame.word("ui-pair-text")) }
            button.main type="submit" { (frame.word("ui-pair-go")) }
        }
        p.quiet { (frame.word("web-own-computer")) }
        p { a href="/web/start" { (frame.word("sign-up-door")) } }
        @if staff { p { a href="/web/in/staff" { (frame.word("web-staff-way")) } } }
        @if own { p { a href="/web/in/own" { (frame.word("web-own-way")) } } }
    };
    frame.page(&frame.word("ui-welcome-title"), &body)
}
