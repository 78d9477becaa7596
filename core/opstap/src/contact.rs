//! How the client is reached outside of the app: for who has no phone with the app near.

use opstap_domain::Phrase;
use opstap_domain::contact::{STOPS, WISHES, mail, mobile};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

/// What is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactSummary {
    /// The e-mail address; empty: none.
    pub mail: String,
    /// The mobile number, as `+31612345678`; empty: none.
    pub mobile: String,
    /// By what the client wants to be reminded: `none`, `sms` or `mail`.
    pub remind: &'static str,
    /// The client said stop. Nothing is sent then, whatever else is set.
    pub stopped: bool,
}

/// What to set; what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactEntry {
    /// The e-mail address, as typed; empty takes it away.
    pub mail: Option<String>,
    /// The mobile number, as typed; empty takes it away.
    pub mobile: Option<String>,
    /// `none`, `sms` or `mail`.
    pub remind: Option<String>,
    /// Whether to send nothing any more: only the client says so, and takes it back.
    pub stop: Option<bool>,
}

impl Opstap {
    /// How the client is reached.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn contact(&self, case: Option<Uuid>) -> Result<ContactSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            summary(inner, &room)
        })
    }

    /// Sets what is given, all of it or nothing.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] names `mail`, `mobile` or `remind`: it cannot be read, or the wish has nowhere to go;
    /// [`OpstapError::NotAllowed`] for a coach, and for a stop by anybody but the client.
    pub fn set_contact(
        &self,
        case: Option<Uuid>,
        entry: &ContactEntry,
    ) -> Result<ContactSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut next = summary(inner, &room)?;
            let mut units: Vec<(&str, Value)> = Vec::new();
            if let Some(typed) = &entry.mail {
                next.mail = read(typed, mail).ok_or_else(|| refused("mail", "contact-not-mail"))?;
                units.push(("mail", json!(next.mail)));
            }
            if let Some(typed) = &entry.mobile {
                next.mobile = read(typed, mobile).ok_or_else(|| refused("mobile", "contact-not-mobile"))?;
                units.push(("mobile", json!(next.mobile)));
            }
            if let Some(wish) = &entry.remind {
                next.remind = known(wish).ok_or_else(|| refused("remind", "contact-no-wish"))?;
                units.push(("remind", json!(next.remind)));
            }
            if let Some(stop) = entry.stop {
                units.push(("stop", json!(STOPS[usize::from(stop)])));
            }
            let missing = match next.remind {
                "sms" => next.mobile.is_empty(),
                "mail" => next.mail.is_empty(),
                _ => false,
            };
            if missing {
                return Err(refused("remind", "contact-nowhere"));
            }
            let id = room.together.derived_id("contact");
            self.act(inner, &[Edit::put(room.together, "contact", id, units)])?;
            summary(inner, &room)
        })
    }
}

fn summary(inner: &mut Inner, room: &Room) -> Result<ContactSummary, OpstapError> {
    let id = room.together.derived_id("contact");
    let record = inner.store.record(room.together, "contact", id)?;
    let text = |name| record.as_ref().map(|record| record.text(name)).unwrap_or_default();
    Ok(ContactSummary {
        mail: text("mail").to_owned(),
        mobile: text("mobile").to_owned(),
        remind: known(text("remind")).unwrap_or(WISHES[0]),
        stopped: text("stop") == STOPS[1],
    })
}

fn known(wish: &str) -> Option<&'static str> {
    WISHES.iter().find(|known| **known == wish).copied()
}

/// Nothing where nothing was typed.
fn read(typed: &str, by: fn(&str) -> Option<String>) -> Option<String> {
    if typed.trim().is_empty() { Some(String::new()) } else { by(typed) }
}

fn refused(field: &str, why: &str) -> OpstapError {
    OpstapError::refused(field, Phrase::new(why))
}
