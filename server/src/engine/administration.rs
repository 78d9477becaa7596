//! The people who work for an organisation: who there are, letting one in, another code, ending their devices, and letting
//! one go (ADR-0041). In the name of an administrator, or of the console; within the caller's transaction.

use std::collections::BTreeMap;

use opstap_domain::Date;
use opstap_domain::ids::Role;
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::Engine;
use super::audit::{Note, device_of};
use super::organisation::AdminError;
use super::pairing::{CODE_LIFE_MS, PairingCode};
use crate::audit::{Act, Actor};
use crate::register::ACCESS;
use crate::store::{AccountRow, CaseRow, MemberRow, ScopeStore, StoreError, Stored};

/// Characters of a name of somebody.
const NAME_MAX: usize = 80;

/// Who administers, and which organisation.
#[derive(Clone, Copy, Debug)]
pub struct Administrator {
    pub(super) org: Uuid,
    /// `None`: whoever sits at the console.
    account: Option<Uuid>,
    pub(super) actor: Actor,
}

impl Administrator {
    /// Whoever sits at the console.
    #[must_use]
    pub const fn console(org: Uuid) -> Self {
        Self { org, account: None, actor: Actor::CONSOLE }
    }

    /// Somebody who is named already, or the server.
    pub(super) const fn of(org: Uuid, actor: Actor) -> Self {
        Self { org, account: None, actor }
    }

    /// Something that was arranged by them.
    pub(super) const fn note(&self, detail: &'static str, now_ms: i64) -> Note {
        Note::arranged(self.org, self.actor, detail, now_ms)
    }
}

/// Somebody who works for the organisation, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub account: AccountRow,
    /// Open cases that they answer for.
    pub cases: usize,
    /// Phones, tablets and browsers that are theirs now.
    pub devices: usize,
    /// When a device of theirs was last used, one that ended too, in milliseconds since 1970; `None`: never.
    pub last_seen: Option<i64>,
    /// They are away: the account of who stands in, and on which day they are back.
    pub away: Option<(Uuid, Date)>,
    /// Their teams, by name, and what they do there.
    pub teams: Vec<(String, MemberRow)>,
}

/// Why nothing was done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undone {
    /// Whoever asks is no administrator, or not any more.
    #[error("only an administrator may do this")]
    NotAllowed,
    /// There is no such person at this organisation, or not any more.
    #[error("there is no such account of somebody who works there")]
    Unknown,
    /// The name is empty or too long.
    #[error("a name has 1 to 80 characters")]
    Name,
    /// Nobody lets themselves go.
    #[error("an administrator cannot close their own account: somebody else does that")]
    Oneself,
    /// Nobody could administer after it.
    #[error("this is the last administrator: add another one first")]
    LastAdministrator,
    /// People wait at the desk, and nobody else sits there.
    #[error("people wait at the desk and nobody else sits there: add somebody first")]
    LastAtDesk,
    /// They have clients.
    #[error("name a counsellor who takes over their cases")]
    NeedsSuccessor,
    /// Nobody is named who can stand in.
    #[error("name another counsellor who stands in")]
    NeedsStandIn,
    /// Whoever is named to stand in is away too.
    #[error("the one who is to stand in is away as well")]
    StandInAway,
    /// They stand in for somebody.
    #[error("they stand in for somebody: let another do that first")]
    StandsIn,
    /// The day has passed, or is more than a year away.
    #[error("the day on which they are back is tomorrow at the earliest, and within a year")]
    Day,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an administrator asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Everybody who works there, or did.
    Everybody,
    /// Add somebody in this role, by this name.
    LetWork(Role, String),
    /// Another code.
    AnotherCode(Uuid),
    /// End their devices.
    EndDevices(Uuid),
    /// Let them go; their cases go to whom is named.
    LetGo(Uuid, Option<Uuid>),
    /// They are away: who stands in, and on which day they are back.
    Away(Uuid, (Uuid, Date)),
    /// They are back.
    Back(Uuid),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arranged {
    /// Those who work there, and who left.
    Everybody(Vec<Colleague>),
    /// The code, which is told once.
    Code(PairingCode),
    /// How many devices ended.
    Ended(usize),
    /// They are let go.
    Gone,
    /// They are away.
    Away,
    /// They are back.
    Back,
}

