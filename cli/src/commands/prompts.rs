//! Messages that fit now: listed, sent, left.

use opstap::{PromptRow, Uuid};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::editing::PromptsCommand;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn prompts(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&PromptsCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let found = device.prompts(case)?;
    let one = |id: &str| {
        typed::pick(id, "error-unknown-prompt", found.iter().map(|row| (row.id.clone(), row.clone())))
    };
    match command {
        None => list(session, &found),
        Some(PromptsCommand::Send { id, text }) => {
            let row = one(id)?;
            let sent = device.send_prompt(row.case, &row.id, text.as_deref().unwrap_or(&row.text))?;
            let mut page = Page::of(&session.text("prompts-sent"));
            page.under(&sent.text);
            Answer::new(&sent, page)
        }
        Some(PromptsCommand::Leave { id }) => {
            let row = one(id)?;
            device.leave_prompt(row.case, &row.id)?;
            Answer::new(&json!({ "left": row.id }), Page::of(&session.text("prompts-left")))
        }
    }
}

fn list(session: &Session, found: &[PromptRow]) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("prompts-title"));
    if found.is_empty() {
        page.say(&session.text("prompts-none"));
    }
    for row in found {
        page.item(&format!("{} · {} · {}", row.name, row.why, row.id));
        if row.said {
            page.under(&session.text("prompts-human"));
        } else if row.by_itself {
            page.under(&session.text("prompts-by-itself"));
        }
        page.under(&row.text);
        if !row.missing.is_empty() {
            page.under(&session.say("editor-examples-fill", &[("names", &row.missing.join(", "))]));
        }
    }
    Answer::new(&found, page)
}
