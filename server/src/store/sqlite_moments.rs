//! Free moments, in SQLite.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::moments::{MomentRow, MomentStore};
use super::sqlite::{Sqlite, parsed};

const ROW: &str =
    "SELECT org, helper, case_id, id, choice, starts, minutes, since, wants, told, due FROM moment";

fn moment(row: &Row<'_>) -> rusqlite::Result<MomentRow> {
    Ok(MomentRow {
        org: parsed(row, 0)?,
        helper: parsed(row, 1)?,
        case: parsed(row, 2)?,
        id: parsed(row, 3)?,
        choice: parsed(row, 4)?,
        starts: row.get(5)?,
        minutes: row.get(6)?,
        since: row.get(7)?,
        wants: row.get(8)?,
        told: row.get(9)?,
        due: row.get(10)?,
    })
}

impl MomentStore for Sqlite {
    fn moment(&mut self, org: Uuid, case: Uuid, id: Uuid) -> Stored<Option<MomentRow>> {
        let sql = format!("{ROW} WHERE org = ?1 AND case_id = ?2 AND id = ?3");
        self.one(&sql, params![org.to_string(), case.to_string(), id.to_string()], moment)
    }

    fn moments(&mut self, org: Uuid, helper: Uuid) -> Stored<Vec<MomentRow>> {
        let sql = format!("{ROW} WHERE org = ?1 AND helper = ?2 ORDER BY case_id, id");
        self.all(&sql, params![org.to_string(), helper.to_string()], moment)
    }

    fn put_moment(&mut self, row: &MomentRow) -> Stored<()> {
        let sql = "INSERT INTO moment (org, helper, case_id, id, choice, starts, minutes, since, wants, told, due) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (org, case_id, id) DO UPDATE \
                   SET since = excluded.since, wants = excluded.wants, told = excluded.told, due = excluded.due";
        let [org, helper, case, id, choice] =
            [row.org, row.helper, row.case, row.id, row.choice].map(|id| id.to_string());
        let MomentRow { starts, minutes, since, wants, told, due, .. } = row;
        let values = params![org, helper, case, id, choice, starts, minutes, since, wants, told, due];
        self.run(sql, values).map(drop)
    }

    fn moments_due(&mut self, org: Uuid) -> Stored<Vec<Uuid>> {
        let sql = "SELECT DISTINCT helper FROM moment WHERE org = ?1 AND due = 1 ORDER BY helper";
        self.all(sql, params![org.to_string()], |row| parsed(row, 0))
    }

    fn moments_changed(&mut self, org: Uuid, helper: Uuid) -> Stored<()> {
        let sql = "UPDATE moment SET due = 1 WHERE org = ?1 AND helper = ?2";
        self.run(sql, params![org.to_string(), helper.to_string()]).map(drop)
    }

    fn leave_all_moments(&mut self, org: Uuid, case: Uuid) -> Stored<()> {
        let sql = "UPDATE moment SET wants = 0, due = 1 WHERE org = ?1 AND case_id = ?2";
        self.run(sql, params![org.to_string(), case.to_string()]).map(drop)
    }

    fn forget_moment(&mut self, row: &MomentRow) -> Stored<()> {
        let sql = "DELETE FROM moment WHERE org = ?1 AND case_id = ?2 AND id = ?3";
        self.run(sql, params![row.org.to_string(), row.case.to_string(), row.id.to_string()]).map(drop)
    }
}
