//! A folder of backups of the encrypted file: a full copy, and after it only the pages that changed.
//!
//! ```text
//! FOLDER/000001.full   every page of the file, as it lay on the disk: encrypted
//! FOLDER/000002.more   the pages that changed since 000001
//! FOLDER/000003.more   the pages that changed since 000002
//! FOLDER/000004.full   a new beginning: everything before it may be thrown away
//! FOLDER/erased        a copy of DIR/erased: what may never come back
//! FOLDER/lock          held by whoever works in here
//! ```
//!
//! Each of these numbers is a *point* that can be restored. A point names the seal of the one before it, and its own
//! seal is a hash under a key that follows from the key of the database: whoever cannot read the database cannot
//! make, change, mix or reorder points. A point is written under another name, made durable, and only then named: what
//! has a point's name is whole. No word of SQL is in here, and no page is ever decrypted.

use std::fs::{self, File, TryLockError};
use std::io::{BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

mod part;

use part::{Header, Pages, Sealed, Sealing, Sum};

/// What the key of a seal follows from, besides the key of the database.
const SEAL: &str = "opstap-server 2026-11 seal of a backup";

/// What is being written, and is no point yet.
const UNFINISHED: &str = "new";

/// Why there is no backup, or nothing to restore.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file could not be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// Somebody else makes or restores a backup here: try again when that has ended.
    #[error("{0} is in use by another backup or restore")]
    InUse(PathBuf),
    /// There is no such point.
    #[error("{0} has no such backup to restore")]
    NoPoint(PathBuf),
    /// A point is not what was written, or belongs to another database: restore an earlier one, and make a full copy.
    #[error("{0} is damaged, or was made under another key; make a full copy, or restore an earlier point")]
    Damaged(PathBuf),
    /// A point in the middle is gone: what follows it cannot be restored.
    #[error("{0} does not follow what is before it; make a full copy, or restore an earlier point")]
    Gap(PathBuf),
}

/// A file that stands still while it is copied, with the size of its pages.
pub(crate) trait StillPages {
    /// Bytes of a page.
    fn page_size(&self) -> u32;
    /// How many pages there are.
    fn pages(&self) -> u32;
    /// Reads a page, the first being 1, as it lies on the disk.
    fn read(&mut self, page: u32, into: &mut [u8]) -> std::io::Result<()>;
}

/// Something that can be restored.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Point {
    /// Its number in the folder.
    pub point: u64,
    /// It needs no other point.
    pub full: bool,
    /// When it was taken, milliseconds since 1970 UTC.
    pub taken_at: i64,
    /// Its bytes on disk.
    pub bytes: u64,
}

/// A folder of backups, which nobody else works in meanwhile.
pub struct Chain {
    folder: PathBuf,
    key: Zeroizing<[u8; 32]>,
    /// Held until this is dropped.
    _alone: File,
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Chain({})", self.folder.display())
    }
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError + '_ {
    |error| BackupError::File(path.to_owned(), error)
}

