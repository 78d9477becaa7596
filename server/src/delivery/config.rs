//! By which ways an installation sends text messages and mail, from a file. Without one, nothing is sent.
//!
//! ```json
//! {
//!   "mail": { "server": "smtp.gemeente.example", "port": 587, "tls": "starttls", "user": "opstap",
//!             "password": "smtp.password", "from": "afspraken@gemeente.example", "name": "Afspraken" },
//!   "sms": { "notify": { "url": "https://api.notifynl.nl", "key": "notify.key",
//!                        "template": "11111111-2222-3333-4444-555555555555" } }
//! }
//! ```
//!
//! Another service for text messages than `NotifyNL`:
//!
//! ```json
//! { "sms": { "gateway": { "url": "https://sms.example/v1/messages", "token": "sms.token",
//!                         "body": { "to": "{to}", "text": "{text}", "id": "{reference}" } } } }
//! ```
//!
//! A service that hands in what clients answer (`/v1/replies/sms`) shows a token of at least 32 characters; with it, a text
//! message says that STOP is an answer:
//!
//! ```json
//! { "replies": { "token": "replies.token" } }
//! ```
//!
//! With `mail`, mail says that it can be answered, to that address; whoever reads that mailbox hands in what comes there
//! (`/v1/replies/mail`), with the same token:
//!
//! ```json
//! { "replies": { "token": "replies.token", "mail": "antwoord@gemeente.example" } }
//! ```
//!
//! Webhooks that listen and agendas that stand in one's own network, under one's own authority (without it they are on the
//! public internet):
//!
//! ```json
//! { "elsewhere": { "authority": "own.pem" } }
//! ```
//!
//! Each part may be left out. `password`, `key` and `token` name files beside this one; they hold the secrets, and this one
//! holds none. `authority` names a file (PEM) with the one authority to trust, for a service in one's own network; without
//! it only public addresses are reached. Nothing is sent without TLS, and nobody is followed to another address.

use std::path::{Path, PathBuf};

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{Carrier, Gateway, Mail, MailServer, Notify, NotifyKey};
use crate::push::{NoWay, Reach};
use crate::store::Channel;

/// Characters of a token that is shown to us.
const TOKEN_MIN: usize = 32;

