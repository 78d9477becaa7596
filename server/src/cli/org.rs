//! Organisations: adding them, where they take people in, how they are reached, how their people sign in.

use std::path::PathBuf;

use clap::Subcommand;
use opstap_domain::organisation::Organisation;
use serde_json::json;
use uuid::Uuid;

use super::access;
use super::run::{Said, package};
use super::{AdminError, CliError, Engine, ScopeStore, now_ms};

#[derive(Debug, Subcommand)]
pub(super) enum OrgCommand {
    /// Add one, with content.
    Add {
        /// Its name.
        name: String,
        /// A folder of content; otherwise what is built in.
        #[arg(long)]
        content: Option<PathBuf>,
    },
    /// Take in sign-ups of these postcodes; who helps in a smaller area goes first. It needs somebody at the desk: staff with
    /// the role triage.
    Area {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// The digits of the first postcode.
        #[arg(long)]
        first: u16,
        /// The digits of the last one.
        #[arg(long)]
        last: u16,
    },
    /// Say how people reach one. What is left out is said no more.
    Reach {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// A telephone number as people read it.
        #[arg(long, default_value = "")]
        phone: String,
        /// When somebody answers it.
        #[arg(long, default_value = "")]
        hours: String,
        /// An address for mail.
        #[arg(long, default_value = "")]
        mail: String,
        /// Where it is, and when it is open.
        #[arg(long, default_value = "")]
        visit: String,
    },
    /// List them.
    List,
    /// Let people sign in on pages by a provider (OpenID Connect): staff by their organisation's own, clients by its identity
    /// broker, such as for DigiD.
    Provider(access::ProviderArgs),
}

/// Does it.
pub(super) fn org<S: ScopeStore>(engine: &mut Engine<S>, command: &OrgCommand) -> Result<Said, CliError> {
    match command {
        OrgCommand::Add { name, content: dir } => {
            let id = engine.add_org(name, package(dir.as_deref())?, now_ms())?;
            Ok(Said::one(id.to_string(), json!({ "org": id })))
        }
        OrgCommand::Area { org, first, last } => {
            engine.add_area(*org, *first, *last, now_ms())?;
            Ok(Said::one("taken in", json!({ "org": org, "first": first, "last": last })))
        }
        OrgCommand::Reach { org, phone, hours, mail, visit } => {
            let [phone, hours, mail, visit] = [phone, hours, mail, visit].map(Clone::clone);
            let said = Organisation { phone, hours, mail, visit };
            engine.set_reach(*org, &said, now_ms())?;
            Ok(Said::one("said", json!({ "org": org })))
        }
        OrgCommand::Provider(_) => {
            Err(AdminError::Refused("this needs the folder as well; run it by itself").into())
        }
        OrgCommand::List => {
            let rows = engine.store().orgs()?;
            let value = |(id, name): &(Uuid, String)| json!({ "org": id, "name": name });
            Ok(Said::list(&rows, |(id, name)| format!("{id} {name}"), value))
        }
    }
}

/// The organisation that was asked for, or all of them.
pub(super) fn chosen<S: ScopeStore>(
    engine: &mut Engine<S>,
    org: Option<Uuid>,
) -> Result<Vec<Uuid>, CliError> {
    let all = engine.keep(Engine::orgs)?;
    match org {
        None => Ok(all),
        Some(org) if all.contains(&org) => Ok(vec![org]),
        Some(_) => Err(AdminError::Unknown("organisation").into()),
    }
}
