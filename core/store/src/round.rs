//! Carrying out what a sync round means.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use opstap_domain::order;
use opstap_sync::client::{self, Cursor, Step, Wish};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::Dot;
use opstap_sync::op::{Change, Op};
use opstap_sync::record::{RecordState, UnitState};
use opstap_sync::wire::{Grant, Handle, ScopePage, SyncRequest};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::access::{Access, read_access};
use crate::error::StoreError;
use crate::journal::{Row, journal_fault, rows, update_op};
use crate::mirror::fault;
use crate::open::Store;
use crate::view::uuid_of;
use crate::{db, mirror};

/// Acknowledged operations stay in the journal so long, even when a backup covers them: an older backup
/// may have to be used.
const KEEP_MS: i64 = 14 * 24 * 3600 * 1000;
/// Above so many records in one answer, the mirror gets a large cache.
const BULK: usize = 500;

/// Records, by where they are in the mirror.
type Places = BTreeSet<(Handle, String, Uuid)>;

/// What a round changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Records that came or went.
    pub pulled: usize,
    /// Operations answered.
    pub pushed: usize,
    /// Conflicts that our operations opened.
    pub conflicts: usize,
    /// Operations that the server holds.
    pub held: usize,
    /// Scopes that were taken away.
    pub revoked: Vec<ScopeId>,
    /// Records that differed from the server's and were mended.
    pub repaired: usize,
    /// A comparison goes on with the next request.
    pub repairing: bool,
    /// Something was erased at the server, and has gone from here.
    pub erased: bool,
    /// Where something changed, by kind.
    pub touched: BTreeSet<(ScopeId, String)>,
    /// There is more to fetch or to send.
    pub more: bool,
}

impl Store {
    /// The request of the next round, or `None` when the device is not paired.
    ///
    /// # Errors
    ///
    /// When the files cannot be read.
    pub fn ask(&mut self, mut wish: Wish, most_ops: usize) -> Result<Option<SyncRequest>, StoreError> {
        self.bring_up()?;
        let pending =
            rows(&self.journal, self.versions, "state = 'pending' ORDER BY n LIMIT ?1", [most_ops as i64])?;
        let ops: Vec<Op> = pending.into_iter().map(|row| row.op).collect();
        let cursors: Vec<Cursor> = self
            .access
            .iter()
            .filter(|access| access.revoked.is_none())
            .map(|access| Cursor { h: access.h, scope: access.scope, seq: access.seq })
            .collect();
        let reading = |access: &&Access| access.revoked.is_none() && (1..access.floor).contains(&access.seq);
        wish.floors =
            order::gather(self.access.iter().filter(reading).map(|access| (access.h, access.floor)));
        wish.checkpoint.clone_from(&self.checkpoint);
        wish.purged = self.purged()?;
        self.wish_to_compare(&mut wish)?;
        // The live handle of a scope, or the last that was known.
        let handle = |scope: ScopeId| -> Option<Handle> {
            self.access_to(scope)
                .or_else(|| self.access.iter().rev().find(|access| access.scope == scope))
                .map(|access| access.h)
        };
        let request = client::ask(&self.state.memory, &ops, &cursors, handle, &wish);
        Ok(request.map(|request| SyncRequest { schema: self.versions.newest(), ..request }))
    }

    /// Forgets the checkpoint: the next request carries all cursors.
    pub fn forget_checkpoint(&mut self) {
        self.checkpoint = None;
    }

    /// Carries out what an answer means: the journal first, in one transaction, then the mirror, in another.
    /// Killed in between, the next round says the rest again.
    ///
    /// # Errors
    ///
    /// When the files cannot be written.
    pub fn carry_out(
        &mut self,
        sent: &SyncRequest,
        checkpoint: Option<String>,
        steps: Vec<Step>,
    ) -> Result<Applied, StoreError> {
        self.change(|store| store.carry_out_steps(sent, checkpoint, steps))
    }

