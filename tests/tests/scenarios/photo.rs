//! A photo of a story: the same bytes in every language, and what a scenario says of bytes.

use std::path::Path;

use serde_json::{Value, json};

/// Puts a photo into a folder, and gives its path.
pub(crate) fn taken(folder: &Path, with: &Value) -> String {
    let rest = (4..with["bytes"].as_u64().unwrap()).map(|i| (31 * i + i / 251) as u8);
    let bytes: Vec<u8> = [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(rest).collect();
    let path = folder.join(with["name"].as_str().unwrap());
    std::fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

/// Puts a file of text into a folder, and gives its path.
pub(crate) fn written(folder: &Path, with: &Value) -> String {
    let path = folder.join(with["name"].as_str().unwrap());
    std::fs::write(&path, with["text"].as_str().unwrap()).unwrap();
    path.display().to_string()
}

/// How many they are, and their 64-bit FNV-1a.
pub(crate) fn told(bytes: &[u8]) -> Value {
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    json!({ "length": bytes.len(), "sum": format!("{sum:016x}") })
}
