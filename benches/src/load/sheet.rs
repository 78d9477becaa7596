//! What was measured, told as lines and as JSON, and whether it is good.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use super::Asked;
use super::watch::{Growth, Look};
use crate::machine;

/// The slowest of a hundred takes less than so many times the one in the middle.
const SPREAD: f64 = 10.0;
/// A page that was asked for less often is not judged by itself: its 99 % would be its two slowest.
const ENOUGH: usize = 200;
/// How many of the slowest are named with their moment.
const SLOWEST: usize = 40;
/// Errors that are told one by one.
const TOLD: usize = 12;

/// Which of the figures a sample belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Before the hour: told, and not judged by time.
    Before,
    /// Signing in and out, in the hour: it makes or removes files and reads everything, and is no page. Judged by itself.
    Door,
    /// Of a browser in the hour.
    Page,
    /// Of a phone in the hour.
    Round,
}

#[derive(Default)]
pub(crate) struct Sheet {
    samples: BTreeMap<(Part, String), Vec<u64>>,
    faults: BTreeMap<String, usize>,
    /// The slowest: milliseconds, and what it was.
    slowest: BTreeSet<(u64, String)>,
    pub(crate) looks: Vec<Look>,
    /// How late the driver itself was.
    pub(crate) own_lateness_us: Vec<u64>,
    pub(crate) facts: Vec<(&'static str, f64)>,
}

/// Of many samples, in milliseconds.
struct Figures {
    count: usize,
    p50: f64,
    p90: f64,
    p99: f64,
    max: f64,
}

impl Figures {
    fn of(mut samples: Vec<u64>) -> Option<Self> {
        samples.sort_unstable();
        let ms = |us: u64| us as f64 / 1e3;
        // The smallest that so many per cent are not above.
        let at = |per_cent: usize| samples[(samples.len() * per_cent).div_ceil(100).max(1) - 1];
        let max = ms(*samples.last()?);
        Some(Self { count: samples.len(), p50: ms(at(50)), p90: ms(at(90)), p99: ms(at(99)), max })
    }

    fn spread(&self) -> f64 {
        self.p99 / self.p50
    }

    fn line(&self, name: &str) -> String {
        let Self { count, p50, p90, p99, max } = self;
        format!("{name:<34} {count:>6} {p50:>8.1} {p90:>8.1} {p99:>8.1} {max:>8.1} {:>6.1}", self.spread())
    }

    fn json(&self, part: Part, name: &str) -> Value {
        json!({
            "part": format!("{part:?}").to_lowercase(), "name": name, "count": self.count, "p50_ms": self.p50,
            "p90_ms": self.p90, "p99_ms": self.p99, "max_ms": self.max, "spread": self.spread(),
        })
    }
}

impl Sheet {
    /// Something that was answered, so long after it was due; or what was wrong.
    pub(crate) fn note(&mut self, part: Part, name: &str, took: Duration, done: &Result<(), String>) {
        if part != Part::Before {
            let at = self.looks.last().map_or(0.0, |look| look.seconds);
            self.slowest.insert((took.as_millis() as u64, format!("{name}, {at:.0} s into the hour")));
            if self.slowest.len() > SLOWEST {
                self.slowest.pop_first();
            }
        }
        match done {
            Ok(()) => self.samples.entry((part, name.to_owned())).or_default().push(took.as_micros() as u64),
            Err(why) => *self.faults.entry(format!("{name}: {why}")).or_default() += 1,
        }
    }

    /// A line of the log that says that something is wrong is an error as well.
    pub(crate) fn hear_log(&mut self, log: &str) {
        for line in log.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_default();
            if line["level"] == "ERROR" || line["level"] == "WARN" {
                *self.faults.entry(format!("the server's log: {}", line["message"])).or_default() += 1;
            }
        }
    }

    fn all(&self, part: Part) -> Option<Figures> {
        let mine = self.samples.iter().filter(|((of, _), _)| *of == part);
        Figures::of(mine.flat_map(|(_, samples)| samples.iter().copied()).collect())
    }

    fn rows(&self) -> impl Iterator<Item = (Part, &str, Figures)> {
        let each = self.samples.iter();
        each.filter_map(|((part, name), samples)| Some((*part, name.as_str(), Figures::of(samples.clone())?)))
    }

    /// As lines to read.
    pub(crate) fn tell(&self) {
        println!(
            "\n{:<34} {:>6} {:>8} {:>8} {:>8} {:>8} {:>6}",
            "ms", "count", "p50", "p90", "p99", "max", "×"
        );
        for (_, name, figures) in self.rows() {
            println!("{}", figures.line(name));
        }
        for (part, name) in [(Part::Page, "all pages"), (Part::Round, "all rounds")] {
            if let Some(figures) = self.all(part) {
                println!("{}", figures.line(name));
            }
        }
        if let Some(figures) = Figures::of(self.own_lateness_us.clone()) {
            println!("{}", figures.line("how late the driver itself was"));
        }
        if let Some((ms, what)) = self.slowest.last() {
            println!("the slowest: {what}, {ms} ms");
        }
        for (name, value) in &self.facts {
            println!("{name}: {value:.1}");
        }
        if let Some(Growth { first_mb, last_mb }) = Growth::of(&self.looks) {
            println!("memory, once warm: {first_mb:.0} MB in the first third, {last_mb:.0} MB in the last");
        }
    }

