//! Real devices and a real server over a real PostgreSQL, from the start and after a move to it.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../server/tests/cluster/mod.rs"]
mod cluster;

use std::collections::BTreeSet;

use cluster::Place;
use opstap::{FileEntry, LineEntry, Opstap};
use opstap_tests::tokens::{act, kept_in, missing};
use opstap_tests::town::{Town, device};
use tempfile::TempDir;

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

async fn sync_all(devices: &[&Opstap]) {
    for _ in 0..2 {
        for device in devices {
            assert_eq!(device.sync().await.unwrap().left, 0);
        }
    }
}

fn conflicts(device: &Opstap) -> BTreeSet<opstap::Uuid> {
    device.conflicts(None).unwrap().into_iter().map(|row| row.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_agree_over_postgresql() {
    let place = Place::fresh();
    let town = Town::on(&place.url);
    let _serving = town.serve();
    let (one, two, three) = (home(), home(), home());
    let (phone, tablet, desk) = (device(one.path()), device(two.path()), device(three.path()));
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.client).await;
    town.pair(&desk, town.counsellor).await;
    let mut confirmed = BTreeSet::new();
    for round in 0..12 {
        confirmed.insert(act(&phone, "phone", round).unwrap());
        confirmed.insert(act(&tablet, "tablet", round).unwrap());
        if round % 4 == 3 {
            sync_all(&[&phone, &tablet]).await;
        }
    }
    // Both write one amount while neither hears of the other.
    let rent =
        |typed: &str| LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() };
    phone.set_budget_line(None, &rent("600")).unwrap();
    sync_all(&[&phone, &tablet]).await;
    let before = conflicts(&phone);
    assert!(phone.budget(None).unwrap().certain);
    phone.set_budget_line(None, &rent("700")).unwrap();
    tablet.set_budget_line(None, &rent("750")).unwrap();
    sync_all(&[&phone, &tablet, &desk]).await;
    assert_eq!(conflicts(&phone).len(), before.len() + 1);
    assert_eq!(conflicts(&phone), conflicts(&tablet));
    assert!(!phone.budget(None).unwrap().certain);
    drop((phone, tablet, desk));
    for place in [&one, &two, &three] {
        let kept = kept_in(place.path());
        assert_eq!(missing(&confirmed, &kept), Vec::<&String>::new());
        assert!(kept.values().all(|count| *count == 1), "something is there twice");
    }
}

/// Devices that were never told: what they wrote before, during and after the move is there, once.
#[tokio::test(flavor = "multi_thread")]
async fn devices_with_unsent_journals_go_on_after_a_move() {
    let mut town = Town::new();
    let (one, two) = (home(), home());
    let (phone, tablet) = (device(one.path()), device(two.path()));
    let serving = town.serve();
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.client).await;
    let mut confirmed = BTreeSet::new();
    let mut act_on = |device: &Opstap, tag: &str, rounds: std::ops::Range<u64>| {
        for round in rounds {
            confirmed.insert(act(device, tag, round).unwrap());
        }
    };
    act_on(&phone, "phone", 0..10);
    sync_all(&[&phone, &tablet]).await;
    act_on(&tablet, "tablet", 0..5);
    drop(serving);
    act_on(&phone, "phone", 10..20);
    assert!(phone.sync().await.is_err(), "nobody serves");
    // One is closed with its journal, as a phone in a drawer.
    drop(tablet);

    let place = Place::fresh();
    town.move_to(&place.url);
    act_on(&phone, "phone", 20..25);
    let _serving = town.serve();
    assert_eq!(phone.sync().await.unwrap().left, 0);
    let tablet = device(two.path());
    act_on(&tablet, "tablet", 5..10);
    sync_all(&[&tablet, &phone]).await;
    let three = home();
    let fresh = device(three.path());
    town.pair(&fresh, town.client).await;
    drop((phone, tablet, fresh));
    let there = kept_in(three.path());
    assert!(confirmed.len() > 25, "only {} acts", confirmed.len());
    assert_eq!(missing(&confirmed, &there), Vec::<&String>::new());
    assert!(there.values().all(|count| *count == 1), "something is there twice");
    assert_eq!(kept_in(one.path()), there);
    assert_eq!(kept_in(two.path()), there);
}

/// A photo that was sent before the move is fetched after it, and one that waited is sent after it.
#[tokio::test(flavor = "multi_thread")]
async fn photos_go_along_to_postgresql() {
    let mut town = Town::new();
    let (one, two) = (home(), home());
    let (phone, desk) = (device(one.path()), device(two.path()));
    let serving = town.serve();
    town.pair(&phone, town.client).await;
    town.pair(&desk, town.counsellor).await;
    let photo: Vec<u8> = [0xff, 0xd8, 0xff, 0xe0].into_iter().chain((0..600_000).map(|n| n as u8)).collect();
    let added = |name: &str| {
        let message = phone.send_message(None, name).unwrap().id;
        let entry = FileEntry { name: name.to_owned(), bytes: photo.clone(), thumbnail: None };
        phone.attach(None, message, &entry).unwrap().id
    };
    let before = added("before");
    assert_eq!(phone.sync().await.unwrap().files_sent, 1);
    let after = added("after");
    drop(serving);
    let place = Place::fresh();
    town.move_to(&place.url);
    let _serving = town.serve();
    assert_eq!(phone.sync().await.unwrap().files_sent, 1);
    desk.sync().await.unwrap();
    for file in [before, after] {
        desk.fetch_file(None, file).await.unwrap();
        assert_eq!(desk.file_bytes(None, file).unwrap(), photo);
    }
    phone.erase_message(None, phone.files(None, None).unwrap()[0].message.unwrap()).unwrap();
    phone.sync().await.unwrap();
    desk.sync().await.unwrap();
    assert!(desk.file_bytes(None, before).is_err());
    assert_eq!(desk.files(None, None).unwrap().len(), 1);
}
