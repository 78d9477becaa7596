//! One round at the device: what to ask, and what an answer means.
//!
//! [`ask`] builds a request from the journal and the cursors. [`digest`] turns an answer into
//! [`Step`]s, which the store carries out in order: first those on the journal in one transaction,
//! then those on the mirror in another. A device may die between any two of them: the next round
//! repairs, because answers to operations are final and pages are idempotent.

mod visit;

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_domain::order;
use serde_json::Value;

use crate::blob::ScopeKey;
use crate::ident::{Chain, DeviceId, Dot};
use crate::merge::{Incoming, Merged, merge_unit};
use crate::op::{Change, Op};
use crate::record::{RecordState, UnitState};
use crate::wire::{
    Grant, Handle, LIMITS, NewDevice, Problem, ProblemCode, Receipt, ScopePage, SyncRequest, SyncResponse,
    Verdict, WireOp,
};
use crate::{PROTO, SCHEMA};

pub use visit::{Brought, DETOURS_MAX, IDLE_MAX, ROUNDS_MAX, Turn, Visit};

/// What a device remembers between rounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// The device, once paired.
    pub device: Option<DeviceId>,
    /// The highest operation number given out.
    pub n: u64,
    /// Answers are in for operations up to here.
    pub ack: u64,
    /// The server's chain after `ack`.
    pub chain: Chain,
    /// The server's generation; empty before first contact.
    pub epoch: String,
    /// The number of the grants.
    pub ge: u64,
    /// What the server last confirmed.
    pub receipt: Option<Receipt>,
}

/// How far one grant was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The handle.
    pub h: Handle,
    /// The scope.
    pub scope: ScopeId,
    /// Up to this number.
    pub seq: u64,
}

/// What a device wants from a round besides pushing.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Scopes to read first.
    pub prio: Vec<Handle>,
    /// Bytes of records wanted at most; `None`: the server's limit.
    pub want: Option<usize>,
    /// The checkpoint of the cursors as the server last saw them, and those cursors.
    pub checkpoint: Option<(String, BTreeMap<Handle, u64>)>,
    /// Revoked handles of which nothing is left.
    pub purged: Vec<(Handle, u64)>,
    /// Whether the server asked for the last receipt.
    pub with_receipt: bool,
    /// The device's clock, when there is time to compare what both ends hold; milliseconds since 1970 UTC.
    pub now_ms: Option<i64>,
    /// A digest to compare.
    pub dig: Option<(Handle, String)>,
    /// What is here of a scope that differs.
    pub have: Option<(Handle, Vec<(uuid::Uuid, String)>)>,
    /// Scopes of which the first reading is under way, with the floor that it began with.
    pub floors: Vec<(Handle, u64)>,
}

/// Builds the request of one round, or `None` for a device that is not paired.
///
/// `pending` are operations without an answer, in order; as many are taken as the limits allow.
/// `handle` finds the current, or last known, handle of a scope.
#[must_use]
pub fn ask(
    memory: &Memory,
    pending: &[Op],
    cursors: &[Cursor],
    handle: impl Fn(ScopeId) -> Option<Handle>,
    wish: &Wish,
) -> Option<SyncRequest> {
    let ops = pending.iter().take(LIMITS.ops).map(|op| to_wire(op, &handle)).collect();
    let known = wish.checkpoint.as_ref().map(|(_, vector)| vector);
    let moved = |cursor: &&Cursor| known.is_none_or(|known| known.get(&cursor.h) != Some(&cursor.seq));
    let cur = order::gather(cursors.iter().filter(moved).map(|cursor| (cursor.h, cursor.seq)));
    Some(SyncRequest {
        proto: PROTO,
        schema: SCHEMA,
        dev: memory.device?,
        n: memory.n,
        ack: memory.ack,
        chain: memory.chain,
        epoch: memory.epoch.clone(),
        ge: memory.ge,
        ck: wish.checkpoint.as_ref().map(|(id, _)| id.clone()),
        cur,
        prio: wish.prio.clone(),
        want: wish.want,
        ops,
        purged: wish.purged.clone(),
        dig: wish.dig.clone(),
        have: wish.have.clone(),
        rcpt: if wish.with_receipt { memory.receipt.clone() } else { None },
        floors: wish.floors.clone(),
    })
}

