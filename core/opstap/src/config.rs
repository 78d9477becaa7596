//! What an embedder hands over at the start, and the two things that the layers below may not ask themselves.

use std::path::PathBuf;
use std::sync::Arc;

use opstap_content::Language;
use opstap_domain::{Instant, Zone};
use opstap_store::{Randomness, StoreKey};

use crate::transport::Transport;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still, for tests and for `--now`.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub Instant);

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        self.0
    }
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Randomness for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // No entropy source: mix the clock and an address, unique enough for an operation's uid.
            let now = SystemClock.now().0.to_le_bytes();
            let place = (std::ptr::from_ref(bytes).addr() as u64).to_le_bytes();
            for (at, byte) in bytes.iter_mut().enumerate() {
                *byte ^= now[at % 8] ^ place[(at / 8) % 8].rotate_left(at as u32);
            }
        }
    }
}

/// How to open a device.
pub struct Config {
    /// The folder of the two files; private to the app.
    pub folder: PathBuf,
    /// 32 bytes from the platform's key store.
    pub key: StoreKey,
    /// The language of the words; `None`: what the client prefers, else Dutch.
    pub language: Option<Language>,
    /// Where the person is, until the case says otherwise.
    pub zone: Zone,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness for ids.
    pub random: Box<dyn Randomness + Send>,
    /// How rounds travel; `None`: HTTPS.
    pub transport: Option<Arc<dyn Transport>>,
}

impl Config {
    /// The usual: system clock, HTTPS, Europe/Amsterdam.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, key: StoreKey) -> Self {
        Self {
            folder: folder.into(),
            key,
            language: None,
            zone: Zone::AMSTERDAM,
            clock: Arc::new(SystemClock),
            random: Box::new(SystemRandom),
            transport: None,
        }
    }
}
