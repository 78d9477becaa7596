//! Files with messages and with letters: which are taken, how large they may be, who sees them.
//!
//! A file lives where the record lives that it goes with, so that whoever sees the one sees the other, and nobody else does.

use super::kinds::{BOTH, CIRCLE, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape, Unit};
use crate::ids::Compartment;

use Policy::Once;
use Shape::{Choice, Group, Id, Instant, Int, Key, Text};

/// Files are at most so long, in bytes: 25 MiB.
pub const FILE_BYTES_MAX: i64 = 25 * 1024 * 1024;

/// Thumbnails are at most 8 KiB; so many characters of base64url without padding.
pub const THUMBNAIL_CHARS_MAX: usize = (8 * 1024 * 4usize).div_ceil(3);

/// Files that are taken: photos, scanned letters and voice notes. None of them runs anything.
pub const MEDIA: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "application/pdf",
    "audio/mp4",
    "audio/ogg",
    "audio/mpeg",
];

const CONTENT: Unit = unit(
    "content",
    Group(&[("size", Int(1, FILE_BYTES_MAX), true), ("media", Choice(MEDIA), true), ("hash", Key(64), true)]),
    Once,
    NOBODY,
    "Length in bytes, media type, and BLAKE3 under the scope's key, in hexadecimal. The bytes do not sync.",
);
const NAME: Unit = unit("name", Text(200), Once, NOBODY, "What the author called it.");
const THUMBNAIL: Unit = unit(
    "thumbnail",
    Key(THUMBNAIL_CHARS_MAX),
    Once,
    NOBODY,
    "A small picture of it: base64url, at most 8 KiB.",
);
const ADDED_AT: Unit = unit("added_at", Instant, Once, NOBODY, "When it was added, by the author's clock.");
const AUTHOR: Unit = unit("author", Id, Once, NOBODY, "The author's account; the server checks it.");

pub(super) const FILE: Kind = Kind {
    name: "file",
    compartment: Some(Compartment::Together),
    part: Part::Conversation,
    create: CIRCLE,
    delete: NOBODY,
    erase: CIRCLE,
    on_delete: OnDelete::EditWins,
    units: &[
        CONTENT,
        NAME,
        THUMBNAIL,
        unit(
            "of",
            Group(&[("kind", Choice(&["message"]), true), ("id", Id, true)]),
            Once,
            NOBODY,
            "The record that it belongs to.",
        ),
        ADDED_AT,
        AUTHOR,
    ],
    searchable: &[],
    doc: said("A file with a message: a photo of a letter, a voice note, a picture. Never changed."),
};

pub(super) const LETTER_FILE: Kind = Kind {
    name: "letter_file",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: BOTH,
    delete: BOTH,
    erase: BOTH,
    on_delete: OnDelete::DeleteWins,
    units: &[
        CONTENT,
        NAME,
        THUMBNAIL,
        unit(
            "of",
            Group(&[("kind", Choice(&["letter"]), true), ("id", Id, true)]),
            Once,
            NOBODY,
            "The letter that it belongs to.",
        ),
        ADDED_AT,
        AUTHOR,
    ],
    searchable: &[],
    doc: said(
        "A photo or scan of a letter, for who sees the letter. Never changed; a deletion takes its bytes along.",
    ),
};
