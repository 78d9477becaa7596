//! What retention asks of a store: rules that an organisation set, and cases that are held.

use opstap_domain::retention::Rule;
use uuid::Uuid;

use super::Stored;

/// A case that is not destroyed, whatever its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRow {
    /// The case.
    pub case: Uuid,
    /// Why, in the words of who said so.
    pub reason: String,
    /// Since when, milliseconds since 1970 UTC.
    pub at: i64,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about retention.
pub trait RetentionStore {
    /// The rules that an organisation set itself.
    fn retention_rules(&mut self, org: Uuid) -> Stored<Vec<Rule>>;
    /// Sets one, in place of what was there for its result.
    fn put_retention_rule(&mut self, org: Uuid, rule: &Rule) -> Stored<()>;
    /// The cases of an organisation that are held.
    fn holds(&mut self, org: Uuid) -> Stored<Vec<HoldRow>>;
    /// Holds a case, in place of what was there.
    fn put_hold(&mut self, org: Uuid, hold: &HoldRow) -> Stored<()>;
    /// Holds it no more. `false`: it was not held.
    fn forget_hold(&mut self, org: Uuid, case: Uuid) -> Stored<bool>;
}
