//! What giving free moments of helpers asks of a store.

use uuid::Uuid;

use super::Stored;

/// A moment that a client was offered, and what they were told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MomentRow {
    /// Whose helper.
    pub org: Uuid,
    /// Whose moment: the account that offered it.
    pub helper: Uuid,
    /// Whose case.
    pub case: Uuid,
    /// The record there.
    pub id: Uuid,
    /// What it was offered together with.
    pub choice: Uuid,
    /// When it begins, milliseconds since 1970 UTC.
    pub starts: i64,
    /// How long it is, in minutes; 0 where nobody said.
    pub minutes: i64,
    /// Since when it is as the client wants it, milliseconds since 1970 UTC.
    pub since: i64,
    /// The client wants it.
    pub wants: bool,
    /// What the client was told, by its name in `domain::moments`; empty: nothing yet.
    pub told: String,
    /// Something changed since.
    pub due: bool,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about free moments. All of it within the caller's transaction.
pub trait MomentStore {
    /// One of a case.
    fn moment(&mut self, org: Uuid, case: Uuid, id: Uuid) -> Stored<Option<MomentRow>>;
    /// All of a helper, in the order of cases.
    fn moments(&mut self, org: Uuid, helper: Uuid) -> Stored<Vec<MomentRow>>;
    /// Adds or replaces one.
    fn put_moment(&mut self, row: &MomentRow) -> Stored<()>;
    /// The helpers of an organisation for whose moments something changed.
    fn moments_due(&mut self, org: Uuid) -> Stored<Vec<Uuid>>;
    /// Something else in a helper's time changed: their moments are to be looked at again.
    fn moments_changed(&mut self, org: Uuid, helper: Uuid) -> Stored<()>;
    /// A case is over: its moments are for others, and its rows go when these are given.
    fn leave_all_moments(&mut self, org: Uuid, case: Uuid) -> Stored<()>;
    /// Removes one.
    fn forget_moment(&mut self, row: &MomentRow) -> Stored<()>;
}
