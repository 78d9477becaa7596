//! What came and went on a person's accounts, out of files of banks: in an encrypted file of its own, on this device only.
//!
//! Nothing of it is journalled and nothing syncs (ADR-0016). The file is made with the first import, is written with full
//! durability, and goes with the money of the case: on log-out, on revocation, and when the person wants it gone.

use std::path::Path;

use opstap_domain::ids::ScopeId;
use opstap_domain::{Cents, Date};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::error::{File, StoreError};
use crate::key::StoreKey;
use crate::open::{Damage, Opened, Store, open_checked};
use crate::{db, salvage};

/// One movement of money, as a file told it. Where a file does not say something, it is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankEntry {
    /// The account of the file.
    pub own: String,
    /// The day on which the bank booked it.
    pub day: Date,
    /// Euro cents; negative is money out.
    pub amount: Cents,
    /// The code of the file's format.
    pub format: String,
    /// Who is on the other side.
    pub name: Option<String>,
    /// The account on the other side.
    pub counter: Option<String>,
    /// What the payer wrote.
    pub text: Option<String>,
    /// The reference that both sides know.
    pub reference: Option<String>,
    /// The mandate of a direct debit.
    pub mandate: Option<String>,
    /// Who collects a direct debit.
    pub creditor: Option<String>,
    /// The code of what sort of payment it is.
    pub kind: Option<String>,
    /// The bank's own number of it.
    pub number: Option<String>,
    /// The balance after it.
    pub balance: Option<Cents>,
}

/// An entry that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankRow {
    /// Its number; it is never given again.
    pub ord: i64,
    /// The earlier entry that likely tells the same payment; `None`: it counts by itself.
    pub twin: Option<i64>,
    /// What the file told.
    pub entry: BankEntry,
}

/// What a person said about a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankAnswer {
    /// What was proposed.
    pub proposal: String,
    /// The amount that was proposed, in euro cents.
    pub amount: Cents,
    /// The line of the budget that it became; `None`: no, thank you.
    pub line: Option<String>,
}

const ROWS: &str =
    "SELECT own, day, cents, format, name, counter, text, reference, mandate, creditor, kind, number,
    balance, ord, twin FROM entry JOIN account USING (account)
    WHERE scope = ?1 AND (?2 IS NULL OR own = ?2) AND day BETWEEN ?3 AND ?4 ORDER BY day, ord";

fn fault(error: rusqlite::Error) -> StoreError {
    StoreError::of(File::Bank)(error)
}

fn bank_row(row: &Row<'_>) -> Result<BankRow, StoreError> {
    let text = |at: usize| row.get::<_, Option<String>>(at).map_err(fault);
    let told = |at: usize| text(at).map(Option::unwrap_or_default);
    let number = |at: usize| row.get::<_, Option<i64>>(at).map_err(fault);
    let entry = BankEntry {
        own: told(0)?,
        day: told(1)?.parse().map_err(|_| StoreError::Unreadable("day"))?,
        amount: Cents(number(2)?.unwrap_or_default()),
        format: told(3)?,
        name: text(4)?,
        counter: text(5)?,
        text: text(6)?,
        reference: text(7)?,
        mandate: text(8)?,
        creditor: text(9)?,
        kind: text(10)?,
        number: text(11)?,
        balance: number(12)?.map(Cents),
    };
    Ok(BankRow { ord: number(13)?.unwrap_or_default(), twin: number(14)?, entry })
}

impl Store {
    /// The file of accounts, if there is one.
    fn some_bank(&mut self) -> Result<Option<&Connection>, StoreError> {
        let there = match &self.place {
            Some((folder, _)) => folder.join("bank.db").exists(),
            None => false,
        };
        if self.bank.is_some() || there { self.bank().map(Some) } else { Ok(None) }
    }

