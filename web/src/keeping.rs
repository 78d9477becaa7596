//! How long cases are kept and which go, for who administers an organisation.

use maud::{Markup, html};

use crate::Frame;

/// A case that ended. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLine {
    /// What addresses call it.
    pub id: String,
    /// Who answered for it, and when it ended.
    pub text: String,
    /// How long it is kept, or why.
    pub facts: Vec<String>,
}

/// Cases with which it stands alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptGroup {
    /// How it stands with them, as the last part of keys: `due`, `unconfirmed`, `unknown`, `announced`, `held`, `kept`.
    pub standing: &'static str,
    /// How many there are, in words.
    pub count: String,
    /// The first ones.
    pub lines: Vec<KeptLine>,
    /// How many more there are, in words.
    pub more: Option<String>,
}

/// How long cases with a result are kept. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The result, as addresses call it.
    pub result: String,
    /// The same.
    pub title: String,
    /// How long.
    pub term: String,
    /// Where that stands.
    pub source: String,
    /// Somebody who answers for the archive said that it is so.
    pub confirmed: bool,
}

/// Which cases go when, what needs somebody first, and the rules.
#[must_use]
pub fn keeping(frame: &Frame<'_>, groups: &[KeptGroup], rules: &[RuleLine]) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("keeping-text")) }
        @if groups.is_empty() { p { (word("keeping-none")) } }
        @for group in groups { (part(frame, group)) }
        @if !groups.is_empty() {
            form method="post" action="/web/keeping" {
                (frame.field("number", &word("keeping-number"), &word("keeping-number-hint"), ""))
                button type="submit" name="act" value="find" { (word("keeping-find")) }
            }
        }
        h2 { (word("keeping-rules")) }
        p { (word("keeping-rules-text")) }
        @for rule in rules {
            section.card {
                h3 { a href={ "/web/keeping/" (rule.result) } { (rule.title) } }
                p { (rule.term) }
                @if rule.confirmed { p { (word("keeping-confirmed")) } }
                @else { p.refused { (word("keeping-not-confirmed")) } }
                p.hint { (rule.source) }
            }
        }
    };
    frame.page(&word("keeping-title"), &body)
}

/// What needs nobody now is behind a press.
fn part(frame: &Frame<'_>, group: &KeptGroup) -> Markup {
    let quiet = matches!(group.standing, "held" | "kept");
    let title = frame.word(&format!("keeping-{}", group.standing));
    let text = (!quiet).then(|| frame.word(&format!("keeping-{}-text", group.standing)));
    let body = html! {
        @if let Some(text) = text { p { (text) } }
        ul {
            @for line in &group.lines {
                li {
                    a href={ "/web/keeping/" (line.id) } { (line.text) }
                    @for fact in &line.facts { p.hint { (fact) } }
                }
            }
        }
        @if let Some(more) = &group.more { p { (more) } }
    };
    html! {
        section.card {
            @if quiet { details { summary { (title) " (" (group.count) ")" } (body) } }
            @else { h2 { (title) } p.about { (group.count) } (body) }
        }
    }
}

/// A rule as it is.
#[derive(Clone, Copy, Debug)]
pub struct RuleShown<'p> {
    /// The result, as addresses call it.
    pub result: &'p str,
    /// The same, in words.
    pub title: &'p str,
    /// How many.
    pub span: &'p str,
    /// Of what, as forms call it.
    pub unit: &'p str,
    /// Where that stands.
    pub source: &'p str,
    /// It is confirmed.
    pub confirmed: bool,
    /// What is counted in, `(name, words)`.
    pub units: &'p [(&'p str, &'p str)],
}

/// Changing a rule.
#[must_use]
pub fn rule(frame: &Frame<'_>, shown: &RuleShown<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let (no, yes) = (word("keeping-confirm-no"), word("keeping-confirm-yes"));
    let body = html! {
        p { (word("keeping-rule-text")) }
        form method="post" action={ "/web/keeping/" (shown.result) } {
            (frame.field("span", &word("keeping-span"), &word("keeping-span-hint"), shown.span))
            (frame.choice("unit", &word("keeping-unit"), shown.unit, shown.units))
            (frame.field("source", &word("keeping-source"), &word("keeping-source-hint"), shown.source))
            (frame.choice("confirmed", &word("keeping-confirm"), if shown.confirmed { "yes" } else { "no" }, &[("no", &no), ("yes", &yes)]))
            p { (word("keeping-confirm-text")) }
            button.main type="submit" name="act" value="rule" { (word("keeping-save")) }
        }
        p { a href="/web/keeping" { (word("ui-all-back")) } }
    };
    frame.page(shown.title, &body)
}

/// A case that ended, as it is.
#[derive(Clone, Copy, Debug)]
pub struct KeptShown<'p> {
    /// The case.
    pub line: &'p KeptLine,
    /// It is held.
    pub held: bool,
    /// With what it ended, as forms call it; empty: nobody said.
    pub result: &'p str,
    /// With what a case can end, `(name, words)`.
    pub results: &'p [(&'p str, &'p str)],
}

/// Holding one, holding it no more, and with what it ended.
#[must_use]
pub fn kept_case(frame: &Frame<'_>, shown: &KeptShown<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let action = format!("/web/keeping/{}", shown.line.id);
    let body = html! {
        section.card {
            p { (shown.line.text) }
            @for fact in &shown.line.facts { p { (fact) } }
            p.hint { (word("keeping-number")) ": " (shown.line.id) }
        }
        section.card {
            @if shown.held {
                h2 { (word("keeping-lift")) }
                p { (word("keeping-lift-text")) }
                form method="post" action=(action) { button type="submit" name="act" value="lift" { (word("keeping-lift")) } }
            } @else {
                h2 { (word("keeping-hold")) }
                p { (word("keeping-hold-text")) }
                form method="post" action=(action) {
                    (frame.field("reason", &word("keeping-reason"), &word("keeping-reason-hint"), ""))
                    button.main type="submit" name="act" value="hold" { (word("keeping-hold")) }
                }
            }
        }
        section.card {
            h2 { (word("keeping-result")) }
            form method="post" action=(action) {
                (frame.choice("result", &word("keeping-result-label"), shown.result, shown.results))
                button type="submit" name="act" value="result" { (word("keeping-save")) }
            }
        }
        p { a href="/web/keeping" { (word("ui-all-back")) } }
    };
    frame.page(&word("keeping-case"), &body)
}
