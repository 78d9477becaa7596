//! What there is to read: difficult words.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;

pub(crate) fn words(session: &Session, search: &str) -> Result<Answer, Failure> {
    let found = session.device.glossary(Some(search))?;
    let mut page = Page::titled(&session.text("ui-library-words"));
    if found.is_empty() {
        page.say(&session.text("ui-library-none"));
    }
    for row in &found {
        page.item(&row.term);
        page.under(&row.plain);
    }
    Answer::new(&found, page)
}
