//! Adding, listing and opening files. Adding one waits for no network; its bytes follow with the rounds, in parts, and
//! are fetched when somebody wants to see them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_content::Value as Word;
use opstap_domain::ids::ScopeId;
use opstap_domain::{Phrase, order};
use opstap_store::{Edit, FileState, Record};
use opstap_sync::blob::{About, SIZE_MAX, belongs_to, kind_in, media_of};
use serde_json::json;
use uuid::Uuid;

use super::{FileEntry, FilePlace, FileRow};
use crate::conversation::{MessageRow, written};
use crate::device::{Inner, Opstap, topic};
use crate::error::OpstapError;
use crate::room::Room;

/// What a file goes with. It lives where that lives.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Message(Uuid),
    Letter(Uuid),
}

/// A thumbnail's bytes at most.
const THUMBNAIL_MAX: usize = 8 * 1024;

impl Opstap {
    /// Adds a file to a message of this person. It is safe here when this returns, and is sent with the next rounds.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a message; [`OpstapError::NotAllowed`] for somebody else's;
    /// [`OpstapError::Refused`] for a file that is too large or no photo, scan or voice note;
    /// [`OpstapError::DiskFull`]. Nothing was added then.
    pub fn attach(
        &self,
        case: Option<Uuid>,
        message: Uuid,
        entry: &FileEntry,
    ) -> Result<FileRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let account = inner.account()?;
            let of = inner.store.record(room.together, "message", message)?;
            let of = of.ok_or(OpstapError::Unknown { what: "record" })?;
            if of.text("author") != account.to_string() {
                return Err(OpstapError::NotAllowed);
            }
            let mut entry = Some(Ok(entry.clone()));
            let kept = self.keep(inner, &room, Of::Message(message), Vec::new(), &mut || entry.take())?;
            let id = kept.first().ok_or(OpstapError::Unexpected { reference: "file" })?;
            file_row(inner, &room, *id)
        })
    }

    /// Sends a message with files: all of it is kept, or nothing. Without words of its own it says what comes with it.
    /// `next` gives one file after another, so that no two have to be in memory.
    ///
    /// # Errors
    ///
    /// What `next` says; otherwise as [`Opstap::send_message`] and [`Opstap::attach`].
    pub fn send_with_files(
        &self,
        case: Option<Uuid>,
        text: &str,
        next: &mut dyn FnMut() -> Option<Result<FileEntry, OpstapError>>,
    ) -> Result<MessageRow, OpstapError> {
        let sent = self.with(|inner| {
            let room = self.room(inner, case)?;
            let alone = room.words.text("file-alone");
            let text = if text.trim().is_empty() { &alone } else { text };
            let (message, written) = written(inner, &room, text, None)?;
            self.keep(inner, &room, Of::Message(message), vec![written], next)?;
            Ok(message)
        })?;
        self.message(case, sent)
    }

    /// Keeps files of one message or letter, and journals them after `edits`, in one piece.
    pub(crate) fn keep(
        &self,
        inner: &mut Inner,
        room: &Room,
        of: Of,
        mut edits: Vec<Edit>,
        next: &mut dyn FnMut() -> Option<Result<FileEntry, OpstapError>>,
    ) -> Result<Vec<Uuid>, OpstapError> {
        let mut kept = Vec::new();
        let mut all = || {
            while let Some(entry) = next() {
                let id = inner.fresh_id(room.now);
                // A thousandth apart, so that the pages of a letter stay in their order.
                let added_at = room.now.0.saturating_add(kept.len() as i64);
                kept.push(id);
                edits.push(record(inner, room, (id, of, added_at), &entry?)?);
            }
            self.act(inner, &edits).map(|_| ())
        };
        let done = all();
        for id in &kept {
            // If either fails, the next start does it: it asks the journal which files have a record.
            let _ = match done {
                Ok(()) => inner.store.file_written(*id),
                Err(_) => inner.store.forget_file(*id),
            };
        }
        done.map(|()| kept)
    }

    /// The files of a case, oldest first, those with messages before those of letters; with `message` those that go with it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn files(&self, case: Option<Uuid>, message: Option<Uuid>) -> Result<Vec<FileRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut all = rows(inner, &room, room.together)?;
            all.extend(rows(inner, &room, room.money)?);
            all.retain(|row| message.is_none() || row.message == message);
            Ok(all)
        })
    }

    /// One file.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a file.
    pub fn file(&self, case: Option<Uuid>, file: Uuid) -> Result<FileRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            file_row(inner, &room, file)
        })
    }

    /// The bytes of a file that is here.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a file; [`OpstapError::Refused`] for one that has to be fetched first.
    pub fn file_bytes(&self, case: Option<Uuid>, file: Uuid) -> Result<Vec<u8>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let row = file_row(inner, &room, file)?;
            if row.place.can_fetch() {
                return Err(OpstapError::refused("file", Phrase::new("refused-file-not-here")));
            }
            Ok(inner.store.file_bytes(file)?)
        })
    }

    /// Makes room on this device: removes the bytes of a file that the server has. It stays in the conversation, and
    /// can be fetched again.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a file; [`OpstapError::Refused`] for one that is on this device only.
    pub fn evict_file(&self, case: Option<Uuid>, file: Uuid) -> Result<FileRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let row = file_row(inner, &room, file)?;
            inner.store.evict_file(file)?;
            self.announce(inner, kind_in(row.scope(&room).compartment).map(topic).into_iter());
            file_row(inner, &room, file)
        })
    }

    /// Fetches the bytes of a file, from where an earlier fetching broke off. What does not come now comes with the
    /// next rounds.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a file; [`OpstapError::Refused`] while its author's device has not sent
    /// it yet; [`OpstapError::Offline`], [`OpstapError::Server`], [`OpstapError::DiskFull`]: what came is kept.
    pub async fn fetch_file(&self, case: Option<Uuid>, file: Uuid) -> Result<FileRow, OpstapError> {
        let _one = self.syncing.lock().await;
        let wanted = self.with(|inner| {
            let room = self.room(inner, case)?;
            let row = file_row(inner, &room, file)?;
            let wanted = row.place.can_fetch();
            if wanted {
                inner.store.want_file(row.scope(&room), file, row.size)?;
            }
            Ok(wanted)
        })?;
        if wanted {
            self.move_file(file).await?;
        }
        self.with(|inner| {
            let room = self.room(inner, case)?;
            file_row(inner, &room, file)
        })
    }
}

