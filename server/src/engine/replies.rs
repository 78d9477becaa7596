//! What a client answers to a text message or a mail: a stop, or words for their helper. And a mail that nobody got.

use opstap_domain::contact::{STOPS, is_stop, mail, mobile};
use opstap_domain::ids::ScopeId;
use serde_json::json;
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use crate::audit::{Act, Actor, Way};
use crate::delivery::{Answer, Said};
use crate::register::REMINDERS;
use crate::store::{Channel, DeliveryRow, DeliveryState, ScopeStore, Stored};

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

    /// Takes a mail that came back to a mail of ours, which it has to name, from the address that ours went to and that is
    /// theirs still (ADR-0048). Words go to the case that was written to; a first line that says stop is one. One that says
    /// that ours was not delivered makes a person look at it. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn take_mail(&mut self, answer: &Answer, now_ms: i64) -> Stored<Replied> {
        if answer.to.is_empty() || answer.said == Said::Automatic {
            return Ok(Replied::Nobody);
        }
        let ours = |row: &DeliveryRow| row.channel == Channel::Mail && answer.to.contains(&row.reference());
        let row = self.store.deliveries(None)?.into_iter().rev().find(|row| went(row) && ours(row));
        let Some(row) = row else { return Ok(Replied::Nobody) };
        let Said::Words { words, more } = &answer.said else {
            // Whoever hands it over just now finds that it is settled.
            let (state, why, lease) = (DeliveryState::Dead, CAME_BACK.to_owned(), String::new());
            self.store.set_delivery(&DeliveryRow { state, lease, why, ..row.clone() }, &row.lease)?;
            return Ok(Replied::Returned);
        };
        let Some(from) = mail(&answer.from) else { return Ok(Replied::Nobody) };
        let Some(theirs) = self.theirs(row.scope, "mail", &from)? else { return Ok(Replied::Nobody) };
        let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
        let stops = is_stop(first);
        if stops {
            self.keep_stop(theirs, now_ms)?;
        }
        // A mail of a photo alone says that there is a photo.
        let words = if stops { rest } else { words };
        let says = *more || !words.trim().is_empty();
        if says {
            self.keep_words(theirs, &["mail/", &answer.name].concat(), words, *more, now_ms)?;
        }
        Ok(if stops {
            Replied::Stopped
        } else if says {
            Replied::Kept
        } else {
            Replied::Nobody
        })
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
