//! The surface in other languages: generated from the built library, the same each time, and compared with the
//! signatures that are kept in `bindings/api`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::programs::Built;
use crate::run::{Outcome, cargo, program};

/// A language, the file that holds what is public in it, and how its declarations begin.
struct Language {
    name: &'static str,
    file: &'static str,
    /// Declarations at the left edge that are public.
    heads: &'static [&'static str],
    /// Lines in them that are part of the surface.
    members: &'static [&'static str],
}

const LANGUAGES: [Language; 3] = [
    Language {
        name: "kotlin",
        file: "nl/opstap/core/opstap_ffi.kt",
        heads: &[
            "public interface ",
            "data class ",
            "enum class ",
            "sealed class ",
            "fun ",
            "suspend fun ",
            " suspend fun ",
        ],
        members: &["suspend fun ", "fun ", "val ", "data class ", "object ", "class ", "@"],
    },
    Language {
        name: "swift",
        file: "OpstapCore.swift",
        heads: &[
            "public protocol ",
            "public struct ",
            "public enum ",
            "public indirect enum ",
            "public func ",
        ],
        members: &["func ", "public let ", "case "],
    },
    Language {
        name: "python",
        file: "opstap_ffi.py",
        heads: &["class ", "def ", "async def "],
        members: &["def ", "async def ", "class "],
    },
];

/// Generates the languages that are named, or all, from the library with the functions for drills.
pub(crate) fn command(rest: &[String]) -> bool {
    let write = rest.iter().any(|argument| argument == "--write");
    let named: Vec<&str> = rest.iter().map(String::as_str).filter(|name| !name.starts_with("--")).collect();
    if let Some(unknown) = named.iter().find(|name| LANGUAGES.iter().all(|language| language.name != **name))
    {
        eprintln!("There is no language {unknown}: kotlin, swift or python.");
        return false;
    }
    let outcome = generate(&named, write);
    for line in &outcome.closing {
        println!("{line}");
    }
    outcome.good
}

/// The step of a test run: everything generated, twice the same, and the signatures as they are kept.
pub(crate) fn check() -> Outcome {
    generate(&[], false)
}

fn generate(named: &[&str], write: bool) -> Outcome {
    const NAME: &str = "bindings";
    let failed = |why: String| Outcome { name: NAME, good: false, counts: None, closing: vec![why] };
    // The generator, and the town that scenarios sync with. The programs come first: among them is the library as Rust's
    // tests want it, at the same place. This one has what phones have.
    let library = ["build", "--package", "opstap-ffi", "--features", "drill"];
    if !Built::AsTested.build().good || !cargo("library for bindings", &library).run().good {
        return failed("the generator or the library does not build".to_owned());
    }
    match lay_out(named).and_then(|()| signatures(named, write)) {
        Ok((closing, good)) => Outcome { name: NAME, good, counts: None, closing },
        Err(why) => failed(why.to_string()),
    }
}

/// The library to `target/bindings/native`, each language beside it; generated twice, which must give the same.
fn lay_out(named: &[&str]) -> io::Result<()> {
    let place = target().join("bindings");
    let native = place.join("native");
    fs::create_dir_all(&native)?;
    let built = target().join("debug").join(library_name());
    let library = native.join(library_name());
    replace(&built, &library)?;
    for language in wanted(named) {
        let (folder, again) = (place.join(language.name), place.join("again"));
        for out in [&folder, &again] {
            let _ = fs::remove_dir_all(out);
            let mut command = Command::new(Built::AsTested.place("opstap-bindgen"));
            command.args(["generate", "--no-format", "--language", language.name, "--config"]);
            command
                .arg(root().join("uniffi.toml"))
                .arg("--out-dir")
                .arg(out)
                .arg(&library)
                .current_dir(root());
            if !program("generate", command).run().good {
                return Err(io::Error::other(format!("{} cannot be generated", language.name)));
            }
        }
        if fs::read(folder.join(language.file))? != fs::read(again.join(language.file))? {
            return Err(io::Error::other(format!("{} comes out differently each time", language.name)));
        }
        fs::remove_dir_all(&again)?;
    }
    Ok(())
}

/// A running program may have the old file open: the new one takes its place whole.
fn replace(from: &Path, to: &Path) -> io::Result<()> {
    let beside = to.with_extension("new");
    fs::copy(from, &beside)?;
    fs::rename(beside, to)
}

fn library_name() -> &'static str {
    if cfg!(target_os = "macos") { "libopstap_ffi.dylib" } else { "libopstap_ffi.so" }
}

