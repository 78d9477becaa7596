//! What comes along to the other case, and what it is called there: a value, before anything is written.

use std::collections::BTreeSet;

use opstap_domain::earlier::{Fate, fate, id_there, leaves};
use opstap_domain::events::appointment_id;
use opstap_domain::ids::ScopeId;
use opstap_sync::blob::About;
use opstap_sync::carry::{Names, renamed};
use opstap_sync::conflict;
use opstap_sync::record::RecordState;
use serde_json::Value;
use uuid::Uuid;

use super::{Began, Home, Start};
use crate::blobs::{BlobKeys, Place};

/// Bytes that have to be copied.
#[derive(Clone, Debug)]
pub struct Copying {
    /// Where they lie.
    pub from: Place,
    /// Where they are to lie.
    pub to: Place,
    /// What their record says of them, in the earlier case.
    pub about: About,
    /// Their record in the other case.
    pub rec: Uuid,
}

/// What is written into the other case.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Records by the names that they have there.
    pub(super) records: Vec<(ScopeId, Uuid, RecordState)>,
    /// Their files.
    pub files: Vec<Copying>,
}

impl Plan {
    /// What comes along of these sorts. Without secrets for files there are none.
    #[must_use]
    pub fn new(home: &Home, began: &Began, start: &Start, sorts: &[String], keys: Option<&BlobKeys>) -> Self {
        let of_event = of_events(start);
        let goes = |record: &RecordState, id: &Uuid| {
            let Fate::Goes(sort) = fate(&record.kind) else { return false };
            sorts.iter().any(|wanted| wanted == sort) && !of_event.contains(id)
        };
        let going: Vec<&(ScopeId, Uuid, RecordState)> =
            start.records.iter().filter(|(_, id, record)| goes(record, id)).collect();
        let mut names = Names::from([(began.client, home.client)]);
        // A task is known by its run: those first.
        for tasks in [false, true] {
            for (scope, id, record) in going.iter().filter(|(_, _, record)| (record.kind == "task") == tasks)
            {
                let to = ScopeId::new(home.case, scope.compartment);
                let of = |run: Uuid| names.get(&run).copied();
                let there = id_there(&record.kind, *id, &record.values(), (*scope, to), of);
                names.insert(*id, there);
            }
        }
        let disagreements = start.records.iter().filter(|(_, _, record)| about(record, &names));
        let mut plan = Self::default();
        for (scope, id, record) in going.iter().copied().chain(disagreements) {
            let to = ScopeId::new(home.case, scope.compartment);
            let there = names.get(id).copied().unwrap_or_else(|| to.derived_id(&format!("earlier/{id}")));
            let mut record = renamed(record, &names, *scope);
            record.units.retain(|name, _| !leaves(&record.kind, name));
            if let Some((about, keys)) = About::of(&record).zip(keys) {
                plan.files.push(Copying {
                    from: Place { org: began.org, scope: *scope, at: keys.place(*scope, *id) },
                    to: Place { org: home.org, scope: to, at: keys.place(to, there) },
                    about,
                    rec: there,
                });
            }
            plan.records.push((to, there, record));
        }
        plan
    }

    /// The bytes of a file were copied, and hashed under the key of their new scope.
    pub fn copied(&mut self, rec: Uuid, hash: &str) {
        let record = self.records.iter_mut().find(|(_, id, _)| *id == rec);
        let content = record.and_then(|(_, _, record)| record.units.get_mut("content"));
        if let Some(content) = content {
            content.v["hash"] = Value::from(hash);
        }
    }

    /// Who wrote what comes along, by account.
    pub(super) fn authors(&self) -> BTreeSet<&str> {
        let all = self.records.iter();
        all.filter_map(|(_, _, record)| record.units.get("author").and_then(|unit| unit.v.as_str())).collect()
    }
}

/// A disagreement about something that comes along.
fn about(record: &RecordState, names: &Names) -> bool {
    let rec = record.units.get("about").and_then(|unit| unit.v["rec"].as_str());
    let rec = rec.filter(|_| record.kind == conflict::KIND).and_then(|rec| Uuid::parse_str(rec).ok());
    rec.is_some_and(|rec| names.contains_key(&rec))
}

/// Appointments that are places at events: a place was given to the earlier case, and is given back with it.
pub(super) fn of_events(start: &Start) -> BTreeSet<Uuid> {
    let attendances = start.records.iter().filter(|(_, _, record)| record.kind == "attendance");
    let event = |(scope, _, record): &(ScopeId, Uuid, RecordState)| {
        let event = record.units.get("event").and_then(|unit| unit.v.as_str())?;
        Some(appointment_id(*scope, event))
    };
    attendances.filter_map(event).collect()
}
