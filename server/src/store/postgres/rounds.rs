//! The rows of a round in PostgreSQL, and the trait itself.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use opstap_sync::conflict::{self, Conflict, State};
use opstap_sync::history::Entry;
use opstap_sync::ident::{DeviceId, Dot, OpUid};
use opstap_sync::record::RecordState;
use opstap_sync::server::{Decision, Known, Loaded, Needs};
use opstap_sync::wire::{Handle, Revoked};
use uuid::Uuid;

use super::accounts::device_id;
use super::directory::Key;
use super::{Postgres, Written, big, exact, get, number, text};
use crate::store::{
    AccountRow, BlobRow, CaseRow, CodeRow, DeviceRow, Erasure, FloorStore, GrantRow, HeldItem, ScopeStore,
    StoreError, Stored,
};

/// A value in the history, and where it stands there.
struct Remembered<'a> {
    scope: ScopeId,
    seq: u64,
    place: usize,
    rec: Uuid,
    unit: &'a str,
    v: &'a serde_json::Value,
    dot: Dot,
    by: Option<Uuid>,
    t: u64,
}

fn json<T: serde::Serialize>(value: &T) -> Stored<String> {
    serde_json::to_string(value).map_err(|_| StoreError::broken("a value that is no JSON"))
}

fn write_record(org: Uuid, scope: ScopeId, id: Uuid, state: &RecordState) -> Stored<Vec<Written>> {
    let mut all: Vec<Written> = vec![(
        "INSERT INTO rec (org, scope, id, kind, s, deleted, units, erased) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (org, scope, id) DO UPDATE SET s = $5, deleted = $6, units = $7, erased = $8",
        vec![
            Box::new(org),
            Box::new(scope.to_string()),
            Box::new(id),
            Box::new(text::held(&state.kind).into_owned()),
            Box::new(big(state.s)),
            Box::new(state.deleted),
            Box::new(json(&state.units)?),
            Box::new(state.erased),
        ],
    )];
    if state.kind == conflict::KIND {
        all.extend(index_conflict(org, scope, id, state));
    }
    Ok(all)
}

fn index_conflict(org: Uuid, scope: ScopeId, id: Uuid, state: &RecordState) -> Option<Written> {
    let found = Conflict::from_record(state);
    let live = found.filter(|found| matches!(found.status.state, State::Open | State::Auto));
    let about = state.units.get("about").and_then(|unit| unit.v.get("rec"));
    let about = about.and_then(|rec| rec.as_str()).and_then(|rec| rec.parse::<Uuid>().ok());
    let (sql, about) = match live {
        Some(found) => (
            "INSERT INTO conflict_about (org, scope, rec, conflict) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (org, scope, rec, conflict) DO NOTHING",
            found.about.rec,
        ),
        None => (
            "DELETE FROM conflict_about WHERE org = $1 AND scope = $2 AND rec = $3 AND conflict = $4",
            about?,
        ),
    };
    Some((sql, vec![Box::new(org), Box::new(scope.to_string()), Box::new(about), Box::new(id)]))
}

fn remember(org: Uuid, row: &Remembered<'_>) -> Stored<Written> {
    Ok((
        "INSERT INTO history (org, scope, seq, place, rec, unit, v, device, n, by, t) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        vec![
            Box::new(org),
            Box::new(row.scope.to_string()),
            Box::new(big(row.seq)),
            Box::new(big(row.place as u64)),
            Box::new(row.rec),
            Box::new(text::held(row.unit).into_owned()),
            Box::new(json(row.v)?),
            Box::new(big(row.dot.device.bits())),
            Box::new(big(row.dot.n)),
            Box::new(row.by),
            // A clock that is far in the future stays a large number and is never read as a moment.
            Box::new(big(row.t)),
        ],
    ))
}

fn set_head(org: Uuid, scope: ScopeId, head: u64) -> Written {
    let sql = "UPDATE scope SET head = $3 WHERE org = $1 AND id = $2";
    (sql, vec![Box::new(org), Box::new(scope.to_string()), Box::new(big(head))])
}

