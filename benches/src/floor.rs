//! The raw floor: the same libraries, and nothing of ours.

use std::io::Read as _;
use std::path::Path;

use axum::Router;
use axum::extract::Path as AxumPath;
use axum::routing::get;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::device::{Cost, KEY};
use crate::{machine, seed};

fn open(path: &Path, synchronous: &str, cache_kib: u32) -> Connection {
    let db = Connection::open(path).expect("a database");
    let hex: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{hex}'\"; PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous};
         PRAGMA cache_size = -{cache_kib};"
    ))
    .expect("a key");
    db
}

/// One row that is updated durably.
pub(crate) struct Row(Connection);

impl Row {
    pub(crate) fn open(path: &Path) -> Self {
        let db = open(path, "FULL", 2_000);
        db.execute_batch(
            "CREATE TABLE line (id INTEGER PRIMARY KEY, title TEXT, cents INTEGER, note TEXT) STRICT;
             INSERT INTO line VALUES (1, 'Rent', 0, 'As agreed on the first of the month');",
        )
        .expect("a table");
        Self(db)
    }

    pub(crate) fn update(&self, cents: u64) {
        let mut sql = self.0.prepare_cached("UPDATE line SET cents = ?1 WHERE id = 1").expect("a statement");
        sql.execute([cents as i64]).expect("an update");
    }
}

/// What a bank's file is made of, one row a transaction.
pub(crate) struct Rows(Connection);

impl Rows {
    pub(crate) fn open(path: &Path) -> Self {
        let db = open(path, "FULL", 2_000);
        db.execute_batch(
            "CREATE TABLE entry (ord INTEGER PRIMARY KEY, account INTEGER, day TEXT, cents INTEGER, format TEXT, name TEXT,
             counter TEXT, text TEXT, reference TEXT, mandate TEXT, kind TEXT, number TEXT) STRICT;",
        )
        .expect("a table");
        Self(db)
    }

    /// So many rows of the size of the file's, in one transaction.
    pub(crate) fn insert(&self, count: usize) {
        let tx = self.0.unchecked_transaction().expect("a transaction");
        {
            let mut sql = tx
                .prepare_cached(
                    "INSERT INTO entry (account, day, cents, format, name, counter, text, reference, mandate, kind, number)
                     VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )
                .expect("a statement");
            for at in 0..count {
                sql.execute(params![
                    "2017-01-02",
                    at as i64,
                    "camt053",
                    "Winkel & Zoon 20 B.V.",
                    "NL39RABO0300000100",
                    "Factuur 1000 van 2017-01-02, met dank voor uw bestelling",
                    "H-1000",
                    "M-20",
                    "INC",
                    "26000000001000",
                ])
                .expect("an insert");
            }
        }
        tx.commit().expect("a commit");
    }
}

/// A record of the same content, as flat as it can be.
#[derive(Serialize, Deserialize)]
struct Line {
    id: String,
    case: u32,
    category: String,
    title: String,
    cents: i64,
    frequency: String,
    note: String,
}

/// Pages of all records, compressed beforehand, of about the same size as ours.
pub(crate) fn pages(cases: usize, each: usize) -> Vec<Vec<u8>> {
    let mut pages = Vec::new();
    let mut page: Vec<Line> = Vec::new();
    let mut n = 0;
    for at in 0..cases {
        for number in 0..each {
            n += 1;
            let id = opstap_domain::ids::fresh_id(1_795_000_000_000 + n as i64, seed::spread(n));
            let item = seed::budget_line(at, number, id);
            let text = |unit: &str| item.units[unit].as_str().unwrap_or_default().to_owned();
            page.push(Line {
                id: id.to_string(),
                case: at as u32,
                category: text("category"),
                title: text("label"),
                cents: item.units["amount"]["cents"].as_i64().unwrap_or(0),
                frequency: item.units["amount"]["frequency"].as_str().unwrap_or_default().to_owned(),
                note: text("note"),
            });
            if page.len() == 1_000 {
                pages.push(pack(&page));
                page.clear();
            }
        }
    }
    pages.push(pack(&page));
    pages
}

fn pack(page: &[Line]) -> Vec<u8> {
    let json = serde_json::to_vec(page).expect("lines are JSON");
    let mut packed = Vec::new();
    GzEncoder::new(&json[..], Compression::default()).read_to_end(&mut packed).expect("memory is read");
    packed
}

/// Serves the pages.
pub(crate) fn router(pages: &'static [Vec<u8>]) -> Router {
    Router::new().route(
        "/page/{n}",
        get(move |AxumPath(n): AxumPath<usize>| async move { pages.get(n).cloned().unwrap_or_default() }),
    )
}

/// Runs as a child: fetches every page, unpacks, reads and inserts, one transaction a page.
pub(crate) fn first_sync(home: &str, server: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let db = open(&Path::new(home).join("raw.db"), "NORMAL", 32_000);
    db.execute_batch(
        "CREATE TABLE line (id TEXT PRIMARY KEY, \"case\" INTEGER, category TEXT, title TEXT, cents INTEGER,
         frequency TEXT, note TEXT) STRICT, WITHOUT ROWID;",
    )
    .expect("a table");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().build().expect("a client");
    let (cpu, wall) = (machine::cpu_ns(), std::time::Instant::now());
    let (mut records, mut requests) = (0, 0);
    loop {
        let body = runtime.block_on(async {
            let answer = client.get(format!("{server}/page/{requests}")).send().await.expect("an answer");
            answer.bytes().await.expect("a body")
        });
        requests += 1;
        if body.is_empty() {
            break;
        }
        let mut json = Vec::new();
        GzDecoder::new(&body[..]).read_to_end(&mut json).expect("a gzip body");
        let lines: Vec<Line> = serde_json::from_slice(&json).expect("lines");
        let tx = db.unchecked_transaction().expect("a transaction");
        {
            let mut sql = tx
                .prepare_cached("INSERT INTO line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .expect("a statement");
            for line in &lines {
                sql.execute(params![
                    line.id,
                    line.case,
                    line.category,
                    line.title,
                    line.cents,
                    line.frequency,
                    line.note
                ])
                .expect("an insert");
            }
        }
        tx.commit().expect("a commit");
        records += lines.len();
    }
    let cost = Cost {
        cpu_ns: machine::cpu_ns() - cpu,
        wall_ms: wall.elapsed().as_millis() as u64,
        peak_kib: machine::peak_kib(),
        records,
        requests,
    };
    println!("{}", serde_json::to_string(&cost).expect("a cost is JSON"));
}
