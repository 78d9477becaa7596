//! Work forms that people write here (ADR-0058). The content has one record of each: who began an earlier version has that version
//! beside what they typed.

use opstap_content::check_work_form;
use opstap_domain::editing::outline::bare;
use opstap_domain::ids::{Compartment, ScopeId};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::Standing;
use crate::engine::Engine;
use crate::store::{ScopeStore, Stored};

/// The version of a body that is as it was in the content; what somebody wrote since has none.
pub(super) fn version_of(body: &Map<String, Value>) -> Option<String> {
    body.get("version")?.as_str().map(str::to_owned)
}

impl Standing {
    /// Whether the content says this already.
    pub(super) fn stands_as(&self, body: &Map<String, Value>) -> bool {
        self.published().is_some_and(|live| bare(live) == bare(body))
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Whether a form can be kept, beside what is in use of it; `finished`: whether it can be taken into use.
    pub(super) fn is_whole_form(
        &mut self,
        org: Uuid,
        body: &Map<String, Value>,
        finished: bool,
    ) -> Stored<bool> {
        let key = body.get("id").and_then(Value::as_str).unwrap_or_default();
        let standing = self.standing(org, "work_form", key)?;
        Ok(check_work_form(body, standing.published(), finished).is_ok())
    }

    /// Whether everybody has the form of this key. One that was only taken out of use, and in again, still gets the next version
    /// of a package.
    pub(in crate::engine) fn has_form(&mut self, org: Uuid, key: &str) -> Stored<bool> {
        let content = ScopeId::new(org, Compartment::Content);
        let id = content.derived_id(&format!("content/work_form/{key}"));
        Ok(self.store.record(content, id)?.is_some_and(|record| !record.deleted))
    }
}
