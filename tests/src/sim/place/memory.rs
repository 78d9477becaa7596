//! The server's rows in memory, by SQLite.

use std::str::FromStr;

use opstap_server::engine::{Engine, Noticed};
use opstap_server::store::Sqlite;
use opstap_sync::record::RecordState;
use rusqlite::Connection;
use serde_json::Value;

use super::Place;
use crate::sim::kept::{Kept, Written};
use crate::sim::world::finding;
use crate::sim::{Options, Run};

/// Nothing but memory.
#[derive(Clone, Copy, Debug)]
pub struct Memory;

impl Place for Memory {
    type Store = Sqlite;
    type Backup = Vec<u8>;

    fn found(seed: u64, _: &Options) -> Run<(Self, Engine)> {
        Ok((Self, Engine::open_in_memory(seed).map_err(finding)?))
    }

    fn back_up(&mut self, server: &mut Engine) -> Run<Vec<u8>> {
        server.backup_bytes().map_err(finding)
    }

    fn restore(&mut self, server: &mut Engine, backup: &Vec<u8>, noticed: Noticed) -> Run<()> {
        server.restore_bytes(backup, noticed).map_err(finding)
    }

    fn kept(&mut self, server: &mut Engine) -> Run<Kept> {
        let bytes = server.store().bytes().map_err(finding)?;
        let mut db = Connection::open_in_memory().map_err(finding)?;
        db.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).map_err(finding)?;
        read(&db).map_err(|error| format!("the server's database does not read: {error}"))
    }
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
