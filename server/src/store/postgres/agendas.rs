//! Agendas elsewhere, in PostgreSQL.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Postgres, big, damaged, get, number};
use crate::store::Stored;
use crate::store::agendas::{AgendaRow, AgendaStore};

const ROW: &str = "SELECT account, org, url, name, sealed, seen, ending, tries, due_at, lease, why \
                   FROM agenda WHERE org = $1";

fn agenda(row: &Row) -> Stored<AgendaRow> {
    Ok(AgendaRow {
        account: get(row, 0)?,
        org: get(row, 1)?,
        url: get(row, 2)?,
        name: get(row, 3)?,
        sealed: get(row, 4)?,
        seen: get(row, 5)?,
        ending: get(row, 6)?,
        tries: u32::try_from(number(row, 7)?).map_err(|_| damaged())?,
        due_at: get(row, 8)?,
        lease: get(row, 9)?,
        why: get(row, 10)?,
    })
}

impl AgendaStore for Postgres {
    fn agendas(&mut self, org: Uuid) -> Stored<Vec<AgendaRow>> {
        self.all(&format!("{ROW} ORDER BY account"), &[&org])?.iter().map(agenda).collect()
    }

    fn put_agenda(&mut self, row: &AgendaRow) -> Stored<()> {
        let sql = "INSERT INTO agenda \
                   (org, account, url, name, sealed, seen, ending, tries, due_at, lease, why) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
                   ON CONFLICT (org, account) DO UPDATE SET url = $3, name = $4, sealed = $5, seen = $6, \
                   ending = $7, tries = $8, due_at = $9, lease = $10, why = $11";
        let AgendaRow { account, org, url, name, sealed, seen, ending, due_at, lease, why, .. } = row;
        let tries = i64::from(row.tries);
        self.run(sql, &[org, account, url, name, sealed, seen, ending, &tries, due_at, lease, why]).map(drop)
    }

    fn set_agenda(&mut self, row: &AgendaRow, lease: &str) -> Stored<bool> {
        let sql = "UPDATE agenda SET seen = $3, tries = $4, due_at = $5, lease = $6, why = $7 \
                   WHERE org = $1 AND account = $2 AND lease = $8";
        let AgendaRow { account, org, seen, due_at, why, .. } = row;
        let tries = i64::from(row.tries);
        Ok(self.run(sql, &[org, account, seen, &tries, due_at, &row.lease, why, &lease])? == 1)
    }

    fn forget_agenda(&mut self, org: Uuid, account: Uuid) -> Stored<()> {
        self.run("DELETE FROM agenda_item WHERE org = $1 AND account = $2", &[&org, &account])?;
        self.run("DELETE FROM agenda WHERE org = $1 AND account = $2", &[&org, &account]).map(drop)
    }

    fn agendas_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<AgendaRow>> {
        let sql = format!("{ROW} AND due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED");
        self.all(&sql, &[&org, &now_ms, &big(most as u64)])?.iter().map(agenda).collect()
    }

    fn agenda_items(&mut self, org: Uuid, account: Uuid) -> Stored<Vec<(Uuid, Vec<u8>)>> {
        let sql = "SELECT item, hash FROM agenda_item WHERE org = $1 AND account = $2 ORDER BY item";
        self.all(sql, &[&org, &account])?.iter().map(|row| Ok((get(row, 0)?, get(row, 1)?))).collect()
    }

    fn note_agenda_item(
        &mut self,
        org: Uuid,
        account: Uuid,
        item: Uuid,
        hash: Option<&[u8; 32]>,
    ) -> Stored<()> {
        let Some(hash) = hash else {
            let sql = "DELETE FROM agenda_item WHERE org = $1 AND account = $2 AND item = $3";
            return self.run(sql, &[&org, &account, &item]).map(drop);
        };
        let sql = "INSERT INTO agenda_item (org, account, item, hash) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org, account, item) DO UPDATE SET hash = $4";
        self.run(sql, &[&org, &account, &item, &hash.as_slice()]).map(drop)
    }
}
