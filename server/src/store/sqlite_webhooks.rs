//! Webhooks, in SQLite.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::sqlite::{Sqlite, parsed};
use super::webhooks::{CallRow, WebhookRow, WebhookStore};

const CALL: &str =
    "SELECT org, hook, id, kind, subject, at, state, tries, due_at, lease, why FROM webhook_call";

fn webhook(row: &Row<'_>) -> rusqlite::Result<WebhookRow> {
    let (kinds, old, until): (String, Option<Vec<u8>>, Option<i64>) = (row.get(3)?, row.get(5)?, row.get(6)?);
    Ok(WebhookRow {
        id: parsed(row, 0)?,
        org: parsed(row, 1)?,
        url: row.get(2)?,
        kinds: kinds.split(',').map(str::to_owned).collect(),
        secret: row.get(4)?,
        old: old.zip(until),
        stopped: row.get(7)?,
        made_at: row.get(8)?,
    })
}

fn call(row: &Row<'_>) -> rusqlite::Result<CallRow> {
    Ok(CallRow {
        org: parsed(row, 0)?,
        hook: parsed(row, 1)?,
        id: parsed(row, 2)?,
        kind: row.get(3)?,
        subject: parsed(row, 4)?,
        at: row.get(5)?,
        state: parsed(row, 6)?,
        tries: row.get(7)?,
        due_at: row.get(8)?,
        lease: row.get(9)?,
        why: row.get(10)?,
    })
}

impl WebhookStore for Sqlite {
    fn webhooks(&mut self, org: Uuid) -> Stored<Vec<WebhookRow>> {
        let sql = "SELECT id, org, url, kinds, secret, old, old_until, stopped, made_at FROM webhook \
                   WHERE org = ?1 ORDER BY made_at, id";
        self.all(sql, params![org.to_string()], webhook)
    }

    fn put_webhook(&mut self, row: &WebhookRow) -> Stored<()> {
        let sql = "INSERT INTO webhook (id, org, url, kinds, secret, old, old_until, stopped, made_at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
                   ON CONFLICT (id) DO UPDATE SET url = ?3, kinds = ?4, secret = ?5, old = ?6, old_until = ?7, \
                   stopped = ?8";
        let (old, until) = row.old.clone().unzip();
        let (id, org, kinds) = (row.id.to_string(), row.org.to_string(), row.kinds.join(","));
        let values = params![id, org, row.url, kinds, row.secret, old, until, row.stopped, row.made_at];
        self.run(sql, values).map(drop)
    }

    fn forget_webhook(&mut self, org: Uuid, id: Uuid) -> Stored<()> {
        let (org, id) = (org.to_string(), id.to_string());
        self.run("DELETE FROM webhook_call WHERE org = ?1 AND hook = ?2", params![org, id])?;
        self.run("DELETE FROM webhook WHERE org = ?1 AND id = ?2", params![org, id]).map(drop)
    }

    fn add_call(&mut self, row: &CallRow) -> Stored<bool> {
        let sql = "INSERT INTO webhook_call \
                   (org, hook, id, kind, subject, at, state, tries, due_at, lease, why) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING";
        let values = params![
            row.org.to_string(),
            row.hook.to_string(),
            row.id.to_string(),
            row.kind,
            row.subject.to_string(),
            row.at,
            row.state.name(),
            row.tries,
            row.due_at,
            row.lease,
            row.why
        ];
        Ok(self.run(sql, values)? == 1)
    }

    fn set_call(&mut self, row: &CallRow, lease: &str) -> Stored<bool> {
        let sql = "UPDATE webhook_call SET state = ?4, tries = ?5, due_at = ?6, lease = ?7, why = ?8 \
                   WHERE org = ?1 AND hook = ?2 AND id = ?3 AND lease = ?9";
        let values = params![
            row.org.to_string(),
            row.hook.to_string(),
            row.id.to_string(),
            row.state.name(),
            row.tries,
            row.due_at,
            row.lease,
            row.why,
            lease
        ];
        Ok(self.run(sql, values)? == 1)
    }

    fn calls(&mut self, org: Uuid, hook: Uuid) -> Stored<Vec<CallRow>> {
        let sql = format!("{CALL} WHERE org = ?1 AND hook = ?2 ORDER BY at, id");
        self.all(&sql, params![org.to_string(), hook.to_string()], call)
    }

    fn calls_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<CallRow>> {
        let sql = format!(
            "{CALL} WHERE org = ?1 AND state IN ('waits', 'under_way') AND due_at <= ?2 ORDER BY due_at LIMIT ?3"
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(&sql, params![org.to_string(), now_ms, most], call)
    }

    fn forget_calls(&mut self, before_ms: i64) -> Stored<()> {
        let sql = "DELETE FROM webhook_call WHERE at < ?1 AND state NOT IN ('waits', 'under_way')";
        self.run(sql, [before_ms]).map(drop)
    }
}
