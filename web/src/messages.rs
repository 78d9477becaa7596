//! The conversation, and for helpers what stands beside the place to write: examples, and what could be plainer.

use maud::{Markup, html};
use opstap::{ConversationPage, ExamplesPage, Feature, MessageRow, WordValue};

use crate::Frame;
use crate::files::{adding, files};
use crate::live::{Asks, Pause};

/// What a helper has before them while they write.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// What stands in the place to write.
    pub text: String,
    /// What could be plainer in it; `None`: nobody asked.
    pub plainer: Option<Vec<String>>,
    /// What was looked for among the examples.
    pub find: String,
    /// For which moment.
    pub moment: String,
    /// With which technique.
    pub technique: String,
    /// Somebody looked for one.
    pub looked: bool,
    /// What was found, and what can be chosen from.
    pub found: ExamplesPage,
}

/// What was said, oldest first, and a place to write.
#[must_use]
pub fn messages(frame: &Frame<'_>, page: &ConversationPage, writing: Option<&Writing>) -> String {
    let word = |key: &str| frame.word(key);
    let to = frame.to("messages");
    let body = html! {
        @if let Some(older) = &page.older {
            p { a href=(frame.to(&format!("messages/{older}"))) { (word("ui-conversation-older")) } }
        }
        @if page.messages.is_empty() { p { (word("ui-conversation-empty")) } }
        ol.messages { @for message in &page.messages { (said(frame, message, writing.is_some())) } }
        form method="post" action=(to) {
            @if let Some(writing) = writing {
                // Before the place to write: what Enter presses in a search is the first button of its form, and that sends nothing.
                (examples(frame, &to, writing))
                (Asks { to: &to, act: "check", part: "plainer", pause: Pause::Sentence }.around(&place(frame, &writing.text)))
            } @else {
                (place(frame, ""))
            }
            button.main type="submit" name="act" value="send" { (word("ui-conversation-send")) }
            @if let Some(writing) = writing {
                button type="submit" name="act" value="check" { (word("editor-check")) }
                // Below the buttons: what appears while somebody writes moves none of them.
                div id="plainer" { @if let Some(plainer) = &writing.plainer { (advice(frame, plainer)) } }
            }
        }
        (adding(frame, "messages", true))
    };
    let title = word("ui-conversation-title");
    if writing.is_some() { frame.live_page(&title, &body) } else { frame.page(&title, &body) }
}

/// The place to write.
fn place(frame: &Frame<'_>, text: &str) -> Markup {
    frame.area("text", &frame.word("ui-conversation-write"), "", text, 6)
}

fn said(frame: &Frame<'_>, message: &MessageRow, helps: bool) -> Markup {
    html! {
        li.mine[message.mine] {
            p.quiet { (message.sender) " · " (message.when_text) }
            @if let Some(about) = &message.about {
                p.quiet { (frame.word("ui-conversation-about")) ": " (about.text) }
            }
            p.written { (message.text) }
            (files(frame, &message.files))
            @if helps && message.mine {
                @if frame.offers(Feature::Proposals) {
                    p { a href=(frame.to(&format!("propose/{}", message.id))) { (frame.word("editor-propose-way")) } }
                }
                p { a href=(frame.to(&format!("post/{}", message.id))) { (frame.word("post-way")) } }
            }
        }
    }
}

/// What could be plainer in a text, or that it is easy to read.
pub(crate) fn advice(frame: &Frame<'_>, plainer: &[String]) -> Markup {
    html! {
        div.card role="status" {
            @if plainer.is_empty() {
                p { (frame.word("editor-plain-good")) }
            } @else {
                p.large { (frame.word("editor-plain-title")) }
                ul { @for one in plainer { li { (one) } } }
            }
        }
    }
}

fn examples(frame: &Frame<'_>, to: &str, writing: &Writing) -> Markup {
    let word = |key: &str| frame.word(key);
    let any = word("editor-examples-any");
    let choices = |all: &[String]| -> Vec<(String, String)> {
        let own = all.iter().map(|one| (one.clone(), one.clone()));
        std::iter::once((String::new(), any.clone())).chain(own).collect()
    };
    let (moments, techniques) = (choices(&writing.found.moments), choices(&writing.found.techniques));
    let asks = Asks { to, act: "find", part: "found", pause: Pause::Word };
    html! {
        details.card open[writing.looked] {
            summary { (word("editor-examples-title")) }
            (asks.around(&html! {
                (frame.input("search", None, "find", [&word("editor-examples-find"), "", &writing.find]))
                (frame.choice("moment", &word("editor-examples-moment"), &writing.moment, &pairs(&moments)))
                (frame.choice("technique", &word("editor-examples-technique"), &writing.technique, &pairs(&techniques)))
            }))
            button type="submit" name="act" value="find" { (word("editor-examples-search")) }
            div id="found" { @if writing.looked { (found(frame, &writing.found)) } }
        }
    }
}

fn found(frame: &Frame<'_>, found: &ExamplesPage) -> Markup {
    let word = |key: &str| frame.word(key);
    html! {
        @if found.rows.is_empty() { p role="status" { (word("editor-examples-none")) } }
        @for row in &found.rows {
            div.example {
                p.quiet { (row.moment) " · " (row.technique) }
                p.written { (row.text) }
                @if !row.missing.is_empty() { p.quiet { (named(frame, "editor-examples-fill", &row.missing)) } }
                button type="submit" name="act" value={ "take-" (row.id) } { (word("editor-examples-take")) }
            }
        }
        @if found.more { p.quiet { (word("editor-examples-more")) } }
    }
}

pub(crate) fn pairs(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect()
}

pub(crate) fn named(frame: &Frame<'_>, key: &str, names: &[String]) -> String {
    frame.words.text_with(key, &[("names", WordValue::from(names.join(", ")))])
}
