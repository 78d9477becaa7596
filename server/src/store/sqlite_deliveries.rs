//! Delivery by text message and mail, in SQLite.

use opstap_domain::ids::ScopeId;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::sqlite::{Sqlite, parsed};
use super::{DeliveryRow, DeliveryStore, Stored};

const ROW: &str =
    "SELECT scope, reason, channel, about, starts_at, state, tries, due_at, lease, why, at FROM delivery";

fn delivery(row: &Row<'_>) -> rusqlite::Result<DeliveryRow> {
    Ok(DeliveryRow {
        scope: parsed(row, 0)?,
        reason: row.get(1)?,
        channel: parsed(row, 2)?,
        about: row.get(3)?,
        starts_at: row.get(4)?,
        state: parsed(row, 5)?,
        tries: row.get(6)?,
        due_at: row.get(7)?,
        lease: row.get(8)?,
        why: row.get(9)?,
        at: row.get(10)?,
    })
}

impl DeliveryStore for Sqlite {
    fn scopes_to_look_at(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<ScopeId>> {
        let sql = "SELECT id FROM scope WHERE org = ?1 AND looked <> head AND id LIKE '%.together' \
                   UNION SELECT id FROM scope WHERE org = ?1 AND look_at <= ?2 LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, params![org.to_string(), now_ms, most], |row| parsed(row, 0))
    }

    fn looked_at(&mut self, scope: ScopeId, head: u64, look_at: Option<i64>) -> Stored<()> {
        let sql = "UPDATE scope SET looked = ?2, look_at = ?3 WHERE id = ?1";
        self.run(sql, params![scope.to_string(), head, look_at]).map(drop)
    }

    fn add_delivery(&mut self, row: &DeliveryRow) -> Stored<bool> {
        let sql = "INSERT INTO delivery \
                   (scope, reason, channel, about, starts_at, state, tries, due_at, lease, why, at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING";
        let added = self.run(
            sql,
            params![
                row.scope.to_string(),
                row.reason,
                row.channel.name(),
                row.about,
                row.starts_at,
                row.state.name(),
                row.tries,
                row.due_at,
                row.lease,
                row.why,
                row.at
            ],
        )?;
        Ok(added == 1)
    }

    fn set_delivery(&mut self, row: &DeliveryRow, lease: &str) -> Stored<bool> {
        let sql = "UPDATE delivery SET state = ?4, tries = ?5, due_at = ?6, lease = ?7, why = ?8 \
                   WHERE scope = ?1 AND reason = ?2 AND channel = ?3 AND lease = ?9";
        let changed = self.run(
            sql,
            params![
                row.scope.to_string(),
                row.reason,
                row.channel.name(),
                row.state.name(),
                row.tries,
                row.due_at,
                row.lease,
                row.why,
                lease
            ],
        )?;
        Ok(changed == 1)
    }

    fn deliveries(&mut self, scope: Option<ScopeId>) -> Stored<Vec<DeliveryRow>> {
        let scope = scope.map(|scope| scope.to_string());
        let sql = format!("{ROW} WHERE ?1 IS NULL OR scope = ?1 ORDER BY at, scope, reason, channel");
        self.all(&sql, params![scope], delivery)
    }

    fn stuck_deliveries(&mut self, org: Uuid) -> Stored<Vec<DeliveryRow>> {
        let sql = format!(
            "{ROW} WHERE state IN ('unsure', 'dead') AND scope IN (SELECT id FROM scope WHERE org = ?1) \
             ORDER BY at, scope, reason, channel"
        );
        self.all(&sql, [org.to_string()], delivery)
    }

    fn deliveries_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<DeliveryRow>> {
        let sql = format!(
            "{ROW} WHERE state IN ('waits', 'under_way') AND due_at <= ?1 \
             AND (SELECT org FROM scope WHERE scope.id = delivery.scope) = ?2 ORDER BY due_at LIMIT ?3"
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(&sql, params![now_ms, org.to_string(), most], delivery)
    }

    fn forget_deliveries(&mut self, before_ms: i64) -> Stored<()> {
        let sql = "DELETE FROM delivery WHERE starts_at < ?1 AND state NOT IN ('waits', 'under_way')";
        self.run(sql, [before_ms]).map(drop)
    }

    fn forget_deliveries_of(&mut self, scope: ScopeId) -> Stored<()> {
        self.run("DELETE FROM delivery WHERE scope = ?1", [scope.to_string()]).map(drop)
    }
}
