//! Providers of sign-in in PostgreSQL, and who they know.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, damaged, get};
use crate::store::Stored;
use crate::store::access::{AccessStore, Proof, ProviderRow, SignUpKey};

fn provider(row: &Row) -> Stored<ProviderRow> {
    Ok(ProviderRow {
        org: get(row, 0)?,
        issuer: get(row, 1)?,
        client_id: get(row, 2)?,
        proof: Proof::from_name(get(row, 3)?).ok_or_else(damaged)?,
        acr: get::<&str>(row, 4)?.split_ascii_whitespace().map(str::to_owned).collect(),
        home: get(row, 5)?,
    })
}

impl AccessStore for Postgres {
    fn signed_up(&mut self, org: Uuid, hash: &[u8; 32]) -> Stored<Option<SignUpKey>> {
        let sql = "SELECT asked, account, at FROM sign_up_key WHERE org = $1 AND hash = $2";
        let Some(row) = self.one(sql, &[&org, &hash.as_slice()])? else { return Ok(None) };
        let asked = get::<&[u8]>(&row, 0)?.try_into().map_err(|_| damaged())?;
        Ok(Some(SignUpKey { asked, account: get(&row, 1)?, at: get(&row, 2)? }))
    }

    fn note_sign_up(&mut self, org: Uuid, hash: &[u8; 32], key: &SignUpKey, before_ms: i64) -> Stored<()> {
        self.run("DELETE FROM sign_up_key WHERE org = $1 AND at <= $2", &[&org, &before_ms])?;
        let sql = "INSERT INTO sign_up_key (org, hash, asked, account, at) VALUES ($1, $2, $3, $4, $5)";
        let SignUpKey { asked, account, at } = key;
        self.run(sql, &[&org, &hash.as_slice(), &asked.as_slice(), account, at]).map(drop)
    }

    fn provider(&mut self, org: Uuid) -> Stored<Option<ProviderRow>> {
        let sql = "SELECT org, issuer, client_id, proof, acr, home FROM provider WHERE org = $1";
        self.one(sql, &[&org])?.as_ref().map(provider).transpose()
    }

    fn put_provider(&mut self, row: &ProviderRow) -> Stored<()> {
        let sql = "INSERT INTO provider (org, issuer, client_id, proof, acr, home) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (org) DO UPDATE SET issuer = $2, client_id = $3, proof = $4, acr = $5, home = $6";
        let ProviderRow { org, issuer, client_id, proof, acr, home } = row;
        self.run(sql, &[org, issuer, client_id, &proof.name(), &acr.join(" "), home]).map(drop)
    }

    fn forget_provider(&mut self, org: Uuid) -> Stored<()> {
        self.run("DELETE FROM provider WHERE org = $1", &[&org]).map(drop)
    }

    fn known_as(&mut self, org: Uuid, issuer: &str, subject: &str) -> Stored<Option<Uuid>> {
        let sql = "SELECT account FROM known_as WHERE org = $1 AND issuer = $2 AND subject = $3";
        self.one(sql, &[&org, &issuer, &subject])?.map(|row| get(&row, 0)).transpose()
    }

    fn know_as(&mut self, org: Uuid, account: Uuid, issuer: &str, subject: &str, now_ms: i64) -> Stored<()> {
        let sql = "INSERT INTO known_as (org, account, issuer, subject, at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (org, account) DO UPDATE SET issuer = $3, subject = $4, at = $5";
        self.run(sql, &[&org, &account, &issuer, &subject, &now_ms]).map(drop)
    }

    fn unknow(&mut self, org: Uuid, account: Uuid) -> Stored<()> {
        let sql = "DELETE FROM known_as WHERE org = $1 AND account = $2";
        self.run(sql, &[&org, &account]).map(drop)
    }
}
