//! The messages that fit now, over all cases of a counsellor.

use maud::html;
use opstap::PromptRow;

use crate::Frame;

/// Who, and why; the message is read, changed and sent in the case itself, where the client sees that somebody looked.
#[must_use]
pub fn prompts(frame: &Frame<'_>, rows: &[PromptRow]) -> String {
    let body = html! {
        @if rows.is_empty() { p { (frame.word("prompts-none")) } }
        @for row in rows {
            section.card {
                h2 { a href={ "/web/of/" (row.case) "/page/prompts" } { (row.name) } }
                p { (row.why) }
            }
        }
        p { a href="/web/clients" { (frame.word("ui-all-back")) } }
    };
    frame.page(&frame.word("prompts-title"), &body)
}
