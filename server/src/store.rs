//! What the server keeps, behind one trait: SQLite, or PostgreSQL when that is outgrown.
//!
//! An engine only moves rows; what they mean is decided in `opstap_sync::server` and in
//! [`engine`](crate::engine). All SQL lives below this module.

use opstap_domain::ids::{Role, ScopeId};
use opstap_sync::history::Entry;
use opstap_sync::ident::{Chain, DeviceId};
use opstap_sync::record::RecordState;
use opstap_sync::server::{Decision, Loaded, Needs};
use opstap_sync::wire::{Grant, Handle, Revoked};
use uuid::Uuid;

mod access;
mod agendas;
mod audit;
mod away;
mod calendar;
mod deliveries;
mod events;
mod floors;
mod moments;
mod moving;
mod news;
mod nudges;
mod own;
mod postgres;
mod retention;
mod sqlite;
mod sqlite_access;
mod sqlite_accounts;
mod sqlite_agendas;
mod sqlite_audit;
mod sqlite_away;
mod sqlite_backup;
mod sqlite_blobs;
mod sqlite_calendar;
mod sqlite_deliveries;
mod sqlite_erasure;
mod sqlite_events;
mod sqlite_floors;
mod sqlite_history;
mod sqlite_moments;
mod sqlite_news;
mod sqlite_nudges;
mod sqlite_own;
mod sqlite_retention;
mod sqlite_rounds;
mod sqlite_teams;
mod sqlite_webhooks;
mod teams;
mod webhooks;

pub use access::{AccessStore, ForWhom, KnownAs, Proof, ProviderRow, SignUpKey};
pub use agendas::{AgendaRow, AgendaStore};
pub use audit::{AuditStore, Same};
pub use away::{AwayRow, AwayStore};
pub use calendar::CalendarStore;
pub use deliveries::{Channel, DeliveryRow, DeliveryState, DeliveryStore};
pub use events::{AttendanceRow, EventStore};
pub use floors::{FloorStore, Reach};
pub use moments::{MomentRow, MomentStore};
pub use moving::{MoveError, Moved, move_all};
pub use news::{NewsRow, NewsState, NewsStore};
pub use nudges::{NudgeStore, Standing};
pub use own::{OwnRow, OwnStore, Tries};
pub use postgres::{Address, BadAddress, DISTRIBUTED, Distributed, Layout, Postgres, REFERENCE};
pub use retention::{HoldRow, RetentionStore};
pub use sqlite::Sqlite;
pub(crate) use sqlite_backup::StillFile;
pub use teams::{MemberRow, TeamAreaRow, TeamRow, TeamStore};
pub use webhooks::{CallRow, WebhookRow, WebhookStore};

/// Why the store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The disk is full, another process holds the file, or the database cannot be reached: try later.
    #[error("the store cannot be reached, or cannot take more now")]
    Busy,
    /// No randomness, a damaged row, a wrong key, a bug. Names no data.
    #[error("the store failed: {0}")]
    Broken(String),
}

impl StoreError {
    pub(crate) fn broken(what: &str) -> Self {
        Self::Broken(what.to_owned())
    }
}

impl From<crate::random::Dry> for StoreError {
    fn from(_: crate::random::Dry) -> Self {
        Self::broken("no randomness")
    }
}

/// How far the layout of a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// So many changes it had.
    pub had: usize,
    /// So many this version makes.
    pub known: usize,
}

impl Steps {
    /// # Errors
    ///
    /// [`StoreError`] of a database that had more than this version knows.
    pub(crate) fn of(had: usize, known: usize) -> Stored<Self> {
        if had > known {
            return Err(StoreError::broken("it belongs to a newer server"));
        }
        Ok(Self { had, known })
    }
}

impl std::fmt::Display for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.known - self.had {
            0 => write!(f, "layout {}", self.had),
            more => write!(f, "layout {}; {more} changes of it are made at the start", self.had),
        }
    }
}

/// What a store answers.
pub type Stored<T> = Result<T, StoreError>;

/// A device as it is paired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its id.
    pub id: DeviceId,
    /// Whose.
    pub account: Uuid,
    /// BLAKE3 of its token.
    pub token_hash: [u8; 32],
    /// What the person calls it.
    pub label: String,
    /// The highest operation number taken.
    pub last_n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// Operations up to here are in a backup.
    pub backed_n: u64,
    /// Since when.
    pub paired_at: i64,
    /// Its last round.
    pub last_seen: i64,
    /// Signed out or blocked, and when.
    pub revoked_at: Option<i64>,
    /// Blocked by the organisation: it is told to remove everything.
    pub wipe: bool,
}

