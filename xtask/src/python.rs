//! Python: a wheel by maturin, and the bindings' tests in an environment of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::{Outcome, Step, program};
use crate::tools::{self, Needed};

const NEEDED: [Needed; 2] =
    [("python3", &["--version"], "python3"), ("python3", &["-c", "import ensurepip, venv"], "python3-venv")];

/// What the environment holds; new versions come in by hand, so that two machines build the same.
const PACKAGES: [&str; 2] = ["maturin==1.16.0", "pytest==9.2.0"];

/// The wheel with the functions for drills, installed, and its tests. The bindings must have been generated.
pub(crate) fn tests() -> Outcome {
    const NAME: &str = "Python bindings";
    let failed = |why: &str| Outcome { name: NAME, good: false, counts: None, closing: vec![why.to_owned()] };
    if !tools::brought(&NEEDED) {
        return failed("python is missing");
    }
    let Ok(place) = environment() else { return failed("the environment cannot be made") };
    let Ok(wheel) = wheel(&place, &["--profile", "dev", "--features", "drill"]) else {
        return failed("the wheel cannot be built");
    };
    let mut install = tool(&place, "pip");
    install.args(["install", "--quiet", "--force-reinstall", "--no-deps"]).arg(wheel);
    if !program("wheel", install).run().good {
        return failed("the wheel cannot be installed");
    }
    let mut pytest = tool(&place, "pytest");
    pytest.args(["--quiet", "-p", "no:cacheprovider"]).current_dir(root().join("bindings/python"));
    pytest.env("OPSTAP_TOWN", target().join("debug/town")).env("PYTHONDONTWRITEBYTECODE", "1");
    program(NAME, pytest).run()
}

/// The wheel that is shipped: small, and without drills.
pub(crate) fn package() -> bool {
    tools::brought(&NEEDED)
        && environment().and_then(|place| wheel(&place, &["--profile", "ship"])).is_ok_and(|wheel| {
            println!("{}", wheel.display());
            true
        })
}

/// A virtual environment below the target folder, with the generator under the name that maturin asks for.
fn environment() -> std::io::Result<PathBuf> {
    let place = target().join("python");
    let stamp = place.join("packages");
    let wanted = PACKAGES.join(" ");
    if fs::read_to_string(&stamp).ok().as_deref() != Some(&wanted) {
        let mut make = Command::new("python3");
        make.args(["-m", "venv", "--clear"]).arg(&place);
        must(program("environment", make))?;
        let mut install = tool(&place, "pip");
        install.args(["install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
        must(program("packages", install))?;
        fs::write(&stamp, &wanted)?;
    }
    generator(&place)?;
    Ok(place)
}

/// maturin runs `uniffi-bindgen` from the path, without our configuration: this one adds it.
fn generator(place: &Path) -> std::io::Result<()> {
    let script = place.join("bin/uniffi-bindgen");
    let (bindgen, config) = (target().join("debug/opstap-bindgen"), root().join("uniffi.toml"));
    let (bindgen, config) = (bindgen.display(), config.display());
    fs::write(&script, format!("#!/bin/sh\nshift\nexec '{bindgen}' generate --config '{config}' \"$@\"\n"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

fn wheel(place: &Path, how: &[&str]) -> std::io::Result<PathBuf> {
    let out = place.join("wheels");
    let _ = fs::remove_dir_all(&out);
    let mut maturin = tool(place, "maturin");
    maturin.arg("build").args(how).arg("--out").arg(&out).current_dir(root().join("bindings/python"));
    must(program("wheel", maturin))?;
    let mut found = fs::read_dir(&out)?;
    found.next().ok_or_else(|| std::io::Error::other("no wheel"))?.map(|wheel| wheel.path())
}

fn must(step: Step) -> std::io::Result<()> {
    if step.run().good { Ok(()) } else { Err(std::io::Error::other("a step failed")) }
}

/// A program of the environment, which also finds the others there.
fn tool(place: &Path, name: &str) -> Command {
    let programs = place.join("bin");
    let mut command = Command::new(programs.join(name));
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", programs.display())).env("VIRTUAL_ENV", place);
    command
}
