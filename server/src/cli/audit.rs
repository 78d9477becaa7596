//! The audit trail: whether it is whole, its end, and all of it as lines.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;
use uuid::Uuid;

use super::org::chosen;
use super::run::Said;
use super::{AdminError, CliError, Engine, ScopeStore};
use crate::audit::Head;
use crate::store::StoreError;

/// What is done with the trail. Nothing here changes it.
#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Read it from its beginning, and name the first row that is not as it was written.
    Verify {
        /// Of one organisation; otherwise of all.
        #[arg(long)]
        org: Option<Uuid>,
        /// A head that was kept elsewhere: without one, a tail that was cut off together with the head in the database is not
        /// missed.
        #[arg(long = "head", value_name = "HEAD")]
        heads: Vec<Head>,
        /// A file of such heads, one a line, as `audit head` prints them.
        #[arg(long, value_name = "FILE")]
        heads_file: Option<PathBuf>,
    },
    /// Print its end. Keep it where whoever has this database cannot change it.
    Head {
        /// Of one organisation; otherwise of all.
        #[arg(long)]
        org: Option<Uuid>,
    },
    /// Write all of it, one JSON object a line, in the fields of the Logboek Dataverwerkingen.
    Export {
        /// Of one organisation; otherwise of all.
        #[arg(long)]
        org: Option<Uuid>,
        /// A new file; otherwise to where this is printed.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
enum Unwritten {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<Unwritten> for CliError {
    fn from(error: Unwritten) -> Self {
        match error {
            Unwritten::Store(error) => Self::Store(error),
            Unwritten::Io(error) => Self::Io(error),
        }
    }
}

pub(super) fn audit<S: ScopeStore>(engine: &mut Engine<S>, command: &AuditCommand) -> Result<Said, CliError> {
    match command {
        AuditCommand::Verify { org, heads, heads_file } => {
            let mut kept = heads.clone();
            for line in heads_file.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()? {
                for line in line.lines().filter(|line| !line.trim().is_empty()) {
                    let head =
                        line.parse().map_err(|_| AdminError::Refused("a line of the file is no head"))?;
                    kept.push(head);
                }
            }
            verify(engine, *org, &kept)
        }
        AuditCommand::Head { org } => {
            let mut heads = Vec::new();
            for org in chosen(engine, *org)? {
                heads.push(engine.audit_head(org)?);
            }
            Ok(Said::list(
                &heads,
                Head::to_string,
                |head| json!({ "org": head.org, "n": head.n, "head": head.to_string() }),
            ))
        }
        AuditCommand::Export { org, to } => {
            let orgs = chosen(engine, *org)?;
            let rows = match to {
                Some(path) => {
                    let mut file = std::io::BufWriter::new(std::fs::File::create_new(path)?);
                    let rows = export(engine, &orgs, &mut file)?;
                    file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
                    rows
                }
                None => return printed(engine, &orgs),
            };
            Ok(Said::one(format!("{rows} rows"), json!({ "rows": rows })))
        }
    }
}

fn verify<S: ScopeStore>(engine: &mut Engine<S>, org: Option<Uuid>, kept: &[Head]) -> Result<Said, CliError> {
    let orgs = chosen(engine, org)?;
    if kept.iter().any(|head| !orgs.contains(&head.org)) {
        return Err(AdminError::Refused("a head is of an organisation that is not looked at").into());
    }
    let (mut whole, mut wrong) = (Vec::new(), String::new());
    for org in orgs {
        let mut of_it: Vec<Option<Head>> =
            kept.iter().filter(|head| head.org == org).copied().map(Some).collect();
        if of_it.is_empty() {
            of_it.push(None);
        }
        for head in of_it {
            match engine.audit_check(org, head)? {
                Ok(rows) => whole.push((org, rows, head.is_some())),
                Err(broken) => {
                    let _ = writeln!(wrong, "organisation {org}: {broken}");
                }
            }
        }
    }
    if !wrong.is_empty() {
        return Err(CliError::Broken(wrong.trim_end().to_owned()));
    }
    let line = |(org, rows, compared): &(Uuid, u64, bool)| {
        let against = if *compared { ", and holds the head that was given" } else { "" };
        format!("organisation {org}: {rows} rows, whole{against}")
    };
    Ok(Said::list(
        &whole,
        line,
        |(org, rows, compared)| json!({ "org": org, "rows": rows, "compared": compared }),
    ))
}

fn export<S: ScopeStore>(
    engine: &mut Engine<S>,
    orgs: &[Uuid],
    to: &mut dyn std::io::Write,
) -> Result<u64, Unwritten> {
    let mut rows = 0;
    for org in orgs {
        engine.audit_rows(*org, 0, &mut |row| {
            rows += 1;
            writeln!(to, "{}", row.exported()).map_err(Unwritten::Io)
        })?;
    }
    to.flush()?;
    Ok(rows)
}

/// Straight to where this is printed: a trail may be larger than memory.
fn printed<S: ScopeStore>(engine: &mut Engine<S>, orgs: &[Uuid]) -> Result<Said, CliError> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match export(engine, orgs, &mut out) {
        Err(Unwritten::Io(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        done => drop(done?),
    }
    drop(out);
    Ok(Said::nothing())
}
