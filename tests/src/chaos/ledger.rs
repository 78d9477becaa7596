//! Every edit that a phone was told to make, what its author saw, and whether it was confirmed.

use std::collections::BTreeSet;

use crate::sim::ghost::Token;

/// What an edit was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// No edit.
    Nothing,
    /// An amount.
    Money,
    /// A message.
    Message,
    /// A task's title.
    Title,
    /// A line was removed; its token stands nowhere.
    Removal,
    /// A choice between two amounts; its token stands nowhere.
    Choice,
}

impl What {
    /// Whether its token is written somewhere.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Self::Money | Self::Message | Self::Title)
    }
}

/// What the phone said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Done: a promise.
    Confirmed,
    /// Not done, and nothing changed: a promise too.
    Refused,
    /// The phone died before it said either.
    Unknown,
}

/// One edit.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its token.
    pub token: Token,
    /// What it was.
    pub what: What,
    /// On which phone.
    pub phone: usize,
    /// In which round.
    pub round: u64,
    /// The tokens that its author saw in its place, and replaced.
    pub saw: BTreeSet<Token>,
    /// Its operations.
    pub uids: Vec<String>,
    /// What was said of it.
    pub fate: Fate,
}

/// All edits of an episode, and what may have cost one its only copy.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The edits.
    pub entries: Vec<Entry>,
    /// Rounds in which the client changed what a coach may see.
    pub shares: Vec<u64>,
    /// By phone, rounds in which something was removed from it, or may have been before the round broke off.
    pub removals: Vec<(usize, u64)>,
    /// Rounds in which the server was restored.
    pub restores: Vec<u64>,
}

impl Ledger {
    /// Whether both the phone's copy and the server's may have gone by right: what was taken away leaves a coach's
    /// phone, and a server restored after that may be older than the edit (ADR-0002, "where two promises meet").
    #[must_use]
    pub fn may_be_gone(&self, entry: &Entry, coach: bool) -> bool {
        let removed = self.removals.iter().filter(|(phone, round)| {
            *phone == entry.phone && *round >= entry.round && self.shares.iter().any(|shared| shared <= round)
        });
        let mut removed = removed.map(|(_, round)| *round);
        coach && removed.any(|removed| self.restores.iter().any(|restored| *restored >= removed))
    }
}
