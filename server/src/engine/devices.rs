//! A person's own devices: which there are, and ending one of them. All of it within the caller's transaction.

use opstap_sync::ident::DeviceId;

use super::Engine;
use super::audit::{Note, device_of};
use crate::audit::Act;
use crate::register::ACCESS;
use crate::store::{DeviceRow, ScopeStore, Stored};

impl<S: ScopeStore> Engine<S> {
    /// The devices of whose device this is that are not ended, the one that was used last first; none for one that is
    /// ended itself.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn devices_beside(&mut self, device: DeviceId) -> Stored<Vec<DeviceRow>> {
        let live = |row: &DeviceRow| row.revoked_at.is_none();
        let Some(own) = self.store.device(device)?.filter(live) else { return Ok(Vec::new()) };
        let mut all = self.store.devices(Some(own.account))?;
        all.retain(live);
        all.sort_by_key(|row| std::cmp::Reverse((row.last_seen, row.paired_at, row.id)));
        Ok(all)
    }

    /// Ends another device of the same person: it is told to remove everything. `false`: there is no such device of theirs,
    /// whoever else may have one.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn end_beside(&mut self, device: DeviceId, which: DeviceId, now_ms: i64) -> Stored<bool> {
        let all = self.devices_beside(device)?;
        let (own, theirs) = (all.iter().find(|row| row.id == device), all.iter().any(|row| row.id == which));
        let Some(own) = own.filter(|_| theirs) else { return Ok(false) };
        if let Some(account) = self.store.account(own.account)? {
            let note = Note::arranged(account.org, device_of(&account, own), "device_ended", now_ms);
            let subject = self.case_of(&account)?;
            self.note_act(Note { subject, ..note.act(Act::Administered, ACCESS) });
        }
        self.revoke_within(which, now_ms)
    }
}
