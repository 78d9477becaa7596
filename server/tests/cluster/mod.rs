//! A real PostgreSQL for tests: one cluster for a test binary, one schema for a test.
//!
//! The cluster lies in a temporary folder, listens on a socket in it and on no network, and belongs to an
//! unprivileged user, because PostgreSQL refuses to run as root. A small shell holds it: when the test
//! binary ends, however it ends, the shell reads the end of its input, stops the cluster and removes the
//! folder. With `OPSTAP_TEST_DATABASE` every test runs in a schema of that database instead, placed by
//! tenant where it has Citus.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use opstap_server::engine::Engine;
use opstap_server::random::Seeded;
use opstap_server::store::{Address, Postgres};
use opstap_sync::server::ReceiptKey;

/// The variable with the address of a database to test on.
pub const ADDRESS: &str = "OPSTAP_TEST_DATABASE";

/// `$1` the folder, `$2` the programs, the rest settings.
const HOLDER: &str = r#"
dir="$1"; bin="$2"; shift 2
trap '' INT TERM
"$bin/initdb" -D "$dir/data" -U opstap -A trust --no-sync --no-locale -E UTF8 >"$dir/initdb.log" 2>&1 || exit 1
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses='' -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c shared_buffers=32MB -c max_connections=120 "$@" >"$dir/server.log" 2>&1 &
server=$!
read -r _
kill -QUIT "$server"
wait "$server"
rm -rf "$dir"
"#;

/// A running cluster.
pub struct Cluster {
    pub dir: PathBuf,
    bin: PathBuf,
    port: String,
    /// Its end is the cluster's.
    hold: Option<ChildStdin>,
    holder: Child,
}

impl Cluster {
    /// Starts one, with settings such as `log_statement=all`.
    pub fn start(settings: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("opstap-pg-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let dir = std::env::temp_dir().join(name);
        std::fs::create_dir(&dir).unwrap();
        let bin = programs();
        let mut command = as_nobody(&dir);
        command.args(["sh", "-c", HOLDER, "sh"]).arg(&dir).arg(&bin);
        for setting in settings {
            command.args(["-c", setting]);
        }
        let mut holder = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("a shell");
        let hold = holder.stdin.take();
        let port = settings.iter().find_map(|setting| setting.strip_prefix("port="));
        let port = port.unwrap_or("5432").to_owned();
        let mut this = Self { dir, bin, port, hold, holder };
        let began = Instant::now();
        while try_sql(&this.url(""), "SELECT 1").is_err() {
            let gone = this.holder.try_wait().unwrap().is_some();
            assert!(!gone && began.elapsed() < Duration::from_mins(1), "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        this
    }

    /// The address of its database, with this schema first.
    pub fn url(&self, schema: &str) -> String {
        let host = self.dir.to_str().unwrap().replace('/', "%2F");
        with_schema(&format!("postgres:///postgres?host={host}&port={}&user=opstap", self.port), schema)
    }

    /// The folder of PostgreSQL's own programs.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// What the server wrote about itself so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.dir.join("server.log")).unwrap()
    }

    /// Stops it at once, as by a pulled plug, and waits until it is gone.
    pub fn stop(&mut self) {
        drop(self.hold.take());
        let _ = self.holder.wait();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A place of a test's own: an empty schema. Gone with the test where the cluster stays.
pub struct Place {
    pub url: String,
    schema: String,
    kept: bool,
}

impl Place {
    /// In the database of `OPSTAP_TEST_DATABASE`, or in this binary's cluster.
    pub fn fresh() -> Self {
        let schema = free_name();
        let given = std::env::var(ADDRESS).ok().filter(|url| !url.is_empty());
        let url = match &given {
            Some(url) => with_schema(url, &schema),
            None => shared().url(&schema),
        };
        sql(&url, &format!("CREATE SCHEMA {schema}"));
        Self { url, schema, kept: given.is_some() }
    }

    /// In a cluster of the test's own.
    pub fn within(cluster: &Cluster) -> Self {
        let schema = free_name();
        let url = cluster.url(&schema);
        sql(&url, &format!("CREATE SCHEMA {schema}"));
        Self { url, schema, kept: false }
    }

    pub fn schema(&self) -> &str {
        &self.schema
    }

    pub fn address(&self) -> Address {
        self.url.parse().unwrap()
    }

    /// The store, migrated and placed by tenant where that is possible.
    pub fn store(&self) -> Postgres {
        let mut store = Postgres::open(&self.address(), 2).unwrap();
        store.distribute().unwrap();
        store
    }

    /// A server on it.
    pub fn engine(&self, seed: u64) -> Engine<Postgres> {
        Engine::start(self.store(), ReceiptKey::new([1; 32]), Box::new(Seeded::new(seed)), 0).unwrap()
    }

    pub fn sql(&self, text: &str) -> Vec<Vec<Option<String>>> {
        sql(&self.url, text)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.kept {
            let _ = try_sql(&self.url, &format!("DROP SCHEMA {} CASCADE", self.schema));
        }
    }
}

/// Statements straight to the database, and the rows of it as texts.
pub fn sql(url: &str, text: &str) -> Vec<Vec<Option<String>>> {
    try_sql(url, text).unwrap_or_else(|said| panic!("{said}"))
}

/// By PostgreSQL's own program, so that it works beside any runtime.
fn try_sql(url: &str, text: &str) -> Result<Vec<Vec<Option<String>>>, String> {
    const NULL: &str = "\u{1}";
    let said = Command::new(programs().join("psql"))
        .args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-F", "\u{2}", "-R", "\u{3}", "-P"])
        .arg(format!("null={NULL}"))
        .args(["-c", text, url])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).into_owned());
    }
    let text = String::from_utf8(said.stdout).unwrap();
    let cell = |cell: &str| (cell != NULL).then(|| cell.to_owned());
    let rows = text.trim_end_matches(['\n', '\u{3}']).split('\u{3}').filter(|row| !row.is_empty());
    Ok(rows.map(|row| row.split('\u{2}').map(cell).collect()).collect())
}

fn free_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn shared() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| Cluster::start(&["track_commit_timestamp=on"]))
}

