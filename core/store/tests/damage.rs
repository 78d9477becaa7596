//! What one damaged file takes with it, and what it does not: one small case for each.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod counting;

use counting::Counting;
use std::fs;
use std::path::Path;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Damage, Edit, Identity, Store, StoreError, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::ident::{Chain, DeviceId};
use opstap_sync::wire::{Grant, OpResult, ScopePage, SyncResponse, Verdict};
use serde_json::json;
use uuid::Uuid;

const MONEY: ScopeId = ScopeId::new(Uuid::from_u128(1), Compartment::Money);
const NOW: i64 = 1_795_000_000_000;

fn open(folder: &Path) -> (Store, Vec<Damage>) {
    let (store, opened) = Store::open(folder, &StoreKey::new([7; 32])).unwrap();
    (store, opened.damage)
}

fn identity(device: u64) -> Identity {
    Identity {
        device: DeviceId::new(device),
        token: "secret-token".into(),
        account: Uuid::from_u128(9),
        name: "Noor".into(),
        role: Role::Client,
        organisation: "Voorbeeldstad".into(),
        server: "http://127.0.0.1:1".into(),
        keys: Vec::new(),
    }
}

fn answer(ge: u64) -> SyncResponse {
    SyncResponse {
        epoch: "e1".into(),
        now: NOW,
        ge,
        grants: None,
        revoked: vec![],
        res: vec![],
        last_n: 0,
        chain: Chain::default(),
        backed_n: 0,
        chg: vec![],
        keys: vec![],
        agrees: None,
        fix: None,
        ck: None,
        next_ms: 0,
        rcpt: None,
    }
}

fn grants(store: &mut Store) {
    let mine = Grant { h: 1, scope: MONEY, write: true, role: Role::Client, parts: vec![] };
    round(store, SyncResponse { grants: Some(vec![mine]), ..answer(4) });
}

fn round(store: &mut Store, answer: SyncResponse) {
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    let steps = digest(store.memory(), &sent, answer);
    store.carry_out(&sent, None, steps).unwrap();
}

fn rent(cents: i64) -> Edit {
    let amount = json!({ "cents": cents, "frequency": "monthly", "direction": "out" });
    Edit::put(
        MONEY,
        "budget_line",
        MONEY.derived_id("huur"),
        [("category", json!("huur")), ("amount", amount)],
    )
}

/// One line, made and then changed; both wait.
fn with_rent(folder: &Path) {
    let (mut store, _) = open(folder);
    store.take_identity(identity(5)).unwrap();
    grants(&mut store);
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    store.commit(&[rent(65_000)], NOW, &mut Counting(1)).unwrap();
}

fn shown(store: &mut Store) -> Vec<i64> {
    let lines = store.records(MONEY, "budget_line").unwrap();
    lines.iter().map(|line| line.value("amount")["cents"].as_i64().unwrap()).collect()
}

#[test]
fn a_later_change_of_a_record_is_taken_from_the_screen_when_only_its_first_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    with_rent(folder.path());
    let (store, _) = open(folder.path());
    let (journal, mirror) = store.into_connections();
    // As a journal that lost its log: the end is gone, and its counters with it.
    journal
        .execute_batch(
            "DELETE FROM op WHERE n = 2; UPDATE state SET n = 1; UPDATE sqlite_sequence SET seq = 1",
        )
        .unwrap();
    drop((journal, mirror));
    let (mut store, damage) = open(folder.path());
    assert_eq!(damage, [Damage::JournalSetAside { salvaged: 1, from_screen: 1 }]);
    assert_eq!(shown(&mut store), [65_000]);
    assert_eq!(store.waiting().unwrap().here, 2);
}

#[test]
fn a_deletion_whose_operation_is_lost_stays_a_deletion() {
    let folder = tempfile::tempdir().unwrap();
    with_rent(folder.path());
    let (mut store, _) = open(folder.path());
    let delete = Edit::Delete { scope: MONEY, kind: "budget_line", id: MONEY.derived_id("huur") };
    store.commit(&[delete], NOW, &mut Counting(2)).unwrap();
    let (journal, mirror) = store.into_connections();
    journal.execute_batch("DELETE FROM op WHERE n = 3; UPDATE sqlite_sequence SET seq = 2").unwrap();
    drop((journal, mirror));
    let (mut store, damage) = open(folder.path());
    assert_eq!(damage, [Damage::JournalSetAside { salvaged: 2, from_screen: 1 }]);
    assert!(shown(&mut store).is_empty());
}

