//! Pushes of ten edits through the server's writer, against a loop that writes the same rows.
//!
//! The floor begins with a copy of the same file, and writes the rows that ours wrote: same tables, same key, same
//! promise of the disk, 64 pushes in a commit, every statement prepared. It decides nothing and answers nobody.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use opstap_domain::ids::{Compartment, fresh_id};
use opstap_server::data::DataDir;
use opstap_server::serve::now_ms;
use opstap_server::store::ScopeStore;
use opstap_server::writer::Writer;
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::OpUid;
use opstap_sync::op::Change;
use opstap_sync::wire::{Handle, PairRequest, SyncRequest, SyncResponse, WireOp};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::json;

use crate::{report::Report, seed};

/// Devices that push at the same time, and pushes in one commit of the floor: what a commit of ours takes at most.
const PUSHERS: usize = 64;
const PUSHES: usize = 3_200;
pub(crate) const EDITS: u64 = 10;
const TIMES: usize = 3;

pub(crate) fn measure(report: &mut Report) {
    let mut runs: Vec<(f64, f64)> = (0..TIMES).map(|_| run()).collect();
    runs.sort_by(|(a, b), (c, d)| (a / b).total_cmp(&(c / d)));
    let (ours, floor) = runs[TIMES / 2];
    let detail = format!(
        "ours {ours:.0} pushes a second, the loop {floor:.0}; {PUSHES} pushes of {EDITS} new budget lines from {PUSHERS} \
         devices; request read and answer written; the middle of {TIMES} runs"
    );
    report.at_most(
        "pushes on the file, against a raw loop with group commit",
        floor / ours,
        1.0 / 0.6,
        "× slower",
        &detail,
    );
}

/// Pushes a second, ours and the floor's.
fn run() -> (f64, f64) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = DataDir::at(&folder.path().join("server")).expect("a data folder");
    let mut seeded = seed::cases(data.start().expect("an engine"), PUSHERS, now_ms());
    let pushers: Vec<Pusher> = (0..PUSHERS).map(|at| Pusher::pair(&mut seeded, at)).collect();
    let (before, key) = (folder.path().join("floor.db"), data.key().expect("a key"));
    seeded.engine.store().copy_to(&before, &key).expect("a copy");
    let ours = through_the_writer(seeded.engine, pushers);
    let floor = floor(&data.database(), &before, &key);
    (PUSHES as f64 / ours, PUSHES as f64 / floor)
}

/// A client's device, paired and up to date.
pub(crate) struct Pusher {
    pub(crate) token: String,
    pub(crate) request: SyncRequest,
    money: Handle,
}

impl Pusher {
    pub(crate) fn pair<S: ScopeStore>(seeded: &mut seed::Seeded<S>, at: usize) -> Self {
        let code = seed::code(&mut seeded.engine, seeded.clients[at], seeded.now);
        let request = PairRequest { code, label: "bench".into(), once: String::new() };
        let paired = seeded.engine.pair(&request, seeded.now).expect("it pairs");
        let request = json!({ "proto": 1, "schema": 1, "dev": paired.device.id, "n": 0, "ack": 0 });
        let request = serde_json::from_value(request).expect("a request");
        let mut this = Self { token: paired.device.token, request, money: 0 };
        loop {
            let (token, request) = (&this.token, &this.request);
            let answer = seeded.engine.keep(|engine| engine.round_by_token(token, request, seeded.now));
            let answer = answer.expect("the store works").expect("the round is answered");
            let more = answer.chg.iter().any(|page| page.more);
            this.take(answer);
            if !more {
                return this;
            }
        }
    }

    pub(crate) fn take(&mut self, answer: SyncResponse) {
        assert!(answer.res.iter().all(|result| result.why.is_none()), "{:?}", answer.res);
        let money = |grant: &&opstap_sync::wire::Grant| grant.scope.compartment == Compartment::Money;
        if let Some(grant) = answer.grants.iter().flatten().find(money) {
            self.money = grant.h;
        }
        self.request.ge = answer.ge;
        self.request.ck = answer.ck;
        if !answer.epoch.is_empty() {
            self.request.epoch = answer.epoch;
        }
    }

    pub(crate) fn edit(&mut self, now: i64) {
        self.request.ops.clear();
        for _ in 0..EDITS {
            self.request.n += 1;
            let n = self.request.n;
            let mixed = n ^ (self.request.dev.bits() << 16);
            let id = fresh_id(now, seed::spread(mixed));
            let mut uid = [0; 12];
            uid[..8].copy_from_slice(&mixed.to_le_bytes());
            let change = Change::New(seed::budget_line(0, n as usize, id).units);
            let (h, k, t) = (self.money, "budget_line".to_owned(), Hlc::at(now));
            self.request.ops.push(WireOp { n, uid: OpUid(uid), tx: None, h, id, k, t, knew: None, change });
        }
    }
}

/// Seconds for all pushes, from the bytes of a request to the bytes of its answer.
fn through_the_writer(engine: opstap_server::engine::Engine, pushers: Vec<Pusher>) -> f64 {
    let (writer, thread) = Writer::together(engine).expect("a thread");
    let (seconds, _) = push_all(writer, pushers, PUSHES / PUSHERS);
    drop(thread.join());
    seconds
}

