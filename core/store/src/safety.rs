//! How safe a person's work is, counted over the journal.

use opstap_sync::op::Op;
use rusqlite::params;

use crate::error::StoreError;
use crate::journal::{journal_fault, read_row};
use crate::open::Store;

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

impl Store {
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
            all.push(Held { op: read_row(row, self.versions)?.op, why });
        }
        Ok(all)
    }
}
