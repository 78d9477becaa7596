//! How long cases are kept after their end: rules, what goes when, who is held, and destroying what is due.

use clap::{Args, Subcommand};
use opstap_domain::retention::{RESULTS, Rule, Standing, Unit};
use opstap_domain::{Instant, Zone};
use serde_json::{Value, json};
use uuid::Uuid;

use super::org::chosen;
use super::run::{Said, settle};
use super::{CliError, Engine, ScopeStore, now_ms};
use crate::audit::Actor;
use crate::engine::Kept;

/// What an administrator does about retention.
#[derive(Debug, Subcommand)]
pub(super) enum RetentionCommand {
    /// Cases that ended, and on which day each goes; what needs somebody first. Names nobody.
    List {
        /// Of one organisation; otherwise of all.
        #[arg(long)]
        org: Option<Uuid>,
    },
    /// How long cases are kept, by what they ended with.
    Rules {
        /// The organisation.
        #[arg(long)]
        org: Uuid,
    },
    /// Set how long cases with a result are kept.
    Rule(RuleArgs),
    /// Hold a case: it is not destroyed, whatever its day.
    Hold {
        /// The case.
        case: Uuid,
        /// Why, without names: objection, audit, transfer to an archive.
        #[arg(long)]
        reason: String,
    },
    /// Hold it no more.
    Lift {
        /// The case.
        case: Uuid,
    },
    /// Destroy now the cases whose day has come, as a server does each night. Cannot be undone.
    Run {
        /// Of one organisation; otherwise of all.
        #[arg(long)]
        org: Option<Uuid>,
        /// Say which they are, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// A rule.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("term").required(true)))]
pub(super) struct RuleArgs {
    /// The organisation.
    #[arg(long)]
    org: Uuid,
    /// With what cases ended.
    #[arg(long, value_parser = RESULTS)]
    result: String,
    /// So many weeks after the end.
    #[arg(long, group = "term")]
    weeks: Option<u16>,
    /// So many months.
    #[arg(long, group = "term")]
    months: Option<u16>,
    /// So many years.
    #[arg(long, group = "term")]
    years: Option<u16>,
    /// Where that stands.
    #[arg(long)]
    source: String,
    /// Somebody who answers for the archive said that it is so: cases are destroyed by it.
    #[arg(long)]
    confirmed: bool,
}

impl RuleArgs {
    fn rule(&self) -> Rule {
        let terms = [(self.weeks, Unit::Weeks), (self.months, Unit::Months), (self.years, Unit::Years)];
        let (span, unit) =
            terms.into_iter().find_map(|(span, unit)| Some((span?, unit))).unwrap_or((0, Unit::Weeks));
        let (result, source) = (self.result.clone(), self.source.clone());
        Rule { result, span, unit, source, confirmed: self.confirmed }
    }
}

pub(super) fn retention<S: ScopeStore>(
    engine: &mut Engine<S>,
    command: &RetentionCommand,
) -> Result<Said, CliError> {
    match command {
        RetentionCommand::List { org } => list(engine, *org),
        RetentionCommand::Rules { org } => {
            let rules = engine.rules_of(*org)?;
            let line = |rule: &Rule| {
                let how =
                    if rule.confirmed { "confirmed" } else { "NOT CONFIRMED: nothing is destroyed by it" };
                format!("{}  {} {}  {how}\n  {}", rule.result, rule.span, rule.unit.name(), rule.source)
            };
            Ok(Said::list(&rules, line, |rule| json!(rule)))
        }
        RetentionCommand::Rule(asked) => {
            let rule = asked.rule();
            engine.set_rule(asked.org, &rule, now_ms())?;
            Ok(Said::one("set", json!({ "org": asked.org, "rule": rule })))
        }
        RetentionCommand::Hold { case, reason } => {
            engine.hold_case(*case, reason, now_ms())?;
            Ok(Said::one("held", json!({ "case": case })))
        }
        RetentionCommand::Lift { case } => {
            engine.lift_hold(*case, now_ms())?;
            Ok(Said::one("not held any more", json!({ "case": case })))
        }
        RetentionCommand::Run { org, dry_run } => run(engine, *org, *dry_run),
    }
}

fn list<S: ScopeStore>(engine: &mut Engine<S>, org: Option<Uuid>) -> Result<Said, CliError> {
    let mut all = Vec::new();
    for org in chosen(engine, org)? {
        all.extend(engine.kept_cases(org, now_ms())?);
    }
    Ok(Said::list(&all, line, value))
}

/// The key of how it stands, its day, and what to do about it.
fn said(standing: Standing) -> (&'static str, Option<String>, &'static str) {
    let day = |on: opstap_domain::Date| Some(on.to_string());
    match standing {
        Standing::Due(on) => ("due", day(on), "goes with the next night"),
        Standing::Unconfirmed(on) => (
            "unconfirmed",
            day(on),
            "its day has come, and nobody confirmed the rule: `retention rule --confirmed`",
        ),
        Standing::Announced(on) => ("announced", day(on), "goes within 30 days"),
        Standing::Unknown => ("unknown", None, "nobody said with what it ended: `case result`"),
        Standing::Held(on) => ("held", day(on), "held"),
        Standing::Kept(on) => ("kept", day(on), ""),
    }
}

fn line(kept: &Kept) -> String {
    let (key, day, what) = said(kept.standing);
    let ended = Zone::AMSTERDAM.date(Instant(kept.ended_at));
    let result = kept.result.as_deref().unwrap_or("-");
    let held = kept.held.as_deref().map_or(String::new(), |reason| format!(": {reason}"));
    let text = format!(
        "{}  {key}  {}  ended {ended} {result}  {what}{held}",
        kept.case,
        day.as_deref().unwrap_or("-")
    );
    text.trim_end().to_owned()
}

fn value(kept: &Kept) -> Value {
    let (key, day, _) = said(kept.standing);
    json!({
        "case": kept.case, "standing": key, "destroyOn": day, "endedAt": kept.ended_at, "result": kept.result,
        "held": kept.held,
    })
}

fn run<S: ScopeStore>(engine: &mut Engine<S>, org: Option<Uuid>, dry_run: bool) -> Result<Said, CliError> {
    let (mut gone, now) = (Vec::new(), now_ms());
    for org in chosen(engine, org)? {
        for case in engine.keep(|engine| engine.due_cases(org, now))? {
            if dry_run || engine.keep(|engine| engine.destroy_due(case, Actor::CONSOLE, now))? {
                gone.push(case);
            }
        }
    }
    if !gone.is_empty() && !dry_run {
        settle(engine)?;
    }
    let what = if dry_run { "would be destroyed" } else { "destroyed" };
    let mut text: Vec<String> = gone.iter().map(Uuid::to_string).collect();
    text.push(format!("{} {what}", gone.len()));
    Ok(Said::one(text.join("\n"), json!({ "cases": gone, "dryRun": dry_run })))
}
