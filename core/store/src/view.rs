//! Reading records as the person sees them: the mirror with the waiting operations laid over it.

use std::collections::BTreeMap;

use opstap_domain::ids::{Role, ScopeId};
use opstap_domain::order;
use opstap_sync::record::RecordState;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

use crate::access::Access;
use crate::error::StoreError;
use crate::mirror;
use crate::mirror::fault;
use crate::open::Store;

/// A scope that is open to this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeRow {
    /// Which.
    pub scope: ScopeId,
    /// Whether edits are taken.
    pub write: bool,
    /// As whom.
    pub role: Role,
    /// For a coach: the shared parts.
    pub parts: Vec<String>,
    /// Read to the end at least once.
    pub ready: bool,
}

/// A record as the person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Where it lives.
    pub scope: ScopeId,
    /// Its id.
    pub id: Uuid,
    /// Its units with their dots.
    pub state: RecordState,
    /// Something in it waits to be sent or read back.
    pub waiting: bool,
}

impl Record {
    /// The value of a unit, `Null` where there is none.
    #[must_use]
    pub fn value(&self, unit: &str) -> &Value {
        self.state.units.get(unit).map_or(&Value::Null, |unit| &unit.v)
    }

    /// The value of a text unit; empty where there is none.
    #[must_use]
    pub fn text(&self, unit: &str) -> &str {
        self.value(unit).as_str().unwrap_or_default()
    }
}

impl Store {
    /// The scopes that are open to this device and not locked, in order.
    #[must_use]
    pub fn scopes(&self) -> Vec<ScopeRow> {
        let open = |access: &&Access| access.revoked.is_none() && !self.is_locked(access);
        let live = self.access.iter().filter(open);
        let mut rows: Vec<ScopeRow> = live
            .map(|access| ScopeRow {
                scope: access.scope,
                write: access.write,
                role: access.role,
                parts: access.parts.clone(),
                ready: access.ready,
            })
            .collect();
        order::sort_by_key(&mut rows, |row| row.scope);
        rows
    }

    pub(crate) fn access_to(&self, scope: ScopeId) -> Option<&Access> {
        self.access.iter().rev().find(|access| access.scope == scope && access.revoked.is_none())
    }

    /// The same, for what a person reads or writes: not while it is locked.
    pub(crate) fn open_to(&self, scope: ScopeId) -> Option<&Access> {
        self.access_to(scope).filter(|access| !self.is_locked(access))
    }

    /// All records of a kind in a scope, in order of id; none where the scope is not open.
    ///
    /// # Errors
    ///
    /// [`StoreError::DamagedMirror`] and other failures of the file.
    pub fn records(&mut self, scope: ScopeId, kind: &str) -> Result<Vec<Record>, StoreError> {
        self.bring_up()?;
        let Some(h) = self.open_to(scope).map(|access| access.h) else { return Ok(Vec::new()) };
        let mut all: BTreeMap<Uuid, Option<Record>> = BTreeMap::new();
        if let Some(number) = self.kinds.find(kind) {
            self.laid(scope, h, kind, number, &mut all)?;
        }
        for ((_, _, id), view) in self.unlaid.iter().filter(|((at, of, _), _)| *at == h && of == kind) {
            let laid = |state: &RecordState| Record { scope, id: *id, state: state.clone(), waiting: true };
            all.insert(*id, view.as_ref().map(laid));
        }
        Ok(all.into_values().flatten().collect())
    }

    /// The records of a kind as the mirror has them, with what is laid over them.
    fn laid(
        &self,
        scope: ScopeId,
        h: u32,
        kind: &str,
        number: i64,
        all: &mut BTreeMap<Uuid, Option<Record>>,
    ) -> Result<(), StoreError> {
        let mut sql = self
            .mirror
            .prepare_cached("SELECT id, s, d, u, x FROM rec WHERE h = ?1 AND kind = ?2")
            .map_err(fault)?;
        let mut rows = sql.query(params![h, number]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let id = uuid_of(row, 0)?;
            let text =
                |at: usize| row.get_ref(at).and_then(|value| Ok(value.as_str_or_null()?)).map_err(fault);
            let s = row.get::<_, i64>(1).map_err(fault)? as u64;
            let state =
                mirror::decode(kind, s, text(2)?.unwrap_or_default(), text(3)?.unwrap_or("{}"), text(4)?)?;
            all.insert(id, Some(Record { scope, id, state, waiting: false }));
        }
        let mut sql = self
            .mirror
            .prepare_cached("SELECT id, x FROM overlay WHERE h = ?1 AND kind = ?2")
            .map_err(fault)?;
        let mut rows = sql.query(params![h, number]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let id = uuid_of(row, 0)?;
            match row.get::<_, Option<String>>(1).map_err(fault)? {
                None => {
                    all.insert(id, None);
                }
                Some(x) => {
                    let units = mirror::decode_dotted(&x)?;
                    let state = RecordState { units, ..RecordState::empty(kind) };
                    all.insert(id, Some(Record { scope, id, state, waiting: true }));
                }
            }
        }
        Ok(())
    }

