//! How a record came to be, for those who may see it.

use opstap_sync::history::{HistoryRequest, HistoryResponse, ROWS_MAX, may_read};
use opstap_sync::hlc::SKEW_MAX_MS;
use opstap_sync::wire::Problem;

use super::Engine;
use super::audit::{Note, WINDOW_MS, device_of, purpose};
use crate::audit::Act;
use crate::problem;
use crate::store::{ScopeStore, StoreError, Stored};

impl<S: ScopeStore> Engine<S> {
    /// A page of one record's history, within the caller's transaction. A record that is not there and one that is
    /// not for these eyes are told apart in no way.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    pub fn history_by_token(
        &mut self,
        token: &str,
        request: &HistoryRequest,
        now_ms: i64,
    ) -> Stored<Result<HistoryResponse, Problem>> {
        let device = self.store.device_by_token(blake3::hash(token.as_bytes()).as_bytes())?;
        let Some(device) = device.filter(|device| device.id == request.dev) else {
            return Ok(Err(problem::not_signed_in()));
        };
        if device.revoked_at.is_some() {
            self.note_turned_away(&device, now_ms)?;
            return Ok(Err(if device.wipe { problem::blocked() } else { problem::not_signed_in() }));
        }
        let account = self.store.account(device.account)?;
        let account = account.ok_or_else(|| StoreError::broken("a device without an account"))?;
        if account.closed_at.is_some() {
            return Ok(Err(problem::blocked()));
        }
        let unknown = || problem::named("not-found", 404, "Nothing is here.");
        let grants = self.store.grants(account.id)?;
        let grants = self.end_shares(grants, now_ms)?;
        let note = Note::arranged(account.org, device_of(&account, &device), "history", now_ms);
        let note = note.act(Act::Read, purpose(account.role)).for_(WINDOW_MS);
        let Some(grant) = grants.into_iter().map(|row| row.grant).find(|grant| grant.h == request.h) else {
            self.note_act(note.refused());
            return Ok(Err(unknown()));
        };
        let record = self.store.record(grant.scope, request.id)?;
        let Some(record) = record.filter(|record| may_read(&grant, record)) else {
            self.note_act(note.refused());
            return Ok(Err(unknown()));
        };
        self.note_act(note.within(grant.scope));
        let mut rows = self.store.history(grant.scope, request.id, request.below, ROWS_MAX + 1)?;
        let more = rows.len() > ROWS_MAX;
        if more {
            // Whole numbers only: the rest of the last one comes with the next page.
            let last = rows.last().map_or(0, |row| row.s);
            rows.retain(|row| row.s > last);
        }
        rows.reverse();
        for row in &mut rows {
            row.at = row.at.min(now_ms.saturating_add(SKEW_MAX_MS));
        }
        Ok(Ok(HistoryResponse { k: record.kind, rows, more }))
    }
}
