//! People who work for an organisation, and volunteers.

use clap::Subcommand;
use opstap_domain::Date;
use opstap_domain::ids::Role;
use serde_json::json;
use uuid::Uuid;

use super::run::Said;
use super::{AdminError, CliError, Engine, ScopeStore, now_ms};
use crate::engine::Administrator;
use crate::store::{AccountRow, OwnRow};

/// What an administrator does about people.
#[derive(Debug, Subcommand)]
pub(super) enum StaffCommand {
    /// Add one.
    Add {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// counsellor, coach, triage, content_manager or administrator.
        #[arg(long, value_parser = staff_role)]
        role: Role,
        /// Their name.
        name: String,
    },
    /// Write down by which name the organisation's provider knows an account.
    Link {
        /// The account.
        #[arg(long)]
        account: Uuid,
        /// The provider's name of them: `sub` in its tokens.
        #[arg(long)]
        subject: String,
    },
    /// Forget it: also by which name a broker knows a client, who then types a code of their own once more.
    Unlink {
        /// The account.
        #[arg(long)]
        account: Uuid,
    },
    /// Somebody leaves: their devices are told to remove everything, their cases go to another, and nobody comes in as them again.
    Close {
        /// The account.
        #[arg(long)]
        account: Uuid,
        /// The counsellor who takes over their cases.
        #[arg(long, value_name = "ACCOUNT")]
        cases_to: Option<Uuid>,
    },
    /// A counsellor is away, and a colleague stands in: who that is sees their open cases until the day on which they are back.
    Away {
        /// The account.
        #[arg(long)]
        account: Uuid,
        /// The counsellor who stands in.
        #[arg(long, value_name = "ACCOUNT")]
        stand_in: Uuid,
        /// The day on which they are back, YYYY-MM-DD.
        #[arg(long, value_name = "DAY")]
        back_on: Date,
    },
    /// They are back: nobody stands in any more.
    Back {
        /// The account.
        #[arg(long)]
        account: Uuid,
    },
    /// Take somebody's own sign-in away, such as of who lost their phone. They come in with a code of `pair`, and set it up
    /// again.
    EndOwn {
        /// The account.
        #[arg(long)]
        account: Uuid,
    },
    /// List all accounts of an organisation, and who signs in with a passphrase and a code of an app.
    List {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
    },
}

fn staff_role(name: &str) -> Result<Role, String> {
    let role = Role::from_name(name).filter(|role| !matches!(role, Role::Client | Role::Server));
    role.ok_or_else(|| "counsellor, coach, triage, content_manager or administrator".to_owned())
}

pub(super) fn staff<S: ScopeStore>(engine: &mut Engine<S>, command: &StaffCommand) -> Result<Said, CliError> {
    match command {
        StaffCommand::Add { org, role, name } => {
            let id = engine.add_staff(*org, *role, name, now_ms())?;
            Ok(Said::one(id.to_string(), json!({ "account": id, "role": role })))
        }
        StaffCommand::Link { account, subject } => {
            engine.link(*account, Some(subject), now_ms())?;
            Ok(Said::one("linked", json!({ "account": account })))
        }
        StaffCommand::Unlink { account } => {
            engine.link(*account, None, now_ms())?;
            Ok(Said::one("unlinked", json!({ "account": account })))
        }
        StaffCommand::Close { account, cases_to } => {
            let row = engine.store().account(*account)?.ok_or(AdminError::Unknown("account"))?;
            let by = Administrator::console(row.org);
            engine.keep(|engine| engine.let_go(&by, *account, *cases_to, now_ms()))?;
            Ok(Said::one("closed", json!({ "account": account })))
        }
        StaffCommand::Away { account, stand_in, back_on } => {
            let row = engine.store().account(*account)?.ok_or(AdminError::Unknown("account"))?;
            let (by, how) = (Administrator::console(row.org), (*stand_in, *back_on));
            engine.keep(|engine| engine.go_away(&by, *account, how, now_ms()))?;
            Ok(Said::one("away", json!({ "account": account, "stand_in": stand_in, "back_on": back_on })))
        }
        StaffCommand::Back { account } => {
            let row = engine.store().account(*account)?.ok_or(AdminError::Unknown("account"))?;
            let by = Administrator::console(row.org);
            engine.keep(|engine| engine.come_back(&by, *account, now_ms()))?;
            Ok(Said::one("back", json!({ "account": account })))
        }
        StaffCommand::EndOwn { account } => {
            engine.end_own(*account, now_ms())?;
            Ok(Said::one("ended", json!({ "account": account })))
        }
        StaffCommand::List { org } => list(engine, *org),
    }
}

/// Everybody, with what else there is to know of each.
fn list<S: ScopeStore>(engine: &mut Engine<S>, org: Uuid) -> Result<Said, CliError> {
    let rows = engine.store().accounts(org)?;
    let owns = engine.store().owns(org)?;
    let away = engine.store().away(org)?;
    let away = |row: &AccountRow| away.iter().find(|away| away.account == row.id);
    let own = |row: &AccountRow| owns.iter().find(|own| own.account == row.id);
    let opens = |own: &OwnRow| engine.own_opens(own);
    let line = |row: &AccountRow| {
        let own = own(row).map(|own| {
            let again = if opens(own) { "" } else { ", to be set up again: secret/blob.key is another" };
            format!(" (signs in as {}{again})", own.name)
        });
        let left = if row.closed_at.is_some() { " (closed)" } else { "" };
        let away = away(row).map(|away| format!(" (away until {}: {})", away.back_on, away.stand_in));
        let beside = own.into_iter().chain(away).collect::<String>();
        format!("{} {} {}{left}{beside}", row.id, row.role.name(), row.name)
    };
    let value = |row: &AccountRow| {
        let own = own(row).map(|own| json!({ "name": own.name, "since": own.since, "opens": opens(own) }));
        let away = away(row).map(|away| json!({ "stand_in": away.stand_in, "back_on": away.back_on }));
        json!({ "account": row.id, "role": row.role, "name": row.name, "closed_at": row.closed_at,
            "own": own, "away": away })
    };
    Ok(Said::list(&rows, line, value))
}
