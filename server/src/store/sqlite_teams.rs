//! Teams, in SQLite.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::sqlite::{Sqlite, parsed};
use super::teams::{MemberRow, TeamAreaRow, TeamRow, TeamStore};

fn team(row: &Row<'_>) -> rusqlite::Result<TeamRow> {
    Ok(TeamRow {
        org: parsed(row, 0)?,
        id: parsed(row, 1)?,
        name: row.get(2)?,
        made_at: row.get(3)?,
        ended_at: row.get(4)?,
    })
}

fn area(row: &Row<'_>) -> rusqlite::Result<TeamAreaRow> {
    Ok(TeamAreaRow { org: parsed(row, 0)?, team: parsed(row, 1)?, first: row.get(2)?, last: row.get(3)? })
}

fn member(row: &Row<'_>) -> rusqlite::Result<MemberRow> {
    Ok(MemberRow {
        org: parsed(row, 0)?,
        team: parsed(row, 1)?,
        account: parsed(row, 2)?,
        helps: row.get(3)?,
        desk: row.get(4)?,
        since: row.get(5)?,
    })
}

impl TeamStore for Sqlite {
    fn teams(&mut self, org: Uuid) -> Stored<Vec<TeamRow>> {
        let sql = "SELECT org, id, name, made_at, ended_at FROM team WHERE org = ?1 ORDER BY id";
        self.all(sql, params![org.to_string()], team)
    }

    fn put_team(&mut self, row: &TeamRow) -> Stored<()> {
        let sql = "INSERT INTO team (org, id, name, made_at, ended_at) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (id) DO UPDATE SET name = ?3, ended_at = ?5";
        let [org, id] = [row.org, row.id].map(|id| id.to_string());
        self.run(sql, params![org, id, row.name, row.made_at, row.ended_at]).map(drop)
    }

    fn team_areas(&mut self, org: Uuid) -> Stored<Vec<TeamAreaRow>> {
        let sql = "SELECT org, team, first, last FROM team_area WHERE org = ?1 ORDER BY team, first, last";
        self.all(sql, params![org.to_string()], area)
    }

    fn add_team_area(&mut self, row: &TeamAreaRow) -> Stored<()> {
        let sql = "INSERT INTO team_area (org, team, first, last) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (team, first, last) DO NOTHING";
        self.run(sql, params![row.org.to_string(), row.team.to_string(), row.first, row.last]).map(drop)
    }

    fn forget_team_area(&mut self, row: &TeamAreaRow) -> Stored<bool> {
        let sql = "DELETE FROM team_area WHERE org = ?1 AND team = ?2 AND first = ?3 AND last = ?4";
        Ok(self.run(sql, params![row.org.to_string(), row.team.to_string(), row.first, row.last])? == 1)
    }

    fn members(&mut self, org: Uuid) -> Stored<Vec<MemberRow>> {
        let sql = "SELECT org, team, account, helps, desk, since FROM team_member WHERE org = ?1 \
                   ORDER BY team, account";
        self.all(sql, params![org.to_string()], member)
    }

    fn put_member(&mut self, row: &MemberRow) -> Stored<()> {
        let sql = "INSERT INTO team_member (org, team, account, helps, desk, since) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT (team, account) DO UPDATE SET helps = ?4, desk = ?5";
        let [org, team, account] = [row.org, row.team, row.account].map(|id| id.to_string());
        self.run(sql, params![org, team, account, row.helps, row.desk, row.since]).map(drop)
    }

    fn forget_member(&mut self, org: Uuid, team: Uuid, account: Uuid) -> Stored<bool> {
        let sql = "DELETE FROM team_member WHERE org = ?1 AND team = ?2 AND account = ?3";
        let [org, team, account] = [org, team, account].map(|id| id.to_string());
        Ok(self.run(sql, params![org, team, account])? == 1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rusqlite::Connection;

    #[test]
    fn who_waited_before_there_were_teams_waits_and_nobody_else() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        db.execute_batch(include_str!("0001_first.sql")).unwrap();
        db.execute_batch(
            "INSERT INTO account (id, org, role, name) VALUES ('b', 'o', 'triage', ''), ('s', 'o', 'counsellor', '');
             INSERT INTO case_file (org, id, client, counsellor, opened_at)
             VALUES ('o', '1', 'c', 'b', 0), ('o', '2', 'c', 's', 0)",
        )
        .unwrap();
        db.execute_batch(include_str!("0020_teams.sql")).unwrap();
        let waits = "SELECT group_concat(id || waits || (team IS NULL)) FROM case_file";
        let was: String = db.query_row(waits, [], |row| row.get(0)).unwrap();
        assert_eq!(was, "111,201");
    }
}
