//! Events of the organisation, and coming along.

use uuid::Uuid;

use super::{PartKind, Sheet};
use crate::device::Opstap;
use crate::error::OpstapError;

pub(super) fn list(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let found = device.events(case)?;
    if found.is_empty() {
        sheet.says(PartKind::Text, "event-none");
    }
    for event in found {
        let mut text = event.when_text;
        if event.status != "open" {
            text.push_str(" · ");
            text.push_str(&event.status_text);
        }
        sheet.row(&event.title, &text, ["event/", &event.id].concat());
    }
    Ok(sheet.words.text("event-title"))
}

pub(super) fn one(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    sheet: &mut Sheet,
) -> Result<String, OpstapError> {
    let found = device.events(case)?.into_iter().find(|event| event.id == id);
    let event = found.ok_or(OpstapError::Unknown { what: "event" })?;
    if event.status != "open" {
        sheet.heading(event.status_text);
    }
    for text in [&event.when_text, &event.place, &event.text] {
        sheet.text(PartKind::Text, text);
    }
    sheet.text(PartKind::Quiet, &event.seats_text);
    if event.may_attend {
        match event.status {
            // Somebody else may have it a moment later.
            "placed" => sheet.button(PartKind::Danger, "event-leave", "leave"),
            "asked" | "waiting" => sheet.button(PartKind::Button, "event-leave", "leave"),
            _ if device.leaves_out("events") => {}
            _ => sheet.button(PartKind::Main, "event-attend", "attend"),
        }
    }
    Ok(event.title)
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    act: &str,
) -> Result<(&'static str, Option<String>), OpstapError> {
    match act {
        "attend" => device.attend_event(case, id)?,
        "leave" => device.leave_event(case, id)?,
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok(("cli-saved", None))
}
