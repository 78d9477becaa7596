//! What one server carries, on its file or on a PostgreSQL: rounds a second, and bytes that stay.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use opstap_server::data::DataDir;
use opstap_server::serve::{Server, now_ms};
use opstap_server::store::{Address, ScopeStore};

use crate::callers::Count;
use crate::{machine, seed};

const CASES: usize = 200;
const EACH: usize = 250;
const CALLERS: [usize; 3] = [1, 16, 64];
const CONNECTIONS: usize = 8;

/// Measures, and prints a line for each figure. A database has to be empty, and only be used for this.
pub(crate) fn measure(database: Option<&str>) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = DataDir::at(folder.path()).expect("a data folder");
    println!(
        "scale · {} cores · load {}",
        std::thread::available_parallelism().map_or(0, usize::from),
        machine::load()
    );
    match database {
        None => {
            let codes = filled(data.start().expect("an engine"));
            let bytes = || std::fs::metadata(data.database()).map_or(0, |file| file.len());
            drop(data.beside());
            tell_bytes(bytes());
            serve(&codes, async |listen| Server::bind(folder.path(), listen).await.expect("a server"));
        }
        Some(database) => {
            let address: Address = database.parse().expect("an address of PostgreSQL");
            let codes = filled(data.beside_on(&address).expect("an engine"));
            serve(&codes, async |listen| {
                Server::bind_database(folder.path(), &address, CONNECTIONS, listen).await.expect("a server")
            });
        }
    }
    println!("load {} at the end", machine::load());
}

/// Cases with records, and as many codes as there will be callers.
fn filled<S: ScopeStore>(engine: opstap_server::engine::Engine<S>) -> Vec<String> {
    let began = std::time::Instant::now();
    let mut seeded = seed::cases(engine, CASES, now_ms());
    println!("opened {CASES} cases in {:.1} s", began.elapsed().as_secs_f64());
    let began = std::time::Instant::now();
    seed::fill(&mut seeded, |at, number, _, id| seed::budget_line(at, number, id), EACH);
    let seconds = began.elapsed().as_secs_f64();
    let records = CASES * EACH;
    println!(
        "took {records} records in {seconds:.1} s: {:.0} a second, 200 in a round",
        records as f64 / seconds
    );
    let wanted = CALLERS.iter().sum::<usize>() * 2;
    let clients = seeded.clients.iter().cycle().take(wanted);
    clients.map(|client| seed::code(&mut seeded.engine, *client, seeded.now)).collect()
}

fn tell_bytes(bytes: u64) {
    println!("file: {bytes} bytes, {} a record with its history", bytes / (CASES * EACH) as u64);
}

fn serve<S: ScopeStore + 'static>(codes: &[String], server: impl AsyncFnOnce(SocketAddr) -> Server<S>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = runtime.block_on(server(([127, 0, 0, 1], 0).into()));
    let url = format!("http://{}", server.address().expect("an address"));
    runtime.spawn(server.run(std::future::pending()));
    let mut codes = codes.iter();
    for callers in CALLERS {
        for what in ["read", "write"] {
            let mine: Vec<&String> = codes.by_ref().take(callers).collect();
            let (count, ours, theirs) = ask(&url, what, &mine);
            let each = |ns: u64| ns as f64 / 1e3 / count.requests as f64;
            println!(
                "{what} by {callers}: {:.0} rounds a second, p50 {:.1} ms, p99 {:.1} ms; CPU a round {:.0} µs of \
                 the server, {:.0} µs of PostgreSQL",
                count.requests as f64 / count.seconds,
                count.p50_us as f64 / 1e3,
                count.p99_us as f64 / 1e3,
                each(ours),
                each(theirs),
            );
        }
    }
    println!("the server's process had {:.0} MB at most", machine::peak_kib() as f64 / 1024.0);
}

/// What they came to, and the CPU time of the server and of PostgreSQL meanwhile.
fn ask(url: &str, what: &str, codes: &[&String]) -> (Count, u64, u64) {
    let this: &Path = &std::env::current_exe().expect("this program");
    let mut child = Command::new(this)
        .args(["callers", url, what])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    {
        let mut input = child.stdin.take().expect("an input");
        for code in codes {
            writeln!(input, "{code}").expect("a code is told");
        }
    }
    let mut output = BufReader::new(child.stdout.take().expect("an output"));
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    assert_eq!(line, "ready\n", "the callers pair");
    let (ours, theirs) = (machine::cpu_ns(), machine::cpu_ns_of("postgres"));
    line.clear();
    output.read_line(&mut line).expect("a line");
    let (ours, theirs) = (machine::cpu_ns() - ours, machine::cpu_ns_of("postgres") - theirs);
    assert!(child.wait().expect("a child that ends").success());
    (serde_json::from_str(&line).expect("a count"), ours, theirs)
}
