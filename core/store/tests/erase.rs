//! What was erased leaves no readable byte on a device: not in records, overlays, words, journal or free pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod counting;

use counting::Counting;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Applied, Edit, Identity, Store, StoreError, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::ident::{DeviceId, Dot};
use opstap_sync::op::Change;
use opstap_sync::wire::{Grant, OpResult, Raw, ScopePage, SyncRequest, SyncResponse, Verdict, WireRecord};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

const TOGETHER: ScopeId = ScopeId::new(Uuid::from_u128(1), Compartment::Together);
const ACCOUNT: Uuid = Uuid::from_u128(9);
const NOW: i64 = 1_795_000_000_000;
const SECRET: &str = "XYZZYSECRETWORD";

fn answer(value: serde_json::Value) -> SyncResponse {
    let mut whole = json!({ "epoch": "e1", "now": NOW, "ge": 1, "last_n": 0 });
    whole.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
    serde_json::from_value(whole).unwrap()
}

fn paired(folder: &Path) -> Store {
    let (mut store, _) = Store::open(folder, &StoreKey::new([7; 32])).unwrap();
    let identity = Identity {
        device: DeviceId::new(5),
        token: "secret-token".into(),
        account: ACCOUNT,
        name: "Sam".into(),
        role: Role::Client,
        organisation: "Voorbeeldstad".into(),
        server: "http://127.0.0.1:1".into(),
        keys: Vec::new(),
    };
    store.take_identity(identity).unwrap();
    let grant = Grant { h: 2, scope: TOGETHER, write: true, role: Role::Client, parts: vec![] };
    let sent = ask(&mut store);
    take(&mut store, &sent, answer(json!({ "grants": [grant] })));
    store
}

fn ask(store: &mut Store) -> SyncRequest {
    store.ask(Wish::default(), 200).unwrap().unwrap()
}

fn take(store: &mut Store, sent: &SyncRequest, answer: SyncResponse) -> Applied {
    let steps = digest(store.memory(), sent, answer);
    store.carry_out(sent, None, steps).unwrap()
}

fn letter(id: u128) -> Edit {
    let units = [("body", json!(SECRET)), ("author", json!(ACCOUNT)), ("sent_at", json!(NOW))];
    Edit::put(TOGETHER, "message", Uuid::from_u128(id), units)
}

const fn erase(id: u128) -> Edit {
    Edit::Erase { scope: TOGETHER, kind: "message", id: Uuid::from_u128(id) }
}

fn record(id: u128, s: u64, author: Uuid, gone: bool) -> WireRecord {
    let said = Raw::of(&json!({ "body": SECRET, "author": author, "sent_at": NOW })).filter(|_| !gone);
    let d = (!gone).then_some(Dot::new(DeviceId::new(8), 1));
    WireRecord {
        id: Uuid::from_u128(id),
        k: "message".into(),
        s,
        d,
        u: said,
        x: None,
        del: gone,
        er: gone.then_some(NOW),
    }
}

fn page(recs: Vec<WireRecord>, upto: u64) -> SyncResponse {
    let page = ScopePage { h: 2, recs, upto, more: false, reset: false, floor: 0 };
    answer(json!({ "chg": [page] }))
}

fn plain(db: &rusqlite::Connection) -> Vec<u8> {
    let plain = tempfile::tempdir().unwrap();
    let path = plain.path().join("plain.db");
    db.execute_batch(&format!("ATTACH '{}' AS plain KEY ''", path.display())).unwrap();
    db.execute_batch("SELECT sqlcipher_export('plain'); DETACH plain").unwrap();
    std::fs::read(path).unwrap()
}

/// Whether the secret is in a row of either file.
fn holds(store: Store) -> bool {
    let (journal, mirror) = store.into_connections();
    [journal, mirror].iter().any(|db| {
        let bytes = plain(db).to_ascii_uppercase();
        bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
    })
}

#[test]
fn what_the_server_erased_goes_with_what_waited_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let sent = ask(&mut store);
    take(
        &mut store,
        &sent,
        page(vec![record(1, 1, Uuid::from_u128(3), false), record(2, 2, ACCOUNT, false)], 2),
    );
    assert_eq!(store.search("xyzzysecretword", 5).unwrap().len(), 2);
    store.commit(&[letter(3)], NOW, &mut Counting(0)).unwrap();
    std::fs::write(folder.path().join("mirror.db.damaged-1"), "an older copy").unwrap();
    // The third was erased by an administrator on another copy of the truth: it never came here as a record.
    let sent = ask(&mut store);
    let gone = [1, 2, 3].into_iter().map(|id| record(id, id as u64 + 2, ACCOUNT, true)).collect();
    let applied = take(&mut store, &sent, page(gone, 5));
    assert!(applied.erased);
    assert!(store.records(TOGETHER, "message").unwrap().is_empty());
    assert!(store.search("xyzzysecretword", 5).unwrap().is_empty());
    assert!(!folder.path().join("mirror.db.damaged-1").exists());
    let waits = ask(&mut store).ops;
    assert_eq!(waits.iter().map(|op| op.change.clone()).collect::<Vec<_>>(), [Change::blank()]);
    for name in ["journal.db-wal", "mirror.db-wal"] {
        assert_eq!(std::fs::metadata(folder.path().join(name)).map_or(0, |meta| meta.len()), 0, "{name}");
    }
    assert!(!holds(store));
}

