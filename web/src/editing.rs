//! The texts of an organisation, for who writes them: a list, and one text with what can be done with it.

use maud::{Markup, html};
use opstap::{ACTIONS, ContentFound, ContentText, ExamplesPage, Feature, TipFact, WordValue};
use serde_json::{Map, Value};

use crate::Frame;
use crate::live::{Asks, Pause};
use crate::messages::{advice, pairs};
use crate::propose::label_fields;

mod automation;
mod event;
mod form;
mod parts;
mod preview;
mod programme;

pub use event::EventFilled;
pub use form::{FormTried, tried};
use preview::preview;
pub use programme::{StepShown, step};

/// Kinds of texts, in the order in which they are offered.
pub const KINDS: [&str; 6] = ["message_template", "event", "automation", "tip", "work_form", "programme"];
const STATES: [&str; 5] = ["proposed", "draft", "published", "withdrawn", "refused"];

/// A list of texts.
#[derive(Clone, Debug)]
pub struct TextsShown<'p> {
    /// Their kind.
    pub kind: &'p str,
    /// What was found.
    pub found: &'p ContentFound,
    /// What was looked for.
    pub words: &'p str,
    /// In which state; empty: any.
    pub state: &'p str,
    /// So many were passed over.
    pub skip: u32,
}

/// One text, or a new one.
#[derive(Clone, Debug)]
pub struct TextShown<'p> {
    /// The text; one without a key is new.
    pub text: &'p ContentText,
    /// What tips may hang on.
    pub facts: &'p [TipFact],
    /// Moments and techniques that are there already.
    pub known: &'p ExamplesPage,
    /// What could be plainer in what stands in it; `None`: nobody asked.
    pub plainer: Option<&'p [String]>,
    /// When something was last done with it, in words; may be empty.
    pub when: &'p str,
    /// How full it is, where it is an event that stands.
    pub filled: Option<EventFilled>,
    /// What stands beside an automation or a work form.
    pub beside: Beside,
}

/// What stands beside an automation or a work form while somebody writes it.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The message that it names.
    pub chosen: Option<ContentText>,
    /// Messages that were looked for; `None`: nobody looked.
    pub found: Option<Vec<ContentText>>,
    /// What it would do, in sentences; empty where it is not whole yet.
    pub rehearsed: Vec<String>,
    /// Programmes that ask for this form, by their titles.
    pub used: Vec<String>,
}

fn of_kind(frame: &Frame<'_>, what: &str, kind: &str) -> String {
    frame.word(&format!("editor-{what}-{}", kind.replace('_', "-")))
}

/// All of a kind, those that wait for somebody first.
#[must_use]
pub fn texts(frame: &Frame<'_>, shown: &TextsShown<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let count =
        |key: &str, count: u32| frame.words.text_with(key, &[("count", WordValue::from(count as usize))]);
    let mut states = vec![(String::new(), word("editor-any-state"))];
    states.extend(STATES.map(|state| (state.to_owned(), word(&format!("editor-state-{state}")))));
    let to = format!("/web/content/{}", shown.kind);
    let asks = Asks { to: &to, act: "find", part: "found", pause: Pause::Word };
    let body = html! {
        ul.kinds {
            @for kind in KINDS {
                li { a href={ "/web/content/" (kind) } aria-current=[(kind == shown.kind).then_some("true")] { (of_kind(frame, "kind", kind)) } }
            }
        }
        @if shown.found.waiting > 0 { p.told { (count("editor-waiting", shown.found.waiting)) } }
        @if shown.kind != "event" || frame.offers(Feature::Events) {
            p { a.main href={ "/web/content/new/" (shown.kind) } { (of_kind(frame, "new", shown.kind)) } }
        }
        form method="post" action=(to) {
            (asks.around(&html! {
                (frame.input("search", None, "words", [&word("editor-search"), "", shown.words]))
                (frame.choice("state", &word("editor-state"), shown.state, &pairs(&states)))
            }))
            button type="submit" name="act" value="find" { (word("editor-find")) }
        }
        div id="found" {
            h2 { (of_kind(frame, "kind", shown.kind)) " · " (count("editor-total", shown.found.total)) }
            @if shown.found.items.is_empty() { p role="status" { (word("editor-empty")) } }
            @for text in &shown.found.items {
                section.card {
                    h3 { a href={ "/web/content/" (text.kind) "/" (text.key) } { (text.label) } }
                    p.quiet { (standing(frame, text)) }
                    @if !text.by.is_empty() { p.quiet { (frame.words.text_with("editor-by", &[("name", WordValue::from(text.by.clone()))])) } }
                }
            }
            (turns(frame, shown))
        }
        p { a href="/web/devices" { (word("web-devices-way")) } }
    };
    frame.live_page(&word("editor-title"), &body)
}

