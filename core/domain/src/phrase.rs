//! What a person reads, before it has a language.
//!
//! A function that has something to say returns a key and its figures; `content/words/*.ftl` holds the
//! words. [`PHRASES`] names every key with its arguments, so that a test proves each language complete.

use serde::{Deserialize, Serialize};

use crate::money::Cents;
use crate::time::{Date, LocalMoment};

mod keys;
pub use keys::PHRASES;

/// One thing to say: a key of the word list and what to fill in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phrase {
    /// The message in `content/words/*.ftl`, in kebab-case.
    pub key: String,
    /// Named values in the order in which the sentence was thought of; the word list may use another.
    pub args: Vec<(String, Arg)>,
}

/// A value inside a [`Phrase`]; the renderer formats it for the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Arg {
    /// Words that somebody typed or that content holds, shown as they are.
    Text(String),
    /// A count, or per mille where the key says so.
    Number(i64),
    /// An amount of money.
    Money(Cents),
    /// A calendar date.
    Date(Date),
    /// A date and a time on the wall.
    Moment(LocalMoment),
    /// Another key without arguments, looked up before it is filled in.
    Key(String),
}

impl Phrase {
    /// A phrase without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// The same phrase with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Cents> for Arg {
    fn from(amount: Cents) -> Self {
        Self::Money(amount)
    }
}

impl From<Date> for Arg {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<LocalMoment> for Arg {
    fn from(moment: LocalMoment) -> Self {
        Self::Moment(moment)
    }
}
