//! Erasure on request: the words go, and never come back.

use super::Known;
use super::apply::{Effect, Round, Target};
use crate::ident::Dot;
use crate::op::Change;
use crate::record::RecordState;
use crate::wire::{OpResult, Verdict, WireOp};

/// Why an operation on an erased record is held. Nothing of what it said is kept.
pub const ERASED: &str = "erased";

/// `op` without its words: what may be kept of an operation on an erased record.
#[must_use]
pub fn wordless(op: &WireOp) -> WireOp {
    WireOp { change: Change::blank(), ..op.clone() }
}

impl Round<'_> {
    /// An operation on a record that was erased: a late edit is held without its words, and to erase it once
    /// more is to say nothing new.
    pub(super) fn take_of_erased(&mut self, op: &WireOp, dot: Dot) -> OpResult {
        let scope = self.loaded.grants.get(&op.h).map(|grant| grant.scope);
        match (&op.change, scope) {
            (Change::Erase {}, Some(scope)) => {
                let seq = self.loaded.heads.get(&scope).copied().unwrap_or(0);
                self.loaded.uids.insert(op.uid, Known { dot, seq });
                self.decision.applied.push((op.uid, dot, scope, seq));
                OpResult { n: op.n, r: Verdict::Ok, seq, m: true, why: None, dot: None }
            }
            _ => self.hold(scope, &wordless(op), dot, ERASED.to_owned()),
        }
    }

    /// An operation whose words its author erased before they were sent. It changes nothing; its uid is known
    /// from now on, so that a twin of the device that still has the words cannot send them.
    pub(super) fn take_blank(&mut self, op: &WireOp, dot: Dot) -> OpResult {
        let Some(scope) = self.loaded.grants.get(&op.h).map(|grant| grant.scope) else {
            return self.hold(None, op, dot, ERASED.to_owned());
        };
        let seq = self.loaded.heads.get(&scope).copied().unwrap_or(0);
        self.loaded.uids.insert(op.uid, Known { dot, seq });
        self.decision.applied.push((op.uid, dot, scope, seq));
        OpResult { n: op.n, r: Verdict::Ok, seq, m: true, why: None, dot: None }
    }

    /// Leaves a tombstone without words. A record that never came here has nothing to erase: it was taken out
    /// of its author's journal before it was sent.
    pub(super) fn erase(&mut self, target: Target<'_>) -> Effect {
        let key = (target.scope, target.op.id);
        if self.loaded.records.contains_key(&key) {
            let seq = self.next_seq(target.scope);
            let at = self.asker.now_ms;
            self.loaded.records.insert(key, RecordState::erased(&target.op.k, seq, at));
            self.loaded.erased.insert((target.op.h, target.op.id), at);
            self.decision.records.insert(key);
            self.decision.erasures.push(key);
        }
        // Never as sent: the device has to hear of it as the others do, and leave nothing either.
        Effect { conflict: false, inexact: true }
    }
}
