//! Who is away, in PostgreSQL.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, damaged, get};
use crate::store::Stored;
use crate::store::away::{AwayRow, AwayStore};

fn away(row: &Row) -> Stored<AwayRow> {
    let back_on: String = get(row, 3)?;
    Ok(AwayRow {
        org: get(row, 0)?,
        account: get(row, 1)?,
        stand_in: get(row, 2)?,
        back_on: back_on.parse().map_err(|_| damaged())?,
        since: get(row, 4)?,
    })
}

impl AwayStore for Postgres {
    fn away(&mut self, org: Uuid) -> Stored<Vec<AwayRow>> {
        let sql = "SELECT org, account, stand_in, back_on, since FROM away WHERE org = $1 ORDER BY account";
        self.all(sql, &[&org])?.iter().map(away).collect()
    }

    fn put_away(&mut self, row: &AwayRow) -> Stored<()> {
        let sql = "INSERT INTO away (org, account, stand_in, back_on, since) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (org, account) DO UPDATE SET stand_in = $3, back_on = $4, since = $5";
        let AwayRow { org, account, stand_in, back_on, since } = row;
        self.run(sql, &[org, account, stand_in, &back_on.to_string(), since]).map(drop)
    }

    fn forget_away(&mut self, org: Uuid, account: Uuid) -> Stored<bool> {
        let sql = "DELETE FROM away WHERE org = $1 AND account = $2";
        Ok(self.run(sql, &[&org, &account])? == 1)
    }
}
