//! Whether everything that was written on a device is at the server, and on the other devices.

use std::collections::BTreeMap;

use opstap_server::store::ScopeStore as _;
use serde_json::Value;

use super::{Terminal, Told, Town, stop};

/// What every device journalled.
#[derive(Default)]
pub struct Tally {
    journalled: BTreeMap<String, u64>,
}

impl Tally {
    /// Notes what a device's `safety` says: how many operations it ever journalled.
    pub fn note(&mut self, device: &str, safety: &Value) {
        let count = ["here", "at_server", "in_backup"].iter().filter_map(|place| safety[*place].as_u64());
        let most = self.journalled.entry(device.to_owned()).or_default();
        // A part that was taken away takes its operations along; what was noted before stays.
        *most = count.sum::<u64>().max(*most);
    }

    /// Notes a terminal; nothing of it may still wait or be held.
    ///
    /// # Errors
    ///
    /// When something waits after a round.
    pub fn note_terminal(&mut self, terminal: &Terminal) -> Told<()> {
        let safety = terminal.ask(&["safety"])?;
        if safety["here"] != 0 || safety["held"].as_array().is_none_or(|held| !held.is_empty()) {
            return stop(format!("{}: not everything arrived: {safety}", terminal.name));
        }
        self.note(terminal.name, &safety);
        Ok(())
    }

    /// All operations, and how many of them the server does not have.
    ///
    /// # Errors
    ///
    /// When the server's file cannot be read.
    pub fn against(&self, town: &Town) -> Told<(u64, u64)> {
        let all: u64 = self.journalled.values().sum();
        let mut engine = town.engine()?;
        let taken: u64 = engine.store().devices(None)?.iter().map(|device| device.last_n).sum();
        let held = engine.store().held(None)?.len() as u64;
        Ok((all, all.saturating_sub(taken) + held))
    }
}

/// Both must show the same of this screen, in these members.
///
/// # Errors
///
/// When they differ; the reason names the screen, not what people wrote.
pub(super) fn same(one: &Terminal, other: &Terminal, screen: &[&str], members: &[&str]) -> Told<()> {
    let (mine, theirs) = (one.ask(screen)?, other.ask(screen)?);
    for member in members {
        let (mine, theirs) = (bare(&mine[*member]), bare(&theirs[*member]));
        if mine.is_null() || mine != theirs {
            return stop(format!("{} and {} differ in {screen:?} {member}", one.name, other.name));
        }
    }
    Ok(())
}

/// A value without what each device says in its own way: who "you" is, and what waits where.
fn bare(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let own = ["mine", "sender", "waiting", "who", "actions", "postpone_to"];
            let kept = members.iter().filter(|(name, _)| !own.contains(&name.as_str()));
            Value::Object(kept.map(|(name, inner)| (name.clone(), bare(inner))).collect())
        }
        Value::Array(all) => Value::Array(all.iter().map(bare).collect()),
        other => other.clone(),
    }
}
