//! Webhooks, in PostgreSQL.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, big, damaged, get, number, parsed};
use crate::store::Stored;
use crate::store::webhooks::{CallRow, WebhookRow, WebhookStore};

const CALL: &str = "SELECT org, hook, id, kind, subject, at, state, tries, due_at, lease, why \
                    FROM webhook_call WHERE org = $1";

fn webhook(row: &Row) -> Stored<WebhookRow> {
    let (old, until): (Option<Vec<u8>>, Option<i64>) = (get(row, 5)?, get(row, 6)?);
    Ok(WebhookRow {
        id: get(row, 0)?,
        org: get(row, 1)?,
        url: get(row, 2)?,
        kinds: get::<&str>(row, 3)?.split(',').map(str::to_owned).collect(),
        secret: get(row, 4)?,
        old: old.zip(until),
        stopped: get(row, 7)?,
        made_at: get(row, 8)?,
    })
}

fn call(row: &Row) -> Stored<CallRow> {
    Ok(CallRow {
        org: get(row, 0)?,
        hook: get(row, 1)?,
        id: get(row, 2)?,
        kind: get(row, 3)?,
        subject: get(row, 4)?,
        at: get(row, 5)?,
        state: parsed(row, 6)?,
        tries: u32::try_from(number(row, 7)?).map_err(|_| damaged())?,
        due_at: get(row, 8)?,
        lease: get(row, 9)?,
        why: get(row, 10)?,
    })
}

impl WebhookStore for Postgres {
    fn webhooks(&mut self, org: Uuid) -> Stored<Vec<WebhookRow>> {
        let sql = "SELECT id, org, url, kinds, secret, old, old_until, stopped, made_at FROM webhook \
                   WHERE org = $1 ORDER BY made_at, id";
        self.all(sql, &[&org])?.iter().map(webhook).collect()
    }

    fn put_webhook(&mut self, row: &WebhookRow) -> Stored<()> {
        let sql = "INSERT INTO webhook (org, id, url, kinds, secret, old, old_until, stopped, made_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                   ON CONFLICT (org, id) DO UPDATE SET url = $3, kinds = $4, secret = $5, old = $6, \
                   old_until = $7, stopped = $8";
        let (old, until) = row.old.clone().unzip();
        let WebhookRow { id, org, url, secret, stopped, made_at, .. } = row;
        self.run(sql, &[org, id, url, &row.kinds.join(","), secret, &old, &until, stopped, made_at]).map(drop)
    }

    fn forget_webhook(&mut self, org: Uuid, id: Uuid) -> Stored<()> {
        self.run("DELETE FROM webhook_call WHERE org = $1 AND hook = $2", &[&org, &id])?;
        self.run("DELETE FROM webhook WHERE org = $1 AND id = $2", &[&org, &id]).map(drop)
    }

    fn add_call(&mut self, row: &CallRow) -> Stored<bool> {
        let sql = "INSERT INTO webhook_call \
                   (org, hook, id, kind, subject, at, state, tries, due_at, lease, why) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
        let CallRow { org, hook, id, kind, subject, at, state, tries, due_at, lease, why } = row;
        let tries = i64::from(*tries);
        Ok(self.run(sql, &[org, hook, id, kind, subject, at, &state.name(), &tries, due_at, lease, why])?
            == 1)
    }

    fn set_call(&mut self, row: &CallRow, lease: &str) -> Stored<bool> {
        let sql = "UPDATE webhook_call SET state = $4, tries = $5, due_at = $6, lease = $7, why = $8 \
                   WHERE org = $1 AND hook = $2 AND id = $3 AND lease = $9";
        let tries = i64::from(row.tries);
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 9] = [
            &row.org,
            &row.hook,
            &row.id,
            &row.state.name(),
            &tries,
            &row.due_at,
            &row.lease,
            &row.why,
            &lease,
        ];
        Ok(self.run(sql, &values)? == 1)
    }

    fn calls(&mut self, org: Uuid, hook: Uuid) -> Stored<Vec<CallRow>> {
        let sql = format!("{CALL} AND hook = $2 ORDER BY at, id");
        self.all(&sql, &[&org, &hook])?.iter().map(call).collect()
    }

    fn calls_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<CallRow>> {
        let sql = format!(
            "{CALL} AND state IN ('waits', 'under_way') AND due_at <= $2 ORDER BY due_at LIMIT $3 \
             FOR UPDATE SKIP LOCKED"
        );
        self.all(&sql, &[&org, &now_ms, &big(most as u64)])?.iter().map(call).collect()
    }

    fn forget_calls(&mut self, before_ms: i64) -> Stored<()> {
        let sql =
            "DELETE FROM webhook_call WHERE org = $1 AND at < $2 AND state NOT IN ('waits', 'under_way')";
        for org in self.everybody()? {
            self.run(sql, &[&org, &before_ms])?;
        }
        Ok(())
    }
}
