//! A case as one looks at it now: its scopes, its zone, today.

use std::collections::BTreeMap;
use std::sync::Arc;

use opstap_content::{Language, Words};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::{Date, Instant, Zone};
use opstap_store::{Store, StoreError};
use opstap_sync::conflict::{Conflict, State};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::zones::zone_named;

/// A case, opened for one answer.
#[derive(Clone)]
pub(crate) struct Room {
    pub(crate) case: Uuid,
    pub(crate) together: ScopeId,
    pub(crate) money: ScopeId,
    /// As whom this person is in this case.
    pub(crate) role: Role,
    pub(crate) now: Instant,
    pub(crate) zone: Zone,
    pub(crate) today: Date,
    pub(crate) language: Language,
    pub(crate) words: Arc<Words>,
}

impl Opstap {
    /// The cases that this device has a part of.
    #[must_use]
    pub fn cases(&self) -> Vec<Uuid> {
        cases(&self.inner())
    }

    /// Opens a case; with `None` the only one there is.
    pub(crate) fn room(&self, inner: &mut Inner, case: Option<Uuid>) -> Result<Room, OpstapError> {
        let role = inner.role()?;
        let known = cases(inner);
        let case = match case {
            Some(case) if known.contains(&case) => case,
            None if known.len() == 1 => known[0],
            _ if inner.store.is_locked_out() => return Err(OpstapError::Locked),
            _ => return Err(OpstapError::Unknown { what: "case" }),
        };
        let together = ScopeId::new(case, Compartment::Together);
        // A counsellor who sits at a desk is in the cases that wait there as the desk (ADR-0056).
        let open = inner.store.scopes();
        let role = open.iter().rev().find(|row| row.scope == together).map_or(role, |row| row.role);
        let record = inner.store.record(together, "case", together.derived_id("case"))?;
        let zone = record.as_ref().map(|record| record.text("zone")).filter(|name| !name.is_empty());
        let zone = zone.map_or(self.zone, zone_named);
        let now = self.now();
        let language = self.language_of(inner);
        Ok(Room {
            case,
            together,
            money: ScopeId::new(case, Compartment::Money),
            role,
            now,
            zone,
            today: zone.date(now),
            language,
            words: inner.words(language),
        })
    }

    /// The configured language, else the client's preference, else Dutch.
    pub(crate) fn language_of(&self, inner: &mut Inner) -> Language {
        if let Some(language) = self.own_language() {
            return language;
        }
        let [case] = cases(inner)[..] else { return Language::Dutch };
        let scope = ScopeId::new(case, Compartment::Together);
        let record = inner.store.record(scope, "preference", scope.derived_id("preference")).ok().flatten();
        record.and_then(|record| Language::from_code(record.text("language"))).unwrap_or(Language::Dutch)
    }
}

pub(crate) fn cases(inner: &Inner) -> Vec<Uuid> {
    let mut cases: Vec<Uuid> = inner
        .store
        .scopes()
        .iter()
        .filter(|row| matches!(row.scope.compartment, Compartment::Together | Compartment::Money))
        .map(|row| row.scope.owner)
        .collect();
    cases.dedup();
    cases
}

/// The same, for a list over cases: one that is empty because all is locked must say so.
pub(crate) fn open_cases(inner: &Inner) -> Result<Vec<Uuid>, OpstapError> {
    if inner.store.is_locked_out() { Err(OpstapError::Locked) } else { Ok(cases(inner)) }
}

/// Conflicts that wait for a choice, by the record that they are about.
pub(crate) fn open_conflicts(
    inner: &mut Inner,
    scope: ScopeId,
) -> Result<BTreeMap<Uuid, Vec<(Uuid, Conflict)>>, OpstapError> {
    Ok(open_conflicts_in(&mut inner.store, scope)?)
}

pub(crate) fn open_conflicts_in(
    store: &mut Store,
    scope: ScopeId,
) -> Result<BTreeMap<Uuid, Vec<(Uuid, Conflict)>>, StoreError> {
    let mut open: BTreeMap<Uuid, Vec<(Uuid, Conflict)>> = BTreeMap::new();
    for record in store.records(scope, "conflict")? {
        if let Some(found) = Conflict::from_record(&record.state)
            && found.status.state == State::Open
        {
            open.entry(found.about.rec).or_default().push((record.id, found));
        }
    }
    Ok(open)
}

/// The names of everybody in a case, by account.
pub(crate) fn names(inner: &mut Inner, room: &Room) -> Result<BTreeMap<Uuid, String>, OpstapError> {
    let mut names = BTreeMap::new();
    for record in inner.store.records(room.together, "helper")? {
        if let Ok(account) = Uuid::parse_str(record.text("account")) {
            names.insert(account, record.text("name").to_owned());
        }
    }
    Ok(names)
}
