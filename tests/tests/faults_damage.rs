//! Damaged, cut off, missing: the files of a device that knows a server heal, and nobody's work is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use opstap::{Config, Opened, Opstap, OpstapError, StoreKey};
use opstap_tests::chance::Chance;
use opstap_tests::tokens::{act, kept_in, missing};
use opstap_tests::town::{Town, device, key};

const CASES: u64 = 30;

/// A device with things at the server and things that wait, and a copy of its closed folder.
struct Before {
    town: Town,
    home: tempfile::TempDir,
    confirmed: BTreeSet<String>,
}

impl Before {
    async fn new() -> (Self, opstap_tests::town::Serving) {
        let town = Town::new();
        let serving = town.serve();
        let home = tempfile::tempdir().unwrap();
        let phone = device(home.path());
        town.pair(&phone, town.client).await;
        let mut confirmed = BTreeSet::new();
        for round in 0..12 {
            confirmed.insert(act(&phone, "sent", round).unwrap());
        }
        phone.sync().await.unwrap();
        for round in 0..12 {
            confirmed.insert(act(&phone, "waits", round).unwrap());
        }
        drop(phone);
        (Self { town, home, confirmed }, serving)
    }

    /// A copy of the folder, as one damage finds it.
    fn copy(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(self.home.path()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
        copy
    }

    /// What is confirmed is shown here, reaches the server, and another device reads it there.
    async fn healed(&self, what: &str, phone: Opstap) {
        let home = phone.folder().to_owned();
        let report = phone.sync().await.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(report.left, 0, "{what}: {report:?}");
        assert!(phone.safety().unwrap().held.is_empty(), "{what}");
        drop(phone);
        let here = kept_in(&home);
        assert_eq!(missing(&self.confirmed, &here), Vec::<&String>::new(), "{what}: here");
        let other = tempfile::tempdir().unwrap();
        let second = device(other.path());
        self.town.pair(&second, self.town.client).await;
        drop(second);
        let there = kept_in(other.path());
        assert_eq!(missing(&self.confirmed, &there), Vec::<&String>::new(), "{what}: at the server");
        assert!(there.values().all(|count| *count == 1), "{what}: something is there twice");
    }
}

fn open(home: &Path) -> (Opstap, Opened) {
    Opstap::open(Config::new(home, key())).unwrap()
}

/// Overwrites some bytes at a chosen place; says where.
fn damage(path: &Path, chance: &mut Chance) -> String {
    let mut bytes = fs::read(path).unwrap();
    let from = chance.below(bytes.len() as u64) as usize;
    let to = (from + 1 + chance.below(9_000) as usize).min(bytes.len());
    for byte in &mut bytes[from..to] {
        *byte ^= 0x5a;
    }
    fs::write(path, bytes).unwrap();
    format!("{} {from}..{to}", path.file_name().unwrap().to_string_lossy())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_mirror_is_fetched_again_and_what_waits_survives() {
    let (before, _serving) = Before::new().await;
    let mut chance = Chance::new(1);
    let mut met = 0;
    for case in 0..CASES {
        let home = before.copy();
        let place = damage(&home.path().join("mirror.db"), &mut chance);
        let (phone, opened) = open(home.path());
        assert_eq!(opened.journal_salvaged, None, "case {case}: {place}");
        before.healed(&format!("case {case}: {place}"), phone).await;
        met += u64::from(opened.mirror_set_aside);
    }
    // Some pages are free: nobody reads them, and damage there is none.
    assert!(met * 2 > CASES, "only {met} of {CASES} were met");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_journal_is_salvaged_and_told() {
    let (before, _serving) = Before::new().await;
    let mut chance = Chance::new(2);
    for case in 0..CASES {
        let home = before.copy();
        let place = damage(&home.path().join("journal.db"), &mut chance);
        let (phone, opened) = open(home.path());
        assert!(opened.journal_salvaged.is_some(), "case {case}: {place}");
        assert!(home.path().join("journal.db.damaged-1").exists());
        before.healed(&format!("case {case}: {place}"), phone).await;
    }
}

/// What is in the damaged part of both is gone. Everything else reaches the server, pairing again if need be.
#[tokio::test(flavor = "multi_thread")]
async fn with_both_damaged_what_can_be_read_reaches_the_server() {
    let (before, _serving) = Before::new().await;
    let mut chance = Chance::new(3);
    for case in 0..CASES {
        let home = before.copy();
        let place = [
            damage(&home.path().join("journal.db"), &mut chance),
            damage(&home.path().join("mirror.db"), &mut chance),
        ]
        .join(", ");
        let (phone, opened) = open(home.path());
        assert!(opened.journal_salvaged.is_some(), "case {case}: {place}");
        if phone.person().is_none() {
            before.town.pair(&phone, before.town.client).await;
        }
        let report = phone.sync().await.unwrap_or_else(|error| panic!("case {case}: {place}: {error}"));
        assert_eq!(report.left, 0, "case {case}: {place}");
        assert!(phone.safety().unwrap().held.is_empty(), "case {case}: {place}");
        drop(phone);
        let sent: BTreeSet<String> =
            before.confirmed.iter().filter(|token| token.contains("sent")).cloned().collect();
        assert_eq!(missing(&sent, &kept_in(home.path())), Vec::<&String>::new(), "case {case}: {place}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_empty_or_gone_heal_like_damaged_ones() {
    let (before, _serving) = Before::new().await;
    for (name, gone) in
        [("mirror.db", false), ("mirror.db", true), ("journal.db", false), ("journal.db", true)]
    {
        let home = before.copy();
        let path = home.path().join(name);
        if gone {
            fs::remove_file(&path).unwrap();
        } else {
            fs::write(&path, []).unwrap();
        }
        let (phone, opened) = open(home.path());
        assert!(!opened.fresh);
        assert_eq!(opened.journal_salvaged.is_some(), name == "journal.db", "{name} gone: {gone}");
        assert!(phone.person().is_some(), "{name} gone: {gone}");
        before.healed(&format!("{name} gone: {gone}"), phone).await;
    }
}

/// The log beside a file holds the latest changes; without it the journal is older than what was shown.
#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_lost_its_log_takes_the_latest_changes_from_the_screen() {
    let (before, _serving) = Before::new().await;
    let (phone, _) = open(before.home.path());
    let mut confirmed = before.confirmed.clone();
    for round in 0..8 {
        confirmed.insert(act(&phone, "late", round).unwrap());
    }
    // As a killed process leaves them: copied while open.
    let home = before.copy();
    drop(phone);
    fs::remove_file(home.path().join("journal.db-wal")).unwrap();
    let (phone, opened) = open(home.path());
    assert!(opened.journal_salvaged.is_some());
    let before = Before { confirmed, ..before };
    before.healed("journal without its log", phone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_that_lost_its_log_is_brought_up_again() {
    let (before, _serving) = Before::new().await;
    let (phone, _) = open(before.home.path());
    let mut confirmed = before.confirmed.clone();
    for round in 0..8 {
        confirmed.insert(act(&phone, "late", round).unwrap());
    }
    phone.sync().await.unwrap();
    let home = before.copy();
    drop(phone);
    fs::remove_file(home.path().join("mirror.db-wal")).unwrap();
    let before = Before { confirmed, ..before };
    before.healed("mirror without its log", open(home.path()).0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_an_error_and_touches_no_byte_of_the_files() {
    let (before, _serving) = Before::new().await;
    for check in ["kept", "torn", "gone"] {
        let home = before.copy();
        match check {
            "torn" => fs::write(home.path().join("key.check"), "").unwrap(),
            "gone" => fs::remove_file(home.path().join("key.check")).unwrap(),
            _ => {}
        }
        let files = || ["journal.db", "mirror.db"].map(|name| fs::read(home.path().join(name)).unwrap());
        let untouched = files();
        let wrong = Opstap::open(Config::new(home.path(), StoreKey::new([8; 32])));
        assert!(matches!(wrong, Err(OpstapError::WrongKey)), "key.check {check}");
        assert_eq!(files(), untouched, "key.check {check}");
        let (phone, opened) = open(home.path());
        assert_eq!(opened, Opened::default(), "key.check {check}");
        drop(phone);
    }
}

/// A mirror of this size is not checked at opening: the first reading that meets the damage heals it.
#[tokio::test(flavor = "multi_thread")]
async fn a_large_mirror_heals_when_the_damage_is_met() {
    let (before, _serving) = Before::new().await;
    let (phone, _) = open(before.home.path());
    for number in 0..1_100 {
        phone.send_message(None, &format!("{number} {}", "lang verhaal ".repeat(140))).unwrap();
    }
    phone.sync().await.unwrap();
    drop(phone);
    let size = fs::metadata(before.home.path().join("mirror.db")).unwrap().len();
    assert!(size > 4 * 1024 * 1024, "only {size} bytes");
    let mut chance = Chance::new(4);
    for case in 0..6 {
        let home = before.copy();
        let path = home.path().join("mirror.db");
        let mut bytes = fs::read(&path).unwrap();
        // Case 0 hits the pages of the schema, the others anything behind them; all hit the messages.
        let from = if case == 0 { 4096 } else { 16 * 4096 + chance.below(size / 2) as usize };
        bytes[from..].fill(0xa5);
        fs::write(&path, bytes).unwrap();
        let (phone, _) = open(home.path());
        phone.conversation(None, None, 50).map(|_| ()).or_else(no_case_yet).unwrap();
        before.healed(&format!("case {case}: from {from}"), phone).await;
        assert!(home.path().join("mirror.db.damaged-1").exists(), "case {case}: the damage was not met");
    }
}

/// A mirror made anew knows no case until the first round.
fn no_case_yet(error: OpstapError) -> Result<(), OpstapError> {
    if matches!(error, OpstapError::Unknown { what: "case" }) { Ok(()) } else { Err(error) }
}
