//! Swift: installs the toolchain, and runs the tests of the bindings and of the screen models with the real library.
//!
//! On Linux the toolchain lives in a folder of its own below cargo's, and nothing of the machine changes. On a Mac the
//! one of Xcode is taken.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::{Outcome, Step, cargo, program};
use crate::tools;

/// Our Swift sources, for the format's check; generated code is not ours to format.
const OURS: [&str; 9] = [
    "bindings/swift/Package.swift",
    "bindings/swift/Sources/Opstap",
    "bindings/swift/Sources/TestTown",
    "bindings/swift/Sources/Figures",
    "bindings/swift/Tests",
    "ios/Package.swift",
    "ios/Sources",
    "ios/Tests",
    "ios/App",
];

/// What the bindings' generator writes, and where the package expects it.
const GENERATED: [(&str, &str); 3] = [
    ("OpstapCore.swift", "OpstapCore/OpstapCore.swift"),
    ("OpstapCoreFFI.h", "OpstapCoreFFI/OpstapCoreFFI.h"),
    ("OpstapCoreFFI.modulemap", "OpstapCoreFFI/module.modulemap"),
];

/// The modules of Apple that the screens use, and that are written by hand for a check of types.
const STAND_INS: [&str; 10] = [
    "UniformTypeIdentifiers",
    "Security",
    "Network",
    "UIKit",
    "SwiftUI",
    "UserNotifications",
    "BackgroundTasks",
    "Vision",
    "VisionKit",
    "PhotosUI",
];

/// Whether Swift is there, after installing it where we may.
fn ready() -> bool {
    if cfg!(target_os = "macos") {
        return tools::has("swift", &["--version"]);
    }
    if let Some(missing) = missing() {
        eprintln!("Swift cannot be installed here: {missing}.");
        return false;
    }
    let mut install = Command::new("bash");
    install.arg(toolchain("install.sh")).arg(toolchain_root());
    install.status().is_ok_and(|status| status.success())
}

/// What a Linux machine lacks for the toolchain's scripts.
fn missing() -> Option<&'static str> {
    if !tools::is_root() {
        return Some("its scripts need root, because they show folders inside the toolchain's own root");
    }
    let programs: [(&str, &[&str], &str); 4] = [
        ("apt-get", &["--version"], "apt-get is missing; the toolchain is Debian's"),
        ("dpkg-deb", &["--version"], "dpkg-deb is missing; the toolchain is Debian's"),
        ("unshare", &["--version"], "unshare of util-linux is missing"),
        ("tar", &["--version"], "tar is missing"),
    ];
    programs.iter().find(|(name, ask, _)| !tools::has(name, ask)).map(|(_, _, why)| *why)
}

/// The tests of the bindings and of the screen models, both modes of the generated code, and the check of the screens.
/// Expects that the bindings were generated and the library built.
pub(crate) fn tests() -> Vec<Outcome> {
    if !ready() {
        return vec![failed("Swift", "the toolchain is not there".to_owned())];
    }
    if let Err(why) = stage() {
        return vec![failed("Swift sources", why)];
    }
    let mut outcomes = vec![
        swift("Swift bindings", "bindings/swift", &["test", "--no-parallel"]).run(),
        mode_6().run(),
        swift("iOS screen models", "ios", &["test", "--no-parallel"]).run(),
        form().run(),
    ];
    outcomes.extend(screens());
    outcomes
}

/// What is fast from Swift, with the release library; one line a figure.
pub(crate) fn bench() -> Outcome {
    if !ready() {
        return failed("Swift figures", "the toolchain is not there".to_owned());
    }
    // The generated code names the functions for drills too.
    let library = ["build", "--release", "--package", "opstap-ffi", "--features", "drill"];
    let built = cargo("release library", &library).run();
    if !built.good {
        return built;
    }
    if let Err(why) = stage() {
        return failed("Swift figures", why);
    }
    let step =
        swift("Swift figures", "bindings/swift", &["run", "--configuration", "release", "opstap-figures"]);
    step.with("OPSTAP_LIBRARY", &target().join("release").display().to_string()).run()
}

/// Copies the generated sources into the package, which may not reach outside its own folder. A file that did not
/// change is left alone, so that nothing is built again for it.
fn stage() -> Result<(), String> {
    stage_from(&target().join("bindings/swift"))
}

