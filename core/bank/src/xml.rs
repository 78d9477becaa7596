//! XML as bank files need it, and no more: no document types, no entities but XML's own five, limits on everything.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::input::{Latin, Opened};
use crate::{Fault, Reason, TEXT_BYTES_MAX};

/// How deep elements may stand in each other; a statement needs fourteen.
pub const DEPTH_MAX: usize = 64;

/// The longest name of an element in bytes.
const NAME_MAX: usize = 128;

/// What comes next in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// An element opens; it is the last of the path.
    Open,
    /// The element that is the last of the path closes; its text is known.
    Close,
    /// The root was closed, and nothing follows.
    End,
}

/// A document that is read from one end to the other.
pub(crate) struct Document<'a> {
    reader: Reader<Guard<'a>>,
    buffer: Vec<u8>,
    path: String,
    depth: usize,
    text: String,
    currency: String,
    names: Vec<String>,
    closing: bool,
    begun: bool,
}

impl<'a> Document<'a> {
    pub(crate) fn new<R: Read + 'a>(opened: Opened<R>) -> Result<Self, Fault> {
        let of_file = |reason| Fault { line: 0, reason };
        let narrow = encoding(&opened.head).ok_or(of_file(Reason::Encoding))?;
        let input: Box<dyn Read + 'a> =
            if narrow && !opened.strict { Box::new(Latin::new(opened.all)) } else { Box::new(opened.all) };
        let mut reader = Reader::from_reader(Guard::new(input));
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_comments = true;
        let (path, text, currency) = (String::new(), String::new(), String::new());
        let (buffer, names) = (Vec::new(), Vec::new());
        Ok(Self { reader, buffer, path, depth: 0, text, currency, names, closing: false, begun: false })
    }

    /// Names of elements without prefixes, with `/` between them.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The text of the element that closes, without spaces around it; empty when it holds elements.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The attribute `Ccy` of the element that opened last; empty when there is none.
    pub(crate) fn currency(&self) -> &str {
        &self.currency
    }

    /// The names of spaces that the root brings.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The line that the reader is on, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    /// Reads until an element opens or closes.
    pub(crate) fn next(&mut self) -> Result<Step, Fault> {
        if std::mem::take(&mut self.closing) {
            self.path.truncate(self.path.rfind('/').unwrap_or(0));
            self.text.clear();
        }
        loop {
            self.buffer.clear();
            self.reader.get_mut().left = TEXT_BYTES_MAX;
            let mut buffer = std::mem::take(&mut self.buffer);
            let stepped = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => self.event(event),
                Err(error) => Err(self.reason(&error)),
            };
            self.buffer = buffer;
            match stepped {
                Ok(Some(step)) => return Ok(step),
                Ok(None) => {}
                Err(reason) => return Err(Fault { line: self.line(), reason }),
            }
        }
    }

    fn event(&mut self, event: Event<'_>) -> Result<Option<Step>, Reason> {
        match event {
            Event::Start(start) => return self.open(&start).map(Some),
            Event::End(_) => {
                self.depth = self.depth.checked_sub(1).ok_or(Reason::Markup)?;
                self.closing = true;
                return Ok(Some(Step::Close));
            }
            Event::Eof if self.begun && self.depth == 0 => return Ok(Some(Step::End)),
            Event::Text(text) => self.append(&text.into_inner())?,
            Event::CData(text) => self.append(&text.into_inner())?,
            Event::GeneralRef(name) => {
                let sign = entity(&name).ok_or(Reason::Markup)?;
                self.append(sign.encode_utf8(&mut [0; 4]))?;
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Decl(_) if !self.begun => {}
            Event::Empty(_) | Event::Decl(_) | Event::DocType(_) | Event::Eof => return Err(Reason::Markup),
        }
        Ok(None)
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Step, Reason> {
        if self.depth == 0 && std::mem::replace(&mut self.begun, true) {
            return Err(Reason::Markup); // A second root.
        }
        self.depth += 1;
        let name = start.local_name();
        let name: &str = name.as_ref();
        let common = name.bytes().all(|sign| sign.is_ascii_alphanumeric());
        let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.');
        if name.is_empty() || !common && !name.chars().all(plain) {
            return Err(Reason::Markup);
        }
        if self.depth > DEPTH_MAX || name.len() > NAME_MAX {
            return Err(Reason::RowTooLarge);
        }
        if self.depth > 1 {
            self.path.push('/');
        }
        self.path.push_str(name);
        self.text.clear();
        self.currency.clear();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Reason::Markup)?;
            let key: &str = attribute.key.as_ref();
            if key == "Ccy" && !self.currency.is_empty() {
                return Err(Reason::Markup);
            }
            if key == "Ccy" {
                self.currency.push_str(&attribute.value);
            }
            if self.depth == 1 && (key == "xmlns" || key.starts_with("xmlns:")) {
                self.names.push(attribute.value.to_string());
            }
        }
        Ok(Step::Open)
    }

    fn append(&mut self, text: &str) -> Result<(), Reason> {
        if text.bytes().any(|sign| sign < b' ' && !matches!(sign, b'\t' | b'\n' | b'\r')) {
            return Err(Reason::Markup);
        }
        if self.depth == 0 && !text.trim().is_empty() {
            return Err(Reason::Markup);
        }
        if self.text.len() + text.len() > TEXT_BYTES_MAX {
            return Err(Reason::RowTooLarge);
        }
        self.text.push_str(text);
        Ok(())
    }

    fn reason(&self, error: &Error) -> Reason {
        match error {
            Error::Io(_) if self.reader.get_ref().over => Reason::RowTooLarge,
            Error::Io(_) => Reason::Input,
            Error::Encoding(_) => Reason::Encoding,
            _ => Reason::Markup,
        }
    }
}

/// One of XML's five entities, or a sign by its number.
fn entity(name: &BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok().flatten();
    }
    match &*name.xml10_content() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// Whether the document says of itself that each sign is one byte; `None` when it says what we cannot read.
fn encoding(head: &[u8]) -> Option<bool> {
    let Some(rest) = head.strip_prefix(b"<?xml") else { return Some(false) };
    let end = rest.windows(2).position(|pair| pair == b"?>")?;
    let said = std::str::from_utf8(&rest[..end]).ok()?;
    let Some((_, label)) = said.split_once("encoding") else { return Some(false) };
    let label = label.split(['"', '\'']).nth(1)?.to_ascii_lowercase();
    match label.as_str() {
        "utf-8" | "us-ascii" | "utf-16" | "utf-16le" | "utf-16be" => Some(false),
        "iso-8859-1" | "windows-1252" => Some(true),
        _ => None,
    }
}

/// Counts lines, and lets no single piece of markup or text grow without end.
struct Guard<'a> {
    inner: BufReader<Box<dyn Read + 'a>>,
    left: usize,
    over: bool,
    line: u64,
}

impl<'a> Guard<'a> {
    fn new(input: Box<dyn Read + 'a>) -> Self {
        Self { inner: BufReader::new(input), left: TEXT_BYTES_MAX, over: false, line: 1 }
    }
}

impl Read for Guard<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let count = into.len().min(from.len());
        into[..count].copy_from_slice(&from[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Guard<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.inner.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            self.over = true;
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, count: usize) {
        let used = &self.inner.buffer()[..count];
        self.line += used.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.left -= count;
        self.inner.consume(count);
    }
}
