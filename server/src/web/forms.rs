//! What forms send.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use opstap::{Date, OpstapError, Phrase, Uuid};
use opstap_domain::letters::read_day;

/// Forms are words, but for the one that sends a file.
const FORM_MAX: usize = 64 * 1024;

/// What a form sent, in its order.
pub(super) type Fields = Vec<(String, String)>;

/// Whether a form brings a file.
pub(super) fn sends_a_file(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("multipart/form-data")
}

/// The fields of a form; `None` for one that is too large. Boxes of one name are one field, as on a phone.
pub(super) async fn fields(request: Request) -> Option<Fields> {
    let body = to_bytes(request.into_body(), FORM_MAX).await.ok()?;
    let mut fields: Fields = Vec::new();
    for (name, value) in form_urlencoded::parse(&body) {
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => *all = format!("{all}; {value}"),
            None => fields.push((name.into_owned(), value.into_owned())),
        }
    }
    Some(fields)
}

/// What was typed in an input; empty where there is none.
pub(super) fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
}

/// What was typed in an input; nothing where it is empty.
pub(super) fn typed(fields: &Fields, name: &str) -> Option<String> {
    Some(field(fields, name).trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The day in an input, where one was typed.
pub(super) fn day(fields: &Fields, name: &str) -> Result<Option<Date>, OpstapError> {
    let Some(text) = typed(fields, name) else { return Ok(None) };
    let refused = || OpstapError::Refused { field: name.to_owned(), why: Phrase::new("refused-bad-date") };
    read_day(&text).map(Some).ok_or_else(refused)
}

/// An id in an address or a form. What is none is not there.
pub(super) fn id_of(text: &str, what: &'static str) -> Result<Uuid, OpstapError> {
    Uuid::parse_str(text).map_err(|_| OpstapError::Unknown { what })
}
