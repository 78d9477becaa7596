//! The description as a page for people: the same value, without a script.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use ring::digest::{SHA256, digest};
use serde_json::{Map, Value};

/// Large enough to read, narrow enough for a telephone.
const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:auto;padding:1rem}\
    code,pre{font-family:monospace;overflow-wrap:anywhere;white-space:pre-wrap}\
    a{display:inline-block;line-height:1.5}table{border-collapse:collapse}\
    td,th{border:1px solid;padding:.3rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}";

/// The style is taken by its hash; nothing else is.
pub(super) fn policy() -> String {
    let hash = STANDARD.encode(digest(&SHA256, STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; frame-ancestors 'none'; base-uri 'none'")
}

/// The page of a description.
pub(super) fn page(description: &Value) -> String {
    let info = &description["info"];
    let none = Map::new();
    let paths = description["paths"].as_object().unwrap_or(&none);
    let hooks = description["webhooks"].as_object().unwrap_or(&none);
    let schemas = description["components"]["schemas"].as_object().unwrap_or(&none);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (text(&info["title"])) " API " (text(&info["version"])) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (text(&info["title"])) " API " (text(&info["version"])) }
                    p { (text(&info["description"])) }
                    p { a href="/v1/openapi.json" { "OpenAPI 3.1" } " · " a href="#webhooks" { "Webhooks" } " · " a href="#types" { "Types" } }
                    @for (path, methods) in paths {
                        @for (method, said) in methods.as_object().unwrap_or(&none) {
                            (operation(path, method, said))
                        }
                    }
                    h2 id="webhooks" { "Webhooks" }
                    p {
                        "What this server tells others. An administrator adds a receiver with "
                        code { "opstap-server webhook add" } "; it gets a secret with which it knows that a call is ours."
                    }
                    @for (name, call) in hooks {
                        h3 id={ "webhook-" (name) } { code { (name) } }
                        p { (text(&call["post"]["summary"])) }
                    }
                    h2 id="types" { "Types" }
                    @for (name, schema) in schemas {
                        h3 id={ "type-" (name) } { (name) }
                        (described(schema))
                    }
                }
            }
        }
    };
    page.into_string()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn operation(path: &str, method: &str, said: &Value) -> Markup {
    let none = Map::new();
    let answers = said["responses"].as_object().unwrap_or(&none);
    let parameters = said["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    html! {
        section {
            h2 id=(text(&said["operationId"])) { (text(&said["summary"])) }
            p { code { (method.to_uppercase()) " /v1" (path) } }
            p { (text(&said["description"])) }
            @if said["security"].as_array().is_some_and(|needed| !needed.is_empty()) {
                p { "Needs the token of a device." }
            }
            @if !parameters.is_empty() {
                h3 { "Parameters" }
                ul {
                    @for one in parameters {
                        li {
                            code { (text(&one["name"])) } " (" (text(&one["in"])) "): " (text(&one["description"]))
                        }
                    }
                }
            }
            @for (kind, body) in said["requestBody"]["content"].as_object().unwrap_or(&none) {
                h3 { "Takes " code { (kind) } }
                p { (named(&body["schema"])) }
            }
            h3 { "Answers" }
            table {
                tr { th scope="col" { "Status" } th scope="col" { "When" } th scope="col" { "Body" } }
                @for (status, answer) in answers {
                    tr {
                        td { (status) }
                        td { (text(&answer["description"])) }
                        td {
                            @for (kind, body) in answer["content"].as_object().unwrap_or(&none) {
                                code { (kind) } " " (named(&body["schema"])) br;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A type by its name, as a link to it.
fn named(schema: &Value) -> Markup {
    let name = text(&schema["$ref"]).rsplit('/').next().unwrap_or_default();
    html! {
        @if !name.is_empty() { a href={ "#type-" (name) } { (name) } }
    }
}

/// A type: what it is, and its members.
fn described(schema: &Value) -> Markup {
    let none = Map::new();
    let members = schema["properties"].as_object().unwrap_or(&none);
    let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
    html! {
        p { (text(&schema["description"])) }
        @if members.is_empty() {
            pre { (serde_json::to_string_pretty(schema).unwrap_or_default()) }
        } @else {
            table {
                tr { th scope="col" { "Member" } th scope="col" { "What" } th scope="col" { "Type" } }
                @for (name, member) in members {
                    tr {
                        td {
                            code { (name) }
                            @if required.iter().any(|one| one == name) { ", always" }
                        }
                        td { (text(&member["description"])) }
                        td { (kind(member)) }
                    }
                }
            }
        }
    }
}

fn kind(member: &Value) -> Markup {
    if member.get("$ref").is_some() {
        return named(member);
    }
    let either = member["anyOf"].as_array().or(member["oneOf"].as_array());
    let item = member.get("items").filter(|item| item.get("$ref").is_some());
    html! {
        @if let Some(item) = item { "list of " (named(item)) }
        @else if let Some(either) = either {
            @for one in either { (named(one)) " " code { (text(&one["type"])) } " " }
        }
        @else {
            code { (text(&member["type"])) " " (text(&member["format"])) }
            @if let Some(kinds) = member["type"].as_array() {
                @for one in kinds { code { (text(one)) } " " }
            }
        }
    }
}
