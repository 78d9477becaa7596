//! Amounts and moments as read models carry them: the value, the text to show and the text to speak.

use opstap_content::{Language, format};
use opstap_domain::{Cents, CivilTime, Date, Phrase, Zone};
use serde::Serialize;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;

/// An amount, ready to show and to speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyText {
    /// Euro cents.
    pub cents: i64,
    /// As it is written.
    pub text: String,
    /// As it is spoken.
    pub spoken: String,
}

impl MoneyText {
    pub(crate) fn new(language: Language, amount: Cents) -> Self {
        Self {
            cents: amount.0,
            text: format::money(language, amount),
            spoken: format::spoken_money(language, amount),
        }
    }
}

/// The key of a stable snake_case word in the word list.
pub(crate) fn keyed(prefix: &str, word: &str) -> Phrase {
    Phrase::new(format!("{prefix}-{}", word.replace('_', "-")))
}

/// How days are said in a case: in whose language, and from which today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The reader's language.
    pub language: Language,
    /// The day it is where the client lives.
    pub today: Date,
    /// The zone of the client's days.
    pub zone: Zone,
}

impl Calendar {
    /// A day in words: "vrijdag 28 november".
    #[must_use]
    pub fn date_text(&self, date: Date) -> String {
        format::date(self.language, date, self.today)
    }

    /// A time on the wall in words.
    #[must_use]
    pub fn time_text(&self, time: CivilTime) -> String {
        format::time(self.language, time)
    }
}

impl Opstap {
    /// How days are said in a case; on a device with no or several cases and none named, in its own zone.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a case that is not here.
    pub fn calendar(&self, case: Option<Uuid>) -> Result<Calendar, OpstapError> {
        self.with(|inner| {
            if case.is_none() && crate::room::cases(inner).len() != 1 {
                let (language, zone) = (self.language_of(inner), self.zone);
                return Ok(Calendar { language, today: zone.date(self.now()), zone });
            }
            let room = self.room(inner, case)?;
            Ok(Calendar { language: room.language, today: room.today, zone: room.zone })
        })
    }
}
