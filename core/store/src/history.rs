//! What this device knows of how a record came to be, without asking anybody.

use opstap_domain::ids::ScopeId;
use opstap_sync::history::Entry;
use opstap_sync::ident::Dot;
use opstap_sync::op::Change;
use opstap_sync::wire::Handle;
use serde_json::Value;
use uuid::Uuid;

use crate::error::StoreError;
use crate::journal::{Row, rows};
use crate::mirror;
use crate::open::Store;

impl Store {
    /// The handle under which a scope is open to this device.
    #[must_use]
    pub fn handle(&self, scope: ScopeId) -> Option<Handle> {
        self.open_to(scope).map(|access| access.h)
    }

    /// The scope and kind of a record that this person worked on, also when it is deleted here.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn worked_on(&self, rec: Uuid) -> Result<Option<(ScopeId, String)>, StoreError> {
        let found =
            rows(&self.journal, self.versions, "rec = ?1 ORDER BY ord DESC LIMIT 1", [rec.to_string()])?;
        Ok(found.into_iter().next().map(|row| (row.op.scope, row.op.kind)))
    }

    /// What was written of a record, as far as this device knows: its own answered operations, then what the server
    /// said of others, then its own that wait. What the server holds without applying it is left out.
    ///
    /// # Errors
    ///
    /// When the files cannot be read.
    pub fn entries(&mut self, scope: ScopeId, kind: &str, rec: Uuid) -> Result<Vec<Entry>, StoreError> {
        self.bring_up()?;
        if self.access_to(scope).is_some_and(|access| self.is_locked(access)) {
            return Err(StoreError::Locked);
        }
        let by = self.state.identity.as_ref().map(|identity| identity.account);
        let own = |condition: &'static str| -> Result<Vec<Entry>, StoreError> {
            let found = rows(&self.journal, self.versions, condition, [rec.to_string(), scope.to_string()])?;
            Ok(found.into_iter().flat_map(|row| entries(row, by)).collect())
        };
        let mut all = own("rec = ?1 AND scope = ?2 AND state IN ('sent', 'acked') ORDER BY ord")?;
        let waiting = own("rec = ?1 AND scope = ?2 AND state = 'pending' ORDER BY ord")?;
        let base = match self.access_to(scope) {
            Some(access) => mirror::base(&self.mirror, &self.kinds, access.h, kind, rec)?,
            None => None,
        };
        for (unit, state) in base.into_iter().flat_map(|record| record.units) {
            if !all.iter().any(|entry| entry.unit == unit && entry.d == state.d) {
                all.push(Entry { s: state.s, unit, v: state.v, d: state.d, by: None, at: 0 });
            }
        }
        all.extend(waiting);
        Ok(all)
    }
}

/// One entry for each unit that an operation wrote.
fn entries(row: Row, by: Option<Uuid>) -> Vec<Entry> {
    let (d, at) = (Dot::new(row.dev, row.op.n), row.op.t.ms());
    let entry = |unit: String, v: Value| Entry { s: 0, unit, v, d, by, at };
    match row.op.change {
        Change::New(units) => units.into_iter().map(|(unit, v)| entry(unit, v)).collect(),
        Change::Set(writes) => writes.into_iter().map(|(unit, write)| entry(unit, write.v)).collect(),
        Change::Del(_) => vec![entry(String::new(), Value::Null)],
        Change::Erase {} | Change::Newer(_) | Change::Rescue(_) => Vec::new(),
    }
}
