//! Text messages through any service that takes them as JSON over HTTPS: the organisation says what the JSON is.

use reqwest::Url;
use serde_json::Value;
use zeroize::Zeroizing;

use super::notify::judged;
use super::{Carrier, Handing, Parcel};
use crate::engine::Handed;
use crate::push::{Knocker, NoWay, Reach, Speaks};

/// The way by such a service.
pub struct Gateway {
    knocker: Knocker,
    url: Url,
    token: Option<Zeroizing<String>>,
    body: Value,
}

impl Gateway {
    /// Posts `body` there, in whose texts `{to}`, `{text}` and `{reference}` are filled in.
    ///
    /// # Errors
    ///
    /// [`NoWay`].
    pub fn new(
        reach: &Reach,
        url: Url,
        token: Option<Zeroizing<String>>,
        body: Value,
    ) -> Result<Self, NoWay> {
        Ok(Self { knocker: Knocker::new(reach, Speaks::Any)?, url, token, body })
    }

    async fn send(&self, parcel: &Parcel) -> Handed {
        let Some(request) = self.knocker.post(self.url.clone()) else {
            return Handed::Later("the service's address is not a public place");
        };
        let request = match &self.token {
            Some(token) => request.bearer_auth(token.as_str()),
            None => request,
        };
        let request = request
            .header("content-type", "application/json")
            .header("idempotency-key", &parcel.reference)
            .body(filled(&self.body, parcel).to_string());
        match request.send().await {
            Ok(answer) => judged(answer.status().as_u16()),
            Err(error) if error.is_connect() => Handed::Later("the service cannot be reached"),
            Err(_) => Handed::Unsure("the line broke while the service took it"),
        }
    }
}

/// Filled in as a value, so that no word can end a text and begin another member.
fn filled(body: &Value, parcel: &Parcel) -> Value {
    match body {
        Value::String(text) => Value::String(
            text.replace("{to}", &parcel.to)
                .replace("{reference}", &parcel.reference)
                .replace("{text}", &parcel.text),
        ),
        Value::Array(all) => all.iter().map(|one| filled(one, parcel)).collect(),
        Value::Object(all) => all
            .iter()
            .map(|(name, one)| (name.clone(), filled(one, parcel)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

impl Carrier for Gateway {
    fn hand<'a>(&'a self, parcel: &'a Parcel, _now_ms: i64) -> Handing<'a> {
        Box::pin(self.send(parcel))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    proptest! {
        /// Whatever the words are, the JSON stays of the shape that was configured.
        #[test]
        fn words_stay_words(text in ".{0,60}", reference in "[0-9a-f]{32}") {
            let body = json!({ "to": "{to}", "message": { "text": "{text}" }, "tags": ["{reference}", 3] });
            let to = "+31612345678".to_owned();
            let parcel = Parcel { to: to.clone(), subject: String::new(), text: text.clone(), reference: reference.clone() };
            let sent: Value = serde_json::from_str(&filled(&body, &parcel).to_string()).unwrap();
            prop_assert_eq!(sent, json!({ "to": to, "message": { "text": text }, "tags": [reference, 3] }));
        }
    }
}
