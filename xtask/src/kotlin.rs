//! Kotlin: the bindings' tests and figures, on the JVM with the real library. Maven fetches what they need.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, Step, cargo, program};
use crate::ship;
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

/// `cargo xtask package kotlin`: a jar for embedders on machines of this kind, with the library in it.
pub(crate) fn package() -> bool {
    match (ready(), jar_with_library()) {
        (true, Ok(jar)) => {
            println!("{}: Kotlin and the library of this machine, without the drills", jar.display());
            true
        }
        (_, Err(why)) => {
            eprintln!("The jar was not made: {why}");
            false
        }
        (false, _) => false,
    }
}

fn jar_with_library() -> io::Result<PathBuf> {
    let library = ship::library().ok_or_else(|| io::Error::other("the ciphers cannot be built"))?;
    if !library.run().good {
        return Err(io::Error::other("the library does not build"));
    }
    let into = target().join("kotlin");
    let ship = ship::built();
    let jar = jar_without_drills(&ship, &into)?;
    // JNA looks for a library in a folder of this name.
    let folder = into.join("jar").join(format!("linux-{}", std::env::consts::ARCH.replace('_', "-")));
    fs::create_dir_all(&folder)?;
    done(
        Command::new("strip")
            .arg("--strip-unneeded")
            .arg("-o")
            .arg(folder.join("libopstap_ffi.so"))
            .arg(&ship),
    )?;
    done(Command::new("jar").arg("uf").arg(&jar).args(["-C", "jar", "."]).current_dir(&into))?;
    let mut copy = quiet_maven();
    copy.arg("--quiet").arg("--file").arg(root().join("bindings/kotlin/pom.xml"));
    copy.args([
        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
        "-DincludeScope=runtime",
    ]);
    done(copy.arg(format!("-DoutputDirectory={}", into.join("needs").display())))?;
    // Nothing but the jar and what it needs: the library must come out of it.
    let classes = format!("{}:{}/*", jar.display(), into.join("needs").display());
    done(Command::new("java").args(["-cp", &classes, "nl.opstap.kit.AboutKt"]))?;
    Ok(jar)
}

/// The jar with Kotlin that was generated from a library that ships: the drills are in neither.
pub(crate) fn jar_without_drills(library: &Path, into: &Path) -> io::Result<PathBuf> {
    if !cargo("generator", &["build", "--package", "opstap-bindgen"]).run().good {
        return Err(io::Error::other("the generator does not build"));
    }
    let generated = into.join("generated");
    let _ = fs::remove_dir_all(&generated);
    let mut generate = Command::new(target().join("debug/opstap-bindgen"));
    generate
        .args(["generate", "--no-format", "--language", "kotlin", "--config"])
        .arg(root().join("uniffi.toml"));
    done(generate.arg("--out-dir").arg(&generated).arg(library).current_dir(root()))?;
    let sources = format!("-Dopstap.generated={}", generated.display());
    let build = ["--quiet", "clean", "package", "-Dmaven.test.skip=true", &sources];
    if !maven("Kotlin jar", "bindings/kotlin", &build).run().good {
        return Err(io::Error::other("the bindings do not compile"));
    }
    let jar = into.join("opstap-core-0.1.0.jar");
    fs::copy(target().join("maven/opstap-core/opstap-core-0.1.0.jar"), &jar)?;
    Ok(jar)
}

/// Runs a command to a good end.
pub(crate) fn done(command: &mut Command) -> io::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|why| io::Error::other(format!("{name}: {why}")))?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{name} did not succeed"))) }
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
