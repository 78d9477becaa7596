//! What came and went on accounts, on real encrypted files: all of a file or nothing, and no byte once it is to go.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod met;

use std::path::Path;

use met::{open, round};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::{Cents, Date};
use opstap_store::{BankAnswer, BankEntry, BankRow, Damage, Store, StoreError, StoreKey};
use opstap_sync::wire::{Grant, Revoked, SyncResponse};
use proptest::prelude::*;
use uuid::Uuid;

const MONEY: ScopeId = ScopeId::new(Uuid::from_u128(1), Compartment::Money);
const SECRET: &str = "XYZZYSECRETWORD";
const OWN: &str = "NL20INGB0001234567";

fn paired(folder: &Path) -> Store {
    let grant = Grant { h: 2, scope: MONEY, write: true, role: Role::Client, parts: vec![] };
    met::paired(folder, SyncResponse { grants: Some(vec![grant]), ..met::answer(1) })
}

fn entry(day: &str, cents: i64) -> BankEntry {
    BankEntry {
        own: OWN.into(),
        day: day.parse().unwrap(),
        amount: Cents(cents),
        format: "ing_csv".into(),
        name: Some(SECRET.into()),
        counter: None,
        text: Some(SECRET.repeat(20)),
        reference: None,
        mandate: Some("M-1".into()),
        creditor: None,
        kind: Some("INC".into()),
        number: None,
        balance: Some(Cents(-5)),
    }
}

fn add(store: &mut Store, entries: Vec<BankEntry>) -> Result<(), StoreError> {
    let entries: Vec<_> = entries.into_iter().map(|entry| (entry, None)).collect();
    store.add_bank_entries(MONEY, &entries)
}

fn all(store: &mut Store) -> Vec<BankRow> {
    store.bank_rows(MONEY, None, Date::MIN, Date::MAX).unwrap()
}

fn answer(cents: i64) -> BankAnswer {
    BankAnswer { proposal: "p".into(), amount: Cents(cents), line: Some("rent".into()) }
}

#[test]
fn what_is_kept_is_read_back_by_account_and_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    assert_eq!(all(&mut store), []);
    assert!(!folder.path().join("bank.db").exists(), "a device without accounts has no file for them");
    let other = BankEntry { own: "P1".into(), ..entry("2026-10-02", 7) };
    add(&mut store, vec![entry("2026-10-03", 1), entry("2026-10-01", -2), other.clone()]).unwrap();
    drop(store);
    let mut store = open(folder.path());
    let kept: Vec<i64> = all(&mut store).iter().map(|row| row.entry.amount.0).collect();
    assert_eq!(kept, [-2, 7, 1], "the oldest first");
    assert_eq!(all(&mut store)[1].entry, other);
    let day = "2026-10-01".parse().unwrap();
    assert_eq!(store.bank_rows(MONEY, Some(OWN), day, day).unwrap().len(), 1);
    assert!(matches!(
        store.bank_rows(ScopeId::new(Uuid::from_u128(2), Compartment::Money), None, day, day),
        Err(StoreError::NoAccess)
    ));
}

#[test]
fn a_person_tells_twins_apart_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    add(&mut store, vec![entry("2026-10-01", 1)]).unwrap();
    let first = all(&mut store)[0].ord;
    store.add_bank_entries(MONEY, &[(entry("2026-10-01", 1), Some(first))]).unwrap();
    let second = all(&mut store)[1].clone();
    assert_eq!(second.twin, Some(first));
    assert!(matches!(store.tell_bank_apart(MONEY, first), Err(StoreError::Unknown)));
    store.tell_bank_apart(MONEY, second.ord).unwrap();
    assert_eq!(all(&mut store)[1].twin, None);
    assert!(matches!(store.tell_bank_apart(MONEY, second.ord), Err(StoreError::Unknown)));
}

