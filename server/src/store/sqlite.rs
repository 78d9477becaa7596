//! The SQLite file: opening, keys, migrations, transactions.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};
use zeroize::Zeroizing;

use super::{Steps, StoreError, Stored};

/// Every change of the layout, in order. `user_version` counts how many a file has had.
const MIGRATIONS: &[&str] = &[
    include_str!("0001_first.sql"),
    include_str!("0002_protocol.sql"),
    include_str!("0003_nudges.sql"),
    include_str!("0004_blobs.sql"),
    include_str!("0005_floors.sql"),
    include_str!("0006_access.sql"),
    include_str!("0007_calendar.sql"),
    include_str!("0008_delivery.sql"),
    include_str!("0009_audit.sql"),
    include_str!("0010_webhooks.sql"),
    include_str!("0012_once.sql"),
    include_str!("0013_agendas.sql"),
    include_str!("0014_own.sql"),
    include_str!("0015_away.sql"),
    include_str!("0016_news.sql"),
    include_str!("0017_events.sql"),
    include_str!("0018_moments.sql"),
    include_str!("0019_clients.sql"),
    include_str!("0020_teams.sql"),
];

/// How long a writer waits for another process, such as a subcommand beside the running server.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// A [`ScopeStore`](super::ScopeStore) in one SQLCipher file, or in memory.
#[derive(Debug)]
pub struct Sqlite {
    pub(super) db: Connection,
    /// A lock on the folder, held as long as the file is open.
    _held: Option<std::fs::File>,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            DatabaseBusy, DatabaseLocked, DiskFull, OutOfMemory, ReadOnly, SystemIoFailure,
        };
        match error.sqlite_error_code() {
            Some(DiskFull | DatabaseBusy | DatabaseLocked | SystemIoFailure | ReadOnly | OutOfMemory) => {
                Self::Busy
            }
            // The code alone: a message could quote a value.
            Some(code) => Self::Broken(format!("SQLite {code:?}")),
            None => Self::Broken(match error {
                rusqlite::Error::FromSqlConversionFailure(..) => "a damaged row".to_owned(),
                rusqlite::Error::QueryReturnedNoRows => "a missing row".to_owned(),
                _ => "a query that does not fit".to_owned(),
            }),
        }
    }
}

/// SQLite counts as started before SQLCipher's part of the start is through: a second thread that opens its
/// first file in that moment would find no cipher. So the first opening of a process waits for itself.
fn begin() {
    static BEGUN: std::sync::Once = std::sync::Once::new();
    BEGUN.call_once(|| drop(Connection::open_in_memory()));
}

/// A connection to an encrypted file, made if need be, with its key.
pub(super) fn unlocked(path: &Path, key: &[u8; 32], patience: Duration, mode: &str) -> Stored<Connection> {
    begin();
    let db = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    unlock(&db, key)?;
    db.busy_timeout(patience)?;
    db.execute_batch(mode)?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    Ok(db)
}

