//! Teams: making them, their postcodes, who is in them with what they do there, ending them, and how they do (ADR-0056). In the
//! name of an administrator, or of the console; within the caller's transaction.

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::Engine;
use super::administration::Administrator;
use super::desks::{Desks, may_sit};
use crate::random;
use crate::store::{AccountRow, CaseRow, MemberRow, ScopeStore, StoreError, Stored, TeamAreaRow, TeamRow};

/// Characters of a name of a team.
const NAME_MAX: usize = 80;

/// Figures are about who asked within so long: 90 days, in milliseconds.
const LATELY_MS: i64 = 90 * 24 * 3_600_000;

/// What an administrator asks about teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TeamAsked {
    /// How it is.
    Look,
    /// Make one by this name.
    Make(String),
    /// Call it otherwise.
    Rename(Uuid, String),
    /// These postcodes are its, the first and the last.
    Area(Uuid, (u16, u16)),
    /// They are not any more.
    NoArea(Uuid, (u16, u16)),
    /// Somebody helps in it, sits at its desk, or both: from now on it is so.
    LetIn {
        /// The team.
        team: Uuid,
        /// Who.
        account: Uuid,
        /// They help in it.
        helps: bool,
        /// They sit at its desk.
        desk: bool,
    },
    /// Somebody is in it no more.
    LetOut(Uuid, Uuid),
    /// It ends.
    End(Uuid),
}

/// Why nothing was done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unteamed {
    /// Whoever asks is no administrator, or not any more.
    #[error("only an administrator may do this")]
    NotAllowed,
    /// The organisation has no such team, or it ended.
    #[error("there is no such team")]
    Team,
    /// Nobody there who can be in a team.
    #[error("there is no such counsellor, coach or member of the desk")]
    Person,
    /// The name is empty or too long.
    #[error("a name has 1 to 80 characters")]
    Name,
    /// Another team is called so.
    #[error("another team has this name")]
    NameTaken,
    /// They are none.
    #[error("postcodes are four digits, the first not above the last")]
    Postcodes,
    /// Another team has the same ones.
    #[error("another team has these postcodes")]
    PostcodesTaken,
    /// They would do nothing there.
    #[error("somebody in a team helps there, sits at its desk, or both")]
    Nothing,
    /// A coach sees what clients share, and nobody who waits.
    #[error("a coach does not sit at a desk")]
    Coach,
    /// An account of the desk helps nobody with debts.
    #[error("an account of the desk sits at it, and does not help")]
    OnlyDesk,
    /// Who waits would be seen by nobody.
    #[error("people wait and nobody else sits at a desk: let somebody sit there first")]
    LastAtDesk,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How a team does. Numbers of clients: whoever shows them says of a few that they are few.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TeamFigures {
    /// Open cases with a helper.
    pub open: usize,
    /// Who waits for a helper.
    pub waits: usize,
    /// Who asked in the last 90 days, and was answered or should have been.
    pub asked: usize,
    /// Of these, who was answered within the 48 hours.
    pub in_time: usize,
}

/// A team, with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamShown {
    /// The team.
    pub row: TeamRow,
    /// Its postcodes.
    pub areas: Vec<(u16, u16)>,
    /// Who is in it, with their names and what their account is.
    pub members: Vec<(AccountRow, MemberRow)>,
    /// How it does.
    pub figures: TeamFigures,
}

/// The teams of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teams {
    /// Those there are, by name.
    pub teams: Vec<TeamShown>,
    /// Who may be in a team, by name.
    pub staff: Vec<AccountRow>,
    /// Who sits at the organisation's own desk.
    pub own_desk: usize,
    /// Who waits and is of no team.
    pub waits: usize,
    /// The team that was made just now.
    pub made: Option<Uuid>,
}

impl<S: ScopeStore> Engine<S> {
    /// What the person of a device asks as an administrator, within the caller's transaction; how it is then.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back. Within it, [`Unteamed`]: nothing was written.
    pub fn administer_teams(
        &mut self,
        device: DeviceId,
        asked: &TeamAsked,
        now_ms: i64,
    ) -> Stored<Result<Teams, Unteamed>> {
        let Some(by) = self.administrator(device)? else { return Ok(Err(Unteamed::NotAllowed)) };
        match self.arrange_teams(&by, asked, now_ms) {
            Err(Unteamed::Store(error)) => Err(error),
            done => Ok(done),
        }
    }

