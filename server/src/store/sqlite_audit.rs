//! The audit trail in SQLite.

use opstap_domain::ids::{Compartment, Role};
use opstap_sync::ident::DeviceId;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::audit::{AuditStore, Same};
use super::sqlite::{Sqlite, damaged, parsed};
use super::{StoreError, Stored};
use crate::audit::{Act, Actor, AuditRow, Head, Status, Way};

const ROW: &str = "SELECT org, n, trace, span, start_at, end_at, act, activity, subject, place, account, role, device, way, \
                   items, status, detail, before, hash FROM audit";

/// A name that is one of ours.
fn named<T>(row: &Row<'_>, at: usize, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    read(row.get_ref(at)?.as_str()?).ok_or_else(|| damaged(at))
}

/// The same where there may be none.
fn maybe<T>(row: &Row<'_>, at: usize, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    let said: Option<String> = row.get(at)?;
    said.map(|said| read(&said).ok_or_else(|| damaged(at))).transpose()
}

fn uuid(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text).ok()
}

fn audit(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow {
        org: parsed(row, 0)?,
        n: row.get(1)?,
        trace: row.get(2)?,
        span: row.get(3)?,
        start: row.get(4)?,
        end: row.get(5)?,
        act: named(row, 6, Act::from_name)?,
        activity: row.get(7)?,
        subject: maybe(row, 8, uuid)?,
        place: maybe(row, 9, Compartment::from_name)?,
        actor: Actor {
            account: maybe(row, 10, uuid)?,
            role: maybe(row, 11, Role::from_name)?,
            device: row.get::<_, Option<i64>>(12)?.map(|bits| DeviceId::new(bits as u64)),
            way: named(row, 13, Way::from_name)?,
        },
        items: row.get(14)?,
        status: named(row, 15, Status::from_name)?,
        detail: row.get(16)?,
        before: row.get(17)?,
        hash: row.get(18)?,
    })
}

/// A device as SQLite has it: 48 bits fit.
fn bits(device: Option<DeviceId>) -> Option<i64> {
    device.map(|device| device.bits() as i64)
}

impl AuditStore for Sqlite {
    fn audit_head(&mut self, org: Uuid) -> Stored<Head> {
        let sql = "SELECT n, hash FROM audit_head WHERE org = ?1";
        let read = |row: &Row<'_>| Ok(Head { org, n: row.get(0)?, hash: row.get(1)? });
        Ok(self.one(sql, params![org.to_string()], read)?.unwrap_or(Head { org, n: 0, hash: [0; 32] }))
    }

    /// Only one transaction writes at a time, and it began as one that will.
    fn lock_audit(&mut self, org: Uuid) -> Stored<Head> {
        self.audit_head(org)
    }

    fn append_audit(&mut self, row: &AuditRow) -> Stored<()> {
        let org = row.org.to_string();
        self.run(
            "INSERT INTO audit (org, n, trace, span, start_at, end_at, act, activity, subject, place, account, role, device, \
             way, items, status, detail, before, hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            params![
                org,
                row.n,
                row.trace,
                row.span,
                row.start,
                row.end,
                row.act.name(),
                row.activity,
                row.subject.map(|case| case.to_string()),
                row.place.map(Compartment::name),
                row.actor.account.map(|account| account.to_string()),
                row.actor.role.map(Role::name),
                bits(row.actor.device),
                row.actor.way.name(),
                row.items,
                row.status.name(),
                row.detail,
                row.before,
                row.hash
            ],
        )?;
        let sql = "INSERT INTO audit_head (org, n, hash) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (org) DO UPDATE SET n = ?2, hash = ?3 WHERE n = ?2 - 1";
        let moved = self.run(sql, params![org, row.n, row.hash])?;
        if moved == 1 {
            Ok(())
        } else {
            Err(StoreError::broken("a row of the audit trail that follows from nothing"))
        }
    }

    fn audit_covers(&mut self, same: &Same<'_>, now_ms: i64) -> Stored<bool> {
        let sql = "SELECT 1 FROM audit WHERE org = ?1 AND account = ?2 AND end_at > ?3 AND end_at > start_at \
                   AND start_at <= ?3 AND coalesce(device, -1) = ?4 AND coalesce(subject, '') = ?5 AND act = ?6 \
                   AND coalesce(place, '') = ?7 AND way = ?8 AND detail = ?9 LIMIT 1";
        let values = params![
            same.org.to_string(),
            same.account.to_string(),
            now_ms,
            bits(same.device).unwrap_or(-1),
            same.subject.map(|case| case.to_string()).unwrap_or_default(),
            same.act.name(),
            same.place,
            same.way.name(),
            same.detail
        ];
        Ok(self.one(sql, values, |_| Ok(()))?.is_some())
    }

    fn audit_after(&mut self, org: Uuid, after: u64, most: usize) -> Stored<Vec<AuditRow>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let sql = format!("{ROW} WHERE org = ?1 AND n > ?2 ORDER BY n LIMIT ?3");
        self.all(&sql, params![org.to_string(), after, most], audit)
    }

    fn audit_about(&mut self, org: Uuid, case: Uuid, below: u64, most: usize) -> Stored<Vec<AuditRow>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let sql =
            format!("{ROW} WHERE org = ?1 AND subject = ?2 AND (?3 = 0 OR n < ?3) ORDER BY n DESC LIMIT ?4");
        self.all(&sql, params![org.to_string(), case.to_string(), below, most], audit)
    }
}
