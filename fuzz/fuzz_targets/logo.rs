//! Whatever an administrator hands in as a logo: a small picture of which only what draws stays, or a reason.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;
use opstap_domain::look::logo::{LOGO_BYTES, SIDE_MAX, SIDE_MIN, logo};

fuzz_target!(|bytes: &[u8]| {
    let Ok(taken) = logo(bytes) else { return };
    assert!(taken.bytes.len() <= bytes.len() && bytes.len() <= LOGO_BYTES);
    for side in [taken.width, taken.height] {
        assert!((SIDE_MIN..=SIDE_MAX).contains(&side));
    }
    assert!(taken.bytes.ends_with(b"IEND") || taken.bytes[..taken.bytes.len() - 4].ends_with(b"IEND"));
    assert_eq!(logo(&taken.bytes).as_ref(), Ok(&taken), "its one form");
});