fn wanted<'a>(named: &'a [&str]) -> impl Iterator<Item = &'a Language> {
    LANGUAGES.iter().filter(move |language| named.is_empty() || named.contains(&language.name))
}

/// Compares the signatures with those that are kept, or keeps them where the surface number rose.
fn signatures(named: &[&str], write: bool) -> io::Result<(Vec<String>, bool)> {
    let surface = surface_number()?;
    let mut closing = Vec::new();
    let mut good = true;
    for language in wanted(named) {
        let source = fs::read_to_string(target().join("bindings").join(language.name).join(language.file))?;
        let now = format!("surface {surface}\n{}", outline(language, &source));
        let kept_at: PathBuf = root().join("bindings/api").join(format!("{}.txt", language.name));
        let kept = fs::read_to_string(&kept_at).ok();
        let count = now.lines().count();
        if kept.as_ref() == Some(&now) {
            closing.push(format!("{}: {count} lines of signatures, as kept", language.name));
            continue;
        }
        let same_number = kept.is_some_and(|kept| kept.lines().next() == now.lines().next());
        if write && !same_number {
            fs::create_dir_all(root().join("bindings/api"))?;
            fs::write(&kept_at, now)?;
            closing.push(format!("{}: {count} lines of signatures, kept anew", language.name));
        } else {
            good = false;
            let what = if same_number {
                "the signatures differ: raise SURFACE in bindings/ffi/src/core.rs, then"
            } else {
                "the signatures are not kept yet:"
            };
            closing.push(format!("{}: {what} cargo xtask bindings --write", language.name));
        }
    }
    Ok((closing, good))
}

fn surface_number() -> io::Result<u32> {
    let source = fs::read_to_string(root().join("bindings/ffi/src/core.rs"))?;
    let number = source.lines().find_map(|line| line.strip_prefix("pub const SURFACE: u32 = "));
    let number = number.and_then(|rest| rest.trim_end_matches(';').parse().ok());
    number.ok_or_else(|| io::Error::other("no SURFACE in bindings/ffi/src/core.rs"))
}

/// The public declarations of a generated file, a line each, without comments, bodies and the machinery.
fn outline(language: &Language, source: &str) -> String {
    let mut lines = String::new();
    let mut inside = false;
    let machinery = |line: &str| {
        let line = line.to_lowercase();
        ["ffi", "drill", "rustbuffer", "internalerror"].iter().any(|word| line.contains(word))
    };
    for line in source.lines() {
        let text = line.trim();
        let head = language.heads.iter().any(|head| line.starts_with(head));
        if head {
            inside = !machinery(text) && !text.starts_with("class _");
            if inside {
                let _ = writeln!(lines, "{text}");
            }
        } else if line.starts_with(|first: char| first.is_alphanumeric() || first == '#' || first == '@') {
            inside = false;
        } else if inside
            && !machinery(text)
            && !text.starts_with("def _")
            && (language.members.iter().any(|member| text.starts_with(member)) || constant(text))
        {
            let _ = writeln!(lines, "    {}", text.trim_end_matches(';').trim_end());
        } else if inside && text.starts_with("def __init__(self, *") {
            let _ = writeln!(lines, "    {text}");
        }
    }
    lines
}

/// A constant of an enum: `NEXT_STEP,` or `NEXT_STEP = 3`.
fn constant(text: &str) -> bool {
    let name = text.split([',', ';', ' ', '(']).next().unwrap_or_default();
    let rest = text[name.len()..].trim();
    !name.is_empty()
        && name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_' || letter.is_ascii_digit())
        && (rest.is_empty() || rest == "," || rest == ";" || rest.starts_with("= "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_public_is_kept_and_the_machinery_is_not() {
        let source = "\
internal interface UniffiLib : Library {
    fun secret()
}
/** Said. */
data class MoneyText (
    /** Cents. */
    val `cents`: kotlin.Long,
)
public object FfiConverterTypeMoneyText: FfiConverter {
    override fun read() = 1
}
enum class Role {
    CLIENT,
    COUNSELLOR;
}
 suspend fun drillPanic(core: Core)
fun buildInfo(): BuildInfo {
    return lift()
}
";
        let kept = outline(&LANGUAGES[0], source);
        let wanted = "data class MoneyText (\n    val `cents`: kotlin.Long,\nenum class Role {\n    CLIENT,\n    COUNSELLOR\nfun buildInfo(): BuildInfo {\n";
        assert_eq!(kept, wanted);
    }
}
