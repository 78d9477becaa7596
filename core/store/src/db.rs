//! Opening one SQLCipher file, and its migrations.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::error::{File, StoreError};
use crate::key::StoreKey;

const JOURNAL: &[&str] = &[
    include_str!("sql/journal_0001.sql"),
    include_str!("sql/journal_0002.sql"),
    include_str!("sql/journal_0003.sql"),
    include_str!("sql/journal_0004_since.sql"),
];
const MIRROR: &[&str] = &[
    include_str!("sql/mirror_0001.sql"),
    include_str!("sql/mirror_0002.sql"),
    include_str!("sql/mirror_0003.sql"),
    include_str!("sql/mirror_0004_blobs.sql"),
    include_str!("sql/mirror_0005_floors.sql"),
    include_str!("sql/mirror_0006_words.sql"),
];
/// Where the mirror of an earlier app has an index of full text.
const MIRROR_INDEXED: &str = include_str!("sql/mirror_0006_before.sql");
const BLOBS: &[&str] = &[include_str!("sql/blobs_0001.sql")];
const BANK: &[&str] = &[include_str!("sql/bank_0001.sql")];

/// SQLite's own cache in ordinary times, in KiB.
const CACHE_KIB: i64 = 2_000;
/// And while a first sync pours in: SQLCipher's cost in bulk is mostly pages spilled and read again.
const CACHE_BULK_KIB: i64 = 32_000;

/// SQLite counts as started before SQLCipher's part of the start is through: a second thread that opens its
/// first file in that moment would find no cipher. So the first opening of a process waits for itself.
fn begin() {
    static BEGUN: std::sync::Once = std::sync::Once::new();
    BEGUN.call_once(|| drop(Connection::open_in_memory()));
}

pub(crate) fn open(path: &Path, key: &StoreKey, file: File) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    begin();
    let db = Connection::open_with_flags(path, flags).map_err(StoreError::of(file))?;
    // SQLCipher would write its own complaints to stderr; ours say what to do.
    db.execute_batch("PRAGMA cipher_log_level = NONE").map_err(StoreError::of(file))?;
    db.execute_batch(&key.pragma()).map_err(StoreError::of(file))?;
    prepare(&db, file)?;
    Ok(db)
}

pub(crate) fn open_in_memory(file: File) -> Result<Connection, StoreError> {
    begin();
    let db = Connection::open_in_memory().map_err(StoreError::of(file))?;
    prepare(&db, file)?;
    Ok(db)
}

fn prepare(db: &Connection, file: File) -> Result<(), StoreError> {
    let synchronous = match file {
        File::Journal | File::Blobs | File::Bank => "FULL",
        File::Mirror => "NORMAL",
    };
    // The first statement that reads a page is where a wrong key shows.
    db.execute_batch(&format!(
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous};
         PRAGMA fullfsync = ON; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -{CACHE_KIB};"
    ))
    .map_err(StoreError::of(file))?;
    if matches!(file, File::Blobs | File::Bank) {
        // What goes is gone; these files are written seldom.
        db.execute_batch("PRAGMA secure_delete = ON").map_err(StoreError::of(file))?;
    }
    db.set_prepared_statement_cache_capacity(64);
    migrate(db, file)
}

fn migrate(db: &Connection, file: File) -> Result<(), StoreError> {
    let steps = match file {
        File::Journal => JOURNAL,
        File::Mirror => MIRROR,
        File::Blobs => BLOBS,
        File::Bank => BANK,
    };
    let known = steps.len() as u32;
    let found: u32 =
        db.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(StoreError::of(file))?;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    for (at, step) in steps.iter().enumerate().skip(found as usize) {
        let to = at + 1;
        let indexed = matches!((file, to), (File::Mirror, 6)) && is_indexed(db)?;
        let before = if indexed { MIRROR_INDEXED } else { "" };
        let step =
            ["BEGIN IMMEDIATE; ", before, step, &format!("; PRAGMA user_version = {to}; COMMIT;")].concat();
        db.execute_batch(&step).map_err(|error| {
            // An open transaction would only hide the first error.
            let _ = db.execute_batch("ROLLBACK");
            StoreError::of(file)(error)
        })?;
    }
    Ok(())
}

/// Whether a mirror has the index of full text that earlier apps made.
fn is_indexed(mirror: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'words')";
    mirror.query_row(sql, [], |row| row.get(0)).map_err(StoreError::of(File::Mirror))
}

/// A large cache while many records come in, the small one afterwards.
pub(crate) fn bulk(db: &Connection, on: bool) -> Result<(), StoreError> {
    let kib = if on { CACHE_BULK_KIB } else { CACHE_KIB };
    db.execute_batch(&format!("PRAGMA cache_size = -{kib};")).map_err(StoreError::of(File::Mirror))?;
    if !on {
        db.execute_batch("PRAGMA shrink_memory;").map_err(StoreError::of(File::Mirror))?;
    }
    Ok(())
}

/// Whether each commit of the mirror reaches the disk, which costs a wait, or may be lost with the power.
pub(crate) fn lasting(mirror: &Connection, on: bool) -> Result<(), StoreError> {
    let synchronous = if on { "FULL" } else { "NORMAL" };
    mirror.execute_batch(&format!("PRAGMA synchronous = {synchronous}")).map_err(StoreError::of(File::Mirror))
}

/// The newest schema of journal and mirror: what `build_info` tells.
pub(crate) const SCHEMA: u32 = (JOURNAL.len() * 100 + MIRROR.len()) as u32;
