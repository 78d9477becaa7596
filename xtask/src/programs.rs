//! Our own programs, built once for everything that runs them.
//!
//! Cargo chooses the features of what we depend on by what is built together. The server alone, the town alone and the
//! tests of the whole workspace each want other ones, and each choice is three hundred crates anew: a test run spent a
//! third of its time on that. So whatever it runs has the features of the tests, which are built already by then. With
//! overflow and its assertions checked, the simulation takes twice its time, and an optimised build of it ten minutes.

use std::path::PathBuf;
use std::process::Command;

use crate::kotlin::target;
use crate::run::{Outcome, Step, cargo, program};

/// How programs are built.
#[derive(Clone, Copy)]
pub(crate) enum Built {
    /// As the tests are.
    AsTested,
    /// As people run them, for what runs long.
    Optimised,
}

impl Built {
    /// Builds all of them.
    pub(crate) fn build(self) -> Outcome {
        match self {
            // Naming one test makes cargo choose the features that tests bring along.
            Self::AsTested => {
                cargo("programs", &["build", "--workspace", "--bins", "--test", "house_rules"]).run()
            }
            Self::Optimised => {
                let packages = ["opstap-cli", "opstap-server", "opstap-tests"];
                let named = packages.iter().flat_map(|name| ["--package", name]);
                let all: Vec<&str> = ["build", "--release", "--bins"].into_iter().chain(named).collect();
                cargo("optimised programs", &all).run()
            }
        }
    }

    /// Where one is.
    pub(crate) fn place(self, program: &str) -> PathBuf {
        let folder = match self {
            Self::AsTested => "debug",
            Self::Optimised => "release",
        };
        target().join(folder).join(program)
    }

    /// A run of one.
    pub(crate) fn run(self, name: &'static str, what: &str, rest: &[String]) -> Step {
        let mut command = Command::new(self.place(what));
        command.args(rest);
        program(name, command)
    }
}
