//! What is still being filled in, on real encrypted files: kept at each keystroke, never sent, gone when it should be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod counting;
mod met;

use std::path::Path;

use counting::Counting;
use met::{open, round};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Damage, Edit, Store, StoreError, StoreKey};
use opstap_sync::wire::{Grant, Revoked, SyncResponse};
use serde_json::json;
use uuid::Uuid;

const TOGETHER: ScopeId = ScopeId::new(Uuid::from_u128(1), Compartment::Together);
const OTHER: ScopeId = ScopeId::new(Uuid::from_u128(2), Compartment::Together);
const SECRET: &str = "XYZZYSECRETWORD";

fn paired(folder: &Path) -> Store {
    let grant = Grant { h: 2, scope: TOGETHER, write: true, role: Role::Client, parts: vec![] };
    met::paired(folder, SyncResponse { grants: Some(vec![grant]), ..met::answer(1) })
}

fn typed(store: &Store, form: &str, question: &str) -> Option<String> {
    let all = store.drafts(TOGETHER).unwrap();
    all.iter().find(|(known, _)| known == form)?.1.get(question).cloned()
}

#[test]
fn a_keystroke_is_kept_as_it_was_typed_and_is_there_after_the_process_died() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    let before = store.waiting().unwrap();
    for text in ["1", "12", "12,"] {
        store.keep_draft(TOGETHER, "weekgeld", "bedrag", text, 5).unwrap();
    }
    store.keep_draft(TOGETHER, "schaal", "nu", "7", 5).unwrap();
    assert!(matches!(store.keep_draft(OTHER, "schaal", "nu", "7", 5), Err(StoreError::NoAccess)));
    assert_eq!(store.waiting().unwrap(), before, "nothing of it waits to be sent");
    assert!(store.journalled().unwrap().is_empty());
    drop(store);
    let mut store = open(folder.path());
    assert_eq!(typed(&store, "weekgeld", "bedrag").as_deref(), Some("12,"));
    store.forget_draft(TOGETHER, "weekgeld").unwrap();
    assert_eq!(typed(&store, "weekgeld", "bedrag"), None);
    assert_eq!(typed(&store, "schaal", "nu").as_deref(), Some("7"));
    store.keep_draft(TOGETHER, "schaal", "nu", "8", 900).unwrap();
    store.keep_draft(TOGETHER, "post-map", "waar", " ", 5).unwrap();
    store.keep_draft(TOGETHER, "post-map", "", "the form as it was", 5).unwrap();
    let begun = store.drafts_begun(TOGETHER).unwrap();
    assert_eq!(begun, [("schaal".to_owned(), 5)].into(), "since the first keystroke; a space is nothing");
    store.keep_draft(TOGETHER, "schaal", "lukt", &"é".repeat(50_000), 5).unwrap();
    assert!(typed(&store, "schaal", "lukt").unwrap().len() <= 64 * 1024);
}

#[test]
fn what_is_shared_is_no_draft_any_more_in_the_same_breath() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.keep_draft(TOGETHER, "schaal", "nu", SECRET, 5).unwrap();
    store.keep_draft(TOGETHER, "weekgeld", "bedrag", "5", 5).unwrap();
    let shared = |form: serde_json::Value| {
        Edit::put(TOGETHER, "form_answers", Uuid::from_u128(7), [("form", form), ("answers", json!([]))])
    };
    let refused = store.commit(&[shared(json!("two words"))], 1, &mut Counting(1));
    assert!(matches!(refused, Err(StoreError::Refused(_))));
    assert_eq!(typed(&store, "schaal", "nu").as_deref(), Some(SECRET), "nothing was shared");
    store.commit(&[shared(json!("schaal"))], 1, &mut Counting(1)).unwrap();
    assert_eq!(typed(&store, "schaal", "nu"), None);
    assert_eq!(typed(&store, "weekgeld", "bedrag").as_deref(), Some("5"));
}

#[test]
fn it_goes_with_the_case_and_with_log_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    store.keep_draft(TOGETHER, "schaal", "nu", SECRET, 5).unwrap();
    let gone = Revoked { h: 2, why: "assignment_ended".into() };
    round(&mut store, SyncResponse { grants: Some(vec![]), revoked: vec![gone], ..met::answer(2) });
    assert!(matches!(store.drafts(TOGETHER), Err(StoreError::NoAccess)));
    drop(store);
    let db = rusqlite::Connection::open(folder.path().join("journal.db")).unwrap();
    db.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA secure_delete", "07".repeat(32))).unwrap();
    let left: i64 = db.query_row("SELECT count(*) FROM draft", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    drop(db);
    open(folder.path()).wipe().unwrap();
    assert!(!folder.path().join("journal.db").exists());
}

/// A store with much in its journal, and a page in the middle of it that says nothing any more.
fn damaged(folder: &std::path::Path) {
    let mut store = paired(folder);
    store.keep_draft(TOGETHER, "schaal", "nu", "7", 5).unwrap();
    let message = |id: u128| {
        let units =
            [("body", json!("x".repeat(2_000))), ("sent_at", json!(1)), ("author", json!(Uuid::nil()))];
        Edit::put(TOGETHER, "message", Uuid::from_u128(id), units)
    };
    let many: Vec<Edit> = (10..200).map(message).collect();
    store.commit(&many, 1, &mut Counting(1)).unwrap();
    drop(store);
    let path = folder.join("journal.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len() - 8_192;
    bytes[end - 16_384..end].fill(0x55);
    std::fs::write(&path, bytes).unwrap();
}

#[test]
fn what_can_be_read_of_a_damaged_journal_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    damaged(folder.path());
    let (store, opened) = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
    assert!(matches!(opened.damage[..], [Damage::JournalSetAside { .. }]), "{:?}", opened.damage);
    assert_eq!(typed(&store, "schaal", "nu").as_deref(), Some("7"));
}

#[test]
fn a_damaged_journal_without_a_mirror_still_says_whose_device_it_is() {
    let folder = tempfile::tempdir().unwrap();
    damaged(folder.path());
    for name in ["mirror.db", "mirror.db-wal", "mirror.db-shm"] {
        let _ = std::fs::remove_file(folder.path().join(name));
    }
    let (store, opened) = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
    assert!(matches!(opened.damage[..], [Damage::JournalSetAside { .. }, ..]), "{:?}", opened.damage);
    assert!(store.identity().is_some());
}