/// Ways to what comes before and after.
fn turns(frame: &Frame<'_>, shown: &TextsShown<'_>) -> Markup {
    let so_far = shown.skip + shown.found.items.len() as u32;
    let size = shown.found.items.len().max(50) as u32;
    let turn = |skip: u32, key: &str| {
        html! { button type="submit" name="skip" value=(skip) { (frame.word(key)) } }
    };
    html! {
        form method="post" action={ "/web/content/" (shown.kind) } {
            input type="hidden" name="act" value="find";
            input type="hidden" name="words" value=(shown.words);
            input type="hidden" name="state" value=(shown.state);
            @if shown.skip > 0 { (turn(shown.skip.saturating_sub(size), "editor-earlier")) }
            @if so_far < shown.found.total { (turn(so_far, "editor-later")) }
        }
    }
}

/// How far a text is, in one line.
fn standing(frame: &Frame<'_>, text: &ContentText) -> String {
    let mut said = vec![match text.state.as_str() {
        "" => frame.word("editor-state-came"),
        state => frame.word(&format!("editor-state-{state}")),
    }];
    if text.live && matches!(text.state.as_str(), "draft" | "proposed" | "refused") {
        said.push(frame.word("editor-state-live"));
    }
    if !text.version.is_empty() {
        said.push(
            frame.words.text_with("editor-version", &[("version", WordValue::from(text.version.clone()))]),
        );
    }
    said.join(" · ")
}

/// One text: how far it is, how a person sees it, and what can be done with it.
#[must_use]
pub fn text(frame: &Frame<'_>, shown: &TextShown<'_>) -> String {
    let text = shown.text;
    let word = |key: &str| frame.word(key);
    let new = text.key.is_empty();
    let title = if new { of_kind(frame, "new", &text.kind) } else { of_kind(frame, "one", &text.kind) };
    let draft =
        text.draft.as_ref().filter(|draft| text.published.as_ref().is_none_or(|live| !same(live, draft)));
    let body = html! {
        @if !new {
            p.quiet { (standing(frame, text)) }
            @if !text.by.is_empty() {
                p.quiet { (frame.words.text_with("editor-by-when", &[("name", WordValue::from(text.by.clone())), ("when", WordValue::from(shown.when.to_owned()))])) }
            }
            @if !text.reason.is_empty() { p.warning { (frame.words.text_with("editor-reason", &[("reason", WordValue::from(text.reason.clone()))])) } }
        }
        @if let Some(live) = text.published.as_ref() {
            h2 { (word(if text.kind == "automation" { "editor-preview-rule" } else { "editor-preview" })) }
            (preview(frame, &text.kind, live))
        }
        @if let Some(filled) = shown.filled { (event::filled(frame, filled)) }
        @if let Some(draft) = draft {
            h2 { (word(if text.published.is_some() { "editor-preview-new" } else { "editor-preview" })) }
            (preview(frame, &text.kind, draft))
        }
        @if !new { h2 { (word("editor-edit")) } }
        (form(frame, shown))
        (decisions(frame, text))
        p { a href={ "/web/content/" (text.kind) } { (word("ui-all-back")) } }
    };
    frame.live_page(&title, &body)
}

/// The same words: what differs by itself, such as a version, does not count.
fn same(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    let bare = |body: &Map<String, Value>| {
        let mut body = body.clone();
        for name in ["version", "order", "withdrawn"] {
            body.remove(name);
        }
        body
    };
    bare(one) == bare(other)
}

fn form(frame: &Frame<'_>, shown: &TextShown<'_>) -> Markup {
    let text = shown.text;
    let none = Map::new();
    let body = text.draft.as_ref().or(text.published.as_ref()).unwrap_or(&none);
    match text.kind.as_str() {
        "programme" => return programme::form(frame, shown),
        "work_form" => return form::form(frame, shown),
        _ => {}
    }
    let which = if text.key.is_empty() { ["new", &text.kind] } else { [text.kind.as_str(), &text.key] };
    let to = format!("/web/content/{}", which.join("/"));
    let asks = Asks { to: &to, act: "check", part: "plainer", pause: Pause::Sentence };
    html! {
        form method="post" {
            input type="hidden" name="seen" value=(text.seen);
            @match text.kind.as_str() {
                "tip" => (asks.around(&tip(frame, body, shown.facts))),
                "event" => (asks.around(&event::fields(frame, body))),
                "automation" => (automation::fields(frame, body, shown)),
                _ => (asks.around(&message(frame, body, shown.known))),
            }
            (last(frame, shown))
        }
    }
}

/// What could be plainer, and what can be done with what was typed.
fn last(frame: &Frame<'_>, shown: &TextShown<'_>) -> Markup {
    let word = |key: &str| frame.word(key);
    // A text may be kept as it is after somebody looked at what could be plainer.
    let asked = frame.refusal.is_some_and(|refusal| refusal.field == "anyway");
    html! {
        @if asked {
            (plainer(frame, shown))
            (frame.tick("anyway", &word("editor-anyway")))
        }
        button type="submit" name="act" value="save" { (word("editor-save")) }
        button.main type="submit" name="act" value="publish" {
            (word(if shown.text.state == "withdrawn" { "editor-again" } else { "editor-publish" }))
        }
        @if shown.text.kind == "automation" {
            button type="submit" name="act" value="try" { (word("editor-automation-try")) }
        } @else {
            button type="submit" name="act" value="check" { (word("editor-check")) }
        }
        // Below the buttons, where nobody is asked about it: what appears while somebody writes moves none of them.
        @if !asked { (plainer(frame, shown)) }
    }
}

