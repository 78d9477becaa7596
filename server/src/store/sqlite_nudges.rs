//! What nudges ask, in SQLite.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use opstap_sync::push::PushAddress;
use rusqlite::params;

use super::sqlite::{Sqlite, parsed};
use super::sqlite_rounds::json;
use super::{NudgeStore, Standing, StoreError, Stored};

const LIVE: &str = "SELECT account.id, account.ge FROM device JOIN account ON account.id = device.account \
                    WHERE device.id = ?1 AND device.revoked_at IS NULL AND account.closed_at IS NULL";
const HEADS: &str = "SELECT scope.id, scope.head FROM grant_ JOIN scope ON scope.id = grant_.scope \
                     WHERE grant_.account = ?1 AND grant_.revoked_at IS NULL \
                     AND (grant_.until IS NULL OR grant_.until > ?2)";
const ADDRESSES: &str = "SELECT push_address.device, push_address.address FROM grant_ \
                         JOIN account ON account.id = grant_.account AND account.closed_at IS NULL \
                         JOIN device ON device.account = account.id AND device.revoked_at IS NULL \
                         JOIN push_address ON push_address.device = device.id \
                         WHERE grant_.scope = ?1 AND grant_.revoked_at IS NULL \
                         AND (grant_.until IS NULL OR grant_.until > ?2)";

impl NudgeStore for Sqlite {
    fn standings(&mut self, devices: &[DeviceId], today: &str) -> Stored<BTreeMap<DeviceId, Standing>> {
        let mut all = BTreeMap::new();
        for device in devices {
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
            let Some((account, ge)) = self.one(LIVE, params![device.bits() as i64], read)? else { continue };
            let heads = self.all(HEADS, params![account, today], |row| Ok((parsed(row, 0)?, row.get(1)?)))?;
            all.insert(*device, Standing { ge, heads: heads.into_iter().collect() });
        }
        Ok(all)
    }

    fn set_push_address(&mut self, device: DeviceId, to: Option<&PushAddress>, now_ms: i64) -> Stored<()> {
        let id = device.bits() as i64;
        let Some(to) = to else {
            return self.run("DELETE FROM push_address WHERE device = ?1", params![id]).map(drop);
        };
        let address = json(to)?;
        self.run("DELETE FROM push_address WHERE address = ?1 AND device <> ?2", params![address, id])?;
        self.run(
            "INSERT INTO push_address (device, address, at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (device) DO UPDATE SET address = ?2, at = ?3",
            params![id, address, now_ms],
        )
        .map(drop)
    }

    fn drop_push_address(&mut self, device: DeviceId, to: &PushAddress) -> Stored<()> {
        let sql = "DELETE FROM push_address WHERE device = ?1 AND address = ?2";
        self.run(sql, params![device.bits() as i64, json(to)?]).map(drop)
    }

    fn push_addresses(&mut self, scopes: &[ScopeId], today: &str) -> Stored<Vec<(DeviceId, PushAddress)>> {
        let mut all = BTreeMap::new();
        for scope in scopes {
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
            for (device, address) in self.all(ADDRESSES, params![scope.to_string(), today], read)? {
                let address =
                    serde_json::from_str(&address).map_err(|_| StoreError::broken("a damaged row"))?;
                all.insert(DeviceId::new(device as u64), address);
            }
        }
        Ok(all.into_iter().collect())
    }
}
