//! The rows of a round in SQLite, and the trait itself.

use opstap_domain::ids::ScopeId;
use opstap_sync::conflict::{self, Conflict, State};
use opstap_sync::history::Entry;
use opstap_sync::ident::{DeviceId, Dot, OpUid};
use opstap_sync::record::RecordState;
use opstap_sync::server::{Decision, Known, Loaded, Needs};
use opstap_sync::wire::{Handle, Revoked};
use rusqlite::{Row, params};
use uuid::Uuid;

use super::sqlite::{Sqlite, damaged, parsed};
use super::{
    AccountRow, BlobRow, CaseRow, CodeRow, DeviceRow, Erasure, FloorStore, GrantRow, HeldItem, ScopeStore,
    StoreError, Stored,
};

const RECORD: &str = "SELECT id, kind, s, deleted, units, erased FROM rec";

pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<(Uuid, RecordState)> {
    let units = serde_json::from_str(row.get_ref(4)?.as_str()?).map_err(|_| damaged(4))?;
    let state =
        RecordState { kind: row.get(1)?, units, deleted: row.get(3)?, erased: row.get(5)?, s: row.get(2)? };
    Ok((parsed(row, 0)?, state))
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Stored<String> {
    serde_json::to_string(value).map_err(|_| StoreError::broken("a value that is no JSON"))
}

impl Sqlite {
    fn record_(&self, scope: ScopeId, id: Uuid) -> Stored<Option<RecordState>> {
        let sql = format!("{RECORD} WHERE scope = ?1 AND id = ?2");
        Ok(self.one(&sql, params![scope.to_string(), id.to_string()], record)?.map(|(_, state)| state))
    }

    fn known(&self, uid: OpUid) -> Stored<Option<Known>> {
        let read = |row: &Row<'_>| {
            let dot = Dot::new(DeviceId::new(row.get::<_, i64>(0)? as u64), row.get(1)?);
            Ok(Known { dot, seq: row.get(2)? })
        };
        let uid = params![uid.to_string()];
        match self.one("SELECT device, n, seq FROM op WHERE uid = ?1", uid, read)? {
            Some(known) => Ok(Some(known)),
            None => self.one("SELECT device, n, 0 FROM held WHERE uid = ?1", uid, read),
        }
    }

    /// The record and the conflicts about it that can still be fed.
    fn load_record(&self, loaded: &mut Loaded, scope: ScopeId, id: Uuid) -> Stored<()> {
        let Some(state) = self.record_(scope, id)? else { return Ok(()) };
        loaded.records.insert((scope, id), state);
        let sql = "SELECT conflict FROM conflict_about WHERE scope = ?1 AND rec = ?2";
        let ids: Vec<Uuid> =
            self.all(sql, params![scope.to_string(), id.to_string()], |row| parsed(row, 0))?;
        for id in ids {
            if let Some(state) = self.record_(scope, id)? {
                loaded.records.insert((scope, id), state);
            }
        }
        Ok(())
    }

    fn write_record(&self, scope: ScopeId, id: Uuid, state: &RecordState) -> Stored<()> {
        self.run(
            "INSERT INTO rec (scope, id, kind, s, deleted, units, erased) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (scope, id) DO UPDATE SET s = ?4, deleted = ?5, units = ?6, erased = ?7",
            params![
                scope.to_string(),
                id.to_string(),
                state.kind,
                state.s,
                state.deleted,
                json(&state.units)?,
                state.erased
            ],
        )?;
        if state.kind == conflict::KIND { self.index_conflict(scope, id, state) } else { Ok(()) }
    }

    fn index_conflict(&self, scope: ScopeId, id: Uuid, state: &RecordState) -> Stored<()> {
        let found = Conflict::from_record(state);
        let live = found.filter(|found| matches!(found.status.state, State::Open | State::Auto));
        let (scope, id) = (scope.to_string(), id.to_string());
        if let Some(found) = live {
            self.run(
                "INSERT OR IGNORE INTO conflict_about (scope, rec, conflict) VALUES (?1, ?2, ?3)",
                params![scope, found.about.rec.to_string(), id],
            )?;
            return Ok(());
        }
        let about = state.units.get("about").and_then(|unit| unit.v.get("rec"));
        let about = about.and_then(|rec| rec.as_str()).unwrap_or_default();
        self.run(
            "DELETE FROM conflict_about WHERE scope = ?1 AND rec = ?2 AND conflict = ?3",
            params![scope, about, id],
        )?;
        Ok(())
    }

    fn remember(
        &self,
        at: (ScopeId, u64, Uuid),
        unit: &str,
        v: &serde_json::Value,
        dot: Dot,
        by: Option<Uuid>,
        t: u64,
    ) -> Stored<()> {
        self.run(
            "INSERT INTO history (scope, seq, rec, unit, v, device, n, by, t) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                at.0.to_string(),
                at.1,
                at.2.to_string(),
                unit,
                json(v)?,
                dot.device.bits() as i64,
                dot.n,
                by.map(|by| by.to_string()),
                // A clock that is far in the future stays a large number and is never read as a moment.
                i64::try_from(t).unwrap_or(i64::MAX)
            ],
        )?;
        Ok(())
    }

    fn hold(&self, device: &DeviceRow, decision: &Decision, now_ms: i64) -> Stored<()> {
        for held in &decision.held {
            let scope = match held.scope {
                Some(scope) => Some(scope),
                None => self.scope_of_handle_(device.account, held.op.h)?,
            };
            self.run(
                "INSERT OR IGNORE INTO held (uid, account, device, n, scope, op, why, at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    held.op.uid.to_string(),
                    device.account.to_string(),
                    device.id.bits() as i64,
                    held.op.n,
                    scope.map(|scope| scope.to_string()),
                    json(&held.op)?,
                    held.why,
                    now_ms
                ],
            )?;
        }
        Ok(())
    }

    fn scope_of_handle_(&self, account: Uuid, h: Handle) -> Stored<Option<ScopeId>> {
        let sql = "SELECT scope FROM grant_ WHERE account = ?1 AND h = ?2";
        self.one(sql, params![account.to_string(), h], |row| parsed(row, 0))
    }

    fn set_head(&self, scope: ScopeId, head: u64) -> Stored<()> {
        self.run("UPDATE scope SET head = ?2 WHERE id = ?1", params![scope.to_string(), head])?;
        Ok(())
    }
}

