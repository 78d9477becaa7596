//! Events of an organisation: a workshop, a walk-in hour, a morning on saving. What one is, and who has a place.
//!
//! Whoever has a place keeps it. Free places go to who asked first. A wish that was made without a network counts from the
//! moment at which the server heard of it, so that nobody's place is taken by a clock that is wrong.
//!
//! # Source
//!
//! Design (domain.md 6: "sign up for events"; product.md, 8ting), and the issue: "events with capacity, waiting list, sign-up
//! offline without overbooking". What a client reads of it is in ADR-0047.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::editing::{TITLE_MAX, Unclear, line, long};
use crate::ids::ScopeId;
use crate::phrase::Phrase;
use crate::time::Instant;

/// Seats that an event may have.
pub const SEATS: std::ops::RangeInclusive<u32> = 1..=1_000;
/// Minutes that one may take.
pub const MINUTES: std::ops::RangeInclusive<u32> = 15..=720;

/// Characters of what happens there.
pub const TEXT_MAX: usize = 600;
/// Characters of where it is.
pub const PLACE_MAX: usize = 120;

/// An event, as an organisation publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Its key in the organisation's content; empty while it is new.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happens there, and for whom it is.
    pub text: String,
    /// Where, or by which medium.
    pub place: String,
    /// When it begins. From then on nobody gets a place any more.
    pub starts_at: Instant,
    /// How long it takes.
    pub minutes: u32,
    /// How many people can come.
    pub seats: u32,
}

impl Event {
    /// The event in a body of content; `None` for what is none. By hand, because phones carry it (ADR-0004).
    #[must_use]
    pub fn of(body: &Value) -> Option<Self> {
        let text = |name: &str| body[name].as_str().map(str::to_owned);
        let number = |name: &str| body[name].as_u64().and_then(|number| u32::try_from(number).ok());
        Some(Self {
            id: if body["id"].is_null() { String::new() } else { text("id")? },
            title: text("title")?,
            text: text("text")?,
            place: text("place")?,
            starts_at: Instant(body["startsAt"].as_i64()?),
            minutes: number("minutes")?,
            seats: number("seats")?,
        })
    }

    /// Whether it can be kept.
    ///
    /// # Errors
    ///
    /// The first field that cannot be, and why.
    pub fn check(&self) -> Result<(), Unclear> {
        line("title", &self.title, TITLE_MAX)?;
        long("text", &self.text, TEXT_MAX)?;
        line("place", &self.place, PLACE_MAX)?;
        let whole = |field, value, range: std::ops::RangeInclusive<u32>| {
            let (least, most) = (i64::from(*range.start()), i64::from(*range.end()));
            let why = || Phrase::new("event-number").with("least", least).with("most", most);
            range.contains(&value).then_some(()).ok_or_else(|| Unclear::new(field, why()))
        };
        whole("minutes", self.minutes, MINUTES)?;
        whole("seats", self.seats, SEATS)
    }
}

/// How things are with somebody and an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// They have a place.
    Placed,
    /// There is no place now; they get the next one.
    Waiting,
    /// They do not want to come any more.
    Left,
    /// It began before there was a place for them.
    Closed,
    /// It does not take place.
    Cancelled,
}

impl Standing {
    /// All of them, in the order of [`STANDINGS`].
    pub const ALL: [Self; 5] = [Self::Placed, Self::Waiting, Self::Left, Self::Closed, Self::Cancelled];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Waiting => "waiting",
            Self::Left => "left",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }
}

/// The names of [`Standing`], as records say them.
pub const STANDINGS: &[&str] = &["placed", "waiting", "left", "closed", "cancelled"];

/// Whether an event still gives places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It is to come, with so many seats.
    Open(u32),
    /// It has begun.
    Begun,
    /// It was taken back before it began.
    Cancelled,
}

impl Course {
    /// That of an event at a moment. `stands`: it was not taken back; what is taken back after it began has taken place.
    #[must_use]
    pub fn of(event: &Event, stands: bool, now: Instant) -> Self {
        if event.starts_at <= now {
            Self::Begun
        } else if stands {
            Self::Open(event.seats)
        } else {
            Self::Cancelled
        }
    }
}

/// What somebody asked of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Whose case.
    pub case: Uuid,
    /// Since when they want to come, as the server heard it.
    pub since: Instant,
    /// They want to come.
    pub wants: bool,
    /// They have a place.
    pub has: bool,
}

/// How things are with each of them from now on, in the order in which they were given.
///
/// Nobody loses a place that they want to keep, also where seats were taken away; a place that is free goes to who asked first, and of
/// two at the same moment to the lower case. The same asks with what came of them give the same again.
#[must_use]
pub fn allot(course: Course, asks: &[Ask]) -> Vec<Standing> {
    let seats = match course {
        Course::Cancelled => return asks.iter().map(|ask| ended(ask, Standing::Cancelled)).collect(),
        Course::Begun => 0,
        Course::Open(seats) => seats as usize,
    };
    let held = asks.iter().filter(|ask| ask.wants && ask.has).count();
    let free = seats.saturating_sub(held);
    let before = |ask: &Ask| {
        let first =
            |other: &&Ask| other.wants && !other.has && (other.since, other.case) < (ask.since, ask.case);
        asks.iter().filter(first).count()
    };
    let standing = |ask: &Ask| match (ask.wants, ask.has) {
        (false, _) => Standing::Left,
        (true, true) => Standing::Placed,
        (true, false) if before(ask) < free => Standing::Placed,
        (true, false) if course == Course::Begun => Standing::Closed,
        (true, false) => Standing::Waiting,
    };
    asks.iter().map(standing).collect()
}

fn ended(ask: &Ask, how: Standing) -> Standing {
    if ask.wants { how } else { Standing::Left }
}

/// The record that says whether somebody wants to come: the same from each of their devices.
#[must_use]
pub fn attendance_id(together: ScopeId, event: &str) -> Uuid {
    together.derived_id(&["event/", event].concat())
}

/// The appointment that a place becomes in their agenda.
#[must_use]
pub fn appointment_id(together: ScopeId, event: &str) -> Uuid {
    together.derived_id(&["event/", event, "/appointment"].concat())
}

#[cfg(test)]
mod tests;
