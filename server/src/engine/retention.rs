//! How long cases are kept: which day each goes on, who holds it, and destroying those whose day has come. Which day that is
//! is decided in `opstap_domain::retention`; destroying is erasing, and nothing else (ADR-0038).

use std::collections::BTreeMap;

use opstap::format;
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::retention::{LONGEST, RESULTS, Rule, Standing, rule_for, standing, starter};
use opstap_domain::{Date, Instant, Phrase, Zone};
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::Engine;
use super::administration::Administrator;
use super::audit::Note;
use super::organisation::AdminError;
use crate::audit::{Act, Actor};
use crate::register::RETENTION;
use crate::store::{CaseRow, HoldRow, ScopeStore, StoreError, Stored};

/// Where organisations are: their days begin here.
const ZONE: Zone = Zone::AMSTERDAM;

/// Characters of a reason or a source.
const WORDS_MAX: usize = 500;

/// A case that ended, and how it stands with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The case. Its client's name is not told here.
    pub case: Uuid,
    /// The account of who answered for it.
    pub counsellor: Uuid,
    /// When it ended, milliseconds since 1970 UTC.
    pub ended_at: i64,
    /// With what.
    pub result: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// Why it is held; `None`: it is not.
    pub held: Option<String>,
}

/// What is kept of an organisation, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Its rules, by result.
    pub rules: Vec<Rule>,
    /// Cases that ended and are not destroyed, which goes first at the top.
    pub cases: Vec<Kept>,
    /// The names of those who work there, or did.
    pub staff: BTreeMap<Uuid, String>,
}

/// What an administrator asks about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// How it is.
    Look,
    /// Keep cases with a result so long.
    Rule(Rule),
    /// Hold a case, and why.
    Hold(Uuid, String),
    /// Hold it no more.
    Lift(Uuid),
    /// With what it ended.
    Result(Uuid, String),
}

/// Why nothing was arranged about it. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unkept {
    /// Whoever asks is no administrator, or not any more.
    NotAllowed,
    /// The organisation has no such case.
    Case,
    /// There is no such result.
    Result,
    /// Shorter than one, or longer than a hundred years.
    Term,
    /// A reason that is none.
    Reason,
    /// A source that is none.
    Source,
    /// The case went already.
    Destroyed,
    /// Nobody holds the case.
    NotHeld,
    /// The case did not end.
    GoesOn,
    /// The database failed.
    Store(StoreError),
}

impl From<StoreError> for Unkept {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Unkept> for AdminError {
    fn from(why: Unkept) -> Self {
        Self::Refused(match why {
            Unkept::Store(error) => return Self::Store(error),
            Unkept::Case => return Self::Unknown("case"),
            Unkept::NotAllowed => "only an administrator may do this",
            Unkept::Result => "there is no such result of a case",
            Unkept::Term => "a term is one week to a hundred years",
            Unkept::Reason => "a reason is 1 to 500 characters on one line",
            Unkept::Source => "a source is 1 to 500 characters on one line",
            Unkept::Destroyed => "the case is destroyed",
            Unkept::NotHeld => "the case is not held",
            Unkept::GoesOn => "the case goes on",
        })
    }
}

/// A text that an administrator wrote, without what a database or a screen could stumble over; `None` for what is none.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > WORDS_MAX || text.chars().any(char::is_control) {
        return None;
    }
    Some(text.to_owned())
}

fn known(result: &str) -> Result<(), Unkept> {
    RESULTS.contains(&result).then_some(()).ok_or(Unkept::Result)
}

impl<S: ScopeStore> Engine<S> {
    /// What the person of a device asks as an administrator, within the caller's transaction; how it is then.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back. Within it, [`Unkept`]: nothing was written.
    pub fn administer_keeping(
        &mut self,
        device: DeviceId,
        asked: &Keep,
        now_ms: i64,
    ) -> Stored<Result<Keeping, Unkept>> {
        let Some(by) = self.administrator(device)? else { return Ok(Err(Unkept::NotAllowed)) };
        let done = match asked {
            Keep::Look => Ok(()),
            Keep::Rule(rule) => self.rule_by(&by, rule, now_ms),
            Keep::Hold(case, reason) => self.hold_by(&by, *case, reason, now_ms),
            Keep::Lift(case) => self.lift_by(&by, *case, now_ms),
            Keep::Result(case, result) => self.result_by(&by, *case, result, now_ms),
        };
        match done {
            Err(Unkept::Store(error)) => Err(error),
            Err(why) => Ok(Err(why)),
            Ok(()) => {
                let (rules, cases) = (self.rules_within(by.org)?, self.kept_within(by.org, now_ms)?);
                let staff = self.colleagues(&by)?.into_iter();
                let staff = staff.map(|one| (one.account.id, one.account.name)).collect();
                Ok(Ok(Keeping { rules, cases, staff }))
            }
        }
    }

    /// Does something about a case in the name of the console.
    fn at_console(
        &mut self,
        case: Uuid,
        act: impl FnOnce(&mut Self, &Administrator) -> Result<(), Unkept>,
    ) -> Result<(), AdminError> {
        self.keep(|engine| {
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            Ok(act(engine, &Administrator::console(file.org))?)
        })
    }

