use proptest::prelude::*;

use super::*;

fn chunk_of(name: &[u8], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap_or_default().to_be_bytes();
    [&length, name, data, &[1, 2, 3, 4]].concat()
}

/// A picture of so many dots; of what it holds, nobody here unpacks anything.
fn png(width: u32, height: u32, between: &[Vec<u8>]) -> Vec<u8> {
    let first = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let begin = [SIGNATURE.to_vec(), chunk_of(b"IHDR", &first)];
    let end = [chunk_of(b"IDAT", b"dots"), chunk_of(b"IEND", b"")];
    [&begin, between, &end].concat().concat()
}

#[test]
fn what_draws_stays_and_who_made_it_goes() {
    let plain = png(200, 60, &[chunk_of(b"sRGB", &[0])]);
    let full = png(
        200,
        60,
        &[
            chunk_of(b"sRGB", &[0]),
            chunk_of(b"tEXt", b"Author\0Noor Bakker"),
            chunk_of(b"eXIf", b"52.1 north"),
            chunk_of(b"iCCP", b"packed"),
        ],
    );
    let behind = [full, b"<script>alert(1)</script>PK".to_vec()].concat();
    assert_eq!(logo(&behind), Ok(Logo { width: 200, height: 60, bytes: plain.clone() }));
    assert_eq!(logo(&plain).map(|logo| logo.bytes), Ok(plain));
}

#[test]
fn bombs_and_other_kinds_are_refused_before_anything_is_unpacked() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for other in
        [&svg[..], b"", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF....WEBP", b"%PDF-1.7", &SIGNATURE[..7]]
    {
        assert_eq!(logo(other), Err(BadLogo::Kind));
    }
    for (width, height) in [(0, 60), (200, 15), (1001, 60), (60, 1001), (u32::MAX, u32::MAX)] {
        assert_eq!(logo(&png(width, height, &[])), Err(BadLogo::Size), "{width} x {height}");
    }
    assert_eq!(logo(&png(200, 60, &[chunk_of(b"tEXt", &vec![0; LOGO_BYTES])])), Err(BadLogo::Heavy));
    assert_eq!(logo(&png(200, 60, &[chunk_of(b"acTL", &[0; 8])])), Err(BadLogo::Moves));
    let whole = png(200, 60, &[]);
    for broken in [
        SIGNATURE.to_vec(),
        whole[..whole.len() - 1].to_vec(),
        png(200, 60, &[chunk_of(b"IHDR", &[0; 13])]),
        png(200, 60, &[chunk_of(b"EVIL", b"")]),
        [SIGNATURE.to_vec(), chunk_of(b"IDAT", b"dots"), chunk_of(b"IEND", b"")].concat(),
        [&whole[..8 + 25], &chunk_of(b"IEND", b"")].concat(),
        [SIGNATURE, &[0xff; 12]].concat(),
    ] {
        assert_eq!(logo(&broken), Err(BadLogo::Broken), "{broken:?}");
    }
}

#[test]
fn colours_that_nobody_can_draw_are_refused() {
    let mut one = png(200, 60, &[]);
    for (at, value) in [(24, 3), (25, 1), (25, 5), (26, 1), (27, 1), (28, 2)] {
        let was = std::mem::replace(&mut one[at], value);
        assert_eq!(logo(&one), Err(BadLogo::Broken), "{at}");
        one[at] = was;
    }
    assert!(logo(&one).is_ok());
}

fn any_chunk() -> impl Strategy<Value = Vec<u8>> {
    let names = [*b"PLTE", *b"tRNS", *b"gAMA", *b"IDAT", *b"tEXt", *b"zTXt", *b"iCCP", *b"prVt"];
    let data = prop::collection::vec(any::<u8>(), 0..40);
    (prop::sample::select(names.to_vec()), data).prop_map(|(name, data)| chunk_of(&name, &data))
}

proptest! {
    #[test]
    fn any_bytes_are_a_logo_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..200), signed in any::<bool>()) {
        let bytes = if signed { [SIGNATURE, &bytes].concat() } else { bytes };
        if let Ok(logo) = logo(&bytes) {
            prop_assert!(logo.bytes.len() <= bytes.len());
        }
    }

    /// Each size is taken or refused by its numbers, and what was taken once is taken as it is.
    #[test]
    fn what_is_taken_is_within_its_limits_and_taken_again(
        width in 0..1100_u32,
        height in 0..1100_u32,
        between in prop::collection::vec(any_chunk(), 0..6),
        cut in 0..400_usize,
    ) {
        let whole = png(width, height, &between);
        let fits = [width, height].iter().all(|side| (SIDE_MIN..=SIDE_MAX).contains(side));
        prop_assert_eq!(logo(&whole).is_ok(), fits);
        if let Ok(taken) = logo(&whole) {
            prop_assert_eq!((taken.width, taken.height), (width, height));
            for gone in [&b"tEXt"[..], b"zTXt", b"iCCP", b"prVt"] {
                let stays = taken.bytes.windows(4).any(|four| four == gone);
                // The same letters may stand among the dots.
                let among = between.iter().any(|one| one[8..].windows(4).any(|four| four == gone));
                prop_assert!(!stays || among);
            }
            let again = logo(&taken.bytes);
            prop_assert_eq!(again, Ok(taken));
        }
        if cut < whole.len() {
            prop_assert!(logo(&whole[..cut]).is_err(), "a part is no picture");
        }
    }
}
