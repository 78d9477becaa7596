//! How the organisation of this device is reached by who it helps.

use opstap_domain::organisation::{Organisation, dialled};
use serde::Serialize;

use crate::device::Opstap;
use crate::error::OpstapError;

/// How it is reached. What is empty nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReachSummary {
    /// What it is called.
    pub organisation: String,
    /// A telephone number as people read it.
    pub phone: String,
    /// What a telephone dials for it.
    pub dials: String,
    /// When somebody answers.
    pub hours: String,
    /// An address for mail.
    pub mail: String,
    /// Where it is, and when it is open.
    pub visit: String,
}

impl Opstap {
    /// How the organisation is reached: what its administrators said, on this device without a network.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`] before this device belongs to somebody.
    pub fn reach(&self) -> Result<ReachSummary, OpstapError> {
        self.with(|inner| {
            inner.role()?;
            let organisation = inner.store.identity().map(|identity| identity.organisation.clone());
            let organisation = organisation.unwrap_or_default();
            let Some(content) = inner.content_scope() else { return Ok(ReachSummary::default()) };
            let record = inner.store.records(content, "organisation")?.into_iter().next();
            let said = record.map(|record| Organisation::of(record.value("body"))).unwrap_or_default();
            let Organisation { phone, hours, mail, visit } = said;
            let dials = dialled(&phone).unwrap_or_default();
            Ok(ReachSummary { organisation, phone, dials, hours, mail, visit })
        })
    }
}
