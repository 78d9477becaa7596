//! Which files are taken, and how large they may be.

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
