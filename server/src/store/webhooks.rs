//! What telling others by HTTPS that something happened asks of a store.

use uuid::Uuid;

use super::{DeliveryState, Stored};

/// Somebody who is told.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookRow {
    /// Its id.
    pub id: Uuid,
    /// Whose cases it hears of.
    pub org: Uuid,
    /// Where it listens.
    pub url: String,
    /// Which happenings, by name.
    pub kinds: Vec<String>,
    /// What calls are signed with. Never logged.
    pub secret: Vec<u8>,
    /// The secret before it, and until when it is signed with as well, milliseconds since 1970 UTC.
    pub old: Option<(Vec<u8>, i64)>,
    /// Why nothing is told any more; empty: it is told.
    pub stopped: String,
    /// Since when.
    pub made_at: i64,
}

impl std::fmt::Debug for WebhookRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WebhookRow({})", self.id)
    }
}

/// One happening that is told to one of them. Ids and a kind: nothing in it says what was written, or by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// Whose case.
    pub org: Uuid,
    /// To whom.
    pub hook: Uuid,
    /// The happening. The same for each try, and for all who are told of it.
    pub id: Uuid,
    /// What happened, by name.
    pub kind: String,
    /// In which case; for a test, the hook itself.
    pub subject: Uuid,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// How far it is: waits, under way, sent or dead.
    pub state: DeliveryState,
    /// So many tries were begun.
    pub tries: u32,
    /// When to try. Under way: until when one server has it for itself.
    pub due_at: i64,
    /// Which try has it; empty: none.
    pub lease: String,
    /// What the last try came to.
    pub why: String,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about webhooks. All of it within the caller's transaction.
pub trait WebhookStore {
    /// An organisation's, oldest first.
    fn webhooks(&mut self, org: Uuid) -> Stored<Vec<WebhookRow>>;
    /// Adds or replaces one.
    fn put_webhook(&mut self, row: &WebhookRow) -> Stored<()>;
    /// Removes one, with all that waits for it.
    fn forget_webhook(&mut self, org: Uuid, id: Uuid) -> Stored<()>;
    /// Adds a happening for one of them; `false`: it is told of this one already.
    fn add_call(&mut self, row: &CallRow) -> Stored<bool>;
    /// Changes how far one is, if `lease` still has it; `false`: it has not.
    fn set_call(&mut self, row: &CallRow, lease: &str) -> Stored<bool>;
    /// What one of them is told, oldest first.
    fn calls(&mut self, org: Uuid, hook: Uuid) -> Stored<Vec<CallRow>>;
    /// What of an organisation is to be tried by now, and what a server held too long; at most so many. Nobody else gets them
    /// before this transaction ends.
    fn calls_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<CallRow>>;
    /// Removes what is settled and happened before this moment.
    fn forget_calls(&mut self, before_ms: i64) -> Stored<()>;
}