impl Postgres {
    fn load_(&mut self, device: &DeviceRow, needs: &Needs, grants: &[GrantRow]) -> Stored<Loaded> {
        let org = self.known_home(Key::Id(device.account))?;
        let mut loaded = Loaded { last_n: device.last_n, chain: device.chain, ..Loaded::default() };
        for row in grants.iter().filter(|row| needs.handles.contains(&row.grant.h)) {
            loaded.grants.insert(row.grant.h, row.grant.clone());
        }
        // In order, one by one: two rounds that want the same scopes wait, and never for each other.
        let scopes: BTreeSet<ScopeId> = loaded.grants.values().map(|grant| grant.scope).collect();
        let mut floored = BTreeSet::new();
        for scope in scopes {
            let reach = self.reach_(scope, " FOR UPDATE")?;
            loaded.heads.insert(scope, reach.head);
            floored.extend((reach.floor > 0).then_some(scope));
        }
        // Only now, so that what another round of these scopes wrote is seen.
        let mut wanted: BTreeMap<ScopeId, Vec<Uuid>> = BTreeMap::new();
        for (h, id) in &needs.records {
            if let Some(grant) = loaded.grants.get(h) {
                wanted.entry(grant.scope).or_default().push(*id);
            }
        }
        for (scope, ids) in wanted {
            self.load_records(org, &mut loaded, scope, &ids)?;
            if floored.contains(&scope) {
                let missing = |id: &Uuid| !loaded.records.contains_key(&(scope, *id));
                let missing: Vec<Uuid> = ids.into_iter().filter(missing).collect();
                let known = self.in_history(scope, &missing)?;
                loaded.forgotten.extend(known.into_iter().map(|id| (scope, id)));
            }
        }
        self.load_erased(org, &mut loaded, device, needs)?;
        self.load_uids(org, &mut loaded, needs)?;
        self.load_numbers(org, &mut loaded, device, needs)?;
        Ok(loaded)
    }

    /// The records and the conflicts about them that can still be fed.
    fn load_records(&mut self, org: Uuid, loaded: &mut Loaded, scope: ScopeId, ids: &[Uuid]) -> Stored<()> {
        let found = self.records_(org, scope, ids)?;
        let known: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
        loaded.records.extend(found.into_iter().map(|(id, state)| ((scope, id), state)));
        if known.is_empty() {
            return Ok(());
        }
        let sql = "SELECT conflict FROM conflict_about WHERE org = $1 AND scope = $2 AND rec = ANY($3)";
        let rows = self.all(sql, &[&org, &scope.to_string(), &known])?;
        let about = rows.iter().map(|row| get(row, 0)).collect::<Stored<Vec<Uuid>>>()?;
        let conflicts = self.records_(org, scope, &about)?;
        loaded.records.extend(conflicts.into_iter().map(|(id, state)| ((scope, id), state)));
        Ok(())
    }

    fn load_uids(&mut self, org: Uuid, loaded: &mut Loaded, needs: &Needs) -> Stored<()> {
        if needs.uids.is_empty() {
            return Ok(());
        }
        let uids: Vec<&[u8]> = needs.uids.iter().map(|uid| uid.0.as_slice()).collect();
        let applied = "SELECT uid, device, n, seq FROM op WHERE org = $1 AND uid = ANY($2)";
        let held = "SELECT uid, device, n, 0::bigint FROM held WHERE org = $1 AND uid = ANY($2)";
        for sql in [held, applied] {
            for row in self.all(sql, &[&org, &uids])? {
                let known =
                    Known { dot: Dot::new(device_id(&row, 1)?, number(&row, 2)?), seq: number(&row, 3)? };
                loaded.uids.insert(OpUid(exact(&row, 0)?), known);
            }
        }
        Ok(())
    }

    fn load_numbers(
        &mut self,
        org: Uuid,
        loaded: &mut Loaded,
        device: &DeviceRow,
        needs: &Needs,
    ) -> Stored<()> {
        let numbers: Vec<i64> =
            needs.numbers.iter().filter(|n| **n <= device.last_n).map(|n| big(*n)).collect();
        if numbers.is_empty() {
            return Ok(());
        }
        let sql = "SELECT n, uid FROM device_op WHERE org = $1 AND device = $2 AND n = ANY($3)";
        for row in self.all(sql, &[&org, &big(device.id.bits()), &numbers])? {
            loaded.numbers.insert(number(&row, 0)?, OpUid(exact(&row, 1)?));
        }
        Ok(())
    }

