//! One point of a chain as a file.
//!
//! ```text
//! "OPSTAPB1"                                     8 bytes
//! point u64, page size u32, pages u32,
//! taken at i64, seal of the point before [32]    zeros: none, this one is full
//! (page number u32, page)*, 0 u32                the pages that changed, the first being 1
//! sum of each page [16]*                         of all pages, also of those that did not change
//! seal [32]                                      BLAKE3 under a key, over everything before it
//! ```
//!
//! Numbers have their lowest byte first.

use std::fs::File;
use std::io::{BufReader, BufWriter, Error, ErrorKind, Read, Seek as _, Write as _};

/// A file of ours.
const MAGIC: [u8; 8] = *b"OPSTAPB1";
const SEAL_BYTES: u64 = 32;
/// Bytes read or written at once.
const BUFFER: usize = 1 << 20;

/// What a page was. Tells whether it changed; what protects it is the seal.
pub(super) type Sum = [u8; 16];

pub(super) fn sum(page: &[u8]) -> Sum {
    let mut sum = Sum::default();
    sum.copy_from_slice(&blake3::hash(page).as_bytes()[..16]);
    sum
}

/// What a part begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) point: u64,
    pub(super) page_size: u32,
    pub(super) pages: u32,
    pub(super) taken_at: i64,
    /// Zeros: none.
    pub(super) before: [u8; 32],
}

impl Header {
    pub(super) fn is_full(&self) -> bool {
        self.before == [0; 32]
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.point.to_le_bytes());
        bytes.extend(self.page_size.to_le_bytes());
        bytes.extend(self.pages.to_le_bytes());
        bytes.extend(self.taken_at.to_le_bytes());
        bytes.extend(self.before);
        bytes
    }

    /// `None`: these are not the beginning of a part.
    pub(super) fn read(from: &mut impl Read) -> std::io::Result<Option<Self>> {
        match Self::whole(from) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
            read => read,
        }
    }

    fn whole(from: &mut impl Read) -> std::io::Result<Option<Self>> {
        if array(from)? != MAGIC {
            return Ok(None);
        }
        let header = Self {
            point: u64::from_le_bytes(array(from)?),
            page_size: u32::from_le_bytes(array(from)?),
            pages: u32::from_le_bytes(array(from)?),
            taken_at: i64::from_le_bytes(array(from)?),
            before: array(from)?,
        };
        // As SQLite has them.
        let fits = header.page_size.is_power_of_two() && (512..=65_536).contains(&header.page_size);
        Ok(Some(header).filter(|_| fits))
    }
}

fn array<const N: usize>(from: &mut impl Read) -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A part while it is written.
pub(super) struct Sealing {
    out: BufWriter<File>,
    seal: blake3::Hasher,
}

impl Sealing {
    pub(super) fn begin(file: File, key: &[u8; 32], header: &Header) -> std::io::Result<Self> {
        let out = BufWriter::with_capacity(BUFFER, file);
        let mut this = Self { out, seal: blake3::Hasher::new_keyed(key) };
        this.put(&header.bytes())?;
        Ok(this)
    }

    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.seal.update(bytes);
        self.out.write_all(bytes)
    }

    pub(super) fn page(&mut self, number: u32, page: &[u8]) -> std::io::Result<()> {
        self.put(&number.to_le_bytes())?;
        self.put(page)
    }

    /// Closes it with the sums of all pages; what is given back is written, and not yet durable.
    pub(super) fn end(mut self, sums: &[Sum]) -> std::io::Result<File> {
        self.put(&0_u32.to_le_bytes())?;
        for sum in sums {
            self.put(sum)?;
        }
        self.out.write_all(self.seal.finalize().as_bytes())?;
        self.out.into_inner().map_err(std::io::IntoInnerError::into_error)
    }
}

/// A part that was read to its end and is what was written.
pub(super) struct Sealed {
    pub(super) header: Header,
    pub(super) sums: Vec<Sum>,
    pub(super) seal: [u8; 32],
}

/// Reads a part to its end; `None`: it is not what somebody with this key wrote.
pub(super) fn check(mut file: File, key: &[u8; 32]) -> std::io::Result<Option<Sealed>> {
    let Some(length) = file.metadata()?.len().checked_sub(SEAL_BYTES) else { return Ok(None) };
    let mut seal = blake3::Hasher::new_keyed(key);
    let mut reader = BufReader::with_capacity(BUFFER, &file);
    std::io::copy(&mut Read::by_ref(&mut reader).take(length), &mut seal)?;
    let written: [u8; 32] = array(&mut reader)?;
    let seal = seal.finalize();
    // Compared in constant time.
    if seal != blake3::Hash::from_bytes(written) {
        return Ok(None);
    }
    file.rewind()?;
    match read(file) {
        Ok((header, sums)) => Ok(Some(Sealed { header, sums, seal: *seal.as_bytes() })),
        Err(error) if matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Passes over the pages and reads the sums.
fn read(file: File) -> std::io::Result<(Header, Vec<Sum>)> {
    let mut pages = Pages::open(file)?;
    let header = pages.header.clone();
    let mut page = vec![0; header.page_size as usize];
    while pages.next(&mut page)?.is_some() {}
    let mut sums = Vec::new();
    for _ in 0..header.pages {
        sums.push(array(&mut pages.from)?);
    }
    Ok((header, sums))
}

/// The pages of a part, in the order in which they were written.
pub(super) struct Pages {
    from: BufReader<File>,
    header: Header,
}

impl Pages {
    pub(super) fn open(file: File) -> std::io::Result<Self> {
        let mut from = BufReader::with_capacity(BUFFER, file);
        let header = Header::read(&mut from)?.ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        Ok(Self { from, header })
    }

    /// Reads the next page and gives its number; `None` after the last.
    pub(super) fn next(&mut self, page: &mut [u8]) -> std::io::Result<Option<u32>> {
        let number = u32::from_le_bytes(array(&mut self.from)?);
        if number == 0 {
            return Ok(None);
        }
        if number > self.header.pages {
            return Err(ErrorKind::InvalidData.into());
        }
        self.from.read_exact(page)?;
        Ok(Some(number))
    }
}
