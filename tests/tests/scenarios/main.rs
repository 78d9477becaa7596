//! Plays `tests/scenarios/*.json` in Rust over the exported surface, with the real library and a real server.
//! The README there says how a scenario is written; Kotlin, Swift and Python play the same files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "tests")]

mod debts;
mod device;
mod pages;
mod photo;
mod planning;
mod session;
mod story;
mod tree;

use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

#[tokio::test]
async fn every_scenario_ends_as_it_should() {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    assert!(files.len() >= 9, "the set of the issue");
    for file in files {
        let only = std::env::var("SCENARIO").ok();
        if only.is_some_and(|only| !file.ends_with(format!("{only}.json"))) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        story::play(&serde_json::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", file.display())))
            .await;
        println!("{} played", file.file_stem().unwrap().display());
    }
}
