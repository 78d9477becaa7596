//! The bytes of files on real encrypted files: what waits is never lost and never goes, what is taken away goes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod counting;
mod met;

use counting::Counting;
use met::{NOW, answer, open, round};
use std::path::Path;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Damage, Edit, FileState, Store, StoreError, StoreKey};
use opstap_sync::blob::{PART_BYTES, ScopeKey, part, parts};
use opstap_sync::wire::{Grant, OpResult, Revoked, ScopePage, SyncResponse, Verdict, WireRecord};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

const TOGETHER: ScopeId = ScopeId::new(Uuid::from_u128(1), Compartment::Together);
const FILE: Uuid = Uuid::from_u128(71);
const OTHER: Uuid = Uuid::from_u128(72);
const SECRET: &[u8] = b"XYZZYSECRETWORD ";

fn grants(keys: bool) -> SyncResponse {
    let grant = Grant { h: 2, scope: TOGETHER, write: true, role: Role::Client, parts: vec![] };
    let keys = if keys { vec![(2, ScopeKey::new([3; 32]))] } else { vec![] };
    SyncResponse { grants: Some(vec![grant]), keys, ..answer(1) }
}

fn paired(folder: &Path) -> Store {
    met::paired(folder, grants(true))
}

fn photo(parts: usize) -> Vec<u8> {
    SECRET.iter().copied().cycle().take(parts * PART_BYTES as usize - 100).collect()
}

fn record(rec: Uuid, hash: &str, size: usize) -> Edit {
    let content = json!({ "size": size, "media": "image/jpeg", "hash": hash });
    Edit::put(TOGETHER, "file", rec, [("content", content), ("author", json!(Uuid::from_u128(9)))])
}

/// A file with its record, as the library adds it.
fn added(store: &mut Store, rec: Uuid, parts: usize) -> String {
    let bytes = photo(parts);
    let hash = store.keep_file(TOGETHER, rec, &bytes).unwrap();
    store.commit(&[record(rec, &hash, bytes.len())], NOW, &mut Counting(rec.as_bytes()[15])).unwrap();
    store.file_written(rec).unwrap();
    hash
}

fn state(store: &mut Store, rec: Uuid) -> Option<FileState> {
    store.file(rec).unwrap().map(|row| row.state)
}

fn readable(folder: &Path, word: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(word.len()).any(|window| window == word)
    })
}

fn size(folder: &Path) -> u64 {
    let length = |name| std::fs::metadata(folder.join(name)).map_or(0, |meta| meta.len());
    length("blobs.db") + length("blobs.db-wal")
}

#[test]
fn a_file_waits_until_the_server_has_it_and_never_goes_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    assert!(!folder.path().join("blobs.db").exists(), "a device without photos has two files");
    added(&mut store, FILE, 3);
    assert_eq!(state(&mut store, FILE), Some(FileState::Waiting { upto: 0 }));
    assert!(!readable(folder.path(), SECRET));
    assert!(!store.may_send_file(FILE).unwrap(), "its record goes first");
    assert!(matches!(store.evict_file(FILE), Err(StoreError::OnlyHere)));
    drop(store);
    let mut store = open(folder.path());
    let result = OpResult { n: 1, r: Verdict::Ok, seq: 1, m: false, why: None, dot: None };
    round(&mut store, SyncResponse { res: vec![result], last_n: 1, ..answer(1) });
    assert!(store.may_send_file(FILE).unwrap());
    store.file_reached(FILE, "abc", 2 * PART_BYTES, false).unwrap();
    assert!(matches!(store.evict_file(FILE), Err(StoreError::OnlyHere)));
    assert_eq!(store.files_under_way().unwrap().len(), 1);
    assert_eq!(store.file_bytes(FILE).unwrap(), photo(3));
    store.file_reached(FILE, "abc", photo(3).len() as u64, true).unwrap();
    assert_eq!(state(&mut store, FILE), Some(FileState::Sent));
    // What was said before comes late: it is no news.
    store.file_reached(FILE, "abc", 0, false).unwrap();
    assert_eq!(state(&mut store, FILE), Some(FileState::Sent));
    // The server was restored: it is offered again, and does not go meanwhile.
    store.reoffer("e2").unwrap();
    assert_eq!(state(&mut store, FILE), Some(FileState::Waiting { upto: 0 }));
    assert!(matches!(store.evict_file(FILE), Err(StoreError::OnlyHere)));
    store.file_reached(FILE, "abc", photo(3).len() as u64, true).unwrap();
    store.evict_file(FILE).unwrap();
    assert_eq!(state(&mut store, FILE), None);
}

