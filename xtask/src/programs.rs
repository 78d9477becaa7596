//! Our own programs, built once for everything that runs them.
//!
//! Cargo chooses the features of what we depend on by what is built together. The server alone, the town alone and the
//! tests of the whole workspace each want other ones, and each choice is three hundred crates anew: a test run spent a
//! quarter of its time on that. So what it runs comes from two builds: one with the features of the tests, which are
//! built already by then, and one that is optimised.

use std::path::PathBuf;
use std::process::Command;

use crate::kotlin::target;
use crate::run::{Outcome, Step, cargo, program};

/// Naming one test makes cargo choose the features that tests bring along.
const AS_TESTED: [&str; 5] = ["build", "--workspace", "--bins", "--test", "house_rules"];

const OPTIMISED: [&str; 9] = [
    "build",
    "--release",
    "--bins",
    "--package",
    "opstap-cli",
    "--package",
    "opstap-server",
    "--package",
    "opstap-tests",
];

/// Every program, as the tests are built.
pub(crate) fn as_tested() -> Outcome {
    cargo("programs", &AS_TESTED).run()
}

/// What people run and what tries it, optimised.
pub(crate) fn optimised() -> Outcome {
    cargo("optimised programs", &OPTIMISED).run()
}

/// Where a program is that [`as_tested`] built.
pub(crate) fn tested(name: &str) -> PathBuf {
    target().join("debug").join(name)
}

/// A run of a program that [`optimised`] built.
pub(crate) fn run(name: &'static str, what: &str, rest: &[String]) -> Step {
    let mut command = Command::new(target().join("release").join(what));
    command.args(rest);
    program(name, command)
}
