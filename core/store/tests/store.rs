//! The store on real encrypted files: what is confirmed stays, what is revoked goes, what is damaged heals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod counting;

use counting::Counting;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Damage, Edit, Identity, Store, StoreError, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::ident::{DeviceId, Dot};
use opstap_sync::wire::{Grant, OpResult, Raw, Revoked, ScopePage, SyncResponse, Verdict, WireRecord};
use serde_json::{Value, json};
use uuid::Uuid;

/// One of the two files.
#[derive(Clone, Copy, PartialEq)]
enum File {
    Journal,
    Mirror,
}

const CASE: Uuid = Uuid::from_u128(1);
const MONEY: ScopeId = ScopeId::new(CASE, Compartment::Money);
const TOGETHER: ScopeId = ScopeId::new(CASE, Compartment::Together);
const NOW: i64 = 1_795_000_000_000;

fn key() -> StoreKey {
    StoreKey::new([7; 32])
}

fn open(folder: &Path) -> Store {
    Store::open(folder, &key()).unwrap().0
}

fn amount(cents: i64) -> Value {
    json!({ "cents": cents, "frequency": "monthly", "direction": "out" })
}

fn rent(cents: i64) -> Edit {
    let id = MONEY.derived_id("line/huur");
    Edit::put(MONEY, "budget_line", id, [("category", json!("huur")), ("amount", amount(cents))])
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
        chain: opstap_sync::ident::Chain::default(),
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

/// A store of a client who may write money and the shared part.
fn paired(folder: &Path) -> Store {
    let mut store = open(folder);
    store
        .take_identity(Identity {
            device: DeviceId::new(5),
            token: "secret-token".into(),
            account: Uuid::from_u128(9),
            name: "Sam".into(),
            role: Role::Client,
            organisation: "Voorbeeldstad".into(),
            server: "http://127.0.0.1:1".into(),
            keys: Vec::new(),
        })
        .unwrap();
    let grant = |h, scope| Grant { h, scope, write: true, role: Role::Client, parts: vec![] };
    let mut first = answer(1);
    first.grants = Some(vec![grant(1, MONEY), grant(2, TOGETHER)]);
    round(&mut store, first);
    store
}

fn round(store: &mut Store, answer: SyncResponse) -> opstap_store::Applied {
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    let steps = digest(store.memory(), &sent, answer);
    store.carry_out(&sent, None, steps).unwrap()
}

fn shown(store: &mut Store) -> Vec<i64> {
    let lines = store.records(MONEY, "budget_line").unwrap();
    lines.iter().map(|line| line.value("amount")["cents"].as_i64().unwrap()).collect()
}

#[test]
fn an_edit_is_there_after_the_process_died() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    drop(store);
    let mut store = open(folder.path());
    assert_eq!(shown(&mut store), [60_000]);
    assert_eq!(store.waiting().unwrap().here, 1);
}

#[test]
fn a_process_that_died_between_journal_and_mirror_shows_the_edit_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    let (journal, mirror) = store.into_connections();
    mirror.execute_batch("DELETE FROM overlay; UPDATE state SET applied = 0").unwrap();
    let mut store = Store::over(journal, mirror).unwrap();
    assert_eq!(shown(&mut store), [60_000]);
}

/// The number of a kind was kept in memory after the transaction that gave it out had failed, and went to the next
/// kind as well: records were filed where nobody found them.
#[test]
fn a_mirror_that_could_not_be_written_gives_each_kind_its_own_number() {
    let folder = tempfile::tempdir().unwrap();
    let full = Arc::new(AtomicBool::new(false));
    let (journal, mut mirror) = paired(folder.path()).into_connections();
    let hook = Arc::clone(&full);
    mirror.commit_hook(Some(move || hook.load(Ordering::Relaxed))).unwrap();
    let mut store = Store::over(journal, mirror).unwrap();
    let message = || {
        let units =
            [("body", json!("hello")), ("author", json!(Uuid::from_u128(9))), ("sent_at", json!(NOW))];
        Edit::put(TOGETHER, "message", Uuid::from_u128(3), units)
    };
    let page = |kind: &str, id| WireRecord {
        id: Uuid::from_u128(id),
        k: kind.into(),
        s: 1,
        d: Some(Dot::new(DeviceId::new(8), 1)),
        u: Raw::of(&json!({})),
        x: None,
        del: false,
        er: None,
    };
    let said = |kind: &str, id| SyncResponse {
        chg: vec![ScopePage {
            h: 2,
            recs: vec![page(kind, id)],
            upto: id as u64,
            more: false,
            reset: false,
            floor: 0,
        }],
        ..answer(1)
    };
    full.store(true, Ordering::Relaxed);
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    let steps = digest(store.memory(), &sent, said("task", 1));
    store.carry_out(&sent, None, steps).unwrap_err();
    store.commit(&[message()], NOW, &mut Counting(0)).unwrap();
    full.store(false, Ordering::Relaxed);
    round(&mut store, said("appointment", 1));
    round(&mut store, said("task", 2));
    let (journal, mirror) = store.into_connections();
    let mut store = Store::over(journal, mirror).unwrap();
    for kind in ["appointment", "task", "message"] {
        assert_eq!(store.records(TOGETHER, kind).unwrap().len(), 1, "{kind}");
    }
}

