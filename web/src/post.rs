//! A message of a helper as a letter on paper: to whom it goes.

use maud::html;
use opstap::MessageRow;

use crate::Frame;

/// What will stand on it, and the address to type.
#[must_use]
pub fn post(frame: &Frame<'_>, message: &MessageRow, name: &str) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("post-intro")) }
        section.card { p.quiet { (message.when_text) } p.written { (message.text) } }
        form method="post" {
            (frame.area("address", &word("post-address"), &word("post-address-hint"), name, 5))
            p.quiet { (word("post-kept")) }
            button.main type="submit" name="act" value="make" { (word("post-make")) }
        }
        (frame.back("messages"))
    };
    frame.page(&word("post-title"), &body)
}
