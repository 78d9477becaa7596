//! For tests of bindings and shells: what cannot be brought about from outside. Not in what is shipped.

use std::sync::Arc;
use std::time::Duration;

use crate::core::Core;
use crate::error::CoreError;

/// Holds the store for so many milliseconds, as a long write would.
///
/// # Errors
///
/// [`CoreError::Closed`], [`CoreError::Paused`].
#[uniffi::export]
pub async fn drill_hold(core: Arc<Core>, millis: u64) -> Result<(), CoreError> {
    let hold = move || std::thread::sleep(Duration::from_millis(millis));
    let held = move |device: &opstap::Opstap| {
        device.while_held(hold);
        Ok(())
    };
    core.engine.read(held).await
}

/// Panics on a thread of the core, as a mistake of ours would.
///
/// # Errors
///
/// [`CoreError::Internal`], always.
///
/// # Panics
///
/// Inside, which is what it is for; never on the caller's thread.
#[uniffi::export]
#[allow(clippy::panic, reason = "what the drill is for")]
pub async fn drill_panic(core: Arc<Core>, words: String) -> Result<(), CoreError> {
    core.engine.read(move |_| -> Result<(), opstap::OpstapError> { panic!("{words}") }).await
}
