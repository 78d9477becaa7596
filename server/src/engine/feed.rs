//! What changed since a device's cursors, by scope, within a budget of bytes.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::server::feed_record;
use opstap_sync::wire::{Grant, Handle, ScopePage};
use uuid::Uuid;

use super::Engine;
use super::checkpoints::Cursors;
use crate::store::{GrantRow, ScopeStore, Stored};

/// What a device asked to read.
pub(super) struct Reading<'a> {
    pub(super) grants: &'a [GrantRow],
    pub(super) cursors: &'a Cursors,
    pub(super) prio: &'a [Handle],
    /// Scopes that the device is reading from 0, with the floor under which that began.
    pub(super) floors: &'a [(Handle, u64)],
    pub(super) budget: usize,
    /// Records that hold exactly what the device sent just now, with their number before.
    pub(super) exact: &'a BTreeMap<(ScopeId, Uuid), u64>,
}

impl Reading<'_> {
    /// The grants, asked-for ones first, then by handle.
    fn in_order(&self) -> Vec<&Grant> {
        let mut ordered: Vec<&Grant> = Vec::new();
        let by_handle = |h: &Handle| self.grants.iter().map(|row| &row.grant).find(|grant| grant.h == *h);
        for grant in self.prio.iter().filter_map(by_handle).chain(self.grants.iter().map(|row| &row.grant)) {
            if !ordered.iter().any(|known| known.h == grant.h) {
                ordered.push(grant);
            }
        }
        ordered
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Pages of all scopes until the budget is spent. A page without records and with `more` says that
    /// its scope has to wait for the next round.
    pub(super) fn pages(&mut self, reading: &Reading<'_>) -> Stored<Vec<ScopePage>> {
        let mut pages = Vec::new();
        let mut left = reading.budget;
        let scopes: Vec<ScopeId> = reading.grants.iter().map(|row| row.grant.scope).collect();
        let reaches = self.store.reaches(&scopes)?;
        for grant in reading.in_order() {
            let cursor = reading.cursors.get(&grant.h).copied().unwrap_or(0);
            let reach = reaches.get(&grant.scope).copied().unwrap_or_default();
            if reach.head <= cursor {
                continue;
            }
            // What was deleted behind its back is not told any more: it takes all that is there, and drops the rest.
            let reset =
                (1..reach.floor).contains(&cursor) && !reading.floors.contains(&(grant.h, reach.floor));
            let cursor = if reset { 0 } else { cursor };
            let mut page = self.page(grant, cursor, reach.head, reset, reading, &mut left)?;
            page.floor = if cursor == 0 { reach.floor } else { 0 };
            let more = page.more;
            pages.push(page);
            if more {
                break;
            }
        }
        Ok(pages)
    }

    fn page(
        &mut self,
        grant: &Grant,
        cursor: u64,
        head: u64,
        reset: bool,
        reading: &Reading<'_>,
        left: &mut usize,
    ) -> Stored<ScopePage> {
        let mut page = ScopePage { h: grant.h, recs: Vec::new(), upto: cursor, more: false, reset, floor: 0 };
        // The first record of an answer always fits, or a large one would never arrive.
        let mut room = *left;
        let whole = reading.budget;
        self.store.records_after(grant.scope, cursor, &mut |id, state| {
            if room == 0 {
                page.more = true;
                return Ok(false);
            }
            // Also what it wrote just now has to come again, or it would drop that with the rest.
            let echo =
                !reset && reading.exact.get(&(grant.scope, id)).is_some_and(|before| cursor >= *before);
            if let Some(record) = feed_record(grant, id, &state).filter(|_| !echo) {
                let size = record.size();
                if size > room && room < whole {
                    page.more = true;
                    return Ok(false);
                }
                room = room.saturating_sub(size);
                page.recs.push(record);
            }
            page.upto = state.s;
            Ok(true)
        })?;
        *left = room;
        if !page.more {
            page.upto = head;
        }
        Ok(page)
    }
}