/// The same from another folder, as for what is shipped.
pub(crate) fn stage_from(from: &Path) -> Result<(), String> {
    let to = root().join("bindings/swift/Sources");
    for (name, place) in GENERATED {
        let made = std::fs::read_to_string(from.join(name))
            .map_err(|_| format!("{name} is not there: run cargo xtask bindings swift first"))?;
        let made = if Path::new(name).extension().is_some_and(|ending| ending == "h") {
            mend_header(&made)
        } else {
            made
        };
        let place = to.join(place);
        if std::fs::read_to_string(&place).is_ok_and(|known| known == made) {
            continue;
        }
        let written = place.parent().map_or(Ok(()), std::fs::create_dir_all);
        written.and_then(|()| std::fs::write(&place, made)).map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(())
}

/// `case` is a fine name in Kotlin and, with care, in Swift, but a keyword in C: the header's parameters get another one.
fn mend_header(header: &str) -> String {
    let lines = header.lines().map(|line| match line.strip_suffix("RustBuffer case") {
        Some(before) => format!("{before}RustBuffer in_case\n"),
        None => format!("{}\n", line.replace("RustBuffer case,", "RustBuffer in_case,")),
    });
    lines.collect()
}

/// Generated code must also compile in Swift 6 mode, in a target without default isolation.
fn mode_6() -> Step {
    let step =
        swift_in("generated Swift in mode 6", "bindings/swift", "mode-6", &["build", "--target", "Opstap"]);
    step.with("OPSTAP_GENERATED_MODE", "6")
}

/// The format of our sources.
fn form() -> Step {
    let ours: Vec<String> = OURS
        .iter()
        .map(|part| root().join(part))
        .filter(|part| part.exists())
        .map(|part| text(&part))
        .collect();
    let mut arguments = vec!["format", "lint", "--strict", "--recursive", "--parallel"];
    arguments.extend(ours.iter().map(String::as_str));
    program("Swift format", inside(".", "swift", &arguments))
}

/// The SwiftUI screens against stand-ins of Apple's modules: this finds drift from the core, a missing `await`, a wrong
/// optional. It is no proof that a screen compiles on Apple's machines.
pub(crate) fn screens() -> Vec<Outcome> {
    let made = target().join("swift/stand-ins");
    if let Err(why) = std::fs::create_dir_all(&made) {
        return vec![failed("iOS screens", why.to_string())];
    }
    let models = target().join("swift/ios/debug/Modules");
    let map = root().join("bindings/swift/Sources/OpstapCoreFFI/module.modulemap");
    let shared = [
        "-swift-version".to_owned(),
        "6".to_owned(),
        "-parse-as-library".to_owned(),
        format!("-I{}", made.display()),
    ];
    for name in STAND_INS {
        let mut arguments = vec!["-emit-module".to_owned(), "-module-name".to_owned(), name.to_owned()];
        arguments.extend(shared.iter().cloned());
        arguments.push("-emit-module-path".to_owned());
        arguments.push(text(&made.join(format!("{name}.swiftmodule"))));
        arguments.extend(sources(&root().join("ios/stub").join(name)));
        let outcome = program("stand-ins for Apple", inside(".", "swiftc", &arguments)).run();
        if !outcome.good {
            return vec![outcome];
        }
    }
    let mut arguments = vec!["-typecheck".to_owned(), "-warnings-as-errors".to_owned()];
    arguments.extend(["-module-name".to_owned(), "OpstapApp".to_owned(), format!("-I{}", models.display())]);
    arguments.extend(["-Xcc".to_owned(), format!("-fmodule-map-file={}", map.display())]);
    arguments.extend(shared.iter().cloned());
    arguments.extend(sources(&root().join("ios/App")));
    // Linux leaves this file out of the package: there is no Keychain.
    arguments.push(text(&root().join("bindings/swift/Sources/Opstap/KeychainVault.swift")));
    vec![program("iOS screens against stand-ins", inside(".", "swiftc", &arguments)).run()]
}

/// All Swift files below a folder, in order.
fn sources(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "swift") {
            found.push(text(&path));
        }
    }
    found.sort();
    found
}

/// SwiftPM on one of our packages, with the debug library. What it builds lies below cargo's folder.
fn swift(name: &'static str, folder: &str, arguments: &[&str]) -> Step {
    swift_in(name, folder, &folder.replace('/', "-"), arguments)
}

fn swift_in(name: &'static str, folder: &str, built: &str, arguments: &[&str]) -> Step {
    let scratch = target().join("swift").join(built);
    let mut all = vec![arguments[0].to_owned(), "--scratch-path".to_owned(), text(&scratch)];
    all.extend(arguments[1..].iter().map(|&argument| argument.to_owned()));
    let mut command = inside(folder, "swift", &all);
    if std::env::var_os("OPSTAP_LIBRARY").is_none() {
        command.env("OPSTAP_LIBRARY", target().join("bindings/native"));
    }
    command.env("OPSTAP_ROOT", root()).env("OPSTAP_TARGET", target());
    program(name, command)
}

/// A program of the toolchain, in a folder of the project.
fn inside<A: AsRef<str>>(folder: &str, name: &str, arguments: &[A]) -> Command {
    let arguments = arguments.iter().map(AsRef::as_ref);
    let folder = root().join(folder);
    if cfg!(target_os = "macos") {
        let mut command = Command::new("xcrun");
        command.arg(name).args(arguments).current_dir(folder);
        return command;
    }
    let mut command = Command::new("bash");
    command.arg(toolchain("inside.sh")).arg(folder).arg(name).args(arguments);
    command.env("SWIFT_ROOT", toolchain_root());
    command.env("SWIFT_SHARE", format!("{}:{}", root().display(), target().display()));
    command
}

fn toolchain(script: &str) -> PathBuf {
    root().join("bindings/swift/toolchain").join(script)
}

fn toolchain_root() -> PathBuf {
    target().join("swift-root")
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn failed(name: &'static str, why: String) -> Outcome {
    Outcome { name, good: false, counts: None, closing: vec![why] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_of_c_is_no_parameter() {
        let header = "f(uint64_t ptr, RustBuffer case\n);\ng(RustBuffer case, RustBuffer cases\n);";
        let mended = "f(uint64_t ptr, RustBuffer in_case\n);\ng(RustBuffer in_case, RustBuffer cases\n);\n";
        assert_eq!(mend_header(header), mended);
    }
}
