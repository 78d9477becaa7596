//! How long cases are kept: which day each goes on, who holds it, and destroying those whose day has come. Which day that is
//! is decided in `opstap_domain::retention`; destroying is erasing, and nothing else (ADR-0038).

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::retention::{LONGEST, RESULTS, Rule, Standing, standing, starter};
use opstap_domain::{Instant, Zone};
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use super::organisation::AdminError;
use crate::audit::{Act, Actor};
use crate::register::RETENTION;
use crate::store::{CaseRow, HoldRow, ScopeStore, Stored};

/// Where organisations are: their days begin here.
const ZONE: Zone = Zone::AMSTERDAM;

/// Characters of a reason or a source.
const WORDS_MAX: usize = 500;

/// A case that ended, and how it stands with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The case. Its client's name is not told here.
    pub case: Uuid,
    /// When it ended, milliseconds since 1970 UTC.
    pub ended_at: i64,
    /// With what.
    pub result: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// Why it is held; `None`: it is not.
    pub held: Option<String>,
}

/// A text that an administrator wrote, without what a database or a screen could stumble over.
fn plain(text: &str) -> Result<String, AdminError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > WORDS_MAX || text.chars().any(char::is_control) {
        return Err(AdminError::Refused("a reason or a source is 1 to 500 characters on one line"));
    }
    Ok(text.to_owned())
}

