//! `/v1/replies/sms`: a service for text messages hands in what a client answered (`POST`).
//!
//! It shows a secret of ours as its token, as `NotifyNL` does, and names the members as that does. Whether anybody has this
//! number is not told.

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_sync::pressure::Class;
use serde::Deserialize;

use super::body::{fault, object, read};
use super::{App, come_back};
use crate::engine::{Replied, excuse};
use crate::problem;
use crate::store::ScopeStore;

/// Characters of what a service calls an answer.
const NAME_MAX: usize = 100;

/// An answer. What else stands in it is not read.
#[derive(Deserialize, schemars::JsonSchema)]
pub(super) struct Reply {
    /// What the service calls it.
    id: String,
    /// From which number.
    source_number: String,
    /// What was answered.
    message: String,
}

/// The token, of any length: the organisation chose it.
fn shown(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

pub(super) async fn sms<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    // Hashes are compared, in constant time.
    let shown = shown(&headers).map(|token| blake3::hash(token.as_bytes()));
    if app.replies.is_none() || shown != app.replies {
        return fault(&problem::not_signed_in());
    }
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let reply = object::<Reply>(&bytes).filter(|reply| reply.id.len() <= NAME_MAX);
    let Some(reply) = reply else {
        return fault(&problem::bad_request("Not an answer to a text message: id, source_number, message."));
    };
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let now = (app.clock)();
    let taken =
        app.writer.run(move |engine| engine.take_reply(&reply.id, &reply.source_number, &reply.message, now));
    match taken.await {
        Ok(replied) => {
            match replied {
                Replied::Stopped => tracing::info!("a client said stop by text message"),
                Replied::Kept => tracing::info!("a client answered by text message"),
                Replied::Nobody => tracing::info!("an answer by text message from nobody we know"),
            }
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        Err(error) => fault(&excuse(&error)),
    }
}
