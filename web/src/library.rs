//! What there is to read: tips that fit, difficult words, and a search over all that somebody may see.

use maud::{Markup, html};
use opstap::{TermRow, TipRow};

use crate::Frame;
use crate::live::{Asks, Pause};

/// Something that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLine {
    /// What it is, in words.
    pub kind: String,
    /// What it says.
    pub text: String,
    /// Its place; `None` for what has no page of its own.
    pub to: Option<String>,
}

/// Tips, a search, and difficult words; `found` is what was searched for and what came of it.
#[must_use]
pub fn library(
    frame: &Frame<'_>,
    tips: &[TipRow],
    terms: &[TermRow],
    found: Option<(&str, &[FoundLine])>,
) -> String {
    let word = |key: &str| frame.word(key);
    let to = frame.to("library");
    let asks = Asks { to: &to, act: "search", part: "found", pause: Pause::Word };
    let body = html! {
        form method="post" action=(to) {
            (asks.around(&html! {
                label for="search" { (word("ui-library-search")) }
                input type="search" id="search" name="search" value=(found.map_or("", |(text, _)| text)) autocomplete="off";
            }))
            button type="submit" name="act" value="search" { (word("web-library-find")) }
        }
        div id="found" {
            @if let Some((_, lines)) = found {
                @if lines.is_empty() { p role="status" { (word("ui-library-none")) } }
                @for line in lines { (one_found(frame, line)) }
                p { a href=(frame.to("library")) { (word("ui-library-title")) } }
            } @else {
                h2 { (word("ui-library-tips")) }
                @if tips.is_empty() { p { (word("ui-library-no-tips")) } }
                @for tip in tips {
                    section.card {
                        h3 { a href=(frame.to(&format!("tip/{}", tip.id))) { (tip.title) } }
                        p { (tip.text) }
                    }
                }
                @if !terms.is_empty() {
                    h2 { (word("ui-library-words")) }
                    ul { @for term in terms { li { a href=(frame.to(&format!("word/{}", term.id))) { (term.term) } } } }
                }
            }
        }
        (frame.back("more"))
    };
    frame.live_page(&word("ui-library-title"), &body)
}

fn one_found(frame: &Frame<'_>, line: &FoundLine) -> Markup {
    html! {
        div.row {
            p.quiet { (line.kind) }
            p.written {
                @match &line.to {
                    Some(to) => a href=(frame.to(to)) { (line.text) },
                    None => (line.text),
                }
            }
        }
    }
}

/// One tip, and why it is shown. `to` is the place that answers it.
#[must_use]
pub fn tip(frame: &Frame<'_>, tip: &TipRow, to: Option<&str>) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        section.card {
            p.large.written { (tip.text) }
            @if let Some(to) = to { a.main href=(frame.to(to)) { (word("ui-tip-act")) } }
        }
        @if !tip.because.is_empty() {
            section.card { h2 { (word("ui-tip-why")) } ul { @for why in &tip.because { li { (why) } } } }
        }
        // A tip is put to rest by who gets it.
        @if !frame.helps {
            form method="post" { button type="submit" name="act" value="hide" { (word("ui-tip-hide")) } }
        }
        (frame.back("library"))
    };
    frame.page(&tip.title, &body)
}

/// A difficult word, explained.
#[must_use]
pub fn term(frame: &Frame<'_>, term: &TermRow) -> String {
    let body = html! {
        section.card { p.large.written { (term.plain) } }
        (frame.back("library"))
    };
    frame.page(&term.term, &body)
}
