//! Opening a store, and healing what was damaged.

use std::fs::{self, File as OsFile};
use std::path::{Path, PathBuf};
use std::time::Duration;

use opstap_sync::schema::Versions;
use opstap_sync::wire::Handle;
use rusqlite::Connection;

use crate::access::{Access, read_access};
use crate::error::{File, StoreError};
use crate::key::StoreKey;
use crate::mirror::Kinds;
use crate::state::State;
use crate::{db, salvage};

/// What opening found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// There were no files yet.
    pub fresh: bool,
    /// What was damaged and healed. Tell the person about a damaged journal.
    pub damage: Vec<Damage>,
}

/// A file that was damaged, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The mirror was set aside and is fetched again; nothing is lost.
    MirrorSetAside,
    /// The bytes of attached files were set aside. What the server has can be fetched again; what waited is in the file
    /// that was set aside.
    FilesSetAside,
    /// The file of accounts was set aside. What it had can be imported again.
    BankSetAside,
    /// The journal was set aside, or its end was lost; so many operations could be read from it, and so many
    /// were taken from what was on the screen. Later changes, if any, are in the file that was set aside.
    JournalSetAside {
        /// Operations read from the damaged file.
        salvaged: u64,
        /// Records whose last shown values were journalled anew.
        from_screen: u64,
    },
}

/// A device's store. One process at a time; not shared between threads.
#[derive(Debug)]
pub struct Store {
    pub(crate) place: Option<(PathBuf, StoreKey)>,
    pub(crate) journal: Connection,
    pub(crate) mirror: Connection,
    /// Opened when it is first needed.
    pub(crate) blobs: Option<Connection>,
    /// What came and went on accounts; opened when it is first needed.
    pub(crate) bank: Option<Connection>,
    pub(crate) state: State,
    /// The versions of the record catalogue that this app knows.
    pub(crate) versions: Versions,
    pub(crate) kinds: Kinds,
    pub(crate) access: Vec<Access>,
    pub(crate) generation: i64,
    /// The mirror lags behind the journal and is brought up before the next reading.
    pub(crate) stale: bool,
    /// Something was erased, and logs still have it.
    pub(crate) unscrubbed: bool,
    /// While the mirror has no room: what the person sees of records with waiting operations.
    pub(crate) unlaid: crate::overlays::Unlaid,
    /// Handles and cursors as the server last saw them.
    pub(crate) checkpoint: Option<(String, std::collections::BTreeMap<Handle, u64>)>,
    /// A comparison with the server that goes on.
    pub(crate) repair: Option<crate::repair::Repair>,
    /// The handle that the last request of a day asked about.
    pub(crate) compared_last: Option<Handle>,
    /// Nothing of a closed scope is in the journal, as far as the last answer about grants or edits says.
    pub(crate) closed_gone: bool,
    /// The clock at the last request that compared.
    pub(crate) asked_at: i64,
    /// The latest moment that the journal knows, for leases.
    pub(crate) lease_written: i64,
    lock: Option<OsFile>,
}

impl Store {
    /// Opens, or makes, the store in `folder`.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongKey`], with the files untouched; [`StoreError::Busy`] when another process has it
    /// for more than five seconds; [`StoreError::TooNew`]; [`StoreError::DiskFull`].
    pub fn open(folder: &Path, key: &StoreKey) -> Result<(Self, Opened), StoreError> {
        make_private_folder(folder)?;
        let lock = lock(folder)?;
        let fresh = length(folder, "journal.db") + length(folder, "mirror.db") == 0;
        check_key(folder, key)?;
        let mut opened = Opened { fresh, damage: Vec::new() };
        let mut store = match Self::open_files(folder, key, &mut opened) {
            // A mirror too large to be checked at once: it goes, and what the journal gave so far stays.
            Err(StoreError::DamagedMirror | StoreError::Unreadable(_)) => {
                opened.damage.push(Damage::MirrorSetAside);
                salvage::set_aside(&folder.join("mirror.db"))?;
                Self::open_files(folder, key, &mut opened)?
            }
            other => other?,
        };
        store.lock = Some(lock);
        Ok((store, opened))
    }

