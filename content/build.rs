//! Packs the texts, so that a phone carries a quarter of their bytes. The newest version of each is packed at each build.
#![allow(missing_docs, reason = "a build script has no readers of its docs")]

use std::io::Write as _;
use std::path::Path;
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo names no OUT_DIR"))?;
    for folder in ["words", "package"] {
        println!("cargo::rerun-if-changed={folder}");
        for entry in fs::read_dir(folder)? {
            let file = entry?;
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
            packer.write_all(&fs::read(file.path())?)?;
            let mut name = file.file_name();
            name.push(".packed");
            fs::write(Path::new(&out).join(name), packer.finish()?)?;
        }
    }
    Ok(())
}
