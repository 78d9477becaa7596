//! Webhooks made for real: over TLS, to a receiver that checks what the standard has it check.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod running;
mod services;
mod town;

use std::sync::atomic::{AtomicI64, Ordering};

use opstap_server::data::DataDir;
use opstap_server::delivery::Carriers;
use opstap_server::engine::Engine;
use opstap_server::push::{Knocker, Reach, Speaks};
use opstap_server::serve::Server;
use opstap_server::store::{DeliveryState, ScopeStore, WebhookStore as _};
use opstap_server::webhooks::{Secret, call_now};
use opstap_server::writer::Writer;
use running::{Seat, text};
use serde_json::json;
use services::{Asked, Says, Service, here, says, write};
use town::{NOW, Town};
use uuid::Uuid;

/// The next minute for each test that asks: tries are paused by seconds.
static MINUTES: AtomicI64 = AtomicI64::new(0);

fn clock() -> i64 {
    NOW + 60_000 * MINUTES.load(Ordering::SeqCst)
}

fn now() -> i64 {
    NOW
}

fn writer<S: ScopeStore + 'static>(engine: Engine<S>) -> Writer<S> {
    Writer::side_by_side(vec![engine]).unwrap().0
}

async fn state<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    org: Uuid,
    hook: Uuid,
) -> (DeliveryState, u32, String) {
    let rows = writer.run(move |engine| engine.store().calls(org, hook)).await.unwrap();
    (rows[0].state, rows[0].tries, rows[0].why.clone())
}

