//! Looking at a folder without changing anything in it, for whoever wants to know before a server starts.

use std::fs::{self, File};
use std::path::Path;

use opstap_sync::server::ReceiptKey;
use zeroize::Zeroizing;

use super::{DataDir, DataError, LOCK, RESTORING};
use crate::blobs::{BlobKeys, Vault};
use crate::store::{Sqlite, Steps};

impl DataDir {
    /// The folder, which may not be there, and in which nothing is made.
    #[must_use]
    pub fn looked_at(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), bucket: None, makes: false }
    }

    /// Whether there is a folder; where there is none, whether one could be made.
    ///
    /// # Errors
    ///
    /// [`DataError`] when it is no folder, its secrets are open to others, or it stands in the middle of a restore.
    pub fn look(&self) -> Result<bool, DataError> {
        let fault =
            |path: &Path, why: &'static str| DataError::File(path.to_owned(), std::io::Error::other(why));
        if !self.dir.exists() {
            let above = self.dir.parent().filter(|above| !above.as_os_str().is_empty());
            let above = above.unwrap_or(Path::new("."));
            return if above.is_dir() { Ok(false) } else { Err(fault(above, "is no folder")) };
        }
        if !self.dir.is_dir() {
            return Err(fault(&self.dir, "is no folder"));
        }
        if self.dir.join(RESTORING).exists() {
            return Err(DataError::HalfRestored(self.database()));
        }
        let secrets = self.secret("");
        if secrets.exists() && is_open_to_others(&secrets) {
            return Err(fault(
                &secrets,
                "others on this machine can look into it; make it the server's alone",
            ));
        }
        let lock = self.dir.join(LOCK);
        for path in [lock, self.database()].into_iter().filter(|path| path.exists()) {
            File::options().write(true).open(&path).map_err(|error| DataError::File(path, error))?;
        }
        Ok(true)
    }

    /// The secrets that are there. What is not there is made at the start, unless something depends on it.
    ///
    /// # Errors
    ///
    /// [`DataError`] when one is damaged, cannot be read, or is missing beside what it opens.
    pub fn look_at_secrets(&self) -> Result<usize, DataError> {
        let mut there = 0;
        for name in ["db.key", "receipt.key", "blob.key"] {
            there += usize::from(self.there(name)?.is_some());
        }
        self.incarnation()?;
        let some = |path: &Path| fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
        for (name, needed) in [("db.key", self.database().exists()), ("blob.key", some(&self.blobs()))] {
            if needed && !self.secret(name).exists() {
                return Err(DataError::Lost(self.secret(name)));
            }
        }
        if let Some(key) = self.there("receipt.key")? {
            drop(ReceiptKey::new(*key));
        }
        Ok(there)
    }

    /// How far the file's layout is; `None`: there is no file yet.
    ///
    /// # Errors
    ///
    /// [`DataError`] when its key does not open it, or it was moved.
    pub fn look_at_database(&self) -> Result<Option<Steps>, DataError> {
        let Some(key) = self.there("db.key")?.filter(|_| self.database().exists()) else { return Ok(None) };
        let (steps, moved) = Sqlite::look(&self.database(), &key)?;
        if moved {
            return Err(DataError::Moved(self.database()));
        }
        Ok(Some(steps))
    }

    /// The place of files, when it is a bucket, with keys that are used for nothing.
    ///
    /// # Errors
    ///
    /// [`DataError`] when it cannot be one.
    pub fn look_at_bucket(&self) -> Result<Option<Vault>, DataError> {
        let Some(bucket) = &self.bucket else { return Ok(None) };
        Ok(Some(Vault::bucket(bucket, super::variables(), BlobKeys::new([0; 32]))?))
    }

    fn there(&self, name: &str) -> Result<Option<Zeroizing<[u8; 32]>>, DataError> {
        let path = self.secret(name);
        match fs::read(&path).map(Zeroizing::new) {
            Ok(bytes) => match <[u8; 32]>::try_from(bytes.as_slice()) {
                Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
                Err(_) => Err(DataError::Secret(path)),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DataError::File(path, error)),
        }
    }
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
const fn is_open_to_others(_: &Path) -> bool {
    false
}
