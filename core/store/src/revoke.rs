//! What was revoked goes: records, words, journal rows, without a readable byte left.

use std::collections::BTreeSet;

use opstap_domain::ids::ScopeId;
use opstap_domain::order;
use opstap_sync::client::Step;
use opstap_sync::wire::Handle;
use rusqlite::params;

use crate::access::read_access;
use crate::error::StoreError;
use crate::journal::journal_fault;
use crate::mirror::{self, fault};
use crate::open::Store;
use crate::round::Applied;

impl Store {
    pub(crate) fn purged(&self) -> Result<Vec<(Handle, u64)>, StoreError> {
        let mut sql =
            self.mirror.prepare_cached("SELECT h, records FROM purged ORDER BY h").map_err(fault)?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))).map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)
    }

    /// Removes what was revoked, once nothing of its scope waits to be sent, and notes that it is gone.
    pub(crate) fn purge_revoked(&mut self, applied: &mut Applied) -> Result<(), StoreError> {
        let revoked: Vec<(Handle, ScopeId)> = self
            .access
            .iter()
            .filter(|access| access.revoked.is_some())
            .map(|access| (access.h, access.scope))
            .collect();
        for (h, scope) in revoked {
            let again = self.access_to(scope).is_some();
            if !again && self.waits_for(&scope.to_string())? {
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

    /// Confirms handles that were taken away before this device ever read them, or whose mirror was lost: of such a
    /// scope only the journal may know something.
    pub(crate) fn confirm_unknown(
        &mut self,
        steps: &[Step],
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        let known = self.purged()?;
        let unknown =
            steps.iter().filter_map(|step| if let Step::Revoke { h, .. } = step { Some(*h) } else { None });
        let unknown: Vec<Handle> = unknown
            .filter(|h| {
                !known.iter().any(|(gone, _)| gone == h) && !self.access.iter().any(|access| access.h == *h)
            })
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let closed = self.closed_scopes()?;
        for scope in &closed {
            if self.waits_for(scope)? {
                // Sent and answered first; the server says the handle again.
                applied.more = true;
                return Ok(());
            }
        }
        for scope in &closed {
            self.purge_journal(scope)?;
        }
        self.forget_closed_files()?;
        self.forget_closed_bank()?;
        for h in unknown {
            self.mirror
                .execute("INSERT OR IGNORE INTO purged (h, records) VALUES (?1, 0)", [h])
                .map_err(fault)?;
        }
        self.remove_set_aside()
    }

    /// Removes what the journal knows of scopes that are not open and that nobody will tell to be closed: the mirror with the
    /// grant was lost, and the server came back from before it was given.
    pub(crate) fn purge_closed(&mut self, steps: &[Step]) -> Result<(), StoreError> {
        let news = |step: &Step| {
            matches!(step, Step::Grants(_) | Step::Revoke { .. } | Step::Acked { .. } | Step::Held { .. })
        };
        self.closed_gone &= !steps.iter().any(news);
        if self.closed_gone || self.state.memory.ge == 0 {
            return Ok(());
        }
        let closed = self.closed_scopes()?;
        for scope in &closed {
            if self.waits_for(scope)? {
                return Ok(()); // Sent and answered first: the server holds it.
            }
        }
        for scope in &closed {
            self.purge_journal(scope)?;
        }
        if !closed.is_empty() {
            self.forget_closed_files()?;
            self.forget_closed_bank()?;
            self.remove_set_aside()?;
        }
        self.closed_gone = true;
        Ok(())
    }

    /// Scopes of which the journal knows something, and that this device knows no grant of.
    fn closed_scopes(&self) -> Result<Vec<String>, StoreError> {
        let mut sql = self
            .journal
            .prepare_cached("SELECT scope FROM op UNION SELECT scope FROM draft")
            .map_err(journal_fault)?;
        let known = sql.query_map([], |row| row.get(0)).map_err(journal_fault)?;
        let known: Vec<String> = known.collect::<Result<_, _>>().map_err(journal_fault)?;
        let open: BTreeSet<String> = order::gather(self.access.iter().map(|access| access.scope.to_string()));
        Ok(known.into_iter().filter(|scope| !open.contains(scope)).collect())
    }

    fn waits_for(&self, scope: &str) -> Result<bool, StoreError> {
        self.journal
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM op WHERE state = 'pending' AND scope = ?1)")
            .and_then(|mut sql| sql.query_row([scope], |row| row.get(0)))
            .map_err(journal_fault)
    }

    fn purge_journal(&self, scope: &str) -> Result<(), StoreError> {
        self.journal
            .execute_batch("PRAGMA secure_delete = ON")
            .and_then(|()| self.journal.execute("DELETE FROM op WHERE scope = ?1", [scope]))
            .and_then(|_| self.journal.execute("DELETE FROM draft WHERE scope = ?1", [scope]))
            .and_then(|_| self.journal.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"))
            .map_err(journal_fault)
    }

    fn purge(&mut self, h: Handle, scope: ScopeId, again: bool) -> Result<(), StoreError> {
        // The journal first: as long as the mirror has the grant, a device that died here removes the rest later.
        if !again {
            self.purge_journal(&scope.to_string())?;
        }
        if !again {
            self.forget_files_of(scope)?;
            self.forget_bank(scope)?;
        }
        self.mirror.execute_batch("PRAGMA secure_delete = ON; BEGIN IMMEDIATE").map_err(fault)?;
        let gone = (|| -> rusqlite::Result<()> {
            let count = self.mirror.execute("DELETE FROM rec WHERE h = ?1", [h])?;
            self.mirror.execute("DELETE FROM overlay WHERE h = ?1", [h])?;
            self.mirror.execute("DELETE FROM gone WHERE h = ?1", [h])?;
            if !again {
                self.mirror.execute("DELETE FROM lost WHERE scope = ?1", [scope.to_string()])?;
            }
            self.mirror.execute("DELETE FROM scope_key WHERE h = ?1", [h])?;
            self.mirror.execute("DELETE FROM doc WHERE h = ?1", [h])?;
            self.mirror.execute("DELETE FROM summary WHERE owner = ?1", [scope.owner.to_string()])?;
            self.mirror.execute("DELETE FROM access WHERE h = ?1", [h])?;
            self.mirror.execute(
                "INSERT OR REPLACE INTO purged (h, records) VALUES (?1, ?2)",
                params![h, count as i64],
            )?;
            Ok(())
        })();
        mirror::end(&self.mirror, gone.map_err(fault))?;
        self.mirror
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA secure_delete = OFF")
            .map_err(fault)?;
        self.access = read_access(&self.mirror)?;
        self.remove_set_aside()
    }

    /// Files that were set aside for support may hold what was revoked just now.
    pub(crate) fn remove_set_aside(&self) -> Result<(), StoreError> {
        let Some((folder, _)) = &self.place else { return Ok(()) };
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.contains(".damaged-") {
                std::fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}
