//! Which push services an installation sends to, from a file. Without one, nobody is woken.
//!
//! ```json
//! {
//!   "webpush": { "contact": "mailto:ict@gemeente.example" },
//!   "fcm": { "service_account": "fcm.json" },
//!   "apns": { "key": "AuthKey_ABC123DEFG.p8", "key_id": "ABC123DEFG", "team_id": "DEF123GHIJ",
//!             "topic": "nl.gemeente.opstap", "sandbox": false }
//! }
//! ```
//!
//! Each part may be left out. Files are named as seen from this one; they hold the secrets, and this one holds none.
//! The key of Web Push is made at the first start, in the server's folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use opstap_sync::push::{PushAddress, PushOffer};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::apns::{Apns, PRODUCTION, SANDBOX, Team};
use super::fcm::{Account, Fcm, SERVICE};
use super::jws::{BadKey, Signer, pkcs8};
use super::knock::{NoWay, Reach};
use super::pusher::{Outcome, Pusher};
use super::webpush::WebPush;
use crate::data::{DataDir, DataError};

/// Why a configuration is none. Quotes nothing of it.
#[derive(Debug, thiserror::Error)]
pub enum BadConfig {
    /// A file could not be read.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// A file does not say what it should.
    #[error("{0}, line {1}: not as it should be")]
    Form(PathBuf, usize),
    /// A value that cannot be used.
    #[error("{0}: {1} cannot be used")]
    Value(PathBuf, &'static str),
    /// A key that cannot be used.
    #[error("{0}: {1}")]
    Key(PathBuf, BadKey),
    /// The folder of the server.
    #[error(transparent)]
    Data(#[from] DataError),
    /// TLS, or an address of a service.
    #[error(transparent)]
    NoWay(#[from] NoWay),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    webpush: Option<WebPushPart>,
    fcm: Option<FcmPart>,
    apns: Option<ApnsPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WebPushPart {
    contact: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FcmPart {
    service_account: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApnsPart {
    key: PathBuf,
    key_id: String,
    team_id: String,
    topic: String,
    #[serde(default)]
    sandbox: bool,
}

/// What of Google's file is needed.
#[derive(Deserialize)]
struct ServiceAccount {
    project_id: String,
    private_key_id: String,
    private_key: String,
    client_email: String,
    token_uri: String,
}

/// The push services that this server sends to.
#[derive(Default)]
pub struct Senders {
    by_kind: BTreeMap<&'static str, Box<dyn Pusher>>,
}

impl std::fmt::Debug for Senders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.by_kind.keys()).finish()
    }
}

impl Senders {
    /// These.
    #[must_use]
    pub fn new(pushers: Vec<Box<dyn Pusher>>) -> Self {
        Self { by_kind: pushers.into_iter().map(|pusher| (pusher.kind(), pusher)).collect() }
    }

    /// What this file says, with the secrets of this folder.
    ///
    /// # Errors
    ///
    /// [`BadConfig`].
    pub fn read(path: &Path, data: &DataDir) -> Result<Self, BadConfig> {
        let file: File = json(path)?;
        let beside = |name: &Path| path.parent().unwrap_or(Path::new("")).join(name);
        let bad = |what| BadConfig::Value(path.to_owned(), what);
        let reach = Reach::Public;
        let mut pushers: Vec<Box<dyn Pusher>> = Vec::new();
        if let Some(WebPushPart { contact }) = file.webpush {
            let named = ["mailto:", "https:"].iter().any(|scheme| contact.starts_with(scheme));
            if !named || !is_plain(&contact) {
                return Err(bad("`contact` of `webpush` (mailto: or https:)"));
            }
            let signer =
                Signer::es256(&data.vapid_key()?).map_err(|why| BadConfig::Key(data.vapid(), why))?;
            pushers.push(Box::new(WebPush::new(&reach, signer, &contact)?));
        }
        if let Some(part) = file.fcm {
            pushers.push(Box::new(Fcm::new(&reach, SERVICE, account(&beside(&part.service_account))?)?));
        }
        if let Some(part) = file.apns {
            let ApnsPart { key, key_id, team_id, topic, sandbox } = part;
            if ![&key_id, &team_id, &topic].into_iter().all(|text| is_plain(text)) {
                return Err(bad("`key_id`, `team_id` or `topic` of `apns`"));
            }
            let key = beside(&key);
            let signer = pkcs8(&text(&key)?).and_then(|key| Signer::es256(&key));
            let signer = signer.map_err(|why| BadConfig::Key(key, why))?;
            let team = Team { signer, key_id, team_id, topic };
            pushers.push(Box::new(Apns::new(&reach, if sandbox { SANDBOX } else { PRODUCTION }, team)?));
        }
        Ok(Self::new(pushers))
    }

    /// What devices are told that can be sent.
    #[must_use]
    pub fn offer(&self) -> PushOffer {
        PushOffer {
            kinds: self.by_kind.keys().map(|kind| (*kind).to_owned()).collect(),
            vapid: self.by_kind.values().find_map(|pusher| pusher.subscription_key()).map(str::to_owned),
        }
    }

    /// Whether there is a sender for such an address.
    #[must_use]
    pub fn can(&self, to: &PushAddress) -> bool {
        self.by_kind.contains_key(to.kind())
    }

    /// Sends one push. `now_ms` is milliseconds since 1970 UTC.
    pub async fn push(&self, to: &PushAddress, now_ms: i64) -> Outcome {
        match self.by_kind.get(to.kind()) {
            Some(pusher) => pusher.push(to, now_ms).await,
            None => Outcome::Refused("no sender for this kind"),
        }
    }
}

fn account(path: &Path) -> Result<Account, BadConfig> {
    let file: ServiceAccount = json(path)?;
    let bad = |what| BadConfig::Value(path.to_owned(), what);
    let project = |c: char| c.is_ascii_alphanumeric() || "-:.".contains(c);
    if file.project_id.is_empty() || !file.project_id.chars().all(project) {
        return Err(bad("`project_id`"));
    }
    if !file.token_uri.starts_with("https://") {
        return Err(bad("`token_uri`"));
    }
    let key = Zeroizing::new(file.private_key);
    let signer = pkcs8(&key).and_then(|key| Signer::rs256(&key));
    Ok(Account {
        project: file.project_id,
        client_email: file.client_email,
        key_id: file.private_key_id,
        signer: signer.map_err(|why| BadConfig::Key(path.to_owned(), why))?,
        token_uri: file.token_uri,
    })
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn text(path: &Path) -> Result<Zeroizing<String>, BadConfig> {
    let read = std::fs::read_to_string(path);
    Ok(Zeroizing::new(read.map_err(|error| BadConfig::File(path.to_owned(), error))?))
}

/// What is wrong is not quoted: it could quote a key.
fn json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, BadConfig> {
    serde_json::from_str(&text(path)?).map_err(|error| BadConfig::Form(path.to_owned(), error.line()))
}
