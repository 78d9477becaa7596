//! Who sits at which desk, and who sees somebody who waits (ADR-0056): grants are made to fit the rule of the domain
//! ([`opstap_domain::sign_up::desks`]), in the transaction of whatever changed who sits where.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::desks::{Seat, TeamArea, team_of, who_sees};
use opstap_sync::record::RecordState;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use super::cases::COMPARTMENTS;
use crate::audit::{Act, Actor};
use crate::register::SIGN_UP;
use crate::store::{AccountRow, CaseRow, MemberRow, ScopeStore, Stored};

/// Why a grant ended.
const ENDED: &str = "assignment_ended";

/// What the trail says of somebody who was passed on, by the reason of the desk.
const PASSED: [(&str, &str); 4] = [
    ("lives_there", "passed_lives_there"),
    ("known_there", "passed_known_there"),
    ("knows_more", "passed_knows_more"),
    ("no_room", "passed_no_room"),
];

/// Whether an account of this role may sit at a desk of a team.
pub(super) const fn may_sit(role: Role) -> bool {
    matches!(role, Role::Counsellor | Role::Triage)
}

/// Who works for an organisation, and who of them sits where.
#[derive(Debug)]
pub(super) struct Desks {
    /// Everybody who works there now, by account.
    pub(super) staff: BTreeMap<Uuid, AccountRow>,
    /// Who is in which team.
    pub(super) members: Vec<MemberRow>,
    seats: Vec<Seat>,
}

impl Desks {
    fn of(accounts: Vec<AccountRow>, members: Vec<MemberRow>) -> Self {
        let works = |row: &AccountRow| row.closed_at.is_none() && row.role != Role::Client;
        let staff: BTreeMap<Uuid, AccountRow> =
            accounts.into_iter().filter(works).map(|row| (row.id, row)).collect();
        let seats = seats_of(&staff, &members);
        Self { staff, members, seats }
    }

    /// Who stands first where somebody of a team waits, or of none.
    pub(super) fn first(&self, team: Option<Uuid>) -> Option<Uuid> {
        who_sees(team, &self.seats).first().copied()
    }

    /// How many sit at the organisation's own desk.
    pub(super) fn at_own_desk(&self) -> usize {
        self.seats.iter().filter(|seat| seat.team.is_none()).count()
    }

    /// Somebody sits somewhere.
    pub(super) fn somebody_sits(&self) -> bool {
        !self.seats.is_empty()
    }

    /// Whether somebody would sit somewhere, were these the members and this account not there.
    pub(super) fn would_sit(&self, members: &[MemberRow], without: Option<Uuid>) -> bool {
        let seats = seats_of(&self.staff, members);
        seats.iter().any(|seat| Some(seat.account) != without)
    }

    /// Whether somebody sits at a team's own desk.
    pub(super) fn has_desk(&self, team: Uuid) -> bool {
        self.seats.iter().any(|seat| seat.team == Some(team))
    }

    /// Whether somebody sits at any desk.
    fn sits(&self, account: Uuid) -> bool {
        self.seats.iter().any(|seat| seat.account == account)
    }
}

/// Where everybody sits: at the desks of their teams; an account of the desk that is in no team, at the organisation's.
fn seats_of(staff: &BTreeMap<Uuid, AccountRow>, members: &[MemberRow]) -> Vec<Seat> {
    let of_teams = members
        .iter()
        .filter(|member| member.desk && staff.get(&member.account).is_some_and(|row| may_sit(row.role)));
    let of_teams = of_teams.map(|member| Seat { account: member.account, team: Some(member.team) });
    let own = staff
        .values()
        .filter(|row| row.role == Role::Triage && members.iter().all(|member| member.account != row.id));
    of_teams.chain(own.map(|row| Seat { account: row.id, team: None })).collect()
}

impl<S: ScopeStore> Engine<S> {
    /// Nobody else changes who sits where in an organisation, or signs up there, before this transaction ends.
    pub(super) fn lock_desks(&mut self, org: Uuid) -> Stored<()> {
        self.store.lock_head(ScopeId::new(org, Compartment::Org)).map(drop)
    }

