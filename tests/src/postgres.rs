//! A connection to a PostgreSQL of somebody's, past the server, for what a server never does.

use tokio::runtime::Runtime;
use tokio_postgres::{NoTls, Row};

/// A connection that waits. Nothing else may run on the thread that uses it.
pub struct Client {
    runtime: Runtime,
    client: tokio_postgres::Client,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Client")
    }
}

impl Client {
    /// Connects to a database of this machine.
    ///
    /// # Errors
    ///
    /// What the driver says; it names no password.
    pub fn connect(url: &str) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let (client, connection) = runtime.block_on(tokio_postgres::connect(url, NoTls)).map_err(told)?;
        runtime.spawn(connection);
        Ok(Self { runtime, client })
    }

    /// Runs statements.
    ///
    /// # Errors
    ///
    /// What PostgreSQL says.
    pub fn run(&mut self, sql: &str) -> Result<(), String> {
        self.runtime.block_on(self.client.batch_execute(sql)).map_err(told)
    }

    /// The rows of a question.
    ///
    /// # Errors
    ///
    /// What PostgreSQL says.
    pub fn rows(&mut self, sql: &str) -> Result<Vec<Row>, String> {
        self.runtime.block_on(self.client.query(sql, &[])).map_err(told)
    }
}

fn told(error: tokio_postgres::Error) -> String {
    format!("PostgreSQL: {error:?}")
}

/// The address of a database, with this schema first.
#[must_use]
pub fn in_schema(url: &str, schema: &str) -> String {
    let join = if url.contains('?') { '&' } else { '?' };
    format!("{url}{join}options=-c%20search_path%3D{schema}")
}