/// An operation for a scope of which no handle was ever known travels with handle 0 and is held.
fn to_wire(op: &Op, handle: impl Fn(ScopeId) -> Option<Handle>) -> WireOp {
    WireOp {
        n: op.n,
        uid: op.uid,
        tx: (op.tx != op.n).then_some(op.tx),
        h: handle(op.scope).unwrap_or(0),
        id: op.id,
        k: op.kind.clone(),
        t: op.t,
        knew: op.knew,
        change: op.change.clone(),
    }
}

/// What the store is to do, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Journal: the operation is at the server, in its scope up to `seq`. With `exact`, the mirror takes it as sent.
    Acked {
        /// Which.
        n: u64,
        /// The scope's number after it.
        seq: u64,
        /// The record now holds exactly what was sent.
        exact: bool,
        /// The write under which the server knows it, when it is another.
        dot: Option<Dot>,
        /// A conflict was opened.
        conflict: bool,
    },
    /// Journal: the server keeps the operation without applying it, for this reason.
    Held {
        /// Which.
        n: u64,
        /// A stable code.
        why: String,
    },
    /// Journal: what the device now knows of the server.
    Remember(Memory),
    /// Journal: operations up to here are in an off-site backup.
    Backed {
        /// Up to here.
        n: u64,
        /// The server's clock.
        now_ms: i64,
    },
    /// Mirror: these grants, and no others, hold.
    Grants(Vec<Grant>),
    /// Mirror: the keys under which files are hashed, by handle.
    Keys(Vec<(Handle, ScopeKey)>),
    /// Mirror and journal: remove everything of this handle, once nothing of its scope waits to be sent.
    Revoke {
        /// The handle.
        h: Handle,
        /// Why.
        why: String,
    },
    /// Mirror: the digest of this scope was compared.
    Compared {
        /// The handle.
        h: Handle,
        /// Both ends hold the same.
        agrees: bool,
    },
    /// Mirror: what differed; before our own operations are taken in, and without moving a cursor.
    Mend(ScopePage),
    /// Mirror: a page and its cursor, in one transaction.
    Page(ScopePage),
}

/// What an answer means.
///
/// `sent` is the request that was answered; answers that do not belong to it are ignored.
#[must_use]
pub fn digest(memory: &Memory, sent: &SyncRequest, answer: SyncResponse) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut ack = memory.ack;
    for result in &answer.res {
        if !sent.ops.iter().any(|op| op.n == result.n) {
            continue;
        }
        ack = ack.max(result.n);
        steps.push(match result.r {
            Verdict::Held => {
                Step::Held { n: result.n, why: result.why.clone().unwrap_or_else(|| "held".to_owned()) }
            }
            verdict => Step::Acked {
                n: result.n,
                seq: result.seq,
                exact: verdict == Verdict::Ok && !result.m,
                dot: result.dot,
                conflict: verdict == Verdict::Conflict,
            },
        });
    }
    let epoch = if answer.epoch.is_empty() { memory.epoch.clone() } else { answer.epoch };
    let heads: Vec<(Handle, u64)> = answer.chg.iter().map(|page| (page.h, page.upto)).collect();
    let receipt = answer.rcpt.map(|mac| Receipt { epoch: epoch.clone(), last_n: answer.last_n, heads, mac });
    let ack = if answer.last_n >= ack { ack } else { answer.last_n };
    steps.push(Step::Remember(Memory {
        device: memory.device,
        n: memory.n,
        ack,
        chain: if ack == answer.last_n && !answer.res.is_empty() { answer.chain } else { memory.chain },
        epoch,
        ge: if answer.grants.is_some() { answer.ge } else { memory.ge },
        receipt: receipt.or_else(|| memory.receipt.clone()),
    }));
    steps.push(Step::Backed { n: answer.backed_n, now_ms: answer.now });
    if let Some(grants) = answer.grants {
        steps.push(Step::Grants(grants));
    }
    if !answer.keys.is_empty() {
        steps.push(Step::Keys(answer.keys));
    }
    if let (Some((h, _)), Some(agrees)) = (&sent.dig, answer.agrees) {
        steps.push(Step::Compared { h: *h, agrees });
    }
    let asked = sent.have.as_ref().map(|(h, _)| *h);
    steps.extend(answer.fix.filter(|page| Some(page.h) == asked).map(Step::Mend));
    steps.extend(answer.revoked.into_iter().map(|revoked| Step::Revoke { h: revoked.h, why: revoked.why }));
    steps.extend(answer.chg.into_iter().map(Step::Page));
    steps
}

