//! The secrets around files: what they are called, under which key they are hashed, and how they are sealed.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use opstap_domain::ids::ScopeId;
use opstap_sync::blob::ScopeKey;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Place;
use crate::random::{self, SystemRandom};

/// Bytes of the nonce that each part begins with.
const NONCE: usize = 24;

/// What is derived from the root, each for one purpose (BLAKE3, section 2.3).
const NAMES: &str = "opstap-server 2026-11 names of files";
const HASHES: &str = "opstap-server 2026-11 hashes of files";
const PASSWORDS: &str = "opstap-server 2026-11 passwords of agendas elsewhere";
const OWN_CODES: &str = "opstap-server 2026-11 codes of apps of staff";
const OWN_NAMES: &str = "opstap-server 2026-11 names that staff sign in with";
const VOUCHED: &str = "opstap-server 2026-11 names that brokers know clients by";
const SEALS: &str = "opstap-server 2026-11 seals of files";

/// The root of all secrets around files: 32 random bytes beside the database. Who loses it loses the files.
#[derive(Clone)]
pub struct BlobKeys(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for BlobKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BlobKeys(…)")
    }
}

impl BlobKeys {
    /// The secrets that follow from this root.
    #[must_use]
    pub fn new(root: [u8; 32]) -> Self {
        Self(Zeroizing::new(root))
    }

    fn derived(&self, purpose: &str, of: &str) -> Zeroizing<[u8; 32]> {
        let key = Zeroizing::new(blake3::derive_key(purpose, &*self.0));
        Zeroizing::new(*blake3::keyed_hash(&key, of.as_bytes()).as_bytes())
    }

    fn name(&self, of: &str) -> String {
        blake3::Hash::from_bytes(*self.derived(NAMES, of)).to_hex()[..32].to_owned()
    }

    /// What the bytes of a file are called in addresses and in the object store: 128 bits, hexadecimal.
    #[must_use]
    pub fn place(&self, scope: ScopeId, rec: Uuid) -> String {
        self.name(&format!("{scope}/{rec}"))
    }

    /// What a scope is called in the object store: 128 bits, hexadecimal.
    #[must_use]
    pub fn scope_place(&self, scope: ScopeId) -> String {
        self.name(&scope.to_string())
    }

    /// The key under which the files of a scope are hashed; those in the scope get it with their grant.
    #[must_use]
    pub fn scope_key(&self, scope: ScopeId) -> ScopeKey {
        ScopeKey::new(*self.derived(HASHES, &scope.to_string()))
    }

    fn cipher(&self, scope: ScopeId) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.derived(SEALS, &scope.to_string())).into())
    }

    /// Seals a password for one account and one address. `None` without randomness.
    pub(crate) fn seal_password(&self, of: &str, password: &str) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE] = random::bytes(&mut SystemRandom).ok()?;
        let payload = Payload { msg: password.as_bytes(), aad: of.as_bytes() };
        let sealed = self.password_cipher().encrypt(&XNonce::from(nonce), payload).ok()?;
        Some([&nonce[..], &sealed].concat())
    }

    /// Opens it; `None` for what was not sealed by us for this.
    pub(crate) fn open_password(&self, of: &str, sealed: &[u8]) -> Option<Zeroizing<String>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: of.as_bytes() };
        let bytes = self.password_cipher().decrypt(&XNonce::from(*nonce), payload).ok()?;
        String::from_utf8(bytes).ok().map(Zeroizing::new)
    }

    /// Seals what the app of an account knows. `None` without randomness.
    pub(crate) fn seal_own(&self, account: Uuid, secret: &[u8]) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE] = random::bytes(&mut SystemRandom).ok()?;
        let payload = Payload { msg: secret, aad: account.as_bytes() };
        let sealed = self.own_cipher().encrypt(&XNonce::from(nonce), payload).ok()?;
        Some([&nonce[..], &sealed].concat())
    }

    /// Opens it; `None` for what was not sealed by us for this account.
    pub(crate) fn open_own(&self, account: Uuid, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: account.as_bytes() };
        self.own_cipher().decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }

    fn own_cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.derived(OWN_CODES, "")).into())
    }

    /// What tries to sign in with a name are counted under.
    pub(crate) fn tried_name(&self, org: Uuid, name: &str) -> [u8; 32] {
        *self.derived(OWN_NAMES, &format!("{}/{name}", org.simple()))
    }

    /// What is kept of a broker's name of a client, which may be a citizen service number: without this root nobody finds
    /// out which, nor that two organisations or two brokers have the same person. 256 bits, hexadecimal.
    pub(crate) fn vouched_name(&self, org: Uuid, issuer: &str, subject: &str) -> String {
        // An address has no line in it, and neither has a subject.
        let of = Zeroizing::new(format!("{}\n{issuer}\n{subject}", org.simple()));
        blake3::Hash::from_bytes(*self.derived(VOUCHED, &of)).to_hex().to_string()
    }

    fn password_cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.derived(PASSWORDS, "")).into())
    }

    /// Seals a part for its place and no other. `None` without randomness.
    pub(super) fn seal(&self, place: &Place, n: u64, bytes: &[u8]) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE] = random::bytes(&mut SystemRandom).ok()?;
        let payload = Payload { msg: bytes, aad: &bound(place, n) };
        let sealed = self.cipher(place.scope).encrypt(&XNonce::from(nonce), payload).ok()?;
        let mut all = Vec::with_capacity(NONCE + sealed.len());
        all.extend_from_slice(&nonce);
        all.extend_from_slice(&sealed);
        Some(all)
    }

    /// Opens a part; `None` for what was not sealed by us for this place.
    pub(super) fn open(&self, place: &Place, n: u64, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: &bound(place, n) };
        self.cipher(place.scope).decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

/// What a seal is about: parts cannot be exchanged, nor files.
fn bound(place: &Place, n: u64) -> Vec<u8> {
    format!("{}/{}/{}/{n}", place.org.simple(), place.scope, place.at).into_bytes()
}
