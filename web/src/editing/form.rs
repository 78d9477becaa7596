//! A work form, for who writes it: its questions with who gets each of them, and the form as a client would get it.

use maud::{Markup, html};
use opstap::outline::{Outline, bare, id_of};
use opstap::questions::{as_typed, blank, kind_of, options_of, questions};
use opstap::{AnswerKind, ContentText, Page, WordValue};
use serde_json::Value;

use super::parts::{Inputs, add, name, numbered, places};
use super::{TextShown, last};
use crate::Frame;
use crate::messages::pairs;
use crate::said::one;

/// How answers of numbers are compared, and how other answers are.
const COMPARED: [&str; 6] = ["eq", "ne", "gt", "gte", "lt", "lte"];
const SAME: [&str; 2] = ["eq", "ne"];

/// A form that somebody tries.
#[derive(Clone, Debug)]
pub struct FormTried<'p> {
    /// The form.
    pub text: &'p ContentText,
    /// As a client gets it, with what was answered.
    pub page: &'p Page,
    /// What was answered and is not asked now, by the name of its input.
    pub rest: &'p [(String, String)],
}

/// What a form says now, or an empty one.
fn outline_of(text: &ContentText) -> Outline {
    text.draft.as_ref().or(text.published.as_ref()).map_or_else(|| blank("new"), bare)
}

/// All of it.
pub(super) fn form(frame: &Frame<'_>, shown: &TextShown<'_>) -> Markup {
    let outline = outline_of(shown.text);
    let own = Inputs::whole(frame, &outline);
    let all = questions(&outline);
    let used = &shown.beside.used;
    html! {
        @if shown.text.live { p { (frame.word("editor-form-kept")) } }
        @if !used.is_empty() { p { (frame.words.text_with("editor-form-used", &[("titles", WordValue::from(used.join(", ")))])) } }
        form method="post" {
            input type="hidden" name="seen" value=(shown.text.seen);
            // What Enter presses is the first button: it keeps what was typed.
            button type="submit" name="act" value="save" { (frame.word("editor-save")) }
            (own.line("title", "editor-field-title"))
            (own.hinted("goal", "editor-form-goal", "editor-form-goal-hint", 2))
            (own.number("minutes", "editor-task-minutes"))
            (own.line("method", "editor-form-method"))
            (own.area("intro", "editor-programme-intro", 3))
            (own.lines("steps", "editor-form-steps", "editor-form-steps-hint", 4))
            (frame.beside("questions"))
            @for (at, question) in all.iter().enumerate() { (card(frame, question, &all, at)) }
            (add(frame, &outline, "editor-question-add"))
            (own.area("closing", "editor-programme-closing", 3))
            button type="submit" name="act" value="try" { (frame.word("editor-try")) }
            div { (last(frame, shown)) }
        }
    }
}

fn card(frame: &Frame<'_>, question: &Outline, all: &[&Outline], at: usize) -> Markup {
    let own = Inputs::of(frame, question);
    let (key, than) = (name(question, "when"), name(question, "than"));
    let (whens, now, value) = whens(frame, all, at);
    let optional = if question.get("optional") == Some(&Value::Bool(true)) { "yes" } else { "no" };
    let (no, yes) = (frame.word("editor-question-must"), frame.word("editor-question-may"));
    let answers = [("no", no.as_str()), ("yes", yes.as_str())];
    html! {
        section.card id=(id_of(question)) {
            h3 { (numbered(frame, "editor-question", at)) }
            (frame.beside(id_of(question)))
            (frame.beside(&name(question, "id")))
            (own.area("label", "editor-question-label", 2))
            (own.choice("type", "editor-question-kind", &own.worded("editor-answer", &AnswerKind::ALL.map(AnswerKind::name))))
            (own.lines("options", "editor-question-options", "editor-question-options-hint", 4))
            (frame.choice(&name(question, "optional"), &frame.word("editor-question-optional"), optional, &answers))
            @if at > 0 {
                (frame.choice(&key, &frame.word("editor-question-when"), &now, &pairs(&whens)))
                @if whens.iter().any(|(chosen, _)| chosen.matches(':').count() == 1) {
                    (frame.field(&than, &frame.word("editor-question-than"), &frame.word("editor-question-than-hint"), &value))
                }
            }
            (places(frame, question, at, all.len()))
        }
    }
}

