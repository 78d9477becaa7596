//! An event, for who invites people to it: its fields, how a person sees it, and how full it is.

use maud::{Markup, html};
use opstap::{Event, Instant, WordValue, Zone, format};
use serde_json::{Map, Value};

use super::said;
use crate::Frame;

/// How full an event is. Who comes is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventFilled {
    /// People with a place.
    pub placed: usize,
    /// People who wait for one.
    pub waiting: usize,
}

fn event(body: &Map<String, Value>) -> Option<Event> {
    Event::of(&Value::Object(body.clone()))
}

/// The fields of an event.
pub(super) fn fields(frame: &Frame<'_>, body: &Map<String, Value>) -> Markup {
    let word = |key: &str| frame.word(key);
    let known = event(body);
    let starts = known.as_ref().map(|event| Zone::AMSTERDAM.local(event.starts_at));
    let day = starts.map(|starts| starts.date.to_string()).unwrap_or_default();
    let time = starts.map(|starts| starts.time.to_string()).unwrap_or_default();
    let number =
        |of: fn(&Event) -> u32| known.as_ref().map(|event| of(event).to_string()).unwrap_or_default();
    let (minutes, seats) = (number(|event| event.minutes), number(|event| event.seats));
    html! {
        (frame.field("title", &word("editor-field-title"), "", said(body, "title")))
        (frame.area("text", &word("editor-field-event"), &word("editor-field-event-hint"), said(body, "text"), 5))
        (frame.field("place", &word("editor-field-place"), "", said(body, "place")))
        (frame.day("day", &word("editor-field-day"), &day))
        (frame.input("time", None, "time", [&word("editor-field-time"), "", &time]))
        (frame.field("minutes", &word("editor-field-minutes"), "", &minutes))
        (frame.field("seats", &word("editor-field-seats"), &word("editor-field-seats-hint"), &seats))
    }
}

/// As a client sees it.
pub(super) fn preview(frame: &Frame<'_>, body: &Map<String, Value>) -> Markup {
    let known = event(body);
    let when = |at: Instant| format::full_moment(frame.words.language(), Zone::AMSTERDAM.local(at));
    html! {
        section.card.preview {
            p.large { (said(body, "title")) }
            @if let Some(event) = known {
                p { (when(event.starts_at)) }
                p { (event.place) }
                p.written { (event.text) }
                p.quiet { (frame.words.text_with("event-seats", &[("count", WordValue::from(event.seats as usize))])) }
            }
        }
    }
}

/// How many people come, and how many wait.
pub(super) fn filled(frame: &Frame<'_>, filled: EventFilled) -> Markup {
    let count = |key: &str, count: usize| frame.words.text_with(key, &[("count", WordValue::from(count))]);
    html! {
        p.told { (count("editor-event-placed", filled.placed)) @if filled.waiting > 0 { " " (count("editor-event-waiting", filled.waiting)) } }
        p.quiet { (frame.word("editor-event-who")) }
    }
}
