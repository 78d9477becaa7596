//! Bugs put in on purpose, around the real code: an oracle that does not find them finds nothing.
//!
//! Nothing here is in what ships. A plant changes what passes between the real device and the real server, or
//! meddles with their files, so that together they behave as if the code had the bug.
//!
//! - `request`: what the server is told. `answer`: what it says and keeps. `phone`: what a phone keeps.

use super::Options;

mod answer;
mod phone;
mod request;

pub(super) use phone::reach;

/// A planted bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// The last writer wins: every edit claims to have seen what the server has.
    Lww,
    /// Of two amounts the one with the later clock stays, and nobody is asked.
    LatestMoney,
    /// The members of an amount are merged one by one.
    HalfMoney,
    /// A set is replaced by whoever writes it, with what others had put in.
    SetsReplace,
    /// What the author saw is not told.
    NoSaw,
    /// A deletion takes along what its author never saw.
    BlindDelete,
    /// A deletion is not believed, and what was deleted comes back.
    WeakDelete,
    /// The server knows an operation by its number alone, not by its uid.
    DedupeByNumber,
    /// What is refused is answered as kept, and is not kept.
    HeldDropped,
    /// A conflict is answered and not written.
    ConflictDropped,
    /// A change does not get a number of its own.
    NumberReused,
    /// The server believes every clock.
    NoClamp,
    /// A page that does not hold everything leaves its last record out, and counts it as read.
    LostRecord,
    /// Deletions do not travel.
    NoTombstones,
    /// What a device wrote is never told to it, whatever became of it.
    NoEcho,
    /// A coach gets what nobody shared.
    CoachSeesAll,
    /// The journal forgets what the server answered.
    PruneOnAck,
    /// After a restore nothing is offered again.
    NoReoffer,
    /// What waits for a scope that was taken away is dropped.
    DropOnRevoke,
    /// Whoever has to sign in again loses what waits.
    SignInForgets,
    /// The cursor is written before what it stands for.
    CursorFirst,
    /// The words of what was taken away can still be found.
    WordsStay,
    /// What waits is not shown.
    HiddenPending,
    /// The receipt of a removal is never sent.
    NoRemovalReceipt,
    /// No phone looks at how long ago it heard from the server.
    NoLease,
    /// With the lease goes what waits.
    LeaseDrops,
    /// Who had not heard of a deletion that was forgotten is not told to take the scope anew.
    NoFloor,
    /// A page of a scope that is taken anew takes nothing away.
    NoReset,
    /// A phone asks again whatever it heard.
    Storm,
    /// What is contested counts as certain.
    SureMoney,
}

impl Plant {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 30] = [
        ("lww", Self::Lww),
        ("latest-money", Self::LatestMoney),
        ("half-money", Self::HalfMoney),
        ("sets-replace", Self::SetsReplace),
        ("no-saw", Self::NoSaw),
        ("blind-delete", Self::BlindDelete),
        ("weak-delete", Self::WeakDelete),
        ("dedupe-by-number", Self::DedupeByNumber),
        ("held-dropped", Self::HeldDropped),
        ("conflict-dropped", Self::ConflictDropped),
        ("number-reused", Self::NumberReused),
        ("no-clamp", Self::NoClamp),
        ("lost-record", Self::LostRecord),
        ("no-tombstones", Self::NoTombstones),
        ("no-echo", Self::NoEcho),
        ("coach-sees-all", Self::CoachSeesAll),
        ("prune-on-ack", Self::PruneOnAck),
        ("no-reoffer", Self::NoReoffer),
        ("drop-on-revoke", Self::DropOnRevoke),
        ("sign-in-forgets", Self::SignInForgets),
        ("cursor-first", Self::CursorFirst),
        ("words-stay", Self::WordsStay),
        ("hidden-pending", Self::HiddenPending),
        ("no-removal-receipt", Self::NoRemovalReceipt),
        ("no-lease", Self::NoLease),
        ("lease-drops", Self::LeaseDrops),
        ("no-floor", Self::NoFloor),
        ("no-reset", Self::NoReset),
        ("storm", Self::Storm),
        ("sure-money", Self::SureMoney),
    ];

    /// The plant with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, plant)| *plant)
    }

    /// The runs in which it has to show.
    #[must_use]
    pub fn runs(self) -> Options {
        let absences = matches!(self, Self::NoLease | Self::LeaseDrops);
        let floors = matches!(self, Self::NoFloor | Self::NoReset);
        Options { absences, floors, ..Options::default() }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, plant)| *plant == self).map_or("", |(name, _)| name)
    }
}
