//! What is open on lease, and locked when it is over.

use opstap_domain::ids::Compartment;
use opstap_sync::lease::Lease;

use crate::access::Access;
use crate::error::StoreError;
use crate::open::Store;

/// The latest moment is written down when it moved so far, or when it locks something: reading must not cost a commit.
const WRITE_MS: i64 = 3600 * 1000;

impl Store {
    /// Tells the store what time it is by this device's clock, before something is read or done.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub fn tell_time(&mut self, now_ms: i64) -> Result<(), StoreError> {
        let before = self.state.lease;
        let now = before.seen(now_ms.saturating_add(self.state.skew_ms));
        if now == before || self.state.identity.is_none() {
            return Ok(());
        }
        self.state.lease = now;
        let written = self.lease_written;
        let locks = |lease: Lease| self.access.iter().filter(|access| lease.is_over(access.role)).count();
        let far = now.latest.saturating_sub(written) >= WRITE_MS;
        if before.contact.is_none() || far || locks(before) != locks(now) {
            self.state.write(&self.journal)?;
            self.lease_written = now.latest;
        }
        Ok(())
    }

    /// Whether something is open to this device that it may not show until it has heard from the server.
    #[must_use]
    pub fn is_locked_out(&self) -> bool {
        self.access.iter().any(|access| access.revoked.is_none() && self.is_locked(access))
    }

    pub(crate) fn is_locked(&self, access: &Access) -> bool {
        access.scope.compartment != Compartment::Content && self.state.lease.is_over(access.role)
    }
}
