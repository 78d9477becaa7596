//! The simulation with a real PostgreSQL behind the server. `sim --seeds N --database postgres://…` takes more.
#![allow(clippy::unwrap_used)]

#[path = "../../server/tests/cluster/mod.rs"]
mod cluster;

use std::sync::atomic::{AtomicU64, Ordering};

use cluster::Cluster;
use opstap_tests::sim::{Options, Plant, run};

/// Seeds that a test run goes through.
const SEEDS: u64 = 36;

/// Threads; seeds do not know of each other.
const WORKERS: u64 = 2;

/// Nothing is lost, and the run is the same to the last word as with the rows in memory: invariant 27, by seed.
#[test]
fn years_of_bad_luck_are_the_same_on_postgresql_and_nothing_is_lost() {
    let cluster = Cluster::start(&[]);
    each_seed(&cluster, |seed, database| {
        let ours = run(seed, Options { database, ..Options::default() });
        assert_eq!(ours.broken, None, "seed {seed}");
        assert_eq!(ours, run(seed, Options::default()), "seed {seed}");
    });
}

#[test]
fn what_was_erased_never_comes_back_on_postgresql() {
    let cluster = Cluster::start(&[]);
    each_seed(&cluster, |seed, database| {
        let report = run(seed, Options { database, erasures: true, ..Options::default() });
        assert_eq!(report.broken, None, "seed {seed}");
    });
}

/// The oracle sees through this engine too.
#[test]
fn a_planted_bug_is_caught_on_postgresql() {
    let cluster = Cluster::start(&[]);
    for plant in [Plant::NumberReused, Plant::ConflictDropped] {
        let database = Some(cluster.url("").into());
        let planted = Options { plant: Some(plant), database, ..Options::default() };
        assert!((0..20).any(|seed| run(seed, planted.clone()).broken.is_some()), "{plant:?}");
    }
}

fn each_seed(cluster: &Cluster, ask: impl Fn(u64, Option<std::sync::Arc<str>>) + Sync) {
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= SEEDS {
                        break;
                    }
                    ask(seed, Some(cluster.url("").into()));
                }
            });
        }
    });
}
