//! What a client answers to a text message: a stop, or words for their helper.

use opstap_domain::contact::{STOPS, is_stop, mobile};
use opstap_domain::ids::ScopeId;
use serde_json::json;
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use crate::audit::{Act, Actor, Way};
use crate::register::REMINDERS;
use crate::store::{Channel, DeliveryState, ScopeStore, Stored};

/// Characters of a message (its unit `body`).
const WORDS_MAX: usize = 4_000;

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replied {
    /// Nothing is sent there any more.
    Stopped,
    /// It stands in the conversation.
    Kept,
    /// Nobody with this number was sent anything.
    Nobody,
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
            // Who answers at once answers what is not settled yet.
            let went =
                !matches!(row.state, DeliveryState::Waits | DeliveryState::Dropped | DeliveryState::Dead);
            if row.channel == Channel::Sms && went && !written.contains(&row.scope) {
                written.push(row.scope);
            }
        }
        // The newest first, and only where the number is theirs still.
        let mut theirs = Vec::new();
        for scope in written {
            let Some(file) = self.store.case(scope.owner)? else { continue };
            let contact = self.store.record(scope, scope.derived_id("contact"))?;
            let said = contact.filter(|record| !record.deleted);
            let said = said.as_ref().and_then(|record| record.units.get("mobile")?.v.as_str());
            if file.closed_at.is_none() && said == Some(number.as_str()) {
                theirs.push((scope, file.client));
            }
        }
        let Some((last, client)) = theirs.first().copied() else { return Ok(Replied::Nobody) };
        if is_stop(words) {
            for (scope, client) in theirs {
                self.note_reply(scope, client, "stop", now_ms)?;
                self.say(scope, scope.derived_id("contact"), "contact", [("stop", json!(STOPS[1]))], now_ms)?;
            }
            return Ok(Replied::Stopped);
        }
        let plain = words.chars().filter(|c| *c == '\n' || !c.is_control());
        let body: String = plain.take(WORDS_MAX).collect();
        let id = last.derived_id(&["reply/", name].concat());
        if !body.trim().is_empty() && self.store.record(last, id)?.is_none() {
            let author = json!(client.to_string());
            let units = [("body", json!(body.trim())), ("sent_at", json!(now_ms)), ("author", author)];
            self.say(last, id, "message", units, now_ms)?;
            self.note_reply(last, client, "reply", now_ms)?;
        }
        Ok(Replied::Kept)
    }

    fn note_reply(&mut self, scope: ScopeId, client: Uuid, detail: &'static str, now_ms: i64) -> Stored<()> {
        let Some(row) = self.store.account(client)? else { return Ok(()) };
        let by = Actor { account: Some(client), role: Some(row.role), ..Actor::nobody(Way::Message) };
        self.note_act(Note::arranged(row.org, by, detail, now_ms).act(Act::Written, REMINDERS).within(scope));
        Ok(())
    }
}
