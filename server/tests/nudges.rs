//! Nudges over real sockets, from the binary itself, on both engines.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod running;
mod town;

use std::time::{Duration, Instant};

use cluster::Place;
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_server::engine::Engine;
use opstap_server::serve::Server;
use opstap_server::store::{ScopeStore as _, Sqlite};
use opstap_sync::nudge::{Events, Waited};
use opstap_sync::wire::{Problem, ProblemCode};
use reqwest::{Client, Response};
use running::{Running, Seat, http, money, terminate};
use town::{Phone, Town};

/// What a reader of a stream gets within a time.
#[derive(Debug, PartialEq, Eq)]
enum Got {
    News,
    Nothing,
    TheEnd,
}

struct Stream(Response, Events);

impl Stream {
    async fn open(http: &Client, url: &str, token: &str) -> Self {
        let response = listen(http, url, token, "").await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let mut stream = Self(response, Events::default());
        assert_eq!(stream.within(Duration::from_secs(5)).await, Got::News, "nobody knows what came before");
        stream
    }

    async fn within(&mut self, time: Duration) -> Got {
        let read = async {
            loop {
                match self.0.chunk().await {
                    Ok(Some(bytes)) if self.1.take(&bytes).events > 0 => return Got::News,
                    Ok(Some(_)) => {}
                    Ok(None) | Err(_) => return Got::TheEnd,
                }
            }
        };
        tokio::time::timeout(time, read).await.unwrap_or(Got::Nothing)
    }
}

async fn listen(http: &Client, url: &str, token: &str, query: &str) -> Response {
    http.get(format!("{url}/v1/nudges{query}")).bearer_auth(token).send().await.unwrap()
}

async fn waited(http: &Client, url: &str, token: &str, seconds: u64) -> bool {
    let response = listen(http, url, token, &format!("?wait={seconds}")).await;
    assert_eq!(response.status(), 200);
    serde_json::from_slice::<Waited>(&response.bytes().await.unwrap()).unwrap().news
}

async fn write(server: &Running, http: &Client, phone: &mut Phone, id: u128) {
    phone.line(money(phone), id, 60_000);
    server.round(http, phone).await.unwrap();
}

