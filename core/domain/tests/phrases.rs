//! Each phrase that the code makes stands in the list, with its arguments, and the other way round.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use opstap_domain::phrase::PHRASES;

/// Keys that are looked up as an argument or built from a field name, so that no `Phrase::new` names them.
const LOOKED_UP: [&str; 3] = ["fact-", "operator-", "answer-"];

#[test]
fn the_list_of_phrases_is_what_the_code_says() {
    let mut said: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    for file in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        for (key, args) in phrases(&std::fs::read_to_string(file).unwrap()) {
            said.entry(key).or_default().insert(args);
        }
    }
    for (key, ways) in &said {
        assert_eq!(ways.len(), 1, "{key} is said with different arguments");
    }
    let listed: BTreeMap<String, BTreeSet<Vec<String>>> = PHRASES
        .iter()
        .filter(|(key, _)| !LOOKED_UP.iter().any(|start| key.starts_with(start)))
        .map(|(key, args)| {
            ((*key).to_owned(), BTreeSet::from([args.iter().map(|arg| (*arg).to_owned()).collect()]))
        })
        .collect();
    assert_eq!(said, listed);
}

#[test]
fn the_list_is_sorted_and_names_each_key_once() {
    assert!(PHRASES.windows(2).all(|two| two[0].0 < two[1].0));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    files.filter(|path| !path.ends_with("tests.rs")).collect()
}

/// Finds `Phrase::new("key").with("arg", …)…`, whatever stands between the brackets.
fn phrases(source: &str) -> Vec<(String, Vec<String>)> {
    let starts = source.split("Phrase::new(\"").skip(1);
    let found = starts.map(|rest| {
        let (key, mut rest) = rest.split_once('"').unwrap();
        let mut args = vec![];
        rest = rest.trim_start().trim_start_matches(')');
        while let Some(after) = rest.trim_start().strip_prefix(".with(") {
            let (_, after) = after.split_once('"').unwrap();
            let (arg, after) = after.split_once('"').unwrap();
            args.push(arg.to_owned());
            rest = after_bracket(after);
        }
        (key.to_owned(), args)
    });
    found.collect()
}

fn after_bracket(text: &str) -> &str {
    let mut depth = 1;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}