/// The journal had room and the mirror had none: the edit was durable, and whoever was told that it failed made it
/// again.
#[test]
fn an_edit_that_is_durable_is_shown_though_the_mirror_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, mirror) = paired(folder.path()).into_connections();
    let limit = |mirror: &rusqlite::Connection, pages: i64| {
        mirror.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let pages = mirror.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    limit(&mirror, pages);
    let mut store = Store::over(journal, mirror).unwrap();
    let message = |at: u8| {
        let units = [("body", json!("x".repeat(1500))), ("author", json!(CASE)), ("sent_at", json!(NOW))];
        Edit::put(TOGETHER, "message", Uuid::from_u128(100 + u128::from(at)), units)
    };
    for at in 1..40 {
        store.commit(&[message(at)], NOW, &mut Counting(at)).unwrap();
        assert_eq!(store.records(TOGETHER, "message").unwrap().len(), usize::from(at));
        let own = store.record(TOGETHER, "message", Uuid::from_u128(100 + u128::from(at))).unwrap();
        assert!(own.unwrap().waiting);
    }
    store.commit(&[rent(60_000)], NOW, &mut Counting(50)).unwrap();
    store.commit(&[rent(61_000)], NOW, &mut Counting(51)).unwrap();
    assert_eq!(shown(&mut store), [61_000]);
    let (journal, mirror) = store.into_connections();
    limit(&mirror, 1_000_000);
    let mut store = Store::over(journal, mirror).unwrap();
    assert_eq!(store.records(TOGETHER, "message").unwrap().len(), 39);
    assert_eq!(shown(&mut store), [61_000]);
}

/// The new epoch was noted in memory before the file had it: the next answer kept it, and what the lost server had
/// confirmed was never offered again.
#[test]
fn a_restore_that_a_full_disk_did_not_let_in_is_taken_in_later() {
    for fails in [File::Journal, File::Mirror] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = paired(folder.path());
        store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
        let taken = OpResult { n: 1, r: Verdict::Ok, seq: 1, m: false, why: None, dot: None };
        let page = ScopePage { h: 1, recs: vec![], upto: 1, more: false, reset: false, floor: 0 };
        round(&mut store, SyncResponse { res: vec![taken], last_n: 1, chg: vec![page], ..answer(1) });
        let full = Arc::new(AtomicBool::new(false));
        let (mut journal, mut mirror) = store.into_connections();
        let hook = Arc::clone(&full);
        let db = if fails == File::Journal { &mut journal } else { &mut mirror };
        db.commit_hook(Some(move || hook.load(Ordering::Relaxed))).unwrap();
        let mut store = Store::over(journal, mirror).unwrap();
        full.store(true, Ordering::Relaxed);
        store.reoffer("e2").unwrap_err();
        full.store(false, Ordering::Relaxed);
        if fails == File::Journal {
            assert_eq!(store.memory().epoch, "e1");
            store.reoffer("e2").unwrap();
        }
        let next = store.ask(Wish::default(), 200).unwrap().unwrap();
        assert_eq!((next.epoch.as_str(), next.ops.len()), ("e2", 1));
        assert_eq!(next.cur, [(1, 0), (2, 0)]);
        assert_eq!(shown(&mut store), [60_000]);
    }
}

/// A grant that came and went between pairing and the first round was never confirmed as gone, and the server listed
/// the device for ever.
#[test]
fn a_grant_that_was_taken_away_before_it_was_read_is_confirmed_as_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    let never_read = Revoked { h: 7, why: "assignment_ended".into() };
    round(&mut store, SyncResponse { revoked: vec![never_read], ..answer(1) });
    let next = store.ask(Wish::default(), 200).unwrap().unwrap();
    assert_eq!(next.purged, [(7, 0)]);
    assert_eq!(store.journalled().unwrap().len(), 1, "what is open stays");
    round(&mut store, answer(1));
    assert_eq!(store.ask(Wish::default(), 200).unwrap().unwrap().purged, []);
}

