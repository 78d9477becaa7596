//! The disk of the server is lost and a backup put back: devices come, and every acknowledged edit is there again, once.
//!
//! The server, its backups and its restores are processes; devices are the real library.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../server/tests/cluster/mod.rs"]
mod cluster;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use cluster::{Cluster, Place};
use opstap::Opstap;
use opstap_tests::tokens::{act, kept_in, missing};
use opstap_tests::town::device;
use serde_json::Value;
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_server_under_test");

/// A server's folder, and its database where that is elsewhere.
struct Seat {
    home: TempDir,
    database: Option<String>,
    path: String,
    port: u16,
}

impl Seat {
    fn new(database: Option<&str>, programs: Option<&Path>) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("elsewhere")).unwrap();
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let path = std::env::var("PATH").unwrap();
        let path = programs.map_or_else(|| path.clone(), |bin| format!("{}:{path}", bin.display()));
        Self { home, database: database.map(str::to_owned), path, port }
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Another disk.
    fn elsewhere(&self, name: &str) -> String {
        self.home.path().join("elsewhere").join(name).display().to_string()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(BINARY);
        command.env_remove("OPSTAP_DATABASE").env("OPSTAP_DATA", self.data()).env("PATH", &self.path);
        if let Some(url) = &self.database {
            command.env("OPSTAP_DATABASE", url);
        }
        command
    }

    fn asked(&self, words: &[&str]) -> Output {
        self.command().args(words).arg("--json").output().unwrap()
    }

    fn done(&self, words: &[&str]) -> Value {
        let output = self.asked(words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn refused(&self, words: &[&str]) -> String {
        let output = self.asked(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}: {output:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn serve(&self) -> Running {
        let listen = format!("127.0.0.1:{}", self.port);
        let mut command = self.command();
        command.args(["--listen", &listen]).env("OPSTAP_LOG", "off").stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("listening"), "{line}");
        Running(child)
    }

    /// A case, and the account of its client.
    fn town(&self) -> String {
        let text = |value: Value, name: &str| value[name].as_str().unwrap().to_owned();
        let org = text(self.done(&["org", "add", "Testdorp"]), "org");
        let staff = self.done(&["staff", "add", "--org", &org, "--role", "counsellor", "Sam"]);
        let counsellor = text(staff, "account");
        text(
            self.done(&["case", "open", "--org", &org, "--client", "Noor", "--counsellor", &counsellor]),
            "client",
        )
    }

    async fn pair(&self, device: &Opstap, account: &str) {
        let code = self.done(&["pair", account])["code"].as_str().unwrap().to_owned();
        device.pair(&format!("http://127.0.0.1:{}", self.port), &code, "test").await.unwrap();
        device.sync().await.unwrap();
    }
}

/// Killed without a word when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Two devices of one client, and what they were told is done.
struct People {
    homes: [TempDir; 2],
    client: String,
    acknowledged: BTreeSet<String>,
    day: u64,
}

impl People {
    async fn new(seat: &Seat) -> Self {
        let client = seat.town();
        let homes = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let _serving = seat.serve();
        for home in &homes {
            seat.pair(&device(home.path()), &client).await;
        }
        Self { homes, client, acknowledged: BTreeSet::new(), day: 0 }
    }

    /// Both write, and both are told by the server that it has everything.
    async fn write_a_day(&mut self) {
        for (name, home) in ["phone", "tablet"].iter().zip(&self.homes) {
            let device = device(home.path());
            for _ in 0..5 {
                self.acknowledged.insert(act(&device, name, self.day).unwrap());
                self.day += 1;
            }
            assert_eq!(device.sync().await.unwrap().left, 0);
        }
    }

    /// Devices come back; a fresh one is given everything by the server alone.
    async fn find_everything(&self, seat: &Seat) {
        let _serving = seat.serve();
        let fresh = tempfile::tempdir().unwrap();
        for _ in 0..3 {
            for home in &self.homes {
                assert_eq!(device(home.path()).sync().await.unwrap().left, 0);
            }
        }
        seat.pair(&device(fresh.path()), &self.client).await;
        for home in self.homes.iter().chain([&fresh]) {
            let kept = kept_in(home.path());
            assert_eq!(missing(&self.acknowledged, &kept), Vec::<&String>::new());
            assert!(kept.values().all(|count| *count == 1), "something is there twice: {kept:?}");
        }
    }
}

/// A full backup and two of what changed, each after a day of edits; then a day that no backup has.
async fn week(seat: &Seat) -> People {
    let mut people = People::new(seat).await;
    let backups = seat.elsewhere("backups");
    for number in 1..=3 {
        let _serving = seat.serve();
        people.write_a_day().await;
        let done = seat.done(&["backup", "--into", &backups]);
        assert_eq!((done["point"]["point"].as_u64(), done["devices"].as_u64()), (Some(number), Some(2)));
        assert_eq!(done["point"]["full"].as_bool(), Some(number == 1));
    }
    let _serving = seat.serve();
    people.write_a_day().await;
    // Never over a server that runs.
    assert!(seat.refused(&["restore", "--from", &backups]).contains("in use"));
    people
}

async fn after_a_lost_disk(point: Option<u64>) {
    let seat = Seat::new(None, None);
    let mut people = week(&seat).await;
    let backups = seat.elsewhere("backups");
    let list = seat.done(&["restore", "--from", &backups, "--list"]);
    let sizes: Vec<u64> = list.as_array().unwrap().iter().map(|p| p["bytes"].as_u64().unwrap()).collect();
    assert!(sizes.len() == 3 && sizes[1] < sizes[0] && sizes[2] < sizes[0], "{sizes:?}");
    for name in ["opstap.db", "opstap.db-wal", "opstap.db-shm"] {
        let _ = std::fs::remove_file(seat.data().join(name));
    }
    let number = point.map(|point| point.to_string());
    let mut words = vec!["restore", "--from", &backups];
    words.extend(number.iter().flat_map(|number| ["--point", number.as_str()]));
    seat.done(&[&words[..], &["--rehearse"]].concat());
    assert!(!seat.data().join("opstap.db").exists(), "a rehearsal replaces nothing");
    seat.done(&words);
    people.find_everything(&seat).await;
    // Backups go on from there, in the same folder, and can be restored as well.
    let serving = seat.serve();
    people.write_a_day().await;
    assert_eq!(seat.done(&["backup", "--into", &backups])["point"]["point"], 4);
    drop(serving);
    seat.done(&["restore", "--from", &backups]);
    people.find_everything(&seat).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_oldest_backup_everything_acknowledged_is_there_again() {
    after_a_lost_disk(Some(1)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_newest_backup_everything_acknowledged_is_there_again() {
    after_a_lost_disk(None).await;
}

/// Killed while it copies: what it left is no backup, and the devices were not told of one.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_killed_is_none() {
    let seat = Seat::new(None, None);
    let mut people = People::new(&seat).await;
    let backups = seat.elsewhere("backups");
    let serving = seat.serve();
    people.write_a_day().await;
    let (mut killed, mut whole) = (0, 0);
    for life in 0..12_u64 {
        let mut command = seat.command();
        let into = ["backup", "--into", &backups, "--full"];
        let mut child = command.args(into).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(4 * life));
        let _ = child.kill();
        if child.wait().unwrap().success() {
            whole += 1;
        } else {
            killed += 1;
        }
        if whole == 0 {
            let told = seat.done(&["device", "list"]);
            let covered = told.as_array().unwrap().iter().any(|device| device["backed_n"] != 0);
            let named = std::fs::read_dir(&backups).into_iter().flatten().flatten();
            let named = named.filter(|entry| entry.path().extension().is_some_and(|kind| kind == "full"));
            assert!(!covered || named.count() > 0, "devices were told of a backup that is not there");
        }
    }
    assert!(killed > 0, "none of {whole} was killed");
    seat.done(&["backup", "--into", &backups]);
    drop(serving);
    // Whatever has the name of a point can be restored.
    let list = seat.done(&["restore", "--from", &backups, "--list"]);
    for point in list.as_array().unwrap() {
        let number = point["point"].to_string();
        seat.done(&["restore", "--from", &backups, "--point", &number, "--rehearse"]);
    }
}

/// The same on PostgreSQL, with its own programs: the newest and the oldest dump, into an empty schema.
#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_everything_acknowledged_is_there_again() {
    let cluster = Cluster::start(&[]);
    for oldest in [true, false] {
        let place = Place::within(&cluster);
        let seat = Seat::new(Some(&place.url), Some(cluster.bin()));
        let mut people = People::new(&seat).await;
        for number in 1..=3 {
            let _serving = seat.serve();
            people.write_a_day().await;
            let done = seat.done(&["backup", "--to", &seat.elsewhere(&format!("{number}.dump"))]);
            assert_eq!(done["devices"], 2);
        }
        let serving = seat.serve();
        people.write_a_day().await;
        drop(serving);
        let dump = seat.elsewhere(if oldest { "1.dump" } else { "3.dump" });
        assert!(seat.refused(&["restore", "--from", &dump]).contains("empty"));
        let schema = place.schema();
        place.sql(&format!("DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema}"));
        std::fs::write(seat.elsewhere("half.dump"), &std::fs::read(&dump).unwrap()[..4000]).unwrap();
        assert!(seat.refused(&["restore", "--from", &seat.elsewhere("half.dump")]).contains("pg_restore"));
        seat.done(&["restore", "--from", &dump]);
        people.find_everything(&seat).await;
    }
}
