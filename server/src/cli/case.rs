//! Cases: opening, giving to another counsellor, closing.

use clap::Subcommand;
use opstap_domain::retention::RESULTS;
use serde_json::json;
use uuid::Uuid;

use super::run::Said;
use super::{CliError, Engine, ScopeStore, now_ms};
use crate::engine::{NewCase, PROGRAMME};
use crate::store::CaseRow;

#[derive(Debug, Subcommand)]
pub(super) enum CaseCommand {
    /// Open one.
    Open {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
        /// The client's name.
        #[arg(long)]
        client: String,
        /// The counsellor's account.
        #[arg(long)]
        counsellor: Uuid,
        /// A coach with whom the client may share.
        #[arg(long = "coach")]
        coaches: Vec<Uuid>,
        /// The programme to begin with; `none` for no programme.
        #[arg(long, default_value = PROGRAMME)]
        programme: String,
    },
    /// Give it to another counsellor.
    Assign {
        /// The case.
        case: Uuid,
        /// The counsellor's account.
        #[arg(long)]
        counsellor: Uuid,
    },
    /// Close it: helpers lose it, the client keeps it.
    Close {
        /// The case.
        case: Uuid,
        /// With what it ended, which decides how long it is kept.
        #[arg(long, value_parser = RESULTS)]
        result: Option<String>,
    },
    /// Say with what a closed one ended.
    Result {
        /// The case.
        case: Uuid,
        /// The result.
        #[arg(value_parser = RESULTS)]
        result: String,
    },
    /// List them.
    List {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
    },
}

pub(super) fn case<S: ScopeStore>(engine: &mut Engine<S>, command: &CaseCommand) -> Result<Said, CliError> {
    match command {
        CaseCommand::Open { org, client, counsellor, coaches, programme } => {
            let opened = engine.open_case(
                NewCase {
                    org: *org,
                    client,
                    counsellor: *counsellor,
                    coaches,
                    programme: Some(programme.as_str()).filter(|name| *name != "none"),
                },
                now_ms(),
            )?;
            Ok(Said::one(format!("case {}\nclient {}", opened.case, opened.client), json!(opened)))
        }
        CaseCommand::Assign { case, counsellor } => {
            engine.assign_case(*case, *counsellor, now_ms())?;
            Ok(Said::one("assigned", json!({ "case": case, "counsellor": counsellor })))
        }
        CaseCommand::Close { case, result } => {
            engine.close_case(*case, result.as_deref(), now_ms())?;
            Ok(Said::one("closed", json!({ "case": case, "result": result })))
        }
        CaseCommand::Result { case, result } => {
            engine.set_result(*case, result, now_ms())?;
            Ok(Said::one("noted", json!({ "case": case, "result": result })))
        }
        CaseCommand::List { org } => {
            let rows = engine.store().cases(*org)?;
            let line =
                |row: &CaseRow| format!("{} client {} counsellor {}", row.id, row.client, row.counsellor);
            let value = |row: &CaseRow| {
                json!({
                    "case": row.id, "client": row.client, "counsellor": row.counsellor,
                    "opened_at": row.opened_at, "closed_at": row.closed_at, "result": row.result,
                })
            };
            Ok(Said::list(&rows, line, value))
        }
    }
}
