//! When which device is woken: at most now and then, and again when a service could not take it.
//!
//! Time is an argument: milliseconds since anything that does not jump.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use opstap_sync::ident::DeviceId;
use opstap_sync::push::PushAddress;

use super::pusher::Outcome;

/// Devices that wait at most; more are not woken, and look for themselves.
const MOST: usize = 100_000;

/// How fast devices are woken.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What is stirred within this time is looked up together.
    pub gather: Duration,
    /// The least between two pushes to one device.
    pub apart: Duration,
    /// The same for Apple's, who asks for no more than two or three background pushes an hour.
    pub apart_apple: Duration,
    /// After the first failure at most so long, after each next one twice as long.
    pub retry: Duration,
    /// So many tries in all.
    pub tries: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            gather: Duration::from_secs(2),
            apart: Duration::from_mins(5),
            apart_apple: Duration::from_mins(20),
            retry: Duration::from_secs(30),
            tries: 5,
        }
    }
}

/// A push that is to be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// To whom.
    pub device: DeviceId,
    /// Where.
    pub to: PushAddress,
    /// Which try it is, from 1.
    pub attempt: u32,
}

/// Who waits to be woken.
#[derive(Debug, Default)]
pub struct Schedule {
    pace: Pace,
    waiting: BTreeMap<DeviceId, (u64, Due)>,
    by_time: BTreeSet<(u64, DeviceId)>,
    /// When each device was last sent one.
    last: BTreeMap<DeviceId, u64>,
}

impl Schedule {
    /// At this pace.
    #[must_use]
    pub fn at(pace: Pace) -> Self {
        Self { pace, ..Self::default() }
    }

    /// There is news for a device. Whatever waits for it already is enough.
    pub fn want(&mut self, device: DeviceId, to: PushAddress, now: u64) {
        if let Some((_, due)) = self.waiting.get_mut(&device) {
            due.to = to;
            return;
        }
        let apart = self.apart(&to);
        let at = self.last.get(&device).map_or(now, |last| now.max(last.saturating_add(apart)));
        self.put(at, Due { device, to, attempt: 1 });
    }

    /// When the next one is to be sent.
    #[must_use]
    pub fn next(&self) -> Option<u64> {
        self.by_time.first().map(|(at, _)| *at)
    }

    /// Takes one that is to be sent by now.
    pub fn take(&mut self, now: u64) -> Option<Due> {
        let (at, device) = self.by_time.first().copied().filter(|(at, _)| *at <= now)?;
        self.by_time.remove(&(at, device));
        let (_, due) = self.waiting.remove(&device)?;
        self.last.insert(device, now);
        Some(due)
    }

    /// What came of it. A failure that may pass is tried again, and not for ever; says whether it is. `chance` is
    /// random over all of its range, so that what failed together is not tried together.
    pub fn settle(&mut self, due: Due, outcome: Outcome, chance: u16, now: u64) -> bool {
        let Outcome::Later(asked) = outcome else { return false };
        if due.attempt >= self.pace.tries || self.waiting.contains_key(&due.device) {
            return false;
        }
        let bound = ms(self.pace.retry).saturating_mul(1 << (due.attempt - 1).min(16));
        let pause = bound / 2 + u64::from(chance) * (bound / 2) / u64::from(u16::MAX);
        let at = now.saturating_add(asked.map_or(0, ms)).saturating_add(pause);
        self.put(at, Due { attempt: due.attempt + 1, ..due })
    }

    /// Lets go of what no longer holds anybody up.
    pub fn forget_before(&mut self, now: u64) {
        let longest = ms(self.pace.apart.max(self.pace.apart_apple));
        self.last.retain(|_, last| last.saturating_add(longest) > now);
    }

    fn put(&mut self, at: u64, due: Due) -> bool {
        if self.waiting.len() >= MOST {
            return false;
        }
        self.by_time.insert((at, due.device));
        self.waiting.insert(due.device, (at, due));
        true
    }

    fn apart(&self, to: &PushAddress) -> u64 {
        ms(if matches!(to, PushAddress::Apns { .. }) { self.pace.apart_apple } else { self.pace.apart })
    }
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    const MINUTE: u64 = 60_000;

