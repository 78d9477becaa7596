//! A record that comes from one case to another: what it says under the names that things have there, and what becomes of the
//! record that it meets.
//!
//! The one that comes was written without seeing the other, so it is merged as any other write is, and neither loses a word.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::catalogue;
use opstap_domain::ids::ScopeId;
use opstap_domain::order;
use serde_json::Value;
use uuid::Uuid;

use crate::conflict::{self, About, Conflict, Reading, State, Status};
use crate::ident::{DeviceId, Dot};
use crate::merge::{Incoming, Merged, merge_unit};
use crate::record::{RecordState, UnitState};

/// What records and people of one case are called in the other.
pub type Names = BTreeMap<Uuid, Uuid>;

/// The record as the other case says it: each id in it that has another name there gets it, and so do its authors.
///
/// A write keeps its identity, as a device's writes are counted over all scopes. The server counts its own in each scope, so
/// those get a name that follows from where they were made (`from`).
#[must_use]
pub fn renamed(record: &RecordState, names: &Names, from: ScopeId) -> RecordState {
    let mut there = record.clone();
    for unit in there.units.values_mut() {
        rename(&mut unit.v, names);
        unit.by = unit.by.map(|by| named(by, names));
        if unit.d.device == DeviceId::SERVER {
            unit.d = Dot::new(server_of(from), unit.d.n);
        }
    }
    there
}

fn server_of(from: ScopeId) -> DeviceId {
    let hash = blake3::hash(format!("server of {from}").as_bytes());
    let mut bits = [0; 8];
    bits.copy_from_slice(&hash.as_bytes()[..8]);
    DeviceId::new(u64::from_le_bytes(bits))
}

fn named(id: Uuid, names: &Names) -> Uuid {
    names.get(&id).copied().unwrap_or(id)
}

fn rename(value: &mut Value, names: &Names) {
    match value {
        Value::String(text) => {
            if let Some(name) = Uuid::parse_str(text).ok().and_then(|id| names.get(&id)) {
                *text = name.to_string();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| rename(one, names)),
        Value::Object(members) => members.values_mut().for_each(|one| rename(one, names)),
        _ => {}
    }
}

/// Merges `coming`, by the names of its new case, into what is there under its id. `number` gives the next number of the scope,
/// `known` are the conflicts that are there.
///
/// What is written: the record as it is now, and the conflicts that were opened, each with a number of its own; nothing where
/// the record said nothing new. Asked a second time with the same record, that is so.
#[must_use]
pub fn meet(
    scope: ScopeId,
    id: Uuid,
    there: Option<&RecordState>,
    coming: &RecordState,
    known: &BTreeSet<Uuid>,
    mut number: impl FnMut() -> u64,
) -> Vec<(Uuid, RecordState)> {
    let before = there.filter(|record| !record.deleted);
    let mut record = before.cloned().unwrap_or_else(|| RecordState::empty(&coming.kind));
    record.erased = there.and_then(|record| record.erased);
    let mut found = Vec::new();
    let mut changed = before.is_none();
    for (name, unit) in &coming.units {
        let current = record.units.get(name);
        if current.is_some_and(|current| current.v == unit.v) {
            continue;
        }
        let policy = catalogue::policy(&coming.kind, name);
        let shown = current.map(Reading::from);
        let (now, disagreement) =
            match merge_unit(policy, current, Incoming { unit: unit.clone(), saw: None, was: None }) {
                Merged::Set(now) | Merged::Joined(now) => (Some(now), None),
                Merged::Kept { other, open, rule } => (None, shown.map(|shown| (shown, other, open, rule))),
                Merged::Replaced { now, other, rule } => {
                    let shown = Reading::from(&now);
                    (Some(now), Some((shown, other, false, rule)))
                }
                Merged::Ignored => (None, None),
            };
        if let Some(now) = now.filter(|now| record.units.get(name).is_none_or(|unit| unit.v != now.v)) {
            // Its number follows below: nothing is written before it is known that there is something to write.
            record.units.insert(name.clone(), UnitState { s: 0, ..now });
            changed = true;
        }
        let Some((shown, other, open, rule)) = disagreement else { continue };
        let at = scope.derived_id(&format!("conflict/{id}/{name}/{}", unit.d));
        if !known.contains(&at) {
            let about =
                About { rec: id, kind: coming.kind.clone(), unit: name.clone(), rule: rule.to_owned() };
            let state = if open { State::Open } else { State::Auto };
            found.push((at, unit, Conflict { about, shown, other, status: Status { state, chosen: None } }));
        }
    }
    let mut written = Vec::new();
    if changed {
        record.s = number();
        for unit in record.units.values_mut().filter(|unit| unit.s == 0) {
            unit.s = record.s;
        }
        written.push((id, record));
    }
    for (at, unit, conflict) in found {
        let s = number();
        let UnitState { d, t, by, .. } = *unit;
        let says = conflict.to_values().into_iter();
        let units = order::gather(says.map(|(name, v)| (name.to_owned(), UnitState { v, d, t, by, s })));
        written.push((at, RecordState { units, s, ..RecordState::empty(conflict::KIND) }));
    }
    written
}

#[cfg(test)]
mod tests;
