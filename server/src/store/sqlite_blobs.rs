//! How far the bytes of files came, in SQLite.

use opstap_domain::ids::ScopeId;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::sqlite::{Sqlite, damaged, parsed};
use super::{BlobRow, Stored};

const BLOB: &str = "SELECT scope, rec, at, upto, done, gone, touched_at FROM blob";

fn blob(row: &Row<'_>) -> rusqlite::Result<BlobRow> {
    let rec: String = row.get(1)?;
    let rec = if rec.is_empty() { None } else { Some(rec.parse().map_err(|_| damaged(1))?) };
    Ok(BlobRow {
        scope: parsed(row, 0)?,
        rec,
        at: row.get(2)?,
        upto: row.get(3)?,
        done: row.get(4)?,
        gone: row.get(5)?,
        touched_at: row.get(6)?,
    })
}

fn place(rec: Option<Uuid>) -> String {
    rec.map(|rec| rec.to_string()).unwrap_or_default()
}

impl Sqlite {
    pub(super) fn blob_(&self, scope: ScopeId, rec: Uuid) -> Stored<Option<BlobRow>> {
        let sql = format!("{BLOB} WHERE scope = ?1 AND rec = ?2");
        self.one(&sql, params![scope.to_string(), rec.to_string()], blob)
    }

    /// Somebody else's organisation is told apart from nobody's in no way.
    pub(super) fn blob_at_(&self, org: Uuid, at: &str) -> Stored<Option<BlobRow>> {
        let sql =
            format!("{BLOB} WHERE at = ?2 AND (SELECT org FROM scope WHERE scope.id = blob.scope) = ?1");
        self.one(&sql, params![org.to_string(), at], blob)
    }

    pub(super) fn put_blob_(&self, row: &BlobRow) -> Stored<()> {
        self.run(
            "INSERT INTO blob (scope, rec, at, upto, done, gone, touched_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (scope, rec) DO UPDATE SET at = ?3, upto = ?4, done = ?5, gone = ?6, touched_at = ?7",
            params![
                row.scope.to_string(),
                place(row.rec),
                row.at,
                row.upto,
                row.done,
                row.gone,
                row.touched_at
            ],
        )
        .map(|_| ())
    }

    pub(super) fn forget_blob_(&self, scope: ScopeId, rec: Option<Uuid>) -> Stored<()> {
        let sql = "DELETE FROM blob WHERE scope = ?1 AND rec = ?2";
        self.run(sql, params![scope.to_string(), place(rec)]).map(|_| ())
    }

    pub(super) fn forget_blobs_of_(&self, scope: ScopeId) -> Stored<()> {
        self.run("DELETE FROM blob WHERE scope = ?1", [scope.to_string()]).map(|_| ())
    }

    pub(super) fn blobs_to_remove_(&self, before_ms: i64, most: usize) -> Stored<Vec<(Uuid, BlobRow)>> {
        let sql = "SELECT blob.scope, rec, at, upto, done, gone, touched_at, scope.org \
                   FROM blob JOIN scope ON scope.id = blob.scope \
                   WHERE NOT done AND (gone OR touched_at < ?1) ORDER BY touched_at LIMIT ?2";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, params![before_ms, most], |row| Ok((parsed(row, 7)?, blob(row)?)))
    }
}
