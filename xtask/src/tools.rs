//! What must be on a machine: OpenSSL for the encrypted database is built from source.

use std::process::{Command, Stdio};

/// A program, how to ask whether it is there, and the Debian package that brings it.
pub(crate) type Needed = (&'static str, &'static [&'static str], &'static str);

const NEEDED: [Needed; 3] =
    [("perl", &["-v"], "perl"), ("make", &["--version"], "make"), ("cc", &["--version"], "gcc libc6-dev")];

/// Parts of the Rust toolchain that a small installation leaves out.
const COMPONENTS: [(&str, &str); 2] = [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")];

/// Whether everything is there, after installing what we may install ourselves.
pub(crate) fn ready() -> bool {
    if !brought(&NEEDED) {
        return false;
    }
    for (program, component) in COMPONENTS {
        if !has(program, &["--version"]) && !self::component(component) {
            eprintln!("Missing from the Rust toolchain: {component}. Add it and try again.");
            return false;
        }
    }
    true
}

/// Adds a part of the Rust toolchain.
pub(crate) fn component(name: &str) -> bool {
    run("rustup", &["component", "add", name])
}

/// Whether these programs are there, after installing them where we may.
pub(crate) fn brought(needed: &[Needed]) -> bool {
    let missing: Vec<&str> =
        needed.iter().filter(|(name, ask, _)| !has(name, ask)).map(|(_, _, package)| *package).collect();
    if !missing.is_empty() && !install(&missing) {
        let names = missing.join(" ");
        eprintln!("Missing on this machine: {names}. Install them and try again, for example with");
        eprintln!("    sudo apt-get install {names}");
        return false;
    }
    true
}

/// Whether a program is there and answers.
pub(crate) fn has(program: &str, ask: &[&str]) -> bool {
    Command::new(program)
        .args(ask)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Only as root, so that nobody is asked for a password in the middle of a test.
pub(crate) fn install(packages: &[&str]) -> bool {
    let packages: Vec<&str> = packages.iter().flat_map(|names| names.split(' ')).collect();
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(&packages);
    is_root()
        && has("apt-get", &["--version"])
        && (run("apt-get", &arguments) || (run("apt-get", &["update"]) && run("apt-get", &arguments)))
}

/// Whether we may do what only the administrator may.
pub(crate) fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_exist_is_missing() {
        assert!(!has("no-such-program-anywhere", &["--version"]));
    }
}
