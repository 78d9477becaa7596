//! The bytes of files over REST: where they are, how far they came, the next part, a range of them.
//!
//! Addresses hold nothing but what a file is called, which says nothing about it. Every request is asked of the stored
//! record again; a part is asked for twice, before its bytes are read and when they count.

use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_RANGE, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_sync::blob::{BlobPlace, BlobRequest, PART_BYTES, media_of, part, part_at, parts};
use opstap_sync::pressure::Class;
use opstap_sync::wire::Problem;

use super::blob_headers::{Wanted, offset, tag, wanted};
use super::body::{collect, document, fault, object, read};
use super::{App, bearer, come_back};
use crate::blobs::{Vault, VaultError};
use crate::engine::{Counted, Opened, excuse};
use crate::problem;
use crate::store::ScopeStore;

/// How far the bytes came, and how many there will be.
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// The type of a part, as resumable uploads name it.
const PART_TYPE: &str = "application/offset+octet-stream";

/// `POST /v1/blobs`.
pub(super) async fn place<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let (token, vault) = match let_in(&app, &headers) {
        Ok(known) => known,
        Err(response) => return *response,
    };
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let Some(asked) = object::<BlobRequest>(&bytes) else {
        return fault(&problem::bad_request("Not a question for a file."));
    };
    let now = (app.clock)();
    let opened = match app.writer.run(move |engine| engine.blob_by_token(&token, &asked, now)).await {
        Ok(Ok(opened)) => opened,
        Ok(Err(problem)) => return fault(&problem),
        Err(error) => return fault(&excuse(&error)),
    };
    match looked_at(&app, &vault, opened).await {
        Ok(opened) => {
            let place = BlobPlace { at: opened.place.at, offset: opened.upto, done: opened.done };
            document(StatusCode::OK, &place, false)
        }
        Err(problem) => fault(&problem),
    }
}

/// What the database does not know of a file, the object store may: it was there before the database was restored, or
/// its last part came and nobody could say so any more.
async fn looked_at<S: ScopeStore + 'static>(
    app: &App<S>,
    vault: &Vault,
    opened: Opened,
) -> Result<Opened, Problem> {
    if opened.done || (opened.upto != 0 && opened.upto != opened.about.size) {
        return Ok(opened);
    }
    let upto = vault.reach(&opened.place, &opened.about).await.map_err(busy)?;
    if upto == opened.about.size {
        return settled(app, vault, opened, upto).await;
    }
    if upto == opened.upto {
        return Ok(opened);
    }
    noted(app, opened, upto, false).await
}

/// All parts are there. They are what the record says, or everything begins anew.
async fn settled<S: ScopeStore + 'static>(
    app: &App<S>,
    vault: &Vault,
    opened: Opened,
    upto: u64,
) -> Result<Opened, Problem> {
    if vault.is_whole(&opened.place, &opened.about).await.map_err(busy)? {
        return noted(app, opened, upto, true).await;
    }
    vault.remove(&opened.place).await.map_err(busy)?;
    noted(app, opened, 0, false).await
}

async fn noted<S: ScopeStore + 'static>(
    app: &App<S>,
    opened: Opened,
    upto: u64,
    done: bool,
) -> Result<Opened, Problem> {
    let (now, seen) = ((app.clock)(), opened.clone());
    let noted = app.writer.run(move |engine| engine.note_reach(&seen, upto, done, now)).await;
    noted.map(|()| Opened { upto, done, ..opened }).map_err(|error| excuse(&error))
}

/// `HEAD /v1/blobs/<at>`.
pub(super) async fn reach<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    Path(at): Path<String>,
    headers: HeaderMap,
) -> Response {
    match opened(&app, &headers, at).await {
        Ok((opened, ..)) => reached(StatusCode::OK, &opened),
        Err(response) => *response,
    }
}

/// `PATCH /v1/blobs/<at>`: one part, whole.
pub(super) async fn bring<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    Path(at): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let (opened, token, vault) = match opened(&app, &headers, at).await {
        Ok(known) => known,
        Err(response) => return *response,
    };
    if !opened.may_bring {
        return fault(&problem::named("not-yours", 403, "Only its author brings a file."));
    }
    if text(&headers, &CONTENT_TYPE) != Some(PART_TYPE) || headers.contains_key(CONTENT_ENCODING) {
        return fault(&problem::named("coding", 415, "A part is application/offset+octet-stream, as it is."));
    }
    let Some(given) = offset(text(&headers, &UPLOAD_OFFSET)) else {
        return fault(&problem::bad_request("No Upload-Offset."));
    };
    let n = part_at(opened.about.size, given).filter(|_| given == opened.upto && !opened.done);
    let Some(n) = n.filter(|n| *n < parts(opened.about.size)) else {
        return elsewhere(&opened);
    };
    let here = part(opened.about.size, n);
    let bytes = match collect(request.into_body(), PART_BYTES as usize).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    if bytes.len() as u64 != here.end - here.start {
        return fault(&problem::bad_request("A part is 262144 bytes; the last one ends with the file."));
    }
    if n == 0 && media_of(&bytes) != Some(opened.about.media.as_str()) {
        return fault(&problem::named("media", 415, "It is not what its record says that it is."));
    }
    match counted(&app, &vault, opened, token, (n, here, bytes)).await {
        Ok(response) => response,
        Err(problem) => fault(&problem),
    }
}

