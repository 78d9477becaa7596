//! How far the bytes of files came, in PostgreSQL.

use opstap_domain::ids::ScopeId;
use tokio_postgres::Row;
use uuid::Uuid;

use super::directory::Key;
use super::{Postgres, big, damaged, get, number, parsed};
use crate::store::{BlobRow, Stored};

const BLOB: &str = "SELECT scope, rec, at, upto, done, gone, touched_at FROM blob WHERE org = $1";

fn blob(row: &Row) -> Stored<BlobRow> {
    let rec = match get::<&str>(row, 1)? {
        "" => None,
        rec => Some(rec.parse().map_err(|_| damaged())?),
    };
    Ok(BlobRow {
        scope: parsed(row, 0)?,
        rec,
        at: get(row, 2)?,
        upto: number(row, 3)?,
        done: get(row, 4)?,
        gone: get(row, 5)?,
        touched_at: get(row, 6)?,
    })
}

fn place(rec: Option<Uuid>) -> String {
    rec.map(|rec| rec.to_string()).unwrap_or_default()
}

impl Postgres {
    /// Under its lock: of two who bring the same part, one is first.
    pub(super) fn blob_(&mut self, scope: ScopeId, rec: Uuid) -> Stored<Option<BlobRow>> {
        let Some(org) = self.home_of(scope)? else { return Ok(None) };
        let sql = format!("{BLOB} AND scope = $2 AND rec = $3 FOR UPDATE");
        let row = self.one(&sql, &[&org, &scope.to_string(), &rec.to_string()])?;
        row.as_ref().map(blob).transpose()
    }

    pub(super) fn blob_at_(&mut self, org: Uuid, at: &str) -> Stored<Option<BlobRow>> {
        let row = self.one(&format!("{BLOB} AND at = $2 FOR UPDATE"), &[&org, &at])?;
        row.as_ref().map(blob).transpose()
    }

    pub(super) fn put_blob_(&mut self, row: &BlobRow) -> Stored<()> {
        let org = self.known_home(Key::Id(row.scope.owner))?;
        self.run(
            "INSERT INTO blob (org, scope, rec, at, upto, done, gone, touched_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org, scope, rec) \
             DO UPDATE SET at = $4, upto = $5, done = $6, gone = $7, touched_at = $8",
            &[
                &org,
                &row.scope.to_string(),
                &place(row.rec),
                &row.at,
                &big(row.upto),
                &row.done,
                &row.gone,
                &row.touched_at,
            ],
        )
        .map(drop)
    }

    pub(super) fn forget_blob_(&mut self, scope: ScopeId, rec: Option<Uuid>) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        let sql = "DELETE FROM blob WHERE org = $1 AND scope = $2 AND rec = $3";
        self.run(sql, &[&org, &scope.to_string(), &place(rec)]).map(drop)
    }

    pub(super) fn forget_blobs_of_(&mut self, scope: ScopeId) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        self.run("DELETE FROM blob WHERE org = $1 AND scope = $2", &[&org, &scope.to_string()]).map(drop)
    }

    pub(super) fn blobs_to_remove_(&mut self, before_ms: i64, most: usize) -> Stored<Vec<(Uuid, BlobRow)>> {
        let sql = format!(
            "{BLOB} AND NOT done AND CASE WHEN gone THEN TRUE ELSE touched_at < $2 END ORDER BY touched_at LIMIT $3"
        );
        let mut all = Vec::new();
        for org in self.everybody()? {
            let left = big(most.saturating_sub(all.len()) as u64);
            for row in self.all(&sql, &[&org, &before_ms, &left])? {
                all.push((org, blob(&row)?));
            }
        }
        Ok(all)
    }
}
