//! One action of a person becomes operations: durable in the journal, then laid over the mirror.

use std::collections::BTreeMap;

use opstap_domain::catalogue::{self, Act, Part, Policy};
use opstap_domain::ids::{Role, ScopeId};
use opstap_domain::order;
use opstap_sync::client::overlay;
use opstap_sync::conflict;
use opstap_sync::ident::{DeviceId, OpUid};
use opstap_sync::op::{Change, Op, Write};
use opstap_sync::record::RecordState;
use opstap_sync::schema::Versions;
use opstap_sync::wire::Handle;
use rusqlite::params;
use serde_json::Value;
use uuid::Uuid;

use crate::error::{File, StoreError};
use crate::journal::said;
use crate::open::Store;
use crate::{drafts, erase, mirror};

/// Where random bytes come from: the operating system, or a seed in tests.
pub trait Randomness {
    /// Fills `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// One change to one record, as a person means it. The store adds what they saw.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Make the record, or write those of its units that differ.
    Put {
        /// Where.
        scope: ScopeId,
        /// What kind.
        kind: &'static str,
        /// Which.
        id: Uuid,
        /// The units' new values; units that are not named stay.
        units: BTreeMap<String, Value>,
    },
    /// Write units of a record that is there, also those that already are so: a choice is said, not implied.
    Insist {
        /// Where.
        scope: ScopeId,
        /// What kind.
        kind: String,
        /// Which.
        id: Uuid,
        /// The units' values.
        units: BTreeMap<String, Value>,
    },
    /// Erase it, for good, here and everywhere: only what this person wrote, where the catalogue allows it.
    Erase {
        /// Where.
        scope: ScopeId,
        /// What kind.
        kind: &'static str,
        /// Which.
        id: Uuid,
    },
    /// Delete it.
    Delete {
        /// Where.
        scope: ScopeId,
        /// What kind.
        kind: &'static str,
        /// Which.
        id: Uuid,
    },
}

impl Edit {
    /// An [`Edit::Put`] of these units.
    #[must_use]
    pub fn put<'n>(
        scope: ScopeId,
        kind: &'static str,
        id: Uuid,
        units: impl IntoIterator<Item = (&'n str, Value)>,
    ) -> Self {
        let units = order::gather(units.into_iter().map(|(name, v)| (name.to_owned(), v)));
        Self::Put { scope, kind, id, units }
    }

    fn place(&self) -> (ScopeId, &str, Uuid) {
        match self {
            Self::Put { scope, kind, id, .. }
            | Self::Erase { scope, kind, id }
            | Self::Delete { scope, kind, id } => (*scope, kind, *id),
            Self::Insist { scope, kind, id, .. } => (*scope, kind, *id),
        }
    }
}

/// What an action became.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// How many operations were journalled; 0 when everything already was as asked.
    pub ops: usize,
    /// Where, and which kinds, so that screens read again.
    pub touched: Vec<(ScopeId, String)>,
}

struct Draft {
    op: Op,
    h: Handle,
    view: Option<RecordState>,
}

