//! For whom news of an organisation is: a group that fits, of people who said that they want news.
//!
//! Who writes news chooses what has to be so of a person, in the language of tips ([`Condition`]); hears about how many people
//! that is; and never hears who. Only what the profile says of a household counts, as the client told it or their counsellor noted
//! it with them, and only what a list allows to ask: nobody is addressed by their debts.
//!
//! # Source
//!
//! Design (domain.md 6, demands 52 and 54): "segment query = rule language", "sender sees no names; consent for news
//! respected". The least number of people in a group is the issue's (k of at least 5).

use crate::condition::{Condition, Decimal, FactValue, Facts, Leaf, Op, Operand, Parameters, Truth};
use crate::phrase::Phrase;
use crate::time::Date;

/// A group of fewer people is not written to, and its size is not told.
pub const FEWEST: usize = 5;
/// So many things can be asked at a time: more would point at somebody.
pub const PARTS_MAX: usize = 3;
/// Characters of news.
pub const WORDS_MAX: usize = 2_000;

/// How a field is asked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Whether it is so.
    YesNo,
    /// At least or at most a whole number.
    Number,
}

/// What may be asked: facts of the profile, and nothing of what people owe or how they do.
pub const ASKED: [(&str, Asks); 12] = [
    ("person.age", Asks::Number),
    ("household.childrenUnder18", Asks::Number),
    ("household.childrenAge4to12", Asks::Number),
    ("household.childrenAge4to17", Asks::Number),
    ("income.hasZorgtoeslag", Asks::YesNo),
    ("income.hasHuurtoeslag", Asks::YesNo),
    ("income.hasKindgebondenBudget", Asks::YesNo),
    ("income.hasKinderbijslag", Asks::YesNo),
    ("income.isVariable", Asks::YesNo),
    ("events.moved", Asks::YesNo),
    ("events.incomeChanged", Asks::YesNo),
    ("person.readsEasily", Asks::YesNo),
];

/// How one thing has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// At least so many.
    Least(u16),
    /// At most so many.
    Most(u16),
}

/// One thing that has to be so of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which; one of [`ASKED`].
    pub field: &'static str,
    /// How it has to be.
    pub how: How,
}

/// Why news cannot be for such a group, or not with such words. Nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AudienceError {
    /// Something that may not be asked, or not so.
    #[error("this cannot be asked of people")]
    Field,
    /// A number between 0 and 150 is needed.
    #[error("a whole number from 0 to 150 is needed")]
    Number,
    /// More than [`PARTS_MAX`] things at a time.
    #[error("no more than three things can be asked at a time")]
    TooMany,
    /// No words, or more than [`WORDS_MAX`] characters.
    #[error("news has from 1 to 2000 characters")]
    Words,
}

impl AudienceError {
    /// What to say to who wrote it.
    #[must_use]
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Field => Phrase::new("news-refused-field"),
            Self::Number => Phrase::new("news-refused-number"),
            Self::TooMany => Phrase::new("news-refused-many"),
            Self::Words => Phrase::new("news-refused-words"),
        }
    }
}

impl Part {
    /// Reads what was chosen on a form: `yes:income.hasHuurtoeslag`, `no:…`, and with a typed number `least:person.age`, `most:…`.
    /// Nothing chosen is nothing asked.
    ///
    /// # Errors
    ///
    /// [`AudienceError::Field`] for anything that [`ASKED`] has not so; [`AudienceError::Number`] without a number from 0 to
    /// 150.
    pub fn read(chosen: &str, number: &str) -> Result<Option<Self>, AudienceError> {
        if chosen.is_empty() {
            return Ok(None);
        }
        let (how, name) = chosen.split_once(':').ok_or(AudienceError::Field)?;
        let known = ASKED.into_iter().find(|(field, _)| *field == name);
        let (field, asks) = known.ok_or(AudienceError::Field)?;
        let typed =
            || number.trim().parse().ok().filter(|number| *number <= 150).ok_or(AudienceError::Number);
        let how = match (asks, how) {
            (Asks::YesNo, "yes") => How::Yes,
            (Asks::YesNo, "no") => How::No,
            (Asks::Number, "least") => How::Least(typed()?),
            (Asks::Number, "most") => How::Most(typed()?),
            _ => return Err(AudienceError::Field),
        };
        Ok(Some(Self { field, how }))
    }

    fn leaf(self) -> Condition {
        let number = |value: u16| Some(Operand::Value(FactValue::Number(Decimal::from(i64::from(value)))));
        let (op, value) = match self.how {
            How::Yes => (Op::IsTrue, None),
            How::No => (Op::IsFalse, None),
            How::Least(value) => (Op::Gte, number(value)),
            How::Most(value) => (Op::Lte, number(value)),
        };
        Condition::Leaf(Leaf { field: self.field.to_owned(), op, value })
    }
}

/// What has to be so of a person, all of it; nothing asked is everybody.
///
/// # Errors
///
/// [`AudienceError::TooMany`].
pub fn audience(parts: &[Part]) -> Result<Condition, AudienceError> {
    if parts.len() > PARTS_MAX {
        return Err(AudienceError::TooMany);
    }
    Ok(Condition::All(parts.iter().map(|part| part.leaf()).collect()))
}

/// News as it is sent: without space around it.
///
/// # Errors
///
/// [`AudienceError::Words`].
pub fn words(typed: &str) -> Result<&str, AudienceError> {
    let words = typed.trim();
    let fits = !words.is_empty() && words.chars().count() <= WORDS_MAX;
    if fits { Ok(words) } else { Err(AudienceError::Words) }
}

/// A person, as far as news asks.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'f> {
    /// They said that they want news. Whoever said nothing wants none.
    pub welcome: bool,
    /// They asked for rest until this day.
    pub paused_until: Option<Date>,
    /// What their profile says.
    pub facts: &'f Facts,
}

/// Whether news for a group reaches somebody: they want news, do not rest, and all that is asked is certainly so of them.
#[must_use]
pub fn reaches(audience: &Condition, reader: &Reader<'_>, today: Date) -> bool {
    reader.welcome
        && reader.paused_until.is_none_or(|until| until <= today)
        && audience.evaluate(reader.facts, &Parameters::new()) == Truth::True
}

/// What is told of how many people a group has: at least so many, in fives; `None`: too few to tell, and to write to. So two
/// questions that differ by one person mostly have the same answer.
#[must_use]
pub const fn told(count: usize) -> Option<usize> {
    if count < FEWEST { None } else { Some(count - count % FEWEST) }
}

/// A number of clients, where it could point at one of them: `None` stands for one to four. Nobody is nobody.
#[must_use]
pub const fn shown(count: usize) -> Option<usize> {
    if count > 0 && count < FEWEST { None } else { Some(count) }
}

#[cfg(test)]
mod tests;
