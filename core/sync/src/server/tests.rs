#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::conflict::{Conflict, State};
use crate::hlc::Hlc;
use crate::op::{Change, Write};
use crate::wire::Verdict;

mod erase;

const MONEY: ScopeId = ScopeId::new(Uuid::nil(), Compartment::Money);
const RENT: Uuid = Uuid::from_u128(7);

fn amount(cents: i64) -> Value {
    json!({ "cents": cents, "frequency": "monthly", "direction": "out" })
}

fn op(n: u64, uid: u8, change: Change) -> WireOp {
    WireOp {
        n,
        uid: OpUid([uid; 12]),
        tx: None,
        h: 1,
        id: RENT,
        k: "budget_line".into(),
        t: Hlc::at(1_000),
        knew: None,
        change,
    }
}

fn new(cents: i64) -> Change {
    Change::New(BTreeMap::from([("category".into(), json!("huur")), ("amount".into(), amount(cents))]))
}

fn set(cents: i64, saw: Option<Dot>) -> Change {
    Change::Set(BTreeMap::from([("amount".into(), Write { v: amount(cents), saw, was: None })]))
}

/// A server of one scope, with a device per number.
struct Fake {
    rows: Loaded,
    devices: BTreeMap<u64, (u64, Chain, BTreeMap<u64, OpUid>)>,
}

impl Fake {
    fn new() -> Self {
        Self { rows: Loaded::default(), devices: BTreeMap::new() }
    }

    fn push(&mut self, device: u64, role: Role, ops: Vec<WireOp>) -> Result<Decision, Stop> {
        let asker = Asker {
            account: Uuid::from_u128(device.into()),
            role,
            device: DeviceId::new(device),
            now_ms: 1_000,
        };
        let (last_n, chain, numbers) = self.devices.get(&device).cloned().unwrap_or_default();
        let mut rows = self.rows.clone();
        (rows.last_n, rows.chain, rows.numbers) = (last_n, chain, numbers);
        let grant = Grant { h: 1, scope: MONEY, write: true, role, parts: vec![] };
        rows.grants.insert(1, grant);
        let n = ops.iter().map(|op| op.n).max().unwrap_or(0).max(last_n);
        let request: SyncRequest = SyncRequest { ops, ..blank(device, n) };
        let decision = decide(&asker, &request, &mut rows)?;
        self.devices.insert(device, (rows.last_n, rows.chain, rows.numbers.clone()));
        self.rows = rows;
        Ok(decision)
    }

    fn shown(&self) -> i64 {
        self.rows.records[&(MONEY, RENT)].units["amount"].v["cents"].as_i64().unwrap()
    }

    fn conflicts(&self) -> Vec<Conflict> {
        self.rows.records.values().filter_map(Conflict::from_record).collect()
    }
}

fn blank(device: u64, n: u64) -> SyncRequest {
    serde_json::from_value(json!({ "proto": 1, "schema": 1, "dev": DeviceId::new(device), "n": n, "ack": 0 }))
        .unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "what an author saw is optional")]
fn dot(device: u64, n: u64) -> Option<Dot> {
    Some(Dot::new(DeviceId::new(device), n))
}

#[test]
fn two_readings_of_an_amount_stay_until_someone_chooses() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    server.push(1, Role::Client, vec![op(2, 2, set(65_000, dot(1, 1)))]).unwrap();
    let decision = server.push(2, Role::Counsellor, vec![op(1, 3, set(70_000, dot(1, 1)))]).unwrap();
    assert_eq!(decision.results[0].r, Verdict::Conflict);
    assert_eq!(server.shown(), 65_000);
    let conflicts = server.conflicts();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].status.state, State::Open);
    assert_eq!(conflicts[0].other.v, amount(70_000));
}

#[test]
fn refining_the_value_kept_beside_feeds_the_same_conflict() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    server.push(2, Role::Counsellor, vec![op(1, 3, new(70_000)), op(2, 4, set(71_000, dot(2, 1)))]).unwrap();
    let conflicts = server.conflicts();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].other.v, amount(71_000));
}

#[test]
fn an_operation_that_comes_twice_counts_once() {
    let mut server = Fake::new();
    let first = vec![op(1, 1, new(60_000))];
    server.push(1, Role::Client, first.clone()).unwrap();
    let again = server.push(1, Role::Client, first).unwrap();
    assert_eq!(again.results[0].r, Verdict::Dup);
    let twin = server.push(9, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    assert_eq!((twin.results[0].r, twin.results[0].dot), (Verdict::Dup, dot(1, 1)));
    assert_eq!(server.rows.heads[&MONEY], 1);
}

#[test]
fn a_twin_that_reuses_a_number_is_told_so_and_nothing_changes() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    assert_eq!(server.push(1, Role::Client, vec![op(1, 2, new(1))]).unwrap_err(), Stop::Fork);
    assert_eq!(server.shown(), 60_000);
}

