//! Which table lies where on a distributed PostgreSQL (Citus), and putting it there.

use super::{Postgres, get};
use crate::store::Stored;

/// Tables that are split by organisation, in the order of their foreign keys. All share one placement, so
/// that a round of one organisation is a transaction on one node.
pub const DISTRIBUTED: [&str; 39] = [
    "org",
    "account",
    "team",
    "team_area",
    "team_member",
    "case_file",
    "scope",
    "rec",
    "conflict_about",
    "history",
    "op",
    "device_op",
    "held",
    "grant_",
    "device",
    "push_address",
    "purge",
    "erased",
    "blob",
    "delivery",
    "pairing_code",
    "calendar_feed",
    "provider",
    "known_as",
    "audit_head",
    "audit",
    "retention_rule",
    "retention_hold",
    "webhook",
    "webhook_call",
    "sign_up_key",
    "agenda",
    "agenda_item",
    "own_sign_in",
    "own_try",
    "away",
    "news",
    "attendance",
    "moment",
];

/// Small tables that every node has whole.
pub const REFERENCE: [&str; 2] = ["meta", "directory"];

/// What came of placing the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distributed {
    /// The database has no Citus: everything stays as it is.
    NotThere,
    /// So many tables were placed now; the others lay there already.
    Placed(usize),
}

impl Postgres {
    /// Splits the tables by organisation, where the extension `citus` is. Done twice, it changes nothing;
    /// broken off, it goes on where it was.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the database.
    pub fn distribute(&mut self) -> Stored<Distributed> {
        if self.one("SELECT 1 FROM pg_extension WHERE extname = 'citus'", &[])?.is_none() {
            return Ok(Distributed::NotThere);
        }
        let mut placed = 0;
        for table in REFERENCE {
            if !self.is_placed(table)? {
                self.all("SELECT create_reference_table($1::text::regclass)::text", &[&table])?;
                placed += 1;
            }
        }
        for table in DISTRIBUTED {
            if !self.is_placed(table)? {
                let with = if table == "org" { "none" } else { "org" };
                let sql = "SELECT create_distributed_table($1::text::regclass, 'org', \
                           colocate_with => $2::text)::text";
                self.all(sql, &[&table, &with])?;
                placed += 1;
            }
        }
        Ok(Distributed::Placed(placed))
    }

    fn is_placed(&mut self, table: &str) -> Stored<bool> {
        let sql = "SELECT count(*) > 0 FROM pg_dist_partition WHERE logicalrelid = $1::text::regclass";
        self.one(sql, &[&table])?.map_or(Ok(false), |row| get(&row, 0))
    }
}
