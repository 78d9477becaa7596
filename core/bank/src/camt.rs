//! CAMT.053, the statement of ISO 20022, in the versions 001.02 and 001.08 that Dutch banks give.
//!
//! # Source
//!
//! The domain sheet 2.4; message definition reports of camt.053.

use std::io::Read;

use opstap_domain::Cents;

use crate::amount::WHOLE_MAX;
use crate::camt::entry::Entry;
use crate::input::Opened;
use crate::statements::Statements;
use crate::xml::{Document, Step};
use crate::{Fault, Faults, Format, Reason, Summary, Transaction, iban};

mod entry;

/// The versions that are read. The others name parties and states in yet other places.
const NAMES: [&str; 2] =
    ["urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"];

/// Where a statement stands.
const STATEMENT: &str = "Document/BkToCstmrStmt/Stmt";

/// Reads a document to its end.
pub(crate) fn read<'a, R: Read + 'a>(
    opened: Opened<R>,
    sink: &mut dyn FnMut(Transaction),
) -> Result<Summary, Faults> {
    let mut document = Document::new(opened)?;
    let known = document.next()? == Step::Open
        && document.path() == "Document"
        && document.names().iter().any(|name| NAMES.contains(&name.as_str()));
    if !known {
        return Err(Faults::of_file(Reason::UnknownFormat));
    }
    let mut reader = Reader { statements: Statements::new(sink), entry: None, balance: Balance::default() };
    loop {
        match document.next() {
            Ok(Step::Open) => reader.open(&document),
            Ok(Step::Close) => reader.close(&document),
            Ok(Step::End) => break,
            Err(Fault { line, reason }) => {
                reader.statements.fault(line, reason); // Where the next element begins is not known.
                break;
            }
        }
        if reader.statements.is_full() {
            break;
        }
    }
    reader.statements.end(Format::Camt053)
}

struct Reader<'a> {
    statements: Statements<'a>,
    entry: Option<Entry>,
    balance: Balance,
}

/// A balance while its elements go by.
#[derive(Default)]
struct Balance {
    code: String,
    amount: Option<Cents>,
    sign: Option<i64>,
    foreign: bool,
    /// What is known of the balance before, by how well it is known: `OPBD` before `PRCD`.
    opening: [Option<Cents>; 2],
}

impl Reader<'_> {
    fn open(&mut self, document: &Document<'_>) {
        let Some(place) = document.path().strip_prefix(STATEMENT) else { return };
        match place {
            "" => {
                self.statements.begin();
                self.balance = Balance::default();
            }
            "/Bal" => self.balance = Balance { opening: self.balance.opening, ..Balance::default() },
            "/Ntry" => self.entry = Some(Entry::new(document.line())),
            "/Ntry/NtryDtls/TxDtls" => {
                let crowded = self.entry.as_mut().is_some_and(|entry| !entry.begin_detail());
                if crowded {
                    self.statements.fault(document.line(), Reason::RowTooLarge);
                    self.entry = None;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, document: &Document<'_>) {
        let Some(place) = document.path().strip_prefix(STATEMENT) else { return };
        let (line, text) = (document.line(), document.text());
        if let Some(place) = place.strip_prefix("/Ntry/") {
            let taken = self.entry.as_mut().map_or(Ok(()), |entry| {
                let (place, currency) = (place, document.currency());
                entry.field(place, text, currency)
            });
            if let Err(reason) = taken {
                self.statements.fault(line, reason);
                self.entry = None;
            }
            return;
        }
        match place {
            "" => self.end(line),
            "/Acct/Id/IBAN" | "/Acct/Id/Othr/Id" => self.statements.set_own(iban::own(text), line),
            "/Acct/Ccy" if text != "EUR" => self.statements.fault(line, Reason::Currency),
            "/Bal/Tp/CdOrPrtry/Cd" => text.clone_into(&mut self.balance.code),
            "/Bal/Amt" => {
                self.balance.amount = amount(text);
                self.balance.foreign = document.currency() != "EUR";
            }
            "/Bal/CdtDbtInd" => self.balance.sign = sign(text),
            "/Bal" => self.balance(line),
            "/Ntry" => self.entry(line),
            _ => {}
        }
    }

    fn balance(&mut self, line: u64) {
        let known = ["OPBD", "PRCD", "CLBD"].iter().position(|code| *code == self.balance.code);
        let Some(which) = known else { return }; // Of tomorrow, or in between.
        if self.balance.foreign {
            return self.statements.fault(line, Reason::Currency);
        }
        let signed = self.balance.amount.zip(self.balance.sign);
        let Some(cents) = signed.map(|(amount, sign)| Cents(amount.0 * sign)) else {
            return self.statements.fault(line, Reason::Balance);
        };
        match self.balance.opening.get_mut(which) {
            None => self.statements.set_closing(cents, line),
            Some(place) => {
                if place.replace(cents).is_some() {
                    self.statements.fault(line, Reason::Balance);
                }
            }
        }
    }

    fn entry(&mut self, line: u64) {
        let Some(entry) = self.entry.take() else { return };
        let begun = entry.line();
        match entry.transactions(self.statements.own()) {
            Ok(all) => all.into_iter().for_each(|one| self.statements.take(one, begun)),
            Err(reason) => self.statements.fault(if begun == 0 { line } else { begun }, reason),
        }
    }

    fn end(&mut self, line: u64) {
        let [opening, previous] = self.balance.opening;
        if let Some(opening) = opening.or(previous) {
            self.statements.set_opening(opening, line);
        }
        self.statements.close(line);
    }
}

/// An amount of ISO 20022: digits with a decimal dot, no sign, at most two decimals.
fn amount(text: &str) -> Option<Cents> {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    let plain = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || whole.len() > WHOLE_MAX || cents.len() > 2 || !plain(whole) || !plain(cents) {
        return None;
    }
    let digits = whole.bytes().chain(cents.bytes().chain(*b"00").take(2));
    Some(Cents(digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))))
}

/// `CRDT` is money in, `DBIT` is money out.
fn sign(text: &str) -> Option<i64> {
    match text {
        "CRDT" => Some(1),
        "DBIT" => Some(-1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::amount::{Notation, parse_amount};

    proptest! {
        /// As any amount with a dot, and without what other files allow around it.
        #[test]
        fn an_amount_is_read_as_everywhere_or_refused(text in "[0-9]{0,17}(\\.[0-9]{0,3}){0,2}[-+ ,]{0,1}") {
            let plain = text.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
            prop_assert_eq!(amount(&text), parse_amount(&text, Notation::Dot).filter(|_| plain), "{}", text);
        }
    }
}
