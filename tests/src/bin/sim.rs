//! `sim --seeds N [--from K] [--seed K] [--trace] [--plant X]`: years of bad luck, seed by seed.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use opstap_tests::sim::{Options, Plant, Report, run};

const USAGE: &str = "sim --seeds N [--from K] [--seed K] [--trace] [--erasures] [--plant lww|prune-on-ack|no-reoffer|drop-on-revoke]";
/// Worker threads; seeds do not know of each other.
const WORKERS: u64 = 2;

struct Asked {
    from: u64,
    seeds: u64,
    options: Options,
}

fn asked() -> Option<Asked> {
    let mut asked = Asked { from: 0, seeds: 2000, options: Options::default() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next()?.parse().ok();
        match word.as_str() {
            "--seeds" => asked.seeds = number()?,
            "--from" => asked.from = number()?,
            "--seed" => (asked.from, asked.seeds) = (number()?, 1),
            "--erasures" => asked.options.erasures = true,
            "--trace" => asked.options.trace = true,
            "--plant" => asked.options.plant = Some(Plant::from_name(&words.next()?)?),
            _ => return None,
        }
    }
    Some(asked)
}

fn main() -> ExitCode {
    let Some(asked) = asked() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let total = Mutex::new(Report::default());
    let failed: Mutex<Vec<(u64, String)>> = Mutex::new(Vec::new());
    let next = AtomicU64::new(asked.from);
    let end = asked.from + asked.seeds;
    std::thread::scope(|scope| {
        for _ in 0..WORKERS.min(asked.seeds) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    let report = run(seed, asked.options);
                    for line in &report.lines {
                        println!("{line}");
                    }
                    take(&total, &failed, seed, report);
                    let done = seed - asked.from + 1;
                    if done.is_multiple_of(500) {
                        println!("{done} seeds");
                    }
                }
            });
        }
    });
    let total = total.into_inner().unwrap_or_default();
    let mut failed = failed.into_inner().unwrap_or_default();
    failed.sort();
    if failed.is_empty() {
        println!(
            "sim: ok · {} seeds · {} edits · {} faults · {} conflicts · 0 lost",
            asked.seeds, total.edits, total.faults, total.conflicts
        );
        return ExitCode::SUCCESS;
    }
    for (seed, broken) in failed.iter().take(10) {
        println!("seed {seed}: {broken}");
    }
    println!(
        "sim: {} of {} seeds failed; see one with --seed {} --trace",
        failed.len(),
        asked.seeds,
        failed[0].0
    );
    ExitCode::FAILURE
}

fn take(total: &Mutex<Report>, failed: &Mutex<Vec<(u64, String)>>, seed: u64, report: Report) {
    if let Ok(mut total) = total.lock() {
        total.edits += report.edits;
        total.faults += report.faults;
        total.conflicts += report.conflicts;
    }
    if let (Some(broken), Ok(mut failed)) = (report.broken, failed.lock()) {
        failed.push((seed, broken));
    }
}
