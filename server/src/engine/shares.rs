//! What a client shares, turned into a coach's grants.

use std::collections::BTreeMap;

use opstap_domain::catalogue::Part;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_sync::conflict::{self, Conflict, State};
use opstap_sync::wire::{Grant, Handle};
use serde_json::Value;
use uuid::Uuid;

use super::Engine;
use super::away::stands_in;
use crate::store::{AccountRow, GrantRow, ScopeStore, Stored};

/// What one coach may see of a case, over all shares.
#[derive(Clone, Debug, Default)]
struct Share {
    parts: Vec<String>,
    /// The first day on which something of it ends.
    until: Option<String>,
}

/// What a coach's grant of one compartment should be; `None`: no grant.
type Wanted = Option<Vec<String>>;

impl Share {
    /// What a value of unit `parts` lets a coach see today.
    fn read(value: &Value, today: &str) -> Self {
        let until = value.get("until").and_then(Value::as_str);
        if until.is_some_and(|until| until <= today) {
            return Self::default();
        }
        let named = value.get("parts").and_then(Value::as_array).into_iter().flatten();
        let known = named.filter_map(Value::as_str).filter(|part| Part::from_name(part).is_some());
        Self { parts: known.map(str::to_owned).collect(), until: until.map(str::to_owned) }
    }

    /// What both say: in doubt, less is shared.
    fn and(self, other: &Self) -> Self {
        let parts = self.parts.into_iter().filter(|part| other.parts.contains(part)).collect();
        Self { parts, until: self.until.into_iter().chain(other.until.clone()).min() }
    }

