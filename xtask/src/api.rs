//! The API: its description held against the rules of the government's APIs, and a real server against its description.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::browser;
use crate::kotlin::root;
use crate::programs::Built;
use crate::python::{self, environment_of, tool};
use crate::run::{Outcome, program};
use crate::tools::{self, Needed};

const NODE: [Needed; 2] = [("node", &["--version"], "nodejs"), ("npm", &["--version"], "npm")];

/// What sends requests that nobody thought of, and another reader of calendars.
const PACKAGES: [&str; 2] = ["schemathesis==4.32.5", "icalendar==7.3.2"];

/// Both, over the server as its sources are now.
pub(crate) fn tests() -> Vec<Outcome> {
    if !Built::AsTested.build().good {
        return vec![failed("API", "the server does not build")];
    }
    vec![rules(), fuzz()]
}

fn failed(name: &'static str, why: &str) -> Outcome {
    Outcome { name, good: false, counts: None, closing: vec![why.to_owned()] }
}

/// The description against the rules, and the rules against a description that breaks each of them.
fn rules() -> Outcome {
    const NAME: &str = "rules of the API";
    if !tools::brought(&NODE) {
        return failed(NAME, "Node or npm is missing");
    }
    let Ok(place) = browser::place("server/api", "api") else {
        return failed(NAME, "its packages cannot be installed");
    };
    if let Err(blind) = blind_rules(&place) {
        return failed(NAME, &blind);
    }
    let mut describe = Command::new(Built::AsTested.place("opstap-server"));
    describe.args(["openapi", "--contact-mail", "api@testdorp.example"]);
    describe.args(["--contact-page", "https://testdorp.example/api"]);
    let written = describe.output().and_then(|said| fs::write(place.join("openapi.json"), said.stdout));
    if written.is_err() {
        return failed(NAME, "the server does not describe itself");
    }
    let mut lint = spectral(&place, "openapi.json");
    lint.args(["--fail-severity", "warn"]);
    program(NAME, lint).run()
}

fn spectral(place: &Path, what: &str) -> Command {
    let mut lint = Command::new(place.join("node_modules/.bin/spectral"));
    lint.args(["lint", what, "--ruleset", "ruleset.yaml"]).current_dir(place);
    lint
}

/// Rules of ours that find nothing in a description that breaks them all.
fn blind_rules(place: &Path) -> Result<(), String> {
    let said =
        spectral(place, "broken.yaml").stderr(Stdio::null()).output().map_err(|why| why.to_string())?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let rules = fs::read_to_string(root().join("server/api/ruleset.yaml")).map_err(|why| why.to_string())?;
    let own = rules.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
    let blind: Vec<&str> = own.filter(|name| !name.starts_with([' ', '#']) && !said.contains(name)).collect();
    if blind.is_empty() { Ok(()) } else { Err(format!("these rules find nothing: {}", blind.join(", "))) }
}

/// A real server on a fresh folder, and requests that nobody thought of.
fn fuzz() -> Outcome {
    const NAME: &str = "API under requests that nobody thought of";
    if !tools::brought(&python::NEEDED) {
        return failed(NAME, "python is missing");
    }
    let Ok(place) = environment_of("api-python", &PACKAGES) else {
        return failed(NAME, "the environment cannot be made");
    };
    let mut fuzz = tool(&place, "python");
    fuzz.arg(root().join("server/api/fuzz.py")).env("PYTHONDONTWRITEBYTECODE", "1");
    fuzz.env("OPSTAP_SERVER", Built::AsTested.place("opstap-server"));
    program(NAME, fuzz).run()
}
