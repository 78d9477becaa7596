//! Copies of the SQLite file: whole and consistent, page by page while others write, and back again.

use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use opstap_sync::ident::DeviceId;
use rusqlite::Connection;

use super::sqlite::{PATIENCE, Sqlite, unlocked};
use super::{StoreError, Stored};
use crate::backup::StillPages;

/// How often it is tried to find the log empty, between two rounds of a server.
const TRIES: u32 = 50;

/// The file as it lies on the disk. A process that closes a file lets go of every lock that SQLite has on it in the same
/// process, so it stays open until the process ends: one for each database.
#[cfg(unix)]
fn raw(path: &Path) -> std::io::Result<Arc<File>> {
    use std::collections::BTreeMap;
    use std::os::unix::fs::MetadataExt as _;
    use std::sync::{Mutex, PoisonError};
    /// By device and number: a name may be another file's tomorrow.
    static OPEN: Mutex<BTreeMap<(u64, u64), Arc<File>>> = Mutex::new(BTreeMap::new());
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let meta = std::fs::metadata(path)?;
    if let Some(file) = open.get(&(meta.dev(), meta.ino())) {
        return Ok(Arc::clone(file));
    }
    let file = Arc::new(File::open(path)?);
    open.insert((meta.dev(), meta.ino()), Arc::clone(&file));
    Ok(file)
}

/// Elsewhere no lock is lost by closing.
#[cfg(not(unix))]
fn raw(path: &Path) -> std::io::Result<Arc<File>> {
    File::open(path).map(Arc::new)
}

fn log_beside(path: &Path) -> OsString {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log
}

/// The file of a store, which stands still: whoever writes meanwhile writes into the log beside it.
#[derive(Debug)]
pub(crate) struct StillFile {
    raw: Arc<File>,
    page_size: u32,
    pages: u32,
    /// A reader of the file alone. As long as it reads, nothing moves from the log into the file.
    _reader: Connection,
}

impl StillFile {
    /// Stops the file of a store, while others write, and gives each device's number as of that moment.
    ///
    /// The log is emptied into the file. While nobody can write, a reader begins; it needs no log, so SQLite leaves the
    /// file alone until that reader ends. Then others write again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] when somebody reads the log for too long: try later.
    pub(crate) fn stop(path: &Path, key: &[u8; 32]) -> Stored<(Self, Vec<(DeviceId, u64)>)> {
        let gate = unlocked(path, key, PATIENCE, "")?;
        let reader = unlocked(path, key, PATIENCE, "")?;
        for _ in 0..TRIES {
            gate.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); BEGIN IMMEDIATE;")?;
            if std::fs::metadata(log_beside(path)).is_ok_and(|log| log.len() == 0) {
                reader.execute_batch("BEGIN;")?;
                let marks = watermarks(&reader)?;
                let pages: u32 = reader.pragma_query_value(None, "page_count", |row| row.get(0))?;
                gate.execute_batch("ROLLBACK;")?;
                let raw = raw(path).map_err(|_| StoreError::Busy)?;
                // SQLCipher does not say the size of its pages as a number.
                let bytes = raw.metadata().map_err(|_| StoreError::Busy)?.len();
                let page_size = bytes.checked_div(u64::from(pages)).unwrap_or(0) as u32;
                if page_size == 0 || u64::from(page_size) * u64::from(pages) != bytes {
                    return Err(StoreError::broken("a file that is not made of pages"));
                }
                return Ok((Self { raw, page_size, pages, _reader: reader }, marks));
            }
            gate.execute_batch("ROLLBACK;")?;
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(StoreError::Busy)
    }
}

impl StillPages for StillFile {
    fn page_size(&self) -> u32 {
        self.page_size
    }

    fn pages(&self) -> u32 {
        self.pages
    }

    fn read(&mut self, page: u32, into: &mut [u8]) -> std::io::Result<()> {
        let place = u64::from(page - 1) * u64::from(self.page_size);
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_exact_at(&*self.raw, into, place);
        #[cfg(not(unix))]
        {
            use std::io::{Read as _, Seek as _, SeekFrom};
            let mut raw: &File = &self.raw;
            raw.seek(SeekFrom::Start(place))?;
            raw.read_exact(into)
        }
    }
}

fn watermarks(db: &Connection) -> Stored<Vec<(DeviceId, u64)>> {
    let mut query = db.prepare("SELECT id, last_n FROM device ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((DeviceId::new(row.get::<_, i64>(0)? as u64), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Sqlite {
    /// Copies the store, consistently and while others write, into a new file under the same key. The copy
    /// says of itself that it is one, so that a server started on it knows that it was restored.
    ///
    /// Gives each device's number as of the copy.
    pub fn copy_to(&self, path: &Path, key: &[u8; 32]) -> Stored<Vec<(DeviceId, u64)>> {
        let mut copy = Self::open(path, key)?;
        {
            let backup = rusqlite::backup::Backup::new(&self.db, &mut copy.db)?;
            loop {
                match backup.step(1024)? {
                    rusqlite::backup::StepResult::Done => break,
                    rusqlite::backup::StepResult::More => {}
                    _ => std::thread::sleep(Duration::from_millis(20)),
                }
            }
        }
        copy.say_it_is_a_copy()
    }

    /// Opens a copy that was put together and reads all of it, for it to take the place of a lost file. It then says
    /// of itself that it is a copy.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a page is not what the key sealed, or the tables are not sound.
    pub(crate) fn ready_to_serve(path: &Path, key: &[u8; 32]) -> Stored<Vec<(DeviceId, u64)>> {
        let copy = Self::open(path, key)?;
        let damaged: bool = copy.db.prepare("PRAGMA cipher_integrity_check")?.exists([])?;
        if damaged || !copy.is_sound()? {
            return Err(StoreError::broken("the copy is not sound"));
        }
        copy.say_it_is_a_copy()
    }

    /// Closes it as one file, without a log.
    fn say_it_is_a_copy(self) -> Stored<Vec<(DeviceId, u64)>> {
        self.db.execute("UPDATE meta SET value = '0' WHERE name = 'incarnation'", [])?;
        let marks = self.watermarks()?;
        self.db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
        Ok(marks)
    }

    /// Each device's number.
    pub fn watermarks(&self) -> Stored<Vec<(DeviceId, u64)>> {
        watermarks(&self.db)
    }
}
