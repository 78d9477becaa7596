//! Grants, and the records of a scope.

use opstap_domain::ids::ScopeId;
use opstap_sync::record::RecordState;
use opstap_sync::wire::{Grant, Handle, Revoked};
use tokio_postgres::Row;
use uuid::Uuid;

use super::accounts::role;
use super::directory::Key;
use super::{Postgres, big, damaged, get, number, parsed, text};
use crate::store::{DeviceRow, GrantRow, StoreError, Stored};

const GRANT: &str = "SELECT account, h, scope, write, role, parts, until FROM grant_ \
                     WHERE org = $1 AND revoked_at IS NULL";
const RECORD: &str = "SELECT id, kind, s, deleted, units, erased FROM rec WHERE org = $1 AND scope = $2";

/// Records that are fetched at a time: about what an answer has room for.
const PAGE: i64 = 256;

pub(super) fn handle(row: &Row, at: usize) -> Stored<Handle> {
    Handle::try_from(get::<i64>(row, at)?).map_err(|_| damaged())
}

fn grant(row: &Row) -> Stored<GrantRow> {
    let parts: &str = get(row, 5)?;
    let parts = parts.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    Ok(GrantRow {
        account: get(row, 0)?,
        until: get::<Option<&str>>(row, 6)?.map(text::given),
        grant: Grant {
            h: handle(row, 1)?,
            scope: parsed(row, 2)?,
            write: get(row, 3)?,
            role: role(row, 4)?,
            parts,
        },
    })
}

pub(super) fn record(row: &Row) -> Stored<(Uuid, RecordState)> {
    let units = serde_json::from_str(get(row, 4)?).map_err(|_| damaged())?;
    let kind = text::given(get(row, 1)?);
    let (deleted, erased) = (get(row, 3)?, get(row, 5)?);
    Ok((get(row, 0)?, RecordState { kind, units, deleted, erased, s: number(row, 2)? }))
}

impl Postgres {
    pub(super) fn grants_(&mut self, of: Uuid) -> Stored<Vec<GrantRow>> {
        let Some(org) = self.home(Key::Id(of))? else { return Ok(Vec::new()) };
        let rows = self.all(&format!("{GRANT} AND account = $2 ORDER BY h"), &[&org, &of])?;
        rows.iter().map(grant).collect()
    }

    pub(super) fn grants_of_scope_(&mut self, scope: ScopeId) -> Stored<Vec<GrantRow>> {
        let Some(org) = self.home_of(scope)? else { return Ok(Vec::new()) };
        let sql = format!("{GRANT} AND scope = $2 ORDER BY account, h");
        self.all(&sql, &[&org, &scope.to_string()])?.iter().map(grant).collect()
    }

    pub(super) fn scope_of_handle_(&mut self, account: Uuid, h: Handle) -> Stored<Option<ScopeId>> {
        let Some(org) = self.home(Key::Id(account))? else { return Ok(None) };
        let sql = "SELECT scope FROM grant_ WHERE org = $1 AND account = $2 AND h = $3";
        self.one(sql, &[&org, &account, &i64::from(h)])?.map(|row| parsed(&row, 0)).transpose()
    }

