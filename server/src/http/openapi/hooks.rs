//! What this server tells others, as OpenAPI 3.1 has it under `webhooks`.

use serde_json::{Map, Value, json};

use crate::webhooks::Happening;

/// Each happening as a call that is made.
pub(super) fn hooks() -> Map<String, Value> {
    Happening::ALL
        .into_iter()
        .chain([Happening::Test])
        .map(|one| (one.name().to_owned(), call(one)))
        .collect()
}

fn call(what: Happening) -> Value {
    let header = |name: &str, says: &str| json!({ "name": name, "in": "header", "required": true, "description": says, "schema": { "type": "string" } });
    let id = |says: &str| json!({ "type": "string", "format": "uuid", "description": says });
    let mut data = json!({ "organisation": id("The organisation.") });
    if what != Happening::Test {
        data["case"] = id("The case.");
    }
    let members: Vec<&String> = data.as_object().into_iter().flatten().map(|(name, _)| name).collect();
    let data = json!({
        "type": "object", "required": members, "additionalProperties": false, "properties": data,
    });
    let moment =
        json!({ "type": "string", "format": "date-time", "description": "When it happened, in UTC." });
    json!({
        "post": {
            "operationId": format!("told{}", camel(what.name())),
            "tags": ["webhooks"],
            "summary": what.says(),
            "description": "Ids only. It may come more than once, and in another order than it happened.",
            "parameters": [
                header("webhook-id", "Of the happening. The same for each try: who has seen it does nothing more."),
                header("webhook-timestamp", "The moment of this try, seconds since 1970 UTC."),
                header("webhook-signature", "One or more of `v1,` and a base64 HMAC with SHA-256 over the id, the \
                                             timestamp and the body, with full stops between."),
            ],
            "requestBody": { "required": true, "content": { "application/json": { "schema": {
                "type": "object",
                "required": ["type", "timestamp", "data"],
                "additionalProperties": false,
                "properties": { "type": { "const": what.name() }, "timestamp": moment, "data": data },
            } } } },
            "responses": {
                "2XX": { "description": "It was taken." },
                "410": { "description": "Nobody listens any more: nothing more is told." },
                "default": { "description": "It is tried again for about three days." },
            },
            "security": [],
        },
    })
}

/// `case.opened` as `CaseOpened`.
fn camel(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    name.split('.').map(word).collect()
}
