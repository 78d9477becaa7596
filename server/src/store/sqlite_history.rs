//! Reading the history in SQLite.

use opstap_domain::ids::ScopeId;
use opstap_sync::history::Entry;
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::{DeviceId, Dot};
use rusqlite::params;
use uuid::Uuid;

use super::Stored;
use super::sqlite::{Sqlite, damaged};

impl Sqlite {
    pub(super) fn history_(&self, scope: ScopeId, rec: Uuid, below: u64, most: usize) -> Stored<Vec<Entry>> {
        let sql = "SELECT seq, unit, v, device, n, by, t FROM history \
                   WHERE scope = ?1 AND rec = ?2 AND seq < ?3 ORDER BY seq DESC, n DESC, unit DESC LIMIT ?4";
        let below = if below == 0 { i64::MAX } else { i64::try_from(below).unwrap_or(i64::MAX) };
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, params![scope.to_string(), rec.to_string(), below, most], |row| {
            let by: Option<String> = row.get(5)?;
            Ok(Entry {
                s: row.get(0)?,
                unit: row.get(1)?,
                v: serde_json::from_str(row.get_ref(2)?.as_str()?).map_err(|_| damaged(2))?,
                d: Dot::new(DeviceId::new(row.get::<_, i64>(3)? as u64), row.get(4)?),
                by: by.map(|by| by.parse().map_err(|_| damaged(5))).transpose()?,
                at: Hlc(row.get::<_, i64>(6)? as u64).ms(),
            })
        })
    }
}
