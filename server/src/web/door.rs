//! Before there is a person: the door, coming in by a code, going out, and what is said when a session is over.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap::{Language, Words};
use opstap_web::{By, Frame, Place, Refusal, Ways};

use super::desk::Visitor;
use super::look::Door;
use super::own;
use super::sessions::Host;
use super::{cookie_header, cookie_of, field, fields, go, page, staff};
use crate::store::ForWhom;

pub(super) async fn door(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    page(StatusCode::OK, with_ways(&host, &Door::of(&host, &headers).await, "", None).await)
}

/// The page before there is a person: whoever belongs to an organisation with a provider finds the way to it here.
async fn with_ways(host: &Host, words: &Door, told: &str, refusal: Option<&Refusal>) -> String {
    let broker = staff::called(words, &staff::offered(host, ForWhom::Clients).await);
    let ways = Ways {
        clients: broker.as_deref().map(By::Clients),
        start: words.starts,
        staff: !staff::offered(host, ForWhom::Staff).await.is_empty(),
        own: !own::offered(host).await.is_empty(),
    };
    opstap_web::sign_in(&before(words, told, refusal), &ways)
}

/// With a right code, a new session; a session that was there ends.
pub(super) async fn enter(
    State(host): State<Arc<Host>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let words = Door::of(&host, &headers).await;
    let Some(fields) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    let code = field(&fields, "code").trim().to_owned();
    let visitor = Visitor { peer, headers: &headers };
    match host.sign_in(visitor, &code, &words.text("web-browser")).await {
        Ok(cookie) => entered(&host, &headers, &cookie, "/web/today").await,
        Err(error) => {
            let refusal = Refusal {
                field: "code".to_owned(),
                text: words.say(&error.phrase()),
                typed: vec![("code".to_owned(), code)],
            };
            page(StatusCode::UNPROCESSABLE_ENTITY, with_ways(&host, &words, "", Some(&refusal)).await)
        }
    }
}

/// A new session; one that was there ends.
pub(super) async fn entered(host: &Host, headers: &HeaderMap, cookie: &str, to: &str) -> Response {
    host.sign_out(cookie_of(headers)).await;
    let mut response = go(to);
    response.headers_mut().insert(SET_COOKIE, cookie_header(headers, cookie));
    response
}

/// The browser's files go, and its device with them.
pub(super) async fn leave(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    host.sign_out(cookie_of(&headers)).await;
    let words = Door::of(&host, &headers).await;
    let html = with_ways(&host, &words, &words.text("web-signed-out"), None).await;
    let mut response = page(StatusCode::OK, html);
    response.headers_mut().insert(SET_COOKIE, cookie_header(&headers, ""));
    response
}

/// The server does not let this device in any more: its files go at once.
pub(super) async fn over(host: &Host, headers: &HeaderMap) -> Response {
    host.sign_out(cookie_of(headers)).await;
    signed_out(host, headers).await
}

/// Who had a cookie that is worth nothing any more is told why, once.
pub(super) async fn signed_out(host: &Host, headers: &HeaderMap) -> Response {
    // A page asks this while somebody types, and shows nothing of it: it is told to whoever presses.
    if headers.contains_key("hx-request") {
        return page(StatusCode::UNAUTHORIZED, String::new());
    }
    if cookie_of(headers).is_none() {
        return go("/web/in");
    }
    let words = Door::of(host, headers).await;
    let mut response =
        page(StatusCode::UNAUTHORIZED, at_the_door(&words, &words.text("web-session-over"), None));
    response.headers_mut().insert(SET_COOKIE, cookie_header(headers, ""));
    response
}

pub(super) fn at_the_door(words: &Door, told: &str, refusal: Option<&Refusal>) -> String {
    opstap_web::sign_in(&before(words, told, refusal), &Ways { start: words.starts, ..Ways::default() })
}

/// What stands around a page before there is a person.
pub(super) fn before<'p>(door: &'p Door, told: &'p str, refusal: Option<&'p Refusal>) -> Frame<'p> {
    Frame {
        words: &door.words,
        key: String::new(),
        base: "/web".to_owned(),
        here: Place::Door,
        helps: false,
        desks: &[],
        about: None,
        sight: None,
        reach: None,
        look: door.look.clone(),
        left_out: BTreeSet::new(),
        told,
        refusal,
    }
}

/// Before there is a person: the browser's own language, where it is one of ours.
pub(super) fn words_of(headers: &HeaderMap) -> Words {
    let said = headers.get("accept-language").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut codes = said.split(',').map(|one| one.trim().get(..2).unwrap_or_default());
    Words::new(codes.find_map(Language::from_code).unwrap_or(Language::Dutch))
}