    pub(crate) fn to_json(&self, asked: &Asked) -> String {
        let rows: Vec<Value> = self.rows().map(|(part, name, figures)| figures.json(part, name)).collect();
        let all = [(Part::Page, "all pages"), (Part::Round, "all rounds")];
        let sums: Vec<Value> =
            all.iter().filter_map(|(part, name)| Some(self.all(*part)?.json(*part, name))).collect();
        let facts: BTreeMap<&str, f64> = self.facts.iter().copied().collect();
        let whole = json!({
            "counsellors": asked.counsellors, "clients": asked.clients, "minutes": asked.minutes,
            "seed": asked.seed, "on": if asked.database.is_some() { "postgresql" } else { "file" },
            "load": machine::load(), "rows": rows, "sums": sums, "facts": facts,
            "growth": Growth::of(&self.looks), "looks": self.looks, "slowest": self.slowest.iter().rev().collect::<Vec<_>>(), "faults": self.faults,
            "wrong": self.wrong(!asked.untimed),
        });
        serde_json::to_string_pretty(&whole).expect("figures are JSON")
    }

    /// What is not good: any error, memory that grows, and, where time counts, pages of which some are much slower.
    pub(crate) fn wrong(&self, timed: bool) -> Vec<String> {
        let mut wrong: Vec<String> =
            self.faults.iter().take(TOLD).map(|(what, times)| format!("{times} × {what}")).collect();
        if self.faults.len() > TOLD {
            wrong.push(format!("and {} other errors", self.faults.len() - TOLD));
        }
        if self.all(Part::Page).is_none() || self.all(Part::Round).is_none() {
            wrong.push("no page, or no round, was answered".to_owned());
        }
        if !timed {
            return wrong;
        }
        let all = self.all(Part::Page);
        let usual = all.as_ref().map_or(0.0, |all| all.p50);
        let pages = self
            .rows()
            .filter(|(part, _, figures)| matches!(part, Part::Page | Part::Door) && figures.count >= ENOUGH);
        let mut judged: Vec<(String, Figures)> =
            pages.map(|(_, name, figures)| (name.to_owned(), figures)).collect();
        judged.extend(all.map(|all| ("all pages".to_owned(), all)));
        for (name, Figures { p50, p99, .. }) in judged {
            // A page that is quicker than others is not held to ten times its own quickness.
            let median = p50.max(usual);
            if p99 >= SPREAD * median {
                wrong.push(format!("{name}: p99 {p99:.1} ms is not under {SPREAD} × {median:.1} ms"));
            }
        }
        match Growth::of(&self.looks) {
            Some(growth) if !growth.grows() => {}
            Some(Growth { first_mb, last_mb }) => {
                wrong.push(format!("memory grows: {first_mb:.0} MB, and later {last_mb:.0} MB"));
            }
            None => wrong.push("memory was not looked at often enough".to_owned()),
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(slow: u64) -> Sheet {
        let mut sheet = Sheet::default();
        for at in 0..1_000_u64 {
            let took = Duration::from_millis(if at % 50 == 0 { slow } else { 10 });
            sheet.note(Part::Page, "client: today", took, &Ok(()));
            sheet.note(Part::Round, "phone: a round", took, &Ok(()));
            let mb = 400.0;
            sheet.looks.push(Look { seconds: 0.0, mb, open_files: 0, threads: 0, cpu_seconds: 0.0 });
        }
        sheet
    }

    #[test]
    fn an_even_hour_is_good() {
        assert_eq!(sheet(99).wrong(true), Vec::<String>::new());
    }

    #[test]
    fn a_quick_page_is_held_to_what_pages_usually_take() {
        let quick = |slow: u64| {
            let mut sheet = sheet(10);
            for at in 0..300_u64 {
                let took = Duration::from_millis(if at % 50 == 0 { slow } else { 1 });
                sheet.note(Part::Page, "client: a debt", took, &Ok(()));
            }
            sheet.wrong(true)
        };
        assert_eq!(quick(99), Vec::<String>::new());
        assert_eq!(quick(101), ["client: a debt: p99 101.0 ms is not under 10 × 10.0 ms"]);
    }

    #[test]
    fn slow_pages_are_wrong_where_time_counts() {
        let wrong = sheet(101).wrong(true);
        assert_eq!(wrong.len(), 2, "that page, and all of them: {wrong:?}");
        assert!(wrong[0].contains("p99 101.0 ms"), "{wrong:?}");
        assert_eq!(sheet(101).wrong(false), Vec::<String>::new());
    }

    #[test]
    fn any_error_is_wrong() {
        let mut broken = sheet(10);
        broken.note(Part::Page, "client: today", Duration::ZERO, &Err("answered with 500".to_owned()));
        assert_eq!(broken.wrong(false), ["1 × client: today: answered with 500"]);
        let mut told = sheet(10);
        told.hear_log(
            "{\"level\":\"INFO\",\"message\":\"answered\"}\n{\"level\":\"ERROR\",\"message\":\"store\"}",
        );
        assert_eq!(told.wrong(false), ["1 × the server's log: \"store\""]);
    }

    #[test]
    fn memory_that_grows_is_wrong_and_so_is_an_hour_without_pages() {
        let mut grown = sheet(10);
        for (at, look) in grown.looks.iter_mut().enumerate() {
            look.mb += at as f64;
        }
        assert_eq!(grown.wrong(true).len(), 1);
        assert_eq!(Sheet::default().wrong(false).len(), 1);
    }
}