fn plainer(frame: &Frame<'_>, shown: &TextShown<'_>) -> Markup {
    html! { div id="plainer" { @if let Some(plainer) = shown.plainer { (advice(frame, plainer)) } } }
}

fn said<'b>(body: &'b Map<String, Value>, name: &str) -> &'b str {
    body.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn message(frame: &Frame<'_>, body: &Map<String, Value>, known: &ExamplesPage) -> Markup {
    let word = |key: &str| frame.word(key);
    html! {
        (label_fields(frame, said(body, "moment"), said(body, "technique"), known))
        (frame.area("text", &word("editor-field-text"), &word("editor-field-names-hint"), said(body, "app"), 8))
        (frame.area("english", &word("editor-field-english"), &word("editor-field-english-hint"), said(body, "appEn"), 5))
    }
}

fn tip(frame: &Frame<'_>, body: &Map<String, Value>, facts: &[TipFact]) -> Markup {
    let word = |key: &str| frame.word(key);
    let (whens, when) = whens(frame, body, facts, None);
    let rest = body.get("cooldownDays").and_then(Value::as_u64).unwrap_or(30).to_string();
    let action = said(body, "action");
    let mut actions: Vec<(String, String)> = ACTIONS
        .iter()
        .map(|action| ((*action).to_owned(), word(&format!("editor-action-{}", action.replace(':', "-")))))
        .collect();
    let ours = action.is_empty() || ACTIONS.contains(&action);
    if !ours {
        actions.insert(0, (action.to_owned(), word("editor-action-kept")));
    }
    html! {
        (frame.field("title", &word("editor-field-title"), "", said(body, "title")))
        (frame.area("text", &word("editor-field-text"), "", said(body, "text"), 5))
        (frame.choice("when", &word("editor-field-when"), &when, &pairs(&whens)))
        (frame.choice("action", &word("editor-field-action"), action, &pairs(&actions)))
        (frame.field("rest", &word("editor-field-rest"), "", &rest))
    }
}

/// For whom a text can be, and for whom it is; with a word for everybody where it can be for all.
fn whens(
    frame: &Frame<'_>,
    body: &Map<String, Value>,
    facts: &[TipFact],
    everybody: Option<String>,
) -> (Vec<(String, String)>, String) {
    let line = |key: &str, fact: &TipFact| {
        frame.words.text_with(key, &[("fact", WordValue::from(fact.text.clone()))])
    };
    let mut all = Vec::new();
    for fact in facts {
        all.push((format!("yes:{}", fact.field), line("editor-when-yes", fact)));
        all.push((format!("no:{}", fact.field), line("editor-when-no", fact)));
    }
    let for_all = everybody.is_some();
    if let Some(everybody) = everybody {
        all.insert(0, (String::new(), everybody));
    }
    let Some(when) = body.get("when") else {
        if !for_all {
            all.insert(0, (String::new(), frame.word("editor-when-choose")));
        }
        return (all, String::new());
    };
    let field = when["field"].as_str().unwrap_or_default();
    let now = match when["op"].as_str() {
        Some("isTrue") => format!("yes:{field}"),
        Some("isFalse") => format!("no:{field}"),
        _ => String::new(),
    };
    if all.iter().any(|(key, _)| *key == now) {
        return (all, now);
    }
    all.insert(0, ("kept".to_owned(), frame.word("editor-when-kept")));
    (all, "kept".to_owned())
}

/// Taking back, giving again, and not taking what was proposed.
fn decisions(frame: &Frame<'_>, text: &ContentText) -> Markup {
    let word = |key: &str| frame.word(key);
    html! {
        @if text.state == "proposed" {
            details.card open[frame.refusal.is_some_and(|refusal| refusal.field == "reason")] {
                summary { (word("editor-refuse")) }
                form method="post" {
                    input type="hidden" name="seen" value=(text.seen);
                    (frame.area("reason", &word("editor-field-reason"), "", "", 3))
                    button.danger type="submit" name="act" value="refuse" { (word("editor-refuse")) }
                }
            }
        }
        @if text.live {
            details.card {
                summary { (word("editor-withdraw")) }
                p { (word(match text.kind.as_str() {
                    "programme" => "editor-withdraw-programme",
                    "automation" => "editor-withdraw-automation",
                    "event" => "editor-withdraw-event",
                    "work_form" => "editor-withdraw-form",
                    _ => "editor-withdraw-text",
                })) }
                form method="post" {
                    input type="hidden" name="seen" value=(text.seen);
                    button.danger type="submit" name="act" value="withdraw" { (word("editor-withdraw")) }
                }
            }
        }
    }
}
