//! The conversation.

use maud::html;
use opstap::ConversationPage;

use crate::Frame;

/// What was said, oldest first, and a place to write.
#[must_use]
pub fn messages(frame: &Frame<'_>, page: &ConversationPage) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        @if let Some(older) = &page.older {
            p { a href=(frame.to(&format!("messages/{older}"))) { (word("ui-conversation-older")) } }
        }
        @if page.messages.is_empty() { p { (word("ui-conversation-empty")) } }
        ol.messages {
            @for message in &page.messages {
                li.mine[message.mine] {
                    p.quiet { (message.sender) " · " (message.when_text) }
                    @if let Some(about) = &message.about {
                        p.quiet { (word("ui-conversation-about")) ": " (about.text) }
                    }
                    p.written { (message.text) }
                    @for file in &message.files { p.quiet { (word("ui-files-title")) ": " (file.name) } }
                }
            }
        }
        form method="post" {
            label for="text" { (word("ui-conversation-write")) }
            (frame.beside("text"))
            textarea id="text" name="text" rows="5" { (frame.shown("text", "")) }
            button.main type="submit" name="act" value="send" { (word("ui-conversation-send")) }
        }
    };
    frame.page(&word("ui-conversation-title"), &body)
}
