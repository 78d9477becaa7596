//! Rows with separators, read one at a time. Not a crate: a quotation mark that is never closed must be a fault,
//! because that is what a file looks like that was cut off.

use std::borrow::Cow;
use std::io::BufRead;

use crate::input::windows_1252;
use crate::{Fault, Reason};

/// The longest row in bytes, line ends within quotation marks included.
pub const ROW_BYTES_MAX: usize = 64 * 1024;

/// The most cells in a row.
pub const CELLS_MAX: usize = 64;

/// One row, reused for the next.
#[derive(Default)]
pub(crate) struct Row {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    unicode: bool,
    /// Where it begins, from 1.
    pub(crate) line: u64,
}

impl Row {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell without spaces around it; empty when there is none.
    pub(crate) fn cell(&self, index: usize) -> Cow<'_, str> {
        let Some(end) = self.ends.get(index) else { return Cow::Borrowed("") };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        let bytes = &self.bytes[start..*end];
        match std::str::from_utf8(bytes) {
            Ok(text) if self.unicode => Cow::Borrowed(text.trim()),
            _ => Cow::Owned(windows_1252(bytes).trim().to_owned()),
        }
    }
}

/// Where in a cell the reader is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Start,
    Bare,
    Quoted,
    Closed,
}

/// Reads rows from bytes.
pub(crate) struct Rows<R> {
    input: R,
    separator: u8,
    quotes: bool,
    strict: bool,
    line: u64,
}

impl<R: BufRead> Rows<R> {
    pub(crate) fn new(input: R, separator: u8, strict: bool) -> Self {
        // Tabs come without quotation marks: what stands there is text.
        Self { input, separator, quotes: separator != b'\t', strict, line: 1 }
    }

    /// The next row that is not empty; `false` at the end. A stray quotation mark leaves the reader at the next line.
    pub(crate) fn next(&mut self, row: &mut Row) -> Result<bool, Fault> {
        loop {
            (row.line, row.unicode) = (self.line, true);
            row.bytes.clear();
            row.ends.clear();
            let more = self.fill(row)?;
            row.ends.push(row.bytes.len());
            if row.ends.len() > 1 || !row.bytes.is_empty() {
                row.unicode = std::str::from_utf8(&row.bytes).is_ok();
                let wrong = self.strict && !row.unicode;
                return if wrong { Err(fault(row, Reason::Encoding)) } else { Ok(true) };
            }
            if !more {
                return Ok(false);
            }
        }
    }

    /// Reads until the end of a row; `false` when the input ended.
    fn fill(&mut self, row: &mut Row) -> Result<bool, Fault> {
        let (mut place, mut stray) = (Place::Start, false);
        loop {
            let bytes = self.input.fill_buf().map_err(|_| fault(row, Reason::Input))?;
            if bytes.is_empty() {
                let open = place == Place::Quoted;
                return if open { Err(fault(row, Reason::OpenQuote)) } else { ended(row, stray, false) };
            }
            let mut used = 0;
            let mut done = false;
            for byte in bytes {
                used += 1;
                self.line += u64::from(*byte == b'\n');
                match (place, *byte) {
                    (Place::Quoted, b'"') => place = Place::Closed,
                    (Place::Quoted, byte) => row.bytes.push(byte),
                    (_, b'\n') => done = true,
                    (_, b'\r') => {}
                    (_, byte) if byte == self.separator => {
                        row.ends.push(row.bytes.len());
                        place = Place::Start;
                    }
                    (Place::Closed, b'"') => {
                        row.bytes.push(b'"');
                        place = Place::Quoted;
                    }
                    (Place::Closed, byte) => stray |= byte != b' ',
                    (Place::Start, b'"') if self.quotes => place = Place::Quoted,
                    (_, byte) => {
                        row.bytes.push(byte);
                        place = Place::Bare;
                    }
                }
                if done || row.bytes.len() > ROW_BYTES_MAX || row.ends.len() > CELLS_MAX {
                    break;
                }
            }
            self.input.consume(used);
            if done {
                return ended(row, stray, true);
            }
            if row.bytes.len() > ROW_BYTES_MAX || row.ends.len() > CELLS_MAX {
                return Err(fault(row, Reason::RowTooLarge));
            }
        }
    }
}

fn ended(row: &Row, stray: bool, more: bool) -> Result<bool, Fault> {
    if stray { Err(fault(row, Reason::StrayQuote)) } else { Ok(more) }
}

fn fault(row: &Row, reason: Reason) -> Fault {
    Fault { line: row.line, reason }
}
