//! Fewer steps to the same failure: the run is cut short, then steps are left out as long as it still fails.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::play::EVENTS;
use super::{Options, run};

/// A failure in few steps.
#[derive(Clone, Debug)]
pub struct Shrunk {
    /// What to run, to see it.
    pub options: Options,
    /// Events that are left.
    pub events: usize,
    /// Runs that it took.
    pub runs: usize,
    /// What breaks.
    pub broken: String,
}

/// The kind of a finding: what it says before its details.
fn kind(broken: &str) -> &str {
    broken.split([':', ',', '{']).next().unwrap_or_default()
}

/// Shrinks the failure of a seed; `None` for a seed that does not fail.
#[must_use]
pub fn shrink(seed: u64, options: &Options) -> Option<Shrunk> {
    let mut runs = 1;
    let first = run(seed, options.clone()).broken?;
    let mut best = (options.clone(), first.clone());
    let mut try_out = |events: u32, left_out: &BTreeSet<u32>| -> bool {
        let left_out = Arc::new(left_out.clone());
        let fewer = Options { events: Some(events), left_out, ..options.clone() };
        runs += 1;
        match run(seed, fewer.clone()).broken {
            Some(broken) if kind(&broken) == kind(&first) => {
                best = (fewer, broken);
                true
            }
            _ => false,
        }
    };
    // A longer run need not fail when a shorter one does, but mostly does.
    let (mut fine, mut fails) = (0, options.events.unwrap_or(EVENTS));
    let mut left_out = options.left_out.as_ref().clone();
    while fails - fine > 1 {
        let middle = fine + (fails - fine) / 2;
        if try_out(middle, &left_out) {
            fails = middle;
        } else {
            fine = middle;
        }
    }
    let mut size = fails.div_ceil(2);
    while size > 0 {
        for start in (0..fails).step_by(size as usize) {
            let mut more = left_out.clone();
            more.extend(start..(start + size).min(fails));
            if more.len() > left_out.len() && try_out(fails, &more) {
                left_out = more;
            }
        }
        size /= 2;
    }
    let (options, broken) = best;
    let events = (0..fails).filter(|at| !left_out.contains(at)).count();
    Some(Shrunk { options, events, runs, broken })
}
