//! A small town with a server, and phones that do what real ones do, in memory.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::result_large_err, reason = "tests")]

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::engine::{ContentItem, Engine, NewCase, OpenedCase};
use opstap_server::store::ScopeStore;
use opstap_sync::client::{Cursor, Memory, Reaction, Step, Wish, ask, digest, react, renumber};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::{Dot, OpUid};
use opstap_sync::op::{Change, Op, Write};
use opstap_sync::record::{RecordState, UnitState};
use opstap_sync::wire::{Grant, Handle, PairRequest, Problem, ScopePage, SyncRequest, SyncResponse};
use serde_json::{Value, json};
use uuid::Uuid;

/// 2026-03-02 12:00 UTC.
pub const NOW: i64 = 1_772_452_800_000;
pub const DAY: i64 = 86_400_000;

pub struct Town<S> {
    pub engine: Engine<S>,
    pub org: Uuid,
    pub counsellor: Uuid,
    pub coach: Uuid,
    pub case: OpenedCase,
    pub now: i64,
}

pub fn programme(version: &str) -> ContentItem {
    ContentItem {
        kind: "programme".into(),
        key: "goed-begonnen".into(),
        version: version.into(),
        body: json!({ "id": "goed-begonnen", "version": version }),
    }
}

impl<S: ScopeStore> Town<S> {
    pub fn new(mut engine: Engine<S>) -> Self {
        let org = engine.add_org("Testdorp", [programme("1")], NOW).unwrap();
        let counsellor = engine.add_staff(org, Role::Counsellor, "Sam", NOW).unwrap();
        let coach = engine.add_staff(org, Role::Coach, "Ko", NOW).unwrap();
        let new =
            NewCase { org, client: "Noor", counsellor, coaches: &[coach], programme: Some("goed-begonnen") };
        let case = engine.open_case(new, NOW).unwrap();
        Self { engine, org, counsellor, coach, case, now: NOW }
    }

    pub fn scope(&self, compartment: Compartment) -> ScopeId {
        ScopeId::new(self.case.case, compartment)
    }

    pub fn money(&self) -> ScopeId {
        self.scope(Compartment::Money)
    }

    pub fn together(&self) -> ScopeId {
        self.scope(Compartment::Together)
    }

    pub fn pair(&mut self, account: Uuid) -> Phone {
        let code = self.engine.pairing_code(account, self.now).unwrap().code;
        let paired = self
            .engine
            .pair(&PairRequest { code, label: "phone".into(), once: String::new() }, self.now)
            .unwrap();
        Phone::new(account, paired.device)
    }

    pub fn client(&mut self) -> Phone {
        self.pair(self.case.client)
    }

    /// One round, and what the phone makes of it.
    pub fn round(&mut self, phone: &mut Phone) -> Result<SyncResponse, Problem> {
        self.now += 1;
        let request = phone.request();
        let answer = self.engine.round(phone.memory.device.unwrap(), &request, self.now);
        match &answer {
            Ok(answer) => phone.take(&request, answer.clone()),
            Err(problem) => phone.react(problem),
        }
        answer
    }

    /// Rounds until nothing is left to say.
    pub fn sync(&mut self, phone: &mut Phone) {
        for _ in 0..100 {
            match self.round(phone) {
                Ok(answer) if phone.pending.is_empty() && !answer.chg.iter().any(|page| page.more) => return,
                Ok(_) => {}
                Err(problem) => assert!(problem.status == 409, "{problem:?}"),
            }
        }
        panic!("a phone that never comes to rest");
    }
}

/// A device: journal, mirror, cursors.
#[derive(Clone)]
pub struct Phone {
    pub account: Uuid,
    pub token: String,
    pub memory: Memory,
    pub pending: Vec<Op>,
    pub journal: Vec<Op>,
    pub held: Vec<(u64, String)>,
    pub grants: Vec<Grant>,
    pub cursors: BTreeMap<Handle, u64>,
    pub floors: BTreeMap<Handle, u64>,
    pub records: BTreeMap<(ScopeId, Uuid), RecordState>,
    pub gone: BTreeMap<(ScopeId, Uuid), i64>,
    pub wish: Wish,
    pub backed: u64,
    /// Distinguishes the uids of a phone and its twin.
    pub salt: u8,
}

