//! The binary on PostgreSQL: killed, cut off from its database, administered, and given an old dump.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod running;
mod town;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cluster::{Cluster, Place};
use opstap_server::store::ScopeStore as _;
use opstap_sync::wire::{SyncResponse, Verdict};
use reqwest::Client;
use running::{Seat, http, money, terminate, text};
use tempfile::TempDir;
use town::Phone;
use uuid::Uuid;

struct Here {
    folder: TempDir,
    place: Place,
    seat: Seat,
}

fn here() -> Here {
    on(Place::fresh())
}

fn on(place: Place) -> Here {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::database(folder.path(), &place.url);
    Here { folder, place, seat }
}

/// Sends seven lines at a time until the server is gone or the time is up.
async fn push(http: &Client, url: &str, phone: &mut Phone, sent: &mut u128, end: Instant) {
    let scope = money(phone);
    while Instant::now() < end {
        for _ in 0..7 {
            *sent += 1;
            phone.line(scope, *sent, 100);
        }
        let request = phone.request();
        let body = serde_json::to_vec(&request).unwrap();
        let asked = http.post(format!("{url}/v1/sync")).bearer_auth(&phone.token).body(body).send().await;
        let Ok(response) = asked else { return };
        let Ok(bytes) = response.bytes().await else { return };
        let Ok(answer) = serde_json::from_slice::<SyncResponse>(&bytes) else { continue };
        assert!(answer.res.iter().all(|result| matches!(result.r, Verdict::Ok | Verdict::Dup)));
        phone.take(&request, answer);
    }
}

/// What the database has of a scope: how many lines, and its number.
fn kept(place: &Place, phone: &Phone) -> (u64, u64, u64) {
    let place = place.address();
    let (scope, device) = (money(phone), phone.memory.device.unwrap());
    let ask = move || {
        let mut store = opstap_server::store::Postgres::open(&place, 1).unwrap();
        let lines = store.records_of_kind(scope, "budget_line").unwrap();
        let highest = lines.iter().map(|(_, record)| record.s).max().unwrap_or(0);
        assert_eq!(store.head(scope).unwrap().max(highest), store.head(scope).unwrap());
        (lines.len() as u64, highest, store.device(device).unwrap().unwrap().last_n)
    };
    std::thread::spawn(ask).join().unwrap()
}

/// Killed at any moment, nothing that was answered is lost and nothing is there by half.
#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_it_keeps_what_it_answered_and_no_halves() {
    let Here { folder: _folder, place, seat } = here();
    let (_, _, client) = seat.town();
    let http = http();
    let first = seat.start();
    let mut phone = first.pair(&http, &seat.code(&client)).await;
    drop(first);
    let mut sent = 0;
    for life in 0..4_u64 {
        let mut server = seat.start();
        server.round(&http, &mut phone).await.unwrap();
        let end = Instant::now() + Duration::from_millis(80 + 60 * life);
        let url = server.url.clone();
        let killer = async {
            tokio::time::sleep_until(end.into()).await;
            server.child.kill().unwrap();
        };
        tokio::join!(killer, push(&http, &url, &mut phone, &mut sent, end + Duration::from_secs(5)));
        server.child.wait().unwrap();
        let (lines, _, last_n) = kept(&place, &phone);
        assert_eq!((lines % 7, lines), (0, last_n));
        assert!(lines >= phone.memory.ack);
    }
    let server = seat.start();
    while !phone.pending.is_empty() {
        server.round(&http, &mut phone).await.unwrap();
    }
    assert_eq!(u128::from(kept(&place, &phone).0), sent);
}

