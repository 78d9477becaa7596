//! Whether two ends hold the same of a scope, and what differs if not.
//!
//! A digest covers values and writes, so that a row that a disk or a mistake of ours changed is found, too. It is only
//! compared when both ends are at the same number of the scope, and never decides what is right: the server's records
//! come again, and the device's journal is not touched.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use crate::ident::Dot;
use crate::wire::Handle;
use opstap_domain::order;

/// A scope is compared again after so long: one day, in milliseconds.
pub const CHECK_EVERY_MS: i64 = 24 * 3600 * 1000;
/// Records named in one request at most; a scope with more is read anew.
pub const HAVE_MAX: usize = 2_000;
/// So often in a row a difference is mended; one that stays is a mistake of ours, and waits for the next day.
pub const ATTEMPTS: u8 = 3;

/// A hash over all that a record says. Members of objects count in order of name.
#[must_use]
pub fn record_hash<'a>(id: Uuid, kind: &str, units: impl Iterator<Item = (&'a str, &'a Value, Dot)>) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(id.as_bytes()).update(kind.as_bytes()).update(b"\0");
    let mut units: Vec<_> = units.collect();
    order::sort_by_key(&mut units, |(name, ..)| *name);
    for (name, value, dot) in units {
        hasher.update(name.as_bytes()).update(b"\0").update(dot.to_string().as_bytes());
        hash_value(&mut hasher, value);
        hasher.update(b"\n");
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}

fn hash_value(hasher: &mut blake3::Hasher, value: &Value) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            order::sort_by_key(&mut members, |(name, _)| *name);
            hasher.update(b"{");
            for (name, value) in members {
                hasher.update(Value::from(name.as_str()).to_string().as_bytes()).update(b":");
                hash_value(hasher, value);
                hasher.update(b",");
            }
            hasher.update(b"}");
        }
        Value::Array(items) => {
            hasher.update(b"[");
            for item in items {
                hash_value(hasher, item);
                hasher.update(b",");
            }
            hasher.update(b"]");
        }
        plain => {
            hasher.update(plain.to_string().as_bytes());
        }
    }
}

/// A hash as it travels: 16 hexadecimal digits.
#[must_use]
pub fn text(hash: u64) -> String {
    format!("{hash:016x}")
}

/// The digest of a scope: the sum of its records' hashes, in no order.
#[must_use]
pub fn scope_digest(hashes: impl Iterator<Item = u64>) -> String {
    text(hashes.fold(0, u64::wrapping_add))
}

/// Which scope to compare now, given when each was compared last (milliseconds since 1970 UTC; 0: never): the one that
/// waits longest, if a day has passed. A clock that went back counts as a day.
#[must_use]
pub fn due(checked: &[(Handle, i64)], now_ms: i64) -> Option<Handle> {
    let oldest = checked.iter().min_by_key(|(h, at)| (*at, *h))?;
    let waited = !(oldest.1..oldest.1.saturating_add(CHECK_EVERY_MS)).contains(&now_ms);
    waited.then_some(oldest.0)
}

/// What a device that has `theirs` must get to hold `ours`: records to send, and records that are not.
#[must_use]
pub fn differing(theirs: &[(Uuid, String)], ours: &BTreeMap<Uuid, u64>) -> (Vec<Uuid>, Vec<Uuid>) {
    let theirs: BTreeMap<Uuid, &str> = order::gather(theirs.iter().map(|(id, hash)| (*id, hash.as_str())));
    let same = |id: &Uuid, hash: u64| theirs.get(id).is_some_and(|theirs| *theirs == text(hash));
    let send = ours.iter().filter(|(id, hash)| !same(id, **hash)).map(|(id, _)| *id).collect();
    let remove = theirs.keys().filter(|id| !ours.contains_key(id)).copied().collect();
    (send, remove)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::ident::DeviceId;

    fn hash(id: u128, v: &Value, n: u64) -> u64 {
        let dot = Dot::new(DeviceId::new(1), n);
        record_hash(Uuid::from_u128(id), "task", [("title", v, dot)].into_iter())
    }

    #[test]
    fn everything_that_a_record_says_counts_and_the_order_of_members_does_not() {
        let one = hash(1, &json!({ "a": 1, "b": [2, "x"] }), 1);
        assert_eq!(one, hash(1, &serde_json::from_str("{\"b\":[2,\"x\"],\"a\":1}").unwrap(), 1));
        for other in [
            hash(2, &json!({ "a": 1, "b": [2, "x"] }), 1),
            hash(1, &json!({ "a": 1, "b": [2, "x"] }), 2),
            hash(1, &json!({ "a": "1", "b": [2, "x"] }), 1),
            hash(1, &json!({ "a": 1, "b": ["x", 2] }), 1),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn one_scope_a_day_is_due_oldest_first() {
        let day = CHECK_EVERY_MS;
        assert_eq!(due(&[(1, 5), (2, 0), (3, 0)], day), Some(2));
        assert_eq!(due(&[(1, day), (2, day + 5)], day + 7), None);
        assert_eq!(due(&[(1, day * 9)], day), Some(1), "the clock went back");
        assert_eq!(due(&[], day), None);
    }

    proptest! {
        /// Whatever a device holds, what it is told makes both ends equal, and equal ends have equal digests.
        #[test]
        fn the_difference_makes_both_ends_equal(
            ours in prop::collection::btree_map(0..20_u128, 0..4_u64, 0..12),
            theirs in prop::collection::btree_map(0..20_u128, 0..4_u64, 0..12),
        ) {
            let hashed = |side: &BTreeMap<u128, u64>| -> BTreeMap<Uuid, u64> {
                side.iter().map(|(id, v)| (Uuid::from_u128(*id), hash(*id, &json!(v), 1))).collect()
            };
            let (ours, mut theirs) = (hashed(&ours), hashed(&theirs));
            let said: Vec<(Uuid, String)> = theirs.iter().map(|(id, hash)| (*id, text(*hash))).collect();
            let sum = |side: &BTreeMap<Uuid, u64>| scope_digest(side.values().copied());
            prop_assert_eq!(sum(&ours) == sum(&theirs), ours == theirs);
            let (send, remove) = differing(&said, &ours);
            for id in send {
                theirs.insert(id, ours[&id]);
            }
            for id in remove {
                theirs.remove(&id);
            }
            prop_assert_eq!(ours, theirs);
        }
    }
}
