//! A mail server and an agenda server for the tests: aiosmtpd and Radicale, in an environment below the target folder.

use std::fs;
use std::process::Command;

use crate::kotlin::target;
use crate::run::program;
use crate::tools::{self, Needed};

const NEEDED: [Needed; 2] =
    [("python3", &["--version"], "python3"), ("python3", &["-c", "import ensurepip, venv"], "python3-venv")];

/// What the environment holds; new versions come in by hand, so that two machines build the same.
const PACKAGES: [&str; 17] = [
    "aiosmtpd==1.4.6",
    "atpublic==9.0.0",
    "attrs==26.1.0",
    "Radicale==3.9.0",
    "certifi==2026.10.19.post1",
    "charset-normalizer==3.5.3",
    "defusedxml==0.7.1",
    "idna==3.20",
    "libpass==1.9.4",
    "pika==1.4.4",
    "python-dateutil==4.0.0",
    "pytz==2026.6",
    "requests==2.34.2",
    "six==1.17.0",
    "tzdata==2026.6",
    "urllib3==2.8.0",
    "vobject==0.9.9",
];

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
        && program("mail and agenda server", install).run().good
        && fs::write(&stamp, &wanted).is_ok()
}
