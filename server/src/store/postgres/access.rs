//! Providers of sign-in in PostgreSQL, and who they know.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, damaged, get};
use crate::store::Stored;
use crate::store::access::{AccessStore, ForWhom, Proof, ProviderRow, SignUpKey};

fn provider(row: &Row) -> Stored<ProviderRow> {
    let levels = |text: &str| text.split_ascii_whitespace().map(str::to_owned).collect();
    Ok(ProviderRow {
        org: get(row, 0)?,
        issuer: get(row, 1)?,
        client_id: get(row, 2)?,
        proof: Proof::from_name(get(row, 3)?).ok_or_else(damaged)?,
        acr: levels(get(row, 4)?),
        home: get(row, 5)?,
        for_whom: ForWhom::from_name(get(row, 6)?).ok_or_else(damaged)?,
        step_up: levels(get(row, 7)?),
        called: get(row, 8)?,
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

    fn provider(&mut self, org: Uuid, whom: ForWhom) -> Stored<Option<ProviderRow>> {
        let sql = "SELECT org, issuer, client_id, proof, acr, home, for_whom, step_up, called FROM provider \
                   WHERE org = $1 AND for_whom = $2";
        self.one(sql, &[&org, &whom.name()])?.as_ref().map(provider).transpose()
    }

    fn put_provider(&mut self, row: &ProviderRow) -> Stored<()> {
        let sql = "INSERT INTO provider (org, issuer, client_id, proof, acr, home, for_whom, step_up, called) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (org, for_whom) DO UPDATE SET issuer = $2, \
                   client_id = $3, proof = $4, acr = $5, home = $6, step_up = $8, called = $9";
        let ProviderRow { org, issuer, client_id, proof, acr, home, for_whom, step_up, called } = row;
        let (proof, acr, whom, step_up) = (proof.name(), acr.join(" "), for_whom.name(), step_up.join(" "));
        self.run(sql, &[org, issuer, client_id, &proof, &acr, home, &whom, &step_up, called]).map(drop)
    }

    fn forget_provider(&mut self, org: Uuid, whom: ForWhom) -> Stored<()> {
        self.run("DELETE FROM provider WHERE org = $1 AND for_whom = $2", &[&org, &whom.name()]).map(drop)
    }

    fn known_as(&mut self, org: Uuid, issuer: &str, subject: &str) -> Stored<Option<Uuid>> {
        let sql = "SELECT account FROM known_as WHERE org = $1 AND issuer = $2 AND subject = $3";
        self.one(sql, &[&org, &issuer, &subject])?.map(|row| get(&row, 0)).transpose()
    }

    fn knows(&mut self, org: Uuid, account: Uuid) -> Stored<Option<(String, String)>> {
        let sql = "SELECT issuer, subject FROM known_as WHERE org = $1 AND account = $2";
        let Some(row) = self.one(sql, &[&org, &account])? else { return Ok(None) };
        Ok(Some((get(&row, 0)?, get(&row, 1)?)))
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
