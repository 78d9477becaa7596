//! The first screen and the caseload over 200 cases of 500 records.

use std::collections::BTreeMap;
use std::time::Instant;

use opstap::CaseFilter;
use opstap_domain::ids::{Compartment, ScopeId};
use serde_json::json;
use uuid::Uuid;

use crate::seed::Item;
use crate::{device, machine, report::Report, seed};

const CASES: usize = 200;
const EACH: usize = 500;
const TIMES: usize = 300;
const OPENINGS: usize = 50;

pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = opstap_server::data::DataDir::at(&folder.path().join("server")).expect("a data folder");
    let now = opstap_server::serve::now_ms();
    let mut seeded = seed::cases(data.start().expect("an engine"), CASES, now);
    let tasks: Vec<String> = opstap_content::Package::embedded()
        .expect("the package is whole")
        .template("goed-begonnen")
        .expect("the programme is there")
        .phases
        .iter()
        .flat_map(|phase| phase.steps.iter().flat_map(|step| step.tasks.iter().map(|task| task.id.clone())))
        .collect();
    let cases = seeded.cases.clone();
    let counsellor = seeded.counsellor;
    seed::fill(
        &mut seeded,
        |at, number, now, id| item(cases[at], counsellor, &tasks, at, number, now, id),
        EACH,
    );
    let account = seeded.counsellor;
    let (device, _serving) = device::paired(seeded, account, &folder.path().join("device"));
    let case = device.cases()[CASES / 2];

    // The kernel counts in steps of its clock: the mean over many readings says more than each.
    let mean = |read: &dyn Fn()| -> u64 {
        let before = machine::thread_cpu_ns();
        (0..TIMES).for_each(|_| read());
        (machine::thread_cpu_ns() - before) / TIMES as u64
    };
    let ms = |ns: u64| ns as f64 / 1e6;
    let before = machine::thread_cpu_ns();
    let page = device.caseload(&CaseFilter::default(), None, 50).expect("a caseload");
    let first = machine::thread_cpu_ns() - before;
    assert_eq!((page.rows.len(), page.total), (50, CASES));
    let today = mean(&|| drop(device.today(Some(case)).expect("a first screen")));
    let page = mean(&|| drop(device.caseload(&CaseFilter::default(), None, 50).expect("a caseload")));
    let detail = format!("mean of {TIMES}; a case of {EACH} records among {CASES}");
    report.at_most("TodaySummary", ms(today), 2.0, "ms of CPU", &detail);
    let detail = format!(
        "mean of {TIMES}; {CASES} cases of {EACH} records; the very first reading {:.0} ms",
        ms(first)
    );
    report.at_most("CaseloadPage of 50 rows", ms(page), 5.0, "ms of CPU", &detail);
    drop(device);
    opening(report, &folder.path().join("device"), case);
}

/// The same tablet, closed and opened again with its key.
fn opening(report: &mut Report, home: &std::path::Path, case: Uuid) {
    let (mut opened, mut drawn) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        let begun = Instant::now();
        let device = device::open(home);
        opened.push(begun.elapsed().as_nanos() as u64);
        device.today(Some(case)).expect("a first screen");
        drawn.push(begun.elapsed().as_nanos() as u64);
    }
    let ((open, open99), (today, _)) = (machine::p50_p99(opened), machine::p50_p99(drawn));
    let ms = |ns: u64| ns as f64 / 1e6;
    let detail =
        format!("p50 of {OPENINGS}, p99 {:.1} ms; {CASES} cases of {EACH} records; wall time", ms(open99));
    report.at_most("opening with the key", ms(open), 30.0, "ms", &detail);
    report.tell("opening and the first screen of a case, p50", ms(today), "ms");
}

/// A mix as a case has after a year: 60 budget lines, tasks, 40 appointments, 40 facts, messages for the rest.
fn item(case: Uuid, author: Uuid, tasks: &[String], at: usize, number: usize, now: i64, id: Uuid) -> Item {
    let together = ScopeId::new(case, Compartment::Together);
    let day = 24 * 3600 * 1000;
    let of = |kind, units: Vec<(&str, serde_json::Value)>, id, compartment| Item {
        compartment,
        kind,
        id,
        units: units.into_iter().map(|(name, v)| (name.to_owned(), v)).collect::<BTreeMap<_, _>>(),
    };
    match number {
        0..60 => seed::budget_line(at, number, id),
        60..100 => {
            let when = json!({ "starts_at": now + (number as i64 - 80) * day, "zone": "Europe/Amsterdam" });
            let status = if number < 80 { "kept" } else { "confirmed" };
            of(
                "appointment",
                vec![("title", json!("Talk")), ("when", when), ("status", json!(status))],
                id,
                Compartment::Together,
            )
        }
        100..140 => {
            let value = json!({ "is": number, "since": "2026-11-01" });
            of(
                "fact",
                vec![("field", json!(format!("bench.field{number}"))), ("value", value)],
                id,
                Compartment::Money,
            )
        }
        _ if number - 140 < tasks.len() / 2 => {
            let run = together.derived_id("run/goed-begonnen");
            let key = &tasks[number - 140];
            let id = together.derived_id(&format!("task/{run}/{key}"));
            let progress = json!({ "state": "done", "at": now - day });
            of(
                "task",
                vec![("run", json!(run)), ("key", json!(key)), ("progress", progress)],
                id,
                Compartment::Together,
            )
        }
        _ => {
            let sent = now - (EACH - number) as i64 * day / 4;
            let body = format!("Message {number}: thank you, the letter has arrived and is in the folder.");
            of(
                "message",
                vec![("body", json!(body)), ("sent_at", json!(sent)), ("author", json!(author))],
                id,
                Compartment::Together,
            )
        }
    }
}
