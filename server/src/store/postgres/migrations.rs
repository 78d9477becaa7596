//! The layout's versions, and which database this is.

use std::time::Duration;

use super::pool::Pool;
use super::{Address, Postgres, get};
use crate::store::{Steps, StoreError, Stored};

/// Every change of the layout, in order. The table `migration` has a row for each that a database had.
const MIGRATIONS: &[&str] = &[
    include_str!("0001_first.sql"),
    include_str!("0002_protocol.sql"),
    include_str!("0003_nudges.sql"),
    include_str!("0004_blobs.sql"),
    include_str!("0005_floors.sql"),
    include_str!("0006_access.sql"),
    include_str!("0007_calendar.sql"),
    include_str!("0008_delivery.sql"),
    include_str!("0009_audit.sql"),
    include_str!("0010_webhooks.sql"),
    include_str!("0012_once.sql"),
    include_str!("0013_agendas.sql"),
    include_str!("0014_own.sql"),
    include_str!("0015_away.sql"),
    include_str!("0016_news.sql"),
    include_str!("0017_events.sql"),
    include_str!("0018_moments.sql"),
    include_str!("0019_clients.sql"),
    include_str!("0020_teams.sql"),
];

/// The table that is locked while the layout changes. It is no tenant's and stays on one node.
const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration \
                     (number BIGINT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())";

/// Two servers that make the same table at once: the second is told so, and asks again.
const TRIES: u32 = 5;

/// What cannot be found out about a database, such as where a provider hides it. Differs from nothing.
const HIDDEN: &str = "?";

impl Postgres {
    /// How far the layout of a database is. Nothing is changed; an empty one has had nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it does not answer, or belongs to a newer server.
    pub(crate) fn steps(address: &Address) -> Stored<Steps> {
        let mut there = Self::over(address.clone(), Pool::new(address, 1)?);
        let row = there.one("SELECT to_regclass('migration') IS NOT NULL", &[])?;
        let had = if row.is_none_or(|row| get(&row, 0) != Ok(true)) { 0 } else { there.had()? };
        Steps::of(had, MIGRATIONS.len())
    }

    pub(super) fn migrate(&mut self) -> Stored<()> {
        let there = self.one("SELECT to_regclass('migration') IS NOT NULL", &[])?;
        if there.is_none_or(|row| get(&row, 0) != Ok(true)) {
            self.make_table()?;
        }
        if self.had()? == MIGRATIONS.len() {
            return Ok(());
        }
        self.begin_()?;
        let done = self.migrate_locked().and_then(|()| self.commit_());
        if done.is_err() {
            self.rollback_();
        }
        done
    }

    fn make_table(&mut self) -> Stored<()> {
        let mut made = self.batch(TABLE);
        for _ in 1..TRIES {
            if made.is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
            made = self.batch(TABLE);
        }
        made
    }

    /// How many changes the database has had.
    fn had(&mut self) -> Stored<usize> {
        let row = self.one("SELECT coalesce(max(number), 0) FROM migration", &[])?;
        let had = row.map_or(Ok(0), |row| super::number(&row, 0))?;
        let had = usize::try_from(had).unwrap_or(usize::MAX);
        if had > MIGRATIONS.len() {
            return Err(StoreError::broken("the database belongs to a newer server"));
        }
        Ok(had)
    }

    /// Two servers may start at once: the second waits here, and finds the work done.
    fn migrate_locked(&mut self) -> Stored<()> {
        self.batch("LOCK TABLE migration IN ACCESS EXCLUSIVE MODE")?;
        let had = self.had()?;
        for (at, sql) in MIGRATIONS.iter().enumerate().skip(had) {
            self.batch(sql)?;
            let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
            self.run("INSERT INTO migration (number) VALUES ($1)", &[&number])?;
        }
        Ok(())
    }

    /// Whether the database is another than the one that was last seen here: restored into another cluster,
    /// recovered to a moment or taken over by a standby (both begin a timeline), or written back from a dump
    /// (its tables are others). Remembers what it is now, within the caller's transaction.
    pub(super) fn is_another_(&mut self) -> Stored<bool> {
        if !self.is_fresh() {
            return Ok(false);
        }
        let now = self.generation()?;
        let known = self.one("SELECT value FROM meta WHERE name = 'database'", &[])?;
        if known.map(|row| get::<String>(&row, 0)).transpose()?.as_deref() == Some(now.as_str()) {
            return Ok(false);
        }
        // Under the lock of the row: of several servers, one finds it out.
        let locked = "UPDATE meta SET value = value WHERE name = 'database' RETURNING value";
        let row = self.one(locked, &[])?.ok_or_else(|| StoreError::broken("no name of the database"))?;
        let known: String = get(&row, 0)?;
        self.run("UPDATE meta SET value = $1 WHERE name = 'database'", &[&kept(&known, &now)])?;
        Ok(differs(&known, &now))
    }

    /// The cluster, its timeline, and the number of our own table.
    fn generation(&mut self) -> Stored<String> {
        let system = self.hint("SELECT system_identifier::text FROM pg_control_system()")?;
        let mut timeline = self.hint("SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)")?;
        if timeline == HIDDEN {
            timeline = self.hint("SELECT lpad(to_hex(timeline_id), 8, '0') FROM pg_control_checkpoint()")?;
        }
        let table = self.hint("SELECT 'meta'::regclass::oid::text")?;
        Ok(format!("{system}/{timeline}/{table}"))
    }

    /// What the database says of itself, where it is permitted to ask.
    fn hint(&mut self, sql: &str) -> Stored<String> {
        self.batch("SAVEPOINT hint")?;
        match self.one(sql, &[]) {
            Ok(row) => {
                self.batch("RELEASE SAVEPOINT hint")?;
                Ok(row.and_then(|row| get(&row, 0).ok()).unwrap_or_else(|| HIDDEN.to_owned()))
            }
            Err(StoreError::Broken(_)) => {
                self.take_back_to("hint")?;
                Ok(HIDDEN.to_owned())
            }
            Err(busy) => Err(busy),
        }
    }
}

/// Whether something that both name is different. A database that was never named is none other.
fn differs(known: &str, now: &str) -> bool {
    known
        .split('/')
        .zip(now.split('/'))
        .any(|(known, now)| !known.is_empty() && known != HIDDEN && now != HIDDEN && known != now)
}

/// What to remember: what is hidden now keeps what was known.
fn kept(known: &str, now: &str) -> String {
    let mut known = known.split('/');
    let parts = now.split('/').map(|now| {
        let known = known.next().filter(|known| !known.is_empty());
        if now == HIDDEN { known.unwrap_or(now) } else { now }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_cluster_timeline_or_table_is_another_database() {
        let known = "71/00000001/16390";
        assert!(!differs("", known));
        assert!(!differs(known, known));
        for other in ["72/00000001/16390", "71/00000002/16390", "71/00000001/16999"] {
            assert!(differs(known, other));
        }
    }

    #[test]
    fn what_is_hidden_differs_from_nothing_and_is_not_forgotten() {
        assert!(!differs("71/00000001/16390", "?/?/16390"));
        assert_eq!(kept("71/00000001/16390", "?/00000002/16390"), "71/00000002/16390");
        assert_eq!(kept("", "?/?/16390"), "?/?/16390");
    }
}