    /// The same, for whoever administers. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`Unteamed`]: nothing was written, but where it is the store's: take everything back.
    pub fn arrange_teams(
        &mut self,
        by: &Administrator,
        asked: &TeamAsked,
        now_ms: i64,
    ) -> Result<Teams, Unteamed> {
        if *asked != TeamAsked::Look {
            self.lock_desks(by.org)?;
        }
        let mut made = None;
        match asked {
            TeamAsked::Look => {}
            TeamAsked::Make(name) => made = Some(self.make_team(by, name, now_ms)?),
            TeamAsked::Rename(team, name) => self.rename_team(by, *team, name, now_ms)?,
            TeamAsked::Area(team, area) => self.give_area(by, *team, *area, now_ms)?,
            TeamAsked::NoArea(team, area) => self.take_area(by, *team, *area, now_ms)?,
            TeamAsked::LetIn { team, account, helps, desk } => {
                self.let_into_team(by, (*team, *account), (*helps, *desk), now_ms)?;
            }
            TeamAsked::LetOut(team, account) => self.let_out_of_team(by, *team, *account, now_ms)?,
            TeamAsked::End(team) => self.end_team(by, *team, now_ms)?,
        }
        Ok(Teams { made, ..self.teams_of(by.org, now_ms)? })
    }

    /// A team that is there. Another organisation's is as if it were not.
    fn team_by(&mut self, by: &Administrator, team: Uuid) -> Result<TeamRow, Unteamed> {
        let mut all = self.store.teams(by.org)?.into_iter();
        all.find(|row| row.id == team && row.ended_at.is_none()).ok_or(Unteamed::Team)
    }