    /// The file of accounts, made if need be.
    fn bank(&mut self) -> Result<&Connection, StoreError> {
        if self.bank.is_none() {
            self.bank = Some(match &self.place {
                Some((folder, key)) => db::open(&folder.join("bank.db"), key, File::Bank)?,
                None => db::open_in_memory(File::Bank)?,
            });
        }
        self.bank.as_ref().ok_or(StoreError::Unreadable("file"))
    }

    /// What is known of accounts between two days, both included: the oldest first, and within a day as it came in. With
    /// `own` only that account.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoAccess`] where the scope is not open; [`StoreError::DamagedBank`].
    pub fn bank_rows(
        &mut self,
        scope: ScopeId,
        own: Option<&str>,
        from: Date,
        to: Date,
    ) -> Result<Vec<BankRow>, StoreError> {
        self.may_bank(scope)?;
        let Some(bank) = self.some_bank()? else { return Ok(Vec::new()) };
        let mut sql = bank.prepare_cached(ROWS).map_err(fault)?;
        let wanted = params![scope.to_string(), own, from.to_string(), to.to_string()];
        let mut rows = sql.query(wanted).map_err(fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            all.push(bank_row(row)?);
        }
        Ok(all)
    }

    /// Keeps what a file told, all of it or nothing; with each entry the number of an earlier one that likely tells the
    /// same payment.
    ///
    /// # Errors
    ///
    /// [`StoreError::DiskFull`] and as [`Store::bank_rows`]: nothing was kept.
    pub fn add_bank_entries(
        &mut self,
        scope: ScopeId,
        entries: &[(BankEntry, Option<i64>)],
    ) -> Result<(), StoreError> {
        self.may_bank(scope)?;
        if entries.is_empty() {
            return Ok(());
        }
        let tx = self.bank()?.unchecked_transaction().map_err(fault)?;
        insert(&tx, scope, entries).map_err(fault)?;
        tx.commit().map_err(fault)
    }

    /// A person says that an entry is a payment by itself.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unknown`] without such an entry, or where nothing was unsure about it.
    pub fn tell_bank_apart(&mut self, scope: ScopeId, ord: i64) -> Result<(), StoreError> {
        self.may_bank(scope)?;
        let bank = self.some_bank()?.ok_or(StoreError::Unknown)?;
        let sql = "UPDATE entry SET twin = NULL WHERE ord = ?1 AND twin NOTNULL
                   AND account IN (SELECT account FROM account WHERE scope = ?2)";
        let told = bank.execute(sql, params![ord, scope.to_string()]).map_err(fault)?;
        if told == 1 { Ok(()) } else { Err(StoreError::Unknown) }
    }

    /// What the person said about proposals.
    ///
    /// # Errors
    ///
    /// As [`Store::bank_rows`].
    pub fn bank_answers(&mut self, scope: ScopeId) -> Result<Vec<BankAnswer>, StoreError> {
        self.may_bank(scope)?;
        let Some(bank) = self.some_bank()? else { return Ok(Vec::new()) };
        let sql = "SELECT proposal, cents, line FROM answer WHERE scope = ?1 ORDER BY proposal";
        let mut sql = bank.prepare_cached(sql).map_err(fault)?;
        let rows = sql.query_map([scope.to_string()], |row| {
            Ok(BankAnswer { proposal: row.get(0)?, amount: Cents(row.get(1)?), line: row.get(2)? })
        });
        rows.map_err(fault)?.collect::<Result<_, _>>().map_err(fault)
    }

    /// Keeps what the person said about a proposal; what they said of it before is gone.
    ///
    /// # Errors
    ///
    /// As [`Store::add_bank_entries`].
    pub fn answer_bank(&mut self, scope: ScopeId, answer: &BankAnswer) -> Result<(), StoreError> {
        self.may_bank(scope)?;
        let BankAnswer { proposal, amount, line } = answer;
        self.bank()?
            .execute(
                "INSERT OR REPLACE INTO answer (scope, proposal, cents, line) VALUES (?1, ?2, ?3, ?4)",
                params![scope.to_string(), proposal, amount.0, line],
            )
            .map_err(fault)?;
        Ok(())
    }