#[test]
fn a_message_that_was_not_sent_yet_is_gone_at_once_and_its_place_in_the_order_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[letter(1)], NOW, &mut Counting(0)).unwrap();
    store.commit(&[letter(2)], NOW, &mut Counting(10)).unwrap();
    store.commit(&[erase(1)], NOW, &mut Counting(20)).unwrap();
    let ops = ask(&mut store).ops;
    assert_eq!(ops.iter().map(|op| op.n).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(ops[0].change.is_blank() && ops[2].change == Change::Erase {});
    let left: Vec<Uuid> =
        store.records(TOGETHER, "message").unwrap().iter().map(|record| record.id).collect();
    assert_eq!(left, [Uuid::from_u128(2)]);
    store.commit(&[erase(2)], NOW, &mut Counting(30)).unwrap();
    let sent = ask(&mut store);
    let results = (1..=4).map(|n| OpResult { n, r: Verdict::Ok, seq: 1, m: true, why: None, dot: None });
    let results: Vec<OpResult> = results.collect();
    take(&mut store, &sent, answer(json!({ "res": results, "last_n": 4 })));
    assert!(store.records(TOGETHER, "message").unwrap().is_empty());
    assert!(!holds(store));
}

#[test]
fn what_is_entered_after_the_erasure_says_that_its_author_knew() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let sent = ask(&mut store);
    take(&mut store, &sent, page(vec![record(1, 1, ACCOUNT, true)], 1));
    drop(store);
    let (mut store, _) = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
    store.commit(&[letter(1)], NOW, &mut Counting(0)).unwrap();
    store.commit(&[letter(2)], NOW, &mut Counting(9)).unwrap();
    let knew: Vec<Option<i64>> = ask(&mut store).ops.iter().map(|op| op.knew).collect();
    assert_eq!(knew, [Some(NOW), None]);
    drop(store);
    let (mut store, _) = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
    assert_eq!(ask(&mut store).ops[0].knew, Some(NOW));
}

#[test]
fn only_the_own_words_of_a_kind_that_allows_it_are_erased() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let sent = ask(&mut store);
    take(&mut store, &sent, page(vec![record(1, 1, Uuid::from_u128(3), false)], 1));
    let refused = store.commit(&[erase(1)], NOW, &mut Counting(0)).unwrap_err();
    assert!(matches!(refused, StoreError::NoAccess), "{refused}");
    let unknown = store.commit(&[erase(2)], NOW, &mut Counting(0)).unwrap_err();
    assert!(matches!(unknown, StoreError::Unknown), "{unknown}");
    let label = TOGETHER.derived_id("label");
    store
        .commit(&[Edit::put(TOGETHER, "label", label, [("keys", json!(["a"]))])], NOW, &mut Counting(0))
        .unwrap();
    let edit = Edit::Erase { scope: TOGETHER, kind: "label", id: label };
    assert!(matches!(store.commit(&[edit], NOW, &mut Counting(9)).unwrap_err(), StoreError::NoAccess));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever was written, sent or read before, and whatever is erased here or there: no word of it is left,
    /// and no number of an operation that waits.
    #[test]
    fn no_order_of_things_leaves_a_word(acts in prop::collection::vec((0_u8..4, 1_u128..4), 1..14)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = paired(folder.path());
        let mut random = Counting(0);
        let (mut seq, mut last_n) = (0, 0);
        for (act, id) in acts {
            match act {
                0 => drop(store.commit(&[letter(id)], NOW, &mut random)),
                1 => drop(store.commit(&[erase(id)], NOW, &mut random)),
                2 => {
                    let sent = ask(&mut store);
                    seq += 1;
                    last_n = sent.n;
                    let results: Vec<OpResult> = sent.ops.iter().map(|op| OpResult {
                        n: op.n, r: Verdict::Ok, seq, m: op.change.is_blank(), why: None, dot: None,
                    }).collect();
                    take(&mut store, &sent, answer(json!({ "res": results, "last_n": last_n })));
                }
                _ => {
                    let sent = ask(&mut store);
                    seq += 1;
                    let mut told = page(vec![record(id, seq, ACCOUNT, false)], seq);
                    told.last_n = last_n;
                    take(&mut store, &sent, told);
                }
            }
        }
        let numbers: Vec<u64> = ask(&mut store).ops.iter().map(|op| op.n).collect();
        let sent = ask(&mut store);
        let mut told = page((1..4).map(|id| record(id, seq + id as u64, ACCOUNT, true)).collect(), seq + 3);
        told.last_n = last_n;
        take(&mut store, &sent, told);
        let after: BTreeMap<u64, bool> =
            ask(&mut store).ops.iter().map(|op| (op.n, op.change.is_blank() || op.change == Change::Erase {})).collect();
        prop_assert_eq!(after.keys().copied().collect::<Vec<_>>(), numbers);
        prop_assert!(after.values().all(|wordless| *wordless));
        prop_assert!(store.records(TOGETHER, "message").unwrap().is_empty());
        drop(store);
        let (store, _) = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
        prop_assert!(!holds(store));
    }
}

/// The journal has room and the mirror has none: the words are out of sight at once, and out of the file as soon as
/// it can be written.
#[test]
fn an_erasure_while_the_mirror_is_full_is_no_failure_and_is_finished_later() {
    let folder = tempfile::tempdir().unwrap();
    let full = Arc::new(AtomicBool::new(false));
    let mut store = paired(folder.path());
    store.commit(&[letter(1)], NOW, &mut Counting(0)).unwrap();
    let (journal, mut mirror) = store.into_connections();
    let hook = Arc::clone(&full);
    mirror.commit_hook(Some(move || hook.load(Ordering::Relaxed))).unwrap();
    let mut store = Store::over(journal, mirror).unwrap();
    full.store(true, Ordering::Relaxed);
    store.commit(&[erase(1)], NOW, &mut Counting(20)).unwrap();
    full.store(false, Ordering::Relaxed);
    assert!(store.records(TOGETHER, "message").unwrap().is_empty());
    assert_eq!(ask(&mut store).ops.len(), 2);
    assert!(!holds(store));
}
