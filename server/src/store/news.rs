//! What sending news to a group asks of a store.

use opstap_sync::record::RecordState;
use uuid::Uuid;

use super::Stored;

/// How far news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsState {
    /// On its way to one case after the other.
    Going,
    /// Every case was looked at.
    Done,
    /// Somebody stopped it.
    Stopped,
}

impl NewsState {
    /// As a row says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Going => "going",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Going, Self::Done, Self::Stopped].into_iter().find(|state| state.name() == name)
    }
}

/// News of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsRow {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub org: Uuid,
    /// When it was sent off, milliseconds since 1970 UTC.
    pub at: i64,
    /// The words.
    pub words: String,
    /// For whom, as JSON.
    pub audience: String,
    /// How far it is.
    pub state: NewsState,
    /// The last case that was looked at, in the order of ids; nil: none yet, and once it is over.
    pub past: Uuid,
    /// How many people got it.
    pub reached: u32,
}

/// Where a case says it: the end of a scope's name, and the kind.
pub(super) const SAID: [(&str, &str); 2] = [(".together", "preference"), (".money", "fact")];

/// So much news is looked back on.
pub(super) const SHOWN: u16 = 100;

/// The part of a [`ScopeStore`](super::ScopeStore) that is about news. All of it within the caller's transaction.
pub trait NewsStore {
    /// That of an organisation, the newest hundred first.
    fn news(&mut self, org: Uuid) -> Stored<Vec<NewsRow>>;
    /// What of it is on its way: one at most.
    fn news_going(&mut self, org: Uuid) -> Stored<Option<NewsRow>>;
    /// Adds some.
    fn add_news(&mut self, row: &NewsRow) -> Stored<()>;
    /// Stops some, wherever it is; `false`: it is not on its way.
    fn stop_news(&mut self, org: Uuid, id: Uuid) -> Stored<bool>;
    /// What the clients of an organisation's open cases said of how they want it and of themselves (records of the kinds
    /// `preference` and `fact`), each with its case: of those after the first of `cases` and up to the last. In no order.
    fn said_of_themselves(&mut self, org: Uuid, cases: [Uuid; 2]) -> Stored<Vec<(Uuid, RecordState)>>;
    /// An organisation's open cases after this one, in the order of ids, and at most so many.
    fn open_cases_after(&mut self, org: Uuid, past: Uuid, most: u16) -> Stored<Vec<Uuid>>;
    /// Changes how far some is (`state`, `past` and `reached`), if it is still on its way and has come as far as `past`;
    /// `false`: it is not, or has not.
    fn move_news(&mut self, row: &NewsRow, past: Uuid) -> Stored<bool>;
}