/// Why a configuration is none. Quotes nothing of it.
#[derive(Debug, thiserror::Error)]
pub enum BadDelivery {
    /// A file could not be read.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The file does not say what it should.
    #[error("{0}, line {1}: not as it should be; the book says how")]
    Form(PathBuf, usize),
    /// A value that cannot be used.
    #[error("{0}: {1} cannot be used")]
    Value(PathBuf, &'static str),
    /// TLS.
    #[error(transparent)]
    NoWay(#[from] NoWay),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    mail: Option<MailPart>,
    sms: Option<SmsPart>,
    replies: Option<RepliesPart>,
    elsewhere: Option<ElsewherePart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElsewherePart {
    authority: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RepliesPart {
    token: PathBuf,
    mail: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MailPart {
    server: String,
    port: u16,
    tls: Tls,
    user: Option<String>,
    password: Option<PathBuf>,
    from: String,
    name: Option<String>,
    authority: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tls {
    Starttls,
    AtOnce,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum SmsPart {
    Notify { url: String, key: PathBuf, template: String, authority: Option<PathBuf> },
    Gateway { url: String, token: Option<PathBuf>, body: Value, authority: Option<PathBuf> },
}

/// The ways of this server.
#[derive(Default)]
pub struct Carriers {
    mail: Option<Box<dyn Carrier>>,
    sms: Option<Box<dyn Carrier>>,
    replies: Option<blake3::Hash>,
    answered: bool,
    elsewhere: Reach,
}

impl std::fmt::Debug for Carriers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Carriers(mail: {}, sms: {})", self.mail.is_some(), self.sms.is_some())
    }
}

/// A configuration, and the folder that it stands in.
struct Reader<'p> {
    path: &'p Path,
}

impl Carriers {
    /// These.
    #[must_use]
    pub fn new(mail: Option<Box<dyn Carrier>>, sms: Option<Box<dyn Carrier>>) -> Self {
        Self { mail, sms, ..Self::default() }
    }

    /// What this file says.
    ///
    /// # Errors
    ///
    /// [`BadDelivery`].
    pub fn read(path: &Path) -> Result<Self, BadDelivery> {
        let reader = Reader { path };
        let file: File = serde_json::from_str(&text(path)?)
            .map_err(|error| BadDelivery::Form(path.to_owned(), error.line()))?;
        let answers = file.replies.as_ref().and_then(|part| part.mail.as_deref());
        let answers = answers.map(|address| reader.answers(address, file.mail.is_some())).transpose()?;
        let answered = answers.is_some();
        let mail = file.mail.map(|part| reader.mail(part, answers)).transpose()?;
        let sms = file.sms.map(|part| reader.sms(part)).transpose()?;
        let replies = file.replies.map(|part| reader.replies(&part)).transpose()?;
        let elsewhere = reader.reach(file.elsewhere.map(|part| part.authority))?;
        Ok(Self { mail, sms, replies, answered, elsewhere })
    }

    /// How far webhooks and agendas elsewhere reach.
    #[must_use]
    pub fn elsewhere(&self) -> Reach {
        self.elsewhere.clone()
    }

    /// The hash of the token with which answers come; `None`: none come.
    #[must_use]
    pub const fn replies(&self) -> Option<blake3::Hash> {
        self.replies
    }

    /// Whether an answer by this channel reaches us.
    #[must_use]
    pub const fn hears(&self, channel: Channel) -> bool {
        match channel {
            Channel::Sms => self.replies.is_some(),
            Channel::Mail => self.answered,
        }
    }

    /// The way of a channel.
    #[must_use]
    pub fn by(&self, channel: Channel) -> Option<&dyn Carrier> {
        match channel {
            Channel::Mail => self.mail.as_deref(),
            Channel::Sms => self.sms.as_deref(),
        }
    }
}

impl Reader<'_> {
    fn mail(&self, part: MailPart, answers: Option<Mailbox>) -> Result<Box<dyn Carrier>, BadDelivery> {
        // Read as strictly as a client's: it stands in the head of each message.
        let from = opstap_domain::contact::mail(&part.from).and_then(|from| from.parse().ok());
        let from = from.ok_or_else(|| self.bad("`from` of `mail`"))?;
        let name = part.name.filter(|name| !name.is_empty());
        if name.as_ref().is_some_and(|name| name.chars().any(char::is_control)) {
            return Err(self.bad("`name` of `mail`"));
        }
        let login = match (part.user, part.password) {
            (None, None) => None,
            (Some(user), Some(password)) => Some(Credentials::new(user, self.secret(&password)?.to_string())),
            _ => return Err(self.bad("`user` of `mail` without `password`, or the other way around,")),
        };
        let authority = part.authority.map(|file| text(&self.beside(&file))).transpose()?;
        let mail = Mail::new(MailServer {
            server: part.server,
            port: part.port,
            at_once: matches!(part.tls, Tls::AtOnce),
            login,
            from: Mailbox::new(name, from),
            answers,
            authority: authority.map(|pem| pem.to_string()),
        });
        Ok(Box::new(mail.ok_or_else(|| self.bad("`server` or `authority` of `mail`"))?))
    }

    fn sms(&self, part: SmsPart) -> Result<Box<dyn Carrier>, BadDelivery> {
        match part {
            SmsPart::Notify { url, key, template, authority } => {
                let url = self.url(&url, "`url` of `notify` (https://…)")?;
                let key = NotifyKey::read(&self.secret(&key)?);
                let key = key.ok_or_else(|| self.bad("the key that `key` of `notify` names"))?;
                if uuid::Uuid::parse_str(&template).is_err() {
                    return Err(self.bad("`template` of `notify`"));
                }
                Ok(Box::new(Notify::new(&self.reach(authority)?, url, key, &template)?))
            }
            SmsPart::Gateway { url, token, body, authority } => {
                let url = self.url(&url, "`url` of `gateway` (https://…)")?;
                let token = token.map(|file| self.secret(&file)).transpose()?;
                let said = body.to_string();
                if !body.is_object() || !said.contains("{to}") || !said.contains("{text}") {
                    return Err(self.bad("`body` of `gateway` (an object with {to} and {text})"));
                }
                Ok(Box::new(Gateway::new(&self.reach(authority)?, url, token, body)?))
            }
        }
    }

    /// Where mail is answered to; without mail there is nothing to answer.
    fn answers(&self, address: &str, mail: bool) -> Result<Mailbox, BadDelivery> {
        let address = opstap_domain::contact::mail(address).filter(|_| mail);
        let address = address.and_then(|address| address.parse().ok());
        Ok(Mailbox::new(None, address.ok_or_else(|| self.bad("`mail` of `replies`"))?))
    }

    fn replies(&self, part: &RepliesPart) -> Result<blake3::Hash, BadDelivery> {
        let token = self.secret(&part.token)?;
        if token.len() < TOKEN_MIN {
            return Err(self.bad("the token of `replies` (at least 32 characters)"));
        }
        Ok(blake3::hash(token.as_bytes()))
    }

    fn bad(&self, what: &'static str) -> BadDelivery {
        BadDelivery::Value(self.path.to_owned(), what)
    }

    fn beside(&self, name: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(name)
    }

    fn url(&self, text: &str, what: &'static str) -> Result<Url, BadDelivery> {
        let url = Url::parse(text).ok().filter(|url| url.scheme() == "https" && url.has_host());
        url.filter(|url| url.username().is_empty() && url.password().is_none()).ok_or_else(|| self.bad(what))
    }

    /// A secret is one line of printed characters, without the end of the line.
    fn secret(&self, name: &Path) -> Result<Zeroizing<String>, BadDelivery> {
        let path = self.beside(name);
        let secret = Zeroizing::new(text(&path)?.trim_end_matches(['\r', '\n']).to_owned());
        let plain = !secret.is_empty() && !secret.chars().any(char::is_control);
        plain.then_some(secret).ok_or(BadDelivery::Value(path, "this secret"))
    }

    fn reach(&self, authority: Option<PathBuf>) -> Result<Reach, BadDelivery> {
        Ok(match authority {
            None => Reach::Public,
            Some(file) => Reach::Only(text(&self.beside(&file))?.to_string()),
        })
    }
}

fn text(path: &Path) -> Result<Zeroizing<String>, BadDelivery> {
    let read = std::fs::read_to_string(path);
    Ok(Zeroizing::new(read.map_err(|error| BadDelivery::File(path.to_owned(), error))?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use serde_json::json;

    use super::*;

    fn read(folder: &Path, config: &Value) -> Result<Carriers, String> {
        let path = folder.join("delivery.json");
        fs::write(&path, config.to_string()).unwrap();
        Carriers::read(&path).map_err(|error| error.to_string())
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let ids = "26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
        fs::write(folder.path().join("notify.key"), format!("afspraken-{ids}\n")).unwrap();
        fs::write(folder.path().join("password"), "geheim\n").unwrap();
        fs::write(folder.path().join("two-lines"), "a\nb\n").unwrap();
        folder
    }

    fn mail() -> Value {
        json!({ "server": "smtp.example", "port": 587, "tls": "starttls", "user": "u", "password": "password",
                "from": "afspraken@gemeente.example", "name": "Afspraken" })
    }

    fn notify() -> Value {
        json!({ "url": "https://api.example", "key": "notify.key",
                "template": "11111111-2222-3333-4444-555555555555" })
    }

    #[test]
    fn what_is_whole_is_taken_and_each_part_may_be_left_out() {
        let folder = folder();
        let all = read(folder.path(), &json!({ "mail": mail(), "sms": { "notify": notify() } })).unwrap();
        assert!(all.by(Channel::Mail).is_some() && all.by(Channel::Sms).is_some());
        let none = read(folder.path(), &json!({})).unwrap();
        assert!(none.by(Channel::Mail).is_none() && none.by(Channel::Sms).is_none());
        let gateway = json!({ "url": "https://sms.example", "body": { "a": "{to}", "b": ["{text}"] } });
        let own = read(folder.path(), &json!({ "sms": { "gateway": gateway } })).unwrap();
        assert!(own.by(Channel::Sms).is_some_and(|way| !way.can_say()));
    }

    #[test]
    fn what_cannot_be_used_is_named_and_no_secret_is_quoted() {
        let folder = folder();
        let with = |part: Value, name: &str, value: Value| {
            let mut part = part;
            part[name] = value;
            part
        };
        for (config, said) in [
            (json!({ "mail": with(mail(), "from", json!("a@b.nl\r\nBcc: c@d.nl")) }), "`from` of `mail`"),
            (json!({ "mail": with(mail(), "name", json!("A\r\nBcc: c@d.nl")) }), "`name` of `mail`"),
            (json!({ "mail": with(mail(), "password", json!(null)) }), "without `password`"),
            (json!({ "mail": with(mail(), "password", json!("two-lines")) }), "this secret"),
            (json!({ "mail": with(mail(), "password", json!("missing")) }), "missing"),
            (json!({ "mail": with(mail(), "tls", json!("none")) }), "line 1"),
            (json!({ "mail": with(mail(), "colour", json!("red")) }), "line 1"),
            (
                json!({ "sms": { "notify": with(notify(), "url", json!("http://api.example")) } }),
                "`url` of `notify`",
            ),
            (
                json!({ "sms": { "notify": with(notify(), "url", json!("https://a:b@api.example")) } }),
                "`url`",
            ),
            (json!({ "sms": { "notify": with(notify(), "key", json!("password")) } }), "the key"),
            (json!({ "sms": { "notify": with(notify(), "template", json!("x")) } }), "`template`"),
            (
                json!({ "sms": { "gateway": { "url": "https://s.example", "body": { "to": "{to}" } } } }),
                "`body`",
            ),
            (json!({ "replies": { "token": "password" } }), "at least 32"),
            (json!({ "replies": { "token": "password", "mail": "a@b.nl" } }), "`mail` of `replies`"),
            (
                json!({ "mail": mail(), "replies": { "token": "password", "mail": "a@b.nl\r\nBcc: c@d.nl" } }),
                "`mail` of `replies`",
            ),
            (json!({ "sms": { "pigeon": {} } }), "line 1"),
        ] {
            let why = read(folder.path(), &config).unwrap_err();
            assert!(why.contains(said), "{why} does not say {said}");
            assert!(!why.contains("geheim") && !why.contains("3d844edf"), "{why}");
        }
    }
}
