//! Comparing what a device holds of a scope with what it should, and sending what differs.

use std::collections::BTreeMap;

use opstap_sync::digest::{differing, record_hash, scope_digest};
use opstap_sync::record::RecordState;
use opstap_sync::server::{feed_record, visible};
use opstap_sync::wire::{Grant, Handle, LIMITS, ScopePage, SyncRequest};
use uuid::Uuid;

use super::Engine;
use super::checkpoints::Cursors;
use crate::store::{GrantRow, ScopeStore, Stored};

/// What comparing came to.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// Whether the digest was ours; `None`: it could not be compared now.
    pub(super) agrees: Option<bool>,
    /// What differs from what the device says that it has.
    pub(super) fix: Option<ScopePage>,
}

impl<S: ScopeStore> Engine<S> {
    /// Before anything of the request is applied: both ends must be at the same number.
    pub(super) fn compare(
        &mut self,
        request: &SyncRequest,
        grants: &[GrantRow],
        cursors: &Cursors,
    ) -> Stored<Compared> {
        let mut compared = Compared::default();
        let level = |engine: &mut Self, h: Handle| -> Stored<Option<Grant>> {
            let Some(row) = grants.iter().find(|row| row.grant.h == h) else { return Ok(None) };
            let head = engine.store.head(row.grant.scope)?;
            Ok((cursors.get(&h).copied().unwrap_or(0) == head).then(|| row.grant.clone()))
        };
        if let Some((h, theirs)) = &request.dig
            && let Some(grant) = level(self, *h)?
        {
            let ours = self.held_by(&grant)?;
            compared.agrees = Some(scope_digest(ours.into_values()) == *theirs);
        }
        if let Some((h, theirs)) = &request.have
            && let Some(grant) = level(self, *h)?
        {
            let (send, remove) = differing(theirs, &self.held_by(&grant)?);
            compared.fix = Some(self.mend(&grant, cursors.get(h).copied().unwrap_or(0), &send, &remove)?);
        }
        Ok(compared)
    }

    /// The hashes of the live records that this grant shows.
    fn held_by(&mut self, grant: &Grant) -> Stored<BTreeMap<Uuid, u64>> {
        let mut ours = BTreeMap::new();
        self.store.records_after(grant.scope, 0, &mut |id, record| {
            if !record.deleted && visible(grant, &record) {
                let units = record.units.iter().map(|(name, unit)| (name.as_str(), &unit.v, unit.d));
                ours.insert(id, record_hash(id, &record.kind, units));
            }
            Ok(true)
        })?;
        Ok(ours)
    }

    /// A page of what differs, as far as it fits; the rest comes with the next comparison.
    fn mend(&mut self, grant: &Grant, cursor: u64, send: &[Uuid], remove: &[Uuid]) -> Stored<ScopePage> {
        let mut page =
            ScopePage { h: grant.h, recs: Vec::new(), upto: cursor, more: false, reset: false, floor: 0 };
        let mut room = LIMITS.page_bytes;
        for id in send.iter().chain(remove) {
            let there = self.store.record(grant.scope, *id)?;
            // Never here, or not for these eyes: gone, whatever it was.
            let gone = RecordState { deleted: true, ..RecordState::empty("") };
            let told = there.and_then(|record| feed_record(grant, *id, &record));
            let told = told.unwrap_or_else(|| opstap_sync::server::wire_record(*id, &gone));
            if told.size() > room && !page.recs.is_empty() {
                break;
            }
            room = room.saturating_sub(told.size());
            page.recs.push(told);
        }
        Ok(page)
    }
}
