//! What can go wrong with the files.

use rusqlite::ErrorCode;

/// Why the store could not do what was asked. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The key does not open these files. Ask for the right one; the files are untouched.
    #[error("the key does not fit this store")]
    WrongKey,
    /// The disk is full. Free some space and repeat; nothing confirmed was lost.
    #[error("the disk is full")]
    DiskFull,
    /// The mirror is damaged. [`crate::Store::rebuild_mirror`] makes it anew; the journal is untouched.
    #[error("the mirror is damaged")]
    DamagedMirror,
    /// The journal is damaged. Opening again sets it aside and salvages what can be read.
    #[error("the journal is damaged")]
    DamagedJournal,
    /// The file with the bytes of photos and letters is damaged. Opening again sets it aside; what the server has
    /// can be fetched.
    #[error("the file of attached files is damaged")]
    DamagedFiles,
    /// The file of accounts is damaged. Opening again sets it aside; what it had can be imported again.
    #[error("the file of accounts is damaged")]
    DamagedBank,
    /// The server has not told yet under which key files of this part of the case are hashed. After the next round.
    #[error("no key for files yet")]
    NoKey,
    /// These bytes are nowhere else. They go once the server has them.
    #[error("this file is only on this device")]
    OnlyHere,
    /// The files were written by a newer version of the app. Update it; the files are untouched.
    #[error("the store has schema {found}, this app knows {known}")]
    TooNew {
        /// The schema of the file.
        found: u32,
        /// The newest that this build knows.
        known: u32,
    },
    /// A value does not fit the record catalogue; nothing was written.
    #[error(transparent)]
    Refused(#[from] opstap_domain::catalogue::Refusal),
    /// The scope is not, or no longer, open to this device.
    #[error("no access to this part of the case")]
    NoAccess,
    /// This part of the case is locked until the device has heard from the server. Nothing of it is gone.
    #[error("locked until there is contact with the server")]
    Locked,
    /// There is no such record.
    #[error("no such record")]
    Unknown,
    /// Another process uses the store.
    #[error("the store is in use by another process")]
    Busy,
    /// SQLite failed in a way that is our fault or the disk's.
    #[error("the store failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// A file could not be read or written.
    #[error("a file of the store failed: {0}")]
    Io(#[from] std::io::Error),
    /// Something in the store is not what we wrote.
    #[error("the store holds an unreadable {0}")]
    Unreadable(&'static str),
}

/// Which file an SQLite error came from decides what can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    Journal,
    Mirror,
    Blobs,
    Bank,
}

impl StoreError {
    pub(crate) fn of(file: File) -> impl Fn(rusqlite::Error) -> Self {
        move |error| match error.sqlite_error_code() {
            _ if no_room(&error) => Self::DiskFull,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => match file {
                File::Journal => Self::DamagedJournal,
                File::Mirror => Self::DamagedMirror,
                File::Blobs => Self::DamagedFiles,
                File::Bank => Self::DamagedBank,
            },
            _ => Self::Sqlite(error),
        }
    }
}

/// A quota, or a limit on the size of a file, stops a write with other words than a full disk; there is one
/// thing to do about all of them.
fn no_room(error: &rusqlite::Error) -> bool {
    const WRITE: i32 = rusqlite::ffi::SQLITE_IOERR_WRITE;
    const SHARED_SIZE: i32 = rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
    error.sqlite_error().is_some_and(|known| matches!(known.extended_code, WRITE | SHARED_SIZE))
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Unreadable("value")
    }
}
