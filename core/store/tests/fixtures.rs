//! A fixture of every released schema: what an older app wrote is read by this one, value by value.
//!
//! To write the fixture of a new schema once, before its release: `OPSTAP_WRITE_FIXTURES=1 cargo test -p
//! opstap-store --test fixtures`. A fixture that was released is never written again.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod counting;

use counting::Counting;
use std::fs;
use std::path::{Path, PathBuf};

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_store::{Edit, Identity, Opened, Store, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::ident::{Chain, DeviceId, Dot};
use opstap_sync::wire::{Grant, OpResult, Raw, ScopePage, SyncResponse, Verdict, WireRecord};
use serde_json::{Value, json};
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
const MONEY: ScopeId = ScopeId::new(CASE, Compartment::Money);
const TOGETHER: ScopeId = ScopeId::new(CASE, Compartment::Together);
const NOW: i64 = 1_795_000_000_000;
const FILES: [&str; 3] = ["journal.db", "mirror.db", "key.check"];

fn fixture(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{schema}"))
}

fn identity() -> Identity {
    Identity {
        device: DeviceId::new(5),
        token: "a-token-of-nobody".into(),
        account: Uuid::from_u128(9),
        name: "Noor".into(),
        role: Role::Client,
        organisation: "Voorbeeldstad".into(),
        server: "https://opstap.example.org".into(),
        keys: Vec::new(),
    }
}

fn answer() -> SyncResponse {
    SyncResponse {
        epoch: "e1".into(),
        now: NOW,
        ge: 3,
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

fn round(store: &mut Store, answer: SyncResponse) {
    let sent = store.ask(Wish::default(), 200).unwrap().unwrap();
    let steps = digest(store.memory(), &sent, answer);
    store.carry_out(&sent, None, steps).unwrap();
}

fn line(key: &str, cents: i64) -> Edit {
    let amount = json!({ "cents": cents, "frequency": "monthly", "direction": "out" });
    let id = MONEY.derived_id(key);
    Edit::put(MONEY, "budget_line", id, [("category", json!(key)), ("amount", amount)])
}

/// One operation at the server and read back, one held, one that waits; a message from somebody else.
fn write(folder: &Path) {
    let (mut store, _) = Store::open(folder, &StoreKey::new([7; 32])).unwrap();
    store.take_identity(identity()).unwrap();
    let grant = |h, scope| Grant { h, scope, write: true, role: Role::Client, parts: vec![] };
    let mut first = answer();
    first.grants = Some(vec![grant(1, MONEY), grant(2, TOGETHER)]);
    let message = WireRecord {
        id: Uuid::from_u128(77),
        k: "message".into(),
        s: 1,
        d: Some(Dot::new(DeviceId::new(8), 1)),
        u: Raw::of(&json!({ "body": "Over de énergierekening" })),
        x: None,
        del: false,
        er: None,
    };
    first.chg = vec![ScopePage { h: 2, recs: vec![message], upto: 1, more: false, reset: false, floor: 0 }];
    round(&mut store, first);
    let mut random = Counting(0);
    store.commit(&[line("huur", 60_000)], NOW, &mut random).unwrap();
    store.commit(&[line("eten", 30_000)], NOW + 1, &mut random).unwrap();
    let mut second = answer();
    second.last_n = 2;
    let result = |n, r, seq, why: Option<&str>| OpResult {
        n,
        r,
        seq,
        m: false,
        why: why.map(str::to_owned),
        dot: None,
    };
    second.res = vec![result(1, Verdict::Ok, 1, None), result(2, Verdict::Held, 0, Some("no_access"))];
    second.chg = vec![ScopePage { h: 1, recs: vec![], upto: 1, more: false, reset: false, floor: 0 }];
    round(&mut store, second);
    store.commit(&[line("kleding", 5_000)], NOW + 2, &mut random).unwrap();
    store.note_sync(NOW + 3, 250).unwrap();
    let (journal, mirror) = store.into_connections();
    for db in [journal, mirror] {
        db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    }
    let _ = fs::remove_file(folder.join("lock"));
}

#[test]
fn every_released_schema_is_read() {
    let kept = fixture(1);
    if std::env::var_os("OPSTAP_WRITE_FIXTURES").is_some() && !kept.join("journal.db").exists() {
        fs::create_dir_all(&kept).unwrap();
        write(&kept);
    }
    let copy = tempfile::tempdir().unwrap();
    for name in FILES {
        fs::copy(kept.join(name), copy.path().join(name)).unwrap();
    }
    let (mut store, opened) = Store::open(copy.path(), &StoreKey::new([7; 32])).unwrap();
    assert_eq!(opened, Opened::default());
    assert!(store.identity() == Some(&identity()));
    assert_eq!(store.last_sync(), (Some(NOW + 3), 250));
    let scopes: Vec<(ScopeId, bool)> = store.scopes().iter().map(|row| (row.scope, row.write)).collect();
    let mut wanted = vec![(MONEY, true), (TOGETHER, true)];
    wanted.sort_unstable();
    assert_eq!(scopes, wanted);
    let waiting = store.waiting().unwrap();
    assert_eq!((waiting.here, waiting.at_server, waiting.in_backup, waiting.held), (1, 1, 0, 1));
    assert_eq!(store.held().unwrap()[0].why, "no_access");
    let mut lines: Vec<(String, Value, bool)> = store
        .records(MONEY, "budget_line")
        .unwrap()
        .iter()
        .map(|line| (line.text("category").to_owned(), line.value("amount")["cents"].clone(), line.waiting))
        .collect();
    lines.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(lines, [("huur".into(), json!(60_000), false), ("kleding".into(), json!(5_000), true)]);
    let message = &store.records(TOGETHER, "message").unwrap()[0];
    assert_eq!((message.id, message.text("body")), (Uuid::from_u128(77), "Over de énergierekening"));
    assert_eq!(store.search("energierekening", 5).unwrap()[0].id, Uuid::from_u128(77));
    assert!(store.search("rekening", 5).unwrap().is_empty());
    assert_eq!((store.memory().epoch.as_str(), store.memory().ge, store.memory().n), ("e1", 3, 3));
    let asked = store.ask(Wish::default(), 200).unwrap().unwrap();
    assert_eq!(asked.ops.iter().map(|op| (op.n, op.h)).collect::<Vec<_>>(), [(3, 1)]);
    assert_eq!(store.commit(&[line("huur", 61_000)], NOW + 9, &mut Counting(90)).unwrap().ops, 1);
    let (_, mirror) = store.into_connections();
    // The index in which an earlier app kept all words again.
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'words*'";
    assert_eq!(mirror.query_row(sql, [], |row| row.get::<_, i64>(0)), Ok(0));
    let sound = mirror.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    assert_eq!(sound.as_deref(), Ok("ok"));
}
