//! Reading operations of a newer version: what cannot be understood is kept, so that it can be held.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{Handle, WireOp};
use crate::hlc::Hlc;
use crate::ident::OpUid;
use crate::op::Change;

/// What every operation of every version has.
#[derive(Deserialize)]
struct Head {
    n: u64,
    uid: OpUid,
    h: Handle,
    id: Uuid,
    k: String,
    t: Hlc,
}

/// Reads operations one by one: one of a newer version must not keep those around it from being taken.
pub(super) fn ops<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<WireOp>, D::Error> {
    let raw: Vec<Box<RawValue>> = Vec::deserialize(from)?;
    raw.iter().map(|raw| op(raw.get()).map_err(serde::de::Error::custom)).collect()
}

fn op(raw: &str) -> Result<WireOp, serde_json::Error> {
    serde_json::from_str(raw).or_else(|_| {
        let head: Head = serde_json::from_str(raw)?;
        let change = Change::Newer(serde_json::from_str(raw)?);
        let Head { n, uid, h, id, k, t } = head;
        Ok(WireOp { n, uid, tx: None, h, id, k, t, knew: None, change })
    })
}
