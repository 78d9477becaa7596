//! The ciphers that phones carry: OpenSSL's own sources, as cargo fetched them, built without what SQLCipher never asks
//! for. The database needs AES, SHA-512, a key derivation and random bytes; the rest of libcrypto is five megabytes
//! (ADR-0004). Computers and servers have the whole of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::program;

/// What is left out. Assembly too: on this machine it is mostly code for processors that no phone has.
const WITHOUT: &[&str] = &[
    "shared",
    "module",
    "tests",
    "docs",
    "apps",
    "comp",
    "zlib",
    "legacy",
    "engine",
    "async",
    "dso",
    "ssl3",
    "tls",
    "dtls",
    "quic",
    "http",
    "sock",
    "ui-console",
    "autoload-config",
    "asm",
    "ec",
    "ec2m",
    "dh",
    "dsa",
    "sm2",
    "sm3",
    "sm4",
    "aria",
    "bf",
    "blake2",
    "camellia",
    "cast",
    "chacha",
    "poly1305",
    "cmac",
    "cms",
    "cmp",
    "ct",
    "des",
    "idea",
    "md4",
    "mdc2",
    "ocb",
    "ocsp",
    "rc2",
    "rc4",
    "rmd160",
    "scrypt",
    "seed",
    "siphash",
    "siv",
    "srp",
    "srtp",
    "ts",
    "whirlpool",
    "argon2",
    "ml-kem",
    "ml-dsa",
    "slh-dsa",
    "lms",
    "deprecated",
    "filenames",
    "rfc3779",
    "gost",
    "ssl-trace",
    "integrity-only-ciphers",
    "thread-pool",
    "default-thread-pool",
    "makedepend",
    "err",
    "autoerrinit",
    "psk",
    "nextprotoneg",
    "multiblock",
    "padlockeng",
    "afalgeng",
    "atexit",
    "cached-fetch",
];

/// How C is compiled for phones: small, each function apart so that the linker can leave it out, and without tables
/// for unwinding, which C never does.
pub(crate) const C_FLAGS: &str =
    "-Os -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -fno-unwind-tables";

/// The folder with `include` and `lib`, built where it is not there yet.
pub(crate) fn ready() -> Option<PathBuf> {
    let place = target().join("slim");
    let source = source()?;
    let wanted = format!("{} {C_FLAGS} {}", source.file_name()?.to_string_lossy(), WITHOUT.join(" "));
    let stamp = place.join("built");
    let out = place.join("out");
    if fs::read_to_string(&stamp).ok().as_deref() == Some(&wanted) {
        return Some(out);
    }
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).ok()?;
    let work = place.join("source");
    let mut copy = Command::new("cp");
    copy.arg("-r").arg(source.join("openssl")).arg(&work);
    let mut configure = Command::new("perl");
    configure
        .arg("Configure")
        .arg(platform()?)
        .arg(format!("--prefix={}", out.display()))
        .arg("--libdir=lib");
    configure.args(WITHOUT.iter().map(|what| format!("no-{what}"))).args(C_FLAGS.split(' '));
    let jobs = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut make = Command::new("make");
    make.args(["--silent", &format!("--jobs={jobs}"), "build_libs"]);
    let mut install = Command::new("make");
    install.args(["--silent", "install_dev"]);
    let built = program("ciphers: sources", copy).run().good
        && quietly(configure, &work)
        && quietly(make, &work)
        && quietly(install, &work);
    built.then_some(())?;
    fs::write(&stamp, wanted).ok()?;
    Some(out)
}

/// OpenSSL says much; only what goes wrong is worth reading.
fn quietly(mut command: Command, folder: &Path) -> bool {
    let done = command.current_dir(folder).output();
    let good = done.as_ref().is_ok_and(|done| done.status.success());
    if !good && let Ok(done) = done {
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        let last: Vec<&str> = said.lines().rev().take(20).collect();
        eprintln!("{}", last.into_iter().rev().collect::<Vec<_>>().join("\n"));
    }
    good
}

/// What OpenSSL calls this machine.
fn platform() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("linux-x86_64"),
        ("linux", "aarch64") => Some("linux-aarch64"),
        ("macos", "aarch64") => Some("darwin64-arm64-cc"),
        ("macos", "x86_64") => Some("darwin64-x86_64-cc"),
        _ => None,
    }
}

/// Where cargo keeps the sources: `openssl-src` is fetched for every build with its own OpenSSL.
fn source() -> Option<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let asked =
        Command::new(cargo).args(["metadata", "--format-version", "1"]).current_dir(root()).output().ok()?;
    let said = String::from_utf8(asked.stdout).ok()?;
    let manifests = said.split("\"manifest_path\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut ours = manifests.map(Path::new).filter_map(Path::parent);
    let name = |folder: &Path| {
        folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("openssl-src-"))
    };
    ours.find(|folder| name(folder)).map(Path::to_owned)
}
