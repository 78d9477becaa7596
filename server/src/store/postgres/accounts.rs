//! Organisations, accounts, cases, devices and codes.

use opstap_domain::ids::Role;
use opstap_sync::ident::{Chain, DeviceId, OpUid};
use tokio_postgres::Row;
use uuid::Uuid;

use super::directory::Key;
use super::{Postgres, big, damaged, exact, get, number, text};
use crate::store::{AccountRow, CaseRow, CodeRow, DeviceRow, HeldItem, NudgeStore as _, Stored};

const DEVICE: &str = "SELECT id, account, token_hash, label, last_n, chain, backed_n, paired_at, last_seen, \
                      revoked_at, wipe FROM device WHERE org = $1";
const ACCOUNT: &str = "SELECT id, org, role, name, ge, closed_at FROM account WHERE org = $1";
const CASE: &str = "SELECT org, id, client, counsellor, opened_at, closed_at, result, team, waits FROM case_file \
                    WHERE org = $1";

pub(super) fn device_id(row: &Row, at: usize) -> Stored<DeviceId> {
    Ok(DeviceId::new(number(row, at)?))
}

fn device(row: &Row) -> Stored<DeviceRow> {
    Ok(DeviceRow {
        id: device_id(row, 0)?,
        account: get(row, 1)?,
        token_hash: exact(row, 2)?,
        label: get(row, 3)?,
        last_n: number(row, 4)?,
        chain: Chain(exact(row, 5)?),
        backed_n: number(row, 6)?,
        paired_at: get(row, 7)?,
        last_seen: get(row, 8)?,
        revoked_at: get(row, 9)?,
        wipe: get(row, 10)?,
    })
}

pub(super) fn role(row: &Row, at: usize) -> Stored<Role> {
    Role::from_name(get(row, at)?).ok_or_else(damaged)
}

fn account(row: &Row) -> Stored<AccountRow> {
    Ok(AccountRow {
        id: get(row, 0)?,
        org: get(row, 1)?,
        role: role(row, 2)?,
        name: get(row, 3)?,
        ge: number(row, 4)?,
        closed_at: get(row, 5)?,
    })
}

fn case(row: &Row) -> Stored<CaseRow> {
    Ok(CaseRow {
        org: get(row, 0)?,
        id: get(row, 1)?,
        client: get(row, 2)?,
        counsellor: get(row, 3)?,
        opened_at: get(row, 4)?,
        closed_at: get(row, 5)?,
        result: get(row, 6)?,
        team: get(row, 7)?,
        waits: get(row, 8)?,
    })
}

impl Postgres {
    /// The row stays locked until the transaction ends: two rounds of one device never interleave.
    pub(super) fn device_by_token_(&mut self, hash: [u8; 32]) -> Stored<Option<DeviceRow>> {
        let Some(org) = self.home(Key::Token(hash))? else { return Ok(None) };
        let sql = format!("{DEVICE} AND token_hash = $2 FOR UPDATE");
        self.one(&sql, &[&org, &hash.as_slice()])?.as_ref().map(device).transpose()
    }

    pub(super) fn device_(&mut self, id: DeviceId) -> Stored<Option<DeviceRow>> {
        let Some(org) = self.home(Key::Device(id))? else { return Ok(None) };
        let sql = format!("{DEVICE} AND id = $2 FOR UPDATE");
        self.one(&sql, &[&org, &big(id.bits())])?.as_ref().map(device).transpose()
    }

    pub(super) fn devices_(&mut self, of: Option<Uuid>) -> Stored<Vec<DeviceRow>> {
        let mut rows = Vec::new();
        if let Some(of) = of {
            let Some(org) = self.home(Key::Id(of))? else { return Ok(Vec::new()) };
            rows.extend(self.all(&format!("{DEVICE} AND account = $2"), &[&org, &of])?);
        } else {
            for org in self.everybody()? {
                rows.extend(self.all(DEVICE, &[&org])?);
            }
        }
        let mut devices = rows.iter().map(device).collect::<Stored<Vec<_>>>()?;
        devices.sort_by_key(|row| (row.paired_at, row.id));
        Ok(devices)
    }

