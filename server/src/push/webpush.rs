//! Web Push, which UnifiedPush speaks too: RFC 8030, encrypted by RFC 8291, signed by RFC 8292.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_sync::push::PushAddress;
use reqwest::Url;
use serde_json::json;

use super::encrypt::seal;
use super::jws::Signer;
use super::knock::{Answer, Knocker, NoWay, Reach, Speaks};
use super::pusher::{Outcome, Pusher, Pushing};

/// How long a service keeps a push for a device that is off, in seconds. By then it has looked for itself.
pub const TTL_S: u32 = 24 * 60 * 60;

/// A newer push takes the place of one that still waits (RFC 8030, section 5.4).
const TOPIC: &str = "news";

/// All that is said, and it is encrypted. Always as long, so that its length says nothing.
pub const SAID: &[u8] = b"news";

/// How long signed claims hold (at most 24 hours; RFC 8292, section 2), and how long the same are used.
const HOLDS_MS: i64 = 12 * 60 * 60 * 1_000;
const USED_MS: i64 = 6 * 60 * 60 * 1_000;

/// Services that are remembered.
const ORIGINS: usize = 1_000;

/// Sends to any push service that a device names.
#[derive(Debug)]
pub struct WebPush {
    knocker: Knocker,
    signer: Signer,
    public: String,
    contact: String,
    /// Signed claims by the origin that they are for, and since when.
    signed: Mutex<BTreeMap<String, (String, i64)>>,
}

impl WebPush {
    /// With our own key (P-256), and whom a service can ask when something is wrong (`mailto:` or `https:`).
    ///
    /// # Errors
    ///
    /// [`NoWay`].
    pub fn new(reach: &Reach, signer: Signer, contact: &str) -> Result<Self, NoWay> {
        Ok(Self {
            knocker: Knocker::new(reach, Speaks::Any)?,
            public: URL_SAFE_NO_PAD.encode(signer.public()),
            signer,
            contact: contact.to_owned(),
            signed: Mutex::default(),
        })
    }

    async fn send(&self, to: &PushAddress, now_ms: i64) -> Outcome {
        let PushAddress::WebPush { endpoint, p256dh, auth } = to else {
            return Outcome::Refused("another kind of address");
        };
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        let Ok(body) = seal(SAID, &decoded(p256dh), &decoded(auth)) else {
            return Outcome::Refused("keys that nothing can be encrypted for");
        };
        let Ok(url) = Url::parse(endpoint) else { return Outcome::Refused("no URL") };
        let Some(signed) = self.signed_for(&url.origin().ascii_serialization(), now_ms) else {
            return Outcome::Later(None);
        };
        let Some(request) = self.knocker.post(url) else { return Outcome::Refused("not a public place") };
        let request = request
            .header("authorization", format!("vapid t={signed}, k={}", self.public))
            .header("content-encoding", "aes128gcm")
            .header("content-type", "application/octet-stream")
            .header("ttl", TTL_S)
            .header("urgency", "normal")
            .header("topic", TOPIC)
            .body(body);
        match Knocker::send(request).await {
            Ok(answer) => judged(&answer),
            Err(outcome) => outcome,
        }
    }

    /// Claims for one origin, which are used again for some hours.
    fn signed_for(&self, origin: &str, now_ms: i64) -> Option<String> {
        let mut all = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((signed, at)) = all.get(origin)
            && (0..USED_MS).contains(&(now_ms - at))
        {
            return Some(signed.clone());
        }
        let expires = (now_ms + HOLDS_MS) / 1_000;
        let claims = json!({ "aud": origin, "exp": expires, "sub": self.contact });
        let signed = self.signer.sign(json!({ "typ": "JWT" }), &claims)?;
        if all.len() >= ORIGINS {
            all.clear();
        }
        all.insert(origin.to_owned(), (signed.clone(), now_ms));
        Some(signed)
    }
}

fn judged(answer: &Answer) -> Outcome {
    match answer.status {
        200..300 => Outcome::Delivered,
        404 | 410 => Outcome::Gone,
        408 | 429 | 500.. => Outcome::Later(answer.later),
        401 | 403 => Outcome::Refused("the service does not accept our key for this subscription"),
        413 => Outcome::Refused("the service finds it too large"),
        _ => Outcome::Refused("the service does not accept it"),
    }
}

impl Pusher for WebPush {
    fn kind(&self) -> &'static str {
        "webpush"
    }

    fn push<'a>(&'a self, to: &'a PushAddress, now_ms: i64) -> Pushing<'a> {
        Box::pin(self.send(to, now_ms))
    }

    fn subscription_key(&self) -> Option<&str> {
        Some(&self.public)
    }
}
