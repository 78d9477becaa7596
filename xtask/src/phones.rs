//! Our crates as phones compile them: every type for Android and iOS is checked here, and nothing is linked.
//!
//! The targets of `rustup` are not in a package registry, and neither is Android's or Apple's C. So the newest compiler
//! of Debian checks the standard library along, from its own source, and a stand-in for the C compiler gives objects
//! without code. What links, and whether it runs, only a phone can tell (`docs/phones.md`).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::{Outcome, Step, program};
use crate::tools;

/// Phones of today, an Android phone of 32 bits, and iPhones.
const TARGETS: [(&str, &str); 3] = [
    ("types for Android", "aarch64-linux-android"),
    ("types for Android, 32 bits", "armv7-linux-androideabi"),
    ("types for iOS", "aarch64-apple-ios"),
];

/// The suite of Debian whose compiler is young enough for us.
const SUITE: &str = "sid";

/// In place of a C compiler: says what a preprocessor says, and leaves an empty file where an object is asked for.
const C_STAND_IN: &str = "\
#!/bin/sh
out= before=
for word; do
    [ \"$before\" = -o ] && out=$word
    [ \"$word\" = -E ] && exec cc \"$@\"
    # No: not a compiler in the manner of Windows.
    [ \"$word\" = '-?' ] && exit 1
    before=$word
done
[ -z \"$out\" ] || : > \"$out\"
";

/// `cargo xtask phones`: what cannot be checked here fails.
pub(crate) fn command() -> bool {
    match ready() {
        Ok(tools) => TARGETS.iter().all(|(name, target)| check(name, target, &tools).run().good),
        Err(why) => {
            eprintln!("Types for phones cannot be checked here: {why}");
            false
        }
    }
}

/// The step of a test run. Debian's newest suite moves: on a day without a compiler in it, the closing line says that
/// nothing was checked.
pub(crate) fn tests() -> Vec<Outcome> {
    match ready() {
        Ok(tools) => TARGETS.iter().map(|(name, target)| check(name, target, &tools).run()).collect(),
        Err(why) => vec![Outcome {
            name: "types for phones",
            good: true,
            counts: None,
            closing: vec![format!("NOT CHECKED: {why}")],
        }],
    }
}

/// Where the programs for a check are.
struct Tools {
    folder: PathBuf,
}

/// The compiler, unpacked beside cargo's own folder, and programs that start it with its own libraries.
fn ready() -> io::Result<Tools> {
    for (name, package) in [("apt-get", "apt"), ("dpkg-deb", "dpkg")] {
        if !tools::has(name, &["--version"]) {
            return Err(io::Error::other(format!("{package} is missing; the compiler is Debian's")));
        }
    }
    let debian = target().join("rust-root");
    let mut unpack = Command::new("bash");
    unpack.arg(root().join("xtask/debian/root.sh")).arg(&debian).args([SUITE, "rustc", "cargo", "rust-src"]);
    if !unpack.status()?.success() {
        return Err(io::Error::other("Debian's newest compiler is not to be had"));
    }
    let folder = target().join("phones");
    // The build of SQLite looks for its ciphers here, and Apple's SDK is expected to be a folder.
    fs::create_dir_all(folder.join("sdk"))?;
    for name in ["cargo", "rustc"] {
        script(&folder.join(name), &starter(&debian, name))?;
    }
    script(&folder.join("cc"), C_STAND_IN)?;
    Ok(Tools { folder })
}

/// Starts a program of that root by its own loader: it is younger than the machine's C library.
fn starter(debian: &Path, name: &str) -> String {
    let debian = debian.display();
    format!(
        "#!/bin/sh\nexec '{debian}/lib64/ld-linux-x86-64.so.2' \
         --library-path '{debian}/usr/lib/x86_64-linux-gnu:{debian}/usr/lib' '{debian}/usr/bin/{name}' \"$@\"\n"
    )
}

fn script(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

fn check(name: &'static str, rust: &str, tools: &Tools) -> Step {
    let mut cargo = Command::new(tools.folder.join("cargo"));
    cargo.args(["check", "--package", "opstap-ffi", "--no-default-features", "--target", rust]);
    cargo.arg("-Zbuild-std=std,panic_unwind").arg("--target-dir").arg(tools.folder.join("built"));
    cargo.current_dir(root()).env("RUSTC", tools.folder.join("rustc")).env("RUSTC_BOOTSTRAP", "1");
    // What this cargo was started with belongs to the machine's own compiler.
    for inherited in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
        cargo.env_remove(inherited);
    }
    let variable = rust.replace('-', "_");
    cargo.env(format!("CC_{variable}"), tools.folder.join("cc")).env(format!("AR_{variable}"), "ar");
    cargo.env("OPENSSL_LIB_DIR", &tools.folder).env("OPENSSL_INCLUDE_DIR", &tools.folder);
    cargo.env("SDKROOT", tools.folder.join("sdk"));
    program(name, cargo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn the_stand_in_leaves_an_object_and_is_no_compiler_of_windows() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("opstap-stand-in-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        script(&folder.join("cc"), C_STAND_IN)?;
        let run = |arguments: &[&str]| {
            // By its reader: a file that was written a moment ago may still be open in a child of another test.
            Command::new("sh")
                .arg(folder.join("cc"))
                .args(arguments)
                .current_dir(&folder)
                .status()
                .map(|it| it.success())
        };
        assert!(run(&["-O2", "-o", "made.o", "-c", "no-such-file.c"])?);
        assert_eq!(fs::read(folder.join("made.o"))?, b"");
        assert!(!run(&["-?"])?);
        fs::remove_dir_all(folder)
    }
}
