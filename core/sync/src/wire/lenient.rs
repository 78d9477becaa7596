//! Reading operations of a newer version: what cannot be understood is kept, so that it can be held.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{Handle, WireOp};
use crate::hlc::Hlc;
use crate::ident::OpUid;
use crate::op::Change;

/// What every operation of every version has. What else it says is held when this version cannot read it.
#[derive(Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "describe", schemars(rename = "HeldOp"))]
pub(super) struct Head {
    /// The device's number.
    n: u64,
    /// Its identity.
    uid: OpUid,
    /// The scope.
    h: Handle,
    /// The record.
    id: Uuid,
    /// Its kind.
    k: String,
    /// The device's clock.
    t: Hlc,
}

/// What is taken in where operations are asked for: one that this version reads, or one that it holds.
#[cfg(feature = "describe")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "it is described and never made: reading gives a `WireOp` either way")]
pub(super) enum Taken {
    /// An operation that this version reads.
    Read(WireOp),
    /// One that it does not read wholly: answered as held, kept word for word, applied to nothing.
    Held(Head),
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use serde_json::json;

    use crate::op::Change;
    use crate::wire::SyncRequest;

    proptest! {
        /// Whatever a change of tomorrow is called and says, it is read, kept word for word, and its neighbour too.
        #[test]
        fn an_unknown_change_is_kept_as_it_was_sent(name in "[a-z]{4,12}", says in "\\PC{0,20}") {
            prop_assume!(!["knew", "erase"].contains(&name.as_str()));
            let mut op = json!({ "n": 1, "uid": "AQEBAQEBAQEBAQEB", "h": 3, "id": uuid::Uuid::nil(), "k": "x", "t": 1 });
            op[&name] = json!({ "says": says });
            let mut known = op.clone();
            known.as_object_mut().unwrap().remove(&name);
            known["del"] = json!("sight");
            let request = json!({ "proto": 1, "dev": "1", "n": 2, "ops": [op, known] }).to_string();
            let read: SyncRequest = serde_json::from_str(&request).unwrap();
            prop_assert_eq!(&read.ops[0].change, &Change::Newer(op));
            prop_assert_eq!(&read.ops[1].change, &Change::Del("sight".into()));
        }

        /// No text makes reading panic.
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            let _ = super::op(&text);
        }
    }
}
