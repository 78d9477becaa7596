//! The diary over real devices and a real server: only the client's devices read it.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{Instant, Opstap, OpstapError};
use opstap_tests::opened::{of_server, says};
use opstap_tests::town::{Town, device_at};
use tempfile::TempDir;

/// Monday 2027-03-22, 10:00 in Amsterdam.
const MONDAY: Instant = Instant(1_805_706_000_000);
/// Words that occur nowhere else.
const SECRET: &str = "zwaluwnest";
const SAID: &str = "sperwerveer";

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn open(&self) -> Opstap {
        device_at(self.0.path(), MONDAY)
    }
}

async fn meet(devices: &[&Opstap]) {
    for device in devices.iter().chain(devices) {
        device.sync().await.unwrap();
    }
}

fn refused(error: OpstapError) -> String {
    match error {
        OpstapError::Refused { field, why } => format!("{field}: {}", why.key),
        other => other.code().to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_has_the_diary_and_not_a_word_of_it() {
    let town = Town::new();
    let serving = town.serve();
    let (home, desk_home) = (Home::new(), Home::new());
    let (phone, desk) = (home.open(), desk_home.open());
    town.pair(&phone, town.client).await;
    town.pair(&desk, town.counsellor).await;
    let row = phone.write_diary(&format!("Vandaag was zwaar. {SECRET}."), None).unwrap();
    assert!(row.waiting);
    phone.change_diary(row.id, &format!("Vandaag ging het. {SECRET}. Morgen weer.")).unwrap();
    phone.send_message(None, &format!("Dag Sam. {SAID}.")).unwrap();
    meet(&[&phone, &desk]).await;
    assert!(!phone.diary().unwrap().entries[0].waiting);
    assert_eq!(refused(desk.diary().unwrap_err()), "not_allowed");
    assert_eq!(refused(desk.write_diary("x", None).unwrap_err()), "not_allowed");
    // Somebody else's words are found there: so these would be.
    let key = phone.diary_key().unwrap();
    drop(serving);
    let all = of_server(&town);
    assert!(says(&all, SAID) && says(&all, "diary_entry"));
    assert!(!says(&all, SECRET) && !says(&all, "Vandaag ging het") && !says(&all, &key));
    assert!(!says(&all, &key.replace('-', "")));
    // And not on the counsellor's device either.
    assert!(desk.search(SECRET, 20).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_phone_reads_it_with_the_key_and_not_before() {
    let town = Town::new();
    let _serving = town.serve();
    let (home, other_home) = (Home::new(), Home::new());
    let (phone, other) = (home.open(), other_home.open());
    town.pair(&phone, town.client).await;
    phone.write_diary(SECRET, None).unwrap();
    phone.sync().await.unwrap();
    town.pair(&other, town.client).await;
    let diary = other.diary().unwrap();
    assert_eq!((diary.entries.len(), diary.closed), (0, 1));
    assert!(diary.closed_text.contains("sleutel"), "{}", diary.closed_text);
    assert_eq!(refused(other.write_diary("nieuw", None).unwrap_err()), "key: refused-diary-no-key");
    assert_eq!(refused(other.enter_diary_key("0123-4567").unwrap_err()), "key: refused-diary-key");
    let diary = other.enter_diary_key(&phone.diary_key().unwrap().to_lowercase()).unwrap();
    assert_eq!((diary.entries[0].text.as_str(), diary.closed), (SECRET, 0));
    other.write_diary("van de andere telefoon", None).unwrap();
    meet(&[&other, &phone]).await;
    assert_eq!(phone.diary().unwrap().entries.len(), 2);
    // The key is there after the app was closed, and after signing in again.
    drop(other);
    let other = other_home.open();
    assert_eq!(other.diary().unwrap().entries.len(), 2);
    town.pair(&other, town.client).await;
    assert_eq!(other.diary().unwrap().entries.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_phones_that_began_apart_need_one_key_brought_over() {
    let town = Town::new();
    let _serving = town.serve();
    let (home, other_home) = (Home::new(), Home::new());
    let (phone, other) = (home.open(), other_home.open());
    town.pair(&phone, town.client).await;
    town.pair(&other, town.client).await;
    phone.write_diary("op de telefoon", None).unwrap();
    other.write_diary("op de tablet", None).unwrap();
    meet(&[&phone, &other]).await;
    assert_eq!((phone.diary().unwrap().closed, other.diary().unwrap().closed), (1, 1));
    other.enter_diary_key(&phone.diary_key().unwrap()).unwrap();
    meet(&[&other, &phone]).await;
    for device in [&phone, &other] {
        let diary = device.diary().unwrap();
        assert_eq!((diary.entries.len(), diary.closed), (2, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_both_change_an_entry_and_one_removes_another() {
    let town = Town::new();
    let _serving = town.serve();
    let (home, other_home) = (Home::new(), Home::new());
    let (phone, other) = (home.open(), other_home.open());
    town.pair(&phone, town.client).await;
    let row = phone.write_diary("het begin", None).unwrap();
    let gone = phone.write_diary("weg ermee", None).unwrap();
    phone.sync().await.unwrap();
    town.pair(&other, town.client).await;
    other.enter_diary_key(&phone.diary_key().unwrap()).unwrap();
    phone.change_diary(row.id, "wat de telefoon zegt").unwrap();
    other.change_diary(row.id, "wat de tablet zegt").unwrap();
    other.remove_diary(gone.id).unwrap();
    meet(&[&phone, &other]).await;
    for device in [&phone, &other] {
        let diary = device.diary().unwrap();
        assert_eq!(diary.entries.len(), 1);
        let row = &diary.entries[0];
        let mut both = [row.text.as_str(), row.other.as_deref().unwrap()];
        both.sort_unstable();
        assert_eq!(both, ["wat de tablet zegt", "wat de telefoon zegt"]);
    }
    // One entry is shown to the helper, and nothing else is.
    let said = phone.share_diary(row.id).unwrap();
    assert!(said.text.starts_with("wat de"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_is_refused_and_changes_nothing() {
    let town = Town::new();
    let _serving = town.serve();
    let home = Home::new();
    let phone = home.open();
    town.pair(&phone, town.client).await;
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(refused(phone.write_diary("  ", None).unwrap_err()), "text: refused-missing");
    assert_eq!(refused(phone.write_diary(&"é".repeat(4001), None).unwrap_err()), "text: refused-too-long");
    assert_eq!(refused(phone.write_diary("x", day("2027-03-23")).unwrap_err()), "on: refused-day-to-come");
    assert!(phone.diary().unwrap().entries.is_empty());
    // The longest words that are let in fit, also when each takes four bytes.
    let long = "🌱".repeat(4000);
    phone.write_diary(&long, day("2027-03-01")).unwrap();
    phone.sync().await.unwrap();
    assert_eq!(phone.diary().unwrap().entries[0].text, long);
    assert!(phone.safety().unwrap().held.is_empty());
}