impl Chain {
    /// The folder, for a database with this key.
    ///
    /// # Errors
    ///
    /// [`BackupError`] of a folder that is not there, cannot be used, or is used by somebody else.
    pub fn open(folder: &Path, key: &[u8; 32]) -> Result<Self, BackupError> {
        let lock = folder.join("lock");
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        let alone = options.open(&lock).map_err(at(&lock))?;
        match alone.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::InUse(folder.to_owned())),
            Err(TryLockError::Error(error)) => return Err(BackupError::File(lock, error)),
        }
        let key = Zeroizing::new(blake3::derive_key(SEAL, key));
        Ok(Self { folder: folder.to_owned(), key, _alone: alone })
    }

    /// The points, oldest first. Only their names and beginnings are read.
    ///
    /// # Errors
    ///
    /// [`BackupError`] when the folder cannot be read, or a point is none.
    pub fn points(&self) -> Result<Vec<Point>, BackupError> {
        let mut points = Vec::new();
        for (point, full, path) in self.named()? {
            let file = File::open(&path).map_err(at(&path))?;
            let bytes = file.metadata().map_err(at(&path))?.len();
            let header = Header::read(&mut BufReader::new(file)).map_err(at(&path))?;
            let header = header.filter(|header| header.point == point && header.is_full() == full);
            let header = header.ok_or(BackupError::Damaged(path))?;
            points.push(Point { point, full, taken_at: header.taken_at, bytes });
        }
        Ok(points)
    }

    fn named(&self) -> Result<Vec<(u64, bool, PathBuf)>, BackupError> {
        let mut named = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(at(&self.folder))? {
            let path = entry.map_err(at(&self.folder))?.path();
            let kind = path.extension().and_then(|kind| kind.to_str());
            let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            match (number, kind) {
                (Some(number), Some("full")) => named.push((number, true, path)),
                (Some(number), Some("more")) => named.push((number, false, path)),
                _ => {}
            }
        }
        named.sort();
        Ok(named)
    }

    /// Adds a point: the pages that differ from the newest one, or all of them when there is none, when the size of
    /// a page is another, or when that was asked. It is durable when this returns.
    ///
    /// # Errors
    ///
    /// [`BackupError`]: no point was added. A newest point that is damaged is found here, before anything is built on
    /// it.
    pub(crate) fn add(
        &self,
        still: &mut impl StillPages,
        full: bool,
        taken_at: i64,
    ) -> Result<Point, BackupError> {
        let newest = self.named()?.pop();
        let point = newest.as_ref().map_or(1, |(number, ..)| number + 1);
        let before = match newest {
            Some((number, _, path)) if !full => {
                let known = self.unsealed(number, &path)?;
                Some(known).filter(|known| known.header.page_size == still.page_size())
            }
            _ => None,
        };
        let (seal, sums) = before.map_or((None, Vec::new()), |known| (Some(known.seal), known.sums));
        let header = Header {
            point,
            page_size: still.page_size(),
            pages: still.pages(),
            taken_at,
            before: seal.unwrap_or_default(),
        };
        let full = header.is_full();
        let fresh = self.folder.join(format!("{point:06}.{UNFINISHED}"));
        let bytes = self.write(&header, &sums, still, &fresh).map_err(at(&fresh)).inspect_err(|_| {
            // Its name says that it is none, but the disk may be full.
            let _ = fs::remove_file(&fresh);
        })?;
        let path = self.folder.join(format!("{point:06}.{}", if full { "full" } else { "more" }));
        fs::rename(&fresh, &path).map_err(at(&path))?;
        durable(&self.folder).map_err(at(&self.folder))?;
        Ok(Point { point, full, taken_at, bytes })
    }

    fn write(
        &self,
        header: &Header,
        before: &[Sum],
        still: &mut impl StillPages,
        fresh: &Path,
    ) -> std::io::Result<u64> {
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = Sealing::begin(options.open(fresh)?, &self.key, header)?;
        let mut sums = Vec::with_capacity(header.pages as usize);
        let mut page = vec![0; header.page_size as usize];
        for number in 1..=header.pages {
            still.read(number, &mut page)?;
            let sum = part::sum(&page);
            if before.get(sums.len()) != Some(&sum) {
                out.page(number, &page)?;
            }
            sums.push(sum);
        }
        let file = out.end(&sums)?;
        file.sync_all()?;
        file.metadata().map(|meta| meta.len())
    }

    /// Reads a point to its end, and only then believes it.
    fn unsealed(&self, number: u64, path: &Path) -> Result<Sealed, BackupError> {
        let file = File::open(path).map_err(at(path))?;
        let sealed = part::check(file, &self.key).map_err(at(path))?;
        sealed
            .filter(|sealed| sealed.header.point == number)
            .ok_or_else(|| BackupError::Damaged(path.to_owned()))
    }

    /// Puts the file together as it was at a point (the newest, if none is named), in a new file at `to`.
    ///
    /// Every point that it takes is checked from its first to its last byte before it is used, and every page once
    /// more in the result.
    ///
    /// # Errors
    ///
    /// [`BackupError`]: what is at `to` is of no use.
    pub fn assemble(&self, point: Option<u64>, to: &Path) -> Result<Point, BackupError> {
        let missing = || BackupError::NoPoint(self.folder.clone());
        let mut named = self.named()?;
        named.retain(|(number, ..)| point.is_none_or(|point| *number <= point));
        let (last, ..) = named.last().ok_or_else(missing)?.clone();
        if point.is_some_and(|point| point != last) {
            return Err(missing());
        }
        let first = named.iter().rposition(|(_, full, _)| *full).ok_or_else(missing)?;
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(to).map_err(at(to))?;
        let mut before: Option<Sealed> = None;
        for (number, full, path) in &named[first..] {
            let sealed = self.unsealed(*number, path)?;
            let follows = match &before {
                None => *full && sealed.header.is_full(),
                Some(known) => !full && sealed.header.before == known.seal,
            };
            if !follows {
                return Err(BackupError::Gap(path.clone()));
            }
            let file = File::open(path).map_err(at(path))?;
            lay(&mut out, &sealed.header, file).map_err(at(to))?;
            before = Some(sealed);
        }
        let (sealed, (_, full, path)) = before.zip(named.pop()).ok_or_else(missing)?;
        if !is_as_summed(&mut out, &sealed).map_err(at(to))? {
            return Err(BackupError::Damaged(path));
        }
        out.sync_all().map_err(at(to))?;
        let bytes = fs::metadata(&path).map_err(at(&path))?.len();
        Ok(Point { point: last, full, taken_at: sealed.header.taken_at, bytes })
    }

    /// Where the copy of the erasures is.
    #[must_use]
    pub fn erased(&self) -> PathBuf {
        self.folder.join("erased")
    }
}

/// Puts the pages of a part where they belong.
fn lay(out: &mut File, header: &Header, part: File) -> std::io::Result<()> {
    let size = u64::from(header.page_size);
    let mut pages = Pages::open(part)?;
    let mut page = vec![0; header.page_size as usize];
    while let Some(number) = pages.next(&mut page)? {
        out.seek(SeekFrom::Start(u64::from(number - 1) * size))?;
        out.write_all(&page)?;
    }
    out.set_len(u64::from(header.pages) * size)
}

/// Whether every page is the one that was there.
fn is_as_summed(out: &mut File, sealed: &Sealed) -> std::io::Result<bool> {
    out.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::with_capacity(1 << 20, out);
    let mut page = vec![0; sealed.header.page_size as usize];
    for sum in &sealed.sums {
        reader.read_exact(&mut page)?;
        if part::sum(&page) != *sum {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Names in a folder are durable when the folder is.
pub(crate) fn durable(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
