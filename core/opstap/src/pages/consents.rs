//! What the client said yes to, each with the button that takes it back.

use opstap_content::Value as Word;
use opstap_domain::ids::Role;
use uuid::Uuid;

use super::{PartKind, Sheet, id_of, split};
use crate::consents::Consent;
use crate::device::Opstap;
use crate::error::OpstapError;

pub(super) fn page(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let rows = device.consents(case)?;
    let own = device.role() == Some(Role::Client);
    let calendar = device.calendar(case)?;
    sheet.says(PartKind::Quiet, if rows.is_empty() { "consent-none" } else { "consent-intro" });
    for row in rows {
        sheet.part(PartKind::Row, row.text, row.what);
        if let Some(until) = row.until {
            let until = [("date", Word::from(calendar.date_text(until)))];
            let until = sheet.words.text_with("consent-until", &until);
            sheet.text(PartKind::Quiet, &until);
        }
        if own {
            let act = match row.consent {
                Consent::Sharing(account) => ["sharing/", &account.to_string()].concat(),
                Consent::Reminders => "reminders".to_owned(),
                Consent::News => "news".to_owned(),
            };
            sheet.button(PartKind::Button, "consent-take-back", &act);
        }
    }
    Ok(sheet.words.text("consent-title"))
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let consent = match split(act) {
        ("sharing", account) => Consent::Sharing(id_of(account)?),
        ("reminders", _) => Consent::Reminders,
        ("news", _) => Consent::News,
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    device.take_back(case, consent)?;
    Ok(("consent-taken-back", None))
}