impl Store {
    /// Carries out one action: all of `edits`, or nothing. When it returns, a power cut loses nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for a value that the catalogue does not allow, [`StoreError::NoAccess`]
    /// where this device may not write, [`StoreError::Locked`] where it must hear from the server first, [`StoreError::Unknown`] for deleting what is not there,
    /// [`StoreError::DiskFull`]. Nothing was changed then.
    pub fn commit(
        &mut self,
        edits: &[Edit],
        now_ms: i64,
        random: &mut dyn Randomness,
    ) -> Result<Committed, StoreError> {
        self.bring_up()?;
        let device = self.state.memory.device.ok_or(StoreError::NoAccess)?;
        let drafts = self.draft(device, edits, now_ms, random)?;
        let Some(last) = drafts.last() else { return Ok(Committed::default()) };
        let mut state = self.state.clone();
        state.memory.n = last.op.n;
        state.hlc = last.op.t;
        let erases = drafts.iter().any(|draft| draft.op.change == Change::Erase {});
        if erases {
            self.zero_what_goes(true)?;
        }
        let ord = self.journal_ops(&state, device, &drafts, now_ms)?;
        self.state = state;
        let touched = order::gather(drafts.iter().map(|draft| (draft.op.scope, draft.op.kind.clone())));
        // From here on the action is safe. A mirror that fails now is brought up later, and before anything newer.
        self.stale = self.stale || self.lay(&drafts, ord).is_err();
        for draft in drafts.iter().filter(|draft| takes_bytes(&draft.op)) {
            // Bytes that cannot go now go when the server says that they are erased.
            self.stale |= self.forget_file(draft.op.id).is_err();
        }
        if erases {
            // What the server has read goes when it says so; what it never saw is gone now.
            self.unscrubbed = true;
            // No ground to say that it failed: it is tried again before the next reading.
            self.stale |= self.bring_up().is_err();
        }
        Ok(Committed { ops: drafts.len(), touched })
    }

    fn draft(
        &self,
        device: DeviceId,
        edits: &[Edit],
        now_ms: i64,
        random: &mut dyn Randomness,
    ) -> Result<Vec<Draft>, StoreError> {
        let mut drafts: Vec<Draft> = Vec::with_capacity(edits.len());
        let own = self.state.identity.as_ref().map(|identity| Value::from(identity.account.to_string()));
        let own = own.ok_or(StoreError::NoAccess)?;
        let tx = self.state.memory.n + 1;
        let mut t = self.state.hlc;
        for edit in edits {
            let (scope, kind, id) = edit.place();
            let access = self.access_to(scope).ok_or(StoreError::NoAccess)?;
            if self.is_locked(access) {
                return Err(StoreError::Locked);
            }
            let parts: Vec<Part> = access.parts.iter().filter_map(|name| Part::from_name(name)).collect();
            // A conflict is as visible as what it is about, which the edit beside it is checked for.
            let seen =
                kind == conflict::KIND || catalogue::may_see(access.role, scope.compartment, kind, &parts);
            if !access.write || !seen || catalogue::kind(kind).is_none() {
                return Err(StoreError::NoAccess);
            }
            let earlier = drafts.iter().rev().find(|draft| draft.op.id == id && draft.op.scope == scope);
            let view = match earlier {
                Some(draft) => draft.view.clone(),
                None => self.view(access.h, kind, id)?.map(|(state, _)| state),
            };
            let Some(change) = change(edit, view.as_ref(), access.role, &own)? else { continue };
            let mut uid = [0; 12];
            random.fill(&mut uid);
            t = t.tick(now_ms);
            let n = tx + drafts.len() as u64;
            let knew = self.knew(access.h, id)?;
            let op = Op { n, uid: OpUid(uid), tx, scope, id, kind: kind.to_owned(), t, knew, change };
            let view = overlay(view.as_ref(), [(device, &op)].into_iter());
            drafts.push(Draft { op, h: access.h, view });
        }
        Ok(drafts)
    }

    fn journal_ops(
        &self,
        state: &crate::state::State,
        device: DeviceId,
        acts: &[Draft],
        now_ms: i64,
    ) -> Result<i64, StoreError> {
        let tx = self.journal.unchecked_transaction().map_err(StoreError::of(File::Journal))?;
        for draft in acts {
            if draft.op.change == (Change::Erase {}) {
                erase::from_journal(&tx, self.versions, draft.op.scope, draft.op.id, None)?;
            }
            insert_op(&tx, self.versions, device, &draft.op, now_ms)?;
            drafts::become_shared(&tx, &draft.op)?;
        }
        let ord = tx.last_insert_rowid();
        state.write_counters(&tx)?;
        tx.commit().map_err(StoreError::of(File::Journal))?;
        Ok(ord)
    }

