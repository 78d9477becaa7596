//! What is connected to other systems and what got stuck, for who administers an organisation.

use maud::{Markup, html};

use crate::Frame;

/// A receiver of webhooks. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiverLine {
    /// What addresses call it.
    pub id: String,
    /// Where it listens.
    pub url: String,
    /// How it stands.
    pub facts: Vec<String>,
    /// It is told nothing any more, or something was given up.
    pub troubled: bool,
    /// What it is told of.
    pub kinds: Vec<String>,
}

/// A reminder that nobody got, or perhaps. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StuckLine {
    /// What forms call it.
    pub reference: String,
    /// By what, and for when.
    pub text: String,
    /// What came of it.
    pub why: String,
}

/// All of it.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionsShown<'p> {
    /// How people who work there sign in.
    pub sign_in: &'p [String],
    /// Who is told that something happened.
    pub receivers: &'p [ReceiverLine],
    /// What got stuck.
    pub stuck: &'p [StuckLine],
    /// Of what a receiver can be told: as a form calls it, and in words.
    pub kinds: &'p [(String, String)],
}

/// What got stuck first, then who is told, and how people sign in.
#[must_use]
pub fn connections(frame: &Frame<'_>, shown: &ConnectionsShown<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("connections-text")) }
        h2 { (word("connections-stuck")) }
        @if shown.stuck.is_empty() { p { (word("connections-stuck-none")) } }
        @else { p { (word("connections-stuck-text")) } }
        @for line in shown.stuck { (stuck(frame, line)) }
        h2 { (word("connections-receivers")) }
        p { (word("connections-receivers-text")) }
        @for line in shown.receivers {
            section.card {
                h3.written { a href={ "/web/connections/" (line.id) } { (line.url) } }
                (facts(line))
            }
        }
        details.card open[frame.refusal.is_some()] {
            summary { (word("connections-add")) }
            form method="post" action="/web/connections" {
                (frame.input("url", None, "url", [&word("connections-url"), &word("connections-url-hint"), ""]))
                fieldset {
                    legend { (word("connections-of")) }
                    p.hint { (word("connections-of-hint")) }
                    @for (key, text) in shown.kinds { (frame.tick(key, text)) }
                }
                button.main type="submit" name="act" value="add" { (word("connections-add")) }
            }
        }
        h2 { (word("connections-sign-in")) }
        @for line in shown.sign_in { p { (line) } }
        p.hint { (word("connections-sign-in-hint")) }
    };
    frame.page(&word("connections-title"), &body)
}

fn stuck(frame: &Frame<'_>, line: &StuckLine) -> Markup {
    html! {
        section.card {
            p { (line.text) }
            p.refused { (line.why) }
            form method="post" action="/web/connections" {
                input type="hidden" name="reference" value=(line.reference);
                button type="submit" name="act" value="retry" { (frame.word("connections-retry")) }
                button.quiet type="submit" name="act" value="leave" { (frame.word("connections-leave")) }
            }
        }
    }
}

fn facts(line: &ReceiverLine) -> Markup {
    html! {
        @for fact in &line.facts { p class=[line.troubled.then_some("refused")] { (fact) } }
    }
}

/// One receiver, and what can be done about it.
#[must_use]
pub fn receiver(frame: &Frame<'_>, line: &ReceiverLine) -> String {
    let word = |key: &str| frame.word(key);
    let act = |act: &str, text: &str, key: &str| {
        html! {
            section.card {
                p { (word(text)) }
                form method="post" { button type="submit" name="act" value=(act) { (word(key)) } }
            }
        }
    };
    let body = html! {
        p.written { (line.url) }
        (facts(line))
        p { (word("connections-told-of")) }
        ul { @for kind in &line.kinds { li { (kind) } } }
        (act("test", "connections-test-text", "connections-test"))
        (act("again", "connections-again-text", "connections-again"))
        (act("rotate", "connections-rotate-text", "connections-rotate"))
        (frame.danger("remove", &word("connections-remove")))
        p { a href="/web/connections" { (word("ui-all-back")) } }
    };
    frame.page(&word("connections-receiver"), &body)
}