fn answered(n: u64, seq: u64) -> SyncResponse {
    let res = OpResult { n, r: Verdict::Ok, seq, m: false, why: None, dot: None };
    let page = ScopePage { h: 1, recs: vec![], upto: seq, more: false, reset: false, floor: 0 };
    SyncResponse { res: vec![res], last_n: n, chg: vec![page], ..answer(4) }
}

/// The mirror's last commits need not reach the disk; the journal says what was in them.
#[test]
fn an_answered_edit_is_seen_though_a_power_failure_took_the_mirror_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = open(folder.path());
    store.take_identity(identity(5)).unwrap();
    grants(&mut store);
    drop(store);
    let mirror = folder.path().join("mirror.db");
    let before = fs::read(&mirror).unwrap();
    let (mut store, _) = open(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    round(&mut store, answered(1, 1));
    store.commit(&[rent(65_000)], NOW, &mut Counting(1)).unwrap();
    let seen = store.record(MONEY, "budget_line", MONEY.derived_id("huur")).unwrap().unwrap().state.sight();
    drop(store);
    fs::write(&mirror, before).unwrap();
    for log in ["mirror.db-wal", "mirror.db-shm"] {
        drop(fs::remove_file(folder.path().join(log)));
    }
    let (mut store, damage) = open(folder.path());
    assert_eq!(damage, []);
    let line = store.record(MONEY, "budget_line", MONEY.derived_id("huur")).unwrap().unwrap();
    // Whoever deletes it now says that they saw all of it.
    assert_eq!(line.state.sight(), seen);
    assert_eq!(line.value("amount")["cents"], 65_000);
    assert_eq!(line.value("category"), "huur");
}

#[test]
fn a_new_mirror_asks_what_is_open_to_it() {
    let folder = tempfile::tempdir().unwrap();
    with_rent(folder.path());
    fs::remove_file(folder.path().join("mirror.db")).unwrap();
    let (mut store, _) = open(folder.path());
    assert_eq!(store.memory().ge, 0);
    grants(&mut store);
    assert_eq!(shown(&mut store), [65_000]);
}

#[test]
fn a_journal_lost_after_its_mirror_was_made_anew_still_knows_whose_it_is() {
    let folder = tempfile::tempdir().unwrap();
    with_rent(folder.path());
    fs::remove_file(folder.path().join("mirror.db")).unwrap();
    drop(open(folder.path()));
    fs::write(folder.path().join("journal.db"), []).unwrap();
    let (store, damage) = open(folder.path());
    assert!(matches!(damage[..], [Damage::JournalSetAside { .. }]));
    assert_eq!(store.identity().unwrap().token, "secret-token");
}

#[test]
fn operations_of_a_lost_identity_are_sent_under_the_next() {
    let folder = tempfile::tempdir().unwrap();
    with_rent(folder.path());
    let (store, _) = open(folder.path());
    let (journal, mirror) = store.into_connections();
    journal.execute_batch("UPDATE state SET identity = NULL, n = 0").unwrap();
    drop((journal, mirror));
    fs::remove_file(folder.path().join("mirror.db")).unwrap();
    let (mut store, _) = open(folder.path());
    assert!(store.identity().is_none());
    store.take_identity(identity(6)).unwrap();
    assert_eq!(store.adopt_orphans().unwrap(), 2);
    assert_eq!(store.adopt_orphans().unwrap(), 0);
    grants(&mut store);
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    assert_eq!((sent.dev, sent.n), (DeviceId::new(6), 2));
    assert_eq!(sent.ops.iter().map(|op| op.n).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(shown(&mut store), [65_000]);
}

#[test]
fn a_torn_key_check_is_made_again_and_a_wrong_key_still_found() {
    let folder = tempfile::tempdir().unwrap();
    with_rent(folder.path());
    fs::write(folder.path().join("key.check"), "").unwrap();
    let wrong = Store::open(folder.path(), &StoreKey::new([8; 32])).unwrap_err();
    assert!(matches!(wrong, StoreError::WrongKey));
    assert_eq!(open(folder.path()).1, []);
    assert!(!fs::read_to_string(folder.path().join("key.check")).unwrap().is_empty());
}
