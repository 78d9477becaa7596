//! Rows as a SQLite file has them.

use opstap_sync::ident::OpUid;
use rusqlite::OptionalExtension as _;
use rusqlite::types::ValueRef;

use super::MoveError;
use super::cells::{Cell, Kind};
use super::tables::{TABLES, Table};
use crate::store::{Sqlite, StoreError, Stored};

/// A table or a column of the file that nothing here moves.
pub(super) fn unknown(from: &Sqlite) -> Stored<Option<String>> {
    let sql = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut query = from.db.prepare(sql)?;
    let names = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let names = names.collect::<Result<Vec<(String, String)>, _>>()?;
    let known = |table: &str, column: &str| {
        // SQLite's organisation is its own id.
        let column = if (table, column) == ("org", "id") { "org" } else { column };
        let moved = TABLES.iter().find(|known| known.name == table);
        table == "meta" || moved.is_some_and(|moved| moved.columns.iter().any(|(name, _)| *name == column))
    };
    let strange = names.into_iter().find(|(table, column)| !known(table, column));
    Ok(strange.map(|(table, column)| format!("{table}.{column}")))
}

/// How many rows a table has, whoever they belong to.
pub(super) fn count(from: &Sqlite, table: &Table) -> Stored<u64> {
    let sql = format!("SELECT count(*) FROM {}", table.name);
    Ok(from.db.query_row(&sql, [], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Every row of a table that an organisation has.
pub(super) fn rows(
    from: &Sqlite,
    table: &Table,
    visit: &mut dyn FnMut(Vec<Cell>) -> Result<(), MoveError>,
) -> Result<(), MoveError> {
    let mut query = from.db.prepare(table.select).map_err(StoreError::from)?;
    let mut rows = query.query([]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let mut cells = Vec::with_capacity(table.columns.len());
        for (at, (_, kind)) in table.columns.iter().enumerate() {
            cells.push(cell(row.get_ref(at).map_err(StoreError::from)?, *kind)?);
        }
        visit(cells)?;
    }
    Ok(())
}

fn cell(value: ValueRef<'_>, kind: Kind) -> Stored<Cell> {
    let damaged = || StoreError::broken("a damaged row");
    let text = || value.as_str().map_err(|_| damaged());
    Ok(match (kind, value) {
        (_, ValueRef::Null) => Cell::Null,
        (Kind::Id, _) => Cell::Id(text()?.parse().map_err(|_| damaged())?),
        (Kind::Uid, _) => Cell::Bytes(text()?.parse::<OpUid>().map_err(|_| damaged())?.0.to_vec()),
        (Kind::Text | Kind::AnyText, _) => Cell::Text(text()?.to_owned()),
        (Kind::Number, ValueRef::Integer(number)) => Cell::Number(number),
        (Kind::Flag, ValueRef::Integer(flag)) => Cell::Flag(flag != 0),
        (Kind::Bytes, ValueRef::Blob(bytes)) => Cell::Bytes(bytes.to_vec()),
        _ => return Err(damaged()),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_table_or_a_column_that_is_not_moved_is_found() {
        let from = Sqlite::in_memory().unwrap();
        assert_eq!(unknown(&from).unwrap(), None, "every migration has to be moved too");
        from.db.execute_batch("ALTER TABLE device ADD COLUMN colour TEXT").unwrap();
        assert_eq!(unknown(&from).unwrap().as_deref(), Some("device.colour"));
        let from = Sqlite::in_memory().unwrap();
        from.db.execute_batch("CREATE TABLE lease (id TEXT)").unwrap();
        assert_eq!(unknown(&from).unwrap().as_deref(), Some("lease.id"));
    }
}
