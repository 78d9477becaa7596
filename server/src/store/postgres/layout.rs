//! What PostgreSQL's own programs have to be told about a database of ours.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use tokio_postgres::config::{Host, SslMode};

use super::{Address, DISTRIBUTED, Postgres, REFERENCE, get, pool};
use crate::store::{StoreError, Stored};

/// Where our tables are, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The schema.
    pub schema: String,
    /// None of ours is there.
    pub empty: bool,
}

impl Postgres {
    /// Looks at a database and changes nothing in it, not even its layout.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it cannot be reached, or has no schema.
    pub fn look(address: &Address) -> Stored<Layout> {
        Self::over(address.clone(), pool::Pool::new(address, 1)?).layout()
    }

    /// The schema of this database, and whether it is empty.
    ///
    /// # Errors
    ///
    /// As [`Postgres::look`].
    pub fn layout(&mut self) -> Stored<Layout> {
        let row = self.one(
            "SELECT current_schema()::text, to_regclass('meta') IS NULL AND to_regclass('migration') IS NULL",
            &[],
        )?;
        let row = row.ok_or_else(|| StoreError::broken("a database that says nothing"))?;
        Ok(Layout { schema: get(&row, 0)?, empty: get(&row, 1)? })
    }

    /// Every table of ours.
    pub fn tables() -> impl Iterator<Item = &'static str> {
        ["migration"].into_iter().chain(REFERENCE).chain(DISTRIBUTED)
    }
}

impl Address {
    /// The name of the database.
    #[must_use]
    pub fn database(&self) -> &str {
        let config = self.config();
        config.get_dbname().or(config.get_user()).unwrap_or("postgres")
    }

    /// The variables by which PostgreSQL's programs find the same database.
    #[must_use]
    pub fn for_programs(&self) -> Vec<(&'static str, OsString)> {
        let config = self.config();
        let hosts = config.get_hosts().iter().map(|host| match host {
            Host::Tcp(name) => name.clone(),
            Host::Unix(folder) => folder.display().to_string(),
        });
        let ports = config.get_ports().iter().map(u16::to_string);
        let mut all: Vec<(&'static str, OsString)> = vec![
            ("PGHOST", hosts.collect::<Vec<_>>().join(",").into()),
            ("PGPORT", ports.collect::<Vec<_>>().join(",").into()),
            ("PGDATABASE", self.database().into()),
        ];
        if let Some(user) = config.get_user() {
            all.push(("PGUSER", user.into()));
        }
        if let Some(password) = config.get_password() {
            all.push(("PGPASSWORD", OsString::from_vec(password.to_owned())));
        }
        if let Some(options) = config.get_options() {
            all.push(("PGOPTIONS", options.into()));
        }
        // As we connect: verified, or not at all.
        let mode = if config.get_ssl_mode() == SslMode::Require { "verify-full" } else { "disable" };
        all.push(("PGSSLMODE", mode.into()));
        // `system`: the public ones, where the programs are of version 16 or later.
        all.push(("PGSSLROOTCERT", self.roots().map_or_else(|| "system".into(), Into::into)));
        all
    }
}
