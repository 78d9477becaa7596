//! A device in a process of its own, told what to do line by line, so that chaos can kill it in the middle.
//!
//! ```text
//! chaos_device FOLDER        opens, and says `open`
//! pair URL CODE | sync | begin | end | clock MILLIS | quit
//! money PLACE TOKEN | remove PLACE | message TOKEN | title TOKEN | share ACCOUNT [PARTS] | choose WHICH SIDE
//! ```
//!
//! Before an edit is durable it says `saw T,T` and `uid U`; an order ends with `done`, `done JSON` or
//! `failed CODE`. `begin` lets a round run while other orders come, `end` waits for it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a tool of tests")]

use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use opstap::{
    Clock, Config, Frequency, Instant, LineEntry, Opstap, OpstapError, Randomness, Side, SyncReport,
    SystemClock, SystemRandom, TaskChange, Uuid,
};
use opstap_sync::ident::OpUid;
use opstap_tests::town::key;
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

static SHIFT: AtomicI64 = AtomicI64::new(0);

/// The system's clock, moved.
struct Moved;

impl Clock for Moved {
    fn now(&self) -> Instant {
        Instant(SystemClock.now().0.saturating_add(SHIFT.load(Ordering::SeqCst)))
    }
}

/// The system's randomness, which says each operation's uid before the operation is anywhere.
struct Told(SystemRandom);

impl Randomness for Told {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
        if let Ok(uid) = <[u8; 12]>::try_from(&*bytes) {
            say(&format!("uid {}", OpUid(uid)));
        }
    }
}

/// How an order ended: with something to say, or not.
type Ended = Result<Option<Value>, OpstapError>;

struct Phone {
    device: Arc<Opstap>,
    runtime: Runtime,
    round: Option<JoinHandle<Result<SyncReport, OpstapError>>>,
}

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let config = Config {
        clock: Arc::new(Moved),
        random: Box::new(Told(SystemRandom)),
        ..Config::new(Path::new(&folder), key())
    };
    let device = match Opstap::open(config) {
        Ok((device, _)) => Arc::new(device),
        Err(error) => return say(&format!("failed {}", error.code())),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut phone = Phone { device, runtime, round: None };
    say("open");
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        if line == "quit" {
            break;
        }
        match phone.obey(&line) {
            Ok(None) => say("done"),
            Ok(Some(value)) => say(&format!("done {value}")),
            Err(error) => say(&format!("failed {}", error.code())),
        }
    }
}

impl Phone {
    fn obey(&mut self, line: &str) -> Ended {
        let words: Vec<&str> = line.split(' ').collect();
        let device = &self.device;
        match words[..] {
            ["pair", url, code] => self.runtime.block_on(device.pair(url, code, "chaos")).map(|_| None),
            ["sync"] => self.runtime.block_on(device.sync()).map(report),
            ["begin"] => {
                let device = Arc::clone(device);
                self.round = Some(self.runtime.spawn(async move { device.sync().await }));
                Ok(None)
            }
            ["end"] => match self.round.take() {
                Some(round) => self.runtime.block_on(round).unwrap().map(report),
                None => Ok(None),
            },
            ["clock", shift] => {
                SHIFT.store(shift.parse().unwrap(), Ordering::SeqCst);
                Ok(None)
            }
            ["money", place, token] => money(device, place, token.parse().unwrap()),
            ["remove", place] => remove(device, place),
            ["message", token] => {
                saw(&[]);
                device.send_message(None, &format!("t{token}")).map(|_| None)
            }
            ["title", token] => title(device, token),
            ["share", account, parts] => {
                let parts: Vec<&str> = parts.split(',').filter(|part| !part.is_empty()).collect();
                device.share(None, Uuid::parse_str(account).unwrap(), &parts, None).map(|_| None)
            }
            ["choose", which, side] => {
                let side = if side == "shown" { Side::Shown } else { Side::Other };
                choose(device, which.parse().unwrap(), side)
            }
            _ => panic!("no order {line}"),
        }
    }
}

fn report(report: SyncReport) -> Option<Value> {
    serde_json::to_value(report).ok()
}

/// The line of a place: its id and the token that it shows.
fn line_of(device: &Opstap, place: &str) -> Result<Option<(Uuid, i64)>, OpstapError> {
    let budget = device.budget(None)?;
    let mut lines = budget.income.iter().chain(&budget.expenses);
    Ok(lines.find(|line| line.label == place).map(|line| (line.id, line.entered.cents)))
}

/// All members of an amount follow from its token, so that half of one shows.
fn money(device: &Opstap, place: &str, token: i64) -> Ended {
    let shown = line_of(device, place)?;
    saw(&shown.map(|(_, token)| token).into_iter().collect::<Vec<_>>());
    let entry = LineEntry {
        category: "huur".into(),
        label: Some(place.into()),
        typed: format!("{},{:02}", token / 100, token % 100),
        frequency: Some(if token % 2 == 0 { Frequency::Monthly } else { Frequency::Weekly }),
        income: None,
    };
    device.set_budget_line(None, &entry).map(|_| None)
}

fn remove(device: &Opstap, place: &str) -> Ended {
    let (id, token) = line_of(device, place)?.ok_or(OpstapError::Unknown { what: "line" })?;
    saw(&[token]);
    device.remove_budget_line(None, &id.to_string()).map(|_| None)
}

/// Another title for the first task that is offered.
fn title(device: &Opstap, token: &str) -> Ended {
    let programme = device.programme(None)?;
    let task = programme.offered.first().ok_or(OpstapError::Unknown { what: "task" })?;
    saw(&task.title.strip_prefix('t').and_then(|token| token.parse().ok()).into_iter().collect::<Vec<_>>());
    let change = TaskChange { title: Some(format!("t{token}")), ..TaskChange::default() };
    device.change_task(None, &task.id, &change).map(|_| None)
}

/// Chooses in one of the conflicts about an amount; which, by number.
fn choose(device: &Opstap, which: usize, side: Side) -> Ended {
    let rows = device.conflicts(None)?;
    let rows: Vec<_> = rows.into_iter().filter(|row| row.state == "open").collect();
    if rows.is_empty() {
        return Err(OpstapError::Unknown { what: "conflict" });
    }
    let row = &rows[which % rows.len()];
    // What is shown is replaced, also by itself.
    let budget = device.budget(None)?;
    let lines = budget.income.iter().chain(&budget.expenses);
    let shown = lines.filter(|line| row.shown.starts_with(&format!("{} ", line.entered.text)));
    saw(&shown.map(|line| line.entered.cents).collect::<Vec<_>>());
    device.choose(None, row.id, side).map(|_| None)
}

fn saw(tokens: &[i64]) {
    let tokens: Vec<String> = tokens.iter().map(ToString::to_string).collect();
    say(&format!("saw {}", tokens.join(",")));
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
