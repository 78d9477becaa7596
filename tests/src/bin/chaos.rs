//! `chaos --rounds N [--seed S] [--database postgres://…] [--log]`: real processes in real trouble, round by round.

use std::process::ExitCode;
use std::time::Instant;

use opstap_tests::chaos::{EPISODE, Report, episode};

const USAGE: &str = "chaos --rounds N [--seed S] [--database postgres://…] [--log]";

/// What to play.
struct Asked {
    /// The seed of the first episode; each further one has the next.
    seed: u64,
    /// Rounds altogether.
    rounds: u64,
    /// Where the server keeps its rows, if not in its folder.
    database: Option<String>,
    /// Whether every decision is said.
    log: bool,
}

fn asked() -> Option<Asked> {
    let mut asked = Asked { seed: 0, rounds: 500, database: None, log: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--rounds" => asked.rounds = words.next()?.parse().ok()?,
            "--seed" => asked.seed = words.next()?.parse().ok()?,
            "--database" => asked.database = Some(words.next()?),
            "--log" => asked.log = true,
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
    match play(&asked) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("chaos: {error}");
            ExitCode::FAILURE
        }
    }
}

fn play(asked: &Asked) -> std::io::Result<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let began = Instant::now();
    let mut total = Report::default();
    let mut seed = asked.seed;
    while total.rounds < asked.rounds {
        let rounds = EPISODE.min(asked.rounds - total.rounds);
        let folder = tempfile::tempdir()?;
        let report = episode::play(seed, rounds, folder.path(), asked.database.as_deref(), &runtime);
        if asked.log || report.broken.is_some() {
            for line in &report.lines {
                println!("{line}");
            }
        }
        total.add(&report);
        if let Some(broken) = report.broken {
            println!("chaos: the files are kept in {}", folder.keep().display());
            println!("chaos: {}", total.counts());
            println!("chaos: seed {seed}: {broken}");
            println!("chaos: broken · the same decisions again with --seed {seed} --rounds {rounds}");
            return Ok(false);
        }
        seed += 1;
        if total.rounds.is_multiple_of(5 * EPISODE) {
            println!("{} rounds, {} s", total.rounds, began.elapsed().as_secs());
        }
    }
    println!("chaos: ok · {} · 0 lost, 0 twice · {} s", total.counts(), began.elapsed().as_secs());
    Ok(true)
}