/// Puts a part, and counts it once it is there.
async fn counted<S: ScopeStore + 'static>(
    app: &App<S>,
    vault: &Vault,
    opened: Opened,
    token: String,
    (n, here, bytes): (u64, Range<u64>, Vec<u8>),
) -> Result<Response, Problem> {
    vault.put(&opened.place, n, &bytes).await.map_err(busy)?;
    let (at, now, part) = (opened.place.at.clone(), (app.clock)(), (here.start, here.end));
    let counted = app.writer.run(move |engine| engine.count_part(&token, &at, part, now)).await;
    match counted.map_err(|error| excuse(&error))? {
        Ok(Counted::Upto(upto)) if upto == opened.about.size => {
            let opened = settled(app, vault, Opened { upto, ..opened }, upto).await?;
            if opened.done {
                return Ok(reached(StatusCode::NO_CONTENT, &opened));
            }
            Err(problem::named("hash", 422, "All parts came, and are not what the record says. Begin anew."))
        }
        Ok(Counted::Upto(upto)) => Ok(reached(StatusCode::NO_CONTENT, &Opened { upto, ..opened })),
        Ok(Counted::Elsewhere(upto)) => Ok(elsewhere(&Opened { upto, ..opened })),
        Err(refused) => {
            // Erased or taken away while the part travelled: it may have come after the rest had left.
            vault.remove(&opened.place).await.map_err(busy)?;
            Err(refused)
        }
    }
}

/// `GET /v1/blobs/<at>`.
pub(super) async fn fetch<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    Path(at): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (opened, _, vault) = match opened(&app, &headers, at).await {
        Ok(known) => known,
        Err(response) => return *response,
    };
    if !opened.done {
        return fault(&problem::named("not-yet", 404, "Not all of it is here yet."));
    }
    let (tag, size) = (tag(&opened.about.hash), opened.about.size);
    let (range, status) = match wanted(text(&headers, &RANGE), text(&headers, &IF_RANGE), &tag, size) {
        Wanted::Whole => (0..size, StatusCode::OK),
        Wanted::Part(range) => (range, StatusCode::PARTIAL_CONTENT),
        Wanted::Beyond => {
            let mut response = fault(&problem::named("range", 416, "There is nothing of that range."));
            set(&mut response, CONTENT_RANGE, &format!("bytes */{size}"));
            return response;
        }
    };
    let mut response = Response::new(body(vault, opened, range.clone()));
    *response.status_mut() = status;
    if status == StatusCode::PARTIAL_CONTENT {
        set(&mut response, CONTENT_RANGE, &format!("bytes {}-{}/{size}", range.start, range.end - 1));
    }
    set(&mut response, CONTENT_LENGTH, &(range.end - range.start).to_string());
    set(&mut response, ETAG, &tag);
    // Nothing that a person sent is ever shown by a browser as a page of ours.
    for (name, value) in [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-store"),
        (ACCEPT_RANGES, "bytes"),
    ] {
        set(&mut response, name, value);
    }
    response
}

/// The bytes of a range, part by part: no more than one part is ever in memory. A part that is damaged ends the
/// connection, and the reader sees that something lacks.
fn body(vault: Vault, opened: Opened, range: Range<u64>) -> Body {
    let begin = range.start;
    Body::from_stream(futures_util::stream::try_unfold(begin, move |from| {
        let (vault, opened, end) = (vault.clone(), opened.clone(), range.end);
        async move {
            if from >= end {
                return Ok::<_, VaultError>(None);
            }
            let n = from / PART_BYTES;
            let here = part(opened.about.size, n);
            let bytes = vault.get(&opened.place, n).await?.ok_or(VaultError::Damaged)?;
            let upto = here.end.min(end);
            let piece = bytes.get((from - here.start) as usize..(upto - here.start) as usize);
            let piece = Bytes::copy_from_slice(piece.ok_or(VaultError::Damaged)?);
            Ok(Some((piece, upto)))
        }
    }))
}

/// Who asks, where the files are, and whether there is room for it now. Boxed: it is seldom wrong.
fn let_in<S: ScopeStore + 'static>(
    app: &App<S>,
    headers: &HeaderMap,
) -> Result<(String, Vault), Box<Response>> {
    let Some(token) = bearer(headers) else { return Err(Box::new(fault(&problem::not_signed_in()))) };
    let Some(vault) = app.vault.clone() else {
        return Err(Box::new(fault(&problem::named("not-found", 404, "This server has no files."))));
    };
    match app.writer.admit(Class::Blob) {
        Ok(()) => Ok((token, vault)),
        Err(seconds) => Err(Box::new(come_back(seconds))),
    }
}

async fn opened<S: ScopeStore + 'static>(
    app: &App<S>,
    headers: &HeaderMap,
    at: String,
) -> Result<(Opened, String, Vault), Box<Response>> {
    let (token, vault) = let_in(app, headers)?;
    let (asked, now) = (token.clone(), (app.clock)());
    match app.writer.run(move |engine| engine.blob_at(&asked, &at, now)).await {
        Ok(Ok(opened)) => Ok((opened, token, vault)),
        Ok(Err(problem)) => Err(Box::new(fault(&problem))),
        Err(error) => Err(Box::new(fault(&excuse(&error)))),
    }
}

fn elsewhere(opened: &Opened) -> Response {
    let mut response = fault(&problem::named("offset", 409, "The next part is at another offset."));
    set(&mut response, UPLOAD_OFFSET, &opened.upto.to_string());
    response
}

fn reached(status: StatusCode, opened: &Opened) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    set(&mut response, UPLOAD_OFFSET, &opened.upto.to_string());
    set(&mut response, UPLOAD_LENGTH, &opened.about.size.to_string());
    set(&mut response, CACHE_CONTROL, "no-store");
    if opened.done {
        set(&mut response, ETAG, &tag(&opened.about.hash));
    }
    response
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

pub(super) fn busy(error: VaultError) -> Problem {
    match error {
        VaultError::Busy => problem::busy(),
        VaultError::Damaged | VaultError::NoBucket | VaultError::NotBuilt => problem::internal(),
    }
}
