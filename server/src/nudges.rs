//! Who listens, and who is told that there is news.
//!
//! A nudge is a hint without content: that there is news, not where or whose. It may be lost; what a device has
//! never depends on it. Nobody who commits waits for anybody who listens: each listener has room for one nudge, and
//! a second one before it was heard is the same nudge.
//!
//! What a round of this process stirred is told at once. What others wrote (another server on the same database, a
//! subcommand) is found by asking how it stands with those who listen, every few seconds ([`watch`]).

use std::sync::Arc;
use std::time::Duration;

use crate::engine::Engine;
use crate::random::{Randomness as _, SystemRandom};
use crate::store::ScopeStore;
use crate::writer::Writer;

mod hub;

pub use hub::{Closed, Hub, KEPT, Listener, Said};

/// How often it is asked how it stands with those who listen.
pub const WATCH: Duration = Duration::from_secs(3);

/// Devices that are asked about in one transaction.
const CHUNK: usize = 200;

/// Anything from nothing to `most`, so that those who were cut off together do not come back together.
#[must_use]
pub fn jitter(most: Duration) -> Duration {
    let mut bytes = [0; 2];
    // Without randomness everybody comes at the earliest moment: worse, and not wrong.
    let _ = SystemRandom.fill(&mut bytes);
    most * u32::from(u16::from_le_bytes(bytes)) / u32::from(u16::MAX)
}

/// Asks again and again how it stands with those who listen, and tells them. Never ends.
pub async fn watch<S: ScopeStore + 'static>(
    hub: Arc<Hub>,
    writer: Writer<S>,
    every: Duration,
    clock: fn() -> i64,
) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(every + jitter(every / 10)) => {}
            () = hub.asked_to_look() => {}
        }
        for devices in hub.listening() {
            for devices in devices.chunks(CHUNK) {
                let (asked, now) = (devices.to_vec(), clock());
                let found = writer.run(move |engine: &mut Engine<S>| engine.standings(&asked, now)).await;
                // A store that is busy now is asked again.
                if let Ok(found) = found {
                    hub.compare(devices, &found);
                }
            }
        }
        hub.forget_the_gone(KEPT);
    }
}
