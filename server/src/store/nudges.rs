//! What nudges ask of a store.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use opstap_sync::push::PushAddress;

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

    /// Keeps where this device can be woken, in place of what was there; `None` forgets it. No other device of the
    /// organisation keeps the same address: it is the same phone, paired anew.
    fn set_push_address(&mut self, device: DeviceId, to: Option<&PushAddress>, now_ms: i64) -> Stored<()>;
    /// Forgets this address of a device, unless it has another one by now.
    fn drop_push_address(&mut self, device: DeviceId, to: &PushAddress) -> Stored<()>;
    /// Where the devices can be woken of all who may read one of these scopes on this day. The scopes are of one
    /// organisation. Who was signed out or blocked is left out. Locks nothing.
    fn push_addresses(&mut self, scopes: &[ScopeId], today: &str) -> Stored<Vec<(DeviceId, PushAddress)>>;
}
