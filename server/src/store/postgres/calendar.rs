//! What calendar addresses ask, in PostgreSQL.

use uuid::Uuid;

use super::directory::Key;
use super::{Postgres, get};
use crate::store::{CalendarStore, Stored};

impl CalendarStore for Postgres {
    fn set_calendar(&mut self, account: Uuid, hash: Option<&[u8; 32]>, now_ms: i64) -> Stored<()> {
        let org = self.known_home(Key::Id(account))?;
        let sql = "DELETE FROM calendar_feed WHERE org = $1 AND account = $2 RETURNING hash";
        for row in self.all(sql, &[&org, &account])? {
            if let Ok(old) = <[u8; 32]>::try_from(get::<&[u8]>(&row, 0)?) {
                self.unsettle(Key::Calendar(old))?;
            }
        }
        let Some(hash) = hash else { return Ok(()) };
        self.settle(Key::Calendar(*hash), org)?;
        let sql = "INSERT INTO calendar_feed (org, account, hash, made_at) VALUES ($1, $2, $3, $4)";
        self.run(sql, &[&org, &account, &hash.as_slice(), &now_ms]).map(drop)
    }

    fn calendar(&mut self, hash: &[u8; 32]) -> Stored<Option<Uuid>> {
        let Some(org) = self.home(Key::Calendar(*hash))? else { return Ok(None) };
        let sql = "SELECT account FROM calendar_feed WHERE org = $1 AND hash = $2";
        self.one(sql, &[&org, &hash.as_slice()])?.map(|row| get(&row, 0)).transpose()
    }

    fn calendar_since(&mut self, account: Uuid) -> Stored<Option<i64>> {
        let Some(org) = self.home(Key::Id(account))? else { return Ok(None) };
        let sql = "SELECT made_at FROM calendar_feed WHERE org = $1 AND account = $2";
        self.one(sql, &[&org, &account])?.map(|row| get(&row, 0)).transpose()
    }
}
