//! Asking for help without a code, and the code to come back with.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::CONTENT_ENCODING;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_domain::sign_up::route;
use opstap_sync::wire::{Problem, RecoveryResponse, SignUpRequest, SignUpResponse};
use uuid::Uuid;

use super::body::{document, fault, object, read, too_deep};
use super::keys::with_key;
use super::{App, bearer, too_many};
use crate::engine::{Engine, excuse, nobody_helps, odd_answer};
use crate::problem;
use crate::store::{ScopeStore, Stored};

/// Somebody without a code asks for help. Each is counted: whoever makes many waits.
pub(super) async fn sign_up<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let now = (app.clock)();
    let address = app.guesser(peer, &headers);
    if let Some(wait) = app.sign_ups.lock().ok().and_then(|mut counted| counted.wait(address, now)) {
        return too_many("Too many sign-ups.", wait);
    }
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let asked = (!too_deep(&bytes)).then(|| named(&bytes)).flatten();
    let Some(asked) = asked else { return fault(&problem::bad_request("Not a sign-up.")) };
    let asked = match with_key(&headers, asked) {
        Ok(asked) => asked,
        Err(problem) => return fault(&problem),
    };
    match taken_in(&app, asked, now).await {
        Ok(Ok(signed)) => {
            if let Ok(mut counted) = app.sign_ups.lock() {
                counted.count(address, now);
            }
            // The desk hears of it.
            app.hub.look_soon();
            document(StatusCode::CREATED, &signed, false)
        }
        Ok(Err(problem)) => fault(&problem),
        Err(error) => fault(&excuse(&error)),
    }
}

/// A sign-up, where it and its answers are objects.
fn named(json: &[u8]) -> Option<SignUpRequest> {
    let value: serde_json::Map<String, serde_json::Value> = object(json)?;
    let named = value.get("answers").is_some_and(serde_json::Value::is_object);
    named.then(|| serde_json::from_value(value.into()).ok()).flatten()
}

/// Looks where the postcode belongs, and opens the case there. No transaction looks into two organisations.
async fn taken_in<S: ScopeStore + 'static>(
    app: &App<S>,
    asked: SignUpRequest,
    now: i64,
) -> Stored<Result<SignUpResponse, Problem>> {
    if asked.answers.check().is_err() {
        return Ok(Err(odd_answer()));
    }
    for org in app.helping_in(asked.answers.postcode).await? {
        let request = asked.clone();
        if let Some(signed) = app.writer.run(move |engine| engine.sign_up_within(org, &request, now)).await? {
            return Ok(signed);
        }
    }
    Ok(Err(nobody_helps()))
}

impl<S: ScopeStore + 'static> App<S> {
    /// The organisations that take people of a postcode in, the nearest first.
    pub(super) async fn helping_in(&self, postcode: u16) -> Stored<Vec<Uuid>> {
        let mut areas = Vec::new();
        for org in self.writer.run(Engine::orgs).await? {
            areas.extend(self.writer.run(move |engine| engine.areas_of(org)).await?);
        }
        Ok(route(&areas, postcode))
    }
}

/// Another code to come back with.
pub(super) async fn recovery<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let now = (app.clock)();
    match app.writer.run(move |engine| engine.recovery_by_token(&token, now)).await {
        Ok(Some(recovery)) => document(StatusCode::CREATED, &RecoveryResponse { recovery }, false),
        Ok(None) => fault(&problem::not_signed_in()),
        Err(error) => fault(&excuse(&error)),
    }
}
