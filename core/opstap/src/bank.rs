//! Files of banks: from the bytes to what came and went, on this device only (ADR-0016).

use std::io::Read;

use opstap_bank::Transaction;
use opstap_content::Words;
use opstap_domain::ids::Role;
use opstap_domain::{Cents, Date};
use opstap_store::BankRow;
use serde::Serialize;
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;
use crate::text::MoneyText;

mod known;
mod proposals;
mod reading;

pub use proposals::{ProposalChange, ProposalRow};
pub use reading::{BANK_ROWS_MAX, read_bank_file};

/// What became of a file of a bank. With faults it was refused, and nothing of it was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BankImport {
    /// The code of the format; `None` when the file was refused.
    pub format: Option<&'static str>,
    /// The account, where the file has one.
    pub own: Option<String>,
    /// Its balance before the oldest transaction, in euro cents; `None` where the file does not say.
    pub opening_cents: Option<i64>,
    /// Its balance after the newest transaction, in euro cents; `None` where the file does not say.
    pub closing_cents: Option<i64>,
    /// Each account of the file.
    pub accounts: Vec<BankAccount>,
    /// Transactions that were not known.
    pub new: usize,
    /// Those that were, perhaps from another format or period; they are not kept again.
    pub known: usize,
    /// Those that are likely known: kept, and not counted until a person tells them apart.
    pub unsure: usize,
    /// The oldest day.
    pub first_date: Option<Date>,
    /// The newest day.
    pub last_date: Option<Date>,
    /// It was only looked at.
    pub dry_run: bool,
    /// All of the file, the oldest first.
    pub transactions: Vec<BankTransaction>,
    /// Why the file was refused, in the order of its lines.
    pub faults: Vec<BankFault>,
    /// How many more faults there are.
    pub more_faults: u64,
}

/// An account of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BankAccount {
    /// An IBAN, or the number that the bank gives where there is none.
    pub own: String,
    /// The balance before the oldest transaction, in euro cents.
    pub opening_cents: Option<i64>,
    /// The balance after the newest transaction, in euro cents.
    pub closing_cents: Option<i64>,
}

/// One movement of money. Where a file does not say something, it is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BankTransaction {
    /// Its number on this device, once it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// The account, where that is not clear from what stands around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    /// The day on which the bank booked it.
    pub date: Date,
    /// Euro cents; negative is money out.
    pub amount_cents: i64,
    /// Who is on the other side.
    pub name: Option<String>,
    /// The account on the other side.
    pub counterparty: Option<String>,
    /// `SEPA`, `INC`, `PIN`, `GEA`, `FEE` or `REV`.
    pub kind: Option<&'static str>,
    /// What the payer wrote.
    pub text: Option<String>,
    /// The reference that both sides know.
    pub reference: Option<String>,
    /// The earlier transaction that is likely the same; `None`: it counts by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely: Option<i64>,
    /// The amount as it is written and spoken.
    #[serde(skip)]
    pub amount: MoneyText,
}

/// Something that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BankFault {
    /// The line on which the row begins, from 1; 0 when it is about the whole file.
    pub line: u64,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong, and where, in words.
    pub text: String,
}

impl Opstap {
    /// Reads a file of a bank and keeps what is new of it, all of it or nothing. With `dry_run` it is only looked at.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but the client; [`OpstapError::DiskFull`]. A file that cannot be read is no
    /// error: [`BankImport::faults`] says why.
    pub fn bank_import(
        &self,
        case: Option<Uuid>,
        input: &mut dyn Read,
        dry_run: bool,
    ) -> Result<BankImport, OpstapError> {
        let words = self.with(|inner| self.bank_room(inner, case).map(|room| room.words))?;
        let (mut import, all) = reading::read(input, &words);
        import.dry_run = dry_run;
        if all.is_empty() {
            return Ok(import);
        }
        self.with(|inner| {
            let room = self.bank_room(inner, case)?;
            let entries = known::sort_out(inner, &room, &all, &mut import)?;
            if !dry_run && !entries.is_empty() {
                inner.store.add_bank_entries(room.money, &entries)?;
                self.announce(inner, ["budget"].into_iter());
            }
            Ok(())
        })?;
        Ok(import)
    }

    /// What is kept of a person's accounts, the oldest first.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn bank_transactions(&self, case: Option<Uuid>) -> Result<Vec<BankTransaction>, OpstapError> {
        self.with(|inner| {
            let room = self.bank_room(inner, case)?;
            let rows = kept(inner, &room)?;
            Ok(rows.into_iter().map(|row| known::shown(&room.words, row)).collect())
        })
    }

    /// The person says that a transaction is one by itself, though it looks like another.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a transaction, or where nothing was unsure.
    pub fn bank_apart(&self, case: Option<Uuid>, id: i64) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.bank_room(inner, case)?;
            inner.store.tell_bank_apart(room.money, id)?;
            self.announce(inner, ["budget"].into_iter());
            Ok(())
        })
    }

    /// Removes all transactions, and what was said about proposals, without a readable byte left. Lines of the budget stay.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn bank_forget(&self, case: Option<Uuid>) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.bank_room(inner, case)?;
            inner.store.forget_bank(room.money)?;
            self.announce(inner, ["budget"].into_iter());
            Ok(())
        })
    }

    /// A case, for who may see its transactions: the client and nobody else.
    pub(crate) fn bank_room(&self, inner: &mut Inner, case: Option<Uuid>) -> Result<Room, OpstapError> {
        if inner.role()? != Role::Client {
            return Err(OpstapError::NotAllowed);
        }
        self.room(inner, case)
    }
}

/// All that is kept of a case.
pub(crate) fn kept(inner: &mut Inner, room: &Room) -> Result<Vec<BankRow>, OpstapError> {
    Ok(inner.store.bank_rows(room.money, None, Date::MIN, Date::MAX)?)
}

/// A transaction as it is shown.
fn told(words: &Words, one: &Transaction) -> BankTransaction {
    BankTransaction {
        id: None,
        own: None,
        date: one.date,
        amount_cents: one.amount.0,
        name: one.counter_name.clone(),
        counterparty: one.counter_iban.clone(),
        kind: one.kind.map(opstap_bank::Kind::code),
        text: one.text.clone(),
        reference: one.reference.clone(),
        likely: None,
        amount: MoneyText::new(words.language(), Cents(one.amount.0)),
    }
}
