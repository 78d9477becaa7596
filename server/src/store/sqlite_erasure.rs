//! Erasure in SQLite: what goes, and what is noted of it.

use opstap_domain::ids::ScopeId;
use opstap_sync::server::wordless;
use opstap_sync::wire::WireOp;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::sqlite::{Sqlite, damaged, parsed};
use super::{Erasure, StoreError, Stored};

const ERASED: &str = "SELECT scope, rec, kind, at FROM erased";

fn erasure(row: &Row<'_>) -> rusqlite::Result<Erasure> {
    let rec: String = row.get(1)?;
    let rec = if rec.is_empty() { None } else { Some(rec.parse().map_err(|_| damaged(1))?) };
    Ok(Erasure { scope: parsed(row, 0)?, rec, kind: row.get(2)?, at: row.get(3)? })
}

impl Sqlite {
    /// When the record was erased; `i64::MAX`: with its whole scope.
    pub(super) fn erased_at(&self, scope: ScopeId, rec: Uuid) -> Stored<Option<i64>> {
        let sql = "SELECT rec, at FROM erased WHERE scope = ?1 AND rec IN ('', ?2) ORDER BY rec LIMIT 1";
        self.one(sql, params![scope.to_string(), rec.to_string()], |row| {
            let whole = row.get_ref(0)?.as_str()?.is_empty();
            if whole { Ok(i64::MAX) } else { row.get(1) }
        })
    }

    pub(super) fn note_erasure_(&self, scope: ScopeId, rec: Option<(Uuid, &str)>, now_ms: i64) -> Stored<()> {
        let (rec, kind) = rec.map(|(rec, kind)| (rec.to_string(), kind)).unwrap_or_default();
        let sql = "INSERT INTO erased (scope, rec, kind, at) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (scope, rec) DO UPDATE SET kind = ?3, at = ?4 WHERE at < ?4";
        self.run(sql, params![scope.to_string(), rec, kind, now_ms]).map(|_| ())
    }

    pub(super) fn erasure_(&self, scope: ScopeId, rec: Option<Uuid>) -> Stored<Option<Erasure>> {
        let rec = rec.map(|rec| rec.to_string()).unwrap_or_default();
        let sql = format!("{ERASED} WHERE scope = ?1 AND rec = ?2");
        self.one(&sql, params![scope.to_string(), rec], erasure)
    }

    pub(super) fn erasures_(&self) -> Stored<Vec<Erasure>> {
        self.all(&format!("{ERASED} ORDER BY scope, rec"), [], erasure)
    }

    /// Rows that hold words about one record; the record itself has its tombstone already.
    pub(super) fn forget_record_(&self, scope: ScopeId, rec: Uuid) -> Stored<()> {
        let of = params![scope.to_string(), rec.to_string()];
        self.run("DELETE FROM history WHERE scope = ?1 AND rec = ?2", of)?;
        self.run("DELETE FROM conflict_about WHERE scope = ?1 AND (rec = ?2 OR conflict = ?2)", of)?;
        // Held without a known scope: it may have been meant for here.
        self.silence("scope = ?1 OR scope IS NULL", &scope.to_string(), |op| op.id == rec)
    }

    pub(super) fn forget_scope_(&self, scope: ScopeId) -> Stored<()> {
        let of = scope.to_string();
        for sql in [
            "DELETE FROM rec WHERE scope = ?1",
            "DELETE FROM history WHERE scope = ?1",
            "DELETE FROM conflict_about WHERE scope = ?1",
        ] {
            self.run(sql, [&of])?;
        }
        self.silence("scope = ?1", &of, |_| true)
    }

    pub(super) fn forget_words_of_(&self, account: Uuid) -> Stored<()> {
        self.silence("account = ?1", &account.to_string(), |_| true)
    }

    pub(super) fn scrub_(&self) -> Stored<()> {
        // Removed bytes are zeroed as they go (`secure_delete`); the log still has the pages as they were.
        match self.one("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))? {
            Some(1) => Err(StoreError::Busy),
            _ => Ok(()),
        }
    }

    /// Takes the words out of held operations. That something was held stays.
    fn silence(&self, of: &str, value: &str, chosen: impl Fn(&WireOp) -> bool) -> Stored<()> {
        let held: Vec<(String, String)> =
            self.all(&format!("SELECT uid, op FROM held WHERE {of}"), [value], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        for (uid, op) in held {
            let op: WireOp = serde_json::from_str(&op).map_err(|_| StoreError::broken("a damaged row"))?;
            if chosen(&op) {
                let op = super::sqlite_rounds::json(&wordless(&op))?;
                self.run("UPDATE held SET op = ?2 WHERE uid = ?1", params![uid, op])?;
            }
        }
        Ok(())
    }
}
