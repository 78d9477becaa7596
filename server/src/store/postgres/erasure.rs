//! Erasure in PostgreSQL: what goes, and what is noted of it.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use opstap_sync::server::{Loaded, Needs, wordless};
use opstap_sync::wire::{Handle, WireOp};
use tokio_postgres::Row;
use uuid::Uuid;

use super::directory::Key;
use super::{Postgres, Value, Written, damaged, get, parsed, text};
use crate::store::{DeviceRow, Erasure, StoreError, Stored};

const ERASED: &str = "SELECT scope, rec, kind, at FROM erased WHERE org = $1";

/// A record as the table has it; empty: everything in the scope.
fn place(rec: Option<Uuid>) -> String {
    rec.map(|rec| rec.to_string()).unwrap_or_default()
}

fn erasure(row: &Row) -> Stored<Erasure> {
    let rec = match get::<&str>(row, 1)? {
        "" => None,
        rec => Some(rec.parse().map_err(|_| damaged())?),
    };
    Ok(Erasure { scope: parsed(row, 0)?, rec, kind: text::given(get(row, 2)?), at: get(row, 3)? })
}

impl Postgres {
    pub(super) fn note_erasure_(&mut self, scope: ScopeId, rec: Option<(Uuid, &str)>, at: i64) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        let (rec, kind) = rec.map_or((None, ""), |(rec, kind)| (Some(rec), kind));
        self.run(
            "INSERT INTO erased (org, scope, rec, kind, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (org, scope, rec) DO UPDATE SET kind = $4, at = $5 WHERE erased.at < $5",
            &[&org, &scope.to_string(), &place(rec), &text::held(kind).as_ref(), &at],
        )?;
        Ok(())
    }

    pub(super) fn erasure_(&mut self, scope: ScopeId, rec: Option<Uuid>) -> Stored<Option<Erasure>> {
        let Some(org) = self.home_of(scope)? else { return Ok(None) };
        let sql = format!("{ERASED} AND scope = $2 AND rec = $3");
        let row = self.one(&sql, &[&org, &scope.to_string(), &place(rec)])?;
        row.as_ref().map(erasure).transpose()
    }

    pub(super) fn erasures_(&mut self) -> Stored<Vec<Erasure>> {
        let mut all = Vec::new();
        for org in self.everybody()? {
            let rows = self.all(&format!("{ERASED} ORDER BY scope, rec"), &[&org])?;
            all.extend(rows.iter().map(erasure).collect::<Stored<Vec<_>>>()?);
        }
        Ok(all)
    }

    /// What was erased of all that is asked for, behind live handles and behind those that were taken away.
    pub(super) fn load_erased(
        &mut self,
        org: Uuid,
        loaded: &mut Loaded,
        device: &DeviceRow,
        needs: &Needs,
    ) -> Stored<()> {
        let mut scopes: BTreeMap<Handle, Option<ScopeId>> =
            loaded.grants.iter().map(|(h, grant)| (*h, Some(grant.scope))).collect();
        for (h, _) in &needs.records {
            if !scopes.contains_key(h) {
                scopes.insert(*h, self.scope_of_handle_(device.account, *h)?);
            }
        }
        let wanted: BTreeSet<String> = scopes.values().flatten().map(ToString::to_string).collect();
        if needs.records.is_empty() || wanted.is_empty() {
            return Ok(());
        }
        let wanted: Vec<String> = wanted.into_iter().collect();
        let ids: Vec<String> =
            needs.records.iter().map(|(_, id)| place(Some(*id))).chain([place(None)]).collect();
        let sql = format!("{ERASED} AND scope = ANY($2) AND rec = ANY($3)");
        let mut erased = BTreeMap::new();
        for row in self.all(&sql, &[&org, &wanted, &ids])? {
            let row = erasure(&row)?;
            erased.insert((row.scope, row.rec), row.at);
        }
        for (h, id) in &needs.records {
            let Some(scope) = scopes.get(h).copied().flatten() else { continue };
            let whole = erased.get(&(scope, None)).map(|_| i64::MAX);
            if let Some(at) = whole.or_else(|| erased.get(&(scope, Some(*id))).copied()) {
                loaded.erased.insert((*h, *id), at);
            }
        }
        Ok(())
    }

    /// Rows that hold words about one record; the record itself has its tombstone already.
    pub(super) fn forget_record_(&mut self, scope: ScopeId, rec: Uuid) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        let of = scope.to_string();
        let about = "DELETE FROM conflict_about WHERE org = $1 AND scope = $2 AND $3 IN (rec, conflict)";
        for sql in ["DELETE FROM history WHERE org = $1 AND scope = $2 AND rec = $3", about] {
            self.run(sql, &[&org, &of, &rec])?;
        }
        // Held without a known scope: it may have been meant for here.
        let held = "SELECT uid, op FROM held WHERE org = $1 AND coalesce(scope, $2) = $2";
        self.silence(org, held, &of, |op| op.id == rec)
    }

    pub(super) fn forget_scope_(&mut self, scope: ScopeId) -> Stored<()> {
        let org = self.known_home(Key::Id(scope.owner))?;
        let of = scope.to_string();
        for sql in [
            "DELETE FROM rec WHERE org = $1 AND scope = $2",
            "DELETE FROM history WHERE org = $1 AND scope = $2",
            "DELETE FROM conflict_about WHERE org = $1 AND scope = $2",
        ] {
            self.run(sql, &[&org, &of])?;
        }
        self.silence(org, "SELECT uid, op FROM held WHERE org = $1 AND scope = $2", &of, |_| true)
    }

    pub(super) fn forget_words_of_(&mut self, account: Uuid) -> Stored<()> {
        let org = self.known_home(Key::Id(account))?;
        let held = "SELECT uid, op FROM held WHERE org = $1 AND account = $2";
        self.silence(org, held, &account, |_| true)
    }

    /// Takes the words out of held operations. That something was held stays.
    fn silence(
        &mut self,
        org: Uuid,
        held: &str,
        of: Value<'_>,
        chosen: impl Fn(&WireOp) -> bool,
    ) -> Stored<()> {
        let mut all: Vec<Written> = Vec::new();
        for row in self.all(held, &[&org, of])? {
            let op: WireOp = serde_json::from_str(get(&row, 1)?).map_err(|_| damaged())?;
            if chosen(&op) {
                let op = serde_json::to_string(&wordless(&op));
                let op = op.map_err(|_| StoreError::broken("a value that is no JSON"))?;
                let uid: Vec<u8> = get(&row, 0)?;
                all.push((
                    "UPDATE held SET op = $3 WHERE org = $1 AND uid = $2",
                    vec![Box::new(org), Box::new(uid), Box::new(op)],
                ));
            }
        }
        self.run_all(all)
    }
}
