//! One pure function for two people who wrote the same unit.
//!
//! The server's result counts; a device calls the same function to show what it will be.

use opstap_domain::catalogue::Policy;
use opstap_domain::order;
use serde_json::Value;

use crate::conflict::Reading;
use crate::ident::{DeviceId, Dot};
use crate::record::UnitState;

/// A write on its way in, and what its author saw.
#[derive(Clone, Debug)]
pub struct Incoming<'a> {
    /// The value with its dot, clamped clock, author and (at the server) its number.
    pub unit: UnitState,
    /// The write that the author saw.
    pub saw: Option<Dot>,
    /// For sets: the elements that the author saw.
    pub was: Option<&'a Value>,
}

/// What the merge says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// The incoming value stands exactly as sent.
    Set(UnitState),
    /// Something of both stands; the author must read it back.
    Joined(UnitState),
    /// The current value stays shown and the incoming one is kept beside it.
    Kept {
        /// The reading kept beside the shown one.
        other: Reading,
        /// Whether a person must choose (`true`), or a rule has.
        open: bool,
        /// The rule's name.
        rule: &'static str,
    },
    /// The incoming value is shown and the one that was there is kept beside it.
    Replaced {
        /// The value that is shown now.
        now: UnitState,
        /// The reading kept beside it.
        other: Reading,
        /// The rule's name.
        rule: &'static str,
    },
    /// The incoming value says nothing new.
    Ignored,
}

/// Merges `incoming` into `current` by `policy`.
///
/// Not concurrent (the author saw exactly the current write), equal, or nothing there yet: the
/// incoming value stands. Concurrent: by policy, and whatever is not shown is kept.
///
/// # Source
///
/// `docs/ARCHITECTURE.md`, sync; the dot comparison is that of dotted version vectors (Preguiça et al., 2010)
/// with one register per unit.
#[must_use]
pub fn merge_unit(policy: Policy, current: Option<&UnitState>, incoming: Incoming<'_>) -> Merged {
    let Some(current) = current else { return Merged::Set(incoming.unit) };
    if incoming.saw == Some(current.d) {
        return Merged::Set(incoming.unit);
    }
    if current.v == incoming.unit.v {
        // Who says the same earlier does not make it older: or what is shown would hang on the order of arrival.
        return Merged::Set(UnitState { t: current.t.max(incoming.unit.t), ..incoming.unit });
    }
    match policy {
        Policy::KeepBoth => kept(&incoming.unit, true, "keep_both"),
        Policy::Once => kept(&incoming.unit, false, "once"),
        Policy::Latest => later(current, incoming.unit, "latest"),
        Policy::Ranked(order) => {
            let (ours, theirs) = (rank(order, &current.v), rank(order, &incoming.unit.v));
            match theirs.cmp(&ours) {
                std::cmp::Ordering::Greater => replaced(current, incoming.unit, "ranked"),
                std::cmp::Ordering::Less => kept(&incoming.unit, false, "ranked"),
                std::cmp::Ordering::Equal => later(current, incoming.unit, "ranked"),
            }
        }
        Policy::Greatest => {
            if incoming.unit.v.as_i64() > current.v.as_i64() {
                Merged::Set(incoming.unit)
            } else {
                Merged::Ignored
            }
        }
        Policy::Set => join_sets(current, incoming),
    }
}

fn kept(unit: &UnitState, open: bool, rule: &'static str) -> Merged {
    Merged::Kept { other: Reading::from(unit), open, rule }
}

fn replaced(current: &UnitState, now: UnitState, rule: &'static str) -> Merged {
    Merged::Replaced { now, other: Reading::from(current), rule }
}

fn later(current: &UnitState, incoming: UnitState, rule: &'static str) -> Merged {
    if (incoming.t, incoming.d) > (current.t, current.d) {
        replaced(current, incoming, rule)
    } else {
        kept(&incoming, false, rule)
    }
}

fn rank(order: &[&str], value: &Value) -> usize {
    let word = value.get("state").unwrap_or(value).as_str();
    word.and_then(|word| order.iter().position(|known| *known == word)).map_or(0, |at| at + 1)
}

/// Union: what either added stays, and only what the author saw can be removed.
fn join_sets(current: &UnitState, incoming: Incoming<'_>) -> Merged {
    let keys = |value: Option<&Value>| -> std::collections::BTreeSet<String> {
        value
            .and_then(Value::as_array)
            .map(|list| order::gather(list.iter().filter_map(Value::as_str).map(str::to_owned)))
            .unwrap_or_default()
    };
    let (now, new, was) = (keys(Some(&current.v)), keys(Some(&incoming.unit.v)), keys(incoming.was));
    let joined: Vec<&String> = now
        .iter()
        .filter(|key| new.contains(*key) || !was.contains(*key))
        .chain(new.difference(&now).filter(|key| !was.contains(*key)))
        .collect();
    let mut sorted: Vec<Value> = joined.into_iter().map(|key| Value::from(key.as_str())).collect();
    order::sort_by(&mut sorted, |a, b| a.as_str().cmp(&b.as_str()));
    let v = Value::Array(sorted);
    if v == incoming.unit.v {
        return Merged::Set(incoming.unit);
    }
    let d = both(current.d, incoming.unit.d);
    Merged::Joined(UnitState { v, d, ..incoming.unit })
}

/// The name of what two writes made together. Neither author saw it, so it carries neither's dot: with it,
/// an author who edits or deletes before reading back would claim to have seen the other's elements.
fn both(current: Dot, incoming: Dot) -> Dot {
    let hash = blake3::hash(format!("{current} {incoming}").as_bytes());
    let mut bits = [0; 8];
    bits.copy_from_slice(&hash.as_bytes()[..8]);
    Dot::new(DeviceId::new(u64::from_le_bytes(bits)), incoming.n)
}

#[cfg(test)]
mod tests;
