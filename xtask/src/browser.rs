//! Pages in a real browser: Debian's Chromium, driven by Node, over the server's own program.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::kotlin::{root, target};
use crate::programs::Built;
use crate::run::{Outcome, program};
use crate::tools::{self, Needed};

const NEEDED: [Needed; 3] = [
    ("chromium", &["--version"], "chromium"),
    ("node", &["--version"], "nodejs"),
    ("npm", &["--version"], "npm"),
];

const NAME: &str = "pages in a browser";

const JOURNEYS: [&str; 13] = [
    "pages.test.mjs",
    "staff.test.mjs",
    "broker.test.mjs",
    "editing.test.mjs",
    "live.test.mjs",
    "administration.test.mjs",
    "own.test.mjs",
    "news.test.mjs",
    "events.test.mjs",
    "moments.test.mjs",
    "coach.test.mjs",
    "teams.test.mjs",
    "look.test.mjs",
];

/// Journeys, what axe-core finds, the keyboard alone, large text and narrow screens.
pub(crate) fn tests() -> Outcome {
    run(None)
}

/// The same, and every page that is looked at drawn into `docs/pictures/web`.
pub(crate) fn pictures() -> Outcome {
    run(Some(root().join("docs/pictures/web")))
}

fn run(pictures: Option<PathBuf>) -> Outcome {
    let failed = |why: &str| Outcome { name: NAME, good: false, counts: None, closing: vec![why.to_owned()] };
    if !tools::brought(&NEEDED) {
        return failed("Chromium, Node or npm is missing");
    }
    if !Built::AsTested.build().good {
        return failed("the server does not build");
    }
    let Ok(place) = place("web/browser", "browser") else {
        return failed("its packages cannot be installed");
    };
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=tap"]).args(JOURNEYS).current_dir(place);
    node.env("OPSTAP_SERVER", Built::AsTested.place("opstap-server"));
    if let Some(pictures) = pictures {
        node.env("OPSTAP_PICTURES", pictures);
    }
    program(NAME, node).run()
}

/// A folder of the sources beside the packages that its `package.json` names, below the target folder: nothing is
/// installed into the sources.
pub(crate) fn place(from: &str, name: &str) -> std::io::Result<PathBuf> {
    let (from, place) = (root().join(from), target().join(name));
    fs::create_dir_all(&place)?;
    let wanted = fs::read_to_string(from.join("package.json"))?;
    for entry in fs::read_dir(&from)? {
        let entry = entry?;
        fs::copy(entry.path(), place.join(entry.file_name()))?;
    }
    let stamp = place.join("installed");
    if fs::read_to_string(&stamp).ok().as_deref() == Some(&wanted) {
        return Ok(place);
    }
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&place);
    if !program("packages", npm).run().good {
        return Err(std::io::Error::other("npm install"));
    }
    fs::write(stamp, wanted)?;
    Ok(place)
}