/// What a device does about a problem document.
#[derive(Clone, Debug, PartialEq)]
pub enum Reaction {
    /// Take this identity: renumber what waits, keep every uid, and ask again.
    NewIdentity(NewDevice),
    /// The server was restored: cursors to zero, everything journalled is offered again, under this epoch.
    Reoffer {
        /// The new generation.
        epoch: String,
    },
    /// Ask again with all cursors.
    AllCursors,
    /// Ask again with the last receipt.
    ShowReceipt,
    /// Ask again with fewer operations.
    Smaller,
    /// The token is no more: pair again; everything stays.
    SignInAgain,
    /// This device was blocked: remove everything.
    Wipe,
    /// A newer app is needed to read on; edits stay safe here.
    Update,
    /// Later.
    Wait,
}

/// Reads a problem document.
#[must_use]
pub fn react(problem: &Problem) -> Reaction {
    match (problem.code, problem.status) {
        (Some(ProblemCode::NotSignedIn), _) | (None, 401) => Reaction::SignInAgain,
        (Some(ProblemCode::DeviceRevoked), _) => Reaction::Wipe,
        (Some(ProblemCode::DeviceFork), _) => {
            problem.device.clone().map_or(Reaction::Wait, Reaction::NewIdentity)
        }
        (Some(ProblemCode::NeedCursors), _) => Reaction::AllCursors,
        (Some(ProblemCode::ReceiptWanted), _) => Reaction::ShowReceipt,
        (Some(ProblemCode::Reconcile), _) => {
            problem.epoch.clone().map_or(Reaction::Wait, |epoch| Reaction::Reoffer { epoch })
        }
        (Some(ProblemCode::Split), _) | (None, 413) => Reaction::Smaller,
        (Some(ProblemCode::UpdateNeeded), _) => Reaction::Update,
        _ => Reaction::Wait,
    }
}

/// A twin takes a new identity: the operations that wait get numbers from 1, keep their uids, and their
/// sight of each other moves along.
#[must_use]
pub fn renumber(old: DeviceId, new: DeviceId, waiting: &[Op]) -> Vec<Op> {
    let mut map = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    let mut renumbered = Vec::with_capacity(waiting.len());
    for (at, op) in waiting.iter().enumerate() {
        let n = at as u64 + 1;
        map.insert(Dot::new(old, op.n), Dot::new(new, n));
        numbers.insert(op.n, n);
        let mut op = op.clone();
        op.remap_saw(&map);
        op.tx = numbers.get(&op.tx).copied().unwrap_or(n);
        op.n = n;
        renumbered.push(op);
    }
    renumbered
}

/// What the person sees: the mirror's record with the device's own waiting operations on it.
///
/// Local edits are always shown; what the server makes of them comes with the next round. Each operation
/// comes with the identity under which its number counts.
#[must_use]
pub fn overlay<'o>(
    base: Option<&RecordState>,
    ops: impl Iterator<Item = (DeviceId, &'o Op)>,
) -> Option<RecordState> {
    let mut view = base.cloned();
    for (device, op) in ops {
        let dot = Dot::new(device, op.n);
        match &op.change {
            Change::New(units) => {
                let record = view.get_or_insert_with(|| RecordState::empty(&op.kind));
                for (name, v) in units {
                    lay(
                        record,
                        name,
                        UnitState { v: v.clone(), d: dot, t: op.t, by: None, s: 0 },
                        None,
                        None,
                    );
                }
            }
            // What was erased says nothing, also not that there is a record.
            Change::Newer(_) | Change::Rescue(_) => {}
            Change::Set(writes) if writes.is_empty() => {}
            Change::Set(writes) => {
                let record = view.get_or_insert_with(|| RecordState::empty(&op.kind));
                for (name, write) in writes {
                    let unit = UnitState { v: write.v.clone(), d: dot, t: op.t, by: None, s: 0 };
                    lay(record, name, unit, write.saw, write.was.as_ref());
                }
            }
            Change::Del(_) | Change::Erase {} => view = None,
        }
    }
    view
}

fn lay(record: &mut RecordState, name: &str, unit: UnitState, saw: Option<Dot>, was: Option<&Value>) {
    let policy = opstap_domain::catalogue::policy(&record.kind, name);
    let incoming = Incoming { unit: unit.clone(), saw, was };
    let now = match merge_unit(policy, record.units.get(name), incoming) {
        Merged::Joined(now) => now,
        Merged::Ignored => return,
        Merged::Set(_) | Merged::Kept { .. } | Merged::Replaced { .. } => unit,
    };
    record.units.insert(name.to_owned(), now);
}

#[cfg(test)]
mod tests;
