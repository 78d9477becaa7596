//! The bytes of files on this device: in a third encrypted file, in parts, each there whole or not at all.
//!
//! What waits for the server is nowhere else, and does not go before the server has said that it has it. The file is
//! made with the first bytes: a device without photos has two files as before.

use std::path::Path;

use opstap_domain::ids::ScopeId;
use opstap_sync::blob::{PART_BYTES, ScopeKey, part, parts};
use opstap_sync::wire::Handle;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::error::{File, StoreError};
use crate::journal::journal_fault;
use crate::key::StoreKey;
use crate::mirror::fault as mirror_fault;
use crate::open::{Damage, Opened, Store, open_checked};
use crate::{db, salvage};

/// Where the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// On this device only; so many bytes are at the server already.
    Waiting {
        /// From the beginning, in whole parts.
        upto: u64,
    },
    /// Here and at the server.
    Sent,
    /// On this device only, and the server does not take it.
    Refused,
    /// At the server; so many bytes are here already.
    Wanted {
        /// From the beginning, in whole parts.
        upto: u64,
    },
    /// Fetched.
    Here,
}

/// A file of which this device has bytes, or is to have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Its record.
    pub rec: Uuid,
    /// Where that lives.
    pub scope: ScopeId,
    /// Bytes of the whole.
    pub size: u64,
    /// Where the bytes are.
    pub state: FileState,
    /// What the server calls it, once it said so.
    pub at: Option<String>,
}

const ROW: &str = "SELECT rec, scope, size, state, at, upto FROM file";

fn fault(error: rusqlite::Error) -> StoreError {
    StoreError::of(File::Blobs)(error)
}

fn file_row(row: &Row<'_>) -> Result<FileRow, StoreError> {
    let unreadable = || StoreError::Unreadable("file");
    let number = |at: usize| row.get::<_, i64>(at).map_err(fault).map(|number| number as u64);
    let upto = number(5)?;
    let state = match row.get_ref(3).map_err(fault)?.as_str().map_err(|_| unreadable())? {
        "new" | "waiting" => FileState::Waiting { upto },
        "sent" => FileState::Sent,
        "refused" => FileState::Refused,
        "wanted" => FileState::Wanted { upto },
        _ => FileState::Here,
    };
    let scope: String = row.get(1).map_err(fault)?;
    Ok(FileRow {
        rec: crate::view::uuid_of(row, 0)?,
        scope: scope.parse().map_err(|_| unreadable())?,
        size: number(2)?,
        state,
        at: row.get(4).map_err(fault)?,
    })
}

impl Store {
    /// The key under which files of a scope are hashed. Without one (an older app read the grants), the next round
    /// asks for the grants again.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoAccess`] where there can be no files; [`StoreError::NoKey`]: after the next round.
    pub fn file_key(&mut self, scope: ScopeId) -> Result<ScopeKey, StoreError> {
        let h = self.access_to(scope).ok_or(StoreError::NoAccess)?.h;
        let key: Option<Vec<u8>> = self
            .mirror
            .query_row("SELECT key FROM scope_key WHERE h = ?1", [h], |row| row.get(0))
            .optional()
            .map_err(mirror_fault)?;
        if let Some(key) = key {
            return key.try_into().map(ScopeKey::new).map_err(|_| StoreError::Unreadable("key"));
        }
        self.state.memory.ge = 0;
        self.state.write(&self.journal)?;
        Err(StoreError::NoKey)
    }

    pub(crate) fn take_keys(&self, keys: &[(Handle, ScopeKey)]) -> Result<(), StoreError> {
        for (h, key) in keys {
            self.mirror
                .execute(
                    "INSERT OR REPLACE INTO scope_key (h, key) VALUES (?1, ?2)",
                    params![h, key.bytes().as_slice()],
                )
                .map_err(mirror_fault)?;
        }
        Ok(())
    }

    /// The third file, if there is one.
    fn some_blobs(&mut self) -> Result<Option<&Connection>, StoreError> {
        let there = match &self.place {
            Some((folder, _)) => folder.join("blobs.db").exists(),
            None => false,
        };
        if self.blobs.is_some() || there { self.blobs().map(Some) } else { Ok(None) }
    }

    /// The third file, made if need be. What died between its bytes and its record is settled by the journal.
    fn blobs(&mut self) -> Result<&Connection, StoreError> {
        if self.blobs.is_none() {
            let blobs = match &self.place {
                Some((folder, key)) => db::open(&folder.join("blobs.db"), key, File::Blobs)?,
                None => db::open_in_memory(File::Blobs)?,
            };
            settle(&blobs, &self.journal)?;
            self.blobs = Some(blobs);
        }
        self.blobs.as_ref().ok_or(StoreError::Unreadable("file"))
    }

