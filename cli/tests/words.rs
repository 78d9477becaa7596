//! Every key that the shell says has a sentence in every language.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use opstap::{Language, Words};

#[test]
fn every_key_of_the_shell_has_words() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut keys = BTreeSet::new();
    for folder in [source.clone(), source.join("commands")] {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let Ok(text) = fs::read_to_string(entry.path()) else { continue };
            // Between quotes, small letters and hyphens: a key, unless it is an option of clap.
            let quoted = text.split('"').skip(1).step_by(2);
            let is_key = |text: &&str| {
                text.contains('-')
                    && text.starts_with(|first: char| first.is_ascii_lowercase())
                    && text.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
            };
            let product = [
                "agenda",
                "attention",
                "audit",
                "bank",
                "budget",
                "caseload",
                "cli",
                "conflict",
                "error",
                "files",
                "goals",
                "looks",
                "marks",
                "talks",
                "form",
                "held",
                "messages",
                "pair",
                "preferences",
                "profile",
                "programme",
                "reminders",
                "revoked",
                "role",
                "search",
                "share",
                "status",
                "sync",
                "tips",
                "today",
                "wipe",
                "safety",
                "ui",
            ];
            let known = |key: &&str| product.contains(&key.split('-').next().unwrap_or_default());
            keys.extend(quoted.filter(is_key).filter(known).map(str::to_owned));
        }
    }
    assert!(keys.len() > 60, "the source is read: {keys:?}");
    for language in Language::ALL {
        let words = Words::new(language);
        let missing: Vec<&String> =
            keys.iter().filter(|key| !key.ends_with('-') && !words.has(key)).collect();
        assert!(missing.is_empty(), "{}.ftl lacks {missing:?}", language.code());
    }
}
