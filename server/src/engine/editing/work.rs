//! What is written down of the work on a text, and files of examples.

use opstap_content::examples::ReadExample;
use opstap_domain::editing::State;
use opstap_domain::ids::Role;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{library, message_body, text, unit, work_id};
use crate::engine::Engine;
use crate::engine::ONCE_LENGTH;
use crate::engine::organisation::AdminError;
use crate::random;
use crate::store::{AccountRow, ScopeStore, StoreError, Stored};

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    /// Examples that were not there.
    pub added: usize,
    /// Examples that said something else.
    pub changed: usize,
    /// Examples that were the same already.
    pub same: usize,
    /// Of these, so many wait for an editor's answer.
    pub proposed: usize,
}

/// What somebody did with a text.
pub(super) struct Work<'w> {
    pub(super) state: State,
    pub(super) body: Map<String, Value>,
    pub(super) reason: &'w str,
    /// Where it was published.
    pub(super) version: Option<String>,
    /// By which the same request is known when it comes again: [`asked_as`].
    pub(super) asked: String,
}

/// What was asked, as it is remembered.
pub(super) fn asked_as(request: &impl serde::Serialize) -> String {
    serde_json::to_vec(request).map(|bytes| blake3::hash(&bytes).to_hex().to_string()).unwrap_or_default()
}

impl<S: ScopeStore> Engine<S> {
    /// Writes down how far the work on a text is.
    pub(super) fn note_work(
        &mut self,
        person: &AccountRow,
        (kind, key): (&str, &str),
        work: Work<'_>,
        now_ms: i64,
    ) -> Stored<()> {
        let (scope, id) = (library(person.org), work_id(person.org, kind, key));
        self.store.add_scope(scope, person.org)?;
        let old = self.store.record(scope, id)?;
        let known = |name: &str| old.as_ref().map(|record| text(record, name)).filter(|one| !one.is_empty());
        // Who proposed it stays its author.
        let own = person.id.to_string();
        let author = known("author").unwrap_or(&own).to_owned();
        let version = work.version.unwrap_or_else(|| known("version").unwrap_or_default().to_owned());
        // Once the organisation decided about it, a package does not any more.
        let decided = matches!(work.state, State::Published | State::Withdrawn);
        let ours =
            decided || old.as_ref().and_then(|record| unit(record, "ours")) == Some(&Value::Bool(true));
        let units = [
            ("key", Value::from(key)),
            ("state", Value::from(work.state.name())),
            ("body", Value::Object(work.body)),
            ("author", Value::from(author)),
            ("editor", Value::from(own)),
            ("reason", Value::from(work.reason)),
            ("version", Value::from(version)),
            ("ours", Value::from(ours)),
            ("asked", Value::from(work.asked)),
            ("at", Value::from(now_ms)),
        ];
        self.say(scope, id, kind, units, now_ms)
    }

    /// A name for a new text: of its own, or the one that follows from the asker's key.
    pub(super) fn fresh_key(&mut self, person: &AccountRow, once: &str, now_ms: i64) -> Stored<String> {
        let id = if ONCE_LENGTH.contains(&once.len()) {
            library(person.org).derived_id(&format!("once/{}/{once}", person.id))
        } else {
            random::id(self.random.as_mut(), now_ms)?
        };
        Ok(format!("own-{}", id.simple()))
    }

    /// Takes a file of examples in, all of it or nothing. Those that were approved are published; an example that is there
    /// by the same id is replaced, and nobody's work on another is touched.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there.
    pub fn import_examples(
        &mut self,
        org: Uuid,
        all: &[ReadExample],
        now_ms: i64,
    ) -> Result<Imported, AdminError> {
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            let mut imported = Imported::default();
            // Nobody: an import is the organisation's own.
            let ours = AccountRow {
                id: Uuid::nil(),
                org,
                role: Role::Server,
                name: String::new(),
                ge: 0,
                closed_at: None,
            };
            for one in all {
                engine.import_one(&ours, one, &mut imported, now_ms)?;
            }
            Ok(imported)
        })
    }

    fn import_one(
        &mut self,
        ours: &AccountRow,
        one: &ReadExample,
        imported: &mut Imported,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let kind = "message_template";
        let standing = self.standing(ours.org, kind, &one.id)?;
        let before = standing.body();
        let body = message_body(&one.id, &one.example, before.clone().unwrap_or_default());
        let published = one.state == State::Published;
        let same = before.as_ref() == Some(&body) && published == standing.live.is_some();
        match (same, before.is_some()) {
            (true, _) => imported.same += 1,
            (false, true) => imported.changed += 1,
            (false, false) => imported.added += 1,
        }
        imported.proposed += usize::from(!published);
        if same {
            return Ok(());
        }
        let mut work =
            Work { state: one.state, body: body.clone(), reason: "", version: None, asked: String::new() };
        if published {
            work.version = self.publish(ours.org, (kind, &one.id), &standing, body, now_ms)?;
        }
        self.note_work(ours, (kind, &one.id), work, now_ms)
    }
}
