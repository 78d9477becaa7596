//! Content of an organisation: a folder of it, and files of example messages.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use opstap_content::examples::{ExampleFault, FILE_MAX, ReadExample, read_examples};
use serde_json::json;
use uuid::Uuid;

use super::CliError;
use super::run::{self, Said};
use crate::engine::{AdminError, Engine};
use crate::serve::now_ms;
use crate::store::ScopeStore;

/// So many faults are told; the rest is counted.
const TOLD: usize = 50;

#[derive(Debug, Subcommand)]
pub(super) enum ContentCommand {
    /// Replace an organisation's content by a folder's.
    Load {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// The folder.
        dir: PathBuf,
    },
    /// Take a file of example messages in, all of it or nothing: rows of text with a head, or JSON.
    Import {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// Only say what is wrong with it, and how many examples it has.
        #[arg(long)]
        check: bool,
        /// The file.
        file: PathBuf,
    },
}

/// Does it.
pub(super) fn content<S: ScopeStore>(
    engine: &mut Engine<S>,
    command: &ContentCommand,
) -> Result<Said, CliError> {
    match command {
        ContentCommand::Load { org, dir } => {
            let loading = engine.load_content(*org, run::package(Some(dir))?, now_ms())?;
            let text = format!(
                "{} added, {} changed, {} the same, {} removed, {} left as the organisation has them",
                loading.added, loading.changed, loading.same, loading.removed, loading.own
            );
            Ok(Said::one(text, json!(loading)))
        }
        ContentCommand::Import { org, check, file } => import(engine, *org, file, *check),
    }
}

/// Takes a file in, all of it or nothing; or only looks at it.
fn import<S: ScopeStore>(
    engine: &mut Engine<S>,
    org: Uuid,
    file: &Path,
    check: bool,
) -> Result<Said, CliError> {
    let all = read(file)?;
    if check {
        let text = format!("{} examples, and nothing is wrong with them", all.len());
        return Ok(Said::one(text, json!({ "examples": all.len() })));
    }
    let done = engine.import_examples(org, &all, now_ms())?;
    let text = format!(
        "{} added, {} changed, {} the same; {} of these wait for an editor",
        done.added, done.changed, done.same, done.proposed
    );
    Ok(Said::one(text, json!(done)))
}

fn read(file: &Path) -> Result<Vec<ReadExample>, CliError> {
    let unreadable = || AdminError::Refused("the file cannot be read");
    let size = std::fs::metadata(file).map_err(|_| unreadable())?.len();
    if size > FILE_MAX as u64 {
        return Err(AdminError::Refused("the file is larger than 32 MiB: split it").into());
    }
    let bytes = std::fs::read(file).map_err(|_| unreadable())?;
    read_examples(&bytes).map_err(|faults| CliError::Content(told(&faults)))
}

fn told(faults: &[ExampleFault]) -> String {
    let mut lines: Vec<String> = faults.iter().take(TOLD).map(ToString::to_string).collect();
    if faults.len() > TOLD {
        lines.push(format!("and {} more", faults.len() - TOLD));
    }
    lines.push("nothing was taken in".to_owned());
    lines.join("\n")
}
