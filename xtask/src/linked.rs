//! What a library shows to a phone's linker: nothing but what is called, nothing to be mended in its code while it is
//! loaded, and segments that fit a phone's pages.

use std::io;
use std::path::Path;
use std::process::Command;

/// Phones with pages of 16 KB load no library whose segments are aligned to less, in bytes.
pub(crate) const PAGE: u64 = 0x4000;

/// What uniffi exports; the last two are for libraries that Java loads by itself.
const EXPORTED: [&str; 4] = ["uniffi_", "ffi_", "Java_", "JNI_OnLoad"];

/// Whether a library may go to a phone whose pages are so large.
///
/// # Errors
///
/// What is wrong with it, or that `readelf` cannot be started.
pub(crate) fn check(library: &Path, page: u64) -> io::Result<()> {
    let wrong = |what: String| Err(io::Error::other(format!("{}: {what}", library.display())));
    if let Some(name) = stranger(&read(library, "--dyn-syms")?) {
        return wrong(format!("it exports {name}, which nobody calls"));
    }
    if read(library, "--dynamic")?.contains("TEXTREL") {
        return wrong("its code must be changed while it is loaded (text relocations)".to_owned());
    }
    if !aligned(&read(library, "--segments")?, page) {
        return wrong(format!("its segments are not aligned to {page} bytes"));
    }
    Ok(())
}

fn read(library: &Path, what: &str) -> io::Result<String> {
    let output = Command::new("readelf").args(["--wide", what]).arg(library).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first defined symbol that is none of uniffi's; an empty table is one too, as then nothing can be called.
fn stranger(symbols: &str) -> Option<&str> {
    let defined = symbols.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let number = words.next()?.strip_suffix(':')?;
        number.parse::<u32>().ok()?;
        let (section, name) = (words.nth(5)?, words.next()?);
        (section != "UND" && section != "ABS").then_some(name)
    });
    let mut any = false;
    for name in defined {
        any = true;
        if !EXPORTED.iter().any(|ours| name.starts_with(ours)) {
            return Some(name);
        }
    }
    (!any).then_some("nothing")
}

/// Whether every segment that is loaded is aligned to so many bytes or more, and there is one.
fn aligned(segments: &str, page: u64) -> bool {
    let mut loaded = segments.lines().filter(|line| line.trim_start().starts_with("LOAD")).peekable();
    let enough = |line: &str| {
        let last = line.split_whitespace().last().and_then(|word| word.strip_prefix("0x"));
        last.and_then(|hex| u64::from_str_radix(hex, 16).ok()).is_some_and(|bytes| bytes >= page)
    };
    loaded.peek().is_some() && loaded.all(enough)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_pages_and_no_pages_are_found() {
        let line = |align: &str| format!("  LOAD 0x000000 0x0000 0x0000 0x01 0x01 R E {align}\n");
        assert!(aligned(&line("0x4000"), PAGE));
        assert!(!aligned(&(line("0x4000") + &line("0x1000")), PAGE));
        assert!(!aligned("no segments", PAGE));
    }

    #[test]
    fn a_symbol_that_nobody_calls_is_found() {
        let symbol = |section: &str, name: &str| {
            format!("     7: 0000000000012340    50 FUNC    GLOBAL DEFAULT {section:>4} {name}\n")
        };
        let head = "   Num:    Value          Size Type    Bind   Vis      Ndx Name\n";
        let ours =
            head.to_owned() + &symbol("UND", "malloc@GLIBC_2.2.5") + &symbol("14", "uniffi_opstap_ffi_fn_x");
        assert_eq!(stranger(&ours), None);
        assert_eq!(stranger(&(ours + &symbol("14", "sqlite3_open"))), Some("sqlite3_open"));
        assert_eq!(stranger(head), Some("nothing"));
    }
}