    /// One record, or `None`.
    ///
    /// # Errors
    ///
    /// As [`Store::records`].
    pub fn record(&mut self, scope: ScopeId, kind: &str, id: Uuid) -> Result<Option<Record>, StoreError> {
        self.bring_up()?;
        let Some(h) = self.open_to(scope).map(|access| access.h) else { return Ok(None) };
        Ok(self.view(h, kind, id)?.map(|(state, waiting)| Record { scope, id, state, waiting }))
    }

    pub(crate) fn view(
        &self,
        h: u32,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<(RecordState, bool)>, StoreError> {
        if let Some(view) = self.unlaid.get(&(h, kind.to_owned(), id)) {
            return Ok(view.clone().map(|state| (state, true)));
        }
        if let Some(view) = mirror::overlay(&self.mirror, &self.kinds, h, kind, id)? {
            return Ok(view.map(|state| (state, true)));
        }
        Ok(mirror::base(&self.mirror, &self.kinds, h, kind, id)?.map(|state| (state, false)))
    }

    /// How many records of this kind the mirror holds for a scope, without reading them.
    ///
    /// # Errors
    ///
    /// As [`Store::records`].
    pub fn count(&self, scope: ScopeId, kind: &str) -> Result<u64, StoreError> {
        let (Some(access), Some(number)) = (self.open_to(scope), self.kinds.find(kind)) else {
            return Ok(0);
        };
        self.mirror
            .prepare_cached("SELECT count(*) FROM rec WHERE h = ?1 AND kind = ?2")
            .and_then(|mut sql| sql.query_row(params![access.h, number], |row| row.get::<_, i64>(0)))
            .map(|count| count as u64)
            .map_err(fault)
    }

    /// A kept read model of an owner (a case), or `None` when something under it changed since.
    ///
    /// # Errors
    ///
    /// As [`Store::records`].
    pub fn kept_summary(&mut self, owner: Uuid, name: &str) -> Result<Option<String>, StoreError> {
        self.bring_up()?;
        if self.stale {
            return Ok(None);
        }
        self.mirror
            .prepare_cached("SELECT body FROM summary WHERE owner = ?1 AND name = ?2")
            .and_then(|mut sql| sql.query_row(params![owner.to_string(), name], |row| row.get(0)).optional())
            .map_err(fault)
    }

    /// All kept read models of this name, by owner.
    ///
    /// # Errors
    ///
    /// As [`Store::records`].
    pub fn kept_summaries(&mut self, name: &str) -> Result<BTreeMap<Uuid, String>, StoreError> {
        self.bring_up()?;
        if self.stale {
            return Ok(BTreeMap::new());
        }
        let mut sql =
            self.mirror.prepare_cached("SELECT owner, body FROM summary WHERE name = ?1").map_err(fault)?;
        let rows = sql
            .query_map([name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
            .map_err(fault)?;
        let mut all = BTreeMap::new();
        for row in rows {
            let (owner, body) = row.map_err(fault)?;
            if let Ok(owner) = Uuid::parse_str(&owner) {
                all.insert(owner, body);
            }
        }
        Ok(all)
    }

    /// Keeps read models until something under their owner changes.
    ///
    /// # Errors
    ///
    /// As [`Store::records`].
    pub fn keep_summaries(&mut self, name: &str, bodies: &[(Uuid, String)]) -> Result<(), StoreError> {
        if self.stale {
            return Ok(());
        }
        let tx = self.mirror.unchecked_transaction().map_err(fault)?;
        for (owner, body) in bodies {
            tx.prepare_cached("INSERT OR REPLACE INTO summary (owner, name, body) VALUES (?1, ?2, ?3)")
                .and_then(|mut sql| sql.execute(params![owner.to_string(), name, body]))
                .map_err(fault)?;
        }
        tx.commit().map_err(fault)
    }

    pub(crate) fn forget_summaries(&self, owner: Uuid) -> Result<(), StoreError> {
        self.mirror
            .prepare_cached("DELETE FROM summary WHERE owner = ?1")
            .and_then(|mut sql| sql.execute([owner.to_string()]))
            .map_err(fault)?;
        Ok(())
    }
}

pub(crate) fn uuid_of(row: &rusqlite::Row<'_>, at: usize) -> Result<Uuid, StoreError> {
    let bytes = row.get_ref(at).map_err(fault)?;
    let bytes = bytes.as_blob().map_err(|_| StoreError::Unreadable("id"))?;
    Uuid::from_slice(bytes).map_err(|_| StoreError::Unreadable("id"))
}
