//! What phones say: no word that they need stands among those that they do not carry.

use crate::rust::{read, shipped};
use crate::tree::Tree;
use crate::{Against, against as found};

/// Words that a phone does not carry. What editors read is beside them, and said by rules of `domain` that nobody else asks.
const ELSEWHERE: &str = "content/words/nl-pages.ftl";

/// Words that a phone carries.
const CARRIES: &str = "content/words/nl.ftl";

/// What goes to phones: sources of the library, and of the shells.
const CARRIED: [&str; 4] = ["core/", "bindings/", "android/", "ios/"];

/// What the library has for others (`core/opstap/Cargo.toml`).
const FEATURES: [&str; 4] = ["audit", "bank", "desk", "editors"];

/// Words that a phone's sources name and a phone does not carry.
pub(crate) fn left_behind(tree: &Tree) -> Vec<Against> {
    let elsewhere: Vec<&str> = tree.get(ELSEWHERE).unwrap_or_default().lines().filter_map(key).collect();
    let others = others(tree);
    let mut all = Vec::new();
    for (path, source) in &tree.files {
        let is_code = [".rs", ".kt", ".swift"].iter().any(|ending| path.ends_with(ending));
        let carried = is_code && CARRIED.iter().any(|folder| path.starts_with(folder));
        if !carried
            || path.starts_with("core/bank/")
            || is_test(path)
            || others.iter().any(|other| path.starts_with(other))
        {
            continue;
        }
        for (line, text) in read(shipped(path, source)).texts {
            if elsewhere.contains(&text.as_str()) {
                all.push(found(path.clone(), format!("line {line} says {text}, which phones do not carry")));
            }
        }
    }
    all
}

/// Words that a shell names and does not get: the library gives it those that begin with `ui-`.
pub(crate) fn unsaid_by_shells(tree: &Tree) -> Vec<Against> {
    let keys: Vec<&str> = tree.get(CARRIES).unwrap_or_default().lines().filter_map(key).collect();
    let mut all = Vec::new();
    for (path, source) in &tree.files {
        let is_shell = [("android/", ".kt"), ("ios/", ".swift")]
            .iter()
            .any(|(folder, ending)| path.starts_with(folder) && path.ends_with(ending));
        if !is_shell || is_test(path) {
            continue;
        }
        for (line, text) in read(source).texts {
            let (own, known) = (text.starts_with("ui-"), keys.contains(&text.as_str()));
            // What is put together there is one of several.
            if own != known && !(own && (text.ends_with('-') || text.contains(['$', '(']))) {
                all.push(found(path.clone(), format!("line {line} says {text}, which shells do not get")));
            }
        }
    }
    all
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.contains("/test/") || path.contains("/Tests/") || path.contains("Test")
}

fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    key.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
        .then_some(key)
}

/// Where modules lie that one of the [`FEATURES`] brings.
fn others(tree: &Tree) -> Vec<String> {
    let mut all = Vec::new();
    for (path, source) in tree.rust("core/") {
        let folder = path.strip_suffix("/lib.rs").or_else(|| path.strip_suffix(".rs")).unwrap_or(path);
        let mut lines = source.lines().peekable();
        while let Some(line) = lines.next() {
            let gate =
                FEATURES.iter().any(|feature| line.trim() == format!("#[cfg(feature = \"{feature}\")]"));
            let module = lines.peek().and_then(|next| {
                let next =
                    next.strip_prefix("pub ").or_else(|| next.strip_prefix("pub(crate) ")).unwrap_or(next);
                next.strip_prefix("mod ")?.strip_suffix(';')
            });
            if let Some(module) = module.filter(|_| gate) {
                all.push(format!("{folder}/{module}."));
                all.push(format!("{folder}/{module}/"));
            }
        }
    }
    all
}

#[test]
fn a_word_that_a_phone_needs_is_missed() {
    let words =
        ("content/words/nl-pages.ftl", "# Pages\n\nweb-save = Bewaar\nweb-count =\n    { $count ->\n");
    let gate = "#[cfg(feature = \"bank\")]\nmod bank;\npub mod agenda;\n";
    let says = |text: &str| format!("fn say() {{ words.text(\"{text}\") }}\n");
    let (save, count, other) = (says("web-save"), says("web-count"), says("web-other"));
    let tree = Tree::invented(&[
        words,
        ("core/opstap/src/lib.rs", gate),
        ("core/opstap/src/bank.rs", &save),
        ("core/opstap/src/bank/reading.rs", &save),
        ("core/opstap/src/agenda.rs", &count),
        ("core/opstap/src/other.rs", &other),
        ("android/ui/src/main/kotlin/Save.kt", &save),
        ("web/src/lib.rs", &save),
    ]);
    let places: Vec<String> = left_behind(&tree).into_iter().map(|one| one.place).collect();
    assert_eq!(places, ["core/opstap/src/agenda.rs", "android/ui/src/main/kotlin/Save.kt"]);
}

#[test]
fn a_word_that_a_shell_does_not_get_is_found() {
    let tree = Tree::invented(&[
        ("content/words/nl.ftl", "moments-title = Kies\nui-agenda = Agenda\n"),
        ("android/ui/src/main/A.kt", "words[\"moments-title\"] words[\"ui-agenda\"] go(\"page/moments\")"),
        ("ios/App/A.swift", "Say(\"ui-gone\")"),
    ]);
    let found = unsaid_by_shells(&tree);
    assert_eq!(found.len(), 2, "{found:?}");
}
