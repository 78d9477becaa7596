//! A question that somebody waits for.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::{Engine, Place};
use crate::error::CoreError;

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
