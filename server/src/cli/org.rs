//! Organisations: adding them, where they take people in, how they are reached, how their pages look, how their people sign in.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use opstap_domain::features::Feature;
use opstap_domain::look::{self, Unchosen};
use opstap_domain::organisation::Organisation;
use serde_json::json;
use uuid::Uuid;

use super::access;
use super::run::{Said, package};
use super::{AdminError, CliError, Engine, ScopeStore, now_ms};
use crate::engine::{Style, Styled};

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
    /// Say how its pages look, or with nothing else than the organisation how they do.
    Look {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// What people call it; empty: as it is called by itself.
        #[arg(long)]
        called: Option<String>,
        /// Its colour, such as 8a1538; empty: the ordinary one.
        #[arg(long)]
        colour: Option<String>,
        /// A PNG with its logo.
        #[arg(long, conflicts_with = "no_logo")]
        logo: Option<PathBuf>,
        /// No logo any more.
        #[arg(long)]
        no_logo: bool,
    },
    /// Say what it offers: what there is, or one of them from now on, or not any more. What is there already stays.
    Feature {
        /// What to do.
        what: FeatureDeed,
        /// Which one; `list` names them.
        name: Option<String>,
        /// The organisation.
        #[arg(long)]
        org: Uuid,
    },
    /// List them.
    List,
    /// Let people sign in on pages by a provider (OpenID Connect): staff by their organisation's own, clients by its identity
    /// broker, such as for DigiD.
    Provider(access::ProviderArgs),
}

/// What is done with what an organisation offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FeatureDeed {
    /// Say what it offers.
    List,
    /// Offer it.
    On,
    /// Leave it out.
    Off,
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
        OrgCommand::Look { org, called, colour, logo, no_logo } => {
            look(engine, *org, (called.as_deref(), colour.as_deref()), (logo.as_deref(), *no_logo))
        }
        OrgCommand::Feature { what, name, org } => feature(engine, *org, *what, name.as_deref()),
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

/// Offers something, leaves it out, or says how it is.
fn feature<S: ScopeStore>(
    engine: &mut Engine<S>,
    org: Uuid,
    what: FeatureDeed,
    name: Option<&str>,
) -> Result<Said, CliError> {
    let said = match (what, name.and_then(Feature::from_name)) {
        (FeatureDeed::List, _) => None,
        (_, Some(feature)) => Some((feature, what == FeatureDeed::On)),
        (_, None) => return Err(AdminError::Refused("there is no such feature: `list` names them").into()),
    };
    let left_out = engine.set_feature(org, said, now_ms())?;
    let on = |feature: &Feature| !left_out.contains(feature);
    Ok(Said::list(
        &Feature::ALL,
        |feature| format!("{} {}", if on(feature) { "on " } else { "off" }, feature.name()),
        |feature| json!({ "feature": feature.name(), "on": on(feature) }),
    ))
}

/// Says how its pages look. What is not named stays.
fn look<S: ScopeStore>(
    engine: &mut Engine<S>,
    org: Uuid,
    (called, colour): (Option<&str>, Option<&str>),
    (logo, no_logo): (Option<&Path>, bool),
) -> Result<Said, CliError> {
    let now = engine.set_look(org, &[], now_ms())?.look;
    let mut asked = Vec::new();
    if called.is_some() || colour.is_some() {
        let known = now.colour.map(|colour| colour.to_string()).unwrap_or_default();
        let called = called.map_or(now.called, str::to_owned);
        let colour = colour.map_or(known, str::to_owned);
        if let Err(Unchosen::Unreadable(near)) = look::chosen(&called, &colour) {
            let why = format!("this colour is too light to be read; {near} is the nearest that can");
            return Err(CliError::Content(why));
        }
        asked.push(Style::Keep(called, colour));
    }
    if let Some(logo) = logo {
        let unread = |_| AdminError::Refused("the file of the logo cannot be read");
        asked.push(Style::Logo(std::fs::read(logo).map_err(unread)?));
    } else if no_logo {
        asked.push(Style::NoLogo);
    }
    let Styled { name, look, .. } = engine.set_look(org, &asked, now_ms())?;
    let called = if look.called.is_empty() { name } else { look.called };
    let colour = look.colour.map(|colour| colour.to_string());
    let sides = look.logo.map(|logo| (logo.width, logo.height));
    let says = format!(
        "{called}: {}, {}",
        colour.as_deref().unwrap_or("the ordinary colour"),
        sides.map_or_else(|| "no logo".to_owned(), |(width, height)| format!("a logo of {width} x {height}")),
    );
    let logo = sides.map(|(width, height)| json!({ "width": width, "height": height }));
    Ok(Said::one(says, json!({ "org": org, "called": called, "colour": colour, "logo": logo })))
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
