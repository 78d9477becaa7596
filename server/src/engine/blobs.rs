//! Files: who may bring and fetch their bytes, and how far they came. The bytes themselves pass by here.
//!
//! Each question is asked anew, in the transaction that answers it, of the record as it is stored: whoever lost a
//! case has lost its files with the next part.

use opstap_domain::ids::ScopeId;
use opstap_sync::blob::{self, About, BlobRequest, ScopeKey};
use opstap_sync::ident::DeviceId;
use opstap_sync::record::RecordState;
use opstap_sync::wire::{Grant, Handle, Problem};
use uuid::Uuid;

use super::Engine;
use super::audit::{Note, WINDOW_MS, device_of, purpose};
use crate::audit::Act;
use crate::blobs::{BlobKeys, Place};
use crate::problem;
use crate::store::{AccountRow, BlobRow, DeviceRow, GrantRow, ScopeStore, StoreError, Stored};

/// A file as somebody may have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Where its bytes are.
    pub place: Place,
    /// Its record.
    pub rec: Uuid,
    /// What the record says of them.
    pub about: About,
    /// So many are there.
    pub upto: u64,
    /// All are, and are what the record says.
    pub done: bool,
    /// Whoever asks may bring what lacks.
    pub may_bring: bool,
}

/// Who asks, with what, and what is open to them.
type Asking = (AccountRow, DeviceRow, Vec<Grant>);

/// What becomes of a part that was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It counts: so many bytes are there now.
    Upto(u64),
    /// Somebody was first, or it was begun anew: so many bytes are there.
    Elsewhere(u64),
}

impl<S: ScopeStore> Engine<S> {
    /// With secrets for files; without them there are none.
    #[must_use]
    pub fn with_blob_keys(mut self, keys: BlobKeys) -> Self {
        self.blob_keys = Some(keys);
        self
    }

    /// The keys that go with these grants.
    pub(super) fn scope_keys(&self, grants: &[GrantRow]) -> Vec<(Handle, ScopeKey)> {
        let Some(keys) = &self.blob_keys else { return Vec::new() };
        let given = grants.iter().map(|row| &row.grant).filter(|grant| blob::may_hash(grant));
        given.map(|grant| (grant.h, keys.scope_key(grant.scope))).collect()
    }

    /// Who asks by this token, and what is open to them.
    pub(super) fn who_asks(
        &mut self,
        token: &str,
        device: Option<DeviceId>,
        now_ms: i64,
    ) -> Stored<Result<Asking, Problem>> {
        let row = self.store.device_by_token(blake3::hash(token.as_bytes()).as_bytes())?;
        let Some(row) = row.filter(|row| device.is_none_or(|device| row.id == device)) else {
            return Ok(Err(problem::not_signed_in()));
        };
        if row.revoked_at.is_some() {
            self.note_turned_away(&row, now_ms)?;
            return Ok(Err(if row.wipe { problem::blocked() } else { problem::not_signed_in() }));
        }
        let account = self.store.account(row.account)?;
        let account = account.ok_or_else(|| StoreError::broken("a device without an account"))?;
        if account.closed_at.is_some() {
            return Ok(Err(problem::blocked()));
        }
        let grants = self.store.grants(account.id)?;
        let grants = self.end_shares(grants, now_ms)?;
        Ok(Ok((account, row, grants.into_iter().map(|row| row.grant).collect())))
    }

    /// Where the bytes of a file are, by its record. A record that is not there and one that is not for these eyes
    /// are told apart in no way.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read or written.
    pub fn blob_by_token(
        &mut self,
        token: &str,
        request: &BlobRequest,
        now_ms: i64,
    ) -> Stored<Result<Opened, Problem>> {
        let (account, _, grants) = match self.who_asks(token, Some(request.dev), now_ms)? {
            Ok(known) => known,
            Err(problem) => return Ok(Err(problem)),
        };
        let grant = grants.into_iter().find(|grant| grant.h == request.h);
        let (Some(grant), Some(keys)) = (grant, self.blob_keys.clone()) else { return Ok(Err(nothing())) };
        let row = match self.store.blob(grant.scope, request.id)? {
            Some(row) => row,
            None => BlobRow {
                scope: grant.scope,
                rec: Some(request.id),
                at: keys.place(grant.scope, request.id),
                upto: 0,
                done: false,
                gone: false,
                touched_at: now_ms,
            },
        };
        let Some(opened) = self.opened(&account, &grant, &row)? else { return Ok(Err(nothing())) };
        self.store.put_blob(&row)?;
        Ok(Ok(opened))
    }