impl From<AdminError> for Undone {
    fn from(error: AdminError) -> Self {
        match error {
            AdminError::Store(error) => Self::Store(error),
            AdminError::Unknown(_) | AdminError::Refused(_) => Self::Unknown,
        }
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Who administers with this device; `None`: nobody may.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn administrator(&mut self, device: DeviceId) -> Stored<Option<Administrator>> {
        self.arranger(device, Role::Administrator)
    }

    /// Who arranges things with this device in a role; `None`: nobody may.
    pub(super) fn arranger(&mut self, device: DeviceId, role: Role) -> Stored<Option<Administrator>> {
        let Some(device) = self.store.device(device)?.filter(|row| row.revoked_at.is_none()) else {
            return Ok(None);
        };
        let account = self.store.account(device.account)?;
        let account = account.filter(|row| row.role == role && row.closed_at.is_none());
        Ok(account.map(|row| {
            let actor = device_of(&row, &device);
            Administrator { org: row.org, account: Some(row.id), actor }
        }))
    }

    /// What the person of a device asks as an administrator, within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back. Within it, [`Undone`]: nothing was written.
    pub fn administer(
        &mut self,
        device: DeviceId,
        asked: Asked,
        now_ms: i64,
    ) -> Stored<Result<Arranged, Undone>> {
        let Some(by) = self.administrator(device)? else { return Ok(Err(Undone::NotAllowed)) };
        let done = match asked {
            Asked::Everybody => Ok(Arranged::Everybody(self.colleagues(&by)?)),
            Asked::LetWork(role, name) => self.let_work(&by, (role, &name), now_ms).map(Arranged::Code),
            Asked::AnotherCode(account) => self.another_code(&by, account, now_ms).map(Arranged::Code),
            Asked::EndDevices(account) => self.end_devices_of(&by, account, now_ms).map(Arranged::Ended),
            Asked::LetGo(account, next) => self.let_go(&by, account, next, now_ms).map(|()| Arranged::Gone),
            Asked::Away(account, how) => self.go_away(&by, account, how, now_ms).map(|()| Arranged::Away),
            Asked::Back(account) => self.come_back(&by, account, now_ms).map(|()| Arranged::Back),
        };
        match done {
            Err(Undone::Store(error)) => Err(error),
            done => Ok(done),
        }
    }

    /// Everybody who works there by name, and then who left.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn colleagues(&mut self, by: &Administrator) -> Stored<Vec<Colleague>> {
        let mut cases: BTreeMap<Uuid, usize> = BTreeMap::new();
        for case in self.store.cases(by.org)?.into_iter().filter(|case| case.closed_at.is_none()) {
            if let Some(helper) = case.helper() {
                *cases.entry(helper).or_default() += 1;
            }
        }
        let away = self.store.away(by.org)?;
        let (named, members) = (self.store.teams(by.org)?, self.store.members(by.org)?);
        let name_of = |team| named.iter().find(|row| row.id == team).map(|row| row.name.clone());
        let mut all = Vec::new();
        for account in self.store.accounts(by.org)?.into_iter().filter(works_there) {
            let mut devices = self.store.devices(Some(account.id))?;
            let last_seen = devices.iter().map(|device| device.last_seen).max();
            devices.retain(|device| device.revoked_at.is_none());
            let cases = cases.get(&account.id).copied().unwrap_or_default();
            let away = away.iter().find(|row| row.account == account.id);
            let away = away.map(|row| (row.stand_in, row.back_on));
            let teams = members.iter().filter(|member| member.account == account.id);
            let mut teams: Vec<(String, MemberRow)> =
                teams.filter_map(|member| Some((name_of(member.team)?, *member))).collect();
            teams.sort_by_key(|(name, member)| (name.to_lowercase(), member.team));
            all.push(Colleague { account, cases, devices: devices.len(), last_seen, away, teams });
        }
        all.sort_by_cached_key(|one| {
            (one.account.closed_at.is_some(), one.account.name.to_lowercase(), one.account.id)
        });
        Ok(all)
    }

