//! Applying operations one by one to the loaded rows.

use std::collections::BTreeMap;

use opstap_domain::catalogue::{self, Act, OnDelete, Part, Policy};
use opstap_domain::features::{asks_more, made_by};
use opstap_domain::ids::ScopeId;
use serde_json::Value;
use uuid::Uuid;

use super::{Asker, Decision, HeldRow, HistoryRow, Known, Loaded};
use crate::conflict::{self, About, Conflict, Reading, State, Status};
use crate::ident::Dot;
use crate::merge::{Incoming, Merged, merge_unit};
use crate::op::{Change, Write};
use crate::record::{RecordState, UnitState};
use crate::wire::{Grant, OpResult, Verdict, WireOp};

pub(super) struct Round<'a> {
    pub(super) asker: &'a Asker,
    pub(super) loaded: &'a mut Loaded,
    pub(super) decision: Decision,
    /// Writes of this device that the server knows under another name.
    alias: BTreeMap<Dot, Dot>,
}

/// A record at which an operation is aimed.
#[derive(Clone, Copy)]
pub(super) struct Target<'o> {
    pub(super) scope: ScopeId,
    pub(super) op: &'o WireOp,
    dot: Dot,
}

/// How an operation changed its record.
#[derive(Clone, Copy, Default)]
pub(super) struct Effect {
    /// A conflict was opened or fed.
    pub(super) conflict: bool,
    /// The record does not hold exactly what was sent.
    pub(super) inexact: bool,
}

impl<'a> Round<'a> {
    pub(super) fn new(asker: &'a Asker, loaded: &'a mut Loaded) -> Self {
        Self { asker, loaded, decision: Decision::default(), alias: BTreeMap::new() }
    }

    pub(super) fn finish(self) -> Decision {
        self.decision
    }

    pub(super) fn take(&mut self, op: &WireOp) {
        let dot = Dot::new(self.asker.device, op.n);
        let known = self.loaded.uids.get(&op.uid).copied();
        if op.n > self.loaded.last_n {
            self.loaded.last_n = op.n;
            self.loaded.chain = self.loaded.chain.then(op.uid);
            self.loaded.numbers.insert(op.n, op.uid);
            self.decision.numbers.push((op.n, op.uid));
        }
        let result = match known {
            Some(known) if known.seq == 0 => {
                let why = Some("held_before".to_owned());
                OpResult { n: op.n, r: Verdict::Held, seq: 0, m: false, why, dot: None }
            }
            Some(known) => {
                let other = (known.dot != dot).then_some(known.dot);
                if let Some(other) = other {
                    self.alias.insert(dot, other);
                }
                let seq = known.seq;
                OpResult { n: op.n, r: Verdict::Dup, seq, m: false, why: None, dot: other }
            }
            None if op.change.is_blank() => self.take_blank(op, dot),
            None if self.loaded.too_late(op) => self.take_of_erased(op, dot),
            None => match self.admit(op) {
                Ok(scope) if self.loaded.is_forgotten(scope, op) => {
                    self.hold(Some(scope), op, dot, "forgotten".to_owned())
                }
                Ok(scope) => self.apply(Target { scope, op, dot }),
                Err((scope, why)) => self.hold(scope, op, dot, why),
            },
        };
        self.decision.results.push(result);
    }

    pub(super) fn hold(&mut self, scope: Option<ScopeId>, op: &WireOp, dot: Dot, why: String) -> OpResult {
        self.loaded.uids.insert(op.uid, Known { dot, seq: 0 });
        self.decision.held.push(HeldRow { scope, op: op.clone(), why: why.clone() });
        OpResult { n: op.n, r: Verdict::Held, seq: 0, m: false, why: Some(why), dot: None }
    }

