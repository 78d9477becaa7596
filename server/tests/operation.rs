//! What whoever runs a server sees of it: readiness, figures, the log, and what is wrong with a configuration.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod running;
mod town;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::SystemTime;

use opstap_sync::op::Change;
use reqwest::Client;
use running::{Seat, http, text};
use serde_json::{Value, json};
use town::{NOW, Phone};
use uuid::Uuid;

const BINARY: &str = env!("CARGO_BIN_EXE_opstap-server");

/// A server with figures, whose log is kept.
struct Watched {
    child: Child,
    url: String,
    figures: String,
}

impl Watched {
    fn start(data: &Path, log: &str) -> Self {
        let mut child = Command::new(BINARY)
            .args(["--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--log-as", "json"])
            .env_remove("OPSTAP_DATABASE")
            .env("OPSTAP_DATA", data)
            .env("OPSTAP_LOG", log)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut next = |begin: &str| lines.next().unwrap().unwrap().strip_prefix(begin).unwrap().to_owned();
        let (url, figures) = (next("listening on "), next("figures at "));
        Self { child, url, figures }
    }

    async fn get(&self, http: &Client, url: &str) -> (u16, String) {
        let url = if url.starts_with('/') { format!("{}{url}", self.url) } else { url.to_owned() };
        let answer = http.get(url).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    async fn post(&self, http: &Client, path: &str, token: &str, body: String) -> (u16, Vec<u8>) {
        let request = http.post(format!("{}{path}", self.url)).bearer_auth(token).body(body);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
    }

    async fn pair(&self, http: &Client, code: &str) -> Phone {
        let body = json!({ "code": code, "label": "XYZZYLABEL" }).to_string();
        let (status, answer) = self.post(http, "/v1/pairings", "", body).await;
        assert_eq!(status, 201);
        let paired: opstap_sync::wire::PairResponse = serde_json::from_slice(&answer).unwrap();
        Phone::new(paired.account, paired.device)
    }

    async fn round(&self, http: &Client, phone: &mut Phone) {
        let request = phone.request();
        let body = serde_json::to_string(&request).unwrap();
        let (status, answer) = self.post(http, "/v1/sync", &phone.token, body).await;
        assert_eq!(status, 200);
        phone.take(&request, serde_json::from_slice(&answer).unwrap());
    }

    /// Ends it, and gives what it logged.
    fn log(mut self) -> String {
        self.child.kill().unwrap();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        self.child.wait().unwrap();
        log
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // A test that ends, or fails, leaves no server behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn value(figures: &str, name: &str) -> f64 {
    let line = figures.lines().find(|line| line.starts_with(&format!("{name} ")));
    line.unwrap_or_else(|| panic!("no {name} in {figures}")).rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_count_what_happened_and_name_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let (server, http) = (Watched::start(folder.path(), "off"), http());
    assert_eq!(server.get(&http, "/ready").await, (200, "{\"status\":\"ready\"}".to_owned()));
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await;
    let money = running::money(&phone);
    phone.line(money, 1, 100);
    phone.line(money, 2, 100);
    server.round(&http, &mut phone).await;
    assert_eq!(server.get(&http, "/v1/Noor").await.0, 404);
    assert_eq!(server.get(&http, "/web/in").await.0, 200);
    let (status, figures) = server.get(&http, &server.figures).await;
    assert_eq!(status, 200);
    for (name, is) in [
        ("opstap_requests_total{route=\"/v1/sync\",method=\"POST\",status=\"200\"}", 2.0),
        ("opstap_requests_total{route=\"/v1/pairings\",method=\"POST\",status=\"201\"}", 1.0),
        ("opstap_requests_total{route=\"other\",method=\"GET\",status=\"404\"}", 1.0),
        ("opstap_requests_total{route=\"/web\",method=\"GET\",status=\"200\"}", 1.0),
        ("opstap_request_seconds_count{route=\"/v1/sync\"}", 2.0),
        ("opstap_request_seconds_bucket{route=\"/v1/sync\",le=\"+Inf\"}", 2.0),
        ("opstap_rounds_total", 2.0),
        ("opstap_operations_total", 2.0),
        ("opstap_writer_queue", 0.0),
        ("opstap_listeners", 0.0),
        ("opstap_web_sessions", 0.0),
    ] {
        assert!((value(&figures, name) - is).abs() < 1e-9, "{name} in {figures}");
    }
    assert!(!figures.contains("Noor") && !figures.contains(&phone.memory.device.unwrap().to_string()));
    // Figures are at their own address only, and nothing else is there.
    assert_eq!(server.get(&http, "/metrics").await.0, 404);
    let beside = server.figures.replace("/metrics", "/v1/info");
    assert_eq!(server.get(&http, &beside).await.0, 404);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_reads_figures_does_not_keep_a_server_from_ending() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, http) = (Watched::start(folder.path(), "off"), http());
    assert_eq!(server.get(&http, &server.figures).await.0, 200);
    running::terminate(&server.child);
    assert!(server.child.wait().unwrap().success());
    assert!(!folder.path().join("opstap.db-wal").exists(), "the file was closed");
    drop(http);
}

/// What marks a secret or something personal, wherever it turns up.
const MARKS: [&str; 4] = ["XYZZYNAME", "XYZZYMESSAGE", "XYZZYLABEL", "XYZZYTYPED"];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_personal_is_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let org = text(&seat.done(&["org", "add", "Testdorp"]), "org");
    let staff = seat.done(&["staff", "add", "--org", &org, "--role", "counsellor", "XYZZYNAME Sam"]);
    let case = seat.done(&[
        "case",
        "open",
        "--org",
        &org,
        "--client",
        "XYZZYNAME Noor",
        "--counsellor",
        &text(&staff, "account"),
    ]);
    // As much as there is.
    let (server, http) = (Watched::start(folder.path(), "trace"), http());
    let code = seat.code(&text(&case, "client"));
    let mut phone = server.pair(&http, &code).await;
    server.round(&http, &mut phone).await;
    let together =
        phone.grants.iter().find(|grant| grant.scope.to_string().ends_with("together")).unwrap().scope;
    let words = BTreeMap::from([
        ("text".to_owned(), json!("XYZZYMESSAGE")),
        ("author".to_owned(), json!(phone.account)),
        ("sent_at".to_owned(), json!(NOW)),
    ]);
    phone.act(together, Uuid::from_u128(7), "message", Change::New(words));
    server.round(&http, &mut phone).await;
    // What is wrong is not quoted either.
    server.post(&http, "/v1/sync", &phone.token, json!({ "dev": "XYZZYTYPED" }).to_string()).await;
    server.post(&http, "/v1/pairings", "", json!({ "code": "XYZZYTYPED" }).to_string()).await;
    server.get(&http, "/v1/XYZZYTYPED").await;
    server.get(&http, "/v1/blobs/XYZZYTYPED?name=XYZZYTYPED").await;
    server.get(&http, "/web/of/XYZZYTYPED/today").await;
    let log = server.log();
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
    }
    let ours: Vec<&str> = log.lines().filter(|line| line.contains("opstap_server")).collect();
    assert!(
        ours.iter().any(|line| line.contains("\"route\":\"/v1/sync\"") && line.contains("\"status\":200"))
    );
    for mark in MARKS.into_iter().chain([code.as_str(), phone.token.as_str()]) {
        let found: Vec<&&str> = ours.iter().filter(|line| line.contains(mark)).collect();
        assert!(found.is_empty(), "{mark}: {found:?}");
    }
    // At the level that servers run with, libraries say nothing of it either.
    let calm = log.lines().filter(|line| !line.contains("\"TRACE\"") && !line.contains("\"DEBUG\""));
    for line in calm {
        assert!(!MARKS.iter().any(|mark| line.contains(mark)), "{line}");
    }
}

