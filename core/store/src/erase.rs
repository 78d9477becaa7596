//! What was erased goes: records, words, journal rows, without a readable byte left.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::client::Step;
use opstap_sync::op::{Change, Op};
use opstap_sync::wire::Handle;
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::error::StoreError;
use crate::journal::{journal_fault, rows, update_op};
use crate::mirror::fault;
use crate::open::Store;

/// Takes the words of a record out of the journal. What waits keeps its number and its uid and says nothing: the
/// server has to know the uid, so that a twin of this device cannot send the words. The rest goes when
/// `answered` is set.
pub(crate) fn from_journal(
    journal: &Connection,
    scope: ScopeId,
    rec: Uuid,
    answered: bool,
) -> Result<(), StoreError> {
    let waiting = rows(journal, &format!("rec = '{rec}' AND scope = '{scope}' AND state = 'pending'"))?;
    for row in waiting.into_iter().filter(|row| row.op.change != Change::Erase {}) {
        update_op(journal, row.ord, row.dev, &Op { change: Change::blank(), ..row.op })?;
    }
    if answered {
        journal
            .execute(
                "DELETE FROM op WHERE rec = ?1 AND scope = ?2 AND state <> 'pending'",
                params![rec.to_string(), scope.to_string()],
            )
            .map_err(journal_fault)?;
    }
    Ok(())
}

impl Store {
    /// The journal's part of what an answer says of erased records, before the mirror moves its cursors past
    /// them. Says whether there were any.
    pub(crate) fn erase_journalled(&mut self, steps: &[Step]) -> Result<bool, StoreError> {
        let mut scopes: BTreeMap<Handle, ScopeId> =
            self.access.iter().map(|access| (access.h, access.scope)).collect();
        let mut gone = Vec::new();
        for step in steps {
            match step {
                Step::Grants(grants) => scopes.extend(grants.iter().map(|grant| (grant.h, grant.scope))),
                Step::Page(page) => {
                    let erased = page.recs.iter().filter(|wire| wire.er);
                    gone.extend(erased.filter_map(|wire| Some((*scopes.get(&page.h)?, wire.id))));
                }
                _ => {}
            }
        }
        if gone.is_empty() {
            return Ok(false);
        }
        self.zero_what_goes(true)?;
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        for (scope, rec) in gone {
            from_journal(&tx, scope, rec, true)?;
        }
        tx.commit().map_err(journal_fault)?;
        Ok(true)
    }

    /// Whether both files zero the bytes of rows that go. Costs time, so that it is only on while it matters.
    pub(crate) fn zero_what_goes(&self, on: bool) -> Result<(), StoreError> {
        let pragma = format!("PRAGMA secure_delete = {}", if on { "ON" } else { "OFF" });
        self.journal.execute_batch(&pragma).map_err(journal_fault)?;
        self.mirror.execute_batch(&pragma).map_err(fault)
    }

    /// The index of words keeps those of deleted rows until its segments are merged.
    pub(crate) fn merge_words(&self) -> Result<(), StoreError> {
        self.mirror.execute("INSERT INTO words (words) VALUES ('optimize')", []).map_err(fault)?;
        Ok(())
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