    pub(super) fn put_device_(&mut self, d: &DeviceRow) -> Stored<()> {
        let known = self.home(Key::Device(d.id))?;
        let org = match known {
            Some(org) => org,
            None => self.known_home(Key::Id(d.account))?,
        };
        if known.is_none() {
            self.settle(Key::Device(d.id), org)?;
        }
        if self.home(Key::Token(d.token_hash))?.is_none() {
            // Another token takes the place of the one before.
            if let Some(before) = self.device_(d.id)? {
                self.unsettle(Key::Token(before.token_hash))?;
            }
            self.settle(Key::Token(d.token_hash), org)?;
        }
        self.run(
            "INSERT INTO device (org, id, account, token_hash, label, last_n, chain, backed_n, paired_at, \
             last_seen, revoked_at, wipe) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             ON CONFLICT (org, id) DO UPDATE SET token_hash = $4, label = $5, last_n = $6, chain = $7, last_seen = $10, \
             revoked_at = $11, wipe = $12",
            &[
                &org,
                &big(d.id.bits()),
                &d.account,
                &d.token_hash.as_slice(),
                &d.label,
                &big(d.last_n),
                &d.chain.0.as_slice(),
                &big(d.backed_n),
                &d.paired_at,
                &d.last_seen,
                &d.revoked_at,
                &d.wipe,
            ],
        )?;
        if d.revoked_at.is_some() {
            self.set_push_address(d.id, None, 0)?;
        }
        Ok(())
    }

    pub(super) fn set_backed_(&mut self, watermarks: &[(DeviceId, u64)]) -> Stored<()> {
        for (device, n) in watermarks {
            let Some(org) = self.home(Key::Device(*device))? else { continue };
            let sql = "UPDATE device SET backed_n = greatest(backed_n, $3) WHERE org = $1 AND id = $2";
            self.run(sql, &[&org, &big(device.bits()), &big(*n)])?;
        }
        Ok(())
    }

    pub(super) fn org_name_(&mut self, org: Uuid) -> Stored<Option<String>> {
        let row = self.one("SELECT name FROM org WHERE org = $1", &[&org])?;
        row.map(|row| get(&row, 0)).transpose()
    }

    /// The only question that is asked of all organisations at once.
    pub(super) fn orgs_(&mut self) -> Stored<Vec<(Uuid, String)>> {
        let rows = self.all("SELECT org, name FROM org ORDER BY org", &[])?;
        rows.iter().map(|row| Ok((get(row, 0)?, get(row, 1)?))).collect()
    }

    pub(super) fn add_org_(&mut self, org: Uuid, name: &str, now_ms: i64) -> Stored<()> {
        self.run("INSERT INTO org (org, name, opened_at) VALUES ($1, $2, $3)", &[&org, &name, &now_ms])?;
        self.settle(Key::Id(org), org)
    }

    /// The row stays locked until the transaction ends: what an account may do does not change during its
    /// round, and its handles are given out one by one.
    pub(super) fn account_(&mut self, id: Uuid) -> Stored<Option<AccountRow>> {
        let Some(org) = self.home(Key::Id(id))? else { return Ok(None) };
        let sql = format!("{ACCOUNT} AND id = $2 FOR UPDATE");
        self.one(&sql, &[&org, &id])?.as_ref().map(account).transpose()
    }

    pub(super) fn accounts_(&mut self, org: Uuid) -> Stored<Vec<AccountRow>> {
        let rows = self.all(&format!("{ACCOUNT} ORDER BY role COLLATE \"C\", id"), &[&org])?;
        rows.iter().map(account).collect()
    }

    pub(super) fn put_account_(&mut self, a: &AccountRow) -> Stored<()> {
        if self.home(Key::Id(a.id))?.is_none() {
            self.settle(Key::Id(a.id), a.org)?;
        }
        self.run(
            "INSERT INTO account (org, id, role, name, ge, closed_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (org, id) DO UPDATE SET role = $3, name = $4, closed_at = $6",
            &[&a.org, &a.id, &a.role.name(), &a.name, &big(a.ge), &a.closed_at],
        )?;
        Ok(())
    }

