//! Apple's push service, over HTTP/2, with a token that we sign.

use std::sync::{Mutex, PoisonError};

use opstap_sync::push::PushAddress;
use reqwest::Url;
use serde_json::{Value, json};

use super::jws::Signer;
use super::knock::{Answer, Knocker, NoWay, Reach, Speaks};
use super::pusher::{Outcome, Pusher, Pushing};

/// Where apps from the store are, and where those from Xcode are.
pub const PRODUCTION: &str = "https://api.push.apple.com";
/// See [`PRODUCTION`].
pub const SANDBOX: &str = "https://api.sandbox.push.apple.com";

/// How long one token is used. Apple refuses one older than an hour, and a new one within twenty minutes.
const USED_MS: i64 = 40 * 60 * 1_000;

/// How long a push waits for a device that is off, in seconds.
const EXPIRES_S: i64 = 24 * 60 * 60;

/// A newer push takes the place of one that still waits.
const COLLAPSE: &str = "news";

/// All that is said: that the app may fetch.
pub const SAID: &str = r#"{"aps":{"content-available":1}}"#;

/// The account with Apple.
#[derive(Debug)]
pub struct Team {
    /// The private key (P-256).
    pub signer: Signer,
    /// Its id.
    pub key_id: String,
    /// The team's id.
    pub team_id: String,
    /// The app's bundle id.
    pub topic: String,
}

/// Sends to devices of Apple's.
#[derive(Debug)]
pub struct Apns {
    knocker: Knocker,
    base: Url,
    team: Team,
    signed: Mutex<Option<(String, i64)>>,
}

impl Apns {
    /// To this service, which is [`PRODUCTION`] or [`SANDBOX`].
    ///
    /// # Errors
    ///
    /// [`NoWay`].
    pub fn new(reach: &Reach, base: &str, team: Team) -> Result<Self, NoWay> {
        let base = Url::parse(base).map_err(|_| NoWay)?;
        Ok(Self { knocker: Knocker::new(reach, Speaks::Http2)?, base, team, signed: Mutex::default() })
    }

    async fn send(&self, to: &PushAddress, now_ms: i64) -> Outcome {
        let PushAddress::Apns { token } = to else { return Outcome::Refused("another kind of address") };
        let Some(signed) = self.signed(now_ms) else { return Outcome::Later(None) };
        let Ok(url) = self.base.join(&format!("/3/device/{token}")) else {
            return Outcome::Refused("no URL");
        };
        let Some(request) = self.knocker.post(url) else { return Outcome::Refused("not a public place") };
        let request = request
            .header("authorization", format!("bearer {signed}"))
            .header("apns-push-type", "background")
            .header("apns-priority", "5")
            .header("apns-topic", &self.team.topic)
            .header("apns-collapse-id", COLLAPSE)
            .header("apns-expiration", now_ms / 1_000 + EXPIRES_S)
            .header("content-type", "application/json")
            .body(SAID);
        match Knocker::send(request).await {
            Ok(answer) => self.judged(&answer),
            Err(outcome) => outcome,
        }
    }

    fn signed(&self, now_ms: i64) -> Option<String> {
        let mut kept = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((signed, at)) = &*kept
            && (0..USED_MS).contains(&(now_ms - at))
        {
            return Some(signed.clone());
        }
        let claims = json!({ "iss": self.team.team_id, "iat": now_ms / 1_000 });
        let signed = self.team.signer.sign(json!({ "kid": self.team.key_id }), &claims)?;
        *kept = Some((signed.clone(), now_ms));
        Some(signed)
    }

    fn judged(&self, answer: &Answer) -> Outcome {
        let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        match (answer.status, said["reason"].as_str().unwrap_or_default()) {
            (200..300, _) => Outcome::Delivered,
            (410, _) => Outcome::Gone,
            (403, "ExpiredProviderToken") => {
                *self.signed.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Outcome::Later(None)
            }
            (429 | 500.., _) => Outcome::Later(answer.later),
            (403, _) => Outcome::Refused("Apple does not accept our key, its id or the team's"),
            // Also for a device of the other service: so that a wrong setting removes nobody's address.
            (400, "BadDeviceToken") => Outcome::Refused("no token of this service (production or sandbox?)"),
            (400, "DeviceTokenNotForTopic") => Outcome::Refused("the token is of another app than the topic"),
            _ => Outcome::Refused("Apple does not accept it"),
        }
    }
}

impl Pusher for Apns {
    fn kind(&self) -> &'static str {
        "apns"
    }

    fn push<'a>(&'a self, to: &'a PushAddress, now_ms: i64) -> Pushing<'a> {
        Box::pin(self.send(to, now_ms))
    }
}