    pub(super) fn add_grant_(&mut self, row: &GrantRow) -> Stored<()> {
        let org = self.known_home(Key::Id(row.account))?;
        let Grant { h, scope, write, role, parts } = &row.grant;
        let until = row.until.as_deref().map(text::held);
        self.run(
            "INSERT INTO grant_ (org, account, h, scope, write, role, parts, until) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                &org,
                &row.account,
                &i64::from(*h),
                &scope.to_string(),
                write,
                &role.name(),
                &parts.join(","),
                &until.as_deref(),
            ],
        )?;
        self.grants_changed(org, row.account)
    }

    pub(super) fn set_until_(&mut self, account: Uuid, h: Handle, until: Option<&str>) -> Stored<()> {
        let org = self.known_home(Key::Id(account))?;
        let until = until.map(text::held);
        let sql = "UPDATE grant_ SET until = $4 WHERE org = $1 AND account = $2 AND h = $3";
        self.run(sql, &[&org, &account, &i64::from(h), &until.as_deref()]).map(drop)
    }

    pub(super) fn revoke_grant_(&mut self, of: Uuid, h: Handle, why: &str, now_ms: i64) -> Stored<()> {
        let org = self.known_home(Key::Id(of))?;
        self.run(
            "UPDATE grant_ SET revoked_at = $4, why = $5 \
             WHERE org = $1 AND account = $2 AND h = $3 AND revoked_at IS NULL",
            &[&org, &of, &i64::from(h), &now_ms, &why],
        )?;
        self.grants_changed(org, of)
    }

    fn grants_changed(&mut self, org: Uuid, account: Uuid) -> Stored<()> {
        let sql = "UPDATE account SET ge = ge + 1 WHERE org = $1 AND id = $2";
        self.run(sql, &[&org, &account]).map(drop)
    }

    pub(super) fn renumber_grants_(&mut self) -> Stored<()> {
        for org in self.everybody()? {
            self.run("UPDATE account SET ge = ge + 1000000 WHERE org = $1", &[&org])?;
        }
        Ok(())
    }

    /// For one account: its row is locked first, so that no other gives it the same handle.
    pub(super) fn highest_handle_(&mut self, of: Option<Uuid>) -> Stored<Handle> {
        let Some(of) = of else {
            let mut highest = 0;
            for org in self.everybody()? {
                let sql = "SELECT coalesce(max(h), 0) FROM grant_ WHERE org = $1";
                let here = self.one(sql, &[&org])?.map_or(Ok(0), |row| handle(&row, 0))?;
                highest = highest.max(here);
            }
            return Ok(highest);
        };
        let Some(org) = self.home(Key::Id(of))? else { return Ok(0) };
        self.one("SELECT ge FROM account WHERE org = $1 AND id = $2 FOR UPDATE", &[&org, &of])?;
        let sql = "SELECT coalesce(max(h), 0) FROM grant_ WHERE org = $1 AND account = $2";
        self.one(sql, &[&org, &of])?.map_or(Ok(0), |row| handle(&row, 0))
    }

    pub(super) fn unpurged_(&mut self, d: &DeviceRow) -> Stored<Vec<Revoked>> {
        let org = self.known_home(Key::Id(d.account))?;
        let rows = self.all(
            "SELECT h, why FROM grant_ WHERE org = $1 AND account = $2 AND revoked_at >= $3 AND NOT EXISTS \
             (SELECT 1 FROM purge WHERE purge.org = $1 AND purge.device = $4 AND purge.h = grant_.h) \
             ORDER BY h",
            &[&org, &d.account, &d.paired_at, &big(d.id.bits())],
        )?;
        let read = |row: &Row| {
            Ok(Revoked { h: handle(row, 0)?, why: get::<Option<String>>(row, 1)?.unwrap_or_default() })
        };
        rows.iter().map(read).collect()
    }

    pub(super) fn confirm_purged_(
        &mut self,
        d: &DeviceRow,
        purged: &[(Handle, u64)],
        now_ms: i64,
    ) -> Stored<()> {
        for (h, records) in purged {
            let org = self.known_home(Key::Id(d.account))?;
            let sql = "SELECT revoked_at IS NOT NULL FROM grant_ WHERE org = $1 AND account = $2 AND h = $3";
            let row = self.one(sql, &[&org, &d.account, &i64::from(*h)])?;
            if row.map(|row| get(&row, 0)).transpose()? != Some(true) {
                continue;
            }
            self.run(
                "INSERT INTO purge (org, device, h, records, confirmed_at) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (org, device, h) DO NOTHING",
                &[&org, &big(d.id.bits()), &i64::from(*h), &big(*records), &now_ms],
            )?;
        }
        Ok(())
    }

    pub(super) fn add_scope_(&mut self, scope: ScopeId, org: Uuid) -> Stored<()> {
        let sql = "INSERT INTO scope (org, id) VALUES ($1, $2) ON CONFLICT (org, id) DO NOTHING";
        self.run(sql, &[&org, &scope.to_string()]).map(drop)
    }

    /// The next number of the organisation's own writes. Nobody else in it gets one before this transaction
    /// ends; other organisations have numbers of their own.
    pub(super) fn next_server_n_(&mut self, scope: ScopeId) -> Stored<u64> {
        let org = self.known_home(Key::Id(scope.owner))?;
        let sql = "UPDATE org SET server_n = server_n + 1 WHERE org = $1 RETURNING server_n";
        let row = self.one(sql, &[&org])?.ok_or_else(|| StoreError::broken("no such organisation"))?;
        number(&row, 0)
    }

    /// In pages, each as the database is at that moment: what changes meanwhile comes again with a higher
    /// number, and no number is seen before a lower one was.
    pub(super) fn records_after_(
        &mut self,
        scope: ScopeId,
        cursor: u64,
        visit: &mut dyn FnMut(Uuid, RecordState) -> Stored<bool>,
    ) -> Stored<()> {
        let Some(org) = self.home_of(scope)? else { return Ok(()) };
        let sql = format!("{RECORD} AND s > $3 ORDER BY s LIMIT $4");
        let (id, mut after) = (scope.to_string(), big(cursor));
        loop {
            let rows = self.all(&sql, &[&org, &id, &after, &PAGE])?;
            for row in &rows {
                let (id, state) = record(row)?;
                after = big(state.s);
                if !visit(id, state)? {
                    return Ok(());
                }
            }
            if rows.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    pub(super) fn records_of_kind_(
        &mut self,
        scope: ScopeId,
        kind: &str,
    ) -> Stored<Vec<(Uuid, RecordState)>> {
        let Some(org) = self.home_of(scope)? else { return Ok(Vec::new()) };
        let sql = format!("{RECORD} AND kind = $3 AND NOT deleted ORDER BY s");
        let rows = self.all(&sql, &[&org, &scope.to_string(), &text::held(kind).as_ref()])?;
        rows.iter().map(record).collect()
    }

    pub(super) fn record_(&mut self, scope: ScopeId, id: Uuid) -> Stored<Option<RecordState>> {
        let Some(org) = self.home_of(scope)? else { return Ok(None) };
        let row = self.one(&format!("{RECORD} AND id = $3"), &[&org, &scope.to_string(), &id])?;
        Ok(row.as_ref().map(record).transpose()?.map(|(_, state)| state))
    }

    /// Several records of one scope.
    pub(super) fn records_(
        &mut self,
        org: Uuid,
        scope: ScopeId,
        ids: &[Uuid],
    ) -> Stored<Vec<(Uuid, RecordState)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.all(&format!("{RECORD} AND id = ANY($3)"), &[&org, &scope.to_string(), &ids])?;
        rows.iter().map(record).collect()
    }
}
