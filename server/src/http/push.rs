//! `/v1/push`: a device learns what can be sent (`GET`), and hands in where it can be woken, or withdraws it (`POST`).

use axum::extract::{Request, State};
use axum::http::header::CONTENT_ENCODING;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_sync::pressure::Class;
use opstap_sync::push::PushRequest;

use super::body::{document, fault, object, read};
use super::{App, Asked, bearer, come_back};
use crate::engine::excuse;
use crate::problem;
use crate::push::checked;
use crate::store::ScopeStore;

/// What this server can send.
pub(super) async fn offer<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let now = (app.clock)();
    match app.writer.run(move |engine| engine.ear_by_token(&token, now)).await {
        Ok(Ok(ear)) => {
            let mut response = document(StatusCode::OK, &*app.offer, false);
            response.extensions_mut().insert(Asked(ear.device));
            response
        }
        Ok(Err(problem)) => fault(&problem),
        Err(error) => fault(&excuse(&error)),
    }
}

pub(super) async fn register<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    // What is wrong with it is not quoted: an address is a secret.
    let Some(PushRequest { to }) = object(&bytes) else {
        return fault(&problem::bad_request("Not an address of a push service."));
    };
    let to = match to.map(checked).transpose() {
        Ok(to) => to,
        Err(why) => {
            return fault(&problem::bad_request(&format!("Not an address of a push service: {why}.")));
        }
    };
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let now = (app.clock)();
    match app.writer.run(move |engine| engine.register_push(&token, to.as_ref(), now)).await {
        Ok(Ok(device)) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response.extensions_mut().insert(Asked(device));
            response
        }
        Ok(Err(problem)) => fault(&problem),
        Err(error) => fault(&excuse(&error)),
    }
}
