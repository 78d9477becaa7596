//! Reminders handed over for real: to a mail server, and to services that speak the protocols of text messages.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod certificate;
mod cluster;
mod mailing;
mod reminders;
mod services;
mod town;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mailing::MailServer;
use opstap_server::data::DataDir;
use opstap_server::delivery::{Carriers, EVERY, deliver_now};
use opstap_server::engine::{Engine, LEASE_MS, NewCase};
use opstap_server::push::Reach;
use opstap_server::serve::Server;
use opstap_server::store::{DeliveryState, DeliveryStore as _, ScopeStore};
use opstap_server::writer::Writer;
use reminders::{BEGINS, EVENING, awaited, contact, meet};
use ring::hmac;
use serde_json::{Value, json};
use services::{Asked, Says, Service, here, says, write};
use town::{NOW, Town};

const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";
const TEMPLATE: &str = "11111111-2222-3333-4444-555555555555";

fn evening() -> i64 {
    EVENING
}

fn carriers(folder: &Path, config: &Value) -> Carriers {
    write(folder, "delivery.json", &config.to_string());
    Carriers::read(&folder.join("delivery.json")).unwrap()
}

/// The ways by a service that speaks as `NotifyNL` does.
fn notify(folder: &Path, service: &Service) -> Carriers {
    let Reach::Only(authority) = here() else { panic!("only here") };
    write(folder, "authority.pem", &authority);
    write(folder, "notify.key", &format!("afspraken-{SERVICE}-{SECRET}\n"));
    let part = json!({ "url": service.url, "key": "notify.key", "template": TEMPLATE, "authority": "authority.pem" });
    carriers(folder, &json!({ "sms": { "notify": part } }))
}

/// What the service checks before it believes anybody: the token, signed with the secret, made just now.
fn is_signed(asked: &Asked, now_ms: i64) {
    let token = asked.header("authorization").strip_prefix("Bearer ").unwrap();
    let (said, tag) = token.rsplit_once('.').unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    hmac::verify(&key, said.as_bytes(), &URL_SAFE_NO_PAD.decode(tag).unwrap())
        .expect("signed with the secret");
    let read = |part: &str| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    let (head, claims) = said.split_once('.').unwrap();
    assert_eq!(read(head), json!({ "typ": "JWT", "alg": "HS256" }));
    assert_eq!(read(claims), json!({ "iss": SERVICE, "iat": now_ms / 1_000 }));
}

fn writer<S: ScopeStore + 'static>(engine: Engine<S>) -> Writer<S> {
    Writer::side_by_side(vec![engine]).unwrap().0
}

async fn states<S: ScopeStore + 'static>(writer: &Writer<S>) -> Vec<(DeliveryState, String)> {
    let rows = writer.run(|engine| engine.store().deliveries(None)).await.unwrap();
    rows.into_iter().map(|row| (row.state, row.why)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_message_goes_once_with_a_token_that_the_service_checks() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(says(201)).await;
    let carriers = notify(folder.path(), &service);
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    awaited(&mut town, "sms");
    let writer = writer(town.engine);
    assert_eq!(deliver_now(&writer, &carriers, evening).await.unwrap(), 1);
    assert_eq!(deliver_now(&writer, &carriers, evening).await.unwrap(), 0);
    let asked = service.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].method.as_str(), asked[0].path.as_str()), ("POST", "/v2/notifications/sms"));
    is_signed(&asked[0], EVENING);
    let said = asked[0].json();
    assert_eq!((&said["phone_number"], &said["template_id"]), (&json!("+31612345678"), &json!(TEMPLATE)));
    let text = said["personalisation"]["message"].as_str().unwrap();
    assert!(text.starts_with("Je hebt een afspraak: woensdag 4 maart 2026 om 10.00 uur."), "{text}");
    assert!(text.contains("stop") && !text.to_lowercase().contains("schuld"), "{text}");
    assert_eq!(said["reference"].as_str().unwrap().len(), 32);
}

