//! Pushes of ten edits on PostgreSQL, against pgbench with the same statements.
//!
//! A cluster of its own with the promise of the disk (`fsync`, `synchronous_commit`). What the server says in one push
//! is taken from PostgreSQL's log, twice for each device; what differs between both becomes a number that goes on, or an
//! id that is drawn anew. pgbench then says the same, prepared, with as many clients, and sends what it writes together,
//! as the server does. It decides nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use opstap_server::engine::Engine;
use opstap_server::random::{Seeded, SystemRandom};
use opstap_server::serve::now_ms;
use opstap_server::store::Postgres;
use opstap_server::writer::Writer;
use opstap_sync::server::ReceiptKey;

use crate::cluster::{Cluster, sql};
use crate::pushes::{EDITS, Pusher, push_all};
use crate::report::Report;
use crate::seed;

/// Devices that push at the same time, connections of the server, and clients of pgbench.
const CLIENTS: usize = 8;
const PUSHES: usize = 800;
const TIMES: usize = 3;
/// Pushes of each device before anything is measured.
const WARM: usize = 50;

pub(crate) fn measure(report: &mut Report) {
    let settings = [
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "shared_buffers=128MB",
        "log_line_prefix=%p|",
    ];
    let cluster = Cluster::start(&settings);
    let mut runs: Vec<(f64, f64)> = (0..TIMES).map(|at| run(&cluster, &format!("bench{at}"))).collect();
    runs.sort_by(|(a, b), (c, d)| (a / b).total_cmp(&(c / d)));
    let (ours, floor) = runs[TIMES / 2];
    let detail = format!(
        "ours {ours:.0} pushes a second, pgbench {floor:.0}; {PUSHES} pushes of {EDITS} new budget lines, {CLIENTS} \
         clients; the middle of {TIMES} runs"
    );
    report.at_most(
        "pushes on PostgreSQL, against pgbench with the same statements",
        floor / ours,
        1.0 / 0.6,
        "× slower",
        &detail,
    );
}

/// Pushes a second, ours and pgbench's.
fn run(cluster: &Cluster, schema: &str) -> (f64, f64) {
    let url = cluster.url(schema);
    sql(&url, &format!("CREATE SCHEMA {schema}"));
    let open = |url: &str, connections| {
        Postgres::open(&url.parse().expect("an address"), connections).expect("a database")
    };
    let receipts = || ReceiptKey::new([1; 32]);
    let engine =
        Engine::start(open(&url, CLIENTS), receipts(), Box::new(Seeded::new(1)), 0).expect("an engine");
    let mut seeded = seed::cases(engine, CLIENTS, now_ms());
    let pushers: Vec<Pusher> = (0..CLIENTS).map(|at| Pusher::pair(&mut seeded, at)).collect();
    let mut engines = Vec::new();
    for _ in 1..CLIENTS {
        let store = seeded.engine.store().beside_me();
        engines.push(seeded.engine.beside_me(store, Box::new(SystemRandom)));
    }
    engines.push(seeded.engine);
    let (writer, threads) = Writer::side_by_side(engines).expect("threads");
    // As after its first minute: autovacuum has counted the rows, and plans follow from that.
    let (_, pushers) = push_all(writer.clone(), pushers, WARM);
    sql(&url, "ANALYZE");
    let (seconds, mut pushers) = push_all(writer, pushers, PUSHES / CLIENTS);
    sql(&url, "ANALYZE");
    let mut engines: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("an engine")).collect();
    let ours = PUSHES as f64 / seconds;

    let store = open(&format!("{url}%20-c%20log_statement%3Dall"), 1);
    let mut recorded = engines.remove(0).beside_me(store, Box::new(SystemRandom));
    drop(engines);
    let scripts: Vec<String> = pushers
        .iter_mut()
        .zip(1..)
        .map(|(pusher, client)| script(cluster, &mut recorded, pusher, client))
        .collect();
    drop(recorded);
    (ours, PUSHES as f64 / replay(cluster, &url, &scripts))
}

/// Seconds until all clients said their script often enough.
fn replay(cluster: &Cluster, url: &str, scripts: &[String]) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let mut clients = Vec::new();
    let began = Instant::now();
    for (at, script) in scripts.iter().enumerate() {
        let path = folder.path().join(format!("{at}.sql"));
        std::fs::write(&path, script).expect("a script");
        let mut command = Command::new(cluster.bin().join("pgbench"));
        command.args([
            "-n",
            "-M",
            "prepared",
            "-c",
            "1",
            "-D",
            "i=0",
            "-t",
            &(PUSHES / scripts.len()).to_string(),
        ]);
        command.arg("-f").arg(&path).arg(url).stdout(Stdio::null()).stderr(Stdio::piped());
        clients.push(command.spawn().expect("pgbench"));
    }
    for client in clients {
        let said = client.wait_with_output().expect("pgbench ends");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    }
    began.elapsed().as_secs_f64()
}

/// A statement with its values as PostgreSQL wrote them down; `None` is NULL.
type Said = (String, Vec<Option<String>>);

