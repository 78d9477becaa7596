//! The real server in a process of its own, its command line, its backups and its restores.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;

use super::process::{Heard, Killer, Process, told};
use super::programs;
use crate::postgres::{Client, in_schema};
use crate::sim::Run;

/// A server and its folder.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    database: Option<Database>,
    address: SocketAddr,
    running: Option<Process>,
    backups: Vec<PathBuf>,
}

impl Server {
    /// A server over an empty folder and, if one is named, a schema of its own in a database, at a free port. Nothing
    /// runs yet.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn found(folder: &Path, database: Option<&str>) -> Run<Self> {
        let database = database.map(Database::found).transpose()?;
        let (folder, address) = (folder.to_owned(), free_address()?);
        Ok(Self { folder, database, address, running: None, backups: Vec::new() })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--data".to_owned(), self.folder.join("data").display().to_string()];
        if let Some(database) = &self.database {
            arguments.extend(["--database".to_owned(), database.url.clone()]);
        }
        arguments
    }

    /// Starts it, or says why it does not start.
    ///
    /// # Errors
    ///
    /// A finding: a server starts over whatever a killed one left.
    pub fn start(&mut self) -> Run<()> {
        let mut arguments = self.arguments();
        arguments.extend(["--listen".to_owned(), self.address.to_string()]);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut process = Process::start(&programs::server()?, &arguments, self.folder.join("server.err"))?;
        match process.hear()? {
            Heard::Line(line) if line.starts_with("listening") => {}
            _ => return Err(format!("the server does not start: {}", process.epitaph())),
        }
        self.running = Some(process);
        Ok(())
    }

    /// How to end it, or to limit it, from elsewhere.
    ///
    /// # Errors
    ///
    /// When it does not run.
    pub fn killer(&self) -> Run<Killer> {
        self.running.as_ref().map(Process::killer).ok_or_else(|| "the server does not run".to_owned())
    }

    /// Starts it again after it was killed.
    ///
    /// # Errors
    ///
    /// As [`Server::start`].
    pub fn start_again(&mut self) -> Run<()> {
        self.running = None;
        self.start()
    }

    /// One subcommand beside the running server.
    ///
    /// # Errors
    ///
    /// What it says on its standard error.
    pub fn run(&self, words: &[&str]) -> Run<Value> {
        let mut command = Command::new(programs::server()?);
        command.args(self.arguments()).arg("--json").args(words);
        let output = command.output().map_err(told)?;
        if !output.status.success() {
            return Err(format!("{words:?}: {}", String::from_utf8_lossy(&output.stderr).trim()));
        }
        serde_json::from_slice(&output.stdout).map_err(told)
    }

    /// One subcommand, and a text of its answer.
    ///
    /// # Errors
    ///
    /// As [`Server::run`].
    pub fn text(&self, words: &[&str], name: &str) -> Run<String> {
        let said = self.run(words)?;
        said[name].as_str().map(str::to_owned).ok_or_else(|| format!("{words:?} says no {name}"))
    }

    /// Takes a backup while it runs; devices are told that they are covered.
    ///
    /// # Errors
    ///
    /// As [`Server::run`].
    pub fn back_up(&mut self) -> Run<()> {
        let to = self.folder.join(format!("backup-{}.db", self.backups.len()));
        match self.run(&["backup", "--to", &to.display().to_string()]) {
            Ok(_) => self.backups.push(to),
            // A full disk, or a server that holds the file: no backup this time, and no half of one.
            Err(why) if to.exists() => return Err(format!("half a backup was left: {why}")),
            Err(_) => {}
        }
        Ok(())
    }

    /// How many backups there are.
    #[must_use]
    pub fn backups(&self) -> usize {
        self.backups.len()
    }

    /// The disk is lost, and backup `at` put in its place. The server must have been killed; later backups go.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn restore(&mut self, at: usize) -> Run<()> {
        self.running = None;
        if let Some(database) = &mut self.database {
            database.lose()?;
        }
        for name in ["opstap.db", "opstap.db-wal", "opstap.db-shm"] {
            match std::fs::remove_file(self.folder.join("data").join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(told(error)),
                _ => {}
            }
        }
        self.run(&["restore", "--from", &self.backups[at].display().to_string()])?;
        for later in self.backups.drain(at + 1..) {
            std::fs::remove_file(later).map_err(told)?;
        }
        Ok(())
    }

    /// How large its largest file is, so that a limit bites.
    #[must_use]
    pub fn largest_file(&self) -> u64 {
        let files = std::fs::read_dir(self.folder.join("data")).into_iter().flatten().flatten();
        files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).max().unwrap_or(0)
    }
}

/// A schema of an episode's own in a PostgreSQL of somebody's. Gone with the episode.
#[derive(Debug)]
struct Database {
    client: Client,
    schema: String,
    url: String,
}

impl Database {
    fn found(url: &str) -> Run<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let schema = format!("chaos_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut client = Client::connect(url)?;
        client.run(&format!("CREATE SCHEMA {schema}"))?;
        Ok(Self { client, url: in_schema(url, &schema), schema })
    }

    /// Everything in it is gone.
    fn lose(&mut self) -> Run<()> {
        self.client.run(&format!("DROP SCHEMA {0} CASCADE; CREATE SCHEMA {0}", self.schema))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // What cannot be removed stays, under a name that says whose it was.
        let _ = self.client.run(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.schema));
    }
}

/// A port that stays free while the server is dead: below those that the system hands out to connections.
fn free_address() -> Run<SocketAddr> {
    let first = 20_000 + (std::process::id() % 100) as u16 * 100;
    let mut free = (first..first + 2000).map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    free.find(|address| std::net::TcpListener::bind(address).is_ok()).ok_or_else(|| "no free port".to_owned())
}

/// Kills at a moment from now.
pub(super) fn kill_in(killer: &Killer, ms: u64) {
    std::thread::sleep(Duration::from_millis(ms));
    killer.kill();
}
