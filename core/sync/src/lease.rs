//! How long a device shows what belongs to somebody else without hearing from the server.
//!
//! A lost tablet cannot be told that its owner left. So what is open to a helper is open on lease: after so long without
//! contact it is locked, not removed, and what waits to be sent is kept. Contact opens it again, or takes it away.

use opstap_domain::ids::Role;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// So long after the last contact a device of this role shows what is open to it, in milliseconds; `None`: for ever.
///
/// What is one's own is never locked: a client may be without a network for months, and needs the budget then.
///
/// # Source
///
/// `docs/adr/0011-leases.md`.
#[must_use]
pub const fn lease_ms(role: Role) -> Option<i64> {
    match role {
        Role::Client | Role::Server => None,
        Role::Coach => Some(7 * DAY_MS),
        Role::Counsellor | Role::Triage | Role::ContentManager | Role::Administrator => Some(30 * DAY_MS),
    }
}

/// What a device knows of the time, all in milliseconds since 1970 UTC by the server's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lease {
    /// The last contact with the server; `None`: this device does not know of any.
    pub contact: Option<i64>,
    /// The latest moment that this device has seen since then. Never goes back by itself.
    pub latest: i64,
}

impl Lease {
    /// The server answered at `now` of its clock. It is right about the time, also when this device was ahead of it.
    #[must_use]
    pub const fn renewed(now: i64) -> Self {
        Self { contact: Some(now), latest: now }
    }

    /// The device's clock, corrected by what it knows of the server's, says `now`. A clock that is set back does not
    /// make a lease longer. A device that knows of no contact, as after an upgrade, begins here.
    #[must_use]
    pub const fn seen(self, now: i64) -> Self {
        match self.contact {
            None => Self::renewed(now),
            Some(_) if now > self.latest => Self { latest: now, ..self },
            Some(_) => self,
        }
    }

    /// Whether what is open to `role` is locked until the next contact.
    #[must_use]
    pub const fn is_over(self, role: Role) -> bool {
        match (lease_ms(role), self.contact) {
            (Some(length), Some(contact)) => self.latest.saturating_sub(contact) >= length,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: i64 = 1_795_000_000_000;

    #[test]
    fn a_helper_is_locked_out_after_the_lease_and_let_in_by_contact() {
        let lease = Lease::renewed(START);
        for (role, days) in [(Role::Coach, 7), (Role::Counsellor, 30)] {
            let end = START + days * DAY_MS;
            assert!(!lease.seen(end - 1).is_over(role));
            assert!(lease.seen(end).is_over(role));
            assert!(!Lease::renewed(end + 5).is_over(role));
        }
        assert!(!lease.seen(START + 3650 * DAY_MS).is_over(Role::Client));
    }

    #[test]
    fn a_device_that_knows_of_no_contact_begins_when_it_is_first_asked() {
        let lease = Lease::default().seen(START);
        assert!(!lease.is_over(Role::Coach));
        assert!(lease.seen(START + 7 * DAY_MS).is_over(Role::Coach));
    }

    /// An hour in which a clock was wrong locks; the next contact says what the time is.
    #[test]
    fn contact_takes_back_what_a_wrong_clock_said() {
        let ahead = Lease::renewed(START).seen(START + 5000 * DAY_MS);
        assert!(ahead.is_over(Role::Counsellor));
        assert_eq!(Lease::renewed(START + 1), Lease { contact: Some(START + 1), latest: START + 1 });
    }

    proptest! {
        /// However a clock jumps about, a lease that was over stays over until there is contact.
        #[test]
        fn no_clock_opens_what_was_locked(jumps in proptest::collection::vec(-40..40_i64, 1..20)) {
            let mut lease = Lease::renewed(START);
            let mut over = false;
            let mut latest = 0;
            for days in jumps {
                lease = lease.seen(START + days * DAY_MS);
                latest = latest.max(days);
                over |= lease.is_over(Role::Coach);
                prop_assert_eq!(over, lease.is_over(Role::Coach));
                prop_assert_eq!(over, latest >= 7);
            }
        }

        /// Nothing overflows, whatever a clock says.
        #[test]
        fn any_clock_is_taken(contact in any::<i64>(), now in any::<i64>()) {
            let lease = Lease::renewed(contact).seen(now);
            let _ = lease.is_over(Role::Coach);
            prop_assert!(lease.latest >= contact);
        }
    }
}
