//! What nudges ask, in PostgreSQL.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::accounts::device_id;
use super::directory::Key;
use super::{Postgres, big, get, number, parsed, text};
use crate::store::{NudgeStore, Standing, Stored};

const LIVE: &str = "SELECT device.id, account.id, account.ge FROM device \
                    JOIN account ON account.org = $1 AND account.id = device.account \
                    WHERE device.org = $1 AND device.id = ANY($2) \
                    AND device.revoked_at IS NULL AND account.closed_at IS NULL";
const HEADS: &str = "SELECT grant_.account, scope.id, scope.head, grant_.until FROM grant_ \
                     JOIN scope ON scope.org = $1 AND scope.id = grant_.scope \
                     WHERE grant_.org = $1 AND grant_.account = ANY($2) AND grant_.revoked_at IS NULL";

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
}
