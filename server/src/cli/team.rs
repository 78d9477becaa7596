//! Teams: making them, their postcodes, who is in them.

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use uuid::Uuid;

use super::run::Said;
use super::{AdminError, CliError, Engine, ScopeStore, now_ms};
use crate::engine::{Administrator, TeamAsked, TeamShown, Teams};
use crate::store::{AccountRow, MemberRow};

/// What an administrator does about teams.
#[derive(Debug, Subcommand)]
pub(super) enum TeamCommand {
    /// Make one.
    Add {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// Its name.
        name: String,
    },
    /// Call it otherwise.
    Rename {
        #[command(flatten)]
        which: Which,
        /// Its name from now on.
        name: String,
    },
    /// Sign-ups of these postcodes come to it; of two teams the smaller area counts.
    Area {
        #[command(flatten)]
        which: Which,
        /// The digits of the first postcode.
        #[arg(long)]
        first: u16,
        /// The digits of the last one.
        #[arg(long)]
        last: u16,
        /// They come to it no more.
        #[arg(long)]
        none: bool,
    },
    /// Let somebody in, or have them do something else there: they help, sit at its desk, or both.
    Join {
        #[command(flatten)]
        which: Which,
        /// Who.
        #[arg(long)]
        account: Uuid,
        /// They help in it.
        #[arg(long)]
        helps: bool,
        /// They sit at its desk.
        #[arg(long)]
        desk: bool,
    },
    /// Take somebody out.
    Leave {
        #[command(flatten)]
        which: Which,
        /// Who.
        #[arg(long)]
        account: Uuid,
    },
    /// End it: who waits there goes to the organisation's desk, and cases stay with their helpers.
    End(Which),
    /// List the teams of an organisation, with how they do.
    List {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
    },
    /// List who is in one.
    Members(Which),
}

/// A team of an organisation.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Which {
    /// The organisation.
    #[arg(long)]
    org: Uuid,
    /// The team.
    #[arg(long)]
    team: Uuid,
}

/// Does it.
pub(super) fn team<S: ScopeStore>(engine: &mut Engine<S>, command: &TeamCommand) -> Result<Said, CliError> {
    let which = |which: &Which| (which.org, which.team);
    let ((org, team), asked, told) = match command {
        TeamCommand::Add { org, name } => ((*org, Uuid::nil()), TeamAsked::Make(name.clone()), ""),
        TeamCommand::Rename { which: of, name } => {
            (which(of), TeamAsked::Rename(of.team, name.clone()), "renamed")
        }
        TeamCommand::Area { which: of, first, last, none: false } => {
            (which(of), TeamAsked::Area(of.team, (*first, *last)), "taken in")
        }
        TeamCommand::Area { which: of, first, last, none: true } => {
            (which(of), TeamAsked::NoArea(of.team, (*first, *last)), "not any more")
        }
        TeamCommand::Join { which: of, account, helps, desk } => {
            let (account, helps, desk) = (*account, *helps, *desk);
            (which(of), TeamAsked::LetIn { team: of.team, account, helps, desk }, "in")
        }
        TeamCommand::Leave { which: of, account } => (which(of), TeamAsked::LetOut(of.team, *account), "out"),
        TeamCommand::End(of) => (which(of), TeamAsked::End(of.team), "ended"),
        TeamCommand::List { org } => ((*org, Uuid::nil()), TeamAsked::Look, ""),
        TeamCommand::Members(of) => (which(of), TeamAsked::Look, ""),
    };
    engine.store().org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
    let by = Administrator::console(org);
    let all = engine.keep(|engine| engine.arrange_teams(&by, &asked, now_ms()))?;
    match command {
        TeamCommand::Add { .. } => {
            let made = all.made.ok_or(AdminError::Unknown("team"))?;
            Ok(Said::one(made.to_string(), json!({ "team": made })))
        }
        TeamCommand::List { .. } => Ok(list(&all)),
        TeamCommand::Members(_) => {
            let found = all.teams.iter().find(|one| one.row.id == team);
            Ok(members(found.ok_or(AdminError::Unknown("team"))?))
        }
        _ => Ok(Said::one(told, json!({ "team": team }))),
    }
}

fn list(all: &Teams) -> Said {
    let line = |team: &TeamShown| {
        let areas: Vec<String> = team.areas.iter().map(|(first, last)| format!("{first}-{last}")).collect();
        let desk = team.members.iter().filter(|(_, member)| member.desk).count();
        format!(
            "{} {} ({}): {} in it, {desk} at its desk, {} open, {} wait, {} of {} answered in time",
            team.row.id,
            team.row.name,
            areas.join(", "),
            team.members.len(),
            team.figures.open,
            team.figures.waits,
            team.figures.in_time,
            team.figures.asked,
        )
    };
    let value = |team: &TeamShown| {
        json!({ "team": team.row.id, "name": team.row.name, "areas": team.areas,
            "members": team.members.iter().map(member).collect::<Vec<_>>(),
            "open": team.figures.open, "waits": team.figures.waits,
            "asked": team.figures.asked, "in_time": team.figures.in_time })
    };
    Said::list(&all.teams, line, value)
}

fn members(team: &TeamShown) -> Said {
    let line = |(who, member): &(AccountRow, MemberRow)| {
        let does = [(member.helps, "helps"), (member.desk, "desk")].into_iter().filter(|(does, _)| *does);
        let does: Vec<&str> = does.map(|(_, what)| what).collect();
        format!("{} {} {} ({})", who.id, who.role.name(), who.name, does.join(", "))
    };
    Said::list(&team.members, line, member)
}

fn member((who, member): &(AccountRow, MemberRow)) -> Value {
    json!({ "account": who.id, "role": who.role, "name": who.name, "helps": member.helps,
        "desk": member.desk, "since": member.since })
}
