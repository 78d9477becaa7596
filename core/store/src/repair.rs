//! Comparing the mirror with the server, a scope at a time, and mending what differs. The journal is not touched.

use std::collections::BTreeSet;

use opstap_domain::order;
use opstap_sync::client::{Step, Wish};
use opstap_sync::digest::{ATTEMPTS, HAVE_MAX, due, record_hash, scope_digest, text};
use opstap_sync::wire::{Handle, ScopePage};
use rusqlite::params;
use uuid::Uuid;

use crate::access::read_access;
use crate::error::StoreError;
use crate::mirror::{self, fault};
use crate::open::Store;
use crate::round::Applied;
use crate::view::uuid_of;

/// What the next request is to find out about a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    /// It differs: say what is here.
    Fetch(Handle, u8),
    /// It was mended: does it agree now?
    Verify(Handle, u8),
}

impl Store {
    /// Adds to a wish what is to be compared now, if anything; not before a scope was read to its end.
    pub(crate) fn wish_to_compare(&mut self, wish: &mut Wish) -> Result<(), StoreError> {
        let Some(now_ms) = wish.now_ms else { return Ok(()) };
        self.asked_at = now_ms;
        let ready = |store: &Self, h: Handle| {
            store.access.iter().any(|access| access.h == h && access.ready && access.revoked.is_none())
        };
        match self.repair {
            Some(Repair::Fetch(h, _)) if ready(self, h) => {
                let have = self.hashes(h)?;
                if have.len() > HAVE_MAX {
                    self.repair = None;
                    return self.read_anew(h);
                }
                wish.have = Some((h, order::gather(have.into_iter().map(|(id, hash)| (id, text(hash))))));
            }
            Some(Repair::Verify(h, _)) if ready(self, h) => wish.dig = Some((h, self.digest(h)?)),
            // Not while somebody waits for a case to load.
            _ if self.is_loading() => self.repair = None,
            _ => {
                self.repair = None;
                let checked = self.checked()?;
                // One that could not be compared the last time lets the others go first.
                let others: Vec<(Handle, i64)> =
                    checked.iter().filter(|(h, _)| Some(*h) != self.compared_last).copied().collect();
                self.compared_last = due(&others, now_ms).or_else(|| due(&checked, now_ms));
                if let Some(h) = self.compared_last {
                    wish.dig = Some((h, self.digest(h)?));
                }
            }
        }
        Ok(())
    }

    /// A scope is read for the first time, or anew.
    fn is_loading(&self) -> bool {
        self.access.iter().any(|access| access.revoked.is_none() && !access.ready)
    }

    /// The digest of what the mirror holds of a handle.
    fn digest(&self, h: Handle) -> Result<String, StoreError> {
        Ok(scope_digest(self.hashes(h)?.into_iter().map(|(_, hash)| hash)))
    }

    fn hashes(&self, h: Handle) -> Result<Vec<(Uuid, u64)>, StoreError> {
        let mut sql =
            self.mirror.prepare_cached("SELECT id, kind, d, u, x FROM rec WHERE h = ?1").map_err(fault)?;
        let mut rows = sql.query([h]).map_err(fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let id = uuid_of(row, 0)?;
            let kind = self.kinds.name(row.get(1).map_err(fault)?);
            let text = |at: usize| row.get::<_, Option<String>>(at).map_err(fault);
            let (d, u, x) = (text(2)?.unwrap_or_default(), text(3)?.unwrap_or_default(), text(4)?);
            // A row that cannot be read differs from everything.
            let hash = mirror::decode(kind, 0, &d, &u, x.as_deref()).map_or(0, |record| {
                let units = record.units.iter().map(|(name, unit)| (name.as_str(), &unit.v, unit.d));
                record_hash(id, kind, units)
            });
            all.push((id, hash));
        }
        Ok(all)
    }

    fn checked(&self) -> Result<Vec<(Handle, i64)>, StoreError> {
        let mut sql = self
            .mirror
            .prepare_cached("SELECT h, checked FROM access WHERE ready = 1 AND revoked IS NULL")
            .map_err(fault)?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)
    }

    /// Too much to name one by one: mark and sweep, as after a restore, of this scope alone.
    fn read_anew(&mut self, h: Handle) -> Result<(), StoreError> {
        let tx = self.mirror.unchecked_transaction().map_err(fault)?;
        tx.execute(
            "UPDATE access SET seq = 0, ready = 0, checked = ?2 WHERE h = ?1",
            params![h, self.asked_at],
        )
        .and_then(|_| tx.execute("UPDATE rec SET gen = -1 WHERE h = ?1", [h]))
        .map_err(fault)?;
        tx.commit().map_err(fault)?;
        self.access = read_access(&self.mirror)?;
        self.checkpoint = None;
        Ok(())
    }

    /// What the server said of a comparison. Within the mirror's transaction, before anything else of the answer.
    pub(crate) fn take_comparison(
        &mut self,
        step: &Step,
        touched: &mut BTreeSet<(Handle, String, Uuid)>,
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        match step {
            Step::Compared { h, agrees } => {
                let attempt = match self.repair {
                    Some(Repair::Verify(known, attempt)) if known == *h => attempt,
                    _ => 0,
                };
                if *agrees || attempt >= ATTEMPTS {
                    self.repair = None;
                    self.note_checked(*h)
                } else {
                    self.repair = Some(Repair::Fetch(*h, attempt + 1));
                    applied.repairing = true;
                    applied.more = true;
                    Ok(())
                }
            }
            Step::Mend(page) => self.mend(page, touched, applied),
            _ => Ok(()),
        }
    }

    fn mend(
        &mut self,
        page: &ScopePage,
        touched: &mut BTreeSet<(Handle, String, Uuid)>,
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        let Some(Repair::Fetch(h, attempt)) =
            self.repair.filter(|repair| matches!(repair, Repair::Fetch(h, _) if *h == page.h))
        else {
            return Ok(());
        };
        let Some(scope) = self.access.iter().find(|access| access.h == h).map(|access| access.scope) else {
            return Ok(());
        };
        for wire in page.recs.iter().filter(|wire| wire.k.is_empty()) {
            // The server has nothing under this id: of whatever kind it is here.
            self.mirror
                .execute(
                    "DELETE FROM rec WHERE h = ?1 AND id = ?2",
                    params![h, wire.id.as_bytes().as_slice()],
                )
                .map_err(fault)?;
        }
        touched.extend(mirror::take(&self.mirror, &mut self.kinds, self.generation, page)?);
        applied
            .touched
            .extend(page.recs.iter().map(|wire| (scope, wire.k.clone())).filter(|(_, k)| !k.is_empty()));
        applied.repaired += page.recs.len();
        applied.repairing = true;
        applied.more = true;
        self.repair = Some(Repair::Verify(h, attempt));
        self.forget_summaries(scope.owner)
    }

    fn note_checked(&self, h: Handle) -> Result<(), StoreError> {
        self.mirror
            .execute("UPDATE access SET checked = ?2 WHERE h = ?1", params![h, self.asked_at])
            .map_err(fault)?;
        Ok(())
    }
}
