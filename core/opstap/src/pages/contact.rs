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
    let words = WISHES.iter().map(|wish| (*wish, sheet.words.text(&["contact-by-", wish].concat())));
    let words: Vec<(&str, String)> = words.collect();
    let question = sheet.words.text("field-remind");
    let input = sheet.input(&question, InputKind::Choice, "remind", known.remind);
    for (wish, text) in words {
        input.options.push(PageOption { key: wish.to_owned(), text, chosen: wish == known.remind });
    }
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
    let text = |key| Some(typed_in(typed, key).unwrap_or_default().to_owned());
    let entry = match act {
        "save" => ContactEntry {
            mail: text("mail"),
            mobile: text("mobile"),
            remind: typed_in(typed, "remind").map(str::to_owned),
            stop: None,
        },
        "stop" | "go" => ContactEntry { stop: Some(act == "stop"), ..ContactEntry::default() },
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    device.set_contact(case, &entry)?;
    Ok(("cli-saved", None))
}
