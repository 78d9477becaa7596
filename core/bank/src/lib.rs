//! Readers of bank files: bytes go in, transactions in exact cents come out, or a list of what is wrong.
//!
//! [`read`] looks at the bytes, never at a file's name, and hands transactions out one by one, so that a large
//! file needs little memory. [`read_all`] keeps them, oldest first. Nothing is imported by halves: one row that
//! cannot be read makes the whole file refused, with the lines and the reasons.
//!
//! This crate refuses to know where a file comes from, what day it is, and what a transaction means for a budget.
//! It has no clock, no files and no network. What it says of a fault holds no name, amount or account.

#![deny(clippy::float_arithmetic)]

mod amount;
mod balance;
mod camt;
mod fault;
mod iban;
mod input;
mod kinds;
mod mt940;
mod rows;
mod same;
mod statements;
mod table;
mod transaction;
mod xml;

use std::io::Read;

pub use amount::{Notation, parse_amount};
pub use fault::{FAULTS_MAX, Fault, Faults, Reason};
pub use iban::is_iban;
pub use rows::{CELLS_MAX, ROW_BYTES_MAX};
pub use same::{Verdict, compare};
pub use transaction::{AccountSummary, Format, Kind, Order, Statement, Summary, Transaction};
pub use xml::DEPTH_MAX;

/// The largest number of transactions in one file.
pub const ROWS_MAX: u64 = 2_000_000;

/// The longest text or piece of markup in XML, in bytes.
pub const TEXT_BYTES_MAX: usize = 64 * 1024;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it was read, and its balances add up.
    Whole(Summary),
    /// Nothing of it counts. What the sink was given before is to be forgotten.
    Refused(Faults),
}

/// Reads a bank file and hands each transaction to the sink, in the order of the file.
///
/// The sink may have had transactions when the outcome is [`Outcome::Refused`]: write them where they can be taken
/// back, and keep them only when the outcome is [`Outcome::Whole`]. After the first fault nothing more is handed out.
pub fn read(input: impl Read, sink: &mut dyn FnMut(Transaction)) -> Outcome {
    let outcome = input::open(input).and_then(|opened| match Shape::of(&opened.head) {
        Shape::Xml => camt::read(opened, sink),
        Shape::Swift => mt940::read(opened, sink),
        Shape::Rows => table::read(opened, sink),
        Shape::Other(reason) => Err(Faults::of_file(reason)),
    });
    match outcome {
        Ok(summary) => Outcome::Whole(summary),
        Err(faults) => Outcome::Refused(faults),
    }
}

/// What a file looks like from outside.
enum Shape {
    Xml,
    Swift,
    Rows,
    /// What people download by mistake.
    Other(Reason),
}

impl Shape {
    fn of(head: &[u8]) -> Self {
        match head {
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return Self::Other(Reason::Spreadsheet),
            [b'P', b'K', 3, 4, ..] if is_within(head, b"[Content_Types].xml") || is_within(head, b"xl/") => {
                return Self::Other(Reason::Spreadsheet);
            }
            [b'P', b'K', 3 | 5, 4 | 6, ..] => return Self::Other(Reason::Archive),
            [b'%', b'P', b'D', b'F', b'-', ..] => return Self::Other(Reason::Print),
            _ => {}
        }
        match head.trim_ascii_start().first() {
            Some(b'<') => Self::Xml,
            _ if mt940::is_one(head) => Self::Swift,
            _ => Self::Rows,
        }
    }
}

fn is_within(head: &[u8], word: &[u8]) -> bool {
    head.windows(word.len()).any(|window| window == word)
}

/// Reads a whole bank file into memory, oldest transaction first.
///
/// # Errors
///
/// [`Faults`] when any row cannot be read or a balance does not add up; nothing is imported then.
///
/// # Examples
///
/// ```
/// let file = b"\"Date\";\"Amount\";\"Account\";\"Counterparty\";\"Name\";\"Description\"\n\
///              \"2026-10-01\";\"-9,50\";\"NL97BUNQ2025000001\";\"\";\"Market\";\"apples\"\n";
/// let statement = opstap_bank::read_all(&file[..])?;
/// assert_eq!(statement.transactions[0].amount.0, -950);
/// # Ok::<(), opstap_bank::Faults>(())
/// ```
pub fn read_all(input: impl Read) -> Result<Statement, Faults> {
    let mut transactions = Vec::new();
    match read(input, &mut |one| transactions.push(one)) {
        Outcome::Refused(faults) => Err(faults),
        Outcome::Whole(summary) => {
            if summary.order == Order::NewestFirst {
                transactions.reverse();
            }
            Ok(Statement { summary, transactions })
        }
    }
}
