//! A row of a device's database goes wrong without anybody noticing: comparing finds it, the server's record comes
//! again, and what the person did meanwhile is not touched. The real store in files, the real engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::engine::{Engine, NewCase};
use opstap_store::{Applied, Edit, Identity, Randomness, Store, StoreKey};
use opstap_sync::client::{Wish, digest};
use opstap_sync::digest::HAVE_MAX;
use opstap_sync::wire::PairRequest;
use serde_json::{Value, json};

const NOW: i64 = 1_795_000_000_000;
const DAY: i64 = 86_400_000;

struct Counting(u64);
impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        bytes.fill(0);
        bytes[..8].copy_from_slice(&self.0.to_le_bytes());
    }
}

struct House {
    server: Engine,
    folder: tempfile::TempDir,
    money: ScopeId,
    random: Counting,
    now: i64,
}

fn open(folder: &Path) -> Store {
    Store::open(folder, &StoreKey::new([7; 32])).unwrap().0
}

impl House {
    fn new() -> (Self, Store) {
        let mut server = Engine::open_in_memory(1).unwrap();
        let org = server.add_org("Voorbeeldstad", [], NOW).unwrap();
        let counsellor = server.add_staff(org, Role::Counsellor, "Teun", NOW).unwrap();
        let new = NewCase { org, client: "Noor", counsellor, coaches: &[], programme: None };
        let case = server.open_case(new, NOW).unwrap();
        let code = server.pairing_code(case.client, NOW).unwrap().code;
        let paired =
            server.pair(&PairRequest { code, label: "phone".into(), once: String::new() }, NOW).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path());
        let identity = Identity {
            device: paired.device.id,
            token: paired.device.token,
            account: paired.account,
            name: paired.name,
            role: paired.role,
            organisation: paired.organisation,
            server: "engine".into(),
            keys: Vec::new(),
        };
        store.take_identity(identity).unwrap();
        let money = ScopeId::new(case.case, Compartment::Money);
        let mut house = Self { server, folder, money, random: Counting(0), now: NOW };
        house.sync(&mut store);
        (house, store)
    }

    /// Rounds until nothing is left to say. How many, and how much was mended.
    fn sync(&mut self, store: &mut Store) -> (usize, usize) {
        let mut repaired = 0;
        for rounds in 1..60 {
            self.now += 1;
            let applied = self.round(store);
            repaired += applied.repaired;
            if !applied.more && store.waiting().unwrap().here == 0 {
                return (rounds, repaired);
            }
        }
        panic!("a phone that never comes to rest");
    }

    fn round(&mut self, store: &mut Store) -> Applied {
        let wish = Wish { now_ms: Some(self.now), ..Wish::default() };
        let sent = store.ask(wish, 200).unwrap().unwrap();
        let answer = self.server.round(sent.dev, &sent, self.now).unwrap();
        let checkpoint = answer.ck.clone();
        let steps = digest(store.memory(), &sent, answer);
        store.carry_out(&sent, checkpoint, steps).unwrap()
    }

    /// A day later, as many calls as there are scopes: each is compared once.
    fn day(&mut self, store: &mut Store) -> usize {
        let mut repaired = 0;
        self.now += DAY;
        for _ in 0..store.scopes().len() {
            repaired += self.sync(store).1;
        }
        repaired
    }

    fn line(&self, line: &str, cents: i64) -> Edit {
        let units = [("category", json!(line)), ("amount", amount(cents))];
        Edit::put(self.money, "budget_line", self.money.derived_id(line), units)
    }

    fn write(&mut self, store: &mut Store, line: &str, cents: i64) {
        let edit = self.line(line, cents);
        store.commit(&[edit], self.now, &mut self.random).unwrap();
    }

    /// Does harm to the mirror's file while the app is closed.
    fn harm(&self, store: Store, sql: &str) -> Store {
        let (_, mirror) = store.into_connections();
        assert!(mirror.execute(sql, []).unwrap() > 0, "{sql}");
        drop(mirror);
        open(self.folder.path())
    }

    fn shown(&self, store: &mut Store) -> Vec<(String, i64)> {
        let lines = store.records(self.money, "budget_line").unwrap();
        let mut shown: Vec<(String, i64)> = lines
            .iter()
            .map(|line| (line.text("category").to_owned(), line.value("amount")["cents"].as_i64().unwrap()))
            .collect();
        shown.sort();
        shown
    }
}

