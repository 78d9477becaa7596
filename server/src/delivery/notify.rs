//! Text messages through `NotifyNL`, the national service: a message is a template of the service and what is filled in.
//!
//! `POST /v2/notifications/sms` with a token that it checks (HS256 over `iss` and `iat`, RFC 7519), and
//! `GET /v2/notifications?reference=…` to hear whether a message was taken.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Response, Url};
use ring::hmac;
use serde_json::{Value, json};

use super::{Carrier, Handing, Parcel};
use crate::engine::Handed;
use crate::push::{Knocker, NoWay, Reach, Speaks};

/// The longest answer that is read.
const ANSWER_MAX: usize = 256 * 1_024;

/// A key of the service: `name-<service>-<secret>`, both UUIDs.
pub struct NotifyKey {
    service: String,
    secret: hmac::Key,
}

impl NotifyKey {
    /// Reads one; `None` for what is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (rest, secret) = text.split_at_checked(text.len().checked_sub(36)?)?;
        let rest = rest.strip_suffix('-')?;
        let (_, service) = rest.split_at_checked(rest.len().checked_sub(36)?)?;
        let is_id = |text: &str| uuid::Uuid::parse_str(text).is_ok();
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        (is_id(service) && is_id(secret)).then(|| Self { service: service.to_owned(), secret: key })
    }

    fn token(&self, now_ms: i64) -> String {
        let coded = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = coded(json!({ "typ": "JWT", "alg": "HS256" }));
        let said = [head, coded(json!({ "iss": self.service, "iat": now_ms / 1_000 }))].join(".");
        let tag = hmac::sign(&self.secret, said.as_bytes());
        [said, URL_SAFE_NO_PAD.encode(tag)].join(".")
    }
}

/// The way by that service.
pub struct Notify {
    knocker: Knocker,
    url: Url,
    key: NotifyKey,
    template: String,
}

impl Notify {
    /// With a key, and a template whose text is `((message))`.
    ///
    /// # Errors
    ///
    /// [`NoWay`].
    pub fn new(reach: &Reach, url: Url, key: NotifyKey, template: &str) -> Result<Self, NoWay> {
        let knocker = Knocker::new(reach, Speaks::Any)?;
        Ok(Self { knocker, url, key, template: template.to_owned() })
    }

    fn at(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(&[self.url.path().trim_end_matches('/'), path].concat());
        url
    }

    async fn send(&self, parcel: &Parcel, now_ms: i64) -> Handed {
        let body = json!({
            "phone_number": parcel.to,
            "template_id": self.template,
            "personalisation": { "message": parcel.text },
            "reference": parcel.reference,
        });
        let Some(request) = self.knocker.post(self.at("/v2/notifications/sms")) else {
            return Handed::Later("the service's address is not a public place");
        };
        let request = request
            .bearer_auth(self.key.token(now_ms))
            .header("content-type", "application/json")
            .body(body.to_string());
        match request.send().await {
            Ok(answer) => judged(answer.status().as_u16()),
            Err(error) if error.is_connect() => Handed::Later("the service cannot be reached"),
            Err(_) => Handed::Unsure("the line broke while the service took it"),
        }
    }

    async fn look(&self, reference: &str, now_ms: i64) -> Handed {
        let unsure = Handed::Unsure("the service does not say whether it took it");
        let mut url = self.at("/v2/notifications");
        url.query_pairs_mut().append_pair("template_type", "sms").append_pair("reference", reference);
        let Some(request) = self.knocker.get(url) else { return unsure };
        let Ok(answer) = request.bearer_auth(self.key.token(now_ms)).send().await else { return unsure };
        if answer.status().as_u16() != 200 {
            return unsure;
        }
        let Some(body) = read(answer).await else { return unsure };
        match body["notifications"].as_array() {
            Some(all) if all.iter().any(|one| one["reference"] == reference) => Handed::Taken,
            Some(all) if all.is_empty() => Handed::Later("the service did not take it"),
            _ => unsure,
        }
    }
}

async fn read(mut answer: Response) -> Option<Value> {
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.ok()? {
        body.extend_from_slice(&part);
        if body.len() > ANSWER_MAX {
            return None;
        }
    }
    serde_json::from_slice(&body).ok()
}

/// What a status means, of any service that takes text messages by HTTP.
pub(super) const fn judged(status: u16) -> Handed {
    match status {
        200..300 => Handed::Taken,
        401 | 403 => Handed::Later("the service does not accept our key"),
        408 | 429 => Handed::Later("the service takes nothing now"),
        300..500 => Handed::Refused("the service refused it"),
        _ => Handed::Unsure("the service failed while it took it"),
    }
}

impl Carrier for Notify {
    fn hand<'a>(&'a self, parcel: &'a Parcel, now_ms: i64) -> Handing<'a> {
        Box::pin(self.send(parcel, now_ms))
    }

    fn can_say(&self) -> bool {
        true
    }

    fn ask<'a>(&'a self, reference: &'a str, now_ms: i64) -> Handing<'a> {
        Box::pin(self.look(reference, now_ms))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
    const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";

    #[test]
    fn a_key_is_its_last_two_ids_whatever_its_name() {
        for name in ["afspraken", "a-b-c", ""] {
            let key = NotifyKey::read(&format!(" {name}-{SERVICE}-{SECRET}\n"));
            assert_eq!(key.map(|key| key.service).as_deref(), Some(SERVICE));
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_file_is_a_key_or_none(text in ".{0,90}") {
            prop_assert!(NotifyKey::read(&text).is_none());
        }
    }
}
