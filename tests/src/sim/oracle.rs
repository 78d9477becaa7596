//! The invariants, asked of a world at rest. Numbers are those of the design (`docs/ARCHITECTURE.md`, sync).

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::catalogue::{self, KINDS, OnDelete};
use opstap_domain::ids::{Role, ScopeId};
use opstap_server::store::ScopeStore as _;
use opstap_sync::client::Wish;
use opstap_sync::hlc::SKEW_MAX_MS;
use opstap_sync::ident::Dot;
use opstap_sync::record::RecordState;
use opstap_sync::server::visible;
use opstap_sync::wire::{Grant, SyncRequest, SyncResponse};
use serde_json::Value;
use uuid::Uuid;

use super::Run;
use super::ghost::{Made, Token, amount, tokens};
use super::kept::Kept;
use super::place::Place;
use super::world::{DAY, World, finding};

type Units = BTreeMap<String, (Value, Dot)>;

fn units(record: &RecordState) -> Units {
    record.units.iter().map(|(name, unit)| (name.clone(), (unit.v.clone(), unit.d))).collect()
}

impl<P: Place> World<P> {
    /// Invariant 14, at every answer: nothing outside the grants as they stand at the commit.
    pub(super) fn check_answer(&mut self, request: &SyncRequest, answer: &SyncResponse) -> Run<()> {
        let row = self.server.store().device(request.dev).map_err(finding)?;
        let account = row.ok_or("an answer to a device that is not there")?.account;
        let grants: Vec<Grant> =
            self.server.store().grants(account).map_err(finding)?.into_iter().map(|row| row.grant).collect();
        for page in &answer.chg {
            let grant = grants.iter().find(|grant| grant.h == page.h);
            let grant = grant.ok_or_else(|| format!("invariant 14: a page of handle {}", page.h))?;
            for record in &page.recs {
                if record.k.is_empty() && record.del && record.er.is_some() && record.u.is_none() {
                    continue;
                }
                let kind = catalogue::kind(&record.k);
                let lives = kind.is_some_and(|kind| kind.lives_in(grant.scope.compartment));
                let private = matches!(record.k.as_str(), "label" | "share");
                let unshared =
                    |kind: &str, part: &str| record.k == kind && !grant.parts.iter().any(|p| p == part);
                let hidden = private
                    || unshared("budget_line", "budget")
                    || unshared("message", "conversation")
                    || unshared("task", "programme");
                if !lives || (grant.role == Role::Coach && hidden) {
                    return Err(format!("invariant 14: a {} for a coach with {:?}", record.k, grant.parts));
                }
            }
        }
        Ok(())
    }

    /// All invariants of a world at rest.
    pub fn judge(&mut self) -> Run<()> {
        let kept = Kept::of(self)?;
        self.note_erasures()?;
        self.check_erased(&kept)?;
        self.conflict_count = kept.conflicts().count() as u64;
        for at in 0..self.devices.len() {
            self.check_converged(at, &kept)?;
        }
        self.check_digests()?;
        Self::check_seqs(&kept, self.options.floors)?;
        self.check_fates(&kept)?;
        self.check_once(&kept)?;
        Self::check_money(&kept)?;
        self.check_clocks(&kept)?;
        if self.restores == 0 {
            self.check_conflicts(&kept)?;
            self.check_twins()?;
        }
        // A deletion says what it saw by a hash over dots, which a new identity cannot rename: then it gives
        // way to the edit, with a note. After a restore it may come before what it deletes. And who lost the mirror shows an
        // own edit before the rest of its record is there again: a deletion then did not see that rest.
        if self.restores == 0 && self.copies == 0 && !self.options.damage {
            self.check_deletions(&kept)?;
        }
        self.summarise(&kept);
        for (at, device) in std::mem::take(&mut self.devices).into_iter().enumerate() {
            let Some((journal, mirror)) = device.into_files() else { continue };
            super::remains::check(&journal, &mirror).map_err(|what| format!("{what} on phone {at}"))?;
        }
        Ok(())
    }

