//! Everything the server keeps, read from a copy of its database.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use opstap_domain::ids::ScopeId;
use opstap_sync::conflict::Conflict;
use opstap_sync::ident::OpUid;
use opstap_sync::record::RecordState;
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use super::Run;
use super::ghost::{Token, tokens, tokens_in};
use super::world::{World, finding};

/// One value that was ever written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) rec: Uuid,
    pub(super) unit: String,
    pub(super) v: Value,
}

/// What the server keeps.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) records: BTreeMap<(ScopeId, Uuid), RecordState>,
    pub(super) heads: BTreeMap<ScopeId, u64>,
    pub(super) applied: BTreeSet<OpUid>,
    pub(super) held: BTreeSet<OpUid>,
    pub(super) history: Vec<Written>,
}

fn column<T: FromStr>(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    text.parse().map_err(|_| rusqlite::Error::InvalidColumnIndex(at))
}

fn json(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Value> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text).map_err(|_| rusqlite::Error::InvalidColumnIndex(at))
}

fn read(db: &Connection) -> rusqlite::Result<Kept> {
    let mut kept = Kept::default();
    let mut sql = db.prepare("SELECT scope, id, kind, s, deleted, units, erased FROM rec")?;
    let rows = sql.query_map([], |row| {
        let units =
            serde_json::from_value(json(row, 5)?).map_err(|_| rusqlite::Error::InvalidColumnIndex(5))?;
        let (kind, deleted, s) = (row.get(2)?, row.get(4)?, row.get::<_, i64>(3)? as u64);
        let record = RecordState { kind, units, deleted, erased: row.get(6)?, s };
        Ok(((column(row, 0)?, column(row, 1)?), record))
    })?;
    kept.records = rows.collect::<Result<_, _>>()?;
    let mut sql = db.prepare("SELECT id, head FROM scope")?;
    let rows = sql.query_map([], |row| Ok((column(row, 0)?, row.get::<_, i64>(1)? as u64)))?;
    kept.heads = rows.collect::<Result<_, _>>()?;
    kept.applied =
        db.prepare("SELECT uid FROM op")?.query_map([], |row| column(row, 0))?.collect::<Result<_, _>>()?;
    kept.held =
        db.prepare("SELECT uid FROM held")?.query_map([], |row| column(row, 0))?.collect::<Result<_, _>>()?;
    let mut sql = db.prepare("SELECT rec, unit, v FROM history")?;
    let rows =
        sql.query_map([], |row| Ok(Written { rec: column(row, 0)?, unit: row.get(1)?, v: json(row, 2)? }))?;
    kept.history = rows.collect::<Result<_, _>>()?;
    Ok(kept)
}

impl Kept {
    /// Reads a world's server.
    pub(super) fn of(world: &mut World) -> Run<Self> {
        let bytes = world.server.store().bytes().map_err(finding)?;
        let mut db = Connection::open_in_memory().map_err(finding)?;
        db.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).map_err(finding)?;
        let mut kept = read(&db).map_err(|error| format!("the server's database does not read: {error}"))?;
        let named = |uid: &OpUid| world.renamed.get(uid).copied().unwrap_or(*uid);
        kept.applied = kept.applied.iter().map(named).collect();
        kept.held = kept.held.iter().map(named).collect();
        Ok(kept)
    }

    /// Records that are not deleted.
    pub(super) fn live(&self) -> impl Iterator<Item = (&(ScopeId, Uuid), &RecordState)> {
        self.records.iter().filter(|(_, record)| !record.deleted)
    }

    /// Conflicts.
    pub(super) fn conflicts(&self) -> impl Iterator<Item = (ScopeId, Conflict)> {
        self.live().filter_map(|((scope, _), record)| Some((*scope, Conflict::from_record(record)?)))
    }

    /// Tokens that are shown, and tokens that a conflict keeps.
    pub(super) fn shown(&self) -> BTreeSet<Token> {
        let mut all = BTreeSet::new();
        for (_, record) in self.live() {
            all.extend(tokens_in(&record.values()));
        }
        for (_, conflict) in self.conflicts() {
            for reading in [&conflict.shown, &conflict.other] {
                if conflict.about.unit.is_empty() {
                    all.extend(tokens_in(&reading.v));
                } else {
                    all.extend(tokens(&conflict.about.unit, &reading.v));
                }
            }
        }
        all
    }
}
