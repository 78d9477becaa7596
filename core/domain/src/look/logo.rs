//! A logo as somebody hands it in: a PNG of which nothing is unpacked.
//!
//! Its chunks are read for their names and lengths alone (PNG, third edition, W3C 2025, sections 5 and 11). Only those that draw
//! stay: who made it, where, with what, and what is hidden behind its end do not. How large the picture is is said by its first
//! chunk, so a bomb is refused before anybody unpacks it.

/// Bytes of a logo.
pub const LOGO_BYTES: usize = 100 * 1024;
/// Dots of a side, at least.
pub const SIDE_MIN: u32 = 16;
/// Dots of a side, at most: unpacked it is 8 million bytes then.
pub const SIDE_MAX: u32 = 1000;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Chunks that draw: palette, what is seen through, and what the numbers of colours mean. Those of fixed shape alone.
const DRAWING: [&[u8]; 5] = [b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB"];
/// Chunks of a picture that moves.
const MOVING: [&[u8]; 3] = [b"acTL", b"fcTL", b"fdAT"];
/// Bits of a dot's parts, by the sort of colours (PNG, table 11.1).
const DEPTHS: [(u8, &[u8]); 5] =
    [(0, &[1, 2, 4, 8, 16]), (2, &[8, 16]), (3, &[1, 2, 4, 8]), (4, &[8, 16]), (6, &[8, 16])];

/// A logo that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Dots from left to right.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
    /// The picture, with what draws alone.
    pub bytes: Vec<u8>,
}

/// Why something is no logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLogo {
    /// Another kind of file, such as a drawing with scripts in it (SVG).
    #[error("a logo is a PNG")]
    Kind,
    /// More bytes than [`LOGO_BYTES`].
    #[error("a logo has at most 100 KiB")]
    Heavy,
    /// Fewer dots than [`SIDE_MIN`] or more than [`SIDE_MAX`].
    #[error("a logo has 16 to 1000 dots on each side")]
    Size,
    /// It moves: who reads is not kept from it (WCAG 2.2, 2.2.2).
    #[error("a logo does not move")]
    Moves,
    /// It is not whole.
    #[error("this file is damaged")]
    Broken,
}

struct Chunk<'b> {
    name: &'b [u8],
    data: &'b [u8],
    whole: &'b [u8],
}

/// The first chunk, and what comes after it: four bytes of length, four of name, what it holds, four of a check sum that the
/// browser looks at.
fn chunk(bytes: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let length = usize::try_from(u32::from_be_bytes(bytes.first_chunk().copied()?)).ok()?;
    let (whole, after) = bytes.split_at_checked(length.checked_add(12)?)?;
    let (name, data) = (whole.get(4..8)?, whole.get(8..8 + length)?);
    Some((Chunk { name, data, whole }, after))
}

/// How many dots there are, as the first chunk says.
fn size(data: &[u8]) -> Result<(u32, u32), BadLogo> {
    let (width, rest) = data.split_first_chunk().ok_or(BadLogo::Broken)?;
    let (height, rest) = rest.split_first_chunk().ok_or(BadLogo::Broken)?;
    let [depth, colours, packed, filtered, woven] = rest.try_into().map_err(|_| BadLogo::Broken)?;
    let known = DEPTHS.iter().any(|(sort, depths)| *sort == colours && depths.contains(&depth));
    if !known || (packed, filtered) != (0, 0) || woven > 1 {
        return Err(BadLogo::Broken);
    }
    let sides = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    let fits = |side: u32| (SIDE_MIN..=SIDE_MAX).contains(&side);
    if fits(sides.0) && fits(sides.1) { Ok(sides) } else { Err(BadLogo::Size) }
}

/// What somebody handed in, as it is shown.
///
/// # Errors
///
/// [`BadLogo`]: why it is not shown.
pub fn logo(bytes: &[u8]) -> Result<Logo, BadLogo> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(BadLogo::Kind)?;
    if bytes.len() > LOGO_BYTES {
        return Err(BadLogo::Heavy);
    }
    let (mut kept, mut sides, mut drawn) = (SIGNATURE.to_vec(), None, false);
    while let Some((chunk, after)) = chunk(rest) {
        rest = after;
        match (chunk.name, sides) {
            (b"IHDR", None) => sides = Some(size(chunk.data)?),
            (b"IHDR", _) | (_, None) => return Err(BadLogo::Broken),
            (b"IEND", Some((width, height))) if drawn && chunk.data.is_empty() => {
                kept.extend_from_slice(chunk.whole);
                return Ok(Logo { width, height, bytes: kept });
            }
            (b"IDAT", _) => drawn = true,
            (name, _) if MOVING.contains(&name) => return Err(BadLogo::Moves),
            (name, _) if DRAWING.contains(&name) => {}
            // A name that begins with a capital says that nothing can be drawn without it.
            (name, _) if name[0].is_ascii_uppercase() => return Err(BadLogo::Broken),
            _ => continue,
        }
        kept.extend_from_slice(chunk.whole);
    }
    Err(BadLogo::Broken)
}

#[cfg(test)]
mod tests;
