//! The server: the program itself, in a process of its own, with its log in a file.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Asked;

/// How long it gets to end.
const LAST_CALL: Duration = Duration::from_secs(30);

pub(crate) struct Serving {
    child: Child,
    pub(crate) url: String,
    pub(crate) folder: PathBuf,
    log: PathBuf,
}

impl Serving {
    /// Starts it over a folder, as a municipality would.
    pub(crate) fn start(folder: &Path, asked: &Asked) -> Self {
        let program = asked.server.clone().unwrap_or_else(|| {
            let this = std::env::current_exe().expect("this program");
            this.with_file_name(format!("opstap-server{}", std::env::consts::EXE_SUFFIX))
        });
        let log = asked.log.clone().unwrap_or_else(|| folder.join("server.log"));
        let mut command = Command::new(&program);
        command.arg("--data").arg(folder).args(["--listen", "127.0.0.1:0", "--log-as", "json", "serve"]);
        command.env_remove("OPSTAP_LOG").env_remove("OPSTAP_DATABASE").env_remove("OPSTAP_METRICS");
        if let Some(database) = &asked.database {
            command.env("OPSTAP_DATABASE", database);
        }
        let file = fs::File::create(&log).expect("a file for the log");
        let spawned = command.stdout(Stdio::piped()).stderr(file).spawn();
        let mut child = spawned.unwrap_or_else(|why| {
            panic!("{} does not start ({why}): build opstap-server beside this program", program.display())
        });
        let mut line = String::new();
        let told = child.stdout.take().expect("an output");
        BufReader::new(told).read_line(&mut line).expect("a line");
        let said = || fs::read_to_string(&log).unwrap_or_default();
        let url =
            line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("no server: {}", said()));
        Self { child, url: url.to_owned(), folder: folder.to_owned(), log }
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, waits until it did, and gives its log.
    pub(crate) fn end(mut self) -> String {
        let began = Instant::now();
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        while began.elapsed() < LAST_CALL && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(50));
        }
        println!("the server ended in {:.1} s", began.elapsed().as_secs_f64());
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
