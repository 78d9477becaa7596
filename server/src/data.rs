//! The folder of a server: the database, and beside it the secrets that a backup must not hold.
//!
//! ```text
//! DIR/opstap.db            everything, encrypted
//! DIR/secret/db.key        32 bytes: opens the database
//! DIR/secret/receipt.key   32 bytes: proves what the server once confirmed
//! DIR/secret/blob.key      32 bytes: names, hashes and seals files; without it they are lost, and brokers know no client
//! DIR/secret/vapid.key     signs Web Push; made when that is configured
//! DIR/secret/provider.key  proves to providers of sign-in that this server is itself; made when one is set
//! DIR/secret/provider-ORG  what a provider gave out instead, for one organisation; `-clients` behind it: its broker
//! DIR/secret/incarnation   rises at every start: a database with a lower number was restored
//! DIR/erased               ids of what was erased: applied again to a database that was restored
//! DIR/blobs                the bytes of files, sealed, where no other place is named for them
//! DIR/lock                 held by whoever has the database open, so that nobody replaces it meanwhile
//! DIR/restoring            only while a restore puts files in their place
//! DIR/replaced-1/          what was there before a restore; remove it when nobody misses it
//! ```
//!
//! On PostgreSQL the database is elsewhere; the rest is used all the same.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use opstap_sync::server::ReceiptKey;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use zeroize::Zeroizing;

use crate::backup::BackupError;
use crate::blobs::{BlobKeys, Vault, VaultError};
use crate::engine::Engine;
use crate::ledger::Ledger;
use crate::random::SystemRandom;
use crate::store::{Address, MoveError, Moved, Postgres, ScopeStore, Sqlite, StoreError, move_all};

mod look;
mod providers;
mod restore;

pub use restore::Restored;
pub(crate) use restore::unfinished;

/// What a file that was moved away says of itself.
const MOVED: &str = "moved";

/// Held by whoever has the database open: shared by those who use it, alone by who replaces it.
const LOCK: &str = "lock";

/// There as long as a restore has not put everything in its place.
const RESTORING: &str = "restoring";

