//! Who is away, in SQLite.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::away::{AwayRow, AwayStore};
use super::sqlite::{Sqlite, parsed};

fn away(row: &Row<'_>) -> rusqlite::Result<AwayRow> {
    Ok(AwayRow {
        org: parsed(row, 0)?,
        account: parsed(row, 1)?,
        stand_in: parsed(row, 2)?,
        back_on: parsed(row, 3)?,
        since: row.get(4)?,
    })
}

impl AwayStore for Sqlite {
    fn away(&mut self, org: Uuid) -> Stored<Vec<AwayRow>> {
        let sql = "SELECT org, account, stand_in, back_on, since FROM away WHERE org = ?1 ORDER BY account";
        self.all(sql, params![org.to_string()], away)
    }

    fn put_away(&mut self, row: &AwayRow) -> Stored<()> {
        let sql = "INSERT INTO away (org, account, stand_in, back_on, since) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (account) DO UPDATE SET stand_in = ?3, back_on = ?4, since = ?5";
        let [org, account, stand_in] = [row.org, row.account, row.stand_in].map(|id| id.to_string());
        self.run(sql, params![org, account, stand_in, row.back_on.to_string(), row.since]).map(drop)
    }

    fn forget_away(&mut self, org: Uuid, account: Uuid) -> Stored<bool> {
        let sql = "DELETE FROM away WHERE org = ?1 AND account = ?2";
        Ok(self.run(sql, params![org.to_string(), account.to_string()])? == 1)
    }
}