    /// Keeps the bytes of a file whose record is about to be journalled, and gives their hash. Follow it by
    /// [`Store::file_written`], or by [`Store::forget_file`] when there will be no record.
    ///
    /// # Errors
    ///
    /// [`StoreError::DiskFull`], and as [`Store::file_key`]: nothing was kept.
    pub fn keep_file(&mut self, scope: ScopeId, rec: Uuid, bytes: &[u8]) -> Result<String, StoreError> {
        let mut hasher = self.file_key(scope)?.hasher();
        hasher.add(bytes);
        let tx = self.blobs()?.unchecked_transaction().map_err(fault)?;
        let id = rec.as_bytes().as_slice();
        tx.execute(
            "INSERT INTO file (rec, scope, size, state) VALUES (?1, ?2, ?3, 'new')",
            params![id, scope.to_string(), bytes.len() as i64],
        )
        .map_err(fault)?;
        for (n, piece) in bytes.chunks(PART_BYTES as usize).enumerate() {
            put_part(&tx, rec, n as u64, piece)?;
        }
        tx.commit().map_err(fault)?;
        Ok(hasher.finish())
    }

    /// The journal has the record of a kept file: its bytes wait for the server.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; opening again does it.
    pub fn file_written(&mut self, rec: Uuid) -> Result<(), StoreError> {
        self.set_file(rec, "UPDATE file SET state = 'waiting' WHERE rec = ?1 AND state = 'new'")
    }

    fn set_file(&mut self, rec: Uuid, sql: &str) -> Result<(), StoreError> {
        let Some(blobs) = self.some_blobs()? else { return Ok(()) };
        blobs.execute(sql, [rec.as_bytes().as_slice()]).map_err(fault)?;
        Ok(())
    }

