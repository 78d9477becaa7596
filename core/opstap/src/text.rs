//! Amounts and moments as read models carry them: the value, the text to show and the text to speak.

use opstap_content::{Language, format};
use opstap_domain::{Cents, Phrase, Zone};
use serde::Serialize;

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

/// A zone by its name; Europe/Amsterdam where the name is not known.
pub(crate) fn zone_named(name: &str) -> Zone {
    serde_json::from_value(serde_json::Value::from(name)).unwrap_or(Zone::AMSTERDAM)
}

/// The key of a stable snake_case word in the word list.
pub(crate) fn keyed(prefix: &str, word: &str) -> Phrase {
    Phrase::new(format!("{prefix}-{}", word.replace('_', "-")))
}
