//! Android: the app under Robolectric with the real library, and its package.
//!
//! There is no Android SDK in a package registry. Debian's `aapt2` reads resources up to Android 10, so the
//! attributes that came later are left out of what it compiles; a phone's own build keeps them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{self, done, quiet_maven, root, target};
use crate::run::{Outcome, cargo};
use crate::tools::{self, Needed};
use crate::{linked, ship, slim};

/// What compiles resources.
const AAPT: [Needed; 1] = [("aapt2", &["version"], "aapt")];

/// What packs and signs, on top of that.
const PACKING: [Needed; 3] = [
    ("zip", &["-v"], "zip"),
    ("sh", &["-c", "command -v zipalign"], "zipalign"),
    ("apksigner", &["--version"], "apksigner"),
];

/// The newest framework whose resources Debian's `aapt2` reads.
const FRAMEWORK: &str = "10-robolectric-5803371";

/// Attributes that are newer than that framework.
const NEWER: [&str; 1] = ["android:dataExtractionRules"];

const APP: &str = "android/app/src/main";

/// The app's tests under Robolectric. The bindings' jar must be in Maven's folder: their tests put it there.
pub(crate) fn tests() -> Outcome {
    const NAME: &str = "Android app";
    if !(kotlin::ready() && tools::brought(&AAPT)) {
        return failed(NAME, "a tool is missing");
    }
    match aars().and_then(|()| resources()).and_then(|()| robolectric()) {
        Ok(()) => kotlin::maven(NAME, "android/app", &["clean", "install"]).run(),
        Err(why) => failed(NAME, &why.to_string()),
    }
}

/// The window in Compose compiles. The screens' jars must be in Maven's folder: their tests put them there.
pub(crate) fn window() -> Outcome {
    const NAME: &str = "Android window";
    match aars() {
        Ok(()) => kotlin::maven(NAME, "android/app/compose.xml", &["clean", "compile"]).run(),
        Err(why) => failed(NAME, &why.to_string()),
    }
}

/// `cargo xtask package android [--check]`.
pub(crate) fn package(rest: &[String]) -> bool {
    if rest.iter().any(|argument| argument == "--check") {
        return match check() {
            Ok(package) => {
                println!("\nA signed package without native code: {}", package.display());
                println!(
                    "This checks manifest, resources, code and signature. It cannot start on a phone: no libopstap_ffi.so is in it."
                );
                true
            }
            Err(why) => {
                eprintln!("The package was not made: {why}");
                false
            }
        };
    }
    build()
}

fn folder() -> PathBuf {
    target().join("android")
}

fn failed(name: &'static str, why: &str) -> Outcome {
    Outcome { name, good: false, counts: None, closing: vec![why.to_owned()] }
}

