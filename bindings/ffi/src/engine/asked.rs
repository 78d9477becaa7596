//! Questions that somebody waits for: how they are put to the device, and how their answers come back.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use opstap::{Opstap, OpstapError};
use tokio::task::JoinHandle;

use super::{Engine, runtime};
use crate::error::CoreError;
use crate::value::Uuid;

/// Where an answer will be.
type Place<T> = Arc<Mutex<Option<T>>>;

/// What somebody opens by a question.
#[derive(Clone, Copy)]
pub(super) enum Opens {
    /// Nothing of a case.
    Nothing,
    /// This case, or the only one.
    Case(Option<Uuid>),
}

/// A question on its way to the device.
type Job = Box<dyn FnOnce() -> Result<(), CoreError> + Send>;

/// A question on its way, the same sort for all of them.
pub(super) type Run = Pin<Box<dyn Future<Output = Result<(), CoreError>> + Send>>;

/// A question, and the place where its answer will be. Written by hand: an `async fn` would be compiled once for each of
/// ninety questions.
pub(crate) struct Asked<T> {
    pub(super) engine: Arc<Engine>,
    pub(super) place: Place<T>,
    pub(super) run: Run,
}

impl<T> Future for Asked<T> {
    type Output = Result<T, CoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        ready!(self.run.as_mut().poll(context))?;
        Poll::Ready(self.engine.found(&self.place))
    }
}

impl Engine {
    /// Reads: what the caller no longer waits for is not begun.
    pub(crate) fn read<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> Asked<T> {
        let (place, job) = self.job(Opens::Nothing, read);
        Asked { engine: self.clone(), place, run: self.clone().run(job, true) }
    }

    /// Reads in a case. A helper who opens one is seen by the client, whatever they read of it (ADR-0023).
    pub(crate) fn read_in<T: Send + 'static>(
        self: &Arc<Self>,
        case: Option<Uuid>,
        read: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> Asked<T> {
        let (place, job) = self.job(Opens::Case(case), read);
        Asked { engine: self.clone(), place, run: self.clone().run(job, true) }
    }

    /// Writes: begun or waiting, it is carried out, also when the caller no longer waits.
    pub(crate) fn write<T: Send + 'static>(
        self: &Arc<Self>,
        write: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> Asked<T> {
        let (place, job) = self.job(Opens::Nothing, write);
        Asked { engine: self.clone(), place, run: self.clone().run(job, false) }
    }

    /// A job of one type for all questions, and the place where its answer will be: what each question compiles to is
    /// small, and there are sixty of them on every phone.
    fn job<T: Send + 'static>(
        self: &Arc<Self>,
        opens: Opens,
        question: impl FnOnce(&Opstap) -> Result<T, OpstapError> + Send + 'static,
    ) -> (Place<T>, Job) {
        let place = Place::default();
        let (engine, there, mut question) = (self.clone(), place.clone(), Some(question));
        let job = move || {
            engine.ask(opens, &mut |device| {
                if let Some(question) = question.take() {
                    let answer = question(device)?;
                    *there.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
                }
                Ok(())
            })
        };
        (place, Box::new(job))
    }

    fn run(self: Arc<Self>, job: Job, may_be_dropped: bool) -> Run {
        Box::pin(async move {
            if may_be_dropped {
                let mut job = Abandoned(runtime()?.spawn_blocking(job));
                return (&mut job.0).await.unwrap_or_else(|_| Err(self.closed()));
            }
            let engine = self.clone();
            let job = move || {
                let done = job();
                if done.is_ok() {
                    engine.work.notify_one();
                }
                done
            };
            runtime()?.spawn_blocking(job).await.unwrap_or_else(|_| Err(self.closed()))
        })
    }

    fn found<T>(&self, place: &Place<T>) -> Result<T, CoreError> {
        let found = place.lock().unwrap_or_else(PoisonError::into_inner).take();
        found.ok_or_else(|| self.closed())
    }
}

/// A job that nobody waits for any more: it is not begun, where it was not.
struct Abandoned(JoinHandle<Result<(), CoreError>>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.abort();
    }
}
