//! News, in SQLite.

use opstap_sync::record::RecordState;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::news::{NewsRow, NewsState, NewsStore, SAID, SHOWN};
use super::sqlite::{Sqlite, parsed};
use super::sqlite_rounds::record;

const ROW: &str = "SELECT id, org, at, words, audience, state, past, reached FROM news";

fn news(row: &Row<'_>) -> rusqlite::Result<NewsRow> {
    let state: String = row.get(5)?;
    Ok(NewsRow {
        id: parsed(row, 0)?,
        org: parsed(row, 1)?,
        at: row.get(2)?,
        words: row.get(3)?,
        audience: row.get(4)?,
        state: NewsState::from_name(&state).ok_or(rusqlite::Error::InvalidQuery)?,
        past: parsed(row, 6)?,
        reached: row.get(7)?,
    })
}

impl NewsStore for Sqlite {
    fn news(&mut self, org: Uuid) -> Stored<Vec<NewsRow>> {
        let sql = format!("{ROW} WHERE org = ?1 ORDER BY at DESC, id LIMIT ?2");
        self.all(&sql, params![org.to_string(), SHOWN], news)
    }

    fn news_going(&mut self, org: Uuid) -> Stored<Option<NewsRow>> {
        self.one(&format!("{ROW} WHERE org = ?1 AND state = 'going' LIMIT 1"), params![org.to_string()], news)
    }

    fn add_news(&mut self, row: &NewsRow) -> Stored<()> {
        let sql = "INSERT INTO news (id, org, at, words, audience, state, past, reached) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (id, org, past) = (row.id.to_string(), row.org.to_string(), row.past.to_string());
        let values = params![id, org, row.at, row.words, row.audience, row.state.name(), past, row.reached];
        self.run(sql, values).map(drop)
    }

    fn stop_news(&mut self, org: Uuid, id: Uuid) -> Stored<bool> {
        let sql =
            "UPDATE news SET state = 'stopped', past = ?3 WHERE id = ?1 AND org = ?2 AND state = 'going'";
        let values = params![id.to_string(), org.to_string(), Uuid::nil().to_string()];
        Ok(self.run(sql, values)? == 1)
    }

    fn said_of_themselves(&mut self, org: Uuid, cases: [Uuid; 2]) -> Stored<Vec<(Uuid, RecordState)>> {
        let sql = "SELECT case_file.id, rec.kind, rec.s, rec.deleted, rec.units, rec.erased FROM case_file \
                   JOIN rec ON rec.scope = replace(case_file.id, '-', '') || ?2 AND rec.kind = ?3 \
                   WHERE case_file.org = ?1 AND case_file.closed_at IS NULL AND rec.deleted = 0 \
                   AND case_file.id > ?4 AND case_file.id <= ?5";
        let [past, last] = cases.map(|case| case.to_string());
        let mut said = Vec::new();
        for (part, kind) in SAID {
            said.extend(self.all(sql, params![org.to_string(), part, kind, past, last], record)?);
        }
        Ok(said)
    }

    fn open_cases_after(&mut self, org: Uuid, past: Uuid, most: u16) -> Stored<Vec<Uuid>> {
        let sql =
            "SELECT id FROM case_file WHERE org = ?1 AND closed_at IS NULL AND id > ?2 ORDER BY id LIMIT ?3";
        self.all(sql, params![org.to_string(), past.to_string(), most], |row| parsed(row, 0))
    }

    fn move_news(&mut self, row: &NewsRow, past: Uuid) -> Stored<bool> {
        let sql = "UPDATE news SET state = ?3, past = ?4, reached = ?5 \
                   WHERE id = ?1 AND org = ?2 AND state = 'going' AND past = ?6";
        let (id, org) = (row.id.to_string(), row.org.to_string());
        let values = params![id, org, row.state.name(), row.past.to_string(), row.reached, past.to_string()];
        Ok(self.run(sql, values)? == 1)
    }
}