    /// Invariants 1 and 7: the phone shows what the server has for its grants, and has read to the end.
    fn check_converged(&mut self, at: usize, kept: &Kept) -> Run<()> {
        let account = self.devices[at].account;
        let grants = self.server.store().grants(account).map_err(finding)?;
        let open: BTreeSet<ScopeId> = grants.iter().map(|row| row.grant.scope).collect();
        let here: BTreeSet<ScopeId> = self.devices[at].scopes().into_iter().collect();
        if open != here {
            return Err(format!("invariant 12: phone {at} has {here:?}, its account {open:?}"));
        }
        for row in self.devices[at].store().scopes() {
            if !row.ready {
                return Err(format!("invariant 24: phone {at} has not read {} to its end", row.scope));
            }
        }
        for row in grants {
            let grant = row.grant;
            for kind in KINDS {
                let server: BTreeMap<Uuid, Units> = kept
                    .live()
                    .filter(|((scope, _), record)| {
                        *scope == grant.scope && record.kind == kind.name && visible(&grant, record)
                    })
                    .map(|((_, id), record)| (*id, units(record)))
                    .collect();
                let records = self.devices[at].store().records(grant.scope, kind.name);
                let phone: BTreeMap<Uuid, Units> = records
                    .map_err(|error| error.to_string())?
                    .into_iter()
                    .map(|record| (record.id, units(&record.state)))
                    .collect();
                if server != phone {
                    return Err(format!(
                        "invariant 1: phone {at}, {} in {}: {}",
                        kind.name,
                        grant.scope,
                        difference(&phone, &server)
                    ));
                }
            }
        }
        self.check_receipts(at)?;
        self.check_cursors(at, kept)
    }

    /// Invariant 22: both ends, at rest, have the same digest of every scope.
    fn check_digests(&mut self) -> Run<()> {
        for at in 0..self.devices.len() {
            let scopes = self.devices[at].scopes().len() as i64;
            for turn in 1..=scopes {
                let now_ms = Some(self.now + turn * DAY);
                let wish = Wish { now_ms, ..Wish::default() };
                let asked = self.devices[at].store().ask(wish, 200).map_err(|error| error.to_string())?;
                let Some(mut request) = asked.filter(|request| request.dig.is_some()) else {
                    return Err(format!("invariant 22: phone {at} compares nothing"));
                };
                let sent = request.clone();
                let outcome = self.serve(&mut request)?;
                if outcome.as_ref().ok().and_then(|answer| answer.agrees) != Some(true) {
                    return Err(format!("invariant 22: phone {at} differs in {:?}: {outcome:?}", sent.dig));
                }
                self.take_answer(at, &sent, outcome)?;
            }
        }
        Ok(())
    }

    /// Invariant 12: the server knows that everything which was taken away is gone.
    fn check_receipts(&mut self, at: usize) -> Run<()> {
        let id = self.device_id(at);
        let Some(row) = self.server.store().device(id).map_err(finding)? else { return Ok(()) };
        let left = self.server.store().unpurged(&row).map_err(finding)?;
        left.first().map_or(Ok(()), |one| {
            Err(format!("invariant 12: phone {at} has not confirmed that {} is gone", one.h))
        })
    }

    fn check_cursors(&mut self, at: usize, kept: &Kept) -> Run<()> {
        let account = self.devices[at].account;
        let grants = self.server.store().grants(account).map_err(finding)?;
        self.devices[at].store().forget_checkpoint();
        let Some(request) = self.ask(at, None, 200)? else { return Ok(()) };
        if !request.ops.is_empty() {
            return Err(format!("invariant 24: {} operations wait on phone {at}", request.ops.len()));
        }
        for (h, seq) in request.cur {
            let scope = grants.iter().find(|row| row.grant.h == h).map(|row| row.grant.scope);
            let head = scope.and_then(|scope| kept.heads.get(&scope)).copied();
            if head != Some(seq) {
                return Err(format!("invariant 7: phone {at} has read {seq} of {head:?} in {scope:?}"));
            }
        }
        Ok(())
    }

