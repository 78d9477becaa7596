//! How cost grows: with the cases of a tablet, and with the devices of a server. A table, and two pictures.

use std::fmt::Write as _;
use std::path::Path;

use opstap::{CaseFilter, LineEntry};
use opstap_server::data::DataDir;
use opstap_server::serve::now_ms;

use crate::crowd::{Crowd, settle};
use crate::plot::Plot;
use crate::{device, machine, seed};

const CASES: [usize; 4] = [1, 10, 100, 1_000];
/// Records of each case.
const EACH: usize = 100;
const DEVICES: [usize; 4] = [10, 100, 1_000, 10_000];
const ROUNDS: u64 = 4_000;
const TIMES: usize = 100;
const LONG_ENOUGH: std::time::Duration = std::time::Duration::from_millis(500);

/// What a tablet with so many cases costs, in microseconds of CPU, and how it is called.
const OF_A_TABLET: [&str; 5] = [
    "first sync, for each record",
    "an edit",
    "the first screen of a case",
    "the list of cases",
    "a round without news",
];
const OF_A_SERVER: [&str; 3] = ["a round that only asks", "a round with one new record", "memory, MB"];

/// Measures, prints both tables, and draws them into a folder.
pub(crate) fn measure(folder: Option<&str>) {
    println!("growth · load {} at the beginning\n", machine::load());
    let tablet: Vec<[f64; 5]> = CASES.iter().map(|cases| tablet(*cases)).collect();
    println!("{}", table("cases of a tablet, 100 records each; µs of CPU", &CASES, &OF_A_TABLET, &tablet));
    let server: Vec<[f64; 3]> = DEVICES.iter().map(|devices| server(*devices)).collect();
    println!("{}", table("devices of a server; µs of CPU", &DEVICES, &OF_A_SERVER, &server));
    println!("load {} at the end", machine::load());
    let Some(folder) = folder else { return };
    std::fs::create_dir_all(folder).expect("a folder");
    let picture =
        |name: &str, title: &str, below: &str, at: &[usize], names: &[&str], rows: Vec<Vec<f64>>| {
            let lines = names.iter().enumerate().map(|(line, name)| {
                let points = at.iter().zip(&rows).map(|(at, row)| (*at as f64, row[line])).collect();
                ((*name).to_owned(), points)
            });
            let plot = Plot { title, below, beside: "µs of CPU", lines: lines.collect() };
            std::fs::write(Path::new(folder).join(name), plot.to_svg()).expect("a picture");
        };
    let rows = |rows: Vec<&[f64]>| rows.into_iter().map(<[f64]>::to_vec).collect::<Vec<_>>();
    let first = rows(tablet.iter().map(|row| &row[..]).collect());
    picture("tablet.svg", "What a tablet spends", "cases, 100 records each", &CASES, &OF_A_TABLET, first);
    let second = rows(server.iter().map(|row| &row[..2]).collect());
    picture("server.svg", "What a server spends", "devices", &DEVICES, &OF_A_SERVER[..2], second);
}

fn table<const N: usize>(title: &str, at: &[usize], names: &[&str; N], rows: &[[f64; N]]) -> String {
    let mut text =
        format!("| {title} | {} |\n|---|", at.iter().map(usize::to_string).collect::<Vec<_>>().join(" | "));
    text += &"---|".repeat(at.len());
    for (line, name) in names.iter().enumerate() {
        let cells = rows.iter().map(|row| format!(" {:.*} |", usize::from(row[line] < 10.0), row[line]));
        let _ = write!(text, "\n| {name} |{}", cells.collect::<String>());
    }
    text + "\n"
}

fn tablet(cases: usize) -> [f64; 5] {
    let folder = tempfile::tempdir().expect("a folder");
    let data = DataDir::at(&folder.path().join("server")).expect("a data folder");
    let mut seeded = seed::cases(data.start().expect("an engine"), cases, now_ms());
    seed::fill(&mut seeded, |at, number, _, id| seed::budget_line(at, number, id), EACH);
    let code = seed::code(&mut seeded.engine, seeded.counsellor, seeded.now);
    let (url, _serving) = seed::serve(seeded.engine);

    let home = folder.path().join("device");
    let device = device::open(&home);
    // A runtime of this thread alone: what the device spends is what this thread spends.
    let own = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    own.block_on(device.pair(&url, &code, "bench")).expect("the device pairs");
    // The kernel counts in steps of its clock: what is short is done for longer.
    let us = |work: &mut dyn FnMut(), least: usize| {
        let (before, began, mut times) = (machine::thread_cpu_ns(), std::time::Instant::now(), 0);
        while times < least || (least > 1 && began.elapsed() < LONG_ENOUGH) {
            work();
            times += 1;
        }
        (machine::thread_cpu_ns() - before) as f64 / 1e3 / times as f64
    };
    let mut records = 0;
    let first = us(&mut || records += own.block_on(device.sync()).expect("the device syncs").pulled, 1);
    let case = device.cases()[cases / 2];
    // The first reading after a sync makes what later ones keep.
    device.caseload(&CaseFilter::default(), None, 50).expect("a caseload");
    let mut number = 0;
    let edit = us(
        &mut || {
            number += 1;
            let entry =
                LineEntry { category: "huur".into(), typed: number.to_string(), ..LineEntry::default() };
            device.set_budget_line(Some(case), &entry).expect("an edit");
        },
        TIMES,
    );
    let today = us(&mut || drop(device.today(Some(case)).expect("a first screen")), TIMES);
    let list =
        us(&mut || drop(device.caseload(&CaseFilter::default(), None, 50).expect("a caseload")), TIMES);
    own.block_on(device.sync()).expect("the device syncs");
    let round = us(
        &mut || {
            own.block_on(device.sync()).expect("the device syncs");
        },
        TIMES,
    );
    [first / records as f64, edit, today, list, round]
}

fn server(devices: usize) -> [f64; 3] {
    let folder = tempfile::tempdir().expect("a folder");
    let data = DataDir::at(folder.path()).expect("a data folder");
    let codes = settle(&data, devices);
    let mut crowd = Crowd::gather(folder.path(), &codes);
    let read = crowd.phase("read", ROUNDS, 0).us_a_round();
    let write = crowd.phase("write", ROUNDS, 0).us_a_round();
    [read, write, crowd.memory().1]
}
