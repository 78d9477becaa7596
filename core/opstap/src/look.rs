//! How the pages of this device's organisation look, as who administers it says (ADR-0057). For pages: apps keep the look of their
//! system.

use opstap_domain::look::Look;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;

/// How they look, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookSummary {
    /// The organisation.
    pub org: Uuid,
    /// What it is called by itself.
    pub organisation: String,
    /// What its administrators chose; nothing at all where they did not.
    pub look: Look,
}

impl Opstap {
    /// How the pages of the organisation look, on this device without a network.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`] before this device belongs to somebody, and has what everybody in its organisation reads.
    pub fn look(&self) -> Result<LookSummary, OpstapError> {
        self.with(|inner| {
            inner.role()?;
            let organisation = inner.store.identity().map(|identity| identity.organisation.clone());
            let scope = inner.content_scope().ok_or(OpstapError::NotPaired)?;
            let record = inner.store.records(scope, "organisation")?.into_iter().next();
            let look = record.map(|record| Look::of(record.value("body"))).unwrap_or_default();
            Ok(LookSummary { org: scope.owner, organisation: organisation.unwrap_or_default(), look })
        })
    }
}
