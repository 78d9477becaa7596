//! Deletions of long ago, in PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use uuid::Uuid;

use super::{Postgres, big, get, number, parsed};
use crate::store::{FloorStore, Reach, Stored};

const FORGET: &str = "DELETE FROM rec WHERE org = $1 AND scope = $2 AND s <= $3 AND deleted AND erased IS NULL \
                      AND NOT EXISTS (SELECT 1 FROM conflict_about it \
                      WHERE it.org = $1 AND it.scope = $2 AND it.rec = rec.id) RETURNING s";

impl Postgres {
    /// With `lock`, nobody else raises it before this transaction ends.
    pub(super) fn reach_(&mut self, scope: ScopeId, lock: &str) -> Stored<Reach> {
        let Some(org) = self.home_of(scope)? else { return Ok(Reach::default()) };
        let sql = format!("SELECT head, floor FROM scope WHERE org = $1 AND id = $2{lock}");
        let row = self.one(&sql, &[&org, &scope.to_string()])?;
        row.map_or(Ok(Reach::default()), |row| Ok(Reach { head: number(&row, 0)?, floor: number(&row, 1)? }))
    }
}

impl FloorStore for Postgres {
    /// All of one account's scopes at once; they are of one organisation.
    fn reaches(&mut self, scopes: &[ScopeId]) -> Stored<BTreeMap<ScopeId, Reach>> {
        let mut by_org: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
        for scope in scopes {
            if let Some(org) = self.home_of(*scope)? {
                by_org.entry(org).or_default().push(scope.to_string());
            }
        }
        let mut reaches: BTreeMap<ScopeId, Reach> =
            scopes.iter().map(|scope| (*scope, Reach::default())).collect();
        for (org, ids) in by_org {
            let sql = "SELECT id, head, floor FROM scope WHERE org = $1 AND id = ANY($2)";
            for row in self.all(sql, &[&org, &ids])? {
                let reach = Reach { head: number(&row, 1)?, floor: number(&row, 2)? };
                reaches.insert(parsed(&row, 0)?, reach);
            }
        }
        Ok(reaches)
    }

    fn scopes_unmarked(&mut self, before_ms: i64, most: usize) -> Stored<Vec<ScopeId>> {
        let sql = "SELECT id FROM scope WHERE org = $1 AND coalesce(marked_at, 0) < $2 ORDER BY id LIMIT $3";
        let mut all = Vec::new();
        for org in self.everybody()? {
            let left = big(most.saturating_sub(all.len()) as u64);
            for row in self.all(sql, &[&org, &before_ms, &left])? {
                all.push(parsed(&row, 0)?);
            }
        }
        Ok(all)
    }

    fn forget_deletions(&mut self, scope: ScopeId, now_ms: i64) -> Stored<usize> {
        let Some(org) = self.home_of(scope)? else { return Ok(0) };
        let id = scope.to_string();
        let sql = "SELECT marked FROM scope WHERE org = $1 AND id = $2 FOR UPDATE";
        let marked = self.one(sql, &[&org, &id])?.map_or(Ok(0), |row| number(&row, 0))?;
        let gone = if marked == 0 { Vec::new() } else { self.all(FORGET, &[&org, &id, &big(marked)])? };
        let highest = gone.iter().map(|row| get(row, 0)).collect::<Stored<Vec<i64>>>()?;
        let highest = highest.into_iter().max().unwrap_or(0);
        self.run(
            "UPDATE scope SET floor = greatest(floor, $3), marked = head, marked_at = $4 WHERE org = $1 AND id = $2",
            &[&org, &id, &highest, &now_ms],
        )?;
        Ok(gone.len())
    }

    fn in_history(&mut self, scope: ScopeId, records: &[Uuid]) -> Stored<BTreeSet<Uuid>> {
        let Some(org) = self.home_of(scope)? else { return Ok(BTreeSet::new()) };
        let sql = "SELECT DISTINCT rec FROM history WHERE org = $1 AND scope = $2 AND rec = ANY($3)";
        let rows = self.all(sql, &[&org, &scope.to_string(), &records])?;
        rows.iter().map(|row| get(row, 0)).collect()
    }
}
