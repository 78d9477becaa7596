//! Free moments of a helper: several clients are offered some, each chooses one of theirs, and nobody gets one that is gone.
//!
//! A moment is free as long as nothing else of its helper lies over it. Who chose first, as the server heard it, gets it; whoever
//! has one keeps it, also while trying to get another. What is refused is said, and is not given later without being asked for again.
//!
//! # Source
//!
//! The issue: "slots, propose, confirm or move in one tap (offline too)". What a client reads of it is in ADR-0050.

use std::ops::RangeInclusive;

use uuid::Uuid;

use crate::ids::ScopeId;
use crate::order;
use crate::time::Instant;

/// How many moments are offered together. One alone is an appointment that is proposed.
pub const TOGETHER: RangeInclusive<usize> = 2..=8;
/// Minutes that one may take.
pub const LENGTH: RangeInclusive<u32> = 5..=480;
/// Minutes of a moment of which nobody said how long it is.
pub const MINUTES: i64 = 60;

const MINUTE_MS: i64 = 60_000;

/// A piece of somebody's time: from its first moment up to its last, which is not of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it begins.
    pub from: Instant,
    /// When it is over.
    pub to: Instant,
}

impl Span {
    /// So many minutes from a moment on; [`MINUTES`] where nobody said.
    #[must_use]
    pub fn of(from: Instant, minutes: Option<i64>) -> Self {
        let minutes = minutes.filter(|minutes| *minutes > 0).unwrap_or(MINUTES);
        Self { from, to: Instant(from.0.saturating_add(minutes.saturating_mul(MINUTE_MS))) }
    }

    /// Whether both lie over each other.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// How things are with a moment that was offered to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It can be chosen.
    Open,
    /// The client has it.
    Given,
    /// Something else of the helper lies over it.
    Taken,
    /// It is not to be chosen any more: it has begun, or the helper does not help here any more.
    Closed,
}

impl Standing {
    /// All of them, in the order of [`STANDINGS`].
    pub const ALL: [Self; 4] = [Self::Open, Self::Given, Self::Taken, Self::Closed];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Given => "given",
            Self::Taken => "taken",
            Self::Closed => "closed",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }
}

/// The names of [`Standing`], as records say them.
pub const STANDINGS: &[&str] = &["open", "given", "taken", "closed"];

/// A moment of a helper that a client was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Whose case.
    pub case: Uuid,
    /// What it was offered together with.
    pub choice: Uuid,
    /// Which it is.
    pub moment: Uuid,
    /// When it is.
    pub span: Span,
    /// The helper helps in this case, and still offers it.
    pub stands: bool,
    /// Since when it is as the client wants it, as the server heard it.
    pub since: Instant,
    /// The client wants it.
    pub wants: bool,
    /// The client has it.
    pub has: bool,
}

impl Offered {
    fn same_choice(&self, other: &Self) -> bool {
        (self.case, self.choice) == (other.case, other.choice)
    }

    fn asks(&self) -> bool {
        self.wants && !self.has
    }
}

/// How things are from now on with each moment of one helper, in the order in which they were given. `busy` is what lies in the
/// helper's time besides.
///
/// The same moments with what came of them give the same again.
#[must_use]
pub fn give(offered: &[Offered], busy: &[Span], now: Instant) -> Vec<Standing> {
    let mut given = kept(offered);
    let mut asks: Vec<usize> = (0..offered.len()).filter(|at| offered[*at].asks()).collect();
    order::sort_by_key(&mut asks, |at| (offered[*at].since, offered[*at].case, offered[*at].moment));
    for at in asks {
        let asked = &offered[at];
        let swaps = given.iter().position(|had| offered[*had].same_choice(asked));
        // What this client has is wanted no more: it is theirs to give for the other one.
        let may = swaps.is_none_or(|had| !offered[given[had]].wants);
        let free = |span: Span| {
            let others = given.iter().filter(|had| !offered[**had].same_choice(asked));
            !others.map(|had| offered[*had].span).chain(busy.iter().copied()).any(|other| other.meets(span))
        };
        if may && asked.stands && asked.span.from > now && free(asked.span) {
            match swaps {
                Some(had) => given[had] = at,
                None => given.push(at),
            }
        }
    }
    (0..offered.len()).map(|at| standing(offered, at, &given, busy, now)).collect()
}

/// Those that stay with who has them: what is wanted, and what is to be given for another that nobody knows yet whether it is free.
fn kept(offered: &[Offered]) -> Vec<usize> {
    let tries = |one: &Offered| offered.iter().any(|other| other.asks() && other.same_choice(one));
    let keeps = |at: &usize| offered[*at].has && (offered[*at].wants || tries(&offered[*at]));
    (0..offered.len()).filter(keeps).collect()
}

fn standing(offered: &[Offered], at: usize, given: &[usize], busy: &[Span], now: Instant) -> Standing {
    let one = &offered[at];
    if given.contains(&at) {
        return Standing::Given;
    }
    if !one.stands || one.span.from <= now {
        return Standing::Closed;
    }
    // What this client has of the same choice would be given for it.
    let others = given.iter().map(|had| &offered[*had]).filter(|had| !had.same_choice(one));
    let over = others.map(|had| had.span).chain(busy.iter().copied()).any(|span| span.meets(one.span));
    if over { Standing::Taken } else { Standing::Open }
}

/// The appointment that a chosen moment becomes: one for all that were offered together.
#[must_use]
pub fn appointment_id(together: ScopeId, choice: Uuid) -> Uuid {
    together.derived_id(&["choice/", &choice.to_string(), "/appointment"].concat())
}

#[cfg(test)]
mod tests;
