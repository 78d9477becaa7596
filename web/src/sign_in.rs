//! The page before there is a person.

use maud::html;

use crate::{By, Frame};

/// Ways in beside a code.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ways<'w> {
    /// Clients by their organisation's identity broker.
    pub clients: Option<By<'w>>,
    /// Whoever has none asks for help.
    pub start: bool,
    /// People who work here by their organisation's provider.
    pub staff: bool,
    /// The same by a passphrase and a code of an app.
    pub own: bool,
}

/// Asks for the code of a letter or a helper.
#[must_use]
pub fn sign_in(frame: &Frame<'_>, ways: &Ways<'_>) -> String {
    let Ways { clients, start, staff, own } = *ways;
    let body = html! {
        p { (frame.word("ui-welcome-text")) }
        form method="post" action="/web/in" {
            (frame.field("code", &frame.word("ui-pair-code"), &frame.word("ui-pair-example"), ""))
            p.hint { (frame.word("ui-pair-text")) }
            button.main type="submit" { (frame.word("ui-pair-go")) }
        }
        @if let Some(by) = clients { p.large { a href="/web/in/client" { (by.way_in(frame)) } } }
        p.quiet { (frame.word("web-own-computer")) }
        @if start { p { a href="/web/start" { (frame.word("sign-up-door")) } } }
        @if staff { p { a href="/web/in/staff" { (frame.word("web-staff-way")) } } }
        @if own { p { a href="/web/in/own" { (frame.word("web-own-way")) } } }
    };
    frame.page(&frame.word("ui-welcome-title"), &body)
}