    /// A file, if this device has something of it.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn file(&mut self, rec: Uuid) -> Result<Option<FileRow>, StoreError> {
        Ok(self.files_where("rec = ?1", rec)?.pop())
    }

    /// Files whose bytes are on their way, in the order in which they were added; those to be sent before those to be
    /// fetched.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn files_under_way(&mut self) -> Result<Vec<FileRow>, StoreError> {
        self.files_where(
            "?1 NOTNULL AND state IN ('waiting', 'wanted') ORDER BY state = 'wanted', ord",
            Uuid::nil(),
        )
    }

    /// How many files are on this device only.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn files_only_here(&mut self) -> Result<usize, StoreError> {
        Ok(self.files_where("?1 NOTNULL AND state IN ('new', 'waiting', 'refused')", Uuid::nil())?.len())
    }

    fn files_where(&mut self, condition: &'static str, rec: Uuid) -> Result<Vec<FileRow>, StoreError> {
        let Some(blobs) = self.some_blobs()? else { return Ok(Vec::new()) };
        let mut sql = blobs.prepare_cached(&format!("{ROW} WHERE {condition}")).map_err(fault)?;
        let mut rows = sql.query([rec.as_bytes().as_slice()]).map_err(fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            all.push(file_row(row)?);
        }
        Ok(all)
    }

    /// Whether the record of a file is at the server, so that its bytes may follow.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn may_send_file(&self, rec: Uuid) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM op WHERE rec = ?1 AND state IN ('pending', 'held')";
        let waiting: i64 =
            self.journal.query_row(sql, [rec.to_string()], |row| row.get(0)).map_err(journal_fault)?;
        Ok(waiting == 0)
    }

    /// A part of a file that is here.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unknown`] for one that is not.
    pub fn file_part(&mut self, rec: Uuid, n: u64) -> Result<Vec<u8>, StoreError> {
        let blobs = self.some_blobs()?.ok_or(StoreError::Unknown)?;
        get_part(blobs, rec, n)?.ok_or(StoreError::Unknown)
    }

    /// All bytes of a file that is here.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unknown`] for one that is not.
    pub fn file_bytes(&mut self, rec: Uuid) -> Result<Vec<u8>, StoreError> {
        let row = self.file(rec)?.ok_or(StoreError::Unknown)?;
        let mut all = Vec::with_capacity(row.size as usize);
        for n in 0..parts(row.size) {
            all.extend_from_slice(&self.file_part(rec, n)?);
        }
        if all.len() as u64 == row.size { Ok(all) } else { Err(StoreError::Unknown) }
    }

    /// The server said what it calls a file and how far it has it; with `done`, that it has all of it, as it should be.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn file_reached(&mut self, rec: Uuid, at: &str, upto: u64, done: bool) -> Result<(), StoreError> {
        let Some(blobs) = self.some_blobs()? else { return Ok(()) };
        let state = if done { "sent" } else { "waiting" };
        blobs
            .execute(
                "UPDATE file SET at = ?2, upto = ?3, state = ?4 WHERE rec = ?1 AND state = 'waiting'",
                params![rec.as_bytes().as_slice(), at, upto as i64, state],
            )
            .map_err(fault)?;
        Ok(())
    }

    /// The server does not take a file. It stays here.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn file_refused(&mut self, rec: Uuid) -> Result<(), StoreError> {
        self.set_file(rec, "UPDATE file SET state = 'refused' WHERE rec = ?1 AND state = 'waiting'")
    }

    /// A file is to be fetched, from where an earlier fetching broke off.
    ///
    /// # Errors
    ///
    /// [`StoreError::DiskFull`] and other failures of the file.
    pub fn want_file(&mut self, scope: ScopeId, rec: Uuid, size: u64) -> Result<(), StoreError> {
        self.blobs()?
            .execute(
                "INSERT OR IGNORE INTO file (rec, scope, size, state) VALUES (?1, ?2, ?3, 'wanted')",
                params![rec.as_bytes().as_slice(), scope.to_string(), size as i64],
            )
            .map_err(fault)?;
        Ok(())
    }

    /// The next part of a file that is being fetched. Anything but the next one, in its length, is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError::DiskFull`]: the parts before it stay.
    pub fn take_part(&mut self, rec: Uuid, n: u64, bytes: &[u8]) -> Result<(), StoreError> {
        let Some(row) = self.file(rec)? else { return Ok(()) };
        let here = part(row.size, n);
        let next = matches!(row.state, FileState::Wanted { upto } if upto == here.start);
        if !next || bytes.len() as u64 != here.end - here.start || bytes.is_empty() {
            return Ok(());
        }
        let tx = self.blobs()?.unchecked_transaction().map_err(fault)?;
        put_part(&tx, rec, n, bytes)?;
        tx.execute(
            "UPDATE file SET upto = ?2 WHERE rec = ?1",
            params![rec.as_bytes().as_slice(), here.end as i64],
        )
        .map_err(fault)?;
        tx.commit().map_err(fault)
    }

    /// All parts came. Says whether they are what the record says (`hash`); if not, they go, and it begins anew.
    ///
    /// # Errors
    ///
    /// As [`Store::file_key`], and failures of the file.
    pub fn file_fetched(&mut self, rec: Uuid, hash: &str) -> Result<bool, StoreError> {
        let Some(row) = self.file(rec)? else { return Ok(false) };
        let mut hasher = self.file_key(row.scope)?.hasher();
        for n in 0..parts(row.size) {
            hasher.add(&self.file_part(rec, n)?);
        }
        let good = hasher.finish() == hash;
        let tx = self.blobs()?.unchecked_transaction().map_err(fault)?;
        let id = rec.as_bytes().as_slice();
        if good {
            tx.execute("UPDATE file SET state = 'here' WHERE rec = ?1 AND state = 'wanted'", [id])
                .map_err(fault)?;
        } else {
            tx.execute("DELETE FROM part WHERE rec = ?1", [id]).map_err(fault)?;
            tx.execute("UPDATE file SET upto = 0 WHERE rec = ?1", [id]).map_err(fault)?;
        }
        tx.commit().map_err(fault)?;
        Ok(good)
    }

    /// Makes room: removes the bytes of a file that the server has. Its record stays, and it can be fetched again.
    ///
    /// # Errors
    ///
    /// [`StoreError::OnlyHere`] for one that is nowhere else: nothing was removed.
    pub fn evict_file(&mut self, rec: Uuid) -> Result<(), StoreError> {
        match self.file(rec)?.map(|row| row.state) {
            None => Ok(()),
            Some(FileState::Waiting { .. } | FileState::Refused) => Err(StoreError::OnlyHere),
            Some(FileState::Sent | FileState::Here | FileState::Wanted { .. }) => self.forget_file(rec),
        }
    }

    /// Removes the bytes of a file, wherever they are besides, without a readable byte left.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn forget_file(&mut self, rec: Uuid) -> Result<(), StoreError> {
        let id = rec.as_bytes().as_slice();
        let Some(blobs) = self.some_blobs()? else { return Ok(()) };
        let there: i64 = blobs
            .query_row("SELECT count(*) FROM file WHERE rec = ?1", [id], |row| row.get(0))
            .map_err(fault)?;
        if there == 0 { Ok(()) } else { remove(blobs, &[rec]) }
    }

    /// Removes the files of a scope that was taken away.
    pub(crate) fn forget_files_of(&mut self, scope: ScopeId) -> Result<(), StoreError> {
        self.forget_files_in(|of| of == scope)
    }

    /// Removes the files of all scopes but those that are open.
    pub(crate) fn forget_closed_files(&mut self) -> Result<(), StoreError> {
        let open: Vec<ScopeId> = self.access.iter().map(|access| access.scope).collect();
        self.forget_files_in(|of| !open.contains(&of))
    }

    fn forget_files_in(&mut self, goes: impl Fn(ScopeId) -> bool) -> Result<(), StoreError> {
        let all = self.files_where("?1 NOTNULL", Uuid::nil())?;
        let gone: Vec<Uuid> = all.into_iter().filter(|row| goes(row.scope)).map(|row| row.rec).collect();
        match self.some_blobs()? {
            Some(blobs) => remove(blobs, &gone),
            None => Ok(()),
        }
    }

    /// Pretends that the disk ends so many pages after what is there, for tests.
    #[doc(hidden)]
    pub fn limit_files(&mut self, more_pages: u32) {
        if let Ok(Some(blobs)) = self.some_blobs() {
            let pages: u32 = blobs.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap_or(1);
            let limit = format!("PRAGMA max_page_count = {}", pages + more_pages);
            let _ = blobs.query_row(&limit, [], |_| Ok(()));
        }
    }

    /// The server was restored: what was sent is offered again, and what is being fetched is asked for anew.
    pub(crate) fn offer_files_again(&mut self) -> Result<(), StoreError> {
        let Some(blobs) = self.some_blobs()? else { return Ok(()) };
        blobs
            .execute_batch("UPDATE file SET state = 'waiting', upto = 0 WHERE state IN ('sent', 'refused')")
            .map_err(fault)
    }
}