/// What a push of this device says, as a script that can be said again and again.
fn script(cluster: &Cluster, engine: &mut Engine<Postgres>, pusher: &mut Pusher, client: i64) -> String {
    // The first one of a connection also asks which database this is.
    push(engine, pusher);
    let [one, two] = [(), ()].map(|()| {
        let before = cluster.log().len();
        push(engine, pusher);
        read(&cluster.log()[before..])
    });
    assert!(one.len() == two.len() && one.len() > 10, "{} and {} statements", one.len(), two.len());
    let mut names = Names { of: pusher.request.dev.to_string(), drawn: BTreeMap::new(), ahead: 0 };
    let (mut script, mut together) = (String::from("\\set i :i + 1\n"), false);
    for ((sql, values), (again, later)) in one.iter().zip(&two) {
        assert_eq!(sql, again, "the same statements in the same order");
        let mut told = sql.clone();
        // The trail of an organisation is everybody's: each client goes on at a place of its own, far above what is there.
        names.ahead = if sql.contains("INTO audit") { client * 1_000_000 } else { 0 };
        // From the last, so that $1 is not taken for the beginning of $10.
        for (at, (first, second)) in values.iter().zip(later).enumerate().rev() {
            let value = varied(first.as_deref(), second.as_deref(), &mut names);
            told = told.replace(&format!("${}", at + 1), &value);
        }
        let writes = ["INSERT", "UPDATE", "DELETE"].iter().any(|word| sql.starts_with(word))
            && !sql.contains("RETURNING");
        if writes != together {
            script += if writes { "\\startpipeline\n" } else { "\\endpipeline\n" };
            together = writes;
        }
        let _ = writeln!(script, "{};", told.trim_end_matches(';'));
    }
    script
}

fn push(engine: &mut Engine<Postgres>, pusher: &mut Pusher) {
    let now = now_ms() / 1_000_000 * 1_000_000;
    pusher.edit(now);
    let (token, request) = (pusher.token.clone(), pusher.request.clone());
    let answer = engine.keep(|engine| engine.round_by_token(&token, &request, now));
    pusher.take(answer.expect("the store works").expect("the round is answered"));
}

/// A value of a script: what did not change, a number that goes on, or an id of its own for each turn.
fn varied(first: Option<&str>, second: Option<&str>, names: &mut Names) -> String {
    let (Some(first), Some(second)) = (first, second) else { return "NULL".to_owned() };
    if first == second {
        return quoted(second);
    }
    // Every number of a push goes on by as many as it has edits: theirs, and those of the scope. Their order within a
    // push follows from ids, and differs.
    if let (Ok(_), Ok(second)) = (first.parse::<i64>(), second.parse::<i64>()) {
        return format!("({second} + {} + {EDITS} * :i::bigint)", names.ahead);
    }
    let elements = |text: &str| -> Option<Vec<String>> {
        let inner = text.strip_prefix('{')?.strip_suffix('}')?;
        let plain = !inner.contains(['{', ':']);
        plain.then(|| inner.split(',').map(|one| one.trim_matches('"').replace("\\\\", "\\")).collect())
    };
    if let (Some(first), Some(second)) = (elements(first), elements(second))
        && first.len() == second.len()
    {
        let each: Vec<String> = first
            .iter()
            .zip(&second)
            .map(|(first, second)| varied(Some(first), Some(second), names))
            .collect();
        // A column of texts also holds ids, and nothing for a whole scope.
        let texts = second.iter().any(String::is_empty);
        return format!("ARRAY[{}]", each.join(if texts { "::text, " } else { ", " }));
    }
    if uuid::Uuid::parse_str(second).is_ok() {
        return format!("md5('{}.' || :i)::uuid", names.draw(first));
    }
    if let Some(hex) = second.strip_prefix("\\x") {
        return format!("substr(sha256(('{}.' || :i)::bytea), 1, {})", names.draw(first), hex.len() / 2);
    }
    // Words, such as a record's values: as long, and nobody looks for them.
    quoted(second)
}

/// Ids of a script: the same one wherever the same one stood, and another for each client and turn.
struct Names {
    of: String,
    drawn: BTreeMap<String, usize>,
    /// By how much numbers go ahead besides.
    ahead: i64,
}

impl Names {
    fn draw(&mut self, stood: &str) -> String {
        let next = self.drawn.len();
        format!("{}/{}", self.of, self.drawn.entry(stood.to_owned()).or_insert(next))
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Reads a log: statements, and the line of values after each.
fn read(log: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for line in log.lines() {
        if let Some(more) = line.strip_prefix('\t') {
            if let Some((sql, _)) = all.last_mut() {
                let _ = write!(sql, " {}", more.trim());
            }
        } else if let Some((_, values)) = line.split_once("DETAIL:  parameters: ") {
            if let Some(last) = all.last_mut() {
                last.1 = values_of(values);
            }
        } else if let Some((_, sql)) = line.split_once("LOG:  statement: ") {
            all.push((sql.to_owned(), Vec::new()));
        } else if let Some((_, sql)) =
            line.split_once("LOG:  execute ").and_then(|(_, said)| said.split_once(": "))
        {
            all.push((sql.to_owned(), Vec::new()));
        }
    }
    all
}

/// `$1 = 'a', $2 = NULL`: a quote within a value stands twice.
fn values_of(text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    while let Some((_, value)) = rest.split_once(" = ") {
        let Some(quoted) = value.strip_prefix('\'') else {
            values.push(None);
            rest = value;
            continue;
        };
        let (mut read, mut end) = (String::new(), quoted.len());
        let mut letters = quoted.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            if letter == '\'' && letters.next_if(|(_, next)| *next == '\'').is_none() {
                end = at + 1;
                break;
            }
            read.push(letter);
        }
        values.push(Some(read));
        rest = &quoted[end.min(quoted.len())..];
    }
    values
}

/// Whether PostgreSQL is on this machine.
pub(crate) fn is_there() -> bool {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    debian.into_iter().any(|version| Path::new(&version.path()).join("bin/pgbench").exists())
}
