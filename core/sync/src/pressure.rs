//! Who is let in when a server has more to do than it can, and how long a device waits before it asks again.
//!
//! What somebody did comes first: it may exist nowhere else. Then news for somebody who looks; a first reading, which
//! is large and may take a minute longer, comes after that, and parts of files last.

use crate::wire::SyncRequest;

/// What a request is to the server, dearest to people first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It brings what somebody did.
    Push,
    /// It asks what changed.
    Pull,
    /// It reads a scope from the beginning, or mends one.
    Bootstrap,
    /// It carries a part of a file, whose record is there already.
    Blob,
}

impl Class {
    /// The class of a request, from the request alone.
    #[must_use]
    pub fn of(request: &SyncRequest) -> Self {
        if !request.ops.is_empty() {
            Self::Push
        } else if request.ge == 0 || request.have.is_some() || request.cur.iter().any(|(_, seq)| *seq == 0) {
            Self::Bootstrap
        } else {
            Self::Pull
        }
    }

    /// The part of the room, in per mille, up to which this class is let in.
    const fn share(self) -> usize {
        match self {
            Self::Push => 1_000,
            Self::Pull => 750,
            Self::Bootstrap => 500,
            Self::Blob => 400,
        }
    }

    /// The least that a device of this class waits when it is not let in, in seconds.
    const fn wait_seconds(self) -> u64 {
        match self {
            Self::Push => 2,
            Self::Pull => 5,
            Self::Bootstrap => 15,
            Self::Blob => 20,
        }
    }

    /// Lets a request in, or says after how many seconds to come back, while `waiting` requests wait where there is
    /// `room` for so many.
    ///
    /// # Errors
    ///
    /// The seconds to wait at least.
    pub const fn admit(self, waiting: usize, room: usize) -> Result<(), u64> {
        if waiting < room.saturating_mul(self.share()) / 1_000 { Ok(()) } else { Err(self.wait_seconds()) }
    }
}

/// How long a server asks devices that it did answer to wait before they look for news again, in milliseconds, while
/// `waiting` requests wait where there is `room` for so many: nothing below a quarter of it, and up to a minute where it is full. What
/// somebody does meanwhile is sent all the same.
#[must_use]
pub const fn breath_ms(waiting: usize, room: usize) -> u64 {
    /// Where it is full.
    const MOST_MS: u64 = 60_000;
    let calm = room / 4;
    let (over, span) = (waiting.saturating_sub(calm) as u64, (room - calm) as u64);
    match over.saturating_mul(MOST_MS).checked_div(span) {
        Some(breath) if breath < MOST_MS => breath,
        _ => MOST_MS,
    }
}

/// No server is believed that asks for a longer rest than this, in milliseconds.
pub const BREATH_MAX_MS: u64 = 5 * 60_000;

/// How long a device pauses after its `attempt`-th failure (from 1), in milliseconds: never less than the server
/// `asked` for, and on top of that anything from nothing to a bound that doubles each time.
///
/// `chance` is random over all of its range, so that devices that failed together do not come back together (full
/// jitter, after Brooker, "Exponential Backoff and Jitter", 2015).
#[must_use]
pub fn pause_ms(attempt: u32, asked: Option<u64>, chance: u16) -> u64 {
    /// The first bound.
    const FIRST_MS: u64 = 800;
    /// And the last: a quarter of an hour.
    const LAST_MS: u64 = 15 * 60 * 1_000;
    let bound = FIRST_MS.saturating_mul(1 << attempt.saturating_sub(1).min(20)).min(LAST_MS);
    asked.unwrap_or(0).saturating_add(u64::from(chance) * bound / u64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn request(more: &serde_json::Value) -> SyncRequest {
        let mut whole = json!({ "proto": 1, "dev": "1", "n": 1, "ge": 4, "cur": [[1, 5]] });
        whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(whole).unwrap()
    }

    #[test]
    fn what_somebody_did_comes_before_news_and_news_before_a_first_reading() {
        let op = json!({ "n": 1, "uid": "AQEBAQEBAQEBAQEB", "h": 1, "id": uuid::Uuid::nil(), "k": "label", "t": 0, "del": "" });
        assert_eq!(Class::of(&request(&json!({ "ge": 0, "ops": [op] }))), Class::Push);
        assert_eq!(Class::of(&request(&json!({}))), Class::Pull);
        assert_eq!(Class::of(&request(&json!({ "cur": [[1, 5], [2, 0]] }))), Class::Bootstrap);
        assert_eq!(Class::of(&request(&json!({ "ge": 0 }))), Class::Bootstrap);
    }

    proptest! {
        /// Whoever is let in lets in everybody dearer; an empty room takes all, a full one nobody.
        #[test]
        fn a_dearer_class_is_never_kept_out_for_a_lesser_one(waiting in 0..600_usize) {
            let may = |class: Class| class.admit(waiting, 512).is_ok();
            prop_assert!(may(Class::Push) >= may(Class::Pull) && may(Class::Pull) >= may(Class::Bootstrap));
            prop_assert!(waiting > 0 || may(Class::Bootstrap));
            prop_assert!(waiting < 512 || !may(Class::Push));
        }

        /// A calm server asks for nothing, a fuller one for more, and never for more than a device believes.
        #[test]
        fn a_fuller_server_asks_for_a_longer_breath(waiting in 0..2_000_usize, room in 0..1_000_usize) {
            let breath = breath_ms(waiting, room);
            prop_assert!(breath <= breath_ms(waiting + 1, room) && breath <= 60_000 && breath <= BREATH_MAX_MS);
            prop_assert!(room == 0 || waiting > room / 4 || breath == 0);
            prop_assert!(waiting < room || breath == 60_000);
        }

        /// Never sooner than asked, never later than a quarter of an hour after that.
        #[test]
        fn a_pause_has_both_bounds(attempt in any::<u32>(), asked in prop::option::of(0..100_000_u64), chance in any::<u16>()) {
            let pause = pause_ms(attempt, asked, chance);
            let asked = asked.unwrap_or(0);
            prop_assert!((asked..=asked + 15 * 60 * 1_000).contains(&pause));
            prop_assert!(pause_ms(attempt, Some(asked), u16::MAX) >= pause);
        }
    }
}
