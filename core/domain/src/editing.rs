//! What people who write for an organisation may do with a text of it: keep it, publish it with a version, take it back;
//! and what may stand in one.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::condition::Condition;
use crate::phrase::Phrase;
use crate::time::Date;
use crate::tips::{Rule, TipBook, check_rules};

pub mod outline;
pub mod questions;

/// Longest title, in characters: one line on a small phone with large letters.
pub const TITLE_MAX: usize = 60;
/// Longest text of a tip, in characters.
pub const TIP_MAX: usize = 240;
/// Longest reason of a refusal, in characters.
pub const REASON_MAX: usize = 400;
/// What the button of a tip may do.
pub const ACTIONS: [&str; 5] = ["none", "message:helper", "call:helper", "open:budget", "open:next-step"];
/// Days before a tip comes back.
pub const REST_DAYS: std::ops::RangeInclusive<u32> = 1..=365;

/// Why a text cannot be kept: the field that it is about, and what to say of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} cannot be kept: {}", why.key)]
pub struct Unclear {
    /// The field.
    pub field: &'static str,
    /// What to say.
    pub why: Phrase,
}

impl Unclear {
    pub(crate) const fn new(field: &'static str, why: Phrase) -> Self {
        Self { field, why }
    }
}

/// How far a text of an organisation is, where somebody of it worked on it. A text as it came with a package has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Somebody works on it. What was published before still stands.
    Draft,
    /// A helper wants it to be an example.
    Proposed,
    /// It was not taken, with a reason.
    Refused,
    /// It stands as it was written.
    Published,
    /// It was taken back.
    Withdrawn,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Proposed, Self::Refused, Self::Published, Self::Withdrawn];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Refused => "refused",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What somebody does with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Keeps what was written, for later.
    Save,
    /// Lets everybody have it.
    Publish,
    /// Does not take what was proposed.
    Refuse,
    /// Takes back what everybody has.
    Withdraw,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Save, Self::Publish, Self::Refuse, Self::Withdraw];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Publish => "publish",
            Self::Refuse => "refuse",
            Self::Withdraw => "withdraw",
        }
    }

    /// The deed with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == name)
    }
}

/// The state after a deed; `None`: it cannot be done now. `live`: everybody has the text.
///
/// Saving a proposal leaves it one: it waits for an answer. What was refused or taken back can be worked on again.
#[must_use]
pub const fn after(state: Option<State>, live: bool, deed: Deed) -> Option<State> {
    match (deed, state) {
        (Deed::Save, Some(State::Proposed)) => Some(State::Proposed),
        (Deed::Save, _) => Some(State::Draft),
        (Deed::Publish, Some(State::Draft | State::Proposed | State::Refused | State::Withdrawn)) => {
            Some(State::Published)
        }
        (Deed::Refuse, Some(State::Proposed)) => Some(State::Refused),
        (Deed::Withdraw, _) if live => Some(State::Withdrawn),
        _ => None,
    }
}

/// The version of what is published today: year, month and the next number of that month, such as `2026.11.3`. What has
/// no version of this form begins anew.
#[must_use]
pub fn next_version(before: &str, today: Date) -> String {
    let parts: Vec<Option<u32>> = before.split('.').map(|part| part.parse().ok()).collect();
    let number = match parts[..] {
        [Some(year), Some(month), Some(number)]
            if i64::from(year) == i64::from(today.year()) && month == today.month() =>
        {
            number.saturating_add(1)
        }
        _ => 1,
    };
    format!("{:04}.{:02}.{number}", today.year(), today.month())
}

/// The version of a programme that is published today, after every one that there was. Devices compare versions of a
/// programme as texts, so it sorts after `before` as a text too: after `2026.11.9` comes `2026.11.90`.
#[must_use]
pub fn later_version(before: &str, today: Date) -> String {
    let usual = next_version(before, today);
    if usual.as_str() > before {
        return usual;
    }
    let number =
        before.rsplit_once('.').and_then(|(month, number)| Some((month, number.parse::<u64>().ok()?)));
    match number {
        // What is all nines sorts after everything that is longer and does not begin with them.
        Some((month, number)) if number.to_string().bytes().all(|digit| digit == b'9') => {
            format!("{month}.{number}0")
        }
        Some((month, number)) => format!("{month}.{}", number.saturating_add(1)),
        None => format!("{before}.1"),
    }
}

/// A text that must be there, of one line.
///
/// # Errors
///
/// It is empty, too long, or has a character that is none for people.
pub fn line(field: &'static str, text: &str, most: usize) -> Result<(), Unclear> {
    if text.contains('\n') {
        return Err(Unclear::new(field, Phrase::new("editor-odd-character")));
    }
    long(field, text, most)
}

/// A text that must be there and may have lines.
///
/// # Errors
///
/// As for [`line()`].
pub fn long(field: &'static str, text: &str, most: usize) -> Result<(), Unclear> {
    let odd = |one: char| one.is_control() && one != '\n';
    let why = if text.trim().is_empty() {
        Phrase::new("editor-missing")
    } else if text.chars().count() > most {
        Phrase::new("editor-too-long").with("most", most as i64)
    } else if text.contains(odd) {
        Phrase::new("editor-odd-character")
    } else {
        return Ok(());
    };
    Err(Unclear::new(field, why))
}

/// A tip, as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TipText {
    /// Its heading.
    pub title: String,
    /// What it says.
    pub text: String,
    /// What its button does: one of [`ACTIONS`], or what a package gave it.
    pub action: String,
    /// Days before it may come back.
    pub cooldown_days: u32,
    /// For whom it is.
    pub when: Condition,
    /// The heading it belongs to.
    #[serde(default)]
    pub category: String,
    /// From 0 to 100; the highest is shown first.
    #[serde(default)]
    pub priority: i32,
}

impl TipText {
    /// The tip in a body of content; `None` for what is none.
    #[must_use]
    pub fn of(body: &Value) -> Option<Self> {
        Self::deserialize(body).ok()
    }

    /// Whether it can be kept. `book` names what a tip may ask about, and `before` is the tip that it changes.
    ///
    /// # Errors
    ///
    /// The first field that cannot be, and why.
    pub fn check(&self, id: &str, book: &TipBook, before: Option<&Self>) -> Result<(), Unclear> {
        line("title", &self.title, TITLE_MAX)?;
        long("text", &self.text, TIP_MAX)?;
        let kept = before.is_some_and(|before| before.action == self.action);
        if !kept && !ACTIONS.contains(&self.action.as_str()) {
            return Err(Unclear::new("action", Phrase::new("editor-no-choice")));
        }
        if !REST_DAYS.contains(&self.cooldown_days) {
            let most = i64::from(*REST_DAYS.end());
            return Err(Unclear::new("rest", Phrase::new("editor-days").with("most", most)));
        }
        if !(0..=100).contains(&self.priority) {
            return Err(Unclear::new("priority", Phrase::new("editor-no-choice")));
        }
        let rules = vec![self.rule(id)];
        if check_rules(&TipBook { rules, ..book.clone() }).is_empty() {
            Ok(())
        } else {
            Err(Unclear::new("when", Phrase::new("editor-no-when")))
        }
    }

    fn rule(&self, id: &str) -> Rule {
        Rule {
            id: id.to_owned(),
            category: self.category.clone(),
            priority: self.priority,
            when: self.when.clone(),
            title: self.title.clone(),
            text: self.text.clone(),
            action: self.action.clone(),
            cooldown_days: self.cooldown_days,
        }
    }
}

#[cfg(test)]
mod tests;
