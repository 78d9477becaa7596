//! The programs that are played with: built beside this one.

use std::path::PathBuf;

use super::process::told;
use crate::sim::Run;

fn beside(name: &str) -> Run<PathBuf> {
    let this = std::env::current_exe().map_err(told)?;
    let program = this.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if program.exists() {
        Ok(program)
    } else {
        Err(format!("{name} was not built beside {}", this.display()))
    }
}

/// The server.
///
/// # Errors
///
/// When it was not built.
pub fn server() -> Run<PathBuf> {
    beside("opstap-server")
}

/// A device.
///
/// # Errors
///
/// When it was not built.
pub fn device() -> Run<PathBuf> {
    beside("chaos_device")
}
