//! Example messages: what a helper may take as a beginning, the names in it that are filled in, and what may stand in one.
//!
//! A name that is filled in stands between braces: `Dag {voornaam}`. There is no way to write a brace as a brace: who
//! writes for people in debt has no use for one, and whoever types one by accident is told.

use serde::{Deserialize, Serialize};

use crate::editing::{Unclear, line, long};
use crate::phrase::Phrase;

mod nameless;
mod variables;

pub use nameless::{Nameless, nameless};
pub use variables::{BadBraces, Braces, Filled, Piece, VARIABLE_MAX, fill, pieces, unfilled, variables};

/// Longest moment or technique, in characters: one line on a small screen.
pub const LABEL_MAX: usize = 60;
/// Longest text, in characters. Longer than a text of a screen, because a message may be a letter.
pub const TEXT_MAX: usize = 2000;
/// From so many characters on a helper is told that a message is long: about what stands on a phone at once.
pub const LONG_FROM: usize = 600;

/// An example message, as somebody writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// When it fits, such as `na gemiste afspraak`.
    pub moment: String,
    /// What it does, such as `compliment`.
    pub technique: String,
    /// The text in Dutch.
    pub text: String,
    /// The same in English; may be empty.
    #[serde(default)]
    pub english: String,
}

impl Example {
    /// The same without spaces around its parts, and with line ends of one kind.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let tidy = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        Self {
            moment: tidy(&self.moment),
            technique: tidy(&self.technique),
            text: tidy(&self.text),
            english: tidy(&self.english),
        }
    }

    /// Whether it can be kept.
    ///
    /// # Errors
    ///
    /// The first field that cannot be, and why: empty, too long, a character that is none for people, braces that do not
    /// pair around a name, or a translation that fills in other names than the text.
    pub fn check(&self) -> Result<(), Unclear> {
        line("moment", &self.moment, LABEL_MAX)?;
        line("technique", &self.technique, LABEL_MAX)?;
        long("text", &self.text, TEXT_MAX)?;
        let own = named("text", &self.text)?;
        if self.english.is_empty() {
            return Ok(());
        }
        long("english", &self.english, TEXT_MAX)?;
        if named("english", &self.english)? == own {
            Ok(())
        } else {
            Err(Unclear::new("english", Phrase::new("editor-other-names")))
        }
    }

    /// The names that are filled in, sorted, each once.
    #[must_use]
    pub fn variables(&self) -> Vec<String> {
        variables(&self.text).unwrap_or_default()
    }
}

fn named(field: &'static str, text: &str) -> Result<Vec<String>, Unclear> {
    variables(text).map_err(|bad| Unclear::new(field, bad.phrase()))
}

#[cfg(test)]
mod tests;
