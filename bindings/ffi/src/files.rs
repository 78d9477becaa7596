//! Photos of letters, scans and voice notes that go with messages and with letters.

use std::path::Path;

use opstap::{FileEntry, Opstap, OpstapError};

use crate::error::CoreError;
use crate::messages::MessageRow;
use crate::service::service;
use crate::value::{CaseId, Uuid, asked};

/// A file to send. Its bytes stay on their side of the boundary: the core reads them where they lie.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FileDraft {
    /// Where it lies. The core reads it and leaves it there: a copy that was made for sending is the shell's to remove.
    pub path: String,
    /// What to call it, such as the name that the phone gave it; 200 characters at most.
    pub name: String,
    /// A small picture of it, at most 8 KiB of JPEG, PNG or WebP. The platform makes it.
    #[uniffi(default)]
    pub thumbnail: Option<Vec<u8>>,
}

/// What somebody photographed, and where it lies, is nobody else's to read.
impl std::fmt::Debug for FileDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileDraft")
    }
}

impl FileDraft {
    /// Its bytes, from where it lies.
    pub(crate) fn read(self) -> Result<FileEntry, OpstapError> {
        FileEntry::read(Path::new(&self.path), self.name, self.thumbnail)
    }
}

/// Where the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FilePlace {
    /// On this device only, or partly at the server; it is sent with the next rounds.
    Waits,
    /// Here and at the server.
    Sent,
    /// On this device only: the server does not take it.
    Refused,
    /// At the server, and on its way.
    Coming,
    /// Fetched, and at the server.
    Here,
    /// At the server, or on its way there from another device.
    MustBeFetched,
}

/// A file with a message.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FileRow {
    /// Its id.
    pub id: Uuid,
    /// What its author called it.
    pub name: String,
    /// Its media type, such as `image/jpeg`.
    pub media: String,
    /// How large, in words.
    pub size_text: String,
    /// This person added it.
    pub mine: bool,
    /// Where its bytes are.
    pub place: FilePlace,
    /// The same in words, with how far it is.
    pub place_text: String,
    /// A small picture of it.
    pub thumbnail: Option<Vec<u8>>,
    /// [`Files::bytes`] has them.
    pub can_show: bool,
    /// [`Files::fetch`] brings it here.
    pub can_fetch: bool,
    /// [`Files::evict`] may take it from this device.
    pub can_evict: bool,
}

service!(
    /// Files with messages.
    Files
);

#[uniffi::export]
impl Files {
    /// Writes a message with files, of 1 byte to 25 MiB each. Kept at once, all of it or nothing; sent when there is a
    /// network, the words first. Without words it says that something comes with it.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] for a text that is too long, and for a file that cannot be read, is too large, or is no
    /// photo, scan or voice note; [`CoreError::Storage`] without room for it.
    #[uniffi::method(default(case = None))]
    pub async fn send(
        &self,
        text: String,
        files: Vec<FileDraft>,
        case: Option<CaseId>,
    ) -> Result<MessageRow, CoreError> {
        let case = asked(case);
        let mut files = files.into_iter();
        let sent = self.engine.write(move |device| {
            let mut next = || files.next().map(FileDraft::read);
            Ok(device.send_with_files(case, &text, &mut next)?.into())
        });
        sent.await
    }

    /// One file.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a file.
    #[uniffi::method(default(case = None))]
    pub async fn file(&self, id: Uuid, case: Option<CaseId>) -> Result<FileRow, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(device.file(case, id)?.into())).await
    }

    /// All bytes of a file that is here, for showing it. They exist in the clear in memory only: write them nowhere.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a file; [`CoreError::Refused`] for one that has to be fetched first.
    #[uniffi::method(default(case = None))]
    pub async fn bytes(&self, id: Uuid, case: Option<CaseId>) -> Result<Vec<u8>, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| device.file_bytes(case, id)).await
    }

    /// Fetches a file from the server, from where an earlier fetching broke off. What does not come now comes with the
    /// next rounds.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a file; [`CoreError::Refused`] while its author's device has not sent it
    /// yet; [`CoreError::Offline`], [`CoreError::Server`], [`CoreError::Storage`], [`CoreError::Cancelled`] by a pause:
    /// what came is kept.
    #[uniffi::method(default(case = None))]
    pub async fn fetch(&self, id: Uuid, case: Option<CaseId>) -> Result<FileRow, CoreError> {
        let case = asked(case);
        let row = self.engine.online(move |device: &Opstap| Box::pin(device.fetch_file(case, id))).await;
        // What is still on its way goes on by itself.
        self.engine.work.notify_one();
        Ok(row?.into())
    }

    /// Takes the bytes of a file from this device. It stays in the conversation, and can be fetched again.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a file; [`CoreError::Refused`] for one that is on this device only.
    #[uniffi::method(default(case = None))]
    pub async fn evict(&self, id: Uuid, case: Option<CaseId>) -> Result<FileRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(device.evict_file(case, id)?.into())).await
    }
}

impl From<opstap::FilePlace> for FilePlace {
    fn from(from: opstap::FilePlace) -> Self {
        match from {
            opstap::FilePlace::Waits => Self::Waits,
            opstap::FilePlace::Sent => Self::Sent,
            opstap::FilePlace::Refused => Self::Refused,
            opstap::FilePlace::Coming => Self::Coming,
            opstap::FilePlace::Here => Self::Here,
            opstap::FilePlace::MustBeFetched => Self::MustBeFetched,
        }
    }
}

impl From<opstap::FileRow> for FileRow {
    fn from(from: opstap::FileRow) -> Self {
        Self {
            id: from.id,
            name: from.name,
            media: from.media,
            size_text: from.size_text,
            mine: from.mine,
            place: from.place.into(),
            place_text: from.place_text,
            thumbnail: from.thumbnail,
            can_show: !from.place.can_fetch(),
            can_fetch: from.place.can_fetch(),
            can_evict: from.place.can_evict(),
        }
    }
}
