//! Who is told by HTTPS that something happened.

use clap::Subcommand;
use serde_json::json;
use uuid::Uuid;

use super::run::Said;
use super::{AdminError, CliError, Engine, ScopeStore, now_ms};
use crate::webhooks::Happening;

/// Milliseconds of an hour.
const HOUR_MS: i64 = 3_600_000;

/// What an administrator does about webhooks.
#[derive(Debug, Subcommand)]
pub(super) enum WebhookCommand {
    /// Add a receiver. Its secret is said once.
    Add {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// Where it listens: https://…
        #[arg(long)]
        url: String,
        /// What it is told of; may be given more than once. Without it, of everything.
        #[arg(long = "of", value_name = "HAPPENING", value_parser = happening)]
        of: Vec<Happening>,
        /// It is in a network of one's own, under the authority that the file of `--delivery` names.
        #[arg(long)]
        inside: bool,
    },
    /// List an organisation's.
    List {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
    },
    /// Remove one, and all that waits for it.
    Remove(One),
    /// Give one another secret, which is said once. For a day calls are signed with both.
    Rotate(One),
    /// Tell one that nothing happened, to see whether calls arrive; one that had stopped goes on.
    Test(One),
    /// List what one was told of in the last 30 days, and what waits.
    Calls(One),
    /// Tell one again of what happened, also of what it took. It knows each by its id.
    Replay {
        #[command(flatten)]
        one: One,
        /// Of the last so many hours.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=720))]
        hours: u16,
        /// Only this one.
        #[arg(long)]
        call: Option<Uuid>,
    },
}

/// One receiver.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct One {
    /// The organisation.
    #[arg(long)]
    org: Uuid,
    /// The webhook.
    webhook: Uuid,
}

fn happening(name: &str) -> Result<Happening, String> {
    let all: Vec<&str> = Happening::ALL.into_iter().map(Happening::name).collect();
    Happening::from_name(name).ok_or_else(|| format!("one of {}", all.join(", ")))
}

pub(super) fn webhook<S: ScopeStore>(
    engine: &mut Engine<S>,
    command: &WebhookCommand,
) -> Result<Said, CliError> {
    match command {
        WebhookCommand::Add { org, url, of, inside } => {
            let (id, secret) = engine.add_webhook(*org, url, *inside, of, now_ms())?;
            let text = format!("webhook {id}\nsecret  {}\nThe secret is not said again.", *secret);
            Ok(Said::one(text, json!({ "webhook": id, "secret": *secret })))
        }
        WebhookCommand::List { org } => list(engine, *org),
        WebhookCommand::Remove(one) => {
            engine.remove_webhook(one.org, one.webhook, now_ms())?;
            Ok(Said::one("removed", json!({ "webhook": one.webhook })))
        }
        WebhookCommand::Rotate(one) => {
            let secret = engine.rotate_webhook(one.org, one.webhook, now_ms())?;
            let text =
                format!("secret  {}\nFor a day calls are signed with the one before as well.", *secret);
            Ok(Said::one(text, json!({ "webhook": one.webhook, "secret": *secret })))
        }
        WebhookCommand::Test(one) => {
            let call = engine.test_webhook(one.org, one.webhook, now_ms())?;
            let text = format!("call {call} waits; `webhook calls` says what came of it");
            Ok(Said::one(text, json!({ "call": call })))
        }
        WebhookCommand::Calls(one) => calls(engine, *one),
        WebhookCommand::Replay { one, hours, call } => {
            let since = if call.is_some() { 0 } else { now_ms() - i64::from(*hours) * HOUR_MS };
            let count = engine.replay_webhook(one.org, one.webhook, since, *call, now_ms())?;
            if count == 0 && call.is_some() {
                return Err(AdminError::Unknown("settled call").into());
            }
            Ok(Said::one(format!("{count} wait to be told again"), json!({ "waiting": count })))
        }
    }
}

fn list<S: ScopeStore>(engine: &mut Engine<S>, org: Uuid) -> Result<Said, CliError> {
    let rows = engine.keep(|engine| engine.store().webhooks(org))?;
    Ok(Said::list(
        &rows,
        |row| {
            let state = if row.stopped.is_empty() { "told" } else { &row.stopped };
            format!("{}  {}  {}  {state}", row.id, row.url, row.kinds.join(","))
        },
        |row| {
            json!({
                "webhook": row.id,
                "url": row.url,
                "of": row.kinds,
                "stopped": row.stopped,
                "madeAt": row.made_at,
            })
        },
    ))
}

fn calls<S: ScopeStore>(engine: &mut Engine<S>, one: One) -> Result<Said, CliError> {
    let rows = engine.keep(|engine| engine.store().calls(one.org, one.webhook))?;
    Ok(Said::list(
        &rows,
        |row| format!("{}  {}  {}  {} tries  {}", row.id, row.kind, row.state.name(), row.tries, row.why),
        |row| {
            json!({
                "call": row.id,
                "type": row.kind,
                "state": row.state,
                "tries": row.tries,
                "why": row.why,
                "happenedAt": row.at,
                "dueAt": row.due_at,
            })
        },
    ))
}
