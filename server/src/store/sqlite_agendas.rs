//! Agendas elsewhere, in SQLite.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::Stored;
use super::agendas::{AgendaRow, AgendaStore};
use super::sqlite::{Sqlite, parsed};

const ROW: &str =
    "SELECT account, org, url, name, sealed, seen, ending, tries, due_at, lease, why FROM agenda";

fn agenda(row: &Row<'_>) -> rusqlite::Result<AgendaRow> {
    Ok(AgendaRow {
        account: parsed(row, 0)?,
        org: parsed(row, 1)?,
        url: row.get(2)?,
        name: row.get(3)?,
        sealed: row.get(4)?,
        seen: row.get(5)?,
        ending: row.get(6)?,
        tries: row.get(7)?,
        due_at: row.get(8)?,
        lease: row.get(9)?,
        why: row.get(10)?,
    })
}

impl AgendaStore for Sqlite {
    fn agendas(&mut self, org: Uuid) -> Stored<Vec<AgendaRow>> {
        self.all(&format!("{ROW} WHERE org = ?1 ORDER BY account"), params![org.to_string()], agenda)
    }

    fn put_agenda(&mut self, row: &AgendaRow) -> Stored<()> {
        let sql = "INSERT INTO agenda \
                   (account, org, url, name, sealed, seen, ending, tries, due_at, lease, why) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
                   ON CONFLICT (account) DO UPDATE SET url = ?3, name = ?4, sealed = ?5, seen = ?6, ending = ?7, \
                   tries = ?8, due_at = ?9, lease = ?10, why = ?11";
        let AgendaRow { url, name, sealed, seen, ending, tries, due_at, lease, why, .. } = row;
        let (account, org) = (row.account.to_string(), row.org.to_string());
        let values = params![account, org, url, name, sealed, seen, ending, tries, due_at, lease, why];
        self.run(sql, values).map(drop)
    }

    fn set_agenda(&mut self, row: &AgendaRow, lease: &str) -> Stored<bool> {
        let sql = "UPDATE agenda SET seen = ?3, tries = ?4, due_at = ?5, lease = ?6, why = ?7 \
                   WHERE account = ?1 AND org = ?2 AND lease = ?8";
        let (account, org) = (row.account.to_string(), row.org.to_string());
        let values = params![account, org, row.seen, row.tries, row.due_at, row.lease, row.why, lease];
        Ok(self.run(sql, values)? == 1)
    }

    fn forget_agenda(&mut self, org: Uuid, account: Uuid) -> Stored<()> {
        let (org, account) = (org.to_string(), account.to_string());
        self.run("DELETE FROM agenda_item WHERE org = ?1 AND account = ?2", params![org, account])?;
        self.run("DELETE FROM agenda WHERE org = ?1 AND account = ?2", params![org, account]).map(drop)
    }

    fn agendas_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<AgendaRow>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let sql = format!("{ROW} WHERE org = ?1 AND due_at <= ?2 ORDER BY due_at LIMIT ?3");
        self.all(&sql, params![org.to_string(), now_ms, most], agenda)
    }

    fn agenda_items(&mut self, org: Uuid, account: Uuid) -> Stored<Vec<(Uuid, Vec<u8>)>> {
        let sql = "SELECT item, hash FROM agenda_item WHERE org = ?1 AND account = ?2 ORDER BY item";
        let values = params![org.to_string(), account.to_string()];
        self.all(sql, values, |row| Ok((parsed(row, 0)?, row.get(1)?)))
    }

    fn note_agenda_item(
        &mut self,
        org: Uuid,
        account: Uuid,
        item: Uuid,
        hash: Option<&[u8; 32]>,
    ) -> Stored<()> {
        let (org, account, item) = (org.to_string(), account.to_string(), item.to_string());
        let Some(hash) = hash else {
            let sql = "DELETE FROM agenda_item WHERE org = ?1 AND account = ?2 AND item = ?3";
            return self.run(sql, params![org, account, item]).map(drop);
        };
        let sql = "INSERT INTO agenda_item (org, account, item, hash) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (account, item) DO UPDATE SET hash = ?4";
        self.run(sql, params![org, account, item, hash]).map(drop)
    }
}
