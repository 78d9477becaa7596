//! Records and units as the server and the device's mirror hold them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::hlc::Hlc;
use crate::ident::Dot;
use opstap_domain::order;

/// The value of one unit, and which write it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitState {
    /// The value. `null`: cleared.
    pub v: Value,
    /// The write that put it there.
    pub d: Dot,
    /// When, by the clamped clock. Zero where it does not matter (a device's mirror).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub t: Hlc,
    /// The author's account; `None` for the server's own records and in mirrors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    /// The scope's number at which it came.
    #[serde(default)]
    pub s: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(hlc: &Hlc) -> bool {
    hlc.0 == 0
}

/// One record: its units by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordState {
    /// The kind's name in the catalogue.
    pub kind: String,
    /// Units by name.
    pub units: BTreeMap<String, UnitState>,
    /// Deleted. The server keeps the units so that a concurrent edit can bring them back.
    #[serde(default)]
    pub deleted: bool,
    /// When a record under this id was erased, milliseconds since 1970 UTC. Then it is deleted and without
    /// words, or was made anew by somebody who knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<i64>,
    /// The scope's number of its last change.
    pub s: u64,
}

impl RecordState {
    /// A record without units.
    #[must_use]
    pub fn empty(kind: &str) -> Self {
        Self { kind: kind.to_owned(), units: BTreeMap::new(), deleted: false, erased: None, s: 0 }
    }

    /// What is left of a record of this kind after its erasure at `at`.
    #[must_use]
    pub fn erased(kind: &str, s: u64, at: i64) -> Self {
        Self { deleted: true, erased: Some(at), s, ..Self::empty(kind) }
    }

    /// What a deletion says that its author saw: a hash over the dots of all units.
    #[must_use]
    pub fn sight(&self) -> String {
        sight(self.units.iter().map(|(name, unit)| (name.as_str(), unit.d)))
    }

    /// The values alone, as a JSON object.
    #[must_use]
    pub fn values(&self) -> Value {
        Value::Object(order::gather(self.units.iter().map(|(name, unit)| (name.clone(), unit.v.clone()))))
    }
}

/// A hash over unit names and dots, in order of name.
#[must_use]
pub fn sight<'a>(units: impl Iterator<Item = (&'a str, Dot)>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, dot) in units {
        hasher.update(name.as_bytes()).update(b"\0").update(dot.to_string().as_bytes()).update(b"\n");
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
