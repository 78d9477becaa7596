//! A mail server for the tests: aiosmtpd, in an environment of its own below the target folder.

use std::fs;
use std::process::Command;

use crate::kotlin::target;
use crate::run::program;
use crate::tools::{self, Needed};

const NEEDED: [Needed; 2] =
    [("python3", &["--version"], "python3"), ("python3", &["-c", "import ensurepip, venv"], "python3-venv")];

/// What the environment holds; new versions come in by hand, so that two machines build the same.
const PACKAGES: [&str; 3] = ["aiosmtpd==1.4.6", "atpublic==9.0.0", "attrs==26.1.0"];

/// Whether it is there, after installing it where need be.
pub(crate) fn ready() -> bool {
    let place = target().join("mail");
    let stamp = place.join("packages");
    let wanted = PACKAGES.join(" ");
    if fs::read_to_string(&stamp).ok().as_deref() == Some(&wanted) {
        return true;
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv", "--clear"]).arg(&place);
    let mut install = Command::new(place.join("bin/pip"));
    install.args(["install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
    tools::brought(&NEEDED)
        && program("environment for mail", make).run().good
        && program("mail server", install).run().good
        && fs::write(&stamp, &wanted).is_ok()
}