fn check(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.env_remove("OPSTAP_DATABASE").env("OPSTAP_DATA", data).args(["--listen", "127.0.0.1:0"]);
    command.args(arguments).arg("check-config").output().unwrap()
}

/// Everything in a folder: names, bytes and when they were written.
fn all_of(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, about) = (entry.path(), entry.metadata().unwrap());
        if about.is_dir() {
            all.extend(all_of(&path));
        }
        let bytes = if about.is_dir() { Vec::new() } else { std::fs::read(&path).unwrap() };
        all.insert(path.display().to_string(), (bytes, about.modified().unwrap()));
    }
    all
}

#[test]
fn a_configuration_is_looked_at_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let said = check(&data, &[]);
    assert_eq!(said.status.code(), Some(0), "{}", String::from_utf8_lossy(&said.stderr));
    assert!(!data.exists(), "what is not there is not made");

    let seat = Seat::file(&data);
    seat.town();
    let push = folder.path().join("push.json");
    std::fs::write(&push, "{ \"webpush\": { \"contact\": \"mailto:ict@testdorp.example\" } }").unwrap();
    let before = all_of(folder.path());
    let named = ["--push", push.to_str().unwrap(), "--contact-mail", "api@testdorp.example"];
    let said = check(&data, &named);
    let text = String::from_utf8(said.stdout).unwrap();
    assert_eq!(said.status.code(), Some(0), "{}", String::from_utf8_lossy(&said.stderr));
    assert!(text.contains("layout") && text.contains("webpush") && text.contains("3 there"), "{text}");
    assert_eq!(all_of(folder.path()), before);
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_quotes_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    Seat::file(&data).town();
    let wrong = |arguments: &[&str], says: &[&str]| {
        let before = all_of(folder.path());
        let said = check(&data, arguments);
        let text = String::from_utf8(said.stderr).unwrap();
        assert_eq!(said.status.code(), Some(1), "{text}");
        for one in says {
            assert!(text.contains(one), "{one} in {text}");
        }
        assert_eq!(all_of(folder.path()), before);
        text
    };
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    wrong(&["--metrics", &address], &["WRONG  metrics", &address]);
    let push = folder.path().join("push.json");
    std::fs::write(
        &push,
        "{ \"fcm\": { \"service_account\": \"nowhere.json\" }, \"word\": \"XYZZYSECRET\" }",
    )
    .unwrap();
    let text = wrong(&["--push", push.to_str().unwrap()], &["WRONG  push", "push.json"]);
    assert!(!text.contains("XYZZYSECRET"));
    let delivery = folder.path().join("delivery.json");
    std::fs::write(&delivery, "{ \"sms\": { \"word\": \"XYZZYSECRET\" } }").unwrap();
    let text = wrong(&["--delivery", delivery.to_str().unwrap()], &["WRONG  delivery", "delivery.json"]);
    assert!(!text.contains("XYZZYSECRET"));
    wrong(&["--contact-mail", "nobody"], &["WRONG  contact"]);
    wrong(&["--blobs", "s3://bucket"], &["WRONG  files"]);
    let text = wrong(&["--database", "postgres://o:XYZZYSECRET@127.0.0.1:1/o"], &["WRONG  database"]);
    assert!(!text.contains("XYZZYSECRET"));

    let key = data.join("secret/db.key");
    std::fs::write(&key, [7; 32]).unwrap();
    wrong(&[], &["WRONG  database"]);
    std::fs::write(&key, [7; 31]).unwrap();
    wrong(&[], &["WRONG  secrets", "db.key is damaged"]);
    std::fs::remove_file(&key).unwrap();
    wrong(&[], &["WRONG  secrets", "db.key is missing"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(data.join("secret"), open).unwrap();
        wrong(&[], &["WRONG  folder", "others on this machine"]);
    }
    let said = check(&data, &["--metrics", "nowhere"]);
    assert_eq!(said.status.code(), Some(2));
}
