//! One message to several clients.

use maud::html;
use opstap::{CaseRow, ManyRow, WordValue};

use crate::Frame;

/// What a helper has before them.
#[derive(Clone, Debug, Default)]
pub struct Many {
    /// Their clients.
    pub clients: Vec<CaseRow>,
    /// Those that are chosen, by their cases.
    pub chosen: Vec<String>,
    /// What stands in the place to write.
    pub text: String,
    /// What each of them would read, once it was looked at.
    pub seen: Vec<ManyRow>,
    /// Tells this sending from another.
    pub once: String,
}

/// Whom, what, and what each of them would read; only then it can be sent.
#[must_use]
pub fn many(frame: &Frame<'_>, many: &Many) -> String {
    let word = |key: &str| frame.word(key);
    let ready = !many.seen.is_empty() && many.seen.iter().all(|row| row.missing.is_empty());
    let hint = frame.words.text_with("many-text-hint", &[("example", WordValue::from("{voornaam}"))]);
    let count = [("count", WordValue::from(many.seen.len()))];
    let body = html! {
        form method="post" action="/web/many" {
            input type="hidden" name="once" value=(many.once);
            fieldset {
                legend { (word("many-whom")) }
                (frame.beside("clients"))
                @for row in &many.clients {
                    @let id = row.case.to_string();
                    label.choice {
                        input type="checkbox" name="clients" value=(id) checked[many.chosen.contains(&id)];
                        " " (row.name)
                    }
                }
            }
            (frame.area("text", &word("many-text"), &hint, &many.text, 6))
            button.main[!ready] type="submit" name="act" value="look" { (word("many-look")) }
            @if !many.seen.is_empty() {
                h2 { (word("many-seen")) }
                @for row in &many.seen {
                    section.card {
                        p.large { (row.name) }
                        p.written { (row.text) }
                        @if !row.missing.is_empty() {
                            p.warning { (frame.words.text_with("many-misses", &[("names", row.missing.join(", ").into())])) }
                        }
                    }
                }
            }
            @if ready {
                button.main type="submit" name="act" value="send" { (frame.words.text_with("many-send", &count)) }
            }
        }
        p { a href="/web/clients" { (word("ui-all-back")) } }
    };
    frame.page(&word("many-title"), &body)
}
