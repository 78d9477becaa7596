//! The library as it is shipped: one way to build it, for phones, for embedders in other languages, and for measuring
//! it (ADR-0004).

use std::path::PathBuf;
use std::process::Command;

use crate::kotlin::target;
use crate::run::{Step, program};
use crate::slim::{self, Ciphers};

/// What cargo is told, wherever it builds for.
pub(crate) const BUILD: [&str; 5] = ["--profile", "ship", "--package", "opstap-ffi", "--no-default-features"];

/// The zones that a phone carries; `opstap::zone_named` says which others go like one of these.
const ZONES: &str = "^(Europe/(Amsterdam|Helsinki|Istanbul|London)|America/Curacao|UTC|Etc/UTC)$";

/// The provider of ciphers, and parts of SQLite that our statements never use.
const SQLITE: &str = "-DSQLCIPHER_CRYPTO_LIBTOMCRYPT -USQLITE_ENABLE_FTS3 -USQLITE_ENABLE_FTS3_PARENTHESIS -USQLITE_ENABLE_FTS5 -USQLITE_ENABLE_RTREE \
    -USQLITE_ENABLE_DBSTAT_VTAB -USQLITE_ENABLE_STAT4 -USQLITE_ENABLE_LOAD_EXTENSION -USQLITE_SOUNDEX \
    -USQLITE_ENABLE_API_ARMOR -USQLITE_ENABLE_MEMORY_MANAGEMENT -USQLITE_ENABLE_COLUMN_METADATA \
    -USQLITE_ENABLE_UNLOCK_NOTIFY -DSQLITE_OMIT_JSON -DSQLITE_OMIT_DEPRECATED -DSQLITE_OMIT_DESERIALIZE \
    -DSQLITE_OMIT_SHARED_CACHE -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_UTF16 -DSQLITE_OMIT_DATETIME_FUNCS \
    -DSQLITE_OMIT_TRACE -DSQLITE_OMIT_AUTHORIZATION -DSQLITE_OMIT_INTROSPECTION_PRAGMAS -DSQLITE_OMIT_GET_TABLE \
    -DSQLITE_OMIT_TCL_VARIABLE -DSQLITE_OMIT_COMPLETE -DSQLITE_UNTESTABLE -USQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_OMIT_COMPILEOPTION_DIAGS \
    -DSQLITE_OMIT_AUTOMATIC_INDEX -DSQLITE_OMIT_LIKE_OPTIMIZATION -DSQLITE_OMIT_PROGRESS_CALLBACK -DSQLITE_OMIT_XFER_OPT \
    -DSQLITE_OMIT_OR_OPTIMIZATION -DSQLITE_OMIT_INCRBLOB -DSQLITE_OMIT_DECLTYPE -DSQLITE_MAX_EXPR_DEPTH=0 -DSQLITE_OMIT_TRUNCATE_OPTIMIZATION -DSQLITE_DQS=0";

/// The linker of Linux and Android packs what must be moved at the start, folds what is the same, and leaves out what
/// only the generator of the bindings reads. Cargo runs it in the folder of the workspace.
pub(crate) const LINK: [&str; 5] = [
    // A few calls more are written out than for size alone: what they save at the other side is more (ADR-0004).
    "-C llvm-args=-inline-threshold=10",
    // Ends of functions that are the same are one, however many ways lead there.
    "-C llvm-args=-tail-merge-threshold=2000",
    "-C link-arg=-Wl,-z,pack-relative-relocs",
    "-C link-arg=-Wl,--icf=all",
    "-C link-arg=-Wl,-T,xtask/src/ship.ld",
];

/// Every function says where its frame begins in a register of its own. What the tables for unwinding say of it is then
/// one line instead of one for each push; on 64-bit phones that is so anyway.
const FRAMES: &str = "-C force-frame-pointers=yes";

/// The library for this machine, which lies at [`built`] afterwards. `None` where its ciphers cannot be built.
pub(crate) fn library() -> Option<Step> {
    let ciphers = slim::ready("host", "cc", "ar")?;
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    cargo.arg("rustc").args(BUILD).args(["--lib", "--crate-type", "cdylib"]);
    if cfg!(target_os = "linux") {
        cargo.arg("--").args(LINK.iter().flat_map(|flag| flag.split(' ')));
    }
    small(&mut cargo, &[]);
    with_ciphers(&mut cargo, "", &ciphers);
    Some(program("library as it is shipped", cargo))
}

/// Where [`library`] leaves it, with its symbols.
pub(crate) fn built() -> PathBuf {
    target().join("ship").join(if cfg!(target_os = "macos") {
        "libopstap_ffi.dylib"
    } else {
        "libopstap_ffi.so"
    })
}

/// Leaves out what a phone does not need. `more` is said to every compilation of Rust besides.
pub(crate) fn small(command: &mut Command, more: &[&str]) {
    let given = std::env::var("RUSTFLAGS").ok();
    let nameless = nameless();
    let flags = given.as_deref().into_iter().chain([FRAMES]).chain(nameless.as_deref());
    let flags: Vec<&str> = flags.chain(more.iter().copied()).collect();
    command
        .env("RUSTFLAGS", flags.join(" "))
        .env("CHRONO_TZ_TIMEZONE_FILTER", ZONES)
        .env("CFLAGS", slim::C_FLAGS)
        .env("LIBSQLITE3_FLAGS", SQLITE);
}

/// Panics name the file they come from. Of a crate that is its name and version, not where this machine keeps it: so
/// the library is the same on every machine, and tells nobody's home. `None` where the folder's name cannot be said.
fn nameless() -> Option<String> {
    let kept = slim::source()?;
    let folder = kept.parent()?.to_str().filter(|folder| !folder.contains(char::is_whitespace))?;
    Some(format!("--remap-path-prefix={folder}="))
}

/// The build of SQLite looks for its ciphers where OpenSSL would be: of one target, by its prefix, or of all.
pub(crate) fn with_ciphers(command: &mut Command, prefix: &str, ciphers: &Ciphers) {
    command.env(format!("{prefix}OPENSSL_LIB_DIR"), &ciphers.library);
    command.env(format!("{prefix}OPENSSL_INCLUDE_DIR"), &ciphers.headers);
}
