//! Providers of sign-in in SQLite, and who they know.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::access::{AccessStore, ForWhom, Proof, ProviderRow, SignUpKey};
use super::sqlite::{Sqlite, damaged, parsed};

fn provider(row: &Row<'_>) -> rusqlite::Result<ProviderRow> {
    let (proof, acr): (String, String) = (row.get(3)?, row.get(4)?);
    let (whom, step_up): (String, String) = (row.get(6)?, row.get(7)?);
    let levels = |text: &str| text.split_ascii_whitespace().map(str::to_owned).collect();
    Ok(ProviderRow {
        org: parsed(row, 0)?,
        issuer: row.get(1)?,
        client_id: row.get(2)?,
        proof: Proof::from_name(&proof).ok_or_else(|| damaged(3))?,
        acr: levels(&acr),
        home: row.get(5)?,
        for_whom: ForWhom::from_name(&whom).ok_or_else(|| damaged(6))?,
        step_up: levels(&step_up),
        called: row.get(8)?,
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

    fn provider(&mut self, org: Uuid, whom: ForWhom) -> Stored<Option<ProviderRow>> {
        let sql = "SELECT org, issuer, client_id, proof, acr, home, for_whom, step_up, called FROM provider \
                   WHERE org = ?1 AND for_whom = ?2";
        self.one(sql, params![org.to_string(), whom.name()], provider)
    }

    fn put_provider(&mut self, row: &ProviderRow) -> Stored<()> {
        let sql = "INSERT INTO provider (org, issuer, client_id, proof, acr, home, for_whom, step_up, called) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (org, for_whom) DO UPDATE SET issuer = ?2, \
                   client_id = ?3, proof = ?4, acr = ?5, home = ?6, step_up = ?8, called = ?9";
        let ProviderRow { org, issuer, client_id, proof, acr, home, for_whom, step_up, called } = row;
        let (org, acr, step_up) = (org.to_string(), acr.join(" "), step_up.join(" "));
        let values =
            params![org, issuer, client_id, proof.name(), acr, home, for_whom.name(), step_up, called];
        self.run(sql, values).map(drop)
    }

    fn forget_provider(&mut self, org: Uuid, whom: ForWhom) -> Stored<()> {
        let sql = "DELETE FROM provider WHERE org = ?1 AND for_whom = ?2";
        self.run(sql, params![org.to_string(), whom.name()]).map(drop)
    }

    fn known_as(&mut self, org: Uuid, issuer: &str, subject: &str) -> Stored<Option<Uuid>> {
        let sql = "SELECT account FROM known_as WHERE org = ?1 AND issuer = ?2 AND subject = ?3";
        self.one(sql, params![org.to_string(), issuer, subject], |row| parsed(row, 0))
    }

    fn knows(&mut self, org: Uuid, account: Uuid) -> Stored<Option<(String, String)>> {
        let sql = "SELECT issuer, subject FROM known_as WHERE org = ?1 AND account = ?2";
        self.one(sql, params![org.to_string(), account.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rusqlite::Connection;

    #[test]
    fn providers_of_before_are_of_staff_and_one_of_clients_fits_beside() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        db.execute_batch(include_str!("0006_access.sql")).unwrap();
        db.execute_batch(
            "INSERT INTO provider VALUES ('o', 'https://id', 'us', 'key', 'high', 'https://we')",
        )
        .unwrap();
        db.execute_batch(include_str!("0019_clients.sql")).unwrap();
        let sql = "SELECT issuer || client_id || proof || acr || home || for_whom || step_up || called FROM provider";
        let was: String = db.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(was, "https://iduskeyhighhttps://westaff");
        let more = |whom: &str| {
            let sql = "INSERT INTO provider VALUES ('o', 'https://other', 'us', 'key', 'high', 'https://we', ?1, '', '')";
            db.execute(sql, [whom])
        };
        assert!(more("staff").is_err());
        assert!(more("clients").is_ok());
    }
}
