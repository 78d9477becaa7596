//! Delivery by text message and mail, in PostgreSQL.

use std::collections::BTreeSet;

use opstap_domain::ids::ScopeId;
use tokio_postgres::Row;
use uuid::Uuid;

use super::directory::Key;
use super::{Postgres, big, get, number, parsed};
use crate::store::{DeliveryRow, DeliveryStore, StoreError, Stored};

const ROW: &str = "SELECT scope, reason, channel, about, starts_at, state, tries, due_at, lease, why, at \
                   FROM delivery WHERE org = $1";

fn delivery(row: &Row) -> Stored<DeliveryRow> {
    Ok(DeliveryRow {
        scope: parsed(row, 0)?,
        reason: get(row, 1)?,
        channel: parsed(row, 2)?,
        about: get(row, 3)?,
        starts_at: get(row, 4)?,
        state: parsed(row, 5)?,
        tries: u32::try_from(number(row, 6)?).map_err(|_| StoreError::broken("a damaged row"))?,
        due_at: get(row, 7)?,
        lease: get(row, 8)?,
        why: get(row, 9)?,
        at: get(row, 10)?,
    })
}

impl DeliveryStore for Postgres {
    fn scopes_to_look_at(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<ScopeId>> {
        let changed = "SELECT id FROM scope WHERE org = $1 AND looked <> head AND id LIKE '%.together' \
                       ORDER BY id LIMIT $2";
        let due = "SELECT id FROM scope WHERE org = $1 AND look_at <= $2 ORDER BY id LIMIT $3";
        // In one order, so that two servers do not wait for each other.
        let mut all = BTreeSet::new();
        let limit = big(most as u64);
        let mut rows = self.all(changed, &[&org, &limit])?;
        rows.extend(self.all(due, &[&org, &now_ms, &limit])?);
        for row in rows {
            all.insert(parsed(&row, 0)?);
        }
        Ok(all.into_iter().take(most).collect())
    }

    fn looked_at(&mut self, scope: ScopeId, head: u64, look_at: Option<i64>) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        let sql = "UPDATE scope SET looked = $3, look_at = $4 WHERE org = $1 AND id = $2";
        self.run(sql, &[&org, &scope.to_string(), &big(head), &look_at]).map(drop)
    }

    fn add_delivery(&mut self, row: &DeliveryRow) -> Stored<bool> {
        let org = self.known_home(Key::Id(row.scope.owner))?;
        let sql = "INSERT INTO delivery \
                   (org, scope, reason, channel, about, starts_at, state, tries, due_at, lease, why, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
        let added = self.run(
            sql,
            &[
                &org,
                &row.scope.to_string(),
                &row.reason,
                &row.channel.name(),
                &row.about,
                &row.starts_at,
                &row.state.name(),
                &i64::from(row.tries),
                &row.due_at,
                &row.lease,
                &row.why,
                &row.at,
            ],
        )?;
        Ok(added == 1)
    }

    fn set_delivery(&mut self, row: &DeliveryRow, lease: &str) -> Stored<bool> {
        let org = self.known_home(Key::Id(row.scope.owner))?;
        let sql = "UPDATE delivery SET state = $5, tries = $6, due_at = $7, lease = $8, why = $9 \
                   WHERE org = $1 AND scope = $2 AND reason = $3 AND channel = $4 AND lease = $10";
        let changed = self.run(
            sql,
            &[
                &org,
                &row.scope.to_string(),
                &row.reason,
                &row.channel.name(),
                &row.state.name(),
                &i64::from(row.tries),
                &row.due_at,
                &row.lease,
                &row.why,
                &lease,
            ],
        )?;
        Ok(changed == 1)
    }

    fn deliveries(&mut self, scope: Option<ScopeId>) -> Stored<Vec<DeliveryRow>> {
        if let Some(scope) = scope {
            let Some(org) = self.home_of(scope)? else { return Ok(Vec::new()) };
            let sql = format!("{ROW} AND scope = $2 ORDER BY at, scope, reason, channel");
            let rows = self.all(&sql, &[&org, &scope.to_string()])?;
            return rows.iter().map(delivery).collect();
        }
        let sql = format!("{ROW} ORDER BY at, scope, reason, channel");
        let mut all = Vec::new();
        for org in self.everybody()? {
            for row in self.all(&sql, &[&org])? {
                all.push(delivery(&row)?);
            }
        }
        Ok(all)
    }

    fn stuck_deliveries(&mut self, org: Uuid) -> Stored<Vec<DeliveryRow>> {
        let sql = format!("{ROW} AND state IN ('unsure', 'dead') ORDER BY at, scope, reason, channel");
        self.all(&sql, &[&org])?.iter().map(delivery).collect()
    }

    fn deliveries_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<DeliveryRow>> {
        let sql = format!(
            "{ROW} AND state IN ('waits', 'under_way') AND due_at <= $2 ORDER BY due_at LIMIT $3 \
             FOR UPDATE SKIP LOCKED"
        );
        self.all(&sql, &[&org, &now_ms, &big(most as u64)])?.iter().map(delivery).collect()
    }

    fn forget_deliveries(&mut self, before_ms: i64) -> Stored<()> {
        let sql = "DELETE FROM delivery WHERE org = $1 AND starts_at < $2 \
                   AND state NOT IN ('waits', 'under_way')";
        for org in self.everybody()? {
            self.run(sql, &[&org, &before_ms])?;
        }
        Ok(())
    }

    fn forget_deliveries_of(&mut self, scope: ScopeId) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        self.run("DELETE FROM delivery WHERE org = $1 AND scope = $2", &[&org, &scope.to_string()]).map(drop)
    }
}
