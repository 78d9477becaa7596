//! The bytes of a file (*blob*): in which parts they travel, under which key they are hashed, what they may be.
//!
//! The record of a file goes first, by the ordinary round, and says how long the bytes are and what their hash is.
//! The bytes follow in parts, each of which is at the other end whole or not at all. So whoever is killed between
//! two of them goes on where he was, and sends again at most one.

use std::fmt;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_domain::catalogue::{self, Part};
use opstap_domain::ids::Compartment;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::ident::DeviceId;
use crate::record::RecordState;
use crate::server::visible;
use crate::wire::{Grant, Handle};

/// The kinds of records that have bytes: one for each compartment in which there are files.
pub const KINDS: [&str; 2] = ["file", "letter_file"];

/// Whether records of this kind have bytes.
#[must_use]
pub fn has_bytes(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// The kind of the files in this compartment; `None` where there are none.
#[must_use]
pub fn kind_in(compartment: Compartment) -> Option<&'static str> {
    KINDS.into_iter().find(|name| catalogue::kind(name).is_some_and(|kind| kind.lives_in(compartment)))
}

/// Bytes of a part; the last one of a blob may be shorter.
pub const PART_BYTES: u64 = 256 * 1024;

/// Bytes of a blob at most.
pub const SIZE_MAX: u64 = catalogue::FILE_BYTES_MAX as u64;

/// How many parts a blob of `size` bytes has.
#[must_use]
pub const fn parts(size: u64) -> u64 {
    size.div_ceil(PART_BYTES)
}

/// Where the `n`-th part of a blob of `size` bytes lies, from 0. Empty behind the end.
#[must_use]
pub fn part(size: u64, n: u64) -> Range<u64> {
    let begin = n.saturating_mul(PART_BYTES).min(size);
    begin..(begin + PART_BYTES).min(size)
}

/// The part that begins at `offset`, which is the beginning of a part or the end of the blob; `None` for any other.
#[must_use]
pub const fn part_at(size: u64, offset: u64) -> Option<u64> {
    if offset == size {
        return Some(parts(size));
    }
    if offset < size && offset.is_multiple_of(PART_BYTES) { Some(offset / PART_BYTES) } else { None }
}

/// The key under which the files of one scope are hashed. Those in the scope have it, and the server.
///
/// A plain hash would tell whoever has the same letter that somebody else has it too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ScopeKey([u8; 32]);

impl ScopeKey {
    /// The key of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for storage.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Begins a hash: add the parts in their order.
    #[must_use]
    pub fn hasher(&self) -> Hasher {
        Hasher(blake3::Hasher::new_keyed(&self.0))
    }
}

impl fmt::Debug for ScopeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScopeKey(…)")
    }
}

impl Serialize for ScopeKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl<'de> Deserialize<'de> for ScopeKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| serde::de::Error::custom("not a key"))
    }
}

/// A hash that is being made.
#[derive(Clone, Debug)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all that was added: 64 digits, hexadecimal.
    #[must_use]
    pub fn finish(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

/// What a record says of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Their number, from 1 to [`SIZE_MAX`].
    pub size: u64,
    /// Their media type, one of the catalogue's.
    pub media: String,
    /// Their hash under the scope's key, as [`Hasher::finish`] writes it.
    pub hash: String,
    /// Who made it: the only one who brings the bytes.
    pub author: Option<Uuid>,
}

impl About {
    /// Reads a record of a file; `None` for any other, and for one that is deleted or does not say enough.
    #[must_use]
    pub fn of(record: &RecordState) -> Option<Self> {
        if !has_bytes(&record.kind) || record.deleted {
            return None;
        }
        let content = &record.units.get("content")?.v;
        let text = |name: &str| content.get(name).and_then(Value::as_str);
        let (size, hash) = (content.get("size")?.as_u64()?, text("hash")?);
        let media = text("media").filter(|media| catalogue::MEDIA.contains(media))?;
        let sound = (1..=SIZE_MAX).contains(&size)
            && hash.len() == 64
            && hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        let author = record.units.get("author").and_then(|unit| unit.v.as_str());
        let author = author.and_then(|author| Uuid::parse_str(author).ok());
        sound.then(|| Self { size, media: media.to_owned(), hash: hash.to_owned(), author })
    }
}

/// The record that a file belongs to, as the record of the file says.
#[must_use]
pub fn belongs_to(record: &RecordState) -> Option<Uuid> {
    let of = record.units.get("of").filter(|_| has_bytes(&record.kind))?;
    Uuid::parse_str(of.v.get("id")?.as_str()?).ok()
}

/// Whether a reader of this grant gets the bytes of a file: whoever reads its record does.
#[must_use]
pub fn may_fetch(grant: &Grant, record: &RecordState) -> bool {
    About::of(record).is_some() && visible(grant, record)
}

/// Whether a holder of this grant is given the key of its scope.
#[must_use]
pub fn may_hash(grant: &Grant) -> bool {
    let parts: Vec<Part> = grant.parts.iter().filter_map(|name| Part::from_name(name)).collect();
    let compartment = grant.scope.compartment;
    kind_in(compartment).is_some_and(|kind| catalogue::may_see(grant.role, compartment, kind, &parts))
}

/// Whether `account` brings the bytes of a file under this grant: its author, where edits are taken.
#[must_use]
pub fn may_bring(grant: &Grant, account: Uuid, about: &About) -> bool {
    grant.write && about.author == Some(account)
}

/// The media type that these bytes begin as, of those that are taken; `None` for any other.
///
/// The first 12 bytes are enough.
///
/// # Source
///
/// WHATWG, "MIME Sniffing", sections 6.1 and 6.2; ISO 23008-12 (HEIF) and ISO 14496-12 for the brands.
#[must_use]
pub fn media_of(head: &[u8]) -> Option<&'static str> {
    let brand = if head.get(4..8) == Some(b"ftyp") { head.get(8..12) } else { None };
    match (head, brand) {
        (_, Some(b"heic" | b"heix" | b"mif1")) => Some("image/heic"),
        (_, Some(b"M4A " | b"mp42" | b"isom" | b"mp41" | b"3gp4")) => Some("audio/mp4"),
        ([0xff, 0xd8, 0xff, ..], _) => Some("image/jpeg"),
        ([0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..], _) => Some("image/png"),
        ([b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..], _) => Some("image/webp"),
        ([b'%', b'P', b'D', b'F', b'-', ..], _) => Some("application/pdf"),
        ([b'O', b'g', b'g', b'S', ..], _) => Some("audio/ogg"),
        ([b'I', b'D', b'3', ..] | [0xff, 0xf2 | 0xf3 | 0xfa | 0xfb, ..], _) => Some("audio/mpeg"),
        _ => None,
    }
}

/// `POST /v1/blobs`: where are the bytes of this file? Its author may begin to bring them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct BlobRequest {
    /// Who asks; must be the token's device.
    pub dev: DeviceId,
    /// The scope, by the device's handle.
    pub h: Handle,
    /// The record of the file.
    pub id: Uuid,
}

/// The answer: where they are, and how much of them the server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct BlobPlace {
    /// What they are asked for by, as `/v1/blobs/<at>`. Says nothing about the file.
    pub at: String,
    /// So many of them the server has: the offset of the next part.
    pub offset: u64,
    /// The server has all of them, and they are what the record says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

#[cfg(test)]
mod tests;