    fn lay(&mut self, drafts: &[Draft], ord: i64) -> Result<(), StoreError> {
        let fault = StoreError::of(File::Mirror);
        let tx = self.mirror.unchecked_transaction().map_err(&fault)?;
        for draft in drafts {
            let number = self.kinds.number(&tx, &draft.op.kind)?;
            mirror::put_overlay(&tx, draft.h, number, draft.op.id, Some(draft.view.as_ref()))?;
            crate::search::index(&tx, draft.h, number, draft.op.id, &draft.op.kind, draft.view.as_ref())?;
            self.forget_summaries(draft.op.scope.owner)?;
        }
        tx.prepare_cached("UPDATE state SET applied = ?1")
            .and_then(|mut sql| sql.execute([ord]))
            .map_err(&fault)?;
        tx.commit().map_err(&fault)
    }
}

/// What the edit means beside what is there; `None` when everything already is as asked.
fn change(
    edit: &Edit,
    view: Option<&RecordState>,
    role: Role,
    own: &Value,
) -> Result<Option<Change>, StoreError> {
    let (_, kind_name, _) = edit.place();
    let Some(kind) = catalogue::kind(kind_name) else { return Err(StoreError::NoAccess) };
    let allowed =
        |act| if catalogue::may_do(role, kind_name, act) { Ok(()) } else { Err(StoreError::NoAccess) };
    let (units, insist) = match edit {
        Edit::Erase { .. } => {
            let values = view.ok_or(StoreError::Unknown)?.values();
            let may = catalogue::may_erase(role, kind_name, Some(&values), own);
            return if may { Ok(Some(Change::Erase {})) } else { Err(StoreError::NoAccess) };
        }
        Edit::Put { units, .. } => (units, false),
        Edit::Insist { units, .. } => (units, true),
        Edit::Delete { .. } => {
            allowed(Act::Delete)?;
            let view = view.ok_or(StoreError::Unknown)?;
            return Ok(Some(Change::Del(view.sight())));
        }
    };
    for (name, v) in units {
        catalogue::check_unit(kind, name, v)?;
    }
    let Some(view) = view else {
        if insist {
            return Err(StoreError::Unknown);
        }
        allowed(Act::Create)?;
        return Ok(Some(Change::New(units.clone())));
    };
    let mut writes = BTreeMap::new();
    for (name, v) in units {
        let current = view.units.get(name);
        let same = current.is_some_and(|unit| unit.v == *v) || (current.is_none() && v.is_null());
        if same && !insist {
            continue;
        }
        allowed(Act::Change(name))?;
        let was = match catalogue::policy(kind_name, name) {
            Policy::Set => current.map(|unit| unit.v.clone()),
            _ => None,
        };
        writes.insert(name.clone(), Write { v: v.clone(), saw: current.map(|unit| unit.d), was });
    }
    Ok(if writes.is_empty() { None } else { Some(Change::Set(writes)) })
}

pub(crate) fn insert_op(
    journal: &rusqlite::Connection,
    versions: Versions,
    device: DeviceId,
    op: &Op,
    made_at: i64,
) -> Result<(), StoreError> {
    let change = said(op, versions)?;
    journal
        .prepare_cached(
            "INSERT INTO op (dev, n, uid, tx, scope, rec, kind, t, change, made_at, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'pending')",
        )
        .and_then(|mut sql| {
            sql.execute(params![
                device.to_string(),
                op.n as i64,
                op.uid.to_string(),
                op.tx as i64,
                op.scope.to_string(),
                op.id.to_string(),
                op.kind,
                op.t.0 as i64,
                change,
                made_at,
            ])
        })
        .map_err(StoreError::of(File::Journal))?;
    Ok(())
}

/// With its record the bytes of a file go: erased, or deleted for good.
fn takes_bytes(op: &Op) -> bool {
    match op.change {
        Change::Erase {} => true,
        Change::Del(_) => opstap_sync::blob::has_bytes(&op.kind),
        _ => false,
    }
}
