//! Wrong pairing codes and sign-ups, counted by address and in all. Right codes cost nothing.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};

/// The time over which guesses are counted.
const WINDOW_MS: i64 = 10 * 60 * 1000;

/// Guesses of one address in a window.
const PER_ADDRESS: u32 = 10;

/// Guesses of everybody in a window: 50 bits stay out of reach for thousands of years.
const IN_ALL: u32 = 500;

/// Counts over a fixed window, for one server process.
#[derive(Debug, Default)]
pub(super) struct Limiter {
    began: i64,
    in_all: u32,
    by_address: BTreeMap<IpAddr, u32>,
}

impl Limiter {
    /// The seconds to wait before another guess, if any.
    pub(super) fn wait(&mut self, address: IpAddr, now_ms: i64) -> Option<u64> {
        self.turn(now_ms);
        let mine = self.by_address.get(&home(address)).copied().unwrap_or(0);
        let spent = self.in_all >= IN_ALL || mine >= PER_ADDRESS;
        spent.then(|| u64::try_from((self.began + WINDOW_MS - now_ms) / 1000 + 1).unwrap_or(1))
    }

    pub(super) fn count(&mut self, address: IpAddr, now_ms: i64) {
        self.turn(now_ms);
        self.in_all += 1;
        *self.by_address.entry(home(address)).or_default() += 1;
    }

    fn turn(&mut self, now_ms: i64) {
        if !(self.began..self.began + WINDOW_MS).contains(&now_ms) {
            *self = Self { began: now_ms, ..Self::default() };
        }
    }
}

/// A household has a whole /64 of IPv6.
fn home(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_address_that_guesses_waits_and_its_neighbour_does_not() {
        let mut limiter = Limiter::default();
        let (bad, good): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        for _ in 0..PER_ADDRESS {
            assert_eq!(limiter.wait(bad, 1_000), None);
            limiter.count(bad, 1_000);
        }
        assert!(limiter.wait(bad, 2_000).is_some());
        assert_eq!(limiter.wait(good, 2_000), None);
        assert_eq!(limiter.wait(bad, 2_000 + WINDOW_MS), None);
    }

    #[test]
    fn many_addresses_together_run_dry() {
        let mut limiter = Limiter::default();
        for n in 0..IN_ALL {
            limiter.count(IpAddr::V4(std::net::Ipv4Addr::from_bits(n)), 0);
        }
        assert!(limiter.wait("192.0.2.9".parse().unwrap(), 1).is_some());
    }
}
