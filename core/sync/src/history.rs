//! What a value was before: who wrote what, when, and what undoing one change means.
//!
//! Undoing is an ordinary edit, made now by whoever undoes. Nothing is rewound: the history keeps both.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::catalogue::{self, Policy};
use opstap_domain::ids::Role;
use opstap_domain::order;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::conflict;
use crate::ident::{DeviceId, Dot};
use crate::record::RecordState;
use crate::wire::{Grant, Handle};

/// Rows in one answer at most.
pub const ROWS_MAX: usize = 1_000;

/// `POST /v1/history`: what was written of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct HistoryRequest {
    /// Who asks; must be the token's device.
    pub dev: DeviceId,
    /// The scope, by the device's handle.
    pub h: Handle,
    /// The record.
    pub id: Uuid,
    /// Only rows below this number of the scope; 0: the newest.
    #[serde(default)]
    pub below: u64,
}

/// The answer: rows in the order in which they were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct HistoryResponse {
    /// The record's kind.
    pub k: String,
    /// What was written, oldest first.
    pub rows: Vec<Entry>,
    /// There is more before the first row: ask below its number.
    #[serde(default)]
    pub more: bool,
}

/// One value that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Entry {
    /// The scope's number; 0 while it waits on the device.
    #[serde(default)]
    pub s: u64,
    /// The unit; empty: the record was deleted.
    pub unit: String,
    /// The value.
    pub v: Value,
    /// The write.
    pub d: Dot,
    /// The author; `None` for the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    /// When, milliseconds since 1970 UTC, by the author's clock, clamped.
    pub at: i64,
}

/// One change: a value and the one that was written before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What was written.
    pub entry: Entry,
    /// What was written before; of a deletion, the values that it took with it. `None`: nothing, or not known.
    pub before: Option<Value>,
}

/// Whether the holder of `grant` may read how this record came to be.
///
/// A coach may not: a share is about what is, and the history is from before it began.
#[must_use]
pub fn may_read(grant: &Grant, record: &RecordState) -> bool {
    matches!(grant.role, Role::Client | Role::Counsellor)
        && record.kind != conflict::KIND
        && crate::server::visible(grant, record)
}

/// The changes in these rows, oldest first. `seed` are values from before the first row, by unit.
#[must_use]
pub fn changes(rows: &[Entry], seed: &BTreeMap<String, Value>) -> Vec<Change> {
    let mut now = seed.clone();
    let mut changes = Vec::with_capacity(rows.len());
    for entry in rows {
        let before = if entry.unit.is_empty() {
            let gone: serde_json::Map<String, Value> = order::gather(std::mem::take(&mut now));
            Some(Value::Object(gone))
        } else {
            now.insert(entry.unit.clone(), entry.v.clone())
        };
        changes.push(Change { entry: entry.clone(), before });
    }
    changes
}

/// The units to write so that `change` is undone, given the record as it is now; `None`: it cannot be, or nothing
/// would change.
///
/// Of a set only what the change added or removed is turned back; what others did to it since stays.
#[must_use]
pub fn undo(kind: &str, change: &Change, now: Option<&RecordState>) -> Option<BTreeMap<String, Value>> {
    let before = change.before.as_ref()?;
    let unit = &change.entry.unit;
    if unit.is_empty() {
        let values = before.as_object().filter(|values| now.is_none() && !values.is_empty())?;
        return Some(order::gather(values.clone()));
    }
    let current = now?.units.get(unit).map_or(&Value::Null, |unit| &unit.v);
    let value = match catalogue::policy(kind, unit) {
        Policy::Once | Policy::Greatest => return None,
        Policy::Set => turn_back(before, &change.entry.v, current),
        Policy::KeepBoth | Policy::Latest | Policy::Ranked(_) => before.clone(),
    };
    (value != *current).then(|| order::gather([(unit.clone(), value)]))
}

fn turn_back(before: &Value, after: &Value, current: &Value) -> Value {
    let keys = |value: &Value| -> BTreeSet<String> {
        order::gather(value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned))
    };
    let (before, after, current) = (keys(before), keys(after), keys(current));
    let left = current.iter().filter(|key| before.contains(*key) || !after.contains(*key));
    let back = before.iter().filter(|key| !after.contains(*key));
    let all: BTreeSet<&String> = order::gather(left.chain(back));
    Value::from(all.into_iter().cloned().collect::<Vec<String>>())
}

#[cfg(test)]
mod tests;
