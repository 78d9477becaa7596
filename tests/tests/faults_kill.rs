//! Killed at any moment, on either side: what was confirmed stays, and nothing is there twice.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../server/tests/cluster/mod.rs"]
mod cluster;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use opstap_tests::chance::Chance;
use opstap_tests::tokens::{act, kept_in, missing};
use opstap_tests::town::{Town, device};

const BINARY: &str = env!("CARGO_BIN_EXE_device_under_test");
const KILLS: u64 = 200;

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_killed_two_hundred_times_keeps_what_it_confirmed() {
    let town = Town::new();
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let first = device(home.path());
    town.pair(&first, town.client).await;
    drop(first);
    let mut chance = Chance::new(20_270_101);
    let mut confirmed = BTreeSet::new();
    let mut lives_with_acts = 0;
    for life in 0..KILLS {
        let moment = Duration::from_millis(15 + chance.below(140));
        let said = live_and_die(home.path(), &format!("life{life}"), moment);
        lives_with_acts += usize::from(!said.is_empty());
        confirmed.extend(said);
        let kept = kept_in(home.path());
        assert_eq!(missing(&confirmed, &kept), Vec::<&String>::new(), "after life {life}");
    }
    assert!(lives_with_acts > 100, "only {lives_with_acts} of {KILLS} lives came to an act");
    let device = device(home.path());
    assert_eq!(device.sync().await.unwrap().left, 0);
    drop(device);
    let other = tempfile::tempdir().unwrap();
    let second = opstap_tests::town::device(other.path());
    town.pair(&second, town.client).await;
    drop(second);
    let (here, there) = (kept_in(home.path()), kept_in(other.path()));
    assert_eq!(missing(&confirmed, &there), Vec::<&String>::new());
    assert_eq!(here, there);
    assert!(there.values().all(|count| *count == 1), "something is there twice");
}

/// One life: starts, says what it confirmed, is killed at its moment.
fn live_and_die(home: &Path, tag: &str, moment: Duration) -> Vec<String> {
    let mut child =
        Command::new(BINARY).arg("act").arg(home).arg(tag).stdout(Stdio::piped()).spawn().unwrap();
    let out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut said = Vec::new();
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line).unwrap() > 0 && line.ends_with('\n') {
            said.push(line.trim_end().strip_prefix("confirmed ").unwrap().to_owned());
            line.clear();
        }
        said
    });
    std::thread::sleep(moment);
    assert!(child.try_wait().unwrap().is_none(), "{tag} ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_in_mid_request_loses_and_repeats_nothing() {
    killed_in_mid_request(&Town::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_one_on_postgresql() {
    let place = cluster::Place::fresh();
    killed_in_mid_request(&Town::on(&place.url)).await;
}

async fn killed_in_mid_request(town: &Town) {
    let mut server = Some(town.serve_in_child(BINARY));
    let home = tempfile::tempdir().unwrap();
    let phone = device(home.path());
    town.pair(&phone, town.client).await;
    let mut chance = Chance::new(77);
    let mut confirmed = BTreeSet::new();
    for life in 0..25 {
        let end = Instant::now() + Duration::from_millis(20 + chance.below(80));
        let killer = async {
            tokio::time::sleep_until(end.into()).await;
            drop(server.take());
            server = Some(town.serve_in_child(BINARY));
        };
        let user = async {
            let mut round = 0;
            while Instant::now() < end {
                confirmed.insert(act(&phone, &format!("life{life}"), round).unwrap());
                let _ = phone.sync().await;
                round += 1;
            }
        };
        tokio::join!(killer, user);
    }
    assert_eq!(phone.sync().await.unwrap().left, 0);
    drop(phone);
    let other = tempfile::tempdir().unwrap();
    let second = device(other.path());
    town.pair(&second, town.client).await;
    drop(second);
    drop(server);
    let there = kept_in(other.path());
    assert!(confirmed.len() > 40, "only {} acts", confirmed.len());
    assert_eq!(missing(&confirmed, &there), Vec::<&String>::new());
    assert_eq!(kept_in(home.path()), there);
    assert!(there.values().all(|count| *count == 1), "something is there twice");
}
