//! How the organisation is reached.

use opstap_content::Value as Word;

use super::{PartKind, Sheet};
use crate::device::Opstap;
use crate::error::OpstapError;

pub(super) fn page(device: &Opstap, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let found = device.reach()?;
    sheet.heading(found.organisation);
    if found.phone.is_empty() && found.mail.is_empty() {
        sheet.says(PartKind::Text, "reach-none");
    }
    for (key, name, value) in [("reach-call", "phone", found.phone), ("reach-write", "mail", found.mail)] {
        if !value.is_empty() {
            let text = sheet.words.text_with(key, &[(name, Word::from(value))]);
            sheet.text(PartKind::Text, &text);
        }
        // When it is answered belongs to the number.
        if name == "phone" {
            sheet.text(PartKind::Quiet, &found.hours);
        }
    }
    sheet.text(PartKind::Text, &found.visit);
    Ok(sheet.words.text("reach-title"))
}
