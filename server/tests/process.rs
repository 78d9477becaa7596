//! The binary itself: started, killed, asked to stop, and administered while it runs.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod running;
mod town;

use std::time::{Duration, Instant};

use opstap_domain::Zone;
use opstap_server::data::DataDir;
use opstap_server::serve::now_ms;
use opstap_server::store::ScopeStore as _;
use opstap_sync::wire::{SyncResponse, Verdict};
use running::{Seat, http, money, terminate, text};
use town::Phone;
use uuid::Uuid;

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn asked_to_stop_it_finishes_and_tidies_up() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let mut server = seat.start();
    let http = http();
    let code = seat.code(&client);
    let mut phone = server.pair(&http, &code).await;
    server.round(&http, &mut phone).await.unwrap();
    drop(http);
    let began = Instant::now();
    terminate(&server.child);
    assert!(server.child.wait().unwrap().success());
    assert!(began.elapsed() < Duration::from_secs(10));
    assert!(!folder.path().join("opstap.db-wal").exists());
}

/// A broker is set beside the provider of staff, and only as it can be used.
#[test]
fn a_broker_of_clients_is_set_with_a_level_and_goes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (org, _, _) = seat.town();
    let set = |more: &[&str]| {
        let how = ["--issuer", "https://id.example", "--client-id", "opstap", "--url", "https://o.example"];
        seat.admin(&[&["--json", "org", "provider", "--org", &org], &how[..], more].concat())
    };
    for (bad, why) in [
        (&["--for", "clients"][..], "name a level with --acr"),
        (&["--step-up", "high"], "go with --for clients"),
        (&["--name", "DigiD"], "go with --for clients"),
        (&["--for", "clients", "--acr", "a", "--step-up", "two words"], "without spaces"),
        (&["--for", "clients", "--acr", "a", "--name", " "], "--name is 1 to 40 characters"),
        (&["--for", "everybody"], "staff or clients"),
    ] {
        let refused = set(bad);
        assert!(!refused.status.success(), "{bad:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(why), "{bad:?}: {refused:?}");
    }
    assert!(set(&[]).status.success());
    let good = set(&["--for", "clients", "--acr", "substantial", "--step-up", "high"]);
    assert!(good.status.success(), "{good:?}");
    assert!(String::from_utf8_lossy(&good.stdout).contains("https://o.example/web/in/back"));
    let none = |more: &[&str]| seat.admin(&[&["org", "provider", "--org", &org, "--none"], more].concat());
    assert!(none(&["--for", "clients"]).status.success());
    assert!(!none(&["--for", "clients"]).status.success(), "there is none any more");
    assert!(none(&[]).status.success());
}

