//! Somebody is away for a while, and a colleague stands in: who that is sees and does in their cases what they do, until the
//! day on which they are back (ADR-0042). The case stays theirs, and so does the conversation.

use opstap_domain::Date;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::{Instant, Zone};
use uuid::Uuid;

use super::Engine;
use super::administration::{Administrator, Undone};
use super::cases::COMPARTMENTS;
use crate::audit::Actor;
use crate::store::{AwayRow, CaseRow, GrantRow, ScopeStore, Stored};

/// Where organisations are: their days begin here.
const ZONE: Zone = Zone::AMSTERDAM;

/// Days that somebody is away at most: who is away for longer has their cases given to another.
const LONGEST_DAYS: i64 = 366;

/// Why a grant ended.
pub(super) const ENDED: &str = "stand_in_ended";

impl<S: ScopeStore> Engine<S> {
    /// Says that a counsellor is away from now on, who stands in, and on which day they are back. Said again, it is another
    /// colleague or another day.
    ///
    /// # Errors
    ///
    /// [`Undone`]: take everything back.
    pub fn go_away(
        &mut self,
        by: &Administrator,
        account: Uuid,
        (stand_in, back_on): (Uuid, Date),
        now_ms: i64,
    ) -> Result<(), Undone> {
        let row = self.colleague(by, account)?;
        let today = ZONE.date(Instant(now_ms));
        if row.role != Role::Counsellor {
            return Err(Undone::Unknown);
        }
        if !(1..=LONGEST_DAYS).contains(&today.days_until(back_on)) {
            return Err(Undone::Day);
        }
        let mut others = self.store.accounts(by.org)?.into_iter();
        let fits = |other: &crate::store::AccountRow| {
            other.id == stand_in && other.role == Role::Counsellor && other.closed_at.is_none()
        };
        let helper = others.find(fits).filter(|_| stand_in != account).ok_or(Undone::NeedsStandIn)?;
        let all = self.store.away(by.org)?;
        if all.iter().any(|away| away.account == stand_in) {
            return Err(Undone::StandInAway);
        }
        if all.iter().any(|away| away.stand_in == account) {
            return Err(Undone::StandsIn);
        }
        if let Some(old) = all.iter().find(|away| away.account == account && away.stand_in != stand_in) {
            self.stop_standing_in(old, now_ms)?;
        }
        self.store.put_away(&AwayRow { org: by.org, account, stand_in, back_on, since: now_ms })?;
        for file in self.store.cases(by.org)? {
            if file.helper() == Some(account) && file.closed_at.is_none() {
                self.let_stand_in(&file, stand_in, back_on)?;
                self.say_helper(file.id, &helper, now_ms)?;
                self.note_act(by.note("stand_in_set", now_ms).about(file.id));
            }
        }
        Ok(())
    }

    /// Says that they are back.
    ///
    /// # Errors
    ///
    /// [`Undone`]: take everything back.
    pub fn come_back(&mut self, by: &Administrator, account: Uuid, now_ms: i64) -> Result<(), Undone> {
        let all = self.store.away(by.org)?;
        let row = all.iter().find(|away| away.account == account).ok_or(Undone::Unknown)?;
        self.back(row, by.actor, now_ms)?;
        Ok(())
    }

    /// Ends what is over of an organisation. Gives how many came back.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn end_away(&mut self, org: Uuid, now_ms: i64) -> Stored<usize> {
        let today = ZONE.date(Instant(now_ms));
        let mut over = self.store.away(org)?;
        over.retain(|away| away.back_on <= today);
        for row in &over {
            self.back(row, Actor::SERVER, now_ms)?;
        }
        Ok(over.len())
    }

    /// Whoever leaves is not away any more, and stands in for nobody.
    pub(super) fn forget_away_of(&mut self, by: &Administrator, account: Uuid, now_ms: i64) -> Stored<()> {
        for row in self.store.away(by.org)? {
            if row.account == account || row.stand_in == account {
                self.back(&row, by.actor, now_ms)?;
            }
        }
        Ok(())
    }

    /// A case began with this counsellor, or was given to them: whoever stands in for them sees it as well.
    pub(super) fn cover(&mut self, file: &CaseRow, now_ms: i64) -> Stored<()> {
        let all = self.store.away(file.org)?;
        let Some(row) = all.into_iter().find(|away| Some(away.account) == file.helper()) else {
            return Ok(());
        };
        self.let_stand_in(file, row.stand_in, row.back_on)?;
        let mut helpers = self.store.accounts(file.org)?.into_iter();
        if let Some(helper) = helpers.find(|helper| helper.id == row.stand_in) {
            self.say_helper(file.id, &helper, now_ms)?;
        }
        Ok(())
    }

    /// Grants of who stands in or coaches that are over: taken before a round.
    pub(super) fn end_stand_in(&mut self, row: &GrantRow, now_ms: i64) -> Stored<()> {
        self.store.revoke_grant(row.account, row.grant.h, ENDED, now_ms)?;
        if row.grant.scope.compartment == Compartment::Together {
            self.say_former(row.grant.scope.owner, row.account, now_ms)?;
        }
        // Who sits where it waits goes on seeing it, as the desk does.
        self.seat_one(row.grant.scope.owner, now_ms)
    }

    fn back(&mut self, row: &AwayRow, by: Actor, now_ms: i64) -> Stored<()> {
        self.stop_standing_in(row, now_ms)?;
        self.store.forget_away(row.org, row.account)?;
        let who = Administrator::of(row.org, by);
        for file in self.store.cases(row.org)? {
            if file.helper() == Some(row.account) && file.closed_at.is_none() {
                self.note_act(who.note(ENDED, now_ms).about(file.id));
            }
        }
        Ok(())
    }

    fn stop_standing_in(&mut self, row: &AwayRow, now_ms: i64) -> Stored<()> {
        let theirs: Vec<Uuid> = self
            .store
            .cases(row.org)?
            .into_iter()
            .filter(|file| file.helper() == Some(row.account))
            .map(|file| file.id)
            .collect();
        for grant in self.store.grants(row.stand_in)? {
            if stands_in(&grant) && theirs.contains(&grant.grant.scope.owner) {
                self.end_stand_in(&grant, now_ms)?;
            }
        }
        Ok(())
    }

    /// Lets a stand-in into a case until a day; who is in already keeps what they have, until that day.
    pub(super) fn let_stand_in(&mut self, file: &CaseRow, stand_in: Uuid, back_on: Date) -> Stored<()> {
        let until = back_on.to_string();
        let known: Vec<GrantRow> = self.store.grants(stand_in)?;
        for compartment in COMPARTMENTS {
            let scope = ScopeId::new(file.id, compartment);
            match known.iter().find(|row| row.grant.scope == scope) {
                Some(row) if stands_in(row) => self.store.set_until(stand_in, row.grant.h, Some(&until))?,
                None if enters(compartment) => {
                    self.give(stand_in, scope, true, Role::Counsellor, Vec::new(), Some(until.clone()))?;
                }
                Some(_) | None => {}
            }
        }
        Ok(())
    }
}

fn enters(compartment: Compartment) -> bool {
    opstap_domain::catalogue::may_enter(Role::Counsellor, compartment)
}

/// A grant of who stands in: a counsellor's, with a last day.
pub(super) fn stands_in(row: &GrantRow) -> bool {
    row.grant.role == Role::Counsellor && row.until.is_some()
}
