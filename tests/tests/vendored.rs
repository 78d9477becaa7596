//! What others made and the program carries is what they published.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::Path;

#[test]
fn the_script_of_pages_is_the_one_that_its_makers_published() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/vendor/htmx");
    let script = std::fs::read(place.join("htmx.min.js")).unwrap();
    let digest = ring::digest::digest(&ring::digest::SHA256, &script);
    let digest = digest.as_ref().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let told = std::fs::read_to_string(place.join("README.md")).unwrap();
    assert!(told.contains(&digest), "the README beside it says another digest than {digest}");
}
