//! News for a group that fits, for who writes for an organisation: what to say, for whom, about how many people that is, and
//! what was sent. Never who they are.

use maud::{Markup, html};
use opstap::{ASKED, Asks, PARTS_MAX, WordValue, field_key};

use crate::Frame;
use crate::messages::{advice, pairs};

/// News that was sent. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsLine {
    /// What forms call it.
    pub id: String,
    /// The first words of it.
    pub text: String,
    /// For whom, a line for each thing that had to be so.
    pub group: Vec<String>,
    /// How far it is, and when it was sent.
    pub facts: Vec<String>,
    /// It can still be stopped.
    pub going: bool,
}

/// What was asked before sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsChecked {
    /// About how many people get it, in words.
    pub count: String,
    /// There are enough of them.
    pub enough: bool,
    /// What could be plainer in it.
    pub plainer: Vec<String>,
}

/// A place to write and to choose for whom; then what was sent, newest first.
#[must_use]
pub fn news(frame: &Frame<'_>, sent: &[NewsLine], checked: Option<&NewsChecked>) -> String {
    let word = |key: &str| frame.word(key);
    let answers = answers(frame);
    let body = html! {
        // First of all what can still be stopped: there is a minute for it.
        @for line in sent.iter().filter(|line| line.going) { (went(frame, line)) }
        p { (word("news-text")) }
        form.card method="post" action="/web/news" {
            (frame.area("words", &word("news-words"), &word("news-words-hint"), "", 8))
            fieldset {
                legend { (word("news-whom")) }
                p.hint { (word("news-whom-hint")) }
                (frame.beside("whom"))
                @for at in 1..=PARTS_MAX { (part(frame, at, &answers)) }
            }
            @if let Some(checked) = checked {
                (advice(frame, &checked.plainer))
                p.told role="status" { (checked.count) }
                @if checked.enough {
                    button.main type="submit" name="act" value="send" { (word("news-send")) }
                }
                button type="submit" name="act" value="count" { (word("news-count-again")) }
            } @else {
                button.main type="submit" name="act" value="count" { (word("news-count")) }
            }
        }
        @if sent.is_empty() { p { (word("news-sent-none")) } }
        @if sent.iter().any(|line| !line.going) { h2 { (word("news-sent")) } }
        @for line in sent.iter().filter(|line| !line.going) { (went(frame, line)) }
    };
    frame.page(&word("news-title"), &body)
}

/// What can be asked, as a form says it, and in words.
fn answers(frame: &Frame<'_>) -> Vec<(String, String)> {
    let mut answers = vec![(String::new(), frame.word("news-anybody"))];
    for (field, asks) in ASKED {
        let what = frame.word(&format!("news-{}", field_key(field)));
        let hows = match asks {
            Asks::YesNo => ["yes", "no"],
            Asks::Number => ["least", "most"],
        };
        for how in hows {
            let text = frame
                .words
                .text_with(&format!("news-asks-{how}"), &[("what", WordValue::from(what.clone()))]);
            answers.push((format!("{how}:{field}"), text));
        }
    }
    answers
}

fn part(frame: &Frame<'_>, at: usize, answers: &[(String, String)]) -> Markup {
    let numbered = |key: &str| frame.words.text_with(key, &[("number", WordValue::from(at))]);
    let hint = frame.word("news-many-hint");
    html! {
        (frame.choice(&format!("who{at}"), &numbered("news-who"), "", &pairs(answers)))
        (frame.input("number", None, &format!("many{at}"), [&numbered("news-many"), &hint, ""]))
    }
}

fn went(frame: &Frame<'_>, line: &NewsLine) -> Markup {
    html! {
        section.card {
            p.written { (line.text) }
            @for one in &line.group { p { (one) } }
            @for fact in &line.facts { p.quiet { (fact) } }
            @if line.going {
                form method="post" action="/web/news" {
                    button.danger type="submit" name="act" value={ "stop/" (line.id) } { (frame.word("news-stop")) }
                }
            }
        }
    }
}
