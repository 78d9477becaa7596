//! Reading the history in PostgreSQL.

use opstap_domain::ids::ScopeId;
use opstap_sync::history::Entry;
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::Dot;
use tokio_postgres::Row;
use uuid::Uuid;

use super::accounts::device_id;
use super::{Postgres, big, damaged, get, number, text};
use crate::store::Stored;

fn entry(row: &Row) -> Stored<Entry> {
    Ok(Entry {
        s: number(row, 0)?,
        unit: text::given(get(row, 1)?),
        v: serde_json::from_str(get(row, 2)?).map_err(|_| damaged())?,
        d: Dot::new(device_id(row, 3)?, number(row, 4)?),
        by: get(row, 5)?,
        at: Hlc(number(row, 6)?).ms(),
    })
}

impl Postgres {
    pub(super) fn history_(
        &mut self,
        scope: ScopeId,
        rec: Uuid,
        below: u64,
        most: usize,
    ) -> Stored<Vec<Entry>> {
        let Some(org) = self.home_of(scope)? else { return Ok(Vec::new()) };
        let sql = "SELECT seq, unit, v, device, n, by, t FROM history \
                   WHERE org = $1 AND scope = $2 AND rec = $3 AND seq < $4 \
                   ORDER BY seq DESC, n DESC, unit COLLATE \"C\" DESC LIMIT $5";
        let below = if below == 0 { i64::MAX } else { big(below) };
        let rows = self.all(sql, &[&org, &scope.to_string(), &rec, &below, &big(most as u64)])?;
        rows.iter().map(entry).collect()
    }
}
