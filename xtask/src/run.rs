//! Runs one step, shows what it says as it says it, and keeps its closing lines.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::tally::Counts;

/// Lines kept of a step that has no totals of its own.
const CLOSING_LINES: usize = 5;

/// A command with a name that people know it by.
pub(crate) struct Step {
    name: &'static str,
    command: Command,
}

/// How a step went.
pub(crate) struct Outcome {
    pub(crate) name: &'static str,
    pub(crate) good: bool,
    /// Tests that it counted itself.
    pub(crate) counts: Option<Counts>,
    /// What is worth repeating at the end.
    pub(crate) closing: Vec<String>,
}

/// A step that cargo runs.
pub(crate) fn cargo(name: &'static str, arguments: &[&str]) -> Step {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.args(arguments);
    Step { name, command }
}

/// A step that another program runs.
pub(crate) fn program(name: &'static str, command: Command) -> Step {
    Step { name, command }
}

impl Step {
    /// The same step with a variable in its environment.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Step {
        self.command.env(name, value);
        self
    }

    /// Runs the step with the terminal all to itself.
    pub(crate) fn show(mut self) -> Outcome {
        println!("== {}", self.name);
        let good = self.command.status().is_ok_and(|status| status.success());
        Outcome { name: self.name, good, counts: None, closing: Vec::new() }
    }

    /// Runs the step and keeps its closing lines.
    pub(crate) fn run(mut self) -> Outcome {
        println!("== {}", self.name);
        let failed = |why: std::io::Error| Outcome {
            name: self.name,
            good: false,
            counts: None,
            closing: vec![format!("could not start: {why}")],
        };
        let mut child = match self.command.stdout(Stdio::piped()).spawn() {
            Ok(child) => child,
            Err(why) => return failed(why),
        };
        let mut closing = Closing::default();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                println!("{line}");
                closing.hear(line);
            }
        }
        let good = child.wait().is_ok_and(|status| status.success());
        closing.outcome(self.name, good)
    }
}

#[derive(Default)]
struct Closing {
    last: VecDeque<String>,
    totals: Vec<String>,
    counts: Option<Counts>,
}

impl Closing {
    fn hear(&mut self, line: String) {
        if let Some(counts) = Counts::of_line(&line) {
            self.counts = Some(self.counts.unwrap_or_default().plus(counts));
            // Of the many runners without a test nobody wants to read.
            if counts != Counts::default() {
                self.totals.push(line);
            }
        } else if !line.trim().is_empty() {
            self.last.push_back(line);
            if self.last.len() > CLOSING_LINES {
                self.last.pop_front();
            }
        }
    }

    fn outcome(self, name: &'static str, good: bool) -> Outcome {
        let closing = if self.counts.is_some() { self.totals } else { self.last.into() };
        Outcome { name, good, counts: self.counts, closing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_cannot_start_is_a_failure_with_a_reason() {
        let step = Step { name: "nothing", command: Command::new("no-such-program-anywhere") };
        let outcome = step.run();
        assert!(!outcome.good);
        assert!(outcome.closing[0].starts_with("could not start"));
    }

    #[test]
    fn totals_are_kept_and_added_up() {
        let mut closing = Closing::default();
        for line in [
            "running 2 tests",
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s",
        ] {
            closing.hear(line.to_owned());
        }
        let outcome = closing.outcome("tests", false);
        assert_eq!(outcome.closing.len(), 2);
        assert_eq!(outcome.counts, Some(Counts { passed: 5, failed: 1 }));
    }
}