/// Each pushes so many times, all at once. Gives the seconds and the pushers; the writer's threads end.
pub(crate) fn push_all<S: ScopeStore + 'static>(
    writer: Writer<S>,
    pushers: Vec<Pusher>,
    times: usize,
) -> (f64, Vec<Pusher>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let now = now_ms();
    let began = Instant::now();
    let pushers = runtime.block_on(async {
        let each = pushers.into_iter().map(|mut pusher| {
            let writer = writer.clone();
            tokio::spawn(async move {
                for _ in 0..times {
                    pusher.edit(now);
                    let bytes = serde_json::to_vec(&pusher.request).expect("a request is JSON");
                    let asked: SyncRequest = serde_json::from_slice(&bytes).expect("a request of ours");
                    let token = pusher.token.clone();
                    let done = writer.run(move |engine| engine.round_by_token(&token, &asked, now)).await;
                    let answer = done.expect("the store works").expect("the round is answered");
                    assert!(!serde_json::to_vec(&answer).expect("an answer is JSON").is_empty());
                    pusher.take(answer);
                }
                pusher
            })
        });
        let mut pushers = Vec::new();
        for one in each.collect::<Vec<_>>() {
            pushers.push(one.await.expect("a pusher ends well"));
        }
        pushers
    });
    (began.elapsed().as_secs_f64(), pushers)
}

/// The rows of one push.
#[derive(Default)]
struct Rows {
    records: Vec<(String, String, i64, String)>,
    history: Vec<Vec<Value>>,
    numbers: Vec<(String, i64, i64, String, i64)>,
}

/// Seconds to write the rows that ours wrote into the file from before.
fn floor(ours: &Path, before: &Path, key: &[u8; 32]) -> f64 {
    let pushes = rows(&open(ours, key));
    assert_eq!(pushes.len(), PUSHES);
    let db = open(before, key);
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").expect("a mode");
    db.set_prepared_statement_cache_capacity(64);
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        db.prepare_cached(sql).expect("a statement").execute(values).expect("a row");
    };
    let began = Instant::now();
    for group in pushes.chunks(PUSHERS) {
        db.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        for push in group {
            for (scope, id, s, units) in &push.records {
                run(
                    "INSERT INTO rec (scope, id, kind, s, deleted, units) VALUES (?1, ?2, 'budget_line', ?3, 0, ?4)",
                    params![scope, id, s, units],
                );
            }
            for row in &push.history {
                let sql = "INSERT INTO history (scope, seq, rec, unit, v, device, n, by, t) \
                           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
                let mut sql = db.prepare_cached(sql).expect("a statement");
                sql.execute(params_from_iter(row)).expect("a row");
            }
            for (uid, device, n, scope, seq) in &push.numbers {
                run(
                    "INSERT INTO op (uid, device, n, scope, seq) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![uid, device, n, scope, seq],
                );
                run("INSERT INTO device_op (device, n, uid) VALUES (?1, ?2, ?3)", params![device, n, uid]);
            }
            if let Some((_, device, n, scope, seq)) = push.numbers.last() {
                run("UPDATE scope SET head = ?2 WHERE id = ?1", params![scope, seq]);
                run("UPDATE device SET last_n = ?2, last_seen = ?2 WHERE id = ?1", params![device, n]);
            }
        }
        db.execute_batch("COMMIT").expect("a commit");
    }
    began.elapsed().as_secs_f64()
}

fn open(path: &Path, key: &[u8; 32]) -> Connection {
    let db = Connection::open(path).expect("a database");
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    db.execute_batch(&format!("PRAGMA key = \"x'{hex}'\";")).expect("a key");
    db
}

/// What ours wrote, push by push, in the order in which it was written.
fn rows(db: &Connection) -> Vec<Rows> {
    let mut records = BTreeMap::new();
    let mut sql = db.prepare("SELECT scope, id, s, units FROM rec WHERE kind = 'budget_line'").expect("rows");
    let read = sql.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?))
    });
    for row in read.expect("rows") {
        let row = row.expect("a row");
        records.insert(row.1.clone(), row);
    }
    let mut numbers = BTreeMap::new();
    let mut sql = db.prepare("SELECT uid, device, n, scope, seq FROM op").expect("rows");
    let read = sql.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, row.get(3)?, row.get(4)?))
    });
    for row in read.expect("rows") {
        let row: (String, i64, i64, String, i64) = row.expect("a row");
        numbers.insert((row.1, row.2), row);
    }
    let mut pushes: Vec<Rows> = Vec::new();
    let mut last = (0, 0);
    let mut sql = db
        .prepare(
            "SELECT scope, seq, rec, unit, v, device, n, by, t FROM history WHERE device <> 0 ORDER BY rowid",
        )
        .expect("rows");
    let mut read = sql.query([]).expect("rows");
    while let Some(row) = read.next().expect("a row") {
        let values: Vec<Value> = (0..9).map(|at| row.get(at).expect("a value")).collect();
        let number = |at: usize| row.get::<_, i64>(at).expect("a number");
        let (device, n, rec) = (number(5), number(6), row.get::<_, String>(2).expect("an id"));
        let push = (device, (n - 1) / EDITS as i64);
        if push != last {
            last = push;
            pushes.push(Rows::default());
        }
        let Some(push) = pushes.last_mut() else { continue };
        if let Some(record) = records.remove(&rec) {
            push.records.push(record);
        }
        if let Some(row) = numbers.remove(&(device, n)) {
            push.numbers.push(row);
        }
        push.history.push(values);
    }
    assert!(records.is_empty() && numbers.is_empty(), "every row belongs to a push");
    pushes
}
