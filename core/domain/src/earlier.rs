//! An earlier start: somebody asked for help without a name and has a case under their name as well. What of the first goes
//! to the second, by whose choice, and which record it is there.
//!
//! Only the client puts the two together, and says which sorts of things come along. What binds others (an offer, a deadline)
//! goes nowhere: then a helper works in the earlier case, and it is theirs to end.

use serde_json::Value;
use uuid::Uuid;

use crate::ids::ScopeId;

/// The sorts of things that a client brings or leaves, in the order in which they are asked, each with its kinds of records.
///
/// # Source
///
/// Design sheet of domains, 0.7 and demand 91: later merge with consent per item, by the client alone, without residue.
pub const SORTS: [(&str, &[&str]); 7] = [
    ("asked", &["sign_up"]),
    ("messages", &["message", "file"]),
    ("programme", &["run", "task"]),
    ("agenda", &["appointment"]),
    ("goals", &["goal", "mark", "label", "form_task", "form_answers", "form_feedback", "talk_note"]),
    ("budget", &["budget_line", "fact", "account_balance"]),
    ("debts", &["creditor", "debt", "debt_entry", "letter", "letter_file"]),
];

/// Kinds of which the other case has its own: who helps, how somebody wants to be reminded, how far they read. A way to
/// reach somebody was allowed for the case in which it stands, and for no other.
const OWN: [&str; 13] = [
    "case",
    "helper",
    "share",
    "read_mark",
    "preference",
    "tip_mark",
    "look",
    "contact",
    "reminder_plan",
    "moment",
    "prompt_choice",
    "own_key",
    "conflict",
];

/// What becomes of a record of an earlier start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It comes along, if the client brings its sort.
    Goes(&'static str),
    /// The other case has its own.
    Stays,
    /// It cannot come along: the diary is sealed for the case in which it was written, and a place at an event was given to
    /// that case. The client is asked whether it may go.
    Ends,
    /// Somebody is bound by it, or nobody here knows what it is: the case cannot be put into another one.
    Binds,
}

/// Asks what becomes of a kind of records.
#[must_use]
pub fn fate(kind: &str) -> Fate {
    if let Some((sort, _)) = SORTS.iter().find(|(_, kinds)| kinds.contains(&kind)) {
        return Fate::Goes(sort);
    }
    match kind {
        "diary_entry" | "attendance" => Fate::Ends,
        kind if OWN.contains(&kind) => Fate::Stays,
        _ => Fate::Binds,
    }
}

/// Which unit of a kind stays where it was said, although the record goes: which helper the desk chose of an earlier case, and at
/// which desk it waited, says nothing of this one.
#[must_use]
pub fn leaves(kind: &str, unit: &str) -> bool {
    kind == "sign_up" && matches!(unit, "decision" | "team" | "passed")
}

/// The id of a record in the case that it comes to. What is one of a kind in each case (the rent in the budget) meets the
/// one that is there; everything else is a record of its own, and the same one however often this is asked. `of` gives
/// the new ids of records that were asked before: runs, before their tasks.
#[must_use]
pub fn id_there(
    kind: &str,
    id: Uuid,
    values: &Value,
    (from, to): (ScopeId, ScopeId),
    of: impl Fn(Uuid) -> Option<Uuid>,
) -> Uuid {
    let same = keys(kind, values).into_iter().find(|key| from.derived_id(key) == id);
    let there = match (same, kind) {
        (Some(_), "task") => task_there(values, of),
        (same, _) => same,
    };
    to.derived_id(&there.unwrap_or_else(|| format!("earlier/{id}")))
}

/// By which keys records of a kind are one of a kind.
fn keys(kind: &str, values: &Value) -> Vec<String> {
    let text = |name: &str| values[name].as_str().unwrap_or_default();
    match kind {
        "sign_up" => vec!["sign_up".to_owned()],
        "fact" => vec![format!("fact/{}", text("field"))],
        "account_balance" => vec![format!("balance/{}", text("on"))],
        "run" => vec![format!("run/{}", values["template"]["id"].as_str().unwrap_or_default())],
        "task" => vec![format!("task/{}/{}", text("run"), text("key"))],
        "budget_line" => {
            let category = text("category");
            let words: Vec<String> =
                text("label").to_lowercase().split_whitespace().map(str::to_owned).collect();
            let label = words.join("-");
            vec![format!("line/{category}/{label}"), format!("line/in/{category}/{label}")]
        }
        _ => Vec::new(),
    }
}

fn task_there(values: &Value, of: impl Fn(Uuid) -> Option<Uuid>) -> Option<String> {
    let run = values["run"].as_str().and_then(|run| Uuid::parse_str(run).ok()).and_then(of)?;
    Some(format!("task/{run}/{}", values["key"].as_str()?))
}

#[cfg(test)]
mod tests;