    fn carry_out_steps(
        &mut self,
        sent: &SyncRequest,
        checkpoint: Option<String>,
        steps: Vec<Step>,
    ) -> Result<Applied, StoreError> {
        let mut applied = Applied::default();
        let exact = self.answers(&steps, &mut applied)?;
        applied.erased = self.erase_journalled(&steps)?;
        self.unscrubbed |= applied.erased;
        self.mirror_steps(sent, &steps, &exact, &mut applied)?;
        if applied.erased {
            self.scrub()?;
            self.unscrubbed = false;
        }
        self.remember_grants(&steps)?;
        self.checkpoint = checkpoint.map(|id| {
            let live = self.access.iter().filter(|access| access.revoked.is_none());
            (id, order::gather(live.map(|access| (access.h, access.seq))))
        });
        self.cover()?;
        self.purge_revoked(&mut applied)?;
        self.confirm_unknown(&steps, &mut applied)?;
        self.purge_closed(&steps)?;
        applied.more |= self.waiting()?.here > 0 && applied.pushed > 0;
        Ok(applied)
    }

    /// The journal's part. Returns the operations that the mirror takes as they were sent.
    fn answers(&mut self, steps: &[Step], applied: &mut Applied) -> Result<Vec<(Row, u64)>, StoreError> {
        let mut exact = Vec::new();
        let device = self.state.memory.device.ok_or(StoreError::NoAccess)?;
        let name = device.to_string();
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        let mut aliases = BTreeMap::new();
        for step in steps {
            match step {
                Step::Acked { n, seq, exact: as_sent, dot, conflict } => {
                    applied.pushed += 1;
                    applied.conflicts += usize::from(*conflict);
                    if let Some(dot) = dot {
                        aliases.insert(Dot::new(device, *n), *dot);
                    }
                    if *as_sent {
                        let found = rows(
                            &tx,
                            self.versions,
                            "dev = ?1 AND n = ?2 AND state = 'pending'",
                            params![name, *n as i64],
                        )?;
                        exact.extend(found.into_iter().map(|row| (row, *seq)));
                    }
                    // Until it is read back it is laid over the mirror, under the name that the server knows.
                    let known = dot.unwrap_or(Dot::new(device, *n));
                    tx.prepare_cached(
                        "UPDATE op SET state = 'sent', seq = ?3, dev = ?4, n = ?5
                         WHERE dev = ?1 AND n = ?2 AND state = 'pending'",
                    )
                    .and_then(|mut sql| {
                        let (dev, number) = (known.device.to_string(), known.n as i64);
                        sql.execute(params![name, *n as i64, *seq as i64, dev, number])
                    })
                    .map_err(journal_fault)?;
                }
                Step::Held { n, why } => {
                    applied.pushed += 1;
                    applied.held += 1;
                    tx.prepare_cached("UPDATE op SET state = 'held', why = ?3 WHERE dev = ?1 AND n = ?2 AND state = 'pending'")
                        .and_then(|mut sql| sql.execute(params![name, *n as i64, why]))
                        .map_err(journal_fault)?;
                }
                Step::Remember(memory) => {
                    let (n, ge) = (self.state.memory.n, self.state.memory.ge);
                    // The number of the grants is remembered once the mirror has them.
                    self.state.memory = client::Memory { n, ge, ..memory.clone() };
                }
                Step::Backed { n, now_ms } => {
                    self.state.backed_n = *n;
                    prune(&tx, &name, *n, *now_ms)?;
                }
                _ => {}
            }
        }
        if !aliases.is_empty() {
            for mut row in rows(&tx, self.versions, "state = 'pending' ORDER BY n", [])? {
                row.op.remap_saw(&aliases);
                update_op(&tx, self.versions, row.ord, row.dev, &row.op)?;
            }
        }
        self.state.write(&tx)?;
        tx.commit().map_err(journal_fault)?;
        Ok(exact)
    }

