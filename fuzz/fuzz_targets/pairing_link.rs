//! Whatever a QR code says: a link of ours with a server that may be used, or nothing.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;
use opstap::PairingLink;

fuzz_target!(|text: &str| {
    if let Some(link) = PairingLink::read(text) {
        // As generous as browsers are: `https:/host` is one, and so is `HTTPS:host`.
        assert!(link.server.to_ascii_lowercase().starts_with("http"));
        assert!(link.server.bytes().all(|byte| byte.is_ascii_graphic()));
        assert!(!link.code.is_empty());
        assert_eq!(format!("{link:?}"), format!("PairingLink({})", link.server), "the code is a secret");
    }
});
