//! libFuzzer over every byte that comes from outside, with the stable compiler.
//!
//! `fuzz/` has the layout of cargo-fuzz, and works with it. Here the coverage that libFuzzer steers by comes from
//! LLVM's pass alone: no nightly compiler, and no address sanitizer, of which a house without `unsafe` has little.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::kotlin::target;
use crate::run::{Outcome, cargo};
use crate::tools;

/// Each runs alone in a process; two at a time.
const TARGETS: [&str; 10] = [
    "server_round",
    "device_answer",
    "content_records",
    "pairing_link",
    "nudge_stream",
    "push_address",
    "blob_headers",
    "bank_file",
    "mail_answer",
    "logo",
];

/// Seconds of each in a test run.
const SECONDS: u64 = 30;

/// What counts the branches that an input takes.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Builds the targets and runs each, from its kept corpus.
pub(crate) fn run(rest: &[String]) -> Outcome {
    let seconds = rest.first().and_then(|word| word.parse().ok()).unwrap_or(SECONDS);
    let done = |good, closing| Outcome { name: "fuzz", good, counts: None, closing };
    if !tools::has("c++", &["--version"]) {
        return done(true, vec!["left out: libFuzzer needs a C++ compiler".to_owned()]);
    }
    let Some(host) = host() else { return done(false, vec!["rustc does not say its host".to_owned()]) };
    let build = [
        "build",
        "--release",
        "--manifest-path",
        "fuzz/Cargo.toml",
        "--target",
        &host,
        "--target-dir",
        "target/fuzz",
    ];
    let mut step = cargo("fuzz targets", &build).with("RUSTFLAGS", COVERAGE);
    if let Some(ciphers) = ciphers() {
        step = step
            .with("OPENSSL_NO_VENDOR", "1")
            .with("OPENSSL_STATIC", "1")
            .with("OPENSSL_DIR", &ciphers.display().to_string());
    }
    let built = step.run();
    if !built.good {
        return Outcome { name: "fuzz", ..built };
    }
    let programs = Path::new("target/fuzz").join(host).join("release");
    let mut closing = Vec::new();
    let mut good = true;
    for pair in TARGETS.chunks(2) {
        let ran = std::thread::scope(|scope| {
            let programs = &programs;
            let running: Vec<_> =
                pair.iter().map(|name| scope.spawn(move || one(programs, name, seconds))).collect();
            running
                .into_iter()
                .map(|one| one.join().unwrap_or_else(|_| Err("broke off".to_owned())))
                .collect::<Vec<_>>()
        });
        for (name, ran) in pair.iter().zip(ran) {
            let line = match ran {
                Ok(runs) => format!("{name}: {runs}"),
                Err(why) => {
                    good = false;
                    format!("{name}: {why}")
                }
            };
            println!("{line}");
            closing.push(line);
        }
    }
    done(good, closing)
}

/// The OpenSSL that the tests built: C takes no part in what is counted, and building it again takes minutes.
fn ciphers() -> Option<PathBuf> {
    let built = std::fs::read_dir(target().join("debug/build")).ok()?.flatten().map(|entry| entry.path());
    let named = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("openssl-sys-"))
    };
    let installs = built.filter(named).map(|path| path.join("out/openssl-build/install"));
    let ready =
        |path: &PathBuf| ["lib", "lib64"].iter().any(|lib| path.join(lib).join("libcrypto.a").is_file());
    installs.filter(ready).max()
}

/// Runs one; says how many inputs it took, or where the one is that broke it.
fn one(programs: &Path, name: &str, seconds: u64) -> Result<String, String> {
    let found = PathBuf::from("target/fuzz/found").join(name);
    let kept = Path::new("fuzz/corpus").join(name);
    std::fs::create_dir_all(&found).map_err(|why| why.to_string())?;
    let output = Command::new(programs.join(name))
        .arg(&found)
        .arg(&kept)
        .args([format!("-max_total_time={seconds}"), "-rss_limit_mb=2048".into(), "-timeout=10".into()])
        .args(["-print_final_stats=1".to_owned(), format!("-artifact_prefix={}/", found.display())])
        .stdin(Stdio::null())
        .output()
        .map_err(|why| why.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    let number = |of: &str| said.lines().find_map(|line| line.strip_prefix(of)).map_or("?", str::trim);
    if output.status.success() {
        let (runs, new) = (number("stat::number_of_executed_units:"), number("stat::new_units_added:"));
        return Ok(format!("{runs} inputs in {seconds} s, {new} that went somewhere new"));
    }
    let lines: Vec<&str> = said.lines().collect();
    Err(lines[lines.len().saturating_sub(30)..].join("\n"))
}

pub(crate) fn host() -> Option<String> {
    let output = Command::new("rustc").arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}