fn unlock(db: &Connection, key: &[u8; 32]) -> Stored<()> {
    let hex = Zeroizing::new(key.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")));
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", hex.as_str()));
    // A wrong key is an error that we return, not a line on somebody's screen.
    db.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    Ok(db.execute_batch(&pragma)?)
}

impl Sqlite {
    /// Opens, and if need be makes, an encrypted file.
    pub fn open(path: &Path, key: &[u8; 32]) -> Stored<Self> {
        Self::ready(unlocked(path, key, PATIENCE, "")?)
    }

    /// How far the layout of a file is, and whether everything went elsewhere. Nothing is changed: not the file, and no
    /// log is made beside it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the key does not open it.
    pub(crate) fn look(path: &Path, key: &[u8; 32]) -> Stored<(Steps, bool)> {
        begin();
        let path = path.to_str().ok_or_else(|| StoreError::broken("its folder has no name in Unicode"))?;
        let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(
            format!("file:{path}?immutable=1"),
            flags | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        unlock(&db, key)?;
        let had: usize = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let steps = Steps::of(had, MIGRATIONS.len())?;
        let moved = had > 0
            && db.query_row("SELECT count(*) FROM meta WHERE name = 'moved'", [], |row| {
                row.get::<_, i64>(0)
            })? > 0;
        Ok((steps, moved))
    }

    /// Holds a lock for as long as the file is open.
    #[must_use]
    pub fn holding(self, lock: std::fs::File) -> Self {
        Self { _held: Some(lock), ..self }
    }

    /// Opens a file that nobody else has open, nor can open as long as this lasts.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] when somebody has.
    pub fn open_alone(path: &Path, key: &[u8; 32]) -> Stored<Self> {
        // Before anything is read: each connection to a file holds a lock on it as long as it lasts.
        let alone = unlocked(path, key, Duration::ZERO, "PRAGMA locking_mode = EXCLUSIVE;")?;
        alone.execute_batch("BEGIN EXCLUSIVE; COMMIT;")?;
        Self::ready(alone)
    }

    /// A store in memory, for simulations and tests.
    pub fn in_memory() -> Stored<Self> {
        begin();
        Self::ready(Connection::open_in_memory()?)
    }

    /// A store in memory with what [`Sqlite::bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Stored<Self> {
        let mut db = Connection::open_in_memory()?;
        db.deserialize_read_exact("main", bytes, bytes.len(), false)?;
        Self::ready(db)
    }

    /// The whole of a store in memory.
    pub fn bytes(&mut self) -> Stored<Vec<u8>> {
        Ok(self.db.serialize("main")?.to_vec())
    }

    fn ready(db: Connection) -> Stored<Self> {
        // 16 MB of pages: a commit of many rounds is encrypted once, and not each time that it outgrows the usual 2 MB.
        db.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; \
             PRAGMA cache_size = -16000;",
        )?;
        db.set_prepared_statement_cache_capacity(64);
        let had: usize = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if had > MIGRATIONS.len() {
            return Err(StoreError::broken("the file belongs to a newer server"));
        }
        if had < MIGRATIONS.len() {
            migrate(&db)?;
        }
        Ok(Self { db, _held: None })
    }

    /// Moves the write-ahead log into the file, before a calm end.
    pub fn checkpoint(&self) -> Stored<()> {
        Ok(self.db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?)
    }

    /// Whether the file is sound, by SQLite's own check.
    pub fn is_sound(&self) -> Stored<bool> {
        let said: String = self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok(said == "ok")
    }

    /// Pretends that the disk ends here.
    #[cfg(test)]
    pub(crate) fn end_disk(&self, more_pages: u32) {
        let pages: u32 = self.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap_or(1);
        let _ = self.db.query_row(&format!("PRAGMA max_page_count = {}", pages + more_pages), [], |_| Ok(()));
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Stored<Option<T>> {
        Ok(self.db.prepare_cached(sql)?.query_row(values, read).optional()?)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Stored<Vec<T>> {
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map(values, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn run(&self, sql: &str, values: impl rusqlite::Params) -> Stored<usize> {
        Ok(self.db.prepare_cached(sql)?.execute(values)?)
    }
}

/// Two processes may start at once: the version is read again under the lock.
fn migrate(db: &Connection) -> Stored<()> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    let had: usize = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (at, sql) in MIGRATIONS.iter().enumerate().skip(had) {
        db.execute_batch(sql)?;
        db.execute_batch(&format!("PRAGMA user_version = {}", at + 1))?;
    }
    db.execute("INSERT OR IGNORE INTO meta (name, value) VALUES ('server_n', '0')", params![])?;
    Ok(db.execute_batch("COMMIT")?)
}

/// What a text column should be.
pub(super) fn parsed<T: std::str::FromStr>(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    text.parse().map_err(|_| damaged(at))
}

pub(super) fn damaged(at: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, "damaged".into())
}
