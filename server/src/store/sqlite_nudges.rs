//! What nudges ask, in SQLite.

use std::collections::BTreeMap;

use opstap_sync::ident::DeviceId;
use rusqlite::params;

use super::sqlite::{Sqlite, parsed};
use super::{NudgeStore, Standing, Stored};

const LIVE: &str = "SELECT account.id, account.ge FROM device JOIN account ON account.id = device.account \
                    WHERE device.id = ?1 AND device.revoked_at IS NULL AND account.closed_at IS NULL";
const HEADS: &str = "SELECT scope.id, scope.head FROM grant_ JOIN scope ON scope.id = grant_.scope \
                     WHERE grant_.account = ?1 AND grant_.revoked_at IS NULL \
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
}
