//! MT940, the statement of SWIFT, in the dialects of Dutch banks.
//!
//! # Source
//!
//! The domain sheet 2.4; samples of the banks.

use std::io::{BufRead, Read};

use opstap_domain::Cents;

use crate::amount::{Notation, parse_amount};
use crate::input::{Opened, windows_1252};
use crate::mt940::line::{Line, day};
use crate::statements::Statements;
use crate::{Faults, Format, ROW_BYTES_MAX, Reason, Summary, Transaction, iban};

mod line;
mod words;

/// The banks whose own numbers of accounts are the end of an IBAN.
const BANKS: [&str; 6] = ["INGB", "RABO", "ABNA", "ASNB", "SNSB", "TRIO"];

/// Among the first lines there is a reference, and the very first is no row of columns.
pub(crate) fn is_one(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.clone().next().unwrap_or_default();
    !first.iter().any(|byte| matches!(byte, b';' | b'"' | b'\t')) && {
        lines.by_ref().take(8).any(|line| line.starts_with(b":20:"))
    }
}

/// Reads a file to its end.
pub(crate) fn read<R: Read>(opened: Opened<R>, sink: &mut dyn FnMut(Transaction)) -> Result<Summary, Faults> {
    let Opened { mut all, strict, .. } = opened;
    let mut reader = Reader {
        statements: Statements::new(sink),
        place: Place::Outside,
        bank: None,
        headed: false,
        pending: None,
        strict,
    };
    let (mut number, mut bytes) = (0, Vec::new());
    loop {
        bytes.clear();
        let read = all.by_ref().take(ROW_BYTES_MAX as u64 + 1).read_until(b'\n', &mut bytes);
        number += 1;
        match read {
            Err(_) => reader.statements.fault(number, Reason::Input),
            Ok(_) if bytes.len() > ROW_BYTES_MAX => reader.statements.fault(number, Reason::RowTooLarge),
            Ok(0) => {
                reader.end(number - 1);
                break;
            }
            Ok(_) => {
                let ended = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
                let bare = ended.strip_suffix(b"\r").unwrap_or(ended);
                if let Err(reason) = reader.line(bare, number) {
                    reader.statements.fault(number, reason);
                }
                if !reader.statements.is_full() {
                    continue;
                }
            }
        }
        break; // Where the next line begins is not known, or no longer matters.
    }
    reader.statements.end(Format::Mt940)
}

/// Where in a file the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before a statement.
    Outside,
    /// After its reference, before its first balance.
    Opening,
    /// Among its transactions.
    Open,
    /// After its last balance.
    Closed,
    /// After its last balance, in words about the whole.
    Remark,
}

struct Reader<'a> {
    statements: Statements<'a>,
    place: Place,
    bank: Option<&'static str>,
    /// A header came, so a statement must.
    headed: bool,
    pending: Option<Pending>,
    strict: bool,
}

/// A transaction whose words are still coming.
struct Pending {
    number: u64,
    /// `None` when its line could not be read, which was said already.
    line: Option<Line>,
    more: Vec<u8>,
    words: Vec<Vec<u8>>,
    weight: usize,
}

