//! What each command runs, in which order.

use crate::programs::Built;
use crate::run::{Step, cargo};
use crate::tally::Tally;
use crate::tools;
use crate::{
    android, api, bindings, browser, fuzz, kotlin, mail, phones, postgres, python, screens, size, swift,
};

/// Seeds that a test run goes through; a night run takes more.
const SEEDS: &str = "2000";

/// Format, lints, house rules and documentation; with `--write`, mends what can be generated first.
pub(crate) fn check(rest: &[String]) -> bool {
    if !tools::ready() {
        return false;
    }
    let mut tally = Tally::default();
    if rest.iter().any(|argument| argument == "--write") {
        tally.add(cargo("formatted", &["fmt", "--all"]).run());
        let pages = ["test", "--package", "opstap-domain", "docs_"];
        tally.add(cargo("generated pages", &pages).with("OPSTAP_WRITE_DOCS", "1").run());
    }
    for step in quick_steps() {
        tally.add(step.run());
    }
    let house_rules = ["test", "--workspace", "--test", "house_rules"];
    tally.add(cargo("house rules", &house_rules).run());
    tally.close()
}

/// Rounds of real processes in trouble that a test run plays.
const ROUNDS: &str = "5";

/// Everything that must hold before a change is taken; with `--database`, what holds on that one.
pub(crate) fn test(rest: &[String]) -> bool {
    match rest {
        [] => tools::ready() && postgres::ready() && mail::ready() && everything(),
        [flag, database] if flag == "--database" => {
            tools::ready() && postgres::conformance(database).run().good
        }
        _ => {
            eprintln!("cargo xtask test [--database postgres://…]");
            false
        }
    }
}

fn everything() -> bool {
    let mut tally = Tally::default();
    for step in quick_steps() {
        tally.add(step.run());
    }
    // The house rules are among these.
    tally.add(cargo("tests", &["test", "--workspace", "--no-fail-fast"]).run());
    let programs = Built::AsTested.build();
    let there = programs.good;
    tally.add(programs);
    if there {
        let run = |name, what, rest: &[&str]| {
            let rest: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
            Built::AsTested.run(name, what, &rest).run()
        };
        tally.add(run("simulation", "sim", &["--seeds", SEEDS]));
        tally.add(run("chaos", "chaos", &["--rounds", ROUNDS]));
        tally.add(run("demonstration", "demo", &["--once"]));
    }
    tally.add(fuzz::run(&[]));
    tally.add(browser::tests());
    for outcome in api::tests() {
        tally.add(outcome);
    }
    foreign(&mut tally);
    if tools::has("cargo-deny", &["--version"]) {
        tally.add(cargo("licences", &["deny", "check"]).run());
    }
    tally.close()
}

/// The same core in other languages, and the apps that hold it.
fn foreign(tally: &mut Tally) {
    let generated = bindings::check();
    let there = generated.good;
    tally.add(generated);
    if !there {
        return;
    }
    tally.add(python::tests());
    tally.add(size::measured());
    tally.add(python::shipped());
    tally.add(kotlin::tests());
    tally.add(screens::tests());
    tally.add(android::tests());
    tally.add(android::window());
    for outcome in swift::tests().into_iter().chain(phones::tests()) {
        tally.add(outcome);
    }
}

/// The simulation with the seeds that were asked for.
pub(crate) fn sim(rest: &[String]) -> bool {
    played(Built::Optimised, "simulation", "sim", rest)
}

/// Real processes in real trouble.
pub(crate) fn chaos(rest: &[String]) -> bool {
    played(Built::Optimised, "chaos", "chaos", rest)
}

/// Builds our programs and runs one.
fn played(built: Built, name: &'static str, what: &str, rest: &[String]) -> bool {
    tools::ready() && built.build().good && built.run(name, what, rest).show().good
}

/// Bytes from outside, for so many seconds a target.
pub(crate) fn fuzz(rest: &[String]) -> bool {
    tools::ready() && fuzz::run(rest).good
}

