//! Push services on this machine: HTTP/2 over TLS, under an authority of the test's own. They keep what they were asked
//! and answer what they were told.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, Version};
use axum::serve::Listener;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_server::push::{Reach, Signer, pkcs8};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// One request, as it arrived.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: Method,
    pub path: String,
    pub version: Version,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What is answered: a status, seconds of `Retry-After`, and a body.
#[derive(Clone, Debug)]
pub struct Says(pub u16, pub Option<u32>, pub String);

pub fn says(status: u16) -> Says {
    Says(status, None, String::new())
}

#[derive(Clone)]
pub struct Service {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    next: Arc<Mutex<VecDeque<Says>>>,
    otherwise: Says,
}

impl Service {
    /// One that answers so, unless it is told otherwise for the next requests.
    pub async fn start(otherwise: Says) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let service = Self { url, asked: Arc::default(), next: Arc::default(), otherwise };
        let routes = Router::new().fallback(answer).with_state(service.clone());
        let tls = Tls { listener, acceptor: TlsAcceptor::from(house().server.clone()) };
        tokio::spawn(axum::serve(tls, routes).into_future());
        service
    }

    pub fn next(&self, says: Says) {
        self.next.lock().unwrap().push_back(says);
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn last(&self) -> Asked {
        self.asked().pop().expect("nobody asked")
    }

    /// The requests, once there are so many.
    pub async fn after(&self, count: usize) -> Vec<Asked> {
        for _ in 0..500 {
            if self.asked().len() >= count {
                return self.asked();
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("{} requests of {count}", self.asked().len());
    }
}

async fn answer(State(service): State<Service>, request: Request) -> Response<String> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1_000_000).await.unwrap();
    let (path, version) = (parts.uri.path().to_owned(), parts.version);
    service.asked.lock().unwrap().push(Asked {
        method: parts.method,
        path,
        version,
        headers: parts.headers,
        body,
    });
    let says = service.next.lock().unwrap().pop_front();
    let Says(status, retry, text) = says.unwrap_or_else(|| service.otherwise.clone());
    let mut response = Response::builder().status(status);
    if let Some(retry) = retry {
        response = response.header("retry-after", retry);
    }
    response.body(text).unwrap()
}

struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, peer) = self.listener.accept().await.unwrap();
            // Whoever does not trust us leaves here.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, peer);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// The authority, and what a service under it shows.
struct House {
    authority: String,
    server: Arc<ServerConfig>,
}

fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let shown = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let mut server = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![shown.der().clone()], key)
            .unwrap();
        server.alpn_protocols = vec![b"h2".to_vec()];
        House { authority, server: Arc::new(server) }
    })
}

/// Only services of this machine.
pub fn here() -> Reach {
    Reach::Only(house().authority.clone())
}

fn openssl(arguments: &[&str]) -> String {
    let made = Command::new("openssl").args(arguments).stderr(Stdio::null()).output();
    let made = made.expect("openssl is on this machine");
    assert!(made.status.success());
    String::from_utf8(made.stdout).unwrap()
}

/// A private key of P-256 in PEM, as Apple gives one.
pub fn ec_pem() -> String {
    openssl(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"])
}

/// A private key of RSA in PEM, as Google gives one. Made once: it takes a while.
pub fn rsa_pem() -> String {
    static KEY: OnceLock<String> = OnceLock::new();
    KEY.get_or_init(|| openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"])).clone()
}

pub fn ec() -> Signer {
    Signer::es256(&pkcs8(&ec_pem()).unwrap()).unwrap()
}

pub fn rsa() -> Signer {
    Signer::rs256(&pkcs8(&rsa_pem()).unwrap()).unwrap()
}

pub fn decoded(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// The header and claims of a token, if that key signed them.
pub fn verified(token: &str, public: &[u8]) -> (Value, Value) {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let read = |part: &str| serde_json::from_slice::<Value>(&decoded(part)).unwrap();
    let (header, claims) = (read(header), read(claims));
    let checked = match header["alg"].as_str().unwrap() {
        "ES256" => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public)
            .verify(signed.as_bytes(), &decoded(signature)),
        "RS256" => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public)
            .verify(signed.as_bytes(), &decoded(signature)),
        other => panic!("{other}"),
    };
    checked.expect("not signed by this key");
    (header, claims)
}

pub fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}