    /// The same by what it is called in addresses.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    pub fn blob_at(&mut self, token: &str, at: &str, now_ms: i64) -> Stored<Result<Opened, Problem>> {
        self.blob_for(token, at, Act::Read, now_ms)
    }

    /// The same, to bring a part or to fetch one. Of a file that is not whole there is nothing to read.
    fn blob_for(&mut self, token: &str, at: &str, act: Act, now_ms: i64) -> Stored<Result<Opened, Problem>> {
        let (account, device, grants) = match self.who_asks(token, None, now_ms)? {
            Ok(known) => known,
            Err(problem) => return Ok(Err(problem)),
        };
        let note = Note::arranged(account.org, device_of(&account, &device), "file", now_ms);
        let note = note.act(act, purpose(account.role)).for_(WINDOW_MS);
        let row = self.store.blob_at(account.org, at)?;
        for (grant, row) in grants.iter().filter_map(|grant| Some((grant, row.as_ref()?))) {
            if grant.scope != row.scope {
                continue;
            }
            if let Some(opened) = self.opened(&account, grant, row)? {
                if opened.done || act == Act::Written {
                    self.note_act(note.within(grant.scope));
                }
                return Ok(Ok(opened));
            }
        }
        self.note_act(note.refused());
        Ok(Err(nothing()))
    }

    /// What the holder of `grant` may have of it; `None`: nothing.
    fn opened(&mut self, account: &AccountRow, grant: &Grant, row: &BlobRow) -> Stored<Option<Opened>> {
        let Some(rec) = row.rec.filter(|_| !row.gone) else { return Ok(None) };
        let record = self.store.record(grant.scope, rec)?;
        let Some(record) = record.filter(|record| blob::may_fetch(grant, record)) else { return Ok(None) };
        let Some(about) = About::of(&record) else { return Ok(None) };
        Ok(Some(Opened {
            place: Place { org: account.org, scope: row.scope, at: row.at.clone() },
            rec,
            upto: row.upto.min(about.size),
            done: row.done,
            may_bring: blob::may_bring(grant, account.id, &about),
            about,
        }))
    }

    /// Counts a part that was put, if nobody was before it and the right to bring it is still there.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read or written.
    pub fn count_part(
        &mut self,
        token: &str,
        at: &str,
        part: (u64, u64),
        now_ms: i64,
    ) -> Stored<Result<Counted, Problem>> {
        let opened = match self.blob_for(token, at, Act::Written, now_ms)? {
            Ok(opened) => opened,
            Err(problem) => return Ok(Err(problem)),
        };
        if !opened.may_bring {
            return Ok(Err(nothing()));
        }
        if opened.done || opened.upto != part.0 {
            return Ok(Ok(Counted::Elsewhere(opened.upto)));
        }
        self.put_reach(&opened, part.1, false, now_ms)?;
        Ok(Ok(Counted::Upto(part.1)))
    }

    /// Notes how far a file came that was looked at in the object store. One that went meanwhile stays gone, and one
    /// that came further stays so, unless what is there was not what its record says (`upto` is 0).
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be written.
    pub fn note_reach(&mut self, opened: &Opened, upto: u64, done: bool, now_ms: i64) -> Stored<()> {
        let row = self.store.blob(opened.place.scope, opened.rec)?;
        let same = row.is_some_and(|row| !row.gone && !row.done && row.upto == opened.upto);
        if same { self.put_reach(opened, upto, done, now_ms) } else { Ok(()) }
    }

    fn put_reach(&mut self, opened: &Opened, upto: u64, done: bool, now_ms: i64) -> Stored<()> {
        self.store.put_blob(&BlobRow {
            scope: opened.place.scope,
            rec: Some(opened.rec),
            at: opened.place.at.clone(),
            upto,
            done,
            gone: false,
            touched_at: now_ms,
        })
    }

    /// With the erasure of its record, a file goes too; and with a record, the files that belong to it. A store that
    /// was restored may know nothing of the bytes that lie there.
    pub(super) fn erase_blobs(&mut self, scope: ScopeId, rec: Uuid, kind: &str, now_ms: i64) -> Stored<()> {
        if blob::has_bytes(kind) {
            return self.let_blob_go(scope, Some(rec), now_ms);
        }
        let Some(kind) = blob::kind_in(scope.compartment) else { return Ok(()) };
        let files = self.store.records_of_kind(scope, kind)?;
        for (file, _) in files.into_iter().filter(|(_, record)| blob::belongs_to(record) == Some(rec)) {
            self.erase_record(scope, file, kind, now_ms)?;
        }
        Ok(())
    }

    /// With the deletion of its record, a file goes too: no edit brings it back.
    pub(super) fn let_deleted_blobs_go<'r>(
        &mut self,
        written: impl Iterator<Item = ((ScopeId, Uuid), &'r RecordState)>,
        now_ms: i64,
    ) -> Stored<()> {
        for ((scope, rec), record) in written {
            if record.deleted && blob::has_bytes(&record.kind) {
                self.let_blob_go(scope, Some(rec), now_ms)?;
            }
        }
        Ok(())
    }

    /// With a scope all its files go.
    pub(super) fn erase_blobs_of(&mut self, scope: ScopeId, now_ms: i64) -> Stored<()> {
        if blob::kind_in(scope.compartment).is_none() {
            return Ok(());
        }
        self.store.forget_blobs_of(scope)?;
        self.let_blob_go(scope, None, now_ms)
    }

    fn let_blob_go(&mut self, scope: ScopeId, rec: Option<Uuid>, now_ms: i64) -> Stored<()> {
        let Some(keys) = &self.blob_keys else { return Ok(()) };
        let at = rec.map_or_else(|| keys.scope_place(scope), |rec| keys.place(scope, rec));
        self.store.put_blob(&BlobRow { scope, rec, at, upto: 0, done: false, gone: true, touched_at: now_ms })
    }

    /// What has to leave the object store: what was erased, and what was begun and of which nothing came since
    /// `before_ms`. At most so many at a time.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    pub fn blobs_to_remove(&mut self, before_ms: i64, most: usize) -> Stored<Vec<(Uuid, BlobRow)>> {
        self.store.blobs_to_remove(before_ms, most)
    }

    /// It has left, unless it was begun anew meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be written.
    pub fn forget_removed(&mut self, removed: &BlobRow) -> Stored<()> {
        let now = match removed.rec {
            Some(rec) => self.store.blob(removed.scope, rec)?,
            None => Some(removed.clone()),
        };
        if now.as_ref() == Some(removed) {
            self.store.forget_blob(removed.scope, removed.rec)?;
        }
        Ok(())
    }
}

/// What is not there, and what is not for these eyes.
fn nothing() -> Problem {
    problem::named("not-found", 404, "Nothing is here.")
}
