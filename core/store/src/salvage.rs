//! What to do with a damaged file: set it aside, read what can be read, lose as little as possible.

use std::fs;
use std::path::{Path, PathBuf};

use opstap_sync::hlc::Hlc;
use opstap_sync::ident::OpUid;
use opstap_sync::op::{Change, Op, Write};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::db;
use crate::error::{File, StoreError};
use crate::key::StoreKey;
use crate::open::Store;
use crate::state::{Identity, State};

/// Renames a database and its companions to `….damaged-N`, for support to look at.
pub(crate) fn set_aside(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    if !path.exists() {
        return Ok(None);
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("file").to_owned();
    let free =
        (1..).map(|n| path.with_file_name(format!("{name}.damaged-{n}"))).find(|aside| !aside.exists());
    let Some(aside) = free else { return Ok(None) };
    let companion = |of: &Path, end: &str| PathBuf::from(format!("{}{end}", of.display()));
    for end in ["-wal", "-shm"] {
        if companion(path, end).exists() {
            fs::rename(companion(path, end), companion(&aside, end))?;
        }
    }
    fs::rename(path, &aside)?;
    Ok(Some(aside))
}

/// Sets a damaged journal aside, starts a new one and copies every operation that can still be read.
pub(crate) fn journal(
    folder: &Path,
    key: &StoreKey,
    mirror: &Connection,
) -> Result<(Connection, u64), StoreError> {
    let path = folder.join("journal.db");
    let aside = set_aside(&path)?;
    let fresh = db::open(&path, key, File::Journal)?;
    let damaged = aside.and_then(|aside| open_damaged(&aside, key));
    let count = damaged.as_ref().map_or(0, |damaged| copy_operations(damaged, &fresh));
    let mut state = damaged.as_ref().and_then(|damaged| State::read(damaged).ok()).unwrap_or_default();
    if state.identity.is_none() {
        let copy: Option<Option<String>> = mirror
            .query_row("SELECT identity FROM state", [], |row| row.get(0))
            .optional()
            .unwrap_or_default();
        state.identity = copy.flatten().and_then(|text| serde_json::from_str::<Identity>(&text).ok());
        state.memory.device = state.identity.as_ref().map(|identity| identity.device);
        state.memory.epoch =
            mirror.query_row("SELECT epoch FROM state", [], |row| row.get(0)).unwrap_or_default();
    }
    let device = state.memory.device.map(|device| device.to_string()).unwrap_or_default();
    let most: i64 = fresh
        .query_row("SELECT coalesce(max(n), 0) FROM op WHERE dev = ?1", [device], |row| row.get(0))
        .map_err(StoreError::of(File::Journal))?;
    state.memory.n = state.memory.n.max(most as u64);
    state.write(&fresh)?;
    Ok((fresh, count))
}

fn open_damaged(path: &Path, key: &StoreKey) -> Option<Connection> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    db.execute_batch("PRAGMA cipher_log_level = NONE").ok()?;
    db.execute_batch(&key.pragma()).ok()?;
    // Without its schema nothing can be found in it.
    db.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).ok()?;
    Some(db)
}

/// Row by row, past pages that cannot be read.
fn copy_operations(from: &Connection, to: &Connection) -> u64 {
    const COLUMNS: &str =
        "ord, dev, n, uid, tx, scope, rec, kind, t, change, made_at, sent_at, state, seq, why";
    let last: i64 = from
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'op'", [], |row| row.get(0))
        .or_else(|_| from.query_row("SELECT max(ord) FROM op", [], |row| row.get(0)))
        .unwrap_or(100_000);
    let mut count = 0;
    let Ok(mut read) = from.prepare(&format!("SELECT {COLUMNS} FROM op WHERE ord = ?1")) else { return 0 };
    for ord in 1..=last {
        let row = read.query_row([ord], |row| {
            (0..15).map(|at| row.get::<_, rusqlite::types::Value>(at)).collect::<Result<Vec<_>, _>>()
        });
        let Ok(values) = row else { continue };
        let marks = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15";
        let sql = format!("INSERT OR IGNORE INTO op ({COLUMNS}) VALUES ({marks})");
        let copied =
            to.prepare_cached(&sql).and_then(|mut sql| sql.execute(rusqlite::params_from_iter(values)));
        count += copied.map_or(0, |copied| copied as u64);
    }
    count
}

impl Store {
    /// Values that were on the screen and whose operations could not be read are journalled anew, under
    /// the sight of what the server last said.
    pub(crate) fn salvage_overlays(&mut self) -> Result<u64, StoreError> {
        let fault = StoreError::of(File::Mirror);
        let mut sql = self.mirror.prepare("SELECT h, kind, id FROM overlay").map_err(&fault)?;
        let mut found = Vec::new();
        let mut rows = sql.query([]).map_err(&fault)?;
        while let Some(row) = rows.next().map_err(&fault)? {
            let kind: i64 = row.get(1).map_err(&fault)?;
            found.push((
                row.get(0).map_err(&fault)?,
                self.kinds.name(kind).to_owned(),
                crate::view::uuid_of(row, 2)?,
            ));
        }
        drop(rows);
        drop(sql);
        let mut count = 0;
        for (h, kind, id) in found {
            let Some(access) = self.access.iter().find(|access| access.h == h).cloned() else { continue };
            let known: i64 = self
                .journal
                .query_row(
                    "SELECT count(*) FROM op WHERE rec = ?1 AND state <> 'acked'",
                    params![id.to_string()],
                    |row| row.get(0),
                )
                .map_err(StoreError::of(File::Journal))?;
            if known > 0 {
                continue;
            }
            let base = crate::mirror::base(&self.mirror, &self.kinds, h, &kind, id)?;
            let view = crate::mirror::overlay(&self.mirror, &self.kinds, h, &kind, id)?.flatten();
            let Some(view) = view else { continue };
            let change = match &base {
                None => Change::New(
                    view.units.iter().map(|(name, unit)| (name.clone(), unit.v.clone())).collect(),
                ),
                Some(base) => Change::Set(
                    view.units
                        .iter()
                        .filter(|(name, unit)| base.units.get(*name).is_none_or(|known| known.v != unit.v))
                        .map(|(name, unit)| {
                            let saw = base.units.get(name).map(|known| known.d);
                            (name.clone(), Write { v: unit.v.clone(), saw, was: None })
                        })
                        .collect(),
                ),
            };
            let n = self.state.memory.n + 1;
            // Derived from what it says, so that salvaging twice gives the same operation.
            let digest = blake3::hash(format!("salvage/{id}/{}", serde_json::to_string(&change)?).as_bytes());
            let mut uid = [0; 12];
            uid.copy_from_slice(&digest.as_bytes()[..12]);
            let t = self.state.hlc.tick(0).max(Hlc::at(0));
            let op = Op { n, uid: OpUid(uid), tx: n, scope: access.scope, id, kind, t, change };
            self.journal_again(&op, 0)?;
            count += 1;
        }
        self.rebuild_overlays()?;
        Ok(count)
    }
}
