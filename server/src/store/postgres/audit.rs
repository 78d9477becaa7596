//! The audit trail in PostgreSQL.

use opstap_domain::ids::{Compartment, Role};
use opstap_sync::ident::DeviceId;
use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, big, damaged, exact, get, number};
use crate::audit::{Act, Actor, AuditRow, Head, Status, Way};
use crate::store::audit::{AuditStore, Same};
use crate::store::{StoreError, Stored};

const ROW: &str = "SELECT n, trace, span, start_at, end_at, act, activity, subject, place, account, role, device, way, items, \
                   status, detail, before, hash FROM audit WHERE org = $1";

/// A name that is one of ours.
fn named<T>(row: &Row, at: usize, read: impl Fn(&str) -> Option<T>) -> Stored<T> {
    read(get(row, at)?).ok_or_else(damaged)
}

/// The same where there may be none.
fn maybe<T>(row: &Row, at: usize, read: impl Fn(&str) -> Option<T>) -> Stored<Option<T>> {
    let said: Option<&str> = get(row, at)?;
    said.map(|said| read(said).ok_or_else(damaged)).transpose()
}

fn audit(org: Uuid, row: &Row) -> Stored<AuditRow> {
    let device = get::<Option<i64>>(row, 11)?.map(u64::try_from).transpose().map_err(|_| damaged())?;
    Ok(AuditRow {
        org,
        n: number(row, 0)?,
        trace: exact(row, 1)?,
        span: exact(row, 2)?,
        start: get(row, 3)?,
        end: get(row, 4)?,
        act: named(row, 5, Act::from_name)?,
        activity: get(row, 6)?,
        subject: get(row, 7)?,
        place: maybe(row, 8, Compartment::from_name)?,
        actor: Actor {
            account: get(row, 9)?,
            role: maybe(row, 10, Role::from_name)?,
            device: device.map(DeviceId::new),
            way: named(row, 12, Way::from_name)?,
        },
        items: number(row, 13)?,
        status: named(row, 14, Status::from_name)?,
        detail: get(row, 15)?,
        before: exact(row, 16)?,
        hash: exact(row, 17)?,
    })
}

fn head(org: Uuid, row: &Row) -> Stored<Head> {
    Ok(Head { org, n: number(row, 0)?, hash: exact(row, 1)? })
}

fn bits(device: Option<DeviceId>) -> Option<i64> {
    device.map(|device| big(device.bits()))
}

impl AuditStore for Postgres {
    fn audit_head(&mut self, org: Uuid) -> Stored<Head> {
        let row = self.one("SELECT n, hash FROM audit_head WHERE org = $1", &[&org])?;
        row.map_or(Ok(Head { org, n: 0, hash: [0; 32] }), |row| head(org, &row))
    }

    /// By the row of its head. The first of an organisation is made here; of two servers that make it, one waits for the other.
    fn lock_audit(&mut self, org: Uuid) -> Stored<Head> {
        let sql = "SELECT n, hash FROM audit_head WHERE org = $1 AND n >= 0 FOR UPDATE";
        if let Some(row) = self.one(sql, &[&org])? {
            return head(org, &row);
        }
        let none = [0_u8; 32].to_vec();
        self.run(
            "INSERT INTO audit_head (org, n, hash) VALUES ($1, 0, $2) ON CONFLICT (org) DO NOTHING",
            &[&org, &none],
        )?;
        let row = self.one(sql, &[&org])?.ok_or_else(|| StoreError::broken("a trail without a head"))?;
        head(org, &row)
    }

    fn append_audit(&mut self, row: &AuditRow) -> Stored<()> {
        let AuditRow { org, subject, actor, .. } = row;
        let (trace, span) = (row.trace.to_vec(), row.span.to_vec());
        let (before, hash) = (row.before.to_vec(), row.hash.to_vec());
        self.run(
            "INSERT INTO audit (org, n, trace, span, start_at, end_at, act, activity, subject, place, account, role, device, \
             way, items, status, detail, before, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            &[
                org,
                &big(row.n),
                &trace,
                &span,
                &row.start,
                &row.end,
                &row.act.name(),
                &row.activity,
                subject,
                &row.place.map(Compartment::name),
                &actor.account,
                &actor.role.map(Role::name),
                &bits(actor.device),
                &actor.way.name(),
                &big(row.items),
                &row.status.name(),
                &row.detail,
                &before,
                &hash,
            ],
        )?;
        let sql = "UPDATE audit_head SET n = $2, hash = $3 WHERE org = $1 AND n = $4";
        let moved = self.run(sql, &[org, &big(row.n), &hash, &big(row.n.saturating_sub(1))])?;
        if moved == 1 {
            Ok(())
        } else {
            Err(StoreError::broken("a row of the audit trail that follows from nothing"))
        }
    }

    fn audit_covers(&mut self, same: &Same<'_>, now_ms: i64) -> Stored<bool> {
        let sql = "SELECT n FROM audit WHERE org = $1 AND account = $2 AND end_at > $3 AND end_at > start_at \
                   AND start_at <= $3 AND coalesce(device, -1) = $4 AND coalesce(subject::text, '') = $5 AND act = $6 \
                   AND coalesce(place, '') = $7 AND way = $8 AND detail = $9 LIMIT 1";
        let subject = same.subject.map(|case| case.to_string()).unwrap_or_default();
        let device = bits(same.device).unwrap_or(-1);
        let row = self.one(
            sql,
            &[
                &same.org,
                &same.account,
                &now_ms,
                &device,
                &subject,
                &same.act.name(),
                &same.place,
                &same.way.name(),
                &same.detail,
            ],
        )?;
        Ok(row.is_some())
    }

    fn audit_after(&mut self, org: Uuid, after: u64, most: usize) -> Stored<Vec<AuditRow>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = self.all(&format!("{ROW} AND n > $2 ORDER BY n LIMIT $3"), &[&org, &big(after), &most])?;
        rows.iter().map(|row| audit(org, row)).collect()
    }

    fn audit_about(&mut self, org: Uuid, case: Uuid, below: u64, most: usize) -> Stored<Vec<AuditRow>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let below = if below == 0 { i64::MAX } else { big(below) };
        let sql = format!("{ROW} AND subject = $2 AND n < $3 ORDER BY n DESC LIMIT $4");
        let rows = self.all(&sql, &[&org, &case, &below, &most])?;
        rows.iter().map(|row| audit(org, row)).collect()
    }
}