    /// Checks the grant, the role and the values, against the stored record.
    fn admit(&self, op: &WireOp) -> Result<ScopeId, (Option<ScopeId>, String)> {
        let Some(grant) = self.loaded.grants.get(&op.h) else {
            return Err((None, "scope_revoked".to_owned()));
        };
        let refuse = |why: &str| Err((Some(grant.scope), why.to_owned()));
        if !grant.write {
            return refuse("read_only");
        }
        let Some(kind) = catalogue::kind(&op.k) else { return refuse("unknown_kind") };
        let stored = self.loaded.records.get(&(grant.scope, op.id));
        if stored.is_some_and(|record| record.kind != op.k) {
            return refuse("kind_mismatch");
        }
        if !kind.lives_in(grant.scope.compartment) || !Self::seen_by(grant, op, stored) {
            return refuse("not_allowed");
        }
        let may = |act| catalogue::may_do(grant.role, &op.k, act);
        let values: Vec<(&String, &Value)> = match &op.change {
            Change::New(units) => units.iter().collect(),
            Change::Set(writes) => writes.iter().map(|(name, write)| (name, &write.v)).collect(),
            Change::Del(_) | Change::Erase {} => Vec::new(),
            Change::Newer(_) => return refuse("unknown_change"),
            Change::Rescue(_) => return refuse("rescue"),
        };
        let allowed = match (&op.change, stored) {
            (Change::Del(_), _) => may(Act::Delete),
            (Change::Erase {}, stored) => {
                let own = Value::from(self.asker.account.to_string());
                catalogue::may_erase(grant.role, &op.k, stored.map(RecordState::values).as_ref(), &own)
            }
            (Change::New(_), None) => may(Act::Create),
            (Change::New(_), Some(record)) if record.deleted => may(Act::Create),
            (Change::New(_), Some(_)) => {
                may(Act::Create) && values.iter().all(|(name, _)| Self::may_meet(grant, &op.k, name))
            }
            (Change::Newer(_) | Change::Rescue(_), _) => false,
            (Change::Set(_), _) => values.iter().all(|(name, _)| may(Act::Change(name))),
        };
        if !allowed {
            return refuse("not_allowed");
        }
        if self.is_left_out(&op.k, stored, &values) {
            return refuse("not_offered");
        }
        for (name, value) in values {
            if let Err(refusal) = catalogue::check_unit(kind, name, value) {
                return refuse(&format!("invalid/{}/{}", refusal.unit, refusal.code));
            }
            let own = Value::from(self.asker.account.to_string());
            if catalogue::names_author(&op.k, name) && *value != own {
                return refuse("wrong_author");
            }
        }
        Ok(grant.scope)
    }

    /// Whether it begins something that the organisation does not offer. What is there already may change, and may end.
    fn is_left_out(&self, kind: &str, stored: Option<&RecordState>, values: &[(&String, &Value)]) -> bool {
        if !self.loaded.left_out.contains(made_by(kind)) {
            return false;
        }
        let Some(stored) = stored.filter(|record| !record.deleted) else { return !values.is_empty() };
        let before = |name: &str| stored.units.get(name).map_or(&Value::Null, |unit| &unit.v);
        values.iter().any(|(name, value)| asks_more(kind, name, value, before(name)))
    }

    /// Two devices may make the same singleton; meeting an existing one is allowed where changing it is.
    fn may_meet(grant: &Grant, kind: &str, unit: &str) -> bool {
        catalogue::policy(kind, unit) == Policy::Once
            || catalogue::may_do(grant.role, kind, Act::Change(unit))
    }

    fn seen_by(grant: &Grant, op: &WireOp, stored: Option<&RecordState>) -> bool {
        if let Some(record) = stored {
            return super::visible(grant, record);
        }
        let parts: Vec<Part> = grant.parts.iter().filter_map(|name| Part::from_name(name)).collect();
        catalogue::may_see(grant.role, grant.scope.compartment, &op.k, &parts)
    }

    fn apply(&mut self, target: Target<'_>) -> OpResult {
        let key = (target.scope, target.op.id);
        let before = self.loaded.records.get(&key).map_or(0, |record| record.s);
        let effect = match &target.op.change {
            Change::New(units) => {
                let writes = units
                    .iter()
                    .map(|(name, v)| (name.clone(), Write { v: v.clone(), saw: None, was: None }))
                    .collect();
                self.write(target, &writes, true)
            }
            Change::Set(writes) => self.write(target, writes, false),
            Change::Del(sight) => self.delete(target, sight),
            Change::Erase {} => self.erase(target),
            Change::Newer(_) | Change::Rescue(_) => Effect::default(),
        };
        let seq = self.loaded.heads.get(&target.scope).copied().unwrap_or(0);
        self.loaded.uids.insert(target.op.uid, Known { dot: target.dot, seq });
        self.decision.applied.push((target.op.uid, target.dot, target.scope, seq));
        if effect.conflict || effect.inexact {
            // What was exact earlier in this round is not any more; a number above all cursors makes it echo.
            self.decision.exact.insert(key, u64::MAX);
        } else {
            self.decision.exact.entry(key).or_insert(before);
        }
        if target.op.k == "share" {
            self.decision.shares.insert(target.scope);
        }
        let verdict = if effect.conflict { Verdict::Conflict } else { Verdict::Ok };
        OpResult {
            n: target.op.n,
            r: verdict,
            seq,
            m: effect.inexact && !effect.conflict,
            why: None,
            dot: None,
        }
    }

