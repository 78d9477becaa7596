//! One round at the server, as a decision over loaded rows.
//!
//! An engine (SQLite now, PostgreSQL next) opens a transaction, loads what [`needs`] names, calls
//! [`decide`], and writes what the [`Decision`] says in the same transaction. The rules live here once;
//! an engine only moves rows.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::catalogue::{self, Part};
use opstap_domain::ids::{Role, ScopeId};
use serde_json::Value;
use uuid::Uuid;

use crate::conflict;
use crate::hlc::Hlc;
use crate::ident::{Chain, DeviceId, Dot, OpUid};
use crate::op::Change;
use crate::record::RecordState;
use crate::wire::{Grant, Handle, OpResult, SyncRequest, Verdict, WireOp, WireRecord};

mod apply;
mod erase;
mod feed;

pub use erase::{ERASED, wordless};
pub use feed::{ReceiptKey, wire_record};

/// What a round has to read before it can be decided. An engine locks the scopes in this (sorted) order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Handles that operations name.
    pub handles: BTreeSet<Handle>,
    /// Records that operations name, by handle.
    pub records: BTreeSet<(Handle, Uuid)>,
    /// Uids to look up among applied and held operations.
    pub uids: BTreeSet<OpUid>,
    /// Numbers of this device to look up.
    pub numbers: BTreeSet<u64>,
}

/// Names the rows that `request` is about.
#[must_use]
pub fn needs(request: &SyncRequest) -> Needs {
    let mut needs = Needs::default();
    for op in &request.ops {
        needs.handles.insert(op.h);
        needs.records.insert((op.h, op.id));
        needs.uids.insert(op.uid);
        needs.numbers.insert(op.n);
    }
    needs
}

/// Who asks, checked by the engine against the token.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    /// The account.
    pub account: Uuid,
    /// Its role.
    pub role: Role,
    /// The device.
    pub device: DeviceId,
    /// The server's clock, milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// Where the server knows an operation from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The write under which it was applied or held.
    pub dot: Dot,
    /// The scope's number after it; 0 for held.
    pub seq: u64,
}

/// The rows of a round, as loaded and then changed in memory.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The highest number seen of this device.
    pub last_n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// The grants behind the handles that operations name; revoked ones are absent.
    pub grants: BTreeMap<Handle, Grant>,
    /// The number of each scope that a grant names.
    pub heads: BTreeMap<ScopeId, u64>,
    /// The records that operations name, deleted ones included, and the conflicts about them.
    pub records: BTreeMap<(ScopeId, Uuid), RecordState>,
    /// Applied and held operations among [`Needs::uids`].
    pub uids: BTreeMap<OpUid, Known>,
    /// What this device's numbers among [`Needs::numbers`] stand for.
    pub numbers: BTreeMap<u64, OpUid>,
    /// Records among [`Needs::records`] that were erased, and when (milliseconds since 1970 UTC); `i64::MAX` with
    /// their whole scope. Also behind handles that were taken away.
    pub erased: BTreeMap<(Handle, Uuid), i64>,
    /// Records among [`Needs::records`] that were deleted so long ago that only the history knows them.
    pub forgotten: BTreeSet<(ScopeId, Uuid)>,
    /// What the organisation leaves out of what operations are about (`domain::features`).
    pub left_out: BTreeSet<&'static str>,
}

impl Loaded {
    /// Whether `op` was done without knowing that what it is about was erased.
    #[must_use]
    pub fn too_late(&self, op: &WireOp) -> bool {
        self.erased.get(&(op.h, op.id)).is_some_and(|at| op.knew.is_none_or(|knew| knew < *at))
    }

    /// Whether `op` changes a part of a record that was deleted and forgotten: there is nothing to merge it with, and
    /// it must not bring a part of the record back. A whole record may be made anew.
    #[must_use]
    pub fn is_forgotten(&self, scope: ScopeId, op: &WireOp) -> bool {
        let at = (scope, op.id);
        matches!(op.change, Change::Set(_)) && self.forgotten.contains(&at) && !self.records.contains_key(&at)
    }
}

/// One changed value, for the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// Where.
    pub scope: ScopeId,
    /// The scope's number.
    pub seq: u64,
    /// The record.
    pub rec: Uuid,
    /// The unit; empty for a deletion.
    pub unit: String,
    /// The value as written.
    pub v: Value,
    /// The write.
    pub dot: Dot,
    /// The author.
    pub by: Uuid,
    /// The author's clock as sent, unclamped.
    pub t: Hlc,
}

/// An operation that was not applied and is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldRow {
    /// Where it was meant for, when the handle was known.
    pub scope: Option<ScopeId>,
    /// The operation as sent.
    pub op: WireOp,
    /// A stable code: `erased` (then the operation says nothing any more), `forgotten`, `scope_revoked`, `read_only`,
    /// `not_allowed`, `not_offered`, `unknown_kind`, `unknown_change`, `kind_mismatch`, `wrong_author`, or `invalid/<unit>/<code>`.
    pub why: String,
}

