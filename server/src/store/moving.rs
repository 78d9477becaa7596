//! Moving everything from a SQLite file to an empty PostgreSQL, with a comparison before it counts.
//!
//! It is one transaction of the target. Each row is summed up as it is read, and again as PostgreSQL gives
//! it back; only when every sum of every scope is the same is it committed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Postgres, ScopeStore as _, Sqlite, StoreError};

pub(super) mod cells;
mod source;
pub(super) mod tables;

use cells::Cell;
use tables::{TABLES, Table};

/// Rows that are sent to PostgreSQL together.
const BATCH: usize = 500;

/// Values of the installation that go along. `server_n` becomes a number of each organisation.
const META: [&str; 3] = ["epoch", "incarnation", "handle_floor"];

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// One of the two databases failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The target is somebody's.
    #[error("the target has organisations already; nothing was moved: name an empty database")]
    NotEmpty,
    /// The source has something that this server does not know how to move.
    #[error("the source has {0}, which is not known here; nothing was moved: use a newer server")]
    Unknown(String),
    /// Rows that no organisation has.
    #[error("{rows} rows of {table} belong to no organisation; nothing was moved")]
    Lost {
        /// Where.
        table: &'static str,
        /// How many.
        rows: u64,
    },
    /// PostgreSQL gives back something else than it was given.
    #[error("{table} of {of} did not arrive as it was; nothing was moved")]
    Differs {
        /// Where.
        table: &'static str,
        /// The scope, or the organisation.
        of: String,
    },
}

/// What was moved and compared.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Moved {
    /// Rows by table.
    pub tables: BTreeMap<&'static str, u64>,
    /// Scopes that were compared.
    pub scopes: u64,
}

/// How many rows, and the sum of their hashes: the same in whatever order they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Digest {
    rows: u64,
    sum: [u64; 4],
}

/// A digest for each table and scope, or organisation where a table has no scopes.
type Digests = BTreeMap<(&'static str, String), Digest>;

impl Digest {
    fn add(&mut self, row: &[Cell]) {
        let mut hasher = blake3::Hasher::new();
        for cell in row {
            cell.hash(&mut hasher);
        }
        self.rows += 1;
        for (sum, part) in self.sum.iter_mut().zip(hasher.finalize().as_bytes().chunks_exact(8)) {
            let part = part.try_into().map_or(0, u64::from_le_bytes);
            *sum = sum.wrapping_add(part);
        }
    }
}

fn sum_up(digests: &mut Digests, table: &'static Table, row: &[Cell]) {
    let of = row.get(table.by).map(Cell::to_string).unwrap_or_default();
    digests.entry((table.name, of)).or_default().add(row);
}

/// Moves everything from `from`, which nobody else may have open, to `to`, which must be empty.
///
/// # Errors
///
/// [`MoveError`]: the target is as it was. The source is never changed here.
pub fn move_all(from: &mut Sqlite, to: &mut Postgres) -> Result<Moved, MoveError> {
    if let Some(unknown) = source::unknown(from)? {
        return Err(MoveError::Unknown(unknown));
    }
    to.begin_receiving()?;
    let moved = carry(from, to).and_then(|moved| Ok(to.commit().map(|()| moved)?));
    if moved.is_err() {
        to.rollback();
    }
    moved
}

fn carry(from: &mut Sqlite, to: &mut Postgres) -> Result<Moved, MoveError> {
    if !to.is_empty()? {
        return Err(MoveError::NotEmpty);
    }
    for name in META {
        if let Some(value) = from.meta(name)? {
            to.set_meta(name, &value)?;
        }
    }
    let mut before = Digests::new();
    for table in &TABLES {
        send(from, to, table, &mut before)?;
    }
    let mut after = Digests::new();
    for (org, _) in from.orgs()? {
        for table in &TABLES {
            to.give_back(table, org, &mut |row| sum_up(&mut after, table, row))?;
        }
    }
    compare(&before, &after)?;
    let mut tables = BTreeMap::new();
    for ((table, _), digest) in &before {
        *tables.entry(*table).or_default() += digest.rows;
    }
    let scopes = before.keys().filter(|(table, _)| *table == "scope").count() as u64;
    Ok(Moved { tables, scopes })
}

/// One table, in batches.
fn send(
    from: &Sqlite,
    to: &mut Postgres,
    table: &'static Table,
    digests: &mut Digests,
) -> Result<(), MoveError> {
    let (mut batch, mut read) = (Vec::with_capacity(BATCH), 0);
    source::rows(from, table, &mut |row| {
        read += 1;
        sum_up(digests, table, &row);
        batch.push(row);
        if batch.len() == BATCH {
            to.receive(table, &batch)?;
            batch.clear();
        }
        Ok(())
    })?;
    to.receive(table, &batch)?;
    let rows = source::count(from, table)?.saturating_sub(read);
    if rows > 0 {
        return Err(MoveError::Lost { table: table.name, rows });
    }
    Ok(())
}

fn compare(before: &Digests, after: &Digests) -> Result<(), MoveError> {
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    match keys.into_iter().find(|key| before.get(key) != after.get(key)) {
        None => Ok(()),
        Some((table, of)) => Err(MoveError::Differs { table, of: of.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(rows: &[&[Cell]]) -> Digest {
        let mut digest = Digest::default();
        for row in rows {
            digest.add(row);
        }
        digest
    }

    #[test]
    fn a_digest_knows_every_value_and_no_order() {
        let (one, two) = (Cell::Text("one".into()), Cell::Text("two".into()));
        let both = digest(&[&[one.clone(), Cell::Number(1)], &[two.clone(), Cell::Number(2)]]);
        assert_eq!(both, digest(&[&[two.clone(), Cell::Number(2)], &[one.clone(), Cell::Number(1)]]));
        assert_ne!(both, digest(&[&[two.clone(), Cell::Number(1)], &[one.clone(), Cell::Number(2)]]));
        assert_ne!(digest(&[&[one.clone(), two]]), digest(&[&[Cell::Text("onetwo".into())]]));
        assert_ne!(digest(&[&[one.clone(), Cell::Null]]), digest(&[&[one, Cell::Text(String::new())]]));
    }
}
