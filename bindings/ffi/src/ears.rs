//! Hearing that there is news while the app is open, and saying so to whoever syncs. So that no shell decides it.

use std::sync::{Arc, Weak};

use opstap::Nudges;
use tokio::sync::Notify;

use crate::core::NetworkState;
use crate::engine::{Engine, runtime};
use crate::error::CoreError;

/// Starts listening for an engine, as long as it lives.
pub(crate) fn start(engine: &Arc<Engine>) -> Result<(), CoreError> {
    runtime()?.spawn(listen(Arc::downgrade(engine), engine.ears.clone()));
    Ok(())
}

/// Neither the engine nor its device is held while this waits: a pause waits for nothing here.
async fn listen(engine: Weak<Engine>, turn: Arc<Notify>) {
    loop {
        let Some(here) = engine.upgrade() else { return };
        let nudges = open(&here).await;
        drop(here);
        tokio::select! {
            // Paused, resumed, paired, another network, or over: look again what holds now.
            () = turn.notified() => {}
            () = pass_on(nudges, &engine) => {}
        }
    }
}

/// `None` where nobody is to listen now.
async fn open(engine: &Engine) -> Option<Nudges> {
    let wanted = engine.config.auto_sync && !engine.is_paused();
    if wanted && engine.network() != NetworkState::Offline { engine.nudges().await } else { None }
}

/// As long as they are of this device.
async fn pass_on(nudges: Option<Nudges>, engine: &Weak<Engine>) {
    let Some(mut nudges) = nudges else { return std::future::pending().await };
    loop {
        nudges.next().await;
        let Some(engine) = engine.upgrade() else { return };
        engine.news.notify_one();
        match engine.owned(nudges).await {
            Some(owned) => nudges = owned,
            None => return,
        }
    }
}
