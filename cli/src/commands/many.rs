//! One message to several clients.

use opstap::{Uuid, WordValue};
use serde_json::json;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn many(session: &Session, text: &str, to: &[String], send: bool) -> Result<Answer, Failure> {
    let device = &session.device;
    let known: Vec<Uuid> = device.cases();
    let one = |typed: &String| {
        typed::pick(typed, "error-unknown-case", known.iter().map(|case| (case.to_string(), *case)))
    };
    let cases: Result<Vec<Uuid>, Failure> = to.iter().map(one).collect();
    let cases = cases?;
    let rows = device.to_many(&cases, text)?;
    if send {
        // The same words on one day are one sending, also when the first run was broken off.
        let once = format!("{}/{text}", session.today);
        let sent = device.send_to_many(&cases, text, &once)?;
        let said = session.words.text_with("many-sent", &[("count", WordValue::from(sent))]);
        return Answer::new(&json!({ "sent": sent }), Page::of(&said));
    }
    let mut page = Page::titled(&session.text("many-seen"));
    for row in &rows {
        page.part(&row.name);
        page.say(&row.text);
        if !row.missing.is_empty() {
            page.under(&session.say("many-misses", &[("names", &row.missing.join(", "))]));
        }
    }
    Answer::new(&rows, page)
}