    /// Removes all that is known of accounts in a scope, without a readable byte left.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn forget_bank(&mut self, scope: ScopeId) -> Result<(), StoreError> {
        self.forget_bank_in(|of| of == scope.to_string())
    }

    /// Removes what is known of accounts in all scopes but those that are open.
    pub(crate) fn forget_closed_bank(&mut self) -> Result<(), StoreError> {
        let open: Vec<String> = self.access.iter().map(|access| access.scope.to_string()).collect();
        self.forget_bank_in(|of| !open.iter().any(|open| open == of))
    }

    fn forget_bank_in(&mut self, goes: impl Fn(&str) -> bool) -> Result<(), StoreError> {
        let Some(bank) = self.some_bank()? else { return Ok(()) };
        let scopes: Vec<String> = bank
            .prepare("SELECT scope FROM account UNION SELECT scope FROM answer")
            .and_then(|mut sql| sql.query_map([], |row| row.get(0))?.collect())
            .map_err(fault)?;
        let tx = bank.unchecked_transaction().map_err(fault)?;
        for scope in scopes.iter().filter(|scope| goes(scope)) {
            // The entries go with their account.
            tx.execute("DELETE FROM account WHERE scope = ?1", [scope]).map_err(fault)?;
            tx.execute("DELETE FROM answer WHERE scope = ?1", [scope]).map_err(fault)?;
        }
        tx.commit().map_err(fault)?;
        bank.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").map_err(fault)
    }

    fn may_bank(&self, scope: ScopeId) -> Result<(), StoreError> {
        self.access_to(scope).map(drop).ok_or(StoreError::NoAccess)
    }

    /// Pretends that the disk ends so many pages after what is there, for tests.
    #[doc(hidden)]
    pub fn limit_bank(&mut self, more_pages: u32) {
        if let Ok(bank) = self.bank() {
            let pages: u32 = bank.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap_or(1);
            let limit = format!("PRAGMA max_page_count = {}", pages + more_pages);
            let _ = bank.query_row(&limit, [], |_| Ok(()));
        }
    }
}

fn insert(
    tx: &Connection,
    scope: ScopeId,
    entries: &[(BankEntry, Option<i64>)],
) -> Result<(), rusqlite::Error> {
    let scope = scope.to_string();
    let mut sql = tx.prepare_cached(
        "INSERT INTO entry (account, day, cents, format, name, counter, text, reference, mandate, creditor, kind,
         number, balance, twin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    // Rows of one account come together, nearly always.
    let mut last: Option<(&str, i64)> = None;
    for (one, twin) in entries {
        let account = match last {
            Some((own, account)) if own == one.own => account,
            _ => account_of(tx, &scope, &one.own)?,
        };
        last = Some((&one.own, account));
        sql.execute(params![
            account,
            one.day.to_string(),
            one.amount.0,
            one.format,
            one.name,
            one.counter,
            one.text,
            one.reference,
            one.mandate,
            one.creditor,
            one.kind,
            one.number,
            one.balance.map(|balance| balance.0),
            twin,
        ])?;
    }
    Ok(())
}

fn account_of(tx: &Connection, scope: &str, own: &str) -> Result<i64, rusqlite::Error> {
    let known = tx
        .prepare_cached("SELECT account FROM account WHERE scope = ?1 AND own = ?2")?
        .query_row([scope, own], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    tx.execute("INSERT INTO account (scope, own) VALUES (?1, ?2)", [scope, own])?;
    Ok(tx.last_insert_rowid())
}

/// Looks whether the file of accounts is sound, where there is one.
pub(crate) fn look_at_bank(folder: &Path, key: &StoreKey, opened: &mut Opened) -> Result<(), StoreError> {
    let path = folder.join("bank.db");
    if !path.exists() {
        return Ok(());
    }
    match open_checked(&path, key, File::Bank) {
        Err(StoreError::DamagedBank) => {
            opened.damage.push(Damage::BankSetAside);
            salvage::set_aside(&path).map(drop)
        }
        done => done.map(drop),
    }
}