#[test]
fn who_dies_between_the_bytes_and_the_record_keeps_both_or_neither() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let hash = store.keep_file(TOGETHER, FILE, &photo(1)).unwrap();
    drop(store);
    let mut store = open(folder.path());
    assert_eq!(state(&mut store, FILE), None, "no record, no bytes");
    assert_eq!(store.keep_file(TOGETHER, FILE, &photo(1)).unwrap(), hash);
    store.commit(&[record(FILE, &hash, photo(1).len())], NOW, &mut Counting(0)).unwrap();
    drop(store);
    let mut store = open(folder.path());
    assert_eq!(state(&mut store, FILE), Some(FileState::Waiting { upto: 0 }));
    assert_eq!(store.files_under_way().unwrap()[0].rec, FILE);
    assert_eq!(store.file_bytes(FILE).unwrap(), photo(1));
}

#[test]
fn what_is_taken_away_or_erased_leaves_no_byte() {
    for how in ["revoked", "erased", "deleted", "erased here", "wiped"] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = paired(folder.path());
        added(&mut store, FILE, 8);
        let result = OpResult { n: 1, r: Verdict::Ok, seq: 1, m: false, why: None, dot: None };
        round(&mut store, SyncResponse { res: vec![result], last_n: 1, ..answer(1) });
        assert!(size(folder.path()) > 8 * (PART_BYTES - 200), "{how}");
        match how {
            "revoked" => {
                let gone = Revoked { h: 2, why: "assignment_ended".into() };
                round(&mut store, SyncResponse { grants: Some(vec![]), revoked: vec![gone], ..answer(2) });
                assert!(store.file_key(TOGETHER).is_err(), "the key went too");
            }
            "erased" | "deleted" => {
                let mut gone = json!({ "id": FILE, "k": "file", "s": 2, "del": true });
                if how == "erased" {
                    gone["er"] = json!(NOW);
                }
                let gone: WireRecord = serde_json::from_value(gone).unwrap();
                let page = ScopePage { h: 2, recs: vec![gone], upto: 2, more: false, reset: false, floor: 0 };
                round(&mut store, SyncResponse { chg: vec![page], ..answer(1) });
            }
            "erased here" => {
                let erase = Edit::Erase { scope: TOGETHER, kind: "file", id: FILE };
                store.commit(&[erase], NOW, &mut Counting(50)).unwrap();
            }
            _ => {
                store.wipe().unwrap();
                assert!(!folder.path().join("blobs.db").exists());
                continue;
            }
        }
        assert_eq!(state(&mut store, FILE), None, "{how}");
        assert_eq!(std::fs::metadata(folder.path().join("blobs.db-wal")).map_or(0, |meta| meta.len()), 0);
        drop(store);
        // Encrypted pages cannot be told apart by what they say; a key that opens them can.
        let key: String = (0..32).map(|_| "07").collect();
        let db = rusqlite::Connection::open(folder.path().join("blobs.db")).unwrap();
        db.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA secure_delete")).unwrap();
        let left: i64 = db.query_row("SELECT count(*) FROM part", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{how}");
    }
}

