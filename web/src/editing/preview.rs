//! How a person sees a text.

use maud::{Markup, html};
use opstap::{Trigger, WordValue};
use serde_json::{Map, Value};

use super::said;
use crate::Frame;

/// As a client sees it, with invented names in it.
pub(super) fn preview(frame: &Frame<'_>, kind: &str, body: &Map<String, Value>) -> Markup {
    match kind {
        "message_template" => message(frame, body),
        "tip" => html! {
            section.card.preview { p.quiet { (frame.word("ui-today-tip")) } p.large { (said(body, "title")) } p.written { (said(body, "text")) } }
        },
        "work_form" => form(frame, body),
        "event" => super::event::preview(frame, body),
        "automation" => automation(frame, body),
        _ => programme(frame, body),
    }
}

fn message(frame: &Frame<'_>, body: &Map<String, Value>) -> Markup {
    let (client, helper) = (frame.word("editor-preview-name"), frame.word("editor-preview-helper"));
    let values =
        [("voornaam", client.as_str()), ("naam", client.as_str()), ("hulpverlener", helper.as_str())];
    let shown = |name: &str| opstap::filled_in(said(body, name), &values);
    html! {
        p.quiet { (said(body, "moment")) " · " (said(body, "technique")) }
        ol.messages.preview {
            li { p.quiet { (helper) } p.written { (shown("app")) } }
            @if !said(body, "appEn").is_empty() { li lang="en" { p.quiet { (helper) } p.written { (shown("appEn")) } } }
        }
    }
}

fn automation(frame: &Frame<'_>, body: &Map<String, Value>) -> Markup {
    let trigger = Trigger::from_name(said(body, "on"));
    let days = body.get("days").and_then(Value::as_u64).unwrap_or(0) as usize;
    let message = said(body, "message");
    let mode = match said(body, "mode") {
        "auto" => "editor-mode-auto",
        "human" => "editor-mode-human",
        _ => "editor-mode-approve",
    };
    html! {
        section.card.preview {
            p.large { (said(body, "title")) }
            @if let Some(trigger) = trigger { p { (frame.word(&format!("editor-on-{}", trigger.name().replace('_', "-")))) } }
            p { (frame.words.text_with("editor-automation-days", &[("count", WordValue::from(days))])) }
            p { (frame.word(mode)) }
            @if body.contains_key("when") { p { (frame.word("editor-automation-some")) } }
            p { a href={ "/web/content/message_template/" (message) } { (frame.word("editor-automation-message")) " " (message) } }
        }
    }
}

fn list<'b>(body: &'b Value, name: &str) -> &'b [Value] {
    body[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'b>(body: &'b Value, name: &str) -> &'b str {
    body[name].as_str().unwrap_or_default()
}

fn form(frame: &Frame<'_>, body: &Map<String, Value>) -> Markup {
    html! {
        section.card.preview {
            p.large { (said(body, "title")) }
            p { (said(body, "goal")) }
            p { (said(body, "intro")) }
            @let steps = body.get("steps").and_then(Value::as_array);
            @for step in steps.into_iter().flatten() { p { (step.as_str().unwrap_or_default()) } }
            (super::form::preview(frame, body))
            p { (said(body, "closing")) }
        }
    }
}

fn programme(frame: &Frame<'_>, body: &Map<String, Value>) -> Markup {
    let phases = body.get("phases").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let steps: usize = phases.iter().map(|phase| list(phase, "steps").len()).sum();
    let weeks = body.get("typicalWeeks").and_then(Value::as_u64).unwrap_or(0) as usize;
    let count = |key: &str, count: usize| frame.words.text_with(key, &[("count", WordValue::from(count))]);
    html! {
        section.card.preview {
            p.large { (said(body, "title")) }
            p.quiet { (count("editor-programme-steps", steps)) @if weeks > 0 { " · " (count("editor-programme-weeks", weeks)) } }
            p { (said(body, "intro")) }
            @for (at, phase) in phases.iter().enumerate() {
                details open[at == 0] {
                    summary { strong { (text(phase, "title")) } }
                    p { (text(phase, "aim")) }
                    ol { @for one in list(phase, "steps") { li { (step(frame, one)) } } }
                }
            }
            p { (said(body, "closing")) }
        }
    }
}

/// A step with its tasks, as a client reads it.
pub(super) fn step(frame: &Frame<'_>, step: &Value) -> Markup {
    let takes = |task: &Value| {
        let minutes = task["minutes"].as_u64().unwrap_or(0) as usize;
        (minutes > 0).then(|| frame.words.text_with("today-takes", &[("count", WordValue::from(minutes))]))
    };
    html! {
        p { strong { (text(step, "title")) } " " (text(step, "why")) }
        ul { @for task in list(step, "tasks") { li {
            p { strong { (text(task, "title")) } " " (text(task, "text")) }
            p.quiet {
                @if let Some(takes) = takes(task) { (takes) " · " }
                (frame.word(match text(task, "who") { "helper" => "who-helper", "together" => "who-together", _ => "who-client" }))
            }
        } } }
        p { (text(step, "praise")) }
    }
}