static BROKEN: AtomicI64 = AtomicI64::new(EVENING);

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_broke_in_the_middle_is_asked_whether_it_took_it() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(says(500)).await;
    let carriers = notify(folder.path(), &service);
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    awaited(&mut town, "sms");
    let writer = writer(town.engine);
    let clock = || BROKEN.load(Ordering::SeqCst);
    assert_eq!(deliver_now(&writer, &carriers, clock).await.unwrap(), 0);
    let reference = service.last().json()["reference"].clone();
    BROKEN.fetch_add(LEASE_MS, Ordering::SeqCst);
    assert_eq!(deliver_now(&writer, &carriers, clock).await.unwrap(), 0, "it does not even say");
    BROKEN.fetch_add(LEASE_MS, Ordering::SeqCst);
    let taken = json!({ "notifications": [{ "reference": reference, "status": "delivered" }] });
    service.next(Says(200, None, taken.to_string()));
    assert_eq!(deliver_now(&writer, &carriers, clock).await.unwrap(), 1);
    let methods: Vec<String> = service.asked().iter().map(|asked| asked.method.to_string()).collect();
    assert_eq!(methods, ["POST", "GET", "GET"], "it was handed over once");
    is_signed(&service.last(), EVENING + 2 * LEASE_MS);
    assert_eq!(states(&writer).await, [(DeliveryState::Sent, String::new())]);
}

static GATEWAY: AtomicI64 = AtomicI64::new(EVENING);

#[tokio::test(flavor = "multi_thread")]
async fn another_service_gets_what_was_configured_follows_nobody_and_is_not_asked_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (service, elsewhere) = (Service::start(says(200)).await, Service::start(says(200)).await);
    let Reach::Only(authority) = here() else { panic!("only here") };
    write(folder.path(), "authority.pem", &authority);
    write(folder.path(), "token", "geheim\n");
    let part = json!({ "url": format!("{}/sms", service.url), "token": "token", "authority": "authority.pem",
                       "body": { "ontvanger": ["{to}"], "bericht": "{text}", "id": "{reference}" } });
    let carriers = carriers(folder.path(), &json!({ "sms": { "gateway": part } }));
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    awaited(&mut town, "sms");
    let writer = writer(town.engine);
    let clock = || GATEWAY.load(Ordering::SeqCst);
    service.next(says(429));
    assert_eq!(deliver_now(&writer, &carriers, clock).await.unwrap(), 0);
    GATEWAY.fetch_add(60_000, Ordering::SeqCst);
    service.next(says(307));
    assert_eq!(deliver_now(&writer, &carriers, clock).await.unwrap(), 0);
    let asked = service.asked();
    assert_eq!((asked.len(), elsewhere.asked().len()), (2, 0));
    let said = asked[0].json();
    assert_eq!(
        (&said["ontvanger"], said["id"].as_str()),
        (&json!(["+31612345678"]), Some(asked[0].header("idempotency-key")))
    );
    assert_eq!(asked[0].header("authorization"), "Bearer geheim");
    assert_eq!(asked[1].body, asked[0].body, "the same, by the same name");
    assert_eq!(states(&writer).await, [(DeliveryState::Dead, "the service refused it".to_owned())]);
}

