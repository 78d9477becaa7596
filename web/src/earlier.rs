//! What somebody began before, without a name: what stands there, and bringing it into their case.

use maud::html;
use opstap::EarlierStart;

use crate::Frame;

/// The code, and once it was looked at what stands there, with everything chosen that can come along.
#[must_use]
pub fn earlier(frame: &Frame<'_>, code: &str, found: Option<&EarlierStart>) -> String {
    let word = |key: &str| frame.word(key);
    // Before anything was chosen, all of it is.
    let before = frame.refusal.map(|_| frame.shown("bring", ""));
    let chosen = |sort: &str| before.is_none_or(|all| all.split("; ").any(|one| one == sort));
    let body = html! {
        @if found.is_none() { p { (word("earlier-intro")) } }
        form method="post" action="/web/earlier" {
            (frame.field("code", &word("earlier-code"), &word("earlier-code-hint"), code))
            button.main[found.is_none()] type="submit" name="act" value="look" { (word("earlier-look")) }
            @if let Some(found) = found {
                section.card {
                    p.large { (found.asked_text) }
                    @if found.sorts.is_empty() {
                        p { (word("earlier-nothing")) }
                    } @else {
                        fieldset {
                            legend { (word("earlier-choose")) }
                            p.hint { (word("earlier-choose-hint")) }
                            (frame.beside("bring"))
                            @for part in &found.sorts {
                                label.choice {
                                    input type="checkbox" name="bring" value=(part.sort) checked[chosen(&part.sort)];
                                    " " (part.text)
                                }
                            }
                        }
                    }
                    @if !found.ends.is_empty() {
                        h2 { (word("earlier-ends-title")) }
                        @for part in &found.ends { p.warning { (part.text) } }
                        (frame.tick("let_end", &word("earlier-let-end")))
                    }
                }
                button.main type="submit" name="act" value="bring" { (word("earlier-bring")) }
            }
        }
        (frame.back("more"))
    };
    frame.page(&word("earlier-title"), &body)
}
