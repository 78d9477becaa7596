//! Invariant 12: nothing of what was taken away is left in the two files of a phone.

use rusqlite::Connection;

/// What must be empty in a mirror at rest.
const MIRROR: [(&str, &str); 6] = [
    ("a revoked grant", "SELECT h FROM access WHERE revoked IS NOT NULL"),
    ("a record", "SELECT h FROM rec WHERE h NOT IN (SELECT h FROM access)"),
    ("an overlay", "SELECT h FROM overlay WHERE h NOT IN (SELECT h FROM access)"),
    ("a searchable text", "SELECT h FROM doc WHERE h NOT IN (SELECT h FROM access)"),
    ("an overlay without a waiting operation", "SELECT h FROM overlay"),
    ("an unsent receipt of removal", "SELECT h FROM purged"),
];

/// Says what is left.
pub(super) fn check(journal: &Connection, mirror: &Connection) -> Result<(), String> {
    for (what, sql) in MIRROR {
        let count: i64 = count(mirror, sql)?;
        if count > 0 {
            return Err(format!("invariant 12: {what} is left"));
        }
    }
    let mut sql = mirror.prepare("SELECT DISTINCT scope FROM access").map_err(|error| error.to_string())?;
    let open =
        sql.query_map([], |row| row.get::<_, String>(0)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let open: Vec<String> =
        open.map_err(|error| error.to_string())?.iter().map(|s| format!("'{s}'")).collect();
    let left = format!("SELECT ord FROM op WHERE scope NOT IN ({})", open.join(", "));
    if count(journal, &left)? > 0 {
        return Err("invariant 12: a journalled operation of a closed scope is left".to_owned());
    }
    Ok(())
}

fn count(db: &Connection, sql: &str) -> Result<i64, String> {
    db.query_row(&format!("SELECT count(*) FROM ({sql})"), [], |row| row.get(0))
        .map_err(|error| error.to_string())
}