fn mail_config(port: u16) -> Value {
    json!({ "mail": { "server": "localhost", "port": port, "tls": "starttls", "user": "opstap",
                      "password": "smtp.password", "from": "afspraken@gemeente.example", "name": "Afspraken",
                      "authority": "authority.pem" } })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_takes_a_mail_over_tls_and_refuses_a_mailbox_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path());
    let carriers = carriers(folder.path(), &mail_config(server.port));
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    let mut phone = awaited(&mut town, "mail");
    let scope = town.together();
    // The client reads English.
    reminders::put(
        &mut phone,
        scope,
        scope.derived_id("preference"),
        "preference",
        &[("language", json!("en"))],
    );
    town.sync(&mut phone);
    let new =
        NewCase { org: town.org, client: "Bo", counsellor: town.counsellor, coaches: &[], programme: None };
    for (at, address) in [(1, "nobody@example.nl"), (2, "later@example.nl")] {
        let other = town.engine.open_case(new, NOW).unwrap();
        let mut phone = town.pair(other.client);
        let scope = opstap_domain::ids::ScopeId::new(other.case, opstap_domain::ids::Compartment::Together);
        town.sync(&mut phone);
        contact(&mut phone, scope, &[("mail", json!(address)), ("remind", json!("mail"))]);
        meet(&mut phone, scope, 70 + at, BEGINS);
        town.sync(&mut phone);
    }
    let writer = writer(town.engine);
    assert_eq!(deliver_now(&writer, &carriers, evening).await.unwrap(), 1);
    let took = server.next();
    assert_eq!((took["tls"].as_bool(), &took["to"]), (Some(true), &json!(["noor@example.nl"])));
    assert_eq!(took["from"], "afspraken@gemeente.example");
    let content = took["content"].as_str().unwrap();
    for line in [
        "From: Afspraken <afspraken@gemeente.example>\r\n",
        "To: noor@example.nl\r\n",
        "Subject: You have an appointment\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Date: Tue, 03 Mar 2026 17:00:00 +0000\r\n",
    ] {
        assert!(content.contains(line), "{line} is not in {content}");
    }
    assert!(
        content.contains("Wednesday") && content.contains("10:00") && !content.contains("schuld"),
        "{content}"
    );
    assert_eq!(deliver_now(&writer, &carriers, evening).await.unwrap(), 0);
    assert!(server.is_still());
    let mut rows = states(&writer).await;
    rows.sort();
    let why = |state, why: &str| (state, why.to_owned());
    assert_eq!(
        rows,
        [
            why(DeliveryState::Waits, "the mail server does not take this address now"),
            why(DeliveryState::Sent, ""),
            why(DeliveryState::Dead, "the mail server does not take this address"),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_shows_another_certificate_gets_nothing() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = MailServer::start(folder.path());
    // Another authority than the one that its certificate is of.
    let stranger = MailServer::start(other.path());
    let carriers = carriers(other.path(), &mail_config(server.port));
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    awaited(&mut town, "mail");
    let writer = writer(town.engine);
    assert_eq!(deliver_now(&writer, &carriers, evening).await.unwrap(), 0);
    assert!(server.is_still() && stranger.is_still());
    let waits = (DeliveryState::Waits, "the mail server has no TLS that we trust".to_owned());
    assert_eq!(states(&writer).await, [waits]);
}

/// Cases, each with a reminder to send, in the test with two servers.
const CASES: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_over_one_database_tell_everybody_once() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(says(201)).await;
    let carriers = notify(folder.path(), &service);
    let made = tokio::task::spawn_blocking(|| {
        let place = cluster::Place::fresh();
        let mut town = Town::new(place.engine(3));
        let new = NewCase {
            org: town.org,
            client: "Bo",
            counsellor: town.counsellor,
            coaches: &[],
            programme: None,
        };
        for at in 0..CASES {
            let other = town.engine.open_case(new, NOW).unwrap();
            let mut phone = town.pair(other.client);
            let scope =
                opstap_domain::ids::ScopeId::new(other.case, opstap_domain::ids::Compartment::Together);
            town.sync(&mut phone);
            let number = format!("+316123456{at:02}");
            contact(&mut phone, scope, &[("mobile", json!(number)), ("remind", json!("sms"))]);
            meet(&mut phone, scope, 70 + at as u128, BEGINS);
            town.sync(&mut phone);
        }
        let second = town.engine.beside_me(place.store(), Box::new(opstap_server::random::Seeded::new(9)));
        (town.engine, second, place)
    });
    let (one, two, _place) = made.await.unwrap();
    let (one, two) = (writer(one), writer(two));
    let taken: usize = futures_util::future::join_all((0..6).map(|turn| {
        let writer = if turn % 2 == 0 { &one } else { &two };
        deliver_now(writer, &carriers, evening)
    }))
    .await
    .into_iter()
    // A turn that another transaction was in the way of is left to the next one.
    .map(Result::unwrap_or_default)
    .sum();
    let rest = deliver_now(&one, &carriers, evening).await.unwrap()
        + deliver_now(&two, &carriers, evening).await.unwrap();
    assert_eq!(taken + rest, CASES);
    let mut numbers: Vec<String> = service
        .asked()
        .iter()
        .map(|asked| asked.json()["phone_number"].as_str().unwrap().to_owned())
        .collect();
    numbers.sort();
    let all: Vec<String> = (0..CASES).map(|at| format!("+316123456{at:02}")).collect();
    assert_eq!(numbers, all);
    assert!(states(&one).await.iter().all(|(state, _)| *state == DeliveryState::Sent));
}