#[test]
fn writing_what_is_there_already_is_no_operation() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    assert_eq!(store.commit(&[rent(1)], NOW, &mut Counting(0)).unwrap().ops, 1);
    assert_eq!(store.commit(&[rent(1)], NOW, &mut Counting(9)).unwrap().ops, 0);
}

#[test]
fn a_refused_value_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let good = rent(5);
    let bad = Edit::put(MONEY, "budget_line", Uuid::from_u128(3), [("note", json!("x".repeat(501)))]);
    let refused = store.commit(&[good, bad], NOW, &mut Counting(0)).unwrap_err();
    assert!(matches!(refused, StoreError::Refused(_)), "{refused}");
    assert!(shown(&mut store).is_empty());
    assert_eq!(store.waiting().unwrap().here, 0);
}

#[test]
fn an_answered_edit_moves_from_the_journal_into_the_mirror() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    let mut ok = answer(1);
    ok.last_n = 1;
    ok.res = vec![OpResult { n: 1, r: Verdict::Ok, seq: 1, m: false, why: None, dot: None }];
    ok.chg = vec![ScopePage { h: 1, recs: vec![], upto: 1, more: false, reset: false, floor: 0 }];
    round(&mut store, ok);
    assert_eq!(shown(&mut store), [60_000]);
    let waiting = store.waiting().unwrap();
    assert_eq!((waiting.here, waiting.at_server), (0, 1));
    let line = &store.records(MONEY, "budget_line").unwrap()[0];
    assert!(!line.waiting);
    assert_eq!(line.state.units["amount"].d, Dot::new(DeviceId::new(5), 1));
}

#[test]
fn a_revoked_part_leaves_no_readable_byte() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let record = WireRecord {
        id: Uuid::from_u128(77),
        k: "message".into(),
        s: 1,
        d: Some(Dot::new(DeviceId::new(8), 1)),
        u: Raw::of(&json!({ "body": "SECRETWORD about the énergie bill" })),
        x: None,
        del: false,
        er: None,
    };
    let mut page = answer(1);
    page.chg = vec![ScopePage { h: 2, recs: vec![record], upto: 1, more: false, reset: false, floor: 0 }];
    round(&mut store, page);
    assert_eq!(store.search("energie", 5).unwrap().len(), 1);
    std::fs::write(folder.path().join("mirror.db.damaged-1"), "an older copy").unwrap();
    let mut revoked = answer(2);
    revoked.grants = Some(vec![Grant { h: 1, scope: MONEY, write: true, role: Role::Client, parts: vec![] }]);
    revoked.revoked = vec![Revoked { h: 2, why: "share_ended".into() }];
    let applied = round(&mut store, revoked);
    assert_eq!(applied.revoked, [TOGETHER]);
    assert!(store.search("energie", 5).unwrap().is_empty());
    assert!(store.records(TOGETHER, "message").unwrap().is_empty());
    let sent = store.ask(Wish::default(), 1).unwrap().unwrap();
    assert_eq!(sent.purged, [(2, 1)]);
    assert!(!folder.path().join("mirror.db.damaged-1").exists());
    let (_, mirror) = store.into_connections();
    let bytes = mirror_bytes(&mirror);
    assert!(!contains(&bytes, b"SECRETWORD") && !contains(&bytes, b"secretword"));
}

/// The decrypted pages of a database, freed ones included.
fn mirror_bytes(mirror: &rusqlite::Connection) -> Vec<u8> {
    let plain = tempfile::tempdir().unwrap();
    let path = plain.path().join("plain.db");
    mirror
        .execute_batch(&format!(
            "ATTACH '{}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;",
            path.display()
        ))
        .unwrap();
    std::fs::read(path).unwrap()
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn the_files_hold_nothing_readable() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for word in [&b"huur"[..], b"budget_line", b"secret-token", b"SQLite format"] {
            assert!(!contains(&bytes, word));
        }
    }
}

#[test]
fn a_wrong_key_is_said_and_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    drop(store);
    let wrong = Store::open(folder.path(), &StoreKey::new([8; 32])).unwrap_err();
    assert!(matches!(wrong, StoreError::WrongKey), "{wrong}");
    assert_eq!(shown(&mut open(folder.path())), [60_000]);
}

#[test]
fn a_device_that_opens_again_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let mut page = answer(1);
    page.chg = vec![ScopePage { h: 1, recs: vec![], upto: 7, more: false, reset: false, floor: 0 }];
    round(&mut store, page);
    drop(store);
    let sent = open(folder.path()).ask(Wish::default(), 1).unwrap().unwrap();
    assert_eq!(sent.cur, [(1, 7), (2, 0)]);
}

