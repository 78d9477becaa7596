//! Putting an earlier start, without a name, into the case of who began it: by their own act, without losing a word, and without
//! leaving anything behind (ADR-0054).
//!
//! The two cases may be of two organisations, and bytes of files lie outside of the database. So it is several transactions,
//! each of which may be done again: what stands in the earlier case is read ([`Start`]), the files are copied, everything is
//! written into the other case, and the earlier one is erased if nothing was written in it meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::Phrase;
use opstap_domain::earlier::{Fate, fate};
use opstap_domain::ids::{Role, ScopeId};
use opstap_sync::carry::meet;
use opstap_sync::conflict;
use opstap_sync::record::RecordState;
use opstap_sync::wire::{EarlierResponse, EarlierSort, Problem};
use serde_json::Value;
use uuid::Uuid;

use super::Engine;
use super::audit::{Note, device_of};
use super::cases::COMPARTMENTS;
use super::pairing::Unpaired;
use crate::audit::{Act, Actor};
use crate::problem;
use crate::register::SIGN_UP;
use crate::store::{BlobRow, ScopeStore, Stored};
use crate::webhooks::Happening;

mod plan;

use plan::of_events;
pub use plan::{Copying, Plan};

/// Who asks, and their case.
#[derive(Clone, Debug)]
pub struct Home {
    pub(super) org: Uuid,
    pub(super) case: Uuid,
    /// The client's account: wrong codes are counted by it.
    pub client: Uuid,
    by: Actor,
}

/// The case of an earlier start.
#[derive(Clone, Debug)]
pub struct Began {
    pub(super) org: Uuid,
    pub(super) case: Uuid,
    pub(super) client: Uuid,
}

impl Began {
    /// Whether it is the asker's own case.
    #[must_use]
    pub fn is_of(&self, home: &Home) -> bool {
        self.case == home.case
    }
}

/// What stands in it.
#[derive(Clone, Debug)]
pub struct Start {
    /// How far each of its compartments was then.
    heads: Vec<u64>,
    organisation: String,
    asked_at: i64,
    records: Vec<(ScopeId, Uuid, RecordState)>,
}

