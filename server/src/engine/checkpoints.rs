//! The cursors of a device as last answered, so that it needs to send only differences. Engines of one
//! server share them.
//!
//! Only an optimisation: a checkpoint that is not here is answered with `need_cursors`.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::Handle;

/// Devices remembered at most; the one that asked longest ago goes first.
const DEVICES: usize = 10_000;

/// All cursors of one device.
pub(super) type Cursors = BTreeMap<Handle, u64>;

/// The checkpoints of one server. A clone is the same ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Checkpoints(Arc<Mutex<Known>>);

impl Checkpoints {
    pub(super) fn get(&self, device: DeviceId, id: &str) -> Option<Cursors> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(device, id).cloned()
    }

    pub(super) fn put(&self, device: DeviceId, cursors: Cursors) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(device, cursors)
    }
}

#[derive(Debug, Default)]
struct Known {
    /// The last two of each device, because an answer may be lost.
    known: BTreeMap<DeviceId, VecDeque<(String, Cursors)>>,
    order: VecDeque<DeviceId>,
}

impl Known {
    fn get(&self, device: DeviceId, id: &str) -> Option<&Cursors> {
        let mine = self.known.get(&device)?;
        mine.iter().find(|(known, _)| known == id).map(|(_, cursors)| cursors)
    }

    fn put(&mut self, device: DeviceId, cursors: Cursors) -> String {
        let id = name(&cursors);
        if !self.known.contains_key(&device) {
            self.order.push_back(device);
        }
        let mine = self.known.entry(device).or_default();
        mine.retain(|(known, _)| *known != id);
        mine.push_back((id.clone(), cursors));
        while mine.len() > 2 {
            mine.pop_front();
        }
        while self.order.len() > DEVICES {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
        id
    }
}

fn name(cursors: &Cursors) -> String {
    let mut hasher = blake3::Hasher::new();
    for (h, seq) in cursors {
        hasher.update(&h.to_le_bytes()).update(&seq.to_le_bytes());
    }
    URL_SAFE_NO_PAD.encode(&hasher.finalize().as_bytes()[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_can_fall_back_to_the_answer_before_the_lost_one() {
        let checkpoints = Checkpoints::default();
        let device = DeviceId::new(1);
        let first = checkpoints.put(device, Cursors::from([(1, 5)]));
        checkpoints.put(device, Cursors::from([(1, 6)]));
        assert_eq!(checkpoints.get(device, &first), Some(Cursors::from([(1, 5)])));
        assert_eq!(checkpoints.get(DeviceId::new(2), &first), None);
    }
}
