//! What a person did, as it waits in a device's journal.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::hlc::Hlc;
use crate::ident::{Dot, OpUid};

/// One unit's new value, and the write that its author saw in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Write {
    /// The new value; `null` clears.
    pub v: Value,
    /// The dot of the value that the author saw, `None` where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saw: Option<Dot>,
    /// For sets: the elements that the author saw, so that only these can be removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
}

/// A value that a restored server does not know, and which write it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Rescued {
    /// The value.
    pub v: Value,
    /// The write, by its author's device.
    pub d: Dot,
}

/// What an operation does to its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Make the record, or merge into one that another device made under the same id.
    New(BTreeMap<String, Value>),
    /// Write units.
    Set(BTreeMap<String, Write>),
    /// Delete it; carries the sight of what its author saw.
    Del(String),
    /// Erase it, for good: every reading of it, its history and what was held of it.
    Erase {},
    /// Hand in what others wrote and a restored server does not know, from this device's older reading: values with
    /// the writes that they are. Applies to nothing: the server keeps it for a person to look at.
    Rescue(BTreeMap<String, Rescued>),
    /// Something that only a newer version knows: the whole operation as it was sent. It is held.
    #[cfg_attr(feature = "describe", schemars(skip))]
    Newer(Value),
}

impl Change {
    /// What is left of a change whose words were erased: it says nothing, and keeps its place in the order.
    #[must_use]
    pub const fn blank() -> Self {
        Self::Set(BTreeMap::new())
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Set(writes) if writes.is_empty())
    }
}

/// One change to one record by one person, on one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Op {
    /// The device's how-manieth operation.
    pub n: u64,
    /// Its identity across clones and restores.
    pub uid: OpUid,
    /// The action that it belongs to: the `n` of the action's first operation.
    pub tx: u64,
    /// Where the record lives.
    pub scope: ScopeId,
    /// The record.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// When, by the device's clock.
    pub t: Hlc,
    /// When an earlier record under this id was erased, as far as its author's device knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knew: Option<i64>,
    /// What it does.
    pub change: Change,
}

impl Op {
    /// Replaces every dot that this operation says it saw, by `map`.
    pub fn remap_saw(&mut self, map: &BTreeMap<Dot, Dot>) {
        if let Change::Set(writes) = &mut self.change {
            for write in writes.values_mut() {
                if let Some(to) = write.saw.and_then(|saw| map.get(&saw)) {
                    write.saw = Some(*to);
                }
            }
        }
    }
}
