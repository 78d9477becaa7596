//! What travels to a device: records as far as it lacks them, and the receipt.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use uuid::Uuid;

use crate::ident::{DeviceId, Dot};
use crate::record::RecordState;
use crate::wire::{Raw, Receipt, WireRecord};

/// `record` as it travels: always whole, and the dot that most units carry is said once.
///
/// Units older than a device's cursor travel too. A device in the middle of a first reading has not seen a
/// record whose latest number lies ahead, however old most of its units are; and a record that was deleted
/// and made again has lost units that a part could not take back.
#[must_use]
pub fn wire_record(id: Uuid, record: &RecordState) -> WireRecord {
    let mut wire = WireRecord {
        id,
        k: record.kind.clone(),
        s: record.s,
        d: None,
        u: None,
        x: None,
        del: record.deleted,
        er: record.erased,
    };
    if record.deleted {
        return wire;
    }
    wire.d = commonest(record);
    let (same, other): (Vec<_>, Vec<_>) = record.units.iter().partition(|(_, unit)| Some(unit.d) == wire.d);
    let same: BTreeMap<&str, &Value> =
        same.into_iter().map(|(name, unit)| (name.as_str(), &unit.v)).collect();
    wire.u = Raw::of(&same);
    if !other.is_empty() {
        let other: BTreeMap<&str, (&Value, Dot)> =
            other.into_iter().map(|(name, unit)| (name.as_str(), (&unit.v, unit.d))).collect();
        wire.x = Raw::of(&other);
    }
    wire
}

/// The write that most units carry. Records have few units: counting in place is cheapest.
fn commonest(record: &RecordState) -> Option<Dot> {
    let count = |dot: Dot| record.units.values().filter(|unit| unit.d == dot).count();
    record.units.values().map(|unit| unit.d).max_by_key(|dot| (count(*dot), *dot))
}

/// The server's secret for receipts. It lives beside the database, not in it, and so survives a restore.
#[derive(Clone)]
pub struct ReceiptKey([u8; 32]);

impl std::fmt::Debug for ReceiptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReceiptKey(…)")
    }
}

impl ReceiptKey {
    /// A key of 32 random bytes.
    #[must_use]
    pub const fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// The proof that this server confirmed `receipt` to `device`: 16 bytes of keyed BLAKE3.
    #[must_use]
    pub fn sign(&self, device: DeviceId, receipt: &Receipt) -> String {
        URL_SAFE_NO_PAD.encode(&self.mac(device, receipt).as_bytes()[..16])
    }

    /// Whether the proof on `receipt` is this server's. Compares in constant time.
    #[must_use]
    pub fn verify(&self, device: DeviceId, receipt: &Receipt) -> bool {
        let mut given = [0; 16];
        let Ok(16) = URL_SAFE_NO_PAD.decode_slice(&receipt.mac, &mut given) else { return false };
        let made = self.mac(device, receipt);
        let difference = made.as_bytes()[..16].iter().zip(given).fold(0, |all, (a, b)| all | (a ^ b));
        difference == 0
    }

    fn mac(&self, device: DeviceId, receipt: &Receipt) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(receipt.epoch.as_bytes()).update(b"\0");
        hasher.update(&device.bits().to_le_bytes()).update(&receipt.last_n.to_le_bytes());
        for (handle, seq) in &receipt.heads {
            hasher.update(&handle.to_le_bytes()).update(&seq.to_le_bytes());
        }
        hasher.finalize()
    }
}
