//! What calendar addresses ask, in SQLite.

use rusqlite::params;
use uuid::Uuid;

use super::sqlite::{Sqlite, parsed};
use super::{CalendarStore, Stored};

impl CalendarStore for Sqlite {
    fn set_calendar(&mut self, account: Uuid, hash: Option<&[u8; 32]>, now_ms: i64) -> Stored<()> {
        self.run("DELETE FROM calendar_feed WHERE account = ?1", params![account.to_string()])?;
        let Some(hash) = hash else { return Ok(()) };
        let sql = "INSERT INTO calendar_feed (account, hash, made_at) VALUES (?1, ?2, ?3)";
        self.run(sql, params![account.to_string(), hash, now_ms]).map(drop)
    }

    fn calendar(&mut self, hash: &[u8; 32]) -> Stored<Option<Uuid>> {
        self.one("SELECT account FROM calendar_feed WHERE hash = ?1", params![hash], |row| parsed(row, 0))
    }

    fn calendar_since(&mut self, account: Uuid) -> Stored<Option<i64>> {
        let sql = "SELECT made_at FROM calendar_feed WHERE account = ?1";
        self.one(sql, params![account.to_string()], |row| row.get(0))
    }
}
