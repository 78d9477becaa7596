//! The driver of `cargo xtask load` with an hour of seconds: it finds nothing wrong with a good server, and says what is wrong
//! with one that loses everybody's session. Nothing here is judged by time.
#![allow(clippy::unwrap_used, missing_docs)]

use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_opstap-bench");

fn hour(more: &[&str]) -> Output {
    let small = ["load", "--counsellors", "3", "--clients", "40", "--minutes", "0.1", "--untimed"];
    Command::new(PROGRAM).args(small).args(["--server", PROGRAM]).args(more).output().unwrap()
}

#[test]
fn a_small_hour_is_played_to_its_end_and_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figures.json");
    let played = hour(&["--json", file.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&played.stdout);
    assert!(played.status.success(), "{said}\n{}", String::from_utf8_lossy(&played.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(figures["faults"], serde_json::json!({}));
    let count = |at: usize| figures["sums"][at]["count"].as_u64().unwrap();
    assert!(count(0) > 50 && count(1) >= 36 * 4, "pages and rounds: {}", figures["sums"]);
    assert!(figures["looks"].as_array().unwrap().iter().all(|look| look["mb"].as_f64().unwrap() > 1.0));
}

#[test]
fn an_hour_in_which_sessions_are_lost_fails_and_says_so() {
    let played = hour(&["--spoil"]);
    let said = String::from_utf8_lossy(&played.stdout);
    assert!(!played.status.success() && said.contains("× counsellor: clients: answered with 401"), "{said}");
}

#[test]
fn what_is_not_understood_is_not_played() {
    for wrong in
        [&["--minutes", "0"][..], &["--minutes", "soon"], &["--clients", "2"], &["--fast"], &["--seed"]]
    {
        let played = hour(wrong);
        assert!(!played.status.success() && played.stdout.is_empty(), "{wrong:?}");
    }
}
