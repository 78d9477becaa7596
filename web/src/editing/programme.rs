//! A programme, for who writes it: the whole of it on one page, and each step with its tasks on another. Every button keeps
//! what was typed.

use maud::{Markup, html};
use opstap::outline::{self, Outline, id_of, parts_in};
use opstap::{ContentText, PROCESS_PHASES, PROOF, WHO, WordValue};
use serde_json::Value;

use super::parts::{Inputs, add, called, name, numbered, places, titled};
use super::{TextShown, last, preview};
use crate::Frame;
use crate::messages::advice;

/// A step of a programme.
#[derive(Clone, Debug)]
pub struct StepShown<'p> {
    /// The programme.
    pub text: &'p ContentText,
    /// The step.
    pub step: &'p Outline,
    /// Work forms that a task may have: id and title.
    pub forms: &'p [(String, String)],
    /// What could be plainer in it; `None`: nobody asked.
    pub plainer: Option<&'p [String]>,
}

/// What a text that is written says now, or an empty programme.
fn outline_of(text: &ContentText) -> Outline {
    text.draft.as_ref().or(text.published.as_ref()).map_or_else(|| outline::blank("new"), outline::bare)
}

/// The whole of it, but for what is in its steps.
pub(super) fn form(frame: &Frame<'_>, shown: &TextShown<'_>) -> Markup {
    let outline = outline_of(shown.text);
    let own = Inputs::of(frame, &outline);
    let phases = parts_in(&outline);
    html! {
        @if shown.text.live { p { (frame.word("editor-programme-kept")) } }
        form method="post" {
            input type="hidden" name="seen" value=(shown.text.seen);
            // What Enter presses is the first button: it keeps what was typed.
            button type="submit" name="act" value="save" { (frame.word("editor-save")) }
            (own.line("title", "editor-field-title"))
            (own.line("audience", "editor-programme-audience"))
            (own.choice("processPhase", "editor-programme-process", &own.worded("editor-process", &PROCESS_PHASES)))
            (own.number("typicalWeeks", "editor-programme-weeks-ask"))
            (own.area("intro", "editor-programme-intro", 3))
            (own.area("closing", "editor-programme-closing", 3))
            (frame.beside(&name(&outline, "phases")))
            @for (at, phase) in phases.iter().enumerate() { (phase_card(frame, phase, at, phases.len())) }
            (add(frame, &outline, "editor-phase-add"))
            div { (last(frame, shown)) }
        }
    }
}

fn phase_card(frame: &Frame<'_>, phase: &Outline, at: usize, of: usize) -> Markup {
    let own = Inputs::of(frame, phase);
    let steps = parts_in(phase);
    html! {
        section.card id=(id_of(phase)) {
            h3 { (numbered(frame, "editor-phase", at)) }
            (frame.beside(id_of(phase)))
            (own.line("title", "editor-phase-title"))
            (own.area("aim", "editor-phase-aim", 2))
            (frame.beside(&name(phase, "steps")))
            @for (at, step) in steps.iter().enumerate() {
                div.example id=(id_of(step)) {
                    h4 { (numbered(frame, "editor-step", at)) }
                    (frame.beside(id_of(step)))
                    p.quiet { (frame.words.text_with("editor-step-tasks", &[("count", WordValue::from(parts_in(step).len()))])) }
                    button type="submit" name="act" value={ "open:" (id_of(step)) } { (titled(frame, "editor-step-open", step)) }
                    (places(frame, step, at, steps.len()))
                }
            }
            (add(frame, phase, "editor-step-add"))
            (places(frame, phase, at, of))
        }
    }
}

/// A step with its tasks.
#[must_use]
pub fn step(frame: &Frame<'_>, shown: &StepShown<'_>) -> String {
    let step = shown.step;
    let own = Inputs::of(frame, step);
    let tasks = parts_in(step);
    let whole = format!("/web/content/programme/{}", shown.text.key);
    let body = html! {
        p { a href=(whole) { (frame.word("editor-step-back")) } }
        h2 { (frame.word("editor-preview")) }
        section.card.preview { (preview::step(frame, &Value::Object(step.clone()))) }
        h2 { (frame.word("editor-edit")) }
        form method="post" {
            input type="hidden" name="seen" value=(shown.text.seen);
            button type="submit" name="act" value="save" { (frame.word("editor-save")) }
            (own.line("title", "editor-step-title"))
            (own.area("why", "editor-step-why", 2))
            (own.area("praise", "editor-step-praise", 2))
            (frame.beside(&name(step, "tasks")))
            @for (at, task) in tasks.iter().enumerate() { (task_card(frame, task, (at, tasks.len()), shown.forms)) }
            (add(frame, step, "editor-task-add"))
            div {
                @if let Some(plainer) = shown.plainer { (advice(frame, plainer)) }
                button type="submit" name="act" value="save" { (frame.word("editor-save")) }
                button.main type="submit" name="act" value="back" { (frame.word("editor-step-back")) }
                button type="submit" name="act" value="check" { (frame.word("editor-check")) }
            }
        }
    };
    frame.page(&called(frame, step), &body)
}

fn task_card(
    frame: &Frame<'_>,
    task: &Outline,
    (at, of): (usize, usize),
    forms: &[(String, String)],
) -> Markup {
    let own = Inputs::of(frame, task);
    let mut answers = vec![(String::new(), frame.word("editor-task-form-none"))];
    answers.extend(forms.iter().cloned());
    html! {
        section.card id=(id_of(task)) {
            h3 { (numbered(frame, "editor-task", at)) }
            (frame.beside(&name(task, "id")))
            (own.line("title", "editor-task-title"))
            (own.area("text", "editor-task-text", 3))
            (own.choice("who", "editor-task-who", &own.worded("editor-who", &WHO)))
            (own.number("minutes", "editor-task-minutes"))
            (own.choice("proof", "editor-task-proof", &own.worded("editor-proof", &PROOF)))
            (own.choice("form", "editor-task-form", &answers))
            (places(frame, task, at, of))
        }
    }
}