/// What a receiver checks before it believes anybody.
fn is_signed(asked: &Asked, secret: &str) -> bool {
    let seconds: i64 = asked.header("webhook-timestamp").parse().unwrap();
    Secret::from_shown(secret).unwrap().signed(
        asked.header("webhook-signature"),
        asked.header("webhook-id"),
        seconds,
        &asked.body,
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_signed_says_ids_only_and_stays_the_same_when_it_is_tried_again() {
    let service = Service::start(says(204)).await;
    service.next(says(500));
    service.next(Says(302, None, String::new()));
    let knocker = Knocker::new(&here(), Speaks::Any).unwrap();
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    let url = format!("{}/opstap?van=noor", service.url);
    let (hook, secret) = town.engine.add_webhook(town.org, &url, true, &[], NOW).unwrap();
    town.engine.close_case(town.case.case, None, NOW).unwrap();
    let (org, case) = (town.org, town.case.case);
    let writer = writer(town.engine);
    assert_eq!(call_now(&writer, &knocker, clock).await.unwrap(), 0);
    assert_eq!(state(&writer, org, hook).await, (DeliveryState::Waits, 1, "it refused".into()));
    MINUTES.fetch_add(10, Ordering::SeqCst);
    assert_eq!(call_now(&writer, &knocker, clock).await.unwrap(), 0);
    assert_eq!(service.asked().len(), 2, "nobody is followed to another address");
    MINUTES.fetch_add(10, Ordering::SeqCst);
    assert_eq!(call_now(&writer, &knocker, clock).await.unwrap(), 1);
    assert_eq!(state(&writer, org, hook).await, (DeliveryState::Sent, 3, String::new()));
    let asked = service.asked();
    assert_eq!(asked.len(), 3);
    for one in &asked {
        assert!(is_signed(one, &secret));
        assert_eq!((one.method.as_str(), one.path.as_str()), ("POST", "/opstap"));
        assert_eq!(one.header("content-type"), "application/json");
        assert_eq!((one.header("webhook-id"), &one.body), (asked[0].header("webhook-id"), &asked[0].body));
    }
    let moments: Vec<&str> = asked.iter().map(|one| one.header("webhook-timestamp")).collect();
    assert_eq!(moments, ["1772452800", "1772453400", "1772454000"]);
    let said = json!({
        "type": "case.closed",
        "timestamp": "2026-03-02T12:00:00.000Z",
        "data": { "organisation": org, "case": case },
    });
    assert_eq!(asked[0].json(), said);
    let description =
        opstap_server::http::openapi::description(&opstap_server::http::openapi::Contact::default());
    let schema = &description["webhooks"]["case.closed"]["post"]["requestBody"]["content"]["application/json"]
        ["schema"];
    assert!(jsonschema::is_valid(schema, &asked[0].json()), "as it is described");
    // Somebody who changes the body, or has another secret, is not believed.
    let mut changed = asked[0].clone();
    changed.body = asked[0].body.iter().map(|byte| byte ^ 1).collect::<Vec<u8>>().into();
    assert!(!is_signed(&changed, &secret));
    assert!(!is_signed(&asked[0], "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_public_addresses_are_reached_unless_an_authority_of_ones_own_is_named() {
    let service = Service::start(says(204)).await;
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    let hook = town.engine.add_webhook(town.org, &service.url, true, &[], NOW).unwrap().0;
    town.engine.close_case(town.case.case, None, NOW).unwrap();
    let (org, writer) = (town.org, writer(town.engine));
    let public = Knocker::new(&Reach::Public, Speaks::Any).unwrap();
    assert_eq!(call_now(&writer, &public, now).await.unwrap(), 0);
    let why = "its address is not a public place".to_owned();
    assert_eq!(state(&writer, org, hook).await, (DeliveryState::Waits, 1, why));
    assert!(service.asked().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_gone_or_busy_is_believed() {
    let service = Service::start(says(410)).await;
    service.next(Says(503, Some(7_200), String::new()));
    let knocker = Knocker::new(&here(), Speaks::Any).unwrap();
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    let hook = town.engine.add_webhook(town.org, &service.url, true, &[], NOW).unwrap().0;
    town.engine.close_case(town.case.case, None, NOW).unwrap();
    let (org, writer) = (town.org, writer(town.engine));
    call_now(&writer, &knocker, now).await.unwrap();
    let row = writer.run(move |engine| engine.store().calls(org, hook)).await.unwrap().remove(0);
    assert_eq!((row.state, row.due_at), (DeliveryState::Waits, NOW + 7_200_000));
    writer
        .run(move |engine| engine.settle_call(&row, opstap_server::engine::Told::Taken, 0, NOW))
        .await
        .unwrap();
    assert!(call_now(&writer, &knocker, || NOW + 7_200_000).await.unwrap() == 0);
    let hooks = writer.run(move |engine| engine.store().webhooks(org)).await.unwrap();
    assert_eq!((hooks[0].stopped.is_empty(), service.asked().len()), (true, 1), "it was taken since");
    writer
        .run(move |engine| {
            let mut row = engine.store().calls(org, hook)?.remove(0);
            row.state = DeliveryState::Waits;
            engine.store().set_call(&row, "")
        })
        .await
        .unwrap();
    call_now(&writer, &knocker, || NOW + 7_200_000).await.unwrap();
    let hooks = writer.run(move |engine| engine.store().webhooks(org)).await.unwrap();
    assert_eq!(hooks[0].stopped, "it said that it is gone");
}

/// Two servers over one database make each call once.
#[tokio::test(flavor = "multi_thread")]
async fn two_servers_over_one_database_make_each_call_once() {
    const CALLS: usize = 30;
    let service = Service::start(says(200)).await;
    let url = service.url.clone();
    let engines = tokio::task::spawn_blocking(move || {
        let place = cluster::Place::fresh();
        let mut town = Town::new(place.engine(3));
        let hook = town.engine.add_webhook(town.org, &url, true, &[], NOW).unwrap().0;
        for _ in 0..CALLS {
            town.engine.test_webhook(town.org, hook, NOW).unwrap();
        }
        let second = place.engine(4);
        (place, town.engine, second)
    });
    let (_place, first, second) = engines.await.unwrap();
    let (first, second) = (writer(first), writer(second));
    let knocker = Knocker::new(&here(), Speaks::Any).unwrap();
    let both = tokio::join!(call_now(&first, &knocker, now), call_now(&second, &knocker, now));
    assert_eq!(both.0.unwrap() + both.1.unwrap(), CALLS);
    let mut ids: Vec<String> =
        service.asked().iter().map(|one| one.header("webhook-id").to_owned()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), service.asked().len()), (CALLS, CALLS));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_runs_calls_whoever_the_folder_names() {
    let (folder, config) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let service = Service::start(says(204)).await;
    let Reach::Only(authority) = here() else { panic!("only here") };
    write(config.path(), "own.pem", &authority);
    write(config.path(), "delivery.json", &json!({ "elsewhere": { "authority": "own.pem" } }).to_string());
    let carriers = Carriers::read(&config.path().join("delivery.json")).unwrap();
    let mut town = Town::new(DataDir::at(folder.path()).unwrap().start().unwrap());
    let (hook, secret) = town.engine.add_webhook(town.org, &service.url, true, &[], NOW).unwrap();
    let call = town.engine.test_webhook(town.org, hook, NOW).unwrap();
    drop(town);
    let server = Server::bind(folder.path(), "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let server = server.with_clock(now).with_carriers(carriers);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async move {
        let _ = stopped.await;
    }));
    let asked = service.after(1).await;
    assert_eq!(asked[0].header("webhook-id"), call.to_string());
    assert_eq!(asked[0].json()["type"], "webhook.test");
    assert!(is_signed(&asked[0], &secret));
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
}

/// What an administrator does, by the binary itself.
#[test]
fn an_administrator_adds_tries_changes_and_removes_a_receiver() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (org, _, _) = seat.town();
    let url = "https://zaken.testdorp.nl/opstap";
    let made = seat.done(&["webhook", "add", "--org", &org, "--url", url, "--of", "case.closed"]);
    let (hook, secret) = (text(&made, "webhook"), text(&made, "secret"));
    assert!(Secret::from_shown(&secret).is_some());
    let listed = seat.done(&["webhook", "list", "--org", &org]);
    assert_eq!((&listed[0]["webhook"], &listed[0]["of"]), (&json!(hook), &json!(["case.closed"])));
    assert!(!listed.to_string().contains(&secret), "it is said once");
    let call = text(&seat.done(&["webhook", "test", "--org", &org, &hook]), "call");
    let calls = seat.done(&["webhook", "calls", "--org", &org, &hook]);
    assert_eq!((&calls[0]["call"], &calls[0]["state"]), (&json!(call), &json!("waits")));
    assert_eq!(seat.done(&["webhook", "replay", "--org", &org, &hook])["waiting"], 0);
    assert_ne!(text(&seat.done(&["webhook", "rotate", "--org", &org, &hook]), "secret"), secret);
    for (arguments, said) in [
        (["webhook", "add", "--org", &org, "--url", "https://10.0.0.1/"], "not on the public internet"),
        (["webhook", "add", "--org", &org, "--url", "http://zaken.testdorp.nl/"], "begin with https://"),
        (["webhook", "replay", "--org", &org, &hook, &format!("--call={call}")], "no such settled call"),
    ] {
        let output = seat.admin(&arguments);
        let why = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && why.contains(said), "{why}");
    }
    seat.done(&["webhook", "remove", "--org", &org, &hook]);
    assert_eq!(seat.done(&["webhook", "list", "--org", &org]), json!([]));
}
