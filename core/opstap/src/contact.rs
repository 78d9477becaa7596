//! How the client is reached outside of the app: for who has no phone with the app near.

use opstap_domain::Phrase;
use opstap_domain::contact::{STOPS, WISHES, mail, mobile};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::Value;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactEntry<'t> {
    /// The e-mail address, as typed; empty takes it away.
    pub mail: Option<&'t str>,
    /// The mobile number, as typed; empty takes it away.
    pub mobile: Option<&'t str>,
    /// `none`, `sms` or `mail`.
    pub remind: Option<&'t str>,
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
        entry: &ContactEntry<'_>,
    ) -> Result<ContactSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let known = summary(inner, &room)?;
            let mut next = [known.mail, known.mobile];
            let mut units: Vec<(&str, Value)> = Vec::new();
            for (at, (name, typed, why)) in
                [("mail", entry.mail, "contact-not-mail"), ("mobile", entry.mobile, "contact-not-mobile")]
                    .into_iter()
                    .enumerate()
            {
                let Some(typed) = typed else { continue };
                let read = if at == 0 { mail(typed) } else { mobile(typed) };
                // Nothing where nothing was typed.
                let empty = typed.trim().is_empty().then(String::new);
                next[at] = read.or(empty).ok_or_else(|| refused(name, why))?;
                units.push((name, next[at].as_str().into()));
            }
            let wish = entry.remind.unwrap_or(known.remind);
            let missing = WISHES.iter().rev().zip(&next).any(|(by, to)| *by == wish && to.is_empty());
            if missing {
                return Err(refused("remind", "contact-nowhere"));
            }
            if entry.remind.is_some() {
                units.push(("remind", wish.into()));
            }
            if let Some(stop) = entry.stop {
                units.push(("stop", STOPS[usize::from(stop)].into()));
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
        remind: WISHES.iter().find(|wish| **wish == text("remind")).unwrap_or(&WISHES[0]),
        stopped: text("stop") == STOPS[1],
    })
}

fn refused(field: &str, why: &str) -> OpstapError {
    OpstapError::refused(field, Phrase::new(why))
}
