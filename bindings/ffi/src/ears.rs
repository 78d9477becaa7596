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
        let news = here.news.clone();
        drop(here);
        tokio::select! {
            // Paused, resumed, paired, another network, or over: look again what holds now.
            () = turn.notified() => {}
            () = pass_on(nudges, &news) => {}
        }
    }
}

/// `None` where nobody is to listen now.
async fn open(engine: &Engine) -> Option<Nudges> {
    let wanted = engine.config.auto_sync && !engine.is_paused();
    if wanted && engine.network() != NetworkState::Offline { engine.nudges().await } else { None }
}

async fn pass_on(nudges: Option<Nudges>, news: &Notify) {
    let Some(mut nudges) = nudges else { return std::future::pending().await };
    loop {
        nudges.next().await;
        news.notify_one();
    }
}
