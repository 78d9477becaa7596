//! Files with messages: add, look, fetch, make room.

use std::path::Path;

use opstap::{FileEntry, FileRow, Phrase, Recovery, Uuid};
use serde_json::json;

use super::device::waiting;
use crate::answer::Answer;
use crate::arguments::FileCommand;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

/// The largest file that is read: one byte more than the library takes, so that it says why.
const READ_MAX: u64 = 25 * 1024 * 1024 + 1;

pub(crate) fn file(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&FileCommand>,
) -> Result<Answer, Failure> {
    match command {
        None | Some(FileCommand::List) => list(session, case),
        Some(FileCommand::Add { message, path, name, thumbnail }) => {
            let known = session.device.conversation(case, None, 200)?.messages;
            let known = known.iter().map(|row| (row.id.to_string(), row.id));
            let message = typed::pick(message, "error-unknown-record", known)?;
            let thumbnail = thumbnail.as_deref().map(read).transpose()?;
            let own = path.file_name().and_then(|name| name.to_str()).unwrap_or("file");
            let name = name.clone().unwrap_or_else(|| own.to_owned());
            let row =
                session.device.attach(case, message, &FileEntry { name, bytes: read(path)?, thumbnail })?;
            Answer::new(&row, Page::of(&session.text("files-added")))
        }
        Some(FileCommand::Fetch { id, to }) => {
            let known = find(session, case, id)?;
            let row = waiting(session.device.fetch_file(case, known.id))?;
            let bytes = session.device.file_bytes(case, known.id)?;
            write(to, &bytes)?;
            Answer::new(&row, Page::of(&session.say("files-fetched", &[("name", row.name.as_str())])))
        }
        Some(FileCommand::Evict { id }) => {
            let row = session.device.evict_file(case, find(session, case, id)?.id)?;
            Answer::new(&row, Page::of(&session.text("files-evicted")))
        }
    }
}

/// A file as one line.
pub(crate) fn line(session: &Session, row: &FileRow) -> String {
    let values = [("name", row.name.as_str()), ("size", &row.size_text), ("place", &row.place_text)];
    session.say("files-line", &values)
}

fn list(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let rows = session.device.files(case, None)?;
    let mut page = Page::titled(&session.text("files-title"));
    if rows.is_empty() {
        page.say(&session.text("files-empty"));
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
    for row in &rows {
        page.item(&format!("{} {}", typed::short(&row.id, &ids), line(session, row)));
    }
    Answer::new(&json!({ "files": rows }), page)
}

pub(super) fn find(session: &Session, case: Option<Uuid>, typed: &str) -> Result<FileRow, Failure> {
    let rows = session.device.files(case, None)?;
    typed::pick(typed, "error-unknown-file", rows.into_iter().map(|row| (row.id.to_string(), row)))
}

/// The bytes of a file that somebody names; of a very large one the beginning.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(path);
    opened.and_then(|file| file.take(READ_MAX).read_to_end(&mut bytes)).map_err(|_| unusable(path))?;
    Ok(bytes)
}

/// For its owner alone, and never over something that is there.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).and_then(|mut file| file.write_all(bytes)).map_err(|_| unusable(path))
}

pub(super) fn unusable(path: &Path) -> Failure {
    let why = Phrase::new("cli-file-unusable").with("file", path.display().to_string());
    Failure::Own { code: "file", why, recovery: Recovery::AskAgain }
}
