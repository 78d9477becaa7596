//! The routes over a real socket: what hostile and unlucky requests get.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod town;

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use opstap_server::engine::Engine;
use opstap_server::serve::Server;
use opstap_server::store::Sqlite;
use opstap_sync::wire::{Problem, ProblemCode, SyncResponse};
use proptest::prelude::*;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use town::{Phone, Town};

struct Served {
    address: SocketAddr,
    http: Client,
    phone: Phone,
    tablet: Phone,
    code: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    done: tokio::task::JoinHandle<()>,
}

impl Served {
    async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut town = Town::<Sqlite>::new(Engine::open_in_memory(5).unwrap());
        // The server's clock is the real one: codes have to be made by it.
        town.now = opstap_server::serve::now_ms();
        let (phone, tablet) = (town.client(), town.pair(town.counsellor));
        let code = town.engine.pairing_code(town.case.client, town.now).unwrap().code;
        let listen = "127.0.0.1:0".parse().unwrap();
        let server = Server::with_engine(town.engine, listen).await.unwrap();
        let server = server.with_patience(Duration::from_secs(2));
        let address = server.address().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let done = tokio::spawn(async move { server.run(async { drop(stopped.await) }).await.unwrap() });
        let http = Client::builder().no_proxy().build().unwrap();
        Self { address, http, phone, tablet, code, stop: Some(stop), done }
    }

    async fn send(&self, method: Method, path: &str, token: &str, body: Vec<u8>) -> Response {
        let url = format!("http://{}{path}", self.address);
        let request = self.http.request(method, url).header("authorization", format!("Bearer {token}"));
        request.body(body).send().await.unwrap()
    }

    async fn sync(&self, token: &str, body: impl Into<Vec<u8>>) -> Response {
        self.send(Method::POST, "/v1/sync", token, body.into()).await
    }

    async fn pair(&self, code: &str) -> Response {
        self.send(Method::POST, "/v1/pairings", "", json!({ "code": code }).to_string().into()).await
    }

    async fn round(&self, phone: &mut Phone) -> SyncResponse {
        let request = phone.request();
        let response = self.sync(&phone.token, serde_json::to_vec(&request).unwrap()).await;
        assert_eq!(response.status(), 200);
        let answer: SyncResponse = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        phone.take(&request, answer.clone());
        answer
    }
}

