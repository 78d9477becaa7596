//! The description of the API and the API: neither says what the other does not.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod running;
mod town;

use std::collections::{BTreeMap, BTreeSet};

use opstap_server::http::operations::Operation;
use opstap_sync::op::Change;
use reqwest::{Client, Method, Response};
use running::{Running, Seat, http, money};
use serde_json::{Value, json};
use tempfile::TempDir;
use town::{NOW, Phone};
use uuid::Uuid;

/// A server as a process, the description that it serves, and a phone.
struct Story {
    _folder: TempDir,
    seat: Seat,
    client: String,
    server: Running,
    http: Client,
    described: Value,
}

/// What an answer was.
struct Told {
    status: u16,
    kind: String,
    body: Vec<u8>,
}

impl Told {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Story {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let seat = Seat::file(folder.path());
        let (_, _, client) = seat.town();
        let (server, http) = (seat.start(), http());
        let said = http.get(format!("{}/v1/openapi.json", server.url)).send().await.unwrap();
        assert_eq!(said.headers()["access-control-allow-origin"], "*");
        let described = serde_json::from_slice(&said.bytes().await.unwrap()).unwrap();
        Self { _folder: folder, seat, client, server, http, described }
    }

    async fn bare(&self, method: &str, path: &str) -> Response {
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        self.http.request(method, format!("{}{path}", self.server.url)).send().await.unwrap()
    }

    /// Whether a value is what a schema of the description says.
    fn holds(&self, schema: &Value, value: &Value, what: &str) {
        let whole = json!({ "components": self.described["components"], "allOf": [schema] });
        let validator = jsonschema::draft202012::new(&whole).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(value)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{what}: {wrong:?} in {value}");
    }

