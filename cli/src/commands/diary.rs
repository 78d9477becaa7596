//! The diary, for the client alone.

use opstap::{DiarySummary, OpstapError, Uuid};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::diary::DiaryCommand;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn diary(session: &Session, command: Option<&DiaryCommand>) -> Result<Answer, Failure> {
    let device = &session.device;
    let row = match command {
        None | Some(DiaryCommand::Show) => {
            let diary = device.diary()?;
            return Answer::new(&diary, shown(session, &diary));
        }
        Some(DiaryCommand::Write { text, on }) => {
            let on = on.as_deref().map(|on| session.typed_date(on)).transpose()?;
            device.write_diary(text, on)?
        }
        Some(DiaryCommand::Change { id, text }) => device.change_diary(find(session, id)?, text)?,
        Some(DiaryCommand::Remove { id }) => {
            device.remove_diary(find(session, id)?)?;
            return Answer::new(&json!({}), Page::of(&session.text("diary-removed")));
        }
        Some(DiaryCommand::Share { id }) => {
            let message = device.share_diary(find(session, id)?)?;
            return Answer::new(&message, Page::of(&session.text("diary-shared")));
        }
        Some(DiaryCommand::Key { letters: Some(typed) }) => {
            let diary = device.enter_diary_key(typed)?;
            return Answer::new(&diary, Page::of(&session.text("diary-key-taken")));
        }
        Some(DiaryCommand::Key { letters: None }) => {
            let key = device.diary_key()?;
            let mut page = Page::titled(&session.text("diary-key-title"));
            page.say(&key);
            page.say(&session.text("diary-key-text"));
            return Answer::new(&json!({ "key": key }), page);
        }
    };
    Answer::new(&row, Page::of(&session.text("cli-saved")))
}

fn find(session: &Session, typed: &str) -> Result<Uuid, Failure> {
    let entries = session.device.diary()?.entries;
    let missing = OpstapError::Unknown { what: "entry" }.phrase().key;
    typed::pick(typed, &missing, entries.into_iter().map(|row| (row.id.to_string(), row.id)))
}

fn shown(session: &Session, diary: &DiarySummary) -> Page {
    let mut page = Page::titled(&session.text("diary-title"));
    page.say(&session.text(if diary.entries.is_empty() { "diary-none" } else { "diary-only-you" }));
    let ids: Vec<String> = diary.entries.iter().map(|row| row.id.to_string()).collect();
    for row in &diary.entries {
        let waiting = if row.waiting { " *" } else { "" };
        page.item(&format!("{} · {}{waiting}", row.on_text, typed::short(&row.id, &ids)));
        page.under(&row.text);
        if let Some(other) = &row.other {
            page.under(&format!("{} {other}", session.text("diary-other")));
        }
    }
    if diary.closed > 0 {
        page.say(&diary.closed_text);
    }
    page
}
