//! Who may know whom, and whether anybody uses what was asked for.

use crate::rust::{has_word, read};
use crate::tree::Tree;
use crate::{Against, against as found};

/// Each crate's folder, and which crates of ours it may use when it ships.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("core/domain", &[]),
    ("core/bank", &["opstap-domain"]),
    ("core/sync", &["opstap-domain"]),
    ("core/store", &["opstap-domain", "opstap-sync"]),
    ("content", &["opstap-domain"]),
    ("core/opstap", &["opstap-domain", "opstap-bank", "opstap-sync", "opstap-store", "opstap-content"]),
    ("paper", &[]),
    ("report", &["opstap", "opstap-paper"]),
    ("cli", &["opstap", "opstap-report"]),
    ("server", &["opstap-domain", "opstap-sync", "opstap-content", "opstap", "opstap-report", "opstap-web"]),
    ("web", &["opstap"]),
    ("bindings/ffi", &["opstap", "opstap-report"]),
    ("bindings/bindgen", &[]),
    ("xtask", &[]),
];

pub(crate) fn against(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (folder, may) in MAY_USE {
        let path = format!("{folder}/Cargo.toml");
        let Some(manifest) = tree.get(&path) else { continue };
        for (section, name) in dependencies(manifest) {
            let ours = name == "opstap" || name.starts_with("opstap-");
            if ours && section != "dev-dependencies" && !may.contains(&name.as_str()) {
                all.push(found(&path, format!("may not use {name}")));
            }
        }
    }
    all
}

/// Dependencies of the workspace that no crate asks for, and of a crate that its code never names.
pub(crate) fn unused(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    let manifests: Vec<(&str, &str)> = tree
        .files
        .iter()
        .filter(|(path, _)| path.ends_with("/Cargo.toml"))
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    for (section, name) in tree.get("Cargo.toml").map(dependencies).unwrap_or_default() {
        let asked = manifests.iter().any(|(_, text)| dependencies(text).iter().any(|(_, one)| *one == name));
        if section == "workspace.dependencies" && !asked {
            all.push(found("Cargo.toml", format!("no crate uses {name}")));
        }
    }
    for (path, manifest) in manifests {
        let folder = path.trim_end_matches("Cargo.toml");
        let code: Vec<String> = tree.rust(folder).map(|(_, source)| with_examples(source)).collect();
        for (_, name) in dependencies(manifest) {
            let ident = name.replace('-', "_");
            if !code.iter().any(|one| has_word(one, &ident)) {
                all.push(found(path, format!("asks for {name} and never names it")));
            }
        }
    }
    all
}

/// Code, and the examples in its comments: a doctest may be the only user.
fn with_examples(source: &str) -> String {
    let examples = source.lines().map(str::trim_start).filter(|line| line.starts_with("//"));
    let examples: Vec<&str> = examples.filter(|line| line.contains("use ") || line.contains("::")).collect();
    format!("{}\n{}", read(source).code, examples.join("\n"))
}

/// Section and name of every dependency in a manifest.
fn dependencies(manifest: &str) -> Vec<(String, String)> {
    let mut section = String::new();
    let mut all = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(head) = line.strip_prefix('[') {
            head.trim_end_matches(']').clone_into(&mut section);
        } else if section.ends_with("dependencies") && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            if !name.is_empty() && line.contains('=') {
                all.push((section.clone(), name.trim_matches('"').to_owned()));
            }
        }
    }
    all
}

#[test]
fn an_arrow_against_the_direction_is_found() {
    let manifest =
        "[dependencies]\nopstap-store.workspace = true\n[dev-dependencies]\nopstap.workspace = true\n";
    let tree = Tree::invented(&[("core/domain/Cargo.toml", manifest)]);
    assert_eq!(against(&tree), [found("core/domain/Cargo.toml", "may not use opstap-store")]);
}

#[test]
fn a_dependency_that_nobody_uses_is_found() {
    let tree = Tree::invented(&[
        ("Cargo.toml", "[workspace.dependencies]\nserde = \"1\"\nleft-pad = { version = \"1\" }\n"),
        ("cli/Cargo.toml", "[dependencies]\nserde.workspace = true\nserde_json.workspace = true\n"),
        ("cli/src/main.rs", "use serde_json::Value; // serde\n"),
    ]);
    let what: Vec<String> = unused(&tree).into_iter().map(|one| one.what).collect();
    assert_eq!(what, ["no crate uses left-pad", "asks for serde and never names it"]);
}