    fn remember_grants(&mut self, steps: &[Step]) -> Result<(), StoreError> {
        let told = steps
            .iter()
            .find_map(|step| if let Step::Remember(memory) = step { Some(memory.ge) } else { None });
        match told.filter(|ge| *ge != self.state.memory.ge) {
            None => Ok(()),
            Some(ge) => {
                self.state.memory.ge = ge;
                self.state.write(&self.journal)
            }
        }
    }

    fn mirror_steps(
        &mut self,
        sent: &SyncRequest,
        steps: &[Step],
        exact: &[(Row, u64)],
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        let incoming: usize =
            steps.iter().map(|step| if let Step::Page(page) = step { page.recs.len() } else { 0 }).sum();
        if incoming > BULK {
            db::bulk(&self.mirror, true)?;
        }
        // Grants are said once, and own operations go out of sight once the mirror has them: the journal remembers
        // both, so a power failure must not take them back. Anything else would be read again.
        let once = steps.iter().any(|step| matches!(step, Step::Grants(_) | Step::Revoke { .. }))
            || self.is_read_back_due()?;
        if once {
            db::lasting(&self.mirror, true)?;
        }
        self.mirror.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let done = self.mirror_writes(sent, steps, exact, applied);
        mirror::end(&self.mirror, done)?;
        if once {
            db::lasting(&self.mirror, false)?;
        }
        if incoming > 0 && incoming <= BULK {
            db::bulk(&self.mirror, false)?;
        }
        Ok(())
    }

    fn mirror_writes(
        &mut self,
        sent: &SyncRequest,
        steps: &[Step],
        exact: &[(Row, u64)],
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        // The cursors belong to this generation; a device that dies before this reads anew.
        self.mirror
            .prepare_cached("UPDATE state SET epoch = ?1 WHERE epoch <> ?1")
            .and_then(|mut sql| sql.execute([&self.state.memory.epoch]))
            .map_err(fault)?;
        for (h, _) in &sent.purged {
            self.mirror.execute("DELETE FROM purged WHERE h = ?1", [h]).map_err(fault)?;
        }
        for step in steps {
            match step {
                Step::Grants(grants) => self.take_grants(grants)?,
                Step::Keys(keys) => self.take_keys(keys)?,
                Step::Revoke { h, why } => {
                    self.mirror
                        .execute("UPDATE access SET revoked = ?2 WHERE h = ?1", params![h, why])
                        .map_err(fault)?;
                    self.access = read_access(&self.mirror)?;
                }
                _ => {}
            }
        }
        let mut touched = Places::new();
        for step in steps {
            self.take_comparison(step, &mut touched, applied)?;
        }
        // After the grants: a scope may have a new handle, whose pages do not echo our own either.
        for (row, seq) in exact {
            self.take_own(row, *seq)?;
        }
        for step in steps {
            if let Step::Page(page) = step {
                self.take_page(page, &mut touched, applied)?;
            }
        }
        if !applied.more {
            touched.extend(self.close_scopes_without_records()?);
        }
        self.lay_again(touched, applied)
    }

    /// The server says nothing of a scope without records. Once it has said all, such a scope is read to the
    /// end as well, and what is left in it is of the time before a fresh start.
    fn close_scopes_without_records(&mut self) -> Result<Places, StoreError> {
        let mut swept = Places::new();
        let open = |access: &&Access| access.revoked.is_none() && !access.ready;
        let open: Vec<Access> = self.access.iter().filter(open).cloned().collect();
        for access in open {
            self.keep_swept(access.h, access.scope)?;
            swept.extend(self.sweep(access.h)?);
            self.mirror.execute("UPDATE access SET ready = 1 WHERE h = ?1", [access.h]).map_err(fault)?;
        }
        self.access
            .iter_mut()
            .filter(|access| access.revoked.is_none())
            .for_each(|access| access.ready = true);
        Ok(swept)
    }

