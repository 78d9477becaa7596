//! The ciphers that phones carry: LibTomCrypt, which SQLCipher has a provider for and whose sources lie beside its own.
//! OpenSSL, which computers and servers have, brings four megabytes along even when most of it is left out (ADR-0004).

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kotlin::{root, target};
use crate::run::program;

/// How C is compiled for phones: small, each function apart so that the linker can leave it out, and without tables
/// for unwinding, which C never does. The self-tests of the ciphers stay at home, and
/// a bad argument is an error that they return, and not the end of the app.
pub(crate) const C_FLAGS: &str = "-Oz -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables \
    -fno-unwind-tables -DLTC_NO_TEST -DARGTYPE=4";

/// The ciphers, built.
pub(crate) struct Ciphers {
    /// Where `libcrypto.a` lies: the name that the build of SQLite asks for.
    pub(crate) library: PathBuf,
    /// Where the headers lie.
    pub(crate) headers: PathBuf,
}

/// The ciphers for one kind of machine, built with its compiler where they are not there yet.
pub(crate) fn ready(kind: &str, compiler: impl AsRef<OsStr>, archiver: impl AsRef<OsStr>) -> Option<Ciphers> {
    let source = source()?;
    let headers = source.join("sqlcipher/libtomcrypt/headers");
    let place = target().join("slim").join(kind);
    let ciphers = Ciphers { library: place.clone(), headers: headers.clone() };
    // What fails names its source, and not where this machine keeps it.
    let nameless = format!("-ffile-prefix-map={}=", source.parent()?.display());
    let wanted = format!("{} {nameless} {C_FLAGS}", source.file_name()?.to_string_lossy());
    let stamp = place.join("built");
    if fs::read_to_string(&stamp).ok().as_deref() == Some(&wanted) {
        return Some(ciphers);
    }
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).ok()?;
    let listed = fs::read_to_string(source.join("src/libtomcrypt_sources.rs")).ok()?;
    let files: Vec<PathBuf> =
        listed.split('"').skip(1).step_by(2).map(|file| source.join("sqlcipher").join(file)).collect();
    let mut compile = Command::new(compiler);
    compile.args(["-c", "-fPIC", "-DLTC_SOURCE"]).args(C_FLAGS.split_whitespace()).arg(nameless);
    compile.arg("-I").arg(&headers).args(&files).current_dir(&place);
    let mut pack = Command::new(archiver);
    pack.args(["rcs", "libcrypto.a"]).args(files.iter().filter_map(|file| object(file)));
    pack.current_dir(&place);
    let built =
        program("ciphers for phones", compile).run().good && program("ciphers packed", pack).run().good;
    built.then_some(())?;
    fs::write(&stamp, wanted).ok()?;
    Some(ciphers)
}

/// What a source is called when it is compiled.
fn object(source: &Path) -> Option<PathBuf> {
    source.file_name().map(|name| Path::new(name).with_extension("o"))
}

/// Where cargo keeps SQLCipher's sources.
pub(crate) fn source() -> Option<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let asked =
        Command::new(cargo).args(["metadata", "--format-version", "1"]).current_dir(root()).output().ok()?;
    let said = String::from_utf8(asked.stdout).ok()?;
    let manifests = said.split("\"manifest_path\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut folders = manifests.map(Path::new).filter_map(Path::parent);
    let ours = |folder: &&Path| {
        folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("sqlcipher-src-"))
    };
    folders.find(ours).map(Path::to_owned)
}
