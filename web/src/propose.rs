//! A helper's message as an example for others.

use maud::{Markup, html};
use opstap::{ExampleDraft, ExamplesPage};

use crate::Frame;
use crate::messages::named;

/// What is proposed, with what may still tell of somebody.
#[must_use]
pub fn propose(frame: &Frame<'_>, draft: &ExampleDraft, known: &ExamplesPage) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("editor-propose-text")) }
        form method="post" {
            (label_fields(frame, "", "", known))
            (frame.area("text", &word("editor-field-text"), &word("editor-field-names-hint"), &draft.text, 8))
            @if !draft.left.is_empty() {
                p.warning { (named(frame, "editor-propose-left", &draft.left)) }
                (frame.tick("looked", &word("editor-propose-left-over")))
            }
            (frame.area("english", &word("editor-field-english"), &word("editor-field-english-hint"), "", 5))
            button.main type="submit" name="act" value="propose" { (word("editor-propose-send")) }
        }
        (frame.back("messages"))
    };
    frame.page(&word("editor-propose-title"), &body)
}

/// When an example fits and what it does, with what others wrote there.
pub(crate) fn label_fields(frame: &Frame<'_>, moment: &str, technique: &str, known: &ExamplesPage) -> Markup {
    let word = |key: &str| frame.word(key);
    let list =
        |id: &str, all: &[String]| html! { datalist id=(id) { @for one in all { option value=(one) {} } } };
    html! {
        (frame.input("text", Some("moments"), "moment", [&word("editor-field-moment"), "", moment]))
        (list("moments", &known.moments))
        (frame.input("text", Some("techniques"), "technique", [&word("editor-field-technique"), "", technique]))
        (list("techniques", &known.techniques))
    }
}
