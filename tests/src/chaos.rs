//! Real processes and real trouble: `opstap-server` and six devices over a network of our own that fails on request,
//! killed without warning, with full disks and wrong clocks, and a server that is restored from old backups.
//!
//! A seed decides what is done and what goes wrong; the machine decides when. The same seed makes the same decisions
//! again, with other timing: a finding may need more than one try to show again.
//!
//! - [`plan`]: what a round does, drawn by seed. [`episode`]: a fresh town, ten rounds, and peace in the end.
//! - [`proxy`]: the network. [`process`]: something that can be killed or limited. [`server`], [`phone`]: who it is.
//! - [`ledger`]: what was written, and what its author saw. [`verdict`]: what must be true in the end.
#![allow(clippy::missing_errors_doc, reason = "every error here is a finding: one sentence about what broke")]

use std::collections::BTreeMap;

pub mod episode;
pub mod ledger;
pub mod phone;
pub mod plan;
pub mod process;
pub mod programs;
pub mod proxy;
pub mod server;
pub mod verdict;

/// Rounds of one episode.
pub const EPISODE: u64 = 10;

/// What was played.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Rounds.
    pub rounds: u64,
    /// Edits, confirmed or not.
    pub edits: u64,
    /// Edits during which the phone died, so that nobody knows whether they were made.
    pub unanswered: u64,
    /// Confirmed edits that the server keeps without applying them.
    pub held: u64,
    /// Confirmed edits whose last copy went by right: taken away from a coach's phone, then lost by the server.
    pub gone: u64,
    /// Conflicts that stood in the end.
    pub conflicts: u64,
    /// Faults that were put in, by kind.
    pub faults: BTreeMap<&'static str, u64>,
    /// Every decision.
    pub lines: Vec<String>,
    /// What broke.
    pub broken: Option<String>,
}

impl Report {
    /// Adds the counts of another.
    pub fn add(&mut self, other: &Self) {
        self.rounds += other.rounds;
        self.edits += other.edits;
        self.unanswered += other.unanswered;
        self.held += other.held;
        self.gone += other.gone;
        self.conflicts += other.conflicts;
        for (kind, count) in &other.faults {
            self.fault(kind, *count);
        }
    }

    /// Notes faults of a kind.
    pub fn fault(&mut self, kind: &'static str, count: u64) {
        *self.faults.entry(kind).or_default() += count;
    }

    /// The counts, as the closing line says them.
    #[must_use]
    pub fn counts(&self) -> String {
        let all: u64 = self.faults.values().sum();
        let faults: Vec<String> = self.faults.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        format!(
            "{} rounds · {} edits, {} unanswered, {} held, {} in conflict, {} gone by right · {all} faults: {}",
            self.rounds,
            self.edits,
            self.unanswered,
            self.held,
            self.conflicts,
            self.gone,
            faults.join(", ")
        )
    }
}
