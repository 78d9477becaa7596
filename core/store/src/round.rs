//! Carrying out what a sync round means, and what waits for one.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use opstap_sync::client::{self, Cursor, Step, Wish};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::{DeviceId, Dot};
use opstap_sync::op::{Change, Op};
use opstap_sync::record::{RecordState, UnitState};
use opstap_sync::wire::{Grant, Handle, NewDevice, ScopePage, SyncRequest};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::edit::insert_op;
use crate::error::{File, StoreError};
use crate::open::{Store, read_access};
use crate::state::Identity;
use crate::{db, mirror, search};

/// Acknowledged operations stay in the journal so long, even when a backup covers them: an older backup
/// may have to be used.
const KEEP_MS: i64 = 14 * 24 * 3600 * 1000;
/// Above so many records in one answer, the mirror gets a large cache.
const BULK: usize = 500;

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
    /// Where something changed, by kind.
    pub touched: BTreeSet<(ScopeId, String)>,
    /// There is more to fetch or to send.
    pub more: bool,
}

/// How safe the person's work is, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// On this device only.
    pub here: u64,
    /// At the server, not known to be in its backup.
    pub at_server: u64,
    /// Confirmed in a backup of the server.
    pub in_backup: u64,
    /// Kept by the server without being applied.
    pub held: u64,
}

/// An operation that the server keeps without applying it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The operation.
    pub op: Op,
    /// The reason's code.
    pub why: String,
}

struct Row {
    ord: i64,
    dev: DeviceId,
    op: Op,
}

fn fault(error: rusqlite::Error) -> StoreError {
    StoreError::of(File::Mirror)(error)
}

fn journal_fault(error: rusqlite::Error) -> StoreError {
    StoreError::of(File::Journal)(error)
}

fn rows(journal: &Connection, condition: &str) -> Result<Vec<Row>, StoreError> {
    let sql = format!("SELECT ord, dev, n, uid, tx, scope, rec, kind, t, change FROM op WHERE {condition}");
    let mut sql = journal.prepare_cached(&sql).map_err(journal_fault)?;
    let mut rows = sql.query([]).map_err(journal_fault)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(journal_fault)? {
        all.push(read_row(row)?);
    }
    Ok(all)
}

fn read_row(row: &rusqlite::Row<'_>) -> Result<Row, StoreError> {
    let text = |at: usize| row.get::<_, String>(at).map_err(journal_fault);
    let number = |at: usize| row.get::<_, i64>(at).map_err(journal_fault);
    let bad = StoreError::Unreadable("operation");
    let op = Op {
        n: number(2)? as u64,
        uid: text(3)?.parse().map_err(|_| StoreError::Unreadable("operation"))?,
        tx: number(4)? as u64,
        scope: text(5)?.parse().map_err(|_| StoreError::Unreadable("operation"))?,
        id: Uuid::parse_str(&text(6)?).map_err(|_| bad)?,
        kind: text(7)?,
        t: Hlc(number(8)? as u64),
        change: serde_json::from_str(&text(9)?)?,
    };
    let dev = text(1)?.parse().map_err(|_| StoreError::Unreadable("operation"))?;
    Ok(Row { ord: number(0)?, dev, op })
}

