//! The texts of an organisation with their states, for who writes them.

use std::collections::BTreeMap;

use opstap_domain::editing::State;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_sync::record::RecordState;
use opstap_sync::wire::{ContentFound, ContentSearch, ContentText, Problem};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{KINDS, Standing, library, not_allowed, text, unit};
use crate::engine::Engine;
use crate::problem;
use crate::store::{ScopeStore, Stored};

/// How many an answer has.
const PAGE: usize = 50;
/// How long a label is, in characters.
const LABEL: usize = 80;

impl<S: ScopeStore> Engine<S> {
    /// The texts that a content manager looks for, within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) when the store cannot be read.
    pub fn content_by_token(
        &mut self,
        token: &str,
        asked: &ContentSearch,
    ) -> Stored<Result<ContentFound, Problem>> {
        let person = match self.person_of(token)? {
            Ok(person) if person.role == Role::ContentManager => person,
            Ok(_) => return Ok(Err(not_allowed())),
            Err(problem) => return Ok(Err(problem)),
        };
        if !KINDS.contains(&asked.kind.as_str()) {
            return Ok(Err(problem::bad_request("No such kind.")));
        }
        let waiting = self.waiting(person.org)?;
        if let Some(key) = &asked.key {
            let items: Vec<ContentText> = self.found_one(person.org, &asked.kind, key)?.into_iter().collect();
            return Ok(Ok(ContentFound { total: items.len() as u32, items, waiting }));
        }
        let names = self.names_of(person.org)?;
        let words: Vec<String> = asked.words.split_whitespace().take(16).map(str::to_lowercase).collect();
        let mut items: Vec<ContentText> = Vec::new();
        for (key, standing) in self.standing_all(person.org, &asked.kind)? {
            let row = row(&asked.kind, &key, &standing, &names);
            let fits = asked.state.as_ref().is_none_or(|state| row.state == *state);
            if fits && holds(&standing, &words) {
                items.push(row);
            }
        }
        items.sort_by_key(|row| (rank(&row.state), row.key.clone()));
        let total = items.len() as u32;
        let items = items.into_iter().skip(asked.skip as usize).take(PAGE).collect();
        Ok(Ok(ContentFound { items, total, waiting }))
    }

    /// One text, with what it says.
    pub(super) fn found_one(&mut self, org: Uuid, kind: &str, key: &str) -> Stored<Option<ContentText>> {
        let standing = self.standing(org, kind, key)?;
        if standing.live.is_none() && standing.work.is_none() {
            return Ok(None);
        }
        let names = self.names_of(org)?;
        Ok(Some(ContentText {
            published: standing.published().cloned(),
            draft: standing.draft().cloned(),
            ..row(kind, key, &standing, &names)
        }))
    }

    fn standing_all(&mut self, org: Uuid, kind: &str) -> Stored<BTreeMap<String, Standing>> {
        let content = ScopeId::new(org, Compartment::Content);
        let mut all: BTreeMap<String, Standing> = BTreeMap::new();
        for (id, record) in self.store.records_of_kind(content, kind)? {
            let key = text(&record, "key").to_owned();
            // The newest version of a programme is the one that cases begin with.
            let older = |known: &Standing| {
                known.live.as_ref().is_none_or(|(_, live)| text(live, "version") <= text(&record, "version"))
            };
            if all.get(&key).is_none_or(older) {
                all.insert(key, Standing { live: Some((id, record)), work: None });
            }
        }
        for (_, record) in self.store.records_of_kind(library(org), kind)? {
            let key = text(&record, "key").to_owned();
            let standing = all.entry(key).or_insert(Standing { live: None, work: None });
            standing.work = Some(record);
        }
        Ok(all)
    }

    fn waiting(&mut self, org: Uuid) -> Stored<u32> {
        let work = self.store.records_of_kind(library(org), "message_template")?;
        let waits = |record: &RecordState| text(record, "state") == State::Proposed.name();
        Ok(work.iter().filter(|(_, record)| waits(record)).count() as u32)
    }

    fn names_of(&mut self, org: Uuid) -> Stored<BTreeMap<String, String>> {
        let staff = self.store.accounts(org)?.into_iter().filter(|row| row.role != Role::Client);
        Ok(staff.map(|row| (row.id.to_string(), row.name)).collect())
    }
}

/// What waits for somebody comes first.
fn rank(state: &str) -> u8 {
    match State::from_name(state) {
        Some(State::Proposed) => 0,
        Some(State::Draft) => 1,
        Some(State::Published) | None => 2,
        Some(State::Withdrawn) => 3,
        Some(State::Refused) => 4,
    }
}

fn row(kind: &str, key: &str, standing: &Standing, names: &BTreeMap<String, String>) -> ContentText {
    let state = standing.state();
    let live = standing.live.as_ref().filter(|_| standing.is_live());
    let work = standing.work.as_ref();
    let body = standing.body().unwrap_or_default();
    ContentText {
        kind: kind.to_owned(),
        key: key.to_owned(),
        label: begins(label(&body)),
        state: state.map(State::name).unwrap_or_default().to_owned(),
        live: live.is_some(),
        version: live.map(|(_, record)| text(record, "version").to_owned()).unwrap_or_default(),
        by: work.and_then(|record| names.get(text(record, "author"))).cloned().unwrap_or_default(),
        reason: work.map(|record| text(record, "reason").to_owned()).unwrap_or_default(),
        at: work.and_then(|record| unit(record, "at")).and_then(Value::as_i64).unwrap_or(0),
        seen: standing.seen(),
        published: None,
        draft: None,
    }
}

/// How a text begins: whole words of its first line.
fn begins(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let Some((end, _)) = line.char_indices().nth(LABEL) else { return line.to_owned() };
    let cut = &line[..end];
    let words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{words} …")
}

fn label(body: &Map<String, Value>) -> &str {
    ["title", "app"].iter().find_map(|name| body.get(*name)?.as_str()).unwrap_or_default()
}

/// Whether what it says holds all of these words, which are in small letters.
fn holds(standing: &Standing, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let body = standing.body().unwrap_or_default();
    let said: String = ["title", "text", "app", "appEn", "moment", "technique", "intro", "goal"]
        .iter()
        .filter_map(|name| body.get(*name)?.as_str())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("\n");
    words.iter().all(|word| said.contains(word))
}
