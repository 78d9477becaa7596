//! Messages, and questions about a text.

use opstap::{MessageRow, Role, Uuid};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::MessageCommand;
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn message(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&MessageCommand>,
) -> Result<Answer, Failure> {
    match command {
        None => list(session, case, None, 20),
        Some(MessageCommand::List { before, limit }) => list(session, case, before.as_deref(), *limit),
        Some(MessageCommand::Send { text }) => {
            // A helper may have begun with an example.
            let helps = session.device.person().is_some_and(|person| person.role != Role::Client);
            let row = if helps {
                session.device.send_filled(case, text)?
            } else {
                session.device.send_message(case, text)?
            };
            sent(session, &row)
        }
        Some(MessageCommand::Read) => {
            session.device.mark_read(case)?;
            Answer::new(&json!({ "read": true }), Page::of(&session.text("status-read")))
        }
        Some(MessageCommand::Paper { id, address, to }) => {
            let known = session.device.conversation(case, None, 200)?.messages;
            let known = known.iter().map(|row| (row.id.to_string(), row.id));
            let id = typed::pick(id, "error-unknown-record", known)?;
            let letter = session.device.letter_of(case, id, &address.join("\n"))?;
            super::files::write(to, &opstap_report::letter(&letter)?)?;
            let mut page = Page::of(&session.text("export-saved"));
            page.item(&to.display().to_string());
            Answer::new(&json!({ "files": [to] }), page)
        }
        Some(MessageCommand::Erase { id, .. }) => {
            let known = session.device.conversation(case, None, 200)?.messages;
            let known = known.iter().map(|row| (row.id.to_string(), row.id));
            let id = typed::pick(id, "error-unknown-record", known)?;
            session.device.erase_message(case, id)?;
            Answer::new(&json!({ "erased": id }), Page::of(&session.text("messages-erased")))
        }
    }
}

pub(crate) fn ask(session: &Session, case: Option<Uuid>, about: &str, text: &str) -> Result<Answer, Failure> {
    sent(session, &session.device.ask(case, about, text)?)
}

fn sent(session: &Session, row: &MessageRow) -> Result<Answer, Failure> {
    Answer::new(row, Page::of(&session.text("messages-saved-offline")))
}

fn list(
    session: &Session,
    case: Option<Uuid>,
    before: Option<&str>,
    limit: usize,
) -> Result<Answer, Failure> {
    let found = session.device.conversation(case, before, limit)?;
    let mut page = Page::titled(&session.text("messages-title"));
    if found.messages.is_empty() {
        page.say(&session.text("messages-empty"));
    }
    if let Some(older) = &found.older {
        let command = format!("opstap message list --before {older}");
        page.say(&session.say("cli-earlier", &[("command", &command)]));
        page.blank();
    }
    for row in &found.messages {
        let values = [("when", row.when_text.as_str()), ("who", &row.sender), ("text", &row.text)];
        let mut line = session.say("messages-line", &values);
        if row.waiting {
            also(&mut line, &session.text("cli-only-here"));
        }
        page.item(&line);
        if let Some(about) = &row.about {
            let start: String = about.text.split(". ").next().unwrap_or_default().chars().take(70).collect();
            page.under(&session.say("messages-about", &[("text", &start)]));
        }
        for file in &row.files {
            page.under(&super::files::line(session, file));
        }
    }
    if found.unread > 0 {
        page.blank();
        page.say(&session.count("messages-unread", found.unread));
    }
    Answer::new(&found, page)
}
