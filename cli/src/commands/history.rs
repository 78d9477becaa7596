//! Who changed what, and undoing it.

use opstap::{HistoryPage, OpstapError, Uuid};

use crate::answer::Answer;
use crate::commands::device::waiting;
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn history(session: &Session, case: Option<Uuid>, thing: &str) -> Result<Answer, Failure> {
    let id = find(session, case, thing)?;
    let found = waiting(session.device.history(case, id))?;
    let page = page(session, thing, &found);
    Answer::new(&found, page)
}

pub(crate) fn undo(
    session: &Session,
    case: Option<Uuid>,
    thing: &str,
    change: Option<&str>,
) -> Result<Answer, Failure> {
    let id = find(session, case, thing)?;
    let change = if let Some(change) = change {
        change.to_owned()
    } else {
        let found = waiting(session.device.history(case, id))?;
        let newest = found.changes.into_iter().find(|row| row.can_undo);
        newest.ok_or(OpstapError::Unknown { what: "record" })?.id
    };
    let after = waiting(session.device.undo_change(case, id, &change))?;
    Answer::new(&after, Page::of(&session.text("history-undone")))
}

/// By its key, such as `huur`, where one thing has it; else by the beginning of its id. A whole id may also be of
/// something that is deleted here.
fn find(session: &Session, case: Option<Uuid>, thing: &str) -> Result<Uuid, Failure> {
    let things = session.device.things(case)?;
    let mut by_key = things.iter().filter(|row| row.key == thing);
    if let (Some(row), None) = (by_key.next(), by_key.next()) {
        return Ok(row.id);
    }
    if let Ok(id) = Uuid::parse_str(thing) {
        return Ok(id);
    }
    typed::pick(thing, "error-unknown-record", things.iter().map(|row| (row.id.to_string(), row.id)))
}

fn page(session: &Session, thing: &str, found: &HistoryPage) -> Page {
    let mut page = Page::titled(&session.say("history-title", &[("name", &found.name)]));
    if !found.complete {
        page.say(&session.text("history-partly"));
    }
    if found.changes.is_empty() {
        page.say(&session.text("history-empty"));
    }
    for row in &found.changes {
        let mut values = vec![
            ("when", row.when_text.as_str()),
            ("who", &row.who),
            ("field", &row.field),
            ("after", &row.after),
        ];
        let key = match &row.before {
            _ if row.removed => "history-removed",
            Some(before) => {
                values.push(("before", before));
                "history-line"
            }
            None => "history-first",
        };
        let mut line = session.say(key, &values);
        if row.waiting {
            also(&mut line, &session.text("cli-only-here"));
        }
        page.item(&line);
        if row.can_undo {
            page.under(&format!("opstap undo {thing} {}", row.id));
        }
    }
    page
}
