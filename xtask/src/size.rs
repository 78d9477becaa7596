//! How large the library is that goes to phones, and whose bytes those are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::{Outcome, program};
use crate::tools::{self, Needed};
use crate::{linked, ship, slim};

/// What a phone may be asked to carry for each kind of processor, in bytes (ADR-0004).
const MOST: u64 = 6_000_000;
/// Lines of the table; the rest is one line.
const LINES: usize = 24;

const NEEDED: [Needed; 3] = [
    ("nm", &["--version"], "binutils"),
    ("strip", &["--version"], "binutils"),
    ("readelf", &["--version"], "binutils"),
];

/// Builds the library as it is shipped, and says what is in it.
pub(crate) fn command() -> bool {
    let outcome = measured();
    for line in &outcome.closing {
        println!("{line}");
    }
    outcome.good
}

/// The same as a step of a test run: more than a phone may be asked to carry fails.
pub(crate) fn measured() -> Outcome {
    const NAME: &str = "size";
    let failed = |why: &str| Outcome { name: NAME, good: false, counts: None, closing: vec![why.to_owned()] };
    if !tools::brought(&NEEDED) {
        return failed("nm, strip or readelf is missing");
    }
    let Some(library) = ship::library() else { return failed("the ciphers cannot be built") };
    if !library.run().good {
        return failed("it does not build");
    }
    let whole = ship::built();
    let stripped = target().join("ship/stripped/libopstap_ffi.so");
    let Some(bytes) = strip(&whole, &stripped) else { return failed("it cannot be stripped") };
    let Some(shares) = shares(&whole) else { return failed("its symbols cannot be read") };
    // This machine's pages are of 4 KB; `cargo xtask package android` asks for a phone's.
    if let Err(wrong) = linked::check(&stripped, 0x1000) {
        return failed(&wrong.to_string());
    }
    if let Some(place) = named_place(&stripped) {
        return failed(&format!("it names a folder of this machine: {place}"));
    }
    let mut closing = table(&shares, bytes);
    let good = bytes <= MOST;
    let verdict = if good { "within" } else { "MORE THAN" };
    closing.push(format!("size: {bytes} bytes stripped, {verdict} {MOST}"));
    Outcome { name: NAME, good, counts: None, closing }
}

/// A place where cargo keeps sources here, or this checkout, in what goes to phones.
fn named_place(library: &Path) -> Option<String> {
    let bytes = fs::read(library).ok()?;
    let places = [slim::source()?.parent()?.to_owned(), root()];
    let places = places.iter().filter_map(|place| place.to_str());
    let mut named = places.filter(|place| place.len() > 1);
    named.find(|place| bytes.windows(place.len()).any(|run| run == place.as_bytes())).map(str::to_owned)
}

fn strip(whole: &Path, stripped: &Path) -> Option<u64> {
    fs::create_dir_all(stripped.parent()?).ok()?;
    let mut command = Command::new("strip");
    command.arg("--strip-all").arg("-o").arg(stripped).arg(whole);
    program("strip", command).run().good.then_some(())?;
    fs::metadata(stripped).ok().map(|file| file.len())
}

/// Bytes of code and data by crate, the largest first.
fn shares(library: &Path) -> Option<Vec<(String, u64)>> {
    let listed = Command::new("nm")
        .args(["--print-size", "--demangle", "--defined-only"])
        .arg(library)
        .output()
        .ok()?;
    let mut shares: BTreeMap<String, u64> = BTreeMap::new();
    for line in String::from_utf8_lossy(&listed.stdout).lines() {
        let mut parts = line.splitn(4, ' ');
        let (Some(_), Some(size), Some(kind), Some(name)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        // Zeroed memory is no bytes of the file.
        let Ok(size) = u64::from_str_radix(size, 16) else { continue };
        if !matches!(kind, "b" | "B") {
            *shares.entry(owner(name)).or_default() += size;
        }
    }
    let mut shares: Vec<(String, u64)> = shares.into_iter().collect();
    shares.sort_by_key(|(name, size)| (std::cmp::Reverse(*size), name.clone()));
    Some(shares)
}

/// Whose a symbol is: the crate at the beginning of its path, or the library in C that it comes from.
fn owner(symbol: &str) -> String {
    let path = symbol.trim_start_matches(['<', '&', '[', '(', '*', '_', ' ']);
    let path = path.trim_start_matches("mut ").trim_start_matches("dyn ").trim_start_matches("const ");
    let first: String =
        path.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
    if path[first.len()..].starts_with("::") || path[first.len()..].starts_with('[') {
        return first;
    }
    if symbol.contains("::") {
        return "core".to_owned();
    }
    let known = [("sqlite3", "SQLCipher (C)"), ("sqlcipher", "SQLCipher (C)"), ("ring_core", "ring (C)")];
    let known = known.iter().find(|(prefix, _)| first.starts_with(prefix)).map(|(_, owner)| *owner);
    let exported =
        (first.starts_with("uniffi") || first.starts_with("ffi_")).then_some("opstap_ffi (exports)");
    known.or(exported).unwrap_or("OpenSSL, SQLite and others (C)").to_owned()
}

fn table(shares: &[(String, u64)], bytes: u64) -> Vec<String> {
    let mut lines: Vec<String> =
        shares.iter().take(LINES).map(|(name, size)| format!("{size:>9}  {name}")).collect();
    let named: u64 = shares.iter().map(|(_, size)| size).sum();
    let rest: u64 = shares.iter().skip(LINES).map(|(_, size)| size).sum();
    lines.push(format!("{rest:>9}  {} smaller ones", shares.len().saturating_sub(LINES)));
    lines
        .push(format!("{:>9}  texts, tables and unwinding, which have no name", bytes.saturating_sub(named)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_belongs_to_the_crate_it_begins_with() {
        assert_eq!(owner("opstap_store::edit::commit"), "opstap_store");
        assert_eq!(owner("<reqwest::Client as core::fmt::Debug>::fmt"), "reqwest");
        assert_eq!(owner("<&mut serde_json::Value as core::fmt::Debug>::fmt"), "serde_json");
        assert_eq!(owner("<(A, B) as core::hash::Hash>::hash"), "core");
        assert_eq!(owner("sqlite3VdbeExec"), "SQLCipher (C)");
        assert_eq!(owner("uniffi_opstap_ffi_fn_method_core_pause"), "opstap_ffi (exports)");
        assert_eq!(owner("EVP_EncryptUpdate"), "OpenSSL, SQLite and others (C)");
    }
}
