//! Firebase Cloud Messaging, version 1 of its HTTP interface, by a service account.

use opstap_sync::push::PushAddress;
use reqwest::Url;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::jws::Signer;
use super::knock::{Answer, Knocker, NoWay, Reach, Speaks};
use super::pusher::{Outcome, Pusher, Pushing};

/// The service.
pub const SERVICE: &str = "https://fcm.googleapis.com";

/// What our claims ask for.
const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";

/// How long our claims hold: Google's most.
const CLAIMS_S: i64 = 60 * 60;

/// An access token is not used in its last minute.
const SPARE_MS: i64 = 60 * 1_000;

/// A service account, as Google gives it in a file.
#[derive(Debug)]
pub struct Account {
    /// The project.
    pub project: String,
    /// Who signs.
    pub client_email: String,
    /// The id of the key.
    pub key_id: String,
    /// The private key (RSA).
    pub signer: Signer,
    /// Where claims are traded for an access token.
    pub token_uri: String,
}

/// A token that opens the service for a while.
struct Access {
    token: String,
    until_ms: i64,
}

/// Sends to devices with Google's services.
pub struct Fcm {
    knocker: Knocker,
    url: Url,
    token_url: Url,
    account: Account,
    /// Held while it is asked for: many pushes ask once.
    access: Mutex<Option<Access>>,
}

impl std::fmt::Debug for Fcm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fcm({})", self.url)
    }
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: i64,
}

impl Fcm {
    /// To this service, which is [`SERVICE`].
    ///
    /// # Errors
    ///
    /// [`NoWay`], also for a project or an address that is no part of a URL.
    pub fn new(reach: &Reach, service: &str, account: Account) -> Result<Self, NoWay> {
        let base = Url::parse(service).map_err(|_| NoWay)?;
        let url = base.join(&format!("/v1/projects/{}/messages:send", account.project)).map_err(|_| NoWay)?;
        let token_url = Url::parse(&account.token_uri).map_err(|_| NoWay)?;
        let knocker = Knocker::new(reach, Speaks::Any)?;
        Ok(Self { knocker, url, token_url, account, access: Mutex::default() })
    }

    async fn send(&self, to: &PushAddress, now_ms: i64) -> Outcome {
        let PushAddress::Fcm { token } = to else { return Outcome::Refused("another kind of address") };
        let access = match self.access(now_ms).await {
            Ok(access) => access,
            Err(outcome) => return outcome,
        };
        let Some(request) = self.knocker.post(self.url.clone()) else {
            return Outcome::Refused("not a public place");
        };
        let android = json!({ "priority": "NORMAL", "collapse_key": "news", "ttl": "86400s" });
        let message = json!({ "message": { "token": token, "data": { "news": "1" }, "android": android } });
        let request =
            request.bearer_auth(access).header("content-type", "application/json").body(message.to_string());
        match Knocker::send(request).await {
            Ok(answer) => self.judged(&answer).await,
            Err(outcome) => outcome,
        }
    }

    /// The token that opens the service; the same for as long as it holds.
    async fn access(&self, now_ms: i64) -> Result<String, Outcome> {
        let mut access = self.access.lock().await;
        if let Some(held) = access.as_ref().filter(|held| now_ms < held.until_ms) {
            return Ok(held.token.clone());
        }
        *access = None;
        let iat = now_ms / 1_000;
        let claims = json!({
            "iss": self.account.client_email, "scope": SCOPE, "aud": self.account.token_uri,
            "iat": iat, "exp": iat + CLAIMS_S,
        });
        let header = json!({ "typ": "JWT", "kid": self.account.key_id });
        let signed = self.account.signer.sign(header, &claims).ok_or(Outcome::Later(None))?;
        let post = self.knocker.post(self.token_url.clone()).ok_or(Outcome::Refused("not a public place"))?;
        // Base64url and dots need no escaping in a form.
        let form =
            format!("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={signed}");
        let post = post.header("content-type", "application/x-www-form-urlencoded").body(form);
        let answer = Knocker::send(post).await?;
        match answer.status {
            200 => {}
            408 | 429 | 500.. => return Err(Outcome::Later(answer.later)),
            _ => return Err(Outcome::Refused("Google does not accept the service account")),
        }
        let granted: Granted = serde_json::from_slice(&answer.body).map_err(|_| Outcome::Later(None))?;
        let until_ms = now_ms + granted.expires_in.clamp(0, 86_400) * 1_000 - SPARE_MS;
        *access = Some(Access { token: granted.access_token.clone(), until_ms });
        Ok(granted.access_token)
    }

    async fn judged(&self, answer: &Answer) -> Outcome {
        let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let details = said["error"]["details"].as_array();
        let code = details.into_iter().flatten().find_map(|detail| detail["errorCode"].as_str());
        match (answer.status, code.unwrap_or_default()) {
            (200..300, _) => Outcome::Delivered,
            (_, "UNREGISTERED") => Outcome::Gone,
            (401, _) => {
                *self.access.lock().await = None;
                Outcome::Later(None)
            }
            (408 | 429 | 500.., _) => Outcome::Later(answer.later),
            (403, "SENDER_ID_MISMATCH") => Outcome::Refused("the token is of another project"),
            (403, _) => Outcome::Refused("the service account may not send for this project"),
            // Not `UNREGISTERED`: a wrong project removes nobody's address.
            (404, _) => Outcome::Refused("Google does not know the project"),
            _ => Outcome::Refused("Google does not accept it"),
        }
    }
}

impl Pusher for Fcm {
    fn kind(&self) -> &'static str {
        "fcm"
    }

    fn push<'a>(&'a self, to: &'a PushAddress, now_ms: i64) -> Pushing<'a> {
        Box::pin(self.send(to, now_ms))
    }
}
