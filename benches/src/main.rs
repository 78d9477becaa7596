//! What is fast, side by side with what it is compared with, in one run of one program.
//!
//! Every figure is a ratio to a raw floor that does the bare minimum with the same libraries: rusqlite and
//! SQLCipher with the same durability and prepared statements, axum and reqwest moving the same bytes. CPU
//! seconds and bytes, because wall times of a busy machine say little.
//!
//! `cargo xtask bench [--json FILE]` runs it, and `device`, `server`, `pushes` or `pgbench` a part of it; `scale [postgres://…]` asks
//! what one server carries; `load` plays an organisation's busiest hour and fails when it is not good; `growth [FOLDER]` asks how
//! cost grows, and draws it. Children of itself play the devices and the
//! server, so that their memory and CPU are their own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::format_collect,
    clippy::semicolon_if_nothing_returned,
    reason = "a bench that cannot go on has nothing to say but where it stopped"
)]

mod bank_import;
mod callers;
#[path = "../../server/tests/cluster/mod.rs"]
mod cluster;
mod crowd;
mod device;
mod edit;
mod examples;
mod first_sync;
mod floor;
mod growth;
mod household;
mod idle;
mod load;
mod machine;
mod one_field;
mod pgbench;
mod plot;
mod proxy;
mod pushes;
mod reads;
mod recomputed;
mod report;
mod scale;
mod seed;
mod usable;

use std::process::ExitCode;

use report::Report;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        // The server itself, for a test that has no other program of it.
        ["--data", ..] => return opstap_server::cli::main(),
        ["load", rest @ ..] => {
            return if load::measure(rest) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        ["device", home, server, code] => device::first_sync(home, server, code),
        ["floor-device", home, server] => floor::first_sync(home, server),
        ["callers", server, what] => callers::run(server, what),
        ["serve", folder] => crowd::serve(folder),
        ["crowd", server] => crowd::run(server),
        ["usable", home, server, code] => usable::run(home, server, code),
        ["device"] => only(of_a_device),
        ["server"] => only(of_the_server),
        ["pushes"] => only(pushes::measure),
        ["pgbench"] => only(pgbench::measure),
        ["growth"] => growth::measure(None),
        ["growth", folder] => growth::measure(Some(folder)),
        ["scale"] => scale::measure(None),
        ["scale", database] => scale::measure(Some(database)),
        _ => run(words.iter().position(|word| *word == "--json").and_then(|at| args.get(at + 1))),
    }
    ExitCode::SUCCESS
}

/// What concerns the server.
fn of_the_server(report: &mut Report) {
    usable::measure(report);
    pushes::measure(report);
    idle::measure(report);
    if pgbench::is_there() {
        pgbench::measure(report);
    }
}

/// What one device does by itself.
fn of_a_device(report: &mut Report) {
    recomputed::measure(report);
    bank_import::measure(report);
    examples::measure(report);
}

/// One part alone.
fn only(part: fn(&mut Report)) {
    let mut report = Report::begin();
    part(&mut report);
    report.end();
}

fn run(json: Option<&String>) {
    let mut report = Report::begin();
    edit::measure(&mut report);
    one_field::measure(&mut report);
    first_sync::measure(&mut report);
    reads::measure(&mut report);
    of_a_device(&mut report);
    of_the_server(&mut report);
    report.end();
    if let Some(path) = json {
        std::fs::write(path, report.to_json()).expect("the report's file can be written");
    }
}