#[test]
fn a_handle_that_a_restored_server_gives_out_again_means_its_new_scope() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let mut page = answer(1);
    page.chg = vec![ScopePage { h: 1, recs: vec![], upto: 7, more: false, reset: false, floor: 0 }];
    round(&mut store, page);
    let mut swapped = answer(9);
    let grant = |h, scope| Grant { h, scope, write: true, role: Role::Client, parts: vec![] };
    swapped.grants = Some(vec![grant(1, TOGETHER), grant(2, MONEY)]);
    round(&mut store, swapped);
    let scopes: Vec<ScopeId> = store.scopes().into_iter().map(|row| row.scope).collect();
    assert_eq!(scopes, [TOGETHER, MONEY]);
    let sent = store.ask(Wish::default(), 1).unwrap().unwrap();
    assert_eq!(sent.cur, [(1, 0), (2, 0)]);
}

#[test]
fn a_coach_writes_only_in_the_parts_that_are_shared() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let mut shared = answer(2);
    let parts = vec!["programme".to_owned()];
    shared.grants = Some(vec![Grant { h: 9, scope: TOGETHER, write: true, role: Role::Coach, parts }]);
    round(&mut store, shared);
    let message = Edit::put(TOGETHER, "message", Uuid::from_u128(4), [("body", json!("hello"))]);
    let refused = store.commit(&[message], NOW, &mut Counting(0)).unwrap_err();
    assert!(matches!(refused, StoreError::NoAccess), "{refused}");
}

fn damage(path: &Path, from: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    let end = bytes.len();
    bytes[from.min(end)..].fill(0xa5);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_mirror_is_set_aside_and_the_journal_is_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    drop(store);
    damage(&folder.path().join("mirror.db"), 4096);
    let (mut store, opened) = Store::open(folder.path(), &key()).unwrap();
    assert_eq!(opened.damage, [Damage::MirrorSetAside]);
    assert_eq!(store.waiting().unwrap().here, 1);
    let mut again = answer(1);
    again.grants = Some(vec![Grant { h: 1, scope: MONEY, write: true, role: Role::Client, parts: vec![] }]);
    round(&mut store, again);
    assert_eq!(shown(&mut store), [60_000]);
}

#[test]
fn a_damaged_journal_is_set_aside_and_what_can_be_read_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    for n in 0..40_u32 {
        let edit = Edit::put(
            MONEY,
            "budget_line",
            Uuid::from_u128(100 + u128::from(n)),
            [("category", json!("eten")), ("note", json!("n".repeat(400))), ("amount", amount(i64::from(n)))],
        );
        store.commit(&[edit], NOW, &mut Counting(n as u8)).unwrap();
    }
    drop(store);
    let path = folder.path().join("journal.db");
    let size = std::fs::metadata(&path).unwrap().len() as usize;
    damage(&path, size - 8192);
    let (mut store, opened) = Store::open(folder.path(), &key()).unwrap();
    let [Damage::JournalSetAside { salvaged, from_screen }] = opened.damage[..] else { panic!("{opened:?}") };
    assert_eq!(salvaged + from_screen, 40, "{salvaged} read, {from_screen} from the screen");
    assert_eq!(shown(&mut store).len(), 40);
    assert!(store.identity().is_some());
    assert!(folder.path().join("journal.db.damaged-1").exists());
}

#[test]
fn a_journal_of_which_nothing_is_left_is_made_from_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    drop(store);
    damage(&folder.path().join("journal.db"), 0);
    let (mut store, opened) = Store::open(folder.path(), &key()).unwrap();
    assert_eq!(opened.damage, [Damage::JournalSetAside { salvaged: 0, from_screen: 1 }]);
    assert_eq!(shown(&mut store), [60_000]);
    assert_eq!(store.identity().unwrap().token, "secret-token");
}

#[test]
fn after_a_wipe_no_file_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let store = paired(folder.path());
    store.wipe().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_restored_server_is_offered_everything_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.commit(&[rent(60_000)], NOW, &mut Counting(0)).unwrap();
    let mut ok = answer(1);
    ok.last_n = 1;
    ok.res = vec![OpResult { n: 1, r: Verdict::Ok, seq: 1, m: false, why: None, dot: None }];
    ok.chg = vec![ScopePage { h: 1, recs: vec![], upto: 1, more: false, reset: false, floor: 0 }];
    round(&mut store, ok);
    store.reoffer("e2").unwrap();
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    assert_eq!((sent.ops.len(), sent.epoch.as_str(), sent.ack), (1, "e2", 0));
    assert!(sent.cur.iter().all(|(_, seq)| *seq == 0));
    assert_eq!(shown(&mut store), [60_000]);
}
