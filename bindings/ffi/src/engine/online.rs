//! Questions that only the server can answer.
//!
//! As with questions to the device (`asked`), all but what is asked is one and the same, compiled once.

use std::pin::Pin;
use std::sync::Arc;

use opstap::{Opstap, OpstapError};

use super::asked::Answer;
use super::{Engine, Slot, runtime};
use crate::error::CoreError;
use crate::incident::catch_async;

/// A question on its way to the server.
pub(crate) type Travel<'a, T> = Pin<Box<dyn Future<Output = Result<T, OpstapError>> + Send + 'a>>;

/// What sends a question on its way.
pub(super) type Sends = Box<dyn for<'a> FnOnce(&'a Opstap) -> Travel<'a, Answer> + Send>;

/// Work of whichever kind for the thread that talks.
pub(super) type Work = Pin<Box<dyn Future<Output = Result<Answer, CoreError>> + Send>>;

/// What may end work before it is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// Its answer, or a pause or an end that wants the device.
    Wanted,
    /// Its answer alone: begun, it is carried out.
    Done,
}

impl Engine {
    /// Asks the server something for this person, until it answers or a pause or an end wants the device.
    pub(crate) async fn online<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl for<'a> FnOnce(&'a Opstap) -> Travel<'a, T> + Send + 'static,
    ) -> Result<T, CoreError> {
        let sends: Sends = Box::new(move |device| {
            let travel = question(device);
            Box::pin(async move {
                let answer: Answer = Box::new(travel.await?);
                Ok(answer)
            })
        });
        let answer = self.talk(self.clone().sent(sends, Until::Wanted)).await?;
        // It is of this type: both stand in this function.
        let other = |_| CoreError::Host { what: "answer".to_owned() };
        answer.downcast().map(|answer| *answer).map_err(other)
    }

    /// Does work on the thread that talks, and waits for what comes of it.
    pub(super) async fn talk(&self, work: Work) -> Result<Answer, CoreError> {
        runtime()?.spawn(work).await.unwrap_or_else(|_| Err(self.closed()))
    }

    /// A question, with everything around it.
    pub(super) fn sent(self: Arc<Self>, sends: Sends, until: Until) -> Work {
        Box::pin(async move {
            let mut halt = self.halt.subscribe();
            self.sample();
            let slot = self.slot.read().await;
            let Slot::Open(device) = &*slot else { return Err(self.shut(&slot)) };
            let done = tokio::select! {
                biased;
                _ = halt.changed(), if until == Until::Wanted => None,
                done = catch_async(async {
                    self.drill();
                    sends(device).await
                }) => Some(done),
            };
            self.learn(device);
            match done {
                None => Err(CoreError::Cancelled { words: self.text("error-cancelled") }),
                Some(Err(incident)) => Err(self.happened(&incident)),
                Some(Ok(answer)) => answer.map_err(|error| self.said(&error)),
            }
        })
    }
}
