//! What a provider says of itself (OpenID Connect Discovery 1.0), and asking it.

use std::time::Duration;

use reqwest::{Certificate, Client, RequestBuilder, Url};
use serde::Deserialize;
use serde_json::Value;

use super::token::{Jwk, Keys};
use super::{Refused, is_safe};

/// How long one question may take: somebody waits in front of a page.
const PATIENCE: Duration = Duration::from_secs(8);

/// How long it may take to connect.
const CONNECTING: Duration = Duration::from_secs(4);

/// What of an answer is read.
const ANSWER_MAX: usize = 256 * 1024;

/// What a provider says of itself, as far as it is used.
#[derive(Debug)]
pub(super) struct Said {
    /// Where browsers are sent.
    pub(super) authorization_endpoint: String,
    /// Where codes are traded.
    pub(super) token_endpoint: String,
    /// It says with each answer that the answer is its own (RFC 9207).
    pub(super) names_itself: bool,
    /// What it signs with.
    pub(super) keys: Keys,
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Traded {
    id_token: String,
}

/// The way to providers.
pub(super) struct Asking {
    /// `None`: TLS cannot be set up.
    client: Option<Client>,
}

impl Asking {
    pub(super) fn new() -> Self {
        // Already installed by the database, or by a test: both are fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
        let roots = roots.filter_map(|root| Certificate::from_der(root).ok());
        let client = Client::builder()
            .connect_timeout(CONNECTING)
            .timeout(PATIENCE)
            .no_proxy()
            // A provider that is elsewhere says so in what it says of itself.
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only(roots)
            .build();
        Self { client: client.ok() }
    }

    fn client(&self) -> Result<&Client, Refused> {
        self.client.as_ref().ok_or(Refused::Provider("TLS"))
    }

    /// Asks a provider what it is.
    pub(super) async fn said(&self, issuer: &str) -> Result<Said, Refused> {
        let way = format!("{issuer}/.well-known/openid-configuration");
        let metadata: Metadata = read(self.client()?.get(checked(&way)?)).await?;
        // A provider that says to be another is another (Discovery, section 4.3).
        if metadata.issuer.trim_end_matches('/') != issuer {
            return Err(Refused::Provider("it says to be another"));
        }
        let methods = metadata.code_challenge_methods_supported;
        if methods.is_some_and(|methods| methods.iter().all(|method| method != "S256")) {
            return Err(Refused::Provider("it does not know S256"));
        }
        for way in [&metadata.authorization_endpoint, &metadata.token_endpoint] {
            checked(way)?;
        }
        let set: KeySet = read(self.client()?.get(checked(&metadata.jwks_uri)?)).await?;
        // Keys of kinds that we do not know are not ours to judge.
        let keys = set.keys.into_iter().filter_map(|key| serde_json::from_value::<Jwk>(key).ok());
        Ok(Said {
            authorization_endpoint: metadata.authorization_endpoint,
            token_endpoint: metadata.token_endpoint,
            names_itself: metadata.authorization_response_iss_parameter_supported,
            keys: keys.collect(),
        })
    }

    /// Trades a code; `secret` is our name and our secret, where that is how we prove who we are.
    pub(super) async fn trade(
        &self,
        said: &Said,
        form: &[(&str, &str)],
        secret: Option<(&str, &str)>,
    ) -> Result<String, Refused> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let mut request = self.client()?.post(checked(&said.token_endpoint)?);
        if let Some((name, secret)) = secret {
            // RFC 6749, section 2.3.1: encoded as in a form before it is encoded as a header.
            let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            request = request.basic_auth(encoded(name), Some(encoded(secret)));
        }
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let traded: Traded = read(request).await?;
        Ok(traded.id_token)
    }
}

/// Where we may ask.
fn checked(way: &str) -> Result<Url, Refused> {
    let url = Url::parse(way).map_err(|_| Refused::Provider("address"))?;
    if is_safe(&url) { Ok(url) } else { Err(Refused::Provider("address")) }
}

/// Asks, and reads no more than an answer has.
async fn read<T: serde::de::DeserializeOwned>(request: RequestBuilder) -> Result<T, Refused> {
    let request = request.header("accept", "application/json");
    let mut response = request.send().await.map_err(|_| Refused::Provider("no answer"))?;
    match response.status().as_u16() {
        200 => {}
        // Of what we send, a code is what can be wrong; that we are not who we say is the administrator's to mend.
        400 => return Err(Refused::Code),
        _ => return Err(Refused::Provider("refused")),
    }
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|_| Refused::Provider("cut short"))? {
        body.extend_from_slice(&part);
        if body.len() > ANSWER_MAX {
            return Err(Refused::Provider("too long"));
        }
    }
    serde_json::from_slice(&body).map_err(|_| Refused::Provider("not as it should be"))
}
