//! Files of rows: which bank it is, and every row of it.

use std::io::Read;

use opstap_domain::Date;

use crate::balance::Running;
use crate::input::Opened;
use crate::rows::{Row, Rows};
use crate::{Fault, Faults, Format, Order, ROWS_MAX, Reason, Summary, Transaction};

pub(crate) mod abn_amro;
mod bunq;
mod ing;
mod rabobank;
mod rabobank_old;

/// The most accounts in one file.
const ACCOUNTS_MAX: usize = 64;

/// Which column holds what; each bank has its own.
enum Reader {
    Ing(ing::Columns),
    Rabobank(rabobank::Columns),
    RabobankOld,
    AbnAmro,
    AbnAmroNamed(abn_amro::Columns),
    Bunq(bunq::Columns),
}

/// Reads a file of rows to its end.
pub(crate) fn read<R: Read>(opened: Opened<R>, sink: &mut dyn FnMut(Transaction)) -> Result<Summary, Faults> {
    let (separator, reader, width) = sniff(&opened.head).ok_or(Faults::of_file(Reason::UnknownFormat))?;
    let mut rows = Rows::new(opened.all, separator, opened.strict);
    let mut row = Row::default();
    if reader.has_header() {
        rows.next(&mut row)?;
    }
    let mut import = Import { accounts: Vec::new(), faults: Faults::default(), count: 0 };
    loop {
        match rows.next(&mut row) {
            Ok(false) => break,
            Ok(true) => import.row(&reader, width, &row, sink),
            Err(fault) => {
                import.faults.add(fault);
                if fault.reason != Reason::StrayQuote && fault.reason != Reason::Encoding {
                    break; // Where the next row begins is no longer known.
                }
            }
        }
        if import.count > ROWS_MAX || import.accounts.len() > ACCOUNTS_MAX {
            import.faults.add(Fault { line: row.line, reason: Reason::FileTooLarge });
            break;
        }
    }
    import.end(reader.format())
}

/// A file on its way in.
struct Import {
    accounts: Vec<Running>,
    faults: Faults,
    count: u64,
}

impl Import {
    fn row(&mut self, reader: &Reader, width: usize, row: &Row, sink: &mut dyn FnMut(Transaction)) {
        self.count += 1;
        let read = if row.len() == width { reader.row(row) } else { Err(Reason::Columns) };
        match read {
            Err(reason) => self.faults.add(Fault { line: row.line, reason }),
            Ok(one) => {
                match self.accounts.iter_mut().find(|account| account.own() == one.own_iban) {
                    Some(account) => account.take(&one, row.line),
                    None => self.accounts.push(Running::begin(&one)),
                }
                if self.faults.list.is_empty() {
                    sink(one);
                }
            }
        }
    }

    fn end(mut self, format: Format) -> Result<Summary, Faults> {
        if !self.faults.list.is_empty() {
            return Err(self.faults); // A row that is left out breaks the balances by itself.
        }
        let usual = match format {
            Format::IngCsv | Format::BunqCsv => Order::NewestFirst,
            Format::RabobankCsv | Format::AbnAmroTab | Format::Camt053 | Format::Mt940 => Order::OldestFirst,
        };
        let (mut accounts, mut order) = (Vec::new(), usual);
        for (index, account) in self.accounts.into_iter().enumerate() {
            match account.end(usual) {
                Ok((summary, found)) => {
                    if index == 0 {
                        order = found;
                    }
                    accounts.push(summary);
                }
                Err(fault) => self.faults.add(fault),
            }
        }
        if self.faults.list.is_empty() {
            Ok(Summary { format, accounts, order, transactions: self.count })
        } else {
            Err(self.faults)
        }
    }
}

impl Reader {
    fn has_header(&self) -> bool {
        !matches!(self, Self::AbnAmro | Self::RabobankOld)
    }

    fn format(&self) -> Format {
        match self {
            Self::Ing(_) => Format::IngCsv,
            Self::Rabobank(_) | Self::RabobankOld => Format::RabobankCsv,
            Self::AbnAmro | Self::AbnAmroNamed(_) => Format::AbnAmroTab,
            Self::Bunq(_) => Format::BunqCsv,
        }
    }

    fn row(&self, row: &Row) -> Result<Transaction, Reason> {
        match self {
            Self::Ing(columns) => columns.row(row),
            Self::Rabobank(columns) => columns.row(row),
            Self::RabobankOld => rabobank_old::row(row),
            Self::AbnAmro => abn_amro::row(row),
            Self::AbnAmroNamed(columns) => columns.row(row),
            Self::Bunq(columns) => columns.row(row),
        }
    }
}

/// The separator, the bank and the number of columns, by the first row.
fn sniff(head: &[u8]) -> Option<(u8, Reader, usize)> {
    [b';', b',', b'\t'].into_iter().find_map(|separator| {
        let mut row = Row::default();
        let mut rows = Rows::new(head as &[u8], separator, false);
        rows.next(&mut row).ok().filter(|found| *found)?;
        let header = Header((0..row.len()).map(|index| fold(&row.cell(index))).collect());
        let reader = ing::columns(&header)
            .map(Reader::Ing)
            .or_else(|| rabobank::columns(&header).map(Reader::Rabobank))
            .or_else(|| abn_amro::columns(&header).map(Reader::AbnAmroNamed))
            .or_else(|| bunq::columns(&header, separator).map(Reader::Bunq))
            .or_else(|| rabobank_old::is_row(&row).then_some(Reader::RabobankOld))
            .or_else(|| (separator == b'\t' && abn_amro::is_row(&row)).then_some(Reader::AbnAmro))?;
        Some((separator, reader, row.len()))
    })
}

/// Names of columns, folded.
struct Header(Vec<String>);

impl Header {
    /// The column of any of these names.
    fn find(&self, names: &[&str]) -> Option<usize> {
        self.0.iter().position(|one| names.contains(&one.as_str()))
    }
}

/// Only ASCII letters and digits, in lower case: an `ë` reads the same in every encoding.
fn fold(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// `20261001`, `2026-10-01` or `01-10-2026`.
pub(crate) fn date(cell: &str) -> Result<Date, Reason> {
    let parts: Vec<&str> = cell.split('-').collect();
    let (year, month, day) = match parts.as_slice() {
        [whole] if whole.len() == 8 && whole.is_ascii() => (&whole[..4], &whole[4..6], &whole[6..]),
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 => (*year, *month, *day),
        _ => return Err(Reason::Date),
    };
    let number = |part: &str| {
        let plain = part.bytes().all(|digit| digit.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| plain).ok_or(Reason::Date)
    };
    let year = i32::try_from(number(year)?).map_err(|_| Reason::Date)?;
    Date::from_ymd(year, number(month)?, number(day)?).ok_or(Reason::Date)
}

/// A cell that says something.
pub(crate) fn some(cell: impl AsRef<str>) -> Option<String> {
    let mut words = cell.as_ref().split_whitespace();
    let mut spaced = words.next()?.to_owned();
    for word in words {
        spaced.push(' ');
        spaced.push_str(word);
    }
    Some(spaced)
}

/// Money that came back and says so; formats without a mark for it have only this word.
pub(crate) fn came_back(amount: opstap_domain::Cents, text: Option<&str>) -> bool {
    let first = text.and_then(|text| text.split_whitespace().next());
    amount.0 > 0 && first.is_some_and(|word| word.eq_ignore_ascii_case("storno"))
}
