//! What people do with it, from the first day on: three people, real files, a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;

use opstap::{
    AppointmentEntry, CaseFilter, Date, Instant, LineEntry, LocalMoment, Opstap, Side, TaskDeed, Zone,
};
use opstap_domain::CivilTime;
use opstap_tests::tokens::kept_in;
use opstap_tests::town::{Town, device, device_at};
use tempfile::TempDir;

/// Monday 2027-03-22, 10:00 in Amsterdam.
const MONDAY: Instant = Instant(1_805_706_000_000);
const DAY: i64 = 24 * 3600 * 1000;

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn rent(device: &Opstap, typed: &str) {
    let entry = LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() };
    device.set_budget_line(None, &entry).unwrap();
}

async fn sync_all(devices: &[&Opstap]) {
    for _ in 0..2 {
        for device in devices {
            device.sync().await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_of_tasks_is_seen_by_the_counsellor() {
    let town = Town::new();
    let _serving = town.serve();
    let (phone_home, desk_home) = (home(), home());
    let desk = device_at(desk_home.path(), MONDAY);
    town.pair(&desk, town.counsellor).await;
    let first = device_at(phone_home.path(), MONDAY);
    town.pair(&first, town.client).await;
    drop(first);
    let mut done = 0;
    for day in 0..7 {
        let phone = device_at(phone_home.path(), Instant(MONDAY.0 + day * DAY));
        let today = phone.today(None).unwrap();
        assert!(!today.greeting.is_empty());
        let offered = phone.programme(None).unwrap().offered;
        if let Some(task) = offered.iter().find(|task| task.actions.contains(&"complete")) {
            phone.perform(None, &task.id, TaskDeed::Done).unwrap();
            done += 1;
        }
        // Every other day there is a network.
        if day % 2 == 0 {
            assert_eq!(phone.sync().await.unwrap().left, 0);
        }
    }
    assert!(done >= 2, "{done} tasks");
    desk.sync().await.unwrap();
    let tasks = kept_in_closed(&desk_home, desk);
    assert_eq!(tasks.keys().filter(|token| token.starts_with("task ")).count(), done);
    let desk = device_at(desk_home.path(), Instant(MONDAY.0 + 7 * DAY));
    let page = desk.caseload(&CaseFilter::default(), None, 10).unwrap();
    assert_eq!(page.rows[0].name, "Noor");
    assert!(page.rows[0].percent > 0);
}

fn kept_in_closed(home: &TempDir, device: Opstap) -> opstap_tests::tokens::Kept {
    drop(device);
    kept_in(home.path())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_amounts_are_shown_chosen_and_the_choice_is_undone() {
    let town = Town::new();
    let _serving = town.serve();
    let (one, two) = (home(), home());
    let (phone, desk) = (device(one.path()), device(two.path()));
    town.pair(&phone, town.client).await;
    town.pair(&desk, town.counsellor).await;
    rent(&phone, "600");
    sync_all(&[&phone, &desk]).await;
    rent(&phone, "650");
    rent(&desk, "675");
    sync_all(&[&phone, &desk]).await;
    assert!(!phone.budget(None).unwrap().certain);
    let open = phone.conflicts(None).unwrap();
    assert_eq!((open.len(), open[0].state), (1, "open"));
    let before = phone.budget(None).unwrap().annual_cents;
    phone.choose(None, open[0].id, Side::Other).unwrap();
    sync_all(&[&phone, &desk]).await;
    let chosen = desk.budget(None).unwrap();
    assert!(chosen.certain);
    assert_ne!(chosen.annual_cents, before);
    assert_eq!(chosen.annual_cents, phone.budget(None).unwrap().annual_cents);
    desk.undo_choice(None, open[0].id).unwrap();
    sync_all(&[&desk, &phone]).await;
    assert_eq!(phone.budget(None).unwrap().annual_cents, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reminder_of_an_appointment_keeps_to_the_wall_clock_when_summer_begins() {
    let town = Town::new();
    let _serving = town.serve();
    let (one, two) = (home(), home());
    let phone = device_at(one.path(), MONDAY);
    let desk = device_at(two.path(), MONDAY);
    town.pair(&phone, town.client).await;
    town.pair(&desk, town.counsellor).await;
    let day = Date::from_ymd(2027, 3, 28).unwrap();
    let starts = LocalMoment::new(day, CivilTime::new(14, 0).unwrap());
    let entry = AppointmentEntry {
        title: "Samen kijken".into(),
        starts,
        minutes: Some(45),
        place: None,
        bring: None,
    };
    desk.plan_appointment(None, &entry).unwrap();
    sync_all(&[&desk, &phone]).await;
    let row = phone.agenda(None).unwrap().upcoming.remove(0);
    // Summer time: two hours before the wall.
    assert_eq!(row.starts_at, Zone::AMSTERDAM.instant(starts));
    assert_eq!(row.starts_at.0 % DAY, 12 * 3600 * 1000);
    phone.confirm_appointment(None, row.id).unwrap();
    let plan = phone.reminder_plan(None, 60).unwrap();
    let eve = plan.entries.iter().find(|entry| {
        entry.kind == "appointment" && entry.local.date == Date::from_ymd(2027, 3, 27).unwrap()
    });
    let eve = eve.unwrap_or_else(|| panic!("{:?}", plan.entries));
    assert_eq!(Zone::AMSTERDAM.instant(eve.local), eve.at);
    sync_all(&[&phone, &desk]).await;
    assert_eq!(desk.agenda(None).unwrap().upcoming[0].status, "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shared_and_taken_back_leaves_no_byte_with_the_coach() {
    let town = Town::new();
    let _serving = town.serve();
    let (one, two) = (home(), home());
    let (phone, coach) = (device(one.path()), device(two.path()));
    town.pair(&phone, town.client).await;
    town.pair(&coach, town.coach).await;
    phone.send_message(None, "Geheimwoord over de énergierekening").unwrap();
    rent(&phone, "777,77");
    phone.share(None, town.coach, &["conversation", "budget"], None).unwrap();
    sync_all(&[&phone, &coach]).await;
    assert_eq!(coach.conversation(None, None, 10).unwrap().messages.len(), 1);
    let found = coach.search("energierekening", 5).unwrap();
    assert_eq!(found.iter().filter(|row| row.kind == "message").count(), 1);
    assert_eq!(coach.budget(None).unwrap().expenses.len(), 1);
    phone.share(None, town.coach, &[], None).unwrap();
    sync_all(&[&phone, &coach]).await;
    assert!(coach.cases().is_empty());
    assert!(coach.search("energierekening", 5).unwrap().iter().all(|row| row.case.is_none()));
    drop(coach);
    for name in ["journal.db", "mirror.db"] {
        let plain = decrypted(&two.path().join(name));
        for word in ["geheimwoord", "77777"] {
            assert!(!contains(&plain, word), "{name} holds {word}");
        }
    }
    assert!(contains(&decrypted(&one.path().join("mirror.db")), "geheimwoord"), "the search itself works");
}

/// All rows and the index of an encrypted file, readable and in lower case.
fn decrypted(path: &Path) -> String {
    let folder = home();
    let plain = folder.path().join("plain.db");
    let db = rusqlite::Connection::open(path).unwrap();
    let key = "07".repeat(32);
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; ATTACH '{}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;",
        plain.display()
    ))
    .unwrap();
    String::from_utf8_lossy(&fs::read(plain).unwrap()).to_lowercase()
}

fn contains(hay: &str, needle: &str) -> bool {
    hay.contains(needle)
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_with_and_without_their_accents() {
    let town = Town::new();
    let _serving = town.serve();
    let one = home();
    let phone = device(one.path());
    town.pair(&phone, town.client).await;
    phone.send_message(None, "De coördinator belt over de reünie").unwrap();
    for words in ["coordinator", "coördinator", "REUNIE", "reünie belt"] {
        assert!(phone.search(words, 5).unwrap().iter().any(|row| row.kind == "message"), "{words}");
    }
    assert!(phone.search("nietbestaand", 5).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_put_back_to_yesterday_is_told_today_again() {
    let town = Town::new();
    let serving = town.serve();
    let (one, two) = (home(), home());
    let phone = device(one.path());
    town.pair(&phone, town.client).await;
    phone.send_message(None, "yesterday").unwrap();
    phone.sync().await.unwrap();
    drop(serving);
    let database = town.folder().join("opstap.db");
    let backup = one.path().join("backup");
    fs::copy(&database, &backup).unwrap();
    let serving = town.serve();
    phone.send_message(None, "today").unwrap();
    rent(&phone, "640");
    assert_eq!(phone.sync().await.unwrap().left, 0);
    drop(serving);
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(town.folder().join(format!("opstap.db{end}")));
    }
    fs::copy(&backup, &database).unwrap();
    let _serving = town.serve();
    assert_eq!(phone.sync().await.unwrap().left, 0);
    let second = device(two.path());
    town.pair(&second, town.client).await;
    let page = second.conversation(None, None, 10).unwrap();
    let texts: Vec<&str> = page.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["yesterday", "today"]);
    assert_eq!(second.budget(None).unwrap().annual_cents, phone.budget(None).unwrap().annual_cents);
    assert!(phone.safety().unwrap().held.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_programme_keeps_its_version_until_it_is_moved_on_purpose() {
    let town = Town::new();
    let _serving = town.serve();
    let desk_home = home();
    let desk = device(desk_home.path());
    town.pair(&desk, town.counsellor).await;
    desk.sync().await.unwrap();
    let task = desk.programme(None).unwrap().offered[0].id.clone();
    desk.perform(None, &task, TaskDeed::Skip).unwrap();
    town.load_content("2099.01.0", "Goed begonnen, opnieuw");
    desk.sync().await.unwrap();
    let before = desk.programme(None).unwrap();
    assert_eq!((before.title.as_str(), before.newer), ("Goed begonnen", true));
    assert_ne!(desk.start_programme(None, "goed-begonnen").unwrap().version, "2099.01.0");
    let after = desk.renew_programme(None).unwrap();
    assert_eq!((after.title.as_str(), after.newer), ("Goed begonnen, opnieuw", false));
    let tasks = after.phases.iter().flat_map(|phase| phase.steps.iter().flat_map(|step| &step.tasks));
    assert_eq!(tasks.into_iter().find(|known| known.id == task).unwrap().state, "skipped");
}
