//! What a browser carries from the first page of a sign-in to the last, sealed: the server keeps nothing of it, so nobody
//! can fill its memory with questions that were never answered.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use opstap_sync::ident::DeviceId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::random::{self, Dry, SystemRandom};
use crate::store::{ForWhom, KnownAs};

/// How long somebody may take at their provider, and how long a stranger may take to find their code.
const LIFE_MS: i64 = 10 * 60 * 1000;

/// Bytes of the nonce that each begins with.
const NONCE: usize = 24;

/// Characters that are read at all.
const TEXT_MAX: usize = 4096;

/// A sign-in that began. All that is secret in it follows from one seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Began {
    /// With whose provider.
    pub org: Uuid,
    /// For whom.
    pub for_whom: ForWhom,
    /// Since when, milliseconds since 1970 UTC.
    pub at: i64,
    /// Somebody who is in is asked once more who they are.
    pub again: Option<Again>,
    seed: [u8; 32],
}

/// Asking once more who somebody is, before a heavy act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Whose device has to be theirs.
    pub device: DeviceId,
    /// What they were about to do.
    pub heavy: Heavy,
}

/// What a client does that cannot be taken back, or that lets others in: an organisation may have its broker asked once more
/// before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heavy {
    /// Taking everything along.
    Take,
    /// Making a code with which one comes in on another device.
    Code,
    /// Showing somebody more.
    Share,
}

impl Heavy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Take, Self::Code, Self::Share];

    /// The place on which it is done, below `/web`.
    #[must_use]
    pub const fn place(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Code => "kept",
            Self::Share => "sharing",
        }
    }

    /// The one of this place.
    #[must_use]
    pub fn at(place: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heavy| heavy.place() == place)
    }
}

impl Began {
    /// One that begins now.
    ///
    /// # Errors
    ///
    /// [`Dry`].
    pub fn now(org: Uuid, for_whom: ForWhom, again: Option<Again>, at: i64) -> Result<Self, Dry> {
        Ok(Self { org, for_whom, at, again, seed: random::bytes(&mut SystemRandom)? })
    }

    /// What its answer is known by.
    #[must_use]
    pub fn state(&self) -> String {
        self.derived("opstap-server 2026-11 state")
    }

    /// What its token has to say.
    #[must_use]
    pub fn nonce(&self) -> String {
        self.derived("opstap-server 2026-11 nonce")
    }

    /// What only who began it can show (RFC 7636): 43 characters.
    #[must_use]
    pub fn verifier(&self) -> String {
        self.derived("opstap-server 2026-11 verifier")
    }

    fn derived(&self, purpose: &str) -> String {
        URL_SAFE_NO_PAD.encode(blake3::derive_key(purpose, &self.seed))
    }
}

/// Somebody whom a provider vouched for and nobody here knows yet. With a code of their own they are known from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stranger {
    /// By which name the provider knows them.
    pub who: KnownAs,
    /// When they signed in at a level that heavy acts take, if they did. Milliseconds since 1970 UTC.
    pub confirmed: Option<i64>,
    /// What they were about to do.
    pub heavy: Option<Heavy>,
}

/// Seals what browsers carry, with a key that lives as long as this server runs.
pub struct Sealer(XChaCha20Poly1305);

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer")
    }
}

impl Sealer {
    /// A fresh one.
    ///
    /// # Errors
    ///
    /// [`Dry`].
    pub fn fresh() -> Result<Self, Dry> {
        Ok(Self(XChaCha20Poly1305::new((&random::bytes::<32>(&mut SystemRandom)?).into())))
    }

    /// Sealed for one purpose, from now on. `None` without randomness.
    #[must_use]
    pub fn seal<T: Serialize>(&self, purpose: &str, value: &T, now_ms: i64) -> Option<String> {
        let nonce: [u8; NONCE] = random::bytes(&mut SystemRandom).ok()?;
        let msg = serde_json::to_vec(&(now_ms, value)).ok()?;
        let payload = Payload { msg: &msg, aad: purpose.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// What was sealed for this purpose a short while ago; `None` for everything else.
    #[must_use]
    pub fn open<T: for<'de> Deserialize<'de>>(&self, purpose: &str, text: &str, now_ms: i64) -> Option<T> {
        if text.len() > TEXT_MAX {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let opened = self.0.decrypt(&XNonce::from(*nonce), payload).ok()?;
        let (at, value): (i64, T) = serde_json::from_slice(&opened).ok()?;
        (at..=at + LIFE_MS).contains(&now_ms).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn began() -> Began {
        Began::now(Uuid::from_u128(7), ForWhom::Staff, None, 1_000).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_for_its_purpose_and_its_time() {
        let (sealer, other) = (Sealer::fresh().unwrap(), Sealer::fresh().unwrap());
        let began = began();
        let text = sealer.seal("begin", &began, 1_000).unwrap();
        assert_eq!(sealer.open::<Began>("begin", &text, 1_000), Some(began.clone()));
        assert_eq!(sealer.open::<Began>("begin", &text, 1_000 + LIFE_MS), Some(began));
        assert_eq!(sealer.open::<Began>("begin", &text, 1_001 + LIFE_MS), None);
        assert_eq!(sealer.open::<Began>("begin", &text, 999), None);
        assert_eq!(sealer.open::<Began>("stranger", &text, 1_000), None);
        assert_eq!(other.open::<Began>("begin", &text, 1_000), None);
    }

    #[test]
    fn what_stands_in_an_address_says_nothing_of_what_does_not() {
        let began = began();
        let all = [began.state(), began.nonce(), began.verifier()];
        assert!(all.iter().all(|one| one.len() == 43), "{all:?}");
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
        assert_ne!(self::began().state(), began.state());
    }

    proptest! {
        #[test]
        fn nothing_else_opens(text in ".{0,200}", at in 0_usize..80, flip in 1_u8..64) {
            let sealer = Sealer::fresh().unwrap();
            prop_assert_eq!(sealer.open::<Began>("begin", &text, 1_000), None);
            let sealed = sealer.seal("begin", &began(), 1_000).unwrap();
            let mut bytes = URL_SAFE_NO_PAD.decode(sealed).unwrap();
            bytes[at] ^= flip;
            let damaged = URL_SAFE_NO_PAD.encode(bytes);
            prop_assert_eq!(sealer.open::<Began>("begin", &damaged, 1_000), None);
        }
    }
}