    fn write(&mut self, target: Target<'_>, writes: &BTreeMap<String, Write>, making: bool) -> Effect {
        let key = (target.scope, target.op.id);
        let stored = self.loaded.records.get(&key).cloned();
        // An edit of a record that a restore has taken: its author must read back how little there is.
        let missing = stored.is_none() && !making;
        let mut record = stored.unwrap_or_else(|| RecordState::empty(&target.op.k));
        let delete_wins =
            catalogue::kind(&record.kind).is_some_and(|kind| kind.on_delete == OnDelete::DeleteWins);
        if record.deleted && !making && delete_wins {
            return self.edit_of_deleted(target, writes);
        }
        let seq = self.next_seq(target.scope);
        let mut effect = Effect { conflict: false, inexact: missing };
        if record.deleted {
            if making {
                record.units.clear();
            } else {
                effect.conflict = true;
                self.note_deletion(target, Value::Null);
            }
            record.deleted = false;
            for unit in record.units.values_mut() {
                unit.s = seq;
            }
        }
        for (name, write) in writes {
            let one = self.write_unit(target, &mut record, name, write, seq);
            effect.conflict |= one.conflict;
            effect.inexact |= one.inexact;
        }
        record.s = seq;
        self.loaded.records.insert(key, record);
        self.decision.records.insert(key);
        effect
    }

    fn write_unit(
        &mut self,
        target: Target<'_>,
        record: &mut RecordState,
        name: &str,
        write: &Write,
        seq: u64,
    ) -> Effect {
        let saw = write.saw.map(|dot| self.alias.get(&dot).copied().unwrap_or(dot));
        let unit = UnitState {
            v: write.v.clone(),
            d: target.dot,
            t: target.op.t.clamp(self.asker.now_ms),
            by: Some(self.asker.account),
            s: seq,
        };
        self.remember(target, name, &write.v, seq);
        let policy = catalogue::policy(&record.kind, name);
        let incoming = Incoming { unit, saw, was: write.was.as_ref() };
        let merged = merge_unit(policy, record.units.get(name), incoming);
        match merged {
            Merged::Set(now) => {
                record.units.insert(name.to_owned(), now);
                Effect::default()
            }
            Merged::Joined(now) => {
                record.units.insert(name.to_owned(), now);
                Effect { conflict: false, inexact: true }
            }
            Merged::Ignored => Effect { conflict: false, inexact: true },
            // Somebody settled a conflict whose readings have changed since: it stays as it is.
            Merged::Kept { .. } if record.kind == conflict::KIND => Effect { conflict: false, inexact: true },
            Merged::Kept { other, open, rule } => {
                if let Some(current) = record.units.get(name) {
                    let shown = Reading::from(current);
                    self.disagree(target, name, saw, shown, other, open, rule);
                }
                Effect { conflict: true, inexact: true }
            }
            Merged::Replaced { now, other, rule } => {
                let shown = Reading::from(&now);
                record.units.insert(name.to_owned(), now);
                self.disagree(target, name, saw, shown, other, false, rule);
                Effect { conflict: true, inexact: false }
            }
        }
    }

    /// Keeps both readings in a conflict record. An author who refined the reading that was kept beside
    /// feeds the conflict that is there instead of opening another.
    #[expect(clippy::too_many_arguments, reason = "the parts of one conflict, named at the only call sites")]
    fn disagree(
        &mut self,
        target: Target<'_>,
        unit: &str,
        saw: Option<Dot>,
        shown: Reading,
        other: Reading,
        open: bool,
        rule: &str,
    ) {
        let refined = self.loaded.records.iter().find_map(|((scope, id), record)| {
            let found = (*scope == target.scope).then(|| Conflict::from_record(record)).flatten()?;
            let same = found.about.rec == target.op.id && found.about.unit == unit;
            let live = matches!(found.status.state, State::Open | State::Auto);
            (same && live && saw.is_some() && Some(found.other.dot) == saw).then_some((*id, found))
        });
        if let Some((id, mut found)) = refined {
            found.shown = shown;
            found.other = other;
            self.put_conflict(target, id, &found);
            return;
        }
        let id = target.scope.derived_id(&format!("conflict/{}/{unit}/{}", target.op.id, target.dot));
        let about = About {
            rec: target.op.id,
            kind: target.op.k.clone(),
            unit: unit.to_owned(),
            rule: rule.to_owned(),
        };
        let state = if open { State::Open } else { State::Auto };
        self.put_conflict(
            target,
            id,
            &Conflict { about, shown, other, status: Status { state, chosen: None } },
        );
    }