fn with_schema(url: &str, schema: &str) -> String {
    if schema.is_empty() {
        return url.to_owned();
    }
    let join = if url.contains('?') { '&' } else { '?' };
    format!("{url}{join}options=-c%20search_path%3D{schema}")
}

/// The newest PostgreSQL of this machine.
fn programs() -> PathBuf {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    if let Some((_, bin)) = found.pop() {
        return bin;
    }
    let asked = Command::new("pg_config").arg("--bindir").output();
    let asked = asked.expect("PostgreSQL is not on this machine: `cargo xtask test` brings it");
    PathBuf::from(String::from_utf8(asked.stdout).unwrap().trim())
}

/// Makes files the own of whoever a cluster runs as.
pub fn give_to_server(files: &[&Path]) {
    if let Some((uid, gid)) = server_user() {
        for file in files {
            std::os::unix::fs::chown(file, Some(uid), Some(gid)).unwrap();
        }
    }
}

/// Whoever runs it instead of root; `None` when we are not root.
fn server_user() -> Option<(u32, u32)> {
    let ask = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().parse::<u32>().ok()
    };
    if ask(&["-u"]) != Some(0) {
        return None;
    }
    let user = ["postgres", "nobody"].into_iter().find(|user| ask(&["-u", user]).is_some()).unwrap();
    Some((ask(&["-u", user]).unwrap(), ask(&["-g", user]).unwrap()))
}

/// The beginning of a command that does not run as root, with a folder that is its own.
fn as_nobody(dir: &Path) -> Command {
    let Some((uid, gid)) = server_user() else { return Command::new("env") };
    give_to_server(&[dir]);
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={uid}"), &format!("--regid={gid}"), "--clear-groups", "env"]);
    command
}