impl DeviceRow {
    /// A device that has brought nothing yet, with its token.
    pub(crate) fn paired(id: DeviceId, account: Uuid, token: &str, label: String, now_ms: i64) -> Self {
        Self {
            id,
            account,
            token_hash: *blake3::hash(token.as_bytes()).as_bytes(),
            label,
            last_n: 0,
            chain: Chain::default(),
            backed_n: 0,
            paired_at: now_ms,
            last_seen: now_ms,
            revoked_at: None,
            wipe: false,
        }
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Its id.
    pub id: Uuid,
    /// Its organisation.
    pub org: Uuid,
    /// Its role.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// The number of its grants.
    pub ge: u64,
    /// Closed, and when.
    pub closed_at: Option<i64>,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Its organisation.
    pub org: Uuid,
    /// Its id: the owner of its scopes.
    pub id: Uuid,
    /// The client's account.
    pub client: Uuid,
    /// The counsellor's account; of one that waits, of whoever stands first at its desk. [`CaseRow::helper`] tells which.
    pub counsellor: Uuid,
    /// When it began.
    pub opened_at: i64,
    /// When it ended.
    pub closed_at: Option<i64>,
    /// With what, as a key of a rule of retention; `None` while it goes on, and where nobody said.
    pub result: Option<String>,
    /// The team to which it came, or was passed on; also one that ended.
    pub team: Option<Uuid>,
    /// It waits at a desk, or did when it ended.
    pub waits: bool,
}

impl CaseRow {
    /// It waits at a desk now.
    #[must_use]
    pub const fn is_at_desk(&self) -> bool {
        self.waits && self.closed_at.is_none()
    }

    /// The counsellor who answers for it; `None`: nobody does, it waits at a desk.
    #[must_use]
    pub fn helper(&self) -> Option<Uuid> {
        (!self.is_at_desk()).then_some(self.counsellor)
    }
}

/// A live grant, with its account and last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    /// Whose.
    pub account: Uuid,
    /// The first day without it, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// The grant.
    pub grant: Grant,
}

/// A held operation, as listed.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct HeldItem {
    /// The operation.
    pub uid: String,
    /// Who wrote it.
    pub account: String,
    /// On which device.
    pub device: String,
    /// Where it was meant for.
    pub scope: Option<String>,
    /// Why it was not applied.
    pub why: String,
    /// When it came.
    pub at: i64,
}

/// A one-time code, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// For whom.
    pub account: Uuid,
    /// Until when.
    pub expires_at: i64,
    /// Whether it was used.
    pub used: bool,
}

/// Something that was erased: ids and a kind, no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Where.
    pub scope: ScopeId,
    /// The record; `None`: everything in the scope.
    pub rec: Option<Uuid>,
    /// Its kind; empty for a scope.
    pub kind: String,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
}

/// How far the bytes of a file came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobRow {
    /// Where.
    pub scope: ScopeId,
    /// The record of the file; `None`: everything in the scope, which goes.
    pub rec: Option<Uuid>,
    /// What it is called in addresses and in the object store.
    pub at: String,
    /// So many bytes are there.
    pub upto: u64,
    /// All are there, and are what the record says.
    pub done: bool,
    /// Erased: what is in the object store goes, and then this row.
    pub gone: bool,
    /// When the last part came, milliseconds since 1970 UTC.
    pub touched_at: i64,
}

