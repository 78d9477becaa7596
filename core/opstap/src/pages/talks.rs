//! Notes of talks, and who looked.

use uuid::Uuid;

use super::{InputKind, NEW, PartKind, Sheet, TypedInputs, day_in, id_of, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::talks::{TalkEntry, TalkRow};

pub(super) fn list(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let found = device.talks(case)?;
    if found.notes.is_empty() {
        sheet.says(PartKind::Quiet, "talks-none");
    }
    for note in &found.notes {
        let title = format!("{}, {}", note.held_text, note.author);
        sheet.row(&title, &note.reaction_text, format!("talk/{}", note.id));
    }
    if found.may_write {
        sheet.leads("talks-new", "talk/new");
    }
    Ok(sheet.words.text("talks-title"))
}

pub(super) fn one(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    sheet: &mut Sheet,
) -> Result<String, OpstapError> {
    let found = device.talks(case)?;
    if id == NEW {
        inputs(sheet, "", "", "");
        sheet.button(PartKind::Main, "ui-all-save", "save");
        return Ok(sheet.words.text("talks-new"));
    }
    let wanted = id_of(id)?;
    let note = found.notes.iter().find(|note| note.id == wanted);
    let note = note.ok_or(OpstapError::Unknown { what: "note" })?;
    read(sheet, note);
    if note.may_react {
        sheet.heading(sheet.words.text("talks-ask"));
        sheet.asks("talks-more", InputKind::Long, "text", "");
        for (kind, key, says) in [
            (PartKind::Main, "talks-right", "right"),
            (PartKind::Button, "talks-not-right", "not_right"),
            (PartKind::Button, "talks-unsure", "unsure"),
        ] {
            sheet.button(kind, key, &format!("react/{says}"));
        }
    }
    if found.may_write && note.corrected_by.is_none() {
        sheet.heading(sheet.words.text("talks-correct"));
        inputs(sheet, &note.held_on.to_string(), &note.body, &note.agreed);
        sheet.button(PartKind::Main, "ui-all-save", "save");
    }
    if note.mine {
        sheet.button(PartKind::Danger, "talks-erase", "erase");
    }
    Ok(note.held_text.clone())
}

fn read(sheet: &mut Sheet, note: &TalkRow) {
    sheet.text(PartKind::Quiet, &note.author);
    if note.corrected_by.is_some() {
        sheet.says(PartKind::Warning, "talks-corrected");
    }
    sheet.text(PartKind::Text, &note.body);
    if !note.agreed.is_empty() {
        let title = sheet.words.text("talks-agreed-title");
        sheet.part(PartKind::Text, title, note.agreed.clone());
    }
    let kind = if note.disputed { PartKind::Warning } else { PartKind::Quiet };
    sheet.text(kind, &note.reaction_text);
}

fn inputs(sheet: &mut Sheet, on: &str, body: &str, agreed: &str) {
    sheet.asks("talks-on", InputKind::Day, "held_on", on);
    sheet.asks("talks-body", InputKind::Long, "body", body);
    sheet.asks("talks-agreed-title", InputKind::Long, "agreed", agreed);
}

pub(super) fn looks(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let looks = device.looks(case)?;
    if looks.is_empty() {
        sheet.says(PartKind::Quiet, "looks-none");
    }
    for look in &looks {
        sheet.text(PartKind::Text, &look.text);
    }
    Ok(sheet.words.text("looks-title"))
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let list = Some("talks".to_owned());
    match super::split(act) {
        ("react", says) => {
            device.react_to_talk(case, id_of(id)?, says, typed_in(typed, "text"))?;
            Ok(("cli-saved", None))
        }
        ("save", _) => {
            let text = |key| typed_in(typed, key).map(str::to_owned);
            let entry = TalkEntry {
                held_on: day_in(typed, "held_on")?,
                body: text("body").unwrap_or_default(),
                agreed: text("agreed"),
                appointment: None,
            };
            if id == NEW {
                device.write_talk(case, &entry)?;
            } else {
                device.correct_talk(case, id_of(id)?, &entry)?;
            }
            Ok(("cli-saved", list))
        }
        ("erase", _) => device.erase_talk(case, id_of(id)?).map(|()| ("talks-erased", list)),
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}
