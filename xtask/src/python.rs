//! Python: a wheel by maturin, and the bindings' tests in an environment of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::{Outcome, Step, program};
use crate::tools::{self, Needed};
use crate::{ship, slim};

pub(crate) const NEEDED: [Needed; 2] =
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
    let mut maturin = tool(&place, "maturin");
    maturin.args(["build", "--profile", "dev", "--features", "drill"]);
    let Ok(wheel) = wheel(&place, maturin) else { return failed("the wheel cannot be built") };
    let mut install = tool(&place, "pip");
    install.args(["install", "--quiet", "--force-reinstall", "--no-deps"]).arg(wheel);
    if !program("wheel", install).run().good {
        return failed("the wheel cannot be installed");
    }
    program(NAME, pytest(&place)).run()
}

/// The scenarios with the library as phones carry it: other ciphers, fewer zones, smaller code. Expects that the tests
/// above went before.
pub(crate) fn shipped() -> Outcome {
    const NAME: &str = "scenarios with the library that ships";
    let failed = |why: &str| Outcome { name: NAME, good: false, counts: None, closing: vec![why.to_owned()] };
    let Ok(place) = environment() else { return failed("the environment cannot be made") };
    let Ok(wheel) = shipped_wheel(&place) else { return failed("the wheel cannot be built") };
    let apart = place.join("shipped");
    let _ = fs::remove_dir_all(&apart);
    let mut install = tool(&place, "pip");
    install.args(["install", "--quiet", "--no-deps", "--target"]).arg(&apart).arg(wheel);
    if !program("wheel", install).run().good {
        return failed("the wheel cannot be installed");
    }
    let mut pytest = pytest(&place);
    pytest.arg("tests/test_scenarios.py").env("PYTHONPATH", apart).env("OPSTAP_SHIPPED", "1");
    program(NAME, pytest).run()
}

/// The wheel that is shipped: small, and without drills.
pub(crate) fn package() -> bool {
    tools::brought(&NEEDED)
        && environment().and_then(|place| shipped_wheel(&place)).is_ok_and(|wheel| {
            println!("{}", wheel.display());
            true
        })
}

fn shipped_wheel(place: &Path) -> std::io::Result<PathBuf> {
    let ciphers = slim::ready("host", "cc", "ar");
    let ciphers = ciphers.ok_or_else(|| std::io::Error::other("the ciphers cannot be built"))?;
    let mut maturin = tool(place, "maturin");
    maturin.args(["build", "--profile", "ship", "--no-default-features"]);
    ship::small(&mut maturin, &[]);
    ship::with_ciphers(&mut maturin, "", &ciphers);
    wheel(place, maturin)
}

fn pytest(place: &Path) -> Command {
    let mut pytest = tool(place, "pytest");
    pytest.args(["--quiet", "-p", "no:cacheprovider"]).current_dir(root().join("bindings/python"));
    pytest.env("OPSTAP_TOWN", target().join("debug/town")).env("PYTHONDONTWRITEBYTECODE", "1");
    pytest
}

/// A virtual environment below the target folder, with the generator under the name that maturin asks for.
fn environment() -> std::io::Result<PathBuf> {
    let place = environment_of("python", &PACKAGES)?;
    generator(&place)?;
    Ok(place)
}

/// A virtual environment of this name below the target folder, with these packages.
pub(crate) fn environment_of(name: &str, packages: &[&str]) -> std::io::Result<PathBuf> {
    let place = target().join(name);
    let stamp = place.join("packages");
    let wanted = packages.join(" ");
    if fs::read_to_string(&stamp).ok().as_deref() != Some(&wanted) {
        let mut make = Command::new("python3");
        make.args(["-m", "venv", "--clear"]).arg(&place);
        must(program("environment", make))?;
        let mut install = tool(&place, "pip");
        install.args(["install", "--quiet", "--disable-pip-version-check"]).args(packages);
        must(program("packages", install))?;
        fs::write(&stamp, &wanted)?;
    }
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

fn wheel(place: &Path, mut maturin: Command) -> std::io::Result<PathBuf> {
    let out = place.join("wheels");
    let _ = fs::remove_dir_all(&out);
    maturin.arg("--out").arg(&out).current_dir(root().join("bindings/python"));
    must(program("wheel", maturin))?;
    let mut found = fs::read_dir(&out)?;
    found.next().ok_or_else(|| std::io::Error::other("no wheel"))?.map(|wheel| wheel.path())
}

fn must(step: Step) -> std::io::Result<()> {
    if step.run().good { Ok(()) } else { Err(std::io::Error::other("a step failed")) }
}

/// A program of the environment, which also finds the others there.
pub(crate) fn tool(place: &Path, name: &str) -> Command {
    let programs = place.join("bin");
    let mut command = Command::new(programs.join(name));
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", programs.display())).env("VIRTUAL_ENV", place);
    command
}
