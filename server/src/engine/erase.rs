//! Erasure on request (General Data Protection Regulation, article 17): a record or a whole case goes, with
//! everything that was written about it, and never comes back.
//!
//! What stays is ids: that something was here, and that it was erased. They stand in the store and in a
//! [`Ledger`] beside it, because a backup that is put back knows nothing of what was erased after it.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::conflict;
use opstap_sync::record::RecordState;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use super::cases::COMPARTMENTS;
use super::organisation::AdminError;
use crate::audit::{Act, Actor};
use crate::ledger::Ledger;
use crate::register::RETENTION;
use crate::store::{AccountRow, CaseRow, DeviceRow, ScopeStore, Stored};
use crate::webhooks::Happening;

impl<S: ScopeStore> Engine<S> {
    /// Erases one record of a case, or with `None` the whole case with its client's account. Not undoable.
    ///
    /// Every device removes it at its next round; late edits are held without their words.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case or record that is not there.
    pub fn erase(&mut self, case: Uuid, record: Option<Uuid>, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            let detail = if record.is_some() { "record" } else { "case" };
            let note = Note::arranged(file.org, Actor::CONSOLE, detail, now_ms).act(Act::Erased, RETENTION);
            engine.note_act(note.about(case));
            let Some(record) = record else { return Ok(engine.erase_case(case, now_ms)?) };
            let (scope, kind) =
                engine.find(&COMPARTMENTS.map(|compartment| ScopeId::new(case, compartment)), record)?;
            engine.erase_record(scope, record, &kind, now_ms)?;
            // It may have been what a coach was let in by.
            Ok(engine.share_out(case, now_ms)?)
        })
    }

    /// Leaves a tombstone of a record and of every conflict about it, and nothing of what they said.
    ///
    /// Also of one that a restored store does not know: who still has it must hear of it.
    pub(super) fn erase_record(&mut self, scope: ScopeId, rec: Uuid, kind: &str, now_ms: i64) -> Stored<()> {
        // Nobody writes into the scope meanwhile.
        self.store.lock_head(scope)?;
        let mut about = Vec::new();
        for (id, record) in self.store.records_of_kind(scope, conflict::KIND)? {
            let of = record.units.get("about").and_then(|unit| unit.v.get("rec")).and_then(Value::as_str);
            if of == Some(rec.to_string().as_str()) {
                about.push((id, record));
            }
        }
        let there = self.store.record(scope, rec)?.unwrap_or_else(|| RecordState::empty(kind));
        if !(there.deleted && there.erased == Some(now_ms)) {
            self.leave_tombstone(scope, rec, &there, now_ms)?;
        }
        self.note(scope, Some((rec, kind)), now_ms)?;
        self.store.forget_record(scope, rec)?;
        self.erase_blobs(scope, rec, kind, now_ms)?;
        for (id, record) in about {
            self.leave_tombstone(scope, id, &record, now_ms)?;
            self.note(scope, Some((id, conflict::KIND)), now_ms)?;
            self.store.forget_record(scope, id)?;
        }
        Ok(())
    }

    fn note(&mut self, scope: ScopeId, rec: Option<(Uuid, &str)>, now_ms: i64) -> Stored<()> {
        self.noted.insert((scope, rec.map(|(rec, _)| rec)));
        self.store.note_erasure(scope, rec, now_ms)
    }

    fn leave_tombstone(&mut self, scope: ScopeId, id: Uuid, record: &RecordState, at: i64) -> Stored<()> {
        let s = self.store.lock_head(scope)? + 1;
        let mut left = RecordState::erased(&record.kind, s, at);
        // Who may hear of a conflict follows from what it was about: ids and a kind, no words.
        if let Some(unit) = record.units.get("about").filter(|_| record.kind == conflict::KIND) {
            let mut unit = unit.clone();
            unit.v = json!({ "rec": unit.v["rec"], "kind": unit.v["kind"], "unit": "", "rule": "erased" });
            left.units.insert("about".to_owned(), unit);
        }
        self.store.put_record(scope, id, &left)
    }

    pub(super) fn erase_case(&mut self, case: Uuid, now_ms: i64) -> Stored<()> {
        for compartment in COMPARTMENTS {
            let scope = ScopeId::new(case, compartment);
            self.store.lock_head(scope)?;
            for row in self.store.grants_of_scope(scope)? {
                self.store.revoke_grant(row.account, row.grant.h, "erased", now_ms)?;
            }
            self.note(scope, None, now_ms)?;
            self.store.forget_scope(scope)?;
            self.erase_blobs_of(scope, now_ms)?;
            self.store.forget_deliveries_of(scope)?;
        }
        let Some(file) = self.store.case(case)? else { return Ok(()) };
        self.happened(file.org, Happening::CaseErased, case, now_ms)?;
        self.store.forget_hold(file.org, case)?;
        self.store.leave_all_events(file.org, case)?;
        self.store.leave_all_moments(file.org, case)?;
        self.store.put_case(&CaseRow { closed_at: file.closed_at.or(Some(now_ms)), ..file.clone() })?;
        self.store.forget_words_of(file.client)?;
        if let Some(row) = self.store.account(file.client)? {
            let closed_at = row.closed_at.or(Some(now_ms));
            self.store.set_calendar(row.id, None, now_ms)?;
            self.store.unknow(row.org, row.id)?;
            self.store.put_account(&AccountRow { name: String::new(), closed_at, ..row })?;
        }
        for row in self.store.devices(Some(file.client))? {
            // Under its lock: a round of it may be going on.
            let row = self.store.device(row.id)?.unwrap_or(row);
            self.store.set_push_address(row.id, None, now_ms)?;
            self.store.put_device(&DeviceRow { label: String::new(), ..row })?;
        }
        Ok(())
    }

    /// Takes the ledger that stands beside the store. What it names and the store does not is erased now,
    /// before anything is served; a store that lacks it was restored, and gets a new epoch.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store or the ledger.
    pub fn with_ledger(mut self, ledger: Ledger) -> Stored<Self> {
        self.ledger = ledger;
        self.erase_again()?;
        Ok(self)
    }

    pub(super) fn erase_again(&mut self) -> Stored<()> {
        let all = self.keep(|engine| {
            if engine.erase_lost()? {
                engine.rotate_epoch()?;
            }
            engine.store.erasures()
        })?;
        // What was erased when the ledger could not be written, and what the log kept, from before a crash.
        self.noted.clear();
        self.unscrubbed = !all.is_empty();
        if let Err(error) = self.ledger.add(&all) {
            self.noted = all.iter().map(|row| (row.scope, row.rec)).collect();
            tracing::error!(%error, "the ledger of erasures lags behind");
        }
        self.settle_erasures();
        Ok(())
    }

    /// Writes what the ledger names into another one, durably: a copy to keep beside backups.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) when either cannot be read or written.
    pub(crate) fn copy_ledger_to(&mut self, path: &std::path::Path) -> Stored<()> {
        self.ledger.read_again()?;
        Ledger::open(path)?.take_over(&self.ledger)
    }

    /// Within a transaction: erases what the ledger names and the store does not, and says whether there was
    /// any. A case that the store does not know has nothing here that could go.
    pub(super) fn erase_lost(&mut self) -> Stored<bool> {
        self.ledger.read_again()?;
        let known: BTreeMap<(ScopeId, Option<Uuid>), i64> =
            self.store.erasures()?.iter().map(|row| ((row.scope, row.rec), row.at)).collect();
        let mut lost = 0;
        for row in self.ledger.lacking(&known) {
            let Some(file) = self.store.case(row.scope.owner)? else { continue };
            let note = Note::arranged(file.org, Actor::SERVER, "again", row.at).act(Act::Erased, RETENTION);
            self.note_act(note.within(row.scope));
            lost += 1;
            match row.rec {
                Some(rec) => self.erase_record(row.scope, rec, &row.kind, row.at)?,
                None => self.erase_case(row.scope.owner, row.at)?,
            }
        }
        if lost > 0 {
            tracing::warn!(erasures = lost, "the store knew less than its ledger");
        }
        Ok(lost > 0)
    }

    /// After every commit: what was erased in it goes into the ledger, and out of logs and free space. What
    /// cannot be written now is written after the next commit or at the next start.
    pub(crate) fn settle_erasures(&mut self) {
        if !self.noted.is_empty() {
            match self.write_ledger() {
                Ok(()) => self.noted.clear(),
                Err(error) => tracing::error!(%error, "the ledger of erasures lags behind"),
            }
        }
        if self.unscrubbed {
            // A reader, such as a backup that runs, keeps the log: the next commit tries again.
            self.unscrubbed = self.store.scrub().is_err();
        }
    }

    /// Whether whatever was erased stands in the ledger and is out of the log; tries once more.
    pub fn is_settled(&mut self) -> bool {
        self.settle_erasures();
        self.noted.is_empty() && !self.unscrubbed
    }

    /// Asks the store what stayed of what was noted: a transaction may have been taken back.
    fn write_ledger(&mut self) -> Stored<()> {
        self.begin()?;
        let mut fresh = Vec::new();
        let read = self.noted.clone().into_iter().try_for_each(|(scope, rec)| {
            fresh.extend(self.store.erasure(scope, rec)?);
            Ok(())
        });
        let done = read.and_then(|()| self.store.commit());
        if done.is_err() {
            self.store.rollback();
            return done;
        }
        self.unscrubbed |= !fresh.is_empty();
        self.ledger.add(&fresh)
    }
}