/// The benchmarks.
pub(crate) fn bench(rest: &[String]) -> bool {
    let benchmarks = release("benchmarks", &["--package", "opstap-benches"], rest);
    if rest.first().is_some_and(|what| what != "--json") {
        return tools::ready() && benchmarks.show().good;
    }
    tools::ready() && benchmarks.run().good && kotlin::bench().good && swift::bench().good
}

/// An organisation's busiest hour, against the server as it is run.
pub(crate) fn load(rest: &[String]) -> bool {
    let processes = ["build", "--release", "--package", "opstap-server", "--package", "opstap-benches"];
    let driver = ["--package", "opstap-benches"];
    let arguments: Vec<String> = ["load".to_owned()].into_iter().chain(rest.iter().cloned()).collect();
    tools::ready()
        && cargo("server and driver", &processes).run().good
        && release("load", &driver, &arguments).show().good
}

/// Builds what people would run, and lets invented people run it.
pub(crate) fn demo(rest: &[String]) -> bool {
    played(Built::AsTested, "demonstration", "demo", rest)
}

/// Kotlin alone, over bindings that are generated already; `bench` runs only its figures.
pub(crate) fn kotlin(rest: &[String]) -> bool {
    let Some(mut tally) = over_fresh_bindings() else { return false };
    let bench = rest.first().is_some_and(|what| what == "bench");
    tally.add(if bench { kotlin::bench() } else { kotlin::tests() });
    tally.close()
}

/// The library and its bindings as the sources are now: one language alone must not speak with yesterday's library.
fn over_fresh_bindings() -> Option<Tally> {
    let mut tally = Tally::default();
    let generated = bindings::check();
    let good = generated.good;
    tally.add(generated);
    if good {
        return Some(tally);
    }
    tally.close();
    None
}

/// Every screen drawn, over the library as it is now.
pub(crate) fn pictures() -> bool {
    over_fresh_bindings().is_some() && screens::pictures()
}

/// Pages in a browser alone; `pictures` draws them as well.
pub(crate) fn browser(rest: &[String]) -> bool {
    if !tools::ready() {
        return false;
    }
    let mut tally = Tally::default();
    let drawn = rest.first().is_some_and(|what| what == "pictures");
    tally.add(if drawn { browser::pictures() } else { browser::tests() });
    tally.close()
}

/// The API alone: its description by the rules, and a real server by its description.
pub(crate) fn api() -> bool {
    if !tools::ready() {
        return false;
    }
    let mut tally = Tally::default();
    for outcome in api::tests() {
        tally.add(outcome);
    }
    tally.close()
}

/// Python alone; once more with the library as it is shipped.
pub(crate) fn python() -> bool {
    let Some(mut tally) = over_fresh_bindings() else { return false };
    tally.add(python::tests());
    tally.add(python::shipped());
    tally.close()
}

/// Android alone, after Kotlin: its screens, its app.
pub(crate) fn android() -> bool {
    let Some(mut tally) = over_fresh_bindings() else { return false };
    tally.add(screens::tests());
    tally.add(android::tests());
    tally.add(android::window());
    tally.close()
}

/// Swift alone; `bench` and `screens` run only those.
pub(crate) fn swift(rest: &[String]) -> bool {
    let Some(mut tally) = over_fresh_bindings() else { return false };
    let outcomes = match rest.first().map(String::as_str) {
        Some("bench") => vec![swift::bench()],
        Some("screens") => swift::screens(),
        _ => swift::tests(),
    };
    for outcome in outcomes {
        tally.add(outcome);
    }
    tally.close()
}

fn quick_steps() -> [Step; 3] {
    let lints = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    [
        cargo("format", &["fmt", "--all", "--check"]),
        cargo("lints", &lints),
        cargo("documentation", &["doc", "--workspace", "--no-deps"]).with("RUSTDOCFLAGS", "--deny warnings"),
    ]
}

fn release(name: &'static str, what: &[&str], rest: &[String]) -> Step {
    let mut arguments = vec!["run", "--release"];
    arguments.extend(what);
    arguments.push("--");
    arguments.extend(rest.iter().map(String::as_str));
    cargo(name, &arguments)
}
