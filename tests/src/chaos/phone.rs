//! A phone: the real library in a process, its way to the server, and whose it is.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::ledger::{Entry, Fate, What};
use super::plan::Order;
use super::process::{Heard, Killer, Process};
use super::programs;
use super::proxy::Proxy;
use crate::sim::Run;
use crate::sim::ghost::Token;

/// How an order ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// Done, with what it said.
    Done(Value),
    /// Refused, by its stable code.
    Failed(String),
    /// The process died during it.
    Died,
}

/// A phone.
#[derive(Debug)]
pub struct Phone {
    /// Which.
    pub at: usize,
    /// Whose: the account's id.
    pub account: String,
    /// Its files.
    pub folder: PathBuf,
    /// Its way to the server.
    pub proxy: Proxy,
    /// Its clock minus the true one, in milliseconds.
    pub shift: i64,
    process: Option<Process>,
}

impl Phone {
    /// A phone over an empty folder. It does not run yet.
    #[must_use]
    pub fn new(at: usize, account: &str, folder: &Path, proxy: Proxy) -> Self {
        let folder = folder.join(format!("phone{at}"));
        Self { at, account: account.to_owned(), folder, proxy, shift: 0, process: None }
    }

    /// Starts it if it does not run.
    ///
    /// # Errors
    ///
    /// A finding: a phone starts over whatever a killed one left.
    pub fn start(&mut self) -> Run<()> {
        if self.process.as_ref().is_some_and(Process::lives) {
            return Ok(());
        }
        self.process = None;
        std::fs::create_dir_all(&self.folder).map_err(super::process::told)?;
        let folder = self.folder.display().to_string();
        let last_words = self.folder.with_extension("err");
        let mut process = Process::start(&programs::device()?, &[&folder], last_words)?;
        match process.hear()? {
            Heard::Line(line) if line == "open" => {}
            other => {
                return Err(format!("phone {} does not start: {other:?} {}", self.at, process.epitaph()));
            }
        }
        self.process = Some(process);
        let clock = format!("clock {}", self.shift);
        self.obey(&clock).map(|_| ())
    }

    /// How to end it, or to limit it, from elsewhere.
    #[must_use]
    pub fn killer(&self) -> Option<Killer> {
        self.process.as_ref().map(Process::killer)
    }

    /// Ends it calmly.
    pub fn quit(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.tell("quit");
            while matches!(process.hear(), Ok(Heard::Line(_))) {}
        }
    }

    /// One order, and how it ended.
    ///
    /// # Errors
    ///
    /// A finding, when it hangs.
    pub fn obey(&mut self, order: &str) -> Run<Ended> {
        self.listen(order, |_| {})
    }

    fn listen(&mut self, order: &str, mut each: impl FnMut(&str)) -> Run<Ended> {
        let Some(process) = &mut self.process else { return Ok(Ended::Died) };
        process.tell(order);
        loop {
            match process.hear().map_err(|why| format!("phone {} at {order:?}: {why}", self.at))? {
                Heard::Gone => {
                    let epitaph = process.epitaph();
                    self.process = None;
                    // A panic is a finding, a kill is not.
                    return if epitaph.contains("panicked") { Err(epitaph) } else { Ok(Ended::Died) };
                }
                Heard::Line(line) => match line.split_once(' ').unwrap_or((&line, "")) {
                    ("done", "") => return Ok(Ended::Done(Value::Null)),
                    ("done", json) => {
                        return Ok(Ended::Done(serde_json::from_str(json).map_err(super::process::told)?));
                    }
                    ("failed", code) => return Ok(Ended::Failed(code.to_owned())),
                    _ => each(&line),
                },
            }
        }
    }

    /// Acts, and notes what came of it.
    ///
    /// # Errors
    ///
    /// A finding: it hangs, or refuses for a reason that nobody could act on.
    pub fn act(&mut self, order: &Order, round: u64) -> Run<Option<Entry>> {
        let (mut saw, mut uids) = (None, Vec::new());
        let ended = self.listen(&order.words, |line| match line.split_once(' ') {
            Some(("saw", list)) => saw = Some(tokens(list)),
            Some(("uid", uid)) => uids.push(uid.to_owned()),
            _ => {}
        })?;
        let fate = match ended {
            Ended::Done(_) => Fate::Confirmed,
            Ended::Died => Fate::Unknown,
            Ended::Failed(code) if matches!(code.as_str(), "unexpected" | "store_damaged" | "wrong_key") => {
                return Err(format!("phone {} at {:?}: {code}", self.at, order.words));
            }
            Ended::Failed(_) => Fate::Refused,
        };
        // It did not come as far as an operation.
        let Some(saw) = saw.filter(|_| fate != Fate::Refused || !uids.is_empty()) else { return Ok(None) };
        let What::Nothing = order.what else {
            let (token, what, phone) = (order.token, order.what, self.at);
            return Ok(Some(Entry { token, what, phone, round, saw, uids, fate }));
        };
        Ok(None)
    }
}

fn tokens(list: &str) -> std::collections::BTreeSet<Token> {
    list.split(',').filter_map(|token| token.parse().ok()).collect()
}
