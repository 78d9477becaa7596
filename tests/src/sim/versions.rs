//! Apps of several versions of the record catalogue at once: up to three behind the server and one ahead of it, updated
//! in the middle of it all (`docs/adr/0015-old-deletions-and-old-apps.md`). The versions are made up, and end in the
//! catalogue of this build. By dice of its own, so that runs without it stay as they were.

use opstap_store::Edit;
use opstap_sync::op::Change;
use opstap_sync::schema::{Step, Versions};
use serde_json::{Value, json};

use super::Run;
use super::dice::Dice;
use super::place::Place;
use super::plan::Plan;
use super::world::World;

/// The version of the server, and of this build.
pub(super) const PRESENT: u32 = 4;
/// What is ahead of the server writes this unit besides, which nobody else knows.
pub(super) const LATER: &str = "later";
/// How often a phone gets an update when something goes wrong, in a thousand.
const OFTEN: u64 = 300;

/// A heading becomes a title.
fn two(kind: &mut String, change: &mut Change) {
    if kind == "task" {
        rename(change, "heading", "title", |_| {});
    }
}

/// A sum becomes an amount, and its members get other names.
fn three(kind: &mut String, change: &mut Change) {
    if kind == "budget_line" {
        rename(change, "sum", "amount", |v| {
            let member = |name: &str| v.get(name).cloned().unwrap_or_default();
            *v = json!({ "cents": member("of"), "frequency": member("every"), "direction": member("way") });
        });
    }
}

/// Words become keys.
fn four(kind: &mut String, change: &mut Change) {
    if kind == "label" {
        rename(change, "words", "keys", |_| {});
    }
}

/// A step that only adds.
const fn five(_: &mut String, _: &mut Change) {}

const STEPS: [Step; 4] = [two, three, four, five];

fn rename(change: &mut Change, from: &str, to: &str, put: impl Fn(&mut Value)) {
    match change {
        Change::New(units) => {
            if let Some(mut v) = units.remove(from) {
                put(&mut v);
                units.insert(to.to_owned(), v);
            }
        }
        Change::Set(writes) => {
            if let Some(mut write) = writes.remove(from) {
                put(&mut write.v);
                writes.insert(to.to_owned(), write);
            }
        }
        _ => {}
    }
}

/// What an app of this version knows.
pub(super) fn known(version: u32) -> Versions {
    let steps: &'static [Step] = &STEPS;
    Versions::with_steps(&steps[..(version.clamp(1, PRESENT + 1) - 1) as usize])
}

/// What an app of this version calls a unit.
pub(super) fn called(unit: &'static str, version: u32) -> &'static str {
    match unit {
        "title" if version < 2 => "heading",
        "amount" if version < 3 => "sum",
        "keys" if version < 4 => "words",
        same => same,
    }
}

/// The dice of versions.
pub(super) const fn dice(seed: u64) -> Dice {
    Dice::new(seed ^ 0x7665_7273_696f)
}

impl<P: Place> World<P> {
    /// What a phone's app is when it is handed out.
    pub(super) fn draw_app(&mut self) -> (u32, Versions) {
        if !self.options.versions {
            return (PRESENT, Versions::PRESENT);
        }
        let version = self.updating.between(1, i64::from(PRESENT) + 2) as u32;
        (version, known(version))
    }

    /// The server knows the present version and all before it.
    pub(super) fn teach_server(&mut self) {
        if self.options.versions {
            self.server.speak(known(PRESENT));
        }
    }

    /// A phone's app is updated; or nothing happens.
    pub(super) fn update_app(&mut self) -> Run<()> {
        if !self.options.versions || !self.updating.chance(OFTEN) {
            return Ok(());
        }
        let at = self.updating.place(self.devices.len());
        let version = self.devices[at].app.0;
        if version > PRESENT {
            return Ok(());
        }
        let next = self.updating.between(i64::from(version) + 1, i64::from(PRESENT) + 2) as u32;
        self.devices[at].app = (next, known(next));
        self.devices[at].restart()?;
        self.fault("apps updated");
        self.say(format_args!("the app of phone {at} is updated from {version} to {next}"));
        self.check_view(at)
    }

    /// Has a plan say what it says as an app of this version does. An app that is ahead says more.
    pub(super) fn said_in(&mut self, plan: &mut Plan, version: u32) {
        for edit in &mut plan.edits {
            let Edit::Put { units, kind, .. } = edit else { continue };
            let said = std::mem::take(units).into_iter().map(|(name, v)| match (*kind, name.as_str()) {
                ("task", "title") => (called("title", version).to_owned(), v),
                ("label", "keys") => (called("keys", version).to_owned(), v),
                ("budget_line", "amount") if version < 3 => {
                    let member = |name: &str| v.get(name).cloned().unwrap_or_default();
                    let (of, every, way) = (member("cents"), member("frequency"), member("direction"));
                    ("sum".to_owned(), json!({ "of": of, "every": every, "way": way }))
                }
                _ => (name, v),
            });
            *units = said.collect();
            if version > PRESENT && units.contains_key("title") {
                units.insert(LATER.to_owned(), Value::from(self.updating.throw() >> 12));
            }
        }
    }
}
