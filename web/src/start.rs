//! Asking for help without a code: one question at a time, a last look, and the code to come back with.

use maud::{Markup, html};
use opstap::sign_up::{Answer, QUESTIONS};
use opstap::{SignUp, WordValue, answers_in};

use crate::Frame;

/// The question at `step`, with what was answered before, by question: it travels from page to page, and nothing is kept
/// before it is sent.
#[must_use]
pub fn question(frame: &Frame<'_>, step: usize, typed: &[(String, String)]) -> String {
    let (key, kind) = QUESTIONS[step.min(QUESTIONS.len() - 1)];
    let title = frame.word(&format!("sign-up-{key}"));
    let at = [("step", WordValue::from(step + 1)), ("count", WordValue::from(QUESTIONS.len()))];
    let body = html! {
        @if step == 0 { p { (frame.word("sign-up-intro")) } }
        p.quiet { (frame.words.text_with("sign-up-step", &at)) }
        form method="post" action="/web/start" {
            (carried(typed, key))
            input type="hidden" name="step" value=(step);
            (asked(frame, key, kind, said(typed, key), &title))
            button.main type="submit" name="act" value="next" { (frame.word("ui-all-next")) }
            @if step > 0 { button type="submit" name="act" value="back" { (frame.word("ui-all-back")) } }
        }
    };
    frame.page(&frame.word("sign-up-title"), &body)
}

/// What was answered, before it is sent.
#[must_use]
pub fn check(frame: &Frame<'_>, asked: &SignUp, typed: &[(String, String)]) -> String {
    let body = html! {
        @for (question, answer) in answers_in(frame.words, asked) {
            div.row { p.large { (question) } p.written { (answer) } }
        }
        form method="post" action="/web/start" {
            (carried(typed, ""))
            input type="hidden" name="step" value=(QUESTIONS.len());
            button.main type="submit" name="act" value="send" { (frame.word("sign-up-send")) }
            button type="submit" name="act" value="back" { (frame.word("sign-up-change")) }
        }
    };
    frame.page(&frame.word("sign-up-check"), &body)
}

/// The code to come back with: shown while it is new, with who answers and when, and otherwise made anew.
#[must_use]
pub fn kept(frame: &Frame<'_>, code: Option<&str>, organisation: &str) -> String {
    let promise = [("organisation", WordValue::from(organisation.to_owned()))];
    let body = html! {
        @if let Some(code) = code {
            p { (frame.words.text_with("sign-up-promise", &promise)) }
            p.large.code { (code) }
            p { (frame.word("sign-up-kept-why")) }
            form method="post" { button.main type="submit" name="act" value="done" { (frame.word("sign-up-go-on")) } }
        } @else {
            p { (frame.word("sign-up-kept-why")) }
            p.quiet { (frame.word("sign-up-code-why")) }
            form method="post" { button.main type="submit" name="act" value="new" { (frame.word("sign-up-code-new")) } }
        }
    };
    let title = if code.is_some() { "sign-up-kept" } else { "sign-up-code-way" };
    frame.page(&frame.word(title), &body)
}

fn said<'t>(typed: &'t [(String, String)], key: &str) -> &'t str {
    typed.iter().find(|(known, _)| known == key).map_or("", |(_, value)| value.as_str())
}

/// The other answers, unseen.
fn carried(typed: &[(String, String)], but: &str) -> Markup {
    // `once` says that it is the same form.
    let others = QUESTIONS.iter().map(|(key, _)| *key).chain(["once"]).filter(|key| *key != but);
    html! { @for key in others { input type="hidden" name=(key) value=(said(typed, key)); } }
}

fn asked(frame: &Frame<'_>, key: &str, kind: Answer, said: &str, title: &str) -> Markup {
    let word = |suffix: &str| frame.word(&format!("sign-up-{key}-{suffix}"));
    match kind {
        Answer::Postcode => frame.field(key, title, &word("hint"), said),
        Answer::Words => html! {
            label for=(key) { (title) }
            p.hint id={ (key) "-hint" } { (word("hint")) }
            (frame.beside(key))
            textarea id=(key) name=(key) rows="6" aria-describedby={ (key) "-hint" } { (said) }
        },
        Answer::One(all) | Answer::Any(all) => html! {
            fieldset {
                legend { (title) }
                (frame.beside(key))
                @for answer in all {
                    label.choice {
                        input type=(if matches!(kind, Answer::Any(_)) { "checkbox" } else { "radio" })
                            name=(key) value=(answer) checked[said.split("; ").any(|one| one == *answer)];
                        (word(answer))
                    }
                }
            }
        },
    }
}
