//! Rabobank before 2018: no header, days without hyphens, and the direction in the fourth column.
//!
//! # Source
//!
//! The domain sheet 2.4 for the first four columns; the others as the bank described its CSV at that time (from memory).

use opstap_domain::Cents;

use super::{date, some};
use crate::amount::{Notation, parse_amount};
use crate::rows::Row;
use crate::{Format, Reason, Transaction, iban, kinds};

/// Sixteen columns, and nineteen since SEPA.
const WIDTHS: [usize; 2] = [16, 19];

/// Whether a first row is one of theirs.
pub(super) fn is_row(row: &Row) -> bool {
    let days = [2, 7].iter().all(|index| row.cell(*index).len() == 8 && date(&row.cell(*index)).is_ok());
    WIDTHS.contains(&row.len()) && days && matches!(&*row.cell(3), "C" | "D") && row.cell(1).len() == 3
}

/// Reads a row; it tells no balance.
pub(super) fn row(row: &Row) -> Result<Transaction, Reason> {
    if row.cell(1) != "EUR" {
        return Err(Reason::Currency);
    }
    let size = parse_amount(&row.cell(4), Notation::Either);
    let size = size.filter(|size| size.0 >= 0).ok_or(Reason::Amount)?;
    let amount = match &*row.cell(3) {
        "C" => size,
        "D" => Cents(-size.0),
        _ => return Err(Reason::Direction),
    };
    date(&row.cell(2))?;
    let text: Vec<_> = (10..16).map(|index| row.cell(index)).collect();
    Ok(Transaction {
        format: Format::RabobankCsv,
        own_iban: iban::own(&row.cell(0)).ok_or(Reason::OwnAccount)?,
        date: date(&row.cell(7))?,
        amount,
        counter_name: some(row.cell(6)),
        counter_iban: some(row.cell(5)),
        text: some(text.join(" ")),
        reference: some(row.cell(16)).filter(|one| one != "NOTPROVIDED"),
        mandate: some(row.cell(18)),
        creditor_id: some(row.cell(17)),
        kind: kinds::of_rabobank(&row.cell(8).to_ascii_lowercase()),
        bank_reference: None,
        balance_after: None,
    })
}
