//! Words in their place, names that say something, and no trace of anybody's machine.

use crate::rust::{read, shipped};
use crate::tree::Tree;
use crate::{Against, against as found};

/// Common in Dutch sentences, and no words in English ones.
const DUTCH: [&str; 12] =
    ["je", "jij", "jouw", "het", "een", "niet", "geen", "wij", "wordt", "voor", "naar", "deze"];

/// A sentence for people that stands in code instead of in `content/`.
pub(crate) fn dutch_in_code(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, source) in tree.rust("").filter(|(path, _)| !path.starts_with("content/")) {
        for (line, text) in read(shipped(path, source)).texts {
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            if words.len() >= 3 && words.iter().any(|word| DUTCH.contains(&word.as_str())) {
                all.push(found(path, format!("line {line} holds a Dutch sentence: {text}")));
            }
        }
    }
    all
}

/// Modules that say nothing of what is in them.
pub(crate) fn drawers(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, _) in tree.rust("") {
        let bare = path.trim_end_matches(".rs");
        for name in ["util", "utils", "common", "helper", "helpers", "misc"] {
            if bare.split('/').any(|part| part == name) {
                all.push(found(path, format!("is called {name}; name what it is about")));
            }
        }
    }
    all
}

/// Absolute paths and inner hosts of a machine. Written in halves, so that this file passes.
const PATHS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
const HOSTS: [&str; 6] = ["artifactory", "nexus", concat!("mir", "ror"), "proxy", "registry", ".internal"];

pub(crate) fn machine(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, text) in &tree.files {
        for (number, line) in text.lines().enumerate() {
            for word in PATHS.iter().filter(|word| line.contains(**word)) {
                all.push(found(path, format!("line {} names a folder of a machine: {word}", number + 1)));
            }
            for host in hosts(line) {
                if HOSTS.iter().any(|word| host.contains(word)) {
                    all.push(found(path, format!("line {} names a host: {host}", number + 1)));
                }
            }
        }
    }
    all
}

/// Hosts of the addresses in a line.
fn hosts(line: &str) -> Vec<String> {
    let parts = line.split("://").skip(1);
    let host =
        |part: &str| part.split(['/', '"', '\'', ' ', ')', '`', '>']).next().unwrap_or_default().to_owned();
    parts.map(host).collect()
}

/// A library says on its first page what it is for and what it refuses to know.
pub(crate) fn pages(tree: &Tree) -> Vec<Against> {
    let libraries = tree.rust("").filter(|(path, _)| path.ends_with("/src/lib.rs"));
    let short =
        libraries.filter(|(_, text)| text.lines().take_while(|line| line.starts_with("//!")).count() < 3);
    short.map(|(path, _)| found(path, "does not open with a page of `//!`")).collect()
}

#[test]
fn a_dutch_sentence_in_code_is_found() {
    let source = "/// Zegt dat het kan.\nfn a() { say(\"Dit kan je nu doen\"); say(\"het\"); }";
    let tree = Tree::invented(&[("cli/src/a.rs", source), ("content/src/a.rs", source)]);
    assert_eq!(dutch_in_code(&tree).len(), 1);
}

#[test]
fn a_drawer_is_found() {
    assert_eq!(
        drawers(&Tree::invented(&[("cli/src/utils.rs", ""), ("server/src/common/a.rs", "")])).len(),
        2
    );
}

#[test]
fn a_machine_is_found() {
    let path = format!("cd {}main", PATHS[0]);
    let tree =
        Tree::invented(&[("a.md", &path), ("b.toml", concat!("url = \"https://nex", "us.example/x\""))]);
    assert_eq!(machine(&tree).len(), 2);
    assert_eq!(machine(&Tree::invented(&[("c.md", "see https://crates.io/crates/serde")])), []);
}

#[test]
fn a_library_without_a_page_is_found() {
    let tree =
        Tree::invented(&[("web/src/lib.rs", "//! Being laid.\n"), ("a/src/lib.rs", "//! A\n//!\n//! B\n")]);
    assert_eq!(pages(&tree), [found("web/src/lib.rs", "does not open with a page of `//!`")]);
}
