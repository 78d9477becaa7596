//! What giving places at events asks of a store.

use uuid::Uuid;

use super::Stored;

/// Who wants to come, and what they were told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceRow {
    /// Whose event.
    pub org: Uuid,
    /// Which, by its key in the content.
    pub event: String,
    /// Whose case.
    pub case: Uuid,
    /// Since when they want to come, milliseconds since 1970 UTC.
    pub since: i64,
    /// They want to come.
    pub wants: bool,
    /// What they were told, by its name in `domain::events`; empty: nothing yet.
    pub told: String,
    /// The version of the event that they were told of.
    pub version: String,
    /// Something changed since.
    pub due: bool,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about events. All of it within the caller's transaction.
pub trait EventStore {
    /// That of one case for one event.
    fn attendance(&mut self, org: Uuid, event: &str, case: Uuid) -> Stored<Option<AttendanceRow>>;
    /// All of an event, in the order of cases.
    fn attendances(&mut self, org: Uuid, event: &str) -> Stored<Vec<AttendanceRow>>;
    /// Adds or replaces one.
    fn put_attendance(&mut self, row: &AttendanceRow) -> Stored<()>;
    /// The events of an organisation for which something changed.
    fn events_due(&mut self, org: Uuid) -> Stored<Vec<String>>;
    /// An event was changed or taken back: everybody's place is to be looked at again.
    fn event_changed(&mut self, org: Uuid, event: &str) -> Stored<()>;
    /// A case is over: its places are for others, and its rows go when these are given.
    fn leave_all_events(&mut self, org: Uuid, case: Uuid) -> Stored<()>;
    /// Removes one.
    fn forget_attendance(&mut self, row: &AttendanceRow) -> Stored<()>;
}
