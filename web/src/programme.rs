//! The programme, and one task of it.

use maud::{Markup, html};
use opstap::{ProgrammeSummary, StepRow, TaskRow, format};

use crate::Frame;

/// All phases with their steps and tasks.
#[must_use]
pub fn programme(frame: &Frame<'_>, programme: &ProgrammeSummary) -> String {
    let body = html! {
        p.large { (programme.title) }
        progress max="100" value=(programme.percent) aria-label=(frame.word("ui-today-way")) {}
        // Somebody goes on to another version together with who helps them.
        @if frame.helps && frame.sight.is_none() && programme.newer {
            section.card {
                p.large { (frame.word("ui-programme-newer")) }
                p.quiet { (frame.word("ui-programme-renew-text")) }
                form method="post" action=(frame.to("programme")) {
                    button type="submit" name="act" value="renew" { (frame.word("ui-programme-renew")) }
                }
            }
        }
        @for phase in &programme.phases {
            section.card {
                h2 { (phase.title) " " (state(frame, phase.state)) }
                @if !phase.aim.is_empty() { p.quiet { (frame.word("ui-programme-aim")) ": " (phase.aim) } }
                @for step in &phase.steps { (one_step(frame, step)) }
            }
        }
        @if !programme.offered.is_empty() {
            section.card { ul { @for task in &programme.offered { (row(frame, task)) } } }
        }
    };
    frame.page(&frame.word("ui-programme-title"), &body)
}

fn one_step(frame: &Frame<'_>, step: &StepRow) -> Markup {
    html! {
        h3 { (step.title) " " (state(frame, step.state)) }
        @if let Some(reason) = &step.reason { p.quiet { (reason) } }
        ul { @for task in &step.tasks { (row(frame, task)) } }
    }
}

fn row(frame: &Frame<'_>, task: &TaskRow) -> Markup {
    html! {
        li {
            a href=(frame.to(&format!("task/{}", task.id))) { (task.title) }
            " " (state(frame, task.state))
        }
    }
}

fn state(frame: &Frame<'_>, state: &str) -> Markup {
    html! { span.state { (frame.word(&format!("ui-state-{state}"))) } }
}

/// A task: how it goes, and what can be said of it.
#[must_use]
pub fn task(frame: &Frame<'_>, task: &TaskRow) -> String {
    let language = frame.words.language();
    let may = |act: &str| task.actions.contains(&act);
    let button = |act: &str, key: &str, class: &str| {
        html! {
            @if may(act) { button class=(class) type="submit" name="act" value=(act) { (frame.word(key)) } }
        }
    };
    let undo = if task.state == "done" { "ui-task-undo" } else { "ui-task-take-back" };
    let body = html! {
        p { (state(frame, task.state)) }
        @if !task.text.is_empty() { h2 { (frame.word("ui-task-how")) } p.written { (task.text) } }
        p.quiet { (task.minutes_text) }
        @if let Some(due) = task.due_on {
            p { (frame.word("ui-task-due")) " " (format::full_date(language, due)) }
        }
        @if let Some(form) = &task.form {
            p { a href=(frame.to(&format!("page/form/{form}"))) { (frame.word("form-title")) } }
        }
        form method="post" {
            (button("complete", "ui-task-done", "main"))
            @if may("postpone") && !task.postpone_to.is_empty() {
                fieldset {
                    legend { (frame.word("ui-task-later-title")) }
                    @for day in &task.postpone_to {
                        label.choice { input type="radio" name="until" value=(day); (format::full_date(language, *day)) }
                    }
                    (frame.beside("until"))
                    button type="submit" name="act" value="postpone" { (frame.word("ui-task-later")) }
                }
            }
            (button("decline", "ui-task-decline", "quiet"))
            @if frame.helps && !matches!(task.state, "done" | "skipped") {
                button.quiet type="submit" name="act" value="skip" { (frame.word("ui-task-skip")) }
            }
            (button("undo", undo, "quiet"))
        }
        p { a href=(frame.to("programme")) { (frame.word("ui-programme-title")) } }
    };
    frame.page(&task.title, &body)
}
