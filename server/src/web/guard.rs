//! Around every page: where a form came from, and what a browser may do with a page.

use std::time::{Duration, Instant};

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::audit::{hex, trace::Trace};

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a file may take to arrive, and how long what was begun goes on after its browser let go.
pub(super) const FILE_PATIENCE: Duration = Duration::from_mins(2);

/// Nothing from elsewhere, no script, no frame, no form to elsewhere: what a page may do that says nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

/// The same for a page that runs the one script that we serve, which asks this server and nobody else. Nothing inline, nothing
/// that is made of text.
pub(super) const LIVE_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
    img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(HeaderName, &str); 2] =
    [(REFERRER_POLICY, "same-origin"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];

/// What was on the screen of a shared computer is not in its files. Only what is everybody's says otherwise.
const NOWHERE: HeaderValue = HeaderValue::from_static("no-store");

/// A form from another site is refused before anything is read; every answer says what a browser may do with it; one line
/// in the log, without an address.
pub(super) async fn around(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let trace = Trace::of(request.headers(), false);
    let method = request.method().clone();
    let foreign = method != Method::GET && method != Method::HEAD && !from_here(request.headers());
    let patience = if super::sends_a_file(request.headers()) { FILE_PATIENCE } else { PATIENCE };
    let mut response = if foreign {
        let words = super::look::Door::plain(request.headers());
        let refusal = super::Refusal { text: words.text("web-not-from-here"), ..super::Refusal::default() };
        super::page(StatusCode::FORBIDDEN, super::at_the_door(&words, "", Some(&refusal)))
    } else {
        let late = |_| super::page(StatusCode::GATEWAY_TIMEOUT, String::new());
        let answering = tokio::time::timeout(patience, next.run(request));
        Trace::around(trace, answering).await.unwrap_or_else(late)
    };
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(NOWHERE);
    response.headers_mut().entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis() as u64);
    let trace = trace.map(|trace| hex(&trace.id));
    tracing::info!(%method, route = "/web/…", status, ms, trace, "answered");
    response
}

/// Every browser says with a form which site it comes from.
fn from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(ORIGIN), text(HOST)) else { return false };
    origin.split_once("://").is_some_and(|(_, site)| site.eq_ignore_ascii_case(host))
}
