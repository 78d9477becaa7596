//! Yours to take: a page, paper, a file for programs, or tables.

use std::fs;
use std::path::{Path, PathBuf};

use opstap::Uuid;
use serde_json::json;

use super::files;
use crate::answer::Answer;
use crate::arguments::export::{ExportArguments, Format};
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;

pub(crate) fn export(
    session: &Session,
    case: Option<Uuid>,
    asked: &ExportArguments,
) -> Result<Answer, Failure> {
    let found = session.device.export(case)?;
    let mut written = Vec::new();
    match asked.format {
        Format::Html => {
            let page = opstap_report::html(&found, &session.words);
            written.push(fresh(&asked.to, page.as_bytes())?);
        }
        Format::Pdf => {
            let paper = opstap_report::pdf(&found, &session.words)?;
            written.push(fresh(&asked.to, &paper)?);
        }
        Format::Json => {
            let text = opstap_report::json(&found)?;
            written.push(fresh(&asked.to, text.as_bytes())?);
        }
        Format::Csv => {
            folder(&asked.to)?;
            for (name, table) in opstap_report::tables(&found, &session.words) {
                written.push(fresh(&asked.to.join(format!("{name}.csv")), &table)?);
            }
        }
    }
    let mut page = Page::of(&session.text("export-saved"));
    for file in &written {
        page.item(&file.display().to_string());
    }
    page.say(&session.text("export-open"));
    Answer::new(&json!({ "files": written }), page)
}

/// A folder that only its owner opens; one that is there is taken as it is.
fn folder(at: &Path) -> Result<(), Failure> {
    if at.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(at).map_err(|_| files::unusable(at))
}

fn fresh(at: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
    files::write(at, bytes)?;
    Ok(at.to_owned())
}
