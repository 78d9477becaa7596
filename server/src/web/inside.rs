//! How a browser's device reaches the routes of this very server: without a network, through the same checks.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RANGE, RETRY_AFTER};
use axum::http::{Method, Request};
use opstap::{Errand, HttpAnswer, HttpQuestion, Transport, TransportError, Travelling};
use tower::ServiceExt as _;

/// As for a phone: a page is never larger.
const ANSWER_MAX: usize = 16 * 1024 * 1024;

/// The address that such a device believes the server to have; only its path is used.
pub(super) const HERE: &str = "http://127.0.0.1";

/// The routes, and who asks: wrong codes are counted by the browser's address.
pub(super) struct Inside {
    pub(super) routes: Router,
    pub(super) peer: SocketAddr,
    /// What a proxy of ours said about it.
    pub(super) forwarded: Option<axum::http::HeaderValue>,
}

impl Inside {
    fn request(&self, question: HttpQuestion) -> Option<Request<Body>> {
        let path = question.url.strip_prefix(HERE)?;
        let request = Request::builder().uri(path).extension(ConnectInfo(self.peer));
        let mut request = match question.errand {
            Errand::Json => request.method(Method::POST).header(CONTENT_TYPE, "application/json"),
            Errand::Part { offset } => request
                .method(Method::PATCH)
                .header(CONTENT_TYPE, "application/offset+octet-stream")
                .header("upload-offset", offset),
            Errand::Range { range, tag } => request
                .method(Method::GET)
                .header(RANGE, format!("bytes={}-{}", range.start, range.end.saturating_sub(1)))
                .header("if-range", format!("\"{tag}\"")),
        };
        if let Some(token) = question.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(forwarded) = &self.forwarded {
            request = request.header("x-forwarded-for", forwarded);
        }
        request.body(Body::from(question.body)).ok()
    }
}

impl Transport for Inside {
    fn post(&self, question: HttpQuestion) -> Travelling<'_> {
        Box::pin(async move {
            let request = self.request(question).ok_or(TransportError::BadAddress)?;
            let answer = match self.routes.clone().oneshot(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
            let status = answer.status().as_u16();
            let seconds =
                answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            let body =
                to_bytes(answer.into_body(), ANSWER_MAX).await.map_err(|_| TransportError::TooLarge)?;
            let retry_after = seconds.map(std::time::Duration::from_secs);
            Ok(HttpAnswer { status, retry_after, body: body.to_vec() })
        })
    }
}
