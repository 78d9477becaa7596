//! Wrong clocks and full disks: work goes on, or stops with a word that helps.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use opstap::{Instant, LineEntry, Opstap};
use opstap_tests::tokens::{act, kept_in, missing};
use opstap_tests::town::{Town, device, device_at};

const BINARY: &str = env!("CARGO_BIN_EXE_device_under_test");
/// 2099-06-01.
const FAR: Instant = Instant(4_083_998_400_000);

#[tokio::test(flavor = "multi_thread")]
async fn a_device_of_1970_or_2099_works_and_moves_nobody_elses_clock() {
    let town = Town::new();
    let _serving = town.serve();
    let right = tempfile::tempdir().unwrap();
    let phone = device(right.path());
    town.pair(&phone, town.client).await;
    for (name, moment) in [("past", Instant(0)), ("future", FAR)] {
        let home = tempfile::tempdir().unwrap();
        let wrong = device_at(home.path(), moment);
        town.pair(&wrong, town.client).await;
        let said: BTreeSet<String> = (0..6).map(|round| act(&wrong, name, round).unwrap()).collect();
        assert_eq!(wrong.sync().await.unwrap().left, 0);
        let safety = wrong.safety().unwrap();
        assert!(
            safety.clock_off_minutes.is_some_and(|minutes| (minutes < 0) == (name == "future")),
            "{name}"
        );
        wrong.today(None).unwrap();
        wrong.agenda(None).unwrap();
        wrong.reminder_plan(None, 60).unwrap();
        wrong.conversation(None, None, 20).unwrap();
        phone.sync().await.unwrap();
        assert_eq!(phone.safety().unwrap().clock_off_minutes, None);
        assert_eq!(wrong.budget(None).unwrap(), phone.budget(None).unwrap(), "{name}");
        drop(wrong);
        assert!(missing(&said, &kept_in(home.path())).is_empty());
    }
    phone.send_message(None, "now").unwrap();
    drop(phone);
    let ahead = newest_reading(right.path()) - opstap_server::serve::now_ms();
    assert!(ahead < 60_000, "moved {ahead} ms ahead");
    assert!(
        missing(
            &BTreeSet::from(["message past-0".into(), "message future-0".into()]),
            &kept_in(right.path())
        )
        .is_empty()
    );
}

/// The hybrid clock of the newest operation, in milliseconds.
fn newest_reading(home: &Path) -> i64 {
    let (store, _) = opstap_store::Store::open(home, &opstap_tests::town::key()).unwrap();
    store.journalled().unwrap().iter().map(|op| op.t.ms()).max().unwrap()
}

/// Two devices write the rent at the same time: whichever clock is wrong, the same one is shown, and a choice
/// is asked.
#[tokio::test(flavor = "multi_thread")]
async fn which_amount_is_shown_does_not_hang_on_a_clock() {
    let mut outcomes = Vec::new();
    for moment in [None, Some(Instant(0)), Some(FAR)] {
        let town = Town::new();
        let _serving = town.serve();
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = device(one.path());
        let second = moment.map_or_else(|| device(two.path()), |now| device_at(two.path(), now));
        town.pair(&first, town.client).await;
        town.pair(&second, town.counsellor).await;
        rent(&first, "600");
        first.sync().await.unwrap();
        second.sync().await.unwrap();
        rent(&first, "650");
        rent(&second, "675");
        first.sync().await.unwrap();
        second.sync().await.unwrap();
        first.sync().await.unwrap();
        let budget = first.budget(None).unwrap();
        assert_eq!(budget.annual_cents, second.budget(None).unwrap().annual_cents);
        outcomes.push((budget.annual_cents, budget.certain, first.conflicts(None).unwrap().len()));
    }
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(outcomes[0], outcomes[2]);
    assert_eq!(outcomes[0].2, 1, "{outcomes:?}");
}

fn rent(device: &Opstap, typed: &str) {
    let entry = LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() };
    device.set_budget_line(None, &entry).unwrap();
}

/// Runs `fill` by a shell that set a limit first; gives what was confirmed and why it ended.
fn fill(before: &str, home: &Path, tag: &str) -> (BTreeSet<String>, String) {
    let script = format!("{before}; exec \"$0\" fill \"$1\" \"$2\"");
    let output = Command::new("sh").args(["-c", &script, BINARY]).arg(home).arg(tag).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let confirmed = said.lines().filter_map(|line| line.strip_prefix("confirmed ")).map(str::to_owned);
    let failed = said
        .lines()
        .find_map(|line| line.strip_prefix("failed "))
        .unwrap_or_else(|| panic!("{said} {}", String::from_utf8_lossy(&output.stderr)));
    (confirmed.collect(), failed.to_owned())
}

async fn works_again(town: &Town, home: &Path, mut confirmed: BTreeSet<String>) {
    let phone = device(home);
    confirmed.extend((0..3).map(|round| act(&phone, "after", round).unwrap()));
    assert_eq!(phone.sync().await.unwrap().left, 0);
    drop(phone);
    let other = tempfile::tempdir().unwrap();
    let second = device(other.path());
    town.pair(&second, town.client).await;
    drop(second);
    assert_eq!(missing(&confirmed, &kept_in(home)), Vec::<&String>::new());
    assert_eq!(missing(&confirmed, &kept_in(other.path())), Vec::<&String>::new());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_limit_on_the_size_of_files_stops_edits_and_loses_none() {
    let town = Town::new();
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let phone = device(home.path());
    town.pair(&phone, town.client).await;
    drop(phone);
    let size = std::fs::metadata(home.path().join("mirror.db")).unwrap().len();
    let blocks = (size + 200_000) / 512;
    let (confirmed, why) = fill(&format!("trap '' XFSZ; ulimit -f {blocks}"), home.path(), "full");
    assert_eq!(why, "disk_full");
    assert!(!confirmed.is_empty());
    works_again(&town, home.path(), confirmed).await;
}

/// A real full disk, where this test may make one.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_edits_and_loses_none() {
    let place = tempfile::tempdir().unwrap();
    let mount = |options: &str| {
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(place.path()).output();
        mounted.is_ok_and(|output| output.status.success())
    };
    if !mount("size=3m") {
        eprintln!("no right to mount: the limit on the size of files has to do");
        return;
    }
    let _unmount = Unmount(place.path().to_owned());
    let town = Town::new();
    let _serving = town.serve();
    let phone = device(place.path());
    town.pair(&phone, town.client).await;
    drop(phone);
    let (confirmed, why) = fill("true", place.path(), "full");
    assert_eq!(why, "disk_full");
    assert!(confirmed.len() > 10, "{}", confirmed.len());
    let (more, why) = fill("true", place.path(), "still");
    assert_eq!((more.len(), why.as_str()), (0, "disk_full"));
    assert!(mount("remount,size=64m"));
    works_again(&town, place.path(), confirmed).await;
}

struct Unmount(std::path::PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