/// Its connections break while it works, and it goes on over new ones.
#[tokio::test(flavor = "multi_thread")]
async fn cut_off_from_its_database_it_goes_on_when_that_is_back() {
    // A cluster of its own: the connections of other tests stay.
    let cluster = Cluster::start(&[]);
    let Here { folder: _folder, place, seat } = on(Place::within(&cluster));
    let (_, _, client) = seat.town();
    let http = http();
    let mut server = seat.start();
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await.unwrap();
    let (mut sent, mut cuts) = (0, 0);
    let end = Instant::now() + Duration::from_secs(1);
    let cutter = async {
        while Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(90)).await;
            place.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'opstap-server'");
            cuts += 1;
        }
    };
    tokio::join!(cutter, push(&http, &server.url, &mut phone, &mut sent, end));
    while !phone.pending.is_empty() {
        server.round(&http, &mut phone).await;
    }
    assert!(cuts > 5 && sent > 7, "{cuts} cuts, {sent} sent");
    let (lines, _, last_n) = kept(&place, &phone);
    assert_eq!((u128::from(lines), u128::from(last_n)), (sent, sent));
    terminate(&server.child);
    assert!(server.child.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_works_while_it_serves() {
    let Here { folder, place: _place, seat } = here();
    let server = seat.start();
    let (org, case, client) = seat.town();
    let http = http();
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await.unwrap();
    phone.line(money(&phone), 1, 100);
    server.round(&http, &mut phone).await.unwrap();

    let refused = seat.admin(&["backup", "--into", folder.path().join("backups").to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("db watermark"));
    let marks = seat.done(&["db", "watermark"]);
    let device = phone.memory.device.unwrap().to_string();
    assert_eq!(marks, serde_json::json!([[device, 1]]));
    let file = folder.path().join("marks");
    std::fs::write(&file, format!("{device} 1\n")).unwrap();
    seat.done(&["db", "backed", "--watermark", file.to_str().unwrap()]);
    assert_eq!(server.round(&http, &mut phone).await.unwrap().backed_n, 1);
    phone.line(money(&phone), 2, 100);
    assert_eq!(server.round(&http, &mut phone).await.unwrap().backed_n, 1);
    seat.done(&["db", "backed", "--now"]);
    assert_eq!(server.round(&http, &mut phone).await.unwrap().backed_n, 2);

    let next = text(&seat.done(&["staff", "add", "--org", &org, "--role", "counsellor", "Fay"]), "account");
    seat.done(&["case", "assign", &case, "--counsellor", &next]);
    seat.done(&["case", "close", &case]);
    assert_eq!(seat.done(&["case", "list", "--org", &org]).as_array().unwrap().len(), 1);
    assert_eq!(seat.done(&["staff", "list", "--org", &org]).as_array().unwrap().len(), 3);
    assert_eq!(seat.done(&["held", "list"]), serde_json::json!([]));
    seat.done(&["device", "revoke", &device]);
    assert_eq!(seat.done(&["device", "list"])[0]["state"], "blocked");
    assert!(server.round(&http, &mut phone).await.is_none());
}

#[test]
fn without_citus_it_says_what_is_missing() {
    let Here { folder: _folder, place, seat } = here();
    if !place.sql("SELECT 1 FROM pg_available_extensions WHERE name = 'citus'").is_empty() {
        return;
    }
    let refused = seat.admin(&["db", "distribute"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no extension citus"));
    let file = Seat::file(&seat.data);
    assert!(String::from_utf8_lossy(&file.admin(&["db", "distribute"]).stderr).contains("--database"));
}

/// A password that was typed wrong, or a database that is not there, is said without repeating it.
#[test]
fn an_address_is_never_repeated() {
    let folder = tempfile::tempdir().unwrap();
    for url in ["postgres://noor:geheim@127.0.0.1:1/none", "mysql://noor:geheim@db/none"] {
        let refused = Seat::database(folder.path(), url).admin(&["device", "list"]);
        assert_eq!(refused.status.code(), Some(1));
        let said = [refused.stdout, refused.stderr].concat();
        assert!(!String::from_utf8_lossy(&said).contains("geheim"), "{}", String::from_utf8_lossy(&said));
    }
}

/// A copy of what a place has, with PostgreSQL's own tool.
fn dump(cluster: &Cluster, place: &Place, to: &Path) {
    let mut command = program(cluster, "pg_dump");
    command.args(["-n", place.schema(), "-f"]).arg(to).arg(cluster.url(""));
    assert!(command.status().unwrap().success());
}

/// Puts the copy in the place of what is there, under a server that goes on.
fn put_back(cluster: &Cluster, place: &Place, dump: &Path) {
    let plain = cluster.url("");
    cluster::sql(&plain, &format!("DROP SCHEMA {} CASCADE", place.schema()));
    let mut command = program(cluster, "psql");
    assert!(command.args(["-q", "-f"]).arg(dump).arg(&plain).status().unwrap().success());
    cluster::sql(
        &plain,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'opstap-server'",
    );
}

fn program(cluster: &Cluster, name: &str) -> Command {
    let mut command = Command::new(cluster.bin().join(name));
    command.stdout(Stdio::null());
    command
}

/// An old dump under a running server: a new epoch, and phones offer again what they have.
#[tokio::test(flavor = "multi_thread")]
async fn a_dump_put_back_is_noticed_and_phones_make_it_whole() {
    let cluster = Cluster::start(&[]);
    let Here { folder, place, seat } = on(Place::within(&cluster));
    let (_, _, client) = seat.town();
    let http = http();
    let server = seat.start();
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await.unwrap();
    let copy = folder.path().join("dump.sql");
    dump(&cluster, &place, &copy);
    phone.line(money(&phone), 1, 100);
    assert_eq!(server.round(&http, &mut phone).await.unwrap().res[0].r, Verdict::Ok);

    put_back(&cluster, &place, &copy);

    let answer = server.round(&http, &mut phone).await.unwrap();
    assert_eq!(answer.res[0].r, Verdict::Ok, "the line is offered again after a 409");
    assert_eq!(kept(&place, &phone).0, 1);
}

/// The copy is from before the erasure. A server that goes on, one that starts, and the phones have nothing of it.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_does_not_come_back_with_a_dump() {
    let cluster = Cluster::start(&[]);
    let Here { folder, place, seat } = on(Place::within(&cluster));
    let (_, case, client) = seat.town();
    let http = http();
    let server = seat.start();
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await.unwrap();
    let money = money(&phone);
    phone.line(money, 1, 100);
    phone.line(money, 2, 200);
    server.round(&http, &mut phone).await.unwrap();
    // No command comes between: one would erase it before the server does.
    let code = seat.code(&client);
    let copy = folder.path().join("dump.sql");
    dump(&cluster, &place, &copy);
    let line = Uuid::from_u128(1);
    seat.done(&["erase", "--case", &case, "--record", &line.to_string()]);
    assert!(std::fs::read_to_string(folder.path().join("erased")).unwrap().contains(&line.to_string()));
    put_back(&cluster, &place, &copy);

    let mut other = server.pair(&http, &code).await;
    for device in [&mut phone, &mut other] {
        while server.round(&http, device).await.is_some_and(|answer| answer.chg.iter().any(|page| page.more))
        {
        }
        assert_eq!((device.cents(money, 1), device.cents(money, 2)), (None, Some(200)));
    }
    drop(server);
    put_back(&cluster, &place, &copy);
    let server = seat.start();
    let mut third = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut third).await.unwrap();
    assert_eq!((third.cents(money, 1), third.cents(money, 2)), (None, Some(200)));
}

/// Before a server starts on it: how far it is, and nothing is made in it.
#[test]
fn a_database_is_looked_at_and_nothing_is_made_in_it() {
    let here = here();
    let looked = |says: &str| {
        let said = here.seat.done(&["check-config", "--listen", "127.0.0.1:0"]);
        let database = said.as_array().unwrap().iter().find(|one| one["what"] == "database").unwrap();
        let found = text(database, "found");
        assert!(found.starts_with("PostgreSQL answers, layout ") && found.contains(says), "{found}");
    };
    let tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema";
    looked("layout 0; ");
    assert!(here.place.sql(tables).is_empty());
    drop(here.place.store());
    let before = here.place.sql(tables);
    looked("layout ");
    assert_eq!(here.place.sql(tables), before);
    here.place.sql("INSERT INTO migration (number) VALUES (900)");
    let said = here.seat.admin(&["check-config", "--listen", "127.0.0.1:0"]);
    let why = String::from_utf8(said.stderr).unwrap();
    assert!(said.status.code() == Some(1) && why.contains("newer server"), "{why}");
    assert!(!here.folder.path().join("secret").exists(), "nor in the folder");
}