/// A server on this folder, at six in the evening, until it was asked to stop.
async fn serve(folder: &Path, carriers: Carriers, until: impl Future<Output = ()>) {
    let listen = "127.0.0.1:0".parse().unwrap();
    let server = Server::bind(folder, listen).await.unwrap().with_clock(evening).with_carriers(carriers);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async move {
        let _ = stopped.await;
    }));
    until.await;
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_sends_what_is_due_and_after_a_restart_not_again() {
    let (folder, config) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mail = MailServer::start(config.path());
    let mut town = Town::new(DataDir::at(folder.path()).unwrap().start().unwrap());
    awaited(&mut town, "mail");
    town.engine.store().close().unwrap();
    drop(town);
    serve(folder.path(), carriers(config.path(), &mail_config(mail.port)), async {
        assert_eq!(mail.next()["to"], json!(["noor@example.nl"]));
    })
    .await;
    // What came of it was written down before the server ended.
    let listed = opstap_server(folder.path(), &["--json", "delivery", "list", "--all"]);
    assert!(listed.0 && listed.1.contains("\"state\":\"sent\""), "{listed:?}");
    assert!(!listed.1.contains("example.nl") && !listed.1.contains("Noor"), "names nobody");
    serve(folder.path(), carriers(config.path(), &mail_config(mail.port)), async {
        tokio::time::sleep(EVERY + EVERY / 2).await;
    })
    .await;
    assert!(mail.is_still());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_comes_in_with_the_token_alone() {
    let (folder, config) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let service = Service::start(says(201)).await;
    let Reach::Only(authority) = here() else { panic!("only here") };
    let secret = "a-secret-that-is-long-enough-for-this";
    for (name, text) in [("authority.pem", authority.as_str()), ("replies.token", secret)] {
        write(config.path(), name, text);
    }
    let part = json!({ "url": service.url, "authority": "authority.pem", "body": { "to": "{to}", "text": "{text}" } });
    let said = json!({ "sms": { "gateway": part }, "replies": { "token": "replies.token" } });
    let mut town = Town::new(DataDir::at(folder.path()).unwrap().start().unwrap());
    awaited(&mut town, "sms");
    town.engine.store().close().unwrap();
    drop(town);
    let listen = "127.0.0.1:0".parse().unwrap();
    let server = Server::bind(folder.path(), listen).await.unwrap().with_clock(evening);
    let server = server.with_carriers(carriers(config.path(), &said));
    let url = format!("http://{}/v1/replies/sms", server.address().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async move {
        let _ = stopped.await;
    }));
    let text = service.after(1).await[0].json()["text"].as_str().unwrap().to_owned();
    assert!(text.ends_with("Antwoord met: stop."), "{text}");
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer =
        json!({ "id": "1", "source_number": "31612345678", "message": "STOP", "destination_number": "1" });
    for (token, body, status) in [
        (None, answer.to_string(), 401),
        (Some("a-secret-that-is-long-enough-for-thiz"), answer.to_string(), 401),
        (Some(secret), "{}".to_owned(), 400),
        (Some(secret), answer.to_string(), 204),
    ] {
        let asked = http.post(&url).body(body);
        let asked = token.into_iter().fold(asked, reqwest::RequestBuilder::bearer_auth);
        assert_eq!(asked.send().await.unwrap().status().as_u16(), status);
    }
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
    let mut engine = DataDir::at(folder.path()).unwrap().beside().unwrap();
    let rows = engine.store().deliveries(None).unwrap();
    let record = engine.store().record(rows[0].scope, rows[0].scope.derived_id("contact")).unwrap().unwrap();
    assert_eq!(record.units["stop"].v, json!("yes"));
}

/// The program itself: whether it did it, and what it said.
fn opstap_server(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_opstap-server"));
    let said = command.arg("--data").arg(folder).args(arguments).output().unwrap();
    let text = [said.stdout, said.stderr].concat();
    (said.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn a_file_that_cannot_be_used_is_named_and_the_server_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "delivery.json",
        &json!({ "sms": { "gateway": { "url": "http://a.example", "body": {} } } }).to_string(),
    );
    let file = folder.path().join("delivery.json");
    let (done, said) =
        opstap_server(folder.path(), &["--listen", "127.0.0.1:0", "--delivery", file.to_str().unwrap()]);
    assert!(!done && said.contains("`url` of `gateway` (https://…) cannot be used"), "{said}");
}
