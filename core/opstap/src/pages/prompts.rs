//! The message that fits a case now, for its counsellor.

use uuid::Uuid;

use super::{InputKind, PartKind, Sheet, TypedInputs, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;

pub(super) fn page(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let found = device.prompts(case)?;
    if found.is_empty() {
        sheet.says(PartKind::Quiet, "prompts-none");
    }
    for row in &found {
        sheet.heading(row.why.clone());
        if row.said {
            sheet.says(PartKind::Text, "prompts-human");
            sheet.text(PartKind::Text, &row.text);
            sheet.button(PartKind::Main, "prompts-done", &format!("leave/{}", row.id));
        } else {
            sheet.says(PartKind::Quiet, if row.by_itself { "prompts-by-itself" } else { "prompts-why" });
            sheet.asks("prompts-text", InputKind::Long, "text", &row.text);
            sheet.button(PartKind::Main, "prompts-send", &format!("send/{}", row.id));
            sheet.button(PartKind::Button, "prompts-leave", &format!("leave/{}", row.id));
        }
    }
    Ok(sheet.words.text("prompts-title"))
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let (deed, id) = super::split(act);
    let shown = device.prompts(case)?.into_iter().find(|row| row.id == id);
    // Pressed twice, or by a colleague meanwhile: the page as it is now says the rest.
    let Some(case) = shown.map(|row| row.case) else { return Ok(("error-unknown-prompt", None)) };
    match deed {
        "send" => {
            let text = typed_in(typed, "text").unwrap_or_default();
            device.send_prompt(case, id, text).map(|_| ("prompts-sent", None))
        }
        "leave" => device.leave_prompt(case, id).map(|()| ("prompts-left", None)),
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}