#[test]
fn a_file_is_fetched_part_by_part_and_is_what_it_should_be() {
    let (mine, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let hash = added(&mut paired(mine.path()), FILE, 3);
    let bytes = photo(3);
    let size = bytes.len() as u64;
    let piece = |n| &bytes[part(size, n).start as usize..part(size, n).end as usize];
    let mut store = paired(theirs.path());
    store.want_file(TOGETHER, FILE, size).unwrap();
    store.take_part(FILE, 0, piece(0)).unwrap();
    // Not the next one, cut, too long, twice: left out.
    for (n, wrong) in [(2, piece(2)), (1, &piece(1)[1..]), (1, &bytes[..]), (0, piece(0)), (1, &[][..])] {
        store.take_part(FILE, n, wrong).unwrap();
    }
    assert_eq!(state(&mut store, FILE), Some(FileState::Wanted { upto: PART_BYTES }));
    drop(store);
    let mut store = open(theirs.path());
    store.want_file(TOGETHER, FILE, size).unwrap();
    assert_eq!(state(&mut store, FILE), Some(FileState::Wanted { upto: PART_BYTES }), "it goes on");
    for n in 1..parts(size) {
        store.take_part(FILE, n, piece(n)).unwrap();
    }
    assert!(!store.file_fetched(FILE, &"0a".repeat(32)).unwrap(), "not what the record says");
    assert_eq!(state(&mut store, FILE), Some(FileState::Wanted { upto: 0 }), "and it begins anew");
    for n in 0..parts(size) {
        store.take_part(FILE, n, piece(n)).unwrap();
    }
    assert!(store.file_fetched(FILE, &hash).unwrap());
    assert_eq!((state(&mut store, FILE), store.file_bytes(FILE).unwrap()), (Some(FileState::Here), bytes));
    store.evict_file(FILE).unwrap();
    assert!(matches!(store.file_bytes(FILE), Err(StoreError::Unknown)));
}

#[test]
fn a_damaged_file_of_files_is_set_aside_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    added(&mut store, FILE, 2);
    drop(store);
    let path = folder.path().join("blobs.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[20_000..90_000].fill(0x55);
    std::fs::write(&path, bytes).unwrap();
    let (mut store, opened) = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
    assert_eq!(opened.damage, [Damage::FilesSetAside]);
    assert_eq!(store.records(TOGETHER, "file").unwrap().len(), 1, "its record is safe");
    assert!(folder.path().join("blobs.db.damaged-1").exists());
    added(&mut store, OTHER, 1);
    assert_eq!(state(&mut store, OTHER), Some(FileState::Waiting { upto: 0 }));
}

#[test]
fn without_a_key_the_next_round_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    round(&mut store, SyncResponse { ge: 2, ..grants(false) });
    let other = ScopeId::new(Uuid::from_u128(1), Compartment::Money);
    assert!(matches!(store.keep_file(other, FILE, b"x"), Err(StoreError::NoAccess)));
    // As an older app left it.
    let (journal, mirror) = store.into_connections();
    mirror.execute_batch("DELETE FROM scope_key").unwrap();
    let mut store = Store::over(journal, mirror).unwrap();
    assert!(matches!(store.keep_file(TOGETHER, FILE, b"x"), Err(StoreError::NoKey)));
    assert_eq!(store.memory().ge, 0, "the server says everything again");
    round(&mut store, grants(true));
    assert!(store.keep_file(TOGETHER, FILE, b"x").is_ok());
}

/// A disk that is full at any of its pages: what was there stays, what does not fit leaves nothing.
#[test]
fn a_full_disk_is_a_clear_error_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    added(&mut store, FILE, 1);
    store.limit_files(40);
    let before = store.files_under_way().unwrap();
    assert!(matches!(store.keep_file(TOGETHER, OTHER, &photo(4)), Err(StoreError::DiskFull)));
    assert_eq!(store.files_under_way().unwrap(), before);
    assert_eq!(store.file_bytes(FILE).unwrap(), photo(1));
    let hash = store.keep_file(TOGETHER, OTHER, b"small").unwrap();
    assert_eq!(hash.len(), 64, "what fits is taken");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever parts arrive in whatever order: only the next one is taken, and the offset is a part's beginning.
    #[test]
    fn parts_are_taken_in_order_whatever_comes(tries in proptest::collection::vec((0..5_u64, 0..3_usize), 0..30)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = paired(folder.path());
        let bytes = photo(4);
        let size = bytes.len() as u64;
        store.want_file(TOGETHER, FILE, size).unwrap();
        let mut next = 0;
        for (n, cut) in tries {
            let here = part(size, n);
            let piece = &bytes[here.start as usize..(here.end as usize).saturating_sub(cut).max(here.start as usize)];
            store.take_part(FILE, n, piece).unwrap();
            if n == next && cut == 0 && !here.is_empty() {
                next += 1;
            }
            let expected = FileState::Wanted { upto: part(size, next).start };
            prop_assert_eq!(state(&mut store, FILE), Some(expected));
        }
    }
}
