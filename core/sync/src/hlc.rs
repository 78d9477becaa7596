//! A hybrid logical clock: it chooses which value is shown, and sorts; it never decides what is kept.
//!
//! After Kulkarni et al., "Logical Physical Clocks" (2014), with one difference: a far-away clock is
//! clamped instead of refused, because a phone that thinks it is 2099 must still save its owner's work.

use serde::{Deserialize, Serialize};

/// 48 bits of milliseconds since 1970 UTC and a 16-bit counter, in one number that sorts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Hlc(pub u64);

/// How far into the future the server lets a device's clock reach: one minute.
pub const SKEW_MAX_MS: i64 = 60_000;

impl Hlc {
    /// The reading for this millisecond, counter zero. Before 1970 counts as 1970.
    #[must_use]
    pub fn at(ms: i64) -> Self {
        let ms = u64::try_from(ms).unwrap_or(0).min((1 << 48) - 1);
        Self(ms << 16)
    }

    /// The millisecond part.
    #[must_use]
    pub const fn ms(self) -> i64 {
        (self.0 >> 16) as i64
    }

    /// The next reading of a device whose last was `self` and whose clock says `now_ms`: always greater.
    /// A full counter carries into the milliseconds.
    #[must_use]
    pub fn tick(self, now_ms: i64) -> Self {
        Self(Self::at(now_ms).0.max(self.0.saturating_add(1)))
    }

    /// What the server makes of it: never more than a minute ahead of the server's own clock.
    #[must_use]
    pub fn clamp(self, server_now_ms: i64) -> Self {
        self.min(Self::at(server_now_ms.saturating_add(SKEW_MAX_MS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phone_in_2099_moves_nobody_more_than_a_minute() {
        let server_now = 1_795_000_000_000;
        let phone = Hlc::at(4_070_908_800_000);
        assert_eq!(phone.clamp(server_now).ms(), server_now + SKEW_MAX_MS);
    }

    #[test]
    fn a_full_counter_carries_into_the_milliseconds() {
        let full = Hlc(Hlc::at(1000).0 | 0xffff);
        assert_eq!(full.tick(1000), Hlc::at(1001));
    }

    proptest! {
        /// A device's own readings always rise, whatever its clock does.
        #[test]
        fn ticks_rise(clock in proptest::collection::vec(any::<i32>(), 1..50)) {
            let mut last = Hlc::default();
            for ms in clock {
                let next = last.tick(i64::from(ms));
                prop_assert!(next > last);
                last = next;
            }
        }
    }
}
