//! Files with messages and letters: given out to who sees them, and taken in from a form.
//!
//! Nothing of a file is read here but its first bytes, which say what it is: no picture is unpacked, so none can be a bomb.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest as _, Request};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use opstap::{FileEntry, OpstapError, Phrase};
use opstap_domain::ids::{Compartment, Role};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::acts::Done;
use super::once::{Sent, once};
use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use opstap_web::PICTURES;

use super::{Fields, answered, blocking, field, id_of, trail};
use crate::audit::Act;

/// Files that come with one form.
const FILES: usize = 5;
/// Bytes of all of them together.
const ALL_MAX: usize = 30 * 1024 * 1024;
/// Characters of what is said with them, and of a name.
const WORDS_MAX: usize = 64 * 1024;
/// Forms with files that are taken in at one moment: each holds its files in memory.
static TAKEN_IN: Semaphore = Semaphore::const_new(8);

/// A file of a case, fetched where it is not here yet.
pub(super) async fn show(
    host: &Host,
    room: &Arc<Room>,
    there: &Where,
    id: &str,
) -> Result<Response, OpstapError> {
    let (id, case) = (id_of(id, "file")?, there.case);
    // A helper's way to it says whose it is.
    if room.role() != Some(Role::Client) && case.is_none() {
        return Err(OpstapError::Unknown { what: "file" });
    }
    let opened = room.clone();
    blocking(move || opened.device.look_at(case)).await?;
    let row = room.device.fetch_file(case, id).await?;
    let place = if row.letter.is_some() { Compartment::Money } else { Compartment::Together };
    trail::seen_in(host, room, there, &[place], Act::Read).await?;
    let reading = room.clone();
    let bytes = blocking(move || reading.device.file_bytes(case, id)).await?;
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = StatusCode::OK;
    let way = if PICTURES.contains(&row.media.as_str()) { "inline" } else { "attachment" };
    let named = format!("{way}; filename*=UTF-8''{}", percent(&row.name));
    let header = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_str(&row.media);
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response.headers_mut().insert(CONTENT_DISPOSITION, header(&named));
    Ok(response)
}

/// A name as a header takes it (RFC 8187, section 3.2): what is no letter and no digit is written in hexadecimal.
fn percent(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let said = |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    name.bytes().map(said).collect()
}

/// Takes a form with files in: as a message, or with the letter of this place. All of it is kept or nothing, and once; what was
/// said with them comes back where they are refused.
pub(super) async fn act(
    host: Arc<Host>,
    headers: HeaderMap,
    room: Arc<Room>,
    there: Where,
    request: Request,
) -> Response {
    let mut fields = Fields::new();
    let (files, turn) = match arrived(&room, request, &mut fields).await {
        Ok(arrived) => arrived,
        Err(error) => return answered(&host, &headers, room, there, (fields, Err(error))).await,
    };
    let sent = Sent::take(&there, &mut fields);
    let sent = sent.map(|sent| files.iter().fold(sent, |sent, file| sent.with(&file.bytes)));
    let (keeping, place, words) = (room.clone(), there.clone(), field(&fields, "with").to_owned());
    let doing = {
        let room = room.clone();
        async move {
            let done = blocking(move || {
                let _turn = turn;
                kept(&keeping, &place, &words, files)
            });
            let done = (fields, done.await);
            answered(&host, &headers, room, there, done).await
        }
    };
    once(&room, sent, doing).await
}

/// The files of a form, all of which are here, and a turn to keep them: one form arrives for a session, and so many are held for
/// a server.
async fn arrived(
    room: &Room,
    request: Request,
    fields: &mut Fields,
) -> Result<(Vec<FileEntry>, SemaphorePermit<'static>), OpstapError> {
    let _alone = room.file.try_lock().map_err(|_| refusal("web-file-busy"))?;
    let turn = TAKEN_IN.try_acquire().map_err(|_| refusal("web-files-busy"))?;
    Ok((bring(request, fields).await?, turn))
}

fn kept(room: &Room, there: &Where, words: &str, files: Vec<FileEntry>) -> Result<Done, OpstapError> {
    let (device, case) = (&room.device, there.case);
    let mut files = files.into_iter().map(Ok);
    let mut next = || files.next();
    let to = if let ("letter", id) = there.parts() {
        let letter = id_of(id, "letter")?;
        device.attach_all_to_letter(case, letter, &mut next)?;
        format!("{}/letter/{letter}", there.base())
    } else {
        device.send_with_files(case, words, &mut next)?;
        format!("{}/messages", there.base())
    };
    Ok(Done::Go { to, told: device.words().text("web-files-kept") })
}

/// Reads a form to its end, so that the browser is there to hear why it was refused.
async fn bring(request: Request, fields: &mut Fields) -> Result<Vec<FileEntry>, OpstapError> {
    let broken = |_| refusal("web-file-broken");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| refusal("web-file-broken"))?;
    let (mut files, mut left, mut many) = (Vec::new(), ALL_MAX, false);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            let name = field.name().unwrap_or_default().to_owned();
            let (bytes, _) = read(field, WORDS_MAX).await?;
            fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            continue;
        }
        let name: String = field.file_name().unwrap_or_default().chars().take(200).collect();
        let (bytes, whole) = read(field, left).await?;
        left = left.saturating_sub(bytes.len());
        many |= !whole || files.len() == FILES;
        // A browser sends an input without a file as one without a name.
        if !name.is_empty() && !many {
            files.push(FileEntry { name, bytes, thumbnail: None });
        }
    }
    match files.len() {
        _ if many => Err(refusal("web-files-many")),
        0 => Err(refusal("web-file-none")),
        _ => Ok(files),
    }
}

/// The bytes of a field up to a limit, and whether these are all; the rest is thrown away.
pub(super) async fn read(mut field: Field<'_>, most: usize) -> Result<(Vec<u8>, bool), OpstapError> {
    let (mut bytes, mut whole) = (Vec::new(), true);
    while let Some(piece) = field.chunk().await.map_err(|_| refusal("web-file-broken"))? {
        whole &= bytes.len() + piece.len() <= most;
        if whole {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok((bytes, whole))
}

fn refusal(key: &'static str) -> OpstapError {
    OpstapError::Refused { field: "file".to_owned(), why: Phrase::new(key) }
}

/// Whether a form of this place brings files of messages or letters.
pub(super) fn belongs(there: &Where) -> bool {
    matches!(there.parts(), ("messages", "") | ("letter", _))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// No name ends a header, opens a quote or begins another parameter.
        #[test]
        fn a_name_is_one_word_of_a_header(name in ".{0,60}") {
            let said = percent(&name);
            prop_assert!(said.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_%".contains(&byte)));
            let mut bytes = said.split('%');
            let first = bytes.next().unwrap_or_default().len();
            let rest: usize = bytes.map(|part| part.len() - 1).sum();
            prop_assert_eq!(first + rest, name.len());
        }
    }
}