/// What a round changes. Everything in it is written in one transaction, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The answers.
    pub results: Vec<OpResult>,
    /// Records to write as they now stand in [`Loaded::records`].
    pub records: BTreeSet<(ScopeId, Uuid)>,
    /// New heads, by scope; every one rises by exactly the number of changes.
    pub heads: BTreeMap<ScopeId, u64>,
    /// Rows to append to the history.
    pub history: Vec<HistoryRow>,
    /// Newly applied operations.
    pub applied: Vec<(OpUid, Dot, ScopeId, u64)>,
    /// Newly held operations.
    pub held: Vec<HeldRow>,
    /// Numbers of this device that now stand for these uids.
    pub numbers: Vec<(u64, OpUid)>,
    /// Records whose erasure was asked for. [`Decision::records`] has what is left of them; what was written
    /// about them elsewhere (history, held operations, conflicts) is the engine's to remove, after all else.
    pub erasures: Vec<(ScopeId, Uuid)>,
    /// Scopes in which a share changed, so that grants must be made anew.
    pub shares: BTreeSet<ScopeId>,
    /// Records that changed exactly as their author sent it, with their number before this round: not to be
    /// echoed to a device that had read so far.
    pub exact: BTreeMap<(ScopeId, Uuid), u64>,
}

impl Decision {
    /// The author of these operations, by number, reads back what became of them: they were sent in another version of
    /// the catalogue, and what stands now is not word for word what is on the device.
    pub fn have_read_back(&mut self, request: &SyncRequest, numbers: &BTreeSet<u64>) {
        for op in request.ops.iter().filter(|op| numbers.contains(&op.n)) {
            for result in self.results.iter_mut().filter(|result| result.n == op.n) {
                result.m |= result.r == Verdict::Ok;
            }
            for (_, before) in self.exact.iter_mut().filter(|((_, rec), _)| *rec == op.id) {
                *before = u64::MAX;
            }
        }
    }
}

/// Why a push was not taken at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// The device is a twin or was rolled back: it needs a new identity.
    #[error("the device shares its identity with another")]
    Fork,
    /// The server knows less than it once confirmed: it was restored.
    #[error("the server knows less of this device than it confirmed")]
    Behind,
}

/// Decides a push: every operation gets a final answer, in order of its number.
///
/// # Errors
///
/// [`Stop`] when the device's identity or the server's memory is not what the other believes. Nothing
/// is written then.
pub fn decide(asker: &Asker, request: &SyncRequest, loaded: &mut Loaded) -> Result<Decision, Stop> {
    if request.ack > loaded.last_n {
        return Err(Stop::Behind);
    }
    let twin = request.ack > 0 && request.ack == loaded.last_n && request.chain != loaded.chain;
    if request.n < loaded.last_n || twin {
        return Err(Stop::Fork);
    }
    // Looked at before anything is applied, so that a fork changes nothing.
    for op in &request.ops {
        let known_as = loaded.numbers.get(&op.n);
        let same = known_as == Some(&op.uid) || (known_as.is_none() && loaded.uids.contains_key(&op.uid));
        if op.n <= loaded.last_n && !same {
            return Err(Stop::Fork);
        }
    }
    let mut round = apply::Round::new(asker, loaded);
    for op in &request.ops {
        round.take(op);
    }
    Ok(round.finish())
}

/// Whether a record is for these eyes. A conflict is as visible as what it is about.
#[must_use]
pub fn visible(grant: &Grant, record: &RecordState) -> bool {
    let parts: Vec<Part> = grant.parts.iter().filter_map(|name| Part::from_name(name)).collect();
    let sees = |kind: &str| {
        catalogue::may_see(grant.role, grant.scope.compartment, kind, &parts)
            && catalogue::is_sent(grant.role, kind)
    };
    if record.kind != conflict::KIND || grant.role != Role::Coach {
        return sees(&record.kind);
    }
    record
        .units
        .get("about")
        .and_then(|about| about.v.get("kind"))
        .and_then(Value::as_str)
        .is_some_and(|about| about != conflict::KIND && sees(about))
}

/// A record as it travels to the holder of `grant`, or `None` when it is not for their eyes.
///
/// That something was erased everybody in the scope hears, by its id alone: their own words about it may be from a
/// time when it was shared with them.
#[must_use]
pub fn feed_record(grant: &Grant, id: Uuid, record: &RecordState) -> Option<WireRecord> {
    if visible(grant, record) {
        return Some(wire_record(id, record));
    }
    record.erased?;
    let gone = RecordState { kind: String::new(), units: BTreeMap::new(), deleted: true, ..record.clone() };
    Some(wire_record(id, &gone))
}

#[cfg(test)]
mod tests;
