//! The book: its Rust runs, and the code that it shows of Rust and Python is the code that runs. Kotlin and Swift
//! compare theirs in their own tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::path::Path;

use opstap_tests::town::{Town, key};

#[allow(dead_code, unreachable_pub, reason = "it is a program of its own, with a main for people")]
#[path = "../../core/opstap/examples/first_sync.rs"]
mod first_sync;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

#[tokio::test]
async fn the_first_sync_of_the_book_runs() {
    let town = Town::new();
    let _serving = town.serve();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    let code = town.code(town.client);
    let greeting = first_sync::first_sync(&place, key(), &town.url(), &code).await.unwrap();
    assert!(greeting.contains("Noor"), "{greeting}");
}

#[test]
fn the_book_shows_what_runs_in_under_forty_lines() {
    let shown = [
        ("docs/book/embedding/rust.md", "rust", "core/opstap/examples/first_sync.rs"),
        ("docs/book/embedding/python.md", "python", "bindings/python/examples/first_sync.py"),
    ];
    for (chapter, language, source) in shown {
        let (chapter_text, code) = (read(chapter), read(source));
        assert!(code.lines().count() < 40, "{source} is long");
        let fence = format!("```{language}\n{code}```\n");
        assert!(chapter_text.contains(&fence), "{chapter} does not show {source} as it is");
    }
}