    /// A case of the organisation. Another's is as if it were not there.
    fn case_by(&mut self, by: &Administrator, case: Uuid) -> Result<CaseRow, Unkept> {
        self.store.cases(by.org)?.into_iter().find(|file| file.id == case).ok_or(Unkept::Case)
    }

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
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            Ok(engine.rule_by(&Administrator::console(org), rule, now_ms)?)
        })
    }

    fn rule_by(&mut self, by: &Administrator, rule: &Rule, now_ms: i64) -> Result<(), Unkept> {
        known(&rule.result)?;
        let longest = LONGEST.into_iter().find(|(unit, _)| *unit == rule.unit).map_or(0, |(_, most)| most);
        if !(1..=longest).contains(&rule.span) {
            return Err(Unkept::Term);
        }
        let rule = Rule { source: plain(&rule.source).ok_or(Unkept::Source)?, ..rule.clone() };
        self.store.put_retention_rule(by.org, &rule)?;
        self.note_act(by.note("rule_set", now_ms).act(Act::Administered, RETENTION));
        Ok(())
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
        self.at_console(case, |engine, by| engine.hold_by(by, case, reason, now_ms))
    }

    fn hold_by(&mut self, by: &Administrator, case: Uuid, reason: &str, now_ms: i64) -> Result<(), Unkept> {
        let reason = plain(reason).ok_or(Unkept::Reason)?;
        self.case_by(by, case)?;
        // Nobody destroys it meanwhile.
        self.store.lock_head(ScopeId::new(case, Compartment::Together))?;
        if self.is_erased(case)? {
            return Err(Unkept::Destroyed);
        }
        self.store.put_hold(by.org, &HoldRow { case, reason, at: now_ms })?;
        self.note_retention(by, case, "hold_set", now_ms);
        Ok(())
    }

    /// Holds a case no more.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case that is not held.
    pub fn lift_hold(&mut self, case: Uuid, now_ms: i64) -> Result<(), AdminError> {
        self.at_console(case, |engine, by| engine.lift_by(by, case, now_ms))
    }

    fn lift_by(&mut self, by: &Administrator, case: Uuid, now_ms: i64) -> Result<(), Unkept> {
        self.case_by(by, case)?;
        if !self.store.forget_hold(by.org, case)? {
            return Err(Unkept::NotHeld);
        }
        self.note_retention(by, case, "hold_lifted", now_ms);
        Ok(())
    }

    /// Says with what a case ended.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case that is not there or goes on, or a result that is none.
    pub fn set_result(&mut self, case: Uuid, result: &str, now_ms: i64) -> Result<(), AdminError> {
        self.at_console(case, |engine, by| engine.result_by(by, case, result, now_ms))
    }

    fn result_by(&mut self, by: &Administrator, case: Uuid, result: &str, now_ms: i64) -> Result<(), Unkept> {
        known(result)?;
        let file = self.case_by(by, case)?;
        if file.closed_at.is_none() {
            return Err(Unkept::GoesOn);
        }
        self.store.put_case(&CaseRow { result: Some(result.to_owned()), ..file })?;
        self.note_retention(by, case, "result_set", now_ms);
        Ok(())
    }

    fn note_retention(&mut self, by: &Administrator, case: Uuid, detail: &'static str, now_ms: i64) {
        self.note_act(by.note(detail, now_ms).about(case).act(Act::Administered, RETENTION));
    }

    /// Cases of an organisation whose day has come. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn due_cases(&mut self, org: Uuid, now_ms: i64) -> Stored<Vec<Uuid>> {
        let all = self.kept_within(org, now_ms)?;
        Ok(all
            .into_iter()
            .filter(|kept| matches!(kept.standing, Standing::Due(_)))
            .map(|kept| kept.case)
            .collect())
    }

    /// Cases of an organisation that go within [`ANNOUNCED_DAYS`](opstap_domain::retention::ANNOUNCED_DAYS), by a rule that
    /// somebody confirmed: with the day. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn announced_cases(&mut self, org: Uuid, now_ms: i64) -> Stored<Vec<(Uuid, Date)>> {
        let rules = self.rules_within(org)?;
        let confirmed = |kept: &Kept| {
            let rule = kept.result.as_deref().and_then(|result| rule_for(result, &rules));
            rule.is_some_and(|rule| rule.confirmed)
        };
        let goes = |kept: Kept| match kept.standing {
            Standing::Announced(on) if confirmed(&kept) => Some((kept.case, on)),
            _ => None,
        };
        Ok(self.kept_within(org, now_ms)?.into_iter().filter_map(goes).collect())
    }

    /// Tells a client on which day their case goes, in their conversation, once for each day that it is said to be. `false`: it was
    /// told already, or there is nothing to tell. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn announce(&mut self, case: Uuid, on: Date, now_ms: i64) -> Stored<bool> {
        let scope = ScopeId::new(case, Compartment::Together);
        self.store.lock_head(scope)?;
        let id = scope.derived_id(&format!("keeping/{on}"));
        let Some(file) = self.store.case(case)? else { return Ok(false) };
        if self.is_erased(case)? || self.store.record(scope, id)?.is_some() {
            return Ok(false);
        }
        let words = self.words_of(scope)?;
        let day = format::date(words.language(), on, ZONE.date(Instant(now_ms)));
        let body = words.say(&Phrase::new("keeping-told").with("day", day));
        self.write_as_organisation(file.org, scope, id, &body, now_ms)?;
        let note = Note::arranged(file.org, Actor::SERVER, "retention_told", now_ms).about(case);
        self.note_act(note.act(Act::Written, RETENTION).within(scope));
        Ok(true)
    }

    /// Destroys a case whose day has come, by erasing it. Everything is looked at once more, under the lock of the case: one that was
    /// held, or that another server destroyed, stays as it is, and `false` is answered. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
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
    Some(Kept {
        case: file.id,
        counsellor: file.counsellor,
        ended_at,
        result: file.result.clone(),
        standing,
        held,
    })
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
