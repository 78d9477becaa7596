//! Files of a case that its reader takes along.

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use opstap::{OpstapError, Uuid};

use super::rooms::Room;

/// A file to keep.
pub(super) struct File {
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// The tables of a case, by name.
pub(super) fn tables(room: &Room, case: Option<Uuid>) -> Result<Vec<&'static str>, OpstapError> {
    let tables = opstap_report::tables(&room.device.export(case)?, &room.device.words());
    Ok(tables.into_iter().map(|(name, _)| name).collect())
}

/// One of the files.
pub(super) fn file(room: &Room, case: Option<Uuid>, name: &str) -> Result<File, OpstapError> {
    let (found, words) = (room.device.export(case)?, room.device.words());
    let (kind, bytes) = match name {
        "opstap.pdf" => ("application/pdf", opstap_report::pdf(&found, &words)?),
        "opstap.html" => ("text/html; charset=utf-8", opstap_report::html(&found, &words).into_bytes()),
        "opstap.json" => ("application/json", opstap_report::json(&found)?.into_bytes()),
        _ => {
            let wanted = name.strip_suffix(".csv");
            let mut tables = opstap_report::tables(&found, &words).into_iter();
            let table = tables.find(|(table, _)| wanted == Some(table));
            ("text/csv; charset=utf-8", table.ok_or(OpstapError::Unknown { what: "page" })?.1)
        }
    };
    Ok(File { name: name.to_owned(), kind, bytes })
}

impl File {
    /// On paper.
    pub(super) fn pdf(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), kind: "application/pdf", bytes }
    }

    /// Kept and not shown: a page of somebody's words is not a page of ours.
    pub(super) fn answer(self) -> Response {
        let mut response = Response::new(Body::from(self.bytes));
        *response.status_mut() = StatusCode::OK;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        let kept = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", self.name));
        headers.insert(CONTENT_DISPOSITION, kept.unwrap_or(HeaderValue::from_static("attachment")));
        response
    }
}