    /// Who sits where now.
    pub(super) fn desks(&mut self, org: Uuid) -> Stored<Desks> {
        Ok(Desks::of(self.store.accounts(org)?, self.store.members(org)?))
    }

    /// Cases that wait at a desk of an organisation.
    pub(super) fn at_desks(&mut self, org: Uuid) -> Stored<Vec<CaseRow>> {
        let mut waiting = self.store.cases(org)?;
        waiting.retain(CaseRow::is_at_desk);
        Ok(waiting)
    }

    /// The team of a postcode.
    pub(super) fn team_at(&mut self, org: Uuid, postcode: u16) -> Stored<Option<Uuid>> {
        let areas = self.store.team_areas(org)?.into_iter();
        let areas: Vec<TeamArea> =
            areas.map(|row| TeamArea { team: row.team, first: row.first, last: row.last }).collect();
        Ok(team_of(&areas, postcode))
    }

    /// Makes what everybody sees fit where they sit now: who can help and which teams there are, for whoever sits somewhere; and
    /// who waits, for whoever sits where they belong.
    pub(super) fn seat_all(&mut self, org: Uuid, now_ms: i64) -> Stored<()> {
        let desks = self.desks(org)?;
        let own = ScopeId::new(org, Compartment::Org);
        let who: Vec<Uuid> = desks.staff.values().filter(|row| may_sit(row.role)).map(|row| row.id).collect();
        for account in who {
            let there = self.store.grants(account)?.into_iter().find(|row| row.grant.scope == own);
            match (desks.sits(account), there) {
                (true, None) => {
                    self.give(account, own, false, Role::Triage, Vec::new(), None)?;
                }
                (false, Some(row)) => self.store.revoke_grant(account, row.grant.h, ENDED, now_ms)?,
                (true, Some(_)) | (false, None) => {}
            }
        }
        self.say_teams(org, &desks, now_ms)?;
        self.count_colleagues(org, now_ms)?;
        for file in self.at_desks(org)? {
            self.seat_case(&file, &desks, now_ms)?;
        }
        Ok(())
    }

    /// The same for a case alone, where it waits.
    pub(super) fn seat_one(&mut self, case: Uuid, now_ms: i64) -> Stored<()> {
        let Some(file) = self.store.case(case)?.filter(CaseRow::is_at_desk) else { return Ok(()) };
        let desks = self.desks(file.org)?;
        self.seat_case(&file, &desks, now_ms)
    }

    /// Lets in who sits where a case waits, and nobody else who only saw it waiting. Where nobody would see it, it stays as it was.
    pub(super) fn seat_case(&mut self, file: &CaseRow, desks: &Desks, now_ms: i64) -> Stored<()> {
        let sees = who_sees(file.team, &desks.seats);
        let Some(first) = sees.first().copied() else { return Ok(()) };
        let together = ScopeId::new(file.id, Compartment::Together);
        let there = self.store.grants_of_scope(together)?.into_iter();
        let there: BTreeSet<Uuid> =
            there.filter(|row| row.grant.role == Role::Triage).map(|row| row.account).collect();
        for account in there.into_iter().filter(|account| !sees.contains(account)) {
            self.leave_desk(file.id, account, now_ms)?;
        }
        for account in &sees {
            if let Some(row) = desks.staff.get(account) {
                self.come_to_desk(file.id, row, now_ms)?;
            }
        }
        if !sees.contains(&file.counsellor) {
            self.store.put_case(&CaseRow { counsellor: first, ..file.clone() })?;
        }
        Ok(())
    }

    /// Lets somebody into a case that waits. What they see already, for another reason, they go on seeing so.
    fn come_to_desk(&mut self, case: Uuid, who: &AccountRow, now_ms: i64) -> Stored<()> {
        let known = self.store.grants(who.id)?;
        let mut came = false;
        for compartment in COMPARTMENTS {
            let scope = ScopeId::new(case, compartment);
            let enters = opstap_domain::catalogue::may_enter(Role::Triage, compartment);
            if enters && known.iter().all(|row| row.grant.scope != scope) {
                self.give(who.id, scope, true, Role::Triage, Vec::new(), None)?;
                came = true;
            }
        }
        if came { self.say_helper_as(case, who, Role::Triage, now_ms) } else { Ok(()) }
    }

