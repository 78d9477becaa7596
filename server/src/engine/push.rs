//! Where devices can be woken: handed in, withdrawn, and found when there is news.

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use opstap_sync::push::PushAddress;
use opstap_sync::wire::Problem;

use super::shares::today;
use super::{Engine, is_news};
use crate::store::{ScopeStore, Stored};

impl<S: ScopeStore> Engine<S> {
    /// Keeps where the device with this token can be woken, in place of what was there; `None` forgets it. The
    /// address was checked. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn register_push(
        &mut self,
        token: &str,
        to: Option<&PushAddress>,
        now_ms: i64,
    ) -> Stored<Result<DeviceId, Problem>> {
        let device = match self.live_by_token(token, now_ms)? {
            Ok((device, _)) => device.id,
            Err(problem) => return Ok(Err(problem)),
        };
        self.store.set_push_address(device, to, now_ms)?;
        Ok(Ok(device))
    }

    /// Who can be woken because these scopes changed. They are of one organisation.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) when the store cannot be read.
    pub fn to_wake(&mut self, scopes: &[ScopeId], now_ms: i64) -> Stored<Vec<(DeviceId, PushAddress)>> {
        let scopes: Vec<ScopeId> = scopes.iter().copied().filter(|scope| is_news(*scope)).collect();
        self.store.push_addresses(&scopes, &today(now_ms))
    }
}