    fn write_(
        &mut self,
        device: &DeviceRow,
        decision: &Decision,
        loaded: &Loaded,
        now_ms: i64,
    ) -> Stored<()> {
        let org = self.known_home(Key::Id(device.account))?;
        let mut all = Vec::new();
        for key in &decision.records {
            let state =
                loaded.records.get(key).ok_or_else(|| StoreError::broken("a record that is not there"))?;
            all.extend(write_record(org, key.0, key.1, state)?);
        }
        all.extend(decision.heads.iter().map(|(scope, head)| set_head(org, *scope, *head)));
        for (place, row) in decision.history.iter().enumerate() {
            let (scope, seq, rec, dot) = (row.scope, row.seq, row.rec, row.dot);
            let (unit, v, by, t) = (row.unit.as_str(), &row.v, Some(row.by), row.t.0);
            all.push(remember(org, &Remembered { scope, seq, place, rec, unit, v, dot, by, t })?);
        }
        for (uid, dot, scope, seq) in &decision.applied {
            all.push((
                "INSERT INTO op (org, uid, device, n, scope, seq) VALUES ($1, $2, $3, $4, $5, $6)",
                vec![
                    Box::new(org),
                    Box::new(uid.0.to_vec()),
                    Box::new(big(dot.device.bits())),
                    Box::new(big(dot.n)),
                    Box::new(scope.to_string()),
                    Box::new(big(*seq)),
                ],
            ));
        }
        for (n, uid) in &decision.numbers {
            all.push((
                "INSERT INTO device_op (org, device, n, uid) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (org, device, n) DO UPDATE SET uid = $4",
                vec![
                    Box::new(org),
                    Box::new(big(device.id.bits())),
                    Box::new(big(*n)),
                    Box::new(uid.0.to_vec()),
                ],
            ));
        }
        self.run_all(all)?;
        self.hold(org, device, decision, now_ms)
    }

    fn hold(&mut self, org: Uuid, device: &DeviceRow, decision: &Decision, now_ms: i64) -> Stored<()> {
        let mut all: Vec<Written> = Vec::new();
        for held in &decision.held {
            let scope = match held.scope {
                Some(scope) => Some(scope),
                None => self.scope_of_handle_(device.account, held.op.h)?,
            };
            all.push((
                "INSERT INTO held (org, uid, account, device, n, scope, op, why, at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (org, uid) DO NOTHING",
                vec![
                    Box::new(org),
                    Box::new(held.op.uid.0.to_vec()),
                    Box::new(device.account),
                    Box::new(big(device.id.bits())),
                    Box::new(big(held.op.n)),
                    Box::new(scope.map(|scope| scope.to_string())),
                    Box::new(json(&held.op)?),
                    Box::new(text::held(&held.why).into_owned()),
                    Box::new(now_ms),
                ],
            ));
        }
        self.run_all(all)
    }

    fn put_record_(&mut self, scope: ScopeId, id: Uuid, state: &RecordState) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        let mut all = write_record(org, scope, id, state)?;
        let fresh = state.units.iter().filter(|(_, unit)| unit.s == state.s);
        for (place, (unit, now)) in fresh.enumerate() {
            let (seq, rec, v, dot, by, t) = (state.s, id, &now.v, now.d, now.by, now.t.0);
            all.push(remember(org, &Remembered { scope, seq, place, rec, unit, v, dot, by, t })?);
        }
        all.push(set_head(org, scope, state.s));
        self.run_all(all)
    }
}

impl ScopeStore for Postgres {
    fn begin(&mut self) -> Stored<()> {
        self.begin_()
    }
    fn commit(&mut self) -> Stored<()> {
        self.commit_()
    }
    fn rollback(&mut self) {
        self.rollback_();
    }
    fn savepoint(&mut self) -> Stored<()> {
        self.batch("SAVEPOINT job")
    }
    fn release(&mut self) -> Stored<()> {
        self.batch("RELEASE SAVEPOINT job")
    }
    fn back_to_savepoint(&mut self) -> Stored<()> {
        self.homes.clear();
        self.take_back_to("job")
    }
    fn may_pass(&mut self) -> bool {
        self.passing
    }
    fn is_another(&mut self) -> Stored<bool> {
        self.is_another_()
    }

