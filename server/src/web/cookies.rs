//! Cookies: for these pages alone, and read by no script.

use axum::http::header::{COOKIE, HOST};
use axum::http::{HeaderMap, HeaderValue};

/// The session's cookie.
pub(super) fn cookie_of(headers: &HeaderMap) -> Option<&str> {
    cookie_named(headers, "opstap")
}

/// A cookie by its name.
pub(super) fn cookie_named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// A cookie for these pages alone, which no script reads. Without a value it ends. Only this very machine goes without TLS.
pub(super) fn cookie_header(headers: &HeaderMap, value: &str) -> HeaderValue {
    set_cookie(headers, "opstap", "/web", value)
}

/// A cookie for a path.
pub(super) fn set_cookie(headers: &HeaderMap, name: &str, path: &str, value: &str) -> HeaderValue {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let secure = if is_here(host) { "" } else { "; Secure" };
    let age = if value.is_empty() { "; Max-Age=0" } else { "" };
    let text = format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("opstap=; Path=/web; Max-Age=0"))
}

/// Whether a name is this very machine's.
pub(super) fn is_here(host: &str) -> bool {
    let own = ["127.0.0.1", "localhost", "[::1]"];
    own.iter().any(|own| host.strip_prefix(own).is_some_and(|port| port.is_empty() || port.starts_with(':')))
}
