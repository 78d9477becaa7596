//! How an organisation is reached: said by who administers it, and at the foot of each page of a client.

use maud::{Markup, html};
use opstap::{Organisation, ReachSummary, WordValue};

use crate::Frame;

/// Saying it.
#[must_use]
pub fn reach(frame: &Frame<'_>, known: &Organisation) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("reach-text")) }
        form method="post" action="/web/reach" {
            (frame.field("phone", &word("reach-phone"), &word("reach-phone-hint"), &known.phone))
            (frame.field("hours", &word("reach-hours"), &word("reach-hours-hint"), &known.hours))
            (frame.field("mail", &word("reach-mail"), &word("reach-mail-hint"), &known.mail))
            (frame.area("visit", &word("reach-visit"), &word("reach-visit-hint"), &known.visit, 3))
            button.main type="submit" name="act" value="keep" { (word("reach-keep")) }
        }
    };
    frame.page(&word("reach-title-own"), &body)
}

/// The foot of a page: whom to call. Nothing where nobody said.
pub(crate) fn foot(frame: &Frame<'_>, reach: &ReachSummary) -> Markup {
    let say = |key: &str, name: &'static str, value: &str| {
        frame.words.text_with(key, &[(name, WordValue::from(value.to_owned()))])
    };
    html! {
        @if !reach.phone.is_empty() || !reach.mail.is_empty() {
            footer {
                p { (frame.look.as_ref().map_or(&reach.organisation, |look| &look.name)) }
                @if !reach.phone.is_empty() {
                    p {
                        a href={ "tel:" (reach.dials) } { (say("reach-call", "phone", &reach.phone)) }
                        @if !reach.hours.is_empty() { " · " (reach.hours) }
                    }
                }
                @if !reach.mail.is_empty() {
                    p { a href={ "mailto:" (reach.mail) } { (say("reach-write", "mail", &reach.mail)) } }
                }
            }
        }
    }
}