/// One file from Maven's world, into a folder of ours.
fn fetch(artifact: &str, into: &Path) -> io::Result<()> {
    let mut maven = quiet_maven();
    maven.args(["--quiet", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"]);
    maven.arg(format!("-Dartifact={artifact}")).arg(format!("-DoutputDirectory={}", into.display()));
    done(&mut maven)
}

/// AARs whose classes are asked for: by Robolectric, and by the window in Compose. Maven itself has no use for an AAR.
const AARS: [(&str, &str, &str); 4] = [
    ("monitor", "androidx.test", "1.8.0"),
    ("ui-android", "androidx.compose.ui", "1.7.8"),
    ("lifecycle-runtime-android", "androidx.lifecycle", "2.9.4"),
    ("savedstate-android", "androidx.savedstate", "1.3.1"),
];

/// Unpacks the classes of each AAR to `target/android/<name>/classes.jar`.
fn aars() -> io::Result<()> {
    for (name, group, version) in AARS {
        let into = folder().join(name);
        if !into.join("classes.jar").exists() {
            fetch(&format!("{group}:{name}:{version}:aar"), &into)?;
            let aar = format!("{name}-{version}.aar");
            done(Command::new("jar").args(["xf", &aar, "classes.jar"]).current_dir(&into))?;
        }
    }
    Ok(())
}

/// Compiles manifest and resources to `target/android/resources.apk`.
fn resources() -> io::Result<()> {
    let into = folder();
    let framework = into.join(format!("android-all-{FRAMEWORK}.jar"));
    if !framework.exists() {
        fetch(&format!("org.robolectric:android-all:{FRAMEWORK}"), &into)?;
    }
    let manifest = fs::read_to_string(root().join(APP).join("AndroidManifest.xml"))?;
    fs::write(into.join("AndroidManifest.xml"), without_newer(&manifest))?;
    let compiled = into.join("resources.zip");
    done(
        Command::new("aapt2")
            .arg("compile")
            .arg("--dir")
            .arg(root().join(APP).join("res"))
            .arg("-o")
            .arg(&compiled),
    )?;
    let mut link = Command::new("aapt2");
    link.arg("link").arg("-o").arg(into.join("resources.apk"));
    link.arg("--manifest").arg(into.join("AndroidManifest.xml"));
    link.arg("-I").arg(&framework).arg("--auto-add-overlay").arg(&compiled);
    done(&mut link)
}

/// A manifest without the lines that hold a newer attribute.
fn without_newer(manifest: &str) -> String {
    let newer = |line: &&str| !NEWER.iter().any(|name| line.trim_start().starts_with(name));
    let kept: Vec<&str> = manifest.lines().filter(newer).collect();
    kept.join("\n") + "\n"
}

/// Tells Robolectric where manifest and resources are, as Gradle's plugin does.
fn robolectric() -> io::Result<()> {
    let into = folder().join("robolectric/com/android/tools");
    fs::create_dir_all(&into)?;
    let manifest = root().join(APP).join("AndroidManifest.xml");
    let config = format!(
        "android_merged_manifest={}\nandroid_resource_apk={}\nandroid_custom_package=nl.opstap.app\n",
        manifest.display(),
        folder().join("resources.apk").display(),
    );
    fs::write(into.join("test_config.properties"), config)
}

/// Packs and signs what can be made without Android's own tools, and verifies it.
fn check() -> io::Result<PathBuf> {
    if !(kotlin::ready() && tools::brought(&AAPT) && tools::brought(&PACKING)) {
        return Err(io::Error::other("a tool is missing"));
    }
    resources()?;
    let classes = kotlin::maven("Android classes", "android/app", &["--quiet", "package", "-DskipTests"]);
    if !classes.run().good {
        return Err(io::Error::other(
            "the app does not compile; `cargo xtask bindings kotlin` and the Kotlin tests come first",
        ));
    }
    let into = folder().join("package");
    if into.exists() {
        fs::remove_dir_all(&into)?;
    }
    fs::create_dir_all(into.join("dex"))?;
    dex(&into)?;
    fs::copy(folder().join("resources.apk"), into.join("loose.apk"))?;
    done(Command::new("zip").args(["--quiet", "../loose.apk", "classes.dex"]).current_dir(into.join("dex")))?;
    done(Command::new("zipalign").args(["-f", "4", "loose.apk", "aligned.apk"]).current_dir(&into))?;
    sign(&into)?;
    done(Command::new("apksigner").args(["verify", "--verbose", "opstap.apk"]).current_dir(&into))?;
    done(Command::new("zipalign").args(["-c", "4", "opstap.apk"]).current_dir(&into))?;
    said(&into.join("opstap.apk"))?;
    Ok(into.join("opstap.apk"))
}

/// Translates our classes, and those of the libraries, for Android's machine.
fn dex(into: &Path) -> io::Result<()> {
    let tools = folder();
    let r8 = tools.join("r8-9.5.28.jar");
    if !r8.exists() {
        fetch("com.android.tools:r8:9.5.28", &tools)?;
    }
    let libraries = into.join("libraries");
    let mut maven = quiet_maven();
    maven.arg("--quiet").arg("--file").arg(root().join("android/app/pom.xml"));
    maven.arg(format!("-Dopstap.target={}", target().display()));
    maven.args([
        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
        "-DincludeScope=runtime",
    ]);
    done(maven.arg(format!("-DoutputDirectory={}", libraries.display())))?;
    let mut command = Command::new("java");
    command.arg("-cp").arg(&r8).args(["com.android.tools.r8.D8", "--release", "--min-api", "26"]);
    command.arg("--lib").arg(tools.join(format!("android-all-{FRAMEWORK}.jar")));
    command.arg("--output").arg(into.join("dex"));
    command.arg(target().join("maven/opstap-app/opstap-app-0.1.0.jar"));
    for library in fs::read_dir(libraries)? {
        command.arg(library?.path());
    }
    done(&mut command)
}

/// Signs with a key that lives as long as the check.
fn sign(into: &Path) -> io::Result<()> {
    let mut key = Command::new("keytool");
    key.args(["-genkeypair", "-keystore", "check.jks", "-storepass", "check-only", "-keypass", "check-only"]);
    key.args([
        "-alias",
        "check",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-validity",
        "2",
        "-dname",
        "CN=check",
    ]);
    done(key.current_dir(into))?;
    let mut sign = Command::new("apksigner");
    sign.args([
        "sign",
        "--ks",
        "check.jks",
        "--ks-pass",
        "pass:check-only",
        "--out",
        "opstap.apk",
        "aligned.apk",
    ]);
    done(sign.current_dir(into))
}

/// Asks the package what it says about itself, and compares.
fn said(package: &Path) -> io::Result<()> {
    let output = Command::new("aapt").arg("dump").arg("badging").arg(package).output()?;
    let badging = String::from_utf8_lossy(&output.stdout);
    for wanted in ["package: name='nl.opstap.app'", "launchable-activity: name='nl.opstap.app.MainActivity'"]
    {
        if !badging.contains(wanted) {
            return Err(io::Error::other(format!("the package does not say {wanted}")));
        }
    }
    badging
        .lines()
        .filter(|line| !line.starts_with("application-label-"))
        .for_each(|line| println!("{line}"));
    Ok(())
}

/// The kinds of processors of phones: Rust's name and Android's.
const PHONES: [(&str, &str); 3] = [
    ("aarch64-linux-android", "arm64-v8a"),
    ("armv7-linux-androideabi", "armeabi-v7a"),
    ("x86_64-linux-android", "x86_64"),
];

/// The library for phones, where Android's own tools are; what is missing is said by name.
fn build() -> bool {
    let mut missing = Vec::new();
    if !tools::has("cargo", &["ndk", "--version"]) {
        missing.push("cargo-ndk: cargo install cargo-ndk@4.1.2".to_owned());
    }
    if std::env::var_os("ANDROID_NDK_HOME").is_none() {
        missing.push("the Android NDK, r28 or newer (16 KB pages): set ANDROID_NDK_HOME".to_owned());
    }
    for (rust, _) in PHONES {
        if !has_target(rust) {
            missing.push(format!("Rust for {rust}: rustup target add {rust}"));
        }
    }
    if !missing.is_empty() {
        eprintln!("The library for Android phones cannot be built here. Missing:");
        for one in missing {
            eprintln!("  - {one}");
        }
        eprintln!("Then: cargo xtask package android. Without them: cargo xtask package android --check");
        return false;
    }
    let libraries = folder().join("jniLibs");
    let mut ndk = Command::new("cargo");
    ndk.arg("ndk").args(["--platform", "26"]);
    for (_, android) in PHONES {
        ndk.args(["--target", android]);
    }
    ndk.arg("--output-dir").arg(&libraries).arg("build").args(ship::BUILD);
    let link = ["-C link-arg=-Wl,-z,max-page-size=16384", "-C link-arg=-Wl,--exclude-libs,ALL"];
    ship::small(&mut ndk, &[&link[..], &ship::LINK].concat());
    match ciphers(&mut ndk)
        .and_then(|()| done(&mut ndk))
        .and_then(|()| {
            let built = PHONES.map(|(_, android)| libraries.join(android).join("libopstap_ffi.so"));
            built.iter().try_for_each(|library| linked::check(library, linked::PAGE))
        })
        .and_then(|()| aar(&libraries))
    {
        Ok(aar) => {
            println!("{}: for an app of your own", aar.display());
            println!(
                "{}: three libraries with 16 KB pages, for android/app/build.gradle.kts",
                libraries.display()
            );
            true
        }
        Err(why) => {
            eprintln!("{why}");
            false
        }
    }
}

/// The ciphers for each kind of processor, by the compiler of the NDK.
fn ciphers(build: &mut Command) -> io::Result<()> {
    let ndk = PathBuf::from(std::env::var_os("ANDROID_NDK_HOME").unwrap_or_default());
    let host = if cfg!(target_os = "macos") { "darwin-x86_64" } else { "linux-x86_64" };
    let programs = ndk.join("toolchains/llvm/prebuilt").join(host).join("bin");
    for (rust, _) in PHONES {
        // Only the compiler of 32 bits says its processor otherwise than Rust does.
        let compiler = programs.join(format!("{}26-clang", rust.replace("armv7-", "armv7a-")));
        let ciphers = slim::ready(rust, compiler, programs.join("llvm-ar"));
        let ciphers =
            ciphers.ok_or_else(|| io::Error::other(format!("the ciphers for {rust} cannot be built")))?;
        ship::with_ciphers(build, &format!("{}_", rust.to_uppercase().replace('-', "_")), &ciphers);
    }
    Ok(())
}

/// The library as an AAR. Its Kotlin comes from a library of this machine without the drills, as a stripped one says nothing.
fn aar(libraries: &Path) -> io::Result<PathBuf> {
    if !cargo("library without drills", &["build", "--package", "opstap-ffi"]).run().good {
        return Err(io::Error::other("the library does not build"));
    }
    let into = folder().join("aar");
    let jar = kotlin::jar_without_drills(&target().join("debug/libopstap_ffi.so"), &folder().join("kotlin"))?;
    let _ = fs::remove_dir_all(&into);
    fs::create_dir_all(into.join("jni"))?;
    let sources = root().join("bindings/kotlin/aar");
    fs::copy(sources.join("AndroidManifest.xml"), into.join("AndroidManifest.xml"))?;
    fs::copy(sources.join("consumer-rules.pro"), into.join("proguard.txt"))?;
    fs::copy(jar, into.join("classes.jar"))?;
    fs::write(into.join("R.txt"), "")?;
    for (_, android) in PHONES {
        fs::create_dir_all(into.join("jni").join(android))?;
        let library = Path::new(android).join("libopstap_ffi.so");
        fs::copy(libraries.join(&library), into.join("jni").join(&library))?;
    }
    let aar = folder().join("opstap-core-0.1.0.aar");
    let _ = fs::remove_file(&aar);
    done(Command::new("zip").args(["--quiet", "--recurse-paths"]).arg(&aar).arg(".").current_dir(&into))?;
    Ok(aar)
}

fn has_target(rust: &str) -> bool {
    let listed = Command::new("rustup").args(["target", "list", "--installed"]).output();
    listed.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).lines().any(|line| line == rust))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_newer_than_the_framework_is_left_out_by_line() {
        let manifest =
            "<application\n    android:dataExtractionRules=\"@xml/a\"\n    android:label=\"b\" />\n";
        assert_eq!(without_newer(manifest), "<application\n    android:label=\"b\" />\n");
    }
}