    /// Money needs its own word; everything shared comes with the case's name and helpers.
    fn wanted(&self, compartment: Compartment) -> Wanted {
        let of = |budget: bool| -> Vec<String> {
            self.parts.iter().filter(|part| (*part == "budget") == budget).cloned().collect()
        };
        match compartment {
            Compartment::Together if !self.parts.is_empty() => Some(of(false)),
            Compartment::Money => Some(of(true)).filter(|parts| !parts.is_empty()),
            _ => None,
        }
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Makes the coaches' grants of a case what its `share` records say today.
    pub(super) fn share_out(&mut self, case: Uuid, now_ms: i64) -> Stored<()> {
        let Some(file) = self.store.case(case)? else { return Ok(()) };
        let mut shares = BTreeMap::new();
        if file.closed_at.is_none() {
            shares = self.live_shares(case, file.org, &today(now_ms))?;
        }
        for compartment in [Compartment::Together, Compartment::Money] {
            let scope = ScopeId::new(case, compartment);
            for row in self.store.grants_of_scope(scope)? {
                if row.grant.role == Role::Coach && !shares.contains_key(&row.account) {
                    self.store.revoke_grant(row.account, row.grant.h, "share_ended", now_ms)?;
                }
            }
            for (coach, share) in &shares {
                self.fit_grant(*coach, scope, share.wanted(compartment), share.until.as_deref(), now_ms)?;
            }
        }
        Ok(())
    }

    /// Before a round: takes what ended since of who coaches or stands in.
    pub(super) fn end_shares(&mut self, grants: Vec<GrantRow>, now_ms: i64) -> Stored<Vec<GrantRow>> {
        let today = today(now_ms);
        let ended: Vec<&GrantRow> =
            grants.iter().filter(|row| row.until.as_ref().is_some_and(|until| *until <= today)).collect();
        let Some(account) = ended.first().map(|row| row.account) else { return Ok(grants) };
        for row in ended {
            if stands_in(row) {
                self.end_stand_in(row, now_ms)?;
            } else {
                self.share_out(row.grant.scope.owner, now_ms)?;
            }
        }
        self.store.grants(account)
    }

    fn live_shares(&mut self, case: Uuid, org: Uuid, today: &str) -> Stored<BTreeMap<Uuid, Share>> {
        let mut shares: BTreeMap<Uuid, Share> = BTreeMap::new();
        let scope = ScopeId::new(case, Compartment::Together);
        let doubts = self.doubts(scope)?;
        for (id, record) in self.store.records_of_kind(scope, "share")? {
            let value = |name: &str| record.units.get(name).map_or(&Value::Null, |unit| &unit.v);
            let Some(coach) = value("account").as_str().and_then(|id| Uuid::parse_str(id).ok()) else {
                continue;
            };
            let mut said = Share::read(value("parts"), today);
            for doubt in doubts.iter().filter(|doubt| doubt.about.rec == id) {
                said = said.and(&Share::read(&doubt.other.v, today));
            }
            if said.parts.is_empty() || !self.is_coach(coach, org)? {
                continue;
            }
            let share = shares.entry(coach).or_default();
            share.parts.extend(said.parts);
            share.parts.sort();
            share.parts.dedup();
            share.until = share.until.take().into_iter().chain(said.until).min();
        }
        Ok(shares)
    }

    /// Shares that the client said twice, differently, and has not chosen between.
    fn doubts(&mut self, scope: ScopeId) -> Stored<Vec<Conflict>> {
        let records = self.store.records_of_kind(scope, conflict::KIND)?;
        let found = records.iter().filter_map(|(_, record)| Conflict::from_record(record));
        Ok(found.filter(|found| found.about.unit == "parts" && found.status.state == State::Open).collect())
    }

    fn is_coach(&mut self, account: Uuid, org: Uuid) -> Stored<bool> {
        let row = self.store.account(account)?;
        Ok(row.is_some_and(|row| row.role == Role::Coach && row.org == org && row.closed_at.is_none()))
    }

    fn fit_grant(
        &mut self,
        coach: Uuid,
        scope: ScopeId,
        wanted: Wanted,
        until: Option<&str>,
        now_ms: i64,
    ) -> Stored<()> {
        let live = self.store.grants_of_scope(scope)?.into_iter().find(|row| row.account == coach);
        match (live, wanted) {
            (Some(row), Some(parts)) if row.grant.parts == parts => {
                self.store.set_until(coach, row.grant.h, until)
            }
            (Some(row), None) => self.store.revoke_grant(coach, row.grant.h, "share_ended", now_ms),
            (live, Some(parts)) => {
                if let Some(row) = live {
                    self.store.revoke_grant(coach, row.grant.h, "changed", now_ms)?;
                }
                self.give(coach, scope, true, Role::Coach, parts, until.map(str::to_owned)).map(|_| ())
            }
            (None, None) => Ok(()),
        }
    }

    /// Gives a grant under the account's next handle.
    pub(super) fn give(
        &mut self,
        account: Uuid,
        scope: ScopeId,
        write: bool,
        role: Role,
        parts: Vec<String>,
        until: Option<String>,
    ) -> Stored<Handle> {
        let floor = self.store.meta("handle_floor")?.and_then(|text| text.parse().ok()).unwrap_or(0);
        let h = self.store.highest_handle(Some(account))?.max(floor).saturating_add(1);
        let grant = Grant { h, scope, write, role, parts };
        self.store.add_grant(&GrantRow { account, until, grant })?;
        Ok(h)
    }

    /// What every account may read: the organisation's content.
    pub(super) fn give_content(&mut self, account: &AccountRow) -> Stored<()> {
        let scope = ScopeId::new(account.org, Compartment::Content);
        self.give(account.id, scope, false, account.role, Vec::new(), None).map(|_| ())
    }
}

/// Today in the Netherlands, `YYYY-MM-DD`.
pub(super) fn today(now_ms: i64) -> String {
    let now = chrono::DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
    now.with_timezone(&chrono_tz::Europe::Amsterdam).format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_amsterdam() {
        // 2026-06-30 21:59:59.999 and 22:00 UTC.
        assert_eq!(today(1_782_856_799_999), "2026-06-30");
        assert_eq!(today(1_782_856_800_000), "2026-07-01");
    }

    #[test]
    fn a_shared_budget_brings_the_name_of_the_case_and_nothing_else_of_it() {
        let share = Share { parts: vec!["budget".into()], until: None };
        assert_eq!(share.wanted(Compartment::Together), Some(vec![]));
        assert_eq!(share.wanted(Compartment::Money), Some(vec!["budget".to_owned()]));
        let share = Share { parts: vec!["agenda".into()], until: None };
        assert_eq!(share.wanted(Compartment::Money), None);
    }
}
