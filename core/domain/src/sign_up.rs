//! Signing up: what somebody who asks for help is asked, which organisation it goes to, and by when an answer comes.
//!
//! Seven questions, of which only one has to be answered: four digits of a postcode, because help is organised by municipality.
//! No name, no address, no number of a person: whoever signs up may stay unknown, and says who they are when they want to.

use serde::{Deserialize, Serialize};

use crate::order;
use crate::phrase::Phrase;
use crate::time::Instant;
use uuid::Uuid;

pub mod desks;
pub mod triage;

/// The most characters of somebody's own words.
pub const WORDS_MAX: usize = 2000;

/// Within this time somebody reads what was asked, and answers: 48 hours by the clock, weekends too.
///
/// # Source
///
/// SchuldendeBaas: "binnen 48 uur een bericht".
pub const ANSWER_WITHIN_MS: i64 = 48 * HOUR_MS;
/// From so long before its end the promise is about to break.
pub const SOON_MS: i64 = 12 * HOUR_MS;
const HOUR_MS: i64 = 3600 * 1000;

/// What it is about; any of them.
pub const TOPICS: &[&str] = &["many", "rent", "energy", "health", "income", "allowances", "look"];
/// What is threatened; any of them.
pub const THREATS: &[&str] = &["eviction", "disconnection", "insurance", "seizure"];
/// Since when it is so.
pub const SINCE: &[&str] = &["first", "months", "years"];
/// How old somebody is, as far as other help exists for it.
pub const AGES: &[&str] = &["young", "older"];
/// How somebody likes to talk.
pub const WAYS: &[&str] = &["messages", "call", "visit"];

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The four digits of a postcode.
    Postcode,
    /// One of these, or nothing.
    One(&'static [&'static str]),
    /// Any of these.
    Any(&'static [&'static str]),
    /// Own words, or nothing.
    Words,
}

/// The questions, in the order in which they are asked: first the one that decides whether anybody helps here. Their words are `sign-up-<key>` and `sign-up-<key>-<answer>`.
pub const QUESTIONS: [(&str, Answer); 7] = [
    ("postcode", Answer::Postcode),
    ("topics", Answer::Any(TOPICS)),
    ("threats", Answer::Any(THREATS)),
    ("since", Answer::One(SINCE)),
    ("age", Answer::One(AGES)),
    ("way", Answer::One(WAYS)),
    ("words", Answer::Words),
];

/// What somebody answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUp {
    /// Four digits: a part of a municipality.
    pub postcode: u16,
    /// Of [`TOPICS`].
    #[serde(default)]
    pub topics: Vec<String>,
    /// Of [`THREATS`].
    #[serde(default)]
    pub threats: Vec<String>,
    /// Of [`SINCE`], or empty.
    #[serde(default)]
    pub since: String,
    /// Of [`AGES`], or empty.
    #[serde(default)]
    pub age: String,
    /// Of [`WAYS`], or empty.
    #[serde(default)]
    pub way: String,
    /// At most [`WORDS_MAX`] characters; may be empty.
    #[serde(default)]
    pub words: String,
}

/// An answer that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// Of which question.
    pub question: &'static str,
    /// Why.
    pub why: Phrase,
}

impl SignUp {
    /// Reads what was typed and chosen, by question; any of several answers stand with `; ` between them.
    ///
    /// # Errors
    ///
    /// [`Unclear`] for the first question whose answer cannot be taken.
    pub fn read(typed: impl Fn(&str) -> String) -> Result<Self, Unclear> {
        let list = |key: &str| {
            typed(key).split(';').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
        };
        let postcode = postcode(&typed("postcode"))
            .ok_or(Unclear { question: "postcode", why: Phrase::new("sign-up-postcode-unclear") })?;
        let sign_up = Self {
            postcode,
            topics: list("topics"),
            threats: list("threats"),
            since: typed("since").trim().to_owned(),
            age: typed("age").trim().to_owned(),
            way: typed("way").trim().to_owned(),
            words: typed("words").trim().to_owned(),
        };
        sign_up.check().map(|()| sign_up)
    }

