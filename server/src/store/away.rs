//! What being away asks of a store.

use opstap_domain::Date;
use uuid::Uuid;

use super::Stored;

/// Somebody who is away, and who stands in for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwayRow {
    /// The organisation.
    pub org: Uuid,
    /// Who is away.
    pub account: Uuid,
    /// Who stands in.
    pub stand_in: Uuid,
    /// The first day on which nobody stands in any more.
    pub back_on: Date,
    /// Since when, milliseconds since 1970 UTC.
    pub since: i64,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about being away. All of it within the caller's transaction.
pub trait AwayStore {
    /// Who of an organisation is away.
    fn away(&mut self, org: Uuid) -> Stored<Vec<AwayRow>>;
    /// Writes down that somebody is, in place of what was there for them.
    fn put_away(&mut self, row: &AwayRow) -> Stored<()>;
    /// Forgets it. `false`: they were not.
    fn forget_away(&mut self, org: Uuid, account: Uuid) -> Stored<bool>;
}
