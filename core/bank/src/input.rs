//! Bytes to text: marks of order, UTF-16, and a first look that is put back.

use std::io::{self, BufReader, Chain, Cursor, Read};

use crate::{Faults, Reason};

/// How much is looked at to see what a file is.
const LOOK: u64 = 8 * 1024;

/// A file whose first bytes are known, as UTF-8 or as one byte a sign.
pub(crate) struct Opened<R> {
    /// The first bytes again, without a mark.
    pub(crate) head: Vec<u8>,
    /// Everything, the first bytes included.
    pub(crate) all: BufReader<Chain<Cursor<Vec<u8>>, R>>,
    /// The file says itself that it is Unicode, so other bytes are a fault.
    pub(crate) strict: bool,
}

/// Reads the mark at the beginning and makes UTF-8 of UTF-16.
pub(crate) fn open<'a>(mut input: impl Read + 'a) -> Result<Opened<Box<dyn Read + 'a>>, Faults> {
    let mut head = take(&mut input)?;
    let wide = match head.as_slice() {
        [0xff, 0xfe, ..] => Some((false, 2)),
        [0xfe, 0xff, ..] => Some((true, 2)),
        [first, 0, ..] if *first != 0 => Some((false, 0)),
        [0, second, ..] if *second != 0 => Some((true, 0)),
        _ => None,
    };
    if let Some((big, mark)) = wide {
        let rest = head.split_off(mark);
        let mut narrow = Narrow { inner: Cursor::new(rest).chain(input), big, out: Vec::new(), at: 0 };
        let head = take(&mut narrow)?;
        let all = Cursor::new(head.clone()).chain(Box::new(narrow) as Box<dyn Read + 'a>);
        return Ok(Opened { head, all: BufReader::new(all), strict: true });
    }
    let strict = head.starts_with(&[0xef, 0xbb, 0xbf]);
    if strict {
        head.drain(..3);
    }
    let all = Cursor::new(head.clone()).chain(Box::new(input) as Box<dyn Read + 'a>);
    Ok(Opened { head, all: BufReader::new(all), strict })
}

fn take(input: &mut impl Read) -> Result<Vec<u8>, Faults> {
    let mut head = Vec::new();
    input.by_ref().take(LOOK).read_to_end(&mut head).map_err(|_| Faults::of_file(Reason::Input))?;
    Ok(head)
}

/// UTF-16 in, UTF-8 out.
struct Narrow<R> {
    inner: R,
    big: bool,
    out: Vec<u8>,
    at: usize,
}

impl<R: Read> Narrow<R> {
    fn unit(&mut self) -> io::Result<Option<u16>> {
        let mut pair = [0; 2];
        match self.inner.read(&mut pair[..1])? {
            0 => return Ok(None),
            _ => self.inner.read_exact(&mut pair[1..])?,
        }
        Ok(Some(if self.big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }))
    }

    fn sign(&mut self) -> io::Result<Option<char>> {
        let Some(first) = self.unit()? else { return Ok(None) };
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) {
            units.extend(self.unit()?);
        }
        match char::decode_utf16(units).next() {
            Some(Ok(sign)) => Ok(Some(sign)),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            (self.out, self.at) = (Vec::new(), 0);
            while self.out.len() < 4096 {
                let Some(sign) = self.sign()? else { break };
                self.out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        let count = into.len().min(self.out.len() - self.at);
        into[..count].copy_from_slice(&self.out[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// One byte a sign in, UTF-8 out.
pub(crate) struct Latin<R> {
    inner: R,
    out: Vec<u8>,
    at: usize,
}

impl<R: Read> Latin<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, out: Vec::new(), at: 0 }
    }
}

impl<R: Read> Read for Latin<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            let mut bytes = [0; 4096];
            let count = self.inner.read(&mut bytes)?;
            (self.out, self.at) = (windows_1252(&bytes[..count]).into_bytes(), 0);
        }
        let count = into.len().min(self.out.len() - self.at);
        into[..count].copy_from_slice(&self.out[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// The signs of Windows-1252 from 0x80 to 0x9f; the five that it leaves open stay controls.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Text of one byte a sign.
pub(crate) fn windows_1252(bytes: &[u8]) -> String {
    let sign = |byte: &u8| match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        other => char::from(*other),
    };
    bytes.iter().map(sign).collect()
}
