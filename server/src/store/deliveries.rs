//! What delivery by text message and mail asks of a store.

use opstap_domain::ids::ScopeId;
use uuid::Uuid;

use super::Stored;

/// By what a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A text message.
    Sms,
    /// An e-mail.
    Mail,
}

/// How far a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It waits for its moment.
    Waits,
    /// A server hands it over just now, or died of it.
    UnderWay,
    /// It was taken.
    Sent,
    /// It is not to be sent any more: cancelled, moved, planned by a phone, or the client said stop.
    Dropped,
    /// It may have been taken. It is not sent again by itself: nobody is told twice.
    Unsure,
    /// It was refused, or tried too often.
    Dead,
}

/// A message, as the store has it. Nothing in it says who gets it or what about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Whose.
    pub scope: ScopeId,
    /// Why, as a key. One message for each, by each channel.
    pub reason: String,
    /// By what.
    pub channel: Channel,
    /// The record that it is about.
    pub about: String,
    /// What is told of it, milliseconds since 1970 UTC.
    pub starts_at: i64,
    /// How far it is.
    pub state: DeliveryState,
    /// So many tries were begun.
    pub tries: u32,
    /// When to try. Under way: until when one server has it for itself.
    pub due_at: i64,
    /// Which try has it; empty: none.
    pub lease: String,
    /// What the last try came to.
    pub why: String,
    /// When it was decided.
    pub at: i64,
}

impl Channel {
    /// Its name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Mail => "mail",
        }
    }
}

impl DeliveryState {
    const ALL: [Self; 6] = [Self::Waits, Self::UnderWay, Self::Sent, Self::Dropped, Self::Unsure, Self::Dead];

    /// Its name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::UnderWay => "under_way",
            Self::Sent => "sent",
            Self::Dropped => "dropped",
            Self::Unsure => "unsure",
            Self::Dead => "dead",
        }
    }
}

/// A name that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoName;

impl std::str::FromStr for Channel {
    type Err = NoName;

    fn from_str(name: &str) -> Result<Self, NoName> {
        [Self::Sms, Self::Mail].into_iter().find(|known| known.name() == name).ok_or(NoName)
    }
}

impl std::str::FromStr for DeliveryState {
    type Err = NoName;

    fn from_str(name: &str) -> Result<Self, NoName> {
        Self::ALL.into_iter().find(|known| known.name() == name).ok_or(NoName)
    }
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about delivery. All of it within the caller's transaction.
pub trait DeliveryStore {
    /// What clients and helpers of an organisation have together, where something changed since it was looked at, or where it
    /// is time to look again; at most so many.
    fn scopes_to_look_at(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<ScopeId>>;
    /// It was looked at, at this number of the scope; look again then.
    fn looked_at(&mut self, scope: ScopeId, head: u64, look_at: Option<i64>) -> Stored<()>;
    /// Adds a message; `false`: there is one for this reason by this channel.
    fn add_delivery(&mut self, row: &DeliveryRow) -> Stored<bool>;
    /// Changes how far a message is, if `lease` still has it; `false`: it has not.
    fn set_delivery(&mut self, row: &DeliveryRow, lease: &str) -> Stored<bool>;
    /// The messages of a scope, or of everybody, oldest first.
    fn deliveries(&mut self, scope: Option<ScopeId>) -> Stored<Vec<DeliveryRow>>;
    /// The messages of an organisation that may have been taken, or were refused, oldest first.
    fn stuck_deliveries(&mut self, org: Uuid) -> Stored<Vec<DeliveryRow>>;
    /// Messages of an organisation that are to be tried by now, and those that a server held too long; at most so many.
    /// Nobody else gets them before this transaction ends.
    fn deliveries_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<DeliveryRow>>;
    /// Removes messages that are settled and told of something before this moment.
    fn forget_deliveries(&mut self, before_ms: i64) -> Stored<()>;
    /// Removes the messages of a scope.
    fn forget_deliveries_of(&mut self, scope: ScopeId) -> Stored<()>;
}
