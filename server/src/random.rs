//! Randomness as a value that somebody hands in, so that a simulation can repeat a year to the bit.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

/// A source of random bytes.
pub trait Randomness: Send {
    /// Fills `bytes`. `false`: there is none to be had, and nothing may be made from `bytes`.
    fn fill(&mut self, bytes: &mut [u8]) -> bool;
}

/// The operating system's.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Randomness for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) -> bool {
        getrandom::fill(bytes).is_ok()
    }
}

/// The same bytes for the same seed, for simulations and tests. Never for a real server.
#[derive(Clone, Debug)]
pub struct Seeded {
    seed: [u8; 32],
    drawn: u64,
}

impl Seeded {
    /// A source that begins with this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed: *blake3::hash(&seed.to_le_bytes()).as_bytes(), drawn: 0 }
    }
}

impl Randomness for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) -> bool {
        self.drawn += 1;
        blake3::Hasher::new_keyed(&self.seed).update(&self.drawn.to_le_bytes()).finalize_xof().fill(bytes);
        true
    }
}

/// There was no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no randomness")]
pub struct Dry;

/// So many random bytes.
pub(crate) fn bytes<const N: usize>(source: &mut dyn Randomness) -> Result<[u8; N], Dry> {
    let mut bytes = [0; N];
    if source.fill(&mut bytes) { Ok(bytes) } else { Err(Dry) }
}

/// A token: 144 random bits, base64url.
pub(crate) fn token(source: &mut dyn Randomness) -> Result<String, Dry> {
    Ok(URL_SAFE_NO_PAD.encode(bytes::<18>(source)?))
}

/// A device id; never the server's.
pub(crate) fn device(source: &mut dyn Randomness) -> Result<DeviceId, Dry> {
    let random = u64::from_le_bytes(bytes(source)?);
    let made = DeviceId::new(random);
    Ok(if made == DeviceId::SERVER { DeviceId::new(1) } else { made })
}

/// An epoch: 72 random bits, base64url.
pub(crate) fn epoch(source: &mut dyn Randomness) -> Result<String, Dry> {
    Ok(URL_SAFE_NO_PAD.encode(bytes::<9>(source)?))
}

/// A version 7 UUID.
pub(crate) fn id(source: &mut dyn Randomness, now_ms: i64) -> Result<Uuid, Dry> {
    Ok(opstap_domain::ids::fresh_id(now_ms, bytes(source)?))
}