#[test]
fn an_answer_takes_the_place_of_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    assert_eq!(store.bank_answers(MONEY).unwrap(), []);
    store.answer_bank(MONEY, &answer(1)).unwrap();
    store.answer_bank(MONEY, &answer(2)).unwrap();
    assert_eq!(store.bank_answers(MONEY).unwrap(), [answer(2)]);
}

#[test]
fn a_full_disk_keeps_nothing_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    add(&mut store, vec![entry("2026-10-01", 1)]).unwrap();
    store.limit_bank(5);
    let many = (0..2_000).map(|cents| entry("2026-10-02", cents)).collect();
    assert!(matches!(add(&mut store, many), Err(StoreError::DiskFull)));
    assert_eq!(all(&mut store).len(), 1);
    add(&mut store, vec![entry("2026-10-02", 1)]).unwrap();
}

#[test]
fn what_is_to_go_leaves_no_byte() {
    for how in ["revoked", "forgotten", "wiped"] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = paired(folder.path());
        add(&mut store, (0..500).map(|cents| entry("2026-10-02", cents)).collect()).unwrap();
        store.answer_bank(MONEY, &answer(1)).unwrap();
        assert!(!readable(folder.path()), "it is encrypted");
        match how {
            "revoked" => {
                let gone = Revoked { h: 2, why: "assignment_ended".into() };
                round(
                    &mut store,
                    SyncResponse { grants: Some(vec![]), revoked: vec![gone], ..met::answer(2) },
                );
                assert!(matches!(store.bank_answers(MONEY), Err(StoreError::NoAccess)));
            }
            "forgotten" => {
                store.forget_bank(MONEY).unwrap();
                assert_eq!(all(&mut store), []);
            }
            _ => {
                store.wipe().unwrap();
                assert!(!folder.path().join("bank.db").exists());
                assert!(!folder.path().join("bank.db-wal").exists());
                continue;
            }
        }
        assert_eq!(std::fs::metadata(folder.path().join("bank.db-wal")).map_or(0, |meta| meta.len()), 0);
        drop(store);
        // Encrypted pages cannot be told apart by what they say; a key that opens them can.
        let key = "07".repeat(32);
        let db = rusqlite::Connection::open(folder.path().join("bank.db")).unwrap();
        db.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA secure_delete")).unwrap();
        for table in ["entry", "account", "answer"] {
            let left: i64 =
                db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
            assert_eq!(left, 0, "{how}: {table}");
        }
    }
}

#[test]
fn a_damaged_file_is_set_aside_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = paired(folder.path());
    add(&mut store, (0..500).map(|cents| entry("2026-10-02", cents)).collect()).unwrap();
    drop(store);
    let path = folder.path().join("bank.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[20_000..60_000].fill(0x55);
    std::fs::write(&path, bytes).unwrap();
    let (mut store, opened) = Store::open(folder.path(), &StoreKey::new([7; 32])).unwrap();
    assert_eq!(opened.damage, [Damage::BankSetAside]);
    assert!(folder.path().join("bank.db.damaged-1").exists());
    assert_eq!(all(&mut store), []);
    add(&mut store, vec![entry("2026-10-02", 1)]).unwrap();
    store.wipe().unwrap();
    assert!(!folder.path().join("bank.db.damaged-1").exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever a bank writes comes back as it was.
    #[test]
    fn any_entry_is_read_back(
        own in ".{1,20}", name in proptest::option::of(".{0,40}"), text in proptest::option::of(".{0,200}"),
        cents in any::<i64>(), days in 0_i64..40_000, balance in proptest::option::of(any::<i64>()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = paired(folder.path());
        let day = "1990-01-01".parse::<Date>().unwrap().plus_days(days);
        let balance = balance.map(Cents);
        let one = BankEntry { own, name, text, amount: Cents(cents), day, balance, ..entry("2026-10-02", 1) };
        add(&mut store, vec![one.clone()]).unwrap();
        let kept = all(&mut store).pop().unwrap();
        prop_assert_eq!(kept.entry, one);
    }
}

fn readable(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
    })
}