async fn an_edit_is_heard_and_a_revocation_ends_it(seat: Seat) {
    let (_, _, client) = seat.town();
    let server = seat.start();
    let http = http();
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    let tablet = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await.unwrap();
    let mut author = Stream::open(&http, &server.url, &phone.token).await;
    let mut reader = Stream::open(&http, &server.url, &tablet.token).await;
    let began = Instant::now();
    write(&server, &http, &mut phone, 1).await;
    assert_eq!(reader.within(Duration::from_secs(5)).await, Got::News);
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(author.within(Duration::from_secs(5)).await, Got::Nothing, "its own, also when asked");
    // A newer stream ends the older.
    let mut newer = Stream(listen(&http, &server.url, &tablet.token, "").await, Events::default());
    assert_eq!(reader.within(Duration::from_secs(5)).await, Got::TheEnd);
    assert_eq!(newer.within(Duration::from_millis(300)).await, Got::Nothing, "it was heard already");
    // By a subcommand, in another process.
    let id = tablet.memory.device.unwrap().to_string();
    seat.done(&["device", "revoke", &id]);
    assert_eq!(newer.within(Duration::from_secs(8)).await, Got::TheEnd);
    let refused = listen(&http, &server.url, &tablet.token, "").await;
    let problem: Problem = serde_json::from_slice(&refused.bytes().await.unwrap()).unwrap();
    assert_eq!((problem.status, problem.code), (403, Some(ProblemCode::DeviceRevoked)));
    // Signed out in this process: at once.
    let began = Instant::now();
    let gone = http.delete(format!("{}/v1/devices/me", server.url)).bearer_auth(&phone.token).send().await;
    assert_eq!(gone.unwrap().status(), 204);
    assert_eq!(author.within(Duration::from_secs(5)).await, Got::TheEnd);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_file_an_edit_is_heard_and_a_revocation_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    an_edit_is_heard_and_a_revocation_ends_it(Seat::file(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_an_edit_is_heard_and_a_revocation_ends_it() {
    let (folder, place) = (tempfile::tempdir().unwrap(), Place::fresh());
    an_edit_is_heard_and_a_revocation_ends_it(Seat::database(folder.path(), &place.url)).await;
}

/// Nothing is said between the two; the second asks how it stands.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_at_another_server_is_heard_a_little_later() {
    let (folder, place) = (tempfile::tempdir().unwrap(), Place::fresh());
    let seat = Seat::database(folder.path(), &place.url);
    let (_, _, client) = seat.town();
    let (here, there) = (seat.start(), seat.start());
    let http = http();
    let mut phone = here.pair(&http, &seat.code(&client)).await;
    let tablet = here.pair(&http, &seat.code(&client)).await;
    here.round(&http, &mut phone).await.unwrap();
    let mut reader = Stream::open(&http, &there.url, &tablet.token).await;
    write(&here, &http, &mut phone, 1).await;
    assert_eq!(reader.within(Duration::from_secs(8)).await, Got::News);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_when_there_is_news_or_the_time_is_up() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let server = seat.start();
    let http = http();
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    let tablet = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await.unwrap();
    assert!(waited(&http, &server.url, &tablet.token, 25).await, "nobody knows what came before");
    let began = Instant::now();
    assert!(!waited(&http, &server.url, &tablet.token, 1).await);
    assert!(began.elapsed() >= Duration::from_secs(1));
    // Between two questions.
    write(&server, &http, &mut phone, 1).await;
    assert!(waited(&http, &server.url, &tablet.token, 0).await);
    // And while one waits.
    let asked = waited(&http, &server.url, &tablet.token, 25);
    let written = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        write(&server, &http, &mut phone, 2).await;
    };
    let began = Instant::now();
    let (news, ()) = tokio::join!(asked, written);
    assert!(news && began.elapsed() < Duration::from_secs(5));
    for (token, query, status) in
        [(&*tablet.token, "?wait=soon", 400), ("AAAAAAAAAAAAAAAAAAAAAAAA", "?wait=1", 401), ("x", "", 401)]
    {
        assert_eq!(listen(&http, &server.url, token, query).await.status().as_u16(), status);
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_ends_its_streams_and_does_not_wait_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let mut server = seat.start();
    let http = http();
    let phone = server.pair(&http, &seat.code(&client)).await;
    let mut stream = Stream::open(&http, &server.url, &phone.token).await;
    let began = Instant::now();
    terminate(&server.child);
    assert_eq!(stream.within(Duration::from_secs(10)).await, Got::TheEnd);
    drop((stream, http));
    assert!(server.child.wait().unwrap().success());
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert!(!folder.path().join("opstap.db-wal").exists());
}

/// Thousand nudges while somebody does not read: the writer never waits, and it is one nudge.
#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_holds_nobody_up_and_a_full_house_says_when_to_come_back() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut town = Town::<Sqlite>::new(Engine::open_in_memory(5).unwrap());
    town.now = opstap_server::serve::now_ms();
    let (mut phone, tablet, third) = (town.client(), town.client(), town.client());
    town.sync(&mut phone);
    let money = town.money();
    let server = Server::with_engine(town.engine, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let server = server.with_room_for(1);
    let url = format!("http://{}", server.address().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let done = tokio::spawn(async move { server.run(async { drop(stopped.await) }).await.unwrap() });
    let http = http();
    let mut reader = Stream::open(&http, &url, &tablet.token).await;
    let full = listen(&http, &url, &third.token, "").await;
    assert_eq!(full.status(), 503);
    let seconds: u64 = full.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((60..=120).contains(&seconds), "{seconds}");
    for id in 0..200 {
        phone.line(money, id, 100);
        let request = phone.request();
        let body = serde_json::to_vec(&request).unwrap();
        let asked = http.post(format!("{url}/v1/sync")).bearer_auth(&phone.token).body(body);
        let bytes = asked.send().await.unwrap().bytes().await.unwrap();
        phone.take(&request, serde_json::from_slice(&bytes).unwrap());
    }
    assert!(phone.pending.is_empty());
    assert_eq!(reader.within(Duration::from_secs(5)).await, Got::News);
    let _ = stop.send(());
    assert_eq!(
        loop {
            match reader.within(Duration::from_secs(10)).await {
                Got::News => {}
                other => break other,
            }
        },
        Got::TheEnd
    );
    drop((reader, http));
    done.await.unwrap();
}

/// What is refused leaves the address that was there, and quotes nothing of what was sent.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let server = seat.start();
    let http = http();
    let phone = server.pair(&http, &seat.code(&client)).await;
    let post = async |token: &str, body: String| {
        let url = format!("{}/v1/push", server.url);
        http.post(url).bearer_auth(token).body(body).send().await.unwrap()
    };
    let good = r#"{"to":{"kind":"fcm","token":"abc:def"}}"#.to_owned();
    assert_eq!(post(&phone.token, good.clone()).await.status(), 204);
    let at = |endpoint: &str| {
        let keys = r#""p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4","auth":"BTBZMqHH6r4Tts7J_aSIgg""#;
        format!(r#"{{"to":{{"kind":"webpush","endpoint":"{endpoint}",{keys}}}}}"#)
    };
    for bad in [
        at("https://127.0.0.1:8443/SECRET"),
        at("http://push.example.org/SECRET"),
        at(&format!("https://push.example.org/SECRET{}", "x".repeat(5_000))),
        r#"{"to":{"kind":"pigeon","token":"SECRET"}}"#.to_owned(),
        r#"{"to":{"kind":"apns","token":"SECRET"}}"#.to_owned(),
        r#"{"to":"SECRET"}"#.to_owned(),
        "[".repeat(100_000),
        "SECRET".to_owned(),
        String::new(),
    ] {
        let refused = post(&phone.token, bad.clone()).await;
        assert_eq!(refused.status(), 400, "{bad:.60}");
        assert!(!refused.text().await.unwrap().contains("SECRET"));
    }
    assert_eq!(post(&phone.token, " ".repeat(2 * 1024 * 1024)).await.status(), 413);
    assert_eq!(post("AAAAAAAAAAAAAAAAAAAAAAAA", good).await.status(), 401);
    let kept = |folder: &std::path::Path| {
        let mut engine = opstap_server::data::DataDir::at(folder).unwrap().beside().unwrap();
        let scopes = money_scopes(&mut engine);
        engine.to_wake(&scopes, opstap_server::serve::now_ms()).unwrap().len()
    };
    assert_eq!(kept(folder.path()), 1);
    assert_eq!(post(&phone.token, at("https://push.example.org/x")).await.status(), 204);
    assert_eq!(kept(folder.path()), 1);
    assert_eq!(post(&phone.token, "{}".to_owned()).await.status(), 204);
    assert_eq!(kept(folder.path()), 0);
}

fn money_scopes(engine: &mut Engine<Sqlite>) -> Vec<ScopeId> {
    let orgs = engine.store().orgs().unwrap();
    let case = engine.store().cases(orgs[0].0).unwrap().remove(0).id;
    vec![ScopeId::new(case, Compartment::Money)]
}
