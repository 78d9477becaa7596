//! Pages that the core says part by part (ADR-0025).

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use maud::{Markup, html};
use opstap::{InputKind, Page, PageInput, PagePart, PartKind};

use crate::Frame;

/// The input that says what was asked. No question has an id like it.
pub const PAGE_ASKED: &str = "Asked";
/// So many answers stand below each other; more are a list that opens.
const FEW: usize = 6;

/// A page of the core. All its inputs go with every button, as on a phone.
#[must_use]
pub fn said(frame: &Frame<'_>, page: &Page) -> String {
    frame.page(&page.title, &parts(frame, page))
}

/// What is asked on a page, as it goes along with the answers: other questions, or other words for them, are another one. Empty
/// for a page that keeps nothing at each key.
#[must_use]
pub fn asked_on(page: &Page) -> String {
    let mut all = DefaultHasher::new();
    let mut any = false;
    for part in &page.parts {
        if let Some(input) = part.input.as_ref().filter(|input| input.kept) {
            any = true;
            (&input.key, &part.title).hash(&mut all);
        }
    }
    if any { format!("{:016x}", all.finish()) } else { String::new() }
}

/// What stands on it.
pub(crate) fn parts(frame: &Frame<'_>, page: &Page) -> Markup {
    let asked = asked_on(page);
    let keeps = !asked.is_empty();
    html! {
        form method="post" {
            @if keeps { input type="hidden" name=(PAGE_ASKED) value=(asked); }
            @for part in &page.parts { (one(frame, part)) }
            // What a phone keeps at each key, a page without a script keeps when it is asked to.
            @if keeps { button type="submit" name="act" value="keep" { (frame.word("ui-all-save")) } }
        }
    }
}

pub(crate) fn one(frame: &Frame<'_>, part: &PagePart) -> Markup {
    match part.kind {
        PartKind::Heading => html! { h2 { (part.title) } },
        PartKind::Text | PartKind::Quiet | PartKind::Warning | PartKind::Row => words(frame, part),
        PartKind::Input => html! { @if let Some(input) = &part.input { (asks(frame, part, input)) } },
        PartKind::Main => button(part, "main"),
        PartKind::Button => button(part, ""),
        PartKind::Danger => html! {
            details { summary { (part.title) } p { (frame.word("web-no-way-back")) } (button(part, "danger")) }
        },
    }
}

fn words(frame: &Frame<'_>, part: &PagePart) -> Markup {
    let class = match part.kind {
        PartKind::Quiet => "quiet",
        PartKind::Warning => "warning",
        PartKind::Row => "row",
        _ => "",
    };
    html! {
        div class=(class) {
            @if let Some(to) = &part.to {
                p.large { a href=(frame.to(&format!("page/{to}"))) { (part.title) } }
            } @else if !part.title.is_empty() {
                p.large { (part.title) }
            }
            @if !part.text.is_empty() { p.written { (part.text) } }
        }
    }
}

fn button(part: &PagePart, class: &str) -> Markup {
    html! {
        button class=(class) type="submit" name="act" value=(part.act.as_deref().unwrap_or_default()) { (part.title) }
    }
}

fn asks(frame: &Frame<'_>, part: &PagePart, input: &PageInput) -> Markup {
    let key = input.key.as_str();
    match input.kind {
        InputKind::Choice if input.options.len() > FEW => {
            let all: Vec<(&str, &str)> =
                input.options.iter().map(|option| (option.key.as_str(), option.text.as_str())).collect();
            frame.choice(key, &part.title, &input.value, &all)
        }
        InputKind::Choice => choices(frame, part, input, "radio"),
        InputKind::Choices => choices(frame, part, input, "checkbox"),
        // A browser sends a file to a page of its own.
        InputKind::File => html! { p.large { a href=(frame.to("bank")) { (part.title) } } },
        InputKind::Long => html! {
            label for=(key) { (part.title) }
            (trouble(frame, input))
            textarea id=(key) name=(key) rows="4" { (frame.shown(key, &input.value)) }
        },
        _ => html! {
            label for=(key) { (part.title) }
            (trouble(frame, input))
            input type=(sort(input.kind)) id=(key) name=(key) value=(frame.shown(key, &input.value)) autocomplete="off"
                min=[(input.kind == InputKind::Scale).then_some("0")] max=[(input.kind == InputKind::Scale).then_some("10")];
        },
    }
}

/// Amounts and numbers are typed as people write them: a browser's own number field would refuse "1.200,50".
const fn sort(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Day => "date",
        InputKind::Scale => "number",
        _ => "text",
    }
}

fn choices(frame: &Frame<'_>, part: &PagePart, input: &PageInput, sort: &str) -> Markup {
    let typed = frame.shown(&input.key, "");
    let chosen = |key: &str, known: bool| {
        if typed.is_empty() { known } else { typed.split("; ").any(|one| one == key) }
    };
    html! {
        fieldset {
            legend { (part.title) }
            (trouble(frame, input))
            @for option in &input.options {
                label.choice {
                    input type=(sort) name=(input.key) value=(option.key) checked[chosen(&option.key, option.chosen)];
                    (option.text)
                }
            }
        }
    }
}

fn trouble(frame: &Frame<'_>, input: &PageInput) -> Markup {
    html! {
        (frame.beside(&input.key))
        @if !input.trouble.is_empty() { p.refused { (input.trouble) } }
    }
}
