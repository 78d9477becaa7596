//! Apple: the library for iPhones, iPads and simulators as one XCFramework. Only a Mac with Xcode can make it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::program;
use crate::{swift, tools};

/// For devices.
const PHONE: &str = "aarch64-apple-ios";
/// For simulators, of both kinds of Mac.
const SIMULATORS: [&str; 2] = ["aarch64-apple-ios-sim", "x86_64-apple-ios"];
/// The oldest iOS that the app runs on.
const OLDEST: &str = "17.0";
/// The module of the C header, and of the framework.
const MODULE: &str = "OpstapCoreFFI";

/// `cargo xtask package apple`.
pub(crate) fn package() -> bool {
    let missing = missing();
    if !missing.is_empty() {
        eprintln!("The library for Apple's devices cannot be built here. Missing:");
        for one in missing {
            eprintln!("  - {one}");
        }
        eprintln!("Then, for the same result each time:");
        for step in recipe() {
            eprintln!("  {step}");
        }
        return false;
    }
    match build() {
        Ok(zip) => {
            println!("{}: for a release of bindings/swift, with its checksum above", zip.display());
            true
        }
        Err(why) => {
            eprintln!("{why}");
            false
        }
    }
}

fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    if !cfg!(target_os = "macos") {
        missing.push("macOS: Apple gives its SDKs to no other system".to_owned());
    }
    for (name, ask) in [("xcodebuild", "-version"), ("lipo", "-version"), ("ditto", "-h")] {
        if !tools::has(name, &[ask]) && !cfg!(target_os = "macos") {
            missing.push(format!("{name}, of Xcode 16 or newer"));
        }
    }
    let targets = Command::new("rustup").args(["target", "list", "--installed"]).output();
    let targets =
        targets.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    for rust in SIMULATORS.iter().chain([&PHONE]) {
        if !targets.lines().any(|line| line == *rust) {
            missing.push(format!("Rust for {rust}: rustup target add {rust}"));
        }
    }
    missing
}

/// What is run, for people to read.
fn recipe() -> Vec<String> {
    let mut steps = vec!["opstap-bindgen generate, from the library without drills".to_owned()];
    for rust in SIMULATORS.iter().chain([&PHONE]) {
        steps.push(format!(
            "IPHONEOS_DEPLOYMENT_TARGET={OLDEST} cargo rustc --profile ship --package opstap-ffi --crate-type staticlib --target {rust}"
        ));
    }
    steps.push("lipo -create (both simulators); strip -S; ranlib".to_owned());
    steps.push(format!("xcodebuild -create-xcframework … -output {MODULE}.xcframework"));
    steps.push(format!("ditto -c -k --keepParent {MODULE}.xcframework {MODULE}.xcframework.zip"));
    steps.push(format!("swift package compute-checksum {MODULE}.xcframework.zip"));
    steps
}

fn build() -> io::Result<PathBuf> {
    let place = target().join("apple");
    fs::create_dir_all(&place)?;
    swift::stage_from(&generated(&place)?).map_err(io::Error::other)?;
    for rust in SIMULATORS.iter().chain([&PHONE]) {
        let mut cargo = Command::new("cargo");
        cargo.args(["rustc", "--profile", "ship", "--package", "opstap-ffi", "--crate-type", "staticlib"]);
        cargo.args(["--target", rust]).env("IPHONEOS_DEPLOYMENT_TARGET", OLDEST).current_dir(root());
        done("library", cargo)?;
    }
    let [phone, simulator] = ["phone", "simulator"].map(|name| place.join(name).join("libopstap_ffi.a"));
    for library in [&phone, &simulator] {
        fs::create_dir_all(library.parent().unwrap_or(&place))?;
    }
    fs::copy(built(PHONE), &phone)?;
    let mut lipo = Command::new("lipo");
    lipo.arg("-create").args(SIMULATORS.map(built)).arg("-output").arg(&simulator);
    done("simulators together", lipo)?;
    for library in [&phone, &simulator] {
        // Debug information stays in what cargo built; what is shipped goes without.
        for (tool, flags) in [("strip", &["-S"][..]), ("ranlib", &[])] {
            let mut command = Command::new(tool);
            command.args(flags).arg(library);
            done(tool, command)?;
        }
    }
    let headers = headers(&place)?;
    framework(&place, &[&phone, &simulator], &headers)
}

/// The Swift of what is shipped: without the functions for drills, which only tests have.
fn generated(place: &Path) -> io::Result<PathBuf> {
    for package in ["opstap-ffi", "opstap-bindgen"] {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--package", package]).current_dir(root());
        done("library for the bindings", cargo)?;
    }
    let out = place.join("generated");
    let mut generate = Command::new(target().join("debug/opstap-bindgen"));
    generate
        .args(["generate", "--no-format", "--language", "swift", "--config"])
        .arg(root().join("uniffi.toml"));
    generate.arg("--out-dir").arg(&out).arg(target().join("debug/libopstap_ffi.dylib")).current_dir(root());
    done("generate", generate)?;
    Ok(out)
}

fn built(rust: &str) -> PathBuf {
    target().join(rust).join("ship/libopstap_ffi.a")
}

/// The header and its module map in a folder of their own name: two frameworks in one app may both have a module map,
/// and must not lie over each other.
fn headers(place: &Path) -> io::Result<PathBuf> {
    let headers = place.join("Headers");
    let own = headers.join(MODULE);
    let _ = fs::remove_dir_all(&headers);
    fs::create_dir_all(&own)?;
    let staged = root().join("bindings/swift/Sources").join(MODULE);
    for name in ["OpstapCoreFFI.h", "module.modulemap"] {
        fs::copy(staged.join(name), own.join(name))?;
    }
    Ok(headers)
}

fn framework(place: &Path, libraries: &[&PathBuf], headers: &Path) -> io::Result<PathBuf> {
    let framework = place.join(format!("{MODULE}.xcframework"));
    let _ = fs::remove_dir_all(&framework);
    let mut create = Command::new("xcodebuild");
    create.arg("-create-xcframework");
    for library in libraries {
        create.arg("-library").arg(library).arg("-headers").arg(headers);
    }
    done("framework", {
        create.arg("-output").arg(&framework);
        create
    })?;
    let zip = place.join(format!("{MODULE}.xcframework.zip"));
    let mut ditto = Command::new("ditto");
    ditto.args(["-c", "-k", "--keepParent"]).arg(&framework).arg(&zip);
    done("zip", ditto)?;
    let mut checksum = Command::new("swift");
    checksum.args(["package", "compute-checksum"]).arg(&zip).current_dir(root().join("bindings/swift"));
    done("checksum", checksum)?;
    // The package takes the framework from here.
    let own = root().join("bindings/swift/build");
    fs::create_dir_all(&own)?;
    let mut copy = Command::new("ditto");
    copy.arg(&framework).arg(own.join(format!("{MODULE}.xcframework")));
    done("framework beside the package", copy)?;
    Ok(zip)
}

fn done(name: &'static str, command: Command) -> io::Result<()> {
    if program(name, command).run().good { Ok(()) } else { Err(io::Error::other(format!("{name} failed"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn a_machine_that_is_no_mac_hears_what_it_lacks() {
        assert!(missing().iter().any(|one| one.starts_with("macOS")));
        assert!(!package());
    }

    #[test]
    fn the_recipe_names_every_target() {
        let recipe = recipe().join("\n");
        assert!(SIMULATORS.iter().chain([&PHONE]).all(|rust| recipe.contains(rust)));
    }
}
