//! bunq: semicolons with a decimal comma, or commas with a decimal dot.

use super::{Header, came_back, date, some};
use crate::amount::{Notation, parse_amount};
use crate::rows::Row;
use crate::{Format, Kind, Reason, Transaction, iban};

pub(super) struct Columns {
    date: usize,
    amount: usize,
    own: usize,
    counter: usize,
    name: usize,
    text: usize,
    notation: Notation,
}

pub(super) fn columns(header: &Header, separator: u8) -> Option<Columns> {
    let column = |name| header.find(&[name]);
    Some(Columns {
        date: column("date")?,
        amount: column("amount")?,
        own: column("account")?,
        counter: column("counterparty")?,
        name: column("name")?,
        text: column("description")?,
        notation: if separator == b',' { Notation::Dot } else { Notation::Comma },
    })
}

impl Columns {
    pub(super) fn row(&self, row: &Row) -> Result<Transaction, Reason> {
        let amount = parse_amount(&row.cell(self.amount), self.notation).ok_or(Reason::Amount)?;
        let text = some(row.cell(self.text));
        // The file names no kinds; only a payment that came back can be told from its words.
        let kind = came_back(amount, text.as_deref()).then_some(Kind::Reversal);
        Ok(Transaction {
            format: Format::BunqCsv,
            own_iban: iban::own(&row.cell(self.own)).ok_or(Reason::OwnAccount)?,
            date: date(&row.cell(self.date))?,
            amount,
            counter_name: some(row.cell(self.name)),
            counter_iban: some(row.cell(self.counter)),
            text,
            reference: None,
            mandate: None,
            creditor_id: None,
            kind,
            bank_reference: None,
            balance_after: None,
        })
    }
}
