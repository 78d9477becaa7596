//! How many lines of the domain its own tests run, by the compiler's own counters.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, cargo};
use crate::{fuzz, tools};

/// So many per cent of the lines have to be run.
const LEAST: usize = 95;
/// Whose lines are counted.
const SOURCES: &str = "core/domain/src";
/// Built with counters, and so in a folder of its own.
const FOLDER: &str = "target/coverage";
/// Examples in the documentation are left out: the compiler keeps no counters of those.
const TESTS: [&str; 5] = ["test", "--package", "opstap-domain", "--lib", "--tests"];

/// The lines of one file: those that can be run, and those that no test runs.
struct Lines {
    all: usize,
    missed: Vec<usize>,
}

/// Runs the tests with counters and lists what they leave out.
pub(crate) fn command() -> bool {
    match measured() {
        Ok(lines) => told(&lines),
        Err(why) => {
            eprintln!("coverage: {why}");
            false
        }
    }
}

fn measured() -> Result<BTreeMap<String, Lines>, String> {
    let (merge, export) = llvm().ok_or("llvm-tools are missing: rustup component add llvm-tools")?;
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let profiles = here.join(FOLDER).join("profiles");
    let _ = fs::remove_dir_all(&profiles);
    let Outcome { good, .. } = cargo("tests with counters", &TESTS)
        .with("RUSTFLAGS", "-Cinstrument-coverage")
        .with("CARGO_TARGET_DIR", FOLDER)
        .with("LLVM_PROFILE_FILE", &profiles.join("%p-%m.profraw").to_string_lossy())
        .run();
    if !good {
        return Err("the tests fail".to_owned());
    }
    let counted = files(&profiles, "profraw");
    let data = here.join(FOLDER).join("all.profdata");
    let mut merging = Command::new(merge);
    merging.args(["merge", "-sparse", "-o"]).arg(&data).args(counted);
    said(&mut merging)?;
    let mut exporting = Command::new(export);
    exporting.args(["export", "--format=lcov"]).arg(format!("--instr-profile={}", data.display()));
    for program in programs()? {
        exporting.arg("--object").arg(program);
    }
    let listed = said(&mut exporting)?;
    let sources = here.join(SOURCES);
    Ok(by_file(&listed, &format!("{}/", sources.display()), &|file| {
        fs::read_to_string(sources.join(file)).unwrap_or_default()
    }))
}

/// What merges counters and what reads them: of the compiler's own version, or not at all.
fn llvm() -> Option<(PathBuf, PathBuf)> {
    let root = said(Command::new("rustc").args(["--print", "sysroot"])).ok()?;
    let tools = Path::new(root.trim()).join("lib/rustlib").join(fuzz::host()?).join("bin");
    let both = (tools.join("llvm-profdata"), tools.join("llvm-cov"));
    let there = || both.0.exists() && both.1.exists();
    (there() || tools::component("llvm-tools") && there()).then_some(both)
}

/// The programs that hold the tests, as cargo names them.
fn programs() -> Result<Vec<String>, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut listing = Command::new(cargo);
    listing.args(TESTS).arg("--no-run").env("RUSTFLAGS", "-Cinstrument-coverage");
    let output = listing.env("CARGO_TARGET_DIR", FOLDER).output().map_err(|error| error.to_string())?;
    let names = String::from_utf8_lossy(&output.stderr);
    let named = names.lines().filter(|line| line.contains("Executable"));
    Ok(named.filter_map(|line| Some(line.split_once('(')?.1.strip_suffix(')')?.to_owned())).collect())
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

fn said(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

/// The lines below `root` that can be run, without modules of tests: files of their own, and what follows on
/// `#[cfg(test)]`, which stands last in a file.
fn by_file(lcov: &str, root: &str, source: &dyn Fn(&str) -> String) -> BTreeMap<String, Lines> {
    let mut all = BTreeMap::new();
    for block in lcov.split("end_of_record") {
        let Some(file) = block.lines().find_map(|line| line.strip_prefix("SF:")?.strip_prefix(root)) else {
            continue;
        };
        if file.ends_with("tests.rs") || file.contains("tests/") {
            continue;
        }
        let until = source(file).lines().position(|line| line == "#[cfg(test)]").unwrap_or(usize::MAX);
        let lines = block.lines().filter_map(|line| {
            let mut figures = line.strip_prefix("DA:")?.split(',').map(str::parse::<usize>);
            Some((figures.next()?.ok()?, figures.next()?.ok()?))
        });
        let lines: Vec<_> = lines.filter(|(line, _)| *line <= until).collect();
        let missed = lines.iter().filter(|(_, times)| *times == 0).map(|(line, _)| *line).collect();
        all.insert(file.to_owned(), Lines { all: lines.len(), missed });
    }
    all
}

fn told(files: &BTreeMap<String, Lines>) -> bool {
    // In tenths, rounded down, so that nothing is said to be enough that is not.
    let share = |all: usize, missed: usize| (all - missed) * 1000 / all.max(1);
    for (file, lines) in files.iter().filter(|(_, lines)| !lines.missed.is_empty()) {
        let shown: Vec<String> = lines.missed.iter().take(12).map(usize::to_string).collect();
        let more = if lines.missed.len() > shown.len() { " …" } else { "" };
        let tenths = share(lines.all, lines.missed.len());
        println!("{:3}.{} %  {file}: {}{more}", tenths / 10, tenths % 10, shown.join(" "));
    }
    let all = files.values().map(|lines| lines.all).sum();
    let tenths = share(all, files.values().map(|lines| lines.missed.len()).sum());
    let (whole, tenth) = (tenths / 10, tenths % 10);
    println!("coverage: {whole}.{tenth} % of {all} lines of {SOURCES}, at least {LEAST} %");
    whole >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tests_are_not_counted() {
        let lcov = "SF:/a/src/one.rs\nFN:1,f\nDA:1,3\nDA:2,0\nDA:5,0\nend_of_record\nSF:/a/src/one/tests.rs\nDA:1,0\n\
                    end_of_record\nSF:/b/two.rs\nDA:1,0\nend_of_record\n";
        let found = by_file(lcov, "/a/src/", &|_| "fn f() {\n}\n\n#[cfg(test)]\nmod tests {\n".to_owned());
        let lines: Vec<_> =
            found.iter().map(|(file, lines)| (file.as_str(), lines.all, &lines.missed)).collect();
        assert_eq!(lines, [("one.rs", 2, &vec![2])]);
    }
}
