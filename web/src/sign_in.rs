//! The page before there is a person.

use maud::html;

use crate::Frame;

/// Asks for the code of a letter or a helper.
#[must_use]
pub fn sign_in(frame: &Frame<'_>) -> String {
    let body = html! {
        p { (frame.word("ui-welcome-text")) }
        form method="post" action="/web/in" {
            (frame.field("code", &frame.word("ui-pair-code"), &frame.word("ui-pair-example"), ""))
            p.hint { (frame.word("ui-pair-text")) }
            button.main type="submit" { (frame.word("ui-pair-go")) }
        }
        p.quiet { (frame.word("web-own-computer")) }
        p { a href="/web/start" { (frame.word("sign-up-door")) } }
    };
    frame.page(&frame.word("ui-welcome-title"), &body)
}
