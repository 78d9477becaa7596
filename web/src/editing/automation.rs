//! An automation, for who writes it: what it waits for, which message fits then, and what it would do.

use maud::{Markup, html};
use opstap::Trigger;
use serde_json::{Map, Value};

use super::{TextShown, preview, said, whens};
use crate::Frame;
use crate::messages::pairs;

/// The fields of an automation. A search keeps them, and so does everything else.
pub(super) fn fields(frame: &Frame<'_>, body: &Map<String, Value>, shown: &TextShown<'_>) -> Markup {
    let word = |key: &str| frame.word(key);
    let on: Vec<(String, String)> = Trigger::ALL
        .map(|on| (on.name().to_owned(), word(&format!("editor-on-{}", on.name().replace('_', "-")))))
        .into();
    let modes: Vec<(String, String)> = ["approve", "auto", "human"]
        .map(|mode| (mode.to_owned(), word(&format!("editor-mode-{mode}"))))
        .into();
    let (whens, when) = whens(frame, body, shown.facts, Some(word("editor-automation-all")));
    html! {
        (frame.field("title", &word("editor-automation-title"), "", said(body, "title")))
        (frame.choice("on", &word("editor-automation-on"), said(body, "on"), &pairs(&on)))
        (frame.field("days", &word("editor-automation-after"), &word("editor-automation-after-hint"), &number(body, "days")))
        (frame.choice("mode", &word("editor-automation-mode"), said(body, "mode"), &pairs(&modes)))
        (frame.field("aDay", &word("editor-automation-a-day"), &word("editor-automation-a-day-hint"), &number(body, "aDay")))
        (frame.choice("when", &word("editor-automation-for"), &when, &pairs(&whens)))
        (message(frame, body, shown))
        @if !shown.beside.rehearsed.is_empty() {
            div.card role="status" {
                p.large { (word("editor-automation-tried")) }
                @for line in &shown.beside.rehearsed { p { (line) } }
            }
        }
    }
}

/// A number as it was typed or kept.
fn number(body: &Map<String, Value>, name: &str) -> String {
    match body.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(number) => number.to_string(),
        None => String::new(),
    }
}

/// The message that was chosen, and a search for another one.
fn message(frame: &Frame<'_>, body: &Map<String, Value>, shown: &TextShown<'_>) -> Markup {
    let word = |key: &str| frame.word(key);
    let beside = &shown.beside;
    html! {
        section.card id="message" {
            (frame.beside("message"))
            input type="hidden" name="message" value=(frame.shown("message", said(body, "message")));
            @match &beside.chosen {
                Some(chosen) => {
                    p { strong { (word("editor-automation-chosen")) } }
                    @if let Some(live) = chosen.published.as_ref().or(chosen.draft.as_ref()) {
                        (preview::preview(frame, "message_template", live))
                    }
                },
                None => p { (word("editor-automation-none")) },
            }
            (frame.input("search", None, "find", [&word("editor-automation-find"), &word("editor-automation-find-hint"), ""]))
            // What Enter presses is the first button of a form: this one changes nothing.
            button type="submit" name="act" value="find" { (word("editor-find")) }
            @if beside.found.as_ref().is_some_and(Vec::is_empty) { p role="status" { (word("editor-examples-none")) } }
            @for text in beside.found.iter().flatten() {
                div.example {
                    p.written id={ "found-" (text.key) } { (text.label) }
                    button type="submit" name="act" value={ "take-" (text.key) } aria-describedby={ "found-" (text.key) } { (word("editor-automation-take")) }
                }
            }
        }
    }
}