/// Why a folder is not a server's.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A file could not be read or made.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// A secret that is no secret of ours.
    #[error("{0} is damaged")]
    Secret(PathBuf),
    /// The database is there and its key is not: making a new one would lose everything.
    #[error("{0} is missing; put it back from where you keep it")]
    Lost(PathBuf),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Everything went to PostgreSQL: what came in here now would be lost.
    #[error("{0} was moved to PostgreSQL; name that by --database")]
    Moved(PathBuf),
    /// There is nothing to move.
    #[error("{0} is not there")]
    Missing(PathBuf),
    /// Somebody has the database open.
    #[error("{0} is in use; stop the server first")]
    InUse(PathBuf),
    /// The place of files.
    #[error(transparent)]
    Blobs(#[from] VaultError),
    /// A restore is going on.
    #[error("{0} is being restored; try again when that has ended")]
    Restoring(PathBuf),
    /// A restore was broken off in the middle.
    #[error("a restore of {0} was not finished; do it again before anything else")]
    HalfRestored(PathBuf),
    /// There is no backup, or none that can be used.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The move was not done.
    #[error(transparent)]
    Move(#[from] MoveError),
}

/// A server's folder.
#[derive(Clone, Debug)]
pub struct DataDir {
    dir: PathBuf,
    /// Where the bytes of files are, when that is not in the folder.
    bucket: Option<String>,
    /// Whether what is missing is made.
    makes: bool,
}

impl DataDir {
    /// The folder `dir`, made if it is not there.
    ///
    /// # Errors
    ///
    /// [`DataError`] when it cannot be made.
    pub fn at(dir: &Path) -> Result<Self, DataError> {
        let this = Self { dir: dir.to_owned(), bucket: None, makes: true };
        make_private(&this.dir)?;
        make_private(&this.secret(""))?;
        Ok(this)
    }

    /// With the bytes of files in this bucket (`s3://…`), if one is named.
    #[must_use]
    pub fn with_bucket(self, bucket: Option<String>) -> Self {
        Self { bucket, ..self }
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.dir.join("opstap.db")
    }

    fn secret(&self, name: &str) -> PathBuf {
        self.dir.join("secret").join(name)
    }

    /// The key of the database; made on the first start.
    ///
    /// # Errors
    ///
    /// [`DataError`] when it is damaged, or missing beside a database.
    pub fn key(&self) -> Result<Zeroizing<[u8; 32]>, DataError> {
        let path = self.secret("db.key");
        if self.database().exists() && !path.exists() {
            return Err(DataError::Lost(path));
        }
        secret(&path)
    }

    /// The engine for a server: its number rises, and a restored database is noticed.
    ///
    /// # Errors
    ///
    /// [`DataError`] of the files or the database.
    pub fn start(&self) -> Result<Engine, DataError> {
        let store = self.open()?;
        let beside = self.incarnation()?;
        let engine = Engine::start(store, self.receipts()?, Box::new(SystemRandom), beside)?;
        let mut engine = engine.with_blob_keys(self.blob_keys()?);
        engine.look_at_own()?;
        self.remember_incarnation(&engine)?;
        Ok(engine.with_ledger(self.ledger()?)?)
    }

    /// Engines for a server on PostgreSQL, which share so many connections. The secrets and the erasures of
    /// the folder are the same for every server on one database; there is no file and no key of one.
    ///
    /// # Errors
    ///
    /// [`DataError`] of the files or the database.
    pub fn start_on(
        &self,
        database: &Address,
        connections: usize,
    ) -> Result<Vec<Engine<Postgres>>, DataError> {
        let store = Postgres::open(database, connections)?;
        let engine = Engine::start(store, self.receipts()?, Box::new(SystemRandom), self.incarnation()?)?;
        let mut engine = engine.with_blob_keys(self.blob_keys()?);
        engine.look_at_own()?;
        self.remember_incarnation(&engine)?;
        let mut engine = engine.with_ledger(self.ledger()?)?;
        let mut others = Vec::new();
        for _ in 1..connections {
            let store = engine.store().beside_me();
            others.push(engine.beside_me(store, Box::new(SystemRandom)));
        }
        others.push(engine);
        Ok(others)
    }

    /// The engine for a subcommand on PostgreSQL, beside servers that may be running.
    ///
    /// # Errors
    ///
    /// [`DataError`] of the files or the database.
    pub fn beside_on(&self, database: &Address) -> Result<Engine<Postgres>, DataError> {
        let store = Postgres::open(database, 1)?;
        let engine = Engine::beside(store, self.receipts()?, Box::new(SystemRandom));
        let mut engine = engine.with_blob_keys(self.blob_keys()?);
        engine.notice_restore(self.incarnation()?)?;
        Ok(engine.with_ledger(self.ledger()?)?)
    }

    fn blobs(&self) -> PathBuf {
        self.dir.join("blobs")
    }

    /// The secrets around files; made on the first start.
    ///
    /// # Errors
    ///
    /// [`DataError`] when they are damaged, or missing beside files.
    pub fn blob_keys(&self) -> Result<BlobKeys, DataError> {
        let path = self.secret("blob.key");
        let some = fs::read_dir(self.blobs()).is_ok_and(|mut entries| entries.next().is_some());
        if some && !path.exists() {
            return Err(DataError::Lost(path));
        }
        Ok(BlobKeys::new(*secret(&path)?))
    }

    /// Where the bytes of files are: the bucket that was named, by the variables of this process, or a folder in this
    /// one, made if it is not there.
    ///
    /// # Errors
    ///
    /// [`DataError`] of the folder or its secrets.
    pub fn vault(&self) -> Result<Vault, DataError> {
        let keys = self.blob_keys()?;
        if let Some(bucket) = &self.bucket {
            return Ok(Vault::bucket(bucket, variables(), keys)?);
        }
        make_private(&self.blobs())?;
        Ok(Vault::folder(&self.blobs(), keys)?)
    }

    fn receipts(&self) -> Result<ReceiptKey, DataError> {
        Ok(ReceiptKey::new(*secret(&self.secret("receipt.key"))?))
    }

    /// The key that signs Web Push (P-256 in PKCS #8); made when it is first asked for. Subscriptions are made for it:
    /// without it, every device has to subscribe anew.
    ///
    /// # Errors
    ///
    /// [`DataError`] when it cannot be read or made.
    pub fn vapid_key(&self) -> Result<Zeroizing<Vec<u8>>, DataError> {
        let random = ring::rand::SystemRandom::new();
        let make = || {
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
            let made = made.map_err(|_| StoreError::broken("no randomness"))?;
            Ok(Zeroizing::new(made.as_ref().to_vec()))
        };
        if self.makes || self.vapid().exists() { kept(&self.vapid(), &make) } else { make() }
    }

    /// Where that key is.
    pub(crate) fn vapid(&self) -> PathBuf {
        self.secret("vapid.key")
    }

    fn remember_incarnation<S: ScopeStore>(&self, engine: &Engine<S>) -> Result<(), DataError> {
        let number = engine.incarnation().to_string();
        let (path, fresh) = (self.secret("incarnation"), self.secret("incarnation.new"));
        write_private(&fresh, number.as_bytes(), false)
            .and_then(|()| fs::rename(&fresh, &path))
            .map_err(|error| DataError::File(path, error))
    }

    /// The engine for a subcommand, beside a server that may be running.
    ///
    /// # Errors
    ///
    /// [`DataError`] of the files or the database.
    pub fn beside(&self) -> Result<Engine, DataError> {
        if !self.database().exists() {
            // Made as a server makes it, so that a subcommand can come first.
            return self.start();
        }
        let store = self.open()?;
        let engine = Engine::beside(store, self.receipts()?, Box::new(SystemRandom));
        let mut engine = engine.with_blob_keys(self.blob_keys()?);
        engine.notice_restore(self.incarnation()?)?;
        Ok(engine.with_ledger(self.ledger()?)?)
    }

    fn ledger(&self) -> Result<Ledger, DataError> {
        Ok(Ledger::open(&self.dir.join("erased"))?)
    }

    fn open(&self) -> Result<Sqlite, DataError> {
        let lock = self.lock()?;
        match lock.try_lock_shared() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DataError::Restoring(self.database())),
            Err(TryLockError::Error(error)) => return Err(DataError::File(self.dir.join(LOCK), error)),
        }
        if self.dir.join(RESTORING).exists() {
            return Err(DataError::HalfRestored(self.database()));
        }
        let key = self.key()?;
        new_private_file(&self.database())?;
        let mut store = Sqlite::open(&self.database(), &key)?.holding(lock);
        match store.meta(MOVED)? {
            None => Ok(store),
            Some(_) => Err(DataError::Moved(self.database())),
        }
    }

    fn lock(&self) -> Result<File, DataError> {
        let path = self.dir.join(LOCK);
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).map_err(|error| DataError::File(path, error))
    }

    /// Moves everything of a server that stands still to an empty PostgreSQL database, which a server with
    /// the secrets of this folder goes on with. The file stays, and no server of ours opens it again.
    ///
    /// # Errors
    ///
    /// [`DataError`]: nothing was moved, and nothing changed.
    pub fn move_to(&self, database: &Address) -> Result<Moved, DataError> {
        if !self.database().exists() {
            return Err(DataError::Missing(self.database()));
        }
        // A restored file gets its new epoch first, so that it is not lost that it was.
        drop(self.beside()?);
        let alone = Sqlite::open_alone(&self.database(), &*self.key()?);
        let mut from = alone.map_err(|error| match error {
            StoreError::Busy => DataError::InUse(self.database()),
            StoreError::Broken(_) => DataError::Store(error),
        })?;
        let moved = move_all(&mut from, &mut Postgres::open(database, 1)?)?;
        from.set_meta(MOVED, "1")?;
        from.close()?;
        Ok(moved)
    }

    /// The number beside the database; 0 before the first start.
    fn incarnation(&self) -> Result<u64, DataError> {
        let path = self.secret("incarnation");
        match fs::read_to_string(&path) {
            Ok(text) => text.trim().parse().map_err(|_| DataError::Secret(path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(DataError::File(path, error)),
        }
    }
}

/// The variables of this process, for a bucket.
fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Reads 32 bytes, or makes them.
fn secret(path: &Path) -> Result<Zeroizing<[u8; 32]>, DataError> {
    let made = || {
        let bytes = Zeroizing::new(crate::random::bytes::<32>(&mut SystemRandom).map_err(StoreError::from)?);
        Ok(Zeroizing::new(bytes.to_vec()))
    };
    let secret = <[u8; 32]>::try_from(kept(path, &made)?.as_slice());
    Ok(Zeroizing::new(secret.map_err(|_| DataError::Secret(path.to_owned()))?))
}

/// Reads a secret, or keeps the one that is made.
fn kept(
    path: &Path,
    make: &dyn Fn() -> Result<Zeroizing<Vec<u8>>, DataError>,
) -> Result<Zeroizing<Vec<u8>>, DataError> {
    let fault = |error| DataError::File(path.to_owned(), error);
    match fs::read(path) {
        Ok(bytes) => Ok(Zeroizing::new(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let made = make()?;
            // Whole or not at all, and the first of two processes wins.
            let fresh = path.with_extension(format!("{}.new", std::process::id()));
            write_private(&fresh, made.as_slice(), true).map_err(fault)?;
            let linked = fs::hard_link(&fresh, path);
            fs::remove_file(&fresh).map_err(fault)?;
            match linked {
                Ok(()) => Ok(made),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => kept(path, make),
                Err(error) => Err(fault(error)),
            }
        }
        Err(error) => Err(fault(error)),
    }
}

fn make_private(dir: &Path) -> Result<(), DataError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| DataError::File(dir.to_owned(), error))
}

