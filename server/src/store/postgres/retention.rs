//! Rules of retention and held cases, in PostgreSQL.

use opstap_domain::retention::{Rule, Unit};
use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, damaged, get, number};
use crate::store::Stored;
use crate::store::retention::{HoldRow, RetentionStore};

fn rule(row: &Row) -> Stored<Rule> {
    Ok(Rule {
        result: get(row, 0)?,
        span: u16::try_from(number(row, 1)?).map_err(|_| damaged())?,
        unit: Unit::from_name(get(row, 2)?).ok_or_else(damaged)?,
        source: get(row, 3)?,
        confirmed: get(row, 4)?,
    })
}

impl RetentionStore for Postgres {
    fn retention_rules(&mut self, org: Uuid) -> Stored<Vec<Rule>> {
        let sql =
            "SELECT result, span, unit, source, confirmed FROM retention_rule WHERE org = $1 ORDER BY result";
        self.all(sql, &[&org])?.iter().map(rule).collect()
    }

    fn put_retention_rule(&mut self, org: Uuid, rule: &Rule) -> Stored<()> {
        let sql = "INSERT INTO retention_rule (org, result, span, unit, source, confirmed) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (org, result) DO UPDATE SET span = $3, unit = $4, source = $5, confirmed = $6";
        let Rule { result, span, unit, source, confirmed } = rule;
        self.run(sql, &[&org, result, &i64::from(*span), &unit.name(), source, confirmed]).map(drop)
    }

    fn holds(&mut self, org: Uuid) -> Stored<Vec<HoldRow>> {
        let sql = "SELECT case_id, reason, at FROM retention_hold WHERE org = $1 ORDER BY at, case_id";
        let read = |row: &Row| Ok(HoldRow { case: get(row, 0)?, reason: get(row, 1)?, at: get(row, 2)? });
        self.all(sql, &[&org])?.iter().map(read).collect()
    }

    fn put_hold(&mut self, org: Uuid, hold: &HoldRow) -> Stored<()> {
        let sql = "INSERT INTO retention_hold (org, case_id, reason, at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org, case_id) DO UPDATE SET reason = $3, at = $4";
        self.run(sql, &[&org, &hold.case, &hold.reason, &hold.at]).map(drop)
    }

    fn forget_hold(&mut self, org: Uuid, case: Uuid) -> Stored<bool> {
        let sql = "DELETE FROM retention_hold WHERE org = $1 AND case_id = $2";
        Ok(self.run(sql, &[&org, &case])? > 0)
    }
}
