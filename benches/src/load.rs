//! An organisation in its busiest hour: counsellors and clients in browsers, clients with phones, one real server.
//!
//! - `plan`: who asks for what, and when it is due; drawn before anything begins, the same for the same seed.
//! - `town`: the organisation with its people, and what stands in their cases.
//! - `serving`: the server, a process of its own.
//! - `watch`: what that process has: memory, files, threads, a folder.
//! - `browser`: somebody with a browser without a script, who looks whether a page says what it must.
//! - `phone`: a device that asks.
//! - `hour`: all of them at once.
//! - `sheet`: what was measured, and whether it is good.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::machine;

mod browser;
mod hour;
mod phone;
mod plan;
mod serving;
mod sheet;
mod town;
mod watch;

use plan::Plan;
use serving::Serving;
use sheet::Sheet;
use town::Town;

/// What was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    counsellors: usize,
    clients: usize,
    /// In how many minutes the hour is played.
    minutes: f64,
    seed: u64,
    /// A PostgreSQL that is empty; without it, a file.
    database: Option<String>,
    /// Where the figures go as JSON.
    json: Option<PathBuf>,
    /// Where the server's log goes; otherwise it goes with its folder.
    log: Option<PathBuf>,
    /// The server; otherwise `opstap-server` beside this program.
    server: Option<PathBuf>,
    /// Only errors count: for a machine that does other things, and for runs of seconds.
    untimed: bool,
    /// Everybody in a browser is signed out behind their back before the hour begins: the run has to fail.
    spoil: bool,
}

impl Asked {
    /// Reads the arguments.
    ///
    /// # Errors
    ///
    /// What was not understood.
    pub(crate) fn read(words: &[&str]) -> Result<Self, String> {
        let mut asked = Self {
            counsellors: 200,
            clients: 5_000,
            minutes: 6.0,
            seed: 1,
            database: None,
            json: None,
            log: None,
            server: None,
            untimed: false,
            spoil: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--untimed" => asked.untimed = true,
                "--spoil" => asked.spoil = true,
                option => {
                    let value = *words.next().ok_or(format!("{option} needs a value"))?;
                    let bad = || format!("{value} is nothing for {option}");
                    match option {
                        "--counsellors" => asked.counsellors = value.parse().map_err(|_| bad())?,
                        "--clients" => asked.clients = value.parse().map_err(|_| bad())?,
                        "--minutes" => asked.minutes = value.parse().map_err(|_| bad())?,
                        "--seed" => asked.seed = value.parse().map_err(|_| bad())?,
                        "--database" => asked.database = Some(value.to_owned()),
                        "--json" => asked.json = Some(value.into()),
                        "--log" => asked.log = Some(value.into()),
                        "--server" => asked.server = Some(value.into()),
                        _ => return Err(format!("load knows no {option}")),
                    }
                }
            }
        }
        let good = asked.counsellors > 0
            && asked.clients >= asked.counsellors
            && asked.minutes.is_finite()
            && asked.minutes > 0.0;
        good.then_some(asked)
            .ok_or("load needs counsellors, a client for each at least, and some time".to_owned())
    }

    fn span(&self) -> Duration {
        Duration::from_secs_f64(self.minutes * 60.0)
    }
}

/// Plays the hour. Whether all of it was good.
pub(crate) fn measure(words: &[&str]) -> bool {
    let asked = match Asked::read(words) {
        Ok(asked) => asked,
        Err(why) => {
            eprintln!("{why}");
            return false;
        }
    };
    // Nothing here speaks TLS, and reqwest asks for a provider all the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    println!(
        "load · {} counsellors, {} clients, an hour in {} minutes, on {} · {} cores · load {}",
        asked.counsellors,
        asked.clients,
        asked.minutes,
        if asked.database.is_some() { "PostgreSQL" } else { "a file" },
        std::thread::available_parallelism().map_or(0, usize::from),
        machine::load()
    );
    let folder = tempfile::tempdir().expect("a folder");
    let plan = Plan::draw(asked.seed, asked.counsellors, asked.clients, asked.span());
    let began = Instant::now();
    let town = Town::settle(folder.path(), &asked, &plan);
    println!(
        "{} records in {} cases after {:.0} s",
        town.records,
        asked.clients,
        began.elapsed().as_secs_f64()
    );
    let server = Serving::start(folder.path(), &asked);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let tasks = tokio::task::LocalSet::new();
    let mut sheet: Sheet = runtime.block_on(tasks.run_until(hour::play(&asked, plan, town, &server)));
    // Its connections go with it: a server that is asked to stop waits for who is connected.
    drop((tasks, runtime));
    sheet.hear_log(&server.end());
    sheet.tell();
    if let Some(path) = &asked.json {
        std::fs::write(path, sheet.to_json(&asked)).expect("the file for the figures can be written");
    }
    let wrong = sheet.wrong(!asked.untimed);
    for one in &wrong {
        println!("WRONG {one}");
    }
    println!(
        "load: {} · load {} at the end",
        if wrong.is_empty() { "good" } else { "not good" },
        machine::load()
    );
    wrong.is_empty()
}
