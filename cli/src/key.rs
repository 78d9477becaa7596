//! The device's key: a file of its own, for its owner only. A phone has a key store instead.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use opstap::StoreKey;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// Bytes of a key.
const LENGTH: usize = 32;

/// Where a home keeps its key.
pub(crate) fn path(home: &Path) -> PathBuf {
    home.join("device.key")
}

/// Reads the key; `None`: there is none.
pub(crate) fn read(home: &Path) -> Result<Option<StoreKey>, Failure> {
    let path = path(home);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(Failure::home("home", "cli-home", &path)),
    };
    // The opened file is asked, not its name: the name may mean another file by now.
    if open_to_others(&file) {
        return Err(Failure::home("key_open", "cli-key-open", &path));
    }
    let mut text = Zeroizing::new(String::new());
    let broken = || Failure::home("wrong_key", "cli-key-broken", &path);
    file.take(1024).read_to_string(&mut text).map_err(|_| broken())?;
    from_hex(text.trim_end()).map(StoreKey::new).map(Some).ok_or_else(broken)
}

/// Makes a key in a home that has none.
pub(crate) fn make(home: &Path) -> Result<StoreKey, Failure> {
    let path = path(home);
    let refuse = || Failure::home("home", "cli-home", &path);
    let mut key = Zeroizing::new([0; LENGTH]);
    getrandom::fill(&mut *key).map_err(|_| refuse())?;
    let text = Zeroizing::new(to_hex(&key));
    let mut file = new_private(&path).map_err(|_| refuse())?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|_| refuse())?;
    Ok(StoreKey::new(*key))
}

#[cfg(unix)]
fn open_to_others(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().map_or(true, |known| known.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn open_to_others(_: &File) -> bool {
    false
}

/// A file that was not there, from its first moment for its owner only.
fn new_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

fn to_hex(key: &[u8; LENGTH]) -> String {
    use std::fmt::Write as _;
    key.iter().fold(String::with_capacity(2 * LENGTH), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hex(text: &str) -> Option<[u8; LENGTH]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * LENGTH || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut key = [0; LENGTH];
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_there_and_back_and_nothing_else_is_a_key() {
        let key = std::array::from_fn(|place| place as u8 * 7);
        assert_eq!(from_hex(&to_hex(&key)), Some(key));
        for wrong in ["", "00", &"g".repeat(64), &"0".repeat(63), &"é".repeat(32)] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }
}
