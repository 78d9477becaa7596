//! Ghost tokens: every edit writes a value that exists nowhere else, and we note what its author saw.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::OpUid;
use serde_json::{Value, json};
use uuid::Uuid;

/// A value that was written once: the how-manieth edit of the run, from 1.
pub type Token = u64;

/// Progress carries its token as a moment after this one, 2025-01-01.
const MOMENT: i64 = 1_735_689_600_000;

/// What an edit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Wrote a unit.
    Wrote,
    /// Deleted the record.
    Deleted,
    /// Chose between two readings, and so wrote one of them again.
    Chose,
}

/// One edit.
#[derive(Clone, Debug)]
pub struct Ghost {
    /// Its operation.
    pub uid: OpUid,
    /// Where.
    pub scope: ScopeId,
    /// Of what kind.
    pub kind: &'static str,
    /// Which record.
    pub rec: Uuid,
    /// What it did.
    pub made: Made,
    /// Whose.
    pub account: Uuid,
    /// When an earlier record under this id was erased, as far as its author's phone knew.
    pub knew: Option<i64>,
    /// By an app that knows an older catalogue than the server.
    pub old: bool,
    /// The tokens that its author saw in its place, and replaced.
    pub saw: BTreeSet<Token>,
}

/// Everything that was written.
#[derive(Debug, Default)]
pub struct Ghosts {
    drawn: Token,
    /// By token.
    pub all: BTreeMap<Token, Ghost>,
    /// Physically gone: the only copies were on a phone that was lost, or on a server that was.
    pub gone: BTreeSet<Token>,
    /// Written again by whoever chose between two readings.
    pub chosen: BTreeSet<Token>,
    /// No phone holds these any more, by right: if the server loses them now, they are gone.
    pub frail: BTreeSet<Token>,
}

impl Ghosts {
    /// A value that was never written before.
    pub const fn draw(&mut self) -> Token {
        self.drawn += 1;
        self.drawn
    }

    /// How many edits were made.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.all.len() as u64
    }

    /// Everything that the author of these tokens had replaced, directly or by way of others that the server
    /// has applied: what was written on top of a held edit is news to the server.
    #[must_use]
    pub fn ancestors(&self, of: &BTreeSet<Token>, applied: &BTreeSet<OpUid>) -> BTreeSet<Token> {
        let mut found = of.clone();
        let mut open: Vec<Token> = of.iter().copied().collect();
        while let Some(token) = open.pop() {
            for seen in self
                .all
                .get(&token)
                .filter(|ghost| applied.contains(&ghost.uid))
                .into_iter()
                .flat_map(|ghost| &ghost.saw)
            {
                if found.insert(*seen) {
                    open.push(*seen);
                }
            }
        }
        found
    }
}

/// The amount with this token. All members follow from the cents, so that half of one shows.
#[must_use]
pub fn amount(token: Token) -> Value {
    let frequency = if token.is_multiple_of(2) { "monthly" } else { "weekly" };
    let direction = if token.is_multiple_of(3) { "in" } else { "out" };
    json!({ "cents": token, "frequency": frequency, "direction": direction })
}

/// The text with this token.
#[must_use]
pub fn text(token: Token) -> Value {
    Value::from(format!("t{token}"))
}

/// A progress with this token.
#[must_use]
pub fn progress(token: Token, state: &str) -> Value {
    json!({ "state": state, "at": MOMENT + token as i64 })
}

/// The tokens in a value of this unit.
#[must_use]
pub fn tokens(unit: &str, value: &Value) -> Vec<Token> {
    let of_text = |value: &Value| value.as_str().and_then(|text| text.strip_prefix('t')?.parse().ok());
    match unit {
        "amount" => value.get("cents").and_then(Value::as_u64).into_iter().collect(),
        "sum" => value.get("of").and_then(Value::as_u64).into_iter().collect(),
        "title" | "heading" | "body" => of_text(value).into_iter().collect(),
        "progress" => {
            value.get("at").and_then(Value::as_i64).map(|at| (at - MOMENT) as u64).into_iter().collect()
        }
        "keys" | "words" => value.as_array().into_iter().flatten().filter_map(of_text).collect(),
        _ => Vec::new(),
    }
}

/// The tokens in the values of a whole record.
#[must_use]
pub fn tokens_in(values: &Value) -> Vec<Token> {
    let units = values.as_object().into_iter().flatten();
    units.flat_map(|(unit, value)| tokens(unit, value)).collect()
}
