//! What the audit trail asks of a store. Nothing here changes or removes a row.

use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::Stored;
use crate::audit::{Act, AuditRow, Head, Way};

/// More of the same by the same device, for which a row that stands already may speak.
#[derive(Clone, Copy, Debug)]
pub struct Same<'a> {
    /// The organisation.
    pub org: Uuid,
    /// With which device; `None`: an account's agenda.
    pub device: Option<DeviceId>,
    /// Whose data.
    pub subject: Option<Uuid>,
    /// Whose doing.
    pub account: Uuid,
    /// What was done.
    pub act: Act,
    /// In which part of the case, by its name; empty: none in particular.
    pub place: &'a str,
    /// By which way.
    pub way: Way,
    /// What exactly.
    pub detail: &'a str,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about the audit trail.
pub trait AuditStore {
    /// The end of an organisation's trail.
    fn audit_head(&mut self, org: Uuid) -> Stored<Head>;
    /// The same; nobody else appends to it before this transaction ends.
    fn lock_audit(&mut self, org: Uuid) -> Stored<Head>;
    /// Appends a row, which follows from the head, and moves the head to it.
    fn append_audit(&mut self, row: &AuditRow) -> Stored<()>;
    /// Whether a row stands for more of this at this moment.
    fn audit_covers(&mut self, same: &Same<'_>, now_ms: i64) -> Stored<bool>;
    /// Rows of an organisation after this number, in order, and at most so many.
    fn audit_after(&mut self, org: Uuid, after: u64, most: usize) -> Stored<Vec<AuditRow>>;
    /// Rows about a case below this number (0: all), newest first, and at most so many.
    fn audit_about(&mut self, org: Uuid, case: Uuid, below: u64, most: usize) -> Stored<Vec<AuditRow>>;
}