    /// Invariant 6: every number stands for at most one change, and the head is the greatest.
    /// A server that forgets deletions may forget what had the last number.
    fn check_seqs(kept: &Kept, forgets: bool) -> Run<()> {
        let mut seen = BTreeSet::new();
        for ((scope, id), record) in &kept.records {
            let head = kept.heads.get(scope).copied().unwrap_or(0);
            if record.s == 0 || record.s > head || !seen.insert((*scope, record.s)) {
                return Err(format!("invariant 6: {id} has number {} of {head} in {scope}", record.s));
            }
        }
        for (scope, head) in &kept.heads {
            if *head > 0 && !forgets && !seen.contains(&(*scope, *head)) {
                return Err(format!("invariant 6: nothing has the last number {head} in {scope}"));
            }
        }
        Ok(())
    }

    /// Invariants 2 and 13: every value is shown, in a conflict, held, or replaced by someone who saw it.
    fn check_fates(&self, kept: &Kept) -> Run<()> {
        let shown = kept.shown();
        let erased = self.erased_tokens();
        let mut replaced = BTreeSet::new();
        for ghost in self.ghosts.all.values().filter(|ghost| kept.applied.contains(&ghost.uid)) {
            replaced.extend(ghost.saw.iter().copied());
        }
        for (token, ghost) in &self.ghosts.all {
            let held = kept.held.contains(&ghost.uid);
            let done = ghost.made != Made::Wrote && kept.applied.contains(&ghost.uid);
            // Erased before it was sent: its operation arrived and says nothing.
            let unsent = self.asked.contains(&ghost.rec);
            let fine = shown.contains(token) || replaced.contains(token) || held || done || unsent;
            let fine = fine || erased.contains(token);
            if !fine && !self.ghosts.gone.contains(token) {
                let known = if kept.applied.contains(&ghost.uid) { "applied" } else { "unknown" };
                return Err(format!(
                    "invariant 2: {token} is lost; {known} at the server, a {} of {}",
                    ghost.kind, ghost.rec
                ));
            }
        }
        Ok(())
    }

    /// Invariant 3: no value was applied twice.
    fn check_once(&self, kept: &Kept) -> Run<()> {
        let mut seen = BTreeSet::new();
        for written in kept.history.iter().filter(|written| written.unit != "keys") {
            for token in tokens(&written.unit, &written.v) {
                if !seen.insert((written.rec, token)) && !self.ghosts.chosen.contains(&token) {
                    return Err(format!("invariant 3: {token} was applied twice"));
                }
            }
        }
        let both = kept.applied.intersection(&kept.held).next();
        both.map_or(Ok(()), |uid| Err(format!("invariant 3: {uid} was applied and held")))
    }

    /// Invariant 4: an amount is one write, never half of two.
    fn check_money(kept: &Kept) -> Run<()> {
        for (_, record) in kept.live() {
            let Some(unit) = record.units.get("amount") else { continue };
            let whole = tokens("amount", &unit.v).first().is_some_and(|token| amount(*token) == unit.v);
            if !whole {
                return Err(format!("invariant 4: half an amount, {}", unit.v));
            }
        }
        Ok(())
    }

    /// Invariant 16: nobody's clock reaches further into the future than a minute.
    fn check_clocks(&self, kept: &Kept) -> Run<()> {
        let latest = self.now + SKEW_MAX_MS;
        for (_, record) in kept.live() {
            if let Some((name, unit)) = record.units.iter().find(|(_, unit)| unit.t.ms() > latest) {
                return Err(format!("invariant 16: {name} of a {} is of {}", record.kind, unit.t.ms()));
            }
        }
        Ok(())
    }