impl Phone {
    pub fn new(account: Uuid, device: opstap_sync::wire::NewDevice) -> Self {
        Self {
            account,
            token: device.token,
            memory: Memory { device: Some(device.id), ..Memory::default() },
            pending: Vec::new(),
            journal: Vec::new(),
            held: Vec::new(),
            grants: Vec::new(),
            cursors: BTreeMap::new(),
            floors: BTreeMap::new(),
            records: BTreeMap::new(),
            gone: BTreeMap::new(),
            wish: Wish::default(),
            backed: 0,
            salt: 0,
        }
    }

    pub fn request(&self) -> SyncRequest {
        let cursors: Vec<Cursor> = self
            .grants
            .iter()
            .map(|grant| Cursor {
                h: grant.h,
                scope: grant.scope,
                seq: self.cursors.get(&grant.h).copied().unwrap_or(0),
            })
            .collect();
        let handle = |scope| self.grants.iter().find(|grant| grant.scope == scope).map(|grant| grant.h);
        let reading = |(h, floor): (&Handle, &u64)| {
            let seq = self.cursors.get(h).copied().unwrap_or(0);
            (1..*floor).contains(&seq).then_some((*h, *floor))
        };
        let floors = self.floors.iter().filter_map(reading).collect();
        let wish = Wish { floors, ..self.wish.clone() };
        ask(&self.memory, &self.pending, &cursors, handle, &wish).unwrap()
    }

    pub fn act(&mut self, scope: ScopeId, id: Uuid, kind: &str, change: Change) -> u64 {
        self.memory.n += 1;
        let n = self.memory.n;
        let seed = format!("{}/{n}/{}", self.memory.device.unwrap(), self.salt);
        let mut uid = [0; 12];
        uid.copy_from_slice(&blake3::hash(seed.as_bytes()).as_bytes()[..12]);
        let t = Hlc::at(NOW + n as i64);
        let knew = self.gone.get(&(scope, id)).copied();
        let op = Op { n, uid: OpUid(uid), tx: n, scope, id, kind: kind.into(), t, knew, change };
        self.pending.push(op.clone());
        self.journal.push(op);
        n
    }

    pub fn line(&mut self, scope: ScopeId, id: u128, cents: i64) -> u64 {
        let units = BTreeMap::from([("category".into(), json!("huur")), ("amount".into(), amount(cents))]);
        self.act(scope, Uuid::from_u128(id), "budget_line", Change::New(units))
    }

    pub fn set_line(&mut self, scope: ScopeId, id: u128, cents: i64) -> u64 {
        let id = Uuid::from_u128(id);
        let saw = self.records.get(&(scope, id)).and_then(|record| record.units.get("amount")).map(|u| u.d);
        let write = Write { v: amount(cents), saw, was: None };
        self.act(scope, id, "budget_line", Change::Set(BTreeMap::from([("amount".into(), write)])))
    }

    pub fn share(&mut self, scope: ScopeId, coach: Uuid, parts: &[&str], until: Option<&str>) {
        let id = scope.derived_id(&format!("share/{coach}"));
        let v = json!({ "parts": parts, "until": until });
        let saw = self.records.get(&(scope, id)).and_then(|record| record.units.get("parts")).map(|u| u.d);
        let change = match saw {
            None => Change::New(BTreeMap::from([
                ("account".into(), json!(coach.to_string())),
                ("parts".into(), v),
            ])),
            Some(_) => Change::Set(BTreeMap::from([("parts".into(), Write { v, saw, was: None })])),
        };
        self.act(scope, id, "share", change);
    }

