//! Backups of a folder's database, and a backup put in the place of what is there.

use std::fs::{self, TryLockError};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{DataDir, DataError, LOCK, RESTORING, make_private, new_private_file, write_private};
use crate::backup::{BackupError, Chain, Point, durable};
use crate::engine::Engine;
use crate::ledger::Ledger;
use crate::store::{ScopeStore as _, Sqlite, StillFile, StoreError};

/// The file and what SQLite keeps beside it.
const FILES: [&str; 4] = ["opstap.db", "opstap.db-wal", "opstap.db-shm", "opstap.db-journal"];

/// What came of a restore.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Restored {
    /// Which point of a folder; `None` for a file that is a backup by itself.
    pub point: Option<Point>,
    /// Devices that the backup knows.
    pub devices: usize,
    /// Where the files are that were there before, if there were any.
    pub replaced: Option<PathBuf>,
}

fn file(path: &Path) -> impl FnOnce(std::io::Error) -> DataError + '_ {
    |error| DataError::File(path.to_owned(), error)
}

impl DataDir {
    /// Copies the database into a new file that can be put in its place, while a server runs on it. The file has its
    /// name when it is whole and durable; only then devices are told that they are covered. Gives how many those are.
    ///
    /// # Errors
    ///
    /// [`DataError`]: there is no copy, and nobody was told of one.
    pub fn back_up_to(&self, engine: &mut Engine, to: &Path) -> Result<usize, DataError> {
        let unfinished = unfinished(to);
        remove(&unfinished)?;
        new_private_file(&unfinished)?;
        let key = self.key()?;
        let copied = engine.store().copy_to(&unfinished, &key).map_err(DataError::from).and_then(|marks| {
            fs::File::open(&unfinished).and_then(|copy| copy.sync_all()).map_err(file(&unfinished))?;
            // Never over what is there: a link is refused where a rename would replace.
            fs::hard_link(&unfinished, to).map_err(file(to))?;
            durable(folder_of(to)).map_err(file(to))?;
            Ok(marks)
        });
        // Half a backup looks like one.
        let _ = remove(&unfinished);
        let marks = copied?;
        engine.keep(|engine| engine.store().set_backed(&marks))?;
        Ok(marks.len())
    }

    /// Adds a point to a folder of backups, while a server runs: what changed since the last one, or everything. Only
    /// when it is durable, devices are told that they are covered. Gives the point, and how many devices those are.
    ///
    /// # Errors
    ///
    /// [`DataError`]: no point was added, and nobody was told of one.
    pub fn back_up_into(
        &self,
        engine: &mut Engine,
        folder: &Path,
        full: bool,
        now_ms: i64,
    ) -> Result<(Point, usize), DataError> {
        make_private(folder)?;
        let key = self.key()?;
        let chain = Chain::open(folder, &key)?;
        // First: an erasure that this point does not know must not be missing beside it.
        engine.copy_ledger_to(&chain.erased())?;
        let (mut still, marks) = StillFile::stop(&self.database(), &key)?;
        let point = chain.add(&mut still, full, now_ms)?;
        drop(still);
        engine.keep(|engine| engine.store().set_backed(&marks))?;
        Ok((point, marks.len()))
    }

