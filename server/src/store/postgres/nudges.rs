//! What nudges ask, in PostgreSQL.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use opstap_sync::push::PushAddress;
use uuid::Uuid;

use super::accounts::device_id;
use super::directory::Key;
use super::{Postgres, big, damaged, get, number, parsed, text};
use crate::store::{NudgeStore, Standing, StoreError, Stored};

const LIVE: &str = "SELECT device.id, account.id, account.ge FROM device \
                    JOIN account ON account.org = $1 AND account.id = device.account \
                    WHERE device.org = $1 AND device.id = ANY($2) \
                    AND device.revoked_at IS NULL AND account.closed_at IS NULL";
const HEADS: &str = "SELECT grant_.account, scope.id, scope.head, grant_.until FROM grant_ \
                     JOIN scope ON scope.org = $1 AND scope.id = grant_.scope \
                     WHERE grant_.org = $1 AND grant_.account = ANY($2) AND grant_.revoked_at IS NULL";
const ADDRESSES: &str = "SELECT push_address.device, push_address.address, grant_.until FROM grant_ \
                         JOIN account ON account.org = $1 AND account.id = grant_.account \
                         JOIN device ON device.org = $1 AND device.account = account.id \
                         JOIN push_address ON push_address.org = $1 AND push_address.device = device.id \
                         WHERE grant_.org = $1 AND grant_.scope = ANY($2) AND grant_.revoked_at IS NULL \
                         AND device.revoked_at IS NULL AND account.closed_at IS NULL";

impl NudgeStore for Postgres {
    fn standings(&mut self, devices: &[DeviceId], today: &str) -> Stored<BTreeMap<DeviceId, Standing>> {
        let Some(first) = devices.first() else { return Ok(BTreeMap::new()) };
        let Some(org) = self.home(Key::Device(*first))? else { return Ok(BTreeMap::new()) };
        let ids: Vec<i64> = devices.iter().map(|device| big(device.bits())).collect();
        let live = self.all(LIVE, &[&org, &ids])?;
        let live = live.iter().map(|row| Ok((device_id(row, 0)?, get(row, 1)?, number(row, 2)?)));
        let live = live.collect::<Stored<Vec<(DeviceId, Uuid, u64)>>>()?;
        let accounts: Vec<Uuid> = live.iter().map(|(_, account, _)| *account).collect();
        let mut heads: BTreeMap<Uuid, BTreeMap<ScopeId, u64>> = BTreeMap::new();
        for row in self.all(HEADS, &[&org, &accounts])? {
            let until = get::<Option<&str>>(&row, 3)?.map(text::given);
            if until.is_none_or(|until| until.as_str() > today) {
                heads.entry(get(&row, 0)?).or_default().insert(parsed(&row, 1)?, number(&row, 2)?);
            }
        }
        let standing = |(device, account, ge)| {
            (device, Standing { ge, heads: heads.get(&account).cloned().unwrap_or_default() })
        };
        Ok(live.into_iter().map(standing).collect())
    }

    fn set_push_address(&mut self, device: DeviceId, to: Option<&PushAddress>, now_ms: i64) -> Stored<()> {
        let (org, id) = (self.known_home(Key::Device(device))?, big(device.bits()));
        let Some(to) = to else {
            let sql = "DELETE FROM push_address WHERE org = $1 AND device = $2";
            return self.run(sql, &[&org, &id]).map(drop);
        };
        let address = json(to)?;
        let others = "DELETE FROM push_address WHERE org = $1 AND address = $2 AND device <> $3";
        self.run(others, &[&org, &address, &id])?;
        let sql = "INSERT INTO push_address (org, device, address, at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org, device) DO UPDATE SET address = $3, at = $4";
        self.run(sql, &[&org, &id, &address, &now_ms]).map(drop)
    }

    fn drop_push_address(&mut self, device: DeviceId, to: &PushAddress) -> Stored<()> {
        let Some(org) = self.home(Key::Device(device))? else { return Ok(()) };
        let sql = "DELETE FROM push_address WHERE org = $1 AND device = $2 AND address = $3";
        self.run(sql, &[&org, &big(device.bits()), &json(to)?]).map(drop)
    }

    fn push_addresses(&mut self, scopes: &[ScopeId], today: &str) -> Stored<Vec<(DeviceId, PushAddress)>> {
        let Some(first) = scopes.first() else { return Ok(Vec::new()) };
        let Some(org) = self.home_of(*first)? else { return Ok(Vec::new()) };
        let ids: Vec<String> = scopes.iter().map(ToString::to_string).collect();
        let mut all = BTreeMap::new();
        for row in self.all(ADDRESSES, &[&org, &ids])? {
            let until = get::<Option<&str>>(&row, 2)?.map(text::given);
            if until.is_none_or(|until| until.as_str() > today) {
                let address = serde_json::from_str(get(&row, 1)?).map_err(|_| damaged())?;
                all.insert(device_id(&row, 0)?, address);
            }
        }
        Ok(all.into_iter().collect())
    }
}

fn json(address: &PushAddress) -> Stored<String> {
    serde_json::to_string(address).map_err(|_| StoreError::broken("a value that is no JSON"))
}
