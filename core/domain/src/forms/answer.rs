//! Reading an answer as somebody types it, and writing it again.

use std::fmt;

use serde_json::{Value, json};

use super::{AnswerKind, Question};
use crate::condition::Decimal;
use crate::letters::read_day;
use crate::money::{AmountError, parse_amount};
use crate::phrase::Phrase;
use crate::{Cents, Date};

/// The longest text of an answer, in characters.
pub const TEXT_MAX: usize = 1_000;

/// An answer that was read. Its `Display` is what somebody would type for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Words of one's own, never empty.
    Text(String),
    /// A number with at most two digits behind the comma.
    Number(Decimal),
    /// An amount.
    Money(Cents),
    /// A day.
    Date(Date),
    /// A mark from 0 to 10.
    Scale10(u8),
    /// One of the options.
    Choice(String),
    /// Some of the options, in their order; never none.
    Multichoice(Vec<String>),
}

/// Why what was typed cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// A text of more than [`TEXT_MAX`] characters.
    #[error("the text is too long")]
    TooLong,
    /// A control character, which no keyboard types.
    #[error("the text has a control character")]
    BadCharacter,
    /// No number, or one that can be read in two ways.
    #[error("not one number")]
    NotANumber,
    /// No amount, or one that can be read in two ways.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// No day with its month and year. "Tomorrow" is another day tomorrow, and what is typed is kept.
    #[error("not a day")]
    NotADay,
    /// No whole mark from 0 to 10.
    #[error("not a mark from 0 to 10")]
    NotAMark,
    /// None of the options.
    #[error("not one of the options")]
    NotAnOption,
    /// At least one of them is none of the options.
    #[error("not all of them are options")]
    NotAllOptions,
}

impl AnswerError {
    /// What to tell the person who typed it.
    #[must_use]
    pub fn phrase(self) -> Phrase {
        match self {
            Self::TooLong => Phrase::new("form-too-long").with("max", TEXT_MAX as i64),
            Self::BadCharacter => Phrase::new("form-bad-character"),
            Self::NotANumber => Phrase::new("form-not-a-number"),
            Self::Amount(error) => error.phrase(),
            Self::NotADay => Phrase::new("form-not-a-day"),
            Self::NotAMark => Phrase::new("form-scale"),
            Self::NotAnOption => Phrase::new("form-choose-one"),
            Self::NotAllOptions => Phrase::new("form-choose-many"),
        }
    }
}

/// Reads what was typed for a question; `None` when nothing was. Options go by their words, whatever their capitals; more
/// than one are parted by commas, semicolons or lines.
///
/// # Errors
///
/// [`AnswerError`] says why it is no answer to this question.
pub fn read_answer(question: &Question, typed: &str) -> Result<Option<Answer>, AnswerError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let answer = match question.kind {
        AnswerKind::Text => Answer::Text(text(typed)?),
        AnswerKind::Number => Answer::Number(number(typed)?),
        AnswerKind::Money => Answer::Money(parse_amount(typed)?),
        AnswerKind::Date => Answer::Date(read_day(typed).ok_or(AnswerError::NotADay)?),
        AnswerKind::Scale10 => Answer::Scale10(mark(typed)?),
        AnswerKind::Choice => {
            let at = option(question, typed).ok_or(AnswerError::NotAnOption)?;
            Answer::Choice(question.options[at].clone())
        }
        AnswerKind::Multichoice => {
            let chosen = some_options(question, typed)?;
            if chosen.is_empty() {
                return Ok(None);
            }
            Answer::Multichoice(chosen)
        }
    };
    Ok(Some(answer))
}

fn text(typed: &str) -> Result<String, AnswerError> {
    if typed.chars().count() > TEXT_MAX {
        return Err(AnswerError::TooLong);
    }
    if typed.chars().any(|one| one.is_control() && !matches!(one, '\n' | '\t')) {
        return Err(AnswerError::BadCharacter);
    }
    Ok(typed.to_owned())
}