    #[test]
    fn a_burst_is_one_push_and_what_comes_after_it_is_one_more() {
        let mut schedule = Schedule::default();
        for at in 0..50 {
            schedule.want(device(1), fcm("a"), at);
        }
        assert_eq!(schedule.take(60).unwrap().to, fcm("a"));
        assert_eq!(schedule.take(60), None);
        for at in 100..200 {
            schedule.want(device(1), fcm("b"), at);
        }
        assert_eq!(schedule.take(60 + 5 * MINUTE - 1), None);
        assert_eq!(schedule.take(60 + 5 * MINUTE).unwrap().to, fcm("b"), "to where it is now");
        assert_eq!(schedule.take(u64::MAX), None);
    }

    #[test]
    fn apple_is_asked_less_often_and_nobody_waits_for_another() {
        let mut schedule = Schedule::default();
        let apple = PushAddress::Apns { token: "a".into() };
        for (id, to) in [(1, apple.clone()), (2, fcm("b"))] {
            schedule.want(device(id), to, 0);
        }
        assert!(schedule.take(0).is_some() && schedule.take(0).is_some());
        schedule.want(device(1), apple, MINUTE);
        schedule.want(device(2), fcm("b"), MINUTE);
        schedule.want(device(3), fcm("c"), MINUTE);
        assert_eq!(schedule.take(MINUTE).unwrap().device, device(3));
        assert_eq!(schedule.next(), Some(5 * MINUTE));
        assert_eq!(schedule.take(5 * MINUTE).unwrap().device, device(2));
        assert_eq!(schedule.next(), Some(20 * MINUTE));
    }

    #[test]
    fn what_fails_is_tried_again_later_and_later_and_then_left() {
        let mut schedule = Schedule::default();
        schedule.want(device(1), fcm("a"), 0);
        let (mut now, mut pauses) = (0, Vec::new());
        loop {
            let due = schedule.take(now).unwrap();
            if !schedule.settle(due, Outcome::Later(None), u16::MAX, now) {
                break;
            }
            pauses.push(schedule.next().unwrap() - now);
            now = schedule.next().unwrap();
        }
        assert_eq!(pauses, [30_000, 60_000, 120_000, 240_000]);
        for outcome in [Outcome::Delivered, Outcome::Gone, Outcome::Refused("")] {
            assert!(!schedule.settle(due(1), outcome, 0, now));
        }
        assert_eq!(schedule.next(), None);
        let asked = Outcome::Later(Some(Duration::from_mins(10)));
        assert!(schedule.settle(due(1), asked, 0, 0));
        assert!(schedule.next().unwrap() >= 10 * MINUTE, "never sooner than the service asks");
    }

    #[test]
    fn what_is_long_past_is_forgotten() {
        let mut schedule = Schedule::default();
        schedule.want(device(1), fcm("a"), 0);
        schedule.take(0);
        schedule.forget_before(19 * MINUTE);
        assert_eq!(schedule.last.len(), 1);
        schedule.forget_before(20 * MINUTE);
        assert!(schedule.last.is_empty());
    }

    proptest! {
        /// Whatever happens, two pushes to one device for news are far enough apart, and the last news is told.
        #[test]
        fn pushes_are_apart_and_the_last_news_is_told(
            steps in prop::collection::vec((1..3_u64, 0..400_000_u64, any::<bool>()), 1..200),
        ) {
            let mut schedule = Schedule::default();
            let (mut now, mut sent, mut told) = (0, BTreeMap::new(), BTreeMap::new());
            for (id, wait, news) in steps {
                now += wait;
                if news {
                    schedule.want(device(id), fcm("x"), now);
                    told.insert(device(id), now);
                }
                while let Some(due) = schedule.take(now) {
                    if let Some(before) = sent.insert(due.device, now) {
                        prop_assert!(now - before >= 5 * MINUTE);
                    }
                    told.remove(&due.device);
                }
            }
            while let Some(due) = schedule.take(now + 5 * MINUTE) {
                told.remove(&due.device);
            }
            prop_assert!(told.is_empty());
            prop_assert_eq!(schedule.waiting.len(), schedule.by_time.len());
        }
    }

    fn device(id: u64) -> DeviceId {
        DeviceId::new(id)
    }

    fn fcm(token: &str) -> PushAddress {
        PushAddress::Fcm { token: token.into() }
    }

    fn due(id: u64) -> Due {
        Due { device: device(id), to: fcm("a"), attempt: 1 }
    }
}