    fn meta(&mut self, name: &str) -> Stored<Option<String>> {
        let row = self.one("SELECT value FROM meta WHERE name = $1", &[&name])?;
        row.map(|row| get(&row, 0)).transpose()
    }
    fn set_meta(&mut self, name: &str, value: &str) -> Stored<()> {
        let sql =
            "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
        self.run(sql, &[&name, &value]).map(drop)
    }

    fn device_by_token(&mut self, token_hash: &[u8; 32]) -> Stored<Option<DeviceRow>> {
        self.device_by_token_(*token_hash)
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
        self.org_name_(org)
    }
    fn orgs(&mut self) -> Stored<Vec<(Uuid, String)>> {
        self.orgs_()
    }
    fn add_org(&mut self, org: Uuid, name: &str, now_ms: i64) -> Stored<()> {
        self.add_org_(org, name, now_ms)
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
        self.add_scope_(scope, org)
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
        self.set_until_(account, h, until)
    }
    fn revoke_grant(&mut self, account: Uuid, h: Handle, why: &str, now_ms: i64) -> Stored<()> {
        self.revoke_grant_(account, h, why, now_ms)
    }
    fn highest_handle(&mut self, account: Option<Uuid>) -> Stored<Handle> {
        self.highest_handle_(account)
    }
    fn renumber_grants(&mut self) -> Stored<()> {
        self.renumber_grants_()
    }
    fn unpurged(&mut self, device: &DeviceRow) -> Stored<Vec<Revoked>> {
        self.unpurged_(device)
    }
    fn confirm_purged(&mut self, device: &DeviceRow, purged: &[(Handle, u64)], now_ms: i64) -> Stored<()> {
        self.confirm_purged_(device, purged, now_ms)
    }

    fn load(&mut self, device: &DeviceRow, needs: &Needs, grants: &[GrantRow]) -> Stored<Loaded> {
        self.load_(device, needs, grants)
    }
    fn write(&mut self, device: &DeviceRow, decision: &Decision, loaded: &Loaded, now_ms: i64) -> Stored<()> {
        self.write_(device, decision, loaded, now_ms)
    }
    fn head(&mut self, scope: ScopeId) -> Stored<u64> {
        Ok(self.reach_(scope, "")?.head)
    }
    fn lock_head(&mut self, scope: ScopeId) -> Stored<u64> {
        Ok(self.reach_(scope, " FOR UPDATE")?.head)
    }
    fn next_server_n(&mut self, scope: ScopeId) -> Stored<u64> {
        self.next_server_n_(scope)
    }
    fn records_after(
        &mut self,
        scope: ScopeId,
        cursor: u64,
        visit: &mut dyn FnMut(Uuid, RecordState) -> Stored<bool>,
    ) -> Stored<()> {
        self.records_after_(scope, cursor, visit)
    }
    fn records_of_kind(&mut self, scope: ScopeId, kind: &str) -> Stored<Vec<(Uuid, RecordState)>> {
        self.records_of_kind_(scope, kind)
    }
    fn record(&mut self, scope: ScopeId, id: Uuid) -> Stored<Option<RecordState>> {
        self.record_(scope, id)
    }
    fn put_record(&mut self, scope: ScopeId, id: Uuid, state: &RecordState) -> Stored<()> {
        self.put_record_(scope, id, state)
    }
    fn history(&mut self, scope: ScopeId, rec: Uuid, below: u64, most: usize) -> Stored<Vec<Entry>> {
        self.history_(scope, rec, below, most)
    }

    fn add_code(&mut self, hash: &[u8; 32], code: &CodeRow) -> Stored<()> {
        self.add_code_(*hash, code)
    }
    fn code(&mut self, hash: &[u8; 32]) -> Stored<Option<CodeRow>> {
        self.code_(*hash)
    }
    fn use_code(&mut self, hash: &[u8; 32], now_ms: i64) -> Stored<()> {
        self.use_code_(*hash, now_ms)
    }
    fn void_codes(&mut self, account: Uuid, now_ms: i64) -> Stored<()> {
        self.void_codes_(account, now_ms)
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
    /// Nothing: dead rows are PostgreSQL's own, and autovacuum takes them. No statement of ours reaches the
    /// log that was archived, or what a disk keeps of a page (ADR-0007).
    fn scrub(&mut self) -> Stored<()> {
        Ok(())
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
        self.set_backed_(watermarks)
    }
}
