//! Questions that somebody waits for: how they are put to the device, and how their answers come back.
//!
//! There are ninety of them on every phone, and each is compiled for itself. So everything but what it asks and what it is answered
//! is one and the same for all (ADR-0004).

use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use opstap::{Opstap, OpstapError};
use tokio::task::JoinHandle;

use super::{Engine, runtime};
use crate::error::CoreError;
use crate::value::Uuid;

/// An answer of whichever type.
pub(super) type Answer = Box<dyn Any + Send>;

/// A question on its way to the device.
pub(super) type Question = Box<dyn FnOnce(&Opstap) -> Result<Answer, OpstapError> + Send>;

/// An answer that is waited for.
type Run = Pin<Box<dyn Future<Output = Result<Answer, CoreError>> + Send>>;

/// What somebody opens by a question.
#[derive(Clone, Copy)]
pub(super) enum Opens {
    /// Nothing of a case.
    Nothing,
    /// This case, or the only one.
    Case(Option<Uuid>),
}

/// A question that is asked, and of which type its answer is. Written by hand: an `async fn` would be compiled once for each of
/// them.
pub(crate) struct Asked<T> {
    run: Run,
    answer: PhantomData<fn() -> T>,
}

impl<T: 'static> Future for Asked<T> {
    type Output = Result<T, CoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.run.as_mut().poll(context))?;
        // It is of this type: `Engine::asked` is the only one to make both. Were it another, nothing could be told of it.
        let other = |_| CoreError::Host { what: "answer".to_owned() };
        Poll::Ready(answer.downcast().map(|answer| *answer).map_err(other))
    }
}

impl Engine {
    /// Reads: what the caller no longer waits for is not begun.
    pub(crate) fn read<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> Asked<T> {
        self.asked(Opens::Nothing, true, read)
    }

    /// Reads in a case. A helper who opens one is seen by the client, whatever they read of it (ADR-0023).
    pub(crate) fn read_in<T: Send + 'static>(
        self: &Arc<Self>,
        case: Option<Uuid>,
        read: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> Asked<T> {
        self.asked(Opens::Case(case), true, read)
    }

    /// Writes: begun or waiting, it is carried out, also when the caller no longer waits.
    pub(crate) fn write<T: Send + 'static>(
        self: &Arc<Self>,
        write: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> Asked<T> {
        self.asked(Opens::Nothing, false, write)
    }

    fn asked<T: Send + 'static>(
        self: &Arc<Self>,
        opens: Opens,
        may_be_dropped: bool,
        question: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> Asked<T> {
        let question: Question = Box::new(move |device| {
            let answer: Answer = Box::new(question(device)?);
            Ok(answer)
        });
        Asked { run: self.clone().run(opens, question, may_be_dropped), answer: PhantomData }
    }

    fn run(self: Arc<Self>, opens: Opens, question: Question, may_be_dropped: bool) -> Run {
        Box::pin(async move {
            let engine = self.clone();
            if may_be_dropped {
                let job = move || engine.ask(opens, question);
                let mut job = Abandoned(runtime()?.spawn_blocking(job));
                return (&mut job.0).await.unwrap_or_else(|_| Err(self.closed()));
            }
            let job = move || {
                let done = engine.ask(opens, question);
                if done.is_ok() {
                    engine.work.notify_one();
                }
                done
            };
            runtime()?.spawn_blocking(job).await.unwrap_or_else(|_| Err(self.closed()))
        })
    }
}

/// A job that nobody waits for any more: it is not begun, where it was not.
struct Abandoned(JoinHandle<Result<Answer, CoreError>>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.abort();
    }
}
