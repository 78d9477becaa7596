//! Whatever a device says where it can be woken: an address in its one form at a place that is public, or nothing.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;
use opstap_server::push::checked;
use opstap_sync::push::{PushAddress, PushRequest};

fuzz_target!(|body: &[u8]| {
    let Ok(PushRequest { to: Some(to) }) = serde_json::from_slice(body) else { return };
    let shown = format!("{to:?}");
    assert_eq!(shown, format!("PushAddress({})", to.kind()), "an address is a secret");
    let Ok(taken) = checked(to) else { return };
    match &taken {
        PushAddress::WebPush { endpoint, p256dh, auth } => {
            assert!(endpoint.starts_with("https://") && endpoint.bytes().all(|byte| byte.is_ascii_graphic()));
            // The host alone: `localhostage.example` is as public as any other.
            let host = endpoint["https://".len()..].split(['/', ':', '?']).next().unwrap_or_default();
            let own = host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
            assert!(!own && !["localhost", "localhost.", ""].contains(&host));
            assert_eq!((p256dh.len(), auth.len()), (87, 22));
        }
        PushAddress::Fcm { token } => assert!(!token.contains(['/', ' ', '"', '\n'])),
        PushAddress::Apns { token } => assert!(token.bytes().all(|byte| byte.is_ascii_hexdigit())),
    }
    assert_eq!(checked(taken.clone()).as_ref(), Ok(&taken), "its one form");
});
