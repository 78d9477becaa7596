//! What teams ask of a store.

use uuid::Uuid;

use super::Stored;

/// A team of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRow {
    /// The organisation.
    pub org: Uuid,
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// When it was made, milliseconds since 1970 UTC.
    pub made_at: i64,
    /// When it ended.
    pub ended_at: Option<i64>,
}

/// Postcodes of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamAreaRow {
    /// The organisation.
    pub org: Uuid,
    /// The team.
    pub team: Uuid,
    /// The first postcode, its digits.
    pub first: u16,
    /// The last one.
    pub last: u16,
}

/// Somebody in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The organisation.
    pub org: Uuid,
    /// The team.
    pub team: Uuid,
    /// Who.
    pub account: Uuid,
    /// They help in it.
    pub helps: bool,
    /// They sit at its desk.
    pub desk: bool,
    /// Since when, milliseconds since 1970 UTC.
    pub since: i64,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about teams. All of it within the caller's transaction.
pub trait TeamStore {
    /// The teams of an organisation, those that ended too, in order of their ids.
    fn teams(&mut self, org: Uuid) -> Stored<Vec<TeamRow>>;
    /// Adds a team, or changes its name and its end.
    fn put_team(&mut self, row: &TeamRow) -> Stored<()>;
    /// The postcodes of all teams of an organisation.
    fn team_areas(&mut self, org: Uuid) -> Stored<Vec<TeamAreaRow>>;
    /// Adds postcodes, if they are not there.
    fn add_team_area(&mut self, row: &TeamAreaRow) -> Stored<()>;
    /// Takes them out. `false`: they were not there.
    fn forget_team_area(&mut self, row: &TeamAreaRow) -> Stored<bool>;
    /// Who is in which team of an organisation, by team and account.
    fn members(&mut self, org: Uuid) -> Stored<Vec<MemberRow>>;
    /// Adds somebody to a team, or changes what they do there.
    fn put_member(&mut self, row: &MemberRow) -> Stored<()>;
    /// Takes somebody out. `false`: they were not in it.
    fn forget_member(&mut self, org: Uuid, team: Uuid, account: Uuid) -> Stored<bool>;
}
