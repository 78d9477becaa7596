//! What waits to be delivered by text message and mail, and what is stuck.

use clap::Subcommand;
use serde_json::json;

use super::run::Said;
use super::{CliError, Engine, ScopeStore, now_ms};
use crate::store::DeliveryState;

/// What an administrator does about messages.
#[derive(Debug, Subcommand)]
pub(super) enum DeliveryCommand {
    /// List those that wait, are under way, may have been taken, or were refused. Names nobody.
    List {
        /// Also what was sent or dropped.
        #[arg(long)]
        all: bool,
    },
    /// Try one again that was refused or that may have been taken: the person may then get it twice.
    Retry {
        /// Its name in the list.
        reference: String,
    },
    /// Leave one that is not sent.
    Drop {
        /// Its name in the list.
        reference: String,
    },
}

pub(super) fn delivery<S: ScopeStore>(
    engine: &mut Engine<S>,
    command: &DeliveryCommand,
) -> Result<Said, CliError> {
    match command {
        DeliveryCommand::List { all } => list(engine, *all),
        DeliveryCommand::Retry { reference } => {
            engine.steer_delivery(reference, false, now_ms())?;
            Ok(Said::one("it is tried again".to_owned(), json!({ "reference": reference, "state": "waits" })))
        }
        DeliveryCommand::Drop { reference } => {
            engine.steer_delivery(reference, true, now_ms())?;
            Ok(Said::one("left".to_owned(), json!({ "reference": reference, "state": "dropped" })))
        }
    }
}

fn list<S: ScopeStore>(engine: &mut Engine<S>, all: bool) -> Result<Said, CliError> {
    let mut rows = engine.keep(|engine| engine.store().deliveries(None))?;
    rows.retain(|row| all || !matches!(row.state, DeliveryState::Sent | DeliveryState::Dropped));
    let lines = rows.iter().map(|row| {
        let (reference, channel, state) = (row.reference(), row.channel.name(), row.state.name());
        format!("{reference}  {channel}  {state}  {} tries  {}", row.tries, row.why)
    });
    let text: Vec<String> = lines.collect();
    let listed = rows.iter().map(|row| {
        json!({
            "reference": row.reference(),
            "channel": row.channel,
            "state": row.state,
            "tries": row.tries,
            "why": row.why,
            "decidedAt": row.at,
            "dueAt": row.due_at,
        })
    });
    Ok(Said::one(text.join("\n"), listed.collect::<Vec<_>>().into()))
}
