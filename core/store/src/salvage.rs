//! What to do with a damaged file: set it aside, read what can be read, lose as little as possible.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use opstap_domain::catalogue::{self, Policy};
use opstap_domain::order;
use opstap_sync::client::renumber;
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::{DeviceId, OpUid};
use opstap_sync::op::{Change, Op, Write};
use opstap_sync::record::RecordState;
use opstap_sync::wire::Handle;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use uuid::Uuid;

use crate::error::{File, StoreError};
use crate::key::StoreKey;
use crate::open::Store;
use crate::state::{Identity, State};
use crate::{db, drafts, mirror};

/// Renames a database and its companions to `….damaged-N`, for support to look at.
pub(crate) fn set_aside(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    if !path.exists() {
        return Ok(None);
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("file").to_owned();
    let free =
        (1..10_000).map(|n| path.with_file_name(format!("{name}.damaged-{n}"))).find(|aside| !aside.exists());
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
pub(crate) fn journal(folder: &Path, key: &StoreKey) -> Result<(Connection, u64), StoreError> {
    let path = folder.join("journal.db");
    let aside = set_aside(&path)?;
    let fresh = db::open(&path, key, File::Journal)?;
    // Each by a connection of its own: once one met a damaged page, it may read nothing any more.
    let damaged = || aside.as_deref().and_then(|aside| open_damaged(aside, key));
    if let Some(state) = damaged().and_then(|damaged| State::read(&damaged).ok()) {
        state.write(&fresh)?;
    }
    if let Some(damaged) = damaged() {
        drafts::salvage(&damaged, &fresh);
    }
    let count = damaged().map_or(0, |damaged| copy_operations(&damaged, &fresh));
    Ok((fresh, count))
}

/// A sound journal that the mirror has seen more of: its end was lost, with its log or its file. Gives how
/// many operations are left in it.
pub(crate) fn fell_behind(journal: &Connection, mirror: &Connection) -> Result<Option<u64>, StoreError> {
    let (applied, known): (i64, bool) = mirror
        .query_row("SELECT applied, identity IS NOT NULL FROM state", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .map_err(StoreError::of(File::Mirror))?;
    let sql = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'op'), 0),
                      (SELECT count(*) FROM op), (SELECT identity IS NOT NULL FROM state)";
    let (last, count, paired): (i64, i64, bool) = journal
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .map_err(StoreError::of(File::Journal))?;
    Ok((applied > last || (known && !paired)).then_some(count as u64))
}

/// What a salvaged journal does not know of itself comes from the mirror and from its operations.
pub(crate) fn remember(journal: &Connection, mirror: &Connection) -> Result<(), StoreError> {
    let mut state = State::read(journal)?;
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
    let (n, t): (i64, i64) = journal
        .query_row(
            "SELECT coalesce((SELECT max(n) FROM op WHERE dev = ?1), 0), coalesce(max(t), 0) FROM op",
            [device],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(StoreError::of(File::Journal))?;
    state.memory.n = state.memory.n.max(n as u64);
    state.hlc = state.hlc.max(Hlc(t as u64));
    state.write(journal)
}

/// Whether the key opens the file: whether its first pages can be read by it.
pub(crate) fn opens(path: &Path, key: &StoreKey) -> bool {
    open_damaged(path, key).is_some()
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

/// A record as it was on the screen; `None`: as deleted.
type Shown = (Handle, String, Uuid, Option<RecordState>);

impl Store {
    /// Values that were on the screen and whose operations could not be read are journalled anew, under
    /// the sight of what the server last said.
    pub(crate) fn salvage_overlays(&mut self) -> Result<u64, StoreError> {
        let screen = self.on_screen()?;
        self.rebuild_overlays()?;
        let mut count = 0;
        for (h, kind, id, shown) in screen {
            let Some(scope) = self.access.iter().find(|access| access.h == h).map(|access| access.scope)
            else {
                continue;
            };
            let now = self.view(h, &kind, id)?.map(|(state, _)| state);
            let Some(change) = lost(&kind, now.as_ref(), shown.as_ref()) else { continue };
            let n = self.state.memory.n + 1;
            // Derived from what it says, so that salvaging twice gives the same operation.
            let digest = blake3::hash(format!("salvage/{id}/{}", serde_json::to_string(&change)?).as_bytes());
            let mut uid = [0; 12];
            uid.copy_from_slice(&digest.as_bytes()[..12]);
            let t = self.state.hlc.tick(0);
            self.state.hlc = t;
            let knew = self.knew(h, id)?;
            self.journal_again(&Op { n, uid: OpUid(uid), tx: n, scope, id, kind, t, knew, change }, 0)?;
            count += 1;
        }
        self.rebuild_overlays()?;
        Ok(count)
    }

    /// Every record that was shown otherwise than the server has it; `None`: as deleted.
    fn on_screen(&self) -> Result<Vec<Shown>, StoreError> {
        let fault = StoreError::of(File::Mirror);
        let mut sql = self.mirror.prepare("SELECT h, kind, id FROM overlay").map_err(&fault)?;
        let mut rows = sql.query([]).map_err(&fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(&fault)? {
            let h: Handle = row.get(0).map_err(&fault)?;
            let kind = self.kinds.name(row.get(1).map_err(&fault)?).to_owned();
            let id = crate::view::uuid_of(row, 2)?;
            if let Some(shown) = mirror::overlay(&self.mirror, &self.kinds, h, &kind, id)? {
                all.push((h, kind, id, shown));
            }
        }
        Ok(all)
    }

    /// Operations that wait under an identity of which nothing else is left get numbers of the present one.
    /// To be called after pairing; it does nothing where the identity was known.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub fn adopt_orphans(&mut self) -> Result<usize, StoreError> {
        let fault = StoreError::of(File::Journal);
        let Some(device) = self.state.memory.device else { return Ok(0) };
        let mut sql = self
            .journal
            .prepare("SELECT uid, dev FROM op WHERE state = 'pending' OR dev = ?1 ORDER BY ord")
            .map_err(&fault)?;
        let rows: Vec<(String, String)> = sql
            .query_map([device.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .map_err(&fault)?;
        drop(sql);
        let Some((_, old)) = rows.first() else { return Ok(0) };
        let Ok(old) = old.parse::<DeviceId>() else { return Ok(0) };
        if rows.iter().any(|(_, dev)| *dev == device.to_string()) {
            return Ok(0);
        }
        let waiting: BTreeSet<&str> = order::gather(rows.iter().map(|(uid, _)| uid.as_str()));
        let mut ops = self.journalled()?;
        ops.retain(|op| waiting.contains(op.uid.to_string().as_str()));
        let tx = self.journal.unchecked_transaction().map_err(&fault)?;
        let renumbered = renumber(old, device, &ops);
        for op in &renumbered {
            let change = serde_json::to_string(&op.change)?;
            let uid = op.uid.to_string();
            tx.prepare_cached(
                "UPDATE op SET dev = ?2, n = ?3, tx = ?4, kind = ?5, change = ?6 WHERE uid = ?1",
            )
            .and_then(|mut sql| {
                sql.execute(params![uid, device.to_string(), op.n as i64, op.tx as i64, op.kind, change])
            })
            .map_err(&fault)?;
        }
        self.state.memory.n = renumbered.len() as u64;
        self.state.write(&tx)?;
        tx.commit().map_err(&fault)?;
        Ok(renumbered.len())
    }
}

/// The change that brings what is there `now` to what was `shown`; nothing when it is that already.
fn lost(kind: &str, now: Option<&RecordState>, shown: Option<&RecordState>) -> Option<Change> {
    match (now, shown) {
        (None, None) => None,
        (Some(now), None) => Some(Change::Del(now.sight())),
        (None, Some(shown)) => Some(Change::New(order::gather(
            shown.units.iter().map(|(name, unit)| (name.clone(), unit.v.clone())),
        ))),
        (Some(now), Some(shown)) => {
            let differing = shown.units.iter().filter_map(|(name, unit)| {
                let known = now.units.get(name);
                if known.is_some_and(|known| known.v == unit.v) {
                    return None;
                }
                let was = match catalogue::policy(kind, name) {
                    Policy::Set => known.map(|known| known.v.clone()),
                    _ => None,
                };
                Some((name.clone(), Write { v: unit.v.clone(), saw: known.map(|known| known.d), was }))
            });
            let writes: BTreeMap<String, Write> = order::gather(differing);
            (!writes.is_empty()).then_some(Change::Set(writes))
        }
    }
}
