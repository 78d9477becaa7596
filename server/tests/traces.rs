//! What a collector is told of requests: a real process, and a collector that keeps what it was told.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod running;
mod town;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Said;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;
use running::{Seat, http};
use serde_json::json;
use tokio::net::TcpListener;
use town::Phone;

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

type Told = Arc<Mutex<Vec<Vec<u8>>>>;

/// A collector: its address, and all that it was told.
async fn collector() -> (String, Told) {
    async fn keep(State(told): State<Told>, body: Bytes) {
        told.lock().unwrap().push(body.to_vec());
    }
    let told = Told::default();
    let routes = Router::new().route("/v1/traces", post(keep)).with_state(told.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (address, told)
}

fn start(data: &Path, collector: &str) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_opstap-server"))
        .args(["--listen", "127.0.0.1:0", "--behind-proxy", "--traces", collector])
        .env_remove("OPSTAP_DATABASE")
        .env("OPSTAP_DATA", data)
        .env("OPSTAP_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let first = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    (child, first.strip_prefix("listening on ").unwrap().to_owned())
}

/// Asks it to end, as systemd does: then it tells what is left.
fn end(mut child: Child) {
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(asked.success() && child.wait().unwrap().success());
}

fn spans(told: &Told) -> Vec<Span> {
    let all = told.lock().unwrap();
    let read = all.iter().map(|body| ExportTraceServiceRequest::decode(body.as_slice()).unwrap());
    let resources = read.flat_map(|request| request.resource_spans);
    resources.flat_map(|resource| resource.scope_spans).flat_map(|scope| scope.spans).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn status(span: &Span) -> Option<i64> {
    let found = span.attributes.iter().find(|attribute| attribute.key == "http.response.status_code")?;
    match found.value.as_ref()?.value.as_ref()? {
        Said::IntValue(status) => Some(*status),
        _ => None,
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn each_request_is_one_trace_with_its_pieces_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let (address, told) = collector().await;
    let ((child, url), http) = (start(folder.path(), &address), http());
    let code = seat.code(&client);
    let body = json!({ "code": code, "label": "XYZZYLABEL" }).to_string();
    let paired = http
        .post(format!("{url}/v1/pairings"))
        .header("traceparent", format!("00-{TRACE}-{PARENT}-01"))
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(paired.status(), 201);
    let paired: opstap_sync::wire::PairResponse =
        serde_json::from_slice(&paired.bytes().await.unwrap()).unwrap();
    let token = paired.device.token.clone();
    let phone = Phone::new(paired.account, paired.device);
    let round = http.post(format!("{url}/v1/sync")).bearer_auth(&phone.token);
    let round = round.body(serde_json::to_string(&phone.request()).unwrap()).send().await.unwrap();
    assert_eq!(round.status(), 200);
    assert_eq!(http.get(format!("{url}/v1/Noor-XYZZYPATH")).send().await.unwrap().status(), 404);
    assert_eq!(http.get(format!("{url}/web/in?XYZZYQUERY")).send().await.unwrap().status(), 200);
    end(child);

    let all = spans(&told);
    let named = |name: &str| {
        all.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("no {name} in {all:?}"))
    };
    let pairing = named("POST /v1/pairings");
    assert_eq!((hex(&pairing.trace_id), hex(&pairing.parent_span_id)), (TRACE.to_owned(), PARENT.to_owned()));
    assert_eq!((status(pairing), pairing.kind), (Some(201), 2));
    let below = |span: &Span| -> Vec<&str> {
        let below = all.iter().filter(|one| one.parent_span_id == span.span_id);
        below.inspect(|one| assert_eq!(one.trace_id, span.trace_id)).map(|one| one.name.as_str()).collect()
    };
    assert_eq!(below(pairing)[..3], ["wait", "write", "commit"]);
    let round = named("POST /v1/sync");
    assert_ne!(round.trace_id, pairing.trace_id);
    assert!(round.parent_span_id.is_empty() && below(round).contains(&"commit"));
    let pieces = all.iter().filter(|one| one.parent_span_id == round.span_id);
    assert!(pieces.clone().all(|one| one.start_time_unix_nano >= round.start_time_unix_nano));
    assert_eq!((status(named("GET other")), status(named("GET /web"))), (Some(404), Some(200)));

    let bytes = told.lock().unwrap().concat();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("opstap-server"));
    let account = phone.account.to_string();
    for secret in ["XYZZY", "Noor", "Testdorp", code.as_str(), token.as_str(), account.as_str()] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_away_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let _seat = Seat::file(folder.path());
    // Nobody listens there any more.
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let ((child, url), http) = (start(folder.path(), &format!("http://{gone}")), http());
    for _ in 0..3 {
        assert_eq!(http.get(format!("{url}/ready")).send().await.unwrap().status(), 200);
    }
    end(child);
}

#[test]
fn an_address_that_is_none_is_said_before_the_server_starts() {
    let folder = tempfile::tempdir().unwrap();
    for act in ["serve", "check-config"] {
        let mut asked = Command::new(env!("CARGO_BIN_EXE_opstap-server"));
        asked.args([act, "--traces", "collector:4318"]).env("OPSTAP_DATA", folder.path());
        let ended = asked.env_remove("OPSTAP_DATABASE").output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && said.contains("--traces is no http or https address"), "{said}");
    }
}
