//! Around every request: a time limit, the version, what a browser may do with an answer, one line in the log without
//! anything personal.

use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, EXPECT, HeaderName, HeaderValue,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;
use opstap_sync::wire::ProblemCode;

use super::body::fault;
use super::rest::Shared;
use super::{API_VERSION, App, Asked};
use crate::audit::{hex, trace::Trace};
use crate::problem;
use crate::store::ScopeStore;

/// What every answer carries, unless its route said otherwise. No other site's pages read an answer: nothing here allows
/// an origin, but for the description of the API.
///
/// # Source
///
/// NL API Design Rules, /transport/security-headers and /transport/cors.
const UNLESS_SAID: [(HeaderName, &str); 6] = [
    (CACHE_CONTROL, "no-store"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (REFERRER_POLICY, "no-referrer"),
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
];

/// The layer itself.
pub(super) async fn around<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    // As it stands in the table: an address may hold what only its owner knows, and an unknown one is somebody's typing.
    let path = request.extensions().get::<MatchedPath>().cloned();
    let route = path.as_ref().map_or("other", MatchedPath::as_str);
    // Who asks whether to send at all is told by the answer.
    let asks_first = request.headers().contains_key(EXPECT);
    let (head, body) = request.into_parts();
    let body = Shared::new(body);
    let trace = Trace::of(&head.headers, app.behind_proxy);
    let request = Request::from_parts(head, Body::new(body.clone()));
    let answering = Trace::around(trace, tokio::time::timeout(app.patience, next.run(request)));
    let mut response = match answering.await {
        Ok(response) => explained(response),
        Err(_) => fault(&problem::problem(ProblemCode::Busy, 408, "The request took too long.")),
    };
    if response.status().is_client_error() && !asks_first {
        body.read_to_the_end().await;
    }
    response.headers_mut().insert("api-version", HeaderValue::from_static(API_VERSION));
    for (name, value) in UNLESS_SAID {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    let device = response.extensions().get::<Asked>().map(|asked| asked.0.to_string());
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis() as u64);
    // The same number stands in the audit trail.
    let trace = trace.map(|trace| hex(&trace.id));
    tracing::info!(%method, route, status, ms, device, trace, "answered");
    response
}

/// A refusal that is none of ours, such as of an address that is no text, becomes a problem document as well.
fn explained(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind == Some(b"application/problem+json") || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let said = match status.as_u16() {
        400 => problem::bad_request("Not a request."),
        status => problem::named("refused", status, "Not taken."),
    };
    let mut told = fault(&said);
    if let Some(allow) = response.headers().get(ALLOW) {
        told.headers_mut().insert(ALLOW, allow.clone());
    }
    told
}