/// On which answers a question can hang, on which it does, and what that is compared with, as somebody types it. Only questions
/// before it are asked about: `gt:<question>` compares, and `eq:<question>:<option>` is about an option.
fn whens(frame: &Frame<'_>, all: &[&Outline], at: usize) -> (Vec<(String, String)>, String, String) {
    let mut whens = vec![(String::new(), frame.word("editor-question-always"))];
    for (place, earlier) in all[..at].iter().enumerate() {
        let id = id_of(earlier);
        let number = || ("number", WordValue::from(place + 1));
        let ops: &[&str] = match kind_of(earlier) {
            Some(AnswerKind::Choice | AnswerKind::Multichoice) | None => &[],
            Some(AnswerKind::Text | AnswerKind::Date) => &SAME,
            Some(_) => &COMPARED,
        };
        for op in ops {
            whens
                .push((format!("{op}:{id}"), frame.words.text_with(&format!("editor-if-{op}"), &[number()])));
        }
        let (is, is_not) = about_options(earlier);
        for option in options_of(earlier) {
            for (op, key) in [(is, "editor-if-is"), (is_not, "editor-if-is-not")] {
                let answer = ("answer", WordValue::from(option.to_owned()));
                whens.push((format!("{op}:{id}:{option}"), frame.words.text_with(key, &[number(), answer])));
            }
        }
    }
    let (now, value) = match all[at].get("when") {
        None => return (whens, String::new(), String::new()),
        Some(when) => hangs_on(when, &all[..at]).map_or_else(Default::default, Hangs::in_inputs),
    };
    if whens.iter().any(|(known, _)| *known == now) && !now.is_empty() {
        return (whens, now, value);
    }
    whens.insert(0, ("kept".to_owned(), frame.word("editor-when-kept")));
    (whens, "kept".to_owned(), String::new())
}

/// How a condition asks for an option of a question, and for its absence.
fn about_options(question: &Outline) -> (&'static str, &'static str) {
    if kind_of(question) == Some(AnswerKind::Multichoice) { ("isTrue", "isFalse") } else { ("eq", "ne") }
}

/// What a condition of one comparison hangs on.
struct Hangs {
    /// As it is chosen from the list.
    chosen: String,
    /// What it is compared with, as somebody types it.
    typed: String,
    /// The place of the question that it hangs on.
    place: usize,
    /// What it does, as its words are called.
    word: String,
}

impl Hangs {
    /// What is chosen from the list, and what is typed beside it: nothing where an option is chosen.
    fn in_inputs(self) -> (String, String) {
        let typed = if self.word.starts_with("is") { String::new() } else { self.typed };
        (self.chosen, typed)
    }
}

/// `None`: it asks more than one thing, or about what is not there.
fn hangs_on(when: &Value, earlier: &[&Outline]) -> Option<Hangs> {
    let (field, op) = (when["field"].as_str()?, when["op"].as_str()?);
    let (id, option) = field.split_once(':').unwrap_or((field, ""));
    let place = earlier.iter().position(|known| id_of(known) == id)?;
    let kind = kind_of(earlier[place])?;
    let option = if kind == AnswerKind::Choice { when["value"].as_str()? } else { option };
    if kind.has_options() {
        let word = if matches!(op, "eq" | "isTrue") { "is" } else { "is-not" };
        let (chosen, typed) = (format!("{op}:{id}:{option}"), option.to_owned());
        return Some(Hangs { chosen, typed, place, word: word.to_owned() });
    }
    let typed = as_typed(kind, &when["value"]);
    Some(Hangs { chosen: format!("{op}:{id}"), typed, place, word: op.to_owned() })
}

/// Who gets a question, in a sentence; `None`: everybody.
fn asked(frame: &Frame<'_>, all: &[&Outline], at: usize) -> Option<String> {
    let hangs = hangs_on(all[at].get("when")?, &all[..at]);
    let Some(hangs) =
        hangs.filter(|hangs| hangs.word.starts_with("is") || COMPARED.contains(&hangs.word.as_str()))
    else {
        return Some(frame.word("editor-asked-some"));
    };
    let values = [("number", WordValue::from(hangs.place + 1)), ("answer", WordValue::from(hangs.typed))];
    Some(frame.words.text_with(&format!("editor-asked-{}", hangs.word), &values))
}

/// The questions of a form in their order, with who gets each of them.
pub(super) fn preview(frame: &Frame<'_>, form: &Outline) -> Markup {
    let all = questions(form);
    html! {
        ol { @for (at, question) in all.iter().enumerate() { li {
            p { (super::said(question, "label")) }
            @if !options_of(question).is_empty() { ul { @for option in options_of(question) { li { (option) } } } }
            @if let Some(who) = asked(frame, &all, at) { p.quiet { (who) } }
            @if question.get("optional") == Some(&Value::Bool(true)) { p.quiet { (frame.word("editor-asked-optional")) } }
        } } }
    }
}

/// The form as a client gets it. Nothing of it is kept.
#[must_use]
pub fn tried(frame: &Frame<'_>, shown: &FormTried<'_>) -> String {
    let whole = format!("/web/content/work_form/{}", shown.text.key);
    let body = html! {
        p { a href=(whole) { (frame.word("editor-try-back")) } }
        p.told { (frame.word("editor-try-text")) }
        section.card.preview {
            form method="post" {
                @for (name, typed) in shown.rest { input type="hidden" name=(name) value=(typed); }
                @for part in &shown.page.parts { (one(frame, part)) }
                button.main type="submit" name="act" value="next" { (frame.word("editor-try-next")) }
            }
            form method="post" { button type="submit" name="act" value="again" { (frame.word("form-clear")) } }
        }
    };
    let title = if shown.page.title.trim().is_empty() {
        frame.word("editor-part-nameless")
    } else {
        shown.page.title.clone()
    };
    frame.page(&title, &body)
}
