//! The connections that the engines of one server share.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, PoolError, RecyclingMethod};
use tokio::runtime::{Handle, Runtime};

use super::Address;
use crate::store::{StoreError, Stored};

/// How long a connection may take to come about, and a thread to get one.
pub(super) const WAIT: Duration = Duration::from_secs(10);

/// What a session begins with: the server gives up before we do, so that nobody waits for a lock of ours.
const SESSION: &str = "SET lock_timeout = '10s'; SET statement_timeout = '20s'; \
                       SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = 'warning'";

/// A pool, and the thread that moves the bytes of its connections. A clone is the same one.
#[derive(Clone)]
pub(super) struct Pool {
    connections: deadpool_postgres::Pool,
    thread: Handle,
    /// Ends the thread with the last user.
    _runtime: Arc<Ending>,
}

/// A runtime that ends without waiting, so that a pool may be dropped anywhere.
struct Ending(Option<Runtime>);

impl Drop for Ending {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Pool {
    /// Nothing is connected yet.
    pub(super) fn new(address: &Address, size: usize) -> Stored<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("postgres")
            .enable_all()
            .build()
            .map_err(|_| StoreError::Busy)?;
        let config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(address.config().clone(), address.tls()?, config);
        let connections = deadpool_postgres::Pool::builder(manager)
            .max_size(size.max(1))
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(WAIT))
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(async { client.batch_execute(SESSION).await.map_err(HookError::Backend) })
            }))
            .build()
            .map_err(|_| StoreError::broken("no pool of connections"))?;
        Ok(Self { connections, thread: runtime.handle().clone(), _runtime: Arc::new(Ending(Some(runtime))) })
    }

    /// A connection that nobody else has, or what PostgreSQL said about it; `None`: it did not answer.
    pub(super) fn take(&self) -> Result<Object, Option<tokio_postgres::Error>> {
        self.thread.block_on(self.connections.get()).map_err(|error| match error {
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => Some(error),
            _ => None,
        })
    }

    /// Blocks this thread for a future of a connection.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.thread.block_on(work)
    }
}
