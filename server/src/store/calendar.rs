//! What a person's calendar address asks of a store.

use uuid::Uuid;

use super::Stored;

/// The part of a [`ScopeStore`](super::ScopeStore) that is about calendar addresses.
pub trait CalendarStore {
    /// Keeps the hash of the secret in the address of an account, in the place of what was there; `None` forgets it.
    fn set_calendar(&mut self, account: Uuid, hash: Option<&[u8; 32]>, now_ms: i64) -> Stored<()>;
    /// Whose address this is.
    fn calendar(&mut self, hash: &[u8; 32]) -> Stored<Option<Uuid>>;
    /// Since when an account has an address, milliseconds since 1970 UTC.
    fn calendar_since(&mut self, account: Uuid) -> Stored<Option<i64>>;
}
