//! Rows that come from another engine, all in one transaction, and what became of them.

use std::pin::pin;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use futures_util::future::try_join_all;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::{Postgres, Value, get, text};
use crate::store::Stored;
use crate::store::moving::cells::{Cell, Kind};
use crate::store::moving::tables::Table;

/// A large municipality takes a while; a person waits and may stop it.
const PATIENCE: Duration = Duration::from_hours(24);

impl Postgres {
    /// Begins a transaction in which nobody else adds an organisation.
    pub(in crate::store) fn begin_receiving(&mut self) -> Stored<()> {
        self.begin_()?;
        self.patience = PATIENCE;
        self.batch("SET LOCAL statement_timeout = 0; LOCK TABLE org, directory IN EXCLUSIVE MODE")
    }

    /// Whether it has no organisation, nor anything of one.
    pub(in crate::store) fn is_empty(&mut self) -> Stored<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM org) OR EXISTS (SELECT 1 FROM directory)";
        let row = self.one(sql, &[])?;
        Ok(!row.map_or(Ok(true), |row| get::<bool>(&row, 0))?)
    }

    /// Writes rows of a table, and where they are found.
    pub(in crate::store) fn receive(&mut self, table: &Table, rows: &[Vec<Cell>]) -> Stored<()> {
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), places.join(", "));
        let all: Vec<_> = rows.iter().map(|row| values(table, row)).collect();
        self.send(&sql, &all)?;
        let mut homes: Vec<Vec<Box<dyn ToSql + Sync + Send>>> = Vec::new();
        for (at, what) in table.homes {
            for row in rows {
                homes.push(vec![Box::new(*what), Box::new(key(&row[*at])), sent(Kind::Id, &row[0])]);
            }
        }
        self.send("INSERT INTO directory (what, key, org) VALUES ($1, $2, $3)", &homes)
    }

    /// One statement with many rows: sends all of it and then waits.
    fn send(&mut self, sql: &str, rows: &[Vec<Box<dyn ToSql + Sync + Send>>]) -> Stored<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let statement = self.prepared(sql)?;
        self.wait(async |client| {
            let each = rows.iter().map(|row| {
                let values: Vec<Value<'_>> = row.iter().map(|value| value.as_ref() as Value<'_>).collect();
                client.execute_raw(&statement, values)
            });
            try_join_all(each).await
        })
        .map(drop)
    }

    /// The rows of one organisation in a table, as they are now.
    pub(in crate::store) fn give_back(
        &mut self,
        table: &Table,
        org: Uuid,
        visit: &mut dyn FnMut(&[Cell]),
    ) -> Stored<()> {
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("SELECT {} FROM {} WHERE org = $1", names.join(", "), table.name);
        let statement = self.prepared(&sql)?;
        let mut fault = None;
        self.wait(async |client| {
            let mut rows = pin!(client.query_raw(&statement, [org]).await?);
            while let Some(row) = rows.try_next().await? {
                match cells(table, &row) {
                    Ok(cells) => visit(&cells),
                    Err(error) => fault = Some(error),
                }
            }
            Ok(())
        })?;
        fault.map_or(Ok(()), Err)
    }
}

fn values(table: &Table, row: &[Cell]) -> Vec<Box<dyn ToSql + Sync + Send>> {
    table.columns.iter().zip(row).map(|((_, kind), cell)| sent(*kind, cell)).collect()
}

fn sent(kind: Kind, cell: &Cell) -> Box<dyn ToSql + Sync + Send> {
    match cell {
        Cell::Null => match kind {
            Kind::Id => Box::new(None::<Uuid>),
            Kind::Number => Box::new(None::<i64>),
            Kind::Flag => Box::new(None::<bool>),
            Kind::Text | Kind::AnyText => Box::new(None::<String>),
            Kind::Bytes | Kind::Uid => Box::new(None::<Vec<u8>>),
        },
        Cell::Id(id) => Box::new(*id),
        Cell::Number(number) => Box::new(*number),
        Cell::Flag(flag) => Box::new(*flag),
        Cell::Text(plain) if kind == Kind::AnyText => Box::new(text::held(plain).into_owned()),
        Cell::Text(plain) => Box::new(plain.clone()),
        Cell::Bytes(bytes) => Box::new(bytes.clone()),
    }
}

/// What something is found by.
fn key(cell: &Cell) -> Vec<u8> {
    match cell {
        Cell::Id(id) => id.as_bytes().to_vec(),
        Cell::Number(number) => number.to_be_bytes().to_vec(),
        Cell::Bytes(bytes) => bytes.clone(),
        Cell::Null | Cell::Flag(_) | Cell::Text(_) => Vec::new(),
    }
}

fn cells(table: &Table, row: &Row) -> Stored<Vec<Cell>> {
    let read = |(at, (_, kind)): (usize, &(&str, Kind))| {
        Ok(match kind {
            Kind::Id => get::<Option<Uuid>>(row, at)?.map(Cell::Id),
            Kind::Number => get::<Option<i64>>(row, at)?.map(Cell::Number),
            Kind::Flag => get::<Option<bool>>(row, at)?.map(Cell::Flag),
            Kind::Text => get::<Option<String>>(row, at)?.map(Cell::Text),
            Kind::AnyText => get::<Option<&str>>(row, at)?.map(|kept| Cell::Text(text::given(kept))),
            Kind::Bytes | Kind::Uid => get::<Option<Vec<u8>>>(row, at)?.map(Cell::Bytes),
        }
        .unwrap_or(Cell::Null))
    };
    table.columns.iter().enumerate().map(read).collect()
}
