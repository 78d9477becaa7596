//! Texts of an organisation that people write here: proposals, drafts, and what is published of them (ADR-0036).
//!
//! What somebody works on is a record in the organisation's scope `library`, which no account is ever let into: it leaves
//! the server by the routes of this module alone. What is published is a record of the content, as those of a package are,
//! and reaches every device in its rounds.

use opstap_content::examples::is_id;
use opstap_domain::editing::{Deed, REASON_MAX, State, TipText, after, long, next_version};
use opstap_domain::events::Event;
use opstap_domain::examples::Example;
use opstap_domain::features::Feature;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::tips::TipBook;
use opstap_domain::{Date, Instant, Zone};
use opstap_sync::record::RecordState;
use opstap_sync::wire::{ContentChange, ContentText, Problem, ProposalRequest};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Engine;
use super::sign_up::asked_already;
use crate::problem;
use crate::store::{AccountRow, ScopeStore, Stored};

mod forms;
mod found;
mod programmes;
mod work;

pub use work::Imported;
use work::{Work, asked_as};

/// Kinds that are written here.
const KINDS: [&str; 6] = ["message_template", "event", "automation", "tip", "work_form", "programme"];
/// So many proposals of one helper wait at a time.
const WAITING_MAX: usize = 200;

/// A unit's value, where the record has it.
pub(super) fn unit<'r>(record: &'r RecordState, name: &str) -> Option<&'r Value> {
    record.units.get(name).map(|unit| &unit.v)
}

/// A unit's text; empty where there is none.
pub(super) fn text<'r>(record: &'r RecordState, name: &str) -> &'r str {
    unit(record, name).and_then(Value::as_str).unwrap_or_default()
}

/// Where an organisation's work lies.
pub(super) const fn library(org: Uuid) -> ScopeId {
    ScopeId::new(org, Compartment::Library)
}

/// The record of the work on a text.
pub(super) fn work_id(org: Uuid, kind: &str, key: &str) -> Uuid {
    library(org).derived_id(&format!("work/{kind}/{key}"))
}

fn day(now_ms: i64) -> Date {
    Zone::AMSTERDAM.date(Instant(now_ms))
}

fn not_found() -> Problem {
    problem::named("not-found", 404, "Nothing is here.")
}

fn not_allowed() -> Problem {
    problem::named("not-allowed", 403, "This is for somebody else to do.")
}

fn not_offered() -> Problem {
    problem::named("not-offered", 403, "The organisation does not offer this.")
}

fn changed_meanwhile() -> Problem {
    problem::named("changed-meanwhile", 409, "Somebody did something else with it meanwhile.")
}

fn unclear() -> Problem {
    problem::named("unclear", 422, "A field of the text cannot be kept.")
}

/// A text as it is before something is done with it.
struct Standing {
    live: Option<(Uuid, RecordState)>,
    work: Option<RecordState>,
}

impl Standing {
    fn state(&self) -> Option<State> {
        State::from_name(text(self.work.as_ref()?, "state"))
    }

    /// What it said last.
    fn body(&self) -> Option<Map<String, Value>> {
        self.draft().or(self.published()).cloned()
    }

    /// What somebody wrote; a programme that stands as it is has none.
    fn draft(&self) -> Option<&Map<String, Value>> {
        let body = unit(self.work.as_ref()?, "body")?.as_object()?;
        Some(body).filter(|body| !body.is_empty())
    }

    /// What the content says.
    fn published(&self) -> Option<&Map<String, Value>> {
        unit(&self.live.as_ref()?.1, "body")?.as_object()
    }

    /// Whether everybody has it. A programme that was taken back is there for who follows it alone.
    fn is_live(&self) -> bool {
        let away = |body: &Map<String, Value>| body.get("withdrawn") == Some(&Value::Bool(true));
        self.live.is_some() && self.state() != Some(State::Withdrawn) && !self.published().is_some_and(away)
    }

    /// Whether this person asked for exactly this, and nothing was done with it since.
    fn was_asked(&self, person: &AccountRow, asked: &ContentChange) -> bool {
        let own = |record: &RecordState| text(record, "editor") == person.id.to_string();
        self.work.as_ref().is_some_and(|record| own(record) && text(record, "asked") == asked_as(asked))
    }

