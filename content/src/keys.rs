//! Who is trusted to sign figures of law: `content/keys/figures.json`, public keys with their days.
//!
//! The private keys are in nobody's repository (ADR-0028).

use opstap_domain::Date;
use serde_json::Value;

const KEYS: &str = include_str!("../keys/figures.json");

/// A public key of Ed25519, and which packages it may sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What a package calls it in `signer`.
    pub id: String,
    /// 32 bytes as base64url.
    pub public_key: String,
    /// A package that it signs begins on this day or later.
    pub valid_from: Date,
    /// And on this day at the latest; `None`: until somebody says otherwise.
    pub valid_to: Option<Date>,
}

impl Key {
    /// Whether it may sign a package that begins on this day.
    #[must_use]
    pub fn may_sign(&self, begins: Date) -> bool {
        self.valid_from <= begins && self.valid_to.is_none_or(|last| begins <= last)
    }
}

/// The keys that this binary trusts.
#[must_use]
pub fn trusted_keys() -> Vec<Key> {
    // A constant of this binary, which a test reads.
    keys_in(KEYS).unwrap_or_default()
}

/// The keys of a text such as `content/keys/figures.json`; `None` where one cannot be read, or an id stands twice.
#[must_use]
pub fn keys_in(text: &str) -> Option<Vec<Key>> {
    let file: Value = serde_json::from_str(text).ok()?;
    let mut keys: Vec<Key> = Vec::new();
    for key in file["keys"].as_array()? {
        let text = |name: &str| key[name].as_str();
        let valid_to = match text("validTo") {
            Some(day) => Some(day.parse().ok()?),
            None if key["validTo"].is_null() => None,
            None => return None,
        };
        let key = Key {
            id: text("id")?.to_owned(),
            public_key: text("publicKey")?.to_owned(),
            valid_from: text("validFrom")?.parse().ok()?,
            valid_to,
        };
        if key.id.is_empty() || keys.iter().any(|known| known.id == key.id) {
            return None;
        }
        keys.push(key);
    }
    Some(keys)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_keys_that_are_built_in_can_be_read() {
        let keys = keys_in(KEYS).unwrap();
        assert_eq!(keys, trusted_keys());
        assert!(!keys.is_empty());
        assert!(keys.iter().all(|key| key.public_key.len() == 43), "32 bytes each");
    }

    #[test]
    fn a_list_that_says_two_things_trusts_nobody() {
        let of = |keys: &str| keys_in(&format!("{{\"keys\":[{keys}]}}"));
        let one = r#"{"id":"a","publicKey":"AA","validFrom":"2026-01-01","validTo":"2026-12-31"}"#;
        let key = of(one).unwrap().remove(0);
        let day = |text: &str| text.parse().unwrap();
        assert!(key.may_sign(day("2026-01-01")) && key.may_sign(day("2026-12-31")));
        assert!(!key.may_sign(day("2025-12-31")) && !key.may_sign(day("2027-01-01")));
        assert_eq!(of(&format!("{one},{one}")), None);
        assert_eq!(of(&one.replace("2026-12-31", "forever")), None);
        assert_eq!(of(&one.replace("\"2026-12-31\"", "2026")), None);
        assert_eq!(keys_in("[]"), None);
    }
}
