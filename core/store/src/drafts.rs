//! What a person is still filling in: as it was typed, in the journal's file, on this device only.
//!
//! It is no operation, so that no round can send it (ADR-0022). Each keystroke is written with full durability. It goes when it
//! is shared, in the same transaction; when the case is taken away; and with everything else on log-out.

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_sync::op::{Change, Op};
use rusqlite::{Connection, Row, params};

use crate::error::StoreError;
use crate::journal::journal_fault;
use crate::open::Store;

/// What was typed: each form once, in the order of their ids, with what stands at each question.
pub type Drafts = Vec<(String, BTreeMap<String, String>)>;

/// The most that is kept for one question, in bytes.
const TYPED_MAX: usize = 64 * 1024;

/// In the place of a scope and of a form: answers from before there is a case.
const ASKING: &str = "asking";

/// The kind of record that a draft becomes.
const SHARED: &str = "form_answers";

impl Store {
    /// What is being filled in for a case.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoAccess`] where the scope is not open; [`StoreError::Locked`] until the server was heard.
    pub fn drafts(&self, scope: ScopeId) -> Result<Drafts, StoreError> {
        let mut all = Drafts::new();
        let sql = "SELECT form, question, typed FROM draft WHERE scope = ?1 ORDER BY form";
        self.each_draft(scope, sql, &mut |row| {
            let form: String = row.get(0)?;
            if all.last().is_none_or(|(last, _)| *last != form) {
                all.push((form, BTreeMap::new()));
            }
            if let Some((_, typed)) = all.last_mut() {
                typed.insert(row.get(1)?, row.get(2)?);
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// When each form was begun, of those in which something stands; milliseconds since 1970 UTC. What is kept below no question
    /// is nothing that somebody typed.
    ///
    /// # Errors
    ///
    /// As [`Store::drafts`].
    pub fn drafts_begun(&self, scope: ScopeId) -> Result<BTreeMap<String, i64>, StoreError> {
        let sql = "SELECT form, min(at) FROM draft
                   WHERE scope = ?1 AND question <> '' AND trim(typed) <> '' GROUP BY form";
        let mut all = BTreeMap::new();
        self.each_draft(scope, sql, &mut |row| {
            all.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Each row of a statement about the drafts of a scope.
    fn each_draft(
        &self,
        scope: ScopeId,
        sql: &str,
        take: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        self.may_draft(scope)?;
        let mut sql = self.journal.prepare_cached(sql).map_err(journal_fault)?;
        let mut rows = sql.query([scope.to_string()]).map_err(journal_fault)?;
        while let Some(row) = rows.next().map_err(journal_fault)? {
            take(row).map_err(journal_fault)?;
        }
        Ok(())
    }

    /// Keeps what was typed for one question at `now_ms`. When it returns, a power cut loses nothing.
    ///
    /// # Errors
    ///
    /// As [`Store::drafts`]; [`StoreError::DiskFull`], and what was typed before is still there.
    pub fn keep_draft(
        &mut self,
        scope: ScopeId,
        form: &str,
        question: &str,
        typed: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.may_draft(scope)?;
        self.keep(&scope.to_string(), form, question, typed, now_ms)
    }

    fn keep(
        &self,
        scope: &str,
        form: &str,
        question: &str,
        typed: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let cut = (0..=typed.len().min(TYPED_MAX)).rev().find(|at| typed.is_char_boundary(*at)).unwrap_or(0);
        zeroing(&self.journal)?;
        self.journal
            .prepare_cached(
                "INSERT INTO draft (scope, form, question, typed, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET typed = excluded.typed",
            )
            .and_then(|mut sql| sql.execute(params![scope, form, question, &typed[..cut], now_ms]))
            .map_err(journal_fault)?;
        Ok(())
    }

    /// Throws away what was typed for a form.
    ///
    /// # Errors
    ///
    /// As [`Store::drafts`].
    pub fn forget_draft(&mut self, scope: ScopeId, form: &str) -> Result<(), StoreError> {
        self.may_draft(scope)?;
        zeroing(&self.journal)?;
        forget(&self.journal, &scope.to_string(), form)
    }

    /// What somebody is answering whom no server knows yet, by question.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn asking(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut sql = self
            .journal
            .prepare_cached("SELECT question, typed FROM draft WHERE scope = ?1 AND form = ?1")
            .map_err(journal_fault)?;
        let mut rows = sql.query([ASKING]).map_err(journal_fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(journal_fault)? {
            let answer = row.get(0).and_then(|question| Ok((question, row.get(1)?)));
            all.push(answer.map_err(journal_fault)?);
        }
        Ok(all)
    }

    /// Keeps an answer of somebody whom no server knows yet. When it returns, a power cut loses nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::DiskFull`], and what was answered before is still there.
    pub fn keep_asking(&mut self, question: &str, typed: &str, now_ms: i64) -> Result<(), StoreError> {
        self.keep(ASKING, ASKING, question, typed, now_ms)
    }

    /// Throws these answers away.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub fn forget_asking(&mut self) -> Result<(), StoreError> {
        zeroing(&self.journal)?;
        forget(&self.journal, ASKING, ASKING)
    }

    fn may_draft(&self, scope: ScopeId) -> Result<(), StoreError> {
        let access = self.access_to(scope).ok_or(StoreError::NoAccess)?;
        if self.is_locked(access) { Err(StoreError::Locked) } else { Ok(()) }
    }
}

/// Bytes of rows that go are zeroed.
fn zeroing(journal: &Connection) -> Result<(), StoreError> {
    journal.execute_batch("PRAGMA secure_delete = ON").map_err(journal_fault)
}

fn forget(journal: &Connection, scope: &str, form: &str) -> Result<(), StoreError> {
    journal
        .execute("DELETE FROM draft WHERE scope = ?1 AND form = ?2", [scope, form])
        .map_err(journal_fault)?;
    Ok(())
}

/// In the transaction that journals an operation: what is shared by it is no draft any more.
pub(crate) fn become_shared(journal: &Connection, op: &Op) -> Result<(), StoreError> {
    if op.kind != SHARED {
        return Ok(());
    }
    let Change::New(units) = &op.change else { return Ok(()) };
    let form = units.get("form").and_then(serde_json::Value::as_str);
    let Some(form) = form else { return Ok(()) };
    zeroing(journal)?;
    forget(journal, &op.scope.to_string(), form)
}

/// Takes over what can be read of a damaged journal.
pub(crate) fn salvage(from: &Connection, to: &Connection) {
    let Ok(mut sql) = from.prepare("SELECT scope, form, question, typed FROM draft") else { return };
    let Ok(mut rows) = sql.query([]) else { return };
    while let Ok(Some(row)) = rows.next() {
        let text = |at: usize| row.get::<_, String>(at);
        if let (Ok(scope), Ok(form), Ok(question), Ok(typed)) = (text(0), text(1), text(2), text(3)) {
            // A row that does not fit now is typed again.
            let _ = to.execute(
                "INSERT OR IGNORE INTO draft (scope, form, question, typed) VALUES (?1, ?2, ?3, ?4)",
                [scope, form, question, typed],
            );
        }
    }
}
