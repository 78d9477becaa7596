//! Providers of sign-in in SQLite, and who they know.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::access::{AccessStore, Proof, ProviderRow, SignUpKey};
use super::sqlite::{Sqlite, damaged, parsed};

fn provider(row: &Row<'_>) -> rusqlite::Result<ProviderRow> {
    let (proof, acr): (String, String) = (row.get(3)?, row.get(4)?);
    Ok(ProviderRow {
        org: parsed(row, 0)?,
        issuer: row.get(1)?,
        client_id: row.get(2)?,
        proof: Proof::from_name(&proof).ok_or_else(|| damaged(3))?,
        acr: acr.split_ascii_whitespace().map(str::to_owned).collect(),
        home: row.get(5)?,
    })
}

impl AccessStore for Sqlite {
    fn signed_up(&mut self, org: Uuid, hash: &[u8; 32]) -> Stored<Option<SignUpKey>> {
        let sql = "SELECT asked, account, at FROM sign_up_key WHERE org = ?1 AND hash = ?2";
        self.one(sql, params![org.to_string(), hash], |row| {
            Ok(SignUpKey { asked: row.get(0)?, account: parsed(row, 1)?, at: row.get(2)? })
        })
    }

    fn note_sign_up(&mut self, org: Uuid, hash: &[u8; 32], key: &SignUpKey, before_ms: i64) -> Stored<()> {
        let org = org.to_string();
        self.run("DELETE FROM sign_up_key WHERE org = ?1 AND at <= ?2", params![org, before_ms])?;
        let sql = "INSERT INTO sign_up_key (org, hash, asked, account, at) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![org, hash, key.asked, key.account.to_string(), key.at]).map(drop)
    }

    fn provider(&mut self, org: Uuid) -> Stored<Option<ProviderRow>> {
        let sql = "SELECT org, issuer, client_id, proof, acr, home FROM provider WHERE org = ?1";
        self.one(sql, params![org.to_string()], provider)
    }

    fn put_provider(&mut self, row: &ProviderRow) -> Stored<()> {
        let sql = "INSERT INTO provider (org, issuer, client_id, proof, acr, home) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT (org) DO UPDATE SET issuer = ?2, client_id = ?3, proof = ?4, acr = ?5, home = ?6";
        let ProviderRow { org, issuer, client_id, proof, acr, home } = row;
        let values = params![org.to_string(), issuer, client_id, proof.name(), acr.join(" "), home];
        self.run(sql, values).map(drop)
    }

    fn forget_provider(&mut self, org: Uuid) -> Stored<()> {
        self.run("DELETE FROM provider WHERE org = ?1", params![org.to_string()]).map(drop)
    }

    fn known_as(&mut self, org: Uuid, issuer: &str, subject: &str) -> Stored<Option<Uuid>> {
        let sql = "SELECT account FROM known_as WHERE org = ?1 AND issuer = ?2 AND subject = ?3";
        self.one(sql, params![org.to_string(), issuer, subject], |row| parsed(row, 0))
    }

    fn know_as(&mut self, org: Uuid, account: Uuid, issuer: &str, subject: &str, now_ms: i64) -> Stored<()> {
        let sql = "INSERT INTO known_as (org, account, issuer, subject, at) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (org, account) DO UPDATE SET issuer = ?3, subject = ?4, at = ?5";
        self.run(sql, params![org.to_string(), account.to_string(), issuer, subject, now_ms]).map(drop)
    }

    fn unknow(&mut self, org: Uuid, account: Uuid) -> Stored<()> {
        let sql = "DELETE FROM known_as WHERE org = ?1 AND account = ?2";
        self.run(sql, params![org.to_string(), account.to_string()]).map(drop)
    }
}