/// Looks whether the third file is sound, where there is one.
pub(crate) fn look_at_blobs(folder: &Path, key: &StoreKey, opened: &mut Opened) -> Result<(), StoreError> {
    let path = folder.join("blobs.db");
    if !path.exists() {
        return Ok(());
    }
    match open_checked(&path, key, File::Blobs) {
        Err(StoreError::DamagedFiles) => {
            opened.damage.push(Damage::FilesSetAside);
            salvage::set_aside(&path).map(drop)
        }
        done => done.map(drop),
    }
}

fn put_part(blobs: &Connection, rec: Uuid, n: u64, bytes: &[u8]) -> Result<(), StoreError> {
    blobs
        .prepare_cached("INSERT OR REPLACE INTO part (rec, n, bytes) VALUES (?1, ?2, ?3)")
        .and_then(|mut sql| sql.execute(params![rec.as_bytes().as_slice(), n as i64, bytes]))
        .map_err(fault)?;
    Ok(())
}

fn get_part(blobs: &Connection, rec: Uuid, n: u64) -> Result<Option<Vec<u8>>, StoreError> {
    blobs
        .prepare_cached("SELECT bytes FROM part WHERE rec = ?1 AND n = ?2")
        .and_then(|mut sql| {
            sql.query_row(params![rec.as_bytes().as_slice(), n as i64], |row| row.get(0)).optional()
        })
        .map_err(fault)
}

/// Removes files and what the log has of them; removed bytes are zeroed as they go (`secure_delete`).
fn remove(blobs: &Connection, gone: &[Uuid]) -> Result<(), StoreError> {
    let all = || -> rusqlite::Result<()> {
        blobs.execute_batch("BEGIN IMMEDIATE")?;
        for rec in gone {
            blobs.execute("DELETE FROM part WHERE rec = ?1", [rec.as_bytes().as_slice()])?;
            blobs.execute("DELETE FROM file WHERE rec = ?1", [rec.as_bytes().as_slice()])?;
        }
        blobs.execute_batch("COMMIT")
    };
    all().map_err(|error| {
        if !blobs.is_autocommit() {
            // An open transaction would only hide the first error.
            let _ = blobs.execute_batch("ROLLBACK");
        }
        fault(error)
    })?;
    blobs.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").map_err(fault)
}

/// Bytes that were kept and whose record the journal has wait; those without one go.
fn settle(blobs: &Connection, journal: &Connection) -> Result<(), StoreError> {
    let mut sql = blobs.prepare("SELECT rec FROM file WHERE state = 'new'").map_err(fault)?;
    let mut rows = sql.query([]).map_err(fault)?;
    let mut fresh = Vec::new();
    while let Some(row) = rows.next().map_err(fault)? {
        fresh.push(crate::view::uuid_of(row, 0)?);
    }
    drop(rows);
    for rec in fresh {
        let known: i64 = journal
            .query_row("SELECT count(*) FROM op WHERE rec = ?1", [rec.to_string()], |row| row.get(0))
            .map_err(journal_fault)?;
        if known > 0 {
            blobs
                .execute("UPDATE file SET state = 'waiting' WHERE rec = ?1", [rec.as_bytes().as_slice()])
                .map_err(fault)?;
        } else {
            remove(blobs, &[rec])?;
        }
    }
    Ok(())
}
