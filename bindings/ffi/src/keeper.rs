//! When to sync without being asked: after an edit, when the server has news, when a network comes, when the app comes
//! back, and again after a failure, with growing patience. So that no shell decides it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use crate::core::NetworkState;
use crate::engine::{Engine, runtime};
use crate::error::CoreError;

/// Edits within this time travel together.
const TOGETHER: Duration = Duration::from_secs(1);
/// The first wait after a failure; each next one is twice as long …
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// … up to this.
const LONGEST_WAIT: Duration = Duration::from_mins(15);

/// Starts keeping an eye on an engine, as long as it lives.
pub(crate) fn start(engine: &Arc<Engine>) -> Result<(), CoreError> {
    runtime()?.spawn(keep(Arc::downgrade(engine), engine.work.clone(), engine.news.clone()));
    Ok(())
}

/// The engine is not held while this waits: a core that was let go must end.
async fn keep(engine: Weak<Engine>, work: Arc<Notify>, news: Arc<Notify>) {
    let mut wait: Option<Duration> = None;
    // A server that has much to do asks not to be looked at before this.
    let mut rested = Instant::now();
    loop {
        let again = async {
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = work.notified() => tokio::time::sleep(TOGETHER).await,
            // Somebody waits for it; what comes during a round is one more round. An edit meanwhile does not wait.
            () = async { news.notified().await; sleep_until(rested).await } => {}
            () = again => {}
        }
        let Some(engine) = engine.upgrade() else { return };
        let again = attempt(&engine).await;
        rested = Instant::now() + Duration::from_millis(engine.rest_ms.load(Ordering::Relaxed));
        wait = match again {
            Again::No => None,
            Again::Now => Some(Duration::ZERO),
            Again::Later => Some(
                wait.filter(|wait| !wait.is_zero()).map_or(FIRST_WAIT, |wait| (wait * 2).min(LONGEST_WAIT)),
            ),
        };
    }
}

/// When it is worth trying again by itself.
enum Again {
    /// With the next edit, or news.
    No,
    /// Files were moving when their time was over; edits and news get their round in between.
    Now,
    /// After a failure, and while a file waits for somebody else's device.
    Later,
}

async fn attempt(engine: &Arc<Engine>) -> Again {
    if engine.is_paused() || engine.network() == NetworkState::Offline || !engine.config.auto_sync {
        return Again::No;
    }
    match engine.sync(None).await {
        Ok(report) if report.files_more => Again::Now,
        Ok(report) if report.files_left > 0 => Again::Later,
        Err(CoreError::Offline { .. } | CoreError::Server { .. }) => Again::Later,
        _ => Again::No,
    }
}