    /// Adds somebody, with a code for their first device.
    ///
    /// # Errors
    ///
    /// [`Undone`]: take everything back.
    pub fn let_work(
        &mut self,
        by: &Administrator,
        (role, name): (Role, &str),
        now_ms: i64,
    ) -> Result<PairingCode, Undone> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
            return Err(Undone::Name);
        }
        if matches!(role, Role::Client | Role::Server) {
            return Err(Undone::NotAllowed);
        }
        let account = self.begin_work(by, role, name, now_ms)?;
        Ok(self.fresh_code(account.id, now_ms, CODE_LIFE_MS)?)
    }

    /// An account of somebody who works there, with what they read.
    pub(super) fn begin_work(
        &mut self,
        by: &Administrator,
        role: Role,
        name: &str,
        now_ms: i64,
    ) -> Result<AccountRow, AdminError> {
        let account = self.add_account(by.org, role, name, now_ms)?;
        self.give_content(&account)?;
        if role == Role::Triage {
            self.lock_desks(by.org)?;
            self.seat_all(by.org, now_ms)?;
        }
        if role == Role::Counsellor {
            self.count_colleagues(by.org, now_ms)?;
        }
        self.note_act(by.note("staff_added", now_ms));
        Ok(account)
    }

    /// Another code for a device of theirs. A code that was made before is worth nothing any more.
    ///
    /// # Errors
    ///
    /// [`Undone`]: take everything back.
    pub fn another_code(
        &mut self,
        by: &Administrator,
        account: Uuid,
        now_ms: i64,
    ) -> Result<PairingCode, Undone> {
        let row = self.colleague(by, account)?;
        self.store.void_codes(row.id, now_ms)?;
        self.note_act(by.note("code_made", now_ms).act(Act::Administered, ACCESS));
        Ok(self.fresh_code(row.id, now_ms, CODE_LIFE_MS)?)
    }

    /// Ends all their devices, codes that were not used, and the passphrase and app that they set: a bag was stolen. Gives how many
    /// devices there were.
    ///
    /// # Errors
    ///
    /// [`Undone`]: take everything back.
    pub fn end_devices_of(
        &mut self,
        by: &Administrator,
        account: Uuid,
        now_ms: i64,
    ) -> Result<usize, Undone> {
        let row = self.colleague(by, account)?;
        self.note_act(by.note("device_blocked", now_ms).act(Act::Administered, ACCESS));
        Ok(self.end_access(by, &row, now_ms)?)
    }

    /// Closes the account of somebody who leaves: their devices are told to remove everything, nobody comes in with it again,
    /// and what they answered for goes to `successor`. Who wrote what stays written.
    ///
    /// # Errors
    ///
    /// [`Undone`]: take everything back.
    pub fn let_go(
        &mut self,
        by: &Administrator,
        account: Uuid,
        successor: Option<Uuid>,
        now_ms: i64,
    ) -> Result<(), Undone> {
        let row = self.colleague(by, account)?;
        if by.account == Some(account) {
            return Err(Undone::Oneself);
        }
        self.lock_desks(row.org)?;
        let mut others = self.store.accounts(row.org)?;
        others.retain(|other| other.role == row.role && other.closed_at.is_none() && other.id != account);
        if row.role == Role::Administrator && others.is_empty() {
            return Err(Undone::LastAdministrator);
        }
        let desks = self.desks(row.org)?;
        let mut members = desks.members.clone();
        members.retain(|member| member.account != account);
        if self.leaves_unseen(row.org, &desks, &members, Some(account))? {
            return Err(Undone::LastAtDesk);
        }
        let mut open = self.store.cases(row.org)?;
        open.retain(|case| case.closed_at.is_none() && case.helper() == Some(account));
        self.pass_on(by, (open, others), successor, now_ms)?;
        self.forget_away_of(by, account, now_ms)?;
        // No client shares with somebody, or sees them look along, who is not there.
        for file in self.store.cases(row.org)? {
            if file.closed_at.is_none() {
                self.say_former(file.id, account, now_ms)?;
            }
        }
        for grant in self.store.grants(account)? {
            self.store.revoke_grant(account, grant.grant.h, "assignment_ended", now_ms)?;
        }
        self.end_access(by, &row, now_ms)?;
        self.store.unknow(row.org, account)?;
        self.store.set_calendar(account, None, now_ms)?;
        self.note_act(by.note("staff_closed", now_ms));
        self.store.put_account(&AccountRow { closed_at: Some(now_ms), ..row.clone() })?;
        for member in desks.members.iter().filter(|member| member.account == account) {
            self.store.forget_member(row.org, member.team, account)?;
        }
        // Whoever waited where they sat is seen by others now.
        Ok(self.seat_all(row.org, now_ms)?)
    }

    /// What somebody answered for goes to the one who is named.
    fn pass_on(
        &mut self,
        by: &Administrator,
        (open, others): (Vec<CaseRow>, Vec<AccountRow>),
        successor: Option<Uuid>,
        now_ms: i64,
    ) -> Result<(), Undone> {
        if open.is_empty() {
            return Ok(());
        }
        let next = others.iter().find(|other| Some(other.id) == successor).ok_or(Undone::NeedsSuccessor)?;
        for file in open {
            self.give_on(file, next, by.actor, now_ms)?;
        }
        Ok(())
    }

    /// Their devices, codes, passphrase and app; how many devices there were.
    fn end_access(&mut self, by: &Administrator, row: &AccountRow, now_ms: i64) -> Stored<usize> {
        self.store.void_codes(row.id, now_ms)?;
        self.lose_own(row, by.actor, now_ms)?;
        let mut devices = self.store.devices(Some(row.id))?;
        devices.retain(|device| device.revoked_at.is_none());
        for device in &devices {
            self.revoke_within(device.id, now_ms)?;
        }
        Ok(devices.len())
    }

    /// Somebody who works there now. Another organisation's people and clients are as if they were not there.
    pub(super) fn colleague(&mut self, by: &Administrator, account: Uuid) -> Result<AccountRow, Undone> {
        let mut all = self.store.accounts(by.org)?.into_iter();
        let row = all.find(|row| row.id == account && row.closed_at.is_none());
        row.filter(works_there).ok_or(Undone::Unknown)
    }
}

/// Staff and volunteers.
fn works_there(row: &AccountRow) -> bool {
    !matches!(row.role, Role::Client | Role::Server)
}
