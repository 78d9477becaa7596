//! Forgetting deletions: after some months nobody has to hear of them one by one. Who comes back later takes the scope
//! anew, and an edit of what was forgotten is held.

use opstap_domain::ids::ScopeId;

use super::Engine;
use super::organisation::AdminError;
use crate::store::{ScopeStore, Stored};

/// A deletion is told for at least so long: 90 days, in milliseconds. Scopes are marked as often, so that most are
/// told for twice as long.
pub const TOLD_MS: i64 = 90 * 24 * 3_600_000;

impl<S: ScopeStore> Engine<S> {
    /// Forgets what was deleted longer than [`TOLD_MS`] ago, in at most so many scopes. Gives how many scopes it looked
    /// at; fewer than `most`: all that were due.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn forget_deletions(&mut self, now_ms: i64, most: usize) -> Stored<usize> {
        let due = self.store.scopes_unmarked(now_ms.saturating_sub(TOLD_MS), most)?;
        let mut forgotten = 0;
        for scope in &due {
            forgotten += self.store.forget_deletions(*scope, now_ms)?;
        }
        if forgotten > 0 {
            tracing::info!(forgotten, "deletions of long ago");
        }
        Ok(due.len())
    }

    /// In which of these scopes a record is, or was before it was deleted and forgotten; with its kind, if it is there.
    pub(super) fn find(
        &mut self,
        scopes: &[ScopeId],
        id: uuid::Uuid,
    ) -> Result<(ScopeId, String), AdminError> {
        for scope in scopes {
            if let Some(found) = self.store.record(*scope, id)? {
                return Ok((*scope, found.kind));
            }
            if self.store.in_history(*scope, &[id])?.contains(&id) {
                return Ok((*scope, String::new()));
            }
        }
        Err(AdminError::Unknown("record"))
    }
}
