//! What nudges ask of a store.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;

use super::Stored;

/// What a device that listens would hear of: when any of it rises, there is news.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The number of its account's grants.
    pub ge: u64,
    /// The numbers of the scopes that it may read.
    pub heads: BTreeMap<ScopeId, u64>,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about nudges.
pub trait NudgeStore {
    /// How it stands with devices of one organisation on this day (`YYYY-MM-DD`). Who was signed out or blocked is
    /// left out. Locks nothing.
    fn standings(&mut self, devices: &[DeviceId], today: &str) -> Stored<BTreeMap<DeviceId, Standing>>;
}
