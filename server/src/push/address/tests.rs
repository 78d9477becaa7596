#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// The subscriber of RFC 8291, appendix A.
const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

fn at(endpoint: &str) -> Result<PushAddress, BadAddress> {
    let (p256dh, auth) = (P256DH.to_owned(), SECRET.to_owned());
    checked(PushAddress::WebPush { endpoint: endpoint.to_owned(), p256dh, auth })
}

#[test]
fn a_push_resource_is_on_the_public_internet() {
    for good in [
        "https://push.example.org/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://ntfy.example.org:8443/upABC?up=1",
        "https://93.184.216.34/x",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/x",
    ] {
        assert!(at(good).is_ok(), "{good}");
    }
    for bad in [
        "http://push.example.org/x",
        "ftp://push.example.org/x",
        "https://",
        "push.example.org/x",
        "https://user@push.example.org/x",
        "https://user:secret@push.example.org/x",
        "https://push.example.org/x#part",
        "https://push.example.org/with space",
        "https://push.example.org/\u{e9}",
    ] {
        assert!(matches!(at(bad), Err(BadAddress::Url | BadAddress::Text)), "{bad}");
    }
    assert_eq!(at(&format!("https://push.example.org/{}", "x".repeat(TEXT_MAX))), Err(BadAddress::Text));
}

#[test]
fn our_own_machine_and_networks_are_no_push_resources() {
    for bad in [
        "https://localhost/x",
        "https://LOCALHOST./x",
        "https://a.localhost/x",
        "https://database/x",
        "https://printer.local/x",
        "https://nas.home.arpa/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f.0.0.1/x",
        "https://017700000001/x",
        "https://0.0.0.0/x",
        "https://10.1.2.3/x",
        "https://172.31.0.1/x",
        "https://192.168.1.1/x",
        "https://100.64.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://224.0.0.1/x",
        "https://255.255.255.255/x",
        "https://[::1]/x",
        "https://[::]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[::127.0.0.1]/x",
        "https://[fe80::1]/x",
        "https://[fd00::1]/x",
        "https://[ff02::1]/x",
        "https://[2001:db8::1]/x",
        "https://[2002:7f00:1::]/x",
        "https://[64:ff9b::a00:1]/x",
        "https://push.example.org:22/x",
        "https://push.example.org:80/x",
    ] {
        assert_eq!(at(bad), Err(BadAddress::NotPublic), "{bad}");
    }
    for name in LOCAL_NAMES {
        assert_eq!(at(&format!("https://{name}/x")), Err(BadAddress::NotPublic), "{name}");
        assert_eq!(at(&format!("https://files.{name}./x")), Err(BadAddress::NotPublic), "{name}");
        assert!(at(&format!("https://my{name}.example.org/x")).is_ok(), "{name}");
    }
}

#[test]
fn keys_are_a_point_and_sixteen_bytes() {
    let with = |p256dh: &str, auth: &str| {
        let endpoint = "https://push.example.org/x".to_owned();
        checked(PushAddress::WebPush { endpoint, p256dh: p256dh.to_owned(), auth: auth.to_owned() })
    };
    let padded = with(&format!("{P256DH}="), &format!("{SECRET}==")).unwrap();
    assert_eq!(padded, with(P256DH, SECRET).unwrap(), "one form");
    let off_curve = URL_SAFE_NO_PAD.encode([4; POINT]);
    for (p256dh, auth) in [
        ("", SECRET),
        (&P256DH[1..], SECRET),
        (&*off_curve, SECRET),
        (P256DH, ""),
        (P256DH, "AAAA"),
        (P256DH, "not base64!"),
    ] {
        assert_eq!(with(p256dh, auth), Err(BadAddress::Keys));
    }
}

#[test]
fn tokens_have_the_characters_of_tokens() {
    let fcm = |token: &str| checked(PushAddress::Fcm { token: token.to_owned() });
    assert!(fcm("dQw4:APA91b-_x").is_ok());
    for bad in ["", "with space", "line\nbreak", "quote\"", "/../x", &"x".repeat(TEXT_MAX + 1)] {
        assert_eq!(fcm(bad), Err(BadAddress::Text));
    }
    let apns = |token: &str| checked(PushAddress::Apns { token: token.to_owned() });
    assert_eq!(apns(&"AB".repeat(32)), apns(&"ab".repeat(32)), "one form");
    for bad in ["", "ab", &"x".repeat(64), &"a".repeat(65), &"ab".repeat(300), "../../3/device/"] {
        assert_eq!(apns(bad), Err(BadAddress::Text));
    }
}

proptest! {
    /// Whatever is said, what is taken is HTTPS to a public place, and taking it again changes nothing.
    #[test]
    fn what_is_taken_is_public(
        scheme in "(https|http|HTTPS|file|)", host in "([a-z0-9.\\-]{0,20}|[0-9.xa-f]{1,15}|\\[[0-9a-f:.]{2,20}\\])",
        port in prop::option::of(any::<u16>()), path in ".{0,30}",
    ) {
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        if let Ok(PushAddress::WebPush { endpoint, .. }) = at(&format!("{scheme}://{host}{port}/{path}")) {
            let url = Url::parse(&endpoint).unwrap();
            prop_assert_eq!(url.scheme(), "https");
            prop_assert!(host_is_public(&url));
            prop_assert_eq!(at(&endpoint).unwrap(), at(&endpoint).and_then(checked).unwrap());
        }
    }

    /// No address that the standard library knows as special is public.
    #[test]
    fn special_addresses_are_not_public(bits in any::<u32>()) {
        let address = Ipv4Addr::from_bits(bits);
        let special = address.is_private() || address.is_loopback() || address.is_link_local()
            || address.is_multicast() || address.is_unspecified() || address.octets()[0] == 0;
        prop_assert!(!special || !is_public(address.into()));
        prop_assert_eq!(is_public(address.into()), is_public(address.to_ipv6_mapped().into()));
    }
}
