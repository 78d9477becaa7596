//! Work beside the routes that is looked for again and again.

use std::sync::Arc;
use std::time::Duration;

use crate::nudges::Hub;
use crate::store::Stored;

/// Takes turns until it is ended. Who listens is told when a turn wrote something (`true`); what is broken off is done in the next.
pub(crate) async fn keep_taking<F>(
    what: &'static str,
    every: Duration,
    (hub, clock): (Arc<Hub>, fn() -> i64),
    turn: impl Fn(i64) -> F,
) where
    F: Future<Output = Stored<bool>>,
{
    loop {
        match turn(clock()).await {
            Ok(true) => hub.look_soon(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, what, "a turn broke off"),
        }
        tokio::time::sleep(every).await;
    }
}
