//! A provider of sign-in that says whatever a test wants it to say, over loopback. It signs with a real key, and takes a
//! code only from who can show what the question promised (RFC 7636).
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "scaffolding of tests")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use opstap_server::push::Signer;
use opstap_server::serve::now_ms;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};

/// The secret that it gave out.
pub const SECRET: &str = "not:so secret%";

/// What it was asked last, and what it will say.
struct Said {
    issuer: String,
    asked: BTreeMap<String, String>,
    /// Changes the claims of the next token.
    lie: fn(&mut Value),
    /// Signs with a key that nobody knows.
    forges: bool,
    signer: Signer,
    other: Signer,
}

/// The provider.
#[derive(Clone)]
pub struct Liar(Arc<Mutex<Said>>);

impl std::fmt::Debug for Liar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Liar")
    }
}

fn signer() -> Signer {
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    Signer::es256(made.as_ref()).unwrap()
}

impl Liar {
    /// One that answers as long as the runtime lives, and tells the truth.
    pub async fn answering() -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let said = Said {
            issuer,
            asked: BTreeMap::new(),
            lie: |_| {},
            forges: false,
            signer: signer(),
            other: signer(),
        };
        let liar = Self(Arc::new(Mutex::new(said)));
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(liar.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        liar
    }

    /// As it names itself.
    #[must_use]
    pub fn issuer(&self) -> String {
        self.0.lock().unwrap().issuer.clone()
    }

    /// Somebody was sent here with this question; the next token says this of them.
    pub fn asked(&self, question: &str, forges: bool, lie: fn(&mut Value)) -> BTreeMap<String, String> {
        let (_, query) = question.split_once('?').unwrap();
        let asked: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let mut said = self.0.lock().unwrap();
        (said.asked, said.forges, said.lie) = (asked.clone(), forges, lie);
        asked
    }
}

async fn metadata(State(liar): State<Liar>) -> String {
    let issuer = liar.issuer();
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/sign?tenant=1"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
    })
    .to_string()
}

async fn keys(State(liar): State<Liar>) -> String {
    let said = liar.0.lock().unwrap();
    let (x, y) = said.signer.public()[1..].split_at(32);
    let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
    json!({ "keys": [
        { "kty": "oct", "k": "AAAA" },
        { "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": x, "y": y },
    ] })
    .to_string()
}

async fn token(State(liar): State<Liar>, headers: HeaderMap, body: String) -> (StatusCode, String) {
    let said = liar.0.lock().unwrap();
    let form: BTreeMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let encoded: String = form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let known = format!("Basic {}", STANDARD.encode(format!("opstap:{encoded}")));
    if headers.get("authorization").is_none_or(|given| given.as_bytes() != known.as_bytes()) {
        return (StatusCode::UNAUTHORIZED, json!({ "error": "invalid_client" }).to_string());
    }
    let shown = URL_SAFE_NO_PAD.encode(digest(&SHA256, form["code_verifier"].as_bytes()));
    if shown != said.asked["code_challenge"] || form["redirect_uri"] != said.asked["redirect_uri"] {
        return (StatusCode::BAD_REQUEST, json!({ "error": "invalid_grant" }).to_string());
    }
    let now = now_ms() / 1000;
    let mut claims = json!({
        "iss": said.issuer, "sub": "samira", "aud": "opstap", "exp": now + 300, "iat": now,
        "nonce": said.asked["nonce"], "acr": "substantial",
    });
    (said.lie)(&mut claims);
    let signer = if said.forges { &said.other } else { &said.signer };
    let token = signer.sign(json!({ "kid": "one" }), &claims).unwrap();
    (
        StatusCode::OK,
        json!({ "id_token": token, "token_type": "Bearer", "access_token": "unused" }).to_string(),
    )
}
