//! What push services require, checked by services that this test plays, and what we do with what they answer.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod services;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_server::push::{
    APNS_SAID, Account, Apns, Fcm, Outcome, Pusher as _, Reach, Team, WEBPUSH_SAID, WebPush,
};
use opstap_sync::push::PushAddress;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::SystemRandom;
use serde_json::json;
use services::{Says, Service, ec, here, rsa, says, verified};

/// 2026-03-02 12:00 UTC.
const NOW: i64 = 1_772_452_800_000;
const MINUTE: i64 = 60_000;

/// Somebody who subscribed, and can read one push.
struct Subscriber {
    key: EphemeralPrivateKey,
    public: Vec<u8>,
    auth: [u8; 16],
}

impl Subscriber {
    fn new() -> Self {
        let key = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let public = key.compute_public_key().unwrap().as_ref().to_vec();
        Self { key, public, auth: [7; 16] }
    }

    fn address(&self, endpoint: &str) -> PushAddress {
        PushAddress::WebPush {
            endpoint: endpoint.to_owned(),
            p256dh: URL_SAFE_NO_PAD.encode(&self.public),
            auth: URL_SAFE_NO_PAD.encode(self.auth),
        }
    }

    /// RFC 8291 and RFC 8188, as a browser reads them.
    fn read(self, body: &[u8]) -> Vec<u8> {
        let (salt, rest) = body.split_at(16);
        let (record, rest) = rest.split_at(4);
        let (sender, sealed) = rest[1..].split_at(usize::from(rest[0]));
        assert!(sealed.len() <= u32::from_be_bytes(record.try_into().unwrap()) as usize);
        let (public, auth) = (self.public, self.auth);
        let sender_key = UnparsedPublicKey::new(&ECDH_P256, sender.to_vec());
        let ikm = agree_ephemeral(self.key, &sender_key, |shared| {
            let prk = Salt::new(HKDF_SHA256, &auth).extract(shared);
            expand(&prk, &[b"WebPush: info\0", &public, sender], 32)
        });
        let prk = Salt::new(HKDF_SHA256, salt).extract(&ikm.unwrap());
        let key = expand(&prk, &[b"Content-Encoding: aes128gcm\0"], 16);
        let nonce = expand(&prk, &[b"Content-Encoding: nonce\0"], 12);
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
        let nonce = Nonce::assume_unique_for_key(nonce.try_into().unwrap());
        let mut sealed = sealed.to_vec();
        let plain = key.open_in_place(nonce, Aad::empty(), &mut sealed).expect("not for this key");
        let (delimiter, said) = plain.split_last().unwrap();
        assert_eq!(*delimiter, 2, "the last record");
        said.to_vec()
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand(prk: &Prk, info: &[&[u8]], length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    prk.expand(info, Length(length)).unwrap().fill(&mut out).unwrap();
    out
}

#[tokio::test]
async fn web_push_gets_what_its_three_standards_ask() {
    let service = Service::start(says(201)).await;
    let pusher = WebPush::new(&here(), ec(), "mailto:ict@gemeente.example").unwrap();
    let (subscriber, endpoint) = (Subscriber::new(), format!("{}/push/abc?x=1", service.url));
    assert_eq!(pusher.push(&subscriber.address(&endpoint), NOW).await, Outcome::Delivered);
    let asked = service.last();
    assert_eq!((asked.method.as_str(), &*asked.path), ("POST", "/push/abc"));
    assert_eq!(format!("{:?}", asked.version), "HTTP/2.0");
    // RFC 8030: how long, how urgent, and what it replaces.
    assert!(asked.header("ttl").parse::<u32>().unwrap() > 0);
    assert!(["very-low", "low", "normal", "high"].contains(&asked.header("urgency")));
    let topic = asked.header("topic");
    assert!((1..=32).contains(&topic.len()));
    assert!(topic.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    // RFC 8292: who we are, to this service alone, and for less than a day.
    let (signed, key) =
        asked.header("authorization").strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(Some(key), pusher.subscription_key());
    let (header, claims) = verified(signed, &services::decoded(key));
    assert_eq!(header, json!({ "typ": "JWT", "alg": "ES256" }));
    assert_eq!(
        (&claims["aud"], &claims["sub"]),
        (&json!(service.url), &json!("mailto:ict@gemeente.example"))
    );
    let expires = claims["exp"].as_i64().unwrap() - NOW / 1_000;
    assert!((1..=24 * 3_600).contains(&expires), "{expires}");
    // RFC 8291: only the subscriber reads it, and it says nothing.
    assert_eq!(asked.header("content-encoding"), "aes128gcm");
    assert!(!asked.body.windows(4).any(|part| part == WEBPUSH_SAID));
    assert_eq!(subscriber.read(&asked.body), WEBPUSH_SAID);
    // The same claims for hours, and others in time before they end.
    let claims_at = async |now| {
        let subscriber = Subscriber::new();
        assert_eq!(pusher.push(&subscriber.address(&endpoint), now).await, Outcome::Delivered);
        service.last().header("authorization").to_owned()
    };
    let first = asked.header("authorization");
    assert_eq!(claims_at(NOW + 5 * 60 * MINUTE).await, first);
    let later = claims_at(NOW + 7 * 60 * MINUTE).await;
    assert_ne!(later, first);
    assert_ne!(claims_at(NOW).await, later, "a clock that was set back");
}

#[tokio::test]
async fn what_a_web_push_service_answers_is_understood() {
    let service = Service::start(says(201)).await;
    let pusher = WebPush::new(&here(), ec(), "mailto:ict@gemeente.example").unwrap();
    let endpoint = format!("{}/x", service.url);
    let push = async || pusher.push(&Subscriber::new().address(&endpoint), NOW).await;
    for (said, outcome) in [
        (says(200), Outcome::Delivered),
        (says(202), Outcome::Delivered),
        (says(404), Outcome::Gone),
        (says(410), Outcome::Gone),
        (says(429), Outcome::Later(None)),
        (Says(429, Some(7), String::new()), Outcome::Later(Some(Duration::from_secs(7)))),
        (Says(503, Some(999_999_999), String::new()), Outcome::Later(Some(Duration::from_hours(6)))),
        (says(500), Outcome::Later(None)),
    ] {
        service.next(said.clone());
        assert_eq!(push().await, outcome, "{said:?}");
    }
    for status in [400, 401, 403, 413, 301, 302] {
        service.next(says(status));
        assert!(matches!(push().await, Outcome::Refused(_)), "{status}");
    }
    // An explanation without end is not read to its end.
    service.next(Says(410, None, "x".repeat(900_000)));
    assert_eq!(push().await, Outcome::Gone);
    let nobody = PushAddress::Fcm { token: "x".into() };
    assert!(matches!(pusher.push(&nobody, NOW).await, Outcome::Refused(_)));
}

#[tokio::test]
async fn nothing_is_sent_to_a_service_that_is_not_public_or_not_trusted() {
    let service = Service::start(says(201)).await;
    let public = WebPush::new(&Reach::Public, ec(), "mailto:ict@gemeente.example").unwrap();
    for place in [service.url.clone(), service.url.replace("localhost", "127.0.0.1"), "https://[::1]".into()]
    {
        let to = Subscriber::new().address(&format!("{place}/x"));
        assert!(matches!(public.push(&to, NOW).await, Outcome::Refused(_)), "{place}");
    }
    let to = Subscriber::new().address(&service.url.replace("https", "http"));
    assert!(matches!(public.push(&to, NOW).await, Outcome::Refused(_)));
    let stranger = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let other = Reach::Only(stranger.cert.pem());
    let wary = WebPush::new(&other, ec(), "mailto:ict@gemeente.example").unwrap();
    let to = Subscriber::new().address(&format!("{}/x", service.url));
    assert_eq!(wary.push(&to, NOW).await, Outcome::Later(None));
    assert_eq!(service.asked().len(), 0);
    let gone = Subscriber::new().address("https://localhost:1/x");
    let here = WebPush::new(&here(), ec(), "mailto:ict@gemeente.example").unwrap();
    assert_eq!(here.push(&gone, NOW).await, Outcome::Later(None), "nobody is there");
}

/// A service with its bank of tokens, and a sender.
async fn firebase() -> (Service, Service, Fcm) {
    let granted = json!({ "access_token": "ya29.first", "expires_in": 3_599, "token_type": "Bearer" });
    let (bank, service) =
        (Service::start(Says(200, None, granted.to_string())).await, Service::start(says(200)).await);
    let account = Account {
        project: "opstap-test".into(),
        client_email: "push@opstap-test.example".into(),
        key_id: "key-1".into(),
        signer: rsa(),
        token_uri: format!("{}/token", bank.url),
    };
    let fcm = Fcm::new(&here(), &service.url, account).unwrap();
    (bank, service, fcm)
}

fn android() -> PushAddress {
    PushAddress::Fcm { token: "dev:APA91b".into() }
}

fn firebase_says(status: u16, code: &str) -> Says {
    let details =
        json!([{ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code }]);
    Says(status, None, json!({ "error": { "code": status, "details": details } }).to_string())
}

#[tokio::test]
async fn firebase_gets_a_message_of_data_alone_by_a_token_that_is_used_again() {
    let (bank, service, fcm) = firebase().await;
    assert_eq!(fcm.push(&android(), NOW).await, Outcome::Delivered);
    let asked = bank.last();
    assert_eq!((asked.method.as_str(), &*asked.path), ("POST", "/token"));
    assert_eq!(asked.header("content-type"), "application/x-www-form-urlencoded");
    let form = String::from_utf8(asked.body.to_vec()).unwrap();
    let kind = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
    let (header, claims) = verified(form.strip_prefix(kind).unwrap(), rsa().public());
    assert_eq!(header, json!({ "typ": "JWT", "alg": "RS256", "kid": "key-1" }));
    let iat = NOW / 1_000;
    let expected = json!({
        "iss": "push@opstap-test.example", "aud": format!("{}/token", bank.url), "iat": iat, "exp": iat + 3_600,
        "scope": "https://www.googleapis.com/auth/firebase.messaging",
    });
    assert_eq!(claims, expected);
    let asked = service.last();
    assert_eq!((asked.method.as_str(), &*asked.path), ("POST", "/v1/projects/opstap-test/messages:send"));
    assert_eq!(asked.header("authorization"), "Bearer ya29.first");
    assert_eq!(asked.header("content-type"), "application/json");
    let message = asked.json();
    assert_eq!(message["message"]["token"], "dev:APA91b");
    assert_eq!(message["message"]["android"]["priority"], "NORMAL");
    assert!(message["message"]["data"].as_object().unwrap().values().all(serde_json::Value::is_string));
    assert!(message["message"].get("notification").is_none(), "nothing is shown by itself");
    // Ten at once and an hour long: the bank was asked once.
    let all = (0..10).map(|_| async { fcm.push(&android(), NOW + 50 * MINUTE).await });
    assert!(futures_util::future::join_all(all).await.iter().all(|outcome| *outcome == Outcome::Delivered));
    assert_eq!((bank.asked().len(), service.asked().len()), (1, 11));
    fcm.push(&android(), NOW + 59 * MINUTE).await;
    assert_eq!(bank.asked().len(), 2, "before it ends");
}

#[tokio::test]
async fn what_firebase_answers_is_understood() {
    let (bank, service, fcm) = firebase().await;
    for (said, outcome) in [
        (firebase_says(404, "UNREGISTERED"), Outcome::Gone),
        (firebase_says(429, "QUOTA_EXCEEDED"), Outcome::Later(None)),
        (Says(503, Some(30), "busy".into()), Outcome::Later(Some(Duration::from_secs(30)))),
        (firebase_says(500, "INTERNAL"), Outcome::Later(None)),
    ] {
        service.next(said.clone());
        assert_eq!(fcm.push(&android(), NOW).await, outcome, "{said:?}");
    }
    // None of these is the device's fault, so nobody's address goes.
    for said in [
        firebase_says(404, ""),
        firebase_says(403, "SENDER_ID_MISMATCH"),
        firebase_says(400, "INVALID_ARGUMENT"),
        says(403),
    ] {
        service.next(said.clone());
        assert!(matches!(fcm.push(&android(), NOW).await, Outcome::Refused(_)), "{said:?}");
    }
    assert_eq!(bank.asked().len(), 1);
    // A token that the service no longer takes is asked for anew.
    service.next(says(401));
    assert_eq!(fcm.push(&android(), NOW).await, Outcome::Later(None));
    bank.next(Says(503, Some(9), String::new()));
    assert_eq!(fcm.push(&android(), NOW).await, Outcome::Later(Some(Duration::from_secs(9))));
    bank.next(says(400));
    assert!(matches!(fcm.push(&android(), NOW).await, Outcome::Refused(_)));
    bank.next(Says(200, None, "no JSON".into()));
    assert_eq!(fcm.push(&android(), NOW).await, Outcome::Later(None));
    assert_eq!(fcm.push(&android(), NOW).await, Outcome::Delivered);
}

const IPHONE: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

async fn apple() -> (Service, Vec<u8>, Apns) {
    let (service, signer) = (Service::start(says(200)).await, ec());
    let public = signer.public().to_vec();
    let team = Team {
        signer,
        key_id: "ABC123DEFG".into(),
        team_id: "DEF123GHIJ".into(),
        topic: "nl.opstap.app".into(),
    };
    let apns = Apns::new(&here(), &service.url, team).unwrap();
    (service, public, apns)
}

fn iphone() -> PushAddress {
    PushAddress::Apns { token: IPHONE.into() }
}

#[tokio::test]
async fn apple_gets_a_background_push_over_http_2_by_a_token_that_is_used_again() {
    let (service, public, apns) = apple().await;
    assert_eq!(apns.push(&iphone(), NOW).await, Outcome::Delivered);
    let asked = service.last();
    assert_eq!((asked.method.as_str(), asked.path.clone()), ("POST", format!("/3/device/{IPHONE}")));
    assert_eq!(format!("{:?}", asked.version), "HTTP/2.0");
    for (name, value) in
        [("apns-push-type", "background"), ("apns-priority", "5"), ("apns-topic", "nl.opstap.app")]
    {
        assert_eq!(asked.header(name), value);
    }
    assert!(asked.header("apns-collapse-id").len() <= 64);
    assert!(asked.header("apns-expiration").parse::<i64>().unwrap() > NOW / 1_000);
    assert_eq!(asked.body, APNS_SAID.as_bytes());
    assert_eq!(asked.json(), json!({ "aps": { "content-available": 1 } }), "no text, no sound, no badge");
    let token = asked.header("authorization").strip_prefix("bearer ").unwrap();
    let (header, claims) = verified(token, &public);
    assert_eq!(header, json!({ "alg": "ES256", "kid": "ABC123DEFG" }));
    assert_eq!(claims, json!({ "iss": "DEF123GHIJ", "iat": NOW / 1_000 }));
    // Never older than an hour, never two within twenty minutes.
    let mut made = vec![NOW];
    let mut last = token.to_owned();
    for minute in 1..180 {
        let now = NOW + minute * MINUTE;
        assert_eq!(apns.push(&iphone(), now).await, Outcome::Delivered);
        let token = service.last().header("authorization").strip_prefix("bearer ").unwrap().to_owned();
        if token != last {
            assert!(now - made.last().unwrap() >= 20 * MINUTE);
            made.push(now);
            last = token;
        }
        assert!(now - made.last().unwrap() < 60 * MINUTE);
    }
    assert!(made.len() > 3);
}

#[tokio::test]
async fn what_apple_answers_is_understood() {
    let (service, public, apns) = apple().await;
    let because = |status, reason: &str| Says(status, None, json!({ "reason": reason }).to_string());
    for (said, outcome) in [
        (because(410, "Unregistered"), Outcome::Gone),
        (because(410, "ExpiredToken"), Outcome::Gone),
        (because(429, "TooManyRequests"), Outcome::Later(None)),
        (Says(503, Some(5), String::new()), Outcome::Later(Some(Duration::from_secs(5)))),
        (because(500, "InternalServerError"), Outcome::Later(None)),
    ] {
        service.next(said.clone());
        assert_eq!(apns.push(&iphone(), NOW).await, outcome, "{said:?}");
    }
    for (status, reason) in [
        (400, "BadDeviceToken"),
        (400, "DeviceTokenNotForTopic"),
        (403, "InvalidProviderToken"),
        (413, "PayloadTooLarge"),
    ] {
        service.next(because(status, reason));
        assert!(matches!(apns.push(&iphone(), NOW).await, Outcome::Refused(_)), "{reason}");
    }
    service.next(because(403, "ExpiredProviderToken"));
    assert_eq!(apns.push(&iphone(), NOW).await, Outcome::Later(None));
    assert_eq!(apns.push(&iphone(), NOW + 21 * MINUTE).await, Outcome::Delivered);
    let token = service.last().header("authorization").strip_prefix("bearer ").unwrap().to_owned();
    assert_eq!(verified(&token, &public).1["iat"], (NOW + 21 * MINUTE) / 1_000);
}
