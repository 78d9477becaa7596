//! What only this device still has after a server came back from a backup: somebody else's words, whose own device is
//! gone too.
//!
//! Everybody offers what they wrote themselves. While the mirror is read anew, what stood in it and does not come again
//! is set apart. Those who wrote it have three days to bring it; what is missing then is handed in, and the server
//! keeps it for a person to look at. Nothing is put back by itself: a device cannot prove who wrote what.

use std::collections::BTreeMap;

use opstap_domain::ids::{Role, ScopeId};
use opstap_sync::conflict;
use opstap_sync::ident::{DeviceId, Dot, OpUid};
use opstap_sync::op::{Change, Op, Rescued};
use opstap_sync::wire::{Handle, ScopePage};
use rusqlite::params;
use uuid::Uuid;

use crate::edit::{Randomness, insert_op};
use crate::error::StoreError;
use crate::journal::journal_fault;
use crate::mirror::{self, fault};
use crate::open::Store;
use crate::view::uuid_of;

/// So long those who wrote something may bring it themselves: three days, in milliseconds.
pub const PATIENCE_MS: i64 = 72 * 3600 * 1000;

/// A record of which something is missing at the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Where it lived.
    pub scope: ScopeId,
    /// Its kind.
    pub kind: String,
    /// Which.
    pub id: Uuid,
    /// The values, by unit.
    pub units: BTreeMap<String, Rescued>,
}

impl Store {
    /// Before a page is taken: what stands here from before the restore, was written by others, and does not come.
    pub(crate) fn keep_missing(&self, page: &ScopePage, scope: ScopeId) -> Result<(), StoreError> {
        for wire in page.recs.iter().filter(|wire| !wire.del && wire.er.is_none()) {
            let Some(old) = self.old_row(page.h, &wire.k, wire.id)? else { continue };
            let new = wire.units();
            for (unit, state) in old.units {
                if new.get(&unit).is_none_or(|(_, now)| *now != state.d) {
                    self.miss(scope, &wire.k, wire.id, &unit, &Rescued { v: state.v, d: state.d })?;
                }
            }
        }
        Ok(())
    }

    /// Before rows from before the restore are swept: they did not come again at all.
    pub(crate) fn keep_swept(&self, h: Handle, scope: ScopeId) -> Result<(), StoreError> {
        let mut sql = self
            .mirror
            .prepare_cached("SELECT kind, id, s, d, u, x FROM rec WHERE h = ?1 AND gen <> ?2 AND gen >= 0")
            .map_err(fault)?;
        let mut rows = sql.query(params![h, self.generation]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let kind = self.kinds.name(row.get(0).map_err(fault)?).to_owned();
            let id = uuid_of(row, 1)?;
            let text = |at: usize| row.get::<_, Option<String>>(at).map_err(fault);
            let (d, u, x) = (text(3)?.unwrap_or_default(), text(4)?.unwrap_or_default(), text(5)?);
            let record = mirror::decode(&kind, 0, &d, &u, x.as_deref())?;
            for (unit, state) in record.units {
                self.miss(scope, &kind, id, &unit, &Rescued { v: state.v, d: state.d })?;
            }
        }
        Ok(())
    }

