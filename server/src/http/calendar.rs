//! `GET /v1/feeds/<secret>.ics`: a person's appointments, for the agenda of their telephone or computer.
//!
//! The secret stands in the address, because such programs send nothing else; the log and the figures name the route only.

use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap::{Language, Words};
use opstap_sync::pressure::Class;

use super::body::{answer, fault};
use super::{App, come_back, takes_gzip};
use crate::calendar::{Said, calendar};
use crate::engine::{SECRET_LENGTH, excuse};
use crate::problem;
use crate::store::ScopeStore;

/// The media type of a calendar.
const KIND: &str = "text/calendar; charset=utf-8";

/// The calendar at an address; what is no address, and what was ended, are not there alike.
pub(super) async fn fetch<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    Path(feed): Path<String>,
    headers: HeaderMap,
) -> Response {
    let nothing = || fault(&problem::named("not-found", 404, "Nothing is here."));
    let Some(secret) = secret(&feed).map(str::to_owned) else { return nothing() };
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let now = (app.clock)();
    let meetings = match app.writer.run(move |engine| engine.meetings(&secret, now)).await {
        Ok(Some(meetings)) => meetings,
        Ok(None) => return nothing(),
        Err(error) => return fault(&excuse(&error)),
    };
    let words = Words::new(Language::Dutch);
    let said = Said { name: words.text("calendar-name"), meeting: words.text("calendar-appointment") };
    let text = calendar(&meetings, &said);
    let tag = format!("W/\"{}\"", &blake3::hash(text.as_bytes()).to_hex()[..32]);
    let mut response = if knows(&headers, &tag) {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        answer(StatusCode::OK, KIND, text.into_bytes(), takes_gzip(&headers))
    };
    if response.status() == StatusCode::OK {
        let name = HeaderValue::from_static("attachment; filename=\"opstap.ics\"");
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(KIND));
    }
    // Kept by the one who asks, and asked about each time.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// The secret of a name; `None` for what cannot be one.
fn secret(feed: &str) -> Option<&str> {
    let secret = feed.strip_suffix(".ics")?;
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (secret.len() == SECRET_LENGTH && secret.bytes().all(known)).then_some(secret)
}

/// Whether who asks has this already (RFC 9110, section 13.1.2).
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let all = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(',')).map(str::trim).any(|one| one == "*" || weak(one) == weak(tag))
}

/// Compared as the same calendar, not the same bytes: it may travel compressed.
fn weak(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_a_secret_or_nothing(text in "\\PC{0,60}", good in "[A-Za-z0-9_-]{43}") {
            if let Some(secret) = secret(&text) {
                prop_assert_eq!(secret.len(), SECRET_LENGTH);
            }
            let name = format!("{good}.ics");
            prop_assert_eq!(secret(&name), Some(good.as_str()));
            prop_assert_eq!(secret(&good), None);
        }
    }
}