/// Keeps the bytes of a file, and gives its record.
fn record(
    inner: &mut Inner,
    room: &Room,
    (id, of, added_at): (Uuid, Of, i64),
    entry: &FileEntry,
) -> Result<Edit, OpstapError> {
    let (media, name) = checked(entry)?;
    let (scope, kind, of) = match of {
        Of::Message(of) => (room.together, "file", json!({ "kind": "message", "id": of })),
        Of::Letter(of) => (room.money, "letter_file", json!({ "kind": "letter", "id": of })),
    };
    let hash = inner.store.keep_file(scope, id, &entry.bytes)?;
    let content = json!({ "size": entry.bytes.len(), "media": media, "hash": hash });
    let mut units = vec![
        ("content", content),
        ("name", json!(name)),
        ("of", of),
        ("added_at", json!(added_at)),
        ("author", json!(inner.account()?)),
    ];
    let thumbnail = entry.thumbnail.as_ref().map(|picture| URL_SAFE_NO_PAD.encode(picture));
    units.extend(thumbnail.map(|picture| ("thumbnail", json!(picture))));
    Ok(Edit::put(scope, kind, id, units))
}

impl FileRow {
    /// Where its record lives.
    fn scope(&self, room: &Room) -> ScopeId {
        if self.letter.is_some() { room.money } else { room.together }
    }
}

fn file_row(inner: &mut Inner, room: &Room, file: Uuid) -> Result<FileRow, OpstapError> {
    let mut record = inner.store.record(room.together, "file", file)?;
    if record.is_none() {
        record = inner.store.record(room.money, "letter_file", file)?;
    }
    let row = record.map(|record| row(inner, room, &record)).transpose()?.flatten();
    row.ok_or(OpstapError::Unknown { what: "file" })
}

