//! Devices that the server opens for itself: one for each helper, twice a day, to send what leaves by itself (ADR-0066).
//!
//! Such a device is told by its number, which follows from whose it is and from the turn in which it was made. So a turn is
//! taken once, whoever takes it, and the trail knows it for what it is.

use std::collections::BTreeSet;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::prompts::Mode;
use opstap_domain::prompts::leaving::may_leave;
use opstap_domain::time::HolidayRules;
use opstap_domain::{Instant, Zone};
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::{NewDevice, PairResponse};
use serde_json::Value;
use uuid::Uuid;

use super::Engine;
use super::editing::unit;
use crate::store::{DeviceRow, ScopeStore, Stored};

/// What such a device is called, for whoever sees it among theirs.
const LABEL: &str = "Automatische berichten";
/// From this hour on it is the second turn of a day.
const SECOND: u16 = 15;

/// The turn that a moment falls in: its day, and which of both. `None`: nothing leaves at this hour.
fn turn_at(now_ms: i64) -> Option<String> {
    let now = Zone::AMSTERDAM.local(Instant(now_ms));
    let turn = if now.time.hour() < SECOND { 1 } else { 2 };
    may_leave(now, &HolidayRules::default()).then(|| format!("{}/{turn}", now.date))
}

/// The number of the device of a turn.
fn named(account: Uuid, turn: &str) -> DeviceId {
    let mut hasher = blake3::Hasher::new_derive_key("opstap device of a turn");
    hasher.update(account.as_bytes()).update(turn.as_bytes());
    DeviceId::of_digest(hasher.finalize().as_bytes())
}

/// Whether the server opened this device for itself.
pub(super) fn is_automat(device: &DeviceRow) -> bool {
    turn_at(device.paired_at).is_some_and(|turn| named(device.account, &turn) == device.id)
}

impl<S: ScopeStore> Engine<S> {
    /// The helpers of an organisation for whom something may leave now: they have cases, something of the organisation leaves by
    /// itself, and their turn was not taken. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn helpers_due(&mut self, org: Uuid, now_ms: i64) -> Stored<Vec<Uuid>> {
        let Some(turn) = turn_at(now_ms) else { return Ok(Vec::new()) };
        if !self.leaves_by_itself(org)? {
            return Ok(Vec::new());
        }
        let open = self.store.cases(org)?.into_iter().filter(|case| case.closed_at.is_none());
        let helpers: BTreeSet<Uuid> = open.filter_map(|case| case.helper()).collect();
        let mut due = Vec::new();
        for helper in helpers {
            if self.store.device(named(helper, &turn))?.is_none() {
                due.push(helper);
            }
        }
        Ok(due)
    }

    /// Whether an organisation has a message that leaves by itself.
    fn leaves_by_itself(&mut self, org: Uuid) -> Stored<bool> {
        let content = ScopeId::new(org, Compartment::Content);
        let all = self.store.records_of_kind(content, "automation")?;
        Ok(all.iter().any(|(_, record)| {
            let body = unit(record, "body").unwrap_or(&Value::Null);
            !record.deleted && body["mode"] == Mode::Auto.name()
        }))
    }

    /// A device of the server's own for a helper's cases, once in a turn; `None`: it was taken. It is to be dismissed after use.
    /// Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn automat(&mut self, helper: Uuid, now_ms: i64) -> Stored<Option<PairResponse>> {
        let account = self.store.account(helper)?;
        let account = account.filter(|row| row.closed_at.is_none() && row.role == Role::Counsellor);
        let (Some(account), Some(turn)) = (account, turn_at(now_ms)) else { return Ok(None) };
        // Of two servers, the second waits here and finds the first.
        self.store.lock_head(ScopeId::new(account.org, Compartment::Org))?;
        let id = named(helper, &turn);
        if self.store.device(id)?.is_some() {
            return Ok(None);
        }
        // What a server that was killed left open.
        let open = self.store.devices(Some(helper))?;
        for left in open.iter().filter(|row| row.revoked_at.is_none() && is_automat(row)) {
            self.dismiss(left.id, now_ms)?;
        }
        let (_, token) = self.fresh_identity()?;
        self.store.put_device(&DeviceRow::paired(id, helper, &token, LABEL.to_owned(), now_ms))?;
        self.introduced(account, NewDevice { id, token }, now_ms).map(Some)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use opstap_domain::time::{CivilTime, LocalMoment};

    use super::*;

    fn at(day: &str, hour: u16) -> i64 {
        Zone::AMSTERDAM.instant(LocalMoment::new(day.parse().unwrap(), CivilTime::hour_of_day(hour))).0
    }

    #[test]
    fn there_are_two_turns_on_a_working_day_in_both_halves_of_the_year() {
        for day in ["2026-10-23", "2026-10-26", "2027-03-26", "2027-03-30"] {
            let turns: BTreeSet<_> = (0..24).filter_map(|hour| turn_at(at(day, hour))).collect();
            assert_eq!(turns.into_iter().collect::<Vec<_>>(), [format!("{day}/1"), format!("{day}/2")]);
        }
        assert_eq!(turn_at(at("2027-03-29", 12)), None, "Easter Monday, the day after the clock turned");
        assert_eq!(turn_at(at("2026-11-28", 12)), None, "a Saturday");
    }

    #[test]
    fn two_helpers_and_two_turns_have_four_devices() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let all: BTreeSet<DeviceId> =
            [one, two].into_iter().flat_map(|who| ["a/1", "a/2"].map(|turn| named(who, turn))).collect();
        assert_eq!(all.len(), 4);
    }
}
