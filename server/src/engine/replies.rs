//! What a client answers to a text message or a mail: a stop, or words for their helper. And a mail that nobody got.

use opstap_domain::contact::{STOPS, is_stop, mail, mobile};
use opstap_domain::ids::ScopeId;
use opstap_sync::blob::About;
use serde_json::json;
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use crate::audit::{Act, Actor, Way};
use crate::delivery::{Answer, Said};
use crate::register::REMINDERS;
use crate::store::{BlobRow, Channel, DeliveryRow, DeliveryState, ScopeStore, Stored};

/// Characters of a message (its unit `body`).
const WORDS_MAX: usize = 4_000;

/// Why a mail that came back was not delivered, for who keeps the server.
const CAME_BACK: &str = "the mail came back";

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replied {
    /// Nothing is sent there any more.
    Stopped,
    /// It stands in the conversation.
    Kept,
    /// It says that a mail of ours was not delivered, and that is known now.
    Returned,
    /// Nobody who answers like this was sent anything.
    Nobody,
}

/// Whose words they are: the case that was written to, and its client.
type Theirs = (ScopeId, Uuid);

/// Where files of an answer belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addressed {
    /// The organisation.
    pub org: Uuid,
    /// What the client and their helpers have together.
    pub scope: ScopeId,
}

/// A file of an answer whose bytes lie in the object store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Its record, by [`file_of`].
    pub rec: Uuid,
    /// What it is called, for people.
    pub name: String,
    /// Its bytes, as a record of a file says them.
    pub about: About,
}

/// The record of the `n`-th file of a mail: the same for each copy of it.
#[must_use]
pub fn file_of(scope: ScopeId, mail: &str, n: usize) -> Uuid {
    scope.derived_id(&format!("mail/{mail}/file/{n}"))
}

