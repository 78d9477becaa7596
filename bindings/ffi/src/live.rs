//! How many objects of ours are alive, for leak tests.

use std::sync::atomic::{AtomicU64, Ordering};

static LIVE: AtomicU64 = AtomicU64::new(0);

/// One object that is alive as long as this is.
#[derive(Debug)]
pub(crate) struct Alive(());

impl Alive {
    pub(crate) fn new() -> Self {
        LIVE.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Default for Alive {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Cores, services, subscriptions and tokens that are alive in this process. For leak tests.
#[uniffi::export]
#[must_use]
pub fn live_objects() -> u64 {
    LIVE.load(Ordering::Relaxed)
}
