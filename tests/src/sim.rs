//! Years of bad luck in a minute: real device stores, the real protocol and the real server, driven by
//! one seeded scheduler without threads, sockets or clocks.
//!
//! The same seed gives the same run, to the bit. Every edit writes a value that exists nowhere else (a
//! *ghost token*), so the oracle can tell what became of it without knowing how syncing works.
//!
//! - [`dice`]: the only randomness. [`device`]: a phone that can die between any two commits.
//! - [`place`]: where the server keeps its rows, SQLite or PostgreSQL. [`kept`]: reading them past the server.
//! - [`world`]: people, phones, server and the queue of events. [`play`]: what happens at each event.
//! - [`mishap`]: restores, clones, clocks. [`settle`]: faults stop, all must come to rest.
//! - `floors`: the server forgets deletions.
//! - `visits`: nobody asks without end. `sure`: what is contested is not certain.
//! - `damage`: mirrors that are set aside. `versions`: apps of several versions at once.
//! - `absences`: weeks without contact, and what is locked then.
//! - [`ghost`]: what was written and seen. [`oracle`]: the invariants. [`plant`]: bugs put in on purpose.
//! - [`shrink()`]: the same failure in fewer steps.
#![allow(
    clippy::missing_errors_doc,
    reason = "every error here is a finding: one sentence about a broken invariant"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod absences;
mod damage;
pub mod device;
pub mod dice;
mod erasures;
mod floors;
pub mod ghost;
pub mod kept;
pub mod mishap;
pub mod oracle;
pub mod place;
pub mod plan;
pub mod plant;
pub mod play;
mod remains;
pub mod settle;
mod shrink;
mod sure;
pub mod trace;
mod versions;
mod visits;
pub mod world;

pub use plant::Plant;
pub use shrink::{Shrunk, shrink};
pub use world::World;

/// What a step answers: nothing, or the sentence that says which invariant broke and how.
pub type Run<T> = Result<T, String>;

/// What a run is made of, besides its seed.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A bug put in on purpose.
    pub plant: Option<Plant>,
    /// Keep the lines of the trace.
    pub trace: bool,
    /// Shift the phones' clocks by years, each by its own, drawn from this. `None`: as the seed says.
    pub shift: Option<u64>,
    /// Only kinds whose merge reads no clock, for the metamorphic check.
    pub clockless: bool,
    /// People and the organisation erase things.
    pub erasures: bool,
    /// People stay away for days and weeks.
    pub absences: bool,
    /// The server forgets deletions.
    pub floors: bool,
    /// Mirrors are damaged.
    pub damage: bool,
    /// Apps are of several versions of the catalogue.
    pub versions: bool,
    /// The server keeps its rows in this PostgreSQL, in a schema of the run's own. `None`: in memory.
    pub database: Option<Arc<str>>,
    /// Stop so early. `None`: after as many events as usual.
    pub events: Option<u32>,
    /// Events, by their place in the run, at which nothing is done.
    pub left_out: Arc<BTreeSet<u32>>,
}

/// What a run was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Edits that people made.
    pub edits: u64,
    /// Faults that happened, by kind.
    pub faults: BTreeMap<&'static str, u64>,
    /// Conflicts that stand in the end.
    pub conflicts: u64,
    /// A hash over everything that happened.
    pub hash: u64,
    /// The money in the end, and the conflicts that a person has to settle.
    pub money: Vec<String>,
    /// The trace, if asked for.
    pub lines: Vec<String>,
    /// The invariant that broke.
    pub broken: Option<String>,
}

/// Runs one seed to its end.
#[must_use]
pub fn run(seed: u64, options: Options) -> Report {
    if options.database.is_some() {
        run_on::<place::Database>(seed, options)
    } else {
        run_on::<place::Memory>(seed, options)
    }
}

fn run_on<P: place::Place>(seed: u64, options: Options) -> Report {
    let mut world = match World::<P>::new(seed, options) {
        Ok(world) => world,
        Err(broken) => return Report { broken: Some(broken), ..Report::default() },
    };
    let broken = world.live().and_then(|()| world.settle()).and_then(|()| world.judge()).err();
    world.into_report(broken)
}