impl<S: ScopeStore> Engine<S> {
    /// Takes an answer from a number; `name` is what the service calls it, so that one that comes twice is one. A stop
    /// counts for every case with this number; words go to the case that was written to last. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn take_reply(&mut self, name: &str, from: &str, words: &str, now_ms: i64) -> Stored<Replied> {
        let Some(number) = mobile(from) else { return Ok(Replied::Nobody) };
        let mut written: Vec<ScopeId> = Vec::new();
        for row in self.store.deliveries(None)?.into_iter().rev() {
            if row.channel == Channel::Sms && went(&row) && !written.contains(&row.scope) {
                written.push(row.scope);
            }
        }
        // The newest first, and only where the number is theirs still.
        let mut theirs = Vec::new();
        for scope in written {
            theirs.extend(self.theirs(scope, "mobile", &number)?);
        }
        let Some(last) = theirs.first().copied() else { return Ok(Replied::Nobody) };
        if is_stop(words) {
            for theirs in theirs {
                self.keep_stop(theirs, now_ms)?;
            }
            return Ok(Replied::Stopped);
        }
        self.keep_words(last, &["reply/", name].concat(), words, false, now_ms)?;
        Ok(Replied::Kept)
    }

    /// Whose answer a mail is: a mail of ours that it names, and for words the case of who wrote them.
    fn answered_by(&mut self, answer: &Answer) -> Stored<Option<(DeliveryRow, Option<Theirs>)>> {
        if answer.to.is_empty() || answer.said == Said::Automatic {
            return Ok(None);
        }
        let ours = |row: &DeliveryRow| row.channel == Channel::Mail && answer.to.contains(&row.reference());
        let row = self.store.deliveries(None)?.into_iter().rev().find(|row| went(row) && ours(row));
        let Some(row) = row else { return Ok(None) };
        let theirs = match (&answer.said, mail(&answer.from)) {
            (Said::Words { .. }, Some(from)) => self.theirs(row.scope, "mail", &from)?,
            _ => None,
        };
        Ok(Some((row, theirs)))
    }

    /// Where the files of a mail belong, before they are put into the object store; `None`: nowhere, or this server takes none.
    /// Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) when the store cannot be read.
    pub fn mail_belongs(&mut self, answer: &Answer) -> Stored<Option<Addressed>> {
        let theirs = self.answered_by(answer)?.and_then(|(_, theirs)| theirs);
        let Some((scope, client)) = theirs.filter(|_| self.blob_keys.is_some()) else { return Ok(None) };
        Ok(self.store.account(client)?.map(|row| Addressed { org: row.org, scope }))
    }

    /// Takes a mail that came back to a mail of ours, which it has to name, from the address that ours went to and that is
    /// theirs still (ADR-0048). Words go to the case that was written to, with the files that `arrived` there; a first line that
    /// says stop is one. One that says that ours was not delivered makes a person look at it. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn take_mail(&mut self, answer: &Answer, arrived: &[Arrived], now_ms: i64) -> Stored<Replied> {
        let Some((row, theirs)) = self.answered_by(answer)? else { return Ok(Replied::Nobody) };
        let Said::Words { words, files, more } = &answer.said else {
            // Whoever hands it over just now finds that it is settled.
            let (state, why, lease) = (DeliveryState::Dead, CAME_BACK.to_owned(), String::new());
            self.store.set_delivery(&DeliveryRow { state, lease, why, ..row.clone() }, &row.lease)?;
            return Ok(Replied::Returned);
        };
        let Some(theirs) = theirs else { return Ok(Replied::Nobody) };
        let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
        let stops = is_stop(first);
        if stops {
            self.keep_stop(theirs, now_ms)?;
        }
        // A mail of a photo alone says that there is a photo.
        let words = if stops { rest } else { words };
        let more = *more || arrived.len() < files.len();
        let says = more || !files.is_empty() || !words.trim().is_empty();
        if says {
            self.keep_answer(theirs, answer, (words, more, arrived), now_ms)?;
        }
        Ok(if stops {
            Replied::Stopped
        } else if says {
            Replied::Kept
        } else {
            Replied::Nobody
        })
    }

    /// Words and what came along with them, once for each mail.
    fn keep_answer(
        &mut self,
        theirs: Theirs,
        answer: &Answer,
        (words, more, arrived): (&str, bool, &[Arrived]),
        now_ms: i64,
    ) -> Stored<()> {
        let (scope, client) = theirs;
        let name = ["mail/", &answer.name].concat();
        let id = scope.derived_id(&name);
        if self.store.record(scope, id)?.is_some() {
            return Ok(());
        }
        // A message has words; one of a file alone says that.
        let alone = if words.trim().is_empty() && !arrived.is_empty() && !more {
            Some(self.words_of(scope)?.text("file-alone"))
        } else {
            None
        };
        self.keep_words(theirs, &name, alone.as_deref().unwrap_or(words), more, now_ms)?;
        for Arrived { rec, name, about } in arrived {
            let content = json!({ "size": about.size, "media": about.media, "hash": about.hash });
            let units = [
                ("content", content),
                ("name", json!(name)),
                ("of", json!({ "kind": "message", "id": id })),
                ("added_at", json!(now_ms)),
                ("author", json!(client.to_string())),
            ];
            self.say(scope, *rec, "file", units, now_ms)?;
            let Some(keys) = &self.blob_keys else { continue };
            let (at, upto, done) = (keys.place(scope, *rec), about.size, true);
            let row = BlobRow { scope, rec: Some(*rec), at, upto, done, gone: false, touched_at: now_ms };
            self.store.put_blob(&row)?;
        }
        Ok(())
    }

    /// The case, where it is open and this is how its client is reached.
    fn theirs(&mut self, scope: ScopeId, by: &str, address: &str) -> Stored<Option<Theirs>> {
        let Some(file) = self.store.case(scope.owner)?.filter(|file| file.closed_at.is_none()) else {
            return Ok(None);
        };
        let contact = self.store.record(scope, scope.derived_id("contact"))?;
        let said = contact.filter(|record| !record.deleted);
        let said = said.as_ref().and_then(|record| record.units.get(by)?.v.as_str());
        Ok(said.is_some_and(|said| said.eq_ignore_ascii_case(address)).then_some((scope, file.client)))
    }

    fn keep_stop(&mut self, (scope, client): Theirs, now_ms: i64) -> Stored<()> {
        self.note_reply(scope, client, "stop", now_ms)?;
        self.say(scope, scope.derived_id("contact"), "contact", [("stop", json!(STOPS[1]))], now_ms)
    }

    /// Puts words into the conversation, once for each name. Where there is more than words, or more than a message holds,
    /// it says so: the rest is where the answer came in.
    fn keep_words(
        &mut self,
        (scope, client): Theirs,
        name: &str,
        words: &str,
        more: bool,
        now_ms: i64,
    ) -> Stored<()> {
        let id = scope.derived_id(name);
        if self.store.record(scope, id)?.is_some() {
            return Ok(());
        }
        let mut body: String = words.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        if more || body.chars().count() > WORDS_MAX {
            let rest = ["\n\n", &self.words_of(scope)?.text("reply-more")].concat();
            body =
                body.chars().take(WORDS_MAX.saturating_sub(rest.chars().count())).collect::<String>() + &rest;
        }
        let body = body.trim();
        if body.is_empty() {
            return Ok(());
        }
        let author = json!(client.to_string());
        let units = [("body", json!(body)), ("sent_at", json!(now_ms)), ("author", author)];
        self.say(scope, id, "message", units, now_ms)?;
        self.note_reply(scope, client, "reply", now_ms)
    }

    fn note_reply(&mut self, scope: ScopeId, client: Uuid, detail: &'static str, now_ms: i64) -> Stored<()> {
        let Some(row) = self.store.account(client)? else { return Ok(()) };
        let by = Actor { account: Some(client), role: Some(row.role), ..Actor::nobody(Way::Message) };
        self.note_act(Note::arranged(row.org, by, detail, now_ms).act(Act::Written, REMINDERS).within(scope));
        Ok(())
    }
}

/// Whether it may have reached somebody. Who answers at once answers what is not settled yet.
fn went(row: &DeliveryRow) -> bool {
    !matches!(row.state, DeliveryState::Waits | DeliveryState::Dropped | DeliveryState::Dead)
}