#[test]
fn who_may_not_is_held_with_a_reason_and_lost_nothing() {
    let mut server = Fake::new();
    let decision = server.push(3, Role::Coach, vec![op(1, 1, new(60_000))]).unwrap();
    assert_eq!(decision.results[0].why.as_deref(), Some("not_allowed"));
    assert_eq!(decision.held.len(), 1);
    let mut stranger = op(2, 2, new(1));
    stranger.h = 99;
    let decision = server.push(3, Role::Coach, vec![stranger]).unwrap();
    assert_eq!(decision.results[0].why.as_deref(), Some("scope_revoked"));
}

#[test]
fn a_value_out_of_bounds_is_held_with_the_member_that_is_wrong() {
    let mut server = Fake::new();
    let decision = server.push(1, Role::Client, vec![op(1, 1, new(i64::MAX))]).unwrap();
    assert_eq!(decision.results[0].why.as_deref(), Some("invalid/amount.cents/out_of_range"));
    assert!(server.rows.records.is_empty());
}

#[test]
fn an_amount_edited_while_it_was_deleted_comes_back() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    let sight = server.rows.records[&(MONEY, RENT)].sight();
    server.push(1, Role::Client, vec![op(2, 2, Change::Del(sight))]).unwrap();
    assert!(server.rows.records[&(MONEY, RENT)].deleted);
    server.push(2, Role::Counsellor, vec![op(1, 3, set(70_000, dot(1, 1)))]).unwrap();
    assert!(!server.rows.records[&(MONEY, RENT)].deleted);
    assert_eq!(server.shown(), 70_000);
    assert_eq!(server.conflicts().len(), 1);
}

#[test]
fn who_deletes_again_what_an_own_edit_brought_back_is_obeyed() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    let sight = server.rows.records[&(MONEY, RENT)].sight();
    server.push(1, Role::Client, vec![op(2, 2, Change::Del(sight))]).unwrap();
    // This one had read of the deletion, with its own edit still waiting: that is all it sees.
    let own = crate::record::sight([("amount", dot(2, 1).unwrap())].into_iter());
    server.push(2, Role::Counsellor, vec![op(1, 3, set(70_000, dot(1, 1)))]).unwrap();
    let decision = server.push(2, Role::Counsellor, vec![op(2, 4, Change::Del(own))]).unwrap();
    assert_eq!(decision.results[0].r, Verdict::Ok);
    assert!(server.rows.records[&(MONEY, RENT)].deleted);
}

#[test]
fn who_deletes_what_another_has_written_since_is_not_obeyed() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    let note = Write { v: json!("ask the landlord"), saw: None, was: None };
    let note = Change::Set(BTreeMap::from([("note".into(), note)]));
    server.push(2, Role::Counsellor, vec![op(1, 2, note)]).unwrap();
    let units = [("amount", dot(1, 1).unwrap()), ("category", dot(1, 1).unwrap())];
    let own = crate::record::sight(units.into_iter());
    let decision = server.push(1, Role::Client, vec![op(2, 3, Change::Del(own))]).unwrap();
    assert_eq!(decision.results[0].r, Verdict::Conflict);
    assert!(!server.rows.records[&(MONEY, RENT)].deleted);
}

#[test]
fn a_server_that_knows_less_than_it_confirmed_says_so() {
    let mut request = blank(1, 5);
    request.ack = 5;
    let asker = Asker { account: Uuid::nil(), role: Role::Client, device: DeviceId::new(1), now_ms: 0 };
    assert_eq!(decide(&asker, &request, &mut Loaded::default()).unwrap_err(), Stop::Behind);
}

#[test]
fn a_coach_sees_a_conflict_only_of_what_is_shared() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    server.push(2, Role::Counsellor, vec![op(1, 3, new(70_000))]).unwrap();
    let conflict = server.rows.records.values().find(|record| record.kind == "conflict").unwrap();
    let grant = |parts: &[&str]| Grant {
        h: 1,
        scope: MONEY,
        write: true,
        role: Role::Coach,
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
    };
    assert!(!visible(&grant(&["programme"]), conflict));
    assert!(visible(&grant(&["budget"]), conflict));
}

/// A device that reads page by page has a cursor beyond the label's number before it ever saw the record.
#[test]
fn a_record_travels_whole() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    server.push(1, Role::Client, vec![op(2, 2, set(65_000, dot(1, 1)))]).unwrap();
    let wire = wire_record(RENT, &server.rows.records[&(MONEY, RENT)]);
    assert_eq!(wire.units().len(), 2);
}

#[test]
fn a_receipt_proves_itself_and_nothing_else() {
    let key = ReceiptKey::new([3; 32]);
    let mut receipt =
        crate::wire::Receipt { epoch: "e".into(), last_n: 4, heads: vec![(1, 9)], mac: String::new() };
    receipt.mac = key.sign(DeviceId::new(1), &receipt);
    assert!(key.verify(DeviceId::new(1), &receipt));
    assert!(!key.verify(DeviceId::new(2), &receipt));
    receipt.last_n = 5;
    assert!(!key.verify(DeviceId::new(1), &receipt));
}
