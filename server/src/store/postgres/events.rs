//! Events, in PostgreSQL.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, get};
use crate::store::Stored;
use crate::store::events::{AttendanceRow, EventStore};

const ROW: &str = "SELECT org, event, case_id, since, wants, told, version, due FROM attendance WHERE org = $1 AND event = $2";

fn attendance(row: &Row) -> Stored<AttendanceRow> {
    Ok(AttendanceRow {
        org: get(row, 0)?,
        event: get(row, 1)?,
        case: get(row, 2)?,
        since: get(row, 3)?,
        wants: get(row, 4)?,
        told: get(row, 5)?,
        version: get(row, 6)?,
        due: get(row, 7)?,
    })
}

impl EventStore for Postgres {
    fn attendance(&mut self, org: Uuid, event: &str, case: Uuid) -> Stored<Option<AttendanceRow>> {
        let row = self.one(&format!("{ROW} AND case_id = $3"), &[&org, &event, &case])?;
        row.as_ref().map(attendance).transpose()
    }

    fn attendances(&mut self, org: Uuid, event: &str) -> Stored<Vec<AttendanceRow>> {
        let sql = format!("{ROW} ORDER BY case_id");
        self.all(&sql, &[&org, &event])?.iter().map(attendance).collect()
    }

    fn put_attendance(&mut self, row: &AttendanceRow) -> Stored<()> {
        let sql = "INSERT INTO attendance (org, event, case_id, since, wants, told, version, due) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org, event, case_id) DO UPDATE SET \
                   since = excluded.since, wants = excluded.wants, told = excluded.told, \
                   version = excluded.version, due = excluded.due";
        let AttendanceRow { org, event, case, since, wants, told, version, due } = row;
        self.run(sql, &[org, event, case, since, wants, told, version, due]).map(drop)
    }

    fn events_due(&mut self, org: Uuid) -> Stored<Vec<String>> {
        let sql = "SELECT DISTINCT event FROM attendance WHERE org = $1 AND due ORDER BY event";
        self.all(sql, &[&org])?.iter().map(|row| get(row, 0)).collect()
    }

    fn event_changed(&mut self, org: Uuid, event: &str) -> Stored<()> {
        let sql = "UPDATE attendance SET due = true WHERE org = $1 AND event = $2";
        self.run(sql, &[&org, &event]).map(drop)
    }

    fn leave_all_events(&mut self, org: Uuid, case: Uuid) -> Stored<()> {
        let sql = "UPDATE attendance SET wants = false, due = true WHERE org = $1 AND case_id = $2";
        self.run(sql, &[&org, &case]).map(drop)
    }

    fn forget_attendance(&mut self, row: &AttendanceRow) -> Stored<()> {
        let sql = "DELETE FROM attendance WHERE org = $1 AND event = $2 AND case_id = $3";
        self.run(sql, &[&row.org, &row.event, &row.case]).map(drop)
    }
}
