//! What goes to the server without a round for who writes for an organisation: proposals, texts with their state, and what
//! is done with one (ADR-0036).

use opstap_domain::editing::outline::Outline;
use opstap_domain::editing::{REASON_MAX, TipText, Unclear, long};
use opstap_domain::events::Event;
use opstap_domain::examples::Example;
use opstap_domain::ids::Role;
use opstap_domain::tips::FieldKind;
use opstap_domain::{Phrase, order};
use opstap_sync::wire::ProposalRequest;
pub use opstap_sync::wire::{ContentChange, ContentFound, ContentSearch, ContentText};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

mod forms;
mod outlines;
mod rehearsal;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::examples::{ExamplesPage, labels};
use crate::features::not_offered;
use crate::reading::said;
use crate::transport::HttpQuestion;

/// What a tip may hang on: a fact that is yes or no, and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TipFact {
    /// Its name, such as `income.isLow`.
    pub field: String,
    /// Its words.
    pub text: String,
}

/// A text that somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// An example message.
    Example(Example),
    /// A tip.
    Tip(TipText),
    /// An event.
    Event(Event),
    /// A programme, as content carries it.
    Programme(Outline),
    /// An automation, as content carries it.
    Automation(Outline),
    /// A work form, as content carries it.
    WorkForm(Outline),
}

impl Opstap {
    /// Proposes an example to who decides about them. `looked`: a person saw what may still tell of somebody.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for a field that cannot be kept, and beside `looked` where nobody looked;
    /// [`OpstapError::NotAllowed`] for a client; [`OpstapError::Offline`].
    pub async fn propose_example(
        &self,
        case: Option<Uuid>,
        example: &Example,
        looked: bool,
    ) -> Result<(), OpstapError> {
        if self.role() == Some(Role::Client) {
            return Err(OpstapError::NotAllowed);
        }
        if self.leaves_out("proposals") {
            return Err(not_offered());
        }
        let example = example.tidy();
        example.check().map_err(refused)?;
        if !looked && !self.example_left(case, &example.text)?.is_empty() {
            return Err(OpstapError::refused("looked", Phrase::new("editor-propose-look")));
        }
        let Example { moment, technique, text, english } = example;
        let body = ProposalRequest { moment, technique, text, english, once: String::new() };
        self.asked("example-proposals", &body).await.map(drop)
    }

    /// The texts of the organisation with how far each is, for a content manager.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody else; [`OpstapError::Offline`].
    pub async fn content_texts(&self, wanted: &ContentSearch) -> Result<ContentFound, OpstapError> {
        self.editor()?;
        answer(&self.asked("content-searches", wanted).await?)
    }

    /// One of them, with what it says.
    ///
    /// # Errors
    ///
    /// As [`Opstap::content_texts`]; [`OpstapError::Unknown`] without such a text.
    pub async fn content_text(&self, kind: &str, key: &str) -> Result<ContentText, OpstapError> {
        let wanted =
            ContentSearch { kind: kind.to_owned(), key: Some(key.to_owned()), ..ContentSearch::default() };
        self.content_texts(&wanted).await?.items.pop().ok_or(OpstapError::Unknown { what: "text" })
    }

    /// Does something with a text: `change` says which and what; `written` is what it says from now on, where that changes.
    /// What could be plainer in it is refused once, beside `anyway`, unless `anyway`; only publishing is.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for a field that cannot be kept, and beside nothing where somebody else was first;
    /// [`OpstapError::NotAllowed`] for anybody but a content manager; [`OpstapError::Offline`].
    pub async fn change_text(
        &self,
        change: ContentChange,
        written: Option<&Written>,
        anyway: bool,
    ) -> Result<ContentText, OpstapError> {
        self.editor()?;
        let mut change = change;
        change.reason = change.reason.trim().to_owned();
        if change.deed == "refuse" {
            long("reason", &change.reason, REASON_MAX).map_err(refused)?;
        }
        if let Some(written) = written {
            let finished = change.deed == "publish";
            change.body = Some(self.body_of(change.key.as_deref(), written, finished)?);
            if let (Written::Event(event), "publish") = (written, change.deed.as_str())
                && event.starts_at <= self.now()
            {
                return Err(OpstapError::refused("day", Phrase::new("error-date-past")));
            }
            if change.deed == "publish" && !anyway && !self.plainer_written(written)?.is_empty() {
                return Err(OpstapError::refused("anyway", Phrase::new("editor-plain-first")));
            }
        }
        answer(&self.asked("content-changes", &change).await?)
    }

