//! A person's appointments elsewhere: at a secret address, or put into an agenda.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::run::Said;
use super::{CliError, Engine, ScopeStore, now_ms};
use crate::store::AgendaRow;

/// What an administrator does about appointments elsewhere.
#[derive(Debug, Subcommand)]
pub(super) enum CalendarCommand {
    /// Make one. The one before is worth nothing after this. It is said once.
    Make {
        /// The account.
        account: Uuid,
        /// Where agendas reach this server.
        #[arg(long, default_value = "")]
        url: String,
    },
    /// End it.
    End {
        /// The account.
        account: Uuid,
    },
    /// Put the appointments of somebody who works there into their own agenda from now on (CalDAV).
    Push {
        /// The account.
        account: Uuid,
        /// The address of the agenda: https://…
        #[arg(long)]
        url: String,
        /// Their name there.
        #[arg(long)]
        user: String,
        /// A file with the password that their agenda gives out for programs; its first line is kept, sealed.
        #[arg(long, value_name = "FILE")]
        password_file: PathBuf,
        /// It is in a network of one's own, under the authority that the file of `--delivery` names.
        #[arg(long)]
        inside: bool,
    },
    /// Take out again what was put into it, and put nothing more.
    EndPush {
        /// The account.
        account: Uuid,
    },
    /// List the agendas that are kept, and what is wrong with them.
    Pushes {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
    },
}

pub(super) fn calendar<S: ScopeStore>(
    engine: &mut Engine<S>,
    command: &CalendarCommand,
) -> Result<Said, CliError> {
    match command {
        CalendarCommand::Make { account, url } => {
            let secret = engine.make_calendar(*account, now_ms())?;
            let address = format!("{}/v1/feeds/{secret}.ics", url.trim_end_matches('/'));
            Ok(Said::one(address.clone(), json!({ "account": account, "address": address })))
        }
        CalendarCommand::End { account } => {
            let was = engine.end_calendar(*account, now_ms())?;
            let text = if was { "ended" } else { "there was none" };
            Ok(Said::one(text, json!({ "account": account, "ended": was })))
        }
        CalendarCommand::Push { account, url, user, password_file, inside } => {
            let read = Zeroizing::new(std::fs::read_to_string(password_file)?);
            let password = read.lines().next().unwrap_or_default();
            engine.push_agenda(*account, url, (user, password), *inside, now_ms())?;
            Ok(Said::one("its appointments are put there within a minute", json!({ "account": account })))
        }
        CalendarCommand::EndPush { account } => {
            engine.end_agenda(*account, now_ms())?;
            Ok(Said::one("what was put there is taken out within a minute", json!({ "account": account })))
        }
        CalendarCommand::Pushes { org } => pushes(engine, *org),
    }
}

fn pushes<S: ScopeStore>(engine: &mut Engine<S>, org: Uuid) -> Result<Said, CliError> {
    let rows = engine.keep(|engine| engine.store().agendas(org))?;
    let state = |row: &AgendaRow| match (row.why.as_str(), row.seen.is_empty()) {
        ("", true) => "waits".to_owned(),
        ("", false) => "up to date".to_owned(),
        (why, _) => why.to_owned(),
    };
    Ok(Said::list(
        &rows,
        |row| format!("{}  {}  {}", row.account, row.url, state(row)),
        |row| json!({ "account": row.account, "url": row.url, "state": state(row), "tries": row.tries }),
    ))
}