    pub fn take(&mut self, sent: &SyncRequest, answer: SyncResponse) {
        self.wish.purged.clear();
        self.wish.with_receipt = false;
        self.wish.checkpoint = None;
        let ck = answer.ck.clone();
        for step in digest(&self.memory, sent, answer) {
            self.step(step);
        }
        self.wish.checkpoint = ck.map(|ck| (ck, self.cursors.clone()));
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Acked { n, exact, dot, .. } => {
                let Some(at) = self.pending.iter().position(|op| op.n == n) else { return };
                let op = self.pending.remove(at);
                if exact {
                    self.mirror(&op, dot.unwrap_or(Dot::new(self.memory.device.unwrap(), n)));
                }
            }
            Step::Held { n, why } => {
                self.pending.retain(|op| op.n != n);
                self.held.push((n, why));
            }
            Step::Remember(memory) => self.memory = memory,
            Step::Backed { n, .. } => self.backed = self.backed.max(n),
            Step::Grants(grants) => {
                self.cursors.retain(|h, _| grants.iter().any(|grant| grant.h == *h));
                for grant in &grants {
                    self.cursors.entry(grant.h).or_insert(0);
                }
                self.grants = grants;
            }
            Step::Revoke { h, .. } => {
                let live: Vec<ScopeId> = self.grants.iter().map(|grant| grant.scope).collect();
                let before = self.records.len();
                self.records.retain(|(scope, _), _| live.contains(scope));
                self.wish.purged.push((h, (before - self.records.len()) as u64));
            }
            Step::Page(page) => self.page(page),
            Step::Compared { .. } | Step::Mend(_) | Step::Keys(_) => {}
        }
    }

    fn mirror(&mut self, op: &Op, dot: Dot) {
        let key = (op.scope, op.id);
        let unit = |v: &Value| UnitState { v: v.clone(), d: dot, t: Hlc::default(), by: None, s: 0 };
        match &op.change {
            Change::Newer(_) | Change::Rescue(_) => {}
            Change::Del(_) | Change::Erase {} => drop(self.records.remove(&key)),
            Change::New(units) => {
                let record = self.records.entry(key).or_insert_with(|| RecordState::empty(&op.kind));
                record.units.extend(units.iter().map(|(name, v)| (name.clone(), unit(v))));
            }
            Change::Set(writes) => {
                let record = self.records.entry(key).or_insert_with(|| RecordState::empty(&op.kind));
                record.units.extend(writes.iter().map(|(name, write)| (name.clone(), unit(&write.v))));
            }
        }
    }

    fn page(&mut self, page: ScopePage) {
        let Some(scope) = self.grants.iter().find(|grant| grant.h == page.h).map(|grant| grant.scope) else {
            return;
        };
        if page.reset {
            self.records.retain(|(of, _), _| *of != scope);
            self.cursors.insert(page.h, 0);
        }
        if self.cursors.get(&page.h).is_none_or(|cursor| *cursor == 0) {
            self.floors.insert(page.h, page.floor);
        }
        for wire in page.recs {
            if let Some(at) = wire.er {
                self.gone.insert((scope, wire.id), at);
            }
            if wire.del {
                self.records.remove(&(scope, wire.id));
                continue;
            }
            let record = self.records.entry((scope, wire.id)).or_insert_with(|| RecordState::empty(&wire.k));
            for (name, (v, d)) in wire.units() {
                record.units.insert(name, UnitState { v, d, t: Hlc::default(), by: None, s: 0 });
            }
        }
        self.cursors.insert(page.h, page.upto);
    }

    pub fn react(&mut self, problem: &Problem) {
        match react(problem) {
            Reaction::NewIdentity(device) => {
                self.pending = renumber(self.memory.device.unwrap(), device.id, &self.pending);
                self.journal = self.pending.clone();
                self.memory = Memory {
                    device: Some(device.id),
                    n: self.pending.len() as u64,
                    ack: 0,
                    chain: opstap_sync::ident::Chain::default(),
                    receipt: None,
                    ..self.memory.clone()
                };
                self.wish.checkpoint = None;
                self.token = device.token;
            }
            Reaction::Reoffer { epoch } => {
                self.memory.epoch = epoch;
                self.memory.ack = 0;
                self.memory.receipt = None;
                self.cursors.clear();
                self.pending = self.journal.clone();
                self.wish = Wish::default();
            }
            Reaction::AllCursors => self.wish.checkpoint = None,
            Reaction::ShowReceipt => self.wish.with_receipt = true,
            _ => {}
        }
    }

    pub fn cents(&self, scope: ScopeId, id: u128) -> Option<i64> {
        self.records.get(&(scope, Uuid::from_u128(id)))?.units.get("amount")?.v["cents"].as_i64()
    }

    pub fn kinds(&self, kind: &str) -> usize {
        self.records.values().filter(|record| record.kind == kind).count()
    }

    /// What the person sees, to compare with another phone.
    pub fn values(&self) -> BTreeMap<(ScopeId, Uuid), Value> {
        self.records.iter().map(|(key, record)| (*key, record.values())).collect()
    }
}

pub fn amount(cents: i64) -> Value {
    json!({ "cents": cents, "frequency": "monthly", "direction": "out" })
}
