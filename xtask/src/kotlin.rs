//! Kotlin: the bindings' tests and figures, on the JVM with the real library. Maven fetches what they need.

use std::path::PathBuf;
use std::process::Command;

use crate::run::{Outcome, Step, cargo, program};
use crate::tools::{self, Needed};

/// What runs Kotlin on a machine without Android.
const NEEDED: [Needed; 2] =
    [("javac", &["-version"], "openjdk-17-jdk-headless"), ("mvn", &["--version"], "maven")];

/// Whether there is a JDK and Maven, after installing what we may install ourselves.
pub(crate) fn ready() -> bool {
    tools::brought(&NEEDED)
}

/// The bindings' tests against the library of `cargo xtask bindings kotlin`, which comes first. The jar goes to
/// Maven's own folder, for the Android modules.
pub(crate) fn tests() -> Outcome {
    const NAME: &str = "Kotlin bindings";
    if !ready() {
        return missing(NAME);
    }
    // A scenario needs somebody to sync with.
    let town = cargo("town for Kotlin", &["build", "--package", "opstap-tests", "--bin", "town"]).run();
    if !town.good {
        return town;
    }
    // Clean: a record that the surface no longer has must not live on in yesterday's classes.
    maven(NAME, "bindings/kotlin", &["clean", "install"]).run()
}

/// What is fast from Kotlin, with the release library; one line a figure.
pub(crate) fn bench() -> Outcome {
    const NAME: &str = "Kotlin figures";
    if !ready() {
        return missing(NAME);
    }
    // With the drills, as the generated Kotlin has them.
    let library = ["build", "--release", "--package", "opstap-ffi", "--features", "drill"];
    let built = cargo("release library", &library).run();
    if !built.good {
        return built;
    }
    let native = format!("-Dopstap.native={}", target().join("release").display());
    let only_bench =
        ["clean", "test", "-Dtest=Figures", "-Dopstap.groups=bench", "-Dopstap.without=none", &native];
    maven(NAME, "bindings/kotlin", &only_bench).run()
}

fn missing(name: &'static str) -> Outcome {
    Outcome { name, good: false, counts: None, closing: vec!["a tool is missing".to_owned()] }
}

/// Maven on one of our projects, a folder or a file, without its chatter about downloads.
pub(crate) fn maven(name: &'static str, project: &str, arguments: &[&str]) -> Step {
    let mut command = quiet_maven();
    let project = root().join(project);
    let file = if project.is_dir() { project.join("pom.xml") } else { project };
    command.arg("--file").arg(file);
    command.arg(format!("-Dopstap.target={}", target().display()));
    command.args(arguments);
    program(name, command)
}

/// Maven without colours and without a bar that moves.
pub(crate) fn quiet_maven() -> Command {
    let mut command = Command::new("mvn");
    command.args(["--batch-mode", "--no-transfer-progress", "-Dstyle.color=never"]);
    command
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    here.parent().map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// Where cargo, and Maven with it, leaves what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |given| root().join(given))
}