    fn old_row(
        &self,
        h: Handle,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<opstap_sync::record::RecordState>, StoreError> {
        let Some(number) = self.kinds.find(kind) else { return Ok(None) };
        let old = self
            .mirror
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM rec WHERE h = ?1 AND kind = ?2 AND id = ?3 AND gen <> ?4 AND gen >= 0)",
            )
            .and_then(|mut sql| {
                sql.query_row(params![h, number, id.as_bytes().as_slice(), self.generation], |row| {
                    row.get::<_, bool>(0)
                })
            })
            .map_err(fault)?;
        if old { mirror::base(&self.mirror, &self.kinds, h, kind, id) } else { Ok(None) }
    }

    /// Sets a value apart, unless the journal has it or no person wrote it.
    fn miss(
        &self,
        scope: ScopeId,
        kind: &str,
        id: Uuid,
        unit: &str,
        missing: &Rescued,
    ) -> Result<(), StoreError> {
        let own = self
            .journal
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM op WHERE dev = ?1 AND n = ?2)")
            .and_then(|mut sql| {
                sql.query_row(params![missing.d.device.to_string(), missing.d.n as i64], |row| row.get(0))
            })
            .map_err(journal_fault)?;
        if own || missing.d.device == DeviceId::SERVER || kind == conflict::KIND {
            return Ok(());
        }
        self.mirror
            .prepare_cached(
                "INSERT OR IGNORE INTO lost (scope, id, unit, kind, v, d, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut sql| {
                sql.execute(params![
                    scope.to_string(),
                    id.as_bytes().as_slice(),
                    unit,
                    kind,
                    missing.v.to_string(),
                    missing.d.to_string(),
                    self.state.lease.latest,
                ])
            })
            .map_err(fault)?;
        Ok(())
    }

    /// What is missed for longer than [`PATIENCE_MS`] and did not come meanwhile; at most so many records.
    ///
    /// # Errors
    ///
    /// When the files cannot be read or written.
    pub fn missed(&mut self, most: usize) -> Result<Vec<Lost>, StoreError> {
        let before = self.state.lease.latest.saturating_sub(PATIENCE_MS);
        let mut all: BTreeMap<(ScopeId, Uuid), Lost> = BTreeMap::new();
        let mut came = Vec::new();
        {
            let mut sql = self
                .mirror
                .prepare_cached(
                    "SELECT scope, id, unit, kind, v, d FROM lost WHERE at <= ?1 ORDER BY scope, id",
                )
                .map_err(fault)?;
            let mut rows = sql.query([before]).map_err(fault)?;
            while let Some(row) = rows.next().map_err(fault)? {
                let text = |at: usize| row.get::<_, String>(at).map_err(fault);
                let scope: ScopeId = text(0)?.parse().map_err(|_| StoreError::Unreadable("scope"))?;
                let (id, unit, kind) = (uuid_of(row, 1)?, text(2)?, text(3)?);
                let d: Dot = text(5)?.parse().map_err(|_| StoreError::Unreadable("dot"))?;
                let Some(access) = self.open_to(scope).filter(|access| access.ready) else { continue };
                let now = mirror::base(&self.mirror, &self.kinds, access.h, &kind, id)?;
                if now.is_some_and(|now| now.units.get(&unit).is_some_and(|unit| unit.d == d)) {
                    came.push((scope, id, unit));
                    continue;
                }
                if all.len() == most && !all.contains_key(&(scope, id)) {
                    break;
                }
                let lost = all.entry((scope, id));
                let lost = lost.or_insert_with(|| Lost { scope, kind, id, units: BTreeMap::new() });
                lost.units.insert(unit, Rescued { v: serde_json::from_str(&text(4)?)?, d });
            }
        }
        for (scope, id, unit) in came {
            self.mirror
                .prepare_cached("DELETE FROM lost WHERE scope = ?1 AND id = ?2 AND unit = ?3")
                .and_then(|mut sql| sql.execute(params![scope.to_string(), id.as_bytes().as_slice(), unit]))
                .map_err(fault)?;
        }
        Ok(all.into_values().collect())
    }

    /// Hands in what is missing of a record with the next round; with no units, it turned out to be there. Either way
    /// nobody asks about it again.
    ///
    /// # Errors
    ///
    /// When the files cannot be written.
    pub fn rescue(&mut self, lost: Lost, now_ms: i64, random: &mut dyn Randomness) -> Result<(), StoreError> {
        self.change(|store| {
            if !lost.units.is_empty() {
                store.journal_rescue(&lost, now_ms, random)?;
            }
            store.forget_missing(lost.scope, lost.id)
        })
    }

    fn journal_rescue(
        &mut self,
        lost: &Lost,
        now_ms: i64,
        random: &mut dyn Randomness,
    ) -> Result<(), StoreError> {
        let device = self.state.memory.device.ok_or(StoreError::NoAccess)?;
        let access = self.open_to(lost.scope).filter(|access| access.role != Role::Coach);
        let h = access.ok_or(StoreError::NoAccess)?.h;
        let mut uid = [0; 12];
        random.fill(&mut uid);
        let n = self.state.memory.n + 1;
        let t = self.state.hlc.tick(now_ms);
        let op = Op {
            n,
            uid: OpUid(uid),
            tx: n,
            scope: lost.scope,
            id: lost.id,
            kind: lost.kind.clone(),
            t,
            knew: self.knew(h, lost.id)?,
            change: Change::Rescue(lost.units.clone()),
        };
        let mut state = self.state.clone();
        state.memory.n = n;
        state.hlc = t;
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        insert_op(&tx, self.versions, device, &op, now_ms)?;
        state.write_counters(&tx)?;
        tx.commit().map_err(journal_fault)?;
        self.state = state;
        Ok(())
    }

    fn forget_missing(&self, scope: ScopeId, id: Uuid) -> Result<(), StoreError> {
        self.mirror
            .prepare_cached("DELETE FROM lost WHERE scope = ?1 AND id = ?2")
            .and_then(|mut sql| sql.execute(params![scope.to_string(), id.as_bytes().as_slice()]))
            .map_err(fault)?;
        Ok(())
    }
}
