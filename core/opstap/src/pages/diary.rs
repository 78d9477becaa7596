//! The diary, for the client alone.

use super::{InputKind, NEW, PartKind, Sheet, TypedInputs, day_in, id_of, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;

pub(super) fn list(device: &Opstap, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let diary = device.diary()?;
    sheet.leads("diary-write", "diary/new");
    sheet.says(PartKind::Quiet, "diary-only-you");
    if diary.entries.is_empty() && diary.closed == 0 {
        sheet.says(PartKind::Text, "diary-none");
    }
    if diary.closed > 0 {
        sheet.text(PartKind::Warning, &diary.closed_text);
    }
    for row in &diary.entries {
        sheet.row(&row.on_text, &row.text, format!("diary/{}", row.id));
    }
    if !diary.entries.is_empty() {
        sheet.says(PartKind::Quiet, "diary-keep");
    }
    sheet.leads("diary-key-title", "diary/key");
    Ok(sheet.words.text("diary-title"))
}

pub(super) fn one(device: &Opstap, id: &str, sheet: &mut Sheet) -> Result<String, OpstapError> {
    match id {
        NEW => {
            device.diary()?;
            sheet.asks("diary-text", InputKind::Long, "text", "");
            sheet.asks("diary-on", InputKind::Day, "on", "");
            sheet.button(PartKind::Main, "ui-all-save", "save");
            Ok(sheet.words.text("diary-write"))
        }
        "key" => {
            if device.diary()?.closed == 0 {
                sheet.text(PartKind::Text, &device.diary_key()?);
                sheet.says(PartKind::Quiet, "diary-key-text");
            }
            sheet.asks("diary-key-other", InputKind::Text, "key", "");
            sheet.button(PartKind::Button, "ui-all-save", "key");
            Ok(sheet.words.text("diary-key-title"))
        }
        _ => {
            let wanted = id_of(id)?;
            let entries = device.diary()?.entries;
            let row = entries.into_iter().find(|row| row.id == wanted);
            let row = row.ok_or(OpstapError::Unknown { what: "entry" })?;
            if let Some(other) = &row.other {
                sheet.part(PartKind::Text, sheet.words.text("diary-other"), other.clone());
            }
            sheet.asks("diary-text", InputKind::Long, "text", &row.text);
            sheet.button(PartKind::Main, "ui-all-save", "save");
            sheet.button(PartKind::Button, "diary-share", "share");
            sheet.button(PartKind::Danger, "diary-remove", "remove");
            Ok(row.on_text)
        }
    }
}

pub(super) fn press(
    device: &Opstap,
    id: &str,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let list = Some("diary".to_owned());
    let text = typed_in(typed, "text").unwrap_or_default();
    match act {
        "save" if id == NEW => {
            device.write_diary(text, day_in(typed, "on")?)?;
            Ok(("cli-saved", list))
        }
        "save" => device.change_diary(id_of(id)?, text).map(|_| ("cli-saved", list)),
        "share" => device.share_diary(id_of(id)?).map(|_| ("diary-shared", None)),
        "remove" => device.remove_diary(id_of(id)?).map(|()| ("diary-removed", list)),
        "key" => {
            let key = typed_in(typed, "key").unwrap_or_default();
            device.enter_diary_key(key).map(|_| ("diary-key-taken", list))
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}
