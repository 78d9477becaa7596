//! What somebody asked when they signed up; for the desk, who helps.

use opstap_domain::ids::Role;
use uuid::Uuid;

use super::{InputKind, PartKind, Sheet, TypedInputs, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;

#[cfg(feature = "desk")]
mod desk;

pub(super) fn page(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let file = device.sign_up_file(case)?.ok_or(OpstapError::Unknown { what: "page" })?;
    sheet.text(PartKind::Quiet, &file.asked_text);
    #[cfg(feature = "desk")]
    sheet.text(PartKind::Quiet, &file.desk_text);
    sheet.text(if file.presses { PartKind::Warning } else { PartKind::Quiet }, &file.promise_text);
    for (question, answer) in &file.answers {
        sheet.part(PartKind::Text, question.clone(), answer.clone());
    }
    sheet.text(PartKind::Text, &file.decision_text);
    if device.role() == Some(Role::Client) {
        let name = device.profile(case)?.name;
        sheet.asks("sign-up-name", InputKind::Text, "name", &name);
        sheet.button(PartKind::Main, "ui-all-save", "name");
    }
    #[cfg(feature = "desk")]
    desk::ask(sheet, &file);
    Ok(sheet.words.text("triage-title"))
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    match act {
        "name" => {
            device.set_name(case, typed_in(typed, "name").unwrap_or_default())?;
            Ok(("cli-saved", None))
        }
        #[cfg(feature = "desk")]
        _ => desk::press(device, case, act, typed),
        #[cfg(not(feature = "desk"))]
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}
