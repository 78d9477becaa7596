//! People stay away for days and weeks. What is open to helpers is locked then, opens at contact, and nothing that
//! waited is lost (`docs/adr/0011-leases.md`). By dice of its own, so that runs without absences stay as they were.

use opstap_domain::ids::{Compartment, Role};
use opstap_store::{Applied, Edit, StoreError};
use serde_json::Value;

use super::Run;
use super::dice::Dice;
use super::place::Place;
use super::plant::Plant;
use super::world::{DAY, MINUTE, START, World};

/// How often everybody stays away when something goes wrong, and how often one helper does, in a thousand.
const OFTEN: u64 = 120;
/// Days of an absence: within every lease, longer than a coach's, longer than everybody's.
const DAYS: [i64; 5] = [2, 6, 8, 29, 31];
/// What a phone knows of the server's clock is off by as long as an answer may take.
const SLACK: i64 = 10 * MINUTE;

/// When a phone last heard the server out, as an observer with the right time sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Contact {
    /// The true time; `None`: never yet.
    pub(super) at: Option<i64>,
    /// Its clock went wrong, or its files were exchanged, since then: it need not know how long that is.
    pub(super) unsure: bool,
    /// It has no network until then.
    pub(super) away: i64,
}

/// So long after contact a helper is shown something, as the decision says it and not as the code does.
const fn lease(role: Role) -> Option<i64> {
    match role {
        Role::Client | Role::Server => None,
        Role::Coach => Some(7 * DAY),
        _ => Some(30 * DAY),
    }
}

/// The dice of absences.
pub(super) const fn dice(seed: u64) -> Dice {
    Dice::new(seed ^ 0x6162_7365_6e74)
}

impl<P: Place> World<P> {
    /// Everybody, or one helper, has no network for a while; or nothing happens.
    pub(super) fn stay_away(&mut self) {
        if !self.options.absences {
            return;
        }
        if self.absent.chance(OFTEN) {
            let days = self.absent.pick(&DAYS);
            self.postpone(days * DAY);
            for device in &mut self.devices {
                device.awaiting = None;
            }
            self.fault("weeks without contact");
            self.say(format_args!("{days} days go by"));
        }
        if self.absent.chance(OFTEN) {
            let at = self.absent.place(self.devices.len());
            let days = self.absent.pick(&DAYS);
            self.devices[at].contact.away = self.now + days * DAY;
            self.devices[at].awaiting = None;
            self.fault("phones without a network");
            self.say(format_args!("phone {at} has no network for {days} days"));
        }
    }

    /// Whether a phone has no network now.
    pub(super) fn is_away(&self, at: usize) -> bool {
        self.options.absences && self.now < self.devices[at].contact.away
    }

    /// Before a person reads or does something, their phone looks at its clock.
    pub(super) fn look_at_clock(&mut self, at: usize) -> Run<()> {
        if !self.options.absences {
            return Ok(());
        }
        let now = self.now + self.devices[at].skew_ms;
        if self.options.plant != Some(Plant::NoLease) {
            self.devices[at].store().tell_time(now).map_err(|error| error.to_string())?;
        }
        self.plant_after_clock(at)?;
        self.check_lease(at)
    }

    /// A phone has heard the server out, whose clock said `server_now`. `None`: it died of noting that.
    pub(super) fn note_contact(
        &mut self,
        at: usize,
        server_now: i64,
        applied: Applied,
    ) -> Run<Option<Applied>> {
        if !self.options.absences || applied.more {
            return Ok(Some(applied));
        }
        let now = self.now + self.devices[at].skew_ms;
        let noted = self.devices[at].store().note_sync(now, server_now - now);
        let done = self.survive(at, noted.map(|()| Some(applied)))?;
        if done.is_some() {
            self.devices[at].contact = Contact { at: Some(self.now), unsure: false, away: 0 };
        }
        Ok(done)
    }

    /// A helper whose lease is over is shown nothing and can do nothing; everybody else is not locked out.
    fn check_lease(&mut self, at: usize) -> Run<()> {
        let Some(length) = lease(self.devices[at].role) else {
            if self.devices[at].store().is_locked_out() {
                return Err(format!("lease: phone {at} is a client's, and locked"));
            }
            return Ok(());
        };
        let contact = self.devices[at].contact;
        let Some(since) = contact.at.filter(|_| !contact.unsure) else { return Ok(()) };
        let away = self.now - since;
        if away < length - SLACK && self.devices[at].store().is_locked_out() {
            return Err(format!("lease: phone {at} is locked after {} hours", away / (60 * MINUTE)));
        }
        if away < length + SLACK {
            return Ok(());
        }
        self.fault("leases over");
        let open = self.devices[at].scopes();
        if let Some(scope) = open.iter().find(|scope| scope.compartment != Compartment::Content) {
            return Err(format!("lease: phone {at} still shows {scope} after {} days", away / DAY));
        }
        let (together, money) = (self.together(), self.money_scope());
        for (scope, kind) in [(together, "message"), (together, "task"), (money, "budget_line")] {
            let shown = self.devices[at].store().records(scope, kind).map_err(|error| error.to_string())?;
            if !shown.is_empty() {
                return Err(format!("lease: phone {at} still shows a {kind}"));
            }
        }
        let units = [("body", Value::from("no")), ("sent_at", Value::from(START))];
        let edit = Edit::put(together, "message", together.derived_id("locked"), units);
        match self.devices[at].store().commit(&[edit], self.now, &mut self.uids.clone()) {
            Err(StoreError::Locked | StoreError::NoAccess) => Ok(()),
            other => Err(format!("lease: phone {at} takes an edit: {other:?}")),
        }
    }
}
