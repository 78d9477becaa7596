//! Packs the texts, so that a phone carries a quarter of their bytes. The newest version of each is packed at each build.
#![allow(missing_docs, reason = "a build script has no readers of its docs")]

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

use zopfli::{Format, Options};

/// What the names of files of words end with, before `.ftl`.
const WORDS: [&str; 4] = ["", "-bank", "-editors", "-pages"];

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo names no OUT_DIR"))?;
    let pack = |name: &str, text: &str| {
        let mut packed = Vec::new();
        zopfli::compress(Options::default(), Format::Deflate, text.as_bytes(), &mut packed)?;
        fs::write(Path::new(&out).join(format!("{name}.packed")), packed)
    };
    println!("cargo::rerun-if-changed=package");
    for entry in fs::read_dir("package")? {
        let file = entry?;
        pack(&file.file_name().to_string_lossy(), &dense(&fs::read_to_string(file.path())?))?;
    }
    println!("cargo::rerun-if-changed=words");
    for part in WORDS {
        let of = |code: &str| fs::read_to_string(format!("words/{code}{part}.ftl"));
        pack(&format!("words{part}"), &together(&of("nl")?, &of("en")?)?)?;
    }
    Ok(())
}

/// JSON without the space that is for who reads it in an editor.
fn dense(json: &str) -> String {
    let (mut within, mut escaped) = (false, false);
    let keeps = |one: &char| {
        let keep = within || !one.is_ascii_whitespace();
        within ^= *one == '"' && !escaped;
        escaped = within && *one == '\\' && !escaped;
        keep
    };
    json.chars().filter(keeps).collect()
}

/// Two languages in one text, each key once: a line of Dutch as it is, and after it English, whose first line begins with `=`.
/// What is only for who reads the source is left out.
fn together(dutch: &str, english: &str) -> io::Result<String> {
    let mut other: BTreeMap<&str, String> = messages(english).into_iter().collect();
    let mut text = String::new();
    for (key, said) in messages(dutch) {
        let translated =
            other.remove(key).ok_or_else(|| io::Error::other(format!("{key} is not in English")))?;
        text.extend([key, "=", &said, "=", &translated]);
    }
    match other.keys().next() {
        None => Ok(text),
        Some(key) => Err(io::Error::other(format!("{key} is not in Dutch"))),
    }
}

/// A message begins with a letter.
fn goes_on(line: &str) -> bool {
    !line.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Each key with what stands after its `=`, lines that go on included.
fn messages(text: &str) -> Vec<(&str, String)> {
    let mut messages: Vec<(&str, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        match (goes_on(line), line.split_once('='), messages.last_mut()) {
            (false, Some((key, said)), _) => messages.push((key.trim(), format!("{}\n", said.trim_start()))),
            (_, _, Some((_, said))) => said.extend([line, "\n"]),
            (_, _, None) => {}
        }
    }
    messages
}
