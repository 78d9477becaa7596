//! The tracked files of the project, or a few invented ones.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Files by their path from the root, with forward slashes.
pub(crate) struct Tree {
    pub(crate) files: Vec<(String, String)>,
}

/// An exception to a rule: `rule place: reason`.
pub(crate) struct Allowed {
    pub(crate) rule: String,
    pub(crate) place: String,
    pub(crate) reason: String,
}

impl Tree {
    pub(crate) fn of_project() -> Tree {
        let root = root();
        let mut files = Vec::new();
        let mut paths = listed(&root);
        // A file in the middle of a merge is listed once for each side.
        paths.sort();
        paths.dedup();
        for path in paths {
            // What is no text, or is deleted and not yet committed, breaks no rule.
            if let Ok(text) = std::fs::read_to_string(root.join(&path)) {
                files.push((path, text));
            }
        }
        assert!(files.len() > 20, "the project's files were not found under {}", root.display());
        Tree { files }
    }

    /// For self-tests: a tree of invented files.
    pub(crate) fn invented(files: &[(&str, &str)]) -> Tree {
        Tree { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    pub(crate) fn get(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|(known, _)| known == path).map(|(_, text)| text.as_str())
    }

    /// All Rust files below a folder; an empty folder means everywhere.
    pub(crate) fn rust(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(move |(path, _)| {
                path.starts_with(folder) && Path::new(path).extension().is_some_and(|ending| ending == "rs")
            })
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    pub(crate) fn allowed(&self) -> Vec<Allowed> {
        let text = self.get("tests/house_rules_allow.txt").unwrap_or_default();
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        lines
            .map(|line| {
                let (head, reason) = line.split_once(": ").unwrap_or((line, ""));
                let (rule, place) = head.split_once(' ').unwrap_or((head, ""));
                Allowed { rule: rule.to_owned(), place: place.to_owned(), reason: reason.trim().to_owned() }
            })
            .collect()
    }
}

fn root() -> PathBuf {
    let start = option_env!("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let up =
        start.ancestors().find(|folder| folder.join("Cargo.lock").exists() && folder.join("core").exists());
    up.unwrap_or(&start).to_path_buf()
}

/// What git tracks or would track; without git, everything but build results.
fn listed(root: &Path) -> Vec<String> {
    let git = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output();
    if let Ok(output) = git
        && output.status.success()
    {
        return String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    }
    let mut found = Vec::new();
    walk(root, "", &mut found);
    found
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            if name != "target" && name != ".git" {
                walk(&entry.path(), &format!("{prefix}{name}/"), found);
            }
        } else {
            found.push(format!("{prefix}{name}"));
        }
    }
}
