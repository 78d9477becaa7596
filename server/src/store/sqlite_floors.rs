//! Deletions of long ago, in SQLite.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use rusqlite::params;
use uuid::Uuid;

use super::sqlite::{Sqlite, parsed};
use super::{FloorStore, Reach, Stored};

const FORGET: &str = "DELETE FROM rec WHERE scope = ?1 AND s <= ?2 AND deleted = 1 AND erased IS NULL \
                      AND NOT EXISTS (SELECT 1 FROM conflict_about it \
                      WHERE it.scope = rec.scope AND it.rec = rec.id) RETURNING s";

impl FloorStore for Sqlite {
    fn reaches(&mut self, scopes: &[ScopeId]) -> Stored<BTreeMap<ScopeId, Reach>> {
        let sql = "SELECT head, floor FROM scope WHERE id = ?1";
        let reach = |scope: &ScopeId| {
            let found = self.one(sql, params![scope.to_string()], |row| {
                Ok(Reach { head: row.get(0)?, floor: row.get(1)? })
            });
            Ok((*scope, found?.unwrap_or_default()))
        };
        scopes.iter().map(reach).collect()
    }

    fn scopes_unmarked(&mut self, before_ms: i64, most: usize) -> Stored<Vec<ScopeId>> {
        let sql = "SELECT id FROM scope WHERE coalesce(marked_at, 0) < ?1 ORDER BY id LIMIT ?2";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, params![before_ms, most], |row| parsed(row, 0))
    }

    fn forget_deletions(&mut self, scope: ScopeId, now_ms: i64) -> Stored<usize> {
        let id = scope.to_string();
        let marked: Option<u64> =
            self.one("SELECT marked FROM scope WHERE id = ?1", params![id], |row| row.get(0))?;
        let gone: Vec<u64> = match marked {
            Some(marked @ 1..) => self.all(FORGET, params![id, marked], |row| row.get(0))?,
            _ => Vec::new(),
        };
        self.run(
            "UPDATE scope SET floor = max(floor, ?2), marked = head, marked_at = ?3 WHERE id = ?1",
            params![id, gone.iter().max().copied().unwrap_or(0), now_ms],
        )?;
        Ok(gone.len())
    }

    fn in_history(&mut self, scope: ScopeId, records: &[Uuid]) -> Stored<BTreeSet<Uuid>> {
        let sql = "SELECT 1 FROM history WHERE scope = ?1 AND rec = ?2 LIMIT 1";
        let mut known = BTreeSet::new();
        for id in records {
            let found =
                self.one(sql, params![scope.to_string(), id.to_string()], |row| row.get::<_, i64>(0))?;
            known.extend(found.map(|_| *id));
        }
        Ok(known)
    }
}
