//! What a crate never contains: the absences that make it easy to trust.

use crate::rust::{has_word, read, shipped};
use crate::tree::Tree;
use crate::{Against, against as found};

/// Clock, chance, and anything outside the process; order that changes from run to run.
const NO_WORLD: [&str; 14] = [
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "tokio",
    "rand",
    "getrandom",
    "HashMap",
    "HashSet",
];

/// Folder of sources, and the words that its code never uses.
const NEVER: [(&str, &[&str]); 16] = [
    ("core/domain/src/", &NO_WORLD),
    ("core/domain/src/", &["f32", "f64", "async", "rusqlite"]),
    ("core/bank/src/", &NO_WORLD),
    ("core/bank/src/", &["f32", "f64", "async", "rusqlite"]),
    ("core/sync/src/", &NO_WORLD),
    ("core/sync/src/", &["rusqlite", "async"]),
    ("core/store/src/", &["reqwest", "std::net", "tokio", "SystemTime"]),
    ("content/src/", &["SystemTime", "Instant::now", "Utc::now", "std::net", "tokio", "rusqlite"]),
    ("paper/src/", &NO_WORLD),
    ("paper/src/", &["rusqlite", "async"]),
    ("report/src/", &NO_WORLD),
    ("report/src/", &["rusqlite", "async"]),
    ("web/src/", &NO_WORLD),
    ("web/src/", &["rusqlite", "async"]),
    ("core/opstap/src/", &["rusqlite", "uniffi"]),
    ("cli/src/", &["rusqlite", "reqwest"]),
];

/// What phones carry sorts by `opstap_domain::order`, which weighs a tenth (ADR-0004).
const CARRIED: [&str; 3] = ["core/", "content/src/", "bindings/ffi/src/"];
/// Where the sort of the standard library is, the one that everybody shares.
const SORTS: &str = "core/domain/src/order.rs";
/// What names each kind of number that a reader may meet, and counts with none.
const NAMES: (&str, [&str; 2]) = ("core/domain/src/plain.rs", ["f32", "f64"]);

pub(crate) fn against(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (folder, never) in NEVER {
        for (path, source) in tree.rust(folder) {
            let code = read(shipped(path, source)).code;
            let named = |word: &str| path == NAMES.0 && NAMES.1.contains(&word);
            for word in never.iter().filter(|word| has_word(&code, word) && !named(word)) {
                all.push(found(path, format!("uses {word}")));
            }
        }
    }
    for (path, source) in CARRIED.iter().flat_map(|folder| tree.rust(folder)) {
        if read(shipped(path, source)).code.contains(".sort") && path != SORTS {
            all.push(found(path, "sorts with code of its own"));
        }
    }
    for (path, source) in tree.rust("") {
        if has_word(&read(source).code, "unsafe") {
            all.push(found(path, "uses unsafe"));
        }
    }
    all
}

#[test]
fn a_clock_in_the_domain_is_found() {
    let tree = Tree::invented(&[("core/domain/src/a.rs", "let now = std::time::SystemTime::now();")]);
    assert_eq!(against(&tree), [found("core/domain/src/a.rs", "uses SystemTime")]);
}

#[test]
fn a_float_in_the_domain_is_found_but_not_in_its_comments() {
    let tree = Tree::invented(&[("core/domain/src/a.rs", "// no f64\nfn a(x: f64) {}")]);
    assert_eq!(against(&tree), [found("core/domain/src/a.rs", "uses f64")]);
}

#[test]
fn unordered_maps_in_sync_are_found_unless_a_test_uses_them() {
    let source = "use std::collections::HashMap;";
    let tree = Tree::invented(&[("core/sync/src/a.rs", source), ("core/sync/src/a/tests.rs", source)]);
    assert_eq!(against(&tree), [found("core/sync/src/a.rs", "uses HashMap")]);
}

#[test]
fn unsafe_is_found_anywhere() {
    let planted = concat!("un", "safe { x() }");
    let tree = Tree::invented(&[("server/src/a.rs", planted)]);
    assert_eq!(against(&tree).len(), 1);
}

#[test]
fn a_sort_that_phones_would_carry_is_found() {
    let source = "fn a(list: &mut [u8]) { list.sort_unstable(); }";
    let tree = Tree::invented(&[("core/store/src/a.rs", source), ("server/src/a.rs", source)]);
    assert_eq!(against(&tree), [found("core/store/src/a.rs", "sorts with code of its own")]);
}