impl<S: ScopeStore> Engine<S> {
    /// The rules of an organisation: its own, and of the starter set what it did not set.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there.
    pub fn rules_of(&mut self, org: Uuid) -> Result<Vec<Rule>, AdminError> {
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            Ok(engine.rules_within(org)?)
        })
    }

    fn rules_within(&mut self, org: Uuid) -> Stored<Vec<Rule>> {
        let own = self.store.retention_rules(org)?;
        let mut all = starter();
        all.retain(|rule| own.iter().all(|set| set.result != rule.result));
        all.extend(own);
        all.sort_by(|one, other| one.result.cmp(&other.result));
        Ok(all)
    }

    /// Sets how long an organisation keeps cases with a result. Where it is confirmed, cases go by it from the next night on.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there, a result or a term that is none, or no source.
    pub fn set_rule(&mut self, org: Uuid, rule: &Rule, now_ms: i64) -> Result<(), AdminError> {
        if !RESULTS.contains(&rule.result.as_str()) {
            return Err(AdminError::Refused("there is no such result of a case"));
        }
        let longest = LONGEST.into_iter().find(|(unit, _)| *unit == rule.unit).map_or(0, |(_, most)| most);
        if !(1..=longest).contains(&rule.span) {
            return Err(AdminError::Refused("a term is one week to a hundred years"));
        }
        let rule = Rule { source: plain(&rule.source)?, ..rule.clone() };
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            engine.store.put_retention_rule(org, &rule)?;
            let note = Note::arranged(org, Actor::CONSOLE, "rule_set", now_ms);
            engine.note_act(note.act(Act::Administered, RETENTION));
            Ok(())
        })
    }

    /// The cases of an organisation that ended and are not destroyed, which goes first at the top.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there.
    pub fn kept_cases(&mut self, org: Uuid, now_ms: i64) -> Result<Vec<Kept>, AdminError> {
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            Ok(engine.kept_within(org, now_ms)?)
        })
    }

    fn kept_within(&mut self, org: Uuid, now_ms: i64) -> Stored<Vec<Kept>> {
        let rules = self.rules_within(org)?;
        let holds: BTreeMap<Uuid, String> =
            self.store.holds(org)?.into_iter().map(|hold| (hold.case, hold.reason)).collect();
        let mut all = Vec::new();
        for file in self.store.cases(org)? {
            if file.closed_at.is_some() && !self.is_erased(file.id)? {
                all.extend(kept(&file, &rules, holds.get(&file.id).cloned(), now_ms));
            }
        }
        all.sort_by_key(|kept| (order(kept.standing), kept.ended_at, kept.case));
        Ok(all)
    }

    fn is_erased(&mut self, case: Uuid) -> Stored<bool> {
        Ok(self.store.erasure(ScopeId::new(case, Compartment::Together), None)?.is_some())
    }

    /// Holds a case: it is not destroyed, whatever its day, until that is taken back.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case that is not there any more, or no reason.
    pub fn hold_case(&mut self, case: Uuid, reason: &str, now_ms: i64) -> Result<(), AdminError> {
        let reason = plain(reason)?;
        self.keep(|engine| {
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            // Nobody destroys it meanwhile.
            engine.store.lock_head(ScopeId::new(case, Compartment::Together))?;
            if engine.is_erased(case)? {
                return Err(AdminError::Refused("the case is destroyed"));
            }
            engine.store.put_hold(file.org, &HoldRow { case, reason: reason.clone(), at: now_ms })?;
            engine.note_retention(file.org, case, "hold_set", now_ms);
            Ok(())
        })
    }

    /// Holds a case no more.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case that is not held.
    pub fn lift_hold(&mut self, case: Uuid, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            if !engine.store.forget_hold(file.org, case)? {
                return Err(AdminError::Refused("the case is not held"));
            }
            engine.note_retention(file.org, case, "hold_lifted", now_ms);
            Ok(())
        })
    }

    /// Says with what a case ended.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case that is not there or goes on, or a result that is none.
    pub fn set_result(&mut self, case: Uuid, result: &str, now_ms: i64) -> Result<(), AdminError> {
        if !RESULTS.contains(&result) {
            return Err(AdminError::Refused("there is no such result of a case"));
        }
        self.keep(|engine| {
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            if file.closed_at.is_none() {
                return Err(AdminError::Refused("the case goes on"));
            }
            engine.store.put_case(&CaseRow { result: Some(result.to_owned()), ..file.clone() })?;
            engine.note_retention(file.org, case, "result_set", now_ms);
            Ok(())
        })
    }

    fn note_retention(&mut self, org: Uuid, case: Uuid, detail: &'static str, now_ms: i64) {
        let note = Note::arranged(org, Actor::CONSOLE, detail, now_ms).about(case);
        self.note_act(note.act(Act::Administered, RETENTION));
    }

    /// Cases of an organisation whose day has come. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn due_cases(&mut self, org: Uuid, now_ms: i64) -> Stored<Vec<Uuid>> {
        let all = self.kept_within(org, now_ms)?;
        Ok(all
            .into_iter()
            .filter(|kept| matches!(kept.standing, Standing::Due(_)))
            .map(|kept| kept.case)
            .collect())
    }

    /// Destroys a case whose day has come, by erasing it. Everything is looked at once more, under the lock of the case: one that was
    /// held, or that another server destroyed, stays as it is, and `false` is answered. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn destroy_due(&mut self, case: Uuid, by: Actor, now_ms: i64) -> Stored<bool> {
        self.store.lock_head(ScopeId::new(case, Compartment::Together))?;
        let Some(file) = self.store.case(case)?.filter(|file| file.closed_at.is_some()) else {
            return Ok(false);
        };
        if self.is_erased(case)? {
            return Ok(false);
        }
        let rules = self.rules_within(file.org)?;
        let held = self.store.holds(file.org)?.into_iter().find(|hold| hold.case == case);
        let now = kept(&file, &rules, held.map(|hold| hold.reason), now_ms);
        if !now.is_some_and(|kept| matches!(kept.standing, Standing::Due(_))) {
            return Ok(false);
        }
        let note = Note::arranged(file.org, by, "retention", now_ms).about(case);
        self.note_act(note.act(Act::Erased, RETENTION));
        self.erase_case(case, now_ms)?;
        Ok(true)
    }
}

fn kept(file: &CaseRow, rules: &[Rule], held: Option<String>, now_ms: i64) -> Option<Kept> {
    let ended_at = file.closed_at?;
    let now = (Instant(now_ms), ZONE);
    let standing = standing(file.result.as_deref(), Instant(ended_at), rules, held.is_some(), now);
    Some(Kept { case: file.id, ended_at, result: file.result.clone(), standing, held })
}

/// What needs somebody first, then by day.
fn order(standing: Standing) -> (u8, Option<opstap_domain::Date>) {
    match standing {
        Standing::Due(on) => (0, Some(on)),
        Standing::Unconfirmed(on) => (1, Some(on)),
        Standing::Announced(on) => (2, Some(on)),
        Standing::Unknown => (3, None),
        Standing::Held(on) => (4, Some(on)),
        Standing::Kept(on) => (5, Some(on)),
    }
}
