//! A PostgreSQL database: its connection, transactions, errors and statements.
//!
//! An engine takes a connection from the pool for each transaction. A transaction is READ COMMITTED;
//! what makes it safe is that whoever writes holds the rows that others count by: the device, the account
//! and the heads of its scopes (ADR-0006). Every statement on a table of a tenant names the organisation
//! as `$1`.

use std::collections::BTreeMap;
use std::time::Duration;

use deadpool_postgres::{ClientWrapper, Object};
use futures_util::future::try_join_all;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};
use uuid::Uuid;

use super::{StoreError, Stored};

mod access;
mod accounts;
mod address;
mod agendas;
mod audit;
mod away;
mod blobs;
mod calendar;
mod deliveries;
mod directory;
mod erasure;
mod events;
mod floors;
mod history;
mod layout;
mod migrations;
mod moments;
mod news;
mod nudges;
mod own;
mod placement;
mod pool;
mod receiving;
mod retention;
mod rounds;
mod scopes;
mod teams;
mod text;
mod webhooks;

pub use address::{Address, BadAddress};
pub use layout::Layout;
pub use placement::{DISTRIBUTED, Distributed, REFERENCE};

/// How long a statement may take before the connection is given up.
const PATIENCE: Duration = Duration::from_secs(25);

/// A value of a statement.
type Value<'a> = &'a (dyn ToSql + Sync);

/// A statement with the values that it owns, to be sent together with others.
type Written = (&'static str, Vec<Box<dyn ToSql + Sync + Send>>);

/// A [`ScopeStore`](super::ScopeStore) in a PostgreSQL database.
///
/// It blocks the thread that calls it, and must not be used on a thread of an async runtime.
pub struct Postgres {
    address: Address,
    pool: pool::Pool,
    /// Ours until the end of the transaction.
    client: Option<Object>,
    /// Where things live; they never move.
    homes: BTreeMap<directory::Key, Uuid>,
    /// Between the beginning of a transaction and its end.
    open: bool,
    /// How long a statement of this transaction may take.
    patience: Duration,
    /// Whether the last failure may pass when everything is done again.
    passing: bool,
    /// Whether a statement of this transaction failed. PostgreSQL answers its `COMMIT` as if all were well.
    failed: bool,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Postgres({:?})", self.address)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Such as by a panic in the middle: nobody else gets a connection with half a transaction.
        if self.open {
            self.give_up();
        }
    }
}

impl Postgres {
    /// Opens a database with so many connections at most, and brings its tables to the newest layout.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] when it cannot be reached, [`StoreError::Broken`] when it belongs to a newer
    /// server or is none of ours.
    pub fn open(address: &Address, connections: usize) -> Stored<Self> {
        // Over a connection of its own: the first transaction of each of the others looks which database
        // this is.
        Self::over(address.clone(), pool::Pool::new(address, 1)?).migrate()?;
        Ok(Self::over(address.clone(), pool::Pool::new(address, connections)?))
    }

    const fn over(address: Address, pool: pool::Pool) -> Self {
        Self {
            address,
            pool,
            client: None,
            homes: BTreeMap::new(),
            open: false,
            patience: PATIENCE,
            passing: false,
            failed: false,
        }
    }

    /// Another user of the same connections, for another thread.
    #[must_use]
    pub fn beside_me(&self) -> Self {
        Self::over(self.address.clone(), self.pool.clone())
    }

    /// Takes a connection, if we have none.
    fn connect(&mut self) -> Stored<()> {
        if self.client.is_some() {
            return Ok(());
        }
        match self.pool.take() {
            Ok(client) => {
                self.client = Some(client);
                Ok(())
            }
            Err(Some(error)) => Err(self.fault(&error)),
            Err(None) => {
                self.passing = true;
                Err(StoreError::Busy)
            }
        }
    }

