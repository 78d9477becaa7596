//! What is everybody's, and is asked for once.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::Response;

/// The style sheet.
pub(super) async fn style() -> Response {
    kept(opstap_web::STYLE, "text/css; charset=utf-8")
}

/// What pages run that do something while somebody types.
pub(super) async fn script() -> Response {
    kept(opstap_web::SCRIPT, "text/javascript; charset=utf-8")
}

/// What stands in a tab.
pub(super) async fn icon() -> Response {
    kept(opstap_web::ICON, "image/svg+xml")
}

/// An answer that a browser keeps: pages name it by what is in it.
pub(super) fn kept(text: impl Into<Body>, kind: &'static str) -> Response {
    let mut response = Response::new(text.into());
    let ever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CACHE_CONTROL, ever);
    response
}
