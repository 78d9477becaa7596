//! The key of a store: 32 random bytes from the platform's key store, never a passphrase.

use zeroize::Zeroizing;

/// A raw 256-bit key. A passphrase would cost 256,000 rounds of stretching at each opening.
#[derive(Clone)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The `PRAGMA key` statement with the raw key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(90));
        text.push_str("PRAGMA key = \"x'");
        for byte in self.0.iter() {
            text.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
            text.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
        }
        text.push_str("'\"");
        text
    }

    /// A fingerprint that tells a wrong key from a damaged file and says nothing about the key.
    pub(crate) fn fingerprint(&self) -> String {
        self.name(b"opstap store key check")
    }

    /// By which a server knows this installation as the same one when it pairs again because an answer was lost. Nothing of the
    /// key can be learned from it.
    pub(crate) fn once(&self) -> String {
        self.name(b"opstap store pairing")
    }

    fn name(&self, what: &[u8]) -> String {
        blake3::keyed_hash(&self.0, what).to_hex()[..32].to_owned()
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(…)")
    }
}
