//! For tests of bindings and shells: what cannot be brought about from outside. Not in what is shipped.

use std::sync::{Arc, Mutex, PoisonError};
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

/// Lets the next call that needs the device panic on its thread, as a mistake of ours would: whichever service is asked,
/// and pause, resume, sync and pairing too.
#[uniffi::export]
pub fn drill_panic_next(core: &Core, words: String) {
    core.engine.drill.arm(words);
}

/// A panic that waits for its call.
#[derive(Default)]
pub(crate) struct Drill(Mutex<Option<String>>);

impl Drill {
    fn arm(&self, words: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
    }

    /// Panics once for each time that it was armed.
    #[allow(clippy::panic, reason = "what the drill is for")]
    pub(crate) fn spring(&self) {
        let words = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(words) = words {
            panic!("{words}");
        }
    }
}
