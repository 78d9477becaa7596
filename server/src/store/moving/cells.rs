//! What a column holds, and a value as both databases mean it.

use std::fmt;

use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Kind {
    /// An id of ours.
    Id,
    /// A number or a moment.
    Number,
    /// Yes or no.
    Flag,
    /// A text without NUL.
    Text,
    /// A text that may hold NUL.
    AnyText,
    /// Bytes.
    Bytes,
    /// The uid of an operation.
    Uid,
}

/// A value, as both databases mean it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) enum Cell {
    Null,
    Id(Uuid),
    Number(i64),
    Flag(bool),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    /// Adds it to a hash, so that no two rows look alike.
    pub(super) fn hash(&self, hasher: &mut blake3::Hasher) {
        let (tag, bytes): (u8, &[u8]) = match self {
            Self::Null => (0, &[]),
            Self::Id(id) => (1, id.as_bytes()),
            Self::Number(number) => (2, &number.to_be_bytes()),
            Self::Flag(flag) => (3, &[u8::from(*flag)]),
            Self::Text(text) => (4, text.as_bytes()),
            Self::Bytes(bytes) => (5, bytes),
        };
        hasher.update(&[tag]);
        hasher.update(&(bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    }
}

/// The name of a scope or an organisation.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Text(text) => text.fmt(f),
            _ => Ok(()),
        }
    }
}
