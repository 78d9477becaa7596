//! Rabobank since 2018: 26 columns, found by name.

use super::{Header, date, some};
use crate::amount::{Notation, parse_amount};
use crate::rows::Row;
use crate::{Format, Kind, Reason, Transaction, iban, kinds};

/// How long one of the three columns of text can be; a full one goes on in the next without a space.
const TEXT_FULL: usize = 140;

pub(super) struct Columns {
    own: usize,
    currency: usize,
    number: usize,
    date: usize,
    amount: usize,
    balance: usize,
    counter: usize,
    name: usize,
    code: usize,
    reference: Option<usize>,
    mandate: Option<usize>,
    creditor: Option<usize>,
    texts: [usize; 3],
    returned: Option<usize>,
}

pub(super) fn columns(header: &Header) -> Option<Columns> {
    let column = |name| header.find(&[name]);
    Some(Columns {
        own: column("ibanbban")?,
        currency: column("munt")?,
        number: column("volgnr")?,
        date: column("datum")?,
        amount: column("bedrag")?,
        balance: column("saldonatrn")?,
        counter: column("tegenrekeningibanbban")?,
        name: column("naamtegenpartij")?,
        code: column("code")?,
        reference: column("betalingskenmerk"),
        mandate: column("machtigingskenmerk"),
        creditor: column("incassantid"),
        texts: [column("omschrijving1")?, column("omschrijving2")?, column("omschrijving3")?],
        returned: column("redenretour"),
    })
}

impl Columns {
    pub(super) fn row(&self, row: &Row) -> Result<Transaction, Reason> {
        if row.cell(self.currency) != "EUR" {
            return Err(Reason::Currency);
        }
        let amount = parse_amount(&row.cell(self.amount), Notation::Comma).ok_or(Reason::Amount)?;
        let balance = parse_amount(&row.cell(self.balance), Notation::Comma).ok_or(Reason::Balance)?;
        let code = row.cell(self.code).to_ascii_lowercase();
        let (text, second) = self.text(row, code == "ei");
        let returned = self.returned.is_some_and(|index| !row.cell(index).is_empty());
        let reference = self.reference.and_then(|index| some(row.cell(index))).or(second);
        Ok(Transaction {
            format: Format::RabobankCsv,
            own_iban: iban::own(&row.cell(self.own)).ok_or(Reason::OwnAccount)?,
            date: date(&row.cell(self.date))?,
            amount,
            counter_name: some(row.cell(self.name)).or_else(|| some(row.cell(self.texts[0]))),
            counter_iban: some(row.cell(self.counter)),
            text,
            reference,
            mandate: self.mandate.and_then(|index| some(row.cell(index))),
            creditor_id: self.creditor.and_then(|index| some(row.cell(index))),
            kind: if returned { Some(Kind::Reversal) } else { kinds::of_rabobank(&code) },
            bank_reference: some(row.cell(self.number)),
            balance_after: Some(balance),
        })
    }

    /// The text of three columns. A direct debit may have its reference, one word with a digit, in the second.
    fn text(&self, row: &Row, debit: bool) -> (Option<String>, Option<String>) {
        let [first, second, third] = self.texts.map(|index| row.cell(index));
        let word = !second.contains(' ') && second.bytes().any(|sign| sign.is_ascii_digit());
        if debit && word && third.is_empty() && first.chars().count() < TEXT_FULL {
            return (some(first), some(second));
        }
        let mut text = String::new();
        for part in [first, second, third] {
            text.push_str(&part);
            if part.chars().count() < TEXT_FULL {
                text.push(' ');
            }
        }
        (some(text), None)
    }
}
