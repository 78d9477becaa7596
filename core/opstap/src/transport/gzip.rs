//! The frame of gzip (RFC 1952) around compressed data. The library's own brings a check sum that is the fastest there is, in 22 kB
//! on each phone (ADR-0004); bodies here are small.

use std::io::Read as _;

use crc::{CRC_32_ISO_HDLC, Crc, Table};
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};

use super::TransportError;

/// The sum of gzip, by a table of one kilobyte.
const SUM: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);
/// What each file begins with: that it is one, that it is deflated, no flags, no time, of no system in particular.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// Its end: the sum and the length.
const TAIL: usize = 8;
/// Flags of what stands between the head and the data.
const SUM_OF_HEAD: u8 = 2;
const EXTRA: u8 = 4;
const TEXTS: [u8; 2] = [8, 16];

/// Packs a body.
pub(super) fn pack(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEAD.len() + body.len() / 3 + TAIL);
    out.extend_from_slice(&HEAD);
    // Reading from memory does not fail; if it ever did, the server would refuse a body that is cut short.
    let _ = DeflateEncoder::new(body, Compression::default()).read_to_end(&mut out);
    out.extend_from_slice(&tail(body));
    out
}

/// Unpacks a body that is no larger than a limit.
pub(super) fn unpack(packed: &[u8], limit: u64) -> Result<Vec<u8>, TransportError> {
    let (data, end) = split(packed).ok_or(TransportError::Unreachable)?;
    let mut out = Vec::with_capacity(data.len() * 4);
    let read = DeflateDecoder::new(data).take(limit + 1).read_to_end(&mut out);
    match read {
        Ok(length) if length as u64 > limit => Err(TransportError::TooLarge),
        Ok(_) if tail(&out) == end => Ok(out),
        _ => Err(TransportError::Unreachable),
    }
}

/// The sum of a body and its length, as they stand at the end: of a length beyond 4 GiB the lower part.
fn tail(body: &[u8]) -> [u8; TAIL] {
    let length = (body.len() as u64 & u64::from(u32::MAX)) << 32;
    (u64::from(SUM.checksum(body)) | length).to_le_bytes()
}

/// The compressed data, and what stands after it.
fn split(packed: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, mut rest) = packed.split_at_checked(HEAD.len())?;
    if head[..3] != HEAD[..3] {
        return None;
    }
    let has = |flag: u8| head[3] & flag != 0;
    if has(EXTRA) {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in TEXTS {
        if has(text) {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if has(SUM_OF_HEAD) {
        rest = rest.get(2..)?;
    }
    rest.split_at_checked(rest.len().checked_sub(TAIL)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use flate2::GzBuilder;
    use flate2::read::GzDecoder;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use std::io::Write as _;

    use super::*;

    const LIMIT: u64 = 1_000_000;

    proptest! {
        #[test]
        fn others_read_what_is_packed_and_it_is_read_as_others_pack_it(
            body in proptest::collection::vec(any::<u8>(), 0..2_000),
            name in proptest::option::of("[a-z]{1,9}"),
            extra in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..40)),
        ) {
            let mut read = Vec::new();
            GzDecoder::new(&pack(&body)[..]).read_to_end(&mut read).unwrap();
            prop_assert_eq!(&read, &body);
            let mut builder = GzBuilder::new();
            if let Some(name) = name {
                builder = builder.filename(name).comment("kept");
            }
            if let Some(extra) = extra {
                builder = builder.extra(extra);
            }
            let mut packer: GzEncoder<Vec<u8>> = builder.write(Vec::new(), Compression::best());
            packer.write_all(&body).unwrap();
            prop_assert_eq!(unpack(&packer.finish().unwrap(), LIMIT), Ok(body));
        }

        #[test]
        fn what_is_damaged_is_refused(body in proptest::collection::vec(any::<u8>(), 1..300), at: usize, bit in 0_u32..8) {
            let mut packed = pack(&body);
            let cut = at % packed.len();
            prop_assert!(unpack(&packed[..cut], LIMIT).is_err());
            // Bytes 4 to 9 of the head say nothing that is asked.
            let at = HEAD.len() + at % (packed.len() - HEAD.len());
            packed[at] ^= 1_u8 << bit;
            prop_assert!(unpack(&packed, LIMIT).is_ok_and(|read| read == body) || unpack(&packed, LIMIT).is_err());
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = pack(&vec![0; LIMIT as usize + 10]);
        assert!(bomb.len() < 2_000);
        assert_eq!(unpack(&bomb, LIMIT), Err(TransportError::TooLarge));
        assert_eq!(unpack(&bomb, LIMIT + 10).map(|read| read.len() as u64), Ok(LIMIT + 10));
    }
}
