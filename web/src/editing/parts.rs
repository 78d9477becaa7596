//! What stands on every page of something that is written part by part: inputs, and buttons that add, move and take out.

use maud::{Markup, html};
use opstap::WordValue;
use opstap::outline::{Outline, id_of, parts_in};
use serde_json::Value;

use super::said;
use crate::Frame;
use crate::messages::pairs;

/// An input's name: the part that it is in, and the field.
pub(super) fn name(part: &Outline, field: &str) -> String {
    format!("{}:{field}", id_of(part))
}

pub(super) fn called(frame: &Frame<'_>, part: &Outline) -> String {
    let title = [said(part, "title"), said(part, "label")].join("");
    let title = title.trim();
    if title.is_empty() { frame.word("editor-part-nameless") } else { title.to_owned() }
}

pub(super) fn titled(frame: &Frame<'_>, key: &str, part: &Outline) -> String {
    frame.words.text_with(key, &[("title", WordValue::from(called(frame, part)))])
}

pub(super) fn numbered(frame: &Frame<'_>, key: &str, at: usize) -> String {
    frame.words.text_with(key, &[("number", WordValue::from(at + 1))])
}

fn number(part: &Outline, field: &str) -> String {
    match part.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    }
}

/// Lines, areas and choices of one part.
pub(super) struct Inputs<'f, 'w> {
    frame: &'f Frame<'w>,
    part: &'f Outline,
    /// What stands before the field in the name of an input.
    before: String,
}

impl<'f, 'w> Inputs<'f, 'w> {
    /// Of a part, whose id stands in the names of its inputs.
    pub(super) fn of(frame: &'f Frame<'w>, part: &'f Outline) -> Self {
        Self { frame, part, before: name(part, "") }
    }

    /// Of all of it: inputs are named by the field alone.
    pub(super) const fn whole(frame: &'f Frame<'w>, part: &'f Outline) -> Self {
        Self { frame, part, before: String::new() }
    }

    fn key(&self, field: &str) -> String {
        format!("{}{field}", self.before)
    }

    /// Lines of a list, one below the other.
    pub(super) fn lines(&self, field: &str, key: &str, hint: &str, rows: u32) -> Markup {
        let list = self.part.get(field).and_then(Value::as_array);
        let lines: Vec<&str> = list.into_iter().flatten().filter_map(Value::as_str).collect();
        let (label, hint) = (self.frame.word(key), self.frame.word(hint));
        self.frame.area(&self.key(field), &label, &hint, &lines.join("\n"), rows)
    }

    pub(super) fn line(&self, field: &str, key: &str) -> Markup {
        self.frame.field(&self.key(field), &self.frame.word(key), "", said(self.part, field))
    }

    pub(super) fn area(&self, field: &str, key: &str, rows: u32) -> Markup {
        self.frame.area(&self.key(field), &self.frame.word(key), "", said(self.part, field), rows)
    }

    pub(super) fn hinted(&self, field: &str, key: &str, hint: &str, rows: u32) -> Markup {
        let (label, hint) = (self.frame.word(key), self.frame.word(hint));
        self.frame.area(&self.key(field), &label, &hint, said(self.part, field), rows)
    }

    pub(super) fn number(&self, field: &str, key: &str) -> Markup {
        self.frame.field(&self.key(field), &self.frame.word(key), "", &number(self.part, field))
    }

    pub(super) fn choice(&self, field: &str, key: &str, answers: &[(String, String)]) -> Markup {
        let known = said(self.part, field);
        self.frame.choice(&self.key(field), &self.frame.word(key), known, &pairs(answers))
    }

    /// Answers that have words of their own.
    pub(super) fn worded(&self, words: &str, all: &[&str]) -> Vec<(String, String)> {
        all.iter().map(|one| ((*one).to_owned(), self.frame.word(&format!("{words}-{one}")))).collect()
    }
}

/// Up, down and out, as far as there is room.
pub(super) fn places(frame: &Frame<'_>, part: &Outline, at: usize, of: usize) -> Markup {
    let id = id_of(part);
    html! {
        @if at > 0 { button type="submit" name="act" value={ "up:" (id) } { (titled(frame, "editor-part-up", part)) } }
        @if at + 1 < of { button type="submit" name="act" value={ "down:" (id) } { (titled(frame, "editor-part-down", part)) } }
        details {
            summary { (titled(frame, "editor-part-remove", part)) }
            @if !parts_in(part).is_empty() { p { (frame.word("editor-part-remove-all")) } }
            button.danger type="submit" name="act" value={ "remove:" (id) } { (titled(frame, "editor-part-remove", part)) }
        }
    }
}

pub(super) fn add(frame: &Frame<'_>, to: &Outline, key: &str) -> Markup {
    html! { button type="submit" name="act" value={ "add:" (id_of(to)) } { (frame.word(key)) } }
}