    /// Lets a connection go that nobody is to use again.
    fn give_up(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Object::take(client));
        }
    }

    /// Gives the connection back to the others. One whose first transaction failed is not known to be of
    /// the database that we saw last: the next one looks again.
    fn hand_back(&mut self, done: bool) {
        self.open = false;
        if !done && self.is_fresh() {
            self.give_up();
        }
        self.client = None;
    }

    /// Whether no transaction was committed over this connection yet.
    fn is_fresh(&self) -> bool {
        self.client.as_ref().is_some_and(|client| Object::metrics(client).recycle_count == 0)
    }

    /// What an error means. The code alone: a message could quote a value, or a password.
    fn fault(&mut self, error: &tokio_postgres::Error) -> StoreError {
        self.failed = true;
        let Some(code) = error.code() else {
            // No answer: the connection is gone, or never was.
            self.give_up();
            self.passing = true;
            return StoreError::Busy;
        };
        let again = matches!(
            *code,
            SqlState::T_R_SERIALIZATION_FAILURE
                | SqlState::T_R_DEADLOCK_DETECTED
                | SqlState::LOCK_NOT_AVAILABLE
                // Somebody was faster; the next try finds what they wrote.
                | SqlState::UNIQUE_VIOLATION
                | SqlState::IN_FAILED_SQL_TRANSACTION
        );
        // A plan from before a migration, or a statement that a pooler forgot.
        let stale = matches!(*code, SqlState::FEATURE_NOT_SUPPORTED | SqlState::INVALID_SQL_STATEMENT_NAME);
        let lost = ["08", "57P", "25006"].iter().any(|class| code.code().starts_with(class));
        self.passing = again || stale || lost;
        if lost {
            self.give_up();
        }
        if let Some(client) = self.client.as_ref().filter(|_| stale) {
            client.statement_cache.clear();
        }
        let full = ["53", "57", "58", "40"].iter().any(|class| code.code().starts_with(class));
        if self.passing || full {
            tracing::debug!(code = code.code(), "PostgreSQL");
            return StoreError::Busy;
        }
        StoreError::Broken(format!("PostgreSQL {}", code.code()))
    }

    /// Waits for the database, no longer than our patience.
    fn wait<T>(
        &mut self,
        work: impl AsyncFnOnce(&ClientWrapper) -> Result<T, tokio_postgres::Error>,
    ) -> Stored<T> {
        self.passing = false;
        if self.open && self.client.is_none() {
            // It broke in the middle: what came before is gone.
            self.passing = true;
            return Err(StoreError::Busy);
        }
        self.connect()?;
        let Some(client) = &self.client else { return Err(StoreError::Busy) };
        let patience = self.patience;
        let done = self.pool.wait(async { tokio::time::timeout(patience, work(client)).await });
        match done {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => Err(self.fault(&error)),
            Err(_) => {
                self.give_up();
                self.passing = true;
                self.failed = true;
                Err(StoreError::Busy)
            }
        }
    }

    fn batch(&mut self, sql: &str) -> Stored<()> {
        self.wait(async |client| client.batch_execute(sql).await)
    }

    fn prepared(&mut self, sql: &str) -> Stored<Statement> {
        self.wait(async |client| client.prepare_cached(sql).await)
    }

    fn all(&mut self, sql: &str, values: &[Value<'_>]) -> Stored<Vec<Row>> {
        let statement = self.prepared(sql)?;
        self.wait(async |client| client.query(&statement, values).await)
    }

    fn one(&mut self, sql: &str, values: &[Value<'_>]) -> Stored<Option<Row>> {
        let statement = self.prepared(sql)?;
        self.wait(async |client| client.query_opt(&statement, values).await)
    }

    fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Stored<u64> {
        let statement = self.prepared(sql)?;
        self.wait(async |client| client.execute(&statement, values).await)
    }

    /// Sends all of it and then waits: the way there and back counts once.
    fn run_all(&mut self, all: Vec<Written>) -> Stored<()> {
        let mut ready = Vec::with_capacity(all.len());
        for (sql, values) in all {
            ready.push((self.prepared(sql)?, values));
        }
        let sent = async |client: &ClientWrapper| {
            let each = ready.iter().map(|(statement, values)| async move {
                let values: Vec<Value<'_>> = values.iter().map(|value| value.as_ref() as Value<'_>).collect();
                client.execute_raw(statement, values).await
            });
            try_join_all(each).await
        };
        self.wait(sent).map(drop)
    }

    fn begin_(&mut self) -> Stored<()> {
        self.open = false;
        self.patience = PATIENCE;
        self.failed = false;
        let mut begun = self.batch("BEGIN ISOLATION LEVEL READ COMMITTED");
        if begun.is_err() && self.client.is_none() {
            // It ended while nobody looked, such as when the database was started again.
            self.failed = false;
            begun = self.batch("BEGIN ISOLATION LEVEL READ COMMITTED");
        }
        self.open = begun.is_ok();
        begun
    }

    fn commit_(&mut self) -> Stored<()> {
        if self.failed {
            return Err(StoreError::Busy);
        }
        let done = self.batch("COMMIT");
        match &done {
            Ok(()) => self.hand_back(true),
            // Whether it was taken is not known; the same operation asked again is answered `dup`.
            Err(_) if self.client.is_none() => self.passing = false,
            Err(_) => {}
        }
        done
    }

    fn take_back_to(&mut self, name: &str) -> Stored<()> {
        self.batch(&format!("ROLLBACK TO SAVEPOINT {name}; RELEASE SAVEPOINT {name}"))?;
        self.failed = false;
        Ok(())
    }

    fn rollback_(&mut self) {
        let passing = self.passing;
        // A new home may have gone with it.
        self.homes.clear();
        if self.client.is_some() && self.batch("ROLLBACK").is_err() {
            self.give_up();
        }
        self.hand_back(false);
        self.passing = passing;
    }
}

/// A number as PostgreSQL has it. Ours stay below 2⁵³.
pub(super) fn big(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A column of a row.
pub(super) fn get<'r, T: tokio_postgres::types::FromSql<'r>>(row: &'r Row, at: usize) -> Stored<T> {
    row.try_get(at).map_err(|_| damaged())
}

/// A number that is never below zero.
pub(super) fn number(row: &Row, at: usize) -> Stored<u64> {
    u64::try_from(get::<i64>(row, at)?).map_err(|_| damaged())
}

/// A text that has another type with us.
pub(super) fn parsed<T: std::str::FromStr>(row: &Row, at: usize) -> Stored<T> {
    get::<&str>(row, at)?.parse().map_err(|_| damaged())
}

/// Bytes of a length that we know.
pub(super) fn exact<const N: usize>(row: &Row, at: usize) -> Stored<[u8; N]> {
    get::<&[u8]>(row, at)?.try_into().map_err(|_| damaged())
}

pub(super) fn damaged() -> StoreError {
    StoreError::broken("a damaged row")
}