    /// The row stays locked until the transaction ends: who may enter a case is worked out by one at a time.
    pub(super) fn case_(&mut self, id: Uuid) -> Stored<Option<CaseRow>> {
        let Some(org) = self.home(Key::Id(id))? else { return Ok(None) };
        self.one(&format!("{CASE} AND id = $2 FOR UPDATE"), &[&org, &id])?.as_ref().map(case).transpose()
    }

    pub(super) fn cases_(&mut self, org: Uuid) -> Stored<Vec<CaseRow>> {
        let rows = self.all(&format!("{CASE} ORDER BY opened_at, id"), &[&org])?;
        rows.iter().map(case).collect()
    }

    pub(super) fn put_case_(&mut self, c: &CaseRow) -> Stored<()> {
        if self.home(Key::Id(c.id))?.is_none() {
            self.settle(Key::Id(c.id), c.org)?;
        }
        self.run(
            "INSERT INTO case_file (org, id, client, counsellor, opened_at, closed_at, result, team, waits) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (org, id) DO UPDATE \
             SET counsellor = $4, closed_at = $6, result = $7, team = $8, waits = $9",
            &[
                &c.org,
                &c.id,
                &c.client,
                &c.counsellor,
                &c.opened_at,
                &c.closed_at,
                &c.result,
                &c.team,
                &c.waits,
            ],
        )?;
        Ok(())
    }

    pub(super) fn add_code_(&mut self, hash: [u8; 32], code: &CodeRow) -> Stored<()> {
        let org = self.known_home(Key::Id(code.account))?;
        self.settle(Key::Code(hash), org)?;
        self.run(
            "INSERT INTO pairing_code (org, hash, account, expires_at) VALUES ($1, $2, $3, $4)",
            &[&org, &hash.as_slice(), &code.account, &code.expires_at],
        )?;
        Ok(())
    }

    /// The row stays locked until the transaction ends: of two who use a code at once, one pairs.
    pub(super) fn code_(&mut self, hash: [u8; 32]) -> Stored<Option<CodeRow>> {
        let Some(org) = self.home(Key::Code(hash))? else { return Ok(None) };
        let sql = "SELECT account, expires_at, used_at IS NOT NULL FROM pairing_code \
                   WHERE org = $1 AND hash = $2 FOR UPDATE";
        let row = self.one(sql, &[&org, &hash.as_slice()])?;
        let read =
            |row: Row| Ok(CodeRow { account: get(&row, 0)?, expires_at: get(&row, 1)?, used: get(&row, 2)? });
        row.map(read).transpose()
    }

    pub(super) fn use_code_(&mut self, hash: [u8; 32], now_ms: i64) -> Stored<()> {
        let org = self.known_home(Key::Code(hash))?;
        let sql = "UPDATE pairing_code SET used_at = $3 WHERE org = $1 AND hash = $2";
        self.run(sql, &[&org, &hash.as_slice(), &now_ms]).map(drop)
    }

    pub(super) fn void_codes_(&mut self, account: Uuid, now_ms: i64) -> Stored<()> {
        let org = self.known_home(Key::Id(account))?;
        let sql = "UPDATE pairing_code SET used_at = $3 WHERE org = $1 AND account = $2 AND used_at IS NULL";
        self.run(sql, &[&org, &account, &now_ms]).map(drop)
    }

    pub(super) fn held_(&mut self, org: Option<Uuid>) -> Stored<Vec<HeldItem>> {
        let orgs = match org {
            Some(org) => vec![org],
            None => self.everybody()?,
        };
        let sql = "SELECT uid, account, device, scope, why, at FROM held WHERE org = $1";
        let mut items = Vec::new();
        for org in orgs {
            for row in self.all(sql, &[&org])? {
                items.push(HeldItem {
                    uid: OpUid(exact(&row, 0)?).to_string(),
                    account: get::<Uuid>(&row, 1)?.to_string(),
                    device: device_id(&row, 2)?.to_string(),
                    scope: get(&row, 3)?,
                    why: text::given(get(&row, 4)?),
                    at: get(&row, 5)?,
                });
            }
        }
        items.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.uid.cmp(&b.uid)));
        Ok(items)
    }
}
