//! Factors of our own, in SQLite.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::own::{OwnRow, OwnStore, Tries};
use super::sqlite::{Sqlite, parsed};

const ROW: &str =
    "SELECT org, account, name, passphrase, sealed, used, since FROM own_sign_in WHERE org = ?1";

fn own(row: &Row<'_>) -> rusqlite::Result<OwnRow> {
    Ok(OwnRow {
        org: parsed(row, 0)?,
        account: parsed(row, 1)?,
        name: row.get(2)?,
        passphrase: row.get(3)?,
        sealed: row.get(4)?,
        used: row.get(5)?,
        since: row.get(6)?,
    })
}

impl OwnStore for Sqlite {
    fn owns(&mut self, org: Uuid) -> Stored<Vec<OwnRow>> {
        self.all(&format!("{ROW} ORDER BY name"), params![org.to_string()], own)
    }

    fn own(&mut self, org: Uuid, account: Uuid) -> Stored<Option<OwnRow>> {
        self.one(&format!("{ROW} AND account = ?2"), params![org.to_string(), account.to_string()], own)
    }

    fn own_named(&mut self, org: Uuid, name: &str) -> Stored<Option<OwnRow>> {
        self.one(&format!("{ROW} AND name = ?2"), params![org.to_string(), name], own)
    }

    fn put_own(&mut self, row: &OwnRow) -> Stored<()> {
        let sql = "INSERT INTO own_sign_in (org, account, name, passphrase, sealed, used, since) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (account) DO UPDATE SET \
                   name = ?3, passphrase = ?4, sealed = ?5, used = ?6, since = ?7";
        let OwnRow { org, account, name, passphrase, sealed, used, since } = row;
        let (org, account) = (org.to_string(), account.to_string());
        self.run(sql, params![org, account, name, passphrase, sealed, used, since]).map(drop)
    }

    fn use_own(&mut self, org: Uuid, account: Uuid, step: i64) -> Stored<bool> {
        let sql = "UPDATE own_sign_in SET used = ?3 WHERE org = ?1 AND account = ?2 AND used < ?3";
        Ok(self.run(sql, params![org.to_string(), account.to_string(), step])? == 1)
    }

    fn forget_own(&mut self, org: Uuid, account: Uuid) -> Stored<()> {
        let sql = "DELETE FROM own_sign_in WHERE org = ?1 AND account = ?2";
        self.run(sql, params![org.to_string(), account.to_string()]).map(drop)
    }

    fn tries(&mut self, org: Uuid, name: &[u8; 32]) -> Stored<Tries> {
        let sql = "SELECT wrong, until, at FROM own_try WHERE org = ?1 AND name = ?2";
        let found = self.one(sql, params![org.to_string(), name], |row| {
            Ok(Tries { wrong: row.get(0)?, until: row.get(1)?, at: row.get(2)? })
        });
        Ok(found?.unwrap_or_default())
    }

    fn note_tries(&mut self, org: Uuid, name: &[u8; 32], tries: Tries, before_ms: i64) -> Stored<()> {
        let org = org.to_string();
        self.run("DELETE FROM own_try WHERE org = ?1 AND at <= ?2", params![org, before_ms])?;
        let sql = "INSERT INTO own_try (org, name, wrong, until, at) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (org, name) DO UPDATE SET wrong = ?3, until = ?4, at = ?5";
        self.run(sql, params![org, name, tries.wrong, tries.until, tries.at]).map(drop)
    }

    fn forget_tries(&mut self, org: Uuid, name: &[u8; 32]) -> Stored<()> {
        self.run("DELETE FROM own_try WHERE org = ?1 AND name = ?2", params![org.to_string(), name]).map(drop)
    }
}
