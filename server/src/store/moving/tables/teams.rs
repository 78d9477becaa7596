//! Tables of an organisation's teams.

use super::{Flag, Id, Number, Table, Text, plain};

pub(super) const TEAM: Table = plain(
    "team",
    &[("org", Id), ("id", Id), ("name", Text), ("made_at", Number), ("ended_at", Number)],
    "SELECT org, id, name, made_at, ended_at FROM team",
);

pub(super) const TEAM_AREA: Table = plain(
    "team_area",
    &[("org", Id), ("team", Id), ("first", Number), ("last", Number)],
    "SELECT org, team, first, last FROM team_area",
);

pub(super) const TEAM_MEMBER: Table = plain(
    "team_member",
    &[("org", Id), ("team", Id), ("account", Id), ("helps", Flag), ("desk", Flag), ("since", Number)],
    "SELECT org, team, account, helps, desk, since FROM team_member",
);