    /// What could be plainer in what somebody writes.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn plainer_written(&self, written: &Written) -> Result<Vec<String>, OpstapError> {
        match written {
            Written::Example(example) => self.plainer(&example.text),
            Written::Tip(tip) => {
                let mut said = self.plainer(&tip.title)?;
                said.extend(self.plainer(&tip.text)?);
                Ok(said)
            }
            Written::Event(event) => {
                let mut said = self.plainer(&event.title)?;
                said.extend(self.plainer(&event.text)?);
                Ok(said)
            }
            Written::Programme(outline) => self.plainer_part(outline),
            Written::WorkForm(form) => self.plainer_form(form),
            // A helper reads its title, and no client does.
            Written::Automation(_) => Ok(Vec::new()),
        }
    }

    /// The facts that a tip may hang on, in the order of the alphabet.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn tip_facts(&self) -> Result<Vec<TipFact>, OpstapError> {
        self.with(|inner| {
            let content = inner.content()?;
            let language = self.language_of(inner);
            let words = inner.words(language);
            let bools = content.tips.fields.iter().filter(|(_, kind)| **kind == FieldKind::Bool);
            let mut facts: Vec<TipFact> = bools
                .map(|(field, _)| TipFact {
                    text: words.text(&opstap_domain::tips::field_key(field)),
                    field: field.clone(),
                })
                .collect();
            order::sort_by_cached_key(&mut facts, |fact| fact.text.clone());
            Ok(facts)
        })
    }

    /// Moments and techniques that examples have already, for who writes another.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn known_labels(&self) -> Result<ExamplesPage, OpstapError> {
        self.with(|inner| Ok(labels(&*inner.content()?)))
    }

    fn body_of(
        &self,
        key: Option<&str>,
        written: &Written,
        finished: bool,
    ) -> Result<Map<String, Value>, OpstapError> {
        let lost = || OpstapError::Unexpected { reference: "editing" };
        let value = match written {
            Written::Example(example) => {
                let example = example.tidy();
                example.check().map_err(refused)?;
                serde_json::to_value(&example)
            }
            Written::Tip(tip) => {
                let content = self.with(Inner::content)?;
                // What a package gave a tip is judged by the server, which knows it.
                tip.check(key.unwrap_or("new"), &content.tips, Some(tip)).map_err(refused)?;
                serde_json::to_value(tip)
            }
            Written::Event(event) => {
                event.check().map_err(refused)?;
                serde_json::to_value(event)
            }
            Written::Programme(outline) => {
                self.check_programme(outline, finished)?;
                return Ok(outline.clone());
            }
            Written::Automation(body) => {
                self.check_automation(body, finished)?;
                return Ok(body.clone());
            }
            Written::WorkForm(form) => {
                self.check_work_form(key, form, finished)?;
                return Ok(form.clone());
            }
        };
        match value.map_err(|_| lost())? {
            Value::Object(members) => Ok(members),
            _ => Err(lost()),
        }
    }

    fn editor(&self) -> Result<(), OpstapError> {
        match self.role() {
            Some(Role::ContentManager) => Ok(()),
            Some(_) => Err(OpstapError::NotAllowed),
            None => Err(OpstapError::NotPaired),
        }
    }

    async fn asked<T: Serialize>(&self, route: &str, body: &T) -> Result<Vec<u8>, OpstapError> {
        let (url, token) = {
            let inner = self.inner();
            let identity = inner.store.identity().ok_or(OpstapError::NotPaired)?;
            (format!("{}/v1/{route}", identity.server), identity.token.clone())
        };
        let body = serde_json::to_vec(body).map_err(|_| OpstapError::Unexpected { reference: "editing" })?;
        let question = HttpQuestion { url, token: Some(token), body, ..HttpQuestion::default() };
        let answer = self.transport.post(question).await?;
        match answer.status {
            200 | 201 => Ok(answer.body),
            401 => Err(OpstapError::SignedOut),
            403 if is_not_offered(&answer.body) => Err(not_offered()),
            403 => Err(OpstapError::NotAllowed),
            404 => Err(OpstapError::Unknown { what: "text" }),
            409 => Err(OpstapError::refused("", Phrase::new("editor-meanwhile"))),
            // The device judged it by the same rules: what is left is what only the server knows.
            422 => Err(OpstapError::refused("text", Phrase::new("editor-no-choice"))),
            429 => Err(OpstapError::refused("", Phrase::new("editor-too-many"))),
            status => Err(OpstapError::Server { status }),
        }
    }
}

/// Whether a problem says that the organisation leaves this out.
fn is_not_offered(body: &[u8]) -> bool {
    said::<Value>(body).is_some_and(|problem| problem["type"] == "urn:opstap:problem:not-offered")
}

fn answer<T: DeserializeOwned>(body: &[u8]) -> Result<T, OpstapError> {
    said(body).ok_or(OpstapError::Unexpected { reference: "editing" })
}

pub(crate) fn refused(unclear: Unclear) -> OpstapError {
    OpstapError::refused(unclear.field, unclear.why)
}
