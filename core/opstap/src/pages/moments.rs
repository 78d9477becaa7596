//! Free moments: choosing one, and offering some.

use opstap_domain::ids::Role;
use uuid::Uuid;

use super::{PartKind, Sheet, TypedInputs, id_of, split};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::moments::MomentRow;

#[cfg(feature = "helpers")]
mod offering;

pub(super) fn page(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let found = device.moments(case)?;
    if found.is_empty() {
        sheet.says(PartKind::Text, "moments-none");
    }
    for choice in found.chunk_by(|one, next| one.choice == next.choice) {
        of_choice(device, choice, sheet);
    }
    #[cfg(feature = "helpers")]
    if offering::may(device) && !device.leaves_out("moments") {
        sheet.leads("moments-new", "new-moments");
    }
    Ok(sheet.words.text(title(device)))
}

/// What a client does there, and what it is to others.
pub(super) fn title(device: &Opstap) -> &'static str {
    if device.role() == Some(Role::Client) { "moments-title" } else { "ui-agenda-moments" }
}

/// What was offered together: what was chosen of it, and what can be.
fn of_choice(device: &Opstap, choice: &[MomentRow], sheet: &mut Sheet) {
    let Some(first) = choice.first() else { return };
    sheet.heading(first.title.clone());
    for text in [&first.place, &first.bring] {
        sheet.text(PartKind::Text, text);
    }
    let mut chosen = false;
    for row in choice.iter().filter(|row| matches!(row.status, "asked" | "given")) {
        chosen = true;
        sheet.part(PartKind::Text, row.when_text.clone(), row.status_text.clone());
    }
    if chosen && choice.iter().any(|row| row.may_choose) {
        sheet.says(PartKind::Quiet, "moments-other");
    }
    for row in choice.iter().filter(|row| row.may_choose) {
        let act = ["choose/", &row.id.to_string()].concat();
        sheet.part(PartKind::Button, row.when_text.clone(), String::new()).act = Some(act);
    }
    if !chosen && !choice.iter().any(|row| row.may_choose) {
        sheet.says(PartKind::Quiet, "moments-gone");
    }
    #[cfg(feature = "helpers")]
    if offering::may(device) {
        offering::withdrawals(choice, sheet);
    }
    #[cfg(not(feature = "helpers"))]
    let _ = device;
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    match split(act) {
        ("choose", id) => device.choose_moment(case, id_of(id)?).map(|_| ("moment-asked", None)),
        #[cfg(feature = "helpers")]
        (deed, id) => offering::press(device, case, (deed, id), typed),
        #[cfg(not(feature = "helpers"))]
        _ => {
            let _ = typed;
            Err(OpstapError::Unknown { what: "page" })
        }
    }
}

#[cfg(feature = "helpers")]
pub(super) use offering::page as offer_page;
