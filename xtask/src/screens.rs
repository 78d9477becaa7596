//! The screens: their models and Compose screens on the JVM, over the real library and a real server.

use crate::kotlin::{self, maven};
use crate::run::Outcome;

/// The models' and screens' tests, and every screen drawn once. The bindings' jar must be in Maven's folder: their
/// tests put it there. The jars of the screens go there too, for the app.
pub(crate) fn tests() -> Outcome {
    drawn("Android screens", &["install"])
}

/// Draws every screen into `docs/pictures/android`.
pub(crate) fn pictures() -> bool {
    let keep = [
        "install",
        "-Dopstap.pictures=keep",
        "-Dtest=PicturesTest",
        "-Dsurefire.failIfNoSpecifiedTests=false",
    ];
    drawn("pictures", &keep).good
}

fn drawn(name: &'static str, goals: &[&str]) -> Outcome {
    if !kotlin::ready() {
        let closing = vec!["a tool is missing".to_owned()];
        return Outcome { name, good: false, counts: None, closing };
    }
    maven(name, "android", goals).run()
}
