//! What signing in asks of a store: the providers of organisations, and who they know.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Stored;

/// Whom a provider vouches for. An organisation has one for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForWhom {
    /// People who work there.
    Staff,
    /// Clients: an identity broker, such as for DigiD.
    Clients,
}

impl ForWhom {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Staff, Self::Clients];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Clients => "clients",
        }
    }

    /// Those with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whom| whom.name() == name)
    }
}

/// How the server proves to a provider that it is itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By a signature with a key of its own (`private_key_jwt`): nothing that could leak is shared.
    Key,
    /// By a secret that the provider gave out (`client_secret_basic`).
    Secret,
}

impl Proof {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Secret => "secret",
        }
    }

    /// The proof with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Key, Self::Secret].into_iter().find(|proof| proof.name() == name)
    }
}

/// An organisation's provider of sign-in (OpenID Connect).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderRow {
    /// The organisation.
    pub org: Uuid,
    /// The provider, as it names itself: an URL.
    pub issuer: String,
    /// What the provider calls this server.
    pub client_id: String,
    /// How this server proves that it is that.
    pub proof: Proof,
    /// Levels of sign-in (`acr`) that are enough; none: any, which is for staff alone.
    pub acr: Vec<String>,
    /// Where browsers reach this server: an URL without a slash at its end.
    pub home: String,
    /// Whom it vouches for.
    pub for_whom: ForWhom,
    /// Levels that heavy acts of clients take, afresh; none: nothing is asked again.
    pub step_up: Vec<String>,
    /// What clients call it, as it stands on pages; empty for staff.
    pub called: String,
}

/// By which name a provider knows somebody of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAs {
    /// The organisation.
    pub org: Uuid,
    /// Whom it vouches for.
    pub for_whom: ForWhom,
    /// The provider.
    pub issuer: String,
    /// Its name of them. Of a client it is a keyed hash: what a broker says may be a citizen service number.
    pub subject: String,
}

/// A sign-up that was asked with a key of the asker's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignUpKey {
    /// BLAKE3 of what was asked.
    pub asked: [u8; 32],
    /// The client's account that came of it.
    pub account: Uuid,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about signing in.
pub trait AccessStore {
    /// The sign-up that was asked with the key of this hash.
    fn signed_up(&mut self, org: Uuid, hash: &[u8; 32]) -> Stored<Option<SignUpKey>>;
    /// Notes one, and forgets those of `before_ms` and earlier.
    fn note_sign_up(&mut self, org: Uuid, hash: &[u8; 32], key: &SignUpKey, before_ms: i64) -> Stored<()>;
    /// The organisation's provider for these people.
    fn provider(&mut self, org: Uuid, whom: ForWhom) -> Stored<Option<ProviderRow>>;
    /// Adds or replaces it.
    fn put_provider(&mut self, row: &ProviderRow) -> Stored<()>;
    /// Forgets it. Who it knew stays written down.
    fn forget_provider(&mut self, org: Uuid, whom: ForWhom) -> Stored<()>;
    /// The account in this organisation that the provider knows by this name.
    fn known_as(&mut self, org: Uuid, issuer: &str, subject: &str) -> Stored<Option<Uuid>>;
    /// The provider that knows an account, and by which name.
    fn knows(&mut self, org: Uuid, account: Uuid) -> Stored<Option<(String, String)>>;
    /// Writes down by which name a provider knows an account, in place of what was there. No other account of the
    /// organisation may have it.
    fn know_as(&mut self, org: Uuid, account: Uuid, issuer: &str, subject: &str, now_ms: i64) -> Stored<()>;
    /// Forgets by which name it is known.
    fn unknow(&mut self, org: Uuid, account: Uuid) -> Stored<()>;
}