    /// Sends a request that is as described, and takes an answer that has to be.
    async fn ask(
        &self,
        operation: Operation,
        token: &str,
        at: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Told {
        let path = operation.path().replace("{at}", at).replace("{feed}", at);
        let query = headers
            .iter()
            .find(|(name, _)| *name == "?")
            .map_or(String::new(), |(_, query)| format!("?{query}"));
        let said = &self.described["paths"][operation.below_version().unwrap()][operation.method()];
        if let Some(schema) = said["requestBody"]["content"].get("application/json") {
            self.holds(&schema["schema"], &serde_json::from_slice(&body).unwrap(), &path);
        }
        let method = Method::from_bytes(operation.method().to_uppercase().as_bytes()).unwrap();
        let url = format!("{}{path}{query}", self.server.url);
        let mut request = self.http.request(method, url).bearer_auth(token).body(body);
        for (name, value) in headers.iter().filter(|(name, _)| *name != "?") {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let answer = &said["responses"][status.to_string()];
        assert!(answer.is_object(), "{path}: {status} is not described");
        let version = &self.described["info"]["version"];
        assert_eq!(response.headers()["api-version"].to_str().unwrap(), version.as_str().unwrap());
        for name in answer["headers"].as_object().unwrap().keys().filter(|name| *name != "ETag") {
            assert!(response.headers().contains_key(name.to_lowercase()), "{path}: {status} without {name}");
        }
        let kind = response.headers().get("content-type").map_or("", |kind| kind.to_str().unwrap());
        let kind = kind.split(';').next().unwrap().to_owned();
        let body = response.bytes().await.unwrap().to_vec();
        match answer.get("content") {
            None => assert!(body.is_empty(), "{path}: {status} has a body"),
            Some(content) => {
                let schema = content.get(&kind).unwrap_or_else(|| panic!("{path}: {status} as {kind}"));
                if kind.ends_with("json") {
                    self.holds(&schema["schema"], &serde_json::from_slice(&body).unwrap(), &path);
                }
            }
        }
        Told { status, kind, body }
    }

    async fn round(&self, phone: &mut Phone) {
        let request = phone.request();
        let body = serde_json::to_vec(&request).unwrap();
        let told = self.ask(Operation::Sync, &phone.token, "", &[], body).await;
        assert_eq!(told.status, 200);
        phone.take(&request, serde_json::from_slice(&told.body).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_described_and_nothing_else_is() {
    let story = Story::new().await;
    let mut said = BTreeSet::new();
    for (path, methods) in story.described["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            said.insert((format!("/v1{path}"), method.clone()));
        }
    }
    let table: BTreeSet<(String, String)> = Operation::ALL
        .into_iter()
        .filter(|operation| operation.below_version().is_some())
        .map(|operation| (operation.path().to_owned(), operation.method().to_owned()))
        .collect();
    assert_eq!(said, table);
    // The router answers at each, and by no other method.
    let mut by_path: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for operation in Operation::ALL {
        by_path.entry(operation.path()).or_default().insert(operation.method());
    }
    for (path, methods) in by_path {
        let here = path.replace("{at}", "AAAA").replace("{feed}", "AAAA");
        for method in ["get", "put", "post", "delete", "patch", "options"] {
            let answer = story.bare(method, &here).await;
            let status = answer.status().as_u16();
            if methods.contains(method) {
                // An address that is its own secret is not there for whoever guesses it.
                let guessed = path == Operation::Calendar.path() && status == 404;
                assert!(status != 405 && (status != 404 || guessed), "{method} {path}: {status}");
                continue;
            }
            assert_eq!(status, 405, "{method} {path}");
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
            let allowed = answer.headers()["allow"].to_str().unwrap().to_lowercase();
            assert!(methods.iter().all(|one| allowed.contains(one)), "{path}: {allowed}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_a_device_goes_as_described() {
    let story = Story::new().await;
    let code = json!({ "code": story.seat.code(&story.client), "label": "phone" }).to_string();
    let told = story.ask(Operation::Pair, "", "", &[], code.clone().into()).await;
    assert_eq!(told.status, 201);
    assert_eq!(story.ask(Operation::Pair, "", "", &[], code.into()).await.status, 410);
    let paired: opstap_sync::wire::PairResponse = serde_json::from_slice(&told.body).unwrap();
    let mut phone = Phone::new(paired.account, paired.device);
    story.round(&mut phone).await;
    let money = money(&phone);
    phone.line(money, 1, 60_000);
    phone.line(money, 2, 100);
    story.round(&mut phone).await;
    phone.set_line(money, 1, 70_000);
    phone.act(money, Uuid::from_u128(2), "budget_line", Change::Del("sight".into()));
    story.round(&mut phone).await;
    // Another device reads all of it.
    let mut tablet = story.server.pair(&story.http, &story.seat.code(&story.client)).await;
    story.round(&mut tablet).await;
    let h = phone.grants.iter().find(|grant| grant.scope == money).unwrap().h;
    let asked =
        json!({ "dev": phone.memory.device, "h": h, "id": Uuid::from_u128(1), "below": 0 }).to_string();
    let told = story.ask(Operation::History, &phone.token, "", &[], asked.clone().into()).await;
    assert!(told.json()["rows"].as_array().unwrap().len() > 1);
    assert_eq!(story.ask(Operation::History, "x", "", &[], asked.into()).await.status, 401);
    woken(&story, &phone).await;
    let twin =
        json!({ "proto": 1, "dev": phone.memory.device, "n": 0, "ge": 0, "epoch": "another" }).to_string();
    assert_eq!(story.ask(Operation::Sync, &phone.token, "", &[], twin.into()).await.status, 409);
    assert_eq!(story.ask(Operation::SignOut, &phone.token, "", &[], vec![]).await.status, 204);
    assert_eq!(story.ask(Operation::SignOut, &phone.token, "", &[], vec![]).await.status, 401);
    let wrong = json!({ "code": "ABCDE-FGHJK" }).to_string();
    let mut statuses = BTreeSet::new();
    for _ in 0..11 {
        statuses.insert(story.ask(Operation::Pair, "", "", &[], wrong.clone().into()).await.status);
    }
    assert_eq!(statuses, BTreeSet::from([404, 429]));
}

async fn woken(story: &Story, phone: &Phone) {
    let told = story.ask(Operation::Nudges, &phone.token, "", &[("?", "wait=0")], vec![]).await;
    assert_eq!((told.status, told.kind.as_str()), (200, "application/json"));
    let told = story.ask(Operation::Nudges, &phone.token, "", &[("?", "wait=soon")], vec![]).await;
    assert_eq!(told.status, 400);
    assert_eq!(story.ask(Operation::PushOffer, &phone.token, "", &[], vec![]).await.status, 200);
    let token = "ab".repeat(32);
    for (body, status) in [
        (json!({ "to": { "kind": "apns", "token": token } }), 204),
        (
            json!({ "to": { "kind": "webpush", "endpoint": "http://127.0.0.1/x", "p256dh": "B", "auth": "A" } }),
            400,
        ),
        (json!({ "to": null }), 204),
    ] {
        let told = story.ask(Operation::Push, &phone.token, "", &[], body.to_string().into()).await;
        assert_eq!(told.status, status, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_travels_as_described() {
    let story = Story::new().await;
    let mut phone = story.server.pair(&story.http, &story.seat.code(&story.client)).await;
    let request = phone.request();
    let body = serde_json::to_vec(&request).unwrap();
    let told = story.ask(Operation::Sync, &phone.token, "", &[], body).await;
    let answer: opstap_sync::wire::SyncResponse = serde_json::from_slice(&told.body).unwrap();
    let key = answer.keys[0].1;
    phone.take(&request, answer);
    let grant =
        phone.grants.iter().find(|grant| grant.scope.to_string().ends_with("together")).unwrap().clone();
    let bytes: Vec<u8> = [0xff, 0xd8, 0xff, 0xe0].into_iter().chain([7; 500]).collect();
    let mut hasher = key.hasher();
    hasher.add(&bytes);
    let (id, hash) = (Uuid::from_u128(71), hasher.finish());
    let units = BTreeMap::from([
        ("content".to_owned(), json!({ "size": bytes.len(), "media": "image/jpeg", "hash": hash })),
        ("of".to_owned(), json!({ "kind": "message", "id": Uuid::from_u128(72) })),
        ("author".to_owned(), json!(phone.account)),
        ("added_at".to_owned(), json!(NOW)),
    ]);
    phone.act(grant.scope, id, "file", Change::New(units));
    story.round(&mut phone).await;
    let asked = json!({ "dev": phone.memory.device, "h": grant.h, "id": id }).to_string();
    let place = story.ask(Operation::PlaceBlob, &phone.token, "", &[], asked.into()).await.json();
    let (at, token) = (place["at"].as_str().unwrap(), phone.token.as_str());
    assert_eq!(story.ask(Operation::FetchBlob, token, at, &[], vec![]).await.status, 404);
    assert_eq!(story.ask(Operation::ReachBlob, token, at, &[], vec![]).await.status, 200);
    let kind = ("content-type", "application/offset+octet-stream");
    for (offset, kind, status) in
        [("9", kind, 409), ("0", ("content-type", "text/plain"), 415), ("0", kind, 204)]
    {
        let headers = [("upload-offset", offset), kind];
        let told = story.ask(Operation::BringBlob, token, at, &headers, bytes.clone()).await;
        assert_eq!(told.status, status);
    }
    for (range, status) in [("bytes=0-9", 206), ("bytes=0-", 206), ("bytes=999-", 416), ("lines=1", 200)] {
        let told = story.ask(Operation::FetchBlob, token, at, &[("range", range)], vec![]).await;
        assert_eq!(told.status, status, "{range}");
    }
    assert_eq!(story.ask(Operation::FetchBlob, "x", at, &[], vec![]).await.status, 401);
    assert_eq!(story.ask(Operation::FetchBlob, token, "AAAA", &[], vec![]).await.status, 404);
    assert_eq!(story.ask(Operation::FetchBlob, token, "%ff%fe", &[], vec![]).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_read_as_described() {
    let story = Story::new().await;
    let made = story.seat.done(&["calendar", "make", &story.client]);
    let feed = made["address"].as_str().unwrap().rsplit('/').next().unwrap();
    assert_eq!(story.ask(Operation::Calendar, "", feed, &[], vec![]).await.status, 200);
    assert_eq!(story.ask(Operation::Calendar, "", feed, &[("if-none-match", "*")], vec![]).await.status, 304);
    assert_eq!(story.ask(Operation::Calendar, "", "nobody.ics", &[], vec![]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_may_do_with_an_answer_is_said() {
    let story = Story::new().await;
    for (method, path) in [("get", "/v1/info"), ("put", "/v1/sync"), ("get", "/nothing"), ("get", "/v1/docs")]
    {
        let answer = story.bare(method, path).await;
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("strict-transport-security", "max-age=31536000"),
            ("api-version", "1.3.0"),
        ] {
            assert_eq!(answer.headers()[name], value, "{path}");
        }
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(answer.headers().get("access-control-allow-origin").is_none(), "{path}");
    }
    let problem: Value =
        serde_json::from_slice(&story.bare("put", "/v1/sync").await.bytes().await.unwrap()).unwrap();
    for member in ["type", "title", "detail"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member} in {problem}");
    }
    let unknown = story.bare("post", "/v1/sync").await;
    assert_eq!(
        (unknown.status().as_u16(), &unknown.headers()["www-authenticate"]),
        (401, &"Bearer".parse().unwrap())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_can_read_it() {
    let story = Story::new().await;
    let page = story.bare("get", "/v1/docs").await.text().await.unwrap();
    assert!(!page.contains("<script"));
    for methods in story.described["paths"].as_object().unwrap().values() {
        for said in methods.as_object().unwrap().values() {
            assert!(page.contains(said["summary"].as_str().unwrap()), "{said}");
        }
    }
    for name in story.described["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("id=\"type-{name}\"")), "{name}");
    }
    // No link leads to nothing.
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
    }
}