impl Store {
    /// Whom this device belongs to, once paired.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.state.identity.as_ref()
    }

    /// When a round last ended well (ms UTC by this device's clock), and the server's clock minus ours.
    #[must_use]
    pub const fn last_sync(&self) -> (Option<i64>, i64) {
        (self.state.last_sync, self.state.skew_ms)
    }

    /// Notes that a round ended well.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub fn note_sync(&mut self, now_ms: i64, skew_ms: i64) -> Result<(), StoreError> {
        self.state.last_sync = Some(now_ms);
        self.state.skew_ms = skew_ms;
        self.state.write(&self.journal)
    }

    /// Takes an identity: at the first pairing, or again. What waits is kept and renumbered.
    ///
    /// # Errors
    ///
    /// When the files cannot be written.
    pub fn take_identity(&mut self, identity: Identity) -> Result<(), StoreError> {
        let text = serde_json::to_string(&identity)?;
        let old = self.state.identity.replace(identity.clone());
        match old {
            Some(old) if old.device != identity.device => self.renumber(old.device, identity.device)?,
            _ => {
                self.state.memory.device = Some(identity.device);
                self.state.write(&self.journal)?;
            }
        }
        self.mirror.execute("UPDATE state SET identity = ?1", [text]).map_err(fault)?;
        Ok(())
    }

    /// Takes a new identity because a twin uses the old one. Nothing that waits is lost.
    ///
    /// # Errors
    ///
    /// When the files cannot be written, or the device is not paired.
    pub fn take_new_device(&mut self, new: NewDevice) -> Result<(), StoreError> {
        let old = self.state.identity.clone().ok_or(StoreError::NoAccess)?;
        self.take_identity(Identity { device: new.id, token: new.token, ..old })
    }

    fn renumber(&mut self, old: DeviceId, new: DeviceId) -> Result<(), StoreError> {
        let waiting = rows(&self.journal, "state = 'pending' ORDER BY n")?;
        let ops: Vec<Op> = waiting.iter().map(|row| row.op.clone()).collect();
        let renumbered = client::renumber(old, new, &ops);
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        for (row, op) in waiting.iter().zip(&renumbered) {
            update_op(&tx, row.ord, new, op)?;
        }
        self.state.memory.device = Some(new);
        self.state.memory.n = renumbered.len() as u64;
        self.state.memory.ack = 0;
        self.state.memory.chain = opstap_sync::ident::Chain::default();
        self.state.memory.receipt = None;
        self.state.memory.ge = 0;
        self.state.backed_n = 0;
        self.state.write(&tx)?;
        tx.commit().map_err(journal_fault)?;
        self.checkpoint = None;
        self.rebuild_overlays()
    }

    /// The server was restored: everything journalled waits again, and the mirror is read anew.
    ///
    /// # Errors
    ///
    /// When the files cannot be written.
    pub fn reoffer(&mut self, epoch: &str) -> Result<(), StoreError> {
        let device = self.state.memory.device.ok_or(StoreError::NoAccess)?;
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        // Those of an earlier identity get numbers of this one; their uids tell the server what they are.
        let foreign = rows(&tx, "state <> 'pending' ORDER BY ord")?;
        for row in foreign.into_iter().filter(|row| row.dev != device) {
            self.state.memory.n += 1;
            let op = Op { n: self.state.memory.n, tx: self.state.memory.n, ..row.op };
            update_op(&tx, row.ord, device, &op)?;
        }
        // Held ones too: the restored server may have lost what it held.
        tx.execute(
            "UPDATE op SET state = 'pending', seq = 0, why = NULL, sent_at = NULL WHERE state <> 'pending'",
            [],
        )
        .map_err(journal_fault)?;
        epoch.clone_into(&mut self.state.memory.epoch);
        self.state.memory.ack = 0;
        self.state.memory.chain = opstap_sync::ident::Chain::default();
        self.state.memory.receipt = None;
        self.state.memory.ge = 0;
        self.state.backed_n = 0;
        self.state.write(&tx)?;
        tx.commit().map_err(journal_fault)?;
        self.start_afresh()?;
        self.rebuild_overlays()
    }

    /// The request of the next round, or `None` when the device is not paired.
    ///
    /// # Errors
    ///
    /// When the files cannot be read.
    pub fn ask(&mut self, mut wish: Wish, most_ops: usize) -> Result<Option<SyncRequest>, StoreError> {
        self.bring_up()?;
        let pending = rows(&self.journal, &format!("state = 'pending' ORDER BY n LIMIT {most_ops}"))?;
        let ops: Vec<Op> = pending.into_iter().map(|row| row.op).collect();
        let cursors: Vec<Cursor> = self
            .access
            .iter()
            .filter(|access| access.revoked.is_none())
            .map(|access| Cursor { h: access.h, scope: access.scope, seq: access.seq })
            .collect();
        wish.checkpoint.clone_from(&self.checkpoint);
        wish.purged = self.purged()?;
        // The live handle of a scope, or the last that was known.
        let handle = |scope: ScopeId| -> Option<Handle> {
            self.access_to(scope)
                .or_else(|| self.access.iter().rev().find(|access| access.scope == scope))
                .map(|access| access.h)
        };
        Ok(client::ask(&self.state.memory, &ops, &cursors, handle, &wish))
    }

    /// Forgets the checkpoint: the next request carries all cursors.
    pub fn forget_checkpoint(&mut self) {
        self.checkpoint = None;
    }

    fn purged(&self) -> Result<Vec<(Handle, u64)>, StoreError> {
        let mut sql =
            self.mirror.prepare_cached("SELECT h, records FROM purged ORDER BY h").map_err(fault)?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))).map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)
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
        let mut applied = Applied::default();
        let exact = self.answers(&steps, &mut applied)?;
        self.mirror_steps(sent, &steps, &exact, &mut applied)?;
        self.remember_grants(&steps)?;
        self.checkpoint = checkpoint.map(|id| {
            let live = self.access.iter().filter(|access| access.revoked.is_none());
            (id, live.map(|access| (access.h, access.seq)).collect())
        });
        self.cover()?;
        self.purge_revoked(&mut applied)?;
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
                        let found = rows(&tx, &format!("dev = '{name}' AND n = {n} AND state = 'pending'"))?;
                        exact.extend(found.into_iter().map(|row| (row, *seq)));
                    }
                    // Until it is read back it is laid over the mirror, under the name that the server knows.
                    let known = dot.unwrap_or(Dot::new(device, *n));
                    tx.prepare_cached("UPDATE op SET state = 'sent', seq = ?3, dev = ?4, n = ?5 WHERE dev = ?1 AND n = ?2 AND state = 'pending'")
                        .and_then(|mut sql| sql.execute(params![name, *n as i64, *seq as i64, known.device.to_string(), known.n as i64]))
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
                    // By the server's clock, and from when the server had it: a phone's clock may jump, and
                    // an old edit may have been sent only yesterday.
                    tx.prepare_cached(
                        "UPDATE op SET sent_at = ?1 WHERE sent_at IS NULL AND state IN ('sent', 'acked')",
                    )
                    .and_then(|mut sql| sql.execute([now_ms]))
                    .map_err(journal_fault)?;
                    tx.prepare_cached(
                        "DELETE FROM op WHERE state = 'acked' AND dev = ?1 AND n <= ?2 AND sent_at < ?3",
                    )
                    .and_then(|mut sql| sql.execute(params![name, *n as i64, now_ms - KEEP_MS]))
                    .map_err(journal_fault)?;
                }
                Step::Grants(_) | Step::Revoke { .. } | Step::Page(_) => {}
            }
        }
        if !aliases.is_empty() {
            for mut row in rows(&tx, "state = 'pending' ORDER BY n")? {
                row.op.remap_saw(&aliases);
                update_op(&tx, row.ord, row.dev, &row.op)?;
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
        self.mirror.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let done = self.mirror_writes(sent, steps, exact, applied);
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = self.mirror.execute_batch(end).map_err(fault);
        self.access = read_access(&self.mirror)?;
        done?;
        ended?;
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
        for (h, _) in &sent.purged {
            self.mirror.execute("DELETE FROM purged WHERE h = ?1", [h]).map_err(fault)?;
        }
        for step in steps {
            match step {
                Step::Grants(grants) => self.take_grants(grants)?,
                Step::Revoke { h, why } => {
                    self.mirror
                        .execute("UPDATE access SET revoked = ?2 WHERE h = ?1", params![h, why])
                        .map_err(fault)?;
                    self.access = read_access(&self.mirror)?;
                }
                _ => {}
            }
        }
        // After the grants: a scope may have a new handle, whose pages do not echo our own either.
        for (row, seq) in exact {
            self.take_own(row, *seq)?;
        }
        // At first contact; a later change of epoch is a fresh start.
        self.mirror
            .execute("UPDATE state SET epoch = ?1 WHERE epoch = ''", [&self.state.memory.epoch])
            .map_err(fault)?;
        let mut touched: BTreeSet<(Handle, String, Uuid)> = BTreeSet::new();
        for step in steps {
            if let Step::Page(page) = step {
                self.take_page(page, &mut touched, applied)?;
            }
        }
        self.lay_again(touched, applied)
    }

    fn take_own(&mut self, row: &Row, seq: u64) -> Result<(), StoreError> {
        let Some(h) = self.access_to(row.op.scope).map(|access| access.h) else { return Ok(()) };
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
            Change::Del(_) => {
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
        let live: BTreeSet<Handle> = grants.iter().map(|grant| grant.h).collect();
        for access in
            self.access.iter().filter(|access| access.revoked.is_none() && !live.contains(&access.h))
        {
            self.mirror
                .execute("UPDATE access SET revoked = 'ended' WHERE h = ?1", [access.h])
                .map_err(fault)?;
        }
        for grant in grants {
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

    fn take_page(
        &mut self,
        page: &ScopePage,
        touched: &mut BTreeSet<(Handle, String, Uuid)>,
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        let Some(access) = self.access.iter().find(|access| access.h == page.h).cloned() else {
            return Ok(());
        };
        if access.revoked.is_some() {
            return Ok(());
        }
        if page.reset {
            // Mark and sweep: what is not sent again goes when reading has come to the end.
            self.mirror
                .execute("UPDATE access SET seq = 0, ready = 0 WHERE h = ?1", [page.h])
                .and_then(|_| self.mirror.execute("UPDATE rec SET gen = -1 WHERE h = ?1", [page.h]))
                .map_err(fault)?;
        }
        for wire in &page.recs {
            mirror::take(&self.mirror, &mut self.kinds, page.h, self.generation, wire)?;
            if !touched.contains(&(page.h, wire.k.clone(), wire.id)) {
                touched.insert((page.h, wire.k.clone(), wire.id));
            }
        }
        applied.pulled += page.recs.len();
        applied.more |= page.more;
        self.mirror
            .prepare_cached("UPDATE access SET seq = ?2, ready = max(ready, ?3) WHERE h = ?1")
            .and_then(|mut sql| sql.execute(params![page.h, page.upto as i64, !page.more]))
            .map_err(fault)?;
        if !page.more && !access.ready {
            self.mirror
                .execute("DELETE FROM rec WHERE h = ?1 AND gen <> ?2", params![page.h, self.generation])
                .map_err(fault)?;
        }
        if !page.recs.is_empty() {
            self.forget_summaries(access.scope.owner)?;
        }
        Ok(())
    }

    /// Lays the waiting operations over their records again, and brings the word index up.
    fn lay_again(
        &mut self,
        mut touched: BTreeSet<(Handle, String, Uuid)>,
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        self.access = read_access(&self.mirror)?;
        touched.extend(self.overlaid()?);
        let waiting = self.waiting_rows()?;
        let mut by_record: BTreeMap<(Handle, String, Uuid), Vec<&Row>> = BTreeMap::new();
        for row in &waiting {
            if let Some(access) = self.access_to(row.op.scope) {
                by_record.entry((access.h, row.op.kind.clone(), row.op.id)).or_default().push(row);
            }
        }
        touched.extend(by_record.keys().cloned());
        for (h, kind, id) in touched {
            let Some(scope) = self.access.iter().find(|access| access.h == h).map(|access| access.scope)
            else {
                continue;
            };
            let number = self.kinds.number(&self.mirror, &kind)?;
            let searchable =
                opstap_domain::catalogue::kind(&kind).is_some_and(|kind| !kind.searchable.is_empty());
            match by_record.get(&(h, kind.clone(), id)) {
                Some(ops) => {
                    let base = mirror::base(&self.mirror, &self.kinds, h, &kind, id)?;
                    let view = client::overlay(base.as_ref(), ops.iter().map(|row| (row.dev, &row.op)));
                    mirror::put_overlay(&self.mirror, h, number, id, Some(view.as_ref()))?;
                    search::index(&self.mirror, h, number, id, &kind, view.as_ref())?;
                }
                None => {
                    mirror::put_overlay(&self.mirror, h, number, id, None)?;
                    if searchable {
                        let base = mirror::base(&self.mirror, &self.kinds, h, &kind, id)?;
                        search::index(&self.mirror, h, number, id, &kind, base.as_ref())?;
                    }
                }
            }
            applied.touched.insert((scope, kind));
        }
        let last: i64 = self
            .journal
            .query_row("SELECT coalesce(max(ord), 0) FROM op", [], |row| row.get(0))
            .map_err(journal_fault)?;
        self.mirror.execute("UPDATE state SET applied = ?1", [last]).map_err(fault)?;
        Ok(())
    }

    fn overlaid(&self) -> Result<Vec<(Handle, String, Uuid)>, StoreError> {
        let mut sql = self.mirror.prepare_cached("SELECT h, kind, id FROM overlay").map_err(fault)?;
        let mut rows = sql.query([]).map_err(fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let kind = self.kinds.name(row.get(1).map_err(fault)?).to_owned();
            all.push((row.get(0).map_err(fault)?, kind, crate::view::uuid_of(row, 2)?));
        }
        Ok(all)
    }

    /// Operations that the mirror does not hold yet: unsent, or answered beyond the scope's cursor.
    fn waiting_rows(&self) -> Result<Vec<Row>, StoreError> {
        let mut waiting = rows(&self.journal, "state = 'pending' ORDER BY ord")?;
        let mut sql = self
            .journal
            .prepare_cached(
                "SELECT ord, dev, n, uid, tx, scope, rec, kind, t, change, seq FROM op WHERE state = 'sent'",
            )
            .map_err(journal_fault)?;
        let mut found = sql.query([]).map_err(journal_fault)?;
        while let Some(row) = found.next().map_err(journal_fault)? {
            let seq = row.get::<_, i64>(10).map_err(journal_fault)? as u64;
            let row = read_row(row)?;
            if self.access_to(row.op.scope).is_some_and(|access| access.seq < seq) {
                waiting.push(row);
            }
        }
        waiting.sort_by_key(|row| row.ord);
        Ok(waiting)
    }

    /// Brings every overlay up to the journal.
    pub(crate) fn rebuild_overlays(&mut self) -> Result<(), StoreError> {
        self.mirror.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let done = self.lay_again(BTreeSet::new(), &mut Applied::default());
        self.mirror.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).map_err(fault)?;
        done
    }

    /// Operations whose effect the mirror now holds need no overlay any more.
    fn cover(&mut self) -> Result<(), StoreError> {
        let mut sql = self
            .journal
            .prepare_cached("SELECT ord, scope, seq FROM op WHERE state = 'sent'")
            .map_err(journal_fault)?;
        let sent: Vec<(i64, String, i64)> = sql
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .and_then(Iterator::collect)
            .map_err(journal_fault)?;
        drop(sql);
        let covered = sent.iter().filter(|(_, scope, seq)| {
            let access = scope.parse().ok().and_then(|scope| self.access_to(scope));
            access.is_none_or(|access| access.seq as i64 >= *seq)
        });
        let covered: Vec<i64> = covered.map(|(ord, _, _)| *ord).collect();
        if covered.is_empty() {
            return Ok(());
        }
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        for ord in covered {
            tx.prepare_cached("UPDATE op SET state = 'acked' WHERE ord = ?1")
                .and_then(|mut sql| sql.execute([ord]))
                .map_err(journal_fault)?;
        }
        tx.commit().map_err(journal_fault)
    }

    /// Removes what was revoked, once nothing of its scope waits to be sent, and notes that it is gone.
    fn purge_revoked(&mut self, applied: &mut Applied) -> Result<(), StoreError> {
        let revoked: Vec<(Handle, ScopeId)> = self
            .access
            .iter()
            .filter(|access| access.revoked.is_some())
            .map(|access| (access.h, access.scope))
            .collect();
        for (h, scope) in revoked {
            let pending: i64 = self
                .journal
                .query_row(
                    "SELECT count(*) FROM op WHERE state = 'pending' AND scope = ?1",
                    [scope.to_string()],
                    |row| row.get(0),
                )
                .map_err(journal_fault)?;
            let again = self.access_to(scope).is_some();
            if pending > 0 && !again {
                applied.more = true;
                continue;
            }
            self.purge(h, scope, again)?;
            if !again {
                applied.revoked.push(scope);
            }
        }
        Ok(())
    }

    fn purge(&mut self, h: Handle, scope: ScopeId, again: bool) -> Result<(), StoreError> {
        // The journal first: as long as the mirror has the grant, a device that died here removes the rest later.
        if !again {
            self.journal
                .execute_batch("PRAGMA secure_delete = ON")
                .and_then(|()| self.journal.execute("DELETE FROM op WHERE scope = ?1", [scope.to_string()]))
                .and_then(|_| self.journal.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"))
                .map_err(journal_fault)?;
        }
        self.mirror.execute_batch("PRAGMA secure_delete = ON; BEGIN IMMEDIATE").map_err(fault)?;
        let gone = (|| -> rusqlite::Result<()> {
            let count = self.mirror.execute("DELETE FROM rec WHERE h = ?1", [h])?;
            self.mirror.execute("DELETE FROM overlay WHERE h = ?1", [h])?;
            self.mirror
                .execute("DELETE FROM words WHERE rowid IN (SELECT doc FROM doc WHERE h = ?1)", [h])?;
            self.mirror.execute("DELETE FROM doc WHERE h = ?1", [h])?;
            self.mirror.execute("DELETE FROM summary WHERE owner = ?1", [scope.owner.to_string()])?;
            self.mirror.execute("DELETE FROM access WHERE h = ?1", [h])?;
            self.mirror.execute(
                "INSERT OR REPLACE INTO purged (h, records) VALUES (?1, ?2)",
                params![h, count as i64],
            )?;
            // The index keeps words of deleted rows until its segments are merged.
            self.mirror.execute("INSERT INTO words (words) VALUES ('optimize')", [])?;
            Ok(())
        })();
        self.mirror.execute_batch(if gone.is_ok() { "COMMIT" } else { "ROLLBACK" }).map_err(fault)?;
        gone.map_err(fault)?;
        self.mirror
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA secure_delete = OFF")
            .map_err(fault)?;
        self.access = read_access(&self.mirror)?;
        Ok(())
    }

    /// How safe the person's work is.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn waiting(&self) -> Result<Waiting, StoreError> {
        let mut waiting = Waiting::default();
        let mut sql = self
            .journal
            .prepare_cached("SELECT state, dev = ?1 AND n <= ?2, count(*) FROM op GROUP BY 1, 2")
            .map_err(journal_fault)?;
        let device = self.state.memory.device.map(|device| device.to_string()).unwrap_or_default();
        let mut rows = sql.query(params![device, self.state.backed_n as i64]).map_err(journal_fault)?;
        while let Some(row) = rows.next().map_err(journal_fault)? {
            let state: String = row.get(0).map_err(journal_fault)?;
            let backed: bool = row.get(1).map_err(journal_fault)?;
            let count = row.get::<_, i64>(2).map_err(journal_fault)? as u64;
            match (state.as_str(), backed) {
                ("pending", _) => waiting.here += count,
                ("held", _) => waiting.held += count,
                (_, true) => waiting.in_backup += count,
                (_, false) => waiting.at_server += count,
            }
        }
        Ok(waiting)
    }

    /// Operations that the server keeps without applying them, oldest first.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn held(&self) -> Result<Vec<Held>, StoreError> {
        let mut sql = self
            .journal
            .prepare_cached(
                "SELECT ord, dev, n, uid, tx, scope, rec, kind, t, change, why FROM op WHERE state = 'held' ORDER BY ord",
            )
            .map_err(journal_fault)?;
        let mut rows = sql.query([]).map_err(journal_fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(journal_fault)? {
            let why = row.get::<_, Option<String>>(10).map_err(journal_fault)?.unwrap_or_default();
            all.push(Held { op: read_row(row)?.op, why });
        }
        Ok(all)
    }

    /// Every operation in the journal, for tests and support.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn journalled(&self) -> Result<Vec<Op>, StoreError> {
        Ok(rows(&self.journal, "1 ORDER BY ord")?.into_iter().map(|row| row.op).collect())
    }

    /// What the device remembers between rounds.
    #[must_use]
    pub const fn memory(&self) -> &client::Memory {
        &self.state.memory
    }

    pub(crate) fn journal_again(&mut self, op: &Op, made_at: i64) -> Result<(), StoreError> {
        let device = self.state.memory.device.unwrap_or(DeviceId::SERVER);
        insert_op(&self.journal, device, op, made_at)?;
        self.state.memory.n = self.state.memory.n.max(op.n);
        self.state.write(&self.journal)
    }
}

fn update_op(journal: &Connection, ord: i64, dev: DeviceId, op: &Op) -> Result<(), StoreError> {
    let change = serde_json::to_string(&op.change)?;
    journal
        .prepare_cached("UPDATE op SET dev = ?2, n = ?3, tx = ?4, change = ?5 WHERE ord = ?1")
        .and_then(|mut sql| sql.execute(params![ord, dev.to_string(), op.n as i64, op.tx as i64, change]))
        .map_err(journal_fault)?;
    Ok(())
}
