//! `sim --seeds N [--from K] [--database postgres://…] | --seed K [--trace] [--shrink] [--plant X] | --planted`: years of bad luck, seed by seed.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use opstap_tests::sim::{Options, Plant, Report, run, shrink};

const USAGE: &str = "sim --seeds N [--from K] [--erasures] [--absences] [--floors] [--damage] [--versions] [--plant X] [--database postgres://…] | \
                     --seed K [--erasures] [--absences] [--floors] [--damage] [--versions] [--trace|--shrink] [--plant X] [--database postgres://…] | --planted";
/// Worker threads; seeds do not know of each other.
const WORKERS: u64 = 2;
/// Within so many seeds a planted bug has to be caught.
const PLANTED: u64 = 1000;

#[derive(Default)]
struct Asked {
    from: u64,
    seeds: u64,
    planted: bool,
    shrink: bool,
    options: Options,
}

fn asked() -> Option<Asked> {
    let mut asked = Asked { seeds: 2000, ..Asked::default() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next()?.parse().ok();
        match word.as_str() {
            "--seeds" => asked.seeds = number()?,
            "--from" => asked.from = number()?,
            "--seed" => (asked.from, asked.seeds) = (number()?, 1),
            "--erasures" => asked.options.erasures = true,
            "--absences" => asked.options.absences = true,
            "--damage" => asked.options.damage = true,
            "--versions" => asked.options.versions = true,
            "--floors" => asked.options.floors = true,
            "--database" => asked.options.database = Some(words.next()?.into()),
            "--trace" => asked.options.trace = true,
            "--plant" => asked.options.plant = Some(Plant::from_name(&words.next()?)?),
            "--shrink" => asked.shrink = true,
            "--planted" => asked.planted = true,
            _ => return None,
        }
    }
    Some(asked)
}

fn main() -> ExitCode {
    let Some(asked) = asked() else {
        eprintln!("{USAGE}");
        let names: Vec<&str> = Plant::ALL.iter().map(|(name, _)| *name).collect();
        eprintln!("plants: {}", names.join(", "));
        return ExitCode::from(2);
    };
    let good = match (asked.planted, asked.shrink) {
        (true, _) => planted(),
        (_, true) => shrunk(&asked),
        _ => seeds(&asked),
    };
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs seeds on all workers until `each` says enough.
fn on_workers(from: u64, seeds: u64, each: impl Fn(u64) -> bool + Sync) {
    let next = AtomicU64::new(from);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS.min(seeds) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from + seeds || !each(seed) {
                        break;
                    }
                }
            });
        }
    });
}

fn seeds(asked: &Asked) -> bool {
    let began = Instant::now();
    let total = Mutex::new(Report::default());
    let failed: Mutex<Vec<(u64, String)>> = Mutex::new(Vec::new());
    on_workers(asked.from, asked.seeds, |seed| {
        let report = run(seed, asked.options.clone());
        for line in &report.lines {
            println!("{line}");
        }
        take(&total, &failed, seed, report);
        let done = seed - asked.from + 1;
        if done.is_multiple_of(1000) {
            println!("{done} seeds, {} s", began.elapsed().as_secs());
        }
        true
    });
    let total = total.into_inner().unwrap_or_default();
    let mut failed = failed.into_inner().unwrap_or_default();
    failed.sort();
    let kinds: Vec<String> = total.faults.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    println!("faults: {}", kinds.join(", "));
    let faults: u64 = total.faults.values().sum();
    if failed.is_empty() {
        println!(
            "sim: ok · {} seeds · {} edits · {faults} faults · {} conflicts · 0 lost · {} s",
            asked.seeds,
            total.edits,
            total.conflicts,
            began.elapsed().as_secs()
        );
        return true;
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
    false
}

fn take(total: &Mutex<Report>, failed: &Mutex<Vec<(u64, String)>>, seed: u64, report: Report) {
    if let Ok(mut total) = total.lock() {
        total.edits += report.edits;
        total.conflicts += report.conflicts;
        for (kind, count) in &report.faults {
            *total.faults.entry(kind).or_default() += count;
        }
    }
    if let (Some(broken), Ok(mut failed)) = (report.broken, failed.lock()) {
        failed.push((seed, broken));
    }
}

/// Shows the failure of a seed in as few steps as it takes.
fn shrunk(asked: &Asked) -> bool {
    let Some(shrunk) = shrink(asked.from, &asked.options) else {
        println!("sim: seed {} does not fail", asked.from);
        return true;
    };
    for line in run(asked.from, Options { trace: true, ..shrunk.options }).lines {
        println!("{line}");
    }
    println!(
        "sim: seed {} in {} events, found in {} runs: {}",
        asked.from, shrunk.events, shrunk.runs, shrunk.broken
    );
    false
}

/// Plants every bug in turn, and says after how many seeds it was caught. The design must pass that seed.
fn planted() -> bool {
    let mut caught = 0;
    for (name, plant) in Plant::ALL {
        let options = Options { plant: Some(plant), ..plant.runs() };
        let first: Mutex<Option<(u64, String)>> = Mutex::new(None);
        on_workers(0, PLANTED, |seed| {
            let found = run(seed, options.clone()).broken;
            let Ok(mut first) = first.lock() else { return false };
            if let Some(broken) = found
                && first.as_ref().is_none_or(|(known, _)| seed < *known)
            {
                *first = Some((seed, broken));
            }
            first.is_none()
        });
        match first.into_inner().unwrap_or_default() {
            None => println!("{name}: not caught in {PLANTED} seeds"),
            Some((seed, broken)) => match run(seed, plant.runs()).broken {
                None => {
                    caught += 1;
                    let short: String = broken.chars().take(100).collect();
                    println!("{name}: caught after {} seeds by {short}", seed + 1);
                }
                Some(own) => println!("{name}: seed {seed} fails without it too: {own}"),
            },
        }
    }
    let all = Plant::ALL.len();
    let word = if caught == all { "ok" } else { "BLIND" };
    println!("sim: {word} · {caught} of {all} planted bugs caught, each within {PLANTED} seeds");
    caught == all
}
