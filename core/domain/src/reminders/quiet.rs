//! The hours in which a phone keeps still.

use serde::{Deserialize, Serialize};

use crate::time::{CivilTime, Instant, LocalMoment, Zone};

/// From one time on the wall up to another, usually across midnight; equal times mean never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet minute.
    pub from: CivilTime,
    /// The first minute that is not quiet any more.
    pub to: CivilTime,
}

impl Default for QuietHours {
    /// 21:00 to 08:00 (domain sheet 3).
    fn default() -> Self {
        Self { from: CivilTime::hour_of_day(21), to: CivilTime::hour_of_day(8) }
    }
}

impl QuietHours {
    /// Whether it is quiet at that time on the wall.
    pub fn contains(self, time: CivilTime) -> bool {
        since(self.from, time) < since(self.from, self.to)
    }

    /// Whether it is quiet at that instant in that zone.
    pub fn covers(self, zone: Zone, instant: Instant) -> bool {
        self.contains(zone.local(instant).time)
    }

    /// The last minute before the quiet hours around this moment.
    pub(super) fn before(self, moment: LocalMoment) -> LocalMoment {
        moment.plus_wall_minutes(-since(self.from, moment.time) - 1)
    }

    /// The end of the quiet hours around this moment.
    pub(super) fn after(self, moment: LocalMoment) -> LocalMoment {
        moment.plus_wall_minutes(since(moment.time, self.to))
    }
}

/// Minutes on the wall from one time to the next time it is the other.
fn since(from: CivilTime, to: CivilTime) -> i64 {
    (i64::from(to.minute_of_day()) - i64::from(from.minute_of_day())).rem_euclid(24 * 60)
}