    fn put_conflict(&mut self, target: Target<'_>, id: Uuid, found: &Conflict) {
        let seq = self.next_seq(target.scope);
        let mut record = RecordState::empty(conflict::KIND);
        for (name, v) in found.to_values() {
            let unit = UnitState {
                v,
                d: target.dot,
                t: target.op.t.clamp(self.asker.now_ms),
                by: Some(self.asker.account),
                s: seq,
            };
            record.units.insert(name.to_owned(), unit);
        }
        record.s = seq;
        self.loaded.records.insert((target.scope, id), record);
        self.decision.records.insert((target.scope, id));
    }

    fn delete(&mut self, target: Target<'_>, sight: &str) -> Effect {
        let key = (target.scope, target.op.id);
        let Some(record) = self.loaded.records.get(&key).filter(|record| !record.deleted) else {
            return Effect::default();
        };
        let seen = record.sight() == sight
            || self.sight_by_alias(record) == sight
            || self.sight_after_deletion(record).is_some_and(|own| own == sight);
        let keeps = catalogue::kind(&record.kind).is_none_or(|kind| kind.on_delete == OnDelete::EditWins);
        if !seen && keeps {
            self.note_deletion(target, Value::Null);
            return Effect { conflict: true, inexact: true };
        }
        let values = record.values();
        let seq = self.next_seq(target.scope);
        self.remember(target, "", &Value::Null, seq);
        if let Some(record) = self.loaded.records.get_mut(&key) {
            record.deleted = true;
            record.s = seq;
        }
        self.decision.records.insert(key);
        if !seen {
            self.note_deletion(target, values);
        }
        Effect { conflict: !seen, inexact: false }
    }

    /// The sight as the device computes it, where its own writes carry the names that it gave them.
    fn sight_by_alias(&self, record: &RecordState) -> String {
        let back: BTreeMap<Dot, Dot> = self.alias.iter().map(|(ours, known)| (*known, *ours)).collect();
        let dots = record.units.iter();
        crate::record::sight(
            dots.map(|(name, unit)| (name.as_str(), back.get(&unit.d).copied().unwrap_or(unit.d))),
        )
    }

    /// The sight of a device whose edit brought a record back after it had read of the deletion: it sees its
    /// own units only. The others came back with that edit, under its number, and whoever deleted had seen them.
    fn sight_after_deletion(&self, record: &RecordState) -> Option<String> {
        let own = |unit: &UnitState| unit.d.device == self.asker.device;
        let mut others = record.units.values().filter(|unit| !own(unit)).map(|unit| unit.s);
        let back = others.next()?;
        let together =
            others.all(|s| s == back) && record.units.values().any(|unit| own(unit) && unit.s == back);
        let units = record.units.iter().filter(|(_, unit)| own(unit));
        together.then(|| crate::record::sight(units.map(|(name, unit)| (name.as_str(), unit.d))))
    }

    fn edit_of_deleted(&mut self, target: Target<'_>, writes: &BTreeMap<String, Write>) -> Effect {
        let seq = self.next_seq(target.scope);
        for (name, write) in writes {
            self.remember(target, name, &write.v, seq);
        }
        let key = (target.scope, target.op.id);
        if let Some(record) = self.loaded.records.get_mut(&key) {
            record.s = seq;
        }
        self.decision.records.insert(key);
        let values = writes.iter().map(|(name, write)| (name.clone(), write.v.clone())).collect();
        self.note_deletion(target, Value::Object(values));
        Effect { conflict: true, inexact: true }
    }

    /// A deletion met an edit; `content` is what the deletion took with it, if it won.
    fn note_deletion(&mut self, target: Target<'_>, content: Value) {
        let at = target.op.t.clamp(self.asker.now_ms).ms();
        let reading = |v| Reading { v, dot: target.dot, by: Some(self.asker.account), at };
        self.disagree(target, "", None, reading(Value::Null), reading(content), false, "delete");
    }

    fn remember(&mut self, target: Target<'_>, unit: &str, v: &Value, seq: u64) {
        self.decision.history.push(HistoryRow {
            scope: target.scope,
            seq,
            rec: target.op.id,
            unit: unit.to_owned(),
            v: v.clone(),
            dot: target.dot,
            by: self.asker.account,
            t: target.op.t,
        });
    }

    pub(super) fn next_seq(&mut self, scope: ScopeId) -> u64 {
        let head = self.loaded.heads.entry(scope).or_insert(0);
        *head += 1;
        self.decision.heads.insert(scope, *head);
        *head
    }
}
