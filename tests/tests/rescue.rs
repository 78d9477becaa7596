//! The server was put back, and the phone that could have made it whole is gone: what somebody else's tablet had read is
//! handed in, and nothing is put back by itself.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use opstap::{Clock, Config, Instant, LineEntry, Opstap};
use opstap_server::data::DataDir;
use opstap_server::serve::now_ms;
use opstap_server::store::ScopeStore as _;
use opstap_tests::town::{Serving, Town, key};
use tempfile::TempDir;

/// How far each test's world is ahead of us, in milliseconds.
static AHEAD: [AtomicI64; 3] = [const { AtomicI64::new(0) }; 3];

/// The time in the world of the `TEST`-th test, for its server.
fn time<const TEST: usize>() -> i64 {
    now_ms() + AHEAD[TEST].load(Ordering::Relaxed)
}

/// The same for its devices.
struct Time<const TEST: usize>;

impl<const TEST: usize> Clock for Time<TEST> {
    fn now(&self) -> Instant {
        Instant(time::<TEST>())
    }
}

fn days_later<const TEST: usize>(days: i64) {
    AHEAD[TEST].store(days * 24 * 3600 * 1000, Ordering::Relaxed);
}

/// A town that was put back to yesterday, a phone that knows today, and a tablet that read it.
struct Lost {
    town: Town,
    serving: Serving,
    phone: Opstap,
    tablet: Opstap,
    _homes: [TempDir; 2],
}

async fn lost_day<const TEST: usize>() -> Lost {
    let town = Town::with_clock(time::<TEST>);
    let serving = town.serve();
    let homes = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let open = |home: &TempDir| {
        let config = Config { clock: Arc::new(Time::<TEST>), ..Config::new(home.path(), key()) };
        Opstap::open(config).unwrap().0
    };
    let (phone, tablet) = (open(&homes[0]), open(&homes[1]));
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.counsellor).await;
    phone.send_message(None, "yesterday").unwrap();
    rent(&phone, "600");
    phone.sync().await.unwrap();
    tablet.sync().await.unwrap();
    drop(serving);
    let (database, backup) = (town.folder().join("opstap.db"), homes[0].path().join("backup"));
    fs::copy(&database, &backup).unwrap();
    let serving = town.serve();
    phone.send_message(None, "today").unwrap();
    rent(&phone, "640");
    assert_eq!(phone.sync().await.unwrap().left, 0);
    tablet.sync().await.unwrap();
    assert_eq!(said(&tablet), ["yesterday", "today"]);
    drop(serving);
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(town.folder().join(format!("opstap.db{end}")));
    }
    fs::copy(&backup, &database).unwrap();
    let serving = town.serve();
    tablet.sync().await.unwrap();
    assert_eq!(said(&tablet), ["yesterday"]);
    Lost { town, serving, phone, tablet, _homes: homes }
}

fn rent(device: &Opstap, typed: &str) {
    let entry = LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() };
    device.set_budget_line(None, &entry).unwrap();
}

fn said(device: &Opstap) -> Vec<String> {
    let page = device.conversation(None, None, 10).unwrap();
    page.messages.into_iter().map(|message| message.text).collect()
}

/// Why the server holds what it holds.
fn held(folder: &Path) -> Vec<String> {
    let mut engine = DataDir::at(folder).unwrap().beside().unwrap();
    engine.store().held(None).unwrap().into_iter().map(|row| row.why).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_somebody_elses_tablet_has_is_handed_in_after_three_days() {
    let Lost { town, serving, phone, tablet, _homes } = lost_day::<0>().await;
    // The phone that wrote it fell into the water.
    drop(phone);
    days_later::<0>(2);
    tablet.sync().await.unwrap();
    assert!(tablet.safety().unwrap().held.is_empty());
    days_later::<0>(4);
    for _ in 0..3 {
        tablet.sync().await.unwrap();
    }
    // The message, and the amount as it was today.
    assert_eq!(tablet.safety().unwrap().held.len(), 2, "{:?}", tablet.safety().unwrap().held);
    assert_eq!(tablet.safety().unwrap().here, 0);
    drop(serving);
    assert_eq!(held(town.folder()), ["rescue", "rescue"]);
    // Nobody's word but the author's puts it back.
    assert_eq!(said(&tablet), ["yesterday"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_brings_it_himself_is_not_spoken_for() {
    let Lost { town, serving, phone, tablet, _homes } = lost_day::<1>().await;
    phone.sync().await.unwrap();
    rent(&phone, "655");
    phone.sync().await.unwrap();
    days_later::<1>(4);
    for _ in 0..3 {
        tablet.sync().await.unwrap();
    }
    assert_eq!(said(&tablet), ["yesterday", "today"]);
    assert!(tablet.safety().unwrap().held.is_empty());
    drop(serving);
    assert!(held(town.folder()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_meanwhile_is_not_handed_in() {
    let Lost { town, serving, phone, tablet, _homes } = lost_day::<2>().await;
    phone.sync().await.unwrap();
    let today = phone.conversation(None, None, 10).unwrap().messages.last().unwrap().id;
    phone.erase_message(None, today).unwrap();
    phone.sync().await.unwrap();
    tablet.sync().await.unwrap();
    days_later::<2>(4);
    for _ in 0..3 {
        tablet.sync().await.unwrap();
    }
    assert!(tablet.safety().unwrap().held.is_empty());
    assert_eq!(said(&tablet), ["yesterday"]);
    drop(serving);
    assert!(held(town.folder()).is_empty());
}
