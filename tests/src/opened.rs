//! What stands in an encrypted file, for whoever searches it for words that must not be there.

#![allow(clippy::unwrap_used, reason = "a tool of tests")]

use std::path::Path;

use opstap_server::data::DataDir;
use rusqlite::Connection;

use crate::town::Town;

/// All rows and columns of an encrypted file, readable; of what was removed, nothing.
///
/// # Panics
///
/// When the file does not open with this key.
#[must_use]
pub fn opened(file: &Path, key: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("plain.db");
    let key = key.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let db = Connection::open(file).unwrap();
    let orders = [
        format!("PRAGMA key = \"x'{key}'\""),
        format!("ATTACH '{}' AS plain KEY ''", plain.display()),
        "SELECT sqlcipher_export('plain')".to_owned(),
        "DETACH plain;".to_owned(),
    ];
    db.execute_batch(&orders.join("; ")).unwrap();
    std::fs::read(plain).unwrap()
}

/// The same of a town's server.
///
/// # Panics
///
/// When it does not open.
#[must_use]
pub fn of_server(town: &Town) -> Vec<u8> {
    let data = DataDir::at(town.folder()).unwrap();
    opened(&data.database(), &data.key().unwrap()[..])
}

/// Whether these words are in there.
#[must_use]
pub fn says(all: &[u8], words: &str) -> bool {
    all.windows(words.len()).any(|part| part == words.as_bytes())
}