async fn problem(response: Response, status: u16) -> Problem {
    assert_eq!(response.status().as_u16(), status);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.headers()["api-version"], opstap_server::http::API_VERSION);
    let problem: Problem = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert_eq!(problem.status, status);
    problem
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_agree_over_the_network() {
    let mut served = Served::new().await;
    let (mut phone, mut tablet) = (served.phone.clone(), served.tablet.clone());
    served.round(&mut phone).await;
    let money = phone.grants.iter().find(|grant| grant.scope.to_string().ends_with("money")).unwrap().scope;
    phone.line(money, 1, 60_000);
    served.round(&mut phone).await;
    served.round(&mut tablet).await;
    assert_eq!(tablet.cents(money, 1), Some(60_000));
    // The server stops calmly.
    served.stop.take().unwrap().send(()).unwrap();
    served.done.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_is_a_problem_document() {
    let served = Served::new().await;
    let token = served.phone.token.clone();
    problem(served.send(Method::GET, "/nothing", "", vec![]).await, 404).await;
    problem(served.send(Method::PUT, "/v1/sync", "", vec![]).await, 405).await;
    for (bad, status) in [("", 401), ("short", 401), (&*"A".repeat(43), 401)] {
        let body = serde_json::to_vec(&served.phone.request()).unwrap();
        let said = problem(served.sync(bad, body).await, status).await;
        assert_eq!(said.code, Some(ProblemCode::NotSignedIn));
    }
    for body in ["", "null", "{", "[]", "{\"proto\":1}", "\u{0}", "{\"dev\":\"NOOR WROTE THIS\"}"] {
        let said = problem(served.sync(&token, body).await, 400).await;
        assert_eq!(said.code, Some(ProblemCode::BadRequest));
        assert!(!format!("{said:?}").contains("NOOR"));
    }
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    problem(served.sync(&token, deep).await, 400).await;
}

/// A list of the members in their order would be read by another version as something else.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_no_request() {
    let served = Served::new().await;
    let token = served.phone.token.clone();
    let pairing = json!([served.code]).to_string();
    for (path, body) in
        [("/v1/push", "[]".to_owned()), ("/v1/push", " [null]".to_owned()), ("/v1/pairings", pairing)]
    {
        let said = problem(served.send(Method::POST, path, &token, body.clone().into()).await, 400).await;
        assert_eq!(said.code, Some(ProblemCode::BadRequest), "{path} {body}");
    }
    assert_eq!(served.pair(&served.code).await.status(), 201, "the code was not used");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_speaks_for_its_own_device_only() {
    let served = Served::new().await;
    let body = serde_json::to_vec(&served.phone.request()).unwrap();
    let said = problem(served.sync(&served.tablet.token, body).await, 401).await;
    assert_eq!(said.code, Some(ProblemCode::NotSignedIn));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_token() {
    let served = Served::new().await;
    let token = served.phone.token.clone();
    assert_eq!(served.send(Method::DELETE, "/v1/devices/me", &token, vec![]).await.status(), 204);
    problem(served.send(Method::DELETE, "/v1/devices/me", &token, vec![]).await, 401).await;
    problem(served.sync(&token, serde_json::to_vec(&served.phone.request()).unwrap()).await, 401).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_is_refused_before_it_is_read() {
    let served = Served::new().await;
    let head = format!(
        "POST /v1/sync HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: {}\r\n\r\n",
        served.phone.token,
        100 * 1024 * 1024
    );
    let mut socket = TcpStream::connect(served.address).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&[b' '; 1000]).await.unwrap();
    let mut start = [0; 12];
    socket.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");
    // Without a length, the limit cuts in on the way.
    let said = problem(served.sync(&served.phone.token, vec![b' '; 1024 * 1024 + 1]).await, 413).await;
    assert_eq!(said.code, Some(ProblemCode::Split));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gzip_bomb_is_refused_and_honest_gzip_is_not() {
    let served = Served::new().await;
    let zip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let send = |body: Vec<u8>, coding: &'static str| {
        let url = format!("http://{}/v1/sync", served.address);
        let request =
            served.http.post(url).header("content-encoding", coding).header("accept-encoding", "gzip");
        request.bearer_auth(&served.phone.token).body(body).send()
    };
    problem(send(zip(&vec![b' '; 300 * 1024 * 1024]), "gzip").await.unwrap(), 413).await;
    problem(send(b"no gzip".to_vec(), "gzip").await.unwrap(), 400).await;
    problem(send(b"{}".to_vec(), "br").await.unwrap(), 415).await;
    let body = serde_json::to_vec(&served.phone.request()).unwrap();
    let response = send(zip(&body), "gzip").await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert!(response.headers().get("server").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_cut_or_dawdles_changes_nothing() {
    let served = Served::new().await;
    let mut phone = served.phone.clone();
    served.round(&mut phone).await;
    let money = phone.grants.iter().find(|grant| grant.scope.to_string().ends_with("money")).unwrap().scope;
    phone.line(money, 1, 60_000);
    let body = serde_json::to_vec(&phone.request()).unwrap();
    let head = format!(
        "POST /v1/sync HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: {}\r\n\r\n",
        phone.token,
        body.len()
    );
    let mut socket = TcpStream::connect(served.address).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&body[..body.len() - 1]).await.unwrap();
    drop(socket);
    // One that never finishes is answered by the clock.
    let mut socket = TcpStream::connect(served.address).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut start = [0; 12];
    socket.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 408");
    let mut tablet = served.tablet.clone();
    served.round(&mut tablet).await;
    assert_eq!(tablet.cents(money, 1), None);
    let answer = served.round(&mut phone).await;
    assert_eq!(answer.res[0].r, opstap_sync::wire::Verdict::Ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_codes_ends_in_waiting() {
    let served = Served::new().await;
    for _ in 0..10 {
        let said = problem(served.pair("ABCDE-FGHJK").await, 404).await;
        assert_eq!(said.kind, "urn:opstap:problem:code-invalid");
    }
    let waiting = served.pair(&served.code).await;
    assert!(waiting.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 0);
    problem(waiting, 429).await;
}

/// Without a proxy of ours, anybody could write another address in front of each guess.
#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_sender_does_not_buy_guesses() {
    let served = Served::new().await;
    let url = format!("http://{}/v1/pairings", served.address);
    for guess in 0..11 {
        let request = served.http.post(&url).header("x-forwarded-for", format!("192.0.2.{guess}"));
        let status = request.body("{\"code\":\"ABCDE-FGHJK\"}").send().await.unwrap().status();
        assert_eq!(status.as_u16(), if guess < 10 { 404 } else { 429 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_pairs_one_device_once() {
    let served = Served::new().await;
    assert_eq!(served.pair(&served.code).await.status(), 201);
    let said = problem(served.pair(&served.code).await, 410).await;
    assert_eq!(said.kind, "urn:opstap:problem:code-expired");
}

/// The header of draft-ietf-httpapi-idempotency-key-header (ADR-0064).
#[tokio::test(flavor = "multi_thread")]
async fn a_code_with_a_key_may_be_asked_again_and_a_key_that_is_none_is_refused() {
    let served = Served::new().await;
    let url = format!("http://{}/v1/pairings", served.address);
    let ask = async |key: &str| {
        let request = served.http.post(&url).header("Idempotency-Key", key);
        request.body(json!({ "code": served.code }).to_string()).send().await.unwrap()
    };
    problem(ask("short").await, 400).await;
    for _ in 0..2 {
        assert_eq!(ask("\"8e03978e-40d5-43dd\"").await.status(), 201);
    }
    assert_eq!(problem(ask("8e03978e-40d5-43de").await, 410).await.kind, "urn:opstap:problem:code-expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_all_get_their_answer() {
    let served = Served::new().await;
    let body = serde_json::to_vec(&served.phone.request()).unwrap();
    let all: Vec<_> = (0..100)
        .map(|_| {
            let (http, token, body) = (served.http.clone(), served.phone.token.clone(), body.clone());
            let url = format!("http://{}/v1/sync", served.address);
            tokio::spawn(async move {
                http.post(url).bearer_auth(token).body(body).send().await.unwrap().status()
            })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.unwrap(), 200);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A request that is nearly right: some members, and some of an operation's, are anything.
fn nearly(dev: String) -> impl Strategy<Value = Value> {
    let member = prop::sample::select(vec![
        "proto", "schema", "n", "ack", "chain", "epoch", "ge", "ck", "cur", "prio", "want", "ops", "purged",
        "rcpt", "dig", "have", "op.knew", "op.erase", "op.fold", "op.n", "op.uid", "op.tx", "op.h", "op.id",
        "op.k", "op.t", "op.new", "op.set", "op.del",
    ]);
    prop::collection::vec((member, any_json()), 0..4).prop_map(move |changes| {
        let mut request = json!({ "proto": 1, "schema": 1, "dev": dev, "n": 1, "ack": 0 });
        let mut op = json!({
            "n": 1, "uid": "AAAAAAAAAAAAAAAA", "h": 2, "id": "00000000-0000-0000-0000-000000000001",
            "k": "budget_line", "t": 1, "new": { "category": "huur" },
        });
        let mut ops = true;
        for (name, value) in changes {
            match name.strip_prefix("op.") {
                Some(member @ ("new" | "set" | "del" | "erase" | "fold")) => {
                    op.as_object_mut().unwrap().remove("new");
                    op[member] = value;
                }
                Some(member) => op[member] = value,
                None => {
                    ops &= name != "ops";
                    request[name] = value;
                }
            }
        }
        if ops {
            request["ops"] = json!([op]);
        }
        request
    })
}

/// Whatever a body says, the server neither falls over nor blames itself.
#[tokio::test(flavor = "multi_thread")]
async fn no_body_makes_the_server_fall() {
    let served = Served::new().await;
    let dev = served.phone.memory.device.unwrap().to_string();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for at in 0..600 {
        let strategy = if at % 4 == 0 { any_json().boxed() } else { nearly(dev.clone()).boxed() };
        let body = strategy.new_tree(&mut runner).unwrap().current().to_string();
        let status = served.sync(&served.phone.token, body.clone()).await.status().as_u16();
        assert!(status < 500, "{status}: {body}");
    }
    assert_eq!(served.send(Method::GET, "/health", "", vec![]).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_question_for_a_history_says_it_is_never_our_fault() {
    let served = Served::new().await;
    let dev = served.phone.memory.device.unwrap().to_string();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let members = prop::sample::select(vec!["dev", "h", "id", "below", "other"]);
    let nearly = prop::collection::vec((members, any_json()), 0..3).prop_map(move |changes| {
        let mut asked = json!({ "dev": dev, "h": 2, "id": "00000000-0000-0000-0000-000000000001" });
        for (name, value) in changes {
            asked[name] = value;
        }
        asked
    });
    let nearly = nearly.boxed();
    for at in 0..200 {
        let strategy = if at % 4 == 0 { any_json().boxed() } else { nearly.clone() };
        let body = strategy.new_tree(&mut runner).unwrap().current().to_string();
        let token = if at % 5 == 0 { "x" } else { &served.phone.token };
        let answer = served.send(Method::POST, "/v1/history", token, body.clone().into()).await;
        let status = answer.status().as_u16();
        assert!((400..500).contains(&status), "{status}: {body}");
    }
    assert_eq!(served.send(Method::GET, "/health", "", vec![]).await.status(), 200);
}
