//! How a browser's session ends: by time, and by an administrator.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};

use opstap_server::data::DataDir;
use opstap_server::serve::now_ms;
use opstap_server::store::ScopeStore as _;
use opstap_tests::browser::Browser;
use opstap_tests::town::Town;
use reqwest::StatusCode;

/// How much later than the real clock it is. One test alone turns it.
static LATER_MS: AtomicI64 = AtomicI64::new(0);
const HOUR_MS: i64 = 3600 * 1000;

fn later() -> i64 {
    now_ms() + LATER_MS.load(Ordering::SeqCst)
}

fn folders(town: &Town) -> Vec<PathBuf> {
    let all = std::fs::read_dir(town.folder().join("web")).unwrap();
    all.map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_nobody_uses_ends_after_half_a_day_and_leaves_nothing() {
    let town = Town::with_clock(later);
    let serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    // Each use begins the half day anew.
    for _ in 0..2 {
        LATER_MS.fetch_add(11 * HOUR_MS, Ordering::SeqCst);
        assert_eq!(client.get("/web/today").await.status, StatusCode::OK);
    }
    let cookie = client.cookie.clone();
    LATER_MS.fetch_add(13 * HOUR_MS, Ordering::SeqCst);
    let over = client.get("/web/today").await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
    assert!(over.says("Je bent hier niet meer ingelogd"), "{}", over.html);
    client.cookie.clone_from(&cookie);
    assert_eq!(
        client.get("/web/today").await.status,
        StatusCode::UNAUTHORIZED,
        "asking again is no use of it"
    );
    assert_eq!(folders(&town).len(), 1);
    drop(serving);
    // A server that starts sweeps at once.
    let _serving = town.serve();
    for _ in 0..100 {
        if folders(&town).is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(folders(&town), Vec::<PathBuf>::new());
    client.cookie = cookie;
    assert_eq!(client.get("/web/today").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_ends_a_session_and_its_files_go_when_it_is_used() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    assert_eq!(client.get("/web/money").await.status, StatusCode::OK);
    assert_eq!(town.revoke(town.client), 1);
    // A page that was fresh a moment ago may be shown once more; a form asks the server at once.
    let sent = client.post("/web/messages", &[("act", "send"), ("text", "Nog iets.")]).await;
    assert_eq!(sent.status, StatusCode::UNAUTHORIZED);
    assert_eq!(folders(&town), Vec::<PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_device_at_the_server_too() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let devices = || {
        let mut engine = DataDir::at(town.folder()).unwrap().beside().unwrap();
        engine.store().devices(Some(town.client)).unwrap()
    };
    assert_eq!(devices().iter().map(|row| row.revoked_at).collect::<Vec<_>>(), [None]);
    assert!(client.post("/web/out", &[]).await.says("Je bent uitgelogd"));
    assert!(devices().iter().all(|row| row.revoked_at.is_some()), "a token that still works");
}

/// What a form calls the devices on the page, the reader's own left out.
fn others(html: &str) -> Vec<String> {
    let parts = html.split(r#"name="device" value=""#).skip(1);
    parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_where_they_are_signed_in_and_ends_what_they_do_not_know() {
    let town = Town::new();
    let _serving = town.serve();
    let mut here = Browser::signed_in(&town, town.client).await;
    let mut there = Browser::signed_in(&town, town.client).await;
    let mut counsellor = Browser::signed_in(&town, town.counsellor).await;
    assert!(here.get("/web/more").await.says("/web/devices"));
    let seen = here.get("/web/devices").await;
    assert_eq!(seen.html.matches("Voor het laatst gebruikt:").count(), 2, "{}", seen.html);
    assert!(seen.says("Hier zit je nu."));
    let mut other = others(&seen.html);
    assert_eq!(other.len(), 1, "no button for this one");
    let other = other.remove(0);
    // Somebody else's page has other devices, and cannot end these.
    let theirs = counsellor.get("/web/devices").await;
    assert_eq!((theirs.html.matches("Hier zit je nu.").count(), others(&theirs.html)), (1, Vec::new()));
    for id in [other.as_str(), "", "x", "../x", "0"] {
        let refused = counsellor.post("/web/devices", &[("act", "end"), ("device", id)]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{id}");
    }
    assert_eq!(there.post("/web/messages", &[("act", "send"), ("text", "a")]).await.status, StatusCode::OK);
    let ended = here.post("/web/devices", &[("act", "end"), ("device", &other)]).await;
    assert!(ended.says("Daar ben je nu uitgelogd") && others(&ended.html).is_empty(), "{}", ended.html);
    let sent = there.post("/web/messages", &[("act", "send"), ("text", "b")]).await;
    assert_eq!(sent.status, StatusCode::UNAUTHORIZED);
    assert_eq!(here.get("/web/today").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_everybodys_is_asked_for_once_and_a_page_is_kept_nowhere() {
    let town = Town::new();
    let _serving = town.serve();
    let get = async |place: &str| reqwest::get(format!("{}{place}", town.url())).await.unwrap();
    let door = get("/web/in").await;
    assert_eq!(door.headers()["cache-control"], "no-store");
    let html = door.text().await.unwrap();
    for file in ["/web/style.css?v=", "/web/icon.svg?v="] {
        let from = html.find(file).unwrap_or_else(|| panic!("{file} in {html}"));
        let address = html[from..].split('"').next().unwrap();
        let answer = get(address).await;
        assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
    let missing = get("/web/nothing.css").await;
    assert_eq!(missing.headers()["cache-control"], "no-store");
}
