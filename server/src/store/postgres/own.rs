//! Factors of our own, in PostgreSQL.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, damaged, get, number};
use crate::store::Stored;
use crate::store::own::{OwnRow, OwnStore, Tries};

const ROW: &str =
    "SELECT org, account, name, passphrase, sealed, used, since FROM own_sign_in WHERE org = $1";

fn own(row: &Row) -> Stored<OwnRow> {
    Ok(OwnRow {
        org: get(row, 0)?,
        account: get(row, 1)?,
        name: get(row, 2)?,
        passphrase: get(row, 3)?,
        sealed: get(row, 4)?,
        used: get(row, 5)?,
        since: get(row, 6)?,
    })
}

impl OwnStore for Postgres {
    fn owns(&mut self, org: Uuid) -> Stored<Vec<OwnRow>> {
        self.all(&format!("{ROW} ORDER BY name"), &[&org])?.iter().map(own).collect()
    }

    fn own(&mut self, org: Uuid, account: Uuid) -> Stored<Option<OwnRow>> {
        self.one(&format!("{ROW} AND account = $2"), &[&org, &account])?.as_ref().map(own).transpose()
    }

    fn own_named(&mut self, org: Uuid, name: &str) -> Stored<Option<OwnRow>> {
        self.one(&format!("{ROW} AND name = $2"), &[&org, &name])?.as_ref().map(own).transpose()
    }

    fn put_own(&mut self, row: &OwnRow) -> Stored<()> {
        let sql = "INSERT INTO own_sign_in (org, account, name, passphrase, sealed, used, since) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (org, account) DO UPDATE SET \
                   name = $3, passphrase = $4, sealed = $5, used = $6, since = $7";
        let OwnRow { org, account, name, passphrase, sealed, used, since } = row;
        self.run(sql, &[org, account, name, passphrase, sealed, used, since]).map(drop)
    }

    fn use_own(&mut self, org: Uuid, account: Uuid, step: i64) -> Stored<bool> {
        let sql = "UPDATE own_sign_in SET used = $3 WHERE org = $1 AND account = $2 AND used < $3";
        Ok(self.run(sql, &[&org, &account, &step])? == 1)
    }

    fn forget_own(&mut self, org: Uuid, account: Uuid) -> Stored<()> {
        let sql = "DELETE FROM own_sign_in WHERE org = $1 AND account = $2";
        self.run(sql, &[&org, &account]).map(drop)
    }

    fn tries(&mut self, org: Uuid, name: &[u8; 32]) -> Stored<Tries> {
        // There to be locked: of two that come together, the second waits here.
        let sql = "INSERT INTO own_try (org, name, wrong, until, at) VALUES ($1, $2, 0, 0, 0) \
                   ON CONFLICT (org, name) DO NOTHING";
        self.run(sql, &[&org, &name.as_slice()])?;
        let sql = "SELECT wrong, until, at FROM own_try WHERE org = $1 AND name = $2 FOR UPDATE";
        let Some(row) = self.one(sql, &[&org, &name.as_slice()])? else { return Ok(Tries::default()) };
        let wrong = u32::try_from(number(&row, 0)?).map_err(|_| damaged())?;
        Ok(Tries { wrong, until: get(&row, 1)?, at: get(&row, 2)? })
    }

    fn note_tries(&mut self, org: Uuid, name: &[u8; 32], tries: Tries, before_ms: i64) -> Stored<()> {
        let sql = "INSERT INTO own_try (org, name, wrong, until, at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (org, name) DO UPDATE SET wrong = $3, until = $4, at = $5";
        let Tries { wrong, until, at } = tries;
        self.run(sql, &[&org, &name.as_slice(), &i64::from(wrong), &until, &at])?;
        self.run("DELETE FROM own_try WHERE org = $1 AND at <= $2", &[&org, &before_ms]).map(drop)
    }

    fn forget_tries(&mut self, org: Uuid, name: &[u8; 32]) -> Stored<()> {
        self.run("DELETE FROM own_try WHERE org = $1 AND name = $2", &[&org, &name.as_slice()]).map(drop)
    }
}
