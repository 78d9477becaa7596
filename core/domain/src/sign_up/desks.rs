//! Who sees somebody who waits: to which team of an organisation a sign-up goes, and who sits where (ADR-0056).

use uuid::Uuid;

use crate::order;

/// Why the desk passes somebody who waits to another desk.
pub const WHYS: &[&str] = &["lives_there", "known_there", "knows_more", "no_room"];

/// Postcodes of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamArea {
    /// Which team.
    pub team: Uuid,
    /// The first postcode.
    pub first: u16,
    /// The last postcode.
    pub last: u16,
}

/// Somebody who sits at a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub account: Uuid,
    /// At the desk of this team; `None`: at the organisation's own.
    pub team: Option<Uuid>,
}

/// A desk at which somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// A team's.
    Team(Uuid),
    /// The organisation's own.
    Organisation,
    /// Every desk there is: nobody sits at the one where they belong, nor at the organisation's.
    Every,
}

impl Desk {
    /// Whether who sits there sees them.
    #[must_use]
    pub fn has(self, seat: &Seat) -> bool {
        match self {
            Self::Team(team) => seat.team == Some(team),
            Self::Organisation => seat.team.is_none(),
            Self::Every => true,
        }
    }
}

/// The team of a postcode: the one with the smallest area around it, as an organisation is found ([`route`](super::route)). Of
/// two areas of one size, the team with the lower id. `None`: no team's.
///
/// # Source
///
/// Ours, after [`route`](super::route).
#[must_use]
pub fn team_of(areas: &[TeamArea], postcode: u16) -> Option<Uuid> {
    let around = areas.iter().filter(|area| (area.first..=area.last).contains(&postcode));
    around.min_by_key(|area| (area.last - area.first, area.team)).map(|area| area.team)
}

/// The desk of whoever belongs to a team, or to none: the team's, where somebody sits at it; else the organisation's; and where
/// nobody sits there either, every desk. `None`: nobody sits at any.
///
/// # Source
///
/// Ours: nobody who asks for help is seen by no one.
#[must_use]
pub fn desk_of(team: Option<Uuid>, seats: &[Seat]) -> Option<Desk> {
    let own = team.map(Desk::Team);
    let desks = own.into_iter().chain([Desk::Organisation, Desk::Every]);
    desks.into_iter().find(|desk| seats.iter().any(|seat| desk.has(seat)))
}

/// Who sees whoever belongs to a team, or to none: each once, by id.
#[must_use]
pub fn who_sees(team: Option<Uuid>, seats: &[Seat]) -> Vec<Uuid> {
    let Some(desk) = desk_of(team, seats) else { return Vec::new() };
    let mut all: Vec<Uuid> = seats.iter().filter(|seat| desk.has(seat)).map(|seat| seat.account).collect();
    order::sort(&mut all);
    all.dedup();
    all
}

#[cfg(test)]
mod tests;
