//! Two readings of one value, as an ordinary record of kind `conflict` in the same scope.
//!
//! Choosing and undoing are ordinary operations: one writes the chosen value to the record, one the
//! status to the conflict. They work offline and can be undone themselves.

use opstap_domain::plain;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ident::Dot;
use crate::record::{RecordState, UnitState};

/// The kind's name in the catalogue.
pub const KIND: &str = "conflict";

/// What the conflict is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The record.
    pub rec: Uuid,
    /// Its kind.
    pub kind: String,
    /// The unit; empty when a deletion met an edit.
    pub unit: String,
    /// The rule by which it was found: `keep_both`, `latest`, `ranked`, `once`, `delete`.
    pub rule: String,
}

/// One reading: a value, its write, its author and moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The value.
    pub v: Value,
    /// The write.
    pub dot: Dot,
    /// The author's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    /// When, in milliseconds since 1970 UTC, by the clamped clock.
    pub at: i64,
}

impl From<&UnitState> for Reading {
    fn from(unit: &UnitState) -> Self {
        Self { v: unit.v.clone(), dot: unit.d, by: unit.by, at: unit.t.ms() }
    }
}

/// Where a conflict stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Somebody must choose; until then the value counts as not certain.
    Open,
    /// Settled by rule, kept so that it can be undone.
    Auto,
    /// Somebody chose.
    Resolved,
    /// The choice was taken back.
    Undone,
}

/// Which of the two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The one that stayed.
    Shown,
    /// The one that was kept beside it.
    Other,
}

/// The status unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Where it stands.
    pub state: State,
    /// Which reading holds now, after a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Side>,
}

/// A conflict, read from its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is about.
    pub about: About,
    /// The reading that stayed.
    pub shown: Reading,
    /// The reading beside it.
    pub other: Reading,
    /// Where it stands.
    pub status: Status,
}

impl Conflict {
    /// Reads a conflict from the values of its record; `None` for a record of a newer version.
    #[must_use]
    pub fn from_values(values: &Value) -> Option<Self> {
        Some(Self {
            about: plain::read(&values["about"])?,
            shown: plain::read(&values["shown"])?,
            other: plain::read(&values["other"])?,
            status: plain::read(&values["status"])?,
        })
    }

    /// Reads a conflict from its record.
    #[must_use]
    pub fn from_record(record: &RecordState) -> Option<Self> {
        if record.kind == KIND && !record.deleted { Self::from_values(&record.values()) } else { None }
    }

    /// The values to store.
    #[must_use]
    pub fn to_values(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("about", json!(self.about)),
            ("shown", json!(self.shown)),
            ("other", json!(self.other)),
            ("status", json!(self.status)),
        ]
    }

    /// What choosing a side means: the value for the record's unit and the new status.
    #[must_use]
    pub fn choose(&self, side: Side) -> (Value, Status) {
        let value = match side {
            Side::Shown => self.shown.v.clone(),
            Side::Other => self.other.v.clone(),
        };
        (value, Status { state: State::Resolved, chosen: Some(side) })
    }

    /// What taking the last choice back means: the other reading holds again. Twice is nothing at all.
    #[must_use]
    pub fn undo(&self) -> (Value, Status) {
        let now = self.status.chosen.unwrap_or(Side::Shown);
        let side = match now {
            Side::Shown => Side::Other,
            Side::Other => Side::Shown,
        };
        let (value, _) = self.choose(side);
        let state = if self.status.state == State::Undone { State::Resolved } else { State::Undone };
        (value, Status { state, chosen: Some(side) })
    }
}
