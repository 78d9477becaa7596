//! Events, in SQLite.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::events::{AttendanceRow, EventStore};
use super::sqlite::{Sqlite, parsed};

const ROW: &str = "SELECT org, event, case_id, since, wants, told, version, due FROM attendance";

fn attendance(row: &Row<'_>) -> rusqlite::Result<AttendanceRow> {
    Ok(AttendanceRow {
        org: parsed(row, 0)?,
        event: row.get(1)?,
        case: parsed(row, 2)?,
        since: row.get(3)?,
        wants: row.get(4)?,
        told: row.get(5)?,
        version: row.get(6)?,
        due: row.get(7)?,
    })
}

impl EventStore for Sqlite {
    fn attendance(&mut self, org: Uuid, event: &str, case: Uuid) -> Stored<Option<AttendanceRow>> {
        let sql = format!("{ROW} WHERE org = ?1 AND event = ?2 AND case_id = ?3");
        self.one(&sql, params![org.to_string(), event, case.to_string()], attendance)
    }

    fn attendances(&mut self, org: Uuid, event: &str) -> Stored<Vec<AttendanceRow>> {
        let sql = format!("{ROW} WHERE org = ?1 AND event = ?2 ORDER BY case_id");
        self.all(&sql, params![org.to_string(), event], attendance)
    }

    fn put_attendance(&mut self, row: &AttendanceRow) -> Stored<()> {
        let sql = "INSERT INTO attendance (org, event, case_id, since, wants, told, version, due) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (org, event, case_id) DO UPDATE SET \
                   since = excluded.since, wants = excluded.wants, told = excluded.told, \
                   version = excluded.version, due = excluded.due";
        let (org, case) = (row.org.to_string(), row.case.to_string());
        let values = params![org, row.event, case, row.since, row.wants, row.told, row.version, row.due];
        self.run(sql, values).map(drop)
    }

    fn events_due(&mut self, org: Uuid) -> Stored<Vec<String>> {
        let sql = "SELECT DISTINCT event FROM attendance WHERE org = ?1 AND due = 1 ORDER BY event";
        self.all(sql, params![org.to_string()], |row| row.get(0))
    }

    fn event_changed(&mut self, org: Uuid, event: &str) -> Stored<()> {
        let sql = "UPDATE attendance SET due = 1 WHERE org = ?1 AND event = ?2";
        self.run(sql, params![org.to_string(), event]).map(drop)
    }

    fn leave_all_events(&mut self, org: Uuid, case: Uuid) -> Stored<()> {
        let sql = "UPDATE attendance SET wants = 0, due = 1 WHERE org = ?1 AND case_id = ?2";
        self.run(sql, params![org.to_string(), case.to_string()]).map(drop)
    }

    fn forget_attendance(&mut self, row: &AttendanceRow) -> Stored<()> {
        let sql = "DELETE FROM attendance WHERE org = ?1 AND event = ?2 AND case_id = ?3";
        self.run(sql, params![row.org.to_string(), row.event, row.case.to_string()]).map(drop)
    }
}
