//! Organisations, accounts, cases, devices, grants and codes in SQLite.

use opstap_domain::ids::{Role, ScopeId};
use opstap_sync::ident::{Chain, DeviceId};
use opstap_sync::wire::{Grant, Handle, Revoked};
use rusqlite::{Row, params};
use uuid::Uuid;

use super::sqlite::{Sqlite, damaged, parsed};
use super::{AccountRow, CaseRow, CodeRow, DeviceRow, GrantRow, HeldItem, NudgeStore as _, Stored};

const DEVICE: &str = "SELECT id, account, token_hash, label, last_n, chain, backed_n, paired_at, last_seen, \
                      revoked_at, wipe FROM device";
const ACCOUNT: &str = "SELECT id, org, role, name, ge, closed_at FROM account";
const CASE: &str =
    "SELECT org, id, client, counsellor, opened_at, closed_at, result, team, waits FROM case_file";
const GRANT: &str =
    "SELECT account, h, scope, write, role, parts, until FROM grant_ WHERE revoked_at IS NULL";

fn device(row: &Row<'_>) -> rusqlite::Result<DeviceRow> {
    Ok(DeviceRow {
        id: DeviceId::new(row.get::<_, i64>(0)? as u64),
        account: parsed(row, 1)?,
        token_hash: row.get(2)?,
        label: row.get(3)?,
        last_n: row.get(4)?,
        chain: Chain(row.get(5)?),
        backed_n: row.get(6)?,
        paired_at: row.get(7)?,
        last_seen: row.get(8)?,
        revoked_at: row.get(9)?,
        wipe: row.get(10)?,
    })
}

fn role(row: &Row<'_>, at: usize) -> rusqlite::Result<Role> {
    Role::from_name(&row.get::<_, String>(at)?).ok_or_else(|| damaged(at))
}

fn account(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        id: parsed(row, 0)?,
        org: parsed(row, 1)?,
        role: role(row, 2)?,
        name: row.get(3)?,
        ge: row.get(4)?,
        closed_at: row.get(5)?,
    })
}

fn case(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        org: parsed(row, 0)?,
        id: parsed(row, 1)?,
        client: parsed(row, 2)?,
        counsellor: parsed(row, 3)?,
        opened_at: row.get(4)?,
        closed_at: row.get(5)?,
        result: row.get(6)?,
        team: row.get::<_, Option<String>>(7)?.map(|_| parsed(row, 7)).transpose()?,
        waits: row.get(8)?,
    })
}

fn grant(row: &Row<'_>) -> rusqlite::Result<GrantRow> {
    let parts: String = row.get(5)?;
    let parts = parts.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    Ok(GrantRow {
        account: parsed(row, 0)?,
        until: row.get(6)?,
        grant: Grant {
            h: row.get(1)?,
            scope: parsed(row, 2)?,
            write: row.get(3)?,
            role: role(row, 4)?,
            parts,
        },
    })
}

impl Sqlite {
    pub(super) fn device_by_token_(&self, hash: &[u8; 32]) -> Stored<Option<DeviceRow>> {
        self.one(&format!("{DEVICE} WHERE token_hash = ?1"), params![hash], device)
    }

    pub(super) fn device_(&self, id: DeviceId) -> Stored<Option<DeviceRow>> {
        self.one(&format!("{DEVICE} WHERE id = ?1"), params![id.bits() as i64], device)
    }

    pub(super) fn devices_(&self, of: Option<Uuid>) -> Stored<Vec<DeviceRow>> {
        let sql = format!("{DEVICE} WHERE ?1 IS NULL OR account = ?1 ORDER BY paired_at, id");
        self.all(&sql, params![of.map(|id| id.to_string())], device)
    }

    pub(super) fn put_device_(&mut self, d: &DeviceRow) -> Stored<()> {
        self.run(
            "INSERT INTO device (id, account, token_hash, label, last_n, chain, backed_n, paired_at, \
             last_seen, revoked_at, wipe) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
             ON CONFLICT (id) DO UPDATE SET token_hash = ?3, label = ?4, last_n = ?5, chain = ?6, last_seen = ?9, \
             revoked_at = ?10, wipe = ?11",
            params![
                d.id.bits() as i64,
                d.account.to_string(),
                d.token_hash,
                d.label,
                d.last_n,
                d.chain.0,
                d.backed_n,
                d.paired_at,
                d.last_seen,
                d.revoked_at,
                d.wipe
            ],
        )?;
        if d.revoked_at.is_some() {
            self.set_push_address(d.id, None, 0)?;
        }
        Ok(())
    }

    pub(super) fn orgs_(&self) -> Stored<Vec<(Uuid, String)>> {
        self.all("SELECT id, name FROM org ORDER BY id", [], |row| Ok((parsed(row, 0)?, row.get(1)?)))
    }

    pub(super) fn account_(&self, id: Uuid) -> Stored<Option<AccountRow>> {
        self.one(&format!("{ACCOUNT} WHERE id = ?1"), params![id.to_string()], account)
    }

    pub(super) fn accounts_(&self, org: Uuid) -> Stored<Vec<AccountRow>> {
        self.all(&format!("{ACCOUNT} WHERE org = ?1 ORDER BY role, id"), params![org.to_string()], account)
    }

    pub(super) fn put_account_(&self, a: &AccountRow) -> Stored<()> {
        self.run(
            "INSERT INTO account (id, org, role, name, ge, closed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT (id) DO UPDATE SET role = ?3, name = ?4, closed_at = ?6",
            params![a.id.to_string(), a.org.to_string(), a.role.name(), a.name, a.ge, a.closed_at],
        )?;
        Ok(())
    }