/// An empty file that only the owner reads, unless there is one. SQLite's files beside it follow its mode.
pub(crate) fn new_private_file(path: &Path) -> Result<(), DataError> {
    match write_private(path, &[], true) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(DataError::File(path.to_owned(), error))
        }
        _ => Ok(()),
    }
}

pub(crate) fn write_private(path: &Path, bytes: &[u8], fresh: bool) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).create_new(fresh);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_database_without_its_key_is_not_given_another() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path()).unwrap();
        drop(data.start().unwrap());
        fs::remove_file(data.secret("db.key")).unwrap();
        assert!(matches!(data.start(), Err(DataError::Lost(_))));
    }

    #[test]
    fn a_restored_database_gets_a_new_epoch_and_an_ordinary_start_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path()).unwrap();
        let first = data.start().unwrap().epoch().unwrap();
        fs::copy(data.database(), folder.path().join("old.db")).unwrap();
        assert_eq!(data.start().unwrap().epoch().unwrap(), first);
        for name in ["opstap.db-wal", "opstap.db-shm"] {
            let _ = fs::remove_file(folder.path().join(name));
        }
        fs::copy(folder.path().join("old.db"), data.database()).unwrap();
        assert_ne!(data.start().unwrap().epoch().unwrap(), first);
    }

    #[cfg(unix)]
    #[test]
    fn secrets_are_the_owners_alone_and_the_file_is_not_readable_without_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path()).unwrap();
        drop(data.start().unwrap());
        for name in ["db.key", "receipt.key", "incarnation"] {
            let mode = fs::metadata(data.secret(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
        assert!(!fs::read(data.database()).unwrap().starts_with(b"SQLite format 3"));
        assert!(Sqlite::open(&data.database(), &[9; 32]).is_err());
    }
}
