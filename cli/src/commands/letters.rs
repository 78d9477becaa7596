//! Letters: what has to be answered by when.

use std::path::Path;

use opstap::{FileEntry, LetterEntry, LetterRow, Uuid};
use serde_json::json;

use super::{debts, files};
use crate::answer::Answer;
use crate::arguments::debts::{LetterArguments, LettersCommand};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn letters(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&LettersCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let known = |typed: &str| {
        let letters = device.letters(case)?;
        let all = letters.open.into_iter().chain(letters.done);
        typed::pick(typed, "error-unknown-letter", all.map(|row| (row.id.to_string(), row.id)))
    };
    let row = match command {
        Some(LettersCommand::Show) | None => return show(session, case),
        Some(LettersCommand::Read { file }) => return read(session, case, file),
        Some(LettersCommand::Add { sender, photo, said }) => {
            let entry = entry(session, case, Some(sender), said)?;
            let photos = photo.iter().map(|file| scan(file)).collect::<Result<Vec<_>, _>>()?;
            let mut photos = photos.into_iter().map(Ok);
            device.file_letter_with_photos(case, &entry, &mut || photos.next())?
        }
        Some(LettersCommand::Photo { id, file }) => {
            device.attach_to_letter(case, known(id)?, &scan(file)?)?
        }
        Some(LettersCommand::ErasePhoto { id, .. }) => {
            let photo = files::find(session, case, id)?;
            device.erase_photo(case, photo.id)?;
            return Answer::new(
                &json!({ "erased": photo.id }),
                Page::of(&session.text("letters-photo-erased")),
            );
        }
        Some(LettersCommand::Change { id, sender, said }) => {
            device.change_letter(case, known(id)?, &entry(session, case, sender.as_ref(), said)?)?
        }
        Some(LettersCommand::Done { id }) => device.finish_letter(case, known(id)?, true)?,
        Some(LettersCommand::Reopen { id }) => device.finish_letter(case, known(id)?, false)?,
        Some(LettersCommand::Remove { id }) => {
            let id = known(id)?;
            device.remove_letter(case, id)?;
            return Answer::new(&json!({ "removed": id }), Page::of(&session.text("cli-saved")));
        }
    };
    let mut page = Page::of(&session.say("letters-filed", &[("sender", &row.sender)]));
    draw(session, &mut page, &row, &[row.id.to_string()]);
    Answer::new(&row, page)
}

/// A photo as it lies outside the store.
fn scan(file: &Path) -> Result<FileEntry, Failure> {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or("file").to_owned();
    Ok(FileEntry { name, bytes: files::read(file)?, thumbnail: None })
}

fn entry(
    session: &Session,
    case: Option<Uuid>,
    sender: Option<&String>,
    said: &LetterArguments,
) -> Result<LetterEntry, Failure> {
    let date = |typed: &Option<String>| typed.as_deref().map(|day| session.typed_date(day)).transpose();
    let debt = said.debt.as_deref().map(|debt| debts::find(session, case, debt)).transpose()?;
    Ok(LetterEntry {
        sender: sender.cloned(),
        typed: said.amount.clone(),
        due_on: date(&said.until)?,
        dated_on: date(&said.dated)?,
        received_on: None,
        reference: said.reference.clone(),
        debt,
        note: said.note.clone(),
    })
}

fn show(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let letters = session.device.letters(case)?;
    let mut page = Page::titled(&session.text("letters-title"));
    let ids: Vec<String> = letters.open.iter().chain(&letters.done).map(|row| row.id.to_string()).collect();
    if letters.open.is_empty() {
        page.say(&session.text("letters-none"));
    }
    for row in &letters.open {
        draw(session, &mut page, row, &ids);
    }
    if !letters.done.is_empty() {
        page.part(&session.text("letters-done"));
        for row in &letters.done {
            draw(session, &mut page, row, &ids);
        }
    }
    Answer::new(&letters, page)
}

/// What a text says, with the words that it was read from.
fn read(session: &Session, case: Option<Uuid>, file: &Path) -> Result<Answer, Failure> {
    let bytes = files::read(file)?;
    let rows = session.device.read_letter(case, &String::from_utf8_lossy(&bytes))?;
    let mut page = Page::titled(&session.text("letters-read-title"));
    for row in &rows {
        let maybe =
            if row.likely { String::new() } else { format!(" ({})", session.text("letters-read-maybe")) };
        page.item(&format!("{}: {}{maybe}", row.label, row.text));
    }
    page.say(&session.text(if rows.is_empty() { "letters-read-none" } else { "letters-read-check" }));
    Answer::new(&rows, page)
}

fn draw(session: &Session, page: &mut Page, row: &LetterRow, ids: &[String]) {
    let mut line = row.sender.clone();
    if let Some(amount) = &row.amount {
        also(&mut line, &amount.text);
    }
    if row.contested {
        also(&mut line, &session.text("status-conflict"));
    }
    also(&mut line, &typed::short(&row.id, ids));
    if row.waiting {
        line.push_str(" *");
    }
    page.item(&line);
    for text in [&row.due_text, &row.note].into_iter().filter(|text| !text.is_empty()) {
        page.under(text);
    }
    if !row.reference.is_empty() {
        page.under(&session.say("debts-reference", &[("reference", &row.reference)]));
    }
    for file in &row.files {
        page.under(&format!("{} {}", file.id, files::line(session, file)));
    }
}
