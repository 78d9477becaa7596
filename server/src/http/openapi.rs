//! What this API takes and answers, as OpenAPI 3.1, made from the table of routes and from the types that travel.
//!
//! | module | what is in it |
//! |---|---|
//! | `told` | each operation in words, with its types and answers |
//! | `hooks` | what this server tells others |
//! | `page` | the same value as a page for people |
//!
//! # Source
//!
//! NL API Design Rules 2.1: /core/doc-openapi, /core/doc-openapi-contact, /core/publish-openapi, /core/version-header,
//! /core/error-handling/problem-details.

use std::sync::OnceLock;

use opstap_sync::wire::Problem;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::API_VERSION;
use super::operations::Operation;

mod hooks;
mod page;
mod told;

use told::{Answer, Body, Told};

/// Who answers questions about this API. Only what was configured is claimed.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// An address of mail.
    pub mail: Option<String>,
    /// A page.
    pub page: Option<String>,
}

impl Contact {
    fn value(&self) -> Value {
        let mut contact = json!({ "name": "The organisation that runs this server" });
        for (name, value) in [("email", &self.mail), ("url", &self.page)] {
            if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
                contact[name] = value.into();
            }
        }
        contact
    }
}

/// The description, made when somebody asks for it.
#[derive(Debug, Default)]
pub(super) struct Description {
    contact: Contact,
    made: OnceLock<Made>,
}

#[derive(Debug)]
struct Made {
    json: String,
    page: String,
    policy: String,
}

impl Description {
    pub(super) fn with_contact(contact: Contact) -> Self {
        Self { contact, made: OnceLock::new() }
    }

    fn made(&self) -> &Made {
        self.made.get_or_init(|| {
            let value = description(&self.contact);
            Made { json: value.to_string(), page: page::page(&value), policy: page::policy() }
        })
    }

    pub(super) fn json(&self) -> &str {
        &self.made().json
    }

    pub(super) fn page(&self) -> &str {
        &self.made().page
    }

    /// What a browser may do with the page.
    pub(super) fn policy(&self) -> &str {
        &self.made().policy
    }
}

/// The description as a value.
#[must_use]
pub fn description(contact: &Contact) -> Value {
    let mut types = Types::new();
    let mut paths: Map<String, Value> = Map::new();
    for operation in Operation::ALL {
        let Some(path) = operation.below_version() else { continue };
        let said = types.operation(operation, &told::told(operation));
        let at = paths.entry(path).or_insert_with(|| json!({}));
        if let Some(methods) = at.as_object_mut() {
            methods.insert(operation.method().to_owned(), said);
        }
    }
    types.answers.subschema_for::<Problem>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Opstap",
            "version": API_VERSION,
            "description": told::ABOUT,
            "contact": contact.value(),
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "servers": [{ "url": "/v1" }],
        "tags": told::TAGS.map(|(name, says)| json!({ "name": name, "description": says })),
        "paths": paths,
        "webhooks": hooks::hooks(),
        "components": {
            "schemas": types.definitions(),
            "securitySchemes": { "device": told::security() },
            "headers": { "API-Version": told::version_header(), "Retry-After": told::retry_header() },
        },
    })
}

/// Types on the way in and on the way out: a member with a default need not be sent, and is not always answered.
struct Types {
    asks: SchemaGenerator,
    answers: SchemaGenerator,
}

impl Types {
    fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                settings.meta_schema = None;
            })
        };
        Self {
            asks: settings().for_deserialize().into_generator(),
            answers: settings().for_serialize().into_generator(),
        }
    }

    /// All types by name. One that travels both ways is the same on both; a test holds that.
    fn definitions(mut self) -> Map<String, Value> {
        let mut all = self.asks.take_definitions(true);
        for (name, schema) in self.answers.take_definitions(true) {
            all.insert(name, schema);
        }
        all
    }

    fn operation(&mut self, operation: Operation, told: &Told) -> Value {
        let mut answers: Map<String, Value> = Map::new();
        for answer in &told.answers {
            answers.insert(answer.status.to_string(), self.answer(answer));
        }
        let silent = operation.method() == "head";
        for status in &told.problems {
            answers.insert(status.to_string(), problem(*status, silent));
        }
        let mut said = json!({
            "operationId": told.id,
            "tags": [told.tag],
            "summary": told.summary,
            "description": told.says,
            "parameters": told.parameters,
            "responses": answers,
            "security": if told.signed_in { json!([{ "device": [] }]) } else { json!([]) },
        });
        if let Some((kind, body)) = &told.asks {
            let schema = match body {
                Body::Json(schema) => Value::from(schema(&mut self.asks)),
                _ => json!({ "type": "string", "format": "binary" }),
            };
            said["requestBody"] = json!({ "required": true, "content": { *kind: { "schema": schema } } });
        }
        said
    }

    fn answer(&mut self, answer: &Answer) -> Value {
        let mut headers = json!({ "API-Version": { "$ref": "#/components/headers/API-Version" } });
        for (name, says) in &answer.headers {
            headers[name] = json!({ "description": says, "schema": { "type": "string" } });
        }
        let mut said = json!({ "description": answer.says, "headers": headers });
        let content = match &answer.body {
            Body::None => return said,
            Body::Json(schema) => ("application/json", Value::from(schema(&mut self.answers))),
            Body::Any(kind) => (*kind, json!({ "type": "string" })),
        };
        said["content"] = json!({ content.0: { "schema": content.1 } });
        if let Some(kind) = answer.or {
            said["content"][kind] = json!({ "schema": { "type": "string" } });
        }
        said
    }
}

/// A refusal. To `HEAD` nothing is said but its status.
fn problem(status: u16, silent: bool) -> Value {
    let mut headers = json!({ "API-Version": { "$ref": "#/components/headers/API-Version" } });
    if matches!(status, 429 | 503) {
        headers["Retry-After"] = json!({ "$ref": "#/components/headers/Retry-After" });
    }
    let mut said = json!({ "description": told::refusal(status), "headers": headers });
    if !silent {
        let schema = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
        said["content"] = json!({ "application/problem+json": schema });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_travels_both_ways_is_the_same_on_both() {
        let mut types = Types::new();
        for operation in Operation::ALL {
            types.operation(operation, &told::told(operation));
        }
        let answers = types.answers.take_definitions(true);
        let both: Vec<(String, Value)> = types
            .asks
            .take_definitions(true)
            .into_iter()
            .filter(|(name, _)| answers.contains_key(name))
            .collect();
        assert!(both.len() > 1, "{both:?}");
        for (name, asked) in both {
            assert_eq!(Some(&asked), answers.get(&name), "{name}");
        }
    }
}
