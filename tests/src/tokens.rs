//! What somebody was told is kept, and whether it is.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "scaffolding of tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use opstap::{LineEntry, Opstap, OpstapError, TaskDeed};
use opstap_store::Store;

use crate::town::key;

/// Every confirmed thing by its token: `message …`, `line …`, `task …`; with how often it is there.
pub type Kept = BTreeMap<String, usize>;

/// What a store holds.
pub fn kept(store: &mut Store) -> Kept {
    let mut kept = Kept::new();
    for row in store.scopes() {
        for (kind, unit) in [("message", "body"), ("budget_line", "label"), ("task", "key")] {
            for record in store.records(row.scope, kind).unwrap() {
                let text = record.text(unit);
                let done = record.value("progress")["state"].as_str();
                let word = match kind {
                    "message" => "message",
                    "budget_line" => "line",
                    _ if done.is_some_and(|status| status != "open") => "task",
                    _ => continue,
                };
                *kept.entry(format!("{word} {text}")).or_default() += 1;
            }
        }
    }
    kept
}

/// What the store in `folder` holds, opened with the usual key.
#[must_use]
pub fn kept_in(folder: &Path) -> Kept {
    kept(&mut Store::open(folder, &key()).unwrap().0)
}

/// Tokens that are not there.
#[must_use]
pub fn missing<'t>(tokens: &'t BTreeSet<String>, kept: &Kept) -> Vec<&'t String> {
    tokens.iter().filter(|token| !kept.contains_key(*token)).collect()
}

/// Does one thing and gives its token once it is done.
///
/// # Errors
///
/// What the device answers; then nothing was confirmed.
pub fn act(device: &Opstap, tag: &str, round: u64) -> Result<String, OpstapError> {
    match round % 4 {
        0 | 2 => {
            let text = format!("{tag}-{round}");
            device.send_message(None, &text)?;
            Ok(format!("message {text}"))
        }
        1 => {
            let label = format!("{tag}-{round}");
            let entry = LineEntry {
                category: "huur".into(),
                label: Some(label.clone()),
                typed: (10 + round).to_string(),
                ..LineEntry::default()
            };
            device.set_budget_line(None, &entry)?;
            Ok(format!("line {label}"))
        }
        _ => task(device, tag, round),
    }
}

/// Finishes a task, or sends a message when no task is left.
fn task(device: &Opstap, tag: &str, round: u64) -> Result<String, OpstapError> {
    let programme = device.programme(None)?;
    let open = programme.offered.into_iter().find(|task| task.actions.contains(&"complete"));
    let Some(open) = open else {
        let text = format!("{tag}-{round}");
        device.send_message(None, &text)?;
        return Ok(format!("message {text}"));
    };
    device.perform(None, &open.id, TaskDeed::Done)?;
    Ok(format!("task {}", open.id))
}
