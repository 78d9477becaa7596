//! A process that may be killed, told what to do line by line, with a limit on the size of its files.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::sim::Run;

/// Whoever says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(90);

/// The way to end a process from elsewhere.
#[derive(Clone, Debug)]
pub struct Killer(Arc<Mutex<Child>>);

impl Killer {
    /// Ends it without a word of warning.
    pub fn kill(&self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }

    /// From now on its files may not grow beyond `bytes`; `None`: as they like. What is larger already cannot be
    /// written beyond it either.
    pub fn limit(&self, bytes: Option<u64>) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The number of one that has ended may be another's by now.
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        let id = child.id();
        let size = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        // The soft limit alone, so that it can be lifted again.
        let _ = Command::new("prlimit")
            .args(["--pid", &id.to_string(), &format!("--fsize={size}:")])
            .stderr(Stdio::null())
            .status();
    }
}

/// What a process said.
#[derive(Debug)]
pub enum Heard {
    /// A line.
    Line(String),
    /// It is gone.
    Gone,
}

/// A running process.
#[derive(Debug)]
pub struct Process {
    killer: Killer,
    orders: ChildStdin,
    said: Receiver<String>,
    last_words: PathBuf,
}

impl Process {
    /// Starts `program`. A file that grows beyond its limit is an error to it, and not the end of it.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn start(program: &Path, arguments: &[&str], last_words: PathBuf) -> Run<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(program).args(arguments);
        let errors = File::options().create(true).append(true).open(&last_words).map_err(told)?;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors);
        let mut child = command.spawn().map_err(told)?;
        let (Some(orders), Some(out)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("a process without pipes".to_owned());
        };
        let (say, said) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self { killer: Killer(Arc::new(Mutex::new(child))), orders, said, last_words })
    }

    /// How to end it from elsewhere.
    #[must_use]
    pub fn killer(&self) -> Killer {
        self.killer.clone()
    }

    /// Whether it still runs.
    #[must_use]
    pub fn lives(&self) -> bool {
        let mut child = self.killer.0.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(child.try_wait(), Ok(None))
    }

    /// Tells it something; whether it heard shows in what it says.
    pub fn tell(&mut self, order: &str) {
        let _ = writeln!(self.orders, "{order}").and_then(|()| self.orders.flush());
    }

    /// The next line.
    ///
    /// # Errors
    ///
    /// A finding, when it hangs.
    pub fn hear(&mut self) -> Run<Heard> {
        match self.said.recv_timeout(PATIENCE) {
            Ok(line) => Ok(Heard::Line(line)),
            Err(RecvTimeoutError::Disconnected) => Ok(Heard::Gone),
            Err(RecvTimeoutError::Timeout) => {
                Err(format!("invariant 24: no word for {PATIENCE:?}; {}", self.epitaph()))
            }
        }
    }

    /// The end of what it wrote to its standard error.
    #[must_use]
    pub fn epitaph(&self) -> String {
        let text = std::fs::read_to_string(&self.last_words).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(6)..].join(" | ")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.killer.kill();
    }
}

pub(super) fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
