//! From an edit to a push: who is woken, how often, and what is forgotten. And the file that says by whom.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod services;
mod town;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use opstap_server::data::DataDir;
use opstap_server::engine::Engine;
use opstap_server::push::{Apns, BadConfig, Pace, Senders, Team};
use opstap_server::serve::Server;
use opstap_server::store::Sqlite;
use opstap_sync::push::PushOffer;
use reqwest::Client;
use serde_json::json;
use services::{Service, ec, ec_pem, here, rsa_pem, says, write};
use town::{Phone, Town};

/// As in a day, in a second.
const PACE: Pace = Pace {
    gather: Duration::from_millis(20),
    apart: Duration::from_secs(2),
    apart_apple: Duration::from_secs(2),
    retry: Duration::from_millis(100),
    tries: 3,
};

struct Here {
    url: String,
    http: Client,
    phone: Phone,
    tablet: Phone,
    money: opstap_domain::ids::ScopeId,
    lines: u128,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Here {
    /// A server that wakes devices through this service, and a phone and a tablet that can be woken.
    async fn with(service: &Service) -> Self {
        let mut town = Town::<Sqlite>::new(Engine::open_in_memory(5).unwrap());
        town.now = opstap_server::serve::now_ms();
        let (mut phone, tablet) = (town.client(), town.pair(town.counsellor));
        town.sync(&mut phone);
        let money = town.money();
        let team =
            Team { signer: ec(), key_id: "K".into(), team_id: "T".into(), topic: "nl.opstap.app".into() };
        let apns = Apns::new(&here(), &service.url, team).unwrap();
        let server = Server::with_engine(town.engine, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let server = server.with_senders(Senders::new(vec![Box::new(apns)]), PACE);
        let url = format!("http://{}", server.address().unwrap());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        tokio::spawn(async move { server.run(async { drop(stopped.await) }).await.unwrap() });
        let http = Client::builder().no_proxy().build().unwrap();
        let here = Self { url, http, phone, tablet, money, lines: 0, _stop: stop };
        here.register(&here.phone.token, &"aa".repeat(32)).await;
        here.register(&here.tablet.token, &"bb".repeat(32)).await;
        here
    }

    async fn register(&self, token: &str, address: &str) {
        let body = json!({ "to": { "kind": "apns", "token": address } }).to_string();
        let asked = self.http.post(format!("{}/v1/push", self.url)).bearer_auth(token).body(body);
        assert_eq!(asked.send().await.unwrap().status(), 204);
    }

    async fn write(&mut self) {
        self.lines += 1;
        self.phone.line(self.money, self.lines, 100);
        let request = self.phone.request();
        let body = serde_json::to_vec(&request).unwrap();
        let asked = self.http.post(format!("{}/v1/sync", self.url)).bearer_auth(&self.phone.token).body(body);
        let bytes = asked.send().await.unwrap().bytes().await.unwrap();
        self.phone.take(&request, serde_json::from_slice(&bytes).unwrap());
        assert!(self.phone.pending.is_empty());
    }
}

fn to_tablet(service: &Service) -> usize {
    let paths: Vec<String> = service.asked().into_iter().map(|asked| asked.path).collect();
    assert!(
        paths.iter().all(|path| path.ends_with(&"bb".repeat(32))),
        "who wrote it is not woken: {paths:?}"
    );
    paths.len()
}

async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_wakes_the_other_device_once_and_what_comes_later_once_more() {
    let service = Service::start(says(200)).await;
    let mut here = Here::with(&service).await;
    for _ in 0..10 {
        here.write().await;
    }
    service.after(1).await;
    here.write().await;
    pause(1_000).await;
    assert_eq!(to_tablet(&service), 1, "not so soon again");
    service.after(2).await;
    pause(2_500).await;
    assert_eq!(to_tablet(&service), 2, "and nothing was said since");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_listens_is_not_woken() {
    let service = Service::start(says(200)).await;
    let mut here = Here::with(&service).await;
    let url = format!("{}/v1/nudges", here.url);
    let stream = here.http.get(url).bearer_auth(&here.tablet.token).send().await.unwrap();
    here.write().await;
    pause(500).await;
    assert_eq!(to_tablet(&service), 0);
    drop(stream);
    // Its place is free once the server sees that it left.
    pause(300).await;
    here.write().await;
    service.after(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_service_is_asked_again_and_not_for_ever() {
    let service = Service::start(says(503)).await;
    let mut here = Here::with(&service).await;
    service.next(says(429));
    here.write().await;
    service.after(3).await;
    pause(1_500).await;
    assert_eq!(to_tablet(&service), 3, "three tries");
    // Still there: the next news tries anew, and this time it is taken.
    service.next(says(500));
    service.next(says(200));
    here.write().await;
    service.after(5).await;
    pause(1_500).await;
    assert_eq!(to_tablet(&service), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_nobodys_is_forgotten_and_a_wrong_setting_forgets_nobody() {
    let service = Service::start(says(200)).await;
    let mut here = Here::with(&service).await;
    service.next(services::Says(400, None, r#"{"reason":"BadDeviceToken"}"#.into()));
    here.write().await;
    service.after(1).await;
    service.next(says(410));
    here.write().await;
    service.after(2).await;
    pause(300).await;
    here.write().await;
    pause(2_500).await;
    assert_eq!(to_tablet(&service), 2, "nobody is there any more");
    here.register(&here.tablet.token, &"bb".repeat(32)).await;
    here.write().await;
    service.after(3).await;
}

/// A folder with everything that a configuration may name.
fn configured(folder: &Path, edit: impl FnOnce(&mut serde_json::Value)) {
    write(folder, "apple.p8", &ec_pem());
    let account = json!({
        "type": "service_account", "project_id": "opstap-test", "private_key_id": "1", "private_key": rsa_pem(),
        "client_email": "push@opstap-test.example", "token_uri": "https://oauth2.googleapis.com/token",
    });
    write(folder, "google.json", &account.to_string());
    let mut file = json!({
        "webpush": { "contact": "mailto:ict@gemeente.example" },
        "fcm": { "service_account": "google.json" },
        "apns": { "key": "apple.p8", "key_id": "ABC123DEFG", "team_id": "DEF123GHIJ", "topic": "nl.opstap.app" },
    });
    edit(&mut file);
    write(folder, "push.json", &file.to_string());
}

fn read(folder: &Path) -> Result<Senders, BadConfig> {
    Senders::read(&folder.join("push.json"), &DataDir::at(&folder.join("data")).unwrap())
}

#[test]
fn a_file_says_which_services_there_are_and_the_key_of_web_push_stays() {
    let folder = tempfile::tempdir().unwrap();
    configured(folder.path(), |_| {});
    let offer = read(folder.path()).unwrap().offer();
    assert_eq!(offer.kinds, ["apns", "fcm", "webpush"]);
    let key = services::decoded(offer.vapid.as_deref().unwrap());
    assert_eq!((key.len(), key[0]), (65, 4));
    assert_eq!(read(folder.path()).unwrap().offer(), offer, "subscriptions are made for this key");
    configured(folder.path(), |file| *file = json!({ "fcm": file["fcm"] }));
    assert_eq!(read(folder.path()).unwrap().offer(), PushOffer { kinds: vec!["fcm".into()], vapid: None });
    configured(folder.path(), |file| *file = json!({}));
    assert_eq!(read(folder.path()).unwrap().offer(), PushOffer::default());
}

#[test]
fn a_file_that_cannot_be_used_says_where_and_quotes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let said = || read(here).unwrap_err().to_string();
    let edits: [fn(&mut serde_json::Value); 8] = [
        |file| file["webpush"]["contact"] = json!("SECRET"),
        |file| file["webpush"]["contact"] = json!("mailto:SECRET\nx"),
        |file| file["webpush"]["key"] = json!("SECRET"),
        |file| file["pigeon"] = json!("SECRET"),
        |file| file["apns"]["topic"] = json!("nl.SECRET x"),
        |file| file["apns"]["key"] = json!("google.json"),
        |file| file["fcm"]["service_account"] = json!("apple.p8"),
        |file| file["fcm"]["service_account"] = json!("not-there.json"),
    ];
    for edit in edits {
        configured(here, edit);
        assert!(!said().contains("SECRET"), "{}", said());
    }
    // A key of the other kind.
    configured(here, |_| {});
    write(here, "apple.p8", &rsa_pem());
    assert!(said().contains("apple.p8"));
    configured(here, |_| {});
    let spoilt =
        std::fs::read_to_string(here.join("google.json")).unwrap().replace("opstap-test", "../SECRET");
    write(here, "google.json", &spoilt);
    assert!(said().contains("project_id") && !said().contains("SECRET"));
}

#[test]
fn the_binary_does_not_start_with_a_file_that_it_cannot_use() {
    let folder = tempfile::tempdir().unwrap();
    configured(folder.path(), |file| file["apns"]["key_id"] = json!(7));
    let output = Command::new(env!("CARGO_BIN_EXE_opstap-server"))
        .env("OPSTAP_DATA", folder.path().join("data"))
        .env_remove("OPSTAP_DATABASE")
        .args(["--listen", "127.0.0.1:0", "serve", "--push"])
        .arg(folder.path().join("push.json"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("push.json, line 1"), "{said}");
}
