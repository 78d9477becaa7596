//! What waits for the disk or for the server, beside the threads that answer.

use opstap::OpstapError;

/// Rounds of browsers at a time, each on a thread that waits: most threads are left for what ends by itself.
static ROUNDS: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(64);

/// Reading and writing files waits for the disk, which a thread of the server's must not.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OpstapError> + Send + 'static,
) -> Result<T, OpstapError> {
    let lost = || OpstapError::Unexpected { reference: "web" };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(lost()))
}

/// The same for what cannot fail: closing files, removing them, a note in one.
pub(super) async fn on_the_disk(work: impl FnOnce() + Send + 'static) {
    let done = blocking(move || {
        work();
        Ok(())
    });
    let _ = done.await;
}

/// The same for a round: it reads and writes files too, and waits for the server in between.
pub(super) async fn aside<T: Send + 'static, F: Future<Output = T>>(
    work: impl FnOnce() -> F + Send + 'static,
) -> Result<T, OpstapError> {
    let lost = |_| OpstapError::Unexpected { reference: "web" };
    let turn = ROUNDS.acquire().await.map_err(lost)?;
    let here = tokio::runtime::Handle::current();
    blocking(move || {
        let _turn = turn;
        Ok(here.block_on(work()))
    })
    .await
}