    fn open_files(folder: &Path, key: &StoreKey, opened: &mut Opened) -> Result<Self, StoreError> {
        let mirror = match open_checked(&folder.join("mirror.db"), key, File::Mirror) {
            Ok(mirror) => mirror,
            Err(StoreError::DamagedMirror) => {
                opened.damage.push(Damage::MirrorSetAside);
                salvage::set_aside(&folder.join("mirror.db"))?;
                db::open(&folder.join("mirror.db"), key, File::Mirror)?
            }
            Err(other) => return Err(other),
        };
        let (journal, salvaged) = match open_checked(&folder.join("journal.db"), key, File::Journal) {
            Ok(journal) => {
                let behind = salvage::fell_behind(&journal, &mirror)?;
                (journal, behind)
            }
            Err(StoreError::DamagedJournal) => {
                let (journal, count) = salvage::journal(folder, key)?;
                (journal, Some(count))
            }
            Err(other) => return Err(other),
        };
        if salvaged.is_some() {
            salvage::remember(&journal, &mirror)?;
        }
        let mut store = Self::assemble(journal, mirror)?;
        store.place = Some((folder.to_owned(), key.clone()));
        if let Some(salvaged) = salvaged {
            let at = opened.damage.len();
            opened.damage.push(Damage::JournalSetAside { salvaged, from_screen: 0 });
            let from_screen = store.salvage_overlays()?;
            opened.damage[at] = Damage::JournalSetAside { salvaged, from_screen };
        }
        store.settle()?;
        store.empty_logs()?;
        crate::files::look_at_blobs(folder, key, opened)?;
        crate::bank::look_at_bank(folder, key, opened)?;
        Ok(store)
    }

    /// A store in memory, for tests and simulation. Not encrypted, gone with the process.
    ///
    /// # Errors
    ///
    /// When SQLite has no memory.
    pub fn open_in_memory() -> Result<Self, StoreError> {
        Self::over(db::open_in_memory(File::Journal)?, db::open_in_memory(File::Mirror)?)
    }

