//! What is wrong with a file, without a word of what stands in it.

use std::fmt;

/// How many faults are listed; the rest is counted.
pub const FAULTS_MAX: usize = 100;

/// One thing that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Fault {
    /// The line on which the row begins, from 1; 0 when it is about the whole file.
    pub line: u64,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a row or a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// No format that we know begins like this; download another one at the bank.
    #[error("unknown format")]
    UnknownFormat,
    /// A file of a spreadsheet program (`.xls`, `.xlsx`); download rows with separators, CAMT or MT940 instead.
    #[error("spreadsheet")]
    Spreadsheet,
    /// Files packed into one (`.zip`); unpack it first.
    #[error("archive")]
    Archive,
    /// Pages to print (`.pdf`); download rows with separators, CAMT or MT940 instead.
    #[error("pages to print")]
    Print,
    /// The file could not be read to its end.
    #[error("input ended early")]
    Input,
    /// Bytes that are not the text that the file's own mark promises.
    #[error("wrong encoding")]
    Encoding,
    /// A quotation mark is opened and never closed: the file was cut off.
    #[error("quotation mark not closed")]
    OpenQuote,
    /// Something follows a closing quotation mark that is not the end of the cell.
    #[error("text after a quotation mark")]
    StrayQuote,
    /// XML that is not well-formed, or that brings what no bank file needs: a document type or entities of its own.
    #[error("not well-formed")]
    Markup,
    /// A line that does not belong where it stands, or a statement that was not ended: the file was cut off.
    #[error("statement out of order")]
    Sequence,
    /// Neither booked, nor waiting to be.
    #[error("status")]
    Status,
    /// Longer than [`ROW_BYTES_MAX`](crate::ROW_BYTES_MAX) or wider than [`CELLS_MAX`](crate::CELLS_MAX), a text
    /// longer than [`TEXT_BYTES_MAX`](crate::TEXT_BYTES_MAX), or elements deeper than
    /// [`DEPTH_MAX`](crate::DEPTH_MAX).
    #[error("row too large")]
    RowTooLarge,
    /// More than [`ROWS_MAX`](crate::ROWS_MAX) rows, or more accounts than a person has.
    #[error("file too large")]
    FileTooLarge,
    /// More or fewer cells than the header has, or a line of MT940 without its sort.
    #[error("number of columns")]
    Columns,
    /// Not a day.
    #[error("date")]
    Date,
    /// Not an amount, or one that can be read in two ways.
    #[error("amount")]
    Amount,
    /// Neither in nor out.
    #[error("direction")]
    Direction,
    /// Not an amount in the column of the balance.
    #[error("balance")]
    Balance,
    /// Not in euro.
    #[error("currency")]
    Currency,
    /// No account, or an IBAN whose check digits are wrong.
    #[error("own account")]
    OwnAccount,
    /// The balance is not the one before it plus the amount.
    #[error("balance does not add up")]
    BalanceBroken,
}

impl Reason {
    /// Each of them.
    pub const ALL: [Self; 21] = [
        Self::UnknownFormat,
        Self::Spreadsheet,
        Self::Archive,
        Self::Print,
        Self::Input,
        Self::Encoding,
        Self::OpenQuote,
        Self::StrayQuote,
        Self::Markup,
        Self::Sequence,
        Self::Status,
        Self::RowTooLarge,
        Self::FileTooLarge,
        Self::Columns,
        Self::Date,
        Self::Amount,
        Self::Direction,
        Self::Balance,
        Self::Currency,
        Self::OwnAccount,
        Self::BalanceBroken,
    ];

    /// The code in JSON, and in the key of its sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownFormat => "unknown_format",
            Self::Spreadsheet => "spreadsheet",
            Self::Archive => "archive",
            Self::Print => "print",
            Self::Input => "input",
            Self::Encoding => "encoding",
            Self::OpenQuote => "open_quote",
            Self::StrayQuote => "stray_quote",
            Self::Markup => "markup",
            Self::Sequence => "sequence",
            Self::Status => "status",
            Self::RowTooLarge => "row_too_large",
            Self::FileTooLarge => "file_too_large",
            Self::Columns => "columns",
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Direction => "direction",
            Self::Balance => "balance",
            Self::Currency => "currency",
            Self::OwnAccount => "own_account",
            Self::BalanceBroken => "balance_broken",
        }
    }
}

/// All that is wrong with a file; nothing of it was imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// In the order of the file, at most [`FAULTS_MAX`].
    pub list: Vec<Fault>,
    /// How many more there were.
    pub more: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        if self.list.len() < FAULTS_MAX {
            self.list.push(fault);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn of_file(reason: Reason) -> Self {
        Self::from(Fault { line: 0, reason })
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self { list: vec![fault], more: 0 }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.list.iter().enumerate() {
            if index > 0 {
                out.write_str("; ")?;
            }
            write!(out, "{fault}")?;
        }
        if self.more > 0 { write!(out, "; {} more", self.more) } else { Ok(()) }
    }
}

impl std::error::Error for Faults {}
