//! News, in PostgreSQL.

use opstap_sync::record::RecordState;
use tokio_postgres::Row;
use uuid::Uuid;

use super::scopes::record;
use super::{Postgres, damaged, get, number};
use crate::store::Stored;
use crate::store::news::{NewsRow, NewsState, NewsStore, SAID, SHOWN};

const ROW: &str = "SELECT id, org, at, words, audience, state, past, reached FROM news WHERE org = $1";

fn news(row: &Row) -> Stored<NewsRow> {
    let state: String = get(row, 5)?;
    Ok(NewsRow {
        id: get(row, 0)?,
        org: get(row, 1)?,
        at: get(row, 2)?,
        words: get(row, 3)?,
        audience: get(row, 4)?,
        state: NewsState::from_name(&state).ok_or_else(damaged)?,
        past: get(row, 6)?,
        reached: u32::try_from(number(row, 7)?).map_err(|_| damaged())?,
    })
}

impl NewsStore for Postgres {
    fn news(&mut self, org: Uuid) -> Stored<Vec<NewsRow>> {
        let sql = format!("{ROW} ORDER BY at DESC, id LIMIT $2");
        self.all(&sql, &[&org, &i64::from(SHOWN)])?.iter().map(news).collect()
    }

    fn news_going(&mut self, org: Uuid) -> Stored<Option<NewsRow>> {
        let row = self.one(&format!("{ROW} AND state = 'going' LIMIT 1"), &[&org])?;
        row.as_ref().map(news).transpose()
    }

    fn add_news(&mut self, row: &NewsRow) -> Stored<()> {
        let sql = "INSERT INTO news (org, id, at, words, audience, state, past, reached) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let NewsRow { id, org, at, words, audience, past, .. } = row;
        let (state, reached) = (row.state.name(), i64::from(row.reached));
        self.run(sql, &[org, id, at, words, audience, &state, past, &reached]).map(drop)
    }

    fn stop_news(&mut self, org: Uuid, id: Uuid) -> Stored<bool> {
        let sql =
            "UPDATE news SET state = 'stopped', past = $3 WHERE org = $1 AND id = $2 AND state = 'going'";
        Ok(self.run(sql, &[&org, &id, &Uuid::nil()])? == 1)
    }

    fn said_of_themselves(&mut self, org: Uuid, cases: [Uuid; 2]) -> Stored<Vec<(Uuid, RecordState)>> {
        let sql = "SELECT case_file.id, rec.kind, rec.s, rec.deleted, rec.units, rec.erased FROM case_file \
                   JOIN rec ON rec.org = $1 AND rec.scope = replace(case_file.id::text, '-', '') || $2 \
                   AND rec.kind = $3 WHERE case_file.org = $1 AND case_file.closed_at IS NULL AND NOT rec.deleted \
                   AND case_file.id > $4 AND case_file.id <= $5";
        let [past, last] = cases;
        let mut said = Vec::new();
        for (part, kind) in SAID {
            for row in self.all(sql, &[&org, &part, &kind, &past, &last])? {
                said.push(record(&row)?);
            }
        }
        Ok(said)
    }

    fn open_cases_after(&mut self, org: Uuid, past: Uuid, most: u16) -> Stored<Vec<Uuid>> {
        let sql =
            "SELECT id FROM case_file WHERE org = $1 AND closed_at IS NULL AND id > $2 ORDER BY id LIMIT $3";
        Ok(self.all(sql, &[&org, &past, &i64::from(most)])?.iter().map(|row| row.get(0)).collect())
    }

    fn move_news(&mut self, row: &NewsRow, past: Uuid) -> Stored<bool> {
        let sql = "UPDATE news SET state = $3, past = $4, reached = $5 \
                   WHERE org = $1 AND id = $2 AND state = 'going' AND past = $6";
        let (state, reached) = (row.state.name(), i64::from(row.reached));
        Ok(self.run(sql, &[&row.org, &row.id, &state, &row.past, &reached, &past])? == 1)
    }
}
