//! The files with which a server is put somewhere: what they name is there, and systemd understands its own.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

const BINARY: &str = env!("CARGO_BIN_EXE_opstap-server");

fn deploy(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn help() -> String {
    let said = Command::new(BINARY).arg("--help").output().unwrap();
    String::from_utf8(said.stdout).unwrap()
}

/// Names of ours in a text: `OPSTAP_…`, and options with two hyphens behind the program's name.
fn variables(text: &str) -> Vec<String> {
    let named = |byte: char| byte.is_ascii_uppercase() || byte == '_';
    let parts = text.match_indices("OPSTAP_").map(|(at, _)| &text[at..]);
    parts.map(|rest| rest.chars().take_while(|one| named(*one)).collect()).collect()
}

#[test]
fn variables_and_commands_in_them_exist() {
    let help = help();
    let flat = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for name in ["opstap-server.service", "Containerfile", "README.md"] {
        let text = deploy(name);
        let variables = variables(&text);
        assert!(!variables.is_empty(), "{name}");
        for variable in variables {
            // How much is logged is no option.
            assert!(
                variable == "OPSTAP_LOG" || flat.contains(&format!("[env: {variable}")),
                "{name}: {variable}"
            );
        }
    }
    let unit = deploy("opstap-server.service");
    let starts: Vec<&str> = unit.lines().filter(|line| line.starts_with("ExecStart")).collect();
    assert_eq!(starts.len(), 2);
    for command in starts.iter().map(|line| line.rsplit(' ').next().unwrap()).chain(["serve", "check-config"])
    {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
    }
    for option in deploy("README.md").split("`--").skip(1).map(|rest| rest.split([' ', '`']).next().unwrap())
    {
        assert!(help.contains(&format!("--{option}")), "{option}");
    }
}

#[test]
fn an_image_holds_the_program_that_is_built_and_no_more_rights_than_it_needs() {
    let image = deploy("Containerfile");
    assert!(image.contains("USER 10001") && image.contains("--locked"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = std::fs::read_to_string(root.join("server/Cargo.toml")).unwrap();
    assert!(manifest.contains("\ns3 = [") && image.contains("--features s3"));
    let whole = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let version =
        whole.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().trim_matches('"');
    assert!(image.contains(&format!("FROM rust:{version}-")), "the image builds with Rust {version}");
}

/// The unit as it is, but with the program of this build in the place where an administrator puts one.
fn unit(folder: &Path) -> PathBuf {
    let text = deploy("opstap-server.service").replace("/usr/local/bin/opstap-server", BINARY);
    let path = folder.join("opstap-server.service");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn systemd_understands_the_unit_and_finds_little_that_it_may_do() {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        eprintln!("systemd-analyze is not here; nothing was asked of it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let unit = unit(folder.path());
    let said = Command::new("systemd-analyze").arg("verify").arg(&unit).output().unwrap();
    let text = String::from_utf8_lossy(&said.stderr).into_owned();
    let about: Vec<&str> = text.lines().filter(|line| line.contains("opstap-server.service")).collect();
    assert!(said.status.success() && about.is_empty(), "{text}");
    // From 0 (may do nothing) to 100 (may do everything).
    let asked = ["security", "--offline=true", "--threshold=20", "--no-pager"];
    let said = Command::new("systemd-analyze").args(asked).arg(&unit).output().unwrap();
    let text = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.success(), "{text}{}", String::from_utf8_lossy(&said.stderr));
}
