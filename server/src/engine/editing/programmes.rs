//! What people write here as content carries it: read by the reader of packages; programmes in versions that stay (ADR-0053).

use opstap_content::{Around, check_automation, check_programme};
use opstap_domain::editing::outline::{bare, rename};
use opstap_domain::editing::{Deed, State, later_version};
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_sync::record::RecordState;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Standing, day, text, unit};
use crate::engine::Engine;
use crate::store::{ScopeStore, Stored};

impl Standing {
    /// What is kept of somebody's work on a programme after this: nothing of what stands in the content now.
    pub(super) fn unpublished(&self, next: State, body: Map<String, Value>) -> Map<String, Value> {
        if next == State::Published || self.stands_as(&body) { Map::new() } else { body }
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Whether nobody may begin with a programme.
    pub(in crate::engine) fn is_withdrawn(&mut self, org: Uuid, programme: &str) -> Stored<bool> {
        let newest = self.versions_of(org, programme)?.pop();
        Ok(newest
            .is_some_and(|(_, record)| unit(&record, "body").is_some_and(|body| body["withdrawn"] == true)))
    }

    /// Every version of a programme in the content, the newest last. Devices compare versions as texts, and so does this.
    pub(in crate::engine) fn versions_of(
        &mut self,
        org: Uuid,
        programme: &str,
    ) -> Stored<Vec<(Uuid, RecordState)>> {
        let content = ScopeId::new(org, Compartment::Content);
        let mut all = self.store.records_of_kind(content, "programme")?;
        all.retain(|(_, record)| text(record, "key") == programme);
        all.sort_by(|(_, one), (_, other)| text(one, "version").cmp(text(other, "version")));
        Ok(all)
    }

    /// What stands around a text in an organisation's content.
    fn around(&mut self, org: Uuid) -> Stored<Around> {
        let content = ScopeId::new(org, Compartment::Content);
        let forms = self.store.records_of_kind(content, "work_form")?;
        let messages = self.store.records_of_kind(content, "message_template")?;
        let mode = |record: &RecordState| {
            unit(record, "body").and_then(|body| body["sendMode"].as_str()).unwrap_or_default().to_owned()
        };
        Ok(Around {
            forms: forms.iter().map(|(_, record)| text(record, "key").to_owned()).collect(),
            messages: messages
                .iter()
                .map(|(_, record)| (text(record, "key").to_owned(), mode(record)))
                .collect(),
            facts: self.tip_book(org)?.fields.into_keys().collect(),
        })
    }

    /// What is kept of a programme, an automation or a work form that was sent. `None`: it cannot be kept, or not be published.
    pub(super) fn read_written(
        &mut self,
        org: Uuid,
        (kind, key, deed): (&str, &str, Deed),
        wanted: &Map<String, Value>,
        before: &Map<String, Value>,
    ) -> Stored<Option<Map<String, Value>>> {
        let mut body = bare(wanted);
        if kind == "programme" {
            // A new one, or one that was made after another.
            rename(&mut body, key);
        }
        body.insert("id".to_owned(), Value::from(key));
        if !self.is_whole(org, kind, &body, deed == Deed::Publish)? {
            return Ok(None);
        }
        // Its place among the others.
        body.extend(before.get("order").map(|order| ("order".to_owned(), order.clone())));
        Ok(Some(body))
    }

    /// Whether what stands can be taken into use as it is. What is in use already, and what another kind is, is not asked.
    pub(super) fn is_finished(&mut self, org: Uuid, kind: &str, standing: &Standing) -> Stored<bool> {
        let body = standing.body().unwrap_or_default();
        if standing.stands_as(&body) {
            return Ok(true);
        }
        self.is_whole(org, kind, &body, true)
    }

    fn is_whole(&mut self, org: Uuid, kind: &str, body: &Map<String, Value>, finished: bool) -> Stored<bool> {
        Ok(match kind {
            "programme" => check_programme(body, &self.around(org)?, finished).is_ok(),
            "automation" => check_automation(body, &self.around(org)?, finished).is_ok(),
            "work_form" => self.is_whole_form(org, body, finished)?,
            _ => true,
        })
    }

    /// A programme is published as another version beside those that cases follow; none of these changes. The same words
    /// again are no version. `None`: nothing new was published.
    pub(super) fn publish_programme(
        &mut self,
        org: Uuid,
        key: &str,
        standing: &Standing,
        body: Map<String, Value>,
        now_ms: i64,
    ) -> Stored<Option<String>> {
        self.offer(org, key, true, now_ms)?;
        let mut body = body;
        body.remove("withdrawn");
        if standing.stands_as(&body) {
            return Ok(None);
        }
        let content = ScopeId::new(org, Compartment::Content);
        let before = standing.live.as_ref().map(|(_, record)| text(record, "version")).unwrap_or_default();
        let version = later_version(before, day(now_ms));
        body.insert("version".to_owned(), Value::from(version.as_str()));
        let id = content.derived_id(&format!("content/programme/{key}/{version}"));
        let units = [
            ("key", Value::from(key)),
            ("version", Value::from(version.as_str())),
            ("body", Value::Object(body)),
        ];
        self.say(content, id, "programme", units, now_ms)?;
        Ok(Some(version))
    }

    /// A programme stays where cases follow it, in each of its versions; each says whether others may begin with it.
    pub(super) fn offer(&mut self, org: Uuid, key: &str, again: bool, now_ms: i64) -> Stored<()> {
        for (id, record) in self.versions_of(org, key)? {
            let Some(mut body) = unit(&record, "body").and_then(Value::as_object).cloned() else { continue };
            let away = body.get("withdrawn") == Some(&Value::Bool(true));
            if away != again {
                continue;
            }
            if again {
                body.remove("withdrawn");
            } else {
                body.insert("withdrawn".to_owned(), Value::from(true));
            }
            let units = [("body", Value::Object(body))];
            self.say(ScopeId::new(org, Compartment::Content), id, "programme", units, now_ms)?;
        }
        Ok(())
    }
}
