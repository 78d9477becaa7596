//! PostgreSQL for the tests: its programs alone. A test starts a cluster of its own in a temporary folder.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::run::{Step, cargo};
use crate::tools;

/// Where Debian keeps the programs, by version.
const PROGRAMS: &str = "/usr/lib/postgresql";

/// What Debian reads before it makes a cluster of its own.
const SETTINGS: &str = "/etc/postgresql-common/createcluster.conf";

/// The variable by which tests know a database of somebody's.
const DATABASE: &str = "OPSTAP_TEST_DATABASE";

/// Whether PostgreSQL is there, after installing it where we may.
pub(crate) fn ready() -> bool {
    if has_programs(Path::new(PROGRAMS)) || tools::has("pg_config", &["--bindir"]) {
        return true;
    }
    // First what decides about clusters, then the server: nothing of ours is to run on this machine.
    let there = tools::install(&["postgresql-common"])
        && no_cluster(Path::new(SETTINGS)).is_ok()
        && tools::install(&["postgresql"])
        && has_programs(Path::new(PROGRAMS));
    if !there {
        eprintln!(
            "Missing on this machine: PostgreSQL 15 or later. Install it and try again, for example with"
        );
        eprintln!("    sudo apt-get install postgresql");
    }
    there
}

/// The conformance suite alone, on a database that somebody gives, such as one with Citus.
pub(crate) fn conformance(database: &str) -> Step {
    let suite = ["test", "--package", "opstap-server", "--test", "conformance", "--test", "numbers"];
    let arguments = [&suite[..], &["--", "on_postgresql"]].concat();
    cargo("conformance", &arguments).with(DATABASE, database)
}

fn has_programs(folder: &Path) -> bool {
    let versions = fs::read_dir(folder).into_iter().flatten().flatten();
    versions.into_iter().any(|version| version.path().join("bin/initdb").exists())
}

/// Asks Debian for no cluster, unless somebody has decided about it.
fn no_cluster(settings: &Path) -> std::io::Result<()> {
    let decided = fs::read_to_string(settings)?;
    if decided.lines().any(|line| line.trim_start().starts_with("create_main_cluster")) {
        return Ok(());
    }
    let mut file = fs::OpenOptions::new().append(true).open(settings)?;
    file.write_all(b"\ncreate_main_cluster = false\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_an_undecided_machine_is_told_to_make_no_cluster() {
        let file = std::env::temp_dir().join(format!("opstap-xtask-{}", std::process::id()));
        for (before, after) in [
            ("#create_main_cluster = true\n", "#create_main_cluster = true\n\ncreate_main_cluster = false\n"),
            ("create_main_cluster = true\n", "create_main_cluster = true\n"),
        ] {
            fs::write(&file, before).unwrap();
            no_cluster(&file).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), after);
        }
        fs::remove_file(&file).unwrap();
    }

    #[test]
    fn a_folder_without_programs_has_none() {
        assert!(!has_programs(Path::new("/no/such/folder/anywhere")));
    }
}