    /// A name that no other team has.
    fn team_name(&mut self, by: &Administrator, own: Option<Uuid>, typed: &str) -> Result<String, Unteamed> {
        let name = typed.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
            return Err(Unteamed::Name);
        }
        let same = |row: &TeamRow| {
            row.ended_at.is_none() && Some(row.id) != own && row.name.to_lowercase() == name.to_lowercase()
        };
        if self.store.teams(by.org)?.iter().any(same) {
            return Err(Unteamed::NameTaken);
        }
        Ok(name.to_owned())
    }

    fn make_team(&mut self, by: &Administrator, name: &str, now_ms: i64) -> Result<Uuid, Unteamed> {
        let name = self.team_name(by, None, name)?;
        let id = random::id(self.random.as_mut(), now_ms).map_err(StoreError::from)?;
        self.store.put_team(&TeamRow { org: by.org, id, name, made_at: now_ms, ended_at: None })?;
        self.note_act(by.note("team_made", now_ms));
        self.seat_all(by.org, now_ms)?;
        Ok(id)
    }

    fn rename_team(
        &mut self,
        by: &Administrator,
        team: Uuid,
        name: &str,
        now_ms: i64,
    ) -> Result<(), Unteamed> {
        let row = self.team_by(by, team)?;
        let name = self.team_name(by, Some(team), name)?;
        self.store.put_team(&TeamRow { name, ..row })?;
        self.note_act(by.note("team_renamed", now_ms));
        Ok(self.seat_all(by.org, now_ms)?)
    }

    fn give_area(
        &mut self,
        by: &Administrator,
        team: Uuid,
        (first, last): (u16, u16),
        now_ms: i64,
    ) -> Result<(), Unteamed> {
        let row = self.team_by(by, team)?;
        if !(1000..=9999).contains(&first) || !(first..=9999).contains(&last) {
            return Err(Unteamed::Postcodes);
        }
        let areas = self.store.team_areas(by.org)?;
        if areas.iter().any(|area| area.team != team && (area.first, area.last) == (first, last)) {
            return Err(Unteamed::PostcodesTaken);
        }
        self.store.add_team_area(&TeamAreaRow { org: by.org, team: row.id, first, last })?;
        self.note_act(by.note("team_area_set", now_ms));
        Ok(())
    }

    fn take_area(
        &mut self,
        by: &Administrator,
        team: Uuid,
        (first, last): (u16, u16),
        now_ms: i64,
    ) -> Result<(), Unteamed> {
        let row = self.team_by(by, team)?;
        if !self.store.forget_team_area(&TeamAreaRow { org: by.org, team: row.id, first, last })? {
            return Err(Unteamed::Postcodes);
        }
        self.note_act(by.note("team_area_taken", now_ms));
        Ok(())
    }

    /// Lets somebody into a team, or has them do something else there.
    fn let_into_team(
        &mut self,
        by: &Administrator,
        (team, account): (Uuid, Uuid),
        (helps, desk): (bool, bool),
        now_ms: i64,
    ) -> Result<(), Unteamed> {
        let row = self.team_by(by, team)?;
        let desks = self.desks(by.org)?;
        let who = desks.staff.get(&account).ok_or(Unteamed::Person)?;
        match (who.role, helps, desk) {
            (_, false, false) => return Err(Unteamed::Nothing),
            (Role::Coach, _, true) => return Err(Unteamed::Coach),
            (Role::Triage, true, _) => return Err(Unteamed::OnlyDesk),
            (Role::Counsellor | Role::Coach | Role::Triage, _, _) => {}
            _ => return Err(Unteamed::Person),
        }
        let member = MemberRow { org: by.org, team: row.id, account, helps, desk, since: now_ms };
        let mut members = without(&desks, team, account);
        members.push(member);
        if self.leaves_unseen(by.org, &desks, &members, None)? {
            return Err(Unteamed::LastAtDesk);
        }
        self.store.put_member(&member)?;
        self.note_act(by.note("team_member_in", now_ms));
        Ok(self.seat_all(by.org, now_ms)?)
    }

    fn let_out_of_team(
        &mut self,
        by: &Administrator,
        team: Uuid,
        account: Uuid,
        now_ms: i64,
    ) -> Result<(), Unteamed> {
        let row = self.team_by(by, team)?;
        let desks = self.desks(by.org)?;
        if !desks.members.iter().any(|member| member.team == team && member.account == account) {
            return Err(Unteamed::Person);
        }
        if self.leaves_unseen(by.org, &desks, &without(&desks, team, account), None)? {
            return Err(Unteamed::LastAtDesk);
        }
        self.store.forget_member(by.org, row.id, account)?;
        self.note_act(by.note("team_member_out", now_ms));
        Ok(self.seat_all(by.org, now_ms)?)
    }

    /// Ends a team: who waits there waits at the organisation's desk from now on, and cases stay with their helpers.
    fn end_team(&mut self, by: &Administrator, team: Uuid, now_ms: i64) -> Result<(), Unteamed> {
        let row = self.team_by(by, team)?;
        let desks = self.desks(by.org)?;
        let (own, others): (Vec<MemberRow>, Vec<MemberRow>) =
            desks.members.iter().partition(|member| member.team == team);
        if self.leaves_unseen(by.org, &desks, &others, None)? {
            return Err(Unteamed::LastAtDesk);
        }
        for member in own {
            self.store.forget_member(by.org, team, member.account)?;
        }
        for area in self.store.team_areas(by.org)?.iter().filter(|area| area.team == team) {
            self.store.forget_team_area(area)?;
        }
        self.store.put_team(&TeamRow { ended_at: Some(now_ms), ..row })?;
        for file in self.at_desks(by.org)?.into_iter().filter(|file| file.team == Some(team)) {
            self.move_case(&CaseRow { team: None, ..file }, now_ms)?;
        }
        self.note_act(by.note("team_ended", now_ms));
        Ok(self.seat_all(by.org, now_ms)?)
    }

    /// The teams that there are.
    fn teams_of(&mut self, org: Uuid, now_ms: i64) -> Stored<Teams> {
        let desks = self.desks(org)?;
        let (areas, cases) = (self.store.team_areas(org)?, self.store.cases(org)?);
        let mut teams = Vec::new();
        for row in self.store.teams(org)?.into_iter().filter(|row| row.ended_at.is_none()) {
            let areas = areas.iter().filter(|area| area.team == row.id);
            let members = desks.members.iter().filter(|member| member.team == row.id);
            let mut members: Vec<(AccountRow, MemberRow)> = members
                .filter_map(|member| Some((desks.staff.get(&member.account)?.clone(), *member)))
                .collect();
            members.sort_by_cached_key(|(who, _)| (who.name.to_lowercase(), who.id));
            let figures = self.figures_of(&cases, row.id, now_ms)?;
            teams.push(TeamShown {
                areas: areas.map(|area| (area.first, area.last)).collect(),
                members,
                figures,
                row,
            });
        }
        teams.sort_by_cached_key(|team| (team.row.name.to_lowercase(), team.row.id));
        let mut staff: Vec<AccountRow> = desks.staff.values().cloned().collect();
        staff.retain(|row| may_sit(row.role) || row.role == Role::Coach);
        staff.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id));
        let waits = cases.iter().filter(|file| file.is_at_desk() && file.team.is_none()).count();
        Ok(Teams { teams, staff, own_desk: desks.at_own_desk(), waits, made: None })
    }

    fn figures_of(&mut self, cases: &[CaseRow], team: Uuid, now_ms: i64) -> Stored<TeamFigures> {
        let mut figures = TeamFigures::default();
        for file in cases.iter().filter(|file| file.team == Some(team)) {
            figures.waits += usize::from(file.is_at_desk());
            figures.open += usize::from(file.closed_at.is_none() && !file.waits);
            if now_ms - file.opened_at > LATELY_MS {
                continue;
            }
            let scope = ScopeId::new(file.id, Compartment::Together);
            let Some(record) = self.store.record(scope, scope.derived_id("sign_up"))? else { continue };
            let unit = |name: &str| record.units.get(name).map(|unit| &unit.v);
            let Some(by) = unit("answer_by").and_then(serde_json::Value::as_i64) else { continue };
            let matched = unit("decision").and_then(|decision| decision["at"].as_i64());
            let answered = self.first_message(file)?.into_iter().chain(matched).min();
            if answered.is_some() || by < now_ms {
                figures.asked += 1;
                figures.in_time += usize::from(answered.is_some_and(|at| at <= by));
            }
        }
        Ok(figures)
    }
}

/// Who is in which team, but for somebody in one.
fn without(desks: &Desks, team: Uuid, account: Uuid) -> Vec<MemberRow> {
    let mut members = desks.members.clone();
    members.retain(|member| (member.team, member.account) != (team, account));
    members
}