    /// Puts a backup in the place of the database: a point of a folder (the newest, if none is named), or a file that
    /// is a backup by itself. The backup is put together beside it and read to its last page before anything is
    /// replaced; what was there is kept in a folder of its own. The next start has a new epoch, and devices offer again
    /// what they have.
    ///
    /// With `rehearse`, everything is done and compared, and nothing is replaced.
    ///
    /// # Errors
    ///
    /// [`DataError`]: as long as the error is not about the last renames, the database is as it was. Broken off in those,
    /// nothing opens the folder until the restore is done again.
    pub fn restore(&self, from: &Path, point: Option<u64>, rehearse: bool) -> Result<Restored, DataError> {
        let lock = self.lock()?;
        if !rehearse {
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(DataError::InUse(self.database())),
                Err(TryLockError::Error(error)) => return Err(DataError::File(self.dir.join(LOCK), error)),
            }
        }
        let key = self.key_that_is_there()?;
        if !rehearse {
            self.nobody_has_it_open(&key)?;
        }
        let fresh = self.dir.join(if rehearse { "rehearsed.db" } else { "restored.db" });
        remove(&fresh)?;
        let done = self.put_together(&key, from, point, &fresh).and_then(|(point, devices)| {
            let replaced = if rehearse { None } else { self.put_in_place(&fresh)? };
            Ok(Restored { point, devices, replaced })
        });
        remove(&fresh)?;
        done
    }

    fn put_together(
        &self,
        key: &[u8; 32],
        from: &Path,
        point: Option<u64>,
        fresh: &Path,
    ) -> Result<(Option<Point>, usize), DataError> {
        let restored = if from.is_dir() {
            let chain = Chain::open(from, key)?;
            let restored = chain.assemble(point, fresh)?;
            // The newest ledger, also for an old point: what was erased since must not come back with it.
            let mut ledger = Ledger::open(&self.dir.join("erased"))?;
            ledger.take_over(&Ledger::open(&chain.erased())?)?;
            Some(restored)
        } else {
            if point.is_some() {
                return Err(BackupError::NoPoint(from.to_owned()).into());
            }
            new_private_file(fresh)?;
            fs::copy(from, fresh).map_err(file(from))?;
            None
        };
        let devices = Sqlite::ready_to_serve(fresh, key)?.len();
        fs::File::open(fresh).and_then(|copy| copy.sync_all()).map_err(file(fresh))?;
        Ok((restored, devices))
    }

    /// The files that are there go to a folder of their own, and the fresh one gets their name.
    fn put_in_place(&self, fresh: &Path) -> Result<Option<PathBuf>, DataError> {
        let marker = self.dir.join(RESTORING);
        write_private(&marker, &[], false).map_err(file(&marker))?;
        durable(&self.dir).map_err(file(&self.dir))?;
        let there: Vec<&str> = FILES.into_iter().filter(|name| self.dir.join(name).exists()).collect();
        let replaced = if there.is_empty() { None } else { Some(self.aside()?) };
        for name in there {
            let (from, aside) = (self.dir.join(name), replaced.as_ref().map(|aside| aside.join(name)));
            aside.map_or(Ok(()), |aside| fs::rename(&from, aside)).map_err(file(&from))?;
        }
        fs::rename(fresh, self.database()).map_err(file(fresh))?;
        durable(&self.dir).map_err(file(&self.dir))?;
        fs::remove_file(&marker).map_err(file(&marker))?;
        durable(&self.dir).map_err(file(&self.dir))?;
        Ok(replaced)
    }

    /// A new folder for what is replaced.
    fn aside(&self) -> Result<PathBuf, DataError> {
        let free = (1_u32..).map(|number| self.dir.join(format!("replaced-{number}")));
        let aside = free.into_iter().find(|aside| !aside.exists());
        let aside = aside.unwrap_or_else(|| self.dir.join("replaced"));
        make_private(&aside)?;
        Ok(aside)
    }

    /// Never makes one: a new key opens no backup.
    fn key_that_is_there(&self) -> Result<Zeroizing<[u8; 32]>, DataError> {
        let path = self.secret("db.key");
        if path.exists() { super::secret(&path) } else { Err(DataError::Lost(path)) }
    }

    /// Asks SQLite as well, for whoever has the file open without our lock. Whatever else is wrong with a file that is
    /// replaced is no reason against replacing it.
    fn nobody_has_it_open(&self, key: &[u8; 32]) -> Result<(), DataError> {
        let path = self.database();
        if !path.exists() {
            return Ok(());
        }
        match Sqlite::open_alone(&path, key) {
            Err(StoreError::Busy) => Err(DataError::InUse(path)),
            _ => Ok(()),
        }
    }
}

/// The name of a backup while it is none yet.
pub(crate) fn unfinished(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

fn remove(path: &Path) -> Result<(), DataError> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut path = path.as_os_str().to_owned();
        path.push(end);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(DataError::File(path.into(), error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests;
