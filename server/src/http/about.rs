//! What the server says of itself: its versions and limits, how it is, and the description of all of it.

use std::time::Duration;

use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_SECURITY_POLICY, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_sync::pressure::Class;
use opstap_sync::wire::{LIMITS, Limits};
use opstap_sync::{PROTO, SCHEMA, SCHEMA_MIN};
use schemars::JsonSchema;
use serde::Serialize;

use super::body::{answer, document, fault};
use super::{API_VERSION, App, takes_gzip};
use crate::engine::excuse;
use crate::problem;
use crate::store::ScopeStore;

/// How long the store may take to answer a server that says it is ready.
const SOON: Duration = Duration::from_secs(3);

/// What a device may count on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Info {
    /// The version of this API.
    api: &'static str,
    /// The version of the server.
    version: &'static str,
    /// The version of the messages.
    proto: u32,
    /// Versions of the catalogue of records that are understood.
    schema: Schemas,
    /// Limits of a request.
    limits: Limits,
}

/// Versions of the catalogue.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Schemas {
    /// The oldest.
    min: u32,
    /// The newest.
    max: u32,
}

/// A server that is well.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Health {
    /// `ok` or `ready`; a server that is not says so by its status.
    status: &'static str,
}

pub(super) async fn info(headers: HeaderMap) -> Response {
    let info = Info {
        api: API_VERSION,
        version: env!("CARGO_PKG_VERSION"),
        proto: PROTO,
        schema: Schemas { min: SCHEMA_MIN, max: SCHEMA },
        limits: LIMITS,
    };
    document(StatusCode::OK, &info, takes_gzip(&headers))
}

/// Healthy is a server whose writer answers.
pub(super) async fn health<S: ScopeStore + 'static>(State(app): State<App<S>>) -> Response {
    match app.writer.run(|engine| engine.epoch().map(|_| ())).await {
        Ok(()) => document(StatusCode::OK, &Health { status: "ok" }, false),
        Err(error) => fault(&excuse(&error)),
    }
}

/// Ready is a server that would answer a first reading now: its writer and its store do within a moment, there is room
/// in the queue, and it is not about to stop.
pub(super) async fn ready<S: ScopeStore + 'static>(State(app): State<App<S>>) -> Response {
    if app.hub.is_ending() || app.writer.admit(Class::Bootstrap).is_err() {
        return fault(&problem::busy());
    }
    let asked = app.writer.run(|engine| engine.epoch().map(|_| ()));
    match tokio::time::timeout(SOON, asked).await {
        Ok(Ok(())) => document(StatusCode::OK, &Health { status: "ready" }, false),
        // Whose fault it is stands in the log; here it is only told that others should be asked.
        Ok(Err(_)) | Err(_) => fault(&problem::busy()),
    }
}

/// The description. Tools on pages of other sites may read it, as the rules of the government's APIs ask.
pub(super) async fn openapi<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Response {
    let bytes = app.description.json().as_bytes().to_vec();
    let mut response = answer(StatusCode::OK, "application/json", bytes, takes_gzip(&headers));
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// The same for people.
pub(super) async fn docs<S: ScopeStore + 'static>(State(app): State<App<S>>, headers: HeaderMap) -> Response {
    let bytes = app.description.page().as_bytes().to_vec();
    let mut response = answer(StatusCode::OK, "text/html; charset=utf-8", bytes, takes_gzip(&headers));
    if let Ok(policy) = HeaderValue::from_str(app.description.policy()) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
