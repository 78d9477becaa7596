//! Every command we use, so that nobody has to remember one.
//!
//! `cargo xtask help` lists them. Standard library only: this builds in a moment, also on a machine
//! that still lacks what the rest needs.

mod android;
mod api;
mod apple;
mod bindings;
mod browser;
mod commands;
mod coverage;
mod fuzz;
mod kotlin;
mod linked;
mod mail;
mod phones;
mod postgres;
mod programs;
mod python;
mod run;
mod screens;
mod ship;
mod size;
mod slim;
mod swift;
mod tally;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask check [--write]                format, lints, house rules, documentation; write mends
cargo xtask test                           check, every test, and the simulation; what CI runs
cargo xtask test --database URL            the conformance suite on that PostgreSQL, also one with Citus
cargo xtask sim --seeds N [--from K]       devices and a server over a bad network, by seed
cargo xtask chaos --rounds N [--seed S]    real processes that are killed, cut off, full and restored
            … --database URL               either of them, with that PostgreSQL behind the server
cargo xtask fuzz [SECONDS]                 every byte that comes from outside, by libFuzzer
cargo xtask coverage                       lines of the domain that its tests run; fewer than 95 % fails
cargo xtask bench [--json FILE]            what is fast
cargo xtask bench device|server|pushes|pgbench  a part of that
cargo xtask bench scale [URL]              what one server carries, on a file or on an empty PostgreSQL
cargo xtask bench growth [FOLDER]          how cost grows with cases and devices, as tables and pictures
cargo xtask load [--minutes N] [--json FILE]  200 counsellors and 5,000 clients in an hour's pattern, played in 6 minutes
            … --database URL               the same on an empty PostgreSQL; docs/performance.md has all options
cargo xtask demo [--once] [--port P]       a week with invented people, in the terminal
cargo xtask swift [bench|screens]          Swift: tests of the bindings and of the iOS screen models
cargo xtask bindings [LANGUAGE…] [--write] the surface in Kotlin, Swift and Python; write keeps its signatures
cargo xtask kotlin [bench]                 Kotlin's tests, or its figures, over the generated bindings
cargo xtask python                         Python's tests, and the scenarios with the library that ships
cargo xtask mail                           a mail and an agenda server for the tests, made ready; `test` does it too
cargo xtask android                        Android's screens, its app's tests, and its window compiled
cargo xtask package kotlin                 a jar with the library of this machine
cargo xtask package android [--check]      the library for phones; check: a signed package without it
cargo xtask phones                         our crates as phones compile them: types only, nothing linked
cargo xtask size                           bytes of the library for phones, by crate
cargo xtask package apple                  the XCFramework, on a Mac; elsewhere it says what is missing
cargo xtask package python                 the wheel, small
cargo xtask browser [pictures]             pages in a real browser; pictures draws them into docs/pictures/web
cargo xtask api                            the API by the government's rules, and a real server by its description
cargo xtask pictures                       every screen of Android, drawn from real data into docs/pictures
cargo xtask help                           this";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = arguments.split_first().map_or(("help", &[][..]), |(one, rest)| (one, rest));
    let good = match command {
        "check" => commands::check(rest),
        "test" => commands::test(rest),
        "sim" => commands::sim(rest),
        "chaos" => commands::chaos(rest),
        "fuzz" => commands::fuzz(rest),
        "coverage" => tools::ready() && coverage::command(),
        "bench" => commands::bench(rest),
        "load" => commands::load(rest),
        "demo" => commands::demo(rest),
        "pictures" => commands::pictures(),
        "browser" => commands::browser(rest),
        "api" => commands::api(),
        "swift" => commands::swift(rest),
        "kotlin" => commands::kotlin(rest),
        "python" => tools::ready() && commands::python(),
        "mail" => mail::ready(),
        "android" => commands::android(),
        "bindings" => tools::ready() && bindings::command(rest),
        "phones" => tools::ready() && phones::command(),
        "size" => tools::ready() && size::command(),
        "package" => match rest.first().map(String::as_str) {
            Some("kotlin") => kotlin::package(),
            Some("android") => android::package(&rest[1..]),
            Some("apple") => apple::package(),
            Some("python") => python::package(),
            _ => {
                eprintln!("Package what: kotlin, android, apple or python?");
                false
            }
        },
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            true
        }
        other => {
            eprintln!("There is no command {other}.\n\n{HELP}");
            false
        }
    };
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
