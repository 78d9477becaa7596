//! What signing in with factors of our own asks of a store.

use uuid::Uuid;

use super::Stored;

/// How somebody signs in with a passphrase and a code of an app.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnRow {
    /// The organisation.
    pub org: Uuid,
    /// Who.
    pub account: Uuid,
    /// With which name.
    pub name: String,
    /// Argon2id of the passphrase.
    pub passphrase: Vec<u8>,
    /// What the app knows, sealed.
    pub sealed: Vec<u8>,
    /// The last step of which a code was taken.
    pub used: i64,
    /// Since when, milliseconds since 1970 UTC.
    pub since: i64,
}

impl std::fmt::Debug for OwnRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnRow({})", self.account)
    }
}

/// Tries to sign in with a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// Wrong ones in a row.
    pub wrong: u32,
    /// Closed until then, milliseconds since 1970 UTC.
    pub until: i64,
    /// The last one.
    pub at: i64,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about factors of our own. All of it within the caller's
/// transaction.
pub trait OwnStore {
    /// How the staff of an organisation sign in, by name.
    fn owns(&mut self, org: Uuid) -> Stored<Vec<OwnRow>>;
    /// How an account does.
    fn own(&mut self, org: Uuid, account: Uuid) -> Stored<Option<OwnRow>>;
    /// Who does with this name.
    fn own_named(&mut self, org: Uuid, name: &str) -> Stored<Option<OwnRow>>;
    /// Adds or replaces one. No other account of the organisation may have its name.
    fn put_own(&mut self, row: &OwnRow) -> Stored<()>;
    /// Uses up a step, and all before it. `false`: it was used already.
    fn use_own(&mut self, org: Uuid, account: Uuid, step: i64) -> Stored<bool>;
    /// Forgets one.
    fn forget_own(&mut self, org: Uuid, account: Uuid) -> Stored<()>;
    /// Tries with the name of this hash. Nobody else changes them before this transaction ends.
    fn tries(&mut self, org: Uuid, name: &[u8; 32]) -> Stored<Tries>;
    /// Notes them, and forgets those of `before_ms` and earlier.
    fn note_tries(&mut self, org: Uuid, name: &[u8; 32], tries: Tries, before_ms: i64) -> Stored<()>;
    /// Forgets them.
    fn forget_tries(&mut self, org: Uuid, name: &[u8; 32]) -> Stored<()>;
}
