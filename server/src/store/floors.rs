//! What forgetting old deletions asks of a store.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use uuid::Uuid;

use super::Stored;

/// How far a scope goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The number of its latest change.
    pub head: u64,
    /// Deletions up to here may be forgotten.
    pub floor: u64,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about deletions of long ago.
pub trait FloorStore {
    /// How far scopes go; nought for one that is not there.
    fn reaches(&mut self, scopes: &[ScopeId]) -> Stored<BTreeMap<ScopeId, Reach>>;
    /// Scopes at whose deletions nobody looked since `before_ms` (milliseconds since 1970 UTC), at most so many.
    fn scopes_unmarked(&mut self, before_ms: i64, most: usize) -> Stored<Vec<ScopeId>>;
    /// Removes the deleted records of a scope that were deleted before it was last marked, raises its floor above
    /// them, and marks it at its present number. What was erased stays named, and so does what a conflict is about.
    /// Nobody else writes into the scope meanwhile. Gives how many that were.
    fn forget_deletions(&mut self, scope: ScopeId, now_ms: i64) -> Stored<usize>;
    /// Which of these records the history knows.
    fn in_history(&mut self, scope: ScopeId, records: &[Uuid]) -> Stored<BTreeSet<Uuid>>;
}