fn amount(cents: i64) -> Value {
    json!({ "cents": cents, "frequency": "monthly", "direction": "out" })
}

const LINES: &str = "kind = (SELECT number FROM kind WHERE name = 'budget_line')";

#[test]
fn a_row_that_was_changed_lost_or_made_up_heals_and_the_journal_stays() {
    let (mut house, mut store) = House::new();
    house.write(&mut store, "huur", 60_000);
    house.write(&mut store, "eten", 30_000);
    house.sync(&mut store);
    house.day(&mut store);
    let right = house.shown(&mut store);
    for harm in [
        format!("UPDATE rec SET x = replace(x, '60000', '10') WHERE {LINES} AND x LIKE '%60000%'"),
        format!("DELETE FROM rec WHERE {LINES} AND x LIKE '%30000%'"),
        format!(
            "INSERT INTO rec SELECT h, kind, randomblob(16), s, gen, d, u, x FROM rec WHERE {LINES} LIMIT 1"
        ),
        format!("UPDATE rec SET x = replace(x, '.1\"', '.9\"') WHERE {LINES} AND x LIKE '%.1\"%'"),
    ] {
        store = house.harm(store, &harm);
        assert!(harm.contains(".9") || house.shown(&mut store) != right, "{harm}");
        // Not sent yet, and on the very record that differs.
        let id = house.money.derived_id("huur");
        let label = [("label", json!(format!("Huur {}", house.now)))];
        let edit = Edit::put(house.money, "budget_line", id, label);
        store.commit(&[edit], house.now, &mut house.random).unwrap();
        let waiting = store.journalled().unwrap();
        let repaired = house.day(&mut store);
        assert_eq!(repaired, 1, "{harm}");
        let after = store.journalled().unwrap();
        assert!(waiting.iter().all(|op| after.iter().any(|kept| kept.uid == op.uid)));
        assert_eq!(house.shown(&mut store), right);
    }
    assert_eq!(house.day(&mut store), 0, "a sound mirror is not mended");
}

#[test]
fn what_agrees_costs_one_digest_a_day() {
    let (mut house, mut store) = House::new();
    house.write(&mut store, "huur", 60_000);
    house.sync(&mut store);
    house.day(&mut store);
    let sent = store.ask(Wish { now_ms: Some(house.now), ..Wish::default() }, 200).unwrap().unwrap();
    assert!(sent.dig.is_none() && sent.have.is_none());
    house.now += DAY + 1;
    let sent = store.ask(Wish { now_ms: Some(house.now), ..Wish::default() }, 200).unwrap().unwrap();
    assert!(sent.dig.is_some() && sent.have.is_none());
    assert_eq!(house.sync(&mut store), (1, 0));
}

#[test]
fn a_scope_too_large_to_name_its_records_is_read_anew() {
    let (mut house, mut store) = House::new();
    let lines: Vec<Edit> =
        (0..=HAVE_MAX).map(|line| house.line(&format!("regel-{line}"), line as i64)).collect();
    store.commit(&lines, house.now, &mut house.random).unwrap();
    house.sync(&mut store);
    house.day(&mut store);
    let right = house.shown(&mut store);
    assert_eq!(right.len(), HAVE_MAX + 1);
    store = house.harm(store, &format!("DELETE FROM rec WHERE {LINES} AND x LIKE '%regel-7%'"));
    assert!(house.shown(&mut store).len() < right.len());
    house.day(&mut store);
    assert_eq!(house.shown(&mut store), right);
}