    /// Removes what did not come again. Names it: words about it may still be in the search.
    fn sweep(&self, h: Handle) -> Result<Places, StoreError> {
        let mut sql = self
            .mirror
            .prepare_cached("DELETE FROM rec WHERE h = ?1 AND gen <> ?2 RETURNING kind, id")
            .map_err(fault)?;
        let mut rows = sql.query(params![h, self.generation]).map_err(fault)?;
        let mut swept = Places::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let kind = self.kinds.name(row.get(0).map_err(fault)?).to_owned();
            swept.insert((h, kind, uuid_of(row, 1)?));
        }
        Ok(swept)
    }

    fn take_own(&mut self, row: &Row, seq: u64) -> Result<(), StoreError> {
        let Some(h) = self.access_to(row.op.scope).map(|access| access.h) else { return Ok(()) };
        if row.op.change.is_blank() {
            return Ok(());
        }
        let number = self.kinds.number(&self.mirror, &row.op.kind)?;
        // What was read before a fresh start is not what the server has applied this to. A new record is all
        // there is of it; anything else comes with its page, and stays laid over what is there until then.
        let stale = self
            .mirror
            .prepare_cached("SELECT count(*) FROM rec WHERE h = ?1 AND kind = ?2 AND id = ?3 AND gen <> ?4")
            .and_then(|mut sql| {
                sql.query_row(params![h, number, row.op.id.as_bytes().as_slice(), self.generation], |row| {
                    row.get::<_, i64>(0)
                })
            })
            .map_err(fault)?
            > 0;
        if stale && matches!(row.op.change, Change::Set(_)) {
            return Ok(());
        }
        let base = mirror::base(&self.mirror, &self.kinds, h, &row.op.kind, row.op.id)?;
        let dot = Dot::new(row.dev, row.op.n);
        let unit =
            |v: &serde_json::Value| UnitState { v: v.clone(), d: dot, t: Hlc::default(), by: None, s: 0 };
        let base = base.filter(|_| !stale);
        let mut record = base.unwrap_or_else(|| RecordState::empty(&row.op.kind));
        match &row.op.change {
            Change::New(units) => record.units.extend(units.iter().map(|(name, v)| (name.clone(), unit(v)))),
            Change::Set(writes) => {
                record.units.extend(writes.iter().map(|(name, write)| (name.clone(), unit(&write.v))));
            }
            Change::Newer(_) | Change::Rescue(_) => return Ok(()),
            Change::Del(_) | Change::Erase {} => {
                self.mirror
                    .execute(
                        "DELETE FROM rec WHERE h = ?1 AND kind = ?2 AND id = ?3",
                        params![h, number, row.op.id.as_bytes().as_slice()],
                    )
                    .map_err(fault)?;
                return Ok(());
            }
        }
        record.s = record.s.max(seq);
        mirror::put_base(&self.mirror, h, number, row.op.id, self.generation, &record)
    }

    fn take_grants(&mut self, grants: &[Grant]) -> Result<(), StoreError> {
        let live: BTreeSet<Handle> = order::gather(grants.iter().map(|grant| grant.h));
        for access in
            self.access.iter().filter(|access| access.revoked.is_none() && !live.contains(&access.h))
        {
            self.mirror
                .execute("UPDATE access SET revoked = 'ended' WHERE h = ?1", [access.h])
                .map_err(fault)?;
        }
        for grant in grants {
            self.reuse_handle(grant)?;
            self.mirror
                .prepare_cached(
                    "INSERT INTO access (h, scope, write, role, parts) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (h) DO UPDATE SET write = ?3, role = ?4, parts = ?5, revoked = NULL",
                )
                .and_then(|mut sql| {
                    let parts = serde_json::to_string(&grant.parts).unwrap_or_else(|_| "[]".to_owned());
                    sql.execute(params![
                        grant.h,
                        grant.scope.to_string(),
                        grant.write,
                        grant.role.name(),
                        parts
                    ])
                })
                .map_err(fault)?;
        }
        self.access = read_access(&self.mirror)?;
        Ok(())
    }

    /// A server that was restored twice from one backup gives a handle out again, for another scope: what is
    /// kept under it is of the old one, and comes again under its own.
    fn reuse_handle(&self, grant: &Grant) -> Result<(), StoreError> {
        let other = self.access.iter().any(|access| access.h == grant.h && access.scope != grant.scope);
        if !other {
            return Ok(());
        }
        for sql in [
            "DELETE FROM rec WHERE h = ?1",
            "DELETE FROM overlay WHERE h = ?1",
            "DELETE FROM gone WHERE h = ?1",
            "DELETE FROM doc WHERE h = ?1",
            "DELETE FROM access WHERE h = ?1",
        ] {
            self.mirror.execute(sql, [grant.h]).map_err(fault)?;
        }
        Ok(())
    }

    fn take_page(
        &mut self,
        page: &ScopePage,
        touched: &mut Places,
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        let found = self.access.iter().find(|access| access.h == page.h && access.revoked.is_none());
        let Some(mut access) = found.cloned() else { return Ok(()) };
        if page.reset {
            // Mark and sweep: what is not sent again goes when reading has come to the end.
            (access.seq, access.ready) = (0, false);
            self.mirror
                .execute("UPDATE access SET seq = 0, ready = 0 WHERE h = ?1", [page.h])
                .and_then(|_| self.mirror.execute("UPDATE rec SET gen = -1 WHERE h = ?1", [page.h]))
                .map_err(fault)?;
        }
        if access.seq == 0 {
            access.floor = page.floor;
        }
        if !access.ready && self.generation > 1 {
            self.keep_missing(page, access.scope)?;
        }
        touched.extend(mirror::take(&self.mirror, &mut self.kinds, self.generation, page)?);
        let mut kinds: Vec<&str> =
            page.recs.iter().map(|wire| wire.k.as_str()).filter(|kind| !kind.is_empty()).collect();
        kinds.dedup();
        applied.touched.extend(kinds.into_iter().map(|kind| (access.scope, kind.to_owned())));
        applied.pulled += page.recs.len();
        applied.more |= page.more;
        self.mirror
            .prepare_cached("UPDATE access SET seq = ?2, ready = max(ready, ?3), floor = ?4 WHERE h = ?1")
            .and_then(|mut sql| {
                sql.execute(params![page.h, page.upto as i64, !page.more, access.floor as i64])
            })
            .map_err(fault)?;
        if !page.more && !access.ready {
            self.keep_swept(page.h, access.scope)?;
            touched.extend(self.sweep(page.h)?);
        }
        if let Some(known) = self.access.iter_mut().find(|known| known.h == page.h) {
            (known.seq, known.floor) = (page.upto, access.floor);
            known.ready = access.ready || !page.more;
        }
        if !page.recs.is_empty() {
            self.forget_summaries(access.scope.owner)?;
        }
        Ok(())
    }
}

/// What a backup covers leaves the journal, two weeks after the server had it.
fn prune(journal: &Connection, device: &str, n: u64, now_ms: i64) -> Result<(), StoreError> {
    // By the server's clock, and from when the server had it: a phone's clock may jump, and
    // an old edit may have been sent only yesterday.
    journal
        .prepare_cached("UPDATE op SET sent_at = ?1 WHERE sent_at IS NULL AND state IN ('sent', 'acked')")
        .and_then(|mut sql| sql.execute([now_ms]))
        .map_err(journal_fault)?;
    journal
        .prepare_cached("DELETE FROM op WHERE state = 'acked' AND dev = ?1 AND n <= ?2 AND sent_at < ?3")
        .and_then(|mut sql| sql.execute(params![device, n as i64, now_ms - KEEP_MS]))
        .map_err(journal_fault)?;
    Ok(())
}
