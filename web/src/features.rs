//! What an organisation offers, and leaving it out, for who administers it.

use maud::{Markup, html};

use crate::Frame;

/// Something that may be left out. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureLine {
    /// As forms call it.
    pub name: &'static str,
    /// What it is.
    pub title: String,
    /// What becomes of what is there when it is left out.
    pub text: String,
    /// It is offered.
    pub on: bool,
}

/// All of them, and what is never left out.
#[must_use]
pub fn features(frame: &Frame<'_>, all: &[FeatureLine]) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("features-text")) }
        @for line in all { (card(frame, line)) }
        h2 { (word("features-never")) }
        p { (word("features-never-text")) }
    };
    frame.page(&word("features-title"), &body)
}

fn card(frame: &Frame<'_>, line: &FeatureLine) -> Markup {
    let (state, act, press) = if line.on {
        ("features-on", "off", "features-leave-out")
    } else {
        ("features-off", "on", "features-offer")
    };
    html! {
        section.card {
            h2 { (line.title) " " span.state { (frame.word(state)) } }
            p { (line.text) }
            form method="post" action="/web/features" {
                input type="hidden" name="feature" value=(line.name);
                button type="submit" name="act" value=(act) aria-label={ (frame.word(press)) ": " (line.title) } {
                    (frame.word(press))
                }
            }
        }
    }
}