/// Killed at any moment, nothing that was answered is lost and nothing is there by half.
#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_it_keeps_what_it_answered_and_no_halves() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let http = http();
    let mut phone: Option<Phone> = None;
    let mut sent = 0_u128;
    for life in 0..4_u64 {
        let mut server = seat.start();
        if phone.is_none() {
            let code = seat.code(&client);
            phone = Some(server.pair(&http, &code).await);
        }
        let phone = phone.as_mut().unwrap();
        server.round(&http, phone).await.unwrap();
        let pid_end = Instant::now() + Duration::from_millis(60 + 45 * life);
        let scope = money(phone);
        let killer = async {
            tokio::time::sleep_until(pid_end.into()).await;
            server.child.kill().unwrap();
        };
        let url = server.url.clone();
        let pusher = async {
            loop {
                for _ in 0..7 {
                    sent += 1;
                    phone.line(scope, sent, 100);
                }
                let request = phone.request();
                let body = serde_json::to_vec(&request).unwrap();
                let asked =
                    http.post(format!("{url}/v1/sync")).bearer_auth(&phone.token).body(body).send().await;
                let Ok(response) = asked else { break };
                let Ok(bytes) = response.bytes().await else { break };
                let Ok(answer) = serde_json::from_slice::<SyncResponse>(&bytes) else { break };
                assert!(answer.res.iter().all(|result| matches!(result.r, Verdict::Ok | Verdict::Dup)));
                phone.take(&request, answer);
            }
        };
        tokio::join!(killer, pusher);
        server.child.wait().unwrap();
        let mut engine = DataDir::at(folder.path()).unwrap().beside().unwrap();
        let store = engine.store();
        assert!(store.is_sound().unwrap());
        // Whole requests of seven, and at least those that were answered.
        let records = store.records_of_kind(scope, "budget_line").unwrap();
        assert_eq!(records.len() as u64 % 7, 0);
        assert!(records.len() as u64 >= phone.memory.ack);
        assert_eq!(store.head(scope).unwrap(), records.iter().map(|(_, r)| r.s).max().unwrap_or(0));
        let device = store.device(phone.memory.device.unwrap()).unwrap().unwrap();
        assert_eq!(device.last_n, records.len() as u64);
    }
    let server = seat.start();
    let mut phone = phone.unwrap();
    while !phone.pending.is_empty() {
        server.round(&http, &mut phone).await.unwrap();
    }
    assert_eq!(phone.kinds("budget_line") as u128, sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_works_while_it_serves() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let seat = Seat::file(data);
    let server = seat.start();
    let (org, case, client) = seat.town();
    let http = http();
    let code = text(&seat.done(&["pair", &client, "--url", "https://gemeente.example"]), "code");
    let mut phone = server.pair(&http, &code).await;
    server.round(&http, &mut phone).await.unwrap();
    phone.line(money(&phone), 1, 100);
    server.round(&http, &mut phone).await.unwrap();

    let to = data.join("copy.db");
    seat.done(&["backup", "--to", to.to_str().unwrap()]);
    assert_eq!(seat.admin(&["backup", "--to", to.to_str().unwrap()]).status.code(), Some(1));
    assert_eq!(server.round(&http, &mut phone).await.unwrap().backed_n, 1);

    let next = text(&seat.done(&["staff", "add", "--org", &org, "--role", "counsellor", "Fay"]), "account");
    seat.done(&["case", "assign", &case, "--counsellor", &next]);
    // Nobody leaves while a client would be left alone.
    let refused = seat.admin(&["staff", "close", "--account", &next]);
    assert!(
        refused.status.code() == Some(1) && String::from_utf8_lossy(&refused.stderr).contains("takes over")
    );
    let third = text(&seat.done(&["staff", "add", "--org", &org, "--role", "counsellor", "Ria"]), "account");
    let away = ["staff", "away", "--account", &next, "--stand-in", &third, "--back-on"];
    let refused = seat.admin(&[&away[..], &["2020-01-01"]].concat());
    assert!(
        refused.status.code() == Some(1) && String::from_utf8_lossy(&refused.stderr).contains("tomorrow")
    );
    let today = Zone::AMSTERDAM.date(opstap_domain::Instant(now_ms()));
    let soon = today.plus_days(9).to_string();
    seat.done(&[&away[..], &[soon.as_str()]].concat());
    let listed = seat.done(&["staff", "list", "--org", &org]);
    let row = listed.as_array().unwrap().iter().find(|row| row["account"] == next.as_str()).unwrap();
    assert_eq!(row["away"], serde_json::json!({ "stand_in": third, "back_on": soon }));
    seat.done(&["staff", "back", "--account", &next]);
    assert_eq!(seat.admin(&["staff", "back", "--account", &next]).status.code(), Some(1));
    seat.done(&["staff", "close", "--account", &next, "--cases-to", &third]);
    assert_eq!(seat.admin(&["pair", &next]).status.code(), Some(1));
    seat.done(&["case", "close", &case]);
    assert_eq!(seat.done(&["case", "list", "--org", &org]).as_array().unwrap().len(), 1);
    assert_eq!(seat.done(&["staff", "list", "--org", &org]).as_array().unwrap().len(), 4);
    assert_eq!(seat.done(&["held", "list"]), serde_json::json!([]));
    let devices = seat.done(&["device", "list"]);
    assert_eq!(devices[0]["state"], "live");
    seat.done(&["device", "revoke", devices[0]["device"].as_str().unwrap()]);
    assert_eq!(seat.done(&["device", "list"])[0]["state"], "blocked");
    assert!(server.round(&http, &mut phone).await.is_none());

    assert_eq!(seat.admin(&["pair", &Uuid::nil().to_string()]).status.code(), Some(1));
    assert_eq!(seat.admin(&["pair"]).status.code(), Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_put_back_is_noticed_and_phones_make_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let seat = Seat::file(data);
    let (_, _, client) = seat.town();
    let http = http();
    let mut server = seat.start();
    let code = seat.code(&client);
    let mut phone = server.pair(&http, &code).await;
    server.round(&http, &mut phone).await.unwrap();
    let copy = data.join("copy.db");
    // The same life of the server: the number beside the database has not moved.
    seat.done(&["backup", "--to", copy.to_str().unwrap()]);
    phone.line(money(&phone), 1, 100);
    server.round(&http, &mut phone).await.unwrap();
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    for name in ["opstap.db-wal", "opstap.db-shm"] {
        let _ = std::fs::remove_file(data.join(name));
    }
    std::fs::rename(&copy, data.join("opstap.db")).unwrap();

    let server = seat.start();
    let request = phone.request();
    let body = serde_json::to_vec(&request).unwrap();
    let asked = http.post(format!("{}/v1/sync", server.url)).bearer_auth(&phone.token).body(body);
    let response = asked.send().await.unwrap();
    assert_eq!(response.status(), 409);
    phone.react(&serde_json::from_slice(&response.bytes().await.unwrap()).unwrap());
    let answer = server.round(&http, &mut phone).await.unwrap();
    assert_eq!(answer.res[0].r, Verdict::Ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_administrator_erased_does_not_come_back_with_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let seat = Seat::file(data);
    let (_, case, client) = seat.town();
    let http = http();
    let mut server = seat.start();
    let code = seat.code(&client);
    let mut phone = server.pair(&http, &code).await;
    server.round(&http, &mut phone).await.unwrap();
    let money = money(&phone);
    phone.line(money, 1, 100);
    phone.line(money, 2, 200);
    server.round(&http, &mut phone).await.unwrap();
    let copy = data.join("copy.db");
    seat.done(&["backup", "--to", copy.to_str().unwrap()]);
    // While it serves, and the phone is away with an edit.
    phone.set_line(money, 1, 300);
    let line = Uuid::from_u128(1).to_string();
    seat.done(&["erase", "--case", &case, "--record", &line]);
    assert_eq!(
        seat.admin(&["erase", "--case", &case, "--record", &Uuid::nil().to_string()]).status.code(),
        Some(1)
    );
    let answer = server.round(&http, &mut phone).await.unwrap();
    assert_eq!((answer.res[0].r, answer.res[0].why.as_deref()), (Verdict::Held, Some("erased")));
    assert_eq!((phone.cents(money, 1), phone.cents(money, 2)), (None, Some(200)));
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    for name in ["opstap.db-wal", "opstap.db-shm"] {
        let _ = std::fs::remove_file(data.join(name));
    }
    std::fs::rename(&copy, data.join("opstap.db")).unwrap();

    let server = seat.start();
    let code = seat.code(&client);
    for device in [&mut phone, &mut server.pair(&http, &code).await] {
        while server.round(&http, device).await.is_some_and(|answer| answer.chg.iter().any(|page| page.more))
        {
        }
        assert_eq!((device.cents(money, 1), device.cents(money, 2)), (None, Some(200)));
    }
    let noted = std::fs::read_to_string(data.join("erased")).unwrap();
    assert!(noted.contains(&line) && !noted.contains("huur"));
}
