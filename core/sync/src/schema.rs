//! Versions of the record catalogue: what somebody did with an older app is brought up to the present one, before
//! anything looks at it.
//!
//! Most changes need nothing here: a new kind, a new unit or a new value of a choice is additive, and what a device does
//! not know it keeps word for word. A unit that moves, or that is said in another way, gets one step. Both ends use
//! the same steps: the server on the operations of devices that were not updated, and a device on those that wait in
//! its journal from before its own update.
//!
//! A deletion says what its author saw by the names of units. Where a step renames one, a deletion from before it counts
//! as one that did not see all, and an edit wins over it where edits do.

use std::collections::BTreeSet;

use opstap_domain::order;

use crate::op::Change;
use crate::wire::SyncRequest;

/// Brings an operation from one version of the catalogue to the next: its kind, and what it does. Pure, and total: what
/// it does not know stays as it is.
pub type Step = fn(kind: &mut String, change: &mut Change);

/// `STEPS[0]` leads from version 1 to version 2, and so on. Never changed once released, only added to.
const STEPS: &[Step] = &[];

/// The version of the record catalogue that this build knows.
pub const SCHEMA: u32 = Versions::PRESENT.newest();
/// The oldest version that a server of this build still takes edits from. What is older is held.
pub const SCHEMA_MIN: u32 = 1;

/// The versions of the catalogue that somebody knows, by the steps between them.
#[derive(Clone, Copy, Debug)]
pub struct Versions(&'static [Step]);

impl Versions {
    /// Those of this build.
    pub const PRESENT: Self = Self(STEPS);

    /// Versions with these steps between them: of a catalogue that is tried out.
    #[must_use]
    pub const fn with_steps(steps: &'static [Step]) -> Self {
        Self(steps)
    }

    /// The number of the newest of them, from 1.
    #[must_use]
    pub const fn newest(self) -> u32 {
        self.0.len() as u32 + 1
    }

    /// Brings an operation of version `from` up to the newest. One of a version that is newer still stays as it is.
    pub fn upcast(self, from: u32, kind: &mut String, change: &mut Change) {
        let done = usize::try_from(from).unwrap_or(usize::MAX).saturating_sub(1);
        for step in self.0.iter().skip(done) {
            step(kind, change);
        }
    }

    /// Brings all operations of a request up to the newest. Answers the numbers of those that say it otherwise now: their
    /// author has to read them back.
    pub fn upcast_request(self, request: &mut SyncRequest) -> BTreeSet<u64> {
        let from = request.schema;
        request.schema = from.max(self.newest());
        let mut otherwise = Vec::new();
        for op in &mut request.ops {
            let before = (op.k.clone(), op.change.clone());
            self.upcast(from, &mut op.k, &mut op.change);
            if before != (op.k.clone(), op.change.clone()) {
                otherwise.push(op.n);
            }
        }
        order::gather(otherwise)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::op::Write;

    /// A unit gets another name.
    fn two(kind: &mut String, change: &mut Change) {
        if kind != "budget_line" {
            return;
        }
        match change {
            Change::New(units) => drop(units.remove("title").map(|v| units.insert("label".to_owned(), v))),
            Change::Set(writes) => drop(writes.remove("title").map(|w| writes.insert("label".to_owned(), w))),
            _ => {}
        }
    }

    /// Euros become cents.
    fn three(kind: &mut String, change: &mut Change) {
        let cents = |v: &mut Value| {
            if let Some(euros) = v.get("euros").and_then(Value::as_i64) {
                *v = json!({ "cents": euros * 100 });
            }
        };
        if kind == "budget_line" {
            match change {
                Change::New(units) => units.get_mut("amount").into_iter().for_each(cents),
                Change::Set(writes) => {
                    writes.get_mut("amount").into_iter().for_each(|write| cents(&mut write.v));
                }
                _ => {}
            }
        }
    }

    /// A kind gets another name.
    fn four(kind: &mut String, _: &mut Change) {
        if kind == "budget_line" {
            "line".clone_into(kind);
        }
    }

    const ALL: &[Step] = &[two, three, four];

    fn up(from: u32, change: Change) -> (String, Change) {
        let (mut kind, mut change) = ("budget_line".to_owned(), change);
        Versions(ALL).upcast(from, &mut kind, &mut change);
        (kind, change)
    }

    #[test]
    fn an_operation_goes_through_every_step_since_its_version() {
        let old = |title: &str, amount| {
            Change::New(BTreeMap::from([(title.to_owned(), json!("Huur")), ("amount".to_owned(), amount)]))
        };
        let new = old("label", json!({ "cents": 60_000 }));
        assert_eq!(up(1, old("title", json!({ "euros": 600 }))), ("line".to_owned(), new.clone()));
        assert_eq!(up(2, old("label", json!({ "euros": 600 }))), ("line".to_owned(), new.clone()));
        assert_eq!(up(3, new.clone()), ("line".to_owned(), new.clone()));
        for present in [4, 5, u32::MAX] {
            assert_eq!(up(present, new.clone()), ("budget_line".to_owned(), new.clone()));
        }
        // A number that no device sends counts as the first.
        assert_eq!(up(0, old("title", json!({ "euros": 600 }))), ("line".to_owned(), new));
    }

    #[test]
    fn what_its_author_saw_stays_with_the_value() {
        let saw = Some("5.3".parse().unwrap());
        let write = |v| Write { v, saw, was: None };
        let old = Change::Set(BTreeMap::from([("title".to_owned(), write(json!("Huur")))]));
        let new = Change::Set(BTreeMap::from([("label".to_owned(), write(json!("Huur")))]));
        assert_eq!(up(1, old).1, new);
    }

    #[test]
    fn versions_are_counted_by_their_steps() {
        assert_eq!(SCHEMA as usize, STEPS.len() + 1);
        const { assert!(SCHEMA_MIN >= 1 && SCHEMA_MIN <= SCHEMA) };
    }

    proptest! {
        /// In one go or in two: the same.
        #[test]
        fn steps_follow_each_other(from in 1_u32..5, stop in 1_u32..5, unit in "[a-z]{1,6}", euros in 0_i64..9_999) {
            let units = [(unit, json!(1)), ("title".to_owned(), json!("x")), ("amount".to_owned(), json!({ "euros": euros }))];
            let change = Change::New(units.into_iter().collect());
            let whole = up(from, change.clone());
            let (mut kind, mut parts) = ("budget_line".to_owned(), change);
            let stop = stop.max(from);
            Versions(&ALL[..(stop as usize - 1).min(ALL.len())]).upcast(from, &mut kind, &mut parts);
            Versions(ALL).upcast(stop, &mut kind, &mut parts);
            prop_assert_eq!(whole, (kind, parts));
        }
    }
}
