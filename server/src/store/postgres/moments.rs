//! Free moments, in PostgreSQL.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, get};
use crate::store::Stored;
use crate::store::moments::{MomentRow, MomentStore};

const ROW: &str = "SELECT org, helper, case_id, id, choice, starts, minutes, since, wants, told, due FROM moment WHERE org = $1";

fn moment(row: &Row) -> Stored<MomentRow> {
    Ok(MomentRow {
        org: get(row, 0)?,
        helper: get(row, 1)?,
        case: get(row, 2)?,
        id: get(row, 3)?,
        choice: get(row, 4)?,
        starts: get(row, 5)?,
        minutes: get(row, 6)?,
        since: get(row, 7)?,
        wants: get(row, 8)?,
        told: get(row, 9)?,
        due: get(row, 10)?,
    })
}

impl MomentStore for Postgres {
    fn moment(&mut self, org: Uuid, case: Uuid, id: Uuid) -> Stored<Option<MomentRow>> {
        let row = self.one(&format!("{ROW} AND case_id = $2 AND id = $3"), &[&org, &case, &id])?;
        row.as_ref().map(moment).transpose()
    }

    fn moments(&mut self, org: Uuid, helper: Uuid) -> Stored<Vec<MomentRow>> {
        let sql = format!("{ROW} AND helper = $2 ORDER BY case_id, id");
        self.all(&sql, &[&org, &helper])?.iter().map(moment).collect()
    }

    fn put_moment(&mut self, row: &MomentRow) -> Stored<()> {
        let sql = "INSERT INTO moment (org, helper, case_id, id, choice, starts, minutes, since, wants, told, due) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (org, case_id, id) DO UPDATE \
                   SET since = excluded.since, wants = excluded.wants, told = excluded.told, due = excluded.due";
        let MomentRow { org, helper, case, id, choice, starts, minutes, since, wants, told, due } = row;
        self.run(sql, &[org, helper, case, id, choice, starts, minutes, since, wants, told, due]).map(drop)
    }

    fn moments_due(&mut self, org: Uuid) -> Stored<Vec<Uuid>> {
        let sql = "SELECT DISTINCT helper FROM moment WHERE org = $1 AND due ORDER BY helper";
        self.all(sql, &[&org])?.iter().map(|row| get(row, 0)).collect()
    }

    fn moments_changed(&mut self, org: Uuid, helper: Uuid) -> Stored<()> {
        let sql = "UPDATE moment SET due = true WHERE org = $1 AND helper = $2";
        self.run(sql, &[&org, &helper]).map(drop)
    }

    fn leave_all_moments(&mut self, org: Uuid, case: Uuid) -> Stored<()> {
        let sql = "UPDATE moment SET wants = false, due = true WHERE org = $1 AND case_id = $2";
        self.run(sql, &[&org, &case]).map(drop)
    }

    fn forget_moment(&mut self, row: &MomentRow) -> Stored<()> {
        let sql = "DELETE FROM moment WHERE org = $1 AND case_id = $2 AND id = $3";
        self.run(sql, &[&row.org, &row.case, &row.id]).map(drop)
    }
}