/// A number goes by the rules of amounts, so that a point is never guessed at.
fn number(typed: &str) -> Result<Decimal, AnswerError> {
    if typed.chars().any(|one| one.is_alphabetic() || one == '€') {
        return Err(AnswerError::NotANumber);
    }
    let hundredths = parse_amount(typed).map_err(|_| AnswerError::NotANumber)?;
    Ok(Decimal::per_mille(hundredths.0 * 10))
}

fn mark(typed: &str) -> Result<u8, AnswerError> {
    let plain = typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|mark| plain && *mark <= 10).ok_or(AnswerError::NotAMark)
}

/// The place of the option with these words.
fn option(question: &Question, typed: &str) -> Option<usize> {
    let wanted = typed.to_lowercase();
    question.options.iter().position(|option| option.trim().to_lowercase() == wanted)
}

fn some_options(question: &Question, typed: &str) -> Result<Vec<String>, AnswerError> {
    let mut chosen = vec![false; question.options.len()];
    for one in typed.split(PARTING).map(str::trim).filter(|one| !one.is_empty()) {
        chosen[option(question, one).ok_or(AnswerError::NotAllOptions)?] = true;
    }
    let chosen = question.options.iter().zip(chosen).filter(|(_, chosen)| *chosen);
    Ok(chosen.map(|(option, _)| option.clone()).collect())
}

/// What parts options of a `multichoice`; no option has one of these.
pub(super) const PARTING: [char; 3] = [',', ';', '\n'];

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Choice(text) => f.write_str(text),
            Self::Number(number) => f.write_str(&number.to_string().replace('.', ",")),
            Self::Money(Cents(cents)) => {
                let (sign, cents) = (if *cents < 0 { "-" } else { "" }, cents.unsigned_abs());
                write!(f, "{sign}{},{:02}", cents / 100, cents % 100)
            }
            Self::Date(date) => write!(f, "{date}"),
            Self::Scale10(mark) => write!(f, "{mark}"),
            Self::Multichoice(chosen) => f.write_str(&chosen.join(", ")),
        }
    }
}

impl Answer {
    /// What kind it is of.
    #[must_use]
    pub const fn kind(&self) -> AnswerKind {
        match self {
            Self::Text(_) => AnswerKind::Text,
            Self::Number(_) => AnswerKind::Number,
            Self::Money(_) => AnswerKind::Money,
            Self::Date(_) => AnswerKind::Date,
            Self::Scale10(_) => AnswerKind::Scale10,
            Self::Choice(_) => AnswerKind::Choice,
            Self::Multichoice(_) => AnswerKind::Multichoice,
        }
    }

    /// The value as a record has it: a text, a list of texts for a `multichoice`, whole cents for an amount.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Text(text) | Self::Choice(text) => json!(text),
            Self::Number(number) => json!(number.to_string()),
            Self::Money(amount) => json!(amount.0),
            Self::Date(date) => json!(date.to_string()),
            Self::Scale10(mark) => json!(mark),
            Self::Multichoice(chosen) => json!(chosen),
        }
    }

    /// Reads a value of a record again; `None` for what this version does not know.
    #[must_use]
    pub fn from_value(kind: AnswerKind, value: &Value) -> Option<Self> {
        let words = || value.as_str().map(str::to_owned);
        Some(match kind {
            AnswerKind::Text => Self::Text(words()?),
            AnswerKind::Choice => Self::Choice(words()?),
            AnswerKind::Number => Self::Number(value.as_str()?.parse().ok()?),
            AnswerKind::Money => Self::Money(Cents(value.as_i64()?)),
            AnswerKind::Date => Self::Date(value.as_str()?.parse().ok()?),
            AnswerKind::Scale10 => Self::Scale10(u8::try_from(value.as_u64()?).ok()?),
            AnswerKind::Multichoice => {
                let all = value.as_array()?.iter();
                Self::Multichoice(all.map(|one| one.as_str().map(str::to_owned)).collect::<Option<_>>()?)
            }
        })
    }
}