    /// Invariant 20: what was deleted comes back only by somebody who did not see the deleted values.
    fn check_deletions(&self, kept: &Kept) -> Run<()> {
        let applied = || self.ghosts.all.iter().filter(|(_, ghost)| kept.applied.contains(&ghost.uid));
        // What an older app calls otherwise counts as not seen by who deletes with it (`opstap_sync::schema`).
        for (token, deletion) in applied().filter(|(_, ghost)| ghost.made == Made::Deleted && !ghost.old) {
            let record = kept.records.get(&(deletion.scope, deletion.rec));
            if record.is_none_or(|record| record.deleted) {
                continue;
            }
            let seen = self.ghosts.ancestors(&deletion.saw, &kept.applied);
            let wins =
                catalogue::kind(deletion.kind).is_some_and(|kind| kind.on_delete == OnDelete::DeleteWins);
            let back = applied().any(|(other, ghost)| {
                let same = ghost.rec == deletion.rec && ghost.made != Made::Deleted;
                same && !seen.contains(other) && (!wins || ghost.saw.is_empty())
            });
            if !back {
                return Err(format!("invariant 20: deletion {token} of a {} came undone", deletion.kind));
            }
        }
        Ok(())
    }

    /// Nobody is asked to choose between a value and its own successor.
    fn check_conflicts(&self, kept: &Kept) -> Run<()> {
        for (_, conflict) in kept.conflicts().filter(|(_, conflict)| !conflict.about.unit.is_empty()) {
            let of = |v| -> BTreeSet<Token> { tokens(&conflict.about.unit, v).into_iter().collect() };
            let (shown, other) = (of(&conflict.shown.v), of(&conflict.other.v));
            let again = |of: &BTreeSet<Token>| of.iter().any(|token| self.ghosts.chosen.contains(token));
            if shown.is_empty() || other.is_empty() || again(&shown) || again(&other) {
                continue;
            }
            let related = self.ghosts.ancestors(&shown, &kept.applied).is_superset(&other)
                || self.ghosts.ancestors(&other, &kept.applied).is_superset(&shown);
            if related {
                return Err(format!(
                    "a conflict between {shown:?} and {other:?}, one of which saw the other"
                ));
            }
        }
        Ok(())
    }

    /// Invariant 26: phones that share an identity have done exactly the same under it. (A restored server may
    /// have forgotten what one of them did and has no more; they part when the next one writes.)
    fn check_twins(&mut self) -> Run<()> {
        let mut known = BTreeMap::new();
        for at in 0..self.devices.len() {
            let id = self.device_id(at);
            let memory = self.devices[at].store().memory().clone();
            let did = (memory.n, memory.ack);
            if let Some((twin, same)) = known.insert(id, (at, did))
                && same != did
            {
                return Err(format!("invariant 26: phones {twin} and {at} share {id}: {same:?}, {did:?}"));
            }
        }
        Ok(())
    }

    fn summarise(&mut self, kept: &Kept) {
        let money = self.money_scope();
        for ((scope, id), record) in kept.live().filter(|((scope, _), _)| *scope == money) {
            if let Some(unit) = record.units.get("amount") {
                self.money.push(format!("{scope} {id} {} by {}", unit.v, unit.d));
            }
        }
        for (scope, conflict) in kept.conflicts() {
            let mut dots = [conflict.shown.dot, conflict.other.dot];
            dots.sort();
            let about = conflict.about;
            self.money.push(format!("{scope} {} {} {}: {dots:?}", about.rule, about.rec, about.unit));
        }
        self.say(format_args!("in the end {}", self.money.join("; ")));
    }
}

fn difference(phone: &BTreeMap<Uuid, Units>, server: &BTreeMap<Uuid, Units>) -> String {
    for (id, units) in phone {
        match server.get(id) {
            None => return format!("the phone has {id} {units:?}, the server does not"),
            Some(other) if other != units => return format!("{id} is {units:?}, at the server {other:?}"),
            Some(_) => {}
        }
    }
    let lacking = server.iter().find(|(id, _)| !phone.contains_key(id));
    lacking.map_or_else(String::new, |(id, units)| format!("the phone lacks {id} {units:?}"))
}
