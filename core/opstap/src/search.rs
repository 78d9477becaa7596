//! Finding a message or a text again.

use opstap_domain::ids::Compartment;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchRow {
    /// What kind of record, as a stable word.
    pub kind: String,
    /// What kind, in words.
    pub kind_text: String,
    /// Its id, or the content's key.
    pub id: String,
    /// The case that it is in; `None` for content.
    pub case: Option<Uuid>,
    /// What it says, cut to two lines.
    pub text: String,
    /// Where a tap leads, within its case; `None` for what has no screen of its own.
    pub route: Option<String>,
}

impl Opstap {
    /// Finds messages, appointments, tasks and content that hold all of `words`, best first.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`]; [`OpstapError::Locked`] after too long without the server.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<SearchRow>, OpstapError> {
        self.with(|inner| {
            inner.role()?;
            crate::room::open_cases(inner)?;
            let language = self.language_of(inner);
            let said = inner.words(language);
            let mut rows = Vec::new();
            for hit in inner.store.search(words, limit.clamp(1, 200))? {
                let Some(record) = inner.store.record(hit.scope, &hit.kind, hit.id)? else { continue };
                let content = hit.scope.compartment == Compartment::Content;
                let text = if content {
                    let body = record.value("body");
                    let first =
                        ["title", "label", "term", "app"].iter().find_map(|name| body[*name].as_str());
                    let rest =
                        ["text", "plain", "intro", "examples"].iter().find_map(|name| body[*name].as_str());
                    [first, rest].into_iter().flatten().collect::<Vec<_>>().join(". ")
                } else {
                    let units = ["title", "body", "place", "text", "name"];
                    let found = units.iter().map(|unit| record.value(unit)).filter_map(Value::as_str);
                    found.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ")
                };
                let key = record.text("key").to_owned();
                let id = if key.is_empty() { hit.id.to_string() } else { key };
                rows.push(SearchRow {
                    route: crate::routes::of_found(&hit.kind, &id),
                    kind_text: said.text(&format!("kind-{}", hit.kind.replace('_', "-"))),
                    kind: hit.kind,
                    id,
                    case: (!content).then_some(hit.scope.owner),
                    text: text.chars().take(160).collect(),
                });
            }
            Ok(rows)
        })
    }
}
