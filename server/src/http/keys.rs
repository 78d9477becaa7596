//! `Idempotency-Key`: what is asked twice because an answer was lost is done once (ADR-0064).
//!
//! # Source
//!
//! The header of draft-ietf-httpapi-idempotency-key-header: a string of the asker's own making, in quotation marks or, as most
//! programs send it, without. A request that has a place for its key may say it there instead.

use axum::http::HeaderMap;
use opstap_sync::wire::{ContentChange, PairRequest, Problem, ProposalRequest, SignUpRequest};

use crate::engine::ONCE_LENGTH;
use crate::problem;

/// The header, in small letters.
pub(super) const HEADER: &str = "idempotency-key";

/// A request with a place for its key.
pub(super) trait Keyed {
    /// The key; empty where there is none.
    fn key(&mut self) -> &mut String;
}

impl Keyed for PairRequest {
    fn key(&mut self) -> &mut String {
        &mut self.once
    }
}

impl Keyed for SignUpRequest {
    fn key(&mut self) -> &mut String {
        &mut self.once
    }
}

impl Keyed for ProposalRequest {
    fn key(&mut self) -> &mut String {
        &mut self.once
    }
}

impl Keyed for ContentChange {
    fn key(&mut self) -> &mut String {
        &mut self.once
    }
}

/// The request with the key of its header.
///
/// # Errors
///
/// A problem document for a key that is too short to be one's own, too long, of odd signs, or said twice in two ways.
#[expect(clippy::result_large_err, reason = "the request in its place may be larger")]
pub(super) fn with_key<Q: Keyed>(headers: &HeaderMap, mut request: Q) -> Result<Q, Problem> {
    let wrong = || problem::bad_request("A key is 16 to 64 letters, digits and signs, said once.");
    let mut said = headers.get_all(HEADER).iter();
    if let Some(value) = said.next() {
        let value = value.to_str().map_err(|_| wrong())?.trim();
        let key = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
        let own = request.key();
        if said.next().is_some() || key.is_empty() || !(own.is_empty() || own == key) {
            return Err(wrong());
        }
        key.clone_into(own);
    }
    let own = request.key();
    let plain = own.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    if own.is_empty() || (plain && ONCE_LENGTH.contains(&own.len())) { Ok(request) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::HeaderValue;

    use super::*;

    fn read(headers: &[&str], once: &str) -> Option<String> {
        let mut map = HeaderMap::new();
        for value in headers {
            map.append(HEADER, HeaderValue::from_str(value).unwrap());
        }
        let request = PairRequest { code: String::new(), label: String::new(), once: once.to_owned() };
        with_key(&map, request).ok().map(|request| request.once)
    }

    #[test]
    fn a_key_is_read_from_the_header_or_the_body() {
        let key = "8e03978e-40d5-43dd";
        assert_eq!(read(&[], ""), Some(String::new()));
        assert_eq!(read(&[], key).as_deref(), Some(key));
        assert_eq!(read(&[key], "").as_deref(), Some(key));
        assert_eq!(read(&["\"8e03978e-40d5-43dd\""], "").as_deref(), Some(key));
        assert_eq!(read(&[key], key).as_deref(), Some(key));
    }

    #[test]
    fn a_key_that_is_none_is_refused() {
        let long = "k".repeat(65);
        for headers in
            [&["short"][..], &[""], &[&long], &["with spaces in between"], &["\"8e03978e-40d5-43dd"]]
        {
            assert_eq!(read(headers, ""), None, "{headers:?}");
        }
        assert_eq!(read(&["8e03978e-40d5-43dd", "8e03978e-40d5-43dd"], ""), None);
        assert_eq!(read(&["8e03978e-40d5-43dd"], "8e03978e-40d5-43de"), None);
        assert_eq!(read(&[], "short"), None);
    }
}