impl<S: ScopeStore> Engine<S> {
    /// Who asks by this token: a client with an open case.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn home_by_token(&mut self, token: &str, now_ms: i64) -> Stored<Result<Home, Problem>> {
        let (account, device, _) = match self.who_asks(token, None, now_ms)? {
            Ok(known) => known,
            Err(problem) => return Ok(Err(problem)),
        };
        if account.role != Role::Client {
            return Ok(Err(problem::named(
                "not-allowed",
                403,
                "Only a client puts their own cases together.",
            )));
        }
        let Some(case) = self.case_of(&account)? else { return Ok(Err(problem::not_signed_in())) };
        if self.store.case(case)?.is_none_or(|file| file.closed_at.is_some()) {
            return Ok(Err(problem::named("case-closed", 409, "The case is closed.")));
        }
        let by = device_of(&account, &device);
        Ok(Ok(Home { org: account.org, case, client: account.id, by }))
    }

    /// The earlier start that a code belongs to. The code is not used up.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn began_by_code(&mut self, typed: &str, now_ms: i64) -> Stored<Result<Began, Unpaired>> {
        let account = match self.code_of(typed, now_ms)? {
            Ok((_, account)) => account,
            Err(why) => return Ok(Err(why)),
        };
        let case = self.case_of(&account)?;
        Ok(case.map(|case| Began { org: account.org, case, client: account.id }).ok_or(Unpaired::Invalid))
    }

    /// Everything that stands in an earlier start.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn start_of(&mut self, began: &Began) -> Stored<Result<Start, Problem>> {
        let (mut heads, mut records) = (Vec::new(), Vec::new());
        for compartment in COMPARTMENTS {
            let scope = ScopeId::new(began.case, compartment);
            heads.push(self.store.lock_head(scope)?);
            self.store.records_after(scope, 0, &mut |id, record| {
                if !record.deleted {
                    records.push((scope, id, record));
                }
                Ok(true)
            })?;
        }
        let unit = |kind: &str, name: &str| {
            let record = records.iter().find(|(_, _, record)| record.kind == kind);
            record.and_then(|(_, _, record)| record.units.get(name)).map(|unit| &unit.v)
        };
        let Some(asked_at) = unit("sign_up", "asked_at").and_then(Value::as_i64) else {
            return Ok(Err(problem::named(
                "not-a-start",
                409,
                "That case did not begin with asking for help here.",
            )));
        };
        let binds = records.iter().any(|(_, _, record)| fate(&record.kind) == Fate::Binds);
        if binds || self.is_held(began)? {
            return Ok(Err(problem::named("helper-works", 409, "A helper works in that case already.")));
        }
        let organisation = self.store.org_name(began.org)?.unwrap_or_default();
        Ok(Ok(Start { heads, organisation, asked_at, records }))
    }

    /// Whether the organisation keeps a case for a reason of its own, such as a complaint: then nobody erases it meanwhile.
    fn is_held(&mut self, began: &Began) -> Stored<bool> {
        Ok(self.store.holds(began.org)?.iter().any(|hold| hold.case == began.case))
    }

    /// Writes what comes along into the asker's case, merged with what is there. Done again it writes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn bring(
        &mut self,
        home: &Home,
        start: &Start,
        plan: &Plan,
        now_ms: i64,
    ) -> Stored<Result<(), Problem>> {
        if self.store.case(home.case)?.is_none_or(|file| file.closed_at.is_some()) {
            return Ok(Err(problem::named("case-closed", 409, "The case is closed.")));
        }
        let (mut heads, mut known) = (BTreeMap::new(), BTreeSet::new());
        for compartment in COMPARTMENTS {
            let scope = ScopeId::new(home.case, compartment);
            heads.insert(scope, self.store.lock_head(scope)?);
            let conflicts = self.store.records_of_kind(scope, conflict::KIND)?;
            known.extend(conflicts.into_iter().map(|(id, _)| id));
        }
        let mut written = 0;
        for (scope, id, record) in &plan.records {
            let there = self.store.record(*scope, *id)?;
            let head = heads.entry(*scope).or_insert(0);
            let number = || {
                *head += 1;
                *head
            };
            for (at, record) in meet(*scope, *id, there.as_ref(), record, &known, number) {
                self.store.put_record(*scope, at, &record)?;
                written += 1;
            }
        }
        for file in &plan.files {
            self.store.put_blob(&BlobRow {
                scope: file.to.scope,
                rec: Some(file.rec),
                at: file.to.at.clone(),
                upto: file.about.size,
                done: true,
                gone: false,
                touched_at: now_ms,
            })?;
        }
        let together = ScopeId::new(home.case, COMPARTMENTS[0]);
        self.know_authors(together, start, plan, now_ms)?;
        self.keep_name(together, start, now_ms)?;
        let note = Note::arranged(home.org, home.by, "earlier_start", now_ms).act(Act::Written, SIGN_UP);
        self.note_act(note.within(together).of(written));
        if written == 0 {
            return Ok(Ok(()));
        }
        if plan.records.iter().any(|(_, _, record)| record.kind == "appointment") {
            self.happened(home.org, Happening::AppointmentChanged, home.case, now_ms)?;
        }
        let said = self.words_of(together)?.say(&Phrase::new("earlier-told"));
        let id = together.derived_id(&format!("earlier-told/{}", start.asked_at));
        self.write_as_organisation(home.org, together, id, &said, now_ms)?;
        Ok(Ok(()))
    }

    /// Who wrote something that came along, and is nobody in this case, has a name there still.
    fn know_authors(&mut self, together: ScopeId, start: &Start, plan: &Plan, now_ms: i64) -> Stored<()> {
        let authors = plan.authors();
        for (_, _, helper) in start.records.iter().filter(|(_, _, record)| record.kind == "helper") {
            let unit =
                |name: &str| helper.units.get(name).and_then(|unit| unit.v.as_str()).unwrap_or_default();
            let account = unit("account");
            let id = together.derived_id(&format!("helper/{account}"));
            if authors.contains(account) && self.store.record(together, id)?.is_none() {
                let (account, name) = (Value::from(account), Value::from(unit("name")));
                let units = [("account", account), ("name", name), ("role", Value::from("former"))];
                self.say(together, id, "helper", units, now_ms)?;
            }
        }
        Ok(())
    }

    /// A name that stands in the earlier case alone is the name.
    fn keep_name(&mut self, together: ScopeId, start: &Start, now_ms: i64) -> Stored<()> {
        let name = |record: &RecordState| {
            let said = record.units.get("name").and_then(|unit| unit.v.as_str()).map(str::trim);
            said.filter(|name| !name.is_empty()).map(str::to_owned)
        };
        let earlier = start.records.iter().find(|(_, _, record)| record.kind == "case");
        let earlier = earlier.and_then(|(_, _, record)| name(record));
        let id = together.derived_id("case");
        match (earlier, self.store.record(together, id)?) {
            (Some(earlier), Some(own)) if name(&own).is_none() => {
                self.say(together, id, "case", [("name", Value::from(earlier))], now_ms)
            }
            _ => Ok(()),
        }
    }

    /// Erases the earlier case. `false`: something was written in it meanwhile, or somebody keeps it, and nothing is erased.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn leave_start(&mut self, began: &Began, start: &Start, now_ms: i64) -> Stored<bool> {
        for (compartment, then) in COMPARTMENTS.into_iter().zip(&start.heads) {
            if self.store.lock_head(ScopeId::new(began.case, compartment))? != *then {
                return Ok(false);
            }
        }
        if self.is_held(began)? {
            return Ok(false);
        }
        let note =
            Note::arranged(began.org, Actor::SERVER, "earlier_start", now_ms).act(Act::Erased, SIGN_UP);
        self.note_act(note.about(began.case));
        self.erase_case(began.case, now_ms)?;
        self.count_colleagues(began.org, now_ms)?;
        Ok(true)
    }
}

impl Start {
    /// What of it comes along and what does not, by sort.
    #[must_use]
    pub fn told(&self, brought: bool) -> EarlierResponse {
        let mut goes: BTreeMap<&str, u64> = BTreeMap::new();
        let mut ends: BTreeMap<&str, u64> = BTreeMap::new();
        let of_event = of_events(self);
        for (_, _, record) in self.records.iter().filter(|(_, id, _)| !of_event.contains(id)) {
            match fate(&record.kind) {
                Fate::Goes(sort) => *goes.entry(sort).or_default() += 1,
                Fate::Ends => *ends.entry(&record.kind).or_default() += 1,
                Fate::Stays | Fate::Binds => {}
            }
        }
        let rows = |(sort, count): (&str, u64)| EarlierSort { sort: sort.to_owned(), count };
        let sorts = opstap_domain::earlier::SORTS.iter();
        EarlierResponse {
            organisation: self.organisation.clone(),
            asked_at: self.asked_at,
            sorts: sorts.filter_map(|(sort, _)| goes.get(sort).map(|count| rows((sort, *count)))).collect(),
            ends: ends.into_iter().map(rows).collect(),
            brought,
        }
    }
}