    /// Which of its days it is: both numbers only rise.
    fn seen(&self) -> String {
        let work = self.work.as_ref().map_or(0, |record| record.s);
        let live = self.live.as_ref().map_or(0, |(_, record)| record.s);
        if work + live == 0 { String::new() } else { format!("{work}.{live}") }
    }
}

impl<S: ScopeStore> Engine<S> {
    /// The account of a token that may ask; or what is answered to it.
    fn person_of(&mut self, token: &str) -> Stored<Result<AccountRow, Problem>> {
        let device = self.store.device_by_token(blake3::hash(token.as_bytes()).as_bytes())?;
        let Some(device) = device.filter(|row| row.revoked_at.is_none()) else {
            return Ok(Err(problem::not_signed_in()));
        };
        let account = self.store.account(device.account)?;
        Ok(account.filter(|row| row.closed_at.is_none()).ok_or_else(problem::not_signed_in))
    }

    /// A helper proposes an example, within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn propose_by_token(
        &mut self,
        token: &str,
        asked: &ProposalRequest,
        now_ms: i64,
    ) -> Stored<Result<(), Problem>> {
        let person = match self.person_of(token)? {
            Ok(person) => person,
            Err(problem) => return Ok(Err(problem)),
        };
        if !matches!(person.role, Role::Counsellor | Role::Coach | Role::Triage | Role::ContentManager) {
            return Ok(Err(not_allowed()));
        }
        if !self.offers(person.org, Feature::Proposals)? {
            return Ok(Err(not_offered()));
        }
        let ProposalRequest { moment, technique, text: words, english, once } = asked.clone();
        let example = Example { moment, technique, text: words, english }.tidy();
        if example.check().is_err() {
            return Ok(Err(unclear()));
        }
        let own = person.id.to_string();
        let open = self.store.records_of_kind(library(person.org), "message_template")?;
        let waits = |record: &RecordState| {
            text(record, "state") == State::Proposed.name() && text(record, "author") == own
        };
        let remembered = asked_as(asked);
        if open.iter().any(|(_, record)| waits(record) && text(record, "asked") == remembered) {
            return Ok(Ok(()));
        }
        if open.iter().filter(|(_, record)| waits(record)).count() >= WAITING_MAX {
            return Ok(Err(problem::named("too-many", 429, "Too many proposals wait for an answer.")));
        }
        let key = self.fresh_key(&person, &once, now_ms)?;
        // Brought before with the same key: it was answered since, or has other words.
        if let Some(state) = self.standing(person.org, "message_template", &key)?.state() {
            return Ok(if state == State::Proposed { Err(asked_already()) } else { Ok(()) });
        }
        let body = message_body(&key, &example, Map::new());
        let work = Work { state: State::Proposed, body, reason: "", version: None, asked: remembered };
        self.note_work(&person, ("message_template", &key), work, now_ms)?;
        Ok(Ok(()))
    }

    /// A content manager does something with a text, within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn change_by_token(
        &mut self,
        token: &str,
        asked: &ContentChange,
        now_ms: i64,
    ) -> Stored<Result<ContentText, Problem>> {
        let person = match self.person_of(token)? {
            Ok(person) if person.role == Role::ContentManager => person,
            Ok(_) => return Ok(Err(not_allowed())),
            Err(problem) => return Ok(Err(problem)),
        };
        let (Some(deed), true) = (Deed::from_name(&asked.deed), KINDS.contains(&asked.kind.as_str())) else {
            return Ok(Err(problem::bad_request("No such deed or kind.")));
        };
        let new = asked.key.is_none();
        let key = match &asked.key {
            Some(key) if is_id(key) => key.clone(),
            None if deed == Deed::Save || deed == Deed::Publish => {
                self.fresh_key(&person, &asked.once, now_ms)?
            }
            _ => return Ok(Err(not_found())),
        };
        let standing = self.standing(person.org, &asked.kind, &key)?;
        if !new && standing.live.is_none() && standing.work.is_none() {
            return Ok(Err(not_found()));
        }
        // What this person asked before, and did not hear the answer of, is done.
        if standing.seen() != asked.seen && !standing.was_asked(&person, asked) {
            return Ok(Err(if new { asked_already() } else { changed_meanwhile() }));
        }
        if standing.seen() == asked.seen {
            let done = self.done(&person, (asked, &key, deed), &standing, now_ms)?;
            if let Err(problem) = done {
                return Ok(Err(problem));
            }
        }
        let now = self.found_one(person.org, &asked.kind, &key)?;
        Ok(now.ok_or_else(not_found))
    }

    fn done(
        &mut self,
        person: &AccountRow,
        (asked, key, deed): (&ContentChange, &str, Deed),
        standing: &Standing,
        now_ms: i64,
    ) -> Stored<Result<(), Problem>> {
        let kind = asked.kind.as_str();
        let before = standing.body();
        let body = match &asked.body {
            None => before.unwrap_or_default(),
            Some(wanted) => match self.kept(person.org, (kind, key, deed), wanted, before)? {
                Some(body) => body,
                None => return Ok(Err(unclear())),
            },
        };
        // A new text that is published at once was a draft for a moment; so was one that is changed while it stands.
        let state = match standing.state() {
            None | Some(State::Published) if asked.body.is_some() => Some(State::Draft),
            state => state,
        };
        let Some(next) = after(state, standing.is_live(), deed) else { return Ok(Err(changed_meanwhile())) };
        if next == State::Published
            && asked.body.is_none()
            && !self.is_finished(person.org, kind, standing)?
        {
            return Ok(Err(unclear()));
        }
        // One that stands can be changed and taken back: people come to it.
        if next == State::Published
            && kind == "event"
            && !standing.is_live()
            && !self.offers(person.org, Feature::Events)?
        {
            return Ok(Err(not_offered()));
        }
        if deed == Deed::Refuse && long("reason", asked.reason.trim(), REASON_MAX).is_err() {
            return Ok(Err(unclear()));
        }
        let reason = if deed == Deed::Refuse { asked.reason.trim() } else { "" };
        let mut work =
            Work { state: next, body: body.clone(), reason, version: None, asked: asked_as(asked) };
        match next {
            State::Published => {
                work.version = self.publish(person.org, (kind, key), standing, body, now_ms)?;
            }
            State::Withdrawn => self.take_back(person.org, kind, standing, now_ms)?,
            State::Draft | State::Proposed | State::Refused => {}
        }
        if matches!(next, State::Published | State::Withdrawn) {
            match kind {
                "event" => self.store.event_changed(person.org, key)?,
                // What the content says needs no second place; what a package says later is then not hidden by it.
                "programme" => work.body = standing.unpublished(next, work.body),
                "work_form" if next == State::Published => work.body = Map::new(),
                _ => {}
            }
        }
        self.note_work(person, (kind, key), work, now_ms)?;
        Ok(Ok(()))
    }

    /// What is kept of a body that was sent: what may be written here, on top of what was there. `None`: it cannot be kept.
    fn kept(
        &mut self,
        org: Uuid,
        (kind, key, deed): (&str, &str, Deed),
        wanted: &Map<String, Value>,
        before: Option<Map<String, Value>>,
    ) -> Stored<Option<Map<String, Value>>> {
        let before = before.unwrap_or_default();
        if matches!(kind, "programme" | "automation" | "work_form") {
            return self.read_written(org, (kind, key, deed), wanted, &before);
        }
        if kind == "message_template" {
            let read = serde_json::from_value::<Example>(Value::Object(wanted.clone())).ok();
            let example = read.map(|example| example.tidy()).filter(|example| example.check().is_ok());
            return Ok(example.map(|example| message_body(key, &example, before)));
        }
        if kind == "event" {
            let event = Event::of(&Value::Object(wanted.clone())).filter(|event| event.check().is_ok());
            let event = event.map(|event| Event { id: key.to_owned(), ..event });
            let Some(Ok(Value::Object(body))) = event.map(serde_json::to_value) else { return Ok(None) };
            return Ok(Some(body));
        }
        let old = TipText::of(&Value::Object(before.clone()));
        let Some(tip) = TipText::of(&Value::Object(wanted.clone())) else { return Ok(None) };
        let book = self.tip_book(org)?;
        if tip.check(key, &book, old.as_ref()).is_err() {
            return Ok(None);
        }
        let Ok(Value::Object(mut body)) = serde_json::to_value(&tip) else { return Ok(None) };
        body.insert("id".to_owned(), Value::from(key));
        let mut merged = before;
        merged.extend(body);
        Ok(Some(merged))
    }

    /// What tips of an organisation may ask about.
    fn tip_book(&mut self, org: Uuid) -> Stored<TipBook> {
        let scope = ScopeId::new(org, Compartment::Content);
        let shared = self.store.records_of_kind(scope, "tip_parameters")?;
        let body = shared.first().and_then(|(_, record)| unit(record, "body")).cloned().unwrap_or_default();
        let read = |name: &str| body[name].clone();
        Ok(TipBook {
            version: String::new(),
            parameters: serde_json::from_value(read("parameters")).unwrap_or_default(),
            fields: serde_json::from_value(read("fields")).unwrap_or_default(),
            rules: Vec::new(),
        })
    }

    fn standing(&mut self, org: Uuid, kind: &str, key: &str) -> Stored<Standing> {
        let content = ScopeId::new(org, Compartment::Content);
        let work = self.store.record(library(org), work_id(org, kind, key))?;
        let live = if kind == "programme" {
            self.versions_of(org, key)?.pop()
        } else {
            let id = content.derived_id(&format!("content/{kind}/{key}"));
            self.store.record(content, id)?.filter(|record| !record.deleted).map(|record| (id, record))
        };
        Ok(Standing { live, work: work.filter(|record| !record.deleted) })
    }

    fn publish(
        &mut self,
        org: Uuid,
        (kind, key): (&str, &str),
        standing: &Standing,
        mut body: Map<String, Value>,
        now_ms: i64,
    ) -> Stored<Option<String>> {
        let content = ScopeId::new(org, Compartment::Content);
        if kind == "programme" {
            return self.publish_programme(org, key, standing, body, now_ms);
        }
        if kind == "work_form" && standing.stands_as(&body) {
            return Ok(None);
        }
        let id = content.derived_id(&format!("content/{kind}/{key}"));
        let before = standing.live.as_ref().map_or_else(
            || standing.work.as_ref().map(|record| text(record, "version")).unwrap_or_default(),
            |(_, record)| text(record, "version"),
        );
        // What was taken back, and given again as it was, is no other version.
        let known = if kind == "work_form" { forms::version_of(&body) } else { None };
        let version = known.clone().unwrap_or_else(|| next_version(before, day(now_ms)));
        body.insert("version".to_owned(), Value::from(version.as_str()));
        let units = [
            ("key", Value::from(key)),
            ("version", Value::from(version.as_str())),
            ("body", Value::Object(body)),
        ];
        self.say(content, id, kind, units, now_ms)?;
        Ok(known.is_none().then_some(version))
    }

    fn take_back(&mut self, org: Uuid, kind: &str, standing: &Standing, now_ms: i64) -> Stored<()> {
        if kind == "programme" {
            let key = standing.live.as_ref().map(|(_, record)| text(record, "key").to_owned());
            return self.offer(org, &key.unwrap_or_default(), false, now_ms);
        }
        match &standing.live {
            Some((id, _)) => self.unsay(ScopeId::new(org, Compartment::Content), *id),
            None => Ok(()),
        }
    }
}

/// An example as content carries it, on top of what was there.
fn message_body(key: &str, example: &Example, mut body: Map<String, Value>) -> Map<String, Value> {
    let words = [
        ("id", json!(key)),
        ("moment", json!(example.moment)),
        ("technique", json!(example.technique)),
        ("app", json!(example.text)),
        ("variables", json!(example.variables())),
    ];
    body.extend(words.map(|(name, value)| (name.to_owned(), value)));
    if example.english.is_empty() {
        body.remove("appEn");
    } else {
        body.insert("appEn".to_owned(), json!(example.english));
    }
    body
}
