//! What a call is signed with: HMAC with SHA-256 over its id, the moment of the try and its body (Standard Webhooks,
//! "Signature scheme").

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use zeroize::Zeroizing;

/// How a secret begins where people see it.
const PREFIX: &str = "whsec_";

/// Bytes of one of ours. The standard asks for 24 to 64.
pub(crate) const BYTES: usize = 32;

/// The secret of one receiver.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// These bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// As a receiver is given it.
    #[must_use]
    pub fn shown(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(&*self.0)))
    }

    /// As a receiver was given it; `None`: this is none.
    #[must_use]
    pub fn from_shown(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?;
        (24..=64).contains(&bytes.len()).then(|| Self::new(bytes))
    }

    /// One signature, as it stands in `webhook-signature`. `seconds` since 1970 UTC: the moment of this try.
    #[must_use]
    pub fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        let tag = hmac::sign(&self.key(), &said(id, seconds, body));
        format!("v1,{}", STANDARD.encode(tag.as_ref()))
    }

    /// Whether one of the signatures of a call is by this secret, in a time that tells nothing of it.
    #[must_use]
    pub fn signed(&self, signatures: &str, id: &str, seconds: i64, body: &[u8]) -> bool {
        let said = said(id, seconds, body);
        signatures
            .split(' ')
            .filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok())
            .any(|tag| hmac::verify(&self.key(), &said, &tag).is_ok())
    }

    fn key(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, &self.0)
    }
}

fn said(id: &str, seconds: i64, body: &[u8]) -> Vec<u8> {
    let mut said = format!("{id}.{seconds}.").into_bytes();
    said.extend_from_slice(body);
    said
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    /// The example of the standard's own libraries.
    #[test]
    fn the_standards_example_has_the_standards_signature() {
        let secret = Secret::from_shown("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature =
            secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn what_is_no_secret_is_none() {
        for text in ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_***"] {
            assert!(Secret::from_shown(text).is_none(), "{text}");
        }
    }

    proptest! {
        /// Nothing of a call can be changed, and no other secret signs it.
        #[test]
        fn a_signature_is_of_one_call(
            bytes in proptest::collection::vec(any::<u8>(), 24..=64),
            id in "[a-z0-9-]{1,36}",
            seconds in 0_i64..4_000_000_000,
            body in proptest::collection::vec(any::<u8>(), 0..200),
            flip in any::<u8>(),
        ) {
            let secret = Secret::new(bytes.clone());
            let signature = secret.sign(&id, seconds, &body);
            prop_assert_eq!(&*Secret::from_shown(&secret.shown()).unwrap().0, &bytes);
            let two = format!("v1,AAAA v9,x {signature}");
            prop_assert!(secret.signed(&two, &id, seconds, &body));
            prop_assert!(!secret.signed(&signature, &id, seconds + 1, &body));
            let longer = format!("{id}0");
            prop_assert!(!secret.signed(&signature, &longer, seconds, &body));
            let mut other = body.clone();
            other.push(flip);
            prop_assert!(!secret.signed(&signature, &id, seconds, &other));
            let mut wrong = bytes;
            wrong[0] ^= 1;
            prop_assert!(!Secret::new(wrong).signed(&signature, &id, seconds, &body));
        }
    }
}
