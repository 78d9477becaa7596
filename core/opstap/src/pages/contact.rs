//! How the client is reached outside of the app.

use opstap_domain::contact::WISHES;
use opstap_domain::ids::Role;
use uuid::Uuid;

use super::{InputKind, PageOption, PartKind, Sheet, TypedInputs, typed_in};
use crate::contact::ContactEntry;
use crate::device::Opstap;
use crate::error::OpstapError;

pub(super) fn page(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    if device.role() == Some(Role::Coach) {
        return Err(OpstapError::NotAllowed);
    }
    let known = device.contact(case)?;
    sheet.says(PartKind::Quiet, "contact-why");
    if known.stopped {
        sheet.says(PartKind::Warning, "contact-stopped");
    }
    sheet.asks("field-mail", InputKind::Text, "mail", &known.mail);
    sheet.asks("field-mobile", InputKind::Text, "mobile", &known.mobile);
    let options = WISHES.iter().map(|wish| PageOption {
        key: (*wish).to_owned(),
        text: sheet.words.text(&["contact-by-", wish].concat()),
        chosen: *wish == known.remind,
    });
    let (options, question) = (options.collect(), sheet.words.text("field-remind"));
    sheet.input(&question, InputKind::Choice, "remind", known.remind).options = options;
    sheet.button(PartKind::Main, "ui-all-save", "save");
    if device.role() == Some(Role::Client) {
        let key = if known.stopped { "contact-go-on" } else { "contact-stop" };
        sheet.button(PartKind::Button, key, if known.stopped { "go" } else { "stop" });
    }
    Ok(sheet.words.text("contact-title"))
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let text = |key| Some(typed_in(typed, key).unwrap_or_default());
    let mut entry = ContactEntry::default();
    match act {
        "save" => {
            let remind = typed_in(typed, "remind");
            entry = ContactEntry { mail: text("mail"), mobile: text("mobile"), remind, stop: None };
        }
        "stop" | "go" => entry.stop = Some(act == "stop"),
        _ => return Err(OpstapError::Unknown { what: "page" }),
    }
    device.set_contact(case, &entry)?;
    Ok(("cli-saved", None))
}