    /// Takes out of a case what somebody had of it at a desk, and nothing else of theirs.
    fn leave_desk(&mut self, case: Uuid, account: Uuid, now_ms: i64) -> Stored<()> {
        let mut stays = false;
        for row in self.store.grants(account)?.into_iter().filter(|row| row.grant.scope.owner == case) {
            if row.grant.role == Role::Triage {
                self.store.revoke_grant(account, row.grant.h, ENDED, now_ms)?;
            } else {
                stays = true;
            }
        }
        if stays { Ok(()) } else { self.say_former(case, account, now_ms) }
    }

    /// Says which teams there are, to whoever sits at a desk.
    fn say_teams(&mut self, org: Uuid, desks: &Desks, now_ms: i64) -> Stored<()> {
        let scope = ScopeId::new(org, Compartment::Org);
        for team in self.store.teams(org)? {
            if team.ended_at.is_some() {
                self.unsay(scope, team.id)?;
                continue;
            }
            let units = [("name", Value::from(team.name)), ("desk", Value::from(desks.has_desk(team.id)))];
            self.say_anew(scope, team.id, "team", units, now_ms)?;
        }
        Ok(())
    }

    /// Writes a record of the server's own, unless it says so already.
    pub(super) fn say_anew<const N: usize>(
        &mut self,
        scope: ScopeId,
        id: Uuid,
        kind: &str,
        units: [(&str, Value); N],
        now_ms: i64,
    ) -> Stored<()> {
        let old = self.store.record(scope, id)?.filter(|record| !record.deleted);
        let same = |(name, v): &(&str, Value)| {
            old.as_ref().is_some_and(|record| record.units.get(*name).map(|unit| &unit.v) == Some(v))
        };
        if units.iter().all(same) { Ok(()) } else { self.say(scope, id, kind, units, now_ms) }
    }

    /// Moves a case to another desk as its own desk said. It counts while the case is where they saw it, and for a team that
    /// is there.
    pub(super) fn pass_by(
        &mut self,
        file: &CaseRow,
        record: &RecordState,
        by: Actor,
        now_ms: i64,
    ) -> Stored<()> {
        let Some(passed) = record.units.get("passed").map(|unit| unit.v.clone()) else { return Ok(()) };
        let team = |name: &str| passed[name].as_str().and_then(|id| Uuid::parse_str(id).ok());
        let (from, to) = (team("from"), team("to"));
        let why = PASSED.iter().find(|(why, _)| Some(*why) == passed["why"].as_str());
        let Some((_, detail)) = why.filter(|_| file.team == from && to != from) else { return Ok(()) };
        self.lock_desks(file.org)?;
        let teams = self.store.teams(file.org)?;
        if to.is_some_and(|to| !teams.iter().any(|team| team.id == to && team.ended_at.is_none())) {
            return Ok(());
        }
        self.move_case(&CaseRow { team: to, ..file.clone() }, now_ms)?;
        let note = Note::arranged(file.org, by, detail, now_ms).act(Act::Administered, SIGN_UP);
        self.note_act(note.about(file.id));
        self.seat_one(file.id, now_ms)
    }

    /// Writes down to which team a case that waits belongs, there and in the case.
    pub(super) fn move_case(&mut self, file: &CaseRow, now_ms: i64) -> Stored<()> {
        self.store.put_case(file)?;
        let together = ScopeId::new(file.id, Compartment::Together);
        self.say(together, together.derived_id("sign_up"), "sign_up", [("team", json!(file.team))], now_ms)
    }

    /// Who waits would be seen by nobody, were these the members of teams and this account not there.
    pub(super) fn leaves_unseen(
        &mut self,
        org: Uuid,
        desks: &Desks,
        members: &[MemberRow],
        without: Option<Uuid>,
    ) -> Stored<bool> {
        Ok(!desks.would_sit(members, without) && !self.at_desks(org)?.is_empty())
    }
}