impl ScopeStore for Sqlite {
    fn begin(&mut self) -> Stored<()> {
        Ok(self.db.execute_batch("BEGIN IMMEDIATE")?)
    }
    fn commit(&mut self) -> Stored<()> {
        Ok(self.db.execute_batch("COMMIT")?)
    }
    fn rollback(&mut self) {
        if !self.db.is_autocommit() {
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }
    fn savepoint(&mut self) -> Stored<()> {
        Ok(self.db.execute_batch("SAVEPOINT job")?)
    }
    fn release(&mut self) -> Stored<()> {
        Ok(self.db.execute_batch("RELEASE job")?)
    }
    fn back_to_savepoint(&mut self) -> Stored<()> {
        Ok(self.db.execute_batch("ROLLBACK TO job; RELEASE job")?)
    }
    fn close(&mut self) -> Stored<()> {
        self.checkpoint()
    }

    fn meta(&mut self, name: &str) -> Stored<Option<String>> {
        self.one("SELECT value FROM meta WHERE name = ?1", params![name], |row| row.get(0))
    }
    fn set_meta(&mut self, name: &str, value: &str) -> Stored<()> {
        let sql =
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
        self.run(sql, params![name, value]).map(|_| ())
    }

    fn device_by_token(&mut self, token_hash: &[u8; 32]) -> Stored<Option<DeviceRow>> {
        self.device_by_token_(token_hash)
    }
    fn device(&mut self, id: DeviceId) -> Stored<Option<DeviceRow>> {
        self.device_(id)
    }
    fn devices(&mut self, account: Option<Uuid>) -> Stored<Vec<DeviceRow>> {
        self.devices_(account)
    }
    fn put_device(&mut self, device: &DeviceRow) -> Stored<()> {
        self.put_device_(device)
    }
    fn org_name(&mut self, org: Uuid) -> Stored<Option<String>> {
        self.one("SELECT name FROM org WHERE id = ?1", params![org.to_string()], |row| row.get(0))
    }
    fn orgs(&mut self) -> Stored<Vec<(Uuid, String)>> {
        self.orgs_()
    }
    fn add_org(&mut self, org: Uuid, name: &str, now_ms: i64) -> Stored<()> {
        let sql = "INSERT INTO org (id, name, opened_at) VALUES (?1, ?2, ?3)";
        self.run(sql, params![org.to_string(), name, now_ms]).map(|_| ())
    }
    fn account(&mut self, id: Uuid) -> Stored<Option<AccountRow>> {
        self.account_(id)
    }
    fn accounts(&mut self, org: Uuid) -> Stored<Vec<AccountRow>> {
        self.accounts_(org)
    }
    fn put_account(&mut self, account: &AccountRow) -> Stored<()> {
        self.put_account_(account)
    }
    fn case(&mut self, id: Uuid) -> Stored<Option<CaseRow>> {
        self.case_(id)
    }
    fn cases(&mut self, org: Uuid) -> Stored<Vec<CaseRow>> {
        self.cases_(org)
    }
    fn put_case(&mut self, case: &CaseRow) -> Stored<()> {
        self.put_case_(case)
    }
    fn add_scope(&mut self, scope: ScopeId, org: Uuid) -> Stored<()> {
        let sql = "INSERT OR IGNORE INTO scope (id, org) VALUES (?1, ?2)";
        self.run(sql, params![scope.to_string(), org.to_string()]).map(|_| ())
    }

    fn grants(&mut self, account: Uuid) -> Stored<Vec<GrantRow>> {
        self.grants_(account)
    }
    fn grants_of_scope(&mut self, scope: ScopeId) -> Stored<Vec<GrantRow>> {
        self.grants_of_scope_(scope)
    }
    fn scope_of_handle(&mut self, account: Uuid, h: Handle) -> Stored<Option<ScopeId>> {
        self.scope_of_handle_(account, h)
    }
    fn add_grant(&mut self, grant: &GrantRow) -> Stored<()> {
        self.add_grant_(grant)
    }
    fn set_until(&mut self, account: Uuid, h: Handle, until: Option<&str>) -> Stored<()> {
        let sql = "UPDATE grant_ SET until = ?3 WHERE account = ?1 AND h = ?2";
        self.run(sql, params![account.to_string(), h, until]).map(|_| ())
    }
    fn revoke_grant(&mut self, account: Uuid, h: Handle, why: &str, now_ms: i64) -> Stored<()> {
        self.revoke_grant_(account, h, why, now_ms)
    }
    fn highest_handle(&mut self, account: Option<Uuid>) -> Stored<Handle> {
        self.highest_handle_(account)
    }
    fn renumber_grants(&mut self) -> Stored<()> {
        self.run("UPDATE account SET ge = ge + 1000000", []).map(|_| ())
    }
    fn unpurged(&mut self, device: &DeviceRow) -> Stored<Vec<Revoked>> {
        self.unpurged_(device)
    }
    fn confirm_purged(&mut self, device: &DeviceRow, purged: &[(Handle, u64)], now_ms: i64) -> Stored<()> {
        self.confirm_purged_(device, purged, now_ms)
    }

    fn load(&mut self, device: &DeviceRow, needs: &Needs, grants: &[GrantRow]) -> Stored<Loaded> {
        let mut loaded = Loaded { last_n: device.last_n, chain: device.chain, ..Loaded::default() };
        for row in grants.iter().filter(|row| needs.handles.contains(&row.grant.h)) {
            loaded.grants.insert(row.grant.h, row.grant.clone());
        }
        let scopes: Vec<ScopeId> = loaded.grants.values().map(|grant| grant.scope).collect();
        let reaches = self.reaches(&scopes)?;
        loaded.heads.extend(reaches.iter().map(|(scope, reach)| (*scope, reach.head)));
        for (h, id) in &needs.records {
            if let Some(scope) = loaded.grants.get(h).map(|grant| grant.scope) {
                self.load_record(&mut loaded, scope, *id)?;
                let floored = reaches.get(&scope).is_some_and(|reach| reach.floor > 0);
                if floored && !loaded.records.contains_key(&(scope, *id)) {
                    let known = self.in_history(scope, &[*id])?;
                    loaded.forgotten.extend(known.into_iter().map(|id| (scope, id)));
                }
            }
            let scope = match loaded.grants.get(h) {
                Some(grant) => Some(grant.scope),
                None => self.scope_of_handle_(device.account, *h)?,
            };
            if let Some(at) = scope.map_or(Ok(None), |scope| self.erased_at(scope, *id))? {
                loaded.erased.insert((*h, *id), at);
            }
        }
        for uid in &needs.uids {
            if let Some(known) = self.known(*uid)? {
                loaded.uids.insert(*uid, known);
            }
        }
        for n in needs.numbers.iter().filter(|n| **n <= device.last_n) {
            let sql = "SELECT uid FROM device_op WHERE device = ?1 AND n = ?2";
            if let Some(uid) = self.one(sql, params![device.id.bits() as i64, n], |row| parsed(row, 0))? {
                loaded.numbers.insert(*n, uid);
            }
        }
        Ok(loaded)
    }

    fn write(&mut self, device: &DeviceRow, decision: &Decision, loaded: &Loaded, now_ms: i64) -> Stored<()> {
        for key in &decision.records {
            let state =
                loaded.records.get(key).ok_or_else(|| StoreError::broken("a record that is not there"))?;
            self.write_record(key.0, key.1, state)?;
        }
        for (scope, head) in &decision.heads {
            self.set_head(*scope, *head)?;
        }
        for row in &decision.history {
            self.remember((row.scope, row.seq, row.rec), &row.unit, &row.v, row.dot, Some(row.by), row.t.0)?;
        }
        for (uid, dot, scope, seq) in &decision.applied {
            self.run(
                "INSERT INTO op (uid, device, n, scope, seq) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![uid.to_string(), dot.device.bits() as i64, dot.n, scope.to_string(), seq],
            )?;
        }
        for (n, uid) in &decision.numbers {
            self.run(
                "INSERT OR REPLACE INTO device_op (device, n, uid) VALUES (?1, ?2, ?3)",
                params![device.id.bits() as i64, n, uid.to_string()],
            )?;
        }
        self.hold(device, decision, now_ms)
    }

    fn head(&mut self, scope: ScopeId) -> Stored<u64> {
        let sql = "SELECT head FROM scope WHERE id = ?1";
        Ok(self.one(sql, params![scope.to_string()], |row| row.get(0))?.unwrap_or(0))
    }
    fn records_after(
        &mut self,
        scope: ScopeId,
        cursor: u64,
        visit: &mut dyn FnMut(Uuid, RecordState) -> Stored<bool>,
    ) -> Stored<()> {
        let mut query =
            self.db.prepare_cached(&format!("{RECORD} WHERE scope = ?1 AND s > ?2 ORDER BY s"))?;
        let mut rows = query.query(params![scope.to_string(), i64::try_from(cursor).unwrap_or(i64::MAX)])?;
        while let Some(row) = rows.next()? {
            let (id, state) = record(row)?;
            if !visit(id, state)? {
                break;
            }
        }
        Ok(())
    }
    fn records_of_kind(&mut self, scope: ScopeId, kind: &str) -> Stored<Vec<(Uuid, RecordState)>> {
        let sql = format!("{RECORD} WHERE scope = ?1 AND kind = ?2 AND deleted = 0 ORDER BY s");
        self.all(&sql, params![scope.to_string(), kind], record)
    }
    fn record(&mut self, scope: ScopeId, id: Uuid) -> Stored<Option<RecordState>> {
        self.record_(scope, id)
    }
    fn put_record(&mut self, scope: ScopeId, id: Uuid, state: &RecordState) -> Stored<()> {
        self.write_record(scope, id, state)?;
        for (name, unit) in state.units.iter().filter(|(_, unit)| unit.s == state.s) {
            self.remember((scope, state.s, id), name, &unit.v, unit.d, unit.by, unit.t.0)?;
        }
        self.set_head(scope, state.s)
    }

    fn history(&mut self, scope: ScopeId, rec: Uuid, below: u64, most: usize) -> Stored<Vec<Entry>> {
        self.history_(scope, rec, below, most)
    }

    fn add_code(&mut self, hash: &[u8; 32], code: &CodeRow) -> Stored<()> {
        self.add_code_(hash, code)
    }
    fn code(&mut self, hash: &[u8; 32]) -> Stored<Option<CodeRow>> {
        self.code_(hash)
    }
    fn use_code(&mut self, hash: &[u8; 32], now_ms: i64) -> Stored<()> {
        let sql = "UPDATE pairing_code SET used_at = ?2 WHERE hash = ?1";
        self.run(sql, params![hash, now_ms]).map(|_| ())
    }
    fn void_codes(&mut self, account: Uuid, now_ms: i64) -> Stored<()> {
        let sql = "UPDATE pairing_code SET used_at = ?2 WHERE account = ?1 AND used_at IS NULL";
        self.run(sql, params![account.to_string(), now_ms]).map(|_| ())
    }
    fn held(&mut self, org: Option<Uuid>) -> Stored<Vec<HeldItem>> {
        self.held_(org)
    }
    fn note_erasure(&mut self, scope: ScopeId, rec: Option<(Uuid, &str)>, now_ms: i64) -> Stored<()> {
        self.note_erasure_(scope, rec, now_ms)
    }
    fn erasure(&mut self, scope: ScopeId, rec: Option<Uuid>) -> Stored<Option<Erasure>> {
        self.erasure_(scope, rec)
    }
    fn erasures(&mut self) -> Stored<Vec<Erasure>> {
        self.erasures_()
    }
    fn forget_record(&mut self, scope: ScopeId, rec: Uuid) -> Stored<()> {
        self.forget_record_(scope, rec)
    }
    fn forget_scope(&mut self, scope: ScopeId) -> Stored<()> {
        self.forget_scope_(scope)
    }
    fn forget_words_of(&mut self, account: Uuid) -> Stored<()> {
        self.forget_words_of_(account)
    }
    fn scrub(&mut self) -> Stored<()> {
        self.scrub_()
    }
    fn blob(&mut self, scope: ScopeId, rec: Uuid) -> Stored<Option<BlobRow>> {
        self.blob_(scope, rec)
    }
    fn blob_at(&mut self, org: Uuid, at: &str) -> Stored<Option<BlobRow>> {
        self.blob_at_(org, at)
    }
    fn put_blob(&mut self, row: &BlobRow) -> Stored<()> {
        self.put_blob_(row)
    }
    fn forget_blob(&mut self, scope: ScopeId, rec: Option<Uuid>) -> Stored<()> {
        self.forget_blob_(scope, rec)
    }
    fn forget_blobs_of(&mut self, scope: ScopeId) -> Stored<()> {
        self.forget_blobs_of_(scope)
    }
    fn blobs_to_remove(&mut self, before_ms: i64, most: usize) -> Stored<Vec<(Uuid, BlobRow)>> {
        self.blobs_to_remove_(before_ms, most)
    }
    fn set_backed(&mut self, watermarks: &[(DeviceId, u64)]) -> Stored<()> {
        for (device, n) in watermarks {
            let sql = "UPDATE device SET backed_n = max(backed_n, ?2) WHERE id = ?1";
            self.run(sql, params![device.bits() as i64, n])?;
        }
        Ok(())
    }
}