    pub(super) fn case_(&self, id: Uuid) -> Stored<Option<CaseRow>> {
        self.one(&format!("{CASE} WHERE id = ?1"), params![id.to_string()], case)
    }

    pub(super) fn cases_(&self, org: Uuid) -> Stored<Vec<CaseRow>> {
        self.all(&format!("{CASE} WHERE org = ?1 ORDER BY opened_at, id"), params![org.to_string()], case)
    }

    pub(super) fn put_case_(&self, c: &CaseRow) -> Stored<()> {
        self.run(
            "INSERT INTO case_file (org, id, client, counsellor, opened_at, closed_at, result, team, waits) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
             ON CONFLICT (id) DO UPDATE SET counsellor = ?4, closed_at = ?6, result = ?7, team = ?8, waits = ?9",
            params![
                c.org.to_string(),
                c.id.to_string(),
                c.client.to_string(),
                c.counsellor.to_string(),
                c.opened_at,
                c.closed_at,
                c.result,
                c.team.map(|team| team.to_string()),
                c.waits
            ],
        )?;
        Ok(())
    }

    pub(super) fn grants_(&self, of: Uuid) -> Stored<Vec<GrantRow>> {
        self.all(&format!("{GRANT} AND account = ?1 ORDER BY h"), params![of.to_string()], grant)
    }

    pub(super) fn grants_of_scope_(&self, scope: ScopeId) -> Stored<Vec<GrantRow>> {
        self.all(&format!("{GRANT} AND scope = ?1 ORDER BY account, h"), params![scope.to_string()], grant)
    }

    pub(super) fn add_grant_(&self, row: &GrantRow) -> Stored<()> {
        let Grant { h, scope, write, role, parts } = &row.grant;
        let account = row.account.to_string();
        self.run(
            "INSERT INTO grant_ (account, h, scope, write, role, parts, until) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![account, h, scope.to_string(), write, role.name(), parts.join(","), row.until],
        )?;
        self.run("UPDATE account SET ge = ge + 1 WHERE id = ?1", params![account])?;
        Ok(())
    }

    pub(super) fn revoke_grant_(&self, of: Uuid, h: Handle, why: &str, now_ms: i64) -> Stored<()> {
        self.run(
            "UPDATE grant_ SET revoked_at = ?3, why = ?4 WHERE account = ?1 AND h = ?2 AND revoked_at IS NULL",
            params![of.to_string(), h, now_ms, why],
        )?;
        self.run("UPDATE account SET ge = ge + 1 WHERE id = ?1", params![of.to_string()])?;
        Ok(())
    }

    pub(super) fn highest_handle_(&self, of: Option<Uuid>) -> Stored<Handle> {
        let of = of.map(|id| id.to_string());
        let highest = match of {
            Some(of) => {
                let sql = "SELECT max(h) FROM grant_ WHERE account = ?1";
                self.one(sql, params![of], |row| row.get::<_, Option<Handle>>(0))?
            }
            None => self.one("SELECT max(h) FROM grant_", [], |row| row.get::<_, Option<Handle>>(0))?,
        };
        Ok(highest.flatten().unwrap_or(0))
    }

    pub(super) fn unpurged_(&self, d: &DeviceRow) -> Stored<Vec<Revoked>> {
        self.all(
            "SELECT h, why FROM grant_ WHERE account = ?1 AND revoked_at >= ?2 AND NOT EXISTS \
             (SELECT 1 FROM purge WHERE purge.device = ?3 AND purge.h = grant_.h) ORDER BY h",
            params![d.account.to_string(), d.paired_at, d.id.bits() as i64],
            |row| Ok(Revoked { h: row.get(0)?, why: row.get::<_, Option<String>>(1)?.unwrap_or_default() }),
        )
    }

    pub(super) fn confirm_purged_(&self, d: &DeviceRow, purged: &[(Handle, u64)], now_ms: i64) -> Stored<()> {
        for (h, records) in purged {
            self.run(
                "INSERT OR IGNORE INTO purge (device, h, records, confirmed_at) \
                 SELECT ?1, h, ?3, ?4 FROM grant_ WHERE account = ?5 AND h = ?2 AND revoked_at IS NOT NULL",
                params![d.id.bits() as i64, h, *records as i64, now_ms, d.account.to_string()],
            )?;
        }
        Ok(())
    }

    pub(super) fn add_code_(&self, hash: &[u8; 32], code: &CodeRow) -> Stored<()> {
        self.run(
            "INSERT INTO pairing_code (hash, account, expires_at) VALUES (?1, ?2, ?3)",
            params![hash, code.account.to_string(), code.expires_at],
        )?;
        Ok(())
    }

    pub(super) fn code_(&self, hash: &[u8; 32]) -> Stored<Option<CodeRow>> {
        let sql = "SELECT account, expires_at, used_at IS NOT NULL FROM pairing_code WHERE hash = ?1";
        self.one(sql, params![hash], |row| {
            Ok(CodeRow { account: parsed(row, 0)?, expires_at: row.get(1)?, used: row.get(2)? })
        })
    }

    pub(super) fn held_(&self, org: Option<Uuid>) -> Stored<Vec<HeldItem>> {
        self.all(
            "SELECT uid, account, device, scope, why, at FROM held WHERE ?1 IS NULL OR account IN \
             (SELECT id FROM account WHERE org = ?1) ORDER BY at DESC, uid",
            params![org.map(|id| id.to_string())],
            |row| {
                Ok(HeldItem {
                    uid: row.get(0)?,
                    account: row.get(1)?,
                    device: DeviceId::new(row.get::<_, i64>(2)? as u64).to_string(),
                    scope: row.get(3)?,
                    why: row.get(4)?,
                    at: row.get(5)?,
                })
            },
        )
    }
}