    /// Whether every answer is one that was offered.
    ///
    /// # Errors
    ///
    /// [`Unclear`] for the first question whose answer cannot be taken.
    pub fn check(&self) -> Result<(), Unclear> {
        let unclear = |question, why| Err(Unclear { question, why });
        if !is_postcode(self.postcode) {
            return unclear("postcode", Phrase::new("sign-up-postcode-unclear"));
        }
        if self.words.chars().count() > WORDS_MAX {
            return unclear("words", Phrase::new("sign-up-words-long"));
        }
        for (question, answer) in QUESTIONS {
            let good = match answer {
                Answer::Any(known) => {
                    let said = self.several(question);
                    said.len() <= known.len() && said.iter().all(|one| known.contains(&one.as_str()))
                }
                Answer::One(known) => {
                    let said = self.one(question);
                    said.is_empty() || known.contains(&said)
                }
                Answer::Postcode | Answer::Words => true,
            };
            if !good {
                return unclear(question, Phrase::new("sign-up-answer-unknown"));
            }
        }
        Ok(())
    }

    /// The answers to a question that has several.
    #[must_use]
    pub fn several(&self, question: &str) -> &[String] {
        match question {
            "topics" => &self.topics,
            "threats" => &self.threats,
            _ => &[],
        }
    }

    /// The answer to a question that has one; empty where there is none.
    #[must_use]
    pub fn one(&self, question: &str) -> &str {
        match question {
            "since" => &self.since,
            "age" => &self.age,
            "way" => &self.way,
            "words" => &self.words,
            _ => "",
        }
    }
}

/// Reads the digits of a Dutch postcode, with or without its letters: `3811`, `3811 AB`. Letters are read over and not kept.
#[must_use]
pub fn postcode(typed: &str) -> Option<u16> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (digits, letters) = plain.split_at_checked(4)?;
    let lettered = letters.is_empty()
        || (letters.len() == 2 && letters.bytes().all(|letter| letter.is_ascii_alphabetic()));
    let read = digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    read.filter(|number| lettered && is_postcode(*number))
}

/// Dutch postcodes begin at 1000.
fn is_postcode(number: u16) -> bool {
    (1000..=9999).contains(&number)
}

/// A part of the country that an organisation helps in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Which organisation.
    pub org: Uuid,
    /// The first postcode.
    pub first: u16,
    /// The last postcode.
    pub last: u16,
}

/// The organisations for a postcode: who helps in the smallest area first. So an organisation with the whole country is the
/// one for people whom nobody else helps. Of two areas of one size the organisation with the lower id comes first, everywhere.
#[must_use]
pub fn route(areas: &[Area], postcode: u16) -> Vec<Uuid> {
    let mut found: Vec<(u16, Uuid)> = areas
        .iter()
        .filter(|area| (area.first..=area.last).contains(&postcode))
        .map(|area| (area.last - area.first, area.org))
        .collect();
    order::sort(&mut found);
    let mut orgs: Vec<Uuid> = Vec::new();
    for (_, org) in found {
        if !orgs.contains(&org) {
            orgs.push(org);
        }
    }
    orgs
}

/// How it stands with the promise of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Somebody answered in time.
    Kept,
    /// Somebody answered, and too late.
    KeptLate,
    /// So many whole hours are left.
    Waits(i64),
    /// So many whole hours are left, fewer than twelve.
    Soon(i64),
    /// Nobody answered, and the time passed so many whole hours ago.
    Broken(i64),
}

/// Asks how it stands with the promise at `now`.
#[must_use]
pub fn promise(answer_by: Instant, answered: Option<Instant>, now: Instant) -> Promise {
    let left = answer_by.0 - now.0;
    match answered {
        Some(at) if at <= answer_by => Promise::Kept,
        Some(_) => Promise::KeptLate,
        None if left < 0 => Promise::Broken(-left / HOUR_MS),
        None if left < SOON_MS => Promise::Soon(left / HOUR_MS),
        None => Promise::Waits(left / HOUR_MS),
    }
}

#[cfg(test)]
mod tests;
