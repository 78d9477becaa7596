//! Bodies: read with a limit before and after decompression, written small.

use std::future::poll_fn;
use std::io::{Read as _, Write as _};
use std::pin::Pin;

use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Response, StatusCode};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use opstap_sync::wire::{LIMITS, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::bearer;
use crate::problem;

/// Answers shorter than this travel faster as they are.
const WORTH_COMPRESSING: usize = 512;

/// Levels of a request.
const DEPTH_MAX: usize = 64;

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadBody {
    /// More than the limit, before or after decompression.
    TooLarge,
    /// The connection ended first.
    Cut,
    /// Announced as gzip and none.
    Damaged,
    /// A coding that we do not know.
    Coding,
}

/// Reads a body, and decompresses it no further than the limit.
pub(super) async fn read(body: Body, coding: Option<&HeaderValue>) -> Result<Vec<u8>, BadBody> {
    let raw = collect(body, LIMITS.body_bytes).await?;
    match coding.map(HeaderValue::as_bytes) {
        None | Some(b"" | b"identity") => Ok(raw),
        Some(b"gzip") => unzip(&raw),
        Some(_) => Err(BadBody::Coding),
    }
}

/// Reads a body as it is, and keeps no more than the limit. One that is up to twice as long is read to its end, so that who
/// sends it is there to hear why; a longer one is cut off.
pub(super) async fn collect(mut body: Body, limit: usize) -> Result<Vec<u8>, BadBody> {
    let patience = limit.saturating_mul(2);
    if body.size_hint().lower() > patience as u64 {
        return Err(BadBody::TooLarge);
    }
    let (mut all, mut came) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|_| BadBody::Cut)?;
        let Ok(data) = frame.into_data() else { continue };
        came = came.saturating_add(data.len());
        if came > patience {
            break;
        }
        if came > limit {
            all = Vec::new();
        } else {
            all.extend_from_slice(&data);
        }
    }
    if came > limit { Err(BadBody::TooLarge) } else { Ok(all) }
}

/// The token of a device and what it asks: an object of no great depth. What is wrong with it is not quoted.
pub(super) async fn question<Q: DeserializeOwned>(
    headers: &HeaderMap,
    request: Request,
) -> Result<(String, Q), Box<Response<Body>>> {
    let refuse = |problem: &Problem| Box::new(fault(problem));
    let token = bearer(headers).ok_or_else(|| refuse(&problem::not_signed_in()))?;
    let bytes = read(request.into_body(), headers.get(CONTENT_ENCODING)).await;
    let bytes = bytes.map_err(|bad| refuse(&bad.problem()))?;
    let question = (!too_deep(&bytes)).then(|| object::<Q>(&bytes)).flatten();
    let wrong = || refuse(&problem::bad_request("Not a request as it is described."));
    Ok((token, question.ok_or_else(wrong)?))
}

fn unzip(raw: &[u8]) -> Result<Vec<u8>, BadBody> {
    let mut all = Vec::new();
    let limit = LIMITS.body_bytes as u64;
    MultiGzDecoder::new(raw).take(limit + 1).read_to_end(&mut all).map_err(|_| BadBody::Damaged)?;
    if all.len() as u64 > limit { Err(BadBody::TooLarge) } else { Ok(all) }
}

/// A request, where it is an object. A list of its members in their order is none, whatever serde makes of it: a
/// member that is added would change what it says.
pub(super) fn object<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    let named = json.trim_ascii_start().first() == Some(&b'{');
    if named { serde_json::from_slice(json).ok() } else { None }
}

/// Whether a JSON text nests deeper than any value of ours. What a device sends comes back to others inside
/// a few more levels, and their parsers stop at 128: one such value would end their syncing.
pub(super) fn too_deep(json: &[u8]) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return true;
        }
    }
    false
}

/// A JSON answer.
pub(super) fn document(status: StatusCode, value: &impl Serialize, gzip: bool) -> Response<Body> {
    match serde_json::to_vec(value) {
        Ok(bytes) => answer(status, "application/json", bytes, gzip),
        Err(_) => fault(&crate::problem::internal()),
    }
}

/// A problem document.
pub(super) fn fault(problem: &Problem) -> Response<Body> {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let bytes = serde_json::to_vec(problem).unwrap_or_default();
    let mut response = answer(status, "application/problem+json", bytes, false);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

pub(super) fn answer(status: StatusCode, kind: &'static str, bytes: Vec<u8>, gzip: bool) -> Response<Body> {
    let zipped = if gzip && bytes.len() > WORTH_COMPRESSING { zip(&bytes) } else { None };
    let coded = zipped.is_some();
    let mut response = Response::new(Body::from(zipped.unwrap_or(bytes)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if coded {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn zip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(6));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn depth_is_counted_outside_of_texts() {
        assert!(!too_deep(br#"{"a":"[[[[\"[[[["}"#));
        assert!(!too_deep("[]".repeat(500).as_bytes()));
        assert!(too_deep("[".repeat(DEPTH_MAX + 1).as_bytes()));
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = zip(&vec![b' '; 50 * LIMITS.body_bytes]).unwrap();
        assert!(bomb.len() < LIMITS.body_bytes);
        assert_eq!(unzip(&bomb), Err(BadBody::TooLarge));
        assert_eq!(unzip(b"no gzip"), Err(BadBody::Damaged));
        assert_eq!(unzip(&zip(b"{}").unwrap()), Ok(b"{}".to_vec()));
    }
}
