//! What the client said yes to, in one place, and taking it back: as easy as it was to say (AVG, article 7, third paragraph).
//!
//! These are the extras. Help itself rests on the law and not on a yes, so that nobody loses it by taking one back.

use opstap_domain::Date;
use opstap_domain::ids::Role;
use serde::Serialize;
use uuid::Uuid;

use crate::contact::ContactEntry;
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::preferences::PreferenceEdit;

/// For what a yes can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "for", content = "who")]
pub enum Consent {
    /// Letting a coach look along.
    Sharing(Uuid),
    /// Reminders by text message or mail.
    Reminders,
    /// News of the organisation.
    News,
}

/// A yes that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsentRow {
    /// For what.
    pub consent: Consent,
    /// For what and to whom, in words.
    pub text: String,
    /// What of it, in words; may be empty.
    pub what: String,
    /// Until when it holds by itself; `None`: until it is taken back.
    pub until: Option<Date>,
}

impl Opstap {
    /// What the client of a case said yes to, as it holds today: with whom it is shared first, by name.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotAllowed`] for a coach.
    pub fn consents(&self, case: Option<Uuid>) -> Result<Vec<ConsentRow>, OpstapError> {
        if self.sight(case)?.role == Role::Coach {
            return Err(OpstapError::NotAllowed);
        }
        let words = self.words();
        let mut rows = Vec::new();
        for helper in self.sharing(case)?.helpers {
            if helper.role == Role::Coach.name() && !helper.parts.is_empty() {
                let text = words.text_with("consent-sharing", &[("name", helper.name.into())]);
                let consent = Consent::Sharing(helper.account);
                rows.push(ConsentRow { consent, text, what: helper.parts_text, until: helper.until });
            }
        }
        let contact = self.contact(case)?;
        let (by, to) = match contact.remind {
            "sms" => ("consent-sms", contact.mobile),
            "mail" => ("consent-mail", contact.mail),
            _ => ("", String::new()),
        };
        if !by.is_empty() && !contact.stopped {
            let text = words.text(by);
            rows.push(ConsentRow { consent: Consent::Reminders, text, what: to, until: None });
        }
        if self.preferences(case)?.news {
            let text = words.text("consent-news");
            rows.push(ConsentRow { consent: Consent::News, text, what: String::new(), until: None });
        }
        Ok(rows)
    }

    /// Takes a yes back. One that does not hold any more is none: nothing happens.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn take_back(&self, case: Option<Uuid>, consent: Consent) -> Result<(), OpstapError> {
        if self.sight(case)?.role != Role::Client {
            return Err(OpstapError::NotAllowed);
        }
        if !self.consents(case)?.iter().any(|row| row.consent == consent) {
            return Ok(());
        }
        match consent {
            Consent::Sharing(account) => self.share(case, account, &[], None).map(drop),
            Consent::Reminders => {
                let none = ContactEntry { remind: Some("none"), ..ContactEntry::default() };
                self.set_contact(case, &none).map(drop)
            }
            Consent::News => self.set_preference(case, PreferenceEdit::News(false)).map(drop),
        }
    }
}
