//! What there is to read: difficult words, and how the organisation is reached.

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

pub(crate) fn reach(session: &Session) -> Result<Answer, Failure> {
    let found = session.device.reach()?;
    let mut page = Page::titled(&session.text("reach-title"));
    page.item(&found.organisation);
    if found.phone.is_empty() && found.mail.is_empty() {
        page.say(&session.text("reach-none"));
    }
    if !found.phone.is_empty() {
        page.item(&session.say("reach-call", &[("phone", &found.phone)]));
        page.under(&found.hours);
    }
    if !found.mail.is_empty() {
        page.item(&session.say("reach-write", &[("mail", &found.mail)]));
    }
    for line in found.visit.lines() {
        page.under(line);
    }
    Answer::new(&found, page)
}
