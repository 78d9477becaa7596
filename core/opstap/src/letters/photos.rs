//! Photos and scans of letters. They live where the letter lives, and are seen by who sees it.

use std::collections::BTreeMap;

#[cfg(feature = "files")]
use opstap_domain::order;
use opstap_store::Edit;
use uuid::Uuid;

#[cfg(feature = "files")]
use super::{LetterEntry, LetterRow, filed, one};
use crate::device::Inner;
#[cfg(feature = "files")]
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::files::FileRow;
#[cfg(feature = "files")]
use crate::files::{FileEntry, Of};
use crate::room::Room;

#[cfg(feature = "files")]
impl Opstap {
    /// Files a letter with photos: all of it is kept, or nothing. `next` gives one file after another, so that no two have to
    /// be in memory.
    ///
    /// # Errors
    ///
    /// What `next` says; otherwise as [`Opstap::file_letter`] and [`Opstap::attach`].
    pub fn file_letter_with_photos(
        &self,
        case: Option<Uuid>,
        entry: &LetterEntry,
        next: &mut dyn FnMut() -> Option<Result<FileEntry, OpstapError>>,
    ) -> Result<LetterRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let (id, filed) = filed(inner, &room, entry)?;
            self.keep(inner, &room, Of::Letter(id), vec![filed], next)?;
            one(inner, &room, id)
        })
    }

    /// Adds a photo or a scan to a letter. It is safe here when this returns, and is sent with the next rounds.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a letter; [`OpstapError::NotAllowed`] for a coach; otherwise as
    /// [`Opstap::attach`]. Nothing was added then.
    pub fn attach_to_letter(
        &self,
        case: Option<Uuid>,
        letter: Uuid,
        entry: &FileEntry,
    ) -> Result<LetterRow, OpstapError> {
        let mut entry = Some(Ok(entry.clone()));
        self.attach_all_to_letter(case, letter, &mut || entry.take())
    }

    /// The same with several: all of them are added, or none. `next` gives one after another.
    ///
    /// # Errors
    ///
    /// What `next` says; otherwise as [`Opstap::attach_to_letter`].
    pub fn attach_all_to_letter(
        &self,
        case: Option<Uuid>,
        letter: Uuid,
        next: &mut dyn FnMut() -> Option<Result<FileEntry, OpstapError>>,
    ) -> Result<LetterRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, letter)?;
            self.keep(inner, &room, Of::Letter(letter), Vec::new(), next)?;
            one(inner, &room, letter)
        })
    }

    /// Erases a photo of a letter that this person added, for good: here now, and at the server and on everybody's device with
    /// their next round. Cannot be undone.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a photo; [`OpstapError::NotAllowed`] for somebody else's.
    pub fn erase_photo(&self, case: Option<Uuid>, photo: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if inner.store.record(room.money, KIND, photo)?.is_none() {
                return Err(OpstapError::Unknown { what: "file" });
            }
            self.act(inner, &[Edit::Erase { scope: room.money, kind: KIND, id: photo }]).map(|_| ())
        })
    }
}

#[cfg(feature = "files")]
const KIND: &str = "letter_file";

/// The photos of a case by their letters.
#[cfg(feature = "files")]
pub(super) fn by_letter(inner: &mut Inner, room: &Room) -> Result<BTreeMap<Uuid, Vec<FileRow>>, OpstapError> {
    let mut all: BTreeMap<Uuid, Vec<FileRow>> = BTreeMap::new();
    for file in crate::files::rows(inner, room, room.money)? {
        if let Some(letter) = file.letter {
            all.entry(letter).or_default().push(file);
        }
    }
    Ok(all)
}

/// What takes the photos of a letter away: a person's own for good, and those of others out of everybody's sight.
#[cfg(feature = "files")]
pub(super) fn gone(inner: &mut Inner, room: &Room, letter: Uuid) -> Result<Vec<Edit>, OpstapError> {
    let photos = order::take(&mut by_letter(inner, room)?, &letter).into_iter();
    let gone = photos.map(|photo| {
        let (scope, kind, id) = (room.money, KIND, photo.id);
        if photo.mine { Edit::Erase { scope, kind, id } } else { Edit::Delete { scope, kind, id } }
    });
    Ok(gone.collect())
}

/// A build without files shows none, and takes none away.
#[cfg(not(feature = "files"))]
#[expect(clippy::unnecessary_wraps, reason = "as with files")]
pub(super) fn by_letter(
    _inner: &mut Inner,
    _room: &Room,
) -> Result<BTreeMap<Uuid, Vec<FileRow>>, OpstapError> {
    Ok(BTreeMap::new())
}

/// The same.
#[cfg(not(feature = "files"))]
#[expect(clippy::unnecessary_wraps, reason = "as with files")]
pub(super) fn gone(_inner: &mut Inner, _room: &Room, _letter: Uuid) -> Result<Vec<Edit>, OpstapError> {
    Ok(Vec::new())
}
