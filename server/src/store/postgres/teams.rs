//! Teams, in PostgreSQL.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, damaged, get};
use crate::store::Stored;
use crate::store::teams::{MemberRow, TeamAreaRow, TeamRow, TeamStore};

fn team(row: &Row) -> Stored<TeamRow> {
    Ok(TeamRow {
        org: get(row, 0)?,
        id: get(row, 1)?,
        name: get(row, 2)?,
        made_at: get(row, 3)?,
        ended_at: get(row, 4)?,
    })
}

fn digits(row: &Row, at: usize) -> Stored<u16> {
    u16::try_from(get::<i64>(row, at)?).map_err(|_| damaged())
}

fn area(row: &Row) -> Stored<TeamAreaRow> {
    Ok(TeamAreaRow { org: get(row, 0)?, team: get(row, 1)?, first: digits(row, 2)?, last: digits(row, 3)? })
}

fn member(row: &Row) -> Stored<MemberRow> {
    Ok(MemberRow {
        org: get(row, 0)?,
        team: get(row, 1)?,
        account: get(row, 2)?,
        helps: get(row, 3)?,
        desk: get(row, 4)?,
        since: get(row, 5)?,
    })
}

impl TeamStore for Postgres {
    fn teams(&mut self, org: Uuid) -> Stored<Vec<TeamRow>> {
        let sql = "SELECT org, id, name, made_at, ended_at FROM team WHERE org = $1 ORDER BY id";
        self.all(sql, &[&org])?.iter().map(team).collect()
    }

    fn put_team(&mut self, row: &TeamRow) -> Stored<()> {
        let sql = "INSERT INTO team (org, id, name, made_at, ended_at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (org, id) DO UPDATE SET name = $3, ended_at = $5";
        let TeamRow { org, id, name, made_at, ended_at } = row;
        self.run(sql, &[org, id, name, made_at, ended_at]).map(drop)
    }

    fn team_areas(&mut self, org: Uuid) -> Stored<Vec<TeamAreaRow>> {
        let sql = "SELECT org, team, first, last FROM team_area WHERE org = $1 ORDER BY team, first, last";
        self.all(sql, &[&org])?.iter().map(area).collect()
    }

    fn add_team_area(&mut self, row: &TeamAreaRow) -> Stored<()> {
        let sql = "INSERT INTO team_area (org, team, first, last) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org, team, first, last) DO NOTHING";
        let (first, last) = (i64::from(row.first), i64::from(row.last));
        self.run(sql, &[&row.org, &row.team, &first, &last]).map(drop)
    }

    fn forget_team_area(&mut self, row: &TeamAreaRow) -> Stored<bool> {
        let sql = "DELETE FROM team_area WHERE org = $1 AND team = $2 AND first = $3 AND last = $4";
        let (first, last) = (i64::from(row.first), i64::from(row.last));
        Ok(self.run(sql, &[&row.org, &row.team, &first, &last])? == 1)
    }

    fn members(&mut self, org: Uuid) -> Stored<Vec<MemberRow>> {
        let sql = "SELECT org, team, account, helps, desk, since FROM team_member WHERE org = $1 \
                   ORDER BY team, account";
        self.all(sql, &[&org])?.iter().map(member).collect()
    }

    fn put_member(&mut self, row: &MemberRow) -> Stored<()> {
        let sql = "INSERT INTO team_member (org, team, account, helps, desk, since) \
                   VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (org, team, account) DO UPDATE SET helps = $4, desk = $5";
        let MemberRow { org, team, account, helps, desk, since } = row;
        self.run(sql, &[org, team, account, helps, desk, since]).map(drop)
    }

    fn forget_member(&mut self, org: Uuid, team: Uuid, account: Uuid) -> Stored<bool> {
        let sql = "DELETE FROM team_member WHERE org = $1 AND team = $2 AND account = $3";
        Ok(self.run(sql, &[&org, &team, &account])? == 1)
    }
}
