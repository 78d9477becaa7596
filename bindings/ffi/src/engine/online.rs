//! Questions that only the server can answer.

use std::pin::Pin;
use std::sync::Arc;

use opstap::{Opstap, OpstapError};

use super::{Engine, Slot, runtime};
use crate::error::CoreError;
use crate::incident::catch_async;

/// A question on its way to the server.
pub(crate) type Travel<'a, T> = Pin<Box<dyn Future<Output = Result<T, OpstapError>> + Send + 'a>>;

impl Engine {
    /// Asks the server something for this person, until it answers or a pause or an end wants the device.
    pub(crate) async fn online<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl for<'a> FnOnce(&'a Opstap) -> Travel<'a, T> + Send + 'static,
    ) -> Result<T, CoreError> {
        let engine = self.clone();
        let job = runtime()?.spawn(async move {
            let mut halt = engine.halt.subscribe();
            engine.sample();
            let slot = engine.slot.read().await;
            let Slot::Open(device) = &*slot else { return Err(engine.shut(&slot)) };
            let done = tokio::select! {
                biased;
                _ = halt.changed() => None,
                done = catch_async(async {
                    engine.drill();
                    question(device).await
                }) => Some(done),
            };
            engine.learn(device);
            match done {
                None => Err(CoreError::Cancelled { words: engine.text("error-cancelled") }),
                Some(Err(incident)) => Err(engine.happened(&incident)),
                Some(Ok(answer)) => answer.map_err(|error| engine.said(&error)),
            }
        });
        job.await.unwrap_or_else(|_| Err(self.closed()))
    }
}
