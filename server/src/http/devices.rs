//! How a device becomes somebody's, and ends.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::CONTENT_ENCODING;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_sync::wire::PairRequest;

use super::body::{document, fault, object, read};
use super::keys::with_key;
use super::{App, bearer, too_many};
use crate::engine::{Unpaired, excuse};
use crate::problem;
use crate::store::ScopeStore;

pub(super) async fn pair<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let now = (app.clock)();
    let address = app.guesser(peer, &headers);
    if let Some(wait) = app.must_wait(address) {
        return too_many("Too many wrong codes.", wait);
    }
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let Some(asked) = object::<PairRequest>(&bytes) else {
        return fault(&problem::bad_request("Not a pairing request."));
    };
    let asked = match with_key(&headers, asked) {
        Ok(asked) => asked,
        Err(problem) => return fault(&problem),
    };
    let done = app.writer.run(move |engine| engine.pair_within(&asked, now)).await;
    match done {
        Ok(Ok(paired)) => document(StatusCode::CREATED, &paired, false),
        Ok(Err(why)) => {
            if why == Unpaired::Invalid {
                app.guessed_wrong(address);
            }
            fault(&crate::engine::refusal(why))
        }
        Err(error) => fault(&excuse(&error)),
    }
}

pub(super) async fn sign_out<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let now = (app.clock)();
    match app.writer.run(move |engine| engine.sign_out(&token, now)).await {
        Ok(true) => {
            app.hub.look_soon();
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        Ok(false) => fault(&problem::not_signed_in()),
        Err(error) => fault(&excuse(&error)),
    }
}
