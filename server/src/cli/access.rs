//! How people sign in: an organisation's providers, for its staff and for its clients.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::run::Said;
use super::{AdminError, CliError, DataDir, Engine, ScopeStore, now_ms};
use crate::oidc::{BACK, address, public_key};
use crate::store::{ForWhom, Proof, ProviderRow};

/// The longest name or level that is taken.
const TEXT_MAX: usize = 255;

/// The longest name that stands on pages.
const NAME_MAX: usize = 40;

/// What clients in the Netherlands sign in to their municipality with.
const USUAL: &str = "DigiD";

/// A provider of an organisation.
#[derive(Debug, Args)]
pub(super) struct ProviderArgs {
    /// The organisation.
    #[arg(long)]
    org: Uuid,
    /// The provider, as it names itself.
    #[arg(long, value_name = "URL", required_unless_present = "none")]
    issuer: Option<String>,
    /// What the provider calls this server.
    #[arg(long, value_name = "ID", required_unless_present = "none")]
    client_id: Option<String>,
    /// Where browsers reach this server.
    #[arg(long, value_name = "URL", required_unless_present = "none")]
    url: Option<String>,
    /// Whom it vouches for: staff or clients.
    #[arg(long = "for", value_name = "WHOM", default_value = "staff", value_parser = whom)]
    for_whom: ForWhom,
    /// A level of sign-in (acr) that is enough. Without any, each is; for clients, name one.
    #[arg(long = "acr", value_name = "LEVEL")]
    acr: Vec<String>,
    /// A level (acr) that clients are asked for once more before they take everything along, make a code for another device or
    /// show somebody more. It is enough to sign in as well.
    #[arg(long = "step-up", value_name = "LEVEL")]
    step_up: Vec<String>,
    /// What clients call it; DigiD, unless you say otherwise.
    #[arg(long = "name", value_name = "NAME")]
    called: Option<String>,
    /// A file with the secret that the provider gave out; its first line is kept in the folder. Or the variable
    /// OPSTAP_CLIENT_SECRET. Without either, this server signs with a key of its own.
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// Take it away.
    #[arg(long, conflicts_with_all = ["issuer", "client_id", "url", "acr", "step_up", "called", "secret_file"])]
    none: bool,
}

/// Sets or takes away a provider. The secret goes to the folder first, so that a server that runs finds both.
pub(super) fn provider<S: ScopeStore>(
    data: &DataDir,
    engine: &mut Engine<S>,
    asked: &ProviderArgs,
) -> Result<Said, CliError> {
    let (org, for_whom) = (asked.org, asked.for_whom);
    if asked.none {
        engine.drop_provider(org, for_whom, now_ms())?;
        data.keep_provider_secret((org, for_whom), None)?;
        return Ok(Said::one("taken away", json!({ "org": org })));
    }
    let wrong = |what| CliError::Admin(AdminError::Refused(what));
    let url = |text: &Option<String>| text.as_deref().and_then(address);
    let issuer =
        url(&asked.issuer).ok_or_else(|| wrong("--issuer is an https:// URL without a question mark"))?;
    let home = url(&asked.url).ok_or_else(|| wrong("--url is an https:// URL without a question mark"))?;
    let plain =
        |text: &&String| (1..=TEXT_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    let client_id = asked.client_id.as_ref().filter(plain);
    let client_id = client_id.ok_or_else(|| wrong("--client-id is 1 to 255 characters of ASCII"))?.clone();
    if asked.acr.iter().chain(&asked.step_up).any(|level| !plain(&level)) {
        return Err(wrong("--acr and --step-up are 1 to 255 characters of ASCII, without spaces"));
    }
    let called = called(asked).map_err(wrong)?;
    engine.store().org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
    let secret = secret(asked)?;
    data.keep_provider_secret((org, for_whom), secret.as_ref().map(|secret| secret.as_str()))?;
    let proof = if secret.is_some() { Proof::Secret } else { Proof::Key };
    let (acr, step_up, home_of) = (asked.acr.clone(), asked.step_up.clone(), home.clone());
    let row = ProviderRow { org, issuer, client_id, proof, acr, home: home_of, for_whom, step_up, called };
    engine.set_provider(&row, now_ms())?;
    let back = format!("{home}{BACK}");
    let key = if proof == Proof::Key { public_key(data) } else { None };
    let said = key.as_ref().map_or_else(String::new, |key| format!("\n  public key {key}"));
    let text = format!("set\nregister with the provider:\n  redirect URI {back}{said}");
    Ok(Said::one(text, json!({ "org": org, "redirect_uri": back, "public_key": key })))
}

fn whom(name: &str) -> Result<ForWhom, String> {
    ForWhom::from_name(name).ok_or_else(|| "staff or clients".to_owned())
}

/// What stands on pages. Said before a secret is kept or anything is written.
fn called(asked: &ProviderArgs) -> Result<String, &'static str> {
    if asked.for_whom == ForWhom::Staff {
        let bare = asked.step_up.is_empty() && asked.called.is_none();
        return if bare { Ok(String::new()) } else { Err("--step-up and --name go with --for clients") };
    }
    if asked.acr.is_empty() {
        return Err("for clients, name a level with --acr: without one, each would be enough");
    }
    let name = asked.called.as_deref().unwrap_or(USUAL).trim();
    let fits = (1..=NAME_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err("--name is 1 to 40 characters") }
}

/// The secret that was named, never what it is.
fn secret(asked: &ProviderArgs) -> Result<Option<Zeroizing<String>>, CliError> {
    let text = match &asked.secret_file {
        Some(path) => Some(Zeroizing::new(std::fs::read_to_string(path)?)),
        None => std::env::var("OPSTAP_CLIENT_SECRET").ok().map(Zeroizing::new),
    };
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return Err(AdminError::Refused("the secret is empty").into());
    }
    Ok(Some(Zeroizing::new(line.to_owned())))
}
