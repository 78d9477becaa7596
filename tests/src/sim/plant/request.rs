//! Bugs of a merge: what an edit saw, and what it says, is told to the server otherwise than it was.

use std::collections::BTreeMap;

use opstap_domain::catalogue::{Policy, policy};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::{DeviceId, Dot, OpUid};
use opstap_sync::op::{Change, Write};
use opstap_sync::record::RecordState;
use opstap_sync::wire::{OpResult, SyncRequest, Verdict, WireOp};

use opstap_store::Randomness as _;

use super::super::dice::Uids;
use super::super::place::Place;
use super::super::{Run, World};
use super::Plant;

/// Writes of this round by record and unit: a later edit of the round sees an earlier one.
type Written = BTreeMap<(uuid::Uuid, String), (Dot, Hlc)>;

impl<P: Place> World<P> {
    /// Rewrites the operations of a request. Gives answers to those that the server is not told of.
    pub(in super::super) fn plant_in_request(&mut self, request: &mut SyncRequest) -> Run<Vec<OpResult>> {
        let Some(plant) = self.options.plant else { return Ok(Vec::new()) };
        let scopes = self.scopes_of(request)?;
        if plant == Plant::NoRemovalReceipt {
            request.purged.clear();
        }
        if plant == Plant::HeldDropped {
            let lost = request.ops.iter().filter(|op| !scopes.contains_key(&op.h)).map(|op| op.n);
            let lost: Vec<OpResult> = lost.map(held).collect();
            request.ops.retain(|op| scopes.contains_key(&op.h));
            return Ok(lost);
        }
        let mut written = Written::new();
        for op in &mut request.ops {
            if plant == Plant::DedupeByNumber {
                let other = by_number(request.dev, op.n);
                self.renamed.insert(other, op.uid);
                op.uid = other;
            }
            let Some(scope) = scopes.get(&op.h).copied() else { continue };
            let stored = self.server_record(scope, op.id)?.filter(|record| !record.deleted);
            deletion(plant, op, stored.as_ref());
            if matches!(
                plant,
                Plant::Lww | Plant::LatestMoney | Plant::HalfMoney | Plant::SetsReplace | Plant::NoSaw
            ) {
                writes(plant, op, request.dev, stored.as_ref(), &mut written);
            }
        }
        Ok(Vec::new())
    }
}

fn held(n: u64) -> OpResult {
    OpResult { n, r: Verdict::Held, seq: 0, m: false, why: Some("scope_revoked".into()), dot: None }
}

/// A uid that says no more than a device and a number.
fn by_number(device: DeviceId, n: u64) -> OpUid {
    let mut uid = [0; 12];
    Uids::new(device.bits().rotate_left(20) ^ n).fill(&mut uid);
    OpUid(uid)
}

fn deletion(plant: Plant, op: &mut WireOp, stored: Option<&RecordState>) {
    let (Change::Del(sight), Some(stored)) = (&mut op.change, stored) else { return };
    match plant {
        Plant::BlindDelete => *sight = stored.sight(),
        Plant::WeakDelete => "nothing".clone_into(sight),
        _ => {}
    }
}

fn writes(
    plant: Plant,
    op: &mut WireOp,
    device: DeviceId,
    stored: Option<&RecordState>,
    written: &mut Written,
) {
    if let Change::New(units) = &op.change {
        let write = |v: &serde_json::Value| Write { v: v.clone(), saw: None, was: None };
        op.change = Change::Set(units.iter().map(|(name, v)| (name.clone(), write(v))).collect());
    }
    let Change::Set(writes) = &mut op.change else { return };
    for (name, write) in writes {
        let unit = stored.and_then(|record| record.units.get(name));
        let earlier = written.get(&(op.id, name.clone())).copied();
        let there = earlier.or(unit.map(|unit| (unit.d, unit.t)));
        let later = there.is_none_or(|(_, t)| op.t > t);
        match plant {
            Plant::Lww => write.saw = there.map(|(dot, _)| dot),
            Plant::LatestMoney if name == "amount" && later => write.saw = there.map(|(dot, _)| dot),
            Plant::SetsReplace if policy(&op.k, name) == Policy::Set => write.saw = there.map(|(dot, _)| dot),
            Plant::NoSaw => write.saw = None,
            Plant::HalfMoney if name == "amount" => {
                if let Some(unit) = unit {
                    write.v["frequency"] = unit.v["frequency"].clone();
                }
            }
            _ => {}
        }
        written.insert((op.id, name.clone()), (Dot::new(device, op.n), op.t));
    }
}
