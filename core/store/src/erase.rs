//! What was erased goes: records, words, journal rows, without a readable byte left.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_domain::order;
use opstap_sync::client::Step;
use opstap_sync::op::{Change, Op};
use opstap_sync::schema::Versions;
use opstap_sync::wire::Handle;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::error::StoreError;
use crate::journal::{Row, journal_fault, rows, update_op};
use crate::mirror::fault;
use crate::open::Store;

/// Takes the words of a record out of the journal that were written before its erasure at `at`; with `None`, those
/// that were not sent. What waits keeps its number and its uid and says nothing: the server has to know the uid, so
/// that a twin of this device cannot send the words. What was answered goes.
pub(crate) fn from_journal(
    journal: &Connection,
    versions: Versions,
    scope: ScopeId,
    rec: Uuid,
    at: Option<i64>,
) -> Result<(), StoreError> {
    let (rec, scope) = (rec.to_string(), scope.to_string());
    let knew = |row: &Row| at.is_some_and(|at| row.op.knew.is_some_and(|knew| knew >= at));
    for row in rows(journal, versions, "rec = ?1 AND scope = ?2 AND state = 'pending'", params![rec, scope])?
    {
        if row.op.change != (Change::Erase {}) && !knew(&row) {
            update_op(journal, versions, row.ord, row.dev, &Op { change: Change::blank(), ..row.op })?;
        }
    }
    if at.is_none() {
        return Ok(());
    }
    for row in rows(journal, versions, "rec = ?1 AND scope = ?2 AND state <> 'pending'", params![rec, scope])?
    {
        if !knew(&row) {
            journal.execute("DELETE FROM op WHERE ord = ?1", [row.ord]).map_err(journal_fault)?;
        }
    }
    Ok(())
}

impl Store {
    /// The journal's part of what an answer says of erased records, before the mirror moves its cursors past
    /// them. Says whether there were any.
    pub(crate) fn erase_journalled(&mut self, steps: &[Step]) -> Result<bool, StoreError> {
        let mut scopes: BTreeMap<Handle, ScopeId> =
            order::gather(self.access.iter().map(|access| (access.h, access.scope)));
        let known = |h, id, at| self.knew(h, id).is_ok_and(|knew| knew.is_some_and(|knew| knew >= at));
        let (mut gone, mut deleted) = (Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Grants(grants) => scopes.extend(grants.iter().map(|grant| (grant.h, grant.scope))),
                Step::Page(page) | Step::Mend(page) => {
                    for wire in &page.recs {
                        deleted.extend(Some(wire.id).filter(|_| wire.del && wire.er.is_none()));
                        // Also one that was made anew before we heard of it.
                        let news = wire.er.filter(|at| !known(page.h, wire.id, *at));
                        gone.extend(news.and_then(|at| Some((*scopes.get(&page.h)?, wire.id, at))));
                    }
                }
                _ => {}
            }
        }
        for rec in deleted {
            self.forget_file(rec)?;
        }
        if gone.is_empty() {
            return Ok(false);
        }
        self.zero_what_goes(true)?;
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        for (scope, rec, at) in &gone {
            from_journal(&tx, self.versions, *scope, *rec, Some(*at))?;
        }
        tx.commit().map_err(journal_fault)?;
        for (_, rec, _) in gone {
            self.forget_file(rec)?;
        }
        Ok(true)
    }

    /// When an earlier record under this id was erased, as far as this device knows.
    pub(crate) fn knew(&self, h: Handle, id: Uuid) -> Result<Option<i64>, StoreError> {
        self.mirror
            .prepare_cached("SELECT at FROM gone WHERE h = ?1 AND id = ?2")
            .and_then(|mut sql| {
                sql.query_row(params![h, id.as_bytes().as_slice()], |row| row.get(0)).optional()
            })
            .map_err(fault)
    }

    /// Whether both files zero the bytes of rows that go. Costs time, so that it is only on while it matters.
    pub(crate) fn zero_what_goes(&self, on: bool) -> Result<(), StoreError> {
        let pragma = format!("PRAGMA secure_delete = {}", if on { "ON" } else { "OFF" });
        self.journal.execute_batch(&pragma).map_err(journal_fault)?;
        self.mirror.execute_batch(&pragma).map_err(fault)
    }

    /// Leaves nothing of what went in the logs, nor in files that were set aside for support.
    pub(crate) fn scrub(&self) -> Result<(), StoreError> {
        self.zero_what_goes(false)?;
        self.empty_logs()?;
        self.remove_set_aside()
    }

    /// Moves both logs into their files. At opening, because a process may have died before it did.
    pub(crate) fn empty_logs(&self) -> Result<(), StoreError> {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        self.journal.execute_batch(checkpoint).map_err(journal_fault)?;
        self.mirror.execute_batch(checkpoint).map_err(fault)
    }
}
