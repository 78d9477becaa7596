//! Rules of retention and held cases, in SQLite.

use opstap_domain::retention::{Rule, Unit};
use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::retention::{HoldRow, RetentionStore};
use super::sqlite::{Sqlite, damaged, parsed};

fn rule(row: &Row<'_>) -> rusqlite::Result<Rule> {
    let unit: String = row.get(2)?;
    Ok(Rule {
        result: row.get(0)?,
        span: row.get(1)?,
        unit: Unit::from_name(&unit).ok_or_else(|| damaged(2))?,
        source: row.get(3)?,
        confirmed: row.get(4)?,
    })
}

impl RetentionStore for Sqlite {
    fn retention_rules(&mut self, org: Uuid) -> Stored<Vec<Rule>> {
        let sql =
            "SELECT result, span, unit, source, confirmed FROM retention_rule WHERE org = ?1 ORDER BY result";
        self.all(sql, params![org.to_string()], rule)
    }

    fn put_retention_rule(&mut self, org: Uuid, rule: &Rule) -> Stored<()> {
        let sql = "INSERT INTO retention_rule (org, result, span, unit, source, confirmed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT (org, result) DO UPDATE SET span = ?3, unit = ?4, source = ?5, confirmed = ?6";
        let Rule { result, span, unit, source, confirmed } = rule;
        self.run(sql, params![org.to_string(), result, span, unit.name(), source, confirmed]).map(drop)
    }

    fn holds(&mut self, org: Uuid) -> Stored<Vec<HoldRow>> {
        let sql = "SELECT case_id, reason, at FROM retention_hold WHERE org = ?1 ORDER BY at, case_id";
        let read =
            |row: &Row<'_>| Ok(HoldRow { case: parsed(row, 0)?, reason: row.get(1)?, at: row.get(2)? });
        self.all(sql, params![org.to_string()], read)
    }

    fn put_hold(&mut self, org: Uuid, hold: &HoldRow) -> Stored<()> {
        let sql = "INSERT INTO retention_hold (org, case_id, reason, at) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (org, case_id) DO UPDATE SET reason = ?3, at = ?4";
        self.run(sql, params![org.to_string(), hold.case.to_string(), hold.reason, hold.at]).map(drop)
    }

    fn forget_hold(&mut self, org: Uuid, case: Uuid) -> Stored<bool> {
        let sql = "DELETE FROM retention_hold WHERE org = ?1 AND case_id = ?2";
        Ok(self.run(sql, params![org.to_string(), case.to_string()])? > 0)
    }
}