impl Reader<'_> {
    fn line(&mut self, bytes: &[u8], number: u64) -> Result<(), Reason> {
        if self.strict && std::str::from_utf8(bytes).is_err() {
            return Err(Reason::Encoding);
        }
        let Some((tag, rest)) = tag(bytes) else { return self.continued(bytes) };
        match (self.place, tag) {
            (Place::Outside | Place::Closed | Place::Remark, b"940") => self.headed = true,
            (_, b"20") => {
                let unfinished = matches!(self.place, Place::Opening | Place::Open);
                self.flush();
                self.statements.begin();
                (self.place, self.headed) = (Place::Opening, false);
                if unfinished {
                    return Err(Reason::Sequence);
                }
            }
            (Place::Opening, b"25" | b"25P") => self.statements.set_own(own(rest, self.bank), number),
            (Place::Opening, b"21" | b"28" | b"28C" | b"13D" | b"NS") => {}
            (Place::Opening, b"60F" | b"60M") => {
                self.place = Place::Open;
                self.statements.set_opening(balance(rest)?, number);
            }
            (Place::Open, b"61") => {
                self.flush();
                let read = Line::read(&decode(rest));
                let line = read.as_ref().ok().cloned();
                self.pending = Some(Pending { number, line, more: Vec::new(), words: Vec::new(), weight: 0 });
                read?;
            }
            (Place::Open, b"86") => self.word(rest)?,
            (Place::Open, b"62F" | b"62M") => {
                self.flush();
                self.place = Place::Closed;
                self.statements.set_closing(balance(rest)?, number);
                self.statements.close(number);
            }
            (Place::Closed | Place::Remark, b"64" | b"65" | b"90C" | b"90D") => self.place = Place::Closed,
            (Place::Closed | Place::Remark, b"86") => self.place = Place::Remark,
            // A text that was cut where something like a tag follows.
            (Place::Open, _) => return self.continued(bytes),
            _ => return Err(Reason::Sequence),
        }
        Ok(())
    }

    /// A line without a tag belongs to the one before it, or stands around a statement.
    fn continued(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        match self.place {
            _ if bytes.is_empty() => Ok(()),
            Place::Opening if bytes.starts_with(b"-") => Err(Reason::Sequence),
            Place::Opening => Ok(()),
            Place::Remark if !bytes.starts_with(b"-") => Ok(()),
            Place::Open => match self.pending.as_mut() {
                None => Err(Reason::Sequence),
                Some(pending) if pending.words.is_empty() => {
                    pending.more.extend_from_slice(bytes);
                    pending.weigh(bytes)
                }
                Some(_) => self.word(bytes),
            },
            _ => self.header(bytes),
        }
    }

    fn word(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        let pending = self.pending.as_mut().ok_or(Reason::Sequence)?;
        pending.words.push(bytes.to_vec());
        pending.weigh(bytes)
    }

    fn header(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        if bytes.starts_with(b"-") {
            self.place = Place::Outside;
            return Ok(());
        }
        let block = bytes.starts_with(b"{") || bytes.starts_with(b"}");
        let bare = bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b' ');
        if !block && !bare {
            return Err(Reason::Sequence);
        }
        self.place = Place::Outside;
        self.headed |= !bytes.trim_ascii().is_empty() && bytes[0] != b'}';
        let found = |code: &&&str| bytes.windows(4).any(|part| part == code.as_bytes());
        self.bank = BANKS.iter().find(found).copied().or(self.bank);
        Ok(())
    }

    /// Hands out the transaction whose words have come to their end.
    fn flush(&mut self) {
        let Some(pending) = self.pending.take() else { return };
        let Some(line) = pending.line else { return };
        let Some(own) = self.statements.own().map(str::to_owned) else { return };
        let one = words::transaction(own, line, &decode(&pending.more), &pending.words);
        self.statements.take(one, pending.number);
    }

    fn end(&mut self, number: u64) {
        self.flush();
        if self.headed || matches!(self.place, Place::Opening | Place::Open) {
            self.statements.fault(number, Reason::Sequence); // It was cut off.
        }
    }
}

impl Pending {
    fn weigh(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        self.weight += bytes.len() + 1;
        if self.weight > ROW_BYTES_MAX { Err(Reason::RowTooLarge) } else { Ok(()) }
    }
}

/// `:61:…`: two signs and perhaps a third between colons, and what follows.
fn tag(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = bytes.strip_prefix(b":")?;
    let end = rest.iter().take(4).position(|byte| *byte == b':')?;
    let plain = rest[..end].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (end >= 2 && plain).then_some((&rest[..end], &rest[end + 1..]))
}

/// Unicode where it is, else one byte a sign.
fn decode(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| windows_1252(bytes), str::to_owned)
}

/// An account, with or without its currency, of which an older file gives the last digits only.
fn own(bytes: &[u8], bank: Option<&str>) -> Option<String> {
    let said: String = decode(bytes).chars().filter(|sign| !sign.is_whitespace()).collect();
    let (bank, said) = match said.strip_prefix("TRIODOSBANK/") {
        Some(number) => (Some("TRIO"), number),
        None => (bank, said.as_str()),
    };
    let bare = said.strip_suffix("EUR").unwrap_or(said);
    bank.and_then(|bank| iban::of_bank(bank, bare)).or_else(|| iban::own(bare))
}

/// `C260921EUR42,10`
fn balance(bytes: &[u8]) -> Result<Cents, Reason> {
    let said = decode(bytes);
    let said = said.trim_end();
    let sign = match said.get(..1) {
        Some("C") => 1,
        Some("D") => -1,
        _ => return Err(Reason::Direction),
    };
    day(said.get(1..7).unwrap_or_default())?;
    if said.get(7..10) != Some("EUR") {
        return Err(Reason::Currency);
    }
    let size = said.get(10..).and_then(amount).ok_or(Reason::Balance)?;
    Ok(Cents(size.0 * sign))
}

/// An amount of SWIFT: digits with a comma, which is never left out, and at most two decimals.
fn amount(text: &str) -> Option<Cents> {
    let plain = text.bytes().all(|sign| sign.is_ascii_digit() || sign == b',');
    parse_amount(text, Notation::Comma).filter(|_| plain && text.contains(','))
}
