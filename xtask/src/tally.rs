//! Adds up how the steps went, and says so at the end.

use std::time::{Duration, Instant};

use crate::run::Outcome;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// The counts of a runner's closing line.
    pub(crate) fn of_line(line: &str) -> Option<Counts> {
        Counts::of_cargo(line)
            .or_else(|| Counts::of_surefire(line))
            .or_else(|| Counts::of_pytest(line))
            .or_else(|| Counts::of_swift(line))
            .or_else(|| Counts::of_node(line))
    }

    /// The counts of a line such as `test result: ok. 2 passed; 0 failed; ...`.
    fn of_cargo(line: &str) -> Option<Counts> {
        let (_, totals) = line.trim_start().strip_prefix("test result:")?.split_once(". ")?;
        let mut counts = Counts::default();
        for part in totals.split(';') {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => counts.passed = number.parse().ok()?,
                Some((number, "failed")) => counts.failed = number.parse().ok()?,
                _ => {}
            }
        }
        Some(counts)
    }

    /// The counts of two of Node's closing lines, such as `# pass 6` and `# fail 0`.
    fn of_node(line: &str) -> Option<Counts> {
        let (what, number) = line.strip_prefix("# ")?.split_once(' ')?;
        let number = number.parse().ok()?;
        match what {
            "pass" => Some(Counts { passed: number, failed: 0 }),
            "fail" => Some(Counts { passed: 0, failed: number }),
            _ => None,
        }
    }

    /// The counts of Swift Testing's closing line, such as `Test run with 3 tests passed after 0.1 seconds.` or
    /// `Test run with 3 tests failed after 0.1 seconds with 2 issues.`: each issue counts as a failed test, up to all.
    fn of_swift(line: &str) -> Option<Counts> {
        let (_, totals) = line.split_once("Test run with ")?;
        let mut words = totals.split_whitespace();
        let run: u64 = words.next()?.parse().ok()?;
        let good = match words.nth(1)? {
            "passed" => true,
            "failed" => false,
            _ => return None,
        };
        let issues = totals.split_once(" with ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
        let failed = if good { 0 } else { issues.unwrap_or(1).clamp(1, run.max(1)) };
        Some(Counts { passed: run.saturating_sub(failed), failed })
    }

    /// The counts of a line such as `[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0`. The lines of
    /// single classes, which end in the time that they took, are not counted again.
    fn of_surefire(line: &str) -> Option<Counts> {
        let (_, totals) = line.split_once("Tests run: ")?;
        let mut parts =
            totals.split(", ").map(|part| part.rsplit(' ').next().unwrap_or_default().parse::<u64>());
        let (run, failures) = (parts.next()?.ok()?, parts.next()?.ok()?);
        let (errors, skipped) = (parts.next()?.ok()?, parts.next()?.ok()?);
        let failed = failures + errors;
        parts.next().is_none().then_some(Counts { passed: run.saturating_sub(failed + skipped), failed })
    }

    /// The counts of a line such as `1 failed, 20 passed, 2 skipped in 9.41s`.
    fn of_pytest(line: &str) -> Option<Counts> {
        let (totals, time) = line.trim_matches(['=', ' ']).rsplit_once(" in ")?;
        time.split(' ').next()?.strip_suffix('s')?.parse::<f64>().ok()?;
        let mut counts = Counts::default();
        for part in totals.split(", ") {
            match part.split_once(' ')? {
                (number, "passed") => counts.passed = number.parse().ok()?,
                (number, "failed" | "error" | "errors") => counts.failed += number.parse::<u64>().ok()?,
                (number, _) => drop(number.parse::<u64>().ok()?),
            }
        }
        Some(counts)
    }

    pub(crate) fn plus(self, other: Counts) -> Counts {
        Counts { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// All steps so far, with the time since the one before.
pub(crate) struct Tally {
    outcomes: Vec<(Outcome, Duration)>,
    since: Instant,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally { outcomes: Vec::new(), since: Instant::now() }
    }
}

impl Tally {
    pub(crate) fn add(&mut self, outcome: Outcome) {
        let now = Instant::now();
        let took = now - self.since;
        println!("== {} took {} s", outcome.name, took.as_secs());
        self.outcomes.push((outcome, took));
        self.since = now;
    }

    /// Repeats each step's closing lines, ends with the totals, and answers whether all went well.
    pub(crate) fn close(&self) -> bool {
        println!();
        for (outcome, took) in &self.outcomes {
            println!("== {}: {}", outcome.name, if outcome.good { "good" } else { "NOT GOOD" });
            println!("   after {} s", took.as_secs());
            for line in &outcome.closing {
                println!("   {line}");
            }
        }
        let total = self.total();
        println!("{} passed, {} failed", total.passed, total.failed);
        total.failed == 0
    }

    /// A step without tests counts as one; so does a runner that broke off without a failed test.
    fn total(&self) -> Counts {
        let mut total = Counts::default();
        for (outcome, _) in &self.outcomes {
            let counts = match outcome.counts {
                Some(counts) if outcome.good || counts.failed > 0 => counts,
                Some(counts) => counts.plus(Counts { passed: 0, failed: 1 }),
                None if outcome.good => Counts { passed: 1, failed: 0 },
                None => Counts { passed: 0, failed: 1 },
            };
            total = total.plus(counts);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runner_that_breaks_off_counts_as_a_failure() {
        let mut tally = Tally::default();
        tally.add(outcome(true, None));
        tally.add(outcome(false, Some(Counts { passed: 7, failed: 0 })));
        assert_eq!(tally.total(), Counts { passed: 8, failed: 1 });
    }

    #[test]
    fn another_line_has_no_counts() {
        assert_eq!(Counts::of_line("3 passed, 0 failed"), None);
    }

    #[test]
    fn node_is_counted_by_two_lines() {
        assert_eq!(Counts::of_line("# pass 6"), Some(Counts { passed: 6, failed: 0 }));
        assert_eq!(Counts::of_line("# fail 2"), Some(Counts { passed: 0, failed: 2 }));
        assert_eq!((Counts::of_line("# tests 8"), Counts::of_line("# Subtest: pass 3")), (None, None));
    }

    #[test]
    fn swift_testing_is_counted() {
        let good = "\u{1002b1} Test run with 12 tests passed after 0.002 seconds.";
        assert_eq!(Counts::of_swift(good), Some(Counts { passed: 12, failed: 0 }));
        let bad = "x Test run with 12 tests failed after 0.1 seconds with 3 issues.";
        assert_eq!(Counts::of_swift(bad), Some(Counts { passed: 9, failed: 3 }));
        assert_eq!(Counts::of_swift("Test run started."), None);
    }

    #[test]
    fn surefire_counts_once() {
        let whole = "[ERROR] Tests run: 9, Failures: 1, Errors: 2, Skipped: 1";
        assert_eq!(Counts::of_line(whole), Some(Counts { passed: 5, failed: 3 }));
        let class =
            "[INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in CoreTest";
        assert_eq!(Counts::of_line(class), None);
    }

    #[test]
    fn pytest_counts_too() {
        let counts = |passed, failed| Some(Counts { passed, failed });
        assert_eq!(Counts::of_line("20 passed in 9.41s"), counts(20, 0));
        assert_eq!(Counts::of_line("=== 1 failed, 3 passed, 1 error in 61.02s (0:01:01) ==="), counts(3, 2));
        assert_eq!(Counts::of_line("Finished in 3s"), None);
    }

    fn outcome(good: bool, counts: Option<Counts>) -> Outcome {
        Outcome { name: "step", good, counts, closing: Vec::new() }
    }
}