/// The primitives of a round and of running an organisation.
///
/// Everything between [`begin`](Self::begin) and [`commit`](Self::commit) is one transaction. Savepoints
/// nest in it, so that many rounds share one commit and a failed one takes back only itself.
pub trait ScopeStore:
    NudgeStore
    + FloorStore
    + CalendarStore
    + AccessStore
    + OwnStore
    + AwayStore
    + TeamStore
    + DeliveryStore
    + WebhookStore
    + AgendaStore
    + EventStore
    + MomentStore
    + NewsStore
    + AuditStore
    + RetentionStore
    + Send
{
    /// Begins a transaction that will write.
    fn begin(&mut self) -> Stored<()>;
    /// Makes it durable.
    fn commit(&mut self) -> Stored<()>;
    /// Takes it back. Never fails in a way that a caller could act on.
    fn rollback(&mut self);
    /// Begins a savepoint.
    fn savepoint(&mut self) -> Stored<()>;
    /// Keeps what happened since the savepoint.
    fn release(&mut self) -> Stored<()>;
    /// Takes back what happened since the savepoint.
    fn back_to_savepoint(&mut self) -> Stored<()>;

    /// Whether the last failure may pass when the whole transaction is done again: another one was in its
    /// way, or a connection broke before the commit.
    fn may_pass(&mut self) -> bool {
        false
    }
    /// Whether this is another database than the one that was last seen, by what it says of itself. Asked
    /// at the beginning of a transaction, which then remembers what it is now.
    fn is_another(&mut self) -> Stored<bool> {
        Ok(false)
    }
    /// Puts everything where it belongs before a calm end.
    fn close(&mut self) -> Stored<()> {
        Ok(())
    }

    /// A value of the installation.
    fn meta(&mut self, name: &str) -> Stored<Option<String>>;
    /// Sets it.
    fn set_meta(&mut self, name: &str, value: &str) -> Stored<()>;

    /// The device with this token.
    fn device_by_token(&mut self, token_hash: &[u8; 32]) -> Stored<Option<DeviceRow>>;
    /// The device.
    fn device(&mut self, id: DeviceId) -> Stored<Option<DeviceRow>>;
    /// All devices, of one account or of everyone.
    fn devices(&mut self, account: Option<Uuid>) -> Stored<Vec<DeviceRow>>;
    /// Adds or replaces a device.
    fn put_device(&mut self, device: &DeviceRow) -> Stored<()>;

    /// The organisation's name.
    fn org_name(&mut self, org: Uuid) -> Stored<Option<String>>;
    /// Organisations, by id and name.
    fn orgs(&mut self) -> Stored<Vec<(Uuid, String)>>;
    /// Adds an organisation.
    fn add_org(&mut self, org: Uuid, name: &str, now_ms: i64) -> Stored<()>;
    /// The account.
    fn account(&mut self, id: Uuid) -> Stored<Option<AccountRow>>;
    /// The accounts of an organisation.
    fn accounts(&mut self, org: Uuid) -> Stored<Vec<AccountRow>>;
    /// Adds or replaces an account.
    fn put_account(&mut self, account: &AccountRow) -> Stored<()>;
    /// The case.
    fn case(&mut self, id: Uuid) -> Stored<Option<CaseRow>>;
    /// The cases of an organisation.
    fn cases(&mut self, org: Uuid) -> Stored<Vec<CaseRow>>;
    /// Adds or replaces a case.
    fn put_case(&mut self, case: &CaseRow) -> Stored<()>;
    /// Adds a scope, if it is not there.
    fn add_scope(&mut self, scope: ScopeId, org: Uuid) -> Stored<()>;

    /// The live grants of an account, in order of handle.
    fn grants(&mut self, account: Uuid) -> Stored<Vec<GrantRow>>;
    /// The live grants of a scope.
    fn grants_of_scope(&mut self, scope: ScopeId) -> Stored<Vec<GrantRow>>;
    /// Every handle that the account ever had in a scope, revoked ones included.
    fn scope_of_handle(&mut self, account: Uuid, h: Handle) -> Stored<Option<ScopeId>>;
    /// Gives a grant under its handle and raises the account's number.
    fn add_grant(&mut self, grant: &GrantRow) -> Stored<()>;
    /// Moves the last day of a grant. Nobody's view changes by it now.
    fn set_until(&mut self, account: Uuid, h: Handle, until: Option<&str>) -> Stored<()>;
    /// Takes a grant and raises the account's number.
    fn revoke_grant(&mut self, account: Uuid, h: Handle, why: &str, now_ms: i64) -> Stored<()>;
    /// The highest handle that an account ever had; of everyone for `None`.
    fn highest_handle(&mut self, account: Option<Uuid>) -> Stored<Handle>;
    /// Raises every account's number far, so that no device takes an old list of grants for the present one.
    fn renumber_grants(&mut self) -> Stored<()>;
    /// Grants taken since the device was paired that it has not confirmed to have removed.
    fn unpurged(&mut self, device: &DeviceRow) -> Stored<Vec<Revoked>>;
    /// The device has nothing left of these revoked handles.
    fn confirm_purged(&mut self, device: &DeviceRow, purged: &[(Handle, u64)], now_ms: i64) -> Stored<()>;

    /// Loads the rows that a decision needs. `grants` are the live ones of the asker. Erased records are named
    /// also behind handles that were taken away. From here to the end of the transaction nobody else writes
    /// into these scopes.
    fn load(&mut self, device: &DeviceRow, needs: &Needs, grants: &[GrantRow]) -> Stored<Loaded>;
    /// Writes what a decision changed, the device's number and chain included.
    fn write(&mut self, device: &DeviceRow, decision: &Decision, loaded: &Loaded, now_ms: i64) -> Stored<()>;

    /// The number of a scope.
    fn head(&mut self, scope: ScopeId) -> Stored<u64>;
    /// The number of a scope, which nobody else raises before this transaction ends.
    fn lock_head(&mut self, scope: ScopeId) -> Stored<u64> {
        self.head(scope)
    }
    /// The number of the server's next write of its own in this scope, which no other write of it has.
    fn next_server_n(&mut self, _scope: ScopeId) -> Stored<u64> {
        let said = self.meta("server_n")?.and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        self.set_meta("server_n", &(said + 1).to_string())?;
        Ok(said + 1)
    }
    /// Records after `cursor`, in order of their number, until `visit` says `false`.
    fn records_after(
        &mut self,
        scope: ScopeId,
        cursor: u64,
        visit: &mut dyn FnMut(Uuid, RecordState) -> Stored<bool>,
    ) -> Stored<()>;
    /// Live records of a kind.
    fn records_of_kind(&mut self, scope: ScopeId, kind: &str) -> Stored<Vec<(Uuid, RecordState)>>;
    /// One record.
    fn record(&mut self, scope: ScopeId, id: Uuid) -> Stored<Option<RecordState>>;
    /// Writes one record of the server's own, its history and the head of its scope.
    fn put_record(&mut self, scope: ScopeId, id: Uuid, record: &RecordState) -> Stored<()>;

    /// The newest rows of a record's history below this number of the scope (0: all), newest first, and at most so
    /// many.
    fn history(&mut self, scope: ScopeId, rec: Uuid, below: u64, most: usize) -> Stored<Vec<Entry>>;

    /// Adds a one-time code.
    fn add_code(&mut self, hash: &[u8; 32], code: &CodeRow) -> Stored<()>;
    /// The code with this hash.
    fn code(&mut self, hash: &[u8; 32]) -> Stored<Option<CodeRow>>;
    /// Uses it up.
    fn use_code(&mut self, hash: &[u8; 32], now_ms: i64) -> Stored<()>;

    /// Uses up all codes of an account.
    fn void_codes(&mut self, account: Uuid, now_ms: i64) -> Stored<()>;

    /// Held operations, newest first; of one organisation's accounts or all.
    fn held(&mut self, org: Option<Uuid>) -> Stored<Vec<HeldItem>>;
    /// Notes an erasure by id and kind; a later one of the same takes the place of the one before. The
    /// scope is there.
    fn note_erasure(&mut self, scope: ScopeId, rec: Option<(Uuid, &str)>, now_ms: i64) -> Stored<()>;
    /// The erasure that was noted of a record, or with `None` of the whole scope.
    fn erasure(&mut self, scope: ScopeId, rec: Option<Uuid>) -> Stored<Option<Erasure>>;
    /// Every erasure that was noted.
    fn erasures(&mut self) -> Stored<Vec<Erasure>>;
    /// Removes what was written about a record elsewhere: its history, the words of held operations on it, and
    /// what feeds conflicts. The record has its tombstone already.
    fn forget_record(&mut self, scope: ScopeId, rec: Uuid) -> Stored<()>;
    /// Removes all records of a scope with everything written about them. Its number stays.
    fn forget_scope(&mut self, scope: ScopeId) -> Stored<()>;
    /// Removes the words of all held operations of an account.
    fn forget_words_of(&mut self, account: Uuid) -> Stored<()>;
    /// Leaves nothing readable of what was removed in logs and free space, as far as the engine can reach
    /// them. Outside of a transaction.
    fn scrub(&mut self) -> Stored<()>;

    /// How far the bytes of a file came. From here to the end of the transaction nobody else changes it.
    fn blob(&mut self, scope: ScopeId, rec: Uuid) -> Stored<Option<BlobRow>>;
    /// The same by what it is called, within an organisation.
    fn blob_at(&mut self, org: Uuid, at: &str) -> Stored<Option<BlobRow>>;
    /// Adds or replaces it.
    fn put_blob(&mut self, row: &BlobRow) -> Stored<()>;
    /// Removes it.
    fn forget_blob(&mut self, scope: ScopeId, rec: Option<Uuid>) -> Stored<()>;
    /// Removes all of a scope.
    fn forget_blobs_of(&mut self, scope: ScopeId) -> Stored<()>;
    /// Those that are erased, and those that are not whole and of which no part came since `before_ms`, with their
    /// organisations; oldest first, and at most so many.
    fn blobs_to_remove(&mut self, before_ms: i64, most: usize) -> Stored<Vec<(Uuid, BlobRow)>>;

    /// Operations of these devices up to these numbers are in a backup.
    fn set_backed(&mut self, watermarks: &[(DeviceId, u64)]) -> Stored<()>;
}