/// The media type of a file, and what it is called.
fn checked(entry: &FileEntry) -> Result<(&'static str, &str), OpstapError> {
    let refused = |key: &'static str| OpstapError::refused("file", Phrase::new(key));
    if !(1..=SIZE_MAX).contains(&(entry.bytes.len() as u64)) {
        return Err(refused("refused-file-size"));
    }
    let media = media_of(&entry.bytes).ok_or_else(|| refused("refused-file-media"))?;
    let name = entry.name.trim();
    if name.is_empty() {
        return Err(OpstapError::refused("name", Phrase::new("refused-missing")));
    }
    let picture = |bytes: &[u8]| matches!(media_of(bytes), Some("image/jpeg" | "image/png" | "image/webp"));
    let fits = |bytes: &Vec<u8>| bytes.len() <= THUMBNAIL_MAX && picture(bytes);
    if entry.thumbnail.as_ref().is_some_and(|thumbnail| !fits(thumbnail)) {
        return Err(OpstapError::refused("thumbnail", Phrase::new("refused-file-size")));
    }
    Ok((media, name))
}

/// All files of a scope of a case, oldest first.
pub(crate) fn rows(inner: &mut Inner, room: &Room, scope: ScopeId) -> Result<Vec<FileRow>, OpstapError> {
    let Some(kind) = kind_in(scope.compartment) else { return Ok(Vec::new()) };
    let mut records = inner.store.records(scope, kind)?;
    order::sort_by_key(&mut records, |record| (record.value("added_at").as_i64().unwrap_or(0), record.id));
    let mut all = Vec::with_capacity(records.len());
    for record in records {
        all.extend(row(inner, room, &record)?);
    }
    Ok(all)
}

fn row(inner: &mut Inner, room: &Room, record: &Record) -> Result<Option<FileRow>, OpstapError> {
    // Of a newer version, or damaged: there is nothing to show.
    let Some(about) = About::of(&record.state) else { return Ok(None) };
    let (place, upto) = match inner.store.file(record.id)?.map(|row| row.state) {
        None => (FilePlace::MustBeFetched, 0),
        Some(FileState::Waiting { upto }) => (FilePlace::Waits, upto),
        Some(FileState::Sent) => (FilePlace::Sent, about.size),
        Some(FileState::Refused) => (FilePlace::Refused, 0),
        Some(FileState::Wanted { upto }) => (FilePlace::Coming, upto),
        Some(FileState::Here) => (FilePlace::Here, about.size),
    };
    let place_key = match place {
        FilePlace::Waits if upto == 0 => "file-waits",
        FilePlace::Waits | FilePlace::Coming => "file-coming",
        FilePlace::Sent => "file-sent",
        FilePlace::Refused => "file-refused",
        FilePlace::Here => "file-here",
        FilePlace::MustBeFetched => "file-must-be-fetched",
    };
    let (size_key, count) = match about.size.div_ceil(1000) {
        thousands @ 0..1000 => ("file-size-kb", thousands),
        thousands => ("file-size-mb", thousands.div_ceil(1000)),
    };
    let percent = upto.saturating_mul(100) / about.size;
    let thumbnail = URL_SAFE_NO_PAD.decode(record.text("thumbnail")).ok();
    Ok(Some(FileRow {
        id: record.id,
        message: belongs_to(&record.state).filter(|_| record.scope == room.together),
        letter: belongs_to(&record.state).filter(|_| record.scope == room.money),
        name: record.text("name").to_owned(),
        media: about.media,
        size: about.size,
        size_text: room.words.text_with(size_key, &[("count", Word::from(count as usize))]),
        mine: about.author == Some(inner.account()?),
        place,
        place_text: room.words.text_with(place_key, &[("percent", Word::from(percent as usize))]),
        percent: percent as u8,
        thumbnail: thumbnail.filter(|bytes| !bytes.is_empty()),
    }))
}