    /// A store over connections that were opened before: what is left of one whose process died.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn over(journal: Connection, mirror: Connection) -> Result<Self, StoreError> {
        Self::over_as(journal, mirror, Versions::PRESENT)
    }

    /// The same for an app that knows these versions of the catalogue.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn over_as(journal: Connection, mirror: Connection, versions: Versions) -> Result<Self, StoreError> {
        let mut store = Self { versions, ..Self::assemble(journal, mirror)? };
        store.settle()?;
        Ok(store)
    }

    fn assemble(journal: Connection, mirror: Connection) -> Result<Self, StoreError> {
        let state = State::read(&journal)?;
        let kinds = Kinds::read(&mirror)?;
        let access = read_access(&mirror)?;
        Ok(Self {
            place: None,
            journal,
            mirror,
            blobs: None,
            bank: None,
            state,
            versions: Versions::PRESENT,
            kinds,
            access,
            generation: 1,
            stale: false,
            unscrubbed: false,
            unlaid: crate::overlays::Unlaid::new(),
            checkpoint: None,
            repair: None,
            compared_last: None,
            closed_gone: false,
            asked_at: 0,
            lease_written: 0,
            lock: None,
        })
    }

    /// The two connections, as a process leaves them that dies here.
    #[must_use]
    pub fn into_connections(self) -> (Connection, Connection) {
        (self.journal, self.mirror)
    }

    /// A copy of both files in memory, as a backup of the phone would take it.
    ///
    /// # Errors
    ///
    /// When SQLite cannot copy.
    pub fn copy_in_memory(&self) -> Result<(Connection, Connection), StoreError> {
        let copy = |from: &Connection, file| -> Result<Connection, StoreError> {
            let mut to = Connection::open_in_memory().map_err(StoreError::of(file))?;
            rusqlite::backup::Backup::new(from, &mut to)
                .and_then(|backup| backup.run_to_completion(10_000, Duration::ZERO, None))
                .map_err(StoreError::of(file))?;
            Ok(to)
        };
        Ok((copy(&self.journal, File::Journal)?, copy(&self.mirror, File::Mirror)?))
    }

    /// The schema of the two files that this build writes.
    #[must_use]
    pub const fn schema() -> u32 {
        db::SCHEMA
    }

    /// Reads what the mirror says of itself and brings it in line with the journal.
    pub(crate) fn settle(&mut self) -> Result<(), StoreError> {
        let fault = StoreError::of(File::Mirror);
        let (epoch, applied, generation, known, worded): (String, i64, i64, Option<String>, bool) = self
            .mirror
            .query_row("SELECT epoch, applied, gen, identity, worded FROM state", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .map_err(&fault)?;
        self.generation = generation;
        if self.access.is_empty() && self.state.memory.ge != 0 {
            // A new mirror: without this the server would not say again what is open to us.
            self.state.memory.ge = 0;
            self.state.write(&self.journal)?;
        }
        let afresh = epoch != self.state.memory.epoch;
        if afresh {
            self.start_afresh()?;
        }
        let taken_back = !afresh && self.uncover()?;
        let identity = self.state.identity.as_ref().map(serde_json::to_string).transpose()?;
        let last: i64 = self
            .journal
            .query_row("SELECT coalesce(max(ord), 0) FROM op", [], |row| row.get(0))
            .map_err(StoreError::of(File::Journal))?;
        // An identity that changed renumbered what waits, and an answer may have named a write anew that was not read
        // back yet, so that overlays carry other dots.
        let renamed = (identity.is_some() && identity != known) || self.is_read_back_due()?;
        // What waits from before an update of the app says it otherwise now.
        let updated = self.waiting_rows()?.iter().any(|row| row.old);
        if !worded {
            self.word_again()?;
        } else if afresh || taken_back || applied != last || renamed || updated {
            self.rebuild_overlays()?;
        }
        if identity == known { Ok(()) } else { self.copy_identity() }
    }

    /// The mirror keeps a copy of the identity, for a journal that gets damaged.
    fn copy_identity(&self) -> Result<(), StoreError> {
        let Some(identity) = &self.state.identity else { return Ok(()) };
        let text = serde_json::to_string(identity)?;
        self.mirror
            .execute("UPDATE state SET identity = ?1 WHERE identity IS NOT ?1", [text])
            .map_err(StoreError::of(File::Mirror))?;
        Ok(())
    }

    /// Whether every page of the journal can be read; opening again heals one that cannot.
    #[must_use]
    pub fn journal_is_sound(&self) -> bool {
        let verdict = self.journal.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        verdict.is_ok_and(|verdict| verdict == "ok")
    }

    /// Cursors to zero under a new generation: what is there stays readable until it has come again.
    pub(crate) fn start_afresh(&mut self) -> Result<(), StoreError> {
        self.generation += 1;
        let tx = self.mirror.unchecked_transaction().map_err(StoreError::of(File::Mirror))?;
        let epoch = &self.state.memory.epoch;
        // Overlays are made anew after this; whoever dies in between must see that they were not.
        tx.execute(
            "UPDATE state SET epoch = ?1, gen = ?2, applied = -1",
            rusqlite::params![epoch, self.generation],
        )
        .and_then(|_| tx.execute("UPDATE access SET seq = 0, ready = 0", []))
        .map_err(StoreError::of(File::Mirror))?;
        tx.commit().map_err(StoreError::of(File::Mirror))?;
        self.access = read_access(&self.mirror)?;
        self.checkpoint = None;
        Ok(())
    }

    /// Changes the files. If that fails, as on a full disk, the process lives on as one that died here and started
    /// again: from what the files say, and not from what it had noted in memory on the way.
    pub(crate) fn change<T>(
        &mut self,
        run: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = run(self);
        if done.is_err() {
            self.stale = true;
            self.read_again()?;
        }
        done
    }

    /// Forgets what is in memory, and reads it again.
    fn read_again(&mut self) -> Result<(), StoreError> {
        for (db, file) in [(&self.journal, File::Journal), (&self.mirror, File::Mirror)] {
            if !db.is_autocommit() {
                db.execute_batch("ROLLBACK").map_err(StoreError::of(file))?;
            }
        }
        self.checkpoint = None;
        self.state = State::read(&self.journal)?;
        // A number that a kind has in memory alone would be given to another kind next.
        self.kinds = Kinds::default();
        self.kinds = Kinds::read(&self.mirror)?;
        self.access = read_access(&self.mirror)?;
        Ok(())
    }

    /// Brings a mirror that lags behind the journal up to it. While there is no room for that, what waits is
    /// shown from memory: whoever is told that an edit failed would make it again.
    pub(crate) fn bring_up(&mut self) -> Result<(), StoreError> {
        if self.stale {
            self.catch_up()?;
        }
        if self.unscrubbed && !self.stale {
            // What has no room now is tried again the next time.
            self.unscrubbed = self.scrub().is_err();
        }
        Ok(())
    }

    fn catch_up(&mut self) -> Result<(), StoreError> {
        self.read_again()?;
        match self.settle() {
            Ok(()) => {
                self.stale = false;
                self.unlaid.clear();
                Ok(())
            }
            // Cursors of another generation of the server are no ground to go on from.
            Err(StoreError::DiskFull) if self.mirror_epoch()? == self.state.memory.epoch => {
                self.unlaid = self.views_of_waiting()?;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn mirror_epoch(&self) -> Result<String, StoreError> {
        let sql = "SELECT epoch FROM state";
        self.mirror.query_row(sql, [], |row| row.get(0)).map_err(StoreError::of(File::Mirror))
    }

    /// Sets the mirror aside and starts an empty one. The journal is untouched: the next rounds fetch the
    /// rest, and what waits is shown again at once where its grant is known.
    ///
    /// # Errors
    ///
    /// When no new file can be made.
    pub fn rebuild_mirror(&mut self) -> Result<(), StoreError> {
        let Some((folder, key)) = self.place.clone() else { return Err(StoreError::DamagedMirror) };
        self.mirror = db::open_in_memory(File::Mirror)?;
        let path = folder.join("mirror.db");
        salvage::set_aside(&path)?;
        self.mirror = db::open(&path, &key, File::Mirror)?;
        self.kinds = Kinds::read(&self.mirror)?;
        self.access = Vec::new();
        self.state.memory.ge = 0;
        self.state.write(&self.journal)?;
        self.stale = false;
        self.settle()
    }

    /// Removes every file of the store, keys' checks and set-aside ones included.
    ///
    /// # Errors
    ///
    /// When a file cannot be removed.
    pub fn wipe(self) -> Result<(), StoreError> {
        let place = self.place.clone();
        drop(self);
        let Some((folder, _)) = place else { return Ok(()) };
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if ["journal.db", "mirror.db", "blobs.db", "bank.db", "key.check", "lock"]
                .iter()
                .any(|ours| name.starts_with(ours))
            {
                overwrite(&path)?;
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}

/// Zeroes before the file goes, for file systems that write in place. The data is encrypted as well.
fn overwrite(path: &Path) -> Result<(), StoreError> {
    use std::io::Write as _;
    let length = fs::metadata(path)?.len().min(64 * 1024);
    let mut file = fs::OpenOptions::new().write(true).open(path)?;
    file.write_all(&vec![0; length as usize])?;
    file.sync_all()?;
    Ok(())
}

pub(crate) fn open_checked(path: &Path, key: &StoreKey, file: File) -> Result<Connection, StoreError> {
    let db = db::open(path, key, file)?;
    // A small file is checked whole; a large mirror heals when a damaged page is met. Nothing stands behind
    // the journal, so that its limit is one that it never reaches.
    let limit = match file {
        // Waiting photos are nowhere else either, and files of banks are thrown away after the import.
        File::Journal | File::Blobs | File::Bank => 64 * 1024 * 1024,
        File::Mirror => 4 * 1024 * 1024,
    };
    let small = fs::metadata(path).is_ok_and(|meta| meta.len() < limit);
    if small {
        let verdict: String =
            db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(StoreError::of(file))?;
        if verdict != "ok" {
            return Err(match file {
                File::Journal => StoreError::DamagedJournal,
                File::Mirror => StoreError::DamagedMirror,
                File::Blobs => StoreError::DamagedFiles,
                File::Bank => StoreError::DamagedBank,
            });
        }
    }
    Ok(db)
}

fn make_private_folder(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn lock(folder: &Path) -> Result<OsFile, StoreError> {
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
    for _ in 0..100 {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(StoreError::Busy)
}

/// The check tells a wrong key from damaged files. A check that is lost or torn is made again from the files.
fn check_key(folder: &Path, key: &StoreKey) -> Result<(), StoreError> {
    let path = folder.join("key.check");
    if fs::read_to_string(&path).is_ok_and(|known| known.trim() == key.fingerprint()) {
        return Ok(());
    }
    let full: Vec<&str> =
        ["journal.db", "mirror.db"].into_iter().filter(|name| length(folder, name) > 0).collect();
    if full.is_empty() || full.iter().any(|name| salvage::opens(&folder.join(name), key)) {
        return Ok(fs::write(&path, key.fingerprint())?);
    }
    Err(StoreError::WrongKey)
}

fn length(folder: &Path, name: &str) -> u64 {
    fs::metadata(folder.join(name)).map_or(0, |meta| meta.len())
}
