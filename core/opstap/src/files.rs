//! Files with messages and with letters: photos, scans, voice notes.

#[cfg(feature = "files")]
use std::{fs::File, io::Read as _, path::Path};

#[cfg(feature = "files")]
use opstap_domain::Phrase;
#[cfg(feature = "files")]
use opstap_sync::blob::SIZE_MAX;
use serde::Serialize;
use uuid::Uuid;

#[cfg(feature = "files")]
use crate::error::OpstapError;

#[cfg(feature = "files")]
mod filing;
#[cfg(feature = "files")]
mod moving;

#[cfg(feature = "files")]
pub(crate) use filing::{Of, rows};

/// A file to add. Its media type follows from the bytes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FileEntry {
    /// What to call it, such as the name that the phone gave it.
    pub name: String,
    /// All of it: 1 byte to 25 MiB.
    pub bytes: Vec<u8>,
    /// A small picture of it, at most 8 KiB of JPEG, PNG or WebP.
    pub thumbnail: Option<Vec<u8>>,
}

#[cfg(feature = "files")]
impl FileEntry {
    /// A file as it lies on the device, outside the store. What is larger than is taken is not read to its end.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] where it cannot be read; the path is in no error.
    pub fn read(path: &Path, name: String, thumbnail: Option<Vec<u8>>) -> Result<Self, OpstapError> {
        let mut bytes = Vec::new();
        let opened = File::open(path);
        opened
            .and_then(|file| file.take(SIZE_MAX + 1).read_to_end(&mut bytes))
            .map_err(|_| OpstapError::refused("path", Phrase::new("refused-file-unreadable")))?;
        Ok(Self { name, bytes, thumbnail })
    }
}

/// What somebody photographed is nobody else's to read.
impl std::fmt::Debug for FileEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileEntry({} bytes)", self.bytes.len())
    }
}

/// Where the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FilePlace {
    /// On this device only; it is sent with the next rounds.
    Waits,
    /// Here and at the server.
    Sent,
    /// On this device only: the server does not take it.
    Refused,
    /// At the server, and on its way.
    Coming,
    /// Fetched: it can be opened.
    Here,
    /// At the server, or on its way there from another device.
    MustBeFetched,
}

impl FilePlace {
    /// Its bytes are at the server and not here, or not all of them.
    #[must_use]
    pub fn can_fetch(self) -> bool {
        matches!(self, Self::Coming | Self::MustBeFetched)
    }

    /// Its bytes are here, and at the server as well: they may go from this device.
    #[must_use]
    pub fn can_evict(self) -> bool {
        matches!(self, Self::Sent | Self::Here)
    }
}

/// A file with a message or a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRow {
    /// Its id.
    pub id: Uuid,
    /// The message that it goes with.
    pub message: Option<Uuid>,
    /// The letter that it is of.
    pub letter: Option<Uuid>,
    /// What its author called it.
    pub name: String,
    /// Its media type, such as `image/jpeg`.
    pub media: String,
    /// Bytes.
    pub size: u64,
    /// How large, in words.
    pub size_text: String,
    /// This person added it.
    pub mine: bool,
    /// Where its bytes are.
    pub place: FilePlace,
    /// The same in words.
    pub place_text: String,
    /// How far its bytes came on their way, in per cent.
    pub percent: u8,
    /// A small picture of it.
    #[serde(skip)]
    pub thumbnail: Option<Vec<u8>>,
}
